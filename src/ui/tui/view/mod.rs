//! What is seen: each screen as pages, and a page as cells. `render(&Model, &mut Frame)` draws
//! what was laid out and changes nothing.

pub mod after;
mod broken;
mod chrome;
pub mod gallery;
pub mod help;
pub mod history;
pub mod journal;
pub mod keys;
mod land;
pub mod map;
pub mod page;
pub mod saves;
pub mod settings;
pub mod things;
pub mod title;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::model::{Model, Screen};
use super::paginate::{Ink, Leaf, Line, Touch};
use super::theme::{Role, Skin};

/// The smallest window everything is whole in.
pub const SMALLEST: (u16, u16) = (40, 12);
/// From how many columns the panel stands beside the page.
const WITH_PANEL: u16 = 110;
/// How many columns a town's map needs beside those of the text.
const WITH_MAP: u16 = map::WIDTH + 6;
/// How wide the panel is.
const PANEL: u16 = 30;
/// From how many rows there is air above and below the page.
const AIRY: u16 = 16;

/// A frame to draw on.
#[derive(Debug)]
pub struct Frame<'a> {
    /// The cells.
    pub buffer: &'a mut Buffer,
    /// Where the cursor goes: what is marked, or the first new line; readers who listen follow it.
    pub cursor: Position,
}

/// Where things stand in the window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Areas {
    /// The header's row.
    pub header: Rect,
    /// The column of text.
    pub body: Rect,
    /// What is wrong with the story as it is now, under the text; no rows where nothing is.
    pub broken: Rect,
    /// The row a notice stands in; the footer's where there is no other.
    pub notice: Rect,
    /// The footer's row.
    pub footer: Rect,
    /// The panel beside the page.
    pub panel: Option<Rect>,
    /// The drawing of a map.
    pub drawing: Option<Rect>,
}

/// Where things stand; none where the window is too small.
#[must_use]
pub fn areas(model: &Model) -> Option<Areas> {
    let (columns, rows) = model.size;
    if columns < SMALLEST.0 || rows < SMALLEST.1 {
        return None;
    }
    let airy = rows >= AIRY;
    let margin = if columns < 50 { 1 } else { 2 };
    let (top, bottom) = if airy { (2, 2) } else { (1, 1) };
    let height = rows - top - bottom;
    let bar = |y| Rect::new(margin, y, columns - 2 * margin, 1);
    let with_map = model.screen == Screen::Page
        && model.town.is_some()
        && model.settings.pictures
        && columns >= model.settings.measure + WITH_MAP
        && height >= map::HEIGHT;
    let has_panel = columns >= WITH_PANEL && model.screen == Screen::Page && !with_map;
    let main = if has_panel {
        columns - PANEL - 2
    } else if with_map {
        columns - map::WIDTH - 2
    } else {
        columns
    };
    let width = model.settings.measure.min(main - 2 * margin);
    let mut body = Rect::new((main - width) / 2, top, width, height);
    let mut drawing = with_map.then(|| Rect::new(main, top, map::WIDTH, map::HEIGHT));
    if matches!(model.screen, Screen::Map { .. }) && map::is_drawn(model, columns, height) {
        let list = (columns - 2 - map::WIDTH - 2).min(40);
        let left = (columns - map::WIDTH - 2 - list) / 2;
        drawing = Some(Rect::new(left, top, map::WIDTH, map::HEIGHT));
        body = Rect::new(left + map::WIDTH + 2, top, list, height);
    }
    let broken = broken::height(model, body.width, body.height);
    body.height -= broken;
    Some(Areas {
        header: bar(0),
        body,
        broken: Rect::new(body.x, body.bottom(), body.width, broken),
        notice: bar(if airy { rows - 2 } else { rows - 1 }),
        footer: bar(rows - 1),
        panel: has_panel.then(|| Rect::new(main, top, PANEL, height)),
        drawing,
    })
}

/// The open screen as pages.
#[must_use]
pub fn leaves(model: &Model) -> Vec<Leaf> {
    let Some(areas) = areas(model) else {
        return vec![Leaf::default()];
    };
    let (width, height) = (areas.body.width, areas.body.height);
    match &model.screen {
        Screen::First => title::first(model, width, height),
        Screen::Title => title::leaves(model, width, height),
        Screen::Page => page::leaves(model, width, height),
        Screen::Journal { section, wanted } => {
            journal::leaves(model, *section, wanted, width, height)
        }
        Screen::Things => things::leaves(model, width, height),
        Screen::Tape => things::tape(model, width, height),
        Screen::Map { region } => map::leaves(model, *region, width, height),
        Screen::History { wanted } => history::leaves(model, wanted, width, height),
        Screen::Saves { .. } => saves::leaves(model, width, height),
        Screen::Settings => settings::leaves(model, width, height),
        Screen::Keys { .. } => keys::leaves(model, width, height),
        Screen::Gallery => gallery::leaves(model, width, height),
        Screen::After => after::leaves(model, width, height),
        Screen::Help => help::leaves(model, width, height),
        Screen::Note => help::note(model, width, height),
        Screen::Credits => help::credits(model, width, height),
    }
}

/// What stands beside the page; nothing where there is no room for it.
#[must_use]
pub fn panel(model: &Model) -> Vec<Line> {
    let area = areas(model).and_then(|areas| areas.panel);
    area.map_or_else(Vec::new, |area| chrome::panel(model, area.width))
}

/// Draws the model on a frame that is the theme's ground everywhere.
pub fn render(model: &Model, frame: &mut Frame<'_>) {
    let Some(areas) = areas(model) else {
        chrome::small(model, frame);
        return;
    };
    chrome::header(model, areas.header, frame.buffer);
    frame.cursor = Position::new(areas.body.x, areas.body.y);
    if let Some(leaf) = model.spread.leaf() {
        draw_leaf(model, leaf, areas.body, frame);
    }
    if let Some(panel) = areas.panel {
        for (y, line) in (panel.y..panel.bottom()).zip(&model.panel) {
            draw_line(line, panel.x, y, panel.width - 4, &model.skin, frame.buffer);
        }
    }
    let region = match model.screen {
        Screen::Map { region } => Some(region),
        _ => model.town,
    };
    if let (Some(drawing), Some(region)) = (areas.drawing, region) {
        map::draw(model, region, drawing, frame.buffer);
    }
    broken::draw(model, areas.broken, frame);
    chrome::footer(model, &areas, frame);
}

fn draw_leaf(model: &Model, leaf: &Leaf, area: Rect, frame: &mut Frame<'_>) {
    for (y, line) in (area.y..area.bottom()).zip(&leaf.lines) {
        draw_line(line, area.x, y, area.width, &model.skin, frame.buffer);
    }
    let air = leaf
        .lines
        .iter()
        .skip(usize::from(leaf.fresh))
        .take_while(|line| line.is_blank())
        .count();
    frame.cursor.y = area.y + (leaf.fresh + air as u16).min(area.height - 1);
    let Some(stop) = model.spread.marked_stop() else {
        return;
    };
    let accent = model.skin.role(Role::Accent);
    // What can't be taken stays as it is; of what was read, a choice once taken can be marked too.
    let lifted = if matches!(model.screen, Screen::History { .. }) {
        Role::Muted
    } else {
        Role::Text
    };
    let lifted = model.skin.role(lifted);
    for row in stop.rows.start..stop.rows.end.min(area.height) {
        let y = area.y + row;
        let mut inside = false;
        for x in area.x..area.right() {
            let next_is_free = x + 1 >= area.right() || frame.buffer[(x + 1, y)].symbol() == " ";
            let cell = &mut frame.buffer[(x, y)];
            let is_lifted =
                cell.fg == lifted.fg.unwrap_or_default() && cell.modifier == lifted.add_modifier;
            inside = is_lifted
                && if cell.symbol() == " " {
                    inside && !next_is_free
                } else {
                    true
                };
            if inside {
                cell.set_style(accent);
            }
        }
    }
    let (x, y) = (area.x + leaf.mark_at, area.y + stop.rows.start);
    frame.buffer.set_stringn(x, y, model.glyphs.mark, 1, accent);
    frame.cursor = Position::new(x, y);
}

/// Draws a line from a cell on, at most so wide.
pub(super) fn draw_line(line: &Line, x: u16, y: u16, width: u16, skin: &Skin, buffer: &mut Buffer) {
    let end = x + width;
    let mut x = (x + line.indent).min(end);
    for span in &line.spans {
        x = put(&span.text, x, y, end, style(span.ink, skin), buffer);
    }
}

/// Writes words from a cell on, up to `end`; gives the cell after them. Words of plain letters are
/// set cell by cell; what has to be measured is left to ratatui.
pub(super) fn put(words: &str, x: u16, y: u16, end: u16, style: Style, buffer: &mut Buffer) -> u16 {
    if y >= buffer.area.bottom() || end > buffer.area.right() || !words.chars().all(is_plain) {
        return buffer
            .set_stringn(x, y, words, usize::from(end.saturating_sub(x)), style)
            .0;
    }
    let row = usize::from(y - buffer.area.y) * usize::from(buffer.area.width);
    let from = row + usize::from(x - buffer.area.x);
    let cells = &mut buffer.content[from..row + usize::from(end - buffer.area.x)];
    let mut written = 0;
    for (cell, c) in cells.iter_mut().zip(words.chars()) {
        cell.set_char(c).set_style(style);
        written += 1;
    }
    x + written
}

/// Whether a character is one cell wide whatever stands beside it.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{17f}' | '‐'..='‧' | '‹' | '›' | '─'..='▟')
}

fn style(ink: Ink, skin: &Skin) -> Style {
    match ink {
        Ink::Role(role, Touch::Plain) => skin.role(role),
        Ink::Role(role, Touch::Stress) => skin.stressed(role),
        Ink::Role(role, Touch::Strong) => skin.role(role).add_modifier(Modifier::BOLD),
        Ink::Role(role, Touch::Struck) => skin.role(role).add_modifier(Modifier::CROSSED_OUT),
        Ink::Paint(fg, bg) => Style::new()
            .fg(fg.unwrap_or(skin.ground))
            .bg(bg.unwrap_or(skin.ground)),
    }
}

/// Whether there is something to the left and right of what is open.
fn has_sides(model: &Model) -> bool {
    match &model.screen {
        Screen::Journal { .. } => journal::sections(model.session.as_ref()) > 1,
        Screen::Map { .. } => map::regions(model.session.as_ref()) > 1,
        _ => true,
    }
}

/// The words with their first letter large.
pub(super) fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// The row of the body at a cell of the window.
#[must_use]
pub fn row_at(model: &Model, x: u16, y: u16) -> Option<u16> {
    let body = areas(model)?.body;
    body.contains(Position::new(x, y)).then(|| y - body.y)
}
