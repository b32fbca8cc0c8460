//! Where the files of a story come from: the only input of `author`.
//! A pack may be a stranger's, so no link is followed, nothing but a plain file is read, and no
//! file beyond its cap. What the files say is not known here.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fs::File;
use std::io::Read;
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;

use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags, fstat, openat, statat};
use rustix::io::Errno;

use crate::author::codes;
use crate::clean;
use crate::diagnostic::{Code, Finding, Place};
use crate::error::Failure;
use crate::story::Source;

/// The most bytes a file may have.
const FILE_CAP: u64 = 4 << 20;
/// The most bytes all files may have together.
const PACK_CAP: usize = 64 << 20;
/// The most files a pack may have.
const MOST_FILES: usize = 4096;
/// The folders of pictures, which are no folders of scenes.
const PICTURES: [&str; 2] = ["art", "maps"];

/// The files beside the folders of scenes, without their ending.
const ROOT: [&str; 4] = ["story", "items", "journal", "places"];

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
    let entries =
        listed(&root).map_err(|cause| Failure::new("list the story’s folder", cause).at(dir))?;
    if !entries.iter().any(|entry| entry.name == "story.ron") {
        let failure = Failure::new("read a story from", "there is no story.ron in it").at(dir);
        return Err(failure.help("A story is a folder with a story.ron and folders of scenes"));
    }
    let mut gathered = Gathered::default();
    for entry in entries {
        let name = entry.name.as_str();
        if name.ends_with(".ron") {
            gathered.read(&root, name, name);
        } else if let Some(meant) = meant(name, &ROOT, ".ron") {
            gathered.misnamed(name, &meant);
        } else if entry.kind == FileType::Symlink {
            gathered.unread(
                codes::NOT_READ,
                name,
                "it is a link, and links are not followed",
            );
        } else if entry.kind == FileType::Directory {
            match openat(&root, name, flags | OFlags::NOFOLLOW, Mode::empty()) {
                Ok(folder) => gathered.folder(&folder, name),
                Err(cause) => gathered.unread(codes::UNREADABLE, name, &cause.to_string()),
            }
        }
    }
    Ok(gathered)
}

impl Gathered {
    /// Reads the scene lists, or the pictures, of one folder.
    fn folder(&mut self, folder: &OwnedFd, name: &str) {
        let entries = match listed(folder) {
            Ok(entries) => entries,
            Err(cause) => return self.unread(codes::UNREADABLE, name, &cause.to_string()),
        };
        let extension = if PICTURES.contains(&name) {
            ".txt"
        } else {
            ".ron"
        };
        for entry in entries {
            let path = format!("{name}/{}", entry.name);
            if entry.name.ends_with(extension) {
                self.read(folder, &entry.name, &path);
            } else if entry.kind == FileType::Directory {
                self.unread(
                    codes::NOT_READ,
                    &path,
                    "folders inside folders are not read",
                );
            } else if let Some(meant) = meant(&entry.name, &[], extension) {
                self.misnamed(&path, &format!("{name}/{meant}"));
            }
        }
    }

    /// Says of a file that isn't read how it would have to be called.
    fn misnamed(&mut self, path: &str, meant: &str) {
        let message = format!("{} isn’t read, for its name", clean::line(path));
        let help = format!("call it {}, or take it away", clean::line(meant));
        self.passed_over(codes::NOT_READ, path, message, help);
    }

    /// Reads one file of a folder, to be known as `path`.
    fn read(&mut self, folder: &OwnedFd, name: &str, path: &str) {
        match self.sources.len().cmp(&MOST_FILES) {
            Ordering::Less => {}
            Ordering::Equal => {
                let why = format!("the pack has more than {MOST_FILES} files");
                return self.unread(codes::UNREADABLE, path, &why);
            }
            // It was said once.
            Ordering::Greater => return,
        }
        let read = plain_file(folder, name).and_then(|bytes| {
            self.total += bytes.len();
            if self.total > PACK_CAP {
                return Err(format!("the pack has more than {} MB", PACK_CAP >> 20));
            }
            String::from_utf8(bytes).map_err(|error| {
                let at = error.utf8_error().valid_up_to();
                format!("byte {at} is not UTF-8")
            })
        });
        match read {
            Ok(text) => self.sources.push(source(path, Cow::Owned(text))),
            Err(cause) => self.unread(codes::UNREADABLE, path, &cause),
        }
    }

    fn unread(&mut self, code: Code, path: &str, cause: &str) {
        let message = format!("can’t read {}: {cause}", clean::line(path));
        let help = "a story’s files are plain files, in its folder and in the folders of scenes";
        self.passed_over(code, path, message, help.to_owned());
    }

    fn passed_over(&mut self, code: Code, path: &str, message: String, help: String) {
        let file = self.sources.len();
        self.unread.push(file);
        let place = Place {
            file: file as u32,
            at: 0,
            len: 0,
        };
        self.findings
            .push(Finding::new(code, Some(place), message).help(help));
        self.sources.push(source(path, Cow::Borrowed("")));
    }
}

/// How a file should be called that an editor hung a `.txt` on to, or that is written in capitals;
/// `known` are names that only lack the ending.
fn meant(name: &str, known: &[&str], ending: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let stem = lower.strip_suffix(".txt").unwrap_or(&lower);
    if stem.ends_with(ending) && stem.len() > ending.len() {
        return Some(stem.to_owned());
    }
    let named = known.contains(&stem) && stem != lower;
    named.then(|| format!("{stem}{ending}"))
}

/// A source with neither a byte-order mark nor carriage returns before line breaks.
pub(super) fn source(path: &str, text: Cow<'static, str>) -> Source {
    const MARK: char = '\u{feff}';
    let text = match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.strip_prefix(MARK).unwrap_or(text)),
        Cow::Owned(text) => Cow::Owned(match text.strip_prefix(MARK) {
            Some(rest) => rest.to_owned(),
            None => text,
        }),
    };
    let text = if memchr::memchr(b'\r', text.as_bytes()).is_some() {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        text
    };
    Source {
        path: clean::line(path).into_owned(),
        text,
    }
}

/// A name in a folder.
struct Entry {
    name: String,
    kind: FileType,
}

/// What a folder holds, by name, without what is hidden. A name that is no text is shown as text
/// and so can't be opened, which is then said.
fn listed(folder: impl AsFd) -> Result<Vec<Entry>, Errno> {
    let mut entries = Vec::new();
    for entry in Dir::read_from(&folder)? {
        let entry = entry?;
        let mut kind = entry.file_type();
        if kind == FileType::Unknown {
            let stat = statat(&folder, entry.file_name(), AtFlags::SYMLINK_NOFOLLOW)?;
            kind = FileType::from_raw_mode(stat.st_mode);
        }
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            entries.push(Entry { name, kind });
        }
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(entries)
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
        return Err("it is not a plain file".to_owned());
    }
    let size = usize::try_from(stat.st_size).unwrap_or(0);
    let mut bytes = Vec::with_capacity(size.min(FILE_CAP as usize) + 1);
    let read = File::from(file).take(FILE_CAP + 1).read_to_end(&mut bytes);
    read.map_err(|cause| cause.to_string())?;
    if bytes.len() as u64 > FILE_CAP {
        return Err(format!("it has more than {} MB", FILE_CAP >> 20));
    }
    Ok(bytes)
}
