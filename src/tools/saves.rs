//! `hailsham saves`: what is kept, for people who would rather not start the game for it.
//! What a save is and where it lies is the shelf's affair.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Subcommand};

use super::home::Home;
use super::keep::{line, now};
use super::{out, play};
use crate::clean;
use crate::error::{Failure, sentence};
use crate::save::disk::{Shelf, Slot};
use crate::story::Story;

/// What `saves` is asked.
#[derive(Args, Debug)]
pub struct Saves {
    /// The folder of the story they tell; without it, the one inside the program
    #[arg(long, value_name = "DIR", global = true)]
    story: Option<PathBuf>,
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand, Debug)]
enum What {
    /// List what is kept (what happens without a command)
    List,
    /// Give a save another name
    Rename {
        /// Its name
        from: String,
        /// The name it gets
        to: String,
    },
    /// Put a save into the bin
    Delete {
        /// Its name
        name: String,
        /// Don't ask
        #[arg(long)]
        yes: bool,
    },
    /// List what lies in the bin
    Bin,
    /// Take a save out of the bin
    Restore {
        /// Its name
        name: String,
    },
    /// Say which folder they are in
    Path,
}

/// Lists, renames, deletes.
///
/// # Errors
/// Where there is no such save, or the folder or the terminal fails.
pub fn run(saves: &Saves) -> Result<ExitCode, Failure> {
    let story = match play::read(saves.story.as_deref())? {
        Ok(story) => story,
        Err(code) => return Ok(code),
    };
    let home = Home::find().map_err(|why| Failure::new("find the saves", why))?;
    let mut shelf = Shelf::look(&home.data, story.name());
    let said = match saves.what.as_ref().unwrap_or(&What::List) {
        What::List => listed(&shelf.list(&story), "Nothing is kept yet."),
        What::Bin => listed(&shelf.bin(&story), "The bin is empty."),
        What::Path => path(shelf.path()),
        What::Rename { from, to } => format!("It is called “{}” now.", shelf.rename(from, to)?),
        What::Restore { name } => format!("It is back, as “{}”.", shelf.put_back(name)?),
        What::Delete { name, yes } => {
            // So that nobody is asked about a save there isn't.
            let about = about(&shelf, &story, name)?;
            if *yes || asked_twice(&about)? {
                let lies = shelf.delete(name)?;
                format!("It lies in the bin: {}.", path(&lies))
            } else {
                "Nothing was deleted.".to_owned()
            }
        }
    };
    out::say("write the answer", &format!("{said}\n"))?;
    Ok(ExitCode::SUCCESS)
}

/// A path fit to be shown; to a program it is given as it is.
fn path(path: &Path) -> String {
    let path = path.to_string_lossy();
    if io::stdout().is_terminal() {
        clean::line(&path).into_owned()
    } else {
        path.into_owned()
    }
}

fn listed(slots: &[Slot], none: &str) -> String {
    if slots.is_empty() {
        return none.to_owned();
    }
    let lines: Vec<String> = slots
        .iter()
        .map(|slot| {
            let line = line(slot, now());
            format!("{}\n    {}", line.name, sentence(&line.about))
        })
        .collect();
    lines.join("\n")
}

/// What a save holds, or what is wrong with it.
fn about(shelf: &Shelf, story: &Arc<Story>, name: &str) -> Result<String, Failure> {
    let id = shelf.id_of(name)?;
    let slots = shelf.list(story);
    let slot = slots.iter().find(|slot| slot.id == id);
    let about = slot.map_or_else(|| id.clone(), |slot| line(slot, now()).about);
    Ok(format!("“{}”: {}", clean::line(name), sentence(&about)))
}

/// Asks whether to delete, and asks again.
fn asked_twice(about: &str) -> Result<bool, Failure> {
    let failed = |cause| Failure::new("ask", cause);
    let mut answers = io::stdin().lock();
    let mut ask = |question: &str| -> io::Result<bool> {
        let mut out = io::stdout();
        write!(out, "{question} [y/N] ")?;
        out.flush()?;
        let mut answer = String::new();
        io::Read::take(&mut answers, 100).read_line(&mut answer)?;
        if !io::stdin().is_terminal() {
            // What was typed isn't echoed, so the line isn't ended.
            writeln!(out)?;
        }
        Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
    };
    Ok(ask(&format!("Delete {about}")).map_err(failed)?
        && ask("It goes into the bin. Really?").map_err(failed)?)
}
