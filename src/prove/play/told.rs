//! How what was seen can be told, step by step, without the states.
//! How it was played isn't known here.

use super::Sight;
use crate::session::Step;
use crate::story::{FlagId, SceneId};

/// A telling that shows something: how chance fell at the beginning, and the steps.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Witness {
    /// How each `Draw` on the way to the first page fell.
    pub drew: Vec<FlagId>,
    /// The steps.
    pub steps: Vec<Step>,
}

/// How everything that was seen can be told.
pub struct Told {
    /// The first kept state of each page.
    pub(super) first: Vec<Option<u32>>,
    /// Where each kept state stands, and how it was come by.
    pub(super) nodes: Vec<(SceneId, u32)>,
    pub(super) sights: Vec<Sight>,
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
