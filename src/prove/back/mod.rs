//! Backwards from what is asked for: which states lead there, scene by scene, until nothing new
//! comes of it, or a state that was played is among them. The sets are exact but for what the
//! values rule out, so when they are exhausted without the beginning among them, it never is.

mod digression;
mod follow;
mod scene;
mod trace;

use std::collections::BTreeMap;

use hashbrown::HashMap;

pub use trace::Trace;

use super::possible::Possible;
use super::reading;
use super::sets::Set;
use super::shape::Shape;
use super::space::Space;
use super::values::Values;
use crate::story::{SceneId, Way};

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
}
