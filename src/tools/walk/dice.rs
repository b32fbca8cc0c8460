//! What a walk chooses: numbers from a seed of its own, so that each run can be repeated alone.
//! Knows no story.

use rand::rand_core::{Rng, SeedableRng};
use rand::rngs::ChaCha8Rng;

/// The dice of one run.
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// The dice of the run of this seed.
    #[must_use]
    pub fn of(seed: u64) -> Dice {
        Dice(ChaCha8Rng::seed_from_u64(seed))
    }

    /// One of `n`, each as likely; 0 where `n` is 0.
    pub fn one_of(&mut self, n: usize) -> usize {
        ((u64::from(self.0.next_u32()) * n as u64) >> 32) as usize
    }
}
