//! A telling seen again by itself: the page as a reader would see it, the choice as it was made,
//! and a timeline to go about in. A model and what changes it; `view` draws it, `play` shows it.
//! Knows no clock: how long a picture stands is asked of it, and whoever waits says when it is time.

pub mod play;
mod view;

use std::time::Duration;

pub use view::render;

use super::input::{Event, Key};
use super::model::{Model, Opening, Terminal};
use crate::game::{self, Finish, Passage, Standing, Took};
use crate::session::Session;

/// How many words pass in a minute, slowest first.
const PACES: [u64; 8] = [120, 240, 480, 960, 1_920, 3_840, 7_680, 15_360];
/// The pace it begins at.
const FIRST_PACE: usize = 3;
/// The shortest time a page stands.
const GLIMPSE: Duration = Duration::from_millis(400);
/// The shortest and the longest time a choice is marked before it is taken.
const MARKED: (u64, u64) = (150, 1_200);

/// A film.
#[derive(Debug)]
pub struct Film {
    pub(super) model: Model,
    /// How many steps it has.
    pub(super) steps: usize,
    /// Where chapters open and where it ends, by step.
    pub(super) marks: Vec<Mark>,
    /// Whether it goes on by itself.
    pub(super) runs: bool,
    pace: usize,
    /// Whether the choice that was made is marked, and is taken next.
    chosen: bool,
}

/// A place on the timeline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Mark {
    /// The step it is after.
    pub step: usize,
    /// Whether the telling ended here; else a chapter opened.
    pub end: bool,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Msg {
    /// The terminal sent something.
    Event(Event),
    /// The window has another size: columns, rows.
    Resize(u16, u16),
    /// What was shown has stood long enough.
    Tick,
}

/// What whoever shows the film is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ask {
    /// Leave.
    Leave,
    /// Go on from here as a reader.
    TakeOver,
    /// Stop until continued.
    Suspend,
}

impl Film {
    /// What everything stands on.
    #[must_use]
    pub fn ground(&self) -> ratatui::style::Style {
        self.model.ground()
    }

    /// A film of the opening's telling, from its beginning to where it stands.
    ///
    /// `None` where the opening has no telling.
    #[must_use]
    pub fn new(opening: Opening, terminal: Terminal, size: (u16, u16)) -> Option<Film> {
        let session = opening.session.as_ref()?;
        let steps = session.cursor();
        let mut marks = Vec::new();
        for (step, turn) in session.turns().iter().enumerate() {
            for passage in &turn.passages {
                match passage {
                    Passage::Opens(_) => marks.push(Mark { step, end: false }),
                    Passage::Finished(Finish::Ended(_)) => marks.push(Mark { step, end: true }),
                    _ => {}
                }
            }
        }
        let opening = Opening {
            at_page: true,
            settings: Some(opening.settings.unwrap_or_default()),
            ..opening
        };
        let mut film = Film {
            model: Model::new(opening, terminal, size),
            steps,
            marks,
            runs: true,
            pace: FIRST_PACE,
            chosen: false,
        };
        let notice = film.model.notice.take();
        film.go_to(0);
        film.model.notice = notice;
        Some(film)
    }

    /// Takes a message; says what is asked of whoever shows the film.
    pub fn update(&mut self, msg: Msg) -> Option<Ask> {
        match msg {
            Msg::Event(Event::Key(key)) => return self.key(key),
            Msg::Event(Event::Ground(r, g, b)) => {
                self.model.terminal.ground = Some([r, g, b]);
                self.model.dress();
            }
            Msg::Event(Event::Paste(_) | Event::Click(..) | Event::Wheel(_)) => {}
            Msg::Resize(columns, rows) => {
                self.model.size = (columns, rows);
                self.model.relay();
            }
            Msg::Tick => self.go_on(),
        }
        None
    }

    fn key(&mut self, key: Key) -> Option<Ask> {
        match key {
            Key::Char(' ') if !self.runs && self.step() == self.steps => {
                self.go_to(0);
                self.runs = true;
            }
            Key::Char(' ') => self.runs = !self.runs,
            // Who steps by hand wants to look.
            Key::Left | Key::Char('h') => {
                self.runs = false;
                self.go_to(self.step().saturating_sub(1));
            }
            Key::Right | Key::Char('l') => {
                self.runs = false;
                self.go_to(self.step() + 1);
            }
            Key::Up | Key::Char('k') => self.pace = (self.pace + 1).min(PACES.len() - 1),
            Key::Down | Key::Char('j') => self.pace = self.pace.saturating_sub(1),
            Key::Home => self.go_to(0),
            Key::End => self.go_to(self.steps),
            Key::PageDown => {
                self.model.spread.forward();
            }
            Key::PageUp => {
                self.model.spread.backward();
            }
            Key::Enter => return Some(Ask::TakeOver),
            Key::Char('q') | Key::Esc | Key::Ctrl('c') => return Some(Ask::Leave),
            Key::Ctrl('z') => return Some(Ask::Suspend),
            _ => {}
        }
        None
    }

    /// After how many steps it stands.
    #[must_use]
    pub fn step(&self) -> usize {
        self.model.session.as_ref().map_or(0, Session::cursor)
    }

    /// How many words pass in a minute.
    #[must_use]
    pub fn pace(&self) -> u64 {
        PACES[self.pace]
    }

    /// How long what is shown stands before it is time to go on; none while it doesn't run.
    #[must_use]
    pub fn stands(&self) -> Option<Duration> {
        if !self.runs {
            return None;
        }
        let minute = 60_000;
        if self.chosen {
            let (shortest, longest) = MARKED;
            let millis = (minute * 8 / self.pace()).clamp(shortest, longest);
            return Some(Duration::from_millis(millis));
        }
        let words = self.model.spread.leaf().map_or(0, |leaf| {
            let fresh = leaf.lines.iter().skip(usize::from(leaf.fresh));
            fresh
                .map(|line| line.text().split_whitespace().count())
                .sum()
        });
        Some(GLIMPSE.max(Duration::from_millis(minute * words as u64 / self.pace())))
    }

    /// Gives the telling as it stands, with what comes after to be taken again.
    #[must_use]
    pub fn into_session(self) -> Option<Session> {
        self.model.into_session()
    }

    /// The next page, the choice that was made, or what came of it.
    fn go_on(&mut self) {
        if !self.runs {
            return;
        }
        if self.chosen {
            return self.go_to(self.step() + 1);
        }
        if self.model.spread.forward() {
            return;
        }
        if self.step() == self.steps {
            self.runs = false;
            return;
        }
        self.mark();
    }

    fn go_to(&mut self, step: usize) {
        let step = step.min(self.steps);
        if let Some(session) = &mut self.model.session {
            session.go_to(step);
        }
        self.chosen = false;
        self.model.notice = None;
        self.model.show_last(false);
    }

    /// Marks the choice that was made here. What isn't offered on the page (an action of a thing, a
    /// card that chance shows no more) is said in a line instead.
    fn mark(&mut self) {
        let Some(session) = &self.model.session else {
            return;
        };
        let Some(took) = session.steps().get(self.step()).map(|step| step.took) else {
            return;
        };
        let open = |standing| matches!(standing, Standing::Open);
        let offers = session.offers();
        let offer = offers
            .iter()
            .position(|offer| offer.took == took && open(offer.standing));
        let label = game::label(session.story(), took);
        let said = match took {
            Took::Action(id) => {
                let item = session.story().item(session.story().action(id).item);
                format!("{}: {label}", session.story().str(item.name))
            }
            Took::Choice(_) | Took::Deal(_) => label.to_owned(),
        };
        match offer {
            Some(offer) => self.model.spread.mark(offer),
            None => self.model.notice = Some(said),
        }
        self.chosen = true;
    }
}
