//! A page near the one a telling stood on, where that one is gone: so that who was in December
//! isn't put back to June because a page of December was taken out.

use super::record::Record;
use super::snapshot::Snapshot;
use crate::game::State;
use crate::story::Story;

/// How many steps are looked back over at most.
const FARTHEST: usize = 40;

/// A place near where a record stood, with everything that was so by then.
pub(super) struct Nearby {
    /// The state.
    pub state: State,
    /// How many of the names it remembered the story no longer knows.
    pub gone: usize,
    /// How many steps back from the end the page was.
    pub back: usize,
}

/// The nearest page the steps came by that can still be stood on, in the same chapter. None before
/// the first step that couldn't be taken: up to there the steps themselves lead.
pub(super) fn nearby(story: &Story, record: &Record, failed: usize) -> Option<Nearby> {
    let at = record.at.as_ref()?;
    let chapter = at
        .chapter
        .as_deref()
        .and_then(|name| story.find_chapter(name));
    let opens = chapter.and_then(|id| story.chapter(id).opens);
    let steps = record.steps.get(failed + 1..record.cursor)?;
    for (nth, step) in steps.iter().rev().take(FARTHEST).enumerate() {
        let there = Snapshot {
            scene: step.at.clone(),
            taken: 0,
            frames: Vec::new(),
            finish: None,
            ..at.clone()
        };
        if let Some((state, gone)) = there.raise(story, record.seed) {
            return Some(Nearby {
                state,
                gone,
                back: nth + 1,
            });
        }
        // Before this page it was another chapter.
        if opens.is_some() && story.find_scene(&step.at) == opens {
            return None;
        }
    }
    None
}
