//! Whether a state stands on a page, and what may be taken there.
//! Which states are kept isn't known here.

use hashbrown::HashSet;

use super::falls::outcomes;
use crate::game::{State, Took, is_dealt_out, takeable};
use crate::prove::live::Live;
use crate::story::{Story, Way};

/// How many states are looked at to see whether an action opens a way on.
const MOST_DETOURS: usize = 2_000;

/// Whether a state stands on a page: it hasn't come to an end, nor did a step that went round for
/// too long stop there by itself.
#[must_use]
pub fn stands(story: &Story, state: &State) -> bool {
    state.finish().is_none()
        && match &story.scene(state.at()).way {
            Way::Choices { deal, .. } => deal
                .as_ref()
                .is_none_or(|deal| !is_dealt_out(story, state, deal)),
            _ => false,
        }
}

/// Everything a step may take; nothing where no page stands.
#[must_use]
pub fn ways_on(story: &Story, state: &State) -> Vec<Took> {
    let mut ways = Vec::new();
    if stands(story, state) {
        takeable(story, state, |took| ways.push(took));
    }
    ways
}

/// Whether no choice can be taken on a page, nor dealt, nor opened by any row of actions.
#[must_use]
pub fn is_stuck(story: &Story, live: &Live, state: &State) -> bool {
    let depth = state.frames().len();
    let mut seen = HashSet::new();
    let mut left = vec![state.clone()];
    while let Some(state) = left.pop() {
        let home = state.frames().len() == depth;
        let ways = ways_on(story, &state);
        if home && ways.iter().any(|took| !matches!(took, Took::Action(_))) {
            return false;
        }
        for took in ways {
            outcomes(
                story,
                &state,
                took,
                || crate::game::step::Unwatched,
                |next, _, _| {
                    if seen.insert(live.key(&next)) {
                        left.push(next);
                    }
                },
            );
        }
        if seen.len() > MOST_DETOURS {
            return false;
        }
    }
    true
}
