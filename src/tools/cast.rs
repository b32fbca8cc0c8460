//! A film written down as an asciinema recording (version 2): what a terminal would be sent, and
//! when. Waits for nothing: time is what the film says it takes.

use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use serde_json::json;

use super::out;
use crate::error::Failure;
use crate::settings::Theme;
use crate::ui::tui::colour::Depth;
use crate::ui::tui::film::{Film, Msg, render};
use crate::ui::tui::model::{Opening, Terminal};
use crate::ui::tui::paint::Canvas;

/// The size of the window that is recorded.
const SIZE: (u16, u16) = (80, 24);

/// How long the last picture stands.
const LAST: Duration = Duration::from_secs(3);

/// Writes the recording of this opening's telling.
///
/// # Errors
/// Where the file can't be written.
pub fn write(mut opening: Opening, file: &Path) -> Result<ExitCode, Failure> {
    // Nobody can be asked about the ground it will be played on.
    let mut settings = opening.settings.take().unwrap_or_default();
    if settings.theme == Theme::Auto {
        settings.theme = Theme::Night;
    }
    opening.settings = Some(settings);
    let (recording, length) = record(opening);
    fs::write(file, recording).map_err(|cause| Failure::new("write", cause).at(file))?;
    let seconds = length.as_secs();
    let says = format!(
        "Recorded: {} minutes {} seconds.\n",
        seconds / 60,
        seconds % 60
    );
    out::say("say how long it is", &says)?;
    Ok(ExitCode::SUCCESS)
}

/// The recording, and how long it plays.
fn record(opening: Opening) -> (String, Duration) {
    let terminal = Terminal {
        depth: Depth::True,
        unicode: true,
        italics: true,
        ground: None,
    };
    let head = json!({
        "version": 2,
        "width": SIZE.0,
        "height": SIZE.1,
        "title": opening.story.title(),
        "env": { "TERM": "xterm-256color" },
    });
    let mut recording = format!("{head}\n");
    let mut now = Duration::ZERO;
    let Some(mut film) = Film::new(opening, terminal, SIZE) else {
        return (recording, now);
    };
    let mut canvas = Canvas::default();
    let mut add = |film: &Film, now: Duration| {
        let mut bytes = Vec::new();
        canvas.draw(SIZE, film.ground(), |frame| render(film, frame), &mut bytes);
        if !bytes.is_empty() {
            let sent = json!([
                now.as_millis() as f64 / 1000.0,
                "o",
                String::from_utf8_lossy(&bytes)
            ]);
            recording.push_str(&format!("{sent}\n"));
        }
    };
    while let Some(stands) = film.stands() {
        add(&film, now);
        now += stands;
        film.update(Msg::Tick);
    }
    add(&film, now);
    now += LAST;
    // Without something at its end a player would leave as soon as the last picture is there.
    recording.push_str(&format!(
        "{}\n",
        json!([now.as_millis() as f64 / 1000.0, "o", ""])
    ));
    (recording, now)
}
