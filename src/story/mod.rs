//! What a story is: everything resolved, nothing that could be wrong.
//! A `Story` is built once, by `author`, and only read from then on. Knows no RON, no state, no I/O.

mod catalogue;
mod id;
mod layout;
mod link;
mod names;
mod rule;
mod scene;
mod text;
mod written;

use std::borrow::Cow;
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
pub use rule::{Condition, Effect, Fact};
pub use scene::{
    Action, Branch, Card, Choice, Deal, Entry, Gate, Item, Scene, Section, Telling, Way,
};
pub use text::{Part, Text};

/// A file a story was read from, or the unescaped strings of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Its path inside the pack, with forward slashes.
    pub path: String,
    /// What it holds.
    pub text: Cow<'static, str>,
}

/// Everything a story is made of, on its way to becoming one. Whoever fills it answers for it:
/// ids in range, ranges in order, no cycle through `via`.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// The story's own id.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The scene it starts in.
    pub start: Option<SceneId>,
    /// What the strings point into.
    pub sources: Vec<Source>,
    /// All scenes.
    pub scenes: Vec<Scene>,
    /// All scenes by `folder/name`, former names included.
    pub scene_names: Index,
    /// All choices, scene by scene.
    pub choices: Vec<Choice>,
    /// All ways, scene by scene.
    pub ways: Vec<Branch>,
    /// All things.
    pub items: Vec<Item>,
    /// All actions, item by item.
    pub actions: Vec<Action>,
    /// The journal's sections.
    pub sections: Vec<Section>,
    /// All entries.
    pub entries: Vec<Entry>,
    /// All tellings, entry by entry.
    pub tellings: Vec<Telling>,
    /// All flags.
    pub flags: Vec<Flag>,
    /// All counters.
    pub counters: Vec<Counter>,
    /// All chapters, in order.
    pub chapters: Vec<Chapter>,
    /// All endings.
    pub endings: Vec<Ending>,
    /// All decks.
    pub decks: Vec<Deck>,
    /// All regions.
    pub regions: Vec<Region>,
    /// All places, region by region.
    pub places: Vec<Place>,
    /// How many branches the texts have.
    pub branches: u32,
}

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

    /// The scene of this full name, live or former.
    #[must_use]
    pub fn find_scene(&self, name: &str) -> Option<SceneId> {
        self.parts.find_scene(name)
    }

    /// The choice of this name in a scene, live or former; a live name wins.
    #[must_use]
    pub fn find_choice(&self, scene: SceneId, name: &str) -> Option<ChoiceId> {
        let range = self.choices_of(scene);
        let named = |of: fn(&Choice) -> &Str| {
            range
                .clone()
                .map(ChoiceId)
                .find(|id| self.str(*of(self.choice(*id))) == name)
        };
        named(|choice| &choice.name).or_else(|| {
            range.clone().map(ChoiceId).find(|id| {
                self.choice(*id)
                    .renamed
                    .iter()
                    .any(|old| self.str(*old) == name)
            })
        })
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

impl Parts {
    /// The words a string stands for.
    #[must_use]
    pub fn str(&self, at: Str) -> &str {
        &self.sources[at.file.index()].text[at.range()]
    }

    /// The scene of this full name, live or former; a live name wins.
    #[must_use]
    pub fn find_scene(&self, name: &str) -> Option<SceneId> {
        let (folder, bare) = name.rsplit_once('/').unwrap_or(("", name));
        let key = key_of(folder, bare);
        let live = self.scene_names.find(key, |id| {
            let scene = &self.scenes[id as usize];
            self.str(scene.name) == bare && self.str(scene.folder) == folder
        });
        live.or_else(|| {
            self.scene_names.find(key, |id| {
                let scene = &self.scenes[id as usize];
                scene
                    .renamed
                    .iter()
                    .any(|old| self.is_former(scene, *old, folder, bare))
            })
        })
        .map(SceneId)
    }

    /// Whether a former name, written bare or with its folder, is this one.
    fn is_former(&self, scene: &Scene, old: Str, folder: &str, bare: &str) -> bool {
        match self.str(old).rsplit_once('/') {
            Some((old_folder, old_bare)) => old_folder == folder && old_bare == bare,
            None => self.str(scene.folder) == folder && self.str(old) == bare,
        }
    }
}

/// A list of the story where things are found by name, for saves.
macro_rules! finders {
    ($($find:ident, $all:ident: $id:ident, $name:ident;)+) => {
        impl Story {
            $(
                /// The one of this name, live or former; a live name wins.
                #[must_use]
                pub fn $find(&self, name: &str) -> Option<$id> {
                    let live = self.parts.$all.iter().position(|one| self.str(one.$name) == name);
                    live.or_else(|| {
                        self.parts.$all.iter().position(|one| {
                            one.renamed.iter().any(|old| self.str(*old) == name)
                        })
                    })
                    .map(|n| $id(n as u32))
                }
            )+
        }
    };
}

finders! {
    find_item, items: ItemId, name_id;
    find_entry, entries: EntryId, name;
    find_flag, flags: FlagId, name;
    find_counter, counters: CounterId, name;
    find_chapter, chapters: ChapterId, name;
    find_ending, endings: EndingId, name;
}

impl Story {
    /// The action of this name of a thing, live or former.
    #[must_use]
    pub fn find_action(&self, item: ItemId, name: &str) -> Option<ActionId> {
        let actions = || self.item(item).actions.clone().map(ActionId);
        actions()
            .find(|id| self.str(self.action(*id).name) == name)
            .or_else(|| {
                actions().find(|id| {
                    self.action(*id)
                        .renamed
                        .iter()
                        .any(|old| self.str(*old) == name)
                })
            })
    }

    /// The telling of this name of an entry, live or former.
    #[must_use]
    pub fn find_telling(&self, entry: EntryId, name: &str) -> Option<TellingId> {
        let tellings = || self.entry(entry).tellings.clone().map(TellingId);
        tellings()
            .find(|id| self.str(self.telling(*id).name) == name)
            .or_else(|| {
                tellings().find(|id| {
                    self.telling(*id)
                        .renamed
                        .iter()
                        .any(|old| self.str(*old) == name)
                })
            })
    }
}
