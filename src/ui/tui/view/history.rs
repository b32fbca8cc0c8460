//! Everything that was read, from the first line on; what was chosen can be marked, to go back
//! to it. A search goes from one find to the next.

use crate::game::Passage;
use crate::ui::tui::model::{Model, Screen};
use crate::ui::tui::paginate::{Chunk, Leaf, Line, paginate};
use crate::ui::tui::theme::Role;

/// All turns as pages. A stop's number is its turn.
#[must_use]
pub fn leaves(model: &Model, _wanted: &str, width: u16, height: u16) -> Vec<Leaf> {
    let Some(session) = &model.session else {
        return vec![Leaf::default()];
    };
    let mut chunks: Vec<Chunk> = Vec::new();
    for (nth, turn) in session.turns().iter().enumerate() {
        let from = chunks.len();
        chunks.extend(super::page::chunks(
            model,
            turn,
            Role::Text,
            width.saturating_sub(2),
            0,
        ));
        for chunk in &mut chunks[from..] {
            for line in &mut chunk.lines {
                line.indent += 2;
            }
        }
        let said = turn
            .passages
            .iter()
            .any(|passage| matches!(passage, Passage::Said(_)));
        if said && let Some(first) = chunks.get_mut(from) {
            first.offers = Some(nth);
        }
    }
    let mut leaves = paginate(&chunks, height);
    for leaf in &mut leaves {
        leaf.mark_at = 2;
    }
    leaves
}

/// Opens the next page that holds what is searched for, from the open one on, around the end.
pub fn next_found(model: &mut Model) {
    let Screen::History { wanted } = &model.screen else {
        return;
    };
    let needle = wanted.to_lowercase();
    let n = model.spread.leaves.len();
    let open = model.spread.open;
    let holds = |nth: usize| {
        let lines: Vec<String> = model.spread.leaves[nth]
            .lines
            .iter()
            .map(Line::text)
            .collect();
        lines.join(" ").to_lowercase().contains(&needle)
    };
    match (1..=n).map(|by| (open + by) % n).find(|nth| holds(*nth)) {
        Some(found) => {
            model.spread.marked = None;
            model.spread.turn_to(found);
        }
        None => model.notice = Some(format!("“{wanted}” was not read yet.")),
    }
}
