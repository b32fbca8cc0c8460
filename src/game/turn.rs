//! One step as a player reads it: what was said, read and changed, with the words rendered.
//! A `Watch` that keeps; holds no story.

use super::chance::{Key, Kind};
use super::offer::Took;
use super::prose::{Prose, Reading, render};
use super::state::{Finish, State};
use super::step::{BySeed, Draws, Event, Read, Watch};
use crate::story::{ChapterId, EntryId, FlagId, ItemId, SceneId, Story, TellingId};

/// Something a player reads, in order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Passage {
    /// A chapter opens.
    Opens(ChapterId),
    /// What the player took, in the words it was offered by.
    Said(String),
    /// A choice's echo.
    Echo(Prose),
    /// A scene's text.
    Scene(SceneId, Prose),
    /// A digression came home to this page.
    Home(SceneId),
    /// Something changed in journal or things.
    Changed(Change),
    /// It goes on no further.
    Finished(Finish),
}

/// A change in journal or things.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// A thing came to be held.
    Took(ItemId),
    /// A thing was lost.
    Lost(ItemId),
    /// An entry was written.
    Remembered(EntryId),
    /// An entry reads differently now.
    Retold(EntryId, TellingId),
    /// An entry was let go.
    LetGo(EntryId),
}

/// The most prose of one step that is kept, in bytes. Nobody reads so much without a choice: a story
/// that goes on for longer goes round by itself.
const MOST_PROSE: usize = 1 << 20;

/// What one step came to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Turn {
    /// What is read, in order.
    pub passages: Vec<Passage>,
    /// How each `Draw` fell, in order: part of the step's record.
    pub drew: Vec<FlagId>,
}

impl Turn {
    /// How many words of prose it has, labels not counted.
    #[must_use]
    pub fn words(&self) -> usize {
        self.passages
            .iter()
            .map(|passage| match passage {
                Passage::Echo(prose) | Passage::Scene(_, prose) => prose.words(),
                Passage::Opens(_)
                | Passage::Said(_)
                | Passage::Home(_)
                | Passage::Changed(_)
                | Passage::Finished(_) => 0,
            })
            .sum()
    }
}

impl Turn {
    /// How much prose it has, in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        let of = |passage: &Passage| match passage {
            Passage::Echo(prose) | Passage::Scene(_, prose) => prose.text.len(),
            Passage::Opens(_)
            | Passage::Said(_)
            | Passage::Home(_)
            | Passage::Changed(_)
            | Passage::Finished(_) => 0,
        };
        self.passages.iter().map(of).sum()
    }
}

impl Watch for Turn {
    fn event(&mut self, story: &Story, _: &State, event: Event) {
        let passage = match event {
            Event::Taken(took) => Passage::Said(label(story, took).to_owned()),
            Event::Home(scene) => Passage::Home(scene),
            Event::Took(item) => Passage::Changed(Change::Took(item)),
            Event::Lost(item) => Passage::Changed(Change::Lost(item)),
            Event::Remembered(entry) => Passage::Changed(Change::Remembered(entry)),
            Event::Retold(entry, telling) => Passage::Changed(Change::Retold(entry, telling)),
            Event::LetGo(entry) => Passage::Changed(Change::LetGo(entry)),
            Event::Opened(chapter) => Passage::Opens(chapter),
            Event::Ended(ending) => Passage::Finished(Finish::Ended(ending)),
            Event::Paused(chapter) => Passage::Finished(Finish::Paused(chapter)),
            Event::Drew(flag) => {
                self.drew.push(flag);
                return;
            }
            Event::Arrived(_)
            | Event::Went(_)
            | Event::Clamped(_)
            | Event::Closed(_)
            | Event::Ran(_) => return,
        };
        self.passages.push(passage);
    }

    fn text(&mut self, story: &Story, state: &State, reading: Reading, text: Read<'_>) {
        if self.size() > MOST_PROSE {
            return;
        }
        let passage = match text {
            Read::Scene(scene, text) => Passage::Scene(scene, render(story, state, reading, text)),
            Read::Echo(text) => Passage::Echo(render(story, state, reading, text)),
        };
        let empty = matches!(&passage, Passage::Scene(_, p) | Passage::Echo(p) if p.is_empty());
        if !empty {
            self.passages.push(passage);
        }
    }
}

/// The words something is offered by.
#[must_use]
pub fn label(story: &Story, took: Took) -> &str {
    match took {
        Took::Choice(id) => story.str(story.choice(id).say),
        Took::Deal(member) => story
            .scene(member)
            .card
            .as_ref()
            .map_or("", |card| story.str(card.offer)),
        Took::Action(id) => story.str(story.action(id).say),
    }
}

/// Begins a telling; chance falls as the seed has it.
#[must_use]
pub fn start(story: &Story, seed: u64) -> (State, Turn) {
    start_with(story, seed, &mut BySeed)
}

/// Begins a telling; chance falls as `draws` has it.
#[must_use]
pub fn start_with(story: &Story, seed: u64, draws: &mut impl Draws) -> (State, Turn) {
    let mut turn = Turn::default();
    let state = super::step::start(story, seed, draws, &mut turn);
    (state, turn)
}

/// What is read of the page a state stands on, for a telling taken up in the middle. Showing runs
/// no effect and counts no visit.
#[must_use]
pub fn resume(story: &Story, state: &State) -> Turn {
    let mut turn = Turn::default();
    let scene = story.scene(state.at());
    if let Some(text) = &scene.text {
        let visit = u32::from(state.visits(story.layout(), state.at())).max(1);
        let key = Key {
            seed: state.seed(),
            owner: scene.key,
            visit,
            kind: Kind::Pick,
            nth: 0,
            other: 0,
        };
        let reading = Reading {
            key,
            first: visit <= 1,
        };
        turn.text(story, state, reading, Read::Scene(state.at(), text));
    }
    if let Some(finish) = state.finish() {
        turn.passages.push(Passage::Finished(finish));
    }
    turn
}

/// Takes one step; chance falls as the seed has it. `None`, and nothing changed, where the state
/// doesn't allow it.
#[must_use]
pub fn step(story: &Story, state: &mut State, took: Took) -> Option<Turn> {
    step_with(story, state, took, &mut BySeed)
}

/// Takes one step; chance falls as `draws` has it. `None`, and nothing changed, where the state
/// doesn't allow it.
#[must_use]
pub fn step_with(
    story: &Story,
    state: &mut State,
    took: Took,
    draws: &mut impl Draws,
) -> Option<Turn> {
    let mut turn = Turn::default();
    super::step::step(story, state, took, draws, &mut turn).then_some(turn)
}
