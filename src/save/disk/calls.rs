//! What a save asks of the file system, one method a system call, so that tests can fail each.
//! The real thing is std; what is asked in which order is `write`'s affair.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// The file system, as far as writing goes.
pub trait Calls {
    /// Makes a file that wasn't there.
    ///
    /// # Errors
    /// What the system says; so for all of these.
    fn create(&mut self, path: &Path) -> io::Result<File>;
    /// Writes everything.
    ///
    /// # Errors
    /// See [`Calls::create`].
    fn write(&mut self, file: &mut File, bytes: &[u8]) -> io::Result<()>;
    /// Has a file's contents on the disk.
    ///
    /// # Errors
    /// See [`Calls::create`].
    fn sync(&mut self, file: &File) -> io::Result<()>;
    /// Gives a file a second name.
    ///
    /// # Errors
    /// See [`Calls::create`].
    fn link(&mut self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives a file another name, in place of whatever had it.
    ///
    /// # Errors
    /// See [`Calls::create`].
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;
    /// Takes a name away.
    ///
    /// # Errors
    /// See [`Calls::create`].
    fn remove(&mut self, path: &Path) -> io::Result<()>;
    /// Has a folder's names on the disk.
    ///
    /// # Errors
    /// See [`Calls::create`].
    fn sync_folder(&mut self, path: &Path) -> io::Result<()>;
}

/// The file system itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Real;

impl Calls for Real {
    fn create(&mut self, path: &Path) -> io::Result<File> {
        File::options().write(true).create_new(true).open(path)
    }

    fn write(&mut self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    fn sync(&mut self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    fn link(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn sync_folder(&mut self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }
}
