//! The settings file: read at the start, written whenever something is changed. One that can't be
//! read is set aside, never overwritten.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags};

use crate::error::{Failure, sentence};
use crate::settings::Settings;

/// The largest settings file that is read, in bytes.
const LARGEST: u64 = 64 << 10;

/// Where the settings are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SettingsFile {
    path: PathBuf,
}

impl SettingsFile {
    /// The settings file in this folder.
    #[must_use]
    pub fn in_folder(config: &Path) -> SettingsFile {
        SettingsFile {
            path: config.join("settings.ron"),
        }
    }

    /// The settings, none where none were ever written; and what the reader should know, in a
    /// sentence.
    #[must_use]
    pub fn read(&self) -> (Option<Settings>, Option<String>) {
        let bytes = match self.bytes() {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return (None, None),
            Err(error) => {
                let why = Failure::new("read the settings in", error)
                    .at(&self.path)
                    .help("Play goes on with the usual ones");
                return (Some(Settings::default()), Some(sentence(&why.to_string())));
            }
        };
        let text = std::str::from_utf8(&bytes).map_err(|_| "it isn’t text".to_owned());
        match text.and_then(Settings::parse) {
            Ok(settings) => (Some(settings), None),
            Err(why) => {
                let why = Failure::new("read the settings in", why)
                    .at(&self.path)
                    .help("Play goes on with the usual ones; the file is kept as settings.damaged.ron");
                // Where it can't be set aside it stays, and the first change fails loudly enough.
                let _ = fs::write(self.path.with_file_name("settings.damaged.ron"), &bytes);
                (Some(Settings::default()), Some(sentence(&why.to_string())))
            }
        }
    }

    /// What the file holds. A link is followed, for people who keep their settings elsewhere; a
    /// pipe is not waited for.
    fn bytes(&self) -> std::io::Result<Vec<u8>> {
        let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = fs::File::from(rustix::fs::open(&self.path, flags, Mode::empty())?);
        judge(&file.metadata()?)?;
        let mut bytes = Vec::new();
        file.take(LARGEST).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Writes the settings down: beside the old ones first, then in their place.
    ///
    /// # Errors
    /// A sentence: why it can't.
    pub fn write(&self, settings: &Settings) -> Result<(), String> {
        self.put(settings.written().as_bytes()).map_err(|error| {
            let why = Failure::new("write the settings to", error).at(&self.path);
            sentence(&why.to_string())
        })
    }

    fn put(&self, bytes: &[u8]) -> std::io::Result<()> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        // What was no settings file is somebody's all the same.
        if let Ok(there) = fs::metadata(&self.path) {
            judge(&there)?;
        }
        let beside = self.path.with_extension("ron.new");
        let mut file = fs::File::create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&beside, &self.path)
    }
}

/// Whether this can be a settings file.
fn judge(file: &fs::Metadata) -> std::io::Result<()> {
    let cannot = |why: &str| Err(std::io::Error::other(why));
    match file {
        file if !file.is_file() => cannot("it isn’t a file"),
        file if file.len() > LARGEST => cannot("it is too large for settings"),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::SettingsFile;
    use crate::settings::{Settings, Theme};

    #[test]
    fn settings_are_read_as_they_were_written() {
        let dir = tempfile::tempdir().unwrap();
        let file = SettingsFile::in_folder(&dir.path().join("deep"));
        assert_eq!(file.read(), (None, None));
        let settings = Settings {
            theme: Theme::Tape,
            ..Settings::default()
        };
        assert_eq!(file.write(&settings), Ok(()));
        assert_eq!(file.read(), (Some(settings), None));
    }

    #[test]
    fn a_damaged_file_is_said_and_kept() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("settings.ron");
        std::fs::write(&path, "Settings(theme: green)").unwrap();
        let file = SettingsFile::in_folder(dir.path());
        let (settings, said) = file.read();
        assert_eq!(settings, Some(Settings::default()));
        let said = said.unwrap();
        assert!(said.starts_with("Can’t read the settings in "), "{said}");
        assert!(said.contains("line 1, column "), "{said}");
        assert_eq!(file.write(&Settings::default()), Ok(()));
        let kept = std::fs::read_to_string(dir.path().join("settings.damaged.ron")).unwrap();
        assert_eq!(kept, "Settings(theme: green)");
    }

    #[test]
    fn what_is_no_settings_file_is_neither_read_nor_written_over() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("settings.ron");
        let file = SettingsFile::in_folder(dir.path());
        std::fs::create_dir(&path).unwrap();
        assert!(file.read().1.unwrap().contains("it isn’t a file"));
        assert!(file.write(&Settings::default()).is_err());
        std::fs::remove_dir(&path).unwrap();
        std::fs::write(&path, " ".repeat(70_000)).unwrap();
        assert!(file.read().1.unwrap().contains("it is too large"));
        assert!(file.write(&Settings::default()).is_err());
        assert_eq!(std::fs::metadata(&path).unwrap().len(), 70_000);
        std::fs::write(&path, b"\xff").unwrap();
        assert!(file.read().1.unwrap().contains("it isn’t text"));
        let kept = std::fs::read(dir.path().join("settings.damaged.ron")).unwrap();
        assert_eq!(kept, b"\xff");
    }

    #[test]
    fn settings_that_cannot_be_written_are_said() {
        let dir = tempfile::tempdir().unwrap();
        let in_the_way = dir.path().join("file");
        std::fs::write(&in_the_way, "").unwrap();
        let said = SettingsFile::in_folder(&in_the_way)
            .write(&Settings::default())
            .unwrap_err();
        assert!(said.starts_with("Can’t write the settings to "), "{said}");
    }
}
