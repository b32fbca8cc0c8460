//! What each scene of a story asks and does, gathered from wherever it is written.
//! The story only; no state.

use crate::story::{ChoiceId, Condition, Effect, Gate, Part, SceneId, Story, Text, Way, WayId};

/// Calls `see` with every condition that is asked in a scene: by its texts, its ways, its choices,
/// its deal, the chapter it closes.
pub fn conditions<'s>(story: &'s Story, scene: SceneId, see: &mut impl FnMut(&'s Condition)) {
    let what = story.scene(scene);
    if let Some(text) = &what.text {
        in_text(text, see);
    }
    match &what.way {
        Way::Choices { choices, deal } => {
            for choice in choices.clone().map(|id| story.choice(ChoiceId(id))) {
                choice.when.iter().for_each(&mut *see);
                in_gate(&choice.gate, see);
                if let Some(echo) = &choice.echo {
                    in_text(echo, see);
                }
            }
            for member in deal.iter().flat_map(|deal| &story.deck(deal.deck).members) {
                let card = story.scene(*member).card.as_ref();
                card.and_then(|card| card.when.as_ref())
                    .into_iter()
                    .for_each(&mut *see);
            }
        }
        Way::Ways(ways) => {
            for way in ways.clone().map(|id| story.way(WayId(id))) {
                way.when.iter().for_each(&mut *see);
            }
        }
        Way::Closes(chapter) => story.chapter(*chapter).passes.iter().for_each(see),
        Way::Next(_) | Way::Back | Way::Ending(_) => {}
    }
}

/// Calls `see` with every condition of actions, which may be asked on any page.
pub fn action_conditions<'s>(story: &'s Story, see: &mut impl FnMut(&'s Condition)) {
    for (_, action) in story.actions() {
        action.when.iter().for_each(&mut *see);
        in_gate(&action.gate, see);
    }
}

/// Calls `see` with every condition of looks, which may be asked on any page.
pub fn look_conditions<'s>(story: &'s Story, see: &mut impl FnMut(&'s Condition)) {
    let looks = story.items().filter_map(|(_, item)| item.look.as_ref());
    let places = story.places().filter_map(|(_, place)| place.look.as_ref());
    for look in looks.chain(places) {
        in_text(look, see);
    }
}

/// Calls `see` with every effect of a scene: on arrival, of its choices, of its ways.
pub fn effects<'s>(story: &'s Story, scene: SceneId, see: &mut impl FnMut(&'s Effect)) {
    let what = story.scene(scene);
    what.enter.iter().for_each(&mut *see);
    match &what.way {
        Way::Choices { choices, .. } => {
            for choice in choices.clone().map(|id| story.choice(ChoiceId(id))) {
                choice.then.iter().for_each(&mut *see);
            }
        }
        Way::Ways(ways) => {
            for way in ways.clone().map(|id| story.way(WayId(id))) {
                way.then.iter().for_each(&mut *see);
            }
        }
        Way::Next(_) | Way::Back | Way::Closes(_) | Way::Ending(_) => {}
    }
}

/// The members a scene may deal; none where it deals nothing.
#[must_use]
pub fn members(story: &Story, scene: SceneId) -> &[SceneId] {
    match &story.scene(scene).way {
        Way::Choices {
            deal: Some(deal), ..
        } => &story.deck(deal.deck).members,
        _ => &[],
    }
}

/// Whether a text reads differently on a later visit.
#[must_use]
pub fn counts_visits(text: &Text) -> bool {
    let mut found = false;
    text.each_part(&mut |part| {
        found |= matches!(part, Part::First { .. } | Part::Again { .. });
    });
    found
}

/// Whether a text has a branch.
#[must_use]
pub fn has_branches(text: &Text) -> bool {
    let mut found = counts_visits(text);
    in_text(text, &mut |_| found = true);
    found
}

fn in_text<'s>(text: &'s Text, see: &mut impl FnMut(&'s Condition)) {
    text.each_part(&mut |part| {
        if let Part::When { condition, .. } | Part::Either { condition, .. } = part {
            see(condition);
        }
    });
}

fn in_gate<'s>(gate: &'s Gate, see: &mut impl FnMut(&'s Condition)) {
    if let Gate::If(open, _) = gate {
        see(open);
    }
}
