//! Two faces of the same telling. What they share: who keeps it, and sentences both of them say.
//! Neither face opens a file; both ask a `Keeper`.

pub mod art;
pub mod assets;
pub mod plain;
pub mod say;
pub mod tui;

use std::sync::Arc;

use crate::save::seen::Seen;
use crate::session::Session;
use crate::story::Story;

/// A slot as it is listed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SlotLine {
    /// What it is loaded by.
    pub name: String,
    /// Where it stands, when it was kept, how much was read; or what is wrong with it and what can
    /// still be done.
    pub about: String,
    /// Whether it can be loaded.
    pub sound: bool,
}

/// A telling taken up again.
#[derive(Debug)]
pub struct Resumed {
    /// The telling.
    pub session: Session,
    /// What the player should know, in a sentence.
    pub notice: Option<String>,
}

/// What came from outside while the telling was open.
#[derive(Debug)]
pub enum News {
    /// The story reads otherwise now; the telling was taken up over it.
    Story(Box<Resumed>),
    /// The story can't be read as it is now: where and why, in a line. The telling stays.
    Broken(String),
}

/// Who keeps tellings. Every sentence it gives is fit to be shown.
pub trait Keeper {
    /// Keeps the telling as it stands; called when it begins and after every step, undo and redo.
    ///
    /// # Errors
    /// A calm sentence: why it can't, and what happens next. The telling goes on regardless.
    fn keep(&mut self, session: &Session) -> Result<(), String>;

    /// Whether there may be news, so that it pays to ask for it.
    fn watches(&self) -> bool {
        false
    }

    /// What came from outside since this was asked last.
    fn news(&mut self, _: &Session) -> Option<News> {
        None
    }

    /// What all tellings so far have seen of the story, the open one included.
    fn seen(&mut self, open: Option<&Session>) -> Seen {
        open.map(Seen::of).unwrap_or_default()
    }

    /// The slots there are, newest first.
    fn list(&mut self) -> Vec<SlotLine>;

    /// Keeps the telling under a name; gives the name it got.
    ///
    /// # Errors
    /// A sentence: why it can't.
    fn save_as(&mut self, session: &Session, name: &str) -> Result<String, String>;

    /// Takes up the telling of this name; play goes on in it.
    ///
    /// # Errors
    /// A sentence: why it can't, and what can still be done.
    fn load(&mut self, story: &Arc<Story>, name: &str) -> Result<Resumed, String>;

    /// Takes up the telling that was kept last; none where none is kept.
    ///
    /// # Errors
    /// A sentence: why it can't, and what can still be done.
    fn newest(&mut self, story: &Arc<Story>) -> Result<Option<Resumed>, String>;

    /// Gives a slot another name; gives the name it got.
    ///
    /// # Errors
    /// A sentence: why it can't.
    fn rename(&mut self, from: &str, to: &str) -> Result<String, String>;

    /// Puts a slot into the bin; says where it lies.
    ///
    /// # Errors
    /// A sentence: why it can't.
    fn delete(&mut self, name: &str) -> Result<String, String>;
}

/// Keeps nothing, for tellings that are only looked at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Forgetful;

impl Keeper for Forgetful {
    fn keep(&mut self, _: &Session) -> Result<(), String> {
        Ok(())
    }

    fn list(&mut self) -> Vec<SlotLine> {
        Vec::new()
    }

    fn save_as(&mut self, _: &Session, _: &str) -> Result<String, String> {
        Err(say::KEEPS_NOTHING.to_owned())
    }

    fn load(&mut self, _: &Arc<Story>, _: &str) -> Result<Resumed, String> {
        Err(say::KEEPS_NOTHING.to_owned())
    }

    fn newest(&mut self, _: &Arc<Story>) -> Result<Option<Resumed>, String> {
        Ok(None)
    }

    fn rename(&mut self, _: &str, _: &str) -> Result<String, String> {
        Err(say::KEEPS_NOTHING.to_owned())
    }

    fn delete(&mut self, _: &str) -> Result<String, String> {
        Err(say::KEEPS_NOTHING.to_owned())
    }
}
