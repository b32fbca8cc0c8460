//! Which screen is open, and at which of its pages; what changes on one of them sideways.
//! Knows of no key, and takes no step of the telling.

use super::super::keys::Does;
use super::super::model::{Command, Model, Screen};
use super::super::paginate::At;
use super::super::spread::Spread;
use super::super::view;
use crate::settings;
use crate::ui::say;

impl Model {
    /// Opens a screen at its first page; the page that is read keeps its bookmark.
    pub(in crate::ui::tui) fn open(&mut self, screen: Screen) {
        if self.screen == Screen::Page {
            self.bookmark.at = self.spread.at();
            self.bookmark.marked = self.spread.marked;
        }
        self.spread = Spread::default();
        let mut at = (0, 0);
        if screen == Screen::Page {
            self.reading = true;
            self.after = false;
            at = self.bookmark.at;
            self.spread.marked = self.bookmark.marked;
        }
        self.screen = screen;
        self.lay(at);
        let list = matches!(
            self.screen,
            Screen::First
                | Screen::Title
                | Screen::Map { .. }
                | Screen::Saves { .. }
                | Screen::Settings
                | Screen::Keys { .. }
                | Screen::After
                | Screen::Tape
        );
        if list && self.spread.marked.is_none() {
            match view::map::first_way(self) {
                Some(place) => self.spread.mark(place),
                None => self.spread.mark_first(),
            }
        }
    }

    /// Lays the open screen out anew, open at the same place.
    pub(in crate::ui::tui) fn relay(&mut self) {
        self.lay(self.spread.at());
    }

    pub(super) fn lay(&mut self, at: At) {
        self.town = view::map::town(self);
        let leaves = view::leaves(self);
        self.spread.lay(leaves, at);
        self.panel = view::panel(self);
    }

    pub(super) fn close(&mut self, does: Does) -> Option<Command> {
        match (&self.screen, does) {
            (Screen::Page, Does::Leave) | (Screen::Title | Screen::First, _) => {
                if does == Does::Leave && self.trouble.is_some() && !self.warned {
                    self.warned = true;
                    self.notice = Some(say::LEAVE_UNKEPT.to_owned());
                    return None;
                }
                return (does == Does::Leave).then_some(Command::Leave);
            }
            (Screen::Page, _) => {
                self.open(Screen::Title);
                self.reading = false;
            }
            (Screen::Keys { .. }, _) => self.open(Screen::Settings),
            (screen, _) if self.after && *screen != Screen::After => self.open(Screen::After),
            _ if self.reading => self.open(Screen::Page),
            _ => self.open(Screen::Title),
        }
        None
    }

    pub(super) fn sideways(&mut self, by: isize) -> Option<Command> {
        match &mut self.screen {
            Screen::Settings => return view::settings::change(self, by),
            Screen::Journal { section, wanted } => {
                let n = view::journal::sections(self.session.as_ref()) as isize;
                wanted.clear();
                *section = (*section as isize + by).rem_euclid(n.max(1)) as usize;
            }
            Screen::Map { region } => {
                let n = view::map::regions(self.session.as_ref()) as isize;
                *region = (*region as isize + by).rem_euclid(n.max(1)) as usize;
                self.spread.marked = None;
            }
            _ => return None,
        }
        self.spread.leaves.clear();
        self.lay((0, 0));
        if matches!(self.screen, Screen::Map { .. }) {
            self.spread.mark_first();
        }
        None
    }

    pub(super) fn measure(&mut self, by: i32) -> Option<Command> {
        let wanted = i32::from(self.settings.measure) + by;
        let measure = wanted.clamp(i32::from(settings::NARROWEST), i32::from(settings::WIDEST));
        self.settings.measure = measure as u16;
        self.relay();
        self.notice = Some(format!("The column is at most {measure} wide."));
        Some(Command::Store)
    }
}
