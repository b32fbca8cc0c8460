//! `hailsham replay`: a telling seen again, or compared with the story as it is now.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;

use super::keep::sentence;
use super::out;
use super::telling::{self, Which};
use crate::clean;
use crate::error::Failure;
use crate::game::Passage;
use crate::save::{self, Record};
use crate::session::Session;
use crate::story::Story;
use crate::ui::plain::write_turn;

/// What `replay` is asked.
#[derive(Args, Debug)]
pub struct Replay {
    #[command(flatten)]
    which: Which,
    /// Print it in plain lines
    #[arg(long)]
    plain: bool,
    /// Play it again and compare: exit code 0 where everything is the same, 1 where something
    /// differs, 2 where it can't be read
    #[arg(long, conflicts_with = "plain")]
    verify: bool,
}

/// Plays a telling again.
///
/// # Errors
/// Where the telling or its story can't be read, or nothing can be written.
pub fn run(replay: &Replay) -> Result<ExitCode, Failure> {
    let (story, record) = match telling::find(&replay.which)? {
        Ok(found) => found,
        // The story's findings were shown; the telling can't be read without it.
        Err(_) => return Ok(ExitCode::from(2)),
    };
    if replay.verify {
        return verify(&story, &record);
    }
    let restored = save::restore(story, &record);
    if let Some(notice) = &restored.notice {
        // The telling without this line is still the telling that was asked for.
        let _ = writeln!(io::stderr(), "{}", sentence(notice));
    }
    let mut told = Vec::new();
    print(&restored.session, &mut told)
        .map_err(|cause| Failure::new("write the telling", cause))?;
    out::say("write the telling", &String::from_utf8_lossy(&told))?;
    Ok(ExitCode::SUCCESS)
}

fn verify(story: &std::sync::Arc<Story>, record: &Record) -> Result<ExitCode, Failure> {
    let (line, code) = match save::verify(story, record) {
        Ok(session) => {
            let words = session.words_read();
            (
                format!("The same: {} steps, {words} words.", record.cursor),
                ExitCode::SUCCESS,
            )
        }
        Err(save::Difference { step, how }) => {
            let total = record.steps.len();
            let place = match step {
                0 => "The beginning".to_owned(),
                step if step > total || step > record.cursor => "The end".to_owned(),
                step => format!("Step {step} of {total}"),
            };
            (format!("{place} differs: {how}."), ExitCode::from(1))
        }
    };
    // Names stand in it as the record has them. The exit code says it too, if nobody reads this.
    let written = writeln!(io::stdout(), "{}", clean::line(&line));
    out::listened(written).map_err(|cause| Failure::new("write what differs", cause))?;
    Ok(code)
}

/// Prints everything read, and what was chosen.
fn print(session: &Session, output: &mut dyn Write) -> io::Result<()> {
    for turn in session.turns() {
        for passage in &turn.passages {
            if let Passage::Said(said) = passage {
                writeln!(output, "> {said}\n")?;
            }
        }
        write_turn(output, session.story(), turn)?;
    }
    Ok(())
}
