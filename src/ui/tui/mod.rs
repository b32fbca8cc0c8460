//! The telling on a screen: a model, `update` that changes it, `view` that draws it, and around
//! them this loop, which does what a pure function can't: waits, writes, keeps.

// What is laid out here has its positions from the laying out. Only what comes from the terminal,
// and what is kept of it, is held to what holds elsewhere.
#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "positions come from laying out what is shown"
)]

pub mod colour;
pub mod film;
pub mod glyphs;
#[cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]
pub mod input;
pub mod keys;
pub mod letters;
#[cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]
pub mod model;
pub mod paginate;
pub mod paint;
pub mod picture;
pub mod spread;
pub mod still;
#[cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]
pub mod terminal;
pub mod theme;
pub mod update;
pub mod view;

use std::io;
use std::time::Duration;

use self::input::{Event, Input};
use self::model::{Command, Model, Msg, Opening};
use self::paint::Canvas;
use self::terminal::{Tty, Woke};
use self::update::update;
use super::Keeper;
use crate::session::Session;
use crate::settings::{Settings, Theme};

/// How long the rest of a key is waited for.
const REST_OF_A_KEY: Duration = Duration::from_millis(25);
/// How long lies between two looks at whether the story has changed, where it is watched.
const A_LOOK: Duration = Duration::from_millis(200);
/// How long a third of a turn is shown.
const THIRD: Duration = Duration::from_millis(400);

/// What the screen needs of the edge beside a keeper.
pub struct Edge<'a> {
    /// Keeps tellings.
    pub keeper: &'a mut dyn Keeper,
    /// Writes the settings down; a sentence where it can't.
    pub store: &'a mut dyn FnMut(&Settings) -> Result<(), String>,
    /// A seed for a new telling.
    pub seed: &'a mut dyn FnMut() -> u64,
}

/// How play on the screen came to its end. The terminal is as it was found, and everything is kept
/// that could be.
#[derive(Debug)]
pub enum Exit {
    /// The player left.
    Left,
    /// The player would rather go on in plain lines, with this telling if there is one.
    Plain(Option<Box<Session>>),
    /// The terminal is gone.
    Gone,
}

/// Plays on the screen until the player leaves.
///
/// Everything chosen is kept before it is shown. Signals that end or stop the program leave the
/// terminal as it was found (see `terminal`).
///
/// # Errors
/// Where there is no terminal to play on.
pub fn run(opening: Opening, edge: &mut Edge<'_>) -> io::Result<Exit> {
    let mut model = Model::new(opening, terminal::described(), terminal::size());
    let tty = Tty::enter(model.settings().mouse)?;
    let mut play = Play {
        tty,
        canvas: Canvas::default(),
        bytes: Vec::new(),
    };
    play.tty.greeting(&mut play.bytes);
    let exit = play.on(&mut model, edge);
    drop(play);
    Ok(match exit {
        Ended::Left => Exit::Left,
        Ended::Plain => Exit::Plain(model.into_session().map(Box::new)),
        Ended::Gone => Exit::Gone,
    })
}

enum Ended {
    Left,
    Plain,
    Gone,
}

struct Play {
    tty: Tty,
    canvas: Canvas,
    /// What goes to the terminal with the next write.
    bytes: Vec<u8>,
}

impl Play {
    fn on(&mut self, model: &mut Model, edge: &mut Edge<'_>) -> Ended {
        if model.reading()
            && let Some(session) = model.session()
        {
            let kept = Msg::Kept(edge.keeper.keep(session));
            if let Some(ended) = self.handle(kept, model, edge) {
                return ended;
            }
        }
        if self.show(model).is_err() {
            return Ended::Gone;
        }
        if model.settings().theme == Theme::Auto && model.paints() && terminal::answers() {
            Tty::ask_ground(&mut self.bytes);
            if self.tty.write(&std::mem::take(&mut self.bytes)).is_err() {
                return Ended::Gone;
            }
        }
        let mut input = Input::default();
        let mut read = Vec::new();
        loop {
            let timeout = if input.is_partial() {
                Some(REST_OF_A_KEY)
            } else {
                let watched = edge.keeper.watches().then_some(A_LOOK);
                model.moves().then_some(THIRD).or(watched)
            };
            read.clear();
            let woke = self.tty.wait(timeout, &mut read);
            input.feed(&read);
            let ended = match woke {
                Woke::Gone => return Ended::Gone,
                Woke::Bytes => self.events(&mut input, model, edge),
                Woke::Nothing if input.is_partial() => input
                    .give_up()
                    .and_then(|event| self.handle(Msg::Event(event), model, edge)),
                Woke::Nothing if model.moves() => self.handle(Msg::Tick, model, edge),
                Woke::Nothing => None,
                Woke::Signal { resumed } => {
                    if resumed && self.again().is_err() {
                        return Ended::Gone;
                    }
                    let (columns, rows) = terminal::size();
                    self.handle(Msg::Resize(columns, rows), model, edge)
                }
            };
            let news = model
                .session()
                .and_then(|session| edge.keeper.news(session));
            let ended = ended.or_else(|| self.handle(Msg::News(news?), model, edge));
            if let Some(ended) = ended {
                return ended;
            }
            if self.show(model).is_err() {
                return Ended::Gone;
            }
        }
    }

    /// Every event that is whole; they share a frame.
    fn events(
        &mut self,
        input: &mut Input,
        model: &mut Model,
        edge: &mut Edge<'_>,
    ) -> Option<Ended> {
        while let Some(event) = input.next_event() {
            let stops = matches!(event, Event::Key(input::Key::Ctrl('z')));
            if let Some(ended) = self.handle(Msg::Event(event), model, edge) {
                return Some(ended);
            }
            if stops {
                break;
            }
        }
        None
    }

    /// A message, and what it asks of the edge, until it asks for nothing more.
    fn handle(&mut self, msg: Msg, model: &mut Model, edge: &mut Edge<'_>) -> Option<Ended> {
        let mut next = Some(msg);
        while let Some(msg) = next.take() {
            let Some(command) = update(model, msg) else {
                break;
            };
            next = match command {
                Command::Leave => return Some(Ended::Left),
                Command::Plain => {
                    let _ = (edge.store)(model.settings());
                    return Some(Ended::Plain);
                }
                Command::Suspend => {
                    self.tty.suspend();
                    None
                }
                Command::Repaint => {
                    self.canvas.forget();
                    None
                }
                Command::Copy(text) => {
                    paint::clipboard(&text, &mut self.bytes);
                    Some(Msg::Said(
                        "Copied, where the terminal allows it.".to_owned(),
                    ))
                }
                Command::Store => {
                    self.tty.listen(model.settings().mouse, &mut self.bytes);
                    (edge.store)(model.settings()).err().map(Msg::Said)
                }
                command => kept(command, model, edge),
            };
        }
        None
    }

    fn again(&mut self) -> io::Result<()> {
        self.tty.again()?;
        self.canvas.forget();
        self.tty.greeting(&mut self.bytes);
        Ok(())
    }

    /// One write, if there is anything to write.
    fn show(&mut self, model: &Model) -> io::Result<()> {
        self.canvas.frame(model, &mut self.bytes);
        if self.bytes.is_empty() {
            return Ok(());
        }
        let written = self.tty.write(&self.bytes);
        self.bytes.clear();
        written
    }
}

/// What only the keeper can do, and what came of it.
fn kept(command: Command, model: &mut Model, edge: &mut Edge<'_>) -> Option<Msg> {
    let keeper = &mut *edge.keeper;
    let said = match command {
        Command::Begin => {
            let session = Session::new(model.story(), (edge.seed)());
            return Some(Msg::Begun(Box::new(session)));
        }
        Command::Keep => {
            return model
                .session()
                .map(|session| Msg::Kept(keeper.keep(session)));
        }
        Command::List => return Some(Msg::Listed(keeper.list())),
        Command::Look => return Some(Msg::Seen(Box::new(keeper.seen(model.session())))),
        Command::Load(name) => {
            return Some(Msg::Loaded(
                keeper.load(&model.story(), &name).map(Box::new),
            ));
        }
        Command::KeepAs(name) => {
            let session = model.session()?;
            keeper
                .save_as(session, &name)
                .map(|name| format!("Kept as {name}."))
        }
        Command::Rename(from, to) => keeper
            .rename(&from, &to)
            .map(|name| format!("It is called {name} now.")),
        Command::Discard(name) => keeper.delete(&name),
        _ => return None,
    };
    update(model, Msg::Listed(keeper.list()));
    Some(Msg::Said(said.unwrap_or_else(|why| why)))
}
