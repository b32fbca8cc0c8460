//! The page that is read: a turn's words as pages, the choices at their end, and above a short
//! turn, muted, what was read before it.
//! Lays out; steps nothing.

mod choices;
mod pictures;
mod told;

pub use self::choices::choice;
pub(super) use self::pictures::draws_pictures;
pub use self::pictures::picture_chunk;
pub use self::told::chunks;
pub(super) use self::told::{add_prose, heading, unsaid};

use self::choices::{add_choices, choices};
use crate::game::{Passage, Turn};
use crate::ui::tui::model::Model;
use crate::ui::tui::paginate::{Chunk, Follows, Ink, Leaf, Line, paginate};
use crate::ui::tui::theme::Role;

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

/// Whether a turn has the page to itself: it has a picture, or opens a chapter.
fn stands_alone(model: &Model, turn: &Turn) -> bool {
    turn.passages.iter().any(|passage| match passage {
        Passage::Scene(scene, _) => model.story.scene(*scene).art.is_some(),
        Passage::Opens(_) => true,
        _ => false,
    })
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
