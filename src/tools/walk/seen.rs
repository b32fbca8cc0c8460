//! What the tellings of a walk saw: a `Watch` that counts.
//! Prints nothing; what is made of the counts is the report's affair.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashSet};

use crate::game::step::{Event, Read, Watch};
use crate::game::{self, Prose, Reading, State, Took};
use crate::story::{ChapterId, Story};

/// Counts over all tellings, by the ids of the story.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// In how many tellings each scene was arrived at.
    pub scenes: Vec<u32>,
    /// How often each choice was taken.
    pub choices: Vec<u32>,
    /// How often each branch of a text was read.
    pub branches: Vec<u32>,
    /// How often each action was taken.
    pub actions: Vec<u32>,
    /// How many tellings came to each ending.
    pub endings: Vec<u32>,
    /// The chapter each scene was first arrived at in.
    pub chapter_of: Vec<Option<ChapterId>>,
    /// How many tellings there were, and which of them last came to each scene.
    tellings: u32,
    last: Vec<u32>,
    /// What tells paragraphs apart, the same for all tellings.
    hasher: DefaultHashBuilder,
}

impl Counts {
    /// Nothing was seen yet.
    #[must_use]
    pub fn of(story: &Story) -> Counts {
        Counts {
            scenes: vec![0; story.scenes().len()],
            choices: vec![0; story.choices().len()],
            branches: vec![0; story.branch_count()],
            actions: vec![0; story.actions().len()],
            endings: vec![0; story.endings().len()],
            chapter_of: vec![None; story.scenes().len()],
            tellings: 0,
            last: vec![0; story.scenes().len()],
            hasher: DefaultHashBuilder::default(),
        }
    }

    /// How often this was taken.
    #[must_use]
    pub fn taken(&self, took: Took) -> u32 {
        match took {
            Took::Choice(id) => self.choices[id.index()],
            Took::Deal(id) => self.scenes[id.index()],
            Took::Action(id) => self.actions[id.index()],
        }
    }
}

/// Watches one telling.
#[derive(Debug)]
pub struct Eye<'a> {
    /// The counts over all tellings.
    pub counts: &'a mut Counts,
    /// Whether texts are rendered at all.
    pub reads: bool,
    /// Words read, by chapter.
    pub words: Vec<u32>,
    /// Each paragraph read: its hash, and how many words it has.
    pub paragraphs: HashSet<(u64, u32)>,
    /// Rendered into again and again.
    prose: Prose,
}

impl<'a> Eye<'a> {
    /// An eye for a new telling.
    #[must_use]
    pub fn new(story: &Story, counts: &'a mut Counts, reads: bool) -> Eye<'a> {
        counts.tellings += 1;
        Eye {
            counts,
            reads,
            words: vec![0; story.chapters().len().max(1)],
            paragraphs: HashSet::new(),
            prose: Prose::default(),
        }
    }
}

impl Watch for Eye<'_> {
    fn event(&mut self, _: &Story, state: &State, event: Event) {
        match event {
            Event::Arrived(id) => {
                let telling = self.counts.tellings;
                if std::mem::replace(&mut self.counts.last[id.index()], telling) != telling {
                    self.counts.scenes[id.index()] += 1;
                    self.counts.chapter_of[id.index()].get_or_insert(state.chapter());
                }
            }
            Event::Taken(Took::Choice(id)) => self.counts.choices[id.index()] += 1,
            Event::Taken(Took::Action(id)) => self.counts.actions[id.index()] += 1,
            Event::Ended(id) => self.counts.endings[id.index()] += 1,
            Event::Taken(Took::Deal(_))
            | Event::Went(_)
            | Event::Home(_)
            | Event::Took(_)
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
        if !self.reads {
            return;
        }
        let (Read::Scene(_, text) | Read::Echo(text)) = text;
        game::branches(story, state, reading.first, text, &mut |branch| {
            self.counts.branches[branch.index()] += 1;
        });
        game::render_into(story, state, reading, text, &mut self.prose);
        for paragraph in self.prose.text.lines() {
            // In prose one blank stands between words.
            let words = memchr::memchr_iter(b' ', paragraph.as_bytes()).count() as u32 + 1;
            let hash = self.counts.hasher.hash_one(paragraph);
            self.paragraphs.insert((hash, words));
            self.words[state.chapter().index()] += words;
        }
    }
}
