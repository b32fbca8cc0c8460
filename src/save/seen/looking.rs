//! Watches a telling and writes down what passes.
//! Knows no file and no share: what it has seen is counted elsewhere.

use super::Seen;
use super::words::{echo_name, first_branch};
use crate::game::step::{Event, Read, Watch};
use crate::game::{Reading, State, branches};
use crate::story::{ItemId, Story, Str};

/// Writes down what passes.
#[derive(Default)]
pub(super) struct Looking {
    pub(super) seen: Seen,
    /// The choice being taken, for its echo.
    taking: Option<String>,
}

impl Looking {
    fn picture(&mut self, story: &Story, art: Option<Str>) {
        if let Some(art) = art {
            self.seen.pictures.insert(story.str(art).to_owned());
        }
    }
}

impl Watch for Looking {
    fn event(&mut self, story: &Story, _: &State, event: Event) {
        match event {
            Event::Taken(took) => {
                self.taking = match took {
                    crate::game::Took::Choice(id) => {
                        let choice = story.choice(id);
                        Some(echo_name(story, choice.scene, choice.name))
                    }
                    crate::game::Took::Deal(_) | crate::game::Took::Action(_) => None,
                };
            }
            Event::Arrived(scene) => self.picture(story, story.scene(scene).art),
            Event::Took(item) => {
                let item: ItemId = item;
                self.picture(story, story.item(item).art);
            }
            Event::Ended(ending) => {
                let name = story.str(story.ending(ending).name);
                self.seen.endings.insert(name.to_owned());
            }
            Event::Went(_)
            | Event::Home(_)
            | Event::Lost(_)
            | Event::Remembered(_)
            | Event::Retold(..)
            | Event::LetGo(_)
            | Event::Drew(_)
            | Event::Clamped(_)
            | Event::Closed(_)
            | Event::Opened(_)
            | Event::Paused(_)
            | Event::Ran(_) => {}
        }
    }

    fn text(&mut self, story: &Story, state: &State, reading: Reading, text: Read<'_>) {
        let (name, text) = match text {
            Read::Scene(scene, text) => (story.scene_name(scene), text),
            Read::Echo(text) => (self.taking.clone().unwrap_or_default(), text),
        };
        let read = self.seen.texts.entry(name).or_default();
        read.insert(0);
        let first = first_branch(text);
        branches(story, state, reading.first, text, &mut |branch| {
            read.insert(branch.0 - first + 1);
        });
    }
}
