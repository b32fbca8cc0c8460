//! Where a telling stands, by names: what lets it go on when its steps no longer can be taken.
//! Only values and how they are taken from a state; `raise` goes the other way.

mod difference;
mod raise;

use serde::Deserialize;

use crate::game::{self, State};
use crate::story::{ChoiceId, EntryId, Story, TellingId};

/// A state by names. Lists hold each name at most once, in the story's order.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "At", default)]
pub struct Snapshot {
    /// The page.
    pub scene: String,
    /// The chapter; none in a story without chapters.
    pub chapter: Option<String>,
    /// How many were taken from the page's deal.
    pub taken: u32,
    /// The pages to come home to, outermost first.
    pub frames: Vec<Frame>,
    /// Whether and how it has come to its end.
    pub finish: Option<Finish>,
    /// Flags that are set.
    pub flags: Vec<String>,
    /// Counters and their values.
    pub counters: Vec<(String, i32)>,
    /// Things held.
    pub held: Vec<String>,
    /// Things held once and not now.
    pub lost: Vec<String>,
    /// Entries kept, and their tellings.
    pub kept: Vec<(String, Vec<String>)>,
    /// Entries let go, and their tellings.
    pub let_go: Vec<(String, Vec<String>)>,
    /// Choices ever taken, by their scene.
    pub chosen: Vec<(String, Vec<String>)>,
    /// Scenes arrived at, and how often.
    pub visits: Vec<(String, u8)>,
}

/// A page to come home to.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// The page.
    pub scene: String,
    /// Where to arrive instead of coming home.
    #[serde(default)]
    pub then: Option<String>,
}

/// How a telling came to its end.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub enum Finish {
    /// In this ending.
    Ended(String),
    /// This chapter closed, and the next wasn't written yet.
    Paused(String),
}

impl Snapshot {
    /// The state by names.
    #[must_use]
    pub fn of(story: &Story, state: &State) -> Snapshot {
        let layout = story.layout();
        let name = |at| story.str(at).to_owned();
        let tellings = |entry: EntryId| -> Vec<String> {
            let all = story.entry(entry).tellings.clone().map(TellingId);
            all.filter(|telling| state.told(layout, *telling))
                .map(|telling| name(story.telling(telling).name))
                .collect()
        };
        let entries = |of: &dyn Fn(EntryId) -> bool| {
            let all = story.entries().filter(|(id, _)| of(*id));
            all.map(|(id, entry)| (name(entry.name), tellings(id)))
                .collect()
        };
        let items = |of: &dyn Fn(_) -> bool| {
            let all = story.items().filter(|(id, _)| of(*id));
            all.map(|(_, item)| name(item.name_id)).collect()
        };
        Snapshot {
            scene: story.scene_name(state.at()),
            chapter: story
                .chapters()
                .nth(state.chapter().index())
                .map(|(_, chapter)| name(chapter.name)),
            taken: state.taken(),
            frames: state
                .frames()
                .iter()
                .map(|frame| Frame {
                    scene: story.scene_name(frame.scene),
                    then: frame.then.map(|then| story.scene_name(then)),
                })
                .collect(),
            finish: state.finish().map(|finish| match finish {
                game::Finish::Ended(id) => Finish::Ended(name(story.ending(id).name)),
                game::Finish::Paused(id) => Finish::Paused(name(story.chapter(id).name)),
            }),
            flags: story
                .flags()
                .filter(|(id, _)| state.flag(layout, *id))
                .map(|(_, flag)| name(flag.name))
                .collect(),
            counters: story
                .counters()
                .map(|(id, counter)| (name(counter.name), state.counter(layout, id)))
                .collect(),
            held: items(&|id| state.held(layout, id)),
            lost: items(&|id| state.had(layout, id) && !state.held(layout, id)),
            kept: entries(&|id| state.kept(layout, id)),
            let_go: entries(&|id| state.let_go(layout, id)),
            chosen: chosen(story, state),
            visits: story
                .scenes()
                .map(|(id, _)| (id, state.visits(layout, id)))
                .filter(|(_, visits)| *visits > 0)
                .map(|(id, visits)| (story.scene_name(id), visits))
                .collect(),
        }
    }
}

fn chosen(story: &Story, state: &State) -> Vec<(String, Vec<String>)> {
    let mut chosen = Vec::new();
    for (scene, _) in story.scenes() {
        let names: Vec<String> = story
            .choices_of(scene)
            .map(ChoiceId)
            .filter(|id| state.chosen(story.layout(), *id))
            .map(|id| story.str(story.choice(id).name).to_owned())
            .collect();
        if !names.is_empty() {
            chosen.push((story.scene_name(scene), names));
        }
    }
    chosen
}
