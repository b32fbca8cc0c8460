//! Each question as sets of states at places of the story: where it is answered if it is come to.

use super::ask::{Acts, Asked, Kind, Question, Stands, acts, pass};
use super::back::{Back, Goal};
use super::reading;
use super::sets::Set;
use crate::story::{
    ActionId, BranchId, ChoiceId, CounterId, Effect, EndingId, Gate, ItemId, Part, PlaceId,
    SceneId, TellingId, Text, Way, WayId,
};

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

    /// Adds where a way is gone, as far as its first so many effects, into a set.
    fn goes(&mut self, goal: &mut Goal, scene: SceneId, id: WayId, effects: usize, after: Set) {
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
    fn writes(&mut self, goal: &mut Goal, asked: &Asked, telling: TellingId) {
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
    fn leaves_range(&mut self, goal: &mut Goal, place: Acts, counter: CounterId) {
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
    fn offers(&mut self, goal: &mut Goal, kind: Kind, id: ActionId) {
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

    /// Adds where a branch is read, or its `When` come to and not read.
    fn reads(&mut self, goal: &mut Goal, stands: Stands, branch: BranchId, skips: bool) {
        let story = &self.space.facts.story;
        let Some(text) = super::ask::text(story, stands) else {
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
