//! Shapes into a story's parts: every name into its number, every string into its place, every
//! text into its parts; with a finding for each thing that can't be. Rules that need the whole
//! graph are not here (`check`).

mod catalogue;
mod choice;
mod declare;
mod directive;
mod escaped;
mod identity;
mod label;
mod names;
mod refer;
mod rule;
mod scene;
mod special;
mod text;

pub(super) use escaped::Extras;

use std::borrow::Cow;

use escaped::Literals;
use hashbrown::HashMap;
use names::{SceneNames, Table};

use super::shape::{self, File, Lit};
use super::{characters, codes};
use crate::diagnostic::{Code, Finding, Place};
use crate::story::{FileId, Parts, Str};

/// How many findings say what may have been meant.
const MOST_GUESSES: usize = 100;

/// A file that was read.
pub(super) struct Read<'s> {
    /// Its number.
    pub file: FileId,
    /// The folder it stands in; empty for the files beside `story.ron`.
    pub folder: &'s str,
    /// What it says.
    pub text: &'s str,
    /// Its shapes.
    pub shapes: File<'s>,
}

/// Where the references of the parts stand, for findings about them.
#[derive(Default)]
pub(super) struct Marks {
    /// Where the story names its start.
    pub start: Option<Str>,
    /// Of each chapter, where it names its opening.
    pub opens: Vec<Str>,
    /// Of each choice, where it names its `via` and its `to`.
    pub choices: Vec<(Option<Str>, Option<Str>)>,
    /// Of each way, where it names its scene.
    pub ways: Vec<Str>,
    /// Of each action, where it names its `via`; none where that couldn't be resolved.
    pub actions: Vec<Option<Str>>,
    /// Of each scene.
    pub scenes: Vec<SceneMarks>,
    /// Whether something is declared twice, or goes on in two ways, so that what is used can't be
    /// told.
    pub unsure: bool,
    /// Of each deck, where it is dealt.
    pub deals: Vec<Option<Str>>,
}

/// Where the references of one scene stand.
#[derive(Clone, Copy, Default)]
pub(super) struct SceneMarks {
    /// What it goes on to, closes or ends in; the deck it deals.
    pub way: Option<Str>,
    /// Where its deal goes on to.
    pub done: Option<Str>,
    /// Whether some of its ways on couldn't be resolved, so that nothing can be said of them.
    pub hole: bool,
}

/// What resolving gives.
pub(super) struct Resolved {
    /// The parts, without their sources.
    pub parts: Parts,
    /// Where their references stand.
    pub marks: Marks,
    /// The sources beside the files.
    pub extras: Extras,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// All names of a story.
struct Names<'s> {
    flags: Table<'s>,
    counters: Table<'s>,
    chapters: Table<'s>,
    endings: Table<'s>,
    items: Table<'s>,
    sections: Table<'s>,
    entries: Table<'s>,
    regions: Table<'s>,
    places: Table<'s>,
    decks: Table<'s>,
    scenes: SceneNames<'s>,
    scene_shapes: Vec<SceneShape<'s>>,
    /// Of each entry, the number of its first telling, and its tellings.
    tellings: Vec<(u32, &'s [shape::Telling<'s>])>,
    /// Of scenes with many choices, each choice by its identity; made when it is asked for.
    many_choices: HashMap<u32, HashMap<&'s str, usize>>,
    /// Of entries with many tellings, each telling by its name; made when it is asked for.
    many_tellings: HashMap<u32, HashMap<&'s str, usize>>,
}

/// A scene as it was read.
#[derive(Clone, Copy)]
struct SceneShape<'s> {
    shape: &'s shape::Scene<'s>,
    first_choice: u32,
}

/// A piece of the source in which escaped strings are looked for.
struct Hay {
    at: u32,
    literals: Literals,
}

struct Resolver<'s> {
    names: Names<'s>,
    parts: Parts,
    marks: Marks,
    extras: Extras,
    findings: Vec<Finding>,
    /// Of each unknown name, by its kind, the finding about it.
    unknown: HashMap<(&'static str, String), usize>,
    file: FileId,
    folder: &'s str,
    text: &'s str,
    /// Kept from scene to scene so that its room is found once.
    scratch: HashMap<&'s str, &'s Lit<'s>>,
    /// The escaped strings of the directive being read.
    hay: Option<Hay>,
    /// The escaped strings of the file being read.
    file_hay: Option<Literals>,
}

/// A finding just made, to be added to.
struct Told<'f>(&'f mut Finding);

impl Told<'_> {
    fn help(self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    fn also(self, place: Place, label: &str) -> Self {
        self.0.also.push((place, label.to_owned()));
        self
    }
}

/// Resolves everything that was read. `broken` holds the paths of files of which something wasn't.
pub(super) fn resolve<'s>(read: &'s [Read<'s>], files: usize, broken: &[&'s str]) -> Resolved {
    let mut resolver = Resolver {
        names: Names::new(),
        parts: Parts::default(),
        marks: Marks::default(),
        extras: Extras::new(files),
        findings: Vec::new(),
        unknown: HashMap::new(),
        file: FileId(0),
        folder: "",
        text: "",
        scratch: HashMap::new(),
        hay: None,
        file_hay: None,
    };
    for path in broken {
        resolver.names.hush(path);
    }
    resolver.declare(read);
    resolver.catalogue(read);
    resolver.scenes(read);
    let Resolver {
        names,
        mut parts,
        marks,
        extras,
        findings,
        ..
    } = resolver;
    parts.scene_names = names.scenes.into_index();
    Resolved {
        parts,
        marks,
        extras,
        findings,
    }
}

impl<'s> Resolver<'s> {
    /// Turns to a file.
    fn enter(&mut self, read: &Read<'s>) {
        (self.file, self.folder, self.text) = (read.file, read.folder, read.text);
        self.file_hay = None;
    }

    /// Where a string stands.
    fn str(&mut self, lit: &Lit<'_>) -> Str {
        match &lit.0 {
            Cow::Borrowed(words) => {
                let at = shape::offset(self.text, words) as u32;
                Str {
                    file: self.file,
                    at,
                    len: words.len() as u32,
                }
            }
            Cow::Owned(words) => {
                let (base, literals) = match &mut self.hay {
                    Some(hay) => (hay.at, &mut hay.literals),
                    None => (
                        0,
                        self.file_hay.get_or_insert_with(|| Literals::of(self.text)),
                    ),
                };
                let (at, len) = literals.take(words).unwrap_or_default();
                let place = Place {
                    file: self.file.0,
                    at: base + at as u32,
                    len: len as u32,
                };
                self.findings.extend(characters::in_words(words, place));
                self.extras.unescaped(words, place)
            }
        }
    }

    fn strs(&mut self, lits: &[Lit<'_>]) -> Box<[Str]> {
        lits.iter().map(|lit| self.str(lit)).collect()
    }

    fn place(&mut self, lit: &Lit<'_>) -> Place {
        let at = self.str(lit);
        self.extras.place(at)
    }

    fn finding(&mut self, code: Code, at: Str, message: impl Into<String>) -> Told<'_> {
        let place = self.extras.place(at);
        self.found(Finding::new(code, Some(place), message))
    }

    /// Whether it is worth the time to ask what may have been meant: not for the findings after so
    /// many that nobody sees them.
    fn may_guess(&self) -> bool {
        self.findings.len() < MOST_GUESSES
    }

    /// One finding for an unknown name, however often it is used.
    fn unknown(
        &mut self,
        kind: &'static str,
        name: String,
        at: Str,
        help: impl Fn(&Self) -> String,
    ) {
        let place = self.extras.place(at);
        match self.unknown.get(&(kind, name.clone())) {
            Some(n) => self.findings[*n].also.push((place, "and here".to_owned())),
            None => {
                let message = format!("there is no {kind} `{name}`");
                let help = if self.may_guess() {
                    help(self)
                } else {
                    "declare it".to_owned()
                };
                self.unknown.insert((kind, name), self.findings.len());
                self.finding(codes::UNKNOWN, at, message).help(help);
            }
        }
    }

    fn found(&mut self, finding: Finding) -> Told<'_> {
        let last = self.findings.len();
        self.findings.push(finding);
        Told(&mut self.findings[last])
    }
}
