//! Dice for tests that play by chance: the same numbers after the same start, for ever.
//! Knows nothing of stories.

/// Numbers that look random (Marsaglia's xorshift). Must not start at 0.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `n`; 0 where there is nothing to choose from.
    pub fn one_of(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}
