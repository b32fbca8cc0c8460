//! The state machine: `start`, and one `step` that everything else uses (play, replay, walk, proof).
//! Pure: what a step depends on is the story, the state, what was taken and how chance falls.

mod draws;
mod effect;
mod run;
mod watch;

pub use draws::{BySeed, Draws, Recorded};
pub use run::MOST_TRANSITIONS;
pub use watch::{Event, Read, Unwatched, Watch};

use super::offer::{Took, is_takeable};
use super::state::State;
use crate::story::{ChapterId, Story};
use run::Run;

/// The state of a new telling, having arrived at the story's start.
#[must_use]
pub fn start(story: &Story, seed: u64, draws: &mut impl Draws, watch: &mut impl Watch) -> State {
    let mut state = State::blank(story.layout(), story.start(), seed);
    for (id, counter) in story.counters() {
        state.set_counter(story.layout(), id, counter.start);
    }
    let mut run = Run {
        story,
        state: &mut state,
        draws,
        watch,
    };
    if story.chapters().len() > 0 {
        run.event(Event::Opened(ChapterId(0)));
    }
    run.arrive(story.start());
    run.settle();
    state
}

/// Takes one step. Does nothing and returns false where the state doesn't allow it.
pub fn step(
    story: &Story,
    state: &mut State,
    took: Took,
    draws: &mut impl Draws,
    watch: &mut impl Watch,
) -> bool {
    if !is_takeable(story, state, took) {
        return false;
    }
    let mut run = Run {
        story,
        state,
        draws,
        watch,
    };
    run.event(Event::Taken(took));
    run.take(took);
    run.settle();
    true
}
