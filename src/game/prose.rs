//! Prose as it is read: the words a text comes to in a state.
//! Showing never changes state. Knows nothing of lines, pages or terminals.

use std::ops::Range;

use super::chance::{Key, Kind};
use super::eval::holds;
use super::state::State;
use crate::story::{BranchId, Part, Story, Text};

/// Words as they are read. Paragraphs are parted by one line break; there are no others.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Prose {
    /// The words.
    pub text: String,
    /// The bytes of `text` that are stressed, in order.
    pub stress: Vec<Range<usize>>,
}

impl Prose {
    /// Plain words without stress.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Prose {
        Prose {
            text: text.into(),
            stress: Vec::new(),
        }
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// How many words it has, by white space.
    #[must_use]
    pub fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }

    /// Each paragraph with the stressed bytes inside it.
    pub fn paragraphs(&self) -> impl Iterator<Item = (&str, Vec<Range<usize>>)> {
        let mut at = 0;
        self.text.split('\n').map(move |paragraph| {
            let here = at..at + paragraph.len();
            at = here.end + 1;
            let stress = self
                .stress
                .iter()
                .filter(|span| span.start < here.end && span.end > here.start)
                .map(|span| {
                    span.start.max(here.start) - here.start..span.end.min(here.end) - here.start
                })
                .collect();
            (paragraph, stress)
        })
    }
}

/// What a text belongs to, for what varies in it.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// The key of its picks; `nth` is filled in for each.
    pub key: Key,
    /// Whether this is the first visit of its scene.
    pub first: bool,
}

impl Reading {
    /// Reads a look (of a thing or a place), whose picks never change in a telling.
    #[must_use]
    pub fn look(seed: u64, owner: u64) -> Reading {
        let key = Key {
            seed,
            owner,
            visit: 0,
            kind: Kind::Look,
            nth: 0,
            other: 0,
        };
        Reading { key, first: true }
    }
}

/// The words a text comes to.
#[must_use]
pub fn render(story: &Story, state: &State, reading: Reading, text: &Text) -> Prose {
    let mut prose = Prose::default();
    render_into(story, state, reading, text, &mut prose);
    prose
}

/// The same into a buffer, which is emptied first.
pub fn render_into(story: &Story, state: &State, reading: Reading, text: &Text, prose: &mut Prose) {
    prose.text.clear();
    prose.stress.clear();
    let mut pen = Pen {
        story,
        state,
        reading,
        prose,
        breaks: false,
        spaced: false,
        stress: None,
    };
    pen.text(text);
    pen.finish();
}

struct Pen<'a> {
    story: &'a Story,
    state: &'a State,
    reading: Reading,
    prose: &'a mut Prose,
    /// A paragraph ended; the next words begin another.
    breaks: bool,
    /// A space is owed before the next word.
    spaced: bool,
    /// Where the open stress began.
    stress: Option<usize>,
}

impl Pen<'_> {
    fn text(&mut self, text: &Text) {
        for part in &text.parts {
            match part {
                Part::Words(at) => self.words(self.story.str(*at)),
                Part::Break => {
                    self.breaks = true;
                    self.spaced = false;
                }
                Part::Stress => self.stress(),
                Part::Count(counter) => {
                    let value = self.state.counter(self.story.layout(), *counter);
                    self.words(&value.to_string());
                }
                Part::Pick { options, nth } => {
                    let key = Key {
                        nth: *nth,
                        ..self.reading.key
                    };
                    if let Some(option) = options.get(key.one_of(options.len())) {
                        self.text(option);
                    }
                }
                Part::When { .. }
                | Part::Either { .. }
                | Part::First { .. }
                | Part::Again { .. } => {
                    if let Some((_, shown)) =
                        taken(self.story, self.state, self.reading.first, part)
                    {
                        self.text(shown);
                    }
                }
            }
        }
    }

    /// Adds words. White space stands alone inside them already; at their ends it is owed, so that
    /// none is doubled where a directive comes to nothing.
    fn words(&mut self, words: &str) {
        let begun = words.trim_start();
        self.spaced |= begun.len() < words.len();
        if begun.is_empty() {
            return;
        }
        self.begin();
        let run = begun.trim_end();
        let mut from = 0;
        for end in memchr::memchr_iter(b'\n', run.as_bytes()) {
            self.prose.text.push_str(&run[from..end]);
            self.prose.text.push(' ');
            from = end + 1;
        }
        self.prose.text.push_str(&run[from..]);
        self.spaced |= run.len() < begun.len();
    }

    /// Writes the paragraph break or space that is owed.
    fn begin(&mut self) {
        if self.breaks && !self.prose.text.is_empty() {
            self.prose.text.push('\n');
        } else if self.spaced && !self.prose.text.is_empty() {
            self.prose.text.push(' ');
        }
        if self.stress == Some(usize::MAX) {
            self.stress = Some(self.prose.text.len());
        }
        self.breaks = false;
        self.spaced = false;
    }

    fn stress(&mut self) {
        match self.stress.take() {
            None => self.stress = Some(usize::MAX),
            Some(usize::MAX) => {}
            Some(from) => self.prose.stress.push(from..self.prose.text.len()),
        }
    }

    fn finish(&mut self) {
        if let Some(from) = self.stress.take().filter(|from| *from != usize::MAX) {
            self.prose.stress.push(from..self.prose.text.len());
        }
    }
}

/// The branch a directive comes to in this state, and what it reads.
fn taken<'t>(
    story: &Story,
    state: &State,
    first: bool,
    part: &'t Part,
) -> Option<(BranchId, &'t Text)> {
    match part {
        Part::When {
            condition,
            then,
            branch,
        } => holds(story, state, condition).then_some((*branch, then)),
        Part::Either {
            condition,
            then,
            otherwise,
            branch,
        } => {
            if holds(story, state, condition) {
                Some((*branch, then))
            } else {
                Some((BranchId(branch.0 + 1), otherwise))
            }
        }
        Part::First { then, branch } => first.then_some((*branch, then)),
        Part::Again { then, branch } => (!first).then_some((*branch, then)),
        Part::Words(_) | Part::Break | Part::Stress | Part::Pick { .. } | Part::Count(_) => None,
    }
}

/// Calls `see` with every branch that can be read in this state, whatever chance picks.
pub fn branches(
    story: &Story,
    state: &State,
    first: bool,
    text: &Text,
    see: &mut impl FnMut(BranchId),
) {
    for part in &text.parts {
        if let Part::Pick { options, .. } = part {
            for option in options {
                branches(story, state, first, option, see);
            }
        } else if let Some((branch, shown)) = taken(story, state, first, part) {
            see(branch);
            branches(story, state, first, shown, see);
        }
    }
}
