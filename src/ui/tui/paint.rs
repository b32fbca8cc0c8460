//! Cells into bytes: what differs from the frame before, and the cursor, as one piece.
//! Writes nothing; the terminal does, in one go.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

use super::model::Model;
use super::view::{self, Frame};

/// Terminals that know it show a frame between these two at once.
const BEGIN: &[u8] = b"\x1b[?2026h\x1b[?25l";
const END: &[u8] = b"\x1b[?25h\x1b[?2026l";

/// The frame on the screen, and room for the next.
#[derive(Debug, Default)]
pub struct Canvas {
    shown: Buffer,
    next: Buffer,
    /// What a frame begins as: the ground everywhere.
    blank: Buffer,
    ground: Option<Style>,
    cursor: Option<Position>,
}

impl Canvas {
    /// Forgets what is on the screen: the next frame is drawn whole.
    pub fn forget(&mut self) {
        self.shown = Buffer::default();
        self.cursor = None;
    }

    /// Adds to `bytes` what turns the frame on the screen into the model's; nothing where they are
    /// the same.
    pub fn frame(&mut self, model: &Model, bytes: &mut Vec<u8>) {
        self.draw(
            model.size(),
            model.ground(),
            |frame| view::render(model, frame),
            bytes,
        );
    }

    /// The same for whatever `render` draws on so many columns and rows of this ground.
    pub fn draw(
        &mut self,
        (columns, rows): (u16, u16),
        ground: Style,
        render: impl FnOnce(&mut Frame<'_>),
        bytes: &mut Vec<u8>,
    ) {
        let area = Rect::new(0, 0, columns, rows);
        let clear = self.shown.area != area;
        if clear {
            self.shown = Buffer::empty(area);
            self.next = Buffer::empty(area);
        }
        if self.blank.area != area || self.ground != Some(ground) {
            self.blank = Buffer::empty(area);
            self.blank.set_style(area, ground);
            self.ground = Some(ground);
        }
        self.next.content.clone_from_slice(&self.blank.content);
        let mut frame = Frame {
            buffer: &mut self.next,
            cursor: Position::ORIGIN,
        };
        render(&mut frame);
        let cursor = frame.cursor;
        let from = bytes.len();
        bytes.extend_from_slice(BEGIN);
        if clear {
            bytes.extend_from_slice(b"\x1b[0m\x1b[2J");
        }
        let mut pen = Pen {
            at: None,
            drawn: None,
        };
        let width = usize::from(area.width).max(1);
        let rows = self
            .shown
            .content
            .chunks_exact(width)
            .zip(self.next.content.chunks_exact(width));
        for (y, (shown, next)) in (0..).zip(rows) {
            pen.row(y, shown, next, bytes);
        }
        if pen.drawn.is_none() && self.cursor == Some(cursor) && !clear {
            bytes.truncate(from);
            return;
        }
        bytes.extend_from_slice(b"\x1b[0m");
        go_to(cursor.x, cursor.y, bytes);
        bytes.extend_from_slice(END);
        self.cursor = Some(cursor);
        std::mem::swap(&mut self.shown, &mut self.next);
    }
}

/// How characters are drawn until something else is said.
type Look = (Color, Color, Modifier);

/// Where the terminal's own cursor stands, and how it draws.
struct Pen {
    at: Option<(u16, u16)>,
    drawn: Option<Look>,
}

impl Pen {
    /// What differs in a row. A row with wide characters is said whole: what a narrow one leaves of
    /// a wide one is the terminal's affair.
    fn row(&mut self, y: u16, shown: &[Cell], next: &[Cell], bytes: &mut Vec<u8>) {
        let Some(first) = shown
            .iter()
            .zip(next)
            .position(|(shown, next)| !same(shown, next))
        else {
            return;
        };
        let wide = shown
            .iter()
            .chain(next)
            .any(|cell| !is_narrow(cell.symbol()));
        let first = if wide { 0 } else { first };
        let mut skip = 0;
        for (x, (before, cell)) in (0..).zip(shown.iter().zip(next)).skip(first) {
            if skip > 0 {
                skip -= 1;
            } else if wide || !same(before, cell) {
                self.cell(x, y, cell, bytes);
                skip = super::paginate::cells(cell.symbol()).saturating_sub(1);
            }
        }
    }

    fn cell(&mut self, x: u16, y: u16, cell: &Cell, bytes: &mut Vec<u8>) {
        if self.at != Some((x, y)) {
            go_to(x, y, bytes);
        }
        let look = (cell.fg, cell.bg, cell.modifier);
        if self.drawn != Some(look) {
            draw_as(look, self.drawn, bytes);
            self.drawn = Some(look);
        }
        bytes.extend_from_slice(cell.symbol().as_bytes());
        // After a character of another width the place is said anew.
        self.at = is_narrow(cell.symbol()).then_some((x + 1, y));
    }
}

/// Whether two cells look the same. What else a cell can hold is never used here.
fn same(one: &Cell, other: &Cell) -> bool {
    one.fg == other.fg
        && one.bg == other.bg
        && one.modifier == other.modifier
        && one.symbol() == other.symbol()
}

fn is_narrow(symbol: &str) -> bool {
    symbol.len() == 1 || super::paginate::cells(symbol) == 1
}

fn go_to(x: u16, y: u16, bytes: &mut Vec<u8>) {
    bytes.extend_from_slice(b"\x1b[");
    number(u32::from(y) + 1, bytes);
    bytes.push(b';');
    number(u32::from(x) + 1, bytes);
    bytes.push(b'H');
}

/// Says how to draw from now on; what was on is taken back only where something has to be.
fn draw_as((fg, bg, modifier): Look, before: Option<Look>, bytes: &mut Vec<u8>) {
    bytes.extend_from_slice(b"\x1b[");
    let (mut was_fg, mut was_bg, mut was_on) =
        before.unwrap_or((Color::Reset, Color::Reset, Modifier::empty()));
    if before.is_none() || !modifier.contains(was_on) {
        bytes.extend_from_slice(b"0;");
        (was_fg, was_bg, was_on) = (Color::Reset, Color::Reset, Modifier::empty());
    }
    for (one, code) in MODIFIERS {
        if modifier.contains(one) && !was_on.contains(one) {
            number(code, bytes);
            bytes.push(b';');
        }
    }
    if fg != was_fg {
        colour(fg, 30, bytes);
    }
    if bg != was_bg {
        colour(bg, 40, bytes);
    }
    // Every part was followed by a semicolon: the last makes way for the end.
    if bytes.last() == Some(&b';') {
        bytes.pop();
    }
    bytes.push(b'm');
}

const MODIFIERS: [(Modifier, u32); 6] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::REVERSED, 7),
    (Modifier::CROSSED_OUT, 9),
];

/// A colour's part of a style; `base` is 30 for letters and 40 for their ground.
fn colour(colour: Color, base: u32, bytes: &mut Vec<u8>) {
    match colour {
        Color::Rgb(r, g, b) => {
            number(base + 8, bytes);
            bytes.extend_from_slice(b";2;");
            for channel in [r, g, b] {
                number(u32::from(channel), bytes);
                bytes.push(b';');
            }
            return;
        }
        Color::Indexed(index) => {
            number(base + 8, bytes);
            bytes.extend_from_slice(b";5;");
            number(u32::from(index), bytes);
        }
        named => {
            let nth = (0..16).find(|nth| super::colour::sixteen(*nth as usize) == named);
            number(
                match nth {
                    Some(nth @ 0..8) => base + nth,
                    Some(nth) => base + 60 + nth - 8,
                    None => base + 9,
                },
                bytes,
            );
        }
    }
    bytes.push(b';');
}

fn number(mut number: u32, bytes: &mut Vec<u8>) {
    let mut digits = [0; 10];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    bytes.extend_from_slice(&digits[at..]);
}

/// Text for the terminal's clipboard (OSC 52).
pub fn clipboard(text: &str, bytes: &mut Vec<u8>) {
    bytes.extend_from_slice(b"\x1b]52;c;");
    base64(text.as_bytes(), bytes);
    bytes.push(0x07);
}

fn base64(bytes: &[u8], out: &mut Vec<u8>) {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for three in bytes.chunks(3) {
        let value = three
            .iter()
            .fold(0_u32, |value, byte| value << 8 | u32::from(*byte))
            << (8 * (3 - three.len()));
        for nth in 0..4 {
            let letter = LETTERS[(value >> (18 - 6 * nth)) as usize & 63];
            out.push(if nth <= three.len() { letter } else { b'=' });
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Modifier};

    use super::{Look, clipboard, draw_as, go_to};

    fn said(look: Look, before: Option<Look>) -> String {
        let mut bytes = Vec::new();
        draw_as(look, before, &mut bytes);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn only_what_changes_is_said() {
        let none = Modifier::empty();
        let text = (Color::Rgb(1, 2, 3), Color::Indexed(7), none);
        assert_eq!(said(text, None), "\x1b[0;38;2;1;2;3;48;5;7m");
        assert_eq!(
            said((Color::Red, Color::Indexed(7), none), Some(text)),
            "\x1b[31m"
        );
        assert_eq!(
            said((Color::Reset, Color::White, none), Some(text)),
            "\x1b[39;107m"
        );
        let bold = (Color::Red, Color::Reset, Modifier::BOLD | Modifier::ITALIC);
        assert_eq!(
            said(bold, Some((Color::Red, Color::Reset, Modifier::BOLD))),
            "\x1b[3m"
        );
        assert_eq!(
            said((Color::Red, Color::Reset, none), Some(bold)),
            "\x1b[0;31m"
        );
        assert_eq!(
            said((Color::Reset, Color::Reset, none), Some(bold)),
            "\x1b[0m"
        );
    }

    #[test]
    fn places_count_from_one() {
        let mut bytes = Vec::new();
        go_to(0, 119, &mut bytes);
        assert_eq!(bytes, b"\x1b[120;1H");
    }

    #[test]
    fn the_clipboard_gets_base64() {
        for (text, coded) in [
            ("", ""),
            ("a", "YQ=="),
            ("ab", "YWI="),
            ("abc", "YWJj"),
            ("‘No,’", "4oCYTm8s4oCZ"),
        ] {
            let mut bytes = Vec::new();
            clipboard(text, &mut bytes);
            assert_eq!(
                String::from_utf8(bytes).unwrap(),
                format!("\x1b]52;c;{coded}\x07")
            );
        }
    }
}
