//! Something leads to every scene and every ending. Whether a telling can come there is for the proof to say.

use super::Checked;
use crate::author::codes;
use crate::diagnostic::Finding;
use crate::story::Way;

pub(super) fn check(story: &Checked<'_>, findings: &mut Vec<Finding>) {
    if !story.whole || story.marks.unsure {
        return;
    }
    let mut linked = vec![false; story.parts.scenes.len()];
    let calls = story
        .graph
        .edges()
        .iter()
        .filter(|edge| edge.from != edge.link.to)
        .map(|edge| edge.link.to);
    let actions = story.parts.actions.iter().map(|action| action.via);
    let openings = story
        .parts
        .chapters
        .iter()
        .filter_map(|chapter| chapter.opens);
    for scene in calls
        .chain(actions)
        .chain(openings)
        .chain(story.parts.start)
    {
        if let Some(linked) = linked.get_mut(scene.index()) {
            *linked = true;
        }
    }
    for (scene, linked) in story.parts.scenes.iter().zip(linked) {
        // A member of a deck that is never dealt is told of there.
        if !linked && scene.card.is_none() {
            let message = format!("nothing leads to the scene `{}`", story.str(scene.name));
            findings.push(
                story
                    .finding(codes::NOT_LINKED, scene.name, message)
                    .help("lead to it by `to`, `via`, `next` or a way"),
            );
        }
    }
    let mut ended = vec![false; story.parts.endings.len()];
    for scene in &story.parts.scenes {
        if let Way::Ending(ending) = scene.way {
            ended[ending.index()] = true;
        }
    }
    for (ending, ended) in story.parts.endings.iter().zip(ended) {
        if !ended {
            let name = story.str(ending.name);
            let message = format!("no scene comes to the ending `{name}`");
            let help = format!("end a scene with `ending: \"{name}\"`, or take it out");
            findings.push(
                story
                    .finding(codes::NO_ENDING, ending.name, message)
                    .help(help),
            );
        }
    }
}
