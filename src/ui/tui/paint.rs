//! Cells into bytes: what differs from the frame before, and the cursor, as one piece.
//! Writes nothing; the terminal does, in one go.

use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::model::Model;
use super::view::{self, Frame};

/// Terminals that know it show a frame between these two at once.
const BEGIN: &str = "\x1b[?2026h\x1b[?25l";
const END: &str = "\x1b[?25h\x1b[?2026l";

/// The frame on the screen, and room for the next.
#[derive(Debug, Default)]
pub struct Canvas {
    shown: Buffer,
    next: Buffer,
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
        self.draw(model.size, |frame| view::render(model, frame), bytes);
    }

    /// The same for whatever `render` draws on so many columns and rows.
    pub fn draw(
        &mut self,
        (columns, rows): (u16, u16),
        render: impl FnOnce(&mut Frame<'_>),
        bytes: &mut Vec<u8>,
    ) {
        let area = Rect::new(0, 0, columns, rows);
        let mut clear = false;
        if self.shown.area != area {
            self.shown = Buffer::empty(area);
            self.next = Buffer::empty(area);
            clear = true;
        }
        self.next.reset();
        let mut frame = Frame {
            buffer: &mut self.next,
            cursor: Position::ORIGIN,
        };
        render(&mut frame);
        let cursor = frame.cursor;
        let mut changed = self.shown.diff_iter(&self.next).peekable();
        if changed.peek().is_none() && self.cursor == Some(cursor) && !clear {
            return;
        }
        bytes.extend_from_slice(BEGIN.as_bytes());
        if clear {
            bytes.extend_from_slice(b"\x1b[0m\x1b[2J");
        }
        // Writing into a vector doesn't fail.
        let _ = CrosstermBackend::new(&mut *bytes).draw(changed);
        bytes.extend_from_slice(format!("\x1b[{};{}H", cursor.y + 1, cursor.x + 1).as_bytes());
        bytes.extend_from_slice(END.as_bytes());
        self.cursor = Some(cursor);
        std::mem::swap(&mut self.shown, &mut self.next);
    }
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
    use super::clipboard;

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
