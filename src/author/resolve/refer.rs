//! References: a name as it is written into the number of what it names, or a finding that says
//! what may have been meant.

use super::identity::of_choice;
use hashbrown::hash_map::Entry;
use hashbrown::{DefaultHashBuilder, HashMap};

use super::names::Table;
use super::{Names, Resolver};
use crate::author::codes;
use crate::author::nearest::nearest;
use crate::author::shape::{Lit, Telling};
use crate::story::{
    ChapterId, ChoiceId, CounterId, EndingId, EntryId, FlagId, ItemId, PlaceId, SceneId, SectionId,
    TellingId,
};

macro_rules! refer {
    ($($name:ident -> $id:ident in $table:ident;)+) => {
        impl Resolver<'_> {
            $(pub(super) fn $name(&mut self, lit: &Lit<'_>) -> Option<$id> {
                self.look_up(lit, |names| &names.$table).map($id)
            })+
        }
    };
}

refer! {
    item -> ItemId in items;
    entry -> EntryId in entries;
    section -> SectionId in sections;
    flag -> FlagId in flags;
    counter -> CounterId in counters;
    chapter -> ChapterId in chapters;
    ending -> EndingId in endings;
    spot -> PlaceId in places;
}

impl<'s> Resolver<'s> {
    fn look_up(
        &mut self,
        lit: &Lit<'_>,
        own: for<'n> fn(&'n Names<'s>) -> &'n Table<'s>,
    ) -> Option<u32> {
        let name = lit.get();
        if let Some(id) = own(&self.names).find(name) {
            return Some(id);
        }
        if !own(&self.names).quiet {
            let at = self.str(lit);
            self.unknown(own(&self.names).kind, name.to_owned(), at, |this| {
                let table = own(&this.names);
                table
                    .instead(name)
                    .unwrap_or_else(|| format!("declare it in {}", table.declared_in))
            });
        }
        None
    }

    /// The folder and the bare name of a scene's name as it is written here.
    pub(super) fn split<'n>(&self, name: &'n str) -> (&'n str, &'n str)
    where
        's: 'n,
    {
        name.rsplit_once('/').unwrap_or((self.folder, name))
    }

    /// A scene, by its bare name inside its folder and by `folder/name` from elsewhere.
    pub(super) fn scene(&mut self, lit: &Lit<'_>) -> Option<SceneId> {
        let (folder, name) = self.split(lit.get());
        let found = self.names.scenes.find(folder, name);
        if found.is_none() && !self.names.scenes.is_quiet(folder) {
            let whole = if folder.is_empty() {
                name.to_owned()
            } else {
                format!("{folder}/{name}")
            };
            let at = self.str(lit);
            self.marks.unsure = true;
            self.unknown("scene", whole, at, |this| {
                this.names.scenes.instead(folder, name, this.folder).unwrap_or_else(|| {
                    let folder = if folder.is_empty() { "folder" } else { folder };
                    format!("scenes stand in the lists of a folder: `{folder}/{name}` in `{folder}/….ron`")
                })
            });
        }
        found.map(SceneId)
    }

    /// A choice of a scene by its identity.
    pub(super) fn choice_of(&mut self, scene: SceneId, lit: &Lit<'_>) -> Option<ChoiceId> {
        let of = self.names.scene_shapes[scene.index()];
        let (first, choices) = (of.first_choice, &of.shape.choices);
        let all = || choices.iter().map(of_choice);
        let known = self.names.many_choices.entry(scene.0);
        let found = nth_named(known, choices.len(), all, lit.get());
        if found.is_none() {
            let name = lit.get();
            let message = format!("that scene has no choice `{name}`");
            let near = self.may_guess().then(|| nearest(name, all().flatten()));
            let help = near.flatten().map_or_else(
                || "a choice is named by its `id`, else by its `via`, else by its `to`".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            let at = self.str(lit);
            self.finding(codes::UNKNOWN, at, message).help(help);
        }
        found.map(|n| ChoiceId(first + n as u32))
    }

    /// A telling of an entry.
    pub(super) fn telling(&mut self, entry: EntryId, lit: &Lit<'_>) -> Option<TellingId> {
        let name = lit.get();
        let (first, tellings) = self.names.tellings[entry.index()];
        let all = || tellings.iter().map(|telling| Some(telling.id.get()));
        let known = self.names.many_tellings.entry(entry.0);
        if let Some(n) = nth_named(known, tellings.len(), all, name) {
            return Some(TellingId(first + n as u32));
        }
        let message = format!("that entry has no telling `{name}`");
        let near = self.may_guess().then(|| nearest(name, all().flatten()));
        let help = match (near.flatten(), self.entry_with(name)) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, Some(other)) => format!("it is a telling of `{other}`"),
            (None, None) => "add it to the entry’s tellings in journal.ron".to_owned(),
        };
        let at = self.str(lit);
        self.finding(codes::UNKNOWN, at, message).help(help);
        None
    }

    /// The name of an entry that has a telling of this name.
    fn entry_with(&self, name: &str) -> Option<&'s str> {
        if !self.may_guess() {
            return None;
        }
        let has_it =
            |(_, tellings): &(u32, &[Telling<'_>])| tellings.iter().any(|one| one.id.get() == name);
        let other = self.names.tellings.iter().position(has_it)?;
        self.names.entries.name(other)
    }
}

/// Which of some names this one is. Where there are many they are looked through once and `known`
/// from then on.
fn nth_named<'s, I: Iterator<Item = Option<&'s str>>>(
    known: Entry<'_, u32, HashMap<&'s str, usize>, DefaultHashBuilder>,
    len: usize,
    all: impl Fn() -> I,
    name: &str,
) -> Option<usize> {
    const MANY: usize = 64;
    if len < MANY {
        return all().position(|one| one == Some(name));
    }
    let known = known.or_insert_with(|| {
        let mut known = HashMap::new();
        for (n, one) in all().enumerate() {
            if let Some(one) = one {
                known.entry(one).or_insert(n);
            }
        }
        known
    });
    known.get(name).copied()
}
