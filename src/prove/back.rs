//! Backwards from what is asked for: which states lead there, scene by scene, until nothing new
//! comes of it, or a state that was played is among them. The sets are exact but for what the
//! values rule out, so when they are exhausted without the beginning among them, it never is.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;

use super::facts::visited;
use super::play::Play;
use super::possible::Possible;
use super::reading;
use super::sets::Set;
use super::shape::Shape;
use super::space::Space;
use super::values::Values;
use crate::game::{Frame, State};
use crate::story::{ActionId, ChoiceId, SceneId, Way, WayId};

/// Where what is asked for holds.
#[derive(Clone, Default, Debug)]
pub struct Goal {
    /// Just before arriving at a scene.
    pub arrive: BTreeMap<SceneId, Set>,
    /// Standing on a page, by how many were taken from its deal (the last stands for all more).
    pub page: BTreeMap<SceneId, Vec<Set>>,
}

/// How going backwards came out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// This kept state leads there.
    From(u32),
    /// No state that can be played leads there.
    Never,
    /// It went on for too long, or what was played doesn't fit.
    Unsettled,
}

/// What leads to a goal, as far as it was worked out.
#[derive(Default)]
pub struct Trace {
    /// Just before arriving at a scene.
    pub arrive: HashMap<SceneId, Set>,
    /// Standing on a page, by how many were taken from its deal: how the set grew, and when.
    pub page: HashMap<SceneId, Vec<Vec<(u32, Set)>>>,
    time: u32,
}

impl Trace {
    /// What leads there from standing on a page.
    #[must_use]
    pub fn standing(&self, scene: SceneId, taken: u32) -> Set {
        let levels = self.page.get(&scene);
        let level = levels.and_then(|levels| levels.get(taken as usize));
        let grown = level.and_then(|level| level.last());
        grown.map_or(Set::NONE, |(_, set)| *set)
    }

    /// What leads there from just before arriving at a scene.
    #[must_use]
    pub fn arriving(&self, scene: SceneId) -> Set {
        self.arrive.get(&scene).copied().unwrap_or(Set::NONE)
    }
}

/// Where going backwards goes.
#[derive(Clone, Copy)]
enum Level<'r> {
    /// Through the whole story; coming home is no aim of itself.
    Told,
    /// Inside digressions, each by itself: coming home is the aim, or going further in where this
    /// leads on.
    Inside(&'r HashMap<SceneId, Set>),
}

/// What one level of a telling leads on to: the scenes it goes through and what its `back` means.
struct Ahead<'r> {
    arrive: &'r HashMap<SceneId, Set>,
    /// What coming home leads to.
    home: Set,
    /// What leads on from arriving inside a digression, without coming home from it.
    inside: Option<&'r HashMap<SceneId, Set>>,
}

impl Ahead<'_> {
    fn arrive(&self, scene: SceneId) -> Set {
        self.arrive.get(&scene).copied().unwrap_or(Set::NONE)
    }
}

/// Goes backwards over a story.
pub struct Back<'a> {
    /// Sets over its facts.
    pub space: Space<'a>,
    shape: &'a Shape,
    values: &'a Values<'a>,
    /// What a digression that must come home in a set must be gone into with.
    summaries: HashMap<(SceneId, Set), Set>,
    /// How often a scene is looked at for one goal, at most.
    patience: usize,
}

impl<'a> Back<'a> {
    /// Ready to go.
    #[must_use]
    pub fn new(
        space: Space<'a>,
        shape: &'a Shape,
        values: &'a Values<'a>,
        patience: usize,
    ) -> Back<'a> {
        Back {
            space,
            shape,
            values,
            summaries: HashMap::new(),
            patience,
        }
    }

    /// Forgets every set, where there are many.
    pub fn tidy(&mut self, many: usize) {
        if self.space.sets.len() > many || self.space.sets.is_full() {
            self.space.clear();
            self.summaries.clear();
        }
    }

    /// Goes backwards from a goal until a kept state is met, or nothing new comes of it.
    pub fn seek(&mut self, goal: &Goal, play: &Play<'_>) -> (Outcome, Trace) {
        let mut trace = Trace::default();
        let met = |back: &Back<'_>, trace: &Trace, scene| back.met(trace, scene, play);
        let outcome = self.follow(goal, Level::Told, &mut trace, met);
        let outcome = outcome.unwrap_or_else(|| {
            let start = self.space.facts.story.start();
            if trace.arriving(start) == Set::NONE {
                Outcome::Never
            } else {
                Outcome::Unsettled
            }
        });
        (outcome, trace)
    }

    /// Goes backwards from a goal until nothing new comes of it; none where that took too long.
    pub fn exhaust(&mut self, goal: &Goal) -> Option<Trace> {
        let mut trace = Trace::default();
        let outcome = self.follow(goal, Level::Told, &mut trace, |_, _, _| None);
        outcome.is_none().then_some(trace)
    }

    /// Goes backwards inside every digression from its coming home, or from what `or_else` leads
    /// to without it; none where that took too long.
    pub fn comes_home(&mut self, or_else: &Trace) -> Option<Trace> {
        let mut trace = Trace::default();
        let level = Level::Inside(&or_else.arrive);
        let outcome = self.follow(&Goal::default(), level, &mut trace, |_, _, _| None);
        outcome.is_none().then_some(trace)
    }

    fn follow(
        &mut self,
        goal: &Goal,
        level: Level<'_>,
        trace: &mut Trace,
        stop: impl Fn(&Back<'_>, &Trace, SceneId) -> Option<Outcome>,
    ) -> Option<Outcome> {
        let story = &self.space.facts.story;
        let shape = self.shape;
        let mut work: BTreeSet<(u32, SceneId)> = BTreeSet::new();
        let wake = |work: &mut BTreeSet<(u32, SceneId)>, scene: SceneId| {
            let counts = match level {
                Level::Told => true,
                Level::Inside(_) => shape.inside[scene.index()],
            };
            if counts && self.values.arriving(scene).is_some() {
                work.insert((shape.rank[scene.index()], scene));
            }
        };
        for scene in goal.arrive.keys().chain(goal.page.keys()) {
            wake(&mut work, *scene);
        }
        if let Level::Inside(or_else) = level {
            let backs = story.scenes().filter(|(_, what)| what.way == Way::Back);
            let calls = or_else.keys().flat_map(|call| &shape.before[call.index()]);
            for scene in backs.map(|(scene, _)| scene).chain(calls.copied()) {
                wake(&mut work, scene);
            }
        }
        let mut looks = 0;
        while let Some((_, scene)) = work.pop_first() {
            looks += 1;
            let old = trace.arriving(scene);
            let grew = self.look(goal, level, trace, scene);
            if self.space.sets.is_full() || looks > self.patience {
                return Some(Outcome::Unsettled);
            }
            if grew && let Some(outcome) = stop(self, trace, scene) {
                return Some(outcome);
            }
            if trace.arriving(scene) == old {
                continue;
            }
            for from in &shape.before[scene.index()] {
                wake(&mut work, *from);
            }
            if shape.by_action[scene.index()] {
                for (page, what) in story.scenes() {
                    if matches!(what.way, Way::Choices { .. }) && shape.main[page.index()] {
                        wake(&mut work, page);
                    }
                }
            }
        }
        // A goal that filled the store may have lost what would have been followed.
        self.space.sets.is_full().then_some(Outcome::Unsettled)
    }

    /// A kept state on the page that leads to the goal.
    fn met(&self, trace: &Trace, scene: SceneId, play: &Play<'_>) -> Option<Outcome> {
        let facts = self.space.facts;
        play.at[scene.index()].iter().find_map(|node| {
            let state = &play.nodes[*node as usize].state;
            let set = trace.standing(scene, state.taken());
            let leads = state.frames().is_empty()
                && self
                    .space
                    .sets
                    .contains(set, |question| facts.ask(state, question));
            leads.then_some(Outcome::From(*node))
        })
    }

    /// When a state on a page outside digressions was first seen to lead to the goal: the sooner,
    /// the nearer it is.
    #[must_use]
    pub fn nearness(&self, trace: &Trace, state: &State) -> Option<u32> {
        let facts = self.space.facts;
        let levels = trace.page.get(&state.at())?;
        let level = levels.get((state.taken() as usize).min(levels.len() - 1))?;
        level
            .iter()
            .find(|(_, set)| {
                self.space
                    .sets
                    .contains(*set, |question| facts.ask(state, question))
            })
            .map(|(time, _)| *time)
    }

    /// Every question the sets of a trace depend on.
    #[must_use]
    pub fn asked_in(&self, trace: &Trace) -> Vec<u32> {
        let mut asked = BTreeSet::new();
        let grown = trace
            .page
            .values()
            .flatten()
            .filter_map(|level| level.last());
        let standing = grown.map(|(_, set)| *set);
        for set in trace.arrive.values().copied().chain(standing) {
            self.space.sets.asks(set, &mut |question| {
                asked.insert(question);
            });
        }
        asked.into_iter().collect()
    }

    /// A key that two states share if they stand alike and answer these questions alike.
    #[must_use]
    pub fn outline(&self, state: &State, questions: &[u32]) -> (Box<[u64]>, Box<[Frame]>) {
        let facts = self.space.facts;
        let mut row = vec![0; 1 + questions.len().div_ceil(64)].into_boxed_slice();
        row[0] = u64::from(state.at().0) << 32 | u64::from(state.taken());
        for (n, question) in questions.iter().enumerate() {
            row[1 + n / 64] |= u64::from(facts.ask(state, *question)) << (n % 64);
        }
        (row, state.frames().into())
    }

    /// Works out a scene again; whether its page's set grew.
    fn look(&mut self, goal: &Goal, level: Level<'_>, trace: &mut Trace, scene: SceneId) -> bool {
        let (home, inside) = match level {
            Level::Told => (Set::NONE, &trace.arrive),
            Level::Inside(or_else) => (Set::ALL, or_else),
        };
        let ahead = Ahead {
            arrive: &trace.arrive,
            home,
            inside: Some(inside),
        };
        let levels = self.levels(scene);
        let old: Vec<Set> = (0..levels)
            .map(|taken| trace.standing(scene, taken))
            .collect();
        let wanted = goal.page.get(&scene).map_or(&[][..], Vec::as_slice);
        let page = self.page(scene, &ahead, wanted, old.clone());
        let arrive = self.before_arrival(scene, &ahead, &page);
        let arrive = match goal.arrive.get(&scene) {
            Some(wanted) => self.space.sets.or(arrive, *wanted),
            None => arrive,
        };
        let arrive = self.narrow(arrive, self.values.arriving(scene));
        trace.arrive.insert(scene, arrive);
        let grew = page != old;
        if grew {
            trace.time += 1;
            let grown = trace
                .page
                .entry(scene)
                .or_insert_with(|| vec![Vec::new(); levels as usize]);
            for (level, set) in grown.iter_mut().zip(page) {
                if level.last().map_or(Set::NONE, |(_, set)| *set) != set {
                    level.push((trace.time, set));
                }
            }
        }
        grew
    }

    /// The circle of links a scene lies on.
    #[must_use]
    pub fn circle(&self, scene: SceneId) -> u32 {
        self.shape.circle[scene.index()]
    }

    /// Whether a step may go round from a scene without the player having a say.
    #[must_use]
    pub fn goes_round(&self, scene: SceneId) -> bool {
        self.shape.rounds[scene.index()]
    }

    /// The states in which a page stands while its deal may go on: something is left to deal.
    pub fn stands(&mut self, scene: SceneId) -> Set {
        let story = &self.space.facts.story;
        match &story.scene(scene).way {
            Way::Choices { deal: Some(_), .. } => {
                let members = reading::members(story, scene);
                members.iter().fold(Set::NONE, |left, member| {
                    let eligible = self.space.eligible(*member);
                    self.space.sets.or(left, eligible)
                })
            }
            _ => Set::ALL,
        }
    }

    /// How many counts of what was taken a page tells apart.
    #[must_use]
    pub fn levels(&self, scene: SceneId) -> u32 {
        match &self.space.facts.story.scene(scene).way {
            Way::Choices {
                deal: Some(deal), ..
            } => deal.pick.max(1),
            Way::Choices { deal: None, .. } => 1,
            _ => 0,
        }
    }

    /// Leaves out what the values of a place rule out.
    fn narrow(&mut self, set: Set, possible: Option<&Possible>) -> Set {
        match possible {
            Some(possible) => {
                let facts = self.space.facts;
                self.space
                    .sets
                    .fix_all(set, &|question| possible.known(facts, question))
            }
            None => Set::NONE,
        }
    }

    /// The states just before arriving at a scene, less what the values rule out.
    pub fn narrow_arriving(&mut self, scene: SceneId, set: Set) -> Set {
        self.narrow(set, self.values.arriving(scene))
    }

    /// The states standing on a page, less what the values rule out.
    pub fn narrow_standing(&mut self, scene: SceneId, set: Set) -> Set {
        self.narrow(set, self.values.standing(scene))
    }

    /// Whether a scene is told outside digressions.
    #[must_use]
    pub fn is_main(&self, scene: SceneId) -> bool {
        self.shape.main[scene.index()]
    }

    /// What leads on from standing on a page, by how many were taken from its deal.
    fn page(
        &mut self,
        scene: SceneId,
        ahead: &Ahead<'_>,
        wanted: &[Set],
        mut page: Vec<Set>,
    ) -> Vec<Set> {
        for taken in (0..page.len()).rev() {
            loop {
                let here = self.home_to_page(scene, ahead, &page, taken);
                let next = self.home_to_page(scene, ahead, &page, taken + 1);
                let mut set = self.steps(scene, ahead, here, next);
                if let Some(wanted) = wanted.get(taken.min(wanted.len().saturating_sub(1))) {
                    set = self.space.sets.or(set, *wanted);
                }
                let set = self.narrow(set, self.values.standing(scene));
                let set = self.space.sets.or(set, page[taken]);
                if std::mem::replace(&mut page[taken], set) == set || self.space.sets.is_full() {
                    break;
                }
            }
        }
        page
    }

    /// What leads on from coming home to a page: a deal that has come to its end goes on.
    fn home_to_page(
        &mut self,
        scene: SceneId,
        ahead: &Ahead<'_>,
        page: &[Set],
        taken: usize,
    ) -> Set {
        let story = &self.space.facts.story;
        let Way::Choices {
            deal: Some(deal), ..
        } = &story.scene(scene).way
        else {
            return page[0];
        };
        let done = ahead.arrive(deal.done);
        if taken >= deal.pick as usize {
            return done;
        }
        let stands = self.stands(scene);
        self.space.sets.choose(stands, page[taken], done)
    }

    /// What leads on by a step: `here` by coming home to the page, `next` by coming home to it
    /// from what was dealt.
    fn steps(&mut self, scene: SceneId, ahead: &Ahead<'_>, here: Set, next: Set) -> Set {
        let story = &self.space.facts.story;
        let mut all = Set::NONE;
        for id in story.choices_of(scene).map(ChoiceId) {
            let choice = story.choice(id);
            let home = choice.to.map_or(here, |to| ahead.arrive(to));
            let after = match choice.via {
                Some(via) => self.call(via, home, ahead),
                None => home,
            };
            let set = self.before_choice(id, choice.then.len(), after);
            all = self.space.sets.or(all, set);
        }
        for member in reading::members(story, scene) {
            let dealt = self.call(*member, next, ahead);
            let eligible = self.space.eligible(*member);
            let set = self.space.sets.and(eligible, dealt);
            all = self.space.sets.or(all, set);
        }
        if self.shape.main[scene.index()] {
            for (id, action) in story.actions() {
                let after = self.call(action.via, here, ahead);
                let set = self.before_action(id, after);
                all = self.space.sets.or(all, set);
            }
        }
        all
    }

    /// The states of a page from which taking a choice, as far as its first so many effects, leads
    /// into a set.
    pub fn before_choice(&mut self, id: ChoiceId, effects: usize, after: Set) -> Set {
        let story = &self.space.facts.story;
        let before = self.space.before(&story.choice(id).then[..effects], after);
        let chosen = story.layout().chosen(id);
        let before = self.space.before_bit(chosen, true, before);
        if before == Set::NONE {
            return before;
        }
        let takeable = self.space.takeable(id);
        self.space.sets.and(takeable, before)
    }

    fn before_action(&mut self, id: ActionId, after: Set) -> Set {
        if after == Set::NONE {
            return after;
        }
        let takeable = self.space.action_takeable(id);
        self.space.sets.and(takeable, after)
    }

    /// What leads on from going into a digression that comes home into a set.
    fn call(&mut self, call: SceneId, home: Set, ahead: &Ahead<'_>) -> Set {
        let comes_home = self.summary(call, home);
        match ahead.inside.and_then(|inside| inside.get(&call)) {
            Some(inside) => self.space.sets.or(comes_home, *inside),
            None => comes_home,
        }
    }

    /// What a digression must be gone into with to come home in a set.
    pub fn summary(&mut self, call: SceneId, home: Set) -> Set {
        if home == Set::NONE || self.space.sets.is_full() {
            return Set::NONE;
        }
        if let Some(known) = self.summaries.get(&(call, home)) {
            return *known;
        }
        let arrive = self.body(call, home);
        let set = arrive.get(&call).copied().unwrap_or(Set::NONE);
        if !self.space.sets.is_full() {
            self.summaries.insert((call, home), set);
        }
        set
    }

    /// The same for every scene inside a digression, just before arriving there.
    fn body(&mut self, call: SceneId, home: Set) -> HashMap<SceneId, Set> {
        let shape = self.shape;
        let mut arrive = HashMap::new();
        let mut pages: HashMap<SceneId, Vec<Set>> = HashMap::new();
        let mut grew = true;
        while grew && !self.space.sets.is_full() {
            grew = false;
            for scene in shape.body(call) {
                let ahead = Ahead {
                    arrive: &arrive,
                    home,
                    inside: None,
                };
                let levels = self.levels(*scene) as usize;
                let old = pages.get(scene).cloned();
                let old = old.unwrap_or_else(|| vec![Set::NONE; levels]);
                let page = self.page(*scene, &ahead, &[], old);
                let set = self.before_arrival(*scene, &ahead, &page);
                let set = self.narrow(set, self.values.arriving(*scene));
                pages.insert(*scene, page);
                grew |= arrive.insert(*scene, set).unwrap_or(Set::NONE) != set;
            }
        }
        arrive
    }

    /// What leads on from just before arriving at a scene.
    fn before_arrival(&mut self, scene: SceneId, ahead: &Ahead<'_>, page: &[Set]) -> Set {
        let story = &self.space.facts.story;
        let after = match &story.scene(scene).way {
            Way::Choices { .. } => self.home_to_page(scene, ahead, page, 0),
            Way::Next(to) => ahead.arrive(*to),
            Way::Ways(ways) => {
                let mut after = Set::NONE;
                for id in ways.clone().rev().map(WayId) {
                    let way = story.way(id);
                    let gone = self.space.before(&way.then, ahead.arrive(way.to));
                    let when = self.space.allows(way.when.as_ref());
                    after = self.space.sets.choose(when, gone, after);
                }
                after
            }
            Way::Back => ahead.home,
            Way::Closes(chapter) => story
                .chapter_after(*chapter)
                .map_or(Set::NONE, |(_, opens)| ahead.arrive(opens)),
            Way::Ending(_) => Set::NONE,
        };
        self.before_entering(scene, story.scene(scene).enter.len(), after)
    }

    /// The states just before arriving at a scene from which its visit and the first so many of
    /// its `enter` effects lead into a set.
    pub fn before_entering(&mut self, scene: SceneId, effects: usize, after: Set) -> Set {
        let story = &self.space.facts.story;
        let before = self
            .space
            .before(&story.scene(scene).enter[..effects], after);
        let seen = visited(story.layout(), scene) as usize;
        self.space.before_bit(seen, true, before)
    }
}
