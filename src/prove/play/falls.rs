//! Chance falling in every way, one after the other.
//! What comes of a step isn't known here.

use crate::game::step::{Draws, Watch, step};
use crate::game::{Key, State, Took};
use crate::story::{FlagId, Story};

/// How many draws of one step are let fall in every way, at most.
const MOST_DRAWS: usize = 12;
/// How many ways the draws of one step are let fall, at most.
pub(super) const MOST_FALLS: usize = 1_000;

/// Chance falling in every way, one after the other.
#[derive(Default)]
pub struct Falls {
    picks: Vec<(usize, usize)>,
    at: usize,
    drew: Vec<FlagId>,
}

impl Draws for Falls {
    fn draw(&mut self, _: Key, among: &[FlagId]) -> FlagId {
        if self.at == self.picks.len() {
            self.picks.push((0, among.len()));
        }
        let flag = among[self.picks[self.at].0];
        self.at += 1;
        self.drew.push(flag);
        flag
    }
}

impl Falls {
    /// How it fell this time.
    #[must_use]
    pub fn drew(&self) -> &[FlagId] {
        &self.drew
    }

    /// Moves on to the next way of falling; false when there is none. Of very many draws in one
    /// step only the first fall in every way.
    pub fn next(&mut self) -> bool {
        self.at = 0;
        self.drew.clear();
        self.picks.truncate(MOST_DRAWS);
        while let Some((pick, among)) = self.picks.last_mut() {
            *pick += 1;
            if pick < among {
                return true;
            }
            self.picks.pop();
        }
        false
    }
}

/// Calls `see` with every state a step may lead to, and how the draws fell.
pub fn outcomes<W: Watch>(
    story: &Story,
    state: &State,
    took: Took,
    watch: impl Fn() -> W,
    mut see: impl FnMut(State, &[FlagId], W),
) {
    let mut falls = Falls::default();
    for _ in 0..MOST_FALLS {
        let mut next = state.clone();
        let mut watch = watch();
        step(story, &mut next, took, &mut falls, &mut watch);
        next.level_visits(story.layout());
        see(next, falls.drew(), watch);
        if !falls.next() {
            return;
        }
    }
}
