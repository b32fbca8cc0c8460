//! What is typed at a prompt, and the slot it may be for; how a slot is thrown away.
//! Touches no slot itself: the edge is asked to.

use super::super::input::Key;
use super::super::model::{Asks, Command, Model, Prompt, Screen};
use super::super::spread::Spread;
use super::super::view;

impl Model {
    pub(super) fn ask(&mut self, what: Asks, text: &str) {
        self.prompt = Some(Prompt {
            what,
            text: text.to_owned(),
        });
    }

    /// A key while something is typed.
    pub(super) fn type_key(&mut self, key: Key) -> Option<Command> {
        let prompt = self.prompt.as_mut()?;
        match key {
            Key::Char(c) if prompt.text.chars().count() < 60 => {
                prompt
                    .text
                    .push_str(&crate::clean::shown(c.encode_utf8(&mut [0; 4])));
            }
            Key::Backspace => {
                prompt.text.pop();
            }
            Key::Ctrl('u') => prompt.text.clear(),
            Key::Esc => self.prompt = None,
            Key::Enter => return self.typed(),
            _ => {}
        }
        None
    }

    pub(super) fn typed(&mut self) -> Option<Command> {
        let Prompt { what, text } = self.prompt.take()?;
        let text = text.trim().to_owned();
        match what {
            Asks::Search => {
                match &mut self.screen {
                    Screen::Journal { wanted, .. } | Screen::History { wanted } => *wanted = text,
                    _ => return None,
                }
                self.spread = Spread::default();
                self.lay((0, 0));
                if matches!(self.screen, Screen::History { .. }) {
                    view::history::next_found(self);
                }
                None
            }
            _ if text.is_empty() => None,
            Asks::Keep => Some(Command::KeepAs(text)),
            Asks::Rename(from) => Some(Command::Rename(from, text)),
        }
    }

    pub(super) fn marked_slot(&self) -> Option<String> {
        self.slots
            .get(self.spread.marked?)
            .map(|slot| slot.name.clone())
    }

    pub(super) fn discard(&mut self) -> Option<Command> {
        if matches!(self.screen, Screen::Keys { .. }) {
            return view::keys::give_back(self);
        }
        let marked = self.spread.marked?;
        let slot = self.marked_slot()?;
        let Screen::Saves { doomed } = &mut self.screen else {
            return None;
        };
        let asked = match *doomed {
            Some((slot, asked)) if slot == marked => asked,
            Some(_) | None => 0,
        };
        self.notice = Some(match asked {
            0 => format!("Delete “{slot}”? Once more does."),
            1 => format!("“{slot}” goes into the bin. Really? Once more does."),
            _ => {
                *doomed = None;
                return Some(Command::Discard(slot));
            }
        });
        *doomed = Some((marked, asked + 1));
        None
    }
}
