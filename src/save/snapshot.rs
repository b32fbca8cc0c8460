//! Where a telling stands, by names: what lets it go on when its steps no longer can be taken.
//! Names that are gone are left out; a page that is gone can't be stood on.

use serde::Deserialize;

use crate::game::{self, State};
use crate::story::{
    ChapterId, ChoiceId, EndingId, EntryId, Link, LinkKind, SceneId, Story, TellingId, Way,
};

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
                let id = scene.and_then(|scene| super::replay::choice(story, scene, choice));
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

    /// What is another in `now`, in a sentence without a full stop.
    #[must_use]
    pub fn difference(&self, now: &Snapshot) -> Option<String> {
        let place = |one: &Snapshot| (one.scene.clone(), one.frames.clone(), one.finish.clone());
        if place(self) != place(now) {
            return Some(format!(
                "it stood on `{}`, and comes to `{}`",
                self.scene, now.scene
            ));
        }
        if (&self.chapter, self.taken) != (&now.chapter, now.taken) {
            return Some("it stood in another chapter, or at another place in its deal".to_owned());
        }
        let lists: [(&str, Facts); 8] = [
            ("flags", |one| one.flags.clone()),
            ("counters", |one| shown(&one.counters)),
            ("held", |one| one.held.clone()),
            ("lost", |one| one.lost.clone()),
            ("kept", |one| shown(&one.kept)),
            ("let_go", |one| shown(&one.let_go)),
            ("chosen", |one| shown(&one.chosen)),
            ("visits", |one| shown(&one.visits)),
        ];
        lists.iter().find_map(|(name, of)| {
            let (was, is) = (of(self), of(now));
            let only = |one: &[String], other: &[String]| -> Vec<String> {
                one.iter()
                    .filter(|what| !other.contains(what))
                    .cloned()
                    .collect()
            };
            let (gone, new) = (only(&was, &is), only(&is, &was));
            (was != is).then(|| format!("`{name}` had {gone:?} and has {new:?}"))
        })
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

/// A list of a snapshot, as lines.
type Facts = fn(&Snapshot) -> Vec<String>;

fn shown<T: std::fmt::Debug>(all: &[(String, T)]) -> Vec<String> {
    all.iter()
        .map(|(name, what)| format!("{name}: {what:?}"))
        .collect()
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
