//! Random tellings by nothing but the game: what can be taken, one of it by chance, a step.
//! No counting of what was seen, which is what `walk` adds.

use std::hint::black_box;
use std::ops::Range;

use hailsham::game::step::{BySeed, Event, Read, Watch, start, step};
use hailsham::game::{Prose, Reading, State, render_into, takeable};
use hailsham::story::Story;

/// Who reads, or doesn't: one buffer for all texts.
pub struct Reader {
    reads: bool,
    prose: Prose,
}

impl Reader {
    /// One who has every text made, or none.
    pub fn new(reads: bool) -> Reader {
        let prose = Prose::default();
        Reader { reads, prose }
    }
}

impl Watch for Reader {
    fn event(&mut self, _: &Story, _: &State, _: Event) {}

    fn text(&mut self, story: &Story, state: &State, reading: Reading, text: Read<'_>) {
        if self.reads {
            let (Read::Scene(_, text) | Read::Echo(text)) = text;
            render_into(story, state, reading, text, &mut self.prose);
            black_box(&self.prose);
        }
    }
}

/// Whole tellings of these seeds; gives how many steps were taken.
pub fn tellings(story: &Story, seeds: Range<u64>, reader: &mut Reader) -> usize {
    let mut can = Vec::new();
    let mut steps = 0;
    for seed in seeds {
        let mut state = start(story, seed, &mut BySeed, reader);
        let mut chance = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        while state.finish().is_none() {
            can.clear();
            takeable(story, &state, |took| can.push(took));
            // Marsaglia's xorshift, which costs nothing beside a step.
            chance ^= chance << 13;
            chance ^= chance >> 7;
            chance ^= chance << 17;
            let nth = (u128::from(chance) * can.len() as u128) >> 64;
            let Some(took) = can.get(nth as usize) else {
                break;
            };
            step(story, &mut state, *took, &mut BySeed, reader);
            steps += 1;
        }
    }
    steps
}
