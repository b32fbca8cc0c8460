//! What a page offers: choices, what a deal shows, actions of things.
//! Pure questions. Whether an offer may be *taken* is asked here too, by `step` and by nobody else's rule.

use super::chance::{Key, Kind};
use super::eval::{allows, holds};
use super::state::State;
use crate::story::{ActionId, Card, ChoiceId, Condition, Deal, Fact, Gate, SceneId, Story, Way};

/// What a step takes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Took {
    /// A choice of the page.
    Choice(ChoiceId),
    /// A member of the page's deal.
    Deal(SceneId),
    /// An action of a thing.
    Action(ActionId),
}

/// Whether an offer can be taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing<'a> {
    /// It can.
    Open,
    /// Not now, for this reason.
    Locked(&'a str),
    /// Never, for this reason.
    Refused(&'a str),
}

/// One offer of a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer<'a> {
    /// What taking it takes.
    pub took: Took,
    /// Its label.
    pub say: &'a str,
    /// Whether it can be taken.
    pub standing: Standing<'a>,
    /// Whether it is there because of something remembered or told.
    pub recalled: bool,
}

impl Offer<'_> {
    /// Whether it can be taken.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.standing, Standing::Open)
    }
}

/// What the page offers, in the order it is shown: what was dealt, then the choices.
/// Nothing once the telling has finished.
#[must_use]
pub fn offers<'a>(story: &'a Story, state: &State) -> Vec<Offer<'a>> {
    let mut offers = Vec::new();
    if state.finish.is_some() {
        return offers;
    }
    if let Way::Choices { choices, deal } = &story.scene(state.at).way {
        if let Some(deal) = deal {
            for member in shown(story, state, deal) {
                if let Some(card) = &story.scene(member).card {
                    offers.push(Offer {
                        took: Took::Deal(member),
                        say: story.str(card.offer),
                        standing: Standing::Open,
                        recalled: card.when.as_ref().is_some_and(recalls),
                    });
                }
            }
        }
        for id in choices.clone().map(ChoiceId) {
            if is_visible(story, state, id) {
                let choice = story.choice(id);
                let by_gate = matches!(&choice.gate, Gate::If(open, _) if recalls(open));
                offers.push(Offer {
                    took: Took::Choice(id),
                    say: story.str(choice.say),
                    standing: standing(story, state, &choice.gate),
                    recalled: by_gate || choice.when.as_ref().is_some_and(recalls),
                });
            }
        }
    }
    offers
}

/// The actions offered with a thing: while it is held, and greyed when it was lost.
/// None inside vias or once the telling has finished.
#[must_use]
pub fn actions<'a>(story: &'a Story, state: &State) -> Vec<Offer<'a>> {
    story
        .actions()
        .filter_map(|(id, action)| {
            let layout = story.layout();
            let held = state.held(layout, action.item);
            let lost = state.had(layout, action.item) && !held;
            let listed = held || lost && matches!(action.gate, Gate::If(..) | Gate::Refused(_));
            if !listed
                || state.finish.is_some()
                || !state.frames.is_empty()
                || !allows(story, state, action.when.as_ref())
            {
                return None;
            }
            let standing = match (held, &action.gate) {
                (true, gate) => standing(story, state, gate),
                (false, Gate::If(_, Some(reason)) | Gate::Refused(reason)) => {
                    Standing::Locked(story.str(*reason))
                }
                (false, Gate::Open | Gate::If(_, None)) => Standing::Locked(""),
            };
            let recalled = action.when.as_ref().is_some_and(recalls);
            Some(Offer {
                took: Took::Action(id),
                say: story.str(action.say),
                standing,
                recalled,
            })
        })
        .collect()
}

/// Calls `see` with everything a step may take now: open choices, *eligible* members of the deal
/// (shown or not, so that a record fits every seed), and open actions of things held.
pub fn takeable(story: &Story, state: &State, mut see: impl FnMut(Took)) {
    if state.finish.is_some() {
        return;
    }
    if let Way::Choices { choices, deal } = &story.scene(state.at).way {
        for id in choices.clone().map(ChoiceId) {
            if is_visible(story, state, id) && is_open(story, state, &story.choice(id).gate) {
                see(Took::Choice(id));
            }
        }
        if let Some(deal) = deal {
            for member in &story.deck(deal.deck).members {
                if is_eligible(story, state, *member) {
                    see(Took::Deal(*member));
                }
            }
        }
    }
    if state.frames.is_empty() {
        for (id, _) in story.actions() {
            if is_takeable(story, state, Took::Action(id)) {
                see(Took::Action(id));
            }
        }
    }
}

/// Whether a step may take this now.
#[must_use]
pub fn is_takeable(story: &Story, state: &State, took: Took) -> bool {
    if state.finish.is_some() {
        return false;
    }
    match took {
        Took::Choice(id) => {
            let choice = story.choice(id);
            choice.scene == state.at
                && is_visible(story, state, id)
                && is_open(story, state, &choice.gate)
        }
        Took::Deal(member) => {
            let deck = story.scene(member).card.as_ref().map(|card| card.deck);
            matches!(&story.scene(state.at).way,
                Way::Choices { deal: Some(deal), .. } if Some(deal.deck) == deck)
                && is_eligible(story, state, member)
        }
        Took::Action(id) => {
            let action = story.action(id);
            state.frames.is_empty()
                && state.held(story.layout(), action.item)
                && matches!(story.scene(state.at).way, Way::Choices { .. })
                && allows(story, state, action.when.as_ref())
                && is_open(story, state, &action.gate)
        }
    }
}

/// Whether the deal has come to its end: enough were taken, or none is left.
#[must_use]
pub fn is_dealt_out(story: &Story, state: &State, deal: &Deal) -> bool {
    state.taken >= deal.pick
        || !story
            .deck(deal.deck)
            .members
            .iter()
            .any(|m| is_eligible(story, state, *m))
}

/// Whether a member may be dealt now.
#[must_use]
pub fn is_eligible(story: &Story, state: &State, member: SceneId) -> bool {
    story
        .scene(member)
        .card
        .as_ref()
        .is_some_and(|Card { when, again, .. }| {
            (*again || state.visits(story.layout(), member) == 0)
                && allows(story, state, when.as_ref())
        })
}

/// The members a deal shows: the best by score among the eligible, best first. A score is fixed
/// for the hub's visit, so coming home and undo shuffle nothing.
#[must_use]
pub fn shown(story: &Story, state: &State, deal: &Deal) -> Vec<SceneId> {
    let hub = story.scene(state.at).key;
    let visit = u32::from(state.visits(story.layout(), state.at));
    let mut scored: Vec<(u32, SceneId)> = story
        .deck(deal.deck)
        .members
        .iter()
        .filter(|member| is_eligible(story, state, **member))
        .map(|member| {
            let scene = story.scene(*member);
            let key = Key {
                seed: state.seed(),
                owner: hub,
                visit,
                kind: Kind::Score,
                nth: 0,
                other: scene.key,
            };
            (
                key.best_of(scene.card.as_ref().map_or(1, |card| card.weight)),
                *member,
            )
        })
        .collect();
    scored.sort_unstable_by(|a, b| b.cmp(a));
    scored.truncate(deal.show as usize);
    scored.into_iter().map(|(_, member)| member).collect()
}

/// Whether a choice of the page is listed, open or greyed.
#[must_use]
pub fn is_visible(story: &Story, state: &State, id: ChoiceId) -> bool {
    let choice = story.choice(id);
    !(choice.once && state.chosen(story.layout(), id)) && allows(story, state, choice.when.as_ref())
}

fn is_open(story: &Story, state: &State, gate: &Gate) -> bool {
    match gate {
        Gate::Open => true,
        Gate::If(open, _) => holds(story, state, open),
        Gate::Refused(_) => false,
    }
}

fn standing<'a>(story: &'a Story, state: &State, gate: &Gate) -> Standing<'a> {
    match gate {
        Gate::Open => Standing::Open,
        Gate::If(open, _) if holds(story, state, open) => Standing::Open,
        Gate::If(_, reason) => Standing::Locked(reason.map_or("", |reason| story.str(reason))),
        Gate::Refused(reason) => Standing::Refused(story.str(*reason)),
    }
}

/// Whether a condition asks for something kept in the journal.
fn recalls(condition: &Condition) -> bool {
    let mut found = false;
    condition.reads(&mut |fact| found |= matches!(fact, Fact::Entry(_) | Fact::Telling(_)));
    found
}
