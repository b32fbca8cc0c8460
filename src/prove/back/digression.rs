//! Backwards over a digression: what it must be gone into with to come home in a set.
//! Who goes into it isn't known here.

use hashbrown::HashMap;

use super::{Ahead, Back};
use crate::prove::sets::Set;
use crate::story::SceneId;

impl Back<'_> {
    /// What leads on from going into a digression that comes home into a set.
    pub(super) fn call(&mut self, call: SceneId, home: Set, ahead: &Ahead<'_>) -> Set {
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
}
