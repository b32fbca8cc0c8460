//! Playing a story in every direction, with the game's own `step`: what is seen on the way is
//! settled for good. A few states are kept for each page, those first that show a fact as no kept
//! state there did; what is known of them is how they were played to.

mod falls;
mod room;
mod standing;
mod told;

use std::collections::VecDeque;

use hashbrown::HashSet;

pub use falls::{Falls, outcomes};
pub use room::Room;
pub use standing::{is_stuck, stands, ways_on};
pub use told::{Told, Witness};

use falls::MOST_FALLS;
use room::Shown;

use super::ask::{Asked, Kind, Question, Verdict};
use super::eye::{Eye, Watched};
use super::facts::Facts;
use super::live::Live;
use crate::game::step::{start, step};
use crate::game::{State, Took};
use crate::story::{FlagId, Story};
/// How something was seen: by a step from a kept state, or by beginning.
#[derive(Clone, Debug)]
pub struct Sight {
    /// The kept state; none is the beginning.
    pub from: Option<u32>,
    /// What was taken there.
    pub took: Option<Took>,
    /// How each `Draw` fell.
    pub drew: Box<[FlagId]>,
}

/// A kept state, and how it was come by.
pub struct Node {
    /// The state, its visits levelled.
    pub state: State,
    /// How it was come by.
    pub sight: u32,
}

/// All that was played.
pub struct Play<'a> {
    /// The story, laid out thin.
    pub story: &'a Story,
    /// What still matters where.
    pub live: &'a Live,
    room: Room,
    /// The kept states.
    pub nodes: Vec<Node>,
    /// How things were seen.
    pub sights: Vec<Sight>,
    /// The kept states of each page.
    pub at: Vec<Vec<u32>>,
    keys: HashSet<u64>,
    shown: Vec<Option<Shown>>,
    queue: VecDeque<u32>,
    watched: Watched,
}

impl<'a> Play<'a> {
    /// Nothing played yet.
    #[must_use]
    pub fn new(facts: &'a Facts, live: &'a Live, room: Room, asked: &Asked) -> Play<'a> {
        let scenes = facts.story.scenes().len();
        Play {
            story: &facts.story,
            live,
            room,
            nodes: Vec::new(),
            sights: Vec::new(),
            at: vec![Vec::new(); scenes],
            keys: HashSet::new(),
            shown: (0..scenes).map(|_| None).collect(),
            queue: VecDeque::new(),
            watched: Watched::of(&facts.story, asked),
        }
    }

    /// Begins in every way there is.
    pub fn begin(&mut self, asked: &mut Asked) {
        let mut falls = Falls::default();
        for _ in 0..MOST_FALLS {
            let mut eye = Eye::new(asked);
            let state = start(self.story, 0, &mut falls, &mut eye);
            let seen = eye.seen;
            let sight = Sight {
                from: None,
                took: None,
                drew: falls.drew().into(),
            };
            // However little is kept, every beginning is.
            self.come_to(state, sight, seen, true, asked);
            if !falls.next() {
                return;
            }
        }
    }

    /// Plays on from every kept state that wasn't played on from yet.
    pub fn go_on(&mut self, asked: &mut Asked) {
        while let Some(node) = self.queue.pop_front() {
            for took in ways_on(self.story, &self.nodes[node as usize].state) {
                self.take(node, took, asked);
            }
        }
    }

    /// Takes a step from a kept state, however chance falls.
    fn take(&mut self, node: u32, took: Took, asked: &mut Asked) {
        let mut falls = Falls::default();
        for _ in 0..MOST_FALLS {
            let mut state = self.nodes[node as usize].state.clone();
            let mut eye = Eye::new(asked);
            step(self.story, &mut state, took, &mut falls, &mut eye);
            let seen = eye.seen;
            let sight = Sight {
                from: Some(node),
                took: Some(took),
                drew: falls.drew().into(),
            };
            self.come_to(state, sight, seen, false, asked);
            if !falls.next() {
                return;
            }
        }
    }

    /// Takes note of a state and of what was seen on the way to it; keeps it if it is wanted, or
    /// in any case if it is new and `must` be.
    fn come_to(
        &mut self,
        mut state: State,
        sight: Sight,
        mut seen: Vec<Question>,
        must: bool,
        asked: &mut Asked,
    ) {
        state.level_visits(self.story.layout());
        let key = self.live.key(&state);
        let is_new = !self.keys.contains(&key);
        if is_new {
            seen.extend(self.look(&state, asked));
        }
        let keeps = is_new && stands(self.story, &state) && (must || self.has_room_for(&state));
        if seen.is_empty() && !keeps {
            return;
        }
        let number = self.sights.len() as u32;
        self.sights.push(sight);
        for question in seen {
            asked.settle(question, Verdict::Reached(number));
        }
        if keeps {
            self.keys.insert(key);
            self.add(state, number);
        }
    }

    /// Keeps a state come by in a sight, wanted or not. Gives its number, if it goes on from there.
    pub fn keep(&mut self, state: State, sight: Sight, asked: &mut Asked) -> Option<u32> {
        let seen = self.look(&state, asked);
        let number = self.sights.len() as u32;
        self.sights.push(sight);
        for question in seen {
            asked.settle(question, Verdict::Reached(number));
        }
        stands(self.story, &state).then(|| self.add(state, number))
    }

    fn add(&mut self, state: State, sight: u32) -> u32 {
        let node = self.nodes.len() as u32;
        self.at[state.at().index()].push(node);
        self.nodes.push(Node { state, sight });
        self.queue.push_back(node);
        node
    }

    /// The open questions a state answers by standing there.
    fn look(&mut self, state: &State, asked: &Asked) -> Vec<Question> {
        if !stands(self.story, state) && state.finish().is_none() {
            return Vec::new();
        }
        let mut seen = self.watched.look(self.story, state, asked);
        seen.retain(|question| {
            question.kind != Kind::Stuck || is_stuck(self.story, self.live, state)
        });
        seen
    }

    /// Whether a telling begins on the page of a kept state.
    #[must_use]
    pub fn begins(&self, node: u32) -> bool {
        let sight = self.nodes[node as usize].sight;
        self.sights[sight as usize].from.is_none()
    }

    /// How many steps lead to a sight.
    #[must_use]
    pub fn steps_to(&self, sight: u32) -> usize {
        let mut sight = &self.sights[sight as usize];
        let mut steps = 0;
        while let Some(from) = sight.from {
            sight = &self.sights[self.nodes[from as usize].sight as usize];
            steps += 1;
        }
        steps
    }

    /// What was told, without the states.
    #[must_use]
    pub fn told(self) -> Told {
        let first = self.at.iter().map(|nodes| nodes.first().copied());
        Told {
            first: first.collect(),
            nodes: self
                .nodes
                .iter()
                .map(|node| (node.state.at(), node.sight))
                .collect(),
            sights: self.sights,
        }
    }
}
