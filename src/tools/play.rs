//! `hailsham play`: chooses the story, the telling and the face, and lets them meet.
//! This is the edge: the environment, the clock and the entropy of a new seed come in here.

use std::hash::{BuildHasher, RandomState};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::check;
use super::home::{Home, asks_for_lines};
use super::keep::{ShelfKeeper, sentence};
use crate::author::{self, Loaded};
use crate::error::Failure;
use crate::save::disk::Shelf;
use crate::session::Session;
use crate::story::Story;
use crate::ui::{Forgetful, Keeper, plain};

/// What `play` is asked.
#[derive(Args, Debug, Default)]
pub struct Play {
    /// The folder of another story; without it, the one inside the program
    #[arg(long, value_name = "DIR")]
    pub story: Option<PathBuf>,
    /// Begin a new telling, chance settled by this number
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Tell it in plain lines, without a screen
    #[arg(long)]
    pub plain: bool,
    /// Begin a new telling, even where one could be gone on with
    #[arg(long)]
    pub new: bool,
    /// Take up the telling kept under this name
    #[arg(long, value_name = "NAME", conflicts_with_all = ["new", "seed"])]
    pub slot: Option<String>,
}

/// Plays.
///
/// # Errors
/// Where the story can't be read, a wanted save can't, or the terminal fails.
pub fn run(play: &Play) -> Result<ExitCode, Failure> {
    let story = match read(play.story.as_deref())? {
        Ok(story) => story,
        Err(code) => return Ok(code),
    };
    let (mut keeper, mut notice): (Box<dyn Keeper>, Option<String>) = match Home::find() {
        Ok(home) => {
            let mut shelf = Shelf::open(&home.data, story.name());
            let notice = shelf.notice();
            (
                Box::new(ShelfKeeper::new(shelf, Arc::clone(&story))),
                notice,
            )
        }
        Err(why) => (Box::new(Forgetful), Some(why)),
    };
    let session = telling(play, &story, keeper.as_mut(), &mut notice)?;
    in_lines(session, keeper.as_mut(), notice.as_deref())
}

/// The story in a folder, or the one inside the program. An exit code where it has errors, which
/// were shown.
pub fn read(dir: Option<&Path>) -> Result<Result<Arc<Story>, ExitCode>, Failure> {
    let loaded = match dir {
        Some(dir) => author::load_dir(dir)?,
        None => author::load_builtin(),
    };
    let Loaded {
        story: Some(story), ..
    } = loaded
    else {
        let colour = io::stderr().is_terminal() && !anstyle_query::no_color();
        let report = check::as_text(&loaded, colour);
        io::stderr()
            .write_all(report.as_bytes())
            .map_err(|cause| Failure::new("write the report", cause))?;
        return Ok(Err(ExitCode::FAILURE));
    };
    Ok(Ok(Arc::new(story)))
}

/// The telling that is asked for: a new one, a named one, or the last one gone on with.
fn telling(
    play: &Play,
    story: &Arc<Story>,
    keeper: &mut dyn Keeper,
    notice: &mut Option<String>,
) -> Result<Session, Failure> {
    let mut say = |more: Option<String>| {
        if let Some(more) = more {
            *notice = Some(
                notice
                    .take()
                    .map_or(more.clone(), |said| format!("{said} {more}")),
            );
        }
    };
    if let Some(name) = &play.slot {
        let resumed = keeper
            .load(story, name)
            .map_err(|why| Failure::new(format!("take up “{name}”"), why))?;
        say(resumed.notice);
        return Ok(resumed.session);
    }
    if !play.new && play.seed.is_none() {
        match keeper.newest(story) {
            Ok(Some(resumed)) => {
                say(resumed.notice);
                return Ok(resumed.session);
            }
            Ok(None) => {}
            Err(why) => say(Some(sentence(&why))),
        }
    }
    Ok(Session::new(
        Arc::clone(story),
        play.seed.unwrap_or_else(any_seed),
    ))
}

/// A seed nobody chose.
fn any_seed() -> u64 {
    RandomState::new().hash_one(super::keep::now())
}

fn in_lines(
    session: Session,
    keeper: &mut dyn Keeper,
    notice: Option<&str>,
) -> Result<ExitCode, Failure> {
    let mut output = io::BufWriter::new(io::stdout().lock());
    match plain::run(
        session,
        keeper,
        &mut io::stdin().lock(),
        &mut output,
        notice,
    ) {
        Ok(plain::Left::Quit | plain::Left::EndOfInput) => {}
        // Nobody listens any more: everything chosen is kept already.
        Err(cause) if cause.kind() == io::ErrorKind::BrokenPipe => {}
        Err(cause) => return Err(Failure::new("go on in lines", cause)),
    }
    match output.flush() {
        Err(cause) if cause.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new("write the last lines", cause))
        }
        Ok(()) | Err(_) => Ok(ExitCode::SUCCESS),
    }
}

/// Whether lines are wanted rather than a screen.
#[must_use]
pub fn wants_lines(play: &Play) -> bool {
    play.plain || asks_for_lines()
}
