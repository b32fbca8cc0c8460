//! The page that is read: a turn's words as pages, the choices at their end, and above a short
//! turn, muted, what was read before it.
//! Lays out; steps nothing.

use crate::game::{Change, Finish, Offer, Passage, Prose, Standing, Turn};
use crate::session::Session;
use crate::settings::Spacing;
use crate::story::ChapterId;
use crate::ui::say;
use crate::ui::tui::model::Model;
use crate::ui::tui::paginate::{Chunk, Follows, Ink, Leaf, Line, Stop, Touch, paginate, paragraph};
use crate::ui::tui::picture;
use crate::ui::tui::theme::Role;

/// From how many rows of body a picture is drawn; below, its sentence stands for it.
const ROOM_FOR_PICTURES: u16 = 14;

/// How far a choice's words stand in: mark, number, space.
const CHOICE_INDENT: u16 = 5;

/// The turn the bookmark is in, as pages.
#[must_use]
pub fn leaves(model: &Model, width: u16, height: u16) -> Vec<Leaf> {
    let Some(session) = &model.session else {
        return vec![Leaf::default()];
    };
    let turn = model.bookmark.turn.min(session.cursor());
    let now = turn == session.cursor();
    let role = if now { Role::Text } else { Role::Muted };
    let mut this = chunks(model, &session.turns()[turn], role, width, height);
    let choices = if now {
        choices(model, session, width)
    } else {
        Vec::new()
    };
    let mut leaves = set(&this, &choices, height);
    if let Some(tight) = without_air(&this) {
        let fewer = set(&tight, &choices, height);
        if fewer.len() < leaves.len() {
            (this, leaves) = (tight, fewer);
        }
    }
    if !now {
        return leaves;
    }
    let before = || {
        let earlier = session.turns()[..turn].iter().rev();
        earlier.flat_map(|turn| chunks(model, turn, Role::Muted, width, 0).into_iter().rev())
    };
    let choice_pages = leaves.iter().filter(|leaf| leaf.from.0 == u32::MAX).count();
    match leaves.as_mut_slice() {
        [_] if stands_alone(model, session.turn()) => {}
        [only] => add_above(before(), height, only),
        [.., last] if choice_pages == 1 || no_narration(last) => {
            // What stands on the page already isn't said above it once more.
            let muted = this
                .into_iter()
                .rev()
                .skip_while(|chunk| choice_pages == 0 && !has_words(chunk))
                .filter(|chunk| !is_picture(chunk))
                .map(mute);
            add_above(muted, height, last);
        }
        _ => {}
    }
    leaves
}

/// Words and choices on pages.
fn set(words: &[Chunk], choices: &[Chunk], height: u16) -> Vec<Leaf> {
    let mut leaves = paginate(words, height);
    add_choices(choices, height, &mut leaves);
    leaves
}

/// The same without the air above a chapter's heading; none where there is none.
fn without_air(chunks: &[Chunk]) -> Option<Vec<Chunk>> {
    let airy = |chunk: &Chunk| chunk.opens && chunk.lines.first().is_some_and(Line::is_blank);
    chunks.iter().any(airy).then(|| {
        let mut tight = chunks.to_vec();
        for chunk in tight.iter_mut().filter(|chunk| chunk.opens) {
            let air = chunk
                .lines
                .iter()
                .take_while(|line| line.is_blank())
                .count();
            chunk.lines.drain(..air);
        }
        tight
    })
}

fn mute(mut chunk: Chunk) -> Chunk {
    chunk.lines = chunk
        .lines
        .into_iter()
        .map(|line| line.recoloured(Role::Text, Role::Muted))
        .collect();
    chunk
}

fn has_words(chunk: &Chunk) -> bool {
    chunk.lines.iter().any(|line| line.follows != Follows::Not)
}

/// Whether a page has choices and nothing that is told.
fn no_narration(leaf: &Leaf) -> bool {
    !leaf.stops.is_empty() && leaf.lines.iter().all(|line| line.follows == Follows::Not)
}

fn is_picture(chunk: &Chunk) -> bool {
    let mut inks = chunk
        .lines
        .iter()
        .flat_map(|line| &line.spans)
        .map(|span| span.ink);
    inks.any(|ink| matches!(ink, Ink::Paint(..)))
}

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
                    chunks.extend(super::things::playing_chunk(model, width, height));
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
pub(super) fn unsaid(lines: Vec<Line>) -> Vec<Line> {
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

pub(super) fn heading(model: &Model, words: &str, width: u16) -> Chunk {
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

pub(super) fn add_prose(
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

/// How many rows of a page a picture may take: half of them, or all but ten.
fn picture_rows(height: u16) -> u16 {
    (height / 2).max(height.saturating_sub(10))
}

/// Whether pictures are drawn that are at most so high.
pub(super) fn draws_pictures(model: &Model, most: u16) -> bool {
    model.settings.pictures && most * 2 >= ROOM_FOR_PICTURES
}

/// A picture at most so high, or its sentence where none is drawn.
#[must_use]
pub fn picture_chunk(model: &Model, name: &str, width: u16, most: u16) -> Option<Chunk> {
    let picture = model.assets.picture(name)?;
    let lines = if draws_pictures(model, most) {
        let brush = picture::Brush {
            skin: &model.skin,
            glyphs: &model.glyphs,
            third: model.third,
        };
        let rows = picture::rows(&picture, width, most, brush);
        let left = rows
            .first()
            .map_or(0, |row| width.saturating_sub(row.width()) / 2);
        rows.into_iter().map(|row| row.indented(left)).collect()
    } else {
        unsaid(paragraph(
            &model.glyphs.words(&picture.says),
            &[],
            Role::Muted,
            width,
            0,
        ))
    };
    Some(Chunk {
        lines,
        gap: 1,
        whole: true,
        leads: true,
        ..Chunk::default()
    })
}

/// Whether a turn has the page to itself: it has a picture, or opens a chapter.
fn stands_alone(model: &Model, turn: &Turn) -> bool {
    turn.passages.iter().any(|passage| match passage {
        Passage::Scene(scene, _) => model.story.scene(*scene).art.is_some(),
        Passage::Opens(_) => true,
        _ => false,
    })
}

/// What the page offers, numbered from 0.
fn choices(model: &Model, session: &Session, width: u16) -> Vec<Chunk> {
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
fn add_choices(choices: &[Chunk], height: u16, leaves: &mut Vec<Leaf>) {
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

/// Fewest lines of a paragraph that stand above as a reminder, where there is no room for all.
const REMINDER: usize = 2;

/// Fills what is free above a page's words with what was read before them, the nearest first: whole
/// paragraphs, or the end of the nearest.
fn add_above(before: impl Iterator<Item = Chunk>, height: u16, leaf: &mut Leaf) {
    let mut free = usize::from(height).saturating_sub(leaf.lines.len() + 1);
    let mut above: Vec<Line> = Vec::new();
    for chunk in before {
        let gap = usize::from(!above.is_empty());
        let lines = unsaid(chunk.lines);
        let room = free.saturating_sub(gap);
        if lines.len() > room {
            if above.is_empty() && room >= REMINDER {
                above = lines[lines.len() - room..].to_vec();
            }
            break;
        }
        free -= lines.len() + gap;
        let gap = (gap > 0).then(Line::default);
        above.splice(0..0, lines.into_iter().chain(gap));
    }
    if above.is_empty() {
        return;
    }
    above.push(Line::default());
    let by = above.len() as u16;
    for stop in &mut leaf.stops {
        stop.rows = stop.rows.start + by..stop.rows.end + by;
    }
    leaf.lines.splice(0..0, above);
    leaf.fresh = by;
}
