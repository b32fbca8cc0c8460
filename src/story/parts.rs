//! What a story is made of before it is closed: its sources and its tables.
//! Knows no RON and no state; that the ids are in range is the word of whoever fills it.

use std::borrow::Cow;

use super::{
    Action, Branch, Chapter, Choice, Counter, Deck, Ending, Entry, Flag, Index, Item, Place,
    Region, Scene, SceneId, Section, Str, Telling, key_of,
};

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
