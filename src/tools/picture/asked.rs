//! What the words of the command stand for: a size, a terminal, a screen, a key.
//! Draws nothing, and knows neither story nor session.

use super::Picture;
use crate::error::Failure;
use crate::ui::SlotLine;
use crate::ui::tui::colour::Depth;
use crate::ui::tui::input::Key;
use crate::ui::tui::model::Terminal;

impl Picture {
    pub(super) fn size(&self) -> Result<(u16, u16), Failure> {
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

    pub(super) fn terminal(&self) -> Result<Terminal, Failure> {
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
    pub(super) fn opens(&self) -> Result<Vec<Key>, Failure> {
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

pub(super) fn unknown(doing: &str, what: &str, wanted: &str) -> Failure {
    Failure::new(format!("{doing} “{what}”"), format!("that isn’t {wanted}"))
}

/// Slots for a picture of the saves.
pub(super) fn samples() -> Vec<SlotLine> {
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

pub(super) fn key(name: &str) -> Option<Key> {
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
