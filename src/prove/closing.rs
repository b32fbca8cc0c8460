//! What a proof says in one line: *proved*, or *bounded* with what was not settled.

use super::ask::Kind;
use super::{Proof, Tally};

/// Kinds that are counted, with their names for one and for several.
pub const COUNTED: [(Kind, &str, &str); 8] = [
    (Kind::Scene, "scene", "scenes"),
    (Kind::Choice, "choice", "choices"),
    (Kind::Branch, "branch", "branches"),
    (Kind::Way, "way", "ways"),
    (Kind::Member, "dealt scene", "dealt scenes"),
    (Kind::Telling, "telling", "tellings"),
    (Kind::Ending, "ending", "endings"),
    (Kind::Action, "action", "actions"),
];

/// Kinds that are promises: never reached where all is well.
pub const PROMISED: [(Kind, &str, &str); 4] = [
    (Kind::Stuck, "dead end", "dead ends"),
    (
        Kind::Rounds,
        "place without an ending ahead",
        "places without an ending ahead",
    ),
    (
        Kind::Slips,
        "way past what a chapter passes",
        "ways past what a chapter passes",
    ),
    (
        Kind::Clamps,
        "counter out of its range",
        "counters out of their ranges",
    ),
];

/// The rest: conditions that might hold always.
pub const CONSTANT: [Kind; 6] = [
    Kind::Hides,
    Kind::Locks,
    Kind::HoldsBack,
    Kind::ActionHides,
    Kind::ActionLocks,
    Kind::Skips,
];

impl Proof {
    /// What was proved, in one line without a full stop.
    #[must_use]
    pub fn closing(&self) -> String {
        let counted: Vec<String> = COUNTED
            .into_iter()
            .map(|(kind, one, many)| (self.tally(kind), one, many))
            .filter(|(tally, ..)| tally.total > 0)
            .map(|(tally, one, many)| count(tally, one, many))
            .collect();
        let broken: Vec<String> = PROMISED
            .into_iter()
            .map(|(kind, one, many)| (self.tally(kind).reached, one, many))
            .filter(|(reached, ..)| *reached > 0)
            .map(|(reached, one, many)| plural(reached, one, many))
            .collect();
        let mut line = format!("proved: {}", counted.join(", "));
        let open = self.unsettled();
        if !open.is_empty() {
            line = format!("bounded: {}", counted.join(", "));
        }
        if !broken.is_empty() {
            line = format!("{line}; {}", broken.join(", "));
        } else if open.is_empty() {
            line.push_str("; no dead end");
        }
        if !open.is_empty() {
            line = format!("{line}; not settled: {}", open.join(", "));
        }
        line
    }

    /// What was not settled, each kind in a few words.
    fn unsettled(&self) -> Vec<String> {
        let mut open = Vec::new();
        let counted = COUNTED.into_iter().chain(PROMISED);
        for (kind, one, many) in counted.filter(|(kind, ..)| *kind != Kind::Rounds) {
            let unsettled = self.tally(kind).unsettled;
            if unsettled > 0 {
                open.push(plural(unsettled, one, many));
            }
        }
        let conditions: usize = CONSTANT
            .into_iter()
            .map(|kind| self.tally(kind).unsettled)
            .sum();
        if conditions > 0 {
            open.push(plural(conditions, "condition", "conditions"));
        }
        if self.tally(Kind::Rounds).unsettled > 0 {
            open.push("whether every telling can end".to_owned());
        }
        open
    }
}

fn count(tally: Tally, one: &str, many: &str) -> String {
    if tally.reached == tally.total {
        plural(tally.total, one, many)
    } else {
        format!("{} of {}", tally.reached, plural(tally.total, one, many))
    }
}

fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
