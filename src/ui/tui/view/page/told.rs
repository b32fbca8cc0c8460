//! A turn’s passages as chunks of lines: headings, what was said, prose, what changed.
//! Knows neither choices nor pages.

use super::pictures::{ROOM_FOR_PICTURES, picture_chunk, picture_rows};
use super::{has_words, is_picture};
use crate::game::{Change, Finish, Passage, Prose, Turn};
use crate::settings::Spacing;
use crate::story::ChapterId;
use crate::ui::say;
use crate::ui::tui::model::Model;
use crate::ui::tui::paginate::{Chunk, Follows, Ink, Line, Touch, paragraph};
use crate::ui::tui::theme::Role;

/// A turn's passages as chunks, words in this role.
#[must_use]
pub fn chunks(model: &Model, turn: &Turn, role: Role, width: u16, height: u16) -> Vec<Chunk> {
    let story = &model.story;
    let mut chunks = Vec::new();
    let mut changed: Vec<Change> = Vec::new();
    for passage in &turn.passages {
        match passage {
            Passage::Opens(id) => chunks.push(chapter(model, *id, width, height)),
            Passage::Said(label) => chunks.push(said(model, label, width)),
            Passage::Echo(prose) => add_prose(model, prose, role, width, &mut chunks),
            Passage::Scene(scene, prose) => {
                // The tape plays: it is seen, above the first of what is heard.
                let first = chunks
                    .iter()
                    .all(|chunk: &Chunk| !is_picture(chunk) && !has_words(chunk));
                if first && role == Role::Text {
                    chunks.extend(super::super::things::playing_chunk(model, width, height));
                }
                if let Some(art) = story.scene(*scene).art {
                    chunks.extend(picture_chunk(
                        model,
                        story.str(art),
                        width,
                        picture_rows(height),
                    ));
                }
                add_prose(model, prose, role, width, &mut chunks);
            }
            Passage::Home(_) => {}
            Passage::Changed(change) => changed.push(*change),
            Passage::Finished(finish) => {
                let mut add = |words: &str, role| {
                    let lines = paragraph(&model.glyphs.words(words), &[], role, width, 0);
                    chunks.push(Chunk {
                        lines: unsaid(lines),
                        gap: 1,
                        ..Chunk::default()
                    });
                };
                add(&say::finish(story, *finish), Role::Accent);
                if let (Some(session), Some(looked)) = (&model.session, &model.seen)
                    && matches!(finish, Finish::Ended(_))
                    && std::ptr::eq(turn, session.turn())
                    && !looked.here.is_empty()
                {
                    add(&looked.here, Role::Muted);
                }
            }
        }
    }
    if let Some(line) = say::changes(story, &changed) {
        let lines = paragraph(&model.glyphs.words(&line), &[], Role::Muted, width, 0);
        chunks.push(Chunk {
            lines: unsaid(lines),
            gap: 1,
            whole: true,
            ..Chunk::default()
        });
    }
    chunks
}

/// Lines that are no narration.
pub(in crate::ui::tui::view) fn unsaid(lines: Vec<Line>) -> Vec<Line> {
    let plain = |line| Line {
        follows: Follows::Not,
        ..line
    };
    lines.into_iter().map(plain).collect()
}

/// A chapter's heading at the top of a page, with air above it where there is room.
fn chapter(model: &Model, id: ChapterId, width: u16, height: u16) -> Chunk {
    let mut chunk = heading(model, &say::chapter(&model.story, id), width);
    if height >= ROOM_FOR_PICTURES {
        let air = usize::from(height / 8);
        chunk
            .lines
            .splice(0..0, std::iter::repeat_n(Line::default(), air));
    }
    chunk.opens = true;
    chunk
}

pub(in crate::ui::tui::view) fn heading(model: &Model, words: &str, width: u16) -> Chunk {
    let mut lines = paragraph(&model.glyphs.words(words), &[], Role::Accent, width, 0);
    for span in lines.iter_mut().flat_map(|line| &mut line.spans) {
        span.ink = Ink::Role(Role::Accent, Touch::Strong);
    }
    Chunk {
        lines: unsaid(lines),
        gap: 2,
        whole: true,
        leads: true,
        ..Chunk::default()
    }
}

fn said(model: &Model, label: &str, width: u16) -> Chunk {
    let words = paragraph(
        &model.glyphs.words(label),
        &[],
        Role::Muted,
        width.saturating_sub(2),
        0,
    );
    let mut lines: Vec<Line> = unsaid(words)
        .into_iter()
        .map(|line| line.indented(2))
        .collect();
    if let Some(first) = lines.first_mut() {
        let marked = Line::of(Role::Accent, format!("{} ", model.glyphs.said));
        first.spans.splice(0..0, marked.spans);
        first.indent = 0;
    }
    Chunk {
        lines,
        gap: 1,
        whole: true,
        leads: true,
        ..Chunk::default()
    }
}

pub(in crate::ui::tui::view) fn add_prose(
    model: &Model,
    prose: &Prose,
    role: Role,
    width: u16,
    chunks: &mut Vec<Chunk>,
) {
    let prose = model.glyphs.prose(prose);
    for (nth, (text, stress)) in prose.paragraphs().enumerate() {
        let close = model.settings.spacing == Spacing::Close;
        let indent = if close && nth > 0 { 2 } else { 0 };
        let mut lines = paragraph(text, &stress, role, width, indent);
        if model.settings.spacing == Spacing::Wide {
            lines = lines
                .into_iter()
                .flat_map(|line| [line, Line::default()])
                .collect();
            lines.pop();
        }
        let gap = if close && nth > 0 { 0 } else { 1 };
        chunks.push(Chunk {
            lines,
            gap,
            ..Chunk::default()
        });
    }
}
