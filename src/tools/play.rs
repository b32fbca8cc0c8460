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
use super::keep::ShelfKeeper;
use super::out;
use super::pack;
use super::settings::SettingsFile;
use super::watch::Watching;
use crate::author::{self, Loaded};
use crate::clean;
use crate::error::{Failure, sentence};
use crate::prove::{Limits, prove};
use crate::session::{Base, Session};
use crate::settings::Settings;
use crate::story::Story;
use crate::ui::tui::model::Opening;
use crate::ui::tui::{Edge, Exit};
use crate::ui::{Forgetful, Keeper, plain, tui};

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
    /// Tell it on the screen, even where the settings ask for plain lines
    #[arg(long, conflicts_with = "plain")]
    pub screen: bool,
    /// Begin a new telling, even where one could be gone on with
    #[arg(long)]
    pub new: bool,
    /// Start at this scene (`folder/name`), in a state that some telling comes to it with
    #[arg(long, value_name = "SCENE", conflicts_with = "slot")]
    pub at: Option<String>,
    /// Show at once what changes in the story's folder, and stay where one was
    #[arg(long, requires = "story")]
    pub watch: bool,
    /// Take up the telling kept under this name
    #[arg(long, value_name = "NAME", conflicts_with_all = ["new", "seed"])]
    pub slot: Option<String>,
}

/// Plays.
///
/// # Errors
/// Where the story can't be read, a wanted save can't, or the terminal fails.
pub fn run(play: &Play) -> Result<ExitCode, Failure> {
    match read(play.story.as_deref())? {
        Ok(story) => told(play, story, None),
        Err(code) => Ok(code),
    }
}

/// Goes on with a telling that was only looked at so far, in a slot of its own.
///
/// # Errors
/// Where the terminal fails.
pub fn take_over(
    story: Arc<Story>,
    dir: Option<PathBuf>,
    session: Session,
    name: String,
) -> Result<ExitCode, Failure> {
    let play = Play {
        story: dir,
        slot: Some(name),
        ..Play::default()
    };
    told(&play, story, Some(session))
}

/// Plays, from a telling that was taken over if there is one.
fn told(play: &Play, story: Arc<Story>, taken: Option<Session>) -> Result<ExitCode, Failure> {
    heard_and_listened_to()?;
    let (mut keeper, mut notice): (Box<dyn Keeper>, Option<String>) = match Home::find() {
        Ok(home) => {
            let mut keeper = ShelfKeeper::new(&home.data, Arc::clone(&story));
            let notice = keeper.notice();
            (Box::new(keeper), notice)
        }
        Err(why) => (Box::new(Forgetful), Some(why)),
    };
    let file = Home::find()
        .ok()
        .map(|home| SettingsFile::in_folder(&home.config));
    let (settings, complaint) = file.as_ref().map_or((None, None), SettingsFile::read);
    say(&mut notice, complaint);
    let mut watching;
    let keeper: &mut dyn Keeper = match &play.story {
        Some(dir) if play.watch => {
            watching = Watching::new(keeper.as_mut(), dir)?;
            &mut watching
        }
        _ => keeper.as_mut(),
    };
    let told = match (taken, &play.slot) {
        (Some(session), Some(name)) => {
            let said = match keeper.save_as(&session, name) {
                Ok(name) => format!("Kept as {name}."),
                Err(why) => why,
            };
            say(&mut notice, Some(said));
            Some(session)
        }
        (Some(session), None) => Some(session),
        (None, _) => telling(play, &story, keeper, &mut notice)?,
    };
    let by_setting = settings.as_ref().is_some_and(|settings| settings.plain) && !play.screen;
    let lines = wants_lines(play) || by_setting;
    if lines {
        let session = told.map_or_else(|| begin(play, &story), Ok)?;
        return in_lines(play, session, keeper, notice.as_deref());
    }
    on_screen(play, story, told, keeper, notice, settings, file)
}

/// Whether anybody can read and choose.
fn heard_and_listened_to() -> Result<(), Failure> {
    let closed = if out::was_closed(io::stdout()) {
        "standard output is closed, and nothing could be read"
    } else if out::was_closed(io::stdin()) {
        "standard input is closed, and nothing could be chosen"
    } else {
        return Ok(());
    };
    Err(Failure::new("play", closed))
}

/// Plays on the screen; goes on in lines where the player would rather have that.
fn on_screen(
    play: &Play,
    story: Arc<Story>,
    told: Option<Session>,
    keeper: &mut dyn Keeper,
    notice: Option<String>,
    settings: Option<Settings>,
    file: Option<SettingsFile>,
) -> Result<ExitCode, Failure> {
    // What the arguments ask for is shown at once; else the title comes first.
    let at_page = play.new || play.seed.is_some() || play.slot.is_some() || play.at.is_some();
    let session = if at_page {
        Some(told.map_or_else(|| begin(play, &story), Ok)?)
    } else {
        told
    };
    let assets = pack::assets_of(play.story.as_deref());
    // Where nothing can be kept the question of the first run would be asked for ever.
    let settings = settings.or_else(|| file.is_none().then(Settings::default));
    let opening = Opening {
        story: Arc::clone(&story),
        assets,
        session,
        settings,
        at_page,
        notice,
    };
    let mut edge = Edge {
        keeper,
        store: &mut |settings| file.as_ref().map_or(Ok(()), |file| file.write(settings)),
        seed: &mut || play.seed.unwrap_or_else(any_seed),
    };
    match tui::run(opening, &mut edge) {
        Ok(Exit::Left) => Ok(ExitCode::SUCCESS),
        // The terminal went away: everything chosen is kept, and nobody is there to be told.
        Ok(Exit::Gone) => Ok(ExitCode::from(2)),
        Ok(Exit::Plain(session)) => {
            let session = session.map_or_else(|| begin(play, &story), |session| Ok(*session))?;
            in_lines(play, session, edge.keeper, None)
        }
        Err(cause) => Err(Failure::new("play on the screen", cause)
            .help("Plain lines need less of the terminal: start with --plain.")),
    }
}

/// A new telling, with the seed that was asked for or one nobody chose; at the scene that was
/// asked for.
fn begin(play: &Play, story: &Arc<Story>) -> Result<Session, Failure> {
    let seed = play.seed.unwrap_or_else(any_seed);
    let Some(name) = &play.at else {
        return Ok(Session::new(Arc::clone(story), seed));
    };
    let cannot = |cause: &str| Failure::new(format!("start at {}", clean::line(name)), cause);
    let scene = story.find_scene(name).ok_or_else(|| {
        let names: Vec<String> = story.scenes().map(|(id, _)| story.scene_name(id)).collect();
        let help = match author::nearest(name, names.iter().map(String::as_str)) {
            Some(near) => format!("Did you mean {near}?"),
            None => "A scene is named with its folder, as in quay/arrive".to_owned(),
        };
        cannot("there is no such scene").help(help)
    })?;
    let found = prove(story, Limits::default())
        .telling_to(scene)
        .ok_or_else(|| {
            cannot("no telling was found that comes to it")
                .help("“hailsham check” says whether it can be reached at all")
        })?;
    let base = Base::Start {
        seed,
        drew: found.drew,
    };
    Session::replay(Arc::clone(story), base, &found.steps)
        .map_err(|_| cannot("the telling that comes to it can’t be played again"))
}

/// Adds a sentence to those the player should see.
fn say(notice: &mut Option<String>, more: Option<String>) {
    if let Some(more) = more {
        *notice = Some(match notice.take() {
            Some(said) => format!("{said} {more}"),
            None => more,
        });
    }
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

/// The telling that is asked for: a named one, or the last one gone on with; none where a new one
/// is to be begun.
fn telling(
    play: &Play,
    story: &Arc<Story>,
    keeper: &mut dyn Keeper,
    notice: &mut Option<String>,
) -> Result<Option<Session>, Failure> {
    if let Some(name) = &play.slot {
        let resumed = keeper
            .load(story, name)
            .map_err(|why| Failure::new(format!("take up “{name}”"), why))?;
        say(notice, resumed.notice);
        return Ok(Some(resumed.session));
    }
    if play.new || play.seed.is_some() || play.at.is_some() {
        return Ok(None);
    }
    match keeper.newest(story) {
        Ok(Some(resumed)) => {
            say(notice, resumed.notice);
            Ok(Some(resumed.session))
        }
        Ok(None) => Ok(None),
        Err(why) => {
            say(notice, Some(sentence(&why)));
            Ok(None)
        }
    }
}

/// A seed nobody chose.
fn any_seed() -> u64 {
    RandomState::new().hash_one(super::keep::now())
}

fn in_lines(
    play: &Play,
    session: Session,
    keeper: &mut dyn Keeper,
    notice: Option<&str>,
) -> Result<ExitCode, Failure> {
    let mut output = io::BufWriter::new(io::stdout().lock());
    let input = &mut io::stdin().lock();
    let assets = pack::assets_of(play.story.as_deref());
    let played = plain::run(session, keeper, &assets, input, &mut output, notice);
    // Where nobody listens any more everything chosen is kept already.
    out::listened(played.map(|_| ())).map_err(|cause| Failure::new("go on in lines", cause))?;
    out::listened(output.flush()).map_err(|cause| Failure::new("write the last lines", cause))?;
    Ok(ExitCode::SUCCESS)
}

/// Whether lines are wanted rather than a screen.
#[must_use]
pub fn wants_lines(play: &Play) -> bool {
    play.plain || asks_for_lines()
}
