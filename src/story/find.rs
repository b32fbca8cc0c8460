//! Finding things of a story by their names, live or former, for saves.
//! Knows no save: what a name that isn't found means is for whoever asks.

use super::{
    ActionId, ChapterId, Choice, ChoiceId, CounterId, EndingId, EntryId, FlagId, ItemId, SceneId,
    Story, Str, TellingId,
};

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
