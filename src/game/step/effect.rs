//! What one effect does to a state.
//! Knows nothing of chance, of scenes or of who watches.

use super::watch::Event;
use crate::game::state::State;
use crate::story::{Effect, Story};

/// Applies an effect that chance has no part in; says what changed, if anything a player is told of.
pub(super) fn apply(story: &Story, state: &mut State, effect: &Effect) -> Option<Event> {
    let layout = story.layout();
    match effect {
        Effect::Take(item) => {
            let new = !state.held(layout, *item);
            state.set_held(layout, *item, true);
            new.then_some(Event::Took(*item))
        }
        Effect::Lose(item) => {
            let held = state.held(layout, *item);
            state.set_held(layout, *item, false);
            held.then_some(Event::Lost(*item))
        }
        Effect::Remember(entry) => {
            let new = !state.written(layout, *entry);
            if new {
                state.set_written(layout, *entry);
                state.set_told(layout, story.first_telling(*entry));
            }
            new.then_some(Event::Remembered(*entry))
        }
        Effect::Retell(entry, telling) => {
            let new = state.kept(layout, *entry) && !state.told(layout, *telling);
            if new {
                state.set_told(layout, *telling);
            }
            new.then_some(Event::Retold(*entry, *telling))
        }
        Effect::LetGo(entry) => {
            let kept = state.kept(layout, *entry);
            if kept {
                state.set_let_go(layout, *entry);
            }
            kept.then_some(Event::LetGo(*entry))
        }
        Effect::Set(flag) => {
            state.set_flag(layout, *flag, true);
            None
        }
        Effect::Clear(flag) => {
            state.set_flag(layout, *flag, false);
            None
        }
        Effect::Add(counter, by) => {
            let range = story.counter(*counter);
            let wanted = i64::from(state.counter(layout, *counter)) + i64::from(*by);
            let clamped = wanted.max(i64::from(range.from)).min(i64::from(range.to));
            state.set_counter(layout, *counter, clamped as i32);
            (clamped != wanted).then_some(Event::Clamped(*counter))
        }
        Effect::Draw(_) => None,
    }
}
