//! The tellings that are kept, in words: listed, taken up, given another name, thrown away.
//! What a slot is and where it lies is the keeper's affair.

use std::io;
use std::sync::Arc;

use super::Plain;
use crate::clean::shown;

/// A slot that is about to be thrown away.
pub(super) struct Doomed {
    name: String,
    /// Whether it was asked about twice.
    twice: bool,
}

impl Plain<'_> {
    pub(super) fn saves(&mut self) -> io::Result<()> {
        let slots = self.keeper.list();
        if slots.is_empty() {
            return self.line("No telling is kept yet.");
        }
        for slot in slots {
            self.line(&format!("{}: {}", slot.name, slot.about))?;
        }
        Ok(())
    }

    pub(super) fn load(&mut self, name: &str) -> io::Result<()> {
        if name.is_empty() {
            self.line("Say which: “load NAME”.")?;
            return self.saves();
        }
        let story = Arc::clone(self.session.story());
        match self.keeper.load(&story, name) {
            Err(why) => self.line(&why),
            Ok(resumed) => {
                self.session = resumed.session;
                if let Some(notice) = resumed.notice {
                    self.line(&notice)?;
                }
                self.keep()?;
                self.gap()?;
                self.turn()?;
                self.offers()
            }
        }
    }

    /// “OLD to NEW”: parted at the first “ to ” that has a slot's name before it.
    pub(super) fn rename(&mut self, words: &str) -> io::Result<()> {
        let slots = self.keeper.list();
        let parted: Vec<(&str, &str)> = words
            .match_indices(" to ")
            .filter_map(|(at, to)| {
                let (old, new) = words.split_at_checked(at)?;
                Some((old.trim(), new.strip_prefix(to)?.trim()))
            })
            .collect();
        let named = |(from, _): &&(&str, &str)| slots.iter().any(|slot| slot.name == *from);
        let said = match parted.iter().find(named).or_else(|| parted.first()) {
            Some((from, to)) if !from.is_empty() && !to.is_empty() => {
                match self.keeper.rename(from, to) {
                    Ok(name) => format!("It is called {name} now."),
                    Err(why) => why,
                }
            }
            Some(_) | None => "Say which, and its new name: “rename OLD to NEW”.".to_owned(),
        };
        self.line(&said)
    }

    /// Asks whether to throw a slot away.
    pub(super) fn delete(&mut self, name: &str) -> io::Result<()> {
        if name.is_empty() {
            self.line("Say which: “delete NAME”.")?;
            return self.saves();
        }
        let slots = self.keeper.list();
        let Some(slot) = slots.iter().find(|slot| slot.name == name) else {
            let name = shown(name);
            return self.line(&format!(
                "There is no save “{name}”. “saves” lists what there is."
            ));
        };
        self.line(&format!(
            "Delete {}: {}? “yes” does; anything else keeps it.",
            slot.name, slot.about
        ))?;
        self.doomed = Some(Doomed {
            name: name.to_owned(),
            twice: false,
        });
        Ok(())
    }

    /// Takes the line as an answer where a slot is about to be thrown away. True where it was one,
    /// and nothing else.
    pub(super) fn condemned(&mut self, line: &str) -> io::Result<bool> {
        let Some(doomed) = self.doomed.take() else {
            return Ok(false);
        };
        let answer = line.to_lowercase();
        match (answer.as_str(), doomed.twice) {
            ("yes" | "y", false) => {
                self.line("It goes into the bin. Really? “yes” once more.")?;
                self.doomed = Some(Doomed {
                    twice: true,
                    ..doomed
                });
                Ok(true)
            }
            ("yes" | "y", true) => {
                let said = self.keeper.delete(&doomed.name);
                self.line(&said.unwrap_or_else(|why| why))?;
                Ok(true)
            }
            _ => {
                self.line("Nothing was deleted.")?;
                Ok(matches!(answer.as_str(), "no" | "n" | ""))
            }
        }
    }
}
