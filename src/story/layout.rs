//! Where each fact of a story stands in a state: one row of 64-bit words.
//! Arithmetic only; who reads and writes the words is the game.

use super::Parts;
use super::id::{ChoiceId, CounterId, EntryId, FlagId, ItemId, SceneId, TellingId};

/// Bit positions of the facts, then a word for each counter, then a byte for each scene's visits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layout {
    held: u32,
    had: u32,
    written: u32,
    let_go: u32,
    told: u32,
    chosen: u32,
    counters: u32,
    visits: u32,
    words: u32,
}

impl Layout {
    /// Lays out the facts of these parts.
    #[must_use]
    pub fn of(parts: &Parts) -> Layout {
        let flags = parts.flags.len() as u32;
        let items = parts.items.len() as u32;
        let entries = parts.entries.len() as u32;
        let held = flags;
        let had = held + items;
        let written = had + items;
        let let_go = written + entries;
        let told = let_go + entries;
        let chosen = told + parts.tellings.len() as u32;
        let counters = (chosen + parts.choices.len() as u32).div_ceil(64);
        let visits = counters + parts.counters.len() as u32;
        let words = visits + (parts.scenes.len() as u32).div_ceil(8);
        Layout {
            held,
            had,
            written,
            let_go,
            told,
            chosen,
            counters,
            visits,
            words,
        }
    }

    /// How many words a state needs.
    #[must_use]
    pub fn words(&self) -> usize {
        self.words as usize
    }

    /// How many of the words, from the first, hold bits; counters and visits follow.
    #[must_use]
    pub fn bit_words(&self) -> usize {
        self.counters as usize
    }

    /// The bit of a flag.
    #[must_use]
    pub fn flag(&self, id: FlagId) -> usize {
        id.index()
    }

    /// The bit that says a thing is held.
    #[must_use]
    pub fn held(&self, id: ItemId) -> usize {
        self.held as usize + id.index()
    }

    /// The bit that says a thing was ever held.
    #[must_use]
    pub fn had(&self, id: ItemId) -> usize {
        self.had as usize + id.index()
    }

    /// The bit that says an entry was written.
    #[must_use]
    pub fn written(&self, id: EntryId) -> usize {
        self.written as usize + id.index()
    }

    /// The bit that says an entry was let go.
    #[must_use]
    pub fn let_go(&self, id: EntryId) -> usize {
        self.let_go as usize + id.index()
    }

    /// The bit that says a telling was written.
    #[must_use]
    pub fn told(&self, id: TellingId) -> usize {
        self.told as usize + id.index()
    }

    /// The bit that says a choice was ever taken.
    #[must_use]
    pub fn chosen(&self, id: ChoiceId) -> usize {
        self.chosen as usize + id.index()
    }

    /// The word of a counter.
    #[must_use]
    pub fn counter(&self, id: CounterId) -> usize {
        self.counters as usize + id.index()
    }

    /// The word and the shift of the byte of a scene's visits.
    #[must_use]
    pub fn visits(&self, id: SceneId) -> (usize, u32) {
        (self.visits as usize + id.index() / 8, (id.0 % 8) * 8)
    }
}
