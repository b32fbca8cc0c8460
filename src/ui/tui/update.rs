//! What comes of what happens: `update(&mut Model, Msg) -> Option<Command>`.
//! Pure but for the telling, which it steps; draws nothing, opens nothing.

use std::sync::Arc;

use super::input::{Event, Key};
use super::keys::Does;
use super::model::{Asks, Bookmark, Command, Looked, Model, Msg, Prompt, Screen};
use super::paginate::At;
use super::spread::Spread;
use super::view;
use crate::game::{Finish, Standing, Took};
use crate::session::Session;
use crate::settings::{self, Motion};
use crate::ui::{News, say};

/// Takes a message; says what the edge has to do.
pub fn update(model: &mut Model, msg: Msg) -> Option<Command> {
    match msg {
        Msg::Event(Event::Key(key)) => model.key(key),
        Msg::Event(Event::Paste(text)) => {
            if let Some(prompt) = &mut model.prompt {
                prompt.text.push_str(
                    crate::clean::shown(text.trim())
                        .lines()
                        .next()
                        .unwrap_or(""),
                );
            }
            None
        }
        Msg::Event(Event::Click(x, y)) => model.click(x, y),
        Msg::Event(Event::Wheel(by)) => {
            if by > 0 {
                return model.forward();
            }
            model.backward();
            None
        }
        Msg::Event(Event::Ground(r, g, b)) => {
            model.terminal.ground = Some([r, g, b]);
            model.dress();
            None
        }
        Msg::Resize(columns, rows) => {
            model.size = (columns, rows);
            model.relay();
            None
        }
        Msg::Tick => {
            model.turn_on();
            None
        }
        Msg::Begun(session) => model.begin(*session, None),
        Msg::Loaded(Ok(resumed)) => model.begin(resumed.session, resumed.notice),
        Msg::Loaded(Err(why)) | Msg::Said(why) => {
            model.notice = Some(why);
            None
        }
        Msg::News(News::Broken(why)) => {
            model.broken = Some(why);
            model.notice = None;
            model.relay();
            None
        }
        Msg::News(News::Story(resumed)) => {
            model.broken = None;
            model.story = Arc::clone(resumed.session.story());
            let (title, at_end) = (model.screen == Screen::Title, model.spread.is_last());
            model.session = Some(resumed.session);
            model.notice = resumed.notice;
            if title {
                model.relay();
            } else {
                model.show_last(at_end);
            }
            Some(Command::Keep)
        }
        Msg::Kept(Ok(())) => {
            if model.trouble.take().is_some() {
                model.notice = Some(say::KEPT_AGAIN.to_owned());
            }
            model.look_back()
        }
        Msg::Kept(Err(why)) => {
            model.warned = false;
            model.trouble = Some(why);
            model.look_back()
        }
        Msg::Seen(seen) => {
            let ended = model.session.as_ref().filter(|session| {
                let finish = session.state().finish();
                matches!(finish, Some(Finish::Ended(_)))
            });
            model.seen = Some(Looked {
                here: ended.map_or_else(String::new, |session| say::seen(session, &seen)),
                so_far: say::seen_so_far(&model.story, &seen),
                seen,
            });
            model.relay();
            None
        }
        Msg::Listed(slots) => {
            model.slots = slots;
            model.relay();
            if model.spread.marked.is_none() && matches!(model.screen, Screen::Saves { .. }) {
                model.spread.mark_first();
            }
            None
        }
    }
}

impl Model {
    fn key(&mut self, key: Key) -> Option<Command> {
        self.notice = None;
        if key == Key::Ctrl('c') {
            return Some(Command::Leave);
        }
        if self.prompt.is_some() {
            return self.type_key(key);
        }
        if self.screen == (Screen::Keys { waits: true }) {
            return view::keys::give(self, key);
        }
        if let Key::Char(digit @ '1'..='9') = key {
            return self.digit(digit as usize - '1' as usize);
        }
        let does = self.keymap.does(key, self.screen.place())?;
        if !matches!(does, Does::Discard)
            && let Screen::Saves { doomed } = &mut self.screen
            && doomed.take().is_some()
        {
            self.relay();
        }
        self.act(does)
    }

    fn act(&mut self, does: Does) -> Option<Command> {
        match does {
            Does::Up => self.spread.up(),
            Does::Down => self.down(),
            Does::Left => return self.sideways(-1),
            Does::Right => return self.sideways(1),
            Does::Take => return self.take_marked(),
            Does::Forward => return self.forward(),
            Does::Backward => self.backward(),
            Does::First => self.spread.to_end(false),
            Does::Last => self.spread.to_end(true),
            Does::Things => self.open(Screen::Things),
            Does::Tape => self.open(Screen::Tape),
            Does::Journal => self.open(Screen::Journal {
                section: 0,
                wanted: String::new(),
            }),
            Does::Map => self.open(Screen::Map {
                region: view::map::region_here(self),
            }),
            Does::History => {
                self.open(Screen::History {
                    wanted: String::new(),
                });
                self.spread.to_end(true);
            }
            Does::Gallery => {
                self.open(Screen::Gallery);
                return Some(Command::Look);
            }
            Does::Undo => return self.travel(Session::undo, "There is nothing to take back."),
            Does::Redo => return self.travel(Session::redo, "There is nothing to take again."),
            Does::Saves => {
                self.open(Screen::Saves { doomed: None });
                return Some(Command::List);
            }
            Does::Settings => self.open(Screen::Settings),
            Does::Help => self.open(Screen::Help),
            Does::Note => self.open(Screen::Note),
            Does::Back | Does::Leave => return self.close(does),
            Does::Wider => return self.measure(2),
            Does::Narrower => return self.measure(-2),
            Does::Search => self.ask(Asks::Search, ""),
            Does::Copy => return Some(Command::Copy(self.shown_words())),
            Does::Keep if self.session.is_some() => self.ask(Asks::Keep, ""),
            Does::Keep => self.notice = Some("There is no telling to keep yet.".to_owned()),
            Does::Rename => {
                if let Some(slot) = self.marked_slot() {
                    self.ask(Asks::Rename(slot.clone()), &slot);
                }
            }
            Does::Discard => return self.discard(),
            Does::Repaint => return Some(Command::Repaint),
            Does::Suspend => return Some(Command::Suspend),
        }
        None
    }

    /// Opens a screen at its first page; the page that is read keeps its bookmark.
    pub(super) fn open(&mut self, screen: Screen) {
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
    pub(super) fn relay(&mut self) {
        self.lay(self.spread.at());
    }

    fn lay(&mut self, at: At) {
        self.town = view::map::town(self);
        let leaves = view::leaves(self);
        self.spread.lay(leaves, at);
        self.panel = view::panel(self);
    }

    fn close(&mut self, does: Does) -> Option<Command> {
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

    fn down(&mut self) {
        self.spread.down();
    }

    /// A page on; from a page read earlier, on to the turn after it; from the last page of a telling
    /// that has ended, to what comes after; where the choices are places, to the map.
    fn forward(&mut self) -> Option<Command> {
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
    fn backward(&mut self) {
        if self.spread.backward() || self.screen != Screen::Page {
            return;
        }
        if self.bookmark.turn > 0 {
            self.show_turn(self.bookmark.turn - 1, true);
        }
    }

    fn show_turn(&mut self, turn: usize, at_end: bool) {
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
    fn turn_on(&mut self) {
        self.third = (self.third + 1) % 3;
        self.relay();
    }

    fn begin(&mut self, session: Session, notice: Option<String>) -> Option<Command> {
        self.session = Some(session);
        self.reading = true;
        self.screen = Screen::Page;
        self.notice = notice;
        self.show_last(false);
        Some(Command::Keep)
    }

    /// Shows the turn the telling stands at.
    pub(super) fn show_last(&mut self, at_end: bool) {
        self.screen = Screen::Page;
        self.reading = true;
        self.show_turn(self.session.as_ref().map_or(0, Session::cursor), at_end);
    }

    /// At an end, how much was seen is asked for, and shown under it.
    fn look_back(&self) -> Option<Command> {
        let finish = self.session.as_ref()?.state().finish();
        matches!(finish, Some(Finish::Ended(_))).then_some(Command::Look)
    }

    fn travel(&mut self, go: fn(&mut Session) -> bool, otherwise: &str) -> Option<Command> {
        if self.session.as_mut().is_some_and(go) {
            self.show_last(true);
            return Some(Command::Keep);
        }
        self.notice = Some(otherwise.to_owned());
        None
    }

    fn digit(&mut self, n: usize) -> Option<Command> {
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

    fn take_marked(&mut self) -> Option<Command> {
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
    fn forward_or_mark(&mut self) -> Option<Command> {
        if self.spread.leaf().is_some_and(|leaf| leaf.stops.is_empty()) {
            return self.forward();
        }
        self.spread.down();
        None
    }

    fn take_offer(&mut self, n: usize) -> Option<Command> {
        let session = self.session.as_ref()?;
        let offers = session.offers();
        let offer = offers.get(n)?;
        let (took, standing) = (offer.took, locked(offer.standing));
        self.take(took, standing)
    }

    fn take_action(&mut self, n: usize) -> Option<Command> {
        let session = self.session.as_ref()?;
        let (took, standing) = {
            let actions = view::things::actions(session);
            let action = actions.get(n)?;
            (action.took, locked(action.standing))
        };
        self.take(took, standing)
    }

    fn take(&mut self, took: Took, locked: Option<String>) -> Option<Command> {
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

    fn sideways(&mut self, by: isize) -> Option<Command> {
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

    fn measure(&mut self, by: i32) -> Option<Command> {
        let wanted = i32::from(self.settings.measure) + by;
        let measure = wanted.clamp(i32::from(settings::NARROWEST), i32::from(settings::WIDEST));
        self.settings.measure = measure as u16;
        self.relay();
        self.notice = Some(format!("The column is at most {measure} wide."));
        Some(Command::Store)
    }

    fn ask(&mut self, what: Asks, text: &str) {
        self.prompt = Some(Prompt {
            what,
            text: text.to_owned(),
        });
    }

    /// A key while something is typed.
    fn type_key(&mut self, key: Key) -> Option<Command> {
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

    fn typed(&mut self) -> Option<Command> {
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

    fn marked_slot(&self) -> Option<String> {
        self.slots
            .get(self.spread.marked?)
            .map(|slot| slot.name.clone())
    }

    fn discard(&mut self) -> Option<Command> {
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

    fn click(&mut self, x: u16, y: u16) -> Option<Command> {
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

    /// The words of the open page, for the clipboard.
    fn shown_words(&self) -> String {
        let Some(leaf) = self.spread.leaf() else {
            return String::new();
        };
        let lines: Vec<String> = leaf.lines.iter().map(super::paginate::Line::text).collect();
        lines.join("\n")
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
