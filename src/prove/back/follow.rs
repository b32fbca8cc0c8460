//! Going backwards scene by scene, until a kept state is met or nothing new comes of it.
//! What a single scene leads to isn't known here.

use std::collections::BTreeSet;

use hashbrown::HashMap;

use super::{Ahead, Back, Goal, Outcome, Trace};
use crate::prove::play::Play;
use crate::prove::sets::Set;
use crate::story::{SceneId, Way};

/// Where going backwards goes.
#[derive(Clone, Copy)]
enum Level<'r> {
    /// Through the whole story; coming home is no aim of itself.
    Told,
    /// Inside digressions, each by itself: coming home is the aim, or going further in where this
    /// leads on.
    Inside(&'r HashMap<SceneId, Set>),
}

impl Back<'_> {
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
}
