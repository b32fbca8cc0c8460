//! What colour says: how much of it a walk saw, and what was proved. The same in every format.

use super::chart::Fate;

/// From the fewest tellings to the most: the share up to which each goes, and its colour.
pub const SEEN: [(f64, &str, &str); 4] = [
    (0.1, "#e6eef8", "under 10 %"),
    (0.4, "#c9dcf2", "under 40 %"),
    (0.8, "#a2c3ea", "under 80 %"),
    (f64::INFINITY, "#78a7de", "80 % and over"),
];

/// The ground of something.
#[must_use]
pub fn fill(fate: Fate) -> &'static str {
    match fate {
        Fate::Seen(share) => SEEN
            .iter()
            .find(|(below, ..)| share < *below)
            .map_or("#78a7de", |(_, colour, _)| colour),
        Fate::Unseen => "#ffffff",
        Fate::Never => "#f5c6c0",
        Fate::Unsettled => "#fbe3b0",
        Fate::Unasked => "#eeeeee",
    }
}

/// Its edge.
#[must_use]
pub fn edge(fate: Fate) -> &'static str {
    match fate {
        Fate::Seen(_) | Fate::Unasked => "#54657a",
        Fate::Unseen => "#8a97a8",
        Fate::Never => "#c0392b",
        Fate::Unsettled => "#b9770e",
    }
}

/// What a fate is called in a class of its own.
#[must_use]
pub fn name(fate: Fate) -> &'static str {
    match fate {
        Fate::Seen(share) => match SEEN.iter().position(|(below, ..)| share < *below) {
            Some(0) => "rare",
            Some(1) => "some",
            Some(2) => "many",
            _ => "most",
        },
        Fate::Unseen => "unseen",
        Fate::Never => "never",
        Fate::Unsettled => "unsettled",
        Fate::Unasked => "thing",
    }
}
