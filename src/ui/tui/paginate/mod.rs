//! Words into lines, lines into pages. Nothing is cut off: what doesn't fit stands on a later page.
//! Pure: knows widths and heights, roles by name, and neither stories nor screens.

mod breaks;
mod line;

pub use self::breaks::{paragraph, wrap};
pub use self::line::{Follows, Ink, Line, Span, Touch, cells, cut};

use std::ops::Range;

/// Where in a text something stands, whatever the width: which chunk, which byte of it.
pub type At = (u32, u32);

/// Lines that belong together on the way to a page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Chunk {
    /// The lines.
    pub lines: Vec<Line>,
    /// How many rows are left free before it, the top of a page excepted.
    pub gap: u16,
    /// Whether it stands on one page where one is high enough.
    pub whole: bool,
    /// Whether it must not be the last on its page.
    pub leads: bool,
    /// Whether it begins a page.
    pub opens: bool,
    /// What it offers, by number.
    pub offers: Option<usize>,
}

/// What can be marked on a page, and the rows it takes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stop {
    /// Its number.
    pub offers: usize,
    /// Its rows on the page.
    pub rows: Range<u16>,
}

/// One page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Leaf {
    /// Its rows.
    pub lines: Vec<Line>,
    /// What can be marked on it, from the top.
    pub stops: Vec<Stop>,
    /// Where it begins.
    pub from: At,
    /// Which column the mark stands in.
    pub mark_at: u16,
    /// The row its own words begin in; above it stands what was read before.
    pub fresh: u16,
}

impl Leaf {
    fn rows(&self) -> u16 {
        self.lines.len() as u16
    }
}

/// Fewest lines of a paragraph that stand alone at a page's foot or head.
const FEWEST: usize = 2;

/// Sets chunks on pages so many rows high. There is always a page, and every line is on one.
#[must_use]
pub fn paginate(chunks: &[Chunk], height: u16) -> Vec<Leaf> {
    let height = height.max(1);
    let mut leaves = vec![Leaf::default()];
    for (nth, chunk) in (0..).zip(chunks) {
        let next = chunks
            .get(nth as usize + 1)
            .filter(|next| chunk.leads && !next.opens);
        place(chunk, nth, next, height, &mut leaves);
    }
    leaves
}

fn place(chunk: &Chunk, nth: u32, next: Option<&Chunk>, height: u16, leaves: &mut Vec<Leaf>) {
    let mut rest = chunk.lines.as_slice();
    let mut first = true;
    while !rest.is_empty() {
        let Some(leaf) = leaves.last_mut() else {
            return;
        };
        let used = leaf.rows();
        if first && chunk.opens && used > 0 {
            leaves.push(Leaf::default());
            first = false;
            continue;
        }
        let gap = if used == 0 || !first { 0 } else { chunk.gap };
        let room = usize::from(height.saturating_sub(used + gap));
        let n = if used == 0 {
            rest.len().min(room.max(1))
        } else if chunk.whole || chunk.leads {
            let left = room.checked_sub(rest.len());
            if left.is_some_and(|left| next.is_none_or(|next| goes_in(next, left))) {
                rest.len()
            } else {
                0
            }
        } else {
            fitting(rest.len(), room)
        };
        if n == 0 {
            leaves.push(Leaf::default());
            continue;
        }
        if used == 0 {
            leaf.from = (nth, rest[0].at);
        }
        leaf.lines
            .extend(std::iter::repeat_n(Line::default(), usize::from(gap)));
        let top = leaf.rows();
        leaf.lines.extend_from_slice(&rest[..n]);
        if let Some(offers) = chunk.offers {
            leaf.stops.push(Stop {
                offers,
                rows: top..leaf.rows(),
            });
        }
        // A blank row that a wider spacing put between lines is none at the head of a page.
        let skip = rest[n..].iter().take_while(|line| line.is_blank()).count();
        rest = &rest[n + skip..];
        first = false;
        if !rest.is_empty() {
            leaves.push(Leaf::default());
        }
    }
}

/// Whether at least the beginning of a chunk goes under another where there is so much room left.
fn goes_in(chunk: &Chunk, room: usize) -> bool {
    let room = room.saturating_sub(usize::from(chunk.gap));
    if chunk.whole {
        chunk.lines.len() <= room
    } else {
        fitting(chunk.lines.len(), room) > 0
    }
}

/// How many of so many lines go where there is so much room, none of them left alone.
fn fitting(lines: usize, room: usize) -> usize {
    if lines <= room {
        return lines;
    }
    let left = lines - room;
    let n = if left < FEWEST {
        room.saturating_sub(FEWEST - left)
    } else {
        room
    };
    if n < FEWEST { 0 } else { n }
}

#[cfg(test)]
mod tests;
