//! What was seen across tellings: endings, pictures, and which texts.
//! Values only. Losing it loses nothing else: what a save tells can be counted again.

mod looking;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde::Deserialize;

use super::text::MOST_BYTES;
use crate::session::Session;
use crate::story::{SceneId, Story};
use looking::Looking;
use words::{each_text, words_by_branch};

/// The format written here, and the newest that is read.
const FORMAT: u32 = 1;

/// What was seen, by names.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Seen {
    /// Endings reached.
    pub endings: BTreeSet<String>,
    /// Pictures seen.
    pub pictures: BTreeSet<String>,
    /// Texts read: a scene's by its name, an echo by its scene's name, `#` and the choice's. Of
    /// each, which branches: 0 for what stands in none, then in the order of the source.
    pub texts: BTreeMap<String, BTreeSet<u32>>,
}

/// How much of a story's text was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Share {
    /// Words read, each once.
    pub read: usize,
    /// Words there are.
    pub of: usize,
}

impl Share {
    /// In how many of a hundred words, rounded down; 100 only for all of them.
    #[must_use]
    pub fn percent(self) -> usize {
        (self.read * 100).checked_div(self.of).unwrap_or(0)
    }
}

impl Seen {
    /// What a telling has seen, what was taken back included.
    #[must_use]
    pub fn of(session: &Session) -> Seen {
        let mut looking = Looking::default();
        session.retrace(&mut looking);
        looking.seen
    }

    /// Adds what another has seen; whether that was anything new.
    pub fn add(&mut self, other: &Seen) -> bool {
        let before = self.count();
        self.endings.extend(other.endings.iter().cloned());
        self.pictures.extend(other.pictures.iter().cloned());
        for (name, branches) in &other.texts {
            self.texts.entry(name.clone()).or_default().extend(branches);
        }
        self.count() > before
    }

    fn count(&self) -> usize {
        let branches: usize = self.texts.values().map(BTreeSet::len).sum();
        self.endings.len() + self.pictures.len() + branches
    }

    /// How much of a story this is. What the story no longer has doesn't count.
    #[must_use]
    pub fn share(&self, story: &Story) -> Share {
        let mut share = Share { read: 0, of: 0 };
        each_text(story, &mut |name, text| {
            let seen = self.texts.get(&name);
            for (branch, words) in words_by_branch(story, text) {
                share.of += words;
                if seen.is_some_and(|seen| seen.contains(&branch)) {
                    share.read += words;
                }
            }
        });
        share
    }

    /// How many of a story's endings were reached.
    #[must_use]
    pub fn endings_of(&self, story: &Story) -> usize {
        let known = |name: &&String| story.find_ending(name).is_some();
        self.endings.iter().filter(known).count()
    }

    /// Its text.
    #[must_use]
    pub fn to_text(&self, story: &str) -> String {
        let mut text = format!("Seen(\n    format: {FORMAT},\n    story: {story:?},\n");
        // Writing into a string can't fail.
        let _ = writeln!(
            text,
            "    endings: {:?},",
            self.endings.iter().collect::<Vec<_>>()
        );
        let _ = writeln!(
            text,
            "    pictures: {:?},",
            self.pictures.iter().collect::<Vec<_>>()
        );
        text.push_str("    texts: [\n");
        for (name, branches) in &self.texts {
            let _ = writeln!(
                text,
                "        ({name:?}, {:?}),",
                branches.iter().collect::<Vec<_>>()
            );
        }
        text.push_str("    ],\n)\n");
        text
    }

    /// What a text says was seen of this story. `None` where it isn't such a text.
    #[must_use]
    pub fn from_text(text: &str, story: &str) -> Option<Seen> {
        if text.len() > MOST_BYTES {
            return None;
        }
        let shape: Shape = ron::from_str(text).ok()?;
        (shape.format <= FORMAT && shape.story == story).then(|| Seen {
            endings: shape.endings.into_iter().collect(),
            pictures: shape.pictures.into_iter().collect(),
            texts: shape
                .texts
                .into_iter()
                .map(|(name, branches)| (name, branches.into_iter().collect()))
                .collect(),
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Seen")]
struct Shape {
    format: u32,
    story: String,
    endings: Vec<String>,
    pictures: Vec<String>,
    texts: Vec<(String, Vec<u32>)>,
}

/// The names of a story's pictures, each once, the nearest to its beginning first.
#[must_use]
pub fn pictures(story: &Story) -> Vec<&str> {
    let mut met: Vec<SceneId> = vec![story.start()];
    let mut known: BTreeSet<SceneId> = met.iter().copied().collect();
    let mut at = 0;
    while let Some(from) = met.get(at) {
        at += 1;
        for link in story.links(*from) {
            if known.insert(link.to) {
                met.push(link.to);
            }
        }
    }
    let far = story.scenes().map(|(id, _)| id);
    met.extend(far.filter(|id| !known.contains(id)));
    let scenes = met.into_iter().filter_map(|id| story.scene(id).art);
    let items = story.items().filter_map(|(_, item)| item.art);
    let mut names: Vec<&str> = Vec::new();
    for art in scenes.chain(items) {
        let name = story.str(art);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
