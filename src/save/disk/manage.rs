//! What can be done with saves beside playing them: listing, renaming, the bin and back.
//! Nothing here decides what is kept.

use std::cmp::Reverse;
use std::path::PathBuf;

use super::folder::Folder;
use super::read::{self, Links, NoRecord};
use super::slot::{About, PREVIOUS, Slot, auto_copy, slug, spoken, tidy};
use super::{Shelf, nameless};
use crate::error::Failure;
use crate::save::Record;
use crate::story::Story;

impl Shelf {
    /// All saves, newest first; those that can't be read last.
    #[must_use]
    pub fn list(&self, story: &Story) -> Vec<Slot> {
        let ids = match self.folder.ids() {
            Ok(ids) => ids,
            Err(failure) => return vec![closed(&failure)],
        };
        let slots = ids
            .iter()
            .filter(|id| match id.strip_suffix(PREVIOUS) {
                // A version before is only of use where the one after it isn't.
                Some(after) => self.read(after).is_err(),
                None => true,
            })
            .map(|id| slot(story, id, self.read(id), |why| self.trouble(id, why)));
        sorted(slots.collect())
    }

    /// Gives a save another name; gives the name it got. An autosave stays, and is kept under the
    /// name besides.
    ///
    /// # Errors
    /// Where there is no such save, the name is taken, or it can't be written.
    pub fn rename(&mut self, from: &str, to: &str) -> Result<String, Failure> {
        let name = tidy(to).ok_or_else(nameless)?;
        let id = self.id_of(from)?;
        let new = slug(&name);
        if new != id && !self.folder.is_free(&new) {
            return Err(
                Failure::new("rename it", format!("there is a save “{name}” already"))
                    .help("Choose another name."),
            );
        }
        match self.read(&id) {
            Ok(mut record) => {
                record.name = Some(name.clone());
                record.count = 0;
                // First the new one is there, then the old one goes.
                if let Some(unsure) = self
                    .folder
                    .write(&new, record.to_text().as_bytes(), false)?
                {
                    return Err(unsure);
                }
                if new != id && auto_copy(&id).is_none() {
                    self.folder.succeed(&id, &new)?;
                }
            }
            // What can't be read is only moved.
            Err(_) if new != id && auto_copy(&id).is_none() => self.folder.rename(&id, &new)?,
            Err(why) => return Err(self.trouble(&id, &why)),
        }
        Ok(name)
    }

    /// Puts a save into the bin; gives the path it lies at.
    ///
    /// # Errors
    /// Where there is no such save, or it can't be moved.
    pub fn delete(&mut self, name: &str) -> Result<PathBuf, Failure> {
        let id = self.id_of(name)?;
        if auto_copy(&id).is_some() {
            self.row = None;
            self.following = None;
        }
        self.folder.discard(&id)
    }

    /// What lies in the bin, newest first.
    #[must_use]
    pub fn bin(&self, story: &Story) -> Vec<Slot> {
        let ids = match self.folder.binned() {
            Ok(ids) => ids,
            Err(failure) => return vec![closed(&failure)],
        };
        let slots = ids.into_iter().map(|id| {
            let file = self.folder.binned_file(&id);
            slot(
                story,
                &id,
                self.mine(read::record(&file, Links::Refuse)),
                |why| why.failure(&file),
            )
        });
        sorted(slots.collect())
    }

    /// Takes a save out of the bin; gives the name it is loaded by.
    ///
    /// # Errors
    /// Where there is no such save, or it can't be moved.
    pub fn put_back(&mut self, name: &str) -> Result<String, Failure> {
        let ids = self.folder.binned()?;
        let wanted = slug(name);
        let named = |id: &&String| {
            let record = read::record(&self.folder.binned_file(id), Links::Refuse);
            record.is_ok_and(|record| record.name.as_deref() == Some(name))
        };
        let id = ids
            .iter()
            .find(|id| *id == name || **id == wanted)
            .or_else(|| ids.iter().find(named))
            .ok_or_else(|| Failure::new("find it", format!("there is no “{name}” in the bin")))?;
        // The row of autosaves has its own order by now: one of them comes back as a save.
        let base = if auto_copy(id).is_some() {
            "put-back"
        } else {
            id
        };
        let free = Folder::id_like(base, |id| self.folder.is_free(id));
        self.folder.put_back(id, &free)?;
        Ok(free)
    }
}

fn slot(
    story: &Story,
    id: &str,
    record: Result<Record, NoRecord>,
    trouble: impl Fn(&NoRecord) -> Failure,
) -> Slot {
    let name = match &record {
        Ok(Record {
            name: Some(name), ..
        }) => tidy(name),
        Ok(_) | Err(_) => None,
    };
    Slot {
        id: id.to_owned(),
        name: name.unwrap_or_else(|| spoken(id)),
        auto: auto_copy(id).is_some(),
        holds: match record {
            Ok(record) => Ok(About::of(story, &record)),
            Err(why) => Err(trouble(&why).sentence()),
        },
    }
}

/// What is listed where nothing can be listed.
fn closed(failure: &Failure) -> Slot {
    Slot {
        id: String::new(),
        name: "The folder of saves".to_owned(),
        auto: false,
        holds: Err(failure.sentence()),
    }
}

/// Newest first; those that can't be read last.
fn sorted(mut slots: Vec<Slot>) -> Vec<Slot> {
    slots.sort_by_key(|slot| match &slot.holds {
        Ok(about) => (0, Reverse((about.when, about.count))),
        Err(_) => (1, Reverse((0, 0))),
    });
    slots
}
