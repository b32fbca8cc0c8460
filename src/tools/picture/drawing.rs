//! A frame as SVG, cell by cell.
//! Knows no screen and no story: only cells, their colours and a cursor.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

use crate::ui::tui::colour;

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
