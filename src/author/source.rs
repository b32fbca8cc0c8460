//! Where the files of a story come from: the only input of `author`.
//! A pack may be a stranger's, so no link is followed, nothing but a plain file is read, and no
//! file beyond its cap. What the files say is not known here.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;

use rustix::fs::{CWD, Dir, FileType, Mode, OFlags, fstat, openat};
use rustix::io::Errno;

use crate::author::codes;
use crate::clean;
use crate::diagnostic::{Finding, Place};
use crate::error::Failure;
use crate::story::Source;

/// The most bytes a file may have.
const FILE_CAP: u64 = 4 << 20;
/// The most bytes all files may have together.
const PACK_CAP: usize = 256 << 20;

/// What was read, and what couldn't be.
#[derive(Default)]
pub(super) struct Gathered {
    /// Every file, by its path; an unread one is empty.
    pub sources: Vec<Source>,
    /// What was found while reading.
    pub findings: Vec<Finding>,
    /// The numbers of the sources that couldn't be read.
    pub unread: Vec<usize>,
    /// The bytes of all files read so far.
    pub total: usize,
}

/// Reads the pack in a folder.
///
/// # Errors
/// Where the folder can't be opened, or holds no `story.ron`.
pub(super) fn folder(dir: &Path) -> Result<Gathered, Failure> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let root = openat(CWD, dir, flags, Mode::empty())
        .map_err(|cause| Failure::new("open the story’s folder", cause).at(dir))?;
    let mut gathered = Gathered::default();
    let mut names =
        listed(&root).map_err(|cause| Failure::new("list the story’s folder", cause).at(dir))?;
    if !names.iter().any(|name| name == "story.ron") {
        return Err(
            Failure::new("read a story from", "there is no story.ron in it")
                .at(dir)
                .help("A story is a folder with a story.ron and folders of scenes"),
        );
    }
    names.sort();
    for name in names {
        if name.ends_with(".ron") {
            gathered.read(&root, &name, &name);
            continue;
        }
        let flags = flags | OFlags::NOFOLLOW;
        match openat(&root, name.as_str(), flags, Mode::empty()) {
            Ok(folder) => gathered.scenes(&folder, &name),
            // A plain file of another kind is nobody's business.
            Err(Errno::NOTDIR) => {}
            Err(Errno::LOOP) => {
                gathered.unreadable(name, "it is a link, and links are not followed")
            }
            Err(cause) => gathered.unreadable(name, &cause.to_string()),
        }
    }
    Ok(gathered)
}

impl Gathered {
    /// Reads the scene lists of one folder.
    fn scenes(&mut self, folder: &OwnedFd, name: &str) {
        match listed(folder) {
            Ok(mut files) => {
                files.sort();
                for file in files.iter().filter(|file| file.ends_with(".ron")) {
                    self.read(folder, file, &format!("{name}/{file}"));
                }
            }
            Err(cause) => self.unreadable(name.to_owned(), &cause.to_string()),
        }
    }

    /// Reads one file of a folder, to be known as `path`.
    fn read(&mut self, folder: &OwnedFd, name: &str, path: &str) {
        let read = plain_file(folder, name).and_then(|bytes| {
            self.total += bytes.len();
            if self.total > PACK_CAP {
                return Err(format!("the pack has more than {} MB", PACK_CAP >> 20));
            }
            String::from_utf8(bytes)
                .map_err(|error| format!("byte {} is no UTF-8", error.utf8_error().valid_up_to()))
        });
        match read {
            Ok(text) => self.sources.push(source(path, Cow::Owned(text))),
            Err(cause) => self.unreadable(path.to_owned(), &cause),
        }
    }

    fn unreadable(&mut self, path: String, cause: &str) {
        let file = self.sources.len();
        self.unread.push(file);
        let place = Place {
            file: file as u32,
            at: 0,
            len: 0,
        };
        let message = format!("can’t read {}: {cause}", clean::shown(&path));
        self.findings
            .push(Finding::new(codes::UNREADABLE, Some(place), message));
        self.sources.push(source(&path, Cow::Borrowed("")));
    }
}

/// A source with neither a byte-order mark nor carriage returns before line breaks.
pub(super) fn source(path: &str, text: Cow<'static, str>) -> Source {
    let text = match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Cow::Owned(text) if text.starts_with('\u{feff}') => {
            Cow::Owned(text['\u{feff}'.len_utf8()..].to_owned())
        }
        text => text,
    };
    let text = if text.contains("\r\n") {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        text
    };
    Source {
        path: clean::shown(path).into_owned(),
        text,
    }
}

/// The names in a folder that are text and not hidden.
fn listed(folder: impl AsFd) -> Result<Vec<String>, Errno> {
    let mut names = Vec::new();
    for entry in Dir::read_from(folder)? {
        if let Ok(name) = entry?.file_name().to_str()
            && !name.starts_with('.')
        {
            names.push(name.to_owned());
        }
    }
    Ok(names)
}

/// The bytes of a plain file, without following a link or waiting for a pipe.
fn plain_file(folder: &OwnedFd, name: &str) -> Result<Vec<u8>, String> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = openat(folder, name, flags, Mode::empty()).map_err(|cause| match cause {
        Errno::LOOP => "it is a link, and links are not followed".to_owned(),
        cause => cause.to_string(),
    })?;
    let stat = fstat(&file).map_err(|cause| cause.to_string())?;
    if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
        return Err("it is no plain file".to_owned());
    }
    let mut bytes = Vec::with_capacity(
        usize::try_from(stat.st_size)
            .unwrap_or(0)
            .min(FILE_CAP as usize)
            + 1,
    );
    File::from(file)
        .take(FILE_CAP + 1)
        .read_to_end(&mut bytes)
        .map_err(|cause| cause.to_string())?;
    if bytes.len() as u64 > FILE_CAP {
        return Err(format!("it has more than {} MB", FILE_CAP >> 20));
    }
    Ok(bytes)
}
