//! Scenes that go on by themselves, without a choice, come to an end.

use super::Checked;
use super::graph::Edge;
use crate::author::codes;
use crate::diagnostic::{Code, Finding};
use crate::story::LinkKind;

pub(super) fn check(story: &Checked<'_>, findings: &mut Vec<Finding>) {
    let always = |edge: &Edge| match edge.link.kind {
        LinkKind::Next => true,
        LinkKind::Way(way) => story.parts.ways[way.index()].when.is_none(),
        _ => false,
    };
    let sometimes = |edge: &Edge| matches!(edge.link.kind, LinkKind::Way(_)) && !always(edge);
    let certain = story.graph.cycles(always, always);
    for cycle in &certain {
        report(
            story,
            cycle,
            codes::LOOP,
            "this goes round for ever",
            findings,
        );
    }
    let known = |edge: &Edge| {
        certain
            .iter()
            .flatten()
            .any(|other| other.from == edge.from && other.at == edge.at)
    };
    for cycle in story
        .graph
        .cycles(|edge| always(edge) || sometimes(edge), sometimes)
    {
        if !cycle.iter().any(known) {
            report(
                story,
                &cycle,
                codes::MAYBE_LOOP,
                "this may go round for ever",
                findings,
            );
        }
    }
}

fn report(story: &Checked<'_>, cycle: &[Edge], code: Code, how: &str, findings: &mut Vec<Finding>) {
    let Some((first, at)) = cycle.first().and_then(|edge| Some((edge, edge.at?))) else {
        return;
    };
    let mut names = vec![format!("`{}`", story.scene_name(first.from))];
    names.extend(
        cycle
            .iter()
            .map(|edge| format!("`{}`", story.scene_name(edge.link.to))),
    );
    let message = format!("{how}, without a choice: {}", names.join(" → "));
    findings.push(
        story
            .finding(code, at, message)
            .help("put a choice into the round"),
    );
}
