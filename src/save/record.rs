//! A telling by names: what stands in a save, and how a session becomes it.
//! Every name is the story's own, so a record outlives the order and the wording of a story.
//! How it is spelt is `text`'s affair; playing it again is `replay`'s.

use serde::Deserialize;

use super::snapshot::Snapshot;
use crate::game::Took as Taken;
use crate::session::{self, Session};
use crate::story::{FlagId, Source, Story};

/// The format written here, and the newest that is read.
pub const FORMAT: u32 = 1;

/// What wrote a record.
pub const MADE_BY: &str = concat!("hailsham ", env!("CARGO_PKG_VERSION"));

/// What a record says that the session doesn't know.
#[derive(Clone, Copy, Debug, Default)]
pub struct Meta<'a> {
    /// When it is made, in seconds since 1970.
    pub when: u64,
    /// What the player calls it.
    pub name: Option<&'a str>,
    /// Which in the row of autosaves it is; 0 for others.
    pub count: u64,
    /// [`fingerprint`] of the story.
    pub fingerprint: &'a str,
}

/// A save.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Save")]
pub struct Record {
    /// The format it is in.
    pub format: u32,
    /// The story's id.
    pub story: String,
    /// The program that wrote it.
    #[serde(default)]
    pub made_by: String,
    /// What the player calls it.
    #[serde(default)]
    pub name: Option<String>,
    /// When it was made, in seconds since 1970.
    #[serde(default)]
    pub when: u64,
    /// Which in the row of autosaves it is; 0 for others.
    #[serde(default)]
    pub count: u64,
    /// How many words had been read.
    #[serde(default)]
    pub words: u64,
    /// The seed of everything chance does.
    pub seed: u64,
    /// Where it begins.
    #[serde(default)]
    pub base: Base,
    /// How many of the steps count; those after it had been taken back.
    pub cursor: usize,
    /// The steps.
    pub steps: Vec<Step>,
    /// Where it stands after `cursor` steps, in case the story has changed.
    #[serde(default)]
    pub at: Option<Snapshot>,
    /// Which wording of the story it was made over.
    #[serde(default)]
    pub fingerprint: String,
    /// Hash of everything before it.
    #[serde(default)]
    pub(super) sum: Option<String>,
}

/// Where a record begins.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Base {
    /// At the story's start.
    Start {
        /// How each `Draw` on the way to the first page fell.
        #[serde(default)]
        drew: Vec<String>,
    },
    /// In the middle.
    Middle(Box<Snapshot>),
}

impl Default for Base {
    fn default() -> Base {
        Base::Start { drew: Vec::new() }
    }
}

/// One step.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The page it was taken on.
    pub at: String,
    /// What was taken.
    pub took: Took,
    /// How each `Draw` fell.
    #[serde(default)]
    pub drew: Vec<String>,
}

/// What a step took.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub enum Took {
    /// A choice of the page.
    Choice(String),
    /// A scene dealt there.
    Deal(String),
    /// An action of a thing: the thing, the action.
    Action(String, String),
}

impl Record {
    /// The record of a session.
    #[must_use]
    pub fn of(session: &Session, meta: &Meta<'_>) -> Record {
        let story = session.story();
        let base = match session.base() {
            session::Base::Start { drew, .. } => Base::Start {
                drew: flags(story, drew),
            },
            session::Base::Middle(state) => Base::Middle(Box::new(Snapshot::of(story, state))),
        };
        Record {
            format: FORMAT,
            story: story.name().to_owned(),
            made_by: MADE_BY.to_owned(),
            name: meta.name.map(str::to_owned),
            when: meta.when,
            count: meta.count,
            words: session.words_read() as u64,
            seed: session.state().seed(),
            base,
            cursor: session.cursor(),
            steps: session
                .steps()
                .iter()
                .map(|step| Step::of(story, step))
                .collect(),
            at: Some(Snapshot::of(story, session.state())),
            fingerprint: meta.fingerprint.to_owned(),
            sum: None,
        }
    }

    /// Whether everything this record tells is told by `other` too.
    #[must_use]
    pub fn is_part_of(&self, other: &Record) -> bool {
        self.story == other.story
            && self.seed == other.seed
            && self.base == other.base
            && other.steps.starts_with(&self.steps)
    }
}

impl Step {
    fn of(story: &Story, step: &session::Step) -> Step {
        let took = match step.took {
            Taken::Choice(id) => Took::Choice(story.str(story.choice(id).name).to_owned()),
            Taken::Deal(scene) => Took::Deal(story.scene_name(scene)),
            Taken::Action(id) => {
                let action = story.action(id);
                let item = story.item(action.item);
                Took::Action(
                    story.str(item.name_id).to_owned(),
                    story.str(action.name).to_owned(),
                )
            }
        };
        Step {
            at: story.scene_name(step.at),
            took,
            drew: flags(story, &step.drew),
        }
    }
}

fn flags(story: &Story, flags: &[FlagId]) -> Vec<String> {
    flags
        .iter()
        .map(|flag| story.str(story.flag(*flag).name).to_owned())
        .collect()
}

/// The text of a session's save.
#[must_use]
pub fn to_text(session: &Session, meta: &Meta<'_>) -> String {
    Record::of(session, meta).to_text()
}

/// Which wording of a story this is: a hash of everything it is told from. Pictures and maps are
/// none of that: over a redrawn one every telling is as it was.
#[must_use]
pub fn fingerprint(story: &Story) -> String {
    let mut hasher = blake3::Hasher::new();
    let told = |source: &&Source| source.path.ends_with(".ron");
    for source in story.sources().iter().filter(told) {
        for part in [&source.path, source.text.as_ref()] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
    }
    short(&hasher.finalize())
}

/// The first half of a hash in figures: 128 bits are plenty to tell saves and stories apart.
pub(super) fn short(hash: &blake3::Hash) -> String {
    let mut hex = hash.to_hex().to_string();
    hex.truncate(32);
    hex
}
