//! Whether every telling can come to an end: what no ending can be reached from, and whether any
//! telling gets there.

use std::collections::BTreeSet;

use hashbrown::HashSet;

use super::ask::{Asked, Kind, Question, Verdict};
use super::back::{Back, Goal, Outcome, Trace};
use super::chase::{Quarry, chase, shortest};
use super::play::{Play, outcomes, stands, ways_on};
use super::sets::Set;
use crate::game::State;
use crate::game::step::Unwatched;
use crate::story::{SceneId, Way};

/// How many traps are named before the rest is left unsettled.
const MOST_TRAPS: usize = 20;
/// How many states are looked at to see where a trap lies.
const MOST_STATES: usize = 5_000;

/// Settles every [`Kind::Rounds`], as far as it goes.
pub fn settle(back: &mut Back<'_>, play: &mut Play<'_>, asked: &mut Asked) {
    back.tidy(0);
    let mut good = ends(back);
    for _ in 0..MOST_TRAPS {
        let Some(traps) = traps(back, &good) else {
            return;
        };
        if traps.is_empty() {
            settle_rest(asked);
            return;
        }
        // A step that went round was seen to: what leads there is told of already.
        let mut is_told = false;
        for (scene, set) in &traps.arrive {
            let seen = asked.verdict(Question::rounds(*scene));
            if matches!(seen, Verdict::Reached(_)) {
                back.on_arrival(&mut good, *scene, *set);
                is_told = true;
            }
        }
        if is_told {
            continue;
        }
        let (outcome, trace) = back.seek(&traps, play);
        let from = match outcome {
            Outcome::Never => {
                settle_rest(asked);
                return;
            }
            Outcome::Unsettled => return,
            Outcome::From(node) => node,
        };
        let is_trapped = |state: &State| is_in(back, &traps, state);
        let quarry = Quarry::State(&is_trapped);
        let Some((state, mut sight)) = chase(play, (back, &trace), from, &quarry, asked) else {
            return;
        };
        if let Some(whole) = back.exhaust(&traps) {
            let is_trapped = |state: &State| is_in(back, &traps, state);
            let quarry = Quarry::State(&is_trapped);
            let shorter = shortest(play, (back, &whole), &quarry, asked);
            sight = shorter.map_or(sight, |shorter| {
                if play.steps_to(shorter) < play.steps_to(sight) {
                    shorter
                } else {
                    sight
                }
            });
        }
        let held = scenes_ahead(play, &state);
        let named = named(back, &held, state.at());
        asked.settle(Question::rounds(named), Verdict::Reached(sight));
        for scene in held {
            explain(back, &mut good, &traps, scene);
        }
    }
}

fn settle_rest(asked: &mut Asked) {
    let open: Vec<Question> = asked
        .of_kind(Kind::Rounds)
        .map(|(question, _)| question)
        .collect();
    for question in open {
        asked.settle(question, Verdict::Never);
    }
}

/// Where a telling ends, or is stuck, which is told by itself.
fn ends(back: &mut Back<'_>) -> Goal {
    let mut good = Goal::default();
    let story = &back.space.facts.story;
    for (scene, what) in story.scenes() {
        match what.way {
            Way::Ending(_) => back.on_arrival(&mut good, scene, Set::ALL),
            Way::Closes(_) if story.links(scene).is_empty() => {
                back.on_arrival(&mut good, scene, Set::ALL);
            }
            Way::Choices { .. } => {
                let stuck = back.stuck(scene);
                back.on_page(&mut good, scene, stuck);
            }
            Way::Next(_) | Way::Ways(_) | Way::Back | Way::Closes(_) => {}
        }
    }
    good
}

/// The states from which nothing good is reached; none where that took too long.
fn traps(back: &mut Back<'_>, good: &Goal) -> Option<Goal> {
    let told = back.exhaust(good)?;
    let inside = back.comes_home(&told)?;
    let mut traps = Goal::default();
    let story = &back.space.facts.story;
    for (scene, what) in story.scenes() {
        let leaves = |back: &mut Back<'_>, of: &dyn Fn(&Trace) -> Set| {
            let told = of(&told);
            if back.is_main(scene) {
                return told.not();
            }
            back.space.sets.or(told, of(&inside)).not()
        };
        if let Way::Choices { .. } = what.way {
            let levels: Vec<Set> = (0..back.levels(scene))
                .map(|taken| {
                    let trapped = leaves(back, &|trace| trace.standing(scene, taken));
                    let stands = back.stands(scene);
                    let trapped = back.space.sets.and(trapped, stands);
                    let trapped = back.narrow_standing(scene, trapped);
                    back.in_range(trapped)
                })
                .collect();
            if levels.iter().any(|set| *set != Set::NONE) {
                traps.page.insert(scene, levels);
            }
        }
        if back.goes_round(scene) {
            let trapped = leaves(back, &|trace| trace.arriving(scene));
            let trapped = back.in_range(trapped);
            back.on_arrival(&mut traps, scene, trapped);
        }
    }
    (!back.space.sets.is_full()).then_some(traps)
}

/// Whether a state is one of a goal's. Where a step stopped by itself, it went round among the
/// scenes whose arrivals are.
fn is_in(back: &Back<'_>, goal: &Goal, state: &State) -> bool {
    let facts = back.space.facts;
    if !stands(&facts.story, state) {
        return state.finish().is_none() && goal.arrive.contains_key(&state.at());
    }
    let Some(levels) = goal.page.get(&state.at()) else {
        return false;
    };
    let set = levels[(state.taken() as usize).min(levels.len() - 1)];
    let sets = &back.space.sets;
    sets.contains(set, |question| facts.ask(state, question))
}

/// The scenes a telling can still come to from a state.
fn scenes_ahead(play: &Play<'_>, state: &State) -> BTreeSet<SceneId> {
    let mut scenes = BTreeSet::from([state.at()]);
    let mut seen = HashSet::new();
    let mut left = vec![state.clone()];
    while let Some(state) = left.pop() {
        for took in ways_on(play.story, &state) {
            outcomes(
                play.story,
                &state,
                took,
                || Unwatched,
                |next, _, _| {
                    scenes.insert(next.at());
                    if seen.insert(play.live.key(&next)) && seen.len() < MOST_STATES {
                        left.push(next);
                    }
                },
            );
        }
    }
    scenes
}

/// Of the scenes of a trap, the one to name: told outside digressions, where the telling goes
/// round at last, and first in the story.
fn named(back: &Back<'_>, held: &BTreeSet<SceneId>, at: SceneId) -> SceneId {
    let main = held.iter().copied().filter(|scene| back.is_main(*scene));
    main.max_by_key(|scene| (back.circle(*scene), std::cmp::Reverse(*scene)))
        .unwrap_or(at)
}

/// Counts the traps in a scene among what was told of.
fn explain(back: &mut Back<'_>, good: &mut Goal, traps: &Goal, scene: SceneId) {
    if let Some(trapped) = traps.arrive.get(&scene) {
        back.on_arrival(good, scene, *trapped);
    }
    if let Some(levels) = traps.page.get(&scene) {
        let all = levels
            .iter()
            .fold(Set::NONE, |all, set| back.space.sets.or(all, *set));
        back.on_page(good, scene, all);
    }
}
