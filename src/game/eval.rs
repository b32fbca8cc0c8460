//! Whether a condition holds in a state.
//! Pure questions; changes nothing.

use super::state::State;
use crate::story::{Condition, Story};

/// Whether the condition holds.
#[must_use]
pub fn holds(story: &Story, state: &State, condition: &Condition) -> bool {
    let layout = story.layout();
    match condition {
        Condition::Has(item) => state.held(layout, *item),
        Condition::Lost(item) => state.had(layout, *item) && !state.held(layout, *item),
        Condition::Remembers(entry) => state.kept(layout, *entry),
        Condition::Told(telling) => state.told(layout, *telling),
        Condition::LetGo(entry) => state.let_go(layout, *entry),
        Condition::Is(flag) => state.flag(layout, *flag),
        Condition::AtLeast(counter, value) => state.counter(layout, *counter) >= *value,
        Condition::AtMost(counter, value) => state.counter(layout, *counter) <= *value,
        Condition::Seen(scene) => state.visits(layout, *scene) > 0,
        Condition::Chose(choice) => state.chosen(layout, *choice),
        Condition::All(all) => all.iter().all(|one| holds(story, state, one)),
        Condition::Any(any) => any.iter().any(|one| holds(story, state, one)),
        Condition::Not(one) => !holds(story, state, one),
    }
}

/// Whether there is no condition, or it holds.
#[must_use]
pub fn allows(story: &Story, state: &State, condition: Option<&Condition>) -> bool {
    condition.is_none_or(|condition| holds(story, state, condition))
}
