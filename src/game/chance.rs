//! Everything chance does, each draw from a key of its own.
//!
//! A draw never reads the state: its key is the seed, the oldest name of what it belongs to, the
//! visit, the kind, and the place in the source. So a scene or a `Pick` added elsewhere moves
//! nothing here, and the same telling draws the same for ever. The generator is ChaCha with eight
//! rounds (Bernstein), whose stream is the same everywhere.

use rand::rand_core::{Rng, SeedableRng};
use rand::rngs::ChaCha8Rng;

/// What a draw is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Which option of a `Pick` in a scene's text.
    Pick,
    /// Which option of a `Pick` in an echo.
    Echo,
    /// Which option of a `Pick` in a look.
    Look,
    /// Which flag of a `Draw`.
    Draw,
    /// A member's score in a deal.
    Score,
}

/// The key of a draw.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Key {
    /// The telling's seed.
    pub seed: u64,
    /// `Scene::key` of the scene it belongs to, or a hash of another thing's name.
    pub owner: u64,
    /// Which visit.
    pub visit: u32,
    /// What for.
    pub kind: Kind,
    /// The place in the source: which of its kind it is, counted through its owner.
    pub nth: u32,
    /// A second hash where a draw has two owners (a hub and a member, an echo's choice).
    pub other: u64,
}

impl Key {
    fn generator(self) -> ChaCha8Rng {
        let mut bytes = [0; 32];
        bytes[0..8].copy_from_slice(&self.seed.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.owner.to_le_bytes());
        bytes[16..24].copy_from_slice(&self.other.to_le_bytes());
        let visit = self.visit << 8 | self.kind as u32;
        bytes[24..28].copy_from_slice(&visit.to_le_bytes());
        bytes[28..32].copy_from_slice(&self.nth.to_le_bytes());
        ChaCha8Rng::from_seed(bytes)
    }

    /// One of `n`, each as likely; 0 where `n` is 0.
    #[must_use]
    pub fn one_of(self, n: usize) -> usize {
        // Multiply and shift (Lemire): over 32 bits the unevenness for a handful is beyond notice.
        ((u64::from(self.generator().next_u32()) * n as u64) >> 32) as usize
    }

    /// The best of so many draws, so that a heavier member tends to come first.
    #[must_use]
    pub fn best_of(self, draws: u32) -> u32 {
        let mut generator = self.generator();
        (0..draws.max(1))
            .map(|_| generator.next_u32())
            .max()
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, Kind};

    const KEY: Key = Key {
        seed: 7,
        owner: 11,
        visit: 1,
        kind: Kind::Pick,
        nth: 0,
        other: 0,
    };

    #[test]
    fn the_same_key_draws_the_same_on_every_machine() {
        assert_eq!(KEY.best_of(1), GOLDEN);
        assert_eq!(KEY.one_of(10), ((u64::from(GOLDEN) * 10) >> 32) as usize);
    }

    const GOLDEN: u32 = 586_303_149;

    #[test]
    fn each_part_of_a_key_counts() {
        let others = [
            Key { seed: 8, ..KEY },
            Key { owner: 12, ..KEY },
            Key { visit: 2, ..KEY },
            Key {
                kind: Kind::Echo,
                ..KEY
            },
            Key { nth: 1, ..KEY },
            Key { other: 1, ..KEY },
        ];
        for other in others {
            assert_ne!(other.best_of(1), KEY.best_of(1), "{other:?}");
        }
    }

    #[test]
    fn heavier_is_likelier_and_everyone_comes_up() {
        let mut seen = [0; 5];
        let mut heavier = 0;
        for seed in 0..2_000 {
            seen[Key { seed, ..KEY }.one_of(5)] += 1;
            let light = Key {
                seed,
                nth: 1,
                ..KEY
            }
            .best_of(1);
            heavier += u32::from(Key { seed, ..KEY }.best_of(3) > light);
        }
        assert!(seen.iter().all(|n| (320..480).contains(n)), "{seen:?}");
        assert!((1_400..1_600).contains(&heavier), "{heavier}");
    }
}
