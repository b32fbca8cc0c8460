//! The telling as lines: append-only, no cursor movement, words for everything.
//! Reads lines and writes lines, whatever they come from; opens nothing and knows no terminal.

mod answer;
mod look;
mod slots;
mod write;

use std::io::{self, BufRead, Write};
use std::sync::Arc;

use self::answer::Answer;
use self::slots::Doomed;
pub use self::write::write_turn;
use self::write::{numbered, write_prose};
use super::assets::Assets;
use super::{Keeper, News, say};
use crate::game::{self, Finish, Standing};
use crate::session::Session;

/// Why play in lines came to its end. Either way everything is kept that could be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Left {
    /// The player said `quit`.
    Quit,
    /// The input came to its end.
    EndOfInput,
}

/// Longest line of input that is looked at, in bytes; the rest of a longer one is passed over.
const LONGEST_LINE: u64 = 4_096;

/// Plays a telling until the player leaves or the input ends.
///
/// # Errors
/// Where reading or writing fails; the telling was kept after every step before that.
pub fn run(
    session: Session,
    keeper: &mut dyn Keeper,
    assets: &Assets,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
    notice: Option<&str>,
) -> io::Result<Left> {
    let mut plain = Plain {
        session,
        keeper,
        assets,
        input,
        output,
        trouble: None,
        doomed: None,
    };
    if let Some(notice) = notice {
        plain.line(notice)?;
        plain.gap()?;
    }
    plain.keep()?;
    plain.turn()?;
    plain.offers()?;
    loop {
        plain.output.flush()?;
        let Some(line) = plain.read()? else {
            plain.last_chance()?;
            return Ok(Left::EndOfInput);
        };
        if plain.news()? && line.is_empty() {
            continue;
        }
        if plain.answer(&line)? {
            plain.last_chance()?;
            return Ok(Left::Quit);
        }
    }
}

struct Plain<'a> {
    session: Session,
    keeper: &'a mut dyn Keeper,
    assets: &'a Assets,
    input: &'a mut dyn BufRead,
    output: &'a mut dyn Write,
    /// Why the telling can't be kept, as last said.
    trouble: Option<String>,
    /// A slot that is thrown away if that is said once more.
    doomed: Option<Doomed>,
}

impl Plain<'_> {
    /// The next line of input, cleaned of its ending; none where the input has ended.
    fn read(&mut self) -> io::Result<Option<String>> {
        let mut line = Vec::new();
        let mut limited = io::Read::take(&mut *self.input, LONGEST_LINE);
        if limited.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        if line.last() != Some(&b'\n') && line.len() as u64 == LONGEST_LINE {
            self.input.skip_until(b'\n')?;
        }
        Ok(Some(String::from_utf8_lossy(&line).trim().to_owned()))
    }

    /// Acts on an answer; true where the player leaves.
    fn answer(&mut self, line: &str) -> io::Result<bool> {
        if self.condemned(line)? {
            return Ok(false);
        }
        match answer::read(line) {
            Answer::Nothing => self.offers()?,
            Answer::Number(n) => self.choose(n)?,
            Answer::Things => self.things()?,
            Answer::Use(words) => self.act(&words)?,
            Answer::Journal(words) => self.journal(&words)?,
            Answer::Map => self.map()?,
            Answer::History => self.history()?,
            Answer::Repeat => {
                self.turn()?;
                self.offers()?;
            }
            Answer::Undo => self.travel(Session::undo, "There is nothing to take back.")?,
            Answer::Redo => self.travel(Session::redo, "There is nothing to take again.")?,
            Answer::Save(name) => {
                let said = self.keeper.save_as(&self.session, &name);
                self.line(&said.map_or_else(|no| no, |name| format!("Saved as {name}.")))?;
            }
            Answer::Back(step) => self.back(step)?,
            Answer::Saves => self.saves()?,
            Answer::Rename(words) => self.rename(&words)?,
            Answer::Delete(name) => self.delete(&name)?,
            Answer::Seen => self.seen()?,
            Answer::Load(name) => self.load(&name)?,
            Answer::Help => self.help()?,
            Answer::Quit => return Ok(true),
            Answer::Unknown(words) => {
                let words = crate::clean::shown(&words);
                self.line(&format!(
                    "“{words}” is not offered here. A number chooses; “help” lists the words."
                ))?;
            }
        }
        Ok(false)
    }

    fn choose(&mut self, n: usize) -> io::Result<()> {
        let offers = self.session.offers();
        let Some(offer) = n.checked_sub(1).and_then(|n| offers.get(n)) else {
            let line = match offers.len() {
                0 => "Nothing is offered here. “undo” goes back a step; “quit” leaves.".to_owned(),
                1 => format!("{n} is not offered; there is only 1."),
                many => format!("{n} is not offered; choose from 1 to {many}."),
            };
            return self.line(&line);
        };
        match offer.standing {
            Standing::Open => {
                let took = offer.took;
                self.take(took)
            }
            Standing::Locked(reason) | Standing::Refused(reason) => {
                let line = if reason.is_empty() {
                    "That can’t be chosen now.".to_owned()
                } else {
                    reason.to_owned()
                };
                self.line(&line)
            }
        }
    }

    fn take(&mut self, took: game::Took) -> io::Result<()> {
        if self.session.take(took) {
            self.keep()?;
            self.gap()?;
            self.turn()?;
            if let Some(Finish::Ended(_)) = self.session.state().finish() {
                let seen = self.keeper.seen(Some(&self.session));
                self.line(&say::seen(&self.session, &seen))?;
                self.gap()?;
            }
        }
        self.offers()
    }

    fn travel(&mut self, go: fn(&mut Session) -> bool, otherwise: &str) -> io::Result<()> {
        if !go(&mut self.session) {
            return self.line(otherwise);
        }
        self.keep()?;
        self.gap()?;
        self.turn()?;
        self.offers()
    }

    /// Back to where a choice of the history was made; it, and what came after, can be taken again.
    fn back(&mut self, step: Option<usize>) -> io::Result<()> {
        let last = self.session.cursor();
        match step {
            Some(step) if (1..=last).contains(&step) && self.session.go_to(step - 1) => {
                self.keep()?;
                self.gap()?;
                self.turn()?;
                self.offers()
            }
            _ if last == 0 => self.line("There is nothing to go back to."),
            _ => self.line(&format!(
                "Say to which choice of the history, from 1 to {last}: “back {last}”."
            )),
        }
    }

    /// Keeps the telling; says so, once, where it can't, and once more when it can again.
    fn keep(&mut self) -> io::Result<()> {
        match self.keeper.keep(&self.session) {
            Ok(()) => {
                if self.trouble.take().is_some() {
                    self.line("The telling is kept again.")?;
                }
            }
            Err(why) => {
                if self.trouble.as_ref() != Some(&why) {
                    self.line(&why)?;
                    self.trouble = Some(why);
                }
            }
        }
        Ok(())
    }

    /// What couldn't be kept is tried once more before the player is gone.
    fn last_chance(&mut self) -> io::Result<()> {
        if self.trouble.is_some() {
            self.keep()?;
            self.output.flush()?;
        }
        Ok(())
    }

    /// Shows what came from outside, if anything did.
    fn news(&mut self) -> io::Result<bool> {
        match self.keeper.news(&self.session) {
            None => return Ok(false),
            Some(News::Broken(why)) => self.line(&why)?,
            Some(News::Story(resumed)) => {
                self.session = resumed.session;
                if let Some(notice) = resumed.notice {
                    self.line(&notice)?;
                    self.gap()?;
                }
                self.turn()?;
                self.offers()?;
            }
        }
        Ok(true)
    }

    /// What was read last.
    fn turn(&mut self) -> io::Result<()> {
        let story = Arc::clone(self.session.story());
        let turn = self.session.turn().clone();
        write_turn(self.output, &story, self.assets, &turn)
    }

    /// What can be chosen, numbered.
    fn offers(&mut self) -> io::Result<()> {
        for (n, offer) in self.session.offers().iter().enumerate() {
            writeln!(self.output, "{}", numbered(n + 1, offer))?;
        }
        if let Some(Finish::Ended(_) | Finish::Paused(_)) = self.session.state().finish() {
            self.line(
                "“undo” goes back a step; “quit” leaves; started with --new it begins again.",
            )?;
        }
        Ok(())
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.output, "{line}")
    }

    fn gap(&mut self) -> io::Result<()> {
        writeln!(self.output)
    }
}
