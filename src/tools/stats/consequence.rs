//! Choices with a consequence: those that write a fact which something reachable afterwards reads.
//!
//! A thing taken or lost and an entry written, told again or let go show by themselves, among the
//! things and in the journal. A flag, a counter, the choice itself, and a scene that is arrived at
//! because of it count where some condition reads them further on: in a text, an echo, a way, an
//! offer, a card of a deck; or anywhere at all in a look or an action, which go along everywhere.
//! What a choice leaves undone shows too, where words stand for it: the second half of an `Either`,
//! a `Not`, a later way, asked about what another choice of the page would have written.

use std::collections::{HashMap, HashSet};

use crate::story::{
    Choice, ChoiceId, Condition, Effect, Fact, Gate, LinkKind, Part, SceneId, Story, Text, Way,
    WayId,
};

/// Where a fact is read: in a scene, or everywhere (`None`).
type Places = Vec<Option<SceneId>>;

/// Where each fact is read.
#[derive(Default)]
struct Readers {
    /// Where something shows because of it.
    present: HashMap<Fact, Places>,
    /// Where something shows for the lack of it.
    absent: HashMap<Fact, Places>,
}

impl Readers {
    fn note(&mut self, condition: &Condition, place: Option<SceneId>, halves: Halves) {
        condition.reads(&mut |fact| self.present.entry(fact).or_default().push(place));
        let mut lacks = |fact| self.absent.entry(fact).or_default().push(place);
        match halves {
            Halves::Both => condition.reads(&mut lacks),
            Halves::One => denied(condition, &mut lacks),
        }
    }
}

/// Whether something stands in the place of what doesn't show.
#[derive(Clone, Copy)]
enum Halves {
    One,
    Both,
}

/// Every fact a condition asks for the lack of.
fn denied(condition: &Condition, see: &mut impl FnMut(Fact)) {
    match condition {
        Condition::Not(one) => one.reads(see),
        Condition::All(all) | Condition::Any(all) => {
            for one in all {
                denied(one, see);
            }
        }
        Condition::Has(_)
        | Condition::Lost(_)
        | Condition::Remembers(_)
        | Condition::Told(_)
        | Condition::LetGo(_)
        | Condition::Is(_)
        | Condition::AtLeast(..)
        | Condition::AtMost(..)
        | Condition::Seen(_)
        | Condition::Chose(_) => {}
    }
}

/// The choices that can be taken, and whether each has a consequence.
#[must_use]
pub fn consequences(story: &Story) -> Vec<(ChoiceId, bool)> {
    let readers = readers(story);
    let after = Graph::of(story);
    let mut reached: HashMap<SceneId, HashSet<SceneId>> = HashMap::new();
    let mut out = Vec::new();
    for (id, choice) in story.choices() {
        if matches!(choice.gate, Gate::Refused(_)) {
            continue;
        }
        let from = choice.via.or(choice.to).unwrap_or(choice.scene);
        let mut later = reached
            .entry(from)
            .or_insert_with(|| after.from(from))
            .clone();
        // What follows a `via` follows the choice too.
        for more in [choice.to, choice.to.is_none().then_some(choice.scene)]
            .into_iter()
            .flatten()
        {
            later.extend(
                reached
                    .entry(more)
                    .or_insert_with(|| after.from(more))
                    .iter(),
            );
        }
        let read_in = |places: Option<&Places>| {
            places.is_some_and(|places| {
                places
                    .iter()
                    .any(|place| place.is_none_or(|scene| later.contains(&scene)))
            })
        };
        let others = story
            .choices_of(choice.scene)
            .map(ChoiceId)
            .filter(|other| *other != id);
        let shown = shows(story, choice, id, &|fact| {
            read_in(readers.present.get(&fact))
        }) || others.map(|other| (other, story.choice(other))).any(
            |(other, choice)| {
                writes(story, choice, other).any(|fact| read_in(readers.absent.get(&fact)))
            },
        );
        out.push((id, shown));
    }
    out
}

fn shows(story: &Story, choice: &Choice, id: ChoiceId, read: &impl Fn(Fact) -> bool) -> bool {
    let own = choice.via.into_iter().chain(choice.to).filter(|to| {
        // A scene that every choice of the page leads to is no consequence of this one.
        let others = story
            .choices_of(choice.scene)
            .map(ChoiceId)
            .filter(|other| *other != id);
        others
            .map(|other| story.choice(other))
            .all(|o| o.to != Some(*to) && o.via != Some(*to))
    });
    let own: Vec<SceneId> = own.collect();
    let entered = own
        .iter()
        .flat_map(|scene| story.scene(*scene).enter.iter());
    choice
        .then
        .iter()
        .chain(entered)
        .any(|effect| effect_shows(story, effect, read))
        || read(Fact::Choice(id))
        || own.iter().any(|scene| read(Fact::Scene(*scene)))
}

/// The facts that only this choice of its page writes: itself, and what it sets.
fn writes(story: &Story, choice: &Choice, id: ChoiceId) -> impl Iterator<Item = Fact> {
    let mut facts = vec![Fact::Choice(id)];
    for effect in &choice.then {
        if !matches!(effect, Effect::Draw(_)) {
            effect.writes(|entry| story.first_telling(entry), &mut |fact| {
                facts.push(fact)
            });
        }
    }
    facts.into_iter()
}

fn effect_shows(story: &Story, effect: &Effect, read: &impl Fn(Fact) -> bool) -> bool {
    match effect {
        Effect::Take(_)
        | Effect::Lose(_)
        | Effect::Remember(_)
        | Effect::Retell(..)
        | Effect::LetGo(_) => true,
        Effect::Set(_) | Effect::Clear(_) | Effect::Add(..) => {
            let mut found = false;
            effect.writes(|entry| story.first_telling(entry), &mut |fact| {
                found |= read(fact)
            });
            found
        }
        // What chance sets is no doing of the choice.
        Effect::Draw(_) => false,
    }
}

/// Where every fact is read.
fn readers(story: &Story) -> Readers {
    let mut readers = Readers::default();
    let mut note = |condition: &Condition, place: Option<SceneId>, halves: Halves| {
        readers.note(condition, place, halves);
    };
    for (id, scene) in story.scenes() {
        each_condition(scene.text.as_ref(), &mut |condition, halves| {
            note(condition, Some(id), halves);
        });
        // A card is asked where its deck is dealt: anywhere, as far as this can tell.
        if let Some(when) = scene.card.as_ref().and_then(|card| card.when.as_ref()) {
            note(when, None, Halves::One);
        }
        if let Way::Ways(ways) = &scene.way {
            for way in ways.clone().map(WayId) {
                if let Some(when) = &story.way(way).when {
                    note(when, Some(id), Halves::Both);
                }
            }
        }
    }
    for (_, choice) in story.choices() {
        let scene = Some(choice.scene);
        each_condition(choice.echo.as_ref(), &mut |condition, halves| {
            note(condition, scene, halves);
        });
        if let Some(when) = &choice.when {
            note(when, scene, Halves::One);
        }
        if let Gate::If(open, _) = &choice.gate {
            note(open, scene, Halves::Both);
        }
    }
    for (_, item) in story.items() {
        each_condition(item.look.as_ref(), &mut |condition, halves| {
            note(condition, None, halves)
        });
    }
    for (_, place) in story.places() {
        each_condition(place.look.as_ref(), &mut |condition, halves| {
            note(condition, None, halves)
        });
    }
    for (_, action) in story.actions() {
        if let Some(when) = &action.when {
            note(when, None, Halves::One);
        }
        if let Gate::If(open, _) = &action.gate {
            note(open, None, Halves::Both);
        }
    }
    readers
}

fn each_condition(text: Option<&Text>, see: &mut impl FnMut(&Condition, Halves)) {
    let Some(text) = text else { return };
    text.each_part(&mut |part| match part {
        Part::When { condition, .. } => see(condition, Halves::One),
        Part::Either { condition, .. } => see(condition, Halves::Both),
        Part::Words(_)
        | Part::Break
        | Part::Stress
        | Part::Pick { .. }
        | Part::First { .. }
        | Part::Again { .. }
        | Part::Count(_) => {}
    });
}

/// Which scenes can follow which. A `back` is followed by every page its digression is entered
/// from, and by where that page's choice goes on to.
struct Graph {
    next: Vec<Vec<SceneId>>,
}

impl Graph {
    fn of(story: &Story) -> Graph {
        let mut next: Vec<Vec<SceneId>> = vec![Vec::new(); story.scenes().len()];
        let mut calls: Vec<(SceneId, SceneId)> = Vec::new();
        for (from, _) in story.scenes() {
            for link in story.links(from) {
                next[from.index()].push(link.to);
                match link.kind {
                    LinkKind::Via(choice) => {
                        calls.push((link.to, from));
                        calls.extend(story.choice(choice).to.map(|to| (link.to, to)));
                    }
                    LinkKind::Deal => calls.push((link.to, from)),
                    LinkKind::To(_)
                    | LinkKind::Next
                    | LinkKind::Way(_)
                    | LinkKind::Done
                    | LinkKind::Opens(_)
                    | LinkKind::Action(_) => {}
                }
            }
        }
        let plain = Graph { next: next.clone() };
        for (entered, home) in calls {
            for inside in plain.from(entered) {
                if matches!(story.scene(inside).way, Way::Back) {
                    next[inside.index()].push(home);
                }
            }
        }
        for homes in &mut next {
            homes.sort_unstable();
            homes.dedup();
        }
        Graph { next }
    }

    /// Everything that can follow, the scene itself included.
    fn from(&self, scene: SceneId) -> HashSet<SceneId> {
        let mut seen = HashSet::from([scene]);
        let mut open = vec![scene];
        while let Some(here) = open.pop() {
            for to in &self.next[here.index()] {
                if seen.insert(*to) {
                    open.push(*to);
                }
            }
        }
        seen
    }
}
