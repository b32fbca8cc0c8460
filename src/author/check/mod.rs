//! Rules that need the whole story: one a file, and all of them in one list.
//! A rule reads parts and gives findings; it changes nothing and prints nothing.

mod decks;
mod graph;
mod home;
mod loops;
mod openings;
mod pictures;
mod placeholders;
mod unlinked;
mod unused;

use super::resolve::{Extras, Marks, Resolved};
use crate::diagnostic::{Code, Finding, Place};
use crate::story::{Parts, SceneId, Source, Str};

/// What a rule sees.
pub(super) struct Checked<'c> {
    /// The parts, without their sources.
    pub parts: &'c Parts,
    /// Where their references stand.
    pub marks: &'c Marks,
    /// Whether every file could be read; if not, a rule doesn't say that something is missing.
    pub whole: bool,
    /// The graph of scenes.
    graph: graph::Graph,
    extras: &'c Extras,
    sources: &'c [Source],
    beside: &'c [Source],
}

/// All rules, in the order they are asked in.
const RULES: &[fn(&Checked<'_>, &mut Vec<Finding>)] = &[
    openings::check,
    home::check,
    loops::check,
    decks::check,
    unlinked::check,
    unused::check,
    placeholders::check,
    pictures::check,
];

/// What all rules find. `beside` are pictures that stand beside the story's own sources.
pub(super) fn check(
    resolved: &Resolved,
    sources: &[Source],
    beside: &[Source],
    whole: bool,
) -> Vec<Finding> {
    let Resolved {
        parts,
        marks,
        extras,
        ..
    } = resolved;
    let graph = graph::Graph::of(parts, marks);
    let checked = Checked {
        parts,
        marks,
        whole,
        graph,
        extras,
        sources,
        beside,
    };
    let mut findings = Vec::new();
    for rule in RULES {
        rule(&checked, &mut findings);
    }
    findings
}

impl Checked<'_> {
    /// A finding about a string of the story.
    fn finding(&self, code: Code, at: Str, message: impl Into<String>) -> Finding {
        Finding::new(code, Some(self.place(at)), message)
    }

    fn place(&self, at: Str) -> Place {
        self.extras.place(at)
    }

    /// The words of a string.
    fn str(&self, at: Str) -> &str {
        match self.sources.get(at.file.index()) {
            Some(source) => &source.text[at.range()],
            None => self.extras.words(at),
        }
    }

    /// A scene's full name.
    fn scene_name(&self, id: SceneId) -> String {
        let scene = &self.parts.scenes[id.index()];
        format!("{}/{}", self.str(scene.folder), self.str(scene.name))
    }
}
