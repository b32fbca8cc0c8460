//! How chance falls: as the seed has it, or as a record says it fell.
//! Knows no state: what is drawn from, and what it sets, is the run's affair.

use crate::game::chance::Key;
use crate::story::FlagId;

/// How a `Draw` falls.
pub trait Draws {
    /// One of `among`, which is never empty.
    fn draw(&mut self, key: Key, among: &[FlagId]) -> FlagId;
}

/// Chance as the seed has it.
#[derive(Clone, Copy, Debug)]
pub struct BySeed;

impl Draws for BySeed {
    fn draw(&mut self, key: Key, among: &[FlagId]) -> FlagId {
        among[key.one_of(among.len())]
    }
}

/// Chance as a record has it; where the record is silent or names a flag that isn't among those
/// drawn from, as the seed has it.
#[derive(Clone, Debug)]
pub struct Recorded<'a> {
    drew: std::slice::Iter<'a, FlagId>,
}

impl<'a> Recorded<'a> {
    /// The draws of one step's record, in order.
    #[must_use]
    pub fn new(drew: &'a [FlagId]) -> Recorded<'a> {
        Recorded { drew: drew.iter() }
    }
}

impl Draws for Recorded<'_> {
    fn draw(&mut self, key: Key, among: &[FlagId]) -> FlagId {
        match self.drew.next() {
            Some(flag) if among.contains(flag) => *flag,
            Some(_) | None => BySeed.draw(key, among),
        }
    }
}
