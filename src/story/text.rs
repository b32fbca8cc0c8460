//! Prose as it was written: words, paragraph breaks, stress, and directives that vary with the state.
//! Holds no words itself (they stand in the story's sources) and doesn't know how to render.

use super::id::{BranchId, CounterId, Str};
use super::rule::Condition;

/// A piece of prose in reading order.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Text {
    /// Its parts in order.
    pub parts: Box<[Part]>,
}

/// One part of a text.
#[derive(Clone, PartialEq, Debug)]
pub enum Part {
    /// Words as they stand in the source. A line break in them counts as a space; no white space
    /// inside them stands beside other white space.
    Words(Str),
    /// A new paragraph begins.
    Break,
    /// Stress begins, or ends.
    Stress,
    /// `When(condition, "…")`.
    When {
        /// What decides.
        condition: Box<Condition>,
        /// Read if it holds.
        then: Text,
        /// The branch, for coverage.
        branch: BranchId,
    },
    /// `Either(condition, "…", "…")`.
    Either {
        /// What decides.
        condition: Box<Condition>,
        /// Read if it holds.
        then: Text,
        /// Read if it doesn't.
        otherwise: Text,
        /// The branch of `then`; the one of `otherwise` is the next number.
        branch: BranchId,
    },
    /// `Pick([…])`: one of these by chance.
    Pick {
        /// What there is to pick from; never empty.
        options: Box<[Text]>,
        /// Which pick of its scene, echo or look this is, in the order of the source.
        nth: u32,
    },
    /// `First("…")`: read on the scene's first visit.
    First {
        /// What is read.
        then: Text,
        /// The branch, for coverage.
        branch: BranchId,
    },
    /// `Again("…")`: read on every later visit.
    Again {
        /// What is read.
        then: Text,
        /// The branch, for coverage.
        branch: BranchId,
    },
    /// `Count("counter")`: its value in figures.
    Count(CounterId),
}

impl Text {
    /// Calls `see` with every part, outer ones first, in the order of the source.
    pub fn each_part<'a>(&'a self, see: &mut impl FnMut(&'a Part)) {
        for part in &self.parts {
            see(part);
            match part {
                Part::Words(_) | Part::Break | Part::Stress | Part::Count(_) => {}
                Part::When { then, .. } | Part::First { then, .. } | Part::Again { then, .. } => {
                    then.each_part(see);
                }
                Part::Either {
                    then, otherwise, ..
                } => {
                    then.each_part(see);
                    otherwise.each_part(see);
                }
                Part::Pick { options, .. } => {
                    for option in options {
                        option.each_part(see);
                    }
                }
            }
        }
    }
}
