//! After an ending: what is left in the drawer, the journal as it reads now, how much of the story
//! was seen, and another telling. Quiet; nothing here changes anything.

use super::page::{heading, unsaid};
use crate::game;
use crate::session::Session;
use crate::ui::say;
use crate::ui::tui::model::{Command, Model, Screen};
use crate::ui::tui::paginate::{Chunk, Leaf, Line, paginate, paragraph};
use crate::ui::tui::theme::Role;

/// Where it leads from here, in this order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Way {
    Drawer,
    Journal,
    Gallery,
    Again,
}

const WAYS: [Way; 4] = [Way::Drawer, Way::Journal, Way::Gallery, Way::Again];

/// What is left behind, as pages.
#[must_use]
pub fn leaves(model: &Model, width: u16, height: u16) -> Vec<Leaf> {
    let Some(session) = &model.session else {
        return vec![Leaf::default()];
    };
    let mut chunks = Vec::new();
    if let Some(finish) = session.state().finish() {
        chunks.push(heading(model, &say::finish(&model.story, finish), width));
    }
    for (n, way) in WAYS.into_iter().enumerate() {
        let (name, about) = says(model, session, way);
        let mut lines = vec![
            Line::of(Role::Accent, format!("{:>2} ", n + 1))
                .indented(2)
                .then(Role::Text, model.glyphs.words(name)),
        ];
        let about = paragraph(
            &model.glyphs.words(&about),
            &[],
            Role::Muted,
            width.saturating_sub(5),
            0,
        );
        lines.extend(unsaid(about).into_iter().map(|line| line.indented(5)));
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

/// What a way is called, and what is there.
fn says(model: &Model, session: &Session, way: Way) -> (&'static str, String) {
    match way {
        Way::Drawer => ("The drawer", drawer(session)),
        Way::Journal => ("The journal, as it reads now", journal(session)),
        Way::Gallery => (
            "The gallery",
            model
                .seen
                .as_ref()
                .map_or_else(String::new, |looked| looked.so_far.clone()),
        ),
        Way::Again => (
            "Another telling",
            "From the first line. This one is kept.".to_owned(),
        ),
    }
}

/// The things, by name.
fn drawer(session: &Session) -> String {
    let things = game::things(session.story(), session.state());
    let names = |held| {
        let names: Vec<&str> = things
            .iter()
            .filter(|thing| thing.held == held)
            .map(|thing| thing.name)
            .collect();
        names.join("; ")
    };
    match (names(true), names(false)) {
        (held, lost) if held.is_empty() && lost.is_empty() => "Nothing is in it.".to_owned(),
        (held, lost) if held.is_empty() => format!("Gone: {lost}."),
        (held, lost) if lost.is_empty() => format!("{}.", super::capital(&held)),
        (held, lost) => format!("{}. Gone: {lost}.", super::capital(&held)),
    }
}

/// How many entries there are, how many of them read otherwise than at first, how many were let go.
fn journal(session: &Session) -> String {
    let pages = game::journal(session.story(), session.state());
    let entries = || pages.iter().flat_map(|pages| &pages.entries);
    let count = |n: usize, one: &str, more: &str| match n {
        0 => String::new(),
        1 => format!("1 {one}"),
        n => format!("{n} {more}"),
    };
    let parts = [
        count(entries().count(), "entry", "entries"),
        count(
            entries().filter(|entry| entry.tellings.len() > 1).count(),
            "reads differently now",
            "read differently now",
        ),
        count(
            entries().filter(|entry| entry.let_go).count(),
            "was let go",
            "were let go",
        ),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    match parts.join(", ") {
        none if none.is_empty() => "Nothing was written in it.".to_owned(),
        parts => format!("{parts}."),
    }
}

/// Goes there.
pub fn take(model: &mut Model, n: usize) -> Option<Command> {
    match WAYS.get(n)? {
        Way::Drawer => model.open(Screen::Things),
        Way::Journal => model.open(Screen::Journal {
            section: 0,
            wanted: String::new(),
        }),
        Way::Gallery => {
            model.open(Screen::Gallery);
            return Some(Command::Look);
        }
        Way::Again => return Some(Command::Begin),
    }
    None
}
