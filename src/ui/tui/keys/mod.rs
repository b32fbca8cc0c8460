//! Which key does what: one table that feeds the handlers, the footer and the help.
//! Knows keys and places, not what comes of them.

mod map;
mod table;

pub use self::map::Keymap;
pub use self::table::{CHOOSE, TABLE, TURN_THE_PAGE};

use super::input::Key;

/// What a key can do.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Does {
    /// One up.
    Up,
    /// One down.
    Down,
    /// To the left: the section or value before.
    Left,
    /// To the right: the section or value after.
    Right,
    /// Takes what is marked.
    Take,
    /// A page on.
    Forward,
    /// A page back.
    Backward,
    /// To the first.
    First,
    /// To the last.
    Last,
    /// Opens the things.
    Things,
    /// Opens the tape.
    Tape,
    /// Opens the journal.
    Journal,
    /// Opens the map.
    Map,
    /// Opens what was read.
    History,
    /// Opens the pictures seen.
    Gallery,
    /// Takes back a step.
    Undo,
    /// Takes a step again.
    Redo,
    /// Opens the saves.
    Saves,
    /// Opens the settings.
    Settings,
    /// Opens the help.
    Help,
    /// Closes what is open.
    Back,
    /// Leaves; it is kept already.
    Leave,
    /// A wider column.
    Wider,
    /// A narrower column.
    Narrower,
    /// Searches.
    Search,
    /// Copies.
    Copy,
    /// Keeps under a new name.
    Keep,
    /// Gives another name.
    Rename,
    /// Throws away.
    Discard,
    /// Opens the content note.
    Note,
    /// Draws everything again.
    Repaint,
    /// Stops the program for a while.
    Suspend,
}

/// Where keys are pressed, as far as they differ.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Place {
    /// The question of the first run.
    Question,
    /// The title.
    Title,
    /// The page that is read.
    Page,
    /// The journal.
    Journal,
    /// The things, and the tape.
    Things,
    /// The map.
    Map,
    /// What was read.
    History,
    /// The saves.
    Saves,
    /// The settings.
    Settings,
    /// The keys, to be given others.
    Keys,
    /// What comes after an ending.
    After,
    /// Help, note, credits: only to be read.
    Sheet,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// What it does.
    pub does: Does,
    /// Its name, in the help and in the settings file.
    pub name: &'static str,
    /// Its keys, the one shown first.
    pub keys: &'static [Key],
    /// Where it works.
    pub at: &'static [Place],
    /// What it does, for the help.
    pub says: &'static str,
    /// What the footer calls it, in the places whose footer names it.
    pub footer: &'static [(Place, &'static str)],
    /// Whether a reader may give it other keys.
    pub fixed: bool,
}

const fn row(
    does: Does,
    name: &'static str,
    keys: &'static [Key],
    at: &'static [Place],
    says: &'static str,
    footer: &'static [(Place, &'static str)],
) -> Binding {
    Binding {
        does,
        name,
        keys,
        at,
        says,
        footer,
        fixed: false,
    }
}

const fn fixed(row: Binding) -> Binding {
    Binding { fixed: true, ..row }
}

use Key::{
    BackTab, Char, Ctrl, Delete, Down, End, Enter, Esc, F, Home, Left, PageDown, PageUp, Right,
    Tab, Up,
};

/// How the help, the footer and the settings name a key.
#[must_use]
pub fn key_name(key: Key) -> String {
    match key {
        Char(' ') => "space".to_owned(),
        Char(c) => c.to_string(),
        Ctrl(c) => format!("ctrl-{c}"),
        F(n) => format!("F{n}"),
        Enter => "enter".to_owned(),
        Esc => "esc".to_owned(),
        Tab => "tab".to_owned(),
        BackTab => "shift-tab".to_owned(),
        Key::Backspace => "backspace".to_owned(),
        Delete => "del".to_owned(),
        Up => "up".to_owned(),
        Down => "down".to_owned(),
        Left => "left".to_owned(),
        Right => "right".to_owned(),
        PageUp => "pgup".to_owned(),
        PageDown => "pgdn".to_owned(),
        Home => "home".to_owned(),
        End => "end".to_owned(),
    }
}

#[cfg(test)]
mod tests;
