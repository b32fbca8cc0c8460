//! Where ways are gone, effects come to and actions offered.
//! What is read on the way isn't known here.

use crate::prove::ask::{Acts, Asked, Kind, acts};
use crate::prove::back::{Back, Goal};
use crate::prove::sets::Set;
use crate::story::{ActionId, CounterId, Effect, Gate, SceneId, TellingId, Way, WayId};

impl Back<'_> {
    /// Adds where a way is gone, as far as its first so many effects, into a set.
    pub(super) fn goes(
        &mut self,
        goal: &mut Goal,
        scene: SceneId,
        id: WayId,
        effects: usize,
        after: Set,
    ) {
        let story = &self.space.facts.story;
        let Way::Ways(ways) = &story.scene(scene).way else {
            return;
        };
        let mut set = self.space.before(&story.way(id).then[..effects], after);
        for earlier in ways.clone().map(WayId) {
            let when = self.space.allows(story.way(earlier).when.as_ref());
            if earlier == id {
                set = self.space.sets.and(set, when);
                break;
            }
            set = self.space.sets.and(set, when.not());
        }
        self.after_arrival(goal, scene, set);
    }

    /// Adds where effects are come to, before the one of this number, in a set.
    fn acts(&mut self, goal: &mut Goal, place: Acts, effect: usize, set: Set) {
        match place {
            Acts::Enter(scene) => {
                let before = self.before_entering(scene, effect, set);
                self.on_arrival(goal, scene, before);
            }
            Acts::Then(choice) => {
                let before = self.before_choice(choice, effect, set);
                let scene = self.space.facts.story.choice(choice).scene;
                self.on_page(goal, scene, before);
            }
            Acts::Way(scene, way) => self.goes(goal, scene, way, effect, set),
        }
    }

    /// Adds where a telling is written. (Where it was written before, it was reached before.)
    pub(super) fn writes(&mut self, goal: &mut Goal, asked: &Asked, telling: TellingId) {
        let story = &self.space.facts.story;
        for place in &asked.writers[telling.index()] {
            for (nth, effect) in acts(story, *place).iter().enumerate() {
                let set = match effect {
                    Effect::Remember(entry) if story.first_telling(*entry) == telling => Set::ALL,
                    Effect::Retell(entry, told) if *told == telling => self.space.kept(*entry),
                    _ => continue,
                };
                self.acts(goal, *place, nth, set);
            }
        }
    }

    /// Adds where a counter would leave its range.
    pub(super) fn leaves_range(&mut self, goal: &mut Goal, place: Acts, counter: CounterId) {
        let story = &self.space.facts.story;
        for (nth, effect) in acts(story, place).iter().enumerate() {
            if let Effect::Add(moved, by) = effect
                && *moved == counter
            {
                let set = self.space.leaves_range(counter, *by);
                let set = self.in_range(set);
                self.acts(goal, place, nth, set);
            }
        }
    }

    /// Adds where an action is offered, hidden or greyed while its thing is held.
    pub(super) fn offers(&mut self, goal: &mut Goal, kind: Kind, id: ActionId) {
        let story = &self.space.facts.story;
        let action = story.action(id);
        let shown = self.space.action_shown(id);
        let set = match kind {
            Kind::ActionHides => {
                let held = self.space.holds(&crate::story::Condition::Has(action.item));
                let when = self.space.allows(action.when.as_ref());
                self.space.sets.and(held, when.not())
            }
            Kind::ActionLocks => {
                let lost = self
                    .space
                    .holds(&crate::story::Condition::Lost(action.item));
                let when = self.space.allows(action.when.as_ref());
                let greyed = self.space.sets.and(lost, when);
                let listed = self.space.sets.or(shown, greyed);
                let open = self.space.gate(&action.gate);
                self.space.sets.and(listed, open.not())
            }
            _ if matches!(action.gate, Gate::Refused(_)) => shown,
            _ => self.space.action_takeable(id),
        };
        for (scene, what) in story.scenes() {
            if self.is_main(scene) && matches!(what.way, Way::Choices { .. }) {
                self.on_page(goal, scene, set);
            }
        }
    }
}
