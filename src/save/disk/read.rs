//! Getting bytes from the disk without being led astray: no links, no devices, no more than a cap.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use rustix::fs::{Mode, OFlags};

use crate::error::Failure;
use crate::save::Record;
use crate::save::text::{Head, MOST_BYTES, Unreadable, from_bytes, head_of};

/// Whether the last part of a path may be a link.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Links {
    /// The player named the file.
    Follow,
    /// It was found in the folder.
    Refuse,
}

/// Why there is no record.
#[derive(Debug)]
pub(super) enum NoRecord {
    /// There is no file.
    Absent,
    /// The system says no.
    Io(io::Error),
    /// It holds something else.
    Unreadable(Unreadable),
    /// It is a save of the story with this id.
    OtherStory(String),
}

impl NoRecord {
    pub(super) fn failure(&self, path: &Path) -> Failure {
        Failure::new("read", self.cause()).at(path)
    }

    /// What is wrong, a clause.
    pub(super) fn cause(&self) -> String {
        match self {
            NoRecord::Absent => "it isn’t there".to_owned(),
            NoRecord::Io(error) => because(error),
            NoRecord::Unreadable(why) => why.to_string(),
            NoRecord::OtherStory(story) => format!("it is a save of another story, “{story}”"),
        }
    }
}

/// The record in a file.
pub(super) fn record(path: &Path, links: Links) -> Result<Record, NoRecord> {
    from_bytes(&contents(path, links)?).map_err(NoRecord::Unreadable)
}

/// What the record in a file says first; the rest isn't looked at where its sum fits.
pub(super) fn head(path: &Path, links: Links) -> Result<Head, NoRecord> {
    head_of(&contents(path, links)?).map_err(NoRecord::Unreadable)
}

fn contents(path: &Path, links: Links) -> Result<Vec<u8>, NoRecord> {
    bytes(path, links).map_err(|error| match error.kind() {
        ErrorKind::NotFound => NoRecord::Absent,
        _ => NoRecord::Io(error),
    })
}

/// The bytes of a regular file, one more than the cap at most. Never waits for a pipe.
pub(super) fn bytes(path: &Path, links: Links) -> io::Result<Vec<u8>> {
    let mut flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    if links == Links::Refuse {
        flags |= OFlags::NOFOLLOW;
    }
    let file = File::from(rustix::io::retry_on_intr(|| {
        rustix::fs::open(path, flags, Mode::empty())
    })?);
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("it isn’t a file"));
    }
    let mut bytes = Vec::new();
    file.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Why the system says no, in words a player can do something with.
pub(super) fn because(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        ErrorKind::QuotaExceeded => "your share of the disk is used up".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        ErrorKind::PermissionDenied => "it isn’t allowed there".to_owned(),
        ErrorKind::FileTooLarge => "files that large aren’t allowed".to_owned(),
        ErrorKind::NotFound => "the folder is gone".to_owned(),
        _ => {
            // The number in brackets that the system's words end in helps nobody here.
            let words = error.to_string();
            let words = words.split(" (os error").next();
            let mut words = words.unwrap_or_default().to_owned();
            if let Some(first) = words.get_mut(0..1) {
                first.make_ascii_lowercase();
            }
            words
        }
    }
}
