//! The shelf: one story's saves on disk. Autosaves in a row of three, saves by name, a bin.
//! The only files a telling touches are touched here. No clock: when a save is made is told.
//!
//! Nothing is ever lost: what can't be read is never written over; before the row of autosaves is
//! used for another telling, the last of the one before becomes a save of its own; and what a
//! changed story can't take up again whole stays as it was.

mod calls;
mod folder;
mod gallery;
mod read;
mod slot;
#[cfg(test)]
mod tests;
mod write;

use std::path::Path;
use std::sync::Arc;

pub use calls::{Calls, Real};
pub use gallery::Gallery;
pub use slot::{About, Slot};

use self::folder::Folder;
use self::read::{Links, NoRecord};
use self::slot::{PREVIOUS, auto_copy, auto_id, slug, spoken, tidy};
use super::record::{Meta, Record, fingerprint};
use super::replay::{Fit, Restored, restore};
use super::text::MOST_BYTES;
use crate::error::Failure;
use crate::session::{Base, Session};
use crate::story::Story;

/// How many autosaves are kept.
const ROW: usize = 3;

/// How many places of the row are looked at for three that can be used.
const MOST_PLACES: u32 = 99;

/// How an autosave went.
#[derive(Debug)]
pub enum Kept {
    /// It is on the disk.
    Yes,
    /// It is written, but the disk wouldn't say that it would outlive a power cut.
    Unsure(Failure),
    /// It isn't kept, and is tried again at the next step.
    No(Failure),
}

/// One story's saves.
pub struct Shelf {
    folder: Folder,
    story: String,
    /// The autosaves of this copy, once they were looked at: name and count, 0 where none is.
    row: Option<[(String, u64); ROW]>,
    /// The telling the newest autosave belongs to, once that is known.
    following: Option<(u64, Base)>,
    /// A save that a changed story couldn't take up whole: it is kept apart before the next write.
    guarded: Option<String>,
    /// The story last kept, and its fingerprint.
    wording: Option<(Arc<Story>, String)>,
    /// Something the player should know.
    notice: Option<String>,
}

impl Shelf {
    /// The shelf of a story in a data folder. What stands in the way now is said when a telling
    /// is kept, and tried again then.
    #[must_use]
    pub fn open(home: &Path, story: &str) -> Shelf {
        Shelf::open_through(home, story, Box::new(Real))
    }

    /// The same, writing through these calls.
    #[must_use]
    pub fn open_through(home: &Path, story: &str, calls: Box<dyn Calls>) -> Shelf {
        let mut shelf = Shelf::at(home, story, calls);
        // A failure here comes again, and is told, when there is something to keep.
        let _ = shelf.settle();
        shelf
    }

    /// The same to be looked at: nothing is made and nobody is told, until something is kept.
    #[must_use]
    pub fn look(home: &Path, story: &str) -> Shelf {
        Shelf::at(home, story, Box::new(Real))
    }

    fn at(home: &Path, story: &str, calls: Box<dyn Calls>) -> Shelf {
        let folder = home.join("saves").join(slug(story));
        Shelf {
            folder: Folder::new(folder, calls),
            story: story.to_owned(),
            row: None,
            following: None,
            guarded: None,
            wording: None,
            notice: None,
        }
    }

    /// The folder the saves are in.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Something the player should know, once.
    pub fn notice(&mut self) -> Option<String> {
        self.notice.take()
    }

    /// Keeps the telling in the row of autosaves. `when` in seconds since 1970.
    pub fn keep(&mut self, session: &Session, when: u64) -> Kept {
        match self.try_keep(session, when) {
            Ok(None) => Kept::Yes,
            Ok(Some(unsure)) => Kept::Unsure(unsure),
            Err(failure) => Kept::No(failure),
        }
    }

    /// All saves, newest first; those that can't be read last.
    #[must_use]
    pub fn list(&self, story: &Story) -> Vec<Slot> {
        let ids = self.folder.ids();
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

    /// Takes up the save of this id, or of this name.
    ///
    /// # Errors
    /// Where there is none, or it can't be read: why, and what can still be done.
    pub fn load(&mut self, story: &Arc<Story>, name: &str) -> Result<Restored, Failure> {
        let id = self.id_of(name)?;
        let record = self.read(&id).map_err(|why| self.trouble(&id, &why))?;
        Ok(self.take_up(story, &id, &record))
    }

    /// What the save of this id, or of this name, holds.
    ///
    /// # Errors
    /// Where there is none, or it can't be read: why, and what can still be done.
    pub fn record(&self, name: &str) -> Result<Record, Failure> {
        let id = self.id_of(name)?;
        self.read(&id).map_err(|why| self.trouble(&id, &why))
    }

    /// Takes up the telling that was kept last. `None` where there is none.
    ///
    /// # Errors
    /// Where there are saves and none of them can be read.
    pub fn newest(&mut self, story: &Arc<Story>) -> Result<Option<Restored>, Failure> {
        let ids = self.folder.ids();
        let mut best: Option<(bool, u64, u64, String, Record)> = None;
        let mut trouble = None;
        for id in &ids {
            let auto = auto_copy(id).is_some();
            match self.read(id) {
                Ok(record) => {
                    let newer = best.as_ref().is_none_or(|(other, when, count, ..)| {
                        (auto, record.when, record.count) > (*other, *when, *count)
                    });
                    if newer {
                        best = Some((auto, record.when, record.count, id.clone(), record));
                    }
                }
                Err(why) if auto || trouble.is_none() => trouble = Some(self.trouble(id, &why)),
                Err(_) => {}
            }
        }
        match (best, trouble) {
            (Some((.., id, record)), trouble) => {
                let mut restored = self.take_up(story, &id, &record);
                if let Some(trouble) = trouble.filter(|_| auto_copy(&id).is_some()) {
                    let said = format!("{trouble} This is the newest telling that can be read.");
                    restored.notice = Some(match restored.notice {
                        Some(notice) => format!("{said} {notice}"),
                        None => said,
                    });
                }
                Ok(Some(restored))
            }
            (None, Some(trouble)) => Err(trouble),
            (None, None) => Ok(None),
        }
    }

    /// Keeps the telling under a name; gives the name it got. A save of that name is replaced and
    /// kept as the version before, unless it can't be read: that one stays, and the name is given
    /// a number.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn save_as(&mut self, session: &Session, name: &str, when: u64) -> Result<String, Failure> {
        let name = tidy(name).ok_or_else(nameless)?;
        let id = Folder::id_like(&slug(&name), |id| {
            self.folder.is_free(id)
                || self
                    .read(id)
                    .is_ok_and(|there| there.name.as_ref() == Some(&name))
        });
        let text = self.text(session, when, Some(&name), 0)?;
        match self.folder.write(&id, text.as_bytes(), true)? {
            None => Ok(name),
            Some(unsure) => Err(unsure),
        }
    }

    /// Whether a save of this name is there, which [`Shelf::save_as`] would replace.
    #[must_use]
    pub fn holds(&self, name: &str) -> bool {
        self.id_of(name).is_ok()
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
    pub fn delete(&mut self, name: &str) -> Result<std::path::PathBuf, Failure> {
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
        let slots = self.folder.binned().into_iter().map(|id| {
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
        let ids = self.folder.binned();
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

    /// Which copy of the game this is; tells the player where it isn't the first.
    fn settle(&mut self) -> Result<u32, Failure> {
        let before = self.row.is_some();
        let copy = self.folder.settle()?;
        if !before {
            if copy > 1 {
                self.notice = Some(
                    "hailsham is open in another window. What you do here is kept by itself, \
                     apart from the telling there."
                        .to_owned(),
                );
            }
            self.row = Some(self.look_at_row(copy));
        }
        Ok(copy)
    }

    /// The first three places of the row that are empty or hold a save of this story. What holds
    /// anything else is never written over.
    fn look_at_row(&self, copy: u32) -> [(String, u64); ROW] {
        let mut usable =
            (1..)
                .map(|nth| auto_id(nth, copy))
                .filter_map(|id| match self.read(&id) {
                    Ok(record) => Some((id, record.count)),
                    Err(NoRecord::Absent) => Some((id, 0)),
                    Err(NoRecord::Io(_) | NoRecord::Unreadable(_) | NoRecord::OtherStory(_)) => {
                        None
                    }
                });
        let spare = |nth: usize| (auto_id(MOST_PLACES + 1 + nth as u32, copy), 0);
        std::array::from_fn(|nth| usable.next().unwrap_or_else(|| spare(nth)))
    }

    fn try_keep(&mut self, session: &Session, when: u64) -> Result<Option<Failure>, Failure> {
        self.settle()?;
        if !self.follows(session) {
            self.set_aside(session)?;
        }
        let Some(row) = &self.row else {
            return Ok(None);
        };
        let count = row.iter().map(|(_, count)| *count).max().unwrap_or(0) + 1;
        let oldest = row
            .iter()
            .enumerate()
            .min_by_key(|(_, (_, count))| *count)
            .map_or(0, |(nth, _)| nth);
        let id = row[oldest].0.clone();
        let text = self.text(session, when, None, count)?;
        let unsure = self.folder.write(&id, text.as_bytes(), false)?;
        if let Some(row) = &mut self.row {
            row[oldest].1 = count;
        }
        self.following = Some((session.state().seed(), session.base().clone()));
        Ok(unsure)
    }

    fn follows(&self, session: &Session) -> bool {
        self.following
            .as_ref()
            .is_some_and(|(seed, base)| *seed == session.state().seed() && base == session.base())
    }

    /// Before the row is used for another telling, what it held last becomes a save of its own,
    /// unless it is told again there or in a save.
    fn set_aside(&mut self, session: &Session) -> Result<(), Failure> {
        let newest = self
            .row
            .iter()
            .flatten()
            .filter(|(_, count)| *count > 0)
            .max_by_key(|(_, count)| *count)
            .map(|(id, _)| id.clone());
        let Some(id) = newest else { return Ok(()) };
        if let Some(guarded) = self.guarded.clone() {
            let free = Folder::id_like("before-the-story-changed", |id| self.folder.is_free(id));
            self.folder.also_as(&guarded, &free)?;
            self.guarded = None;
            if guarded == id {
                return Ok(());
            }
        }
        let Ok(last) = self.read(&id) else {
            return Ok(());
        };
        let told = |other: &Record| last.is_part_of(other);
        if last.steps.is_empty() || told(&Record::of(session, &Meta::default())) {
            return Ok(());
        }
        let saves = self.folder.ids();
        let mut saves = saves.iter().filter(|id| auto_copy(id).is_none());
        if saves.any(|id| self.read(id).is_ok_and(|save| told(&save))) {
            return Ok(());
        }
        let free = Folder::id_like("earlier-telling", |id| self.folder.is_free(id));
        self.folder.also_as(&id, &free)
    }

    fn text(
        &mut self,
        session: &Session,
        when: u64,
        name: Option<&str>,
        count: u64,
    ) -> Result<String, Failure> {
        let story = session.story();
        let known = self
            .wording
            .take()
            .filter(|(known, _)| Arc::ptr_eq(known, story));
        let (_, fingerprint) = self
            .wording
            .insert(known.unwrap_or_else(|| (Arc::clone(story), fingerprint(story))));
        let meta = Meta {
            when,
            name,
            count,
            fingerprint,
        };
        let text = super::to_text(session, &meta);
        if text.len() > MOST_BYTES {
            return Err(
                Failure::new("keep it", "the telling is longer than any save can be")
                    .help("Go back some way, or begin another telling."),
            );
        }
        Ok(text)
    }

    /// The record of a save of this story.
    fn read(&self, id: &str) -> Result<Record, NoRecord> {
        self.mine(self.folder.record(id))
    }

    fn mine(&self, record: Result<Record, NoRecord>) -> Result<Record, NoRecord> {
        let record = record?;
        if record.story == self.story {
            Ok(record)
        } else {
            Err(NoRecord::OtherStory(record.story))
        }
    }

    /// The id of the save of this id, or of this name.
    ///
    /// # Errors
    /// Where there is none.
    pub fn id_of(&self, name: &str) -> Result<String, Failure> {
        let ids = self.folder.ids();
        let wanted = slug(name);
        let by_id = ids.iter().find(|id| *id == name || **id == wanted);
        let by_name = || {
            ids.iter().find(|id| {
                self.read(id)
                    .is_ok_and(|record| record.name.as_deref() == Some(name))
            })
        };
        by_id.or_else(by_name).cloned().ok_or_else(|| {
            Failure::new("find it", format!("there is no save “{name}”"))
                .help("“saves” lists what there is.")
        })
    }

    /// What is wrong with a save, and what can still be done.
    fn trouble(&self, id: &str, why: &NoRecord) -> Failure {
        let previous = format!("{id}{PREVIOUS}");
        let help = if self.read(&previous).is_ok() {
            format!(
                "The version before it can be loaded as “{previous}”. Nothing was written over."
            )
        } else {
            "It stays as it is; other saves can be loaded.".to_owned()
        };
        why.failure(&self.folder.file(id)).help(help)
    }

    /// Takes up a record. Where the story has changed too much for all of it, the file will be kept
    /// from being rotated away.
    fn take_up(&mut self, story: &Arc<Story>, id: &str, record: &Record) -> Restored {
        let restored = restore(Arc::clone(story), record);
        self.guarded =
            (restored.fit != Fit::Whole && auto_copy(id).is_some()).then(|| id.to_owned());
        // Which telling goes on is known again once it is kept.
        self.following = None;
        restored
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
            Err(why) => Err(trouble(&why).to_string()),
        },
    }
}

/// Newest first; those that can't be read last.
fn sorted(mut slots: Vec<Slot>) -> Vec<Slot> {
    slots.sort_by_key(|slot| match &slot.holds {
        Ok(about) => (0, std::cmp::Reverse((about.when, about.count))),
        Err(_) => (1, std::cmp::Reverse((0, 0))),
    });
    slots
}

fn nameless() -> Failure {
    Failure::new("save it", "a save needs a name").help("Say “save” and a name.")
}

/// The record in a file somebody named, wherever it is.
///
/// # Errors
/// Where it can't be read, or isn't a record.
pub fn record_at(path: &Path) -> Result<Record, Failure> {
    read::record(path, Links::Follow).map_err(|why| why.failure(path))
}
