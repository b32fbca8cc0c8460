//! What is only to be read: the keys (from their table), the content note, the credits.

use crate::ui::tui::model::Model;
use crate::ui::tui::paginate::{Chunk, Leaf, Line, cells, paginate, paragraph};
use crate::ui::tui::theme::Role;

/// The keys.
#[must_use]
pub fn leaves(model: &Model, width: u16, height: u16) -> Vec<Leaf> {
    let rows: Vec<(String, &str, &str)> = model.keymap.help().collect();
    let digits = (
        "1 to 9".to_owned(),
        "number",
        "chooses at once, where there are numbers",
    );
    let rows: Vec<(String, &str, &str)> = std::iter::once(digits).chain(rows).collect();
    let keys_wide = rows
        .iter()
        .map(|(keys, ..)| cells(keys))
        .max()
        .unwrap_or(0)
        .min(width / 3);
    let mut chunks: Vec<Chunk> = rows
        .iter()
        .map(|(keys, name, says)| {
            let left = keys_wide + 2;
            let words = model.glyphs.words(&format!("{name}: {says}"));
            let mut lines: Vec<Line> = super::page::unsaid(paragraph(
                &words,
                &[],
                Role::Muted,
                width.saturating_sub(left),
                0,
            ))
            .into_iter()
            .map(|line| line.indented(left))
            .collect();
            let keys = super::super::paginate::cut(keys, keys_wide, model.glyphs.more);
            let pad = usize::from(left - cells(&keys));
            if let Some(first) = lines.first_mut() {
                let key = Line::of(Role::Text, format!("{keys}{}", " ".repeat(pad)));
                first.spans.splice(0..0, key.spans);
                first.indent = 0;
            }
            Chunk {
                lines,
                whole: true,
                ..Chunk::default()
            }
        })
        .collect();
    let marks = format!(
        "{} before a choice: it can’t be taken, and says why. {} after one: it is there because of something \
         remembered.",
        model.glyphs.locked, model.glyphs.recalled
    );
    let lines = super::page::unsaid(paragraph(
        &model.glyphs.words(&marks),
        &[],
        Role::Muted,
        width,
        0,
    ));
    chunks.push(Chunk {
        lines,
        gap: 1,
        ..Chunk::default()
    });
    paginate(&chunks, height)
}

/// What the story touches on.
#[must_use]
pub fn note(model: &Model, width: u16, height: u16) -> Vec<Leaf> {
    let none = "This story says nothing of what it touches on.";
    paginate(
        &paragraphs(
            model,
            model.assets.note("note").as_deref().unwrap_or(none),
            width,
        ),
        height,
    )
}

/// Who made what.
#[must_use]
pub fn credits(model: &Model, width: u16, height: u16) -> Vec<Leaf> {
    let mut chunks = match model.assets.note("credits") {
        Some(words) => paragraphs(model, &words, width),
        None => paragraphs(model, model.story.title(), width),
    };
    let engine = format!(
        "Told by hailsham {}, a game engine for choice-based fiction. MIT or Apache-2.0.",
        env!("CARGO_PKG_VERSION")
    );
    let lines = super::page::unsaid(paragraph(&engine, &[], Role::Muted, width, 0));
    chunks.push(Chunk {
        lines,
        gap: 1,
        ..Chunk::default()
    });
    paginate(&chunks, height)
}

fn paragraphs(model: &Model, text: &str, width: u16) -> Vec<Chunk> {
    text.split("\n\n")
        .map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|words| !words.is_empty())
        .map(|words| {
            let lines = paragraph(&model.glyphs.words(&words), &[], Role::Text, width, 0);
            Chunk {
                lines: super::page::unsaid(lines),
                gap: 1,
                ..Chunk::default()
            }
        })
        .collect()
}
