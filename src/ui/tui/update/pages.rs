//! To and fro in what is read: pages, turns, and steps taken back or again.
//! Knows of no key; which screen is open it leaves to `screens`.

use super::super::model::{Bookmark, Command, Model, Screen};
use super::super::paginate::Line;
use super::super::spread::Spread;
use crate::game::Finish;
use crate::session::Session;
use crate::settings::Motion;

impl Model {
    pub(super) fn down(&mut self) {
        self.spread.down();
    }

    /// A page on; from a page read earlier, on to the turn after it; from the last page of a telling
    /// that has ended, to what comes after; where the choices are places, to the map.
    pub(super) fn forward(&mut self) -> Option<Command> {
        if self.spread.forward() || self.screen != Screen::Page {
            return None;
        }
        if self.ended() {
            self.after = true;
            self.open(Screen::After);
            return Some(Command::Look);
        }
        let last = self.session.as_ref().map_or(0, Session::cursor);
        if self.bookmark.turn < last {
            self.show_turn(self.bookmark.turn + 1, false);
        } else if let Some(region) = self.town {
            self.open(Screen::Map { region });
        }
        None
    }

    /// A page back; from the first, on to what was read before it.
    pub(super) fn backward(&mut self) {
        if self.spread.backward() || self.screen != Screen::Page {
            return;
        }
        if self.bookmark.turn > 0 {
            self.show_turn(self.bookmark.turn - 1, true);
        }
    }

    pub(super) fn show_turn(&mut self, turn: usize, at_end: bool) {
        self.bookmark = Bookmark {
            turn,
            ..Bookmark::default()
        };
        self.spread = Spread::default();
        self.lay((0, 0));
        if at_end {
            self.spread.to_end(true);
        }
        if self.settings.motion == Motion::Reduced && self.turning() {
            self.turn_on();
        }
    }

    /// What turns turns by a third.
    pub(super) fn turn_on(&mut self) {
        self.third = (self.third + 1) % 3;
        self.relay();
    }

    pub(super) fn begin(&mut self, session: Session, notice: Option<String>) -> Option<Command> {
        self.session = Some(session);
        self.reading = true;
        self.screen = Screen::Page;
        self.notice = notice;
        self.show_last(false);
        Some(Command::Keep)
    }

    /// Shows the turn the telling stands at.
    pub(in crate::ui::tui) fn show_last(&mut self, at_end: bool) {
        self.screen = Screen::Page;
        self.reading = true;
        self.show_turn(self.session.as_ref().map_or(0, Session::cursor), at_end);
    }

    /// At an end, how much was seen is asked for, and shown under it.
    pub(super) fn look_back(&self) -> Option<Command> {
        let finish = self.session.as_ref()?.state().finish();
        matches!(finish, Some(Finish::Ended(_))).then_some(Command::Look)
    }

    pub(super) fn travel(
        &mut self,
        go: fn(&mut Session) -> bool,
        otherwise: &str,
    ) -> Option<Command> {
        if self.session.as_mut().is_some_and(go) {
            self.show_last(true);
            return Some(Command::Keep);
        }
        self.notice = Some(otherwise.to_owned());
        None
    }

    /// The words of the open page, for the clipboard.
    pub(super) fn shown_words(&self) -> String {
        let Some(leaf) = self.spread.leaf() else {
            return String::new();
        };
        let lines: Vec<String> = leaf.lines.iter().map(Line::text).collect();
        lines.join("\n")
    }
}
