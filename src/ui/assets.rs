//! What a face shows beside the story's words: pictures, maps, notes, by name.
//! Texts that were read already: this opens no file. The shipped ones are inside the binary.

use std::borrow::Cow;

use super::art::Picture;
use crate::author;

/// The pictures, maps and notes that belong to a story.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// `art/NAME.txt`, `maps/NAME.txt`, `note.txt`, `credits.txt`, with what they hold.
    files: Vec<(String, Cow<'static, str>)>,
    shipped: bool,
}

/// A drawn map, cleaned, at most 60 by 18.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Drawing {
    /// What is seen on it, in a sentence.
    pub says: String,
    /// Its lines, without trailing spaces.
    pub lines: Vec<String>,
}

impl Assets {
    /// Those of the shipped story.
    #[must_use]
    pub fn shipped() -> Assets {
        Assets {
            files: Vec::new(),
            shipped: true,
        }
    }

    /// Those of another pack: each file's path inside the pack, with forward slashes, and its text.
    #[must_use]
    pub fn of(files: Vec<(String, String)>) -> Assets {
        let files = files
            .into_iter()
            .map(|(path, text)| (path, Cow::Owned(text)))
            .collect();
        Assets {
            files,
            shipped: false,
        }
    }

    fn read(&self, path: &str) -> Option<&str> {
        match self.files.iter().find(|(known, _)| known == path) {
            Some((_, text)) => Some(text),
            None if self.shipped => author::asset(path),
            None => None,
        }
    }

    /// The picture of this name; none where there is none, or it can't be read.
    #[must_use]
    pub fn picture(&self, name: &str) -> Option<Picture> {
        Picture::parse(self.read(&format!("art/{name}.txt"))?).ok()
    }

    /// The map of this name.
    #[must_use]
    pub fn map(&self, name: &str) -> Option<Drawing> {
        let text = crate::clean::shown(self.read(&format!("maps/{name}.txt"))?);
        let mut lines = text.lines();
        let says = lines.next()?.trim().to_owned();
        let lines: Vec<String> = lines
            .skip_while(|line| line.trim().is_empty())
            .take(18)
            .map(|line| {
                line.chars()
                    .take(60)
                    .collect::<String>()
                    .trim_end()
                    .to_owned()
            })
            .collect();
        Some(Drawing { says, lines })
    }

    /// A note of this name (`note`, `credits`), paragraphs parted by blank lines.
    #[must_use]
    pub fn note(&self, name: &str) -> Option<Cow<'_, str>> {
        self.read(&format!("{name}.txt")).map(crate::clean::shown)
    }
}

#[cfg(test)]
mod tests {
    use super::Assets;

    #[test]
    fn a_pack_brings_its_own_and_sees_no_other() {
        let pack = Assets::of(vec![
            ("art/dot.txt".into(), "A dot.\n\n# = shade 0\n\n#\n".into()),
            (
                "maps/lane.txt".into(),
                "A lane.\n\n  ||  \n\u{1b}[2J\n".into(),
            ),
            ("note.txt".into(), "Rain.".into()),
        ]);
        assert_eq!(pack.picture("dot").unwrap().says, "A dot.");
        assert_eq!(pack.picture("fence"), None);
        let map = pack.map("lane").unwrap();
        assert_eq!(
            (map.says.as_str(), map.lines),
            ("A lane.", vec!["  ||".to_owned(), "\u{fffd}[2J".to_owned()])
        );
        assert_eq!(pack.note("note").as_deref(), Some("Rain."));
        assert_eq!(pack.note("credits"), None);
        assert!(Assets::shipped().picture("fence").is_some());
    }
}
