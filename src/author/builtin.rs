//! The story inside the program: files put there when it was built.
//! The only place that knows they are there; they are borrowed for good.

use std::borrow::Cow;

use include_dir::{Dir, DirEntry, include_dir};

use crate::story::Source;

static STORY: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/story");
static ASSETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets");

/// The files of the story inside the program, by path.
pub(super) fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    gather(&STORY, ".ron", &mut sources);
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources.extend(pictures());
    sources
}

/// The pictures and maps inside the program, by path.
pub(super) fn pictures() -> Vec<Source> {
    let mut sources = Vec::new();
    for folder in ["art", "maps"] {
        if let Some(folder) = ASSETS.get_dir(folder) {
            gather(folder, ".txt", &mut sources);
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn gather(dir: &'static Dir<'static>, ending: &str, sources: &mut Vec<Source>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(dir) => gather(dir, ending, sources),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                if let (true, Some(text)) = (path.ends_with(ending), file.contents_utf8()) {
                    sources.push(Source {
                        path,
                        text: Cow::Borrowed(text),
                    });
                }
            }
        }
    }
}

/// A picture, map or theme of the program's own, by its path under `assets/`.
#[must_use]
pub fn asset(path: &str) -> Option<&'static str> {
    ASSETS.get_file(path)?.contents_utf8()
}

/// The files of the pack that a new story is begun with, by their paths in it.
#[must_use]
pub fn new_pack() -> Vec<Source> {
    const FOLDER: &str = "new";
    let mut sources = Vec::new();
    if let Some(folder) = ASSETS.get_dir(FOLDER) {
        gather(folder, "", &mut sources);
    }
    for source in &mut sources {
        // Paths inside the program are under `assets/`.
        source.path = source.path.split_off(FOLDER.len() + 1);
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}
