//! Which facts still matter where: two states on one page that differ only in what nobody asks any
//! more are the same to a search.

use std::hash::Hasher;

use super::facts::{Atom, Facts, reads, reads_anywhere};
use super::shape::Shape;
use crate::game::State;
use crate::story::SceneId;

/// For each scene, the bits of a state's words that something may still ask from there on.
pub struct Live {
    circle: Vec<u32>,
    /// By circle of scenes.
    masks: Vec<Box<[u64]>>,
}

impl Live {
    /// What still matters where.
    #[must_use]
    pub fn of(facts: &Facts, shape: &Shape) -> Live {
        let story = &facts.story;
        let words = story.layout().words();
        let circles = shape
            .circle
            .iter()
            .max()
            .map_or(0, |last| *last as usize + 1);
        let mut scenes: Vec<Vec<SceneId>> = vec![Vec::new(); circles];
        for (scene, _) in story.scenes() {
            scenes[shape.circle[scene.index()] as usize].push(scene);
        }
        let mut masks: Vec<Box<[u64]>> = vec![vec![0; words].into_boxed_slice(); circles];
        // The highest numbers are nearest the end: whoever they lead to is known by then.
        for circle in (0..circles).rev() {
            let mut mask = vec![0; words].into_boxed_slice();
            for scene in &scenes[circle] {
                reads(story, *scene, &mut |atom| put(&mut mask, facts, atom));
                for link in story.links(*scene) {
                    merge(&mut mask, &masks[shape.circle[link.to.index()] as usize]);
                }
            }
            masks[circle] = mask;
        }
        let mut anywhere = vec![0; words].into_boxed_slice();
        reads_anywhere(story, &mut |atom| put(&mut anywhere, facts, atom));
        for (_, action) in story.actions() {
            merge(
                &mut anywhere,
                &masks[shape.circle[action.via.index()] as usize],
            );
        }
        for mask in &mut masks {
            merge(mask, &anywhere);
        }
        Live {
            circle: shape.circle.clone(),
            masks,
        }
    }

    /// The mask of a scene.
    #[must_use]
    pub fn at(&self, scene: SceneId) -> &[u64] {
        &self.masks[self.circle[scene.index()] as usize]
    }

    /// A key that two states share if nothing will ever tell them apart. (Two that differ may share
    /// one too, by a chance too small to matter: a search then overlooks one of them, and only
    /// claims less for it.)
    #[must_use]
    pub fn key(&self, state: &State) -> u64 {
        let mut hash = Fold(0);
        hash.write_u32(state.at().0);
        hash.write_u32(state.taken());
        for frame in state.frames() {
            hash.write_u32(frame.scene.0);
            hash.write_u32(frame.then.map_or(u32::MAX, |then| then.0));
        }
        let home = |frame: &crate::game::Frame| self.at(frame.then.unwrap_or(frame.scene));
        let at = self.at(state.at());
        for (n, word) in state.words().iter().enumerate() {
            let mask = state
                .frames()
                .iter()
                .fold(at[n], |mask, frame| mask | home(frame)[n]);
            if mask != 0 {
                hash.write_u64(word & mask);
            }
        }
        hash.finish()
    }
}

fn put(mask: &mut [u64], facts: &Facts, atom: Atom) {
    match atom {
        Atom::Bit(bit) => mask[bit as usize / 64] |= 1 << (bit % 64),
        Atom::Counter(id) => mask[facts.story.layout().counter(id)] = u64::MAX,
    }
}

fn merge(mask: &mut [u64], other: &[u64]) {
    for (word, other) in mask.iter_mut().zip(other) {
        *word |= other;
    }
}

/// Multiply and fold, the same on every machine.
struct Fold(u64);

impl Hasher for Fold {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u32(&mut self, n: u32) {
        self.write_u64(u64::from(n));
    }

    fn write_u64(&mut self, n: u64) {
        let wide = u128::from(self.0 ^ n ^ 0x9e37_79b9_7f4a_7c15) * 0xa076_1d64_78bd_642f_u128;
        self.0 = (wide >> 64) as u64 ^ wide as u64 ^ n.rotate_left(23);
    }
}
