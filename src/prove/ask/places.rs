//! Where in a story branches, effects and ways stand.
//! What is asked of them isn't known here.

use crate::story::{
    ChapterId, ChoiceId, Condition, CounterId, Effect, ItemId, Part, PlaceId, SceneId, Story, Text,
    Way, WayId,
};

/// Where a branch stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Stands {
    /// In a scene's text.
    Scene(SceneId),
    /// In a choice's echo.
    Echo(ChoiceId),
    /// In a thing's look.
    Item(ItemId),
    /// In a place's look.
    Place(PlaceId),
}

/// Where effects stand.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Acts {
    /// On arrival at a scene.
    Enter(SceneId),
    /// In a choice.
    Then(ChoiceId),
    /// In a way of a scene.
    Way(SceneId, WayId),
}

/// The effects that stand somewhere.
#[must_use]
pub fn acts(story: &Story, place: Acts) -> &[Effect] {
    match place {
        Acts::Enter(scene) => &story.scene(scene).enter,
        Acts::Then(choice) => &story.choice(choice).then,
        Acts::Way(_, way) => &story.way(way).then,
    }
}

/// The text a branch stands in.
#[must_use]
pub fn text(story: &Story, stands: Stands) -> Option<&Text> {
    match stands {
        Stands::Scene(id) => story.scene(id).text.as_ref(),
        Stands::Echo(id) => story.choice(id).echo.as_ref(),
        Stands::Item(id) => story.item(id).look.as_ref(),
        Stands::Place(id) => story.place(id).look.as_ref(),
    }
}

/// What a chapter passes.
#[must_use]
pub fn pass(story: &Story, (chapter, nth): (ChapterId, usize)) -> &Condition {
    &story.chapter(chapter).passes[nth]
}

/// Every place with a text.
fn texts(story: &Story) -> impl Iterator<Item = (Stands, &Text)> {
    let scenes = story.scenes().map(|(id, _)| Stands::Scene(id));
    let echoes = story.choices().map(|(id, _)| Stands::Echo(id));
    let items = story.items().map(|(id, _)| Stands::Item(id));
    let places = story.places().map(|(id, _)| Stands::Place(id));
    let all = scenes.chain(echoes).chain(items).chain(places);
    all.filter_map(|stands| Some((stands, text(story, stands)?)))
}

pub(super) fn branches(story: &Story) -> Vec<Option<Stands>> {
    let mut found = vec![None; story.branch_count()];
    for (stands, text) in texts(story) {
        text.each_part(&mut |part| match part {
            Part::When { branch, .. } | Part::First { branch, .. } | Part::Again { branch, .. } => {
                found[branch.index()] = Some(stands);
            }
            Part::Either { branch, .. } => {
                found[branch.index()] = Some(stands);
                found[branch.index() + 1] = Some(stands);
            }
            Part::Words(_) | Part::Break | Part::Stress | Part::Pick { .. } | Part::Count(_) => {}
        });
    }
    found
}

pub(super) fn way_scenes(story: &Story) -> Vec<SceneId> {
    let mut scenes = vec![story.start(); story.ways().len()];
    for (id, scene) in story.scenes() {
        if let Way::Ways(ways) = &scene.way {
            scenes[ways.start as usize..ways.end as usize].fill(id);
        }
    }
    scenes
}

/// Every place with effects.
fn places(story: &Story) -> impl Iterator<Item = Acts> + '_ {
    let enters = story.scenes().map(|(id, _)| Acts::Enter(id));
    let thens = story.choices().map(|(id, _)| Acts::Then(id));
    let ways = story.scenes().flat_map(|(id, scene)| match &scene.way {
        Way::Ways(ways) => ways.clone().map(|way| Acts::Way(id, WayId(way))).collect(),
        _ => Vec::new(),
    });
    enters.chain(thens).chain(ways)
}

pub(super) fn writers(story: &Story) -> Vec<Vec<Acts>> {
    let mut found = vec![Vec::new(); story.tellings().len()];
    for place in places(story) {
        for effect in acts(story, place) {
            let telling = match effect {
                Effect::Remember(entry) => story.first_telling(*entry),
                Effect::Retell(_, telling) => *telling,
                _ => continue,
            };
            let here: &mut Vec<Acts> = &mut found[telling.index()];
            if here.last() != Some(&place) {
                here.push(place);
            }
        }
    }
    found
}

pub(super) fn moves(story: &Story) -> Vec<(Acts, CounterId)> {
    let mut found = Vec::new();
    for place in places(story) {
        let mut here = Vec::new();
        for effect in acts(story, place) {
            if let Effect::Add(counter, _) = effect {
                here.push(*counter);
            }
        }
        here.sort_unstable();
        here.dedup();
        found.extend(here.into_iter().map(|counter| (place, counter)));
    }
    found
}
