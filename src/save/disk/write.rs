//! Putting bytes on the disk so that at every moment, whatever happens, the old or the new is there.
//! Knows nothing of what the bytes are.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::calls::Calls;

/// How a file is written: beside its place, then renamed into it.
pub(super) struct Write<'a> {
    /// Where it is written first: a name that isn't there, in the same folder.
    pub temporary: &'a Path,
    /// Where it goes.
    pub target: &'a Path,
    /// Where what is there goes; none to let it go.
    pub previous: Option<&'a Path>,
}

/// What can be said of a file that was written.
#[derive(Debug)]
pub(super) enum Written {
    /// It is on the disk.
    Synced,
    /// It is whole, but whether it outlives a power cut isn't known.
    Unsynced(io::Error),
}

impl Write<'_> {
    /// Writes. On an error the target is what it was, and the temporary file is gone where it
    /// can be removed.
    pub(super) fn run(&self, calls: &mut dyn Calls, bytes: &[u8]) -> io::Result<Written> {
        let renamed = self.beside(calls, bytes).and_then(|()| {
            if let Some(previous) = self.previous {
                keep_previous(calls, self.target, previous)?;
            }
            patiently(|| calls.rename(self.temporary, self.target))
        });
        if let Err(error) = renamed {
            // What can't be removed now is swept up at the next start.
            let _ = calls.remove(self.temporary);
            return Err(error);
        }
        let folder = self.target.parent().unwrap_or(Path::new("."));
        match patiently(|| calls.sync_folder(folder)) {
            Ok(()) => Ok(Written::Synced),
            // Some file systems have no such thing; they keep names safe in their own way or not.
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::Unsupported | ErrorKind::InvalidInput
                ) =>
            {
                Ok(Written::Synced)
            }
            Err(error) => Ok(Written::Unsynced(error)),
        }
    }

    fn beside(&self, calls: &mut dyn Calls, bytes: &[u8]) -> io::Result<()> {
        let mut file = patiently(|| calls.create(self.temporary))?;
        calls.write(&mut file, bytes)?;
        patiently(|| calls.sync(&file))
        // Closed here, before the rename: some systems don't rename open files.
    }
}

/// Keeps what stands at `target` as `previous` too. Where links are missing, as a copy.
fn keep_previous(calls: &mut dyn Calls, target: &Path, previous: &Path) -> io::Result<()> {
    match patiently(|| calls.remove(previous)) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    second_name(calls, target, previous)
}

/// Gives a file a second name, as a copy where links are missing. Nothing where there is no file.
pub(super) fn second_name(calls: &mut dyn Calls, from: &Path, to: &Path) -> io::Result<()> {
    match patiently(|| calls.link(from, to)) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
        Err(_) => {
            let bytes = std::fs::read(from)?;
            let mut copy = patiently(|| calls.create(to))?;
            calls.write(&mut copy, &bytes)?;
            patiently(|| calls.sync(&copy))
        }
    }
}

/// Asks again while a signal comes in between.
fn patiently<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    for _ in 0..100 {
        match call() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            done => return done,
        }
    }
    call()
}
