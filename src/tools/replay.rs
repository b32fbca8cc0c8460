//! `hailsham replay`: a telling seen again, or compared with the story as it is now.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::home::{Home, asks_for_lines};
use super::settings::SettingsFile;
use super::telling::{self, Which};
use super::{cast, out, pack};
use crate::clean;
use crate::error::{Failure, sentence};
use crate::game::Passage;
use crate::save::{self, Record, Restored};
use crate::session::Session;
use crate::story::Story;
use crate::ui::assets::Assets;
use crate::ui::plain::write_turn;
use crate::ui::tui::film::play::{self, Exit};
use crate::ui::tui::model::Opening;

/// What `replay` is asked.
#[derive(Args, Debug)]
pub struct Replay {
    #[command(flatten)]
    which: Which,
    /// Print it in plain lines (what happens without a screen)
    #[arg(long)]
    plain: bool,
    /// Play it again and compare: exit code 0 where everything is the same, 1 where something
    /// differs, 2 where it can't be read
    #[arg(long, conflicts_with_all = ["plain", "cast"])]
    verify: bool,
    /// Write it as a recording (asciinema, version 2) that plays by itself
    #[arg(long, value_name = "RECORDING", conflicts_with = "plain")]
    cast: Option<PathBuf>,
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
    let restored = save::restore(Arc::clone(&story), &record);
    let lines = replay.plain || asks_for_lines();
    if replay.cast.is_none() && !lines {
        return film(replay, story, restored);
    }
    if let Some(notice) = &restored.notice {
        // The telling without this line is still the telling that was asked for.
        let _ = writeln!(io::stderr(), "{}", sentence(notice));
    }
    if let Some(file) = &replay.cast {
        let opening = opening(replay, story, restored.session, None);
        return cast::write(opening, file);
    }
    let mut told = Vec::new();
    let assets = pack::assets_of(replay.which.story.as_deref());
    print(&restored.session, &assets, &mut told)
        .map_err(|cause| Failure::new("write the telling", cause))?;
    out::say("write the telling", &String::from_utf8_lossy(&told))?;
    Ok(ExitCode::SUCCESS)
}

/// Shows it as a film; who takes over goes on in a save named after it.
fn film(replay: &Replay, story: Arc<Story>, restored: Restored) -> Result<ExitCode, Failure> {
    let opening = opening(
        replay,
        Arc::clone(&story),
        restored.session,
        restored.notice,
    );
    match play::run(opening) {
        Ok(Exit::Left) => Ok(ExitCode::SUCCESS),
        Ok(Exit::Gone) => Ok(ExitCode::from(2)),
        Ok(Exit::TakenOver(session)) => {
            let file = replay.which.file.file_stem().unwrap_or_default();
            let name = format!("{}, from step {}", file.to_string_lossy(), session.cursor());
            super::play::take_over(story, replay.which.story.clone(), *session, name)
        }
        Err(cause) => Err(Failure::new("show it on the screen", cause)
            .help("Plain lines need less of the terminal: start with --plain.")),
    }
}

/// What the film is made from: the settings and the pictures a reader would have.
fn opening(
    replay: &Replay,
    story: Arc<Story>,
    session: Session,
    notice: Option<String>,
) -> Opening {
    let assets = pack::assets_of(replay.which.story.as_deref());
    let settings = Home::find()
        .ok()
        .and_then(|home| SettingsFile::in_folder(&home.config).read().0);
    Opening {
        story,
        assets,
        session: Some(session),
        settings,
        at_page: true,
        notice,
    }
}

fn verify(story: &Arc<Story>, record: &Record) -> Result<ExitCode, Failure> {
    let (line, code) = match save::verify(story, record) {
        Ok(session) => {
            let words = session.words_read();
            (
                format!("The same: {} steps, {words} words.", record.cursor),
                ExitCode::SUCCESS,
            )
        }
        Err(save::Difference { place, how }) => {
            let place = match place {
                save::Place::Beginning => "The beginning".to_owned(),
                save::Place::Step(step) => format!("Step {step} of {}", record.steps.len()),
                save::Place::End => "The end".to_owned(),
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
fn print(session: &Session, assets: &Assets, output: &mut dyn Write) -> io::Result<()> {
    for turn in session.turns() {
        for passage in &turn.passages {
            if let Passage::Said(said) = passage {
                writeln!(output, "> {said}\n")?;
            }
        }
        write_turn(output, session.story(), assets, turn)?;
    }
    Ok(())
}
