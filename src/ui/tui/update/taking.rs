//! What is marked, clicked or numbered is taken: an offer, a thing's use, a way, a row of a list.
//! Knows no key but digits; what a list's row does is its screen's to say.

use super::super::model::{Command, Model, Screen};
use super::super::view;
use crate::game::{Standing, Took};

impl Model {
    pub(super) fn digit(&mut self, n: usize) -> Option<Command> {
        match self.screen {
            Screen::Page
            | Screen::Things
            | Screen::Tape
            | Screen::First
            | Screen::Title
            | Screen::After => {
                let shown = self
                    .spread
                    .leaf()
                    .is_some_and(|leaf| leaf.stops.iter().any(|stop| stop.offers == n));
                if !shown {
                    // Nothing is taken that can't be seen.
                    if self.screen == Screen::Page && !self.spread.is_last() {
                        self.notice =
                            Some("The choices come at the end of what is to be read.".to_owned());
                    }
                    return None;
                }
                self.spread.mark(n);
                self.take_marked()
            }
            Screen::Map { .. } if view::map::leads_somewhere(self, n) => self.take_offer(n),
            _ => None,
        }
    }

    pub(super) fn take_marked(&mut self) -> Option<Command> {
        let Some(stop) = self.spread.marked_stop() else {
            if self.screen == Screen::Page {
                return self.forward_or_mark();
            }
            self.spread.mark_first();
            return None;
        };
        let marked = stop.offers;
        match &self.screen {
            Screen::Page => self.take_offer(marked),
            Screen::First => {
                self.settings.plain = marked == 1;
                self.open(if self.reading {
                    Screen::Page
                } else {
                    Screen::Title
                });
                Some(if marked == 1 {
                    Command::Plain
                } else {
                    Command::Store
                })
            }
            Screen::Title => view::title::take(self, marked),
            Screen::After => view::after::take(self, marked),
            Screen::Things | Screen::Tape => self.take_action(marked),
            Screen::Map { .. } => match view::map::way_to(self, marked) {
                Some(offer) => self.take_offer(offer),
                None => {
                    self.notice = Some(view::map::NO_WAY.to_owned());
                    None
                }
            },
            Screen::History { wanted } if !wanted.is_empty() => {
                view::history::next_found(self);
                None
            }
            Screen::History { .. } => {
                let to = marked.saturating_sub(1);
                if self
                    .session
                    .as_mut()
                    .is_some_and(|session| session.go_to(to))
                {
                    self.show_last(true);
                    self.notice =
                        Some("Back at this choice. What came after can be taken again.".to_owned());
                    return Some(Command::Keep);
                }
                None
            }
            Screen::Saves { .. } => self.marked_slot().map(Command::Load),
            Screen::Settings => self.sideways(1),
            Screen::Keys { .. } => {
                self.screen = Screen::Keys { waits: true };
                self.notice = Some(view::keys::WAITS.to_owned());
                None
            }
            Screen::Journal { .. }
            | Screen::Gallery
            | Screen::Help
            | Screen::Note
            | Screen::Credits => None,
        }
    }

    /// Enter where nothing is marked: the next page, or the first thing that can be chosen.
    pub(super) fn forward_or_mark(&mut self) -> Option<Command> {
        if self.spread.leaf().is_some_and(|leaf| leaf.stops.is_empty()) {
            return self.forward();
        }
        self.spread.down();
        None
    }

    pub(super) fn take_offer(&mut self, n: usize) -> Option<Command> {
        let session = self.session.as_ref()?;
        let offers = session.offers();
        let offer = offers.get(n)?;
        let (took, standing) = (offer.took, locked(offer.standing));
        self.take(took, standing)
    }

    pub(super) fn take_action(&mut self, n: usize) -> Option<Command> {
        let session = self.session.as_ref()?;
        let (took, standing) = {
            let actions = view::things::actions(session);
            let action = actions.get(n)?;
            (action.took, locked(action.standing))
        };
        self.take(took, standing)
    }

    pub(super) fn take(&mut self, took: Took, locked: Option<String>) -> Option<Command> {
        if let Some(reason) = locked {
            self.notice = Some(reason);
            return None;
        }
        if self.session.as_mut()?.take(took) {
            self.show_last(false);
            return Some(Command::Keep);
        }
        None
    }

    pub(super) fn click(&mut self, x: u16, y: u16) -> Option<Command> {
        let row = view::row_at(self, x, y)?;
        let stop = self
            .spread
            .leaf()?
            .stops
            .iter()
            .find(|stop| stop.rows.contains(&row))?;
        let clicked = stop.offers;
        self.notice = None;
        self.spread.mark(clicked);
        self.take_marked()
    }
}

/// The reason an offer can't be taken, if it can't.
fn locked(standing: Standing<'_>) -> Option<String> {
    match standing {
        Standing::Open => None,
        Standing::Locked("") | Standing::Refused("") => {
            Some("That can’t be chosen now.".to_owned())
        }
        Standing::Locked(reason) | Standing::Refused(reason) => Some(reason.to_owned()),
    }
}
