//! How many states are kept, and whether one more is wanted.
//! How a state is come by isn't known here.

use super::Play;
use crate::game::State;
use crate::story::Story;

/// How much is kept.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Of one page, before only states that show something new are kept.
    pub at_once: usize,
    /// Of one page, at most.
    pub at_most: usize,
}

/// The memory kept states may take, in bytes.
const MOST_BYTES: usize = 400 << 20;

impl Room {
    /// Room for so many states of a story.
    #[must_use]
    pub fn within(states: usize, story: &Story) -> Room {
        let bytes = story.layout().words() * 8 + 200;
        let nodes = states.min(MOST_BYTES / bytes);
        let each = nodes / story.scenes().len().max(1);
        Room {
            at_once: (each / 4).clamp(1, 64),
            at_most: each.clamp(1, 512),
        }
    }
}

/// The bits that some kept state of a page has set, and clear.
pub(super) struct Shown {
    ones: Box<[u64]>,
    zeros: Box<[u64]>,
}

impl Play<'_> {
    /// Whether a state is wanted: there is room on its page, or it shows a fact as none there did.
    pub(super) fn has_room_for(&mut self, state: &State) -> bool {
        let here = state.at().index();
        let kept = self.at[here].len();
        if kept >= self.room.at_most {
            return false;
        }
        let mask = self.live.at(state.at());
        let shown = self.shown[here].get_or_insert_with(|| Shown {
            ones: vec![0; mask.len()].into(),
            zeros: vec![0; mask.len()].into(),
        });
        let mut shows_new = false;
        let rows = shown.ones.iter_mut().zip(&mut shown.zeros);
        for (n, (ones, zeros)) in rows.enumerate() {
            let word = state.words()[n];
            shows_new |= word & mask[n] & !*ones != 0 || !word & mask[n] & !*zeros != 0;
        }
        if !shows_new && kept >= self.room.at_once {
            return false;
        }
        let rows = shown.ones.iter_mut().zip(&mut shown.zeros);
        for (word, (ones, zeros)) in state.words().iter().zip(rows) {
            *ones |= word;
            *zeros |= !word;
        }
        true
    }
}
