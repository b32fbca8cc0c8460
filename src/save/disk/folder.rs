//! The folder one story's saves live in: who holds it, which files are there, how one is written.
//! What the files mean to a telling is the shelf's affair.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use super::calls::Calls;
use super::read::{self, Links, NoRecord, because};
use super::slot::{ENDING, PREVIOUS};
use super::write::{Write, Written, second_name};
use crate::clean;
use crate::error::Failure;
use crate::save::Record;
use crate::save::text::Head;

/// How many copies of the game may keep tellings of one story at a time.
const MOST_COPIES: u32 = 9;

/// The folder of deleted saves.
const BIN: &str = "bin";

pub(super) struct Folder {
    path: PathBuf,
    calls: Box<dyn Calls>,
    /// The lock held, and which copy of the game that makes us.
    hold: Option<(File, u32)>,
    /// Numbers temporary files.
    serial: u64,
}

impl Folder {
    pub(super) fn new(path: PathBuf, calls: Box<dyn Calls>) -> Folder {
        Folder {
            path,
            calls,
            hold: None,
            serial: 0,
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn calls(&mut self) -> &mut dyn Calls {
        &mut *self.calls
    }

    /// The file of a save.
    pub(super) fn file(&self, id: &str) -> PathBuf {
        self.path.join(format!("{id}{ENDING}"))
    }

    /// Makes the folder, where it isn't there, and takes hold of it. Gives which copy of the game
    /// this is, from 1.
    pub(super) fn settle(&mut self) -> Result<u32, Failure> {
        if let Some((_, copy)) = self.hold {
            return Ok(copy);
        }
        let failed = |error: &io::Error| Failure::new("keep tellings in", because(error));
        if !self.path.is_dir() {
            fs::create_dir_all(&self.path).map_err(|error| failed(&error).at(&self.path))?;
            // The new folders' own names are to outlive a power cut too. Where that can't be had,
            // what is written in them says so itself.
            for above in self.path.ancestors().skip(1).take(2) {
                let _ = self.calls.sync_folder(above);
            }
        }
        for copy in 1..=MOST_COPIES {
            let name = match copy {
                1 => "lock".to_owned(),
                _ => format!("lock-{copy}"),
            };
            let lock = File::options()
                .create(true)
                .truncate(false)
                .write(true)
                // A pipe in its place is not waited for.
                .custom_flags(OFlags::NONBLOCK.bits() as i32)
                .open(self.path.join(name))
                .map_err(|error| failed(&error).at(&self.path))?;
            // Where a file system has no locks, every copy is the first: files stay whole anyway.
            if !matches!(lock.try_lock(), Err(TryLockError::WouldBlock)) {
                self.hold = Some((lock, copy));
                self.sweep(copy);
                return Ok(copy);
            }
        }
        Err(Failure::new("keep tellings in", "too many copies of the game are open").at(&self.path))
    }

    /// Lets go of a folder that has gone.
    pub(super) fn unsettle(&mut self) {
        self.hold = None;
    }

    /// Removes what a copy that was killed left half written. Ours alone: we hold its lock.
    fn sweep(&mut self, copy: u32) {
        // What can't be looked at can't be swept.
        for name in names_in(&self.path).unwrap_or_default() {
            if name.starts_with(&format!(".{copy}.")) && name.ends_with(".tmp") {
                // What can't be removed does no harm.
                let _ = self.calls.remove(&self.path.join(name));
            }
        }
    }

    /// The names of all saves, versions before included, in order.
    pub(super) fn ids(&self) -> Result<Vec<String>, Failure> {
        ids_in(&self.path)
    }

    /// The record of a save.
    pub(super) fn record(&self, id: &str) -> Result<Record, NoRecord> {
        read::record(&self.file(id), Links::Refuse)
    }

    /// What a save says first.
    pub(super) fn head(&self, id: &str) -> Result<Head, NoRecord> {
        read::head(&self.file(id), Links::Refuse)
    }

    /// The first of `base`, `base-2`, `base-3` … that `is_free` allows.
    pub(super) fn id_like(base: &str, is_free: impl Fn(&str) -> bool) -> String {
        let mut id = base.to_owned();
        let mut n = 2_u64;
        while !is_free(&id) {
            id = format!("{base}-{n}");
            n += 1;
        }
        id
    }

    /// Whether there is nothing by this name, sound or not.
    pub(super) fn is_free(&self, id: &str) -> bool {
        let absent = |id: &str| matches!(fs::symlink_metadata(self.file(id)), Err(error) if error.kind() == ErrorKind::NotFound);
        absent(id) && absent(&format!("{id}{PREVIOUS}"))
    }

    /// Writes a save, whole or not at all. A folder that has gone is made again, once.
    pub(super) fn write(
        &mut self,
        id: &str,
        bytes: &[u8],
        keep_previous: bool,
    ) -> Result<Option<Failure>, Failure> {
        let copy = self.settle()?;
        let written = match self.write_once(id, bytes, keep_previous, copy) {
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                self.unsettle();
                let copy = self.settle()?;
                self.write_once(id, bytes, keep_previous, copy)
            }
            written => written,
        };
        let failure = |error: &io::Error| Failure::new("write", because(error)).at(&self.file(id));
        match written {
            Ok(Written::Synced) => Ok(None),
            Ok(Written::Unsynced(error)) => Ok(Some(failure(&error))),
            Err(error) => Err(failure(&error)),
        }
    }

    fn write_once(
        &mut self,
        id: &str,
        bytes: &[u8],
        keep_previous: bool,
        copy: u32,
    ) -> io::Result<Written> {
        // Never the same twice: after a failed sync nobody knows what the one before holds.
        self.serial += 1;
        let temporary = self.path.join(format!(".{copy}.{}.tmp", self.serial));
        let target = self.file(id);
        let previous = keep_previous.then(|| self.file(&format!("{id}{PREVIOUS}")));
        Write {
            temporary: &temporary,
            target: &target,
            previous: previous.as_deref(),
        }
        .run(&mut *self.calls, bytes)
    }

    /// Keeps a save under a second name, which must be free.
    pub(super) fn also_as(&mut self, id: &str, other: &str) -> Result<(), Failure> {
        let (from, to) = (self.file(id), self.file(other));
        second_name(&mut *self.calls, &from, &to)
            .and_then(|()| self.calls.sync_folder(&self.path))
            .map_err(|error| Failure::new("write", because(&error)).at(&to))
    }

    /// Gives a save another name, which must be free; the version before goes with it.
    pub(super) fn rename(&mut self, id: &str, other: &str) -> Result<(), Failure> {
        for tail in ["", PREVIOUS] {
            let (from, to) = (
                self.file(&format!("{id}{tail}")),
                self.file(&format!("{other}{tail}")),
            );
            self.move_file(&from, &to, tail == PREVIOUS)?;
        }
        Ok(())
    }

    /// Takes away a save that stands under another name by now; the version before goes with it.
    pub(super) fn succeed(&mut self, id: &str, other: &str) -> Result<(), Failure> {
        let previous = |id: &str| self.file(&format!("{id}{PREVIOUS}"));
        let (from, to, file) = (previous(id), previous(other), self.file(id));
        self.move_file(&from, &to, true)?;
        self.calls
            .remove(&file)
            .map_err(|error| Failure::new("remove", because(&error)).at(&file))
    }

    /// Puts a save into the bin; gives where it lies.
    pub(super) fn discard(&mut self, id: &str) -> Result<PathBuf, Failure> {
        let bin = self.path.join(BIN);
        fs::create_dir_all(&bin).map_err(|error| Failure::new("make", because(&error)).at(&bin))?;
        let lies = |id: &str| bin.join(format!("{id}{ENDING}"));
        let to = Folder::id_like(id, |id| fs::symlink_metadata(lies(id)).is_err());
        self.move_file(&self.file(id), &lies(&to), false)?;
        let previous = |id: &str| format!("{id}{PREVIOUS}");
        self.move_file(&self.file(&previous(id)), &lies(&previous(&to)), true)?;
        Ok(lies(&to))
    }

    /// The saves in the bin, in order, versions before left out.
    pub(super) fn binned(&self) -> Result<Vec<String>, Failure> {
        let mut ids = ids_in(&self.path.join(BIN))?;
        ids.retain(|id| !id.ends_with(PREVIOUS));
        Ok(ids)
    }

    /// The file of a save in the bin.
    pub(super) fn binned_file(&self, id: &str) -> PathBuf {
        self.path.join(BIN).join(format!("{id}{ENDING}"))
    }

    /// Takes a save out of the bin, under a name that must be free.
    pub(super) fn put_back(&mut self, id: &str, other: &str) -> Result<(), Failure> {
        for tail in ["", PREVIOUS] {
            let from = self.binned_file(&format!("{id}{tail}"));
            let to = self.file(&format!("{other}{tail}"));
            self.move_file(&from, &to, tail == PREVIOUS)?;
        }
        Ok(())
    }

    fn move_file(&mut self, from: &Path, to: &Path, may_be_absent: bool) -> Result<(), Failure> {
        match self.calls.rename(from, to) {
            Err(error) if may_be_absent && error.kind() == ErrorKind::NotFound => Ok(()),
            moved => moved.map_err(|error| Failure::new("move", because(&error)).at(from)),
        }
    }
}

/// What is in a folder; nothing where there is none.
fn names_in(folder: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut names = Vec::new();
    for entry in entries {
        // A name that isn't text was given by nobody here.
        names.extend(entry?.file_name().into_string().ok());
    }
    Ok(names)
}

fn ids_in(folder: &Path) -> Result<Vec<String>, Failure> {
    let names =
        names_in(folder).map_err(|error| Failure::new("look into", because(&error)).at(folder))?;
    let mut ids: Vec<String> = names
        .into_iter()
        // No save of ours has a name that can't be shown; it could be neither typed nor trusted.
        .filter(|name| !name.starts_with('.') && clean::line(name) == *name)
        .filter_map(|name| name.strip_suffix(ENDING).map(str::to_owned))
        .collect();
    ids.sort_unstable();
    Ok(ids)
}
