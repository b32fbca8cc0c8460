//! Random play: whole tellings, one after another, with the very step that is played.
//! Gives counts and figures; prints nothing and knows no clock.

use hashbrown::HashSet;

use super::dice::Dice;
use super::seen::{Counts, Eye};
use crate::game::step::{self, BySeed};
use crate::game::{Took, takeable};
use crate::story::Story;

/// The most steps a telling may take before it is given up as endless.
pub const MOST_STEPS: usize = 20_000;

/// How a walk walks.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// How many tellings.
    pub runs: u64,
    /// The seed of the first; each later one has the next number.
    pub seed: u64,
    /// Take what was taken least so far, rather than by chance.
    pub least_seen: bool,
    /// Render every text.
    pub reads: bool,
}

/// What a walk came to.
#[derive(Clone, Debug)]
pub struct Walked {
    /// The counts.
    pub counts: Counts,
    /// Words read in each telling.
    pub words: Vec<u32>,
    /// Words read in each telling, by chapter.
    pub chapters: Vec<Vec<u32>>,
    /// Steps taken in each telling.
    pub steps: Vec<u32>,
    /// Steps taken in each telling, by chapter.
    pub chapter_steps: Vec<Vec<u32>>,
    /// Of each telling but the first, the share of its words that stood in the one before too.
    pub shared: Vec<f64>,
    /// Tellings with no way on, or without an end: their seeds and the scene they stopped at.
    pub stopped: Vec<(u64, String)>,
}

/// Walks.
#[must_use]
pub fn walk(story: &Story, manner: Manner) -> Walked {
    let chapters = story.chapters().len().max(1);
    let mut walked = Walked {
        counts: Counts::of(story),
        words: Vec::new(),
        chapters: vec![Vec::new(); chapters],
        steps: Vec::new(),
        chapter_steps: vec![Vec::new(); chapters],
        shared: Vec::new(),
        stopped: Vec::new(),
    };
    let mut before: Option<HashSet<(u64, u32)>> = None;
    for run in 0..manner.runs {
        let seed = manner.seed.wrapping_add(run);
        before = Some(tell(story, seed, manner, &mut walked, before.as_ref()));
    }
    walked
}

/// One telling; gives its paragraphs.
fn tell(
    story: &Story,
    seed: u64,
    manner: Manner,
    walked: &mut Walked,
    before: Option<&HashSet<(u64, u32)>>,
) -> HashSet<(u64, u32)> {
    let mut dice = Dice::of(seed);
    let mut eye = Eye::new(story, &mut walked.counts, manner.reads);
    let mut state = step::start(story, seed, &mut BySeed, &mut eye);
    let mut can: Vec<Took> = Vec::new();
    let mut chapter_steps = vec![0; walked.chapter_steps.len()];
    let mut steps = 0;
    while state.finish().is_none() && steps < MOST_STEPS {
        can.clear();
        takeable(story, &state, |took| can.push(took));
        let Some(took) = choose(&can, &mut dice, manner.least_seen, eye.counts) else {
            break;
        };
        chapter_steps[state.chapter().index()] += 1;
        step::step(story, &mut state, took, &mut BySeed, &mut eye);
        steps += 1;
    }
    let (words, paragraphs) = (eye.words, eye.paragraphs);
    if state.finish().is_none() {
        walked.stopped.push((seed, story.scene_name(state.at())));
    }
    walked.words.push(words.iter().sum());
    walked.steps.push(steps as u32);
    for (nth, (words, steps)) in words.iter().zip(chapter_steps).enumerate() {
        // A chapter a telling never came to says nothing about the chapter.
        if *words > 0 || steps > 0 {
            walked.chapters[nth].push(*words);
            walked.chapter_steps[nth].push(steps);
        }
    }
    let total: u32 = paragraphs.iter().map(|(_, words)| words).sum();
    if let Some(before) = before
        && total > 0
    {
        let same: u32 = paragraphs
            .intersection(before)
            .map(|(_, words)| words)
            .sum();
        walked.shared.push(f64::from(same) / f64::from(total));
    }
    paragraphs
}

/// One of what can be taken. Things' actions, which are on offer everywhere, come up a tenth as
/// often, unless nothing else can be taken.
fn choose(can: &[Took], dice: &mut Dice, least_seen: bool, counts: &Counts) -> Option<Took> {
    let is_action = |took: &&Took| matches!(took, Took::Action(_));
    let actions = can.iter().filter(is_action).count();
    let ways = can.len() - actions;
    if least_seen {
        let least = can.iter().map(|took| counts.taken(*took)).min()?;
        let least: Vec<&Took> = can
            .iter()
            .filter(|took| counts.taken(**took) == least)
            .collect();
        return least.get(dice.one_of(least.len())).map(|took| **took);
    }
    let acts = actions > 0 && (ways == 0 || dice.one_of(10) == 0);
    let n = dice.one_of(if acts { actions } else { ways });
    can.iter()
        .filter(|took| is_action(took) == acts)
        .nth(n)
        .copied()
}
