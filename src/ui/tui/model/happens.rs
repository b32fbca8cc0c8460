//! What can happen to a model, what it asks of the edge, and what is typed for it.
//! Values; what comes of them is `update`.

use super::super::input::Event;
use crate::save::seen::Seen;
use crate::session::Session;
use crate::ui::{News, Resumed, SlotLine};

/// What is being typed, and what for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Prompt {
    /// What for.
    pub what: Asks,
    /// What was typed so far.
    pub text: String,
}

/// What something is typed for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Asks {
    /// A name to keep the telling under.
    Keep,
    /// Another name for this slot.
    Rename(String),
    /// What to search for.
    Search,
}

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// The terminal sent something.
    Event(Event),
    /// The window has another size: columns, rows.
    Resize(u16, u16),
    /// Time for what turns to turn.
    Tick,
    /// A new telling was begun.
    Begun(Box<Session>),
    /// A telling was taken up again, or couldn't be.
    Loaded(Result<Box<Resumed>, String>),
    /// The telling was kept, or couldn't be.
    Kept(Result<(), String>),
    /// The slots there are.
    Listed(Vec<SlotLine>),
    /// What all tellings have seen.
    Seen(Box<Seen>),
    /// Something was done that is worth a line.
    Said(String),
    /// The story has changed, or can't be read as it is now.
    News(News),
}

/// What the edge is asked to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// Begin a new telling.
    Begin,
    /// Keep the telling: it has changed.
    Keep,
    /// List the slots.
    List,
    /// Say what all tellings have seen.
    Look,
    /// Keep the telling under a name.
    KeepAs(String),
    /// Take up a slot.
    Load(String),
    /// Give a slot another name.
    Rename(String, String),
    /// Throw a slot away.
    Discard(String),
    /// Write the settings down.
    Store,
    /// Hand text to the terminal's clipboard.
    Copy(String),
    /// Stop until continued.
    Suspend,
    /// Draw everything again.
    Repaint,
    /// Go on in plain lines.
    Plain,
    /// Leave.
    Leave,
}
