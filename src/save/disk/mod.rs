//! The shelf: one story's saves on disk. Autosaves in a row of three, saves by name, a bin.
//! The only files a telling touches are touched here. No clock: when a save is made is told.
//!
//! Nothing is ever lost: what can't be read is never written over; before the row of autosaves is
//! used for another telling, the last of the one before becomes a save of its own; and what a
//! changed story can't take up again whole stays as it was.

mod auto;
mod calls;
mod elsewhere;
#[cfg(test)]
mod faults;
mod folder;
mod gallery;
mod manage;
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

use self::auto::Row;
use self::folder::Folder;
use self::read::{Links, NoRecord};
use self::slot::{PREVIOUS, auto_copy, slug, tidy};
use super::record::{Meta, Record, fingerprint};
use super::replay::{Fit, Restored, restore};
use super::text::MOST_BYTES;
use crate::error::Failure;
use crate::session::{Base, Session};
use crate::story::Story;

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
    /// The autosaves of this copy, once they were looked at.
    row: Option<Row>,
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
        let ids = self.folder.ids()?;
        let wanted = slug(name);
        let by_id = ids.iter().find(|id| *id == name);
        let by_slug = || ids.iter().find(|id| **id == wanted);
        let by_name = || {
            ids.iter().find(|id| {
                self.read(id)
                    .is_ok_and(|record| record.name.as_deref() == Some(name))
            })
        };
        by_id
            .or_else(by_name)
            .or_else(by_slug)
            .cloned()
            .ok_or_else(|| {
                Failure::new("find it", format!("there is no save “{name}”"))
                    .help("“saves” lists what there is.")
            })
    }

    fn tell(&mut self, more: &str) {
        self.notice = Some(match self.notice.take() {
            Some(said) => format!("{said} {more}"),
            None => more.to_owned(),
        });
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
