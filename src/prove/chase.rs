//! From a kept state along what was worked out backwards, by playing, until what is asked for is
//! seen. The way there is kept; nothing counts that wasn't played.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use hashbrown::HashSet;

use super::ask::{Asked, Kind, Question};
use super::back::{Back, Trace};
use super::eye::{self, Eye};
use super::live::Live;
use super::play::{Play, Sight, is_stuck, outcomes, stands, ways_on};
use crate::game::{State, Took};
use crate::story::{FlagId, Story};

/// How many states are looked at for one question, at most.
const MOST_STATES: usize = 50_000;

/// A state on the way, and how it was come by.
struct Trail {
    state: State,
    from: Option<usize>,
    took: Option<Took>,
    drew: Box<[FlagId]>,
}

/// What a chase is after.
pub enum Quarry<'q> {
    /// A question to be answered.
    Answer(Question),
    /// A state.
    State(&'q dyn Fn(&State) -> bool),
}

impl Quarry<'_> {
    fn question(&self) -> Option<Question> {
        match self {
            Quarry::Answer(question) => Some(*question),
            Quarry::State(_) => None,
        }
    }

    fn is_caught(
        &self,
        story: &Story,
        live: &Live,
        asked: &Asked,
        state: &State,
        seen: &[Question],
    ) -> bool {
        match self {
            Quarry::Answer(question) if seen.contains(question) => true,
            Quarry::Answer(question) => {
                (stands(story, state) || state.finish().is_some())
                    && eye::answers(story, state, asked, *question)
                    && (question.kind != Kind::Stuck || is_stuck(story, live, state))
            }
            Quarry::State(is_caught) => is_caught(state),
        }
    }
}

/// Plays from a kept state along a trace until the quarry is caught, and keeps the way there.
/// Gives the state it was caught in and the number of the sight that shows it.
pub fn chase(
    play: &mut Play<'_>,
    (back, trace): (&Back<'_>, &Trace),
    from: u32,
    quarry: &Quarry<'_>,
    asked: &mut Asked,
) -> Option<(State, u32)> {
    let (story, live) = (play.story, play.live);
    let start = play.nodes[from as usize].state.clone();
    if quarry.is_caught(story, live, asked, &start, &[]) {
        let sight = play.nodes[from as usize].sight;
        return Some((start, sight));
    }
    let mut near = vec![back.nearness(trace, &start)?];
    let mut trails = vec![Trail {
        state: start,
        from: None,
        took: None,
        drew: Box::default(),
    }];
    let mut seen = HashSet::new();
    let mut queue = BinaryHeap::from([Reverse((near[0], 0))]);
    while let Some(Reverse((_, here))) = queue.pop() {
        let state = trails[here].state.clone();
        for took in ways_on(story, &state) {
            let mut caught = None;
            let watch = || Eye::new(asked);
            outcomes(story, &state, took, watch, |next, drew, eye| {
                if caught.is_some() {
                    return;
                }
                let is_caught = quarry.is_caught(story, live, asked, &next, &eye.seen);
                let is_home = next.frames().is_empty();
                let nearness = match back.nearness(trace, &next) {
                    Some(time) if is_home => time,
                    None if is_home && !is_caught => return,
                    _ => near[here],
                };
                if is_caught || seen.insert(live.key(&next)) {
                    near.push(nearness);
                    trails.push(Trail {
                        state: next,
                        from: Some(here),
                        took: Some(took),
                        drew: drew.into(),
                    });
                    queue.push(Reverse((nearness, trails.len() - 1)));
                    caught = is_caught.then_some(eye.seen);
                }
            });
            if let Some(answered) = caught {
                let last = trails.len() - 1;
                let sight = keep(play, from, &trails, last, asked);
                for question in answered {
                    asked.settle(question, super::ask::Verdict::Reached(sight));
                }
                return Some((trails.swap_remove(last).state, sight));
            }
        }
        if trails.len() > MOST_STATES {
            return None;
        }
    }
    None
}

/// Plays from every beginning, step by step, only where the quarry can still be caught, and keeps
/// the shortest way that is found. Gives the number of the sight that shows its last step. States
/// that nothing in the trace tells apart count as one, so a shorter way may be overlooked.
pub fn shortest(
    play: &mut Play<'_>,
    (back, trace): (&Back<'_>, &Trace),
    quarry: &Quarry<'_>,
    asked: &mut Asked,
) -> Option<u32> {
    let (story, live) = (play.story, play.live);
    let questions = back.asked_in(trace);
    let mut seen = HashSet::new();
    let mut trails = Vec::new();
    let begins = (0..play.nodes.len() as u32).filter(|node| play.begins(*node));
    let begins: Vec<u32> = begins.collect();
    for node in &begins {
        trails.push(Trail {
            state: play.nodes[*node as usize].state.clone(),
            from: None,
            took: None,
            drew: Box::default(),
        });
    }
    let mut here = 0;
    while here < trails.len() && trails.len() < MOST_STATES {
        let state = trails[here].state.clone();
        for took in ways_on(story, &state) {
            let mut caught = false;
            let watch = || Eye::on(asked, quarry.question());
            outcomes(story, &state, took, watch, |next, drew, eye| {
                if caught {
                    return;
                }
                caught = quarry.is_caught(story, live, asked, &next, &eye.seen);
                let leads = !next.frames().is_empty() || back.nearness(trace, &next).is_some();
                if caught || leads && seen.insert(back.outline(&next, &questions)) {
                    trails.push(Trail {
                        state: next,
                        from: Some(here),
                        took: Some(took),
                        drew: drew.into(),
                    });
                }
            });
            if caught {
                let last = trails.len() - 1;
                let mut first = last;
                while let Some(before) = trails[first].from {
                    first = before;
                }
                return Some(keep(play, begins[first], &trails, last, asked));
            }
        }
        here += 1;
    }
    None
}

/// Keeps the way to a trail; gives the sight that shows its last step.
fn keep(play: &mut Play<'_>, from: u32, trails: &[Trail], last: usize, asked: &mut Asked) -> u32 {
    let mut way = vec![last];
    while let Some(before) = trails[way[way.len() - 1]].from {
        way.push(before);
    }
    let mut node = from;
    let mut sight = play.nodes[from as usize].sight;
    for trail in way.into_iter().rev().skip(1).map(|n| &trails[n]) {
        let step = Sight {
            from: Some(node),
            took: trail.took,
            drew: trail.drew.clone(),
        };
        sight = play.sights.len() as u32;
        if let Some(kept) = play.keep(trail.state.clone(), step, asked) {
            node = kept;
        }
    }
    sight
}
