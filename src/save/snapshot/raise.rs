//! From a snapshot to a state of a story that may have changed since.
//! Names that are gone are left out; a page that is gone can't be stood on.

use super::{Finish, Snapshot};
use crate::game::{self, State};
use crate::save::replay;
use crate::story::{ChapterId, EndingId, Link, LinkKind, SceneId, Story, Way};

impl Snapshot {
    /// The state these names come to in a story, and how many of them it no longer knows.
    /// `None` where it can't be stood on: the page is gone, or there is no way on from it.
    #[must_use]
    pub fn raise(&self, story: &Story, seed: u64) -> Option<(State, usize)> {
        let mut state = self.place(story, seed)?;
        let layout = story.layout();
        let mut gone = 0;
        let mut or_gone = |known: bool| gone += usize::from(!known);
        for (id, counter) in story.counters() {
            state.set_counter(layout, id, counter.start);
        }
        for (name, value) in &self.counters {
            let id = story.find_counter(name);
            if let Some(id) = id {
                let counter = story.counter(id);
                let value = (*value).max(counter.from).min(counter.to);
                state.set_counter(layout, id, value);
            }
            or_gone(id.is_some());
        }
        for name in &self.flags {
            let id = story.find_flag(name);
            if let Some(id) = id {
                state.set_flag(layout, id, true);
            }
            or_gone(id.is_some());
        }
        for (names, held) in [(&self.lost, false), (&self.held, true)] {
            for name in names {
                let id = story.find_item(name);
                match id {
                    Some(id) if held => state.set_held(layout, id, true),
                    Some(id) => state.set_lost(layout, id),
                    None => {}
                }
                or_gone(id.is_some());
            }
        }
        for (entries, let_go) in [(&self.kept, false), (&self.let_go, true)] {
            for (name, tellings) in entries {
                let id = story.find_entry(name);
                if let Some(id) = id {
                    state.set_written(layout, id);
                    state.set_told(layout, story.first_telling(id));
                    if let_go {
                        state.set_let_go(layout, id);
                    }
                    for telling in tellings {
                        let telling = story.find_telling(id, telling);
                        if let Some(telling) = telling {
                            state.set_told(layout, telling);
                        }
                        or_gone(telling.is_some());
                    }
                }
                or_gone(id.is_some());
            }
        }
        for (scene, choices) in &self.chosen {
            let scene = story.find_scene(scene);
            for choice in choices {
                let id = scene.and_then(|scene| replay::choice(story, scene, choice));
                if let Some(id) = id {
                    state.set_chosen(layout, id);
                }
                or_gone(id.is_some());
            }
        }
        for (scene, visits) in &self.visits {
            let id = story.find_scene(scene);
            if let Some(id) = id {
                state.set_visits(layout, id, *visits);
            }
            or_gone(id.is_some());
        }
        let mut way_on = state.finish().is_some();
        game::takeable(story, &state, |_| way_on = true);
        way_on.then_some((state, gone))
    }

    /// The page, the way home and the chapter, where a player could stand there.
    fn place(&self, story: &Story, seed: u64) -> Option<State> {
        let at = story.find_scene(&self.scene)?;
        let chapter = match &self.chapter {
            Some(name) => story.find_chapter(name)?,
            None => ChapterId(0),
        };
        let mut frames = Vec::new();
        for frame in &self.frames {
            let scene = story.find_scene(&frame.scene)?;
            let then = match &frame.then {
                Some(then) => Some(story.find_scene(then)?),
                None => None,
            };
            let inside = !frames.is_empty();
            let fits = |scene| leads_home(story, scene) == inside;
            if !is_page(story, scene) || !fits(scene) || !then.is_none_or(fits) {
                return None;
            }
            frames.push(game::Frame { scene, then });
        }
        if leads_home(story, at) == frames.is_empty() || frames.len() > story.scenes().len() {
            return None;
        }
        let finish = match &self.finish {
            Some(Finish::Ended(name)) => {
                let ending: EndingId = story.find_ending(name)?;
                (story.scene(at).way == Way::Ending(ending)).then_some(())?;
                Some(game::Finish::Ended(ending))
            }
            // Where the next chapter was written since, the page before it closed is no place to
            // stand: the steps take the player on.
            Some(Finish::Paused(name)) => {
                let chapter = story.find_chapter(name)?;
                let closes = story.scene(at).way == Way::Closes(chapter);
                (closes && story.chapter_after(chapter).is_none()).then_some(())?;
                Some(game::Finish::Paused(chapter))
            }
            None => is_page(story, at).then_some(None)?,
        };
        // On the hub itself one more can be taken, or the deal would have gone on.
        let (hub, more) = frames.first().map_or((at, 1), |frame| (frame.scene, 0));
        let taken = match &story.scene(hub).way {
            Way::Choices {
                deal: Some(deal), ..
            } => self.taken.min(deal.pick.saturating_sub(more)),
            Way::Choices { deal: None, .. }
            | Way::Next(_)
            | Way::Ways(_)
            | Way::Back
            | Way::Closes(_)
            | Way::Ending(_) => 0,
        };
        Some(State::placed(
            story.layout(),
            seed,
            game::Place {
                at,
                chapter,
                frames,
                taken,
                finish,
            },
        ))
    }
}

/// Whether a scene waits for the player.
fn is_page(story: &Story, scene: SceneId) -> bool {
    matches!(story.scene(scene).way, Way::Choices { .. })
}

/// Whether a scene is inside a digression: going on from it comes to a `back`.
fn leads_home(story: &Story, from: SceneId) -> bool {
    let mut seen = vec![false; story.scenes().len()];
    let mut open = vec![from];
    while let Some(scene) = open.pop() {
        if story.scene(scene).way == Way::Back {
            return true;
        }
        let Some(seen) = seen.get_mut(scene.index()) else {
            continue;
        };
        if std::mem::replace(seen, true) {
            continue;
        }
        let onward = |link: &Link| match link.kind {
            LinkKind::To(_) | LinkKind::Next | LinkKind::Way(_) => true,
            LinkKind::Via(_)
            | LinkKind::Deal
            | LinkKind::Done
            | LinkKind::Opens(_)
            | LinkKind::Action(_) => false,
        };
        open.extend(
            story
                .links(scene)
                .into_iter()
                .filter(onward)
                .map(|link| link.to),
        );
    }
    false
}
