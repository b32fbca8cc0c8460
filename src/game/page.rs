//! What a player can look at beside the prose: things, journal, places.
//! Values made from a story and a state; no terminal, nothing changed by looking.

use super::offer::{Offer, Took, actions};
use super::prose::{Prose, Reading, render};
use super::state::State;
use crate::story::{
    EntryId, ItemId, PlaceId, RegionId, Scene, SectionId, Story, Str, TellingId, key_of,
};

/// A thing that is held, or lost and still listed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Thing<'a> {
    /// The thing.
    pub item: ItemId,
    /// What it is called.
    pub name: &'a str,
    /// Its picture's name.
    pub art: Option<&'a str>,
    /// Whether it is held; else it was lost.
    pub held: bool,
    /// What is seen when it is looked at.
    pub look: Prose,
    /// What can be done with it, greyed ones too.
    pub actions: Vec<Offer<'a>>,
}

/// The things held, and those lost that a greyed action still lists, in the story's order.
#[must_use]
pub fn things<'a>(story: &'a Story, state: &State) -> Vec<Thing<'a>> {
    let offered = actions(story, state);
    story
        .items()
        .filter_map(|(item, what)| {
            let actions: Vec<Offer<'a>> = offered
                .iter()
                .filter(|offer| match offer.took {
                    Took::Action(id) => story.action(id).item == item,
                    Took::Choice(_) | Took::Deal(_) => false,
                })
                .cloned()
                .collect();
            let held = state.held(story.layout(), item);
            let lost = state.had(story.layout(), item) && !held;
            (held || lost && !actions.is_empty()).then(|| {
                let oldest = what.renamed.first().unwrap_or(&what.name_id);
                let reading = Reading::look(state.seed(), key_of("things", story.str(*oldest)));
                Thing {
                    item,
                    name: story.str(what.name),
                    art: what.art.map(|art| story.str(art)),
                    held,
                    look: what
                        .look
                        .as_ref()
                        .map_or_else(Prose::default, |look| render(story, state, reading, look)),
                    actions,
                }
            })
        })
        .collect()
}

/// A section of the journal with what was written in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pages<'a> {
    /// The section.
    pub section: SectionId,
    /// Its heading.
    pub title: &'a str,
    /// Its entries, in the story's order.
    pub entries: Vec<Written<'a>>,
}

/// A journal entry that was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written<'a> {
    /// The entry.
    pub entry: EntryId,
    /// Its heading.
    pub title: &'a str,
    /// Whether it was let go since.
    pub let_go: bool,
    /// Its tellings so far, the newest first.
    pub tellings: Vec<(TellingId, Prose)>,
}

/// The journal as it reads now: sections with something in them.
#[must_use]
pub fn journal<'a>(story: &'a Story, state: &State) -> Vec<Pages<'a>> {
    let layout = story.layout();
    story
        .sections()
        .map(|(section, what)| Pages {
            section,
            title: story.str(what.title),
            entries: story
                .entries()
                .filter(|(id, entry)| entry.section == section && state.written(layout, *id))
                .map(|(id, entry)| Written {
                    entry: id,
                    title: story.str(entry.title),
                    let_go: state.let_go(layout, id),
                    tellings: entry
                        .tellings
                        .clone()
                        .rev()
                        .map(TellingId)
                        .filter(|telling| state.told(layout, *telling))
                        .map(|telling| (telling, telling_prose(story, state, telling)))
                        .collect(),
                })
                .collect(),
        })
        .filter(|pages| !pages.entries.is_empty())
        .collect()
}

/// The words of a telling.
#[must_use]
pub fn telling_prose(story: &Story, state: &State, telling: TellingId) -> Prose {
    render(
        story,
        state,
        Reading::look(state.seed(), 0),
        &story.telling(telling).text,
    )
}

/// A region of which something is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chart<'a> {
    /// The region.
    pub region: RegionId,
    /// Its heading.
    pub title: &'a str,
    /// Its map's name.
    pub map: Option<&'a str>,
    /// The places known there, in the story's order.
    pub places: Vec<Known<'a>>,
}

/// A place that is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Known<'a> {
    /// The place.
    pub place: PlaceId,
    /// What it is called.
    pub title: &'a str,
    /// Column and row on the region's map.
    pub at: Option<(u16, u16)>,
    /// What is seen when it is looked at.
    pub look: Prose,
    /// Whether one is there now.
    pub here: bool,
    /// Offers of the page that lead there, in the order of the page: on a map they are how one
    /// moves. Positions in [`super::offers`].
    pub offers: Vec<usize>,
}

/// Where one is: the page's place, or the place of the innermost page on the way home.
#[must_use]
pub fn here(story: &Story, state: &State) -> Option<PlaceId> {
    let frames = state.frames().iter().rev().map(|frame| frame.scene);
    std::iter::once(state.at())
        .chain(frames)
        .find_map(|scene| story.scene(scene).place)
}

/// Where each of the page's offers leads, as far as that is a place.
fn leads(story: &Story, state: &State) -> Vec<Option<PlaceId>> {
    super::offers(story, state)
        .iter()
        .map(|offer| match offer.took {
            Took::Choice(id) => {
                let choice = story.choice(id);
                choice
                    .via
                    .or(choice.to)
                    .and_then(|scene| story.scene(scene).place)
            }
            Took::Deal(member) => story.scene(member).place,
            Took::Action(_) => None,
        })
        .collect()
}

/// Whether a place is known, by the rule of [`charts`].
#[must_use]
pub fn knows(story: &Story, state: &State, place: PlaceId) -> bool {
    let was_there = |(id, scene): (_, &Scene)| {
        scene.place == Some(place) && state.visits(story.layout(), id) > 0
    };
    here(story, state) == Some(place)
        || story.scenes().any(was_there)
        || leads(story, state).contains(&Some(place))
}

/// The regions and places that are known: those of scenes arrived at, those the page's offers lead
/// to, and where one is.
#[must_use]
pub fn charts<'a>(story: &'a Story, state: &State) -> Vec<Chart<'a>> {
    let mut known = vec![false; story.places().len()];
    for (id, scene) in story.scenes() {
        if let Some(place) = scene.place
            && state.visits(story.layout(), id) > 0
        {
            known[place.index()] = true;
        }
    }
    let here = here(story, state);
    let leads = leads(story, state);
    for place in leads.iter().flatten().chain(&here) {
        known[place.index()] = true;
    }
    story
        .regions()
        .map(|(region, what)| Chart {
            region,
            title: story.str(what.title),
            map: what.map.map(|map: Str| story.str(map)),
            places: what
                .places
                .clone()
                .map(PlaceId)
                .filter(|place| known[place.index()])
                .map(|place| {
                    let what = story.place(place);
                    let oldest = what.renamed.first().unwrap_or(&what.name);
                    let reading = Reading::look(state.seed(), key_of("places", story.str(*oldest)));
                    Known {
                        place,
                        title: story.str(what.title),
                        at: what.at,
                        look: what.look.as_ref().map_or_else(Prose::default, |look| {
                            render(story, state, reading, look)
                        }),
                        here: here == Some(place),
                        offers: (0..leads.len())
                            .filter(|n| leads[*n] == Some(place))
                            .collect(),
                    }
                })
                .collect(),
        })
        .filter(|chart| !chart.places.is_empty())
        .collect()
}
