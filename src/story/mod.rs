//! What a story is: everything resolved, nothing that could be wrong.
//! A `Story` is built once, by `author`, and only read from then on. Knows no RON, no state, no I/O.

mod catalogue;
mod find;
mod id;
mod layout;
mod link;
mod names;
mod parts;
mod rule;
mod scene;
mod text;
mod written;

use std::ops::Range;
use std::sync::Arc;

pub use catalogue::{Chapter, Counter, Deck, Ending, Flag, Place, Region};
pub use id::{
    ActionId, BranchId, ChapterId, ChoiceId, CounterId, DeckId, EndingId, EntryId, FileId, FlagId,
    ItemId, PlaceId, RegionId, SceneId, SectionId, Str, TellingId, WayId,
};
pub use layout::Layout;
pub use link::{Link, LinkKind};
pub use names::{Index, key_of};
pub use parts::{Parts, Source};
pub use rule::{Condition, Effect, Fact};
pub use scene::{
    Action, Branch, Card, Choice, Deal, Entry, Gate, Item, Scene, Section, Telling, Way,
};
pub use text::{Part, Text};

/// A story: immutable, whole, without I/O. A clone shares everything.
#[derive(Clone, Debug)]
pub struct Story {
    parts: Arc<Parts>,
    start: SceneId,
    layout: Layout,
}

macro_rules! list {
    ($($(#[$doc:meta])* $one:ident, $all:ident: $id:ident => $what:ident;)+) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $one(&self, id: $id) -> &$what {
            &self.parts.$all[id.index()]
        }

        /// All of these, in the order of their ids.
        pub fn $all(&self) -> impl ExactSizeIterator<Item = ($id, &$what)> {
            self.parts.$all.iter().enumerate().map(|(n, one)| ($id(n as u32), one))
        }
    )+};
}

impl Story {
    /// Closes the parts. `None` where the story has no start.
    #[must_use]
    pub fn new(parts: Parts) -> Option<Story> {
        let start = parts.start?;
        let layout = Layout::of(&parts);
        Some(Story {
            parts: Arc::new(parts),
            start,
            layout,
        })
    }

    /// The same story over states that keep the facts of these choices and scenes only, for
    /// whoever goes through very many of them (see [`Layout::thin`]).
    #[must_use]
    pub fn thin(
        &self,
        keeps_choice: impl Fn(ChoiceId) -> bool,
        keeps_scene: impl Fn(SceneId) -> bool,
    ) -> Story {
        Story {
            parts: Arc::clone(&self.parts),
            start: self.start,
            layout: Layout::thin(&self.parts, keeps_choice, keeps_scene),
        }
    }

    /// The story's own id, which a save names.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.parts.name
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.parts.title
    }

    /// The scene it starts in.
    #[must_use]
    pub fn start(&self) -> SceneId {
        self.start
    }

    /// Where each fact stands in a state.
    #[must_use]
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The words a string stands for.
    #[must_use]
    pub fn str(&self, at: Str) -> &str {
        &self.parts.sources[at.file.index()].text[at.range()]
    }

    /// A source.
    #[must_use]
    pub fn source(&self, file: FileId) -> &Source {
        &self.parts.sources[file.index()]
    }

    /// All sources.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.parts.sources
    }

    /// A picture or a map by its path, `art/NAME.txt` or `maps/NAME.txt`, as its file says it.
    #[must_use]
    pub fn asset(&self, path: &str) -> Option<&str> {
        let source = self
            .parts
            .sources
            .iter()
            .find(|source| source.path == path)?;
        Some(&source.text)
    }

    /// How many branches the texts have.
    #[must_use]
    pub fn branch_count(&self) -> usize {
        self.parts.branches as usize
    }

    list! {
        /// A scene.
        scene, scenes: SceneId => Scene;
        /// A choice.
        choice, choices: ChoiceId => Choice;
        /// A way.
        way, ways: WayId => Branch;
        /// A thing.
        item, items: ItemId => Item;
        /// An action.
        action, actions: ActionId => Action;
        /// A section.
        section, sections: SectionId => Section;
        /// An entry.
        entry, entries: EntryId => Entry;
        /// A telling.
        telling, tellings: TellingId => Telling;
        /// A flag.
        flag, flags: FlagId => Flag;
        /// A counter.
        counter, counters: CounterId => Counter;
        /// A chapter.
        chapter, chapters: ChapterId => Chapter;
        /// An ending.
        ending, endings: EndingId => Ending;
        /// A deck.
        deck, decks: DeckId => Deck;
        /// A region.
        region, regions: RegionId => Region;
        /// A place.
        place, places: PlaceId => Place;
    }

    /// A scene's full name, `folder/name`.
    #[must_use]
    pub fn scene_name(&self, id: SceneId) -> String {
        let scene = self.scene(id);
        match self.str(scene.folder) {
            "" => self.str(scene.name).to_owned(),
            folder => format!("{folder}/{}", self.str(scene.name)),
        }
    }

    /// The choices of a scene; empty where it goes on otherwise.
    #[must_use]
    pub fn choices_of(&self, scene: SceneId) -> Range<u32> {
        match &self.scene(scene).way {
            Way::Choices { choices, .. } => choices.clone(),
            Way::Next(_) | Way::Ways(_) | Way::Back | Way::Closes(_) | Way::Ending(_) => 0..0,
        }
    }

    /// The chapter after this one and the scene that opens it, where that is written yet.
    #[must_use]
    pub fn chapter_after(&self, chapter: ChapterId) -> Option<(ChapterId, SceneId)> {
        let next = ChapterId(chapter.0 + 1);
        Some((next, self.parts.chapters.get(next.index())?.opens?))
    }

    /// The first telling of an entry.
    #[must_use]
    pub fn first_telling(&self, entry: EntryId) -> TellingId {
        self.entry(entry).first()
    }
}
