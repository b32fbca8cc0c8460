//! Chapters open by the closing of the one before, and the story starts where the first opens.

use super::Checked;
use crate::author::codes;
use crate::diagnostic::Finding;
use crate::story::{LinkKind, SceneId, Way};

pub(super) fn check(story: &Checked<'_>, findings: &mut Vec<Finding>) {
    let chapters = &story.parts.chapters;
    let mut opening = vec![false; story.parts.scenes.len()];
    for (n, chapter) in chapters.iter().enumerate() {
        let Some(opens) = chapter.opens else { continue };
        if std::mem::replace(&mut opening[opens.index()], true) {
            let other = chapters[..n]
                .iter()
                .position(|other| other.opens == chapter.opens);
            let other = other.map_or(0, |other| other);
            let finding = story.finding(
                codes::SAME_OPENING,
                story.marks.opens[n],
                "another chapter opens with this scene",
            );
            let other = story.place(story.marks.opens[other]);
            findings.push(
                finding
                    .also(other, "the other one")
                    .help("give each chapter an opening of its own"),
            );
        }
    }
    start(story, findings);
    closings(story, findings);
    let arrives = |edge: &&super::graph::Edge| {
        opening[edge.link.to.index()] && !matches!(edge.link.kind, LinkKind::Opens(_))
    };
    for edge in story.graph.edges().iter().filter(arrives) {
        if let Some(at) = edge.at {
            findings.push(arrival(story, at, edge.link.to));
        }
    }
    for (action, at) in story.parts.actions.iter().zip(&story.marks.actions) {
        if let Some(at) = at
            && opening[action.via.index()]
        {
            findings.push(arrival(story, *at, action.via));
        }
    }
}

fn arrival(story: &Checked<'_>, at: crate::story::Str, to: SceneId) -> Finding {
    let message = format!(
        "`{}` opens a chapter, and is gone to from here",
        story.scene_name(to)
    );
    story.finding(codes::OPENS, at, message).help("close the chapter before it: `closes: \"…\"`; what opens a chapter is reached in no other way")
}

fn start(story: &Checked<'_>, findings: &mut Vec<Finding>) {
    let (Some(start), Some(at)) = (story.parts.start, story.marks.start) else {
        return;
    };
    let opens = story.parts.chapters.first().and_then(|first| first.opens);
    if let Some(opens) = opens
        && opens != start
    {
        let message = format!(
            "the story starts here, and its first chapter opens with `{}`",
            story.scene_name(opens)
        );
        findings.push(
            story
                .finding(codes::START, at, message)
                .help("let both name one scene"),
        );
    }
}

fn closings(story: &Checked<'_>, findings: &mut Vec<Finding>) {
    if !story.whole {
        return;
    }
    let mut closed = vec![false; story.parts.chapters.len()];
    for scene in &story.parts.scenes {
        if let Way::Closes(chapter) = scene.way {
            closed[chapter.index()] = true;
        }
    }
    let after = story
        .parts
        .chapters
        .iter()
        .skip(1)
        .map(|next| next.opens.is_some());
    for ((chapter, closed), after) in story.parts.chapters.iter().zip(closed).zip(after) {
        if !closed && after {
            let message = format!(
                "no scene closes `{}`, so what comes after it is never reached",
                story.str(chapter.name)
            );
            let help = format!(
                "end a scene of it with `closes: \"{}\"`",
                story.str(chapter.name)
            );
            findings.push(
                story
                    .finding(codes::CHAPTER_NOT_CLOSED, chapter.name, message)
                    .help(help),
            );
        }
    }
}
