//! What is entered by `via`, a deal or an action comes home by `back`, deals nothing, and is
//! entered in no other way; and no `via` leads into itself.

use super::Checked;
use super::graph::Edge;
use crate::author::codes;
use crate::diagnostic::Finding;
use crate::story::{LinkKind, SceneId, Str, Way};

pub(super) fn check(story: &Checked<'_>, findings: &mut Vec<Finding>) {
    let all = || (0..story.graph.len() as u32).map(SceneId);
    let way = |scene: SceneId| &story.parts.scenes[scene.index()].way;
    let hole = |scene: SceneId| story.marks.scenes[scene.index()].hole;
    let ends = all().filter(|scene| matches!(way(*scene), Way::Back) || hole(*scene));
    let homing = story.graph.leading_to(ends, Edge::goes_on);
    let entered = entered(story);
    let inside = {
        let entries = entered
            .iter()
            .map(|(_, to)| *to)
            .filter(|to| homing[to.index()]);
        story.graph.reached_from(entries, |edge| {
            edge.goes_on() && homing[edge.link.to.index()]
        })
    };

    for (at, to) in &entered {
        if !homing[to.index()] {
            findings.push(never_home(story, *at, *to));
        }
    }
    for edge in story.graph.edges().iter().filter(|edge| edge.goes_on()) {
        let Some(at) = edge.at else { continue };
        let to = edge.link.to;
        match (inside[edge.from.index()], homing[to.index()]) {
            (true, false) => findings.push(never_home(story, at, to)),
            // What enters it may stand in what couldn't be read.
            (false, true)
                if story.whole && (inside[to.index()] || matches!(way(to), Way::Back)) =>
            {
                let message = format!(
                    "`{}` leads to `back`, and is gone to from here for good",
                    story.scene_name(to)
                );
                let help = "go through it: `via`, with a `to` for where to go afterwards; or end it otherwise than by `back`";
                findings.push(story.finding(codes::ENTERED, at, message).help(help));
            }
            _ => {}
        }
    }
    for scene in all().filter(|scene| inside[scene.index()]) {
        if let Way::Choices { deal: Some(_), .. } = way(scene)
            && let Some(at) = story.marks.scenes[scene.index()].way
        {
            let message = format!("`{}` is inside a `via`, and deals", story.scene_name(scene));
            findings.push(
                story
                    .finding(codes::DEAL_INSIDE, at, message)
                    .help("deal where the story goes on, outside any `via`"),
            );
        }
    }
    let start = story.parts.start.zip(story.marks.start);
    if let Some((scene, at)) =
        start.filter(|(scene, _)| inside[scene.index()] || matches!(way(*scene), Way::Back))
    {
        let message = format!(
            "the story starts in `{}`, which leads to `back`",
            story.scene_name(scene)
        );
        findings.push(
            story
                .finding(codes::ENTERED, at, message)
                .help("start in a scene of its own"),
        );
    }
    recursion(story, &inside, findings);
}

/// Every scene that is entered by `via`, a deal or an action, and where it is named.
fn entered(story: &Checked<'_>) -> Vec<(Str, SceneId)> {
    let calls = story.graph.edges().iter().filter(|edge| edge.is_call());
    let calls = calls.filter_map(|edge| {
        // Of a member of a deck, the scene itself says most.
        let own = story.parts.scenes[edge.link.to.index()].name;
        let at = if edge.link.kind == LinkKind::Deal {
            Some(own)
        } else {
            edge.at
        };
        Some((at?, edge.link.to))
    });
    let actions = story.parts.actions.iter().zip(&story.marks.actions);
    let actions = actions.filter_map(|(action, at)| Some(((*at)?, action.via)));
    let mut entered: Vec<_> = calls.chain(actions).collect();
    entered.sort_by_key(|(at, to)| (at.file.0, at.at, *to));
    entered.dedup();
    entered
}

fn never_home(story: &Checked<'_>, at: Str, to: SceneId) -> Finding {
    let name = story.scene_name(to);
    let reached = story.graph.reached_from([to].into_iter(), Edge::goes_on);
    let last = reached
        .iter()
        .zip(&story.parts.scenes)
        .position(|(reached, scene)| {
            *reached && matches!(scene.way, Way::Ending(_) | Way::Closes(_))
        });
    let why = last.map_or_else(String::new, |last| {
        let last = SceneId(last as u32);
        let what = match story.parts.scenes[last.index()].way {
            Way::Closes(_) => "closes its chapter",
            _ => "ends the story",
        };
        if last == to {
            format!(": it {what}")
        } else {
            format!(": it leads to `{}`, which {what}", story.scene_name(last))
        }
    });
    let message = format!("`{name}` never comes home{why}");
    let help = "what is entered by `via`, a deal or an action ends in `back: true`, and so does all it leads to";
    story.finding(codes::NOT_HOME, at, message).help(help)
}

fn recursion(story: &Checked<'_>, inside: &[bool], findings: &mut Vec<Finding>) {
    let within = |edge: &Edge| {
        inside[edge.from.index()]
            && inside[edge.link.to.index()]
            && (edge.is_call() || edge.goes_on())
    };
    for cycle in story.graph.cycles(within, Edge::is_call) {
        let Some((first, at)) = cycle.first().and_then(|edge| Some((edge, edge.at?))) else {
            continue;
        };
        let mut names = vec![format!("`{}`", story.scene_name(first.from))];
        names.extend(
            cycle
                .iter()
                .map(|edge| format!("`{}`", story.scene_name(edge.link.to))),
        );
        let message = format!("this `via` leads into itself: {}", names.join(" → "));
        findings.push(
            story
                .finding(codes::RECURSION, at, message)
                .help("go on by `to` somewhere in it, or part it in two"),
        );
    }
}
