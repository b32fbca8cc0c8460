//! What was seen across tellings: endings, pictures, and which texts.
//! Values only. Losing it loses nothing else: what a save tells can be counted again.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde::Deserialize;

use super::text::MOST_BYTES;
use crate::game::step::{Event, Read, Watch};
use crate::game::{Reading, State, branches};
use crate::session::Session;
use crate::story::{BranchId, ItemId, Part, SceneId, Story, Str, Text};

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

/// Writes down what passes.
#[derive(Default)]
struct Looking {
    seen: Seen,
    /// The choice being taken, for its echo.
    taking: Option<String>,
}

impl Looking {
    fn picture(&mut self, story: &Story, art: Option<Str>) {
        if let Some(art) = art {
            self.seen.pictures.insert(story.str(art).to_owned());
        }
    }
}

impl Watch for Looking {
    fn event(&mut self, story: &Story, _: &State, event: Event) {
        match event {
            Event::Taken(took) => {
                self.taking = match took {
                    crate::game::Took::Choice(id) => {
                        let choice = story.choice(id);
                        Some(echo_name(story, choice.scene, choice.name))
                    }
                    crate::game::Took::Deal(_) | crate::game::Took::Action(_) => None,
                };
            }
            Event::Arrived(scene) => self.picture(story, story.scene(scene).art),
            Event::Took(item) => {
                let item: ItemId = item;
                self.picture(story, story.item(item).art);
            }
            Event::Ended(ending) => {
                let name = story.str(story.ending(ending).name);
                self.seen.endings.insert(name.to_owned());
            }
            Event::Went(_)
            | Event::Home(_)
            | Event::Lost(_)
            | Event::Remembered(_)
            | Event::Retold(..)
            | Event::LetGo(_)
            | Event::Drew(_)
            | Event::Clamped(_)
            | Event::Closed(_)
            | Event::Opened(_)
            | Event::Paused(_)
            | Event::Ran(_) => {}
        }
    }

    fn text(&mut self, story: &Story, state: &State, reading: Reading, text: Read<'_>) {
        let (name, text) = match text {
            Read::Scene(scene, text) => (story.scene_name(scene), text),
            Read::Echo(text) => (self.taking.clone().unwrap_or_default(), text),
        };
        let read = self.seen.texts.entry(name).or_default();
        read.insert(0);
        let first = first_branch(text);
        branches(story, state, reading.first, text, &mut |branch| {
            read.insert(branch.0 - first + 1);
        });
    }
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

fn echo_name(story: &Story, scene: SceneId, choice: Str) -> String {
    format!("{}#{}", story.scene_name(scene), story.str(choice))
}

/// Calls `see` with every text that is read in passing, and its name.
fn each_text(story: &Story, see: &mut impl FnMut(String, &Text)) {
    for (id, scene) in story.scenes() {
        if let Some(text) = &scene.text {
            see(story.scene_name(id), text);
        }
    }
    for (_, choice) in story.choices() {
        if let Some(echo) = &choice.echo {
            see(echo_name(story, choice.scene, choice.name), echo);
        }
    }
}

/// The branches of a text, each with its words.
type Words = BTreeMap<u32, usize>;

fn words_by_branch(story: &Story, text: &Text) -> Words {
    let mut words = Words::new();
    count(story, text, 0, first_branch(text), &mut words);
    words
}

fn count(story: &Story, text: &Text, within: u32, first: u32, words: &mut Words) {
    let branch = |id: BranchId| id.0 - first + 1;
    for part in &text.parts {
        match part {
            Part::Words(at) => {
                *words.entry(within).or_default() += story.str(*at).split_whitespace().count();
            }
            Part::Count(_) => *words.entry(within).or_default() += 1,
            Part::Break | Part::Stress => {}
            Part::When {
                then, branch: id, ..
            }
            | Part::First { then, branch: id }
            | Part::Again { then, branch: id } => count(story, then, branch(*id), first, words),
            Part::Either {
                then,
                otherwise,
                branch: id,
                ..
            } => {
                count(story, then, branch(*id), first, words);
                count(story, otherwise, branch(*id) + 1, first, words);
            }
            // Which of them is read is chance's; the longest stands for all.
            Part::Pick { options, .. } => {
                let longest = options
                    .iter()
                    .map(|option| {
                        let mut inside = Words::new();
                        count(story, option, within, first, &mut inside);
                        inside
                    })
                    .max_by_key(|inside| inside.values().sum::<usize>());
                for (branch, more) in longest.into_iter().flatten() {
                    *words.entry(branch).or_default() += more;
                }
            }
        }
    }
}

/// The smallest number of a text's branches; 0 where it has none.
fn first_branch(text: &Text) -> u32 {
    let mut first = u32::MAX;
    text.each_part(&mut |part| match part {
        Part::When { branch, .. }
        | Part::Either { branch, .. }
        | Part::First { branch, .. }
        | Part::Again { branch, .. } => first = first.min(branch.0),
        Part::Words(_) | Part::Break | Part::Stress | Part::Pick { .. } | Part::Count(_) => {}
    });
    if first == u32::MAX { 0 } else { first }
}
