//! Playing a story in every direction, with the game's own `step`: what is seen on the way is
//! settled for good. A few states are kept for each page, those first that show a fact as no kept
//! state there did; what is known of them is how they were played to.

use std::collections::VecDeque;

use hashbrown::HashSet;

use super::ask::{Asked, Kind, Question, Verdict};
use super::eye::{Eye, Watched};
use super::facts::Facts;
use super::live::Live;
use crate::game::step::{Draws, Watch, start, step};
use crate::game::{Key, State, Took, is_dealt_out, takeable};
use crate::session::Step;
use crate::story::{FlagId, SceneId, Story, Way};

/// How many draws of one step are let fall in every way, at most.
const MOST_DRAWS: usize = 12;
/// How many ways the draws of one step are let fall, at most.
const MOST_FALLS: usize = 1_000;
/// How many states are looked at to see whether an action opens a way on.
const MOST_DETOURS: usize = 2_000;

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

/// A telling that shows something: how chance fell at the beginning, and the steps.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Witness {
    /// How each `Draw` on the way to the first page fell.
    pub drew: Vec<FlagId>,
    /// The steps.
    pub steps: Vec<Step>,
}

/// How much is kept.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Of one page, before only states that show something new are kept.
    pub at_once: usize,
    /// Of one page, at most.
    pub at_most: usize,
}

/// The memory kept states may take, in bytes.
const MOST_BYTES: usize = 400 << 20;

impl Room {
    /// Room for so many states of a story.
    #[must_use]
    pub fn within(states: usize, story: &Story) -> Room {
        let bytes = story.layout().words() * 8 + 200;
        let nodes = states.min(MOST_BYTES / bytes);
        let each = nodes / story.scenes().len().max(1);
        Room {
            at_once: (each / 4).clamp(1, 64),
            at_most: each.clamp(1, 512),
        }
    }
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

/// The bits that some kept state of a page has set, and clear.
struct Shown {
    ones: Box<[u64]>,
    zeros: Box<[u64]>,
}

/// Chance falling in every way, one after the other.
#[derive(Default)]
pub struct Falls {
    picks: Vec<(usize, usize)>,
    at: usize,
    drew: Vec<FlagId>,
}

impl Draws for Falls {
    fn draw(&mut self, _: Key, among: &[FlagId]) -> FlagId {
        if self.at == self.picks.len() {
            self.picks.push((0, among.len()));
        }
        let flag = among[self.picks[self.at].0];
        self.at += 1;
        self.drew.push(flag);
        flag
    }
}

impl Falls {
    /// How it fell this time.
    #[must_use]
    pub fn drew(&self) -> &[FlagId] {
        &self.drew
    }

    /// Moves on to the next way of falling; false when there is none. Of very many draws in one
    /// step only the first fall in every way.
    pub fn next(&mut self) -> bool {
        self.at = 0;
        self.drew.clear();
        self.picks.truncate(MOST_DRAWS);
        while let Some((pick, among)) = self.picks.last_mut() {
            *pick += 1;
            if pick < among {
                return true;
            }
            self.picks.pop();
        }
        false
    }
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

    /// Whether a state is wanted: there is room on its page, or it shows a fact as none there did.
    fn has_room_for(&mut self, state: &State) -> bool {
        let here = state.at().index();
        let kept = self.at[here].len();
        if kept >= self.room.at_most {
            return false;
        }
        let mask = self.live.at(state.at());
        let shown = self.shown[here].get_or_insert_with(|| Shown {
            ones: vec![0; mask.len()].into(),
            zeros: vec![0; mask.len()].into(),
        });
        let mut shows_new = false;
        let rows = shown.ones.iter_mut().zip(&mut shown.zeros);
        for (n, (ones, zeros)) in rows.enumerate() {
            let word = state.words()[n];
            shows_new |= word & mask[n] & !*ones != 0 || !word & mask[n] & !*zeros != 0;
        }
        if !shows_new && kept >= self.room.at_once {
            return false;
        }
        let rows = shown.ones.iter_mut().zip(&mut shown.zeros);
        for (word, (ones, zeros)) in state.words().iter().zip(rows) {
            *ones |= word;
            *zeros |= !word;
        }
        true
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

/// How everything that was seen can be told.
pub struct Told {
    /// The first kept state of each page.
    first: Vec<Option<u32>>,
    /// Where each kept state stands, and how it was come by.
    nodes: Vec<(SceneId, u32)>,
    sights: Vec<Sight>,
}

impl Told {
    /// The telling that leads to a sight.
    #[must_use]
    pub fn witness(&self, sight: u32) -> Witness {
        let mut witness = Witness::default();
        let mut sight = &self.sights[sight as usize];
        while let Some(from) = sight.from {
            let (at, before) = self.nodes[from as usize];
            if let Some(took) = sight.took {
                let drew = sight.drew.to_vec();
                witness.steps.push(Step { at, took, drew });
            }
            sight = &self.sights[before as usize];
        }
        witness.drew = sight.drew.to_vec();
        witness.steps.reverse();
        witness
    }

    /// A telling that leads to a page of this scene, the first that was found.
    #[must_use]
    pub fn telling_to(&self, scene: SceneId) -> Option<Witness> {
        let node = self.first[scene.index()]?;
        Some(self.witness(self.nodes[node as usize].1))
    }
}

/// Whether a state stands on a page: it hasn't come to an end, nor did a step that went round for
/// too long stop there by itself.
#[must_use]
pub fn stands(story: &Story, state: &State) -> bool {
    state.finish().is_none()
        && match &story.scene(state.at()).way {
            Way::Choices { deal, .. } => deal
                .as_ref()
                .is_none_or(|deal| !is_dealt_out(story, state, deal)),
            _ => false,
        }
}

/// Everything a step may take; nothing where no page stands.
#[must_use]
pub fn ways_on(story: &Story, state: &State) -> Vec<Took> {
    let mut ways = Vec::new();
    if stands(story, state) {
        takeable(story, state, |took| ways.push(took));
    }
    ways
}

/// Calls `see` with every state a step may lead to, and how the draws fell.
pub fn outcomes<W: Watch>(
    story: &Story,
    state: &State,
    took: Took,
    watch: impl Fn() -> W,
    mut see: impl FnMut(State, &[FlagId], W),
) {
    let mut falls = Falls::default();
    for _ in 0..MOST_FALLS {
        let mut next = state.clone();
        let mut watch = watch();
        step(story, &mut next, took, &mut falls, &mut watch);
        next.level_visits(story.layout());
        see(next, falls.drew(), watch);
        if !falls.next() {
            return;
        }
    }
}

/// Whether no choice can be taken on a page, nor dealt, nor opened by any row of actions.
#[must_use]
pub fn is_stuck(story: &Story, live: &Live, state: &State) -> bool {
    let depth = state.frames().len();
    let mut seen = HashSet::new();
    let mut left = vec![state.clone()];
    while let Some(state) = left.pop() {
        let home = state.frames().len() == depth;
        let ways = ways_on(story, &state);
        if home && ways.iter().any(|took| !matches!(took, Took::Action(_))) {
            return false;
        }
        for took in ways {
            outcomes(
                story,
                &state,
                took,
                || crate::game::step::Unwatched,
                |next, _, _| {
                    if seen.insert(live.key(&next)) {
                        left.push(next);
                    }
                },
            );
        }
        if seen.len() > MOST_DETOURS {
            return false;
        }
    }
    true
}
