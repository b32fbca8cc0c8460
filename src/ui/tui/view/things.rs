//! The things one has, each with its picture, its look and what can be done with it; and the tape
//! on a page of its own.

use crate::game::{self, Offer, Thing};
use crate::session::Session;
use crate::ui::tui::model::{Model, Screen};
use crate::ui::tui::paginate::{Chunk, Leaf, Line, paginate, paragraph};
use crate::ui::tui::theme::Role;

/// The picture that makes a thing the tape.
const TAPE: &str = "cassette";

/// Everything that can be done with things, in the order they are shown.
#[must_use]
pub fn actions(session: &Session) -> Vec<Offer<'_>> {
    let things = game::things(session.story(), session.state());
    things.into_iter().flat_map(|thing| thing.actions).collect()
}

/// All things as pages.
#[must_use]
pub fn leaves(model: &Model, width: u16, height: u16) -> Vec<Leaf> {
    let Some(session) = &model.session else {
        return vec![Leaf::default()];
    };
    let things = game::things(&model.story, session.state());
    if things.is_empty() {
        return paginate(&[plain(model, "You have nothing with you.", width)], height);
    }
    let mut chunks = Vec::new();
    let mut n = 0;
    for thing in &things {
        add(model, thing, &mut n, (width, height, 3), &mut chunks);
    }
    paginate(&chunks, height)
}

/// The tape by itself, its reels turning while the screen is open.
#[must_use]
pub fn tape(model: &Model, width: u16, height: u16) -> Vec<Leaf> {
    let Some(session) = &model.session else {
        return vec![Leaf::default()];
    };
    let mut n = 0;
    let mut chunks = Vec::new();
    for thing in game::things(&model.story, session.state()) {
        if thing.art == Some(TAPE) {
            add(model, &thing, &mut n, (width, height, 2), &mut chunks);
        } else {
            n += thing.actions.len();
        }
    }
    if chunks.is_empty() {
        chunks.push(plain(model, "There is no tape with you.", width));
    }
    paginate(&chunks, height)
}

fn plain(model: &Model, words: &str, width: u16) -> Chunk {
    let lines = paragraph(&model.glyphs.words(words), &[], Role::Muted, width, 0);
    Chunk {
        lines: super::page::unsaid(lines),
        ..Chunk::default()
    }
}

/// Adds a thing: a picture at most the `share`th part of the page, its name, look and actions.
fn add(
    model: &Model,
    thing: &Thing<'_>,
    n: &mut usize,
    (width, height, share): (u16, u16, u16),
    chunks: &mut Vec<Chunk>,
) {
    let mut heading = super::page::heading(model, &super::capital(thing.name), width);
    heading.gap = u16::from(!chunks.is_empty()) * 2;
    heading.leads = !thing.look.is_empty() || !thing.actions.is_empty();
    if !thing.held {
        let last = heading.lines.pop().unwrap_or_default();
        heading.lines.push(last.then(Role::Locked, "  (lost)"));
    }
    chunks.push(heading);
    if let Some(art) = thing.art.filter(|_| thing.held) {
        chunks.extend(super::page::picture_chunk(
            model,
            art,
            width,
            height / share,
        ));
    }
    super::page::add_prose(model, &thing.look, Role::Text, width, chunks);
    for (nth, action) in thing.actions.iter().enumerate() {
        let mut chunk = super::page::choice(model, *n, action, width);
        chunk.gap = u16::from(nth == 0);
        chunks.push(chunk);
        *n += 1;
    }
}

impl Model {
    /// Whether something that turns is on the open page: the tape's reels, on its own page and
    /// while it plays.
    pub(in crate::ui::tui) fn turning(&self) -> bool {
        let open = match self.screen {
            Screen::Tape => true,
            Screen::Page => self.playing(),
            _ => false,
        };
        open && self.settings.pictures
            && super::areas(self).is_some_and(|areas| areas.body.height >= 14)
            && self
                .assets
                .picture(TAPE)
                .is_some_and(|picture| picture.turns())
    }

    /// Whether the open turn is the tape being played: one of its own actions.
    pub(super) fn playing(&self) -> bool {
        let Some(session) = &self.session else {
            return false;
        };
        let step = self
            .bookmark
            .turn
            .checked_sub(1)
            .and_then(|step| session.steps().get(step));
        step.is_some_and(|step| match step.took {
            game::Took::Action(action) => {
                let item = self.story.item(self.story.action(action).item);
                item.art.is_some_and(|art| self.story.str(art) == TAPE)
            }
            game::Took::Choice(_) | game::Took::Deal(_) => false,
        })
    }
}

/// The tape's picture above what it is heard saying.
#[must_use]
pub fn playing_chunk(model: &Model, width: u16, height: u16) -> Option<Chunk> {
    if !model.playing() {
        return None;
    }
    let chunk = super::page::picture_chunk(model, TAPE, width, height / 2)?;
    let drawn = chunk.lines.iter().any(|line: &Line| line.spans.len() > 1);
    drawn.then_some(chunk)
}
