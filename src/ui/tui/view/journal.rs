//! The journal: a section at a time, each entry with its tellings, the older wording beneath the
//! newer; what was let go struck through; or whatever a search finds.

use crate::game::{self, Written};
use crate::session::Session;
use crate::ui::tui::model::Model;
use crate::ui::tui::paginate::{Chunk, Ink, Leaf, Line, Touch, cells, paginate, paragraph};
use crate::ui::tui::theme::Role;

/// How many sections there is something in.
#[must_use]
pub fn sections(session: Option<&Session>) -> usize {
    session.map_or(0, |session| {
        game::journal(session.story(), session.state()).len()
    })
}

/// A section, or what is found in all of them, as pages.
#[must_use]
pub fn leaves(model: &Model, section: usize, wanted: &str, width: u16, height: u16) -> Vec<Leaf> {
    let Some(session) = &model.session else {
        return vec![Leaf::default()];
    };
    let pages = game::journal(&model.story, session.state());
    let mut chunks = Vec::new();
    if pages.is_empty() {
        chunks.push(note(model, "Nothing is written in the journal yet.", width));
    } else if wanted.is_empty() {
        let section = section.min(pages.len() - 1);
        let titles: Vec<&str> = pages.iter().map(|pages| pages.title).collect();
        chunks.push(tabs(model, &titles, section, width));
        for (nth, entry) in pages[section].entries.iter().enumerate() {
            add(model, entry, nth, width, &mut chunks);
        }
    } else {
        let needle = wanted.to_lowercase();
        let found: Vec<&Written<'_>> = pages
            .iter()
            .flat_map(|pages| &pages.entries)
            .filter(|entry| {
                let holds = |text: &str| text.to_lowercase().contains(&needle);
                holds(entry.title) || entry.tellings.iter().any(|(_, prose)| holds(&prose.text))
            })
            .collect();
        for (nth, entry) in found.iter().enumerate() {
            add(model, entry, nth, width, &mut chunks);
        }
        if found.is_empty() {
            chunks.push(note(
                model,
                &format!("Nothing in the journal holds “{wanted}”."),
                width,
            ));
        }
    }
    paginate(&chunks, height)
}

fn note(model: &Model, words: &str, width: u16) -> Chunk {
    let lines = paragraph(&model.glyphs.words(words), &[], Role::Muted, width, 0);
    Chunk {
        lines: super::page::unsaid(lines),
        ..Chunk::default()
    }
}

/// The sections in a row, the open one marked; the open one alone where they don't fit.
fn tabs(model: &Model, titles: &[&str], open: usize, width: u16) -> Chunk {
    let names: Vec<String> = titles
        .iter()
        .map(|title| model.glyphs.words(title))
        .collect();
    let wide: u16 = names.iter().map(|name| cells(name) + 3).sum();
    let mut line = Line::default();
    if wide <= width + 3 {
        for (nth, name) in names.iter().enumerate() {
            if nth > 0 {
                line = line.then(Role::Muted, "   ");
            }
            line = line.then(
                if nth == open {
                    Role::Accent
                } else {
                    Role::Muted
                },
                name,
            );
            if nth == open
                && let Some(last) = line.spans.last_mut()
            {
                last.ink = Ink::Role(Role::Accent, Touch::Strong);
            }
        }
    } else {
        let name = names.get(open).map_or("", String::as_str);
        line = Line::touched(Role::Accent, Touch::Strong, name)
            .then(Role::Muted, format!("  ({} of {})", open + 1, names.len()));
    }
    Chunk {
        lines: vec![line],
        leads: true,
        whole: true,
        ..Chunk::default()
    }
}

fn add(model: &Model, entry: &Written<'_>, nth: usize, width: u16, chunks: &mut Vec<Chunk>) {
    let (role, touch) = if entry.let_go {
        (Role::Locked, Touch::Struck)
    } else {
        (Role::Text, Touch::Strong)
    };
    let title = model.glyphs.words(entry.title);
    let mut lines = super::page::unsaid(paragraph(&title, &[], role, width, 0));
    for span in lines.iter_mut().flat_map(|line| &mut line.spans) {
        span.ink = Ink::Role(role, touch);
    }
    if entry.let_go
        && let Some(last) = lines.pop()
    {
        lines.push(last.then(Role::Locked, "  let go"));
    }
    let gap = if chunks.is_empty() {
        0
    } else {
        1 + u16::from(nth > 0)
    };
    chunks.push(Chunk {
        lines,
        gap,
        whole: true,
        leads: true,
        ..Chunk::default()
    });
    for (age, (_, prose)) in entry.tellings.iter().enumerate() {
        let role = match (entry.let_go, age) {
            (true, _) => Role::Locked,
            (false, 0) => Role::Text,
            (false, _) => Role::Muted,
        };
        let prose = model.glyphs.prose(prose);
        let indent = if age == 0 { 0 } else { 2 };
        if age == 1 {
            let before = Line::of(Role::Muted, "Before that it read:");
            chunks.push(Chunk {
                lines: vec![before.indented(indent)],
                gap: 1,
                leads: true,
                whole: true,
                ..Chunk::default()
            });
        }
        for (nth, (text, stress)) in prose.paragraphs().enumerate() {
            let mut lines: Vec<Line> =
                paragraph(text, &stress, role, width.saturating_sub(indent), 0)
                    .into_iter()
                    .map(|line| line.indented(indent))
                    .collect();
            if entry.let_go {
                for span in lines.iter_mut().flat_map(|line| &mut line.spans) {
                    span.ink = Ink::Role(role, Touch::Struck);
                }
            }
            let gap = u16::from(age > 1 || nth > 0);
            chunks.push(Chunk {
                lines,
                gap,
                ..Chunk::default()
            });
        }
    }
}
