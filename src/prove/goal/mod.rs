//! Each question as sets of states at places of the story: where it is answered if it is come to.
//! What comes of going backwards from there isn't known here.

mod effects;
mod texts;

use super::ask::{Asked, Kind, Question, pass};
use super::back::{Back, Goal};
use super::reading;
use super::sets::Set;
use crate::story::{ActionId, BranchId, ChoiceId, EndingId, Gate, SceneId, TellingId, Way, WayId};

impl Goal {
    /// Whether no state answers it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let mut sets = self.arrive.values().chain(self.page.values().flatten());
        sets.all(|set| *set == Set::NONE)
    }
}

impl Back<'_> {
    /// Where a question is answered.
    pub fn goal(&mut self, asked: &Asked, question: Question) -> Goal {
        let mut goal = Goal::default();
        let facts = self.space.facts;
        let story = &facts.story;
        let id = question.id;
        match question.kind {
            Kind::Scene => self.on_arrival(&mut goal, SceneId(id), Set::ALL),
            Kind::Choice => {
                let choice = ChoiceId(id);
                let set = match story.choice(choice).gate {
                    Gate::Refused(_) => self.space.shown(choice),
                    Gate::Open | Gate::If(..) => self.space.takeable(choice),
                };
                self.on_page(&mut goal, story.choice(choice).scene, set);
            }
            Kind::Branch | Kind::Skips => {
                let skips = question.kind == Kind::Skips;
                if let Some(stands) = asked.branches[id as usize] {
                    self.reads(&mut goal, stands, BranchId(id), skips);
                }
            }
            Kind::Way => self.goes(
                &mut goal,
                asked.way_scenes[id as usize],
                WayId(id),
                0,
                Set::ALL,
            ),
            Kind::Member => {
                let set = self.space.eligible(SceneId(id));
                self.on_hubs(&mut goal, SceneId(id), set);
            }
            Kind::Telling => self.writes(&mut goal, asked, TellingId(id)),
            Kind::Ending => {
                for (scene, what) in story.scenes() {
                    if what.way == Way::Ending(EndingId(id)) {
                        self.on_arrival(&mut goal, scene, Set::ALL);
                    }
                }
            }
            Kind::Action | Kind::ActionHides | Kind::ActionLocks => {
                self.offers(&mut goal, question.kind, ActionId(id));
            }
            Kind::Hides => {
                let choice = story.choice(ChoiceId(id));
                let set = self.space.allows(choice.when.as_ref()).not();
                self.on_page(&mut goal, choice.scene, set);
            }
            Kind::Locks => {
                let (shown, open) = (
                    self.space.shown(ChoiceId(id)),
                    self.space.takeable(ChoiceId(id)),
                );
                let set = self.space.sets.and(shown, open.not());
                self.on_page(&mut goal, story.choice(ChoiceId(id)).scene, set);
            }
            Kind::HoldsBack => {
                let (undealt, eligible) = (
                    self.space.undealt(SceneId(id)),
                    self.space.eligible(SceneId(id)),
                );
                let set = self.space.sets.and(undealt, eligible.not());
                self.on_hubs(&mut goal, SceneId(id), set);
            }
            Kind::Slips => {
                let (chapter, nth) = asked.passes[id as usize];
                let set = self.space.holds(pass(story, (chapter, nth))).not();
                for (scene, what) in story.scenes() {
                    if what.way == Way::Closes(chapter) {
                        self.after_arrival(&mut goal, scene, set);
                    }
                }
            }
            Kind::Clamps => {
                let (acts, counter) = asked.moves[id as usize];
                self.leaves_range(&mut goal, acts, counter);
            }
            Kind::Stuck => {
                let set = self.stuck(SceneId(id));
                self.on_page(&mut goal, SceneId(id), set);
            }
            Kind::Rounds => {}
        }
        goal
    }

    /// Adds a set just before arriving at a scene, less what the values rule out.
    pub fn on_arrival(&mut self, goal: &mut Goal, scene: SceneId, set: Set) {
        let set = self.narrow_arriving(scene, set);
        if set != Set::NONE {
            let so_far = goal.arrive.entry(scene).or_insert(Set::NONE);
            *so_far = self.space.sets.or(*so_far, set);
        }
    }

    /// Adds a set standing on a page, less what the values rule out.
    pub fn on_page(&mut self, goal: &mut Goal, scene: SceneId, set: Set) {
        let set = self.narrow_standing(scene, set);
        let set = self.in_range(set);
        if set != Set::NONE {
            let so_far = goal.page.entry(scene).or_insert_with(|| vec![Set::NONE]);
            so_far[0] = self.space.sets.or(so_far[0], set);
        }
    }

    /// Adds a set that holds once a scene was arrived at and entered.
    fn after_arrival(&mut self, goal: &mut Goal, scene: SceneId, set: Set) {
        let effects = self.space.facts.story.scene(scene).enter.len();
        let before = self.before_entering(scene, effects, set);
        self.on_arrival(goal, scene, before);
    }

    /// Leaves out states in which a counter the set asks for is outside its range.
    pub fn in_range(&mut self, set: Set) -> Set {
        let facts = self.space.facts;
        let mut asked = Vec::new();
        self.space
            .sets
            .asks(set, &mut |question| asked.push(question));
        facts.story.counters().fold(set, |set, (id, _)| {
            let asks = facts.digits(id).is_some_and(|digits| {
                let all = digits.first..digits.first + digits.count;
                asked.iter().any(|question| all.contains(question))
            });
            if asks {
                let valid = self.space.in_range(id);
                self.space.sets.and(set, valid)
            } else {
                set
            }
        })
    }

    /// Adds a set on every page that deals a member.
    fn on_hubs(&mut self, goal: &mut Goal, member: SceneId, set: Set) {
        let story = &self.space.facts.story;
        for (scene, _) in story.scenes() {
            if reading::members(story, scene).contains(&member) {
                self.on_page(goal, scene, set);
            }
        }
    }

    /// The states of a page from which no choice can be taken, nor dealt, nor opened by actions.
    pub fn stuck(&mut self, scene: SceneId) -> Set {
        let story = &self.space.facts.story;
        let Way::Choices { choices, deal } = &story.scene(scene).way else {
            return Set::NONE;
        };
        // A page stands only while its deal has something left.
        if deal.is_some() {
            return Set::NONE;
        }
        let mut open = Set::NONE;
        for id in choices.clone().map(ChoiceId) {
            let takeable = self.space.takeable(id);
            open = self.space.sets.or(open, takeable);
        }
        let mut before = Set::NONE;
        while before != open && self.is_main(scene) && !self.space.sets.is_full() {
            before = open;
            for (id, action) in story.actions() {
                let takeable = self.space.action_takeable(id);
                let opens = self.summary(action.via, before);
                let set = self.space.sets.and(takeable, opens);
                open = self.space.sets.or(open, set);
            }
        }
        open.not()
    }
}
