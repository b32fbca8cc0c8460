//! Where each fact of a story stands in a state: one row of 64-bit words.
//! Arithmetic only; who reads and writes the words is the game.

use super::Parts;
use super::id::{ChoiceId, CounterId, EntryId, FlagId, ItemId, SceneId, TellingId};

/// Places of the facts of one kind: in a row, or only for those that are kept.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Places {
    Row,
    /// Those that aren't kept share the last place.
    Kept(Box<[u32]>),
}

impl Places {
    fn kept(count: usize, keeps: impl Fn(u32) -> bool) -> (Places, u32) {
        let kept = (0..count as u32).filter(|id| keeps(*id)).count() as u32;
        let mut next = 0;
        let places = (0..count as u32)
            .map(|id| {
                if keeps(id) {
                    next += 1;
                    next - 1
                } else {
                    kept
                }
            })
            .collect();
        (Places::Kept(places), kept + 1)
    }

    fn of(&self, index: usize) -> usize {
        match self {
            Places::Row => index,
            Places::Kept(places) => places[index] as usize,
        }
    }
}

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
    choice_places: Places,
    scene_places: Places,
}

impl Layout {
    /// Lays out the facts of these parts.
    #[must_use]
    pub fn of(parts: &Parts) -> Layout {
        let choices = (Places::Row, parts.choices.len() as u32);
        let scenes = (Places::Row, parts.scenes.len() as u32);
        Layout::with(parts, choices, scenes)
    }

    /// Lays out the facts of these parts, without those of choices and scenes that aren't kept:
    /// all of them share one place, so whoever uses it must know that nothing asks for them.
    #[must_use]
    pub fn thin(
        parts: &Parts,
        keeps_choice: impl Fn(ChoiceId) -> bool,
        keeps_scene: impl Fn(SceneId) -> bool,
    ) -> Layout {
        let choices = Places::kept(parts.choices.len(), |id| keeps_choice(ChoiceId(id)));
        let scenes = Places::kept(parts.scenes.len(), |id| keeps_scene(SceneId(id)));
        Layout::with(parts, choices, scenes)
    }

    fn with(parts: &Parts, choices: (Places, u32), scenes: (Places, u32)) -> Layout {
        let flags = parts.flags.len() as u32;
        let items = parts.items.len() as u32;
        let entries = parts.entries.len() as u32;
        let held = flags;
        let had = held + items;
        let written = had + items;
        let let_go = written + entries;
        let told = let_go + entries;
        let chosen = told + parts.tellings.len() as u32;
        let counters = (chosen + choices.1).div_ceil(64);
        let visits = counters + parts.counters.len() as u32;
        let words = visits + scenes.1.div_ceil(8);
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
            choice_places: choices.0,
            scene_places: scenes.0,
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

    /// The words that hold visits.
    #[must_use]
    pub fn visit_words(&self) -> std::ops::Range<usize> {
        self.visits as usize..self.words as usize
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
        self.chosen as usize + self.choice_places.of(id.index())
    }

    /// The word of a counter.
    #[must_use]
    pub fn counter(&self, id: CounterId) -> usize {
        self.counters as usize + id.index()
    }

    /// The word and the shift of the byte of a scene's visits.
    #[must_use]
    pub fn visits(&self, id: SceneId) -> (usize, u32) {
        let place = self.scene_places.of(id.index());
        (self.visits as usize + place / 8, (place as u32 % 8) * 8)
    }
}
