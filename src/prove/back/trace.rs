//! What leads to a goal, as far as it was worked out, and how a state stands to it.
//! How it is worked out isn't known here.

use std::collections::BTreeSet;

use hashbrown::HashMap;

use super::Back;
use crate::game::{Frame, State};
use crate::prove::sets::Set;
use crate::story::SceneId;

/// What leads to a goal, as far as it was worked out.
#[derive(Default)]
pub struct Trace {
    /// Just before arriving at a scene.
    pub arrive: HashMap<SceneId, Set>,
    /// Standing on a page, by how many were taken from its deal: how the set grew, and when.
    pub page: HashMap<SceneId, Vec<Vec<(u32, Set)>>>,
    pub(super) time: u32,
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

impl Back<'_> {
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
}
