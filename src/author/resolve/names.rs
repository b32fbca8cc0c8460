//! Which names are declared, and which declared name is nearest to one that isn't.
//! Knows names and numbers only.

use hashbrown::{HashMap, HashSet};

use crate::author::nearest::{near_enough, nearest};
use crate::diagnostic::Place;
use crate::story::{Index, key_of};

/// The names of one kind of thing.
pub(super) struct Table<'s> {
    /// What one of them is called.
    pub kind: &'static str,
    /// Where they are declared.
    pub declared_in: &'static str,
    /// Whether some of them couldn't be read, so that an unknown one says nothing.
    pub quiet: bool,
    ids: HashMap<&'s str, u32>,
    former: HashMap<&'s str, u32>,
    list: Vec<(&'s str, Place)>,
}

impl<'s> Table<'s> {
    pub fn new(kind: &'static str, declared_in: &'static str) -> Table<'s> {
        Table {
            kind,
            declared_in,
            quiet: false,
            ids: HashMap::new(),
            former: HashMap::new(),
            list: Vec::new(),
        }
    }

    /// Adds the next of the list. Gives the place of the one that has the name already.
    pub fn declare(&mut self, name: &'s str, place: Place) -> Result<(), Place> {
        let id = self.list.len() as u32;
        self.list.push((name, place));
        match self.ids.try_insert(name, id) {
            Ok(_) => Ok(()),
            Err(taken) => Err(self.list[*taken.entry.get() as usize].1),
        }
    }

    /// Adds a former name of one. Gives the place of the other that claims it.
    pub fn declare_former(&mut self, name: &'s str, id: u32) -> Result<(), Place> {
        match self.former.try_insert(name, id) {
            Ok(_) => Ok(()),
            Err(taken) => Err(self.list[*taken.entry.get() as usize].1),
        }
    }

    /// The number of a live name.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.ids.get(name).copied()
    }

    /// The name of this number.
    pub fn name(&self, id: usize) -> Option<&'s str> {
        self.list.get(id).map(|(name, _)| *name)
    }

    /// What a name that isn't declared was most likely meant to be.
    pub fn instead(&self, name: &str) -> Option<String> {
        if let Some(id) = self.former.get(name) {
            return Some(format!("it is called `{}` now", self.list[*id as usize].0));
        }
        let near = nearest(name, self.list.iter().map(|(name, _)| *name));
        near.map(|near| format!("did you mean `{near}`?"))
    }
}

/// The names of scenes.
#[derive(Default)]
pub(super) struct SceneNames<'s> {
    /// Folders of which something couldn't be read.
    pub quiet: HashSet<&'s str>,
    index: Index,
    list: Vec<(&'s str, &'s str, Place)>,
    former: HashMap<(&'s str, &'s str), u32>,
}

impl<'s> SceneNames<'s> {
    /// Adds the next scene. Gives the place of the one that has the name already.
    pub fn declare(&mut self, folder: &'s str, name: &'s str, place: Place) -> Result<(), Place> {
        let taken = self.find(folder, name).map(|id| self.list[id as usize].2);
        let id = self.list.len() as u32;
        self.list.push((folder, name, place));
        self.index.insert(key_of(folder, name), id);
        taken.map_or(Ok(()), Err)
    }

    /// Adds a former name of a scene, after all scenes. Gives the place of the other that claims it.
    pub fn declare_former(&mut self, folder: &'s str, name: &'s str, id: u32) -> Result<(), Place> {
        if self.find(folder, name).is_none() {
            self.index.insert(key_of(folder, name), id);
        }
        match self.former.try_insert((folder, name), id) {
            Ok(_) => Ok(()),
            Err(taken) => Err(self.list[*taken.entry.get() as usize].2),
        }
    }

    /// The number of a live name.
    pub fn find(&self, folder: &str, name: &str) -> Option<u32> {
        self.index.find(key_of(folder, name), |id| {
            let (other_folder, other, _) = self.list[id as usize];
            other == name && other_folder == folder
        })
    }

    /// Whether a name of that folder may stand in what couldn't be read.
    pub fn is_quiet(&self, folder: &str) -> bool {
        self.quiet.contains(folder)
    }

    /// What a name that isn't declared was most likely meant to be, as it would be written in
    /// `here`.
    pub fn instead(&self, folder: &str, name: &str, here: &str) -> Option<String> {
        let written = |id: u32| {
            let (folder, name, _) = self.list[id as usize];
            if folder == here {
                name.to_owned()
            } else {
                format!("{folder}/{name}")
            }
        };
        if let Some(id) = self.former.get(&(folder, name)) {
            return Some(format!("it is called `{}` now", written(*id)));
        }
        let elsewhere = self.list.iter().position(|(_, other, _)| *other == name);
        let near = elsewhere.map(|id| written(id as u32)).or_else(|| {
            let (folder, name) = self.near(folder, name)?;
            self.find(folder, name).map(written)
        });
        near.map(|near| format!("did you mean `{near}`?"))
    }

    /// The folder and the name of a scene whose name may be a slip of this one's.
    pub fn near<'n>(&self, folder: &'n str, name: &str) -> Option<(&'n str, &'n str)>
    where
        's: 'n,
    {
        let inside = self
            .list
            .iter()
            .filter(|(f, ..)| *f == folder)
            .map(|(_, name, _)| *name);
        nearest(name, inside)
            .map(|near| (folder, near))
            .or_else(|| {
                let slip = |f: &str, n: &str| near_enough(f, folder) && near_enough(n, name);
                let (f, n, _) = self.list.iter().find(|(f, n, _)| slip(f, n))?;
                Some((*f, *n))
            })
    }

    /// The index, former names included.
    pub fn into_index(self) -> Index {
        self.index
    }
}
