//! Where a branch of a text is read: in a scene, an echo, or the look of a thing or a place.
//! What is done on the way isn't known here.

use crate::prove::ask::{Stands, text};
use crate::prove::back::{Back, Goal};
use crate::prove::reading;
use crate::prove::sets::Set;
use crate::story::{ActionId, BranchId, ChoiceId, Gate, ItemId, Part, PlaceId, SceneId, Text, Way};

impl Back<'_> {
    /// Adds where a branch is read, or its `When` come to and not read.
    pub(super) fn reads(&mut self, goal: &mut Goal, stands: Stands, branch: BranchId, skips: bool) {
        let story = &self.space.facts.story;
        let Some(text) = text(story, stands) else {
            return;
        };
        match stands {
            Stands::Scene(scene) => {
                for first in [true, false] {
                    let read = self.in_text(text, first, branch, skips);
                    let effects = story.scene(scene).enter.len();
                    let mut before = self.before_entering(scene, effects, read);
                    if reading::counts_visits(text) {
                        let seen = self.space.seen(scene);
                        let fits = if first { seen.not() } else { seen };
                        before = self.space.sets.and(before, fits);
                    }
                    self.on_arrival(goal, scene, before);
                }
            }
            Stands::Echo(choice) => {
                let read = self.in_text(text, true, branch, skips);
                let effects = story.choice(choice).then.len();
                let before = self.before_choice(choice, effects, read);
                self.on_page(goal, story.choice(choice).scene, before);
            }
            Stands::Item(item) => {
                let read = self.in_text(text, true, branch, skips);
                self.looked_at(goal, item, read);
            }
            Stands::Place(place) => {
                let read = self.in_text(text, true, branch, skips);
                self.known(goal, place, read);
            }
        }
    }

    /// The states in which a branch of a text is read, or its `When` come to and not read.
    fn in_text(&mut self, text: &Text, first: bool, wanted: BranchId, skips: bool) -> Set {
        let mut all = Set::NONE;
        for part in &text.parts {
            let set = match part {
                Part::When {
                    condition,
                    then,
                    branch,
                } => {
                    let holds = self.space.holds(condition);
                    if *branch == wanted {
                        if skips { holds.not() } else { holds }
                    } else {
                        let inner = self.in_text(then, first, wanted, skips);
                        self.space.sets.and(holds, inner)
                    }
                }
                Part::Either {
                    condition,
                    then,
                    otherwise,
                    branch,
                } => {
                    let holds = self.space.holds(condition);
                    if *branch == wanted {
                        holds
                    } else if branch.0 + 1 == wanted.0 {
                        holds.not()
                    } else {
                        let then = self.in_text(then, first, wanted, skips);
                        let otherwise = self.in_text(otherwise, first, wanted, skips);
                        self.space.sets.choose(holds, then, otherwise)
                    }
                }
                Part::First { then, branch } | Part::Again { then, branch } => {
                    if first != matches!(part, Part::First { .. }) {
                        Set::NONE
                    } else if *branch == wanted {
                        Set::ALL
                    } else {
                        self.in_text(then, first, wanted, skips)
                    }
                }
                Part::Pick { options, .. } => options.iter().fold(Set::NONE, |set, option| {
                    let option = self.in_text(option, first, wanted, skips);
                    self.space.sets.or(set, option)
                }),
                Part::Words(_) | Part::Break | Part::Stress | Part::Count(_) => Set::NONE,
            };
            all = self.space.sets.or(all, set);
        }
        all
    }

    /// Adds where a thing is listed, in a set: on any page, and where a telling has come to its
    /// end.
    fn looked_at(&mut self, goal: &mut Goal, item: ItemId, set: Set) {
        use crate::story::Condition::{Has, Lost};
        let story = &self.space.facts.story;
        let held = self.space.holds(&Has(item));
        let lost = self.space.holds(&Lost(item));
        let mut listed = Set::NONE;
        for action in story
            .item(item)
            .actions
            .clone()
            .map(|id| story.action(ActionId(id)))
        {
            if !matches!(action.gate, Gate::Open) {
                let when = self.space.allows(action.when.as_ref());
                listed = self.space.sets.or(listed, when);
            }
        }
        let lost = self.space.sets.and(lost, listed);
        let listed = self.space.sets.or(held, lost);
        let (held, listed) = (
            self.space.sets.and(held, set),
            self.space.sets.and(listed, set),
        );
        for (scene, what) in story.scenes() {
            match &what.way {
                Way::Choices { .. } if self.is_main(scene) => self.on_page(goal, scene, listed),
                Way::Choices { .. } => self.on_page(goal, scene, held),
                Way::Ending(_) | Way::Closes(_) if story.links(scene).is_empty() => {
                    self.after_arrival(goal, scene, held);
                }
                _ => {}
            }
        }
    }

    /// Adds where a place is known, in a set: on any page, and where a telling has come to its
    /// end.
    fn known(&mut self, goal: &mut Goal, place: PlaceId, set: Set) {
        let story = &self.space.facts.story;
        let is_there = |scene: SceneId| story.scene(scene).place == Some(place);
        let mut been = Set::NONE;
        for (scene, _) in story.scenes().filter(|(scene, _)| is_there(*scene)) {
            let seen = self.space.seen(scene);
            been = self.space.sets.or(been, seen);
        }
        for (scene, what) in story.scenes() {
            let mut known = been;
            for id in story.choices_of(scene).map(ChoiceId) {
                let choice = story.choice(id);
                if choice.via.or(choice.to).is_some_and(is_there) {
                    let shown = self.space.shown(id);
                    known = self.space.sets.or(known, shown);
                }
            }
            for member in reading::members(story, scene) {
                if is_there(*member) {
                    let eligible = self.space.eligible(*member);
                    known = self.space.sets.or(known, eligible);
                }
            }
            let set = self.space.sets.and(known, set);
            match &what.way {
                Way::Choices { .. } => self.on_page(goal, scene, set),
                Way::Ending(_) | Way::Closes(_) if story.links(scene).is_empty() => {
                    self.after_arrival(goal, scene, set);
                }
                _ => {}
            }
        }
    }
}
