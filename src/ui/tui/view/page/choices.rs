//! What a page offers: each choice as lines, and where they go: under the words, or on pages of
//! their own.
//! Lays out; takes none.

use super::unsaid;
use crate::game::{Offer, Standing};
use crate::session::Session;
use crate::ui::tui::model::Model;
use crate::ui::tui::paginate::{Chunk, Leaf, Line, Stop, paginate, paragraph};
use crate::ui::tui::theme::Role;

/// How far a choice's words stand in: mark, number, space.
const CHOICE_INDENT: u16 = 5;

/// What the page offers, numbered from 0.
pub(super) fn choices(model: &Model, session: &Session, width: u16) -> Vec<Chunk> {
    let offers = session.offers();
    offers
        .iter()
        .enumerate()
        .map(|(n, offer)| choice(model, n, offer, width))
        .collect()
}

/// One offer: its number, its words, and why it can't be taken if it can't.
#[must_use]
pub fn choice(model: &Model, n: usize, offer: &Offer<'_>, width: u16) -> Chunk {
    let glyphs = &model.glyphs;
    let room = width.saturating_sub(CHOICE_INDENT);
    let (role, reason) = match offer.standing {
        Standing::Open => (Role::Text, ""),
        Standing::Locked(reason) | Standing::Refused(reason) => (Role::Locked, reason),
    };
    let mut words = glyphs.words(offer.say);
    if offer.recalled {
        words = format!("{words} {}", glyphs.recalled);
    }
    let mut lines = unsaid(paragraph(&words, &[], role, room, 0));
    if offer.recalled
        && let Some(span) = lines.last_mut().and_then(|line| line.spans.last_mut())
    {
        let bare = span.text.strip_suffix(glyphs.recalled).map(str::to_owned);
        if let (Some(bare), Some(last)) = (bare, lines.last_mut()) {
            last.spans.pop();
            *last = std::mem::take(last)
                .then(role, bare)
                .then(Role::Recalled, glyphs.recalled);
        }
    }
    let mut lines: Vec<Line> = lines
        .into_iter()
        .map(|line| line.indented(CHOICE_INDENT))
        .collect();
    if let Some(first) = lines.first_mut() {
        let number = if offer.is_open() {
            format!("{:>2}", n + 1)
        } else {
            format!("{:>2}", glyphs.locked)
        };
        let role = if offer.is_open() {
            Role::Accent
        } else {
            Role::Locked
        };
        first
            .spans
            .splice(0..0, Line::of(role, format!("{number} ")).spans);
        first.indent = CHOICE_INDENT - 3;
    }
    if !reason.is_empty() {
        let lines_of = paragraph(
            &glyphs.words(reason),
            &[],
            Role::Locked,
            room.saturating_sub(2),
            0,
        );
        lines.extend(
            unsaid(lines_of)
                .into_iter()
                .map(|line| line.indented(CHOICE_INDENT + 2)),
        );
    }
    Chunk {
        lines,
        gap: u16::from(n == 0),
        whole: true,
        offers: Some(n),
        ..Chunk::default()
    }
}

/// Puts the choices under the last page's words, or on pages of their own where they don't all fit.
pub(super) fn add_choices(choices: &[Chunk], height: u16, leaves: &mut Vec<Leaf>) {
    let rows: usize = choices.iter().map(|chunk| chunk.lines.len()).sum();
    let Some(last) = leaves.last_mut() else {
        return;
    };
    if choices.is_empty() {
        return;
    }
    let used = last.lines.len();
    let gap = usize::from(used > 0);
    if used + gap + rows <= usize::from(height) {
        last.lines.extend(std::iter::repeat_n(Line::default(), gap));
        for chunk in choices {
            let top = last.lines.len() as u16;
            last.lines.extend_from_slice(&chunk.lines);
            let rows = top..last.lines.len() as u16;
            last.stops
                .extend(chunk.offers.map(|offers| Stop { offers, rows }));
        }
        return;
    }
    // After every word: so a place among the choices is after every place among the words.
    let pages = paginate(choices, height).into_iter().map(|leaf| Leaf {
        from: (u32::MAX, leaf.from.0),
        ..leaf
    });
    if used == 0 && leaves.len() == 1 {
        leaves.clear();
    }
    leaves.extend(pages);
}
