//! The pictures, maps and notes of a pack in a folder: read once, at the start, with the care that
//! files of strangers ask for. What they say is judged where they are used.

use std::fs;
use std::io::Read;
use std::path::Path;

use rustix::fs::{Mode, OFlags};

use crate::ui::assets::Assets;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 64 << 10;
/// The most files that are read from a folder.
const MOST: usize = 500;

/// What the pack in a folder brings, or the shipped story where none is named.
#[must_use]
pub fn assets_of(dir: Option<&Path>) -> Assets {
    dir.map_or_else(Assets::shipped, assets)
}

/// What a pack brings beside its words. What can't be read is left out: a picture's sentence is
/// then missing too, and the story is as it was.
#[must_use]
pub fn assets(dir: &Path) -> Assets {
    let mut files = Vec::new();
    for folder in ["art", "maps"] {
        // A link would lead out of the pack.
        let inside = dir.join(folder);
        if !fs::symlink_metadata(&inside).is_ok_and(|there| there.is_dir()) {
            continue;
        }
        let Ok(entries) = fs::read_dir(inside) else {
            continue;
        };
        for entry in entries.flatten().take(MOST) {
            let name = entry.file_name();
            let Some(name) = name.to_str().filter(|name| name.ends_with(".txt")) else {
                continue;
            };
            if let Some(text) = read(&entry.path()) {
                files.push((format!("{folder}/{name}"), text));
            }
        }
    }
    for name in ["note.txt", "credits.txt"] {
        files.extend(read(&dir.join(name)).map(|text| (name.to_owned(), text)));
    }
    Assets::of(files)
}

/// A regular file of a modest size, no link followed and no pipe waited for.
fn read(path: &Path) -> Option<String> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = fs::File::from(rustix::fs::open(path, flags, Mode::empty()).ok()?);
    if !file.metadata().ok()?.is_file() {
        return None;
    }
    let mut text = String::new();
    file.take(LARGEST).read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::assets;

    #[test]
    fn a_pack_brings_its_own_pictures_and_nothing_from_outside() {
        let dir = tempfile::tempdir().unwrap();
        let art = dir.path().join("art");
        std::fs::create_dir(&art).unwrap();
        std::fs::write(art.join("dot.txt"), "A dot.\n\n# = shade 0\n\n#\n").unwrap();
        std::fs::write(
            dir.path().join("secret.txt"),
            "A secret.\n\n# = shade 0\n\n#\n",
        )
        .unwrap();
        std::os::unix::fs::symlink(dir.path().join("secret.txt"), art.join("link.txt")).unwrap();
        let assets = assets(dir.path());
        assert_eq!(
            assets.picture("dot").map(|picture| picture.says),
            Some("A dot.".to_owned())
        );
        assert_eq!(assets.picture("link"), None);
        assert_eq!(assets.picture("fence"), None);
    }

    #[test]
    fn a_folder_of_pictures_that_is_a_link_is_not_looked_into() {
        let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let text = "A secret.\n\n# = shade 0\n\n#\n";
        std::fs::write(other.path().join("secret.txt"), text).unwrap();
        std::os::unix::fs::symlink(other.path(), dir.path().join("art")).unwrap();
        assert_eq!(assets(dir.path()).picture("secret"), None);
    }
}
