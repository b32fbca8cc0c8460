//! Tellings kept under a name.

use crate::clean::shown;
use crate::ui::tui::model::Model;
use crate::ui::tui::paginate::{Chunk, Leaf, Line, paginate, paragraph};
use crate::ui::tui::theme::Role;

/// The slots as pages.
#[must_use]
pub fn leaves(model: &Model, width: u16, height: u16) -> Vec<Leaf> {
    let mut chunks = Vec::new();
    // The footer has a row for it, and this is where something can be done about it.
    if let Some(trouble) = &model.trouble {
        let words = model.glyphs.words(&shown(trouble));
        chunks.push(Chunk {
            lines: super::page::unsaid(paragraph(&words, &[], Role::Warning, width, 0)),
            ..Chunk::default()
        });
    }
    if model.slots.is_empty() {
        let words = "No telling is kept under a name yet. The one you are in is kept by itself, at every choice.";
        let lines = paragraph(&model.glyphs.words(words), &[], Role::Muted, width, 0);
        chunks.push(Chunk {
            lines: super::page::unsaid(lines),
            gap: 1,
            ..Chunk::default()
        });
    }
    for (n, slot) in model.slots.iter().enumerate() {
        let role = if slot.sound { Role::Text } else { Role::Locked };
        let name = super::page::unsaid(paragraph(
            &model.glyphs.words(&shown(&slot.name)),
            &[],
            role,
            width - 2,
            0,
        ));
        let role = if slot.sound {
            Role::Muted
        } else {
            Role::Warning
        };
        let about = super::page::unsaid(paragraph(
            &model.glyphs.words(&shown(&slot.about)),
            &[],
            role,
            width - 4,
            0,
        ));
        let mut lines: Vec<Line> = name.into_iter().map(|line| line.indented(2)).collect();
        lines.extend(about.into_iter().map(|line| line.indented(4)));
        chunks.push(Chunk {
            lines,
            gap: 1,
            whole: true,
            offers: Some(n),
            ..Chunk::default()
        });
    }
    paginate(&chunks, height)
}
