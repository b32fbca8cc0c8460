//! A film in a terminal: waits, shows, and ends as the screen does.

use std::io;
use std::time::{Duration, Instant};

use super::{Ask, Film, Msg, render};
use crate::session::Session;
use crate::ui::tui::input::{Event, Input, Key};
use crate::ui::tui::model::Opening;
use crate::ui::tui::paint::Canvas;
use crate::ui::tui::terminal::{self, Tty, Woke};

/// How long the rest of a key is waited for.
const REST_OF_A_KEY: Duration = Duration::from_millis(25);

/// How a film came to its end.
#[derive(Debug)]
pub enum Exit {
    /// It was left.
    Left,
    /// Somebody goes on from where it stood.
    TakenOver(Box<Session>),
    /// The terminal is gone.
    Gone,
}

/// Shows the telling of this opening as a film until it is left.
///
/// # Errors
/// Where there is no terminal to show it on.
pub fn run(opening: Opening) -> io::Result<Exit> {
    let Some(mut film) = Film::new(opening, terminal::described(), terminal::size()) else {
        return Ok(Exit::Left);
    };
    let mut tty = Tty::enter(false)?;
    let ended = show(&mut film, &mut tty);
    drop(tty);
    Ok(match ended {
        Some(Ask::TakeOver) => film
            .into_session()
            .map_or(Exit::Left, |session| Exit::TakenOver(Box::new(session))),
        Some(Ask::Leave | Ask::Suspend) => Exit::Left,
        None => Exit::Gone,
    })
}

/// What ended it; none where the terminal is gone.
fn show(film: &mut Film, tty: &mut Tty) -> Option<Ask> {
    let mut canvas = Canvas::default();
    let mut bytes = Vec::new();
    let (mut input, mut read) = (Input::default(), Vec::new());
    tty.greeting(&mut bytes);
    let mut shown = Instant::now();
    loop {
        canvas.draw(
            film.model.size(),
            film.ground(),
            |frame| render(film, frame),
            &mut bytes,
        );
        if !bytes.is_empty() && tty.write(&std::mem::take(&mut bytes)).is_err() {
            return None;
        }
        let due = film
            .stands()
            .map(|stands| stands.saturating_sub(shown.elapsed()));
        let timeout = if input.is_partial() {
            Some(REST_OF_A_KEY)
        } else {
            due
        };
        read.clear();
        let woke = tty.wait(timeout, &mut read);
        input.feed(&read);
        let mut msgs: Vec<Msg> = Vec::new();
        match woke {
            Woke::Gone => return None,
            Woke::Bytes => {
                while let Some(event) = input.next_event() {
                    msgs.push(Msg::Event(event));
                }
            }
            Woke::Nothing if input.is_partial() => msgs.extend(input.give_up().map(Msg::Event)),
            Woke::Nothing => msgs.push(Msg::Tick),
            Woke::Signal { resumed } => {
                if resumed {
                    tty.again().ok()?;
                    canvas.forget();
                    tty.greeting(&mut bytes);
                }
                let (columns, rows) = terminal::size();
                msgs.push(Msg::Resize(columns, rows));
            }
        }
        for msg in msgs {
            // A window that changes size doesn't start the time a page stands anew.
            let counts = !matches!(msg, Msg::Resize(..));
            let stops = matches!(msg, Msg::Event(Event::Key(Key::Ctrl('z'))));
            match film.update(msg) {
                Some(Ask::Suspend) => tty.suspend(),
                Some(ask) => return Some(ask),
                None => {}
            }
            if counts && !stops {
                shown = Instant::now();
            }
        }
    }
}
