//! Proofs about a story, over all choices and all eligible deals, from the start.
//!
//! What is promised, exactly: *reached* was played, with the game's own `step`. *Never*: more than
//! can really be was exhausted without it. What is left is listed as unsettled, and the proof is
//! then called bounded. How it goes about it:
//!
//! 1. `values`: what each fact may be on each page, every fact by itself. It rules out much.
//! 2. `play`: playing in every direction, keeping a few states a page. It reaches nearly all.
//! 3. `back`: from each question left open, backwards over sets of states, until a kept state is
//!    met (`chase` plays on from it, and what it shows is reached) or nothing new comes of it and
//!    the beginning isn't among them (it never is).
//! 4. `ends`: the same from the endings, for whatever no ending can be reached from.
//!
//! Sets are decision diagrams (`sets`), so that a hundred flags that have nothing to do with a
//! question cost it nothing.

pub mod ask;
mod back;
mod chase;
pub mod closing;
mod ends;
mod eye;
mod facts;
mod goal;
mod live;
mod play;
mod possible;
mod reading;
mod report;
mod sets;
mod shape;
mod space;
mod values;

use ask::{Asked, Kind, Question, Verdict};
use back::{Back, Outcome};
use chase::{Quarry, chase, shortest};
use facts::Facts;
use live::Live;
pub use play::Witness;
use play::{Play, Room};
pub use report::Shown;
use shape::Shape;
use space::Space;
use values::Values;

use crate::story::{SceneId, Story};

/// How far a proof goes before it leaves something unsettled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// States kept of what is played.
    pub states: usize,
    /// Nodes of the diagrams that sets of states are, for one question.
    pub nodes: usize,
    /// How often such nodes are asked for, for all questions together.
    pub effort: u64,
}

impl Limits {
    /// Limits that grow with how many states may be kept.
    #[must_use]
    pub fn of(states: usize) -> Limits {
        Limits {
            states,
            nodes: states.saturating_mul(4),
            effort: (states as u64).saturating_mul(1_000),
        }
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits::of(300_000)
    }
}

/// Of the questions of one kind, how they came out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// All of them.
    pub total: usize,
    /// Those that were played.
    pub reached: usize,
    /// Those that never are.
    pub never: usize,
    /// Those that were left open.
    pub unsettled: usize,
}

/// What was proved about a story.
pub struct Proof {
    asked: Asked,
    told: play::Told,
}

impl Proof {
    /// The questions, and what came of them.
    #[must_use]
    pub fn asked(&self) -> &Asked {
        &self.asked
    }

    /// How the questions of a kind came out.
    #[must_use]
    pub fn tally(&self, kind: Kind) -> Tally {
        let mut tally = Tally::default();
        for (_, verdict) in self.asked.of_kind(kind) {
            tally.total += 1;
            match verdict {
                Verdict::Reached(_) => tally.reached += 1,
                Verdict::Never => tally.never += 1,
                Verdict::Open | Verdict::Unasked => tally.unsettled += 1,
            }
        }
        tally
    }

    /// Whether something was left unsettled.
    #[must_use]
    pub fn is_bounded(&self) -> bool {
        !self.asked.still_open().is_empty()
    }

    /// The telling that answers a question, the first that was found.
    #[must_use]
    pub fn witness(&self, question: Question) -> Option<Witness> {
        match self.asked.verdict(question) {
            Verdict::Reached(sight) => Some(self.told.witness(sight)),
            Verdict::Unasked | Verdict::Open | Verdict::Never => None,
        }
    }

    /// A telling that leads to a scene, the first that was found: to its page if it has one, else
    /// through it.
    #[must_use]
    pub fn telling_to(&self, scene: SceneId) -> Option<Witness> {
        let page = self.told.telling_to(scene);
        page.or_else(|| self.witness(Question::scene(scene)))
    }
}

/// Proves what can be proved about a story.
#[must_use]
pub fn prove(story: &Story, limits: Limits) -> Proof {
    let facts = Facts::of(story);
    let shape = Shape::of(&facts.story);
    let live = Live::of(&facts, &shape);
    let values = Values::of(&facts, &shape);
    let mut asked = Asked::of(&facts.story);
    let room = Room::within(limits.states, &facts.story);
    let mut play = Play::new(&facts, &live, room, &asked);
    play.begin(&mut asked);
    play.go_on(&mut asked);
    let space = Space::new(&facts, limits.nodes);
    let patience = 20 * facts.story.scenes().len() + 1_000;
    let mut back = Back::new(space, &shape, &values, patience);
    let mut effort = limits.effort;
    for turn in TURNS {
        let most = limits.effort / turn;
        for question in asked.still_open() {
            // What is answered on the way to another question is open no longer.
            if question.kind != Kind::Rounds && asked.is_open(question) {
                back.tidy(limits.nodes / 8);
                effort = spend(&mut back, effort, most, |back| {
                    settle(back, &mut play, &mut asked, question);
                });
            }
        }
    }
    spend(&mut back, u64::MAX, limits.effort / 4, |back| {
        ends::settle(back, &mut play, &mut asked);
    });
    for kind in [Kind::Slips, Kind::Clamps, Kind::Stuck] {
        let all: Vec<(Question, Verdict)> = asked.of_kind(kind).collect();
        for (question, verdict) in all {
            if let Verdict::Reached(sight) = verdict {
                back.tidy(limits.nodes / 8);
                effort = spend(&mut back, effort, limits.effort / 100, |back| {
                    shorten(back, &mut play, &mut asked, (question, sight));
                });
            }
        }
    }
    Proof {
        told: play.told(),
        asked,
    }
}

/// Which part of all the effort one question may take: a little of it at first, since nearly all
/// are settled by a little; of what is left, more for those that are hard.
const TURNS: [u64; 3] = [15_000, 300, 20];

/// Lets something be worked out with an effort of `most`, or what is left of all; gives what is
/// left then.
fn spend<'a>(
    back: &mut Back<'a>,
    left: u64,
    most: u64,
    work_out: impl FnOnce(&mut Back<'a>),
) -> u64 {
    let given = left.min(most);
    back.space.sets.allow(given);
    work_out(back);
    left - (given - back.space.sets.effort())
}

/// Settles one question, as far as it goes.
fn settle(back: &mut Back<'_>, play: &mut Play<'_>, asked: &mut Asked, question: Question) {
    let goal = back.goal(asked, question);
    if goal.is_empty() && !back.space.sets.is_full() {
        asked.settle(question, Verdict::Never);
        return;
    }
    let (outcome, trace) = back.seek(&goal, play);
    match outcome {
        Outcome::Never => asked.settle(question, Verdict::Never),
        Outcome::Unsettled => {}
        Outcome::From(node) => {
            let quarry = Quarry::Answer(question);
            if let Some((_, sight)) = chase(play, (back, &trace), node, &quarry, asked) {
                asked.settle(question, Verdict::Reached(sight));
                play.go_on(asked);
            }
        }
    }
}

/// Looks for a shorter telling that shows a fault.
fn shorten(
    back: &mut Back<'_>,
    play: &mut Play<'_>,
    asked: &mut Asked,
    (question, sight): (Question, u32),
) {
    let goal = back.goal(asked, question);
    if let Some(trace) = back.exhaust(&goal) {
        let quarry = Quarry::Answer(question);
        if let Some(shorter) = shortest(play, (back, &trace), &quarry, asked)
            && play.steps_to(shorter) < play.steps_to(sight)
        {
            asked.show(question, shorter);
        }
    }
}
