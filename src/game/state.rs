//! Where a telling stands: one row of words, the page, and the way home.
//! Holds no story: bit positions come from the story's `Layout`.

use crate::story::{
    ChapterId, ChoiceId, CounterId, EndingId, EntryId, FlagId, ItemId, Layout, SceneId, TellingId,
};

/// A telling that goes on no further.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Finish {
    /// It came to an ending.
    Ended(EndingId),
    /// This chapter was closed and the next isn't written yet.
    Paused(ChapterId),
}

/// A page left through a `via`, to come home to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Frame {
    /// The page.
    pub scene: SceneId,
    /// Where to arrive instead of coming home.
    pub then: Option<SceneId>,
}

/// Where a telling stands, without what has happened in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The page.
    pub at: SceneId,
    /// The chapter.
    pub chapter: ChapterId,
    /// The pages to come home to, outermost first.
    pub frames: Vec<Frame>,
    /// How many were taken from the deal in this visit of the hub.
    pub taken: u32,
    /// Whether it has come to its end.
    pub finish: Option<Finish>,
}

/// Everything a step may depend on, and nothing else.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct State {
    seed: u64,
    words: Box<[u64]>,
    /// The pages to come home to, outermost first; empty outside vias.
    pub(super) frames: Vec<Frame>,
    /// The page.
    pub(super) at: SceneId,
    /// The chapter.
    pub(super) chapter: ChapterId,
    /// How many were taken from the deal in this visit of the hub.
    pub(super) taken: u32,
    /// Whether it has come to its end.
    pub(super) finish: Option<Finish>,
}

impl State {
    /// Nothing has happened yet; `at` was not arrived at.
    pub(super) fn blank(layout: &Layout, at: SceneId, seed: u64) -> State {
        State {
            seed,
            words: vec![0; layout.words()].into_boxed_slice(),
            frames: Vec::new(),
            at,
            chapter: ChapterId(0),
            taken: 0,
            finish: None,
        }
    }

    /// A state that stands at this place and in which nothing has happened yet (for a snapshot,
    /// which then puts in what has).
    #[must_use]
    pub fn placed(layout: &Layout, seed: u64, place: Place) -> State {
        let Place {
            at,
            chapter,
            frames,
            taken,
            finish,
        } = place;
        State {
            chapter,
            frames,
            taken,
            finish,
            ..State::blank(layout, at, seed)
        }
    }

    /// The seed of everything chance does.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The page's scene.
    #[must_use]
    pub fn at(&self) -> SceneId {
        self.at
    }

    /// The chapter being told.
    #[must_use]
    pub fn chapter(&self) -> ChapterId {
        self.chapter
    }

    /// The pages a `back` comes home to, outermost first.
    #[must_use]
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// How many were taken from the deal in this visit of the hub.
    #[must_use]
    pub fn taken(&self) -> u32 {
        self.taken
    }

    /// Whether and how it has come to its end.
    #[must_use]
    pub fn finish(&self) -> Option<Finish> {
        self.finish
    }

    /// The row of words: bits, counters, visits, as the story's layout has them.
    #[must_use]
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    fn bit(&self, bit: usize) -> bool {
        self.words[bit / 64] >> (bit % 64) & 1 == 1
    }

    fn put(&mut self, bit: usize, on: bool) {
        let mask = 1 << (bit % 64);
        if on {
            self.words[bit / 64] |= mask;
        } else {
            self.words[bit / 64] &= !mask;
        }
    }

    /// Whether the flag is set.
    #[must_use]
    pub fn flag(&self, layout: &Layout, id: FlagId) -> bool {
        self.bit(layout.flag(id))
    }

    /// Sets or clears the flag.
    pub fn set_flag(&mut self, layout: &Layout, id: FlagId, on: bool) {
        self.put(layout.flag(id), on);
    }

    /// Whether the thing is held.
    #[must_use]
    pub fn held(&self, layout: &Layout, id: ItemId) -> bool {
        self.bit(layout.held(id))
    }

    /// Whether the thing was ever held.
    #[must_use]
    pub fn had(&self, layout: &Layout, id: ItemId) -> bool {
        self.bit(layout.had(id))
    }

    /// The thing is held, or isn't; `had` is never taken back.
    pub fn set_held(&mut self, layout: &Layout, id: ItemId, on: bool) {
        self.put(layout.held(id), on);
        if on {
            self.put(layout.had(id), true);
        }
    }

    /// The thing was held once and isn't any more (for a snapshot).
    pub fn set_lost(&mut self, layout: &Layout, id: ItemId) {
        self.put(layout.had(id), true);
        self.put(layout.held(id), false);
    }

    /// Whether the entry was written, let go or not.
    #[must_use]
    pub fn written(&self, layout: &Layout, id: EntryId) -> bool {
        self.bit(layout.written(id))
    }

    /// Whether the entry was let go.
    #[must_use]
    pub fn let_go(&self, layout: &Layout, id: EntryId) -> bool {
        self.bit(layout.let_go(id))
    }

    /// Whether the entry is kept.
    #[must_use]
    pub fn kept(&self, layout: &Layout, id: EntryId) -> bool {
        self.written(layout, id) && !self.let_go(layout, id)
    }

    /// The entry is written.
    pub fn set_written(&mut self, layout: &Layout, id: EntryId) {
        self.put(layout.written(id), true);
    }

    /// The entry is let go.
    pub fn set_let_go(&mut self, layout: &Layout, id: EntryId) {
        self.put(layout.let_go(id), true);
    }

    /// Whether the telling was written.
    #[must_use]
    pub fn told(&self, layout: &Layout, id: TellingId) -> bool {
        self.bit(layout.told(id))
    }

    /// The telling is written.
    pub fn set_told(&mut self, layout: &Layout, id: TellingId) {
        self.put(layout.told(id), true);
    }

    /// Whether the choice was ever taken.
    #[must_use]
    pub fn chosen(&self, layout: &Layout, id: ChoiceId) -> bool {
        self.bit(layout.chosen(id))
    }

    /// The choice is taken.
    pub fn set_chosen(&mut self, layout: &Layout, id: ChoiceId) {
        self.put(layout.chosen(id), true);
    }

    /// The counter's value.
    #[must_use]
    pub fn counter(&self, layout: &Layout, id: CounterId) -> i32 {
        self.words[layout.counter(id)] as u32 as i32
    }

    /// Gives the counter a value; whoever calls keeps to its range.
    pub fn set_counter(&mut self, layout: &Layout, id: CounterId, value: i32) {
        self.words[layout.counter(id)] = u64::from(value as u32);
    }

    /// How often the scene was arrived at, 255 at most.
    #[must_use]
    pub fn visits(&self, layout: &Layout, id: SceneId) -> u8 {
        let (word, shift) = layout.visits(id);
        (self.words[word] >> shift) as u8
    }

    /// Gives the scene a number of visits.
    pub fn set_visits(&mut self, layout: &Layout, id: SceneId, visits: u8) {
        let (word, shift) = layout.visits(id);
        self.words[word] = self.words[word] & !(0xff << shift) | u64::from(visits) << shift;
    }

    /// Makes every number of visits above one a one. Nothing but chance asks how often a scene was
    /// arrived at, only whether it was: two states that differ in more come to be the same.
    pub fn level_visits(&mut self, layout: &Layout) {
        for word in &mut self.words[layout.visit_words()] {
            let mut any = *word | *word >> 4;
            any |= any >> 2;
            any |= any >> 1;
            *word = any & 0x0101_0101_0101_0101;
        }
    }
}
