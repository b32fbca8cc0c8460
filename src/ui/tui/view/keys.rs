//! The keys a reader may change, and the changing of them.

use crate::settings::Rebound;
use crate::ui::tui::input::Key;
use crate::ui::tui::keys::key_name;
use crate::ui::tui::model::{Command, Model, Screen};
use crate::ui::tui::paginate::{Chunk, Leaf, Line, paginate, paragraph};
use crate::ui::tui::theme::Role;

/// Said while a key is waited for.
pub const WAITS: &str = "Press the key it should have; esc leaves it as it is.";

/// The rows as pages.
#[must_use]
pub fn leaves(model: &Model, width: u16, height: u16) -> Vec<Leaf> {
    const NAME: u16 = 11;
    const KEYS: u16 = 12;
    let rows = model.keymap.rebindable().enumerate();
    let chunks: Vec<Chunk> = rows
        .map(|(n, (name, keys, says))| {
            let left = 2 + NAME + KEYS;
            let mut says = super::page::unsaid(paragraph(
                says,
                &[],
                Role::Muted,
                width.saturating_sub(left),
                0,
            ))
            .into_iter();
            let keys = if keys.is_empty() { "none" } else { &keys };
            let first = Line::of(Role::Text, format!("{name:<0$}", usize::from(NAME)))
                .then(Role::Accent, format!("{keys:<0$}", usize::from(KEYS)))
                .then(
                    Role::Muted,
                    says.next().map_or_else(String::new, |line| line.text()),
                )
                .indented(2);
            let lines = std::iter::once(first)
                .chain(says.map(|line| line.indented(left)))
                .collect();
            Chunk {
                lines,
                whole: true,
                offers: Some(n),
                ..Chunk::default()
            }
        })
        .collect();
    paginate(&chunks, height)
}

/// The name of the marked row.
fn marked(model: &Model) -> Option<&'static str> {
    model
        .keymap
        .rebindable()
        .nth(model.spread.marked?)
        .map(|(name, ..)| name)
}

/// Whether the marked row has a key of the reader's own.
#[must_use]
pub fn is_own(model: &Model) -> bool {
    marked(model).is_some_and(|name| model.settings.keys.iter().any(|own| own.does == name))
}

/// Gives the marked row this key.
pub fn give(model: &mut Model, key: Key) -> Option<Command> {
    model.screen = Screen::Keys { waits: false };
    let name = marked(model)?;
    if key == Key::Esc {
        return None;
    }
    let before = model.settings.keys.clone();
    model
        .settings
        .keys
        .retain(|own| own.does != name && own.key != key_name(key));
    model.settings.keys.push(Rebound {
        does: name.to_owned(),
        key: key_name(key),
    });
    let complaints = model.take_keys();
    if let Some(why) = complaints.into_iter().next() {
        model.settings.keys = before;
        let _ = model.take_keys();
        model.notice = Some(why);
        return None;
    }
    model.relay();
    Some(Command::Store)
}

/// Gives the marked row its usual keys back.
pub fn give_back(model: &mut Model) -> Option<Command> {
    let name = marked(model)?;
    let before = model.settings.keys.len();
    model.settings.keys.retain(|own| own.does != name);
    if model.settings.keys.len() == before {
        return None;
    }
    let _ = model.take_keys();
    model.relay();
    Some(Command::Store)
}
