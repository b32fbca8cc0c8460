//! `hailsham picture`: draws a screen at a size and in a theme as SVG, from the very cells the
//! terminal would get. The README's pictures come from it.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

use super::{pack, play};
use crate::error::Failure;
use crate::save::{self, disk::record_at};
use crate::session::Session;
use crate::settings::{Settings, Theme};
use crate::ui::SlotLine;
use crate::ui::tui::colour::{self, Depth};
use crate::ui::tui::input::Key;
use crate::ui::tui::model::{Opening, Terminal};
use crate::ui::tui::still::Still;

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

impl Picture {
    fn size(&self) -> Result<(u16, u16), Failure> {
        self.size
            .split_once('x')
            .and_then(|(columns, rows)| Some((columns.parse().ok()?, rows.parse().ok()?)))
            .filter(|(columns, rows)| (1..=500).contains(columns) && (1..=500).contains(rows))
            .ok_or_else(|| {
                unknown(
                    "draw at the size",
                    &self.size,
                    "columns and rows, such as 80x24",
                )
            })
    }

    fn terminal(&self) -> Result<Terminal, Failure> {
        let depth = match self.colours.as_str() {
            "true" => Depth::True,
            "256" => Depth::Indexed,
            "16" => Depth::Sixteen,
            "none" => Depth::Mono,
            other => {
                return Err(unknown(
                    "draw with the colours",
                    other,
                    "true, 256, 16 or none",
                ));
            }
        };
        Ok(Terminal {
            depth,
            unicode: !self.ascii,
            italics: true,
            ground: None,
        })
    }

    /// The keys that open the screen.
    fn opens(&self) -> Result<Vec<Key>, Failure> {
        let letter = match self.screen.as_str() {
            "first" | "title" | "page" => return Ok(Vec::new()),
            "journal" => 'n',
            "things" => 'i',
            "tape" => 't',
            "map" => 'm',
            "history" => 'h',
            "saves" => 's',
            "settings" => 'o',
            "help" => '?',
            "note" => 'c',
            "gallery" => 'g',
            "credits" => return Ok([[Key::Down; 5].as_slice(), &[Key::Enter]].concat()),
            other => {
                return Err(unknown(
                    "draw",
                    other,
                    "a screen (the help of this command names them)",
                ));
            }
        };
        Ok(vec![Key::Char(letter)])
    }
}

fn unknown(doing: &str, what: &str, wanted: &str) -> Failure {
    Failure::new(format!("{doing} “{what}”"), format!("that isn’t {wanted}"))
}

/// Slots for a picture of the saves.
fn samples() -> Vec<SlotLine> {
    let slot = |name: &str, about: &str, sound| SlotLine {
        name: name.to_owned(),
        about: about.to_owned(),
        sound,
    };
    vec![
        slot(
            "before the sale",
            "June: The sale, the hall, 9812 words read, an hour ago",
            true,
        ),
        slot(
            "with Ruth",
            "May: The notice, the north field, 5120 words read, 2 days ago",
            true,
        ),
        slot(
            "torn",
            "it ends in the middle; the version before it can be taken up",
            false,
        ),
    ]
}

fn key(name: &str) -> Option<Key> {
    Some(match name {
        "space" => Key::Char(' '),
        "enter" => Key::Enter,
        "esc" => Key::Esc,
        "tab" => Key::Tab,
        "up" => Key::Up,
        "down" => Key::Down,
        "left" => Key::Left,
        "right" => Key::Right,
        "pgup" => Key::PageUp,
        "pgdn" => Key::PageDown,
        "home" => Key::Home,
        "end" => Key::End,
        one => {
            let mut chars = one.chars();
            let c = chars.next()?;
            chars.next().is_none().then_some(Key::Char(c))?
        }
    })
}

/// A cell's size in the picture.
const WIDE: usize = 9;
const HIGH: usize = 18;

/// The frame as SVG. Half blocks are drawn as rectangles, everything else as text.
#[must_use]
pub fn svg(buffer: &Buffer, cursor: Position) -> String {
    let area = buffer.area;
    let (width, height) = (
        usize::from(area.width) * WIDE,
        usize::from(area.height) * HIGH,
    );
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"15\" shape-rendering=\"crispEdges\">\n"
    );
    let ground = buffer
        .content()
        .first()
        .map_or([0; 3], |cell| colours(cell).1);
    let _ = writeln!(
        out,
        "<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>",
        hex(ground)
    );
    for y in 0..area.height {
        backgrounds(buffer, y, ground, &mut out);
        words(buffer, y, &mut out);
    }
    let (x, y) = (
        usize::from(cursor.x) * WIDE,
        usize::from(cursor.y + 1) * HIGH - 2,
    );
    let ink = buffer
        .content()
        .first()
        .map_or([255; 3], |cell| colours(cell).0);
    let _ = writeln!(
        out,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{WIDE}\" height=\"2\" fill=\"{}\"/>",
        hex(ink)
    );
    out.push_str("</svg>\n");
    out
}

/// Everything that isn't the ground: runs of cells, halves of cells.
fn backgrounds(buffer: &Buffer, y: u16, ground: [u8; 3], out: &mut String) {
    let top = usize::from(y) * HIGH;
    let mut rects: Vec<(usize, usize, usize, usize, [u8; 3])> = Vec::new();
    for x in 0..buffer.area.width {
        let cell = &buffer[(x, y)];
        let (fg, bg) = colours(cell);
        let left = usize::from(x) * WIDE;
        let halves = match cell.symbol() {
            "█" => [(0, HIGH, fg), (0, 0, fg)],
            "▀" => [(0, HIGH / 2, fg), (HIGH / 2, HIGH / 2, bg)],
            "▄" => [(0, HIGH / 2, bg), (HIGH / 2, HIGH / 2, fg)],
            _ => [(0, HIGH, bg), (0, 0, bg)],
        };
        for (down, high, colour) in halves {
            if high == 0 || colour == ground {
                continue;
            }
            let same = |rect: &&mut (usize, usize, usize, usize, [u8; 3])| {
                rect.0 + rect.2 == left
                    && rect.1 == top + down
                    && rect.3 == high
                    && rect.4 == colour
            };
            match rects.iter_mut().rev().take(2).find(same) {
                Some(rect) => rect.2 += WIDE,
                None => rects.push((left, top + down, WIDE, high, colour)),
            }
        }
    }
    for (x, y, width, height, colour) in rects {
        let _ = writeln!(
            out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{}\"/>",
            hex(colour)
        );
    }
}

fn words(buffer: &Buffer, y: u16, out: &mut String) {
    let baseline = usize::from(y) * HIGH + 14;
    let mut x = 0;
    while x < buffer.area.width {
        let first = &buffer[(x, y)];
        let style = |cell: &Cell| (colours(cell).0, cell.modifier);
        let mut run = String::new();
        let from = x;
        while x < buffer.area.width && style(&buffer[(x, y)]) == style(first) {
            let symbol = buffer[(x, y)].symbol();
            run.push_str(if matches!(symbol, "█" | "▀" | "▄") {
                " "
            } else {
                symbol
            });
            x += 1;
        }
        let trimmed = run.trim_end();
        if trimmed.trim_start().is_empty() {
            continue;
        }
        let skipped = trimmed.chars().take_while(|c| *c == ' ').count();
        let shown = trimmed.trim_start();
        let (colour, modifier) = style(first);
        let left = (usize::from(from) + skipped) * WIDE;
        let long = shown.chars().count() * WIDE;
        let _ = writeln!(
            out,
            "<text x=\"{left}\" y=\"{baseline}\" textLength=\"{long}\" fill=\"{}\"{} xml:space=\"preserve\">{}</text>",
            hex(colour),
            attributes(modifier),
            escaped(shown)
        );
    }
}

fn attributes(modifier: Modifier) -> String {
    let mut out = String::new();
    if modifier.contains(Modifier::BOLD) {
        out.push_str(" font-weight=\"bold\"");
    }
    if modifier.contains(Modifier::ITALIC) {
        out.push_str(" font-style=\"italic\"");
    }
    if modifier.contains(Modifier::DIM) {
        out.push_str(" opacity=\"0.65\"");
    }
    let lines = match (
        modifier.contains(Modifier::UNDERLINED),
        modifier.contains(Modifier::CROSSED_OUT),
    ) {
        (true, true) => "underline line-through",
        (true, false) => "underline",
        (false, true) => "line-through",
        (false, false) => return out,
    };
    let _ = write!(out, " text-decoration=\"{lines}\"");
    out
}

/// A cell's colours as they are seen; a terminal's own are taken to be light on dark.
fn colours(cell: &Cell) -> ([u8; 3], [u8; 3]) {
    let seen = |colour: Color, own| colour::rgb(colour).unwrap_or(own);
    let (fg, bg) = (seen(cell.fg, [204, 204, 204]), seen(cell.bg, [24, 24, 24]));
    if cell.modifier.contains(Modifier::REVERSED) {
        (bg, fg)
    } else {
        (fg, bg)
    }
}

fn hex([r, g, b]: [u8; 3]) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
