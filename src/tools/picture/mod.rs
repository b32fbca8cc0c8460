//! `hailsham picture`: draws a screen at a size and in a theme as SVG, from the very cells the
//! terminal would get. The README's pictures come from it. How a cell is drawn is `drawing`'s.

mod asked;
mod drawing;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::{pack, play};
use crate::error::Failure;
use crate::save::{self, disk::record_at};
use crate::session::Session;
use crate::settings::{Settings, Theme};
use crate::ui::tui::model::Opening;
use crate::ui::tui::still::Still;
use asked::{key, samples, unknown};

pub use drawing::svg;

/// What is to be drawn.
#[derive(Args, Debug)]
pub struct Picture {
    /// Which screen: title, page, journal, things, tape, map, history, saves, settings,
    /// help, note, credits, gallery
    #[arg(value_name = "SCREEN")]
    screen: String,
    /// Columns and rows
    #[arg(long, value_name = "COLUMNSxROWS", default_value = "80x24")]
    size: String,
    /// The theme, by its name in the settings
    #[arg(long, default_value = "night")]
    theme: String,
    /// How many colours: true, 256, 16, none
    #[arg(long, default_value = "true")]
    colours: String,
    /// Plain characters only
    #[arg(long)]
    ascii: bool,
    /// The folder of another story
    #[arg(long, value_name = "DIR")]
    story: Option<PathBuf>,
    /// The seed of the telling
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Which offers to take first, by number, parted by commas
    #[arg(long, value_name = "N,N,…", value_delimiter = ',')]
    choose: Vec<usize>,
    /// The telling of a save or replay file instead of a new one
    #[arg(long, value_name = "FILE", conflicts_with_all = ["seed", "choose"])]
    replay: Option<PathBuf>,
    /// After how many of its steps; all of them without it
    #[arg(long, value_name = "N", requires = "replay")]
    step: Option<usize>,
    /// Keys to press at the end, by name, parted by spaces
    #[arg(long, value_name = "KEYS", default_value = "")]
    keys: String,
    /// Write the characters instead
    #[arg(long)]
    text: bool,
}

/// Draws.
///
/// # Errors
/// Where there is no such screen, size, theme, offer or key, or the story can't be read.
pub fn run(picture: &Picture) -> Result<ExitCode, Failure> {
    let story = match play::read(picture.story.as_deref())? {
        Ok(story) => story,
        Err(code) => return Ok(code),
    };
    let mut session = match &picture.replay {
        Some(file) => {
            let record = record_at(file)?;
            save::restore(Arc::clone(&story), &record).session
        }
        None => Session::new(Arc::clone(&story), picture.seed),
    };
    if let Some(step) = picture.step
        && !session.go_to(step)
    {
        return Err(unknown(
            "stand after step",
            &step.to_string(),
            "a step of this telling",
        ));
    }
    for n in &picture.choose {
        let took = n
            .checked_sub(1)
            .and_then(|n| session.offers().get(n).map(|offer| offer.took));
        if !took.is_some_and(|took| session.take(took)) {
            return Err(unknown("choose", &n.to_string(), "that many open offers"));
        }
    }
    let theme = Theme::ALL
        .iter()
        .find(|theme| theme.word() == picture.theme)
        .ok_or_else(|| {
            unknown(
                "draw in the theme",
                &picture.theme,
                "one of the settings’ themes",
            )
        })?;
    let opening = Opening {
        story,
        assets: pack::assets_of(picture.story.as_deref()),
        session: (picture.screen != "first").then_some(session),
        settings: (picture.screen != "first").then(|| Settings {
            theme: *theme,
            ..Settings::default()
        }),
        at_page: !matches!(picture.screen.as_str(), "title" | "note" | "credits"),
        notice: None,
    };
    let mut still = Still::new(opening, picture.terminal()?, picture.size()?);
    still.slots = samples();
    still.press(&picture.opens()?);
    for name in picture.keys.split_whitespace() {
        still.press(&[
            key(name).ok_or_else(|| unknown("press", name, "a key’s name, as in the help"))?
        ]);
    }
    let drawn = if picture.text {
        still.text()
    } else {
        let (buffer, cursor) = still.frame();
        svg(&buffer, cursor)
    };
    std::io::stdout()
        .write_all(drawn.as_bytes())
        .map_err(|cause| Failure::new("write the picture", cause))?;
    Ok(ExitCode::SUCCESS)
}
