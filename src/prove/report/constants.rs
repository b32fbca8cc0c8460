//! Conditions of choices, cards and actions that always hold where they are asked.
//! Those inside of texts aren't known here.

use super::{Report, place};
use crate::author::codes;
use crate::diagnostic::Place;
use crate::prove::ask::{Kind, Question, Verdict};
use crate::story::{ActionId, ChoiceId, Condition, Fact, Gate, ItemId, SceneId};

impl Report<'_> {
    /// Conditions that always hold where they are asked.
    pub(super) fn constants(&mut self) {
        let story = self.story;
        for question in self.all(Kind::Hides, Verdict::Never) {
            let id = ChoiceId(question.id);
            let shown = self.reached(Question::choice(id)) || self.reached(Question::locks(id));
            if let (Some(when), true) = (&story.choice(id).when, shown) {
                self.always(self.choice_place(id), self.say(id).to_owned(), "when", when);
            }
        }
        for question in self.all(Kind::Locks, Verdict::Never) {
            let id = ChoiceId(question.id);
            if let (Gate::If(open, _), true) =
                (&story.choice(id).gate, self.reached(Question::choice(id)))
            {
                self.always(self.choice_place(id), self.say(id).to_owned(), "open", open);
            }
        }
        for question in self.all(Kind::HoldsBack, Verdict::Never) {
            let scene = SceneId(question.id);
            let when = story
                .scene(scene)
                .card
                .as_ref()
                .and_then(|card| card.when.as_ref());
            if let (Some(when), true) = (when, self.reached(Question::member(scene))) {
                self.always(
                    self.scene_place(scene),
                    story.scene_name(scene),
                    "when",
                    when,
                );
            }
        }
        for (kind, name) in [(Kind::ActionHides, "when"), (Kind::ActionLocks, "open")] {
            for question in self.all(kind, Verdict::Never) {
                let action = story.action(ActionId(question.id));
                let condition = match (&action.gate, kind) {
                    (Gate::If(open, _), Kind::ActionLocks) => Some(open),
                    (_, Kind::ActionHides) => action.when.as_ref(),
                    _ => None,
                };
                let done = self.reached(Question::action(ActionId(question.id)));
                // What asks whether the thing is held is never false while it is; once the thing
                // is lost, it is what keeps the action listed, greyed.
                let lists = condition.is_some_and(|condition| asks_of(condition, action.item));
                if let (Some(condition), true, false) = (condition, done, lists) {
                    let at = place(story, action.say);
                    self.always(at, story.str(action.say).to_owned(), name, condition);
                }
            }
        }
    }

    fn always(
        &mut self,
        at: Option<Place>,
        whose: String,
        name: &str,
        condition: &crate::story::Condition,
    ) {
        let message = format!("the `{name}` of “{whose}” always holds");
        let help = format!(
            "wherever it is asked, so does {}",
            self.story.written(condition)
        );
        self.add(codes::ALWAYS, at, message, help);
    }
}

/// Whether a condition asks about a thing.
fn asks_of(condition: &Condition, item: ItemId) -> bool {
    let mut asks = false;
    condition.reads(&mut |fact| asks |= fact == Fact::Item(item));
    asks
}
