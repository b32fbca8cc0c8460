//! What stands around the page: header, footer, the panel beside it, the line for a small window.
//! Draws; lays nothing out that could be read on another page.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Areas, Frame, SMALLEST, draw_line};
use crate::clean;
use crate::game;
use crate::ui::tui::keys::{Does, Place};
use crate::ui::tui::model::{Asks, Model, Screen};
use crate::ui::tui::paginate::{Line, Touch, cells, cut, paragraph};
use crate::ui::tui::theme::Role;

/// Chapter and month on the left, the place on the right; of other screens their name.
pub(super) fn header(model: &Model, area: Rect, buffer: &mut Buffer) {
    let (left, right) = words(model);
    let (left, right) = (model.glyphs.words(&left), model.glyphs.words(&right));
    let muted = model.skin.role(Role::Muted);
    let right = cut(&right, area.width / 2, model.glyphs.more);
    let room = area.width.saturating_sub(cells(&right) + 2);
    let left = cut(&left, room, model.glyphs.more);
    buffer.set_stringn(area.x, area.y, &left, usize::from(area.width), muted);
    let x = area.right() - cells(&right).min(area.width);
    buffer.set_stringn(x, area.y, &right, usize::from(area.right() - x), muted);
}

fn words(model: &Model) -> (String, String) {
    let dot = model.glyphs.dot;
    let leaf = match model.spread.leaves.len() {
        0 | 1 => String::new(),
        pages => format!("{} of {pages}", model.spread.open + 1),
    };
    let name = match &model.screen {
        Screen::First | Screen::Title => return (String::new(), String::new()),
        Screen::Page => {
            let Some(session) = &model.session else {
                return (String::new(), String::new());
            };
            let story = &model.story;
            let chapter =
                (story.chapters().len() > 0).then(|| story.chapter(session.state().chapter()));
            let left = chapter.map(|chapter| match chapter.month {
                Some(month) => format!("{} {dot} {}", story.str(month), story.str(chapter.title)),
                None => story.str(chapter.title).to_owned(),
            });
            let place =
                game::here(story, session.state()).map(|place| story.str(story.place(place).title));
            let earlier = model.bookmark.turn < session.cursor();
            let right = if earlier {
                "read before"
            } else {
                place.unwrap_or_default()
            };
            return (left.unwrap_or_default(), right.to_owned());
        }
        Screen::Journal { wanted, .. } if !wanted.is_empty() => {
            return (format!("Journal {dot} “{wanted}”"), leaf);
        }
        Screen::History { wanted } if !wanted.is_empty() => {
            return (format!("History {dot} “{wanted}”"), leaf);
        }
        Screen::Journal { .. } => "Journal",
        Screen::Things => "Things",
        Screen::Tape => "The tape",
        Screen::Map { .. } => "Map",
        Screen::History { .. } => "History",
        Screen::Saves { .. } => "Saves",
        Screen::Settings => "Settings",
        Screen::Help | Screen::Keys { .. } => "Keys",
        Screen::Gallery => "Gallery",
        Screen::Note => "Content note",
        Screen::Credits => "Credits",
        Screen::After => "After the end",
    };
    (name.to_owned(), leaf)
}

/// What was typed, what went wrong, what has happened, or which keys do what.
pub(super) fn footer(model: &Model, areas: &Areas, frame: &mut Frame<'_>) {
    let said = model.prompt.is_some() || model.trouble.is_some() || model.notice.is_some();
    if !said || areas.notice != areas.footer {
        keys(model, areas.footer, frame.buffer);
    }
    let area = areas.notice;
    if let Some(prompt) = &model.prompt {
        let asks = match &prompt.what {
            Asks::Keep => "Keep as: ".to_owned(),
            Asks::Rename(from) => format!("Another name for {from}: "),
            Asks::Search => "Search for: ".to_owned(),
        };
        let asks = cut(
            &model.glyphs.words(&asks),
            area.width / 2,
            model.glyphs.more,
        );
        let room = area.width.saturating_sub(cells(&asks) + 1);
        let typed = tail(&prompt.text, room);
        let line = Line::of(Role::Muted, asks).then(Role::Text, typed);
        frame.cursor = Position::new((area.x + line.width()).min(area.right() - 1), area.y);
        draw_line(&line, area.x, area.y, area.width, &model.skin, frame.buffer);
    } else if let Some(words) = &model.notice {
        notice(model, words, areas, frame.buffer);
    } else if let Some(words) = &model.trouble {
        let words = cut(
            &model.glyphs.words(&clean::shown(words)),
            area.width,
            model.glyphs.more,
        );
        let style = model.skin.role(Role::Warning);
        frame
            .buffer
            .set_stringn(area.x, area.y, &words, usize::from(area.width), style);
    }
}

/// The most rows a notice takes.
const NOTICE: usize = 5;

/// What is said once and goes with the next key: whole, over the last rows of the page if need be.
fn notice(model: &Model, words: &str, areas: &Areas, buffer: &mut Buffer) {
    let area = areas.notice;
    let words = model.glyphs.words(&clean::shown(words));
    let mut lines = paragraph(&words, &[], Role::Text, area.width, 0);
    let most = NOTICE.min(usize::from(areas.body.height / 2)).max(1);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let cut_off = format!("{} {}", last.text(), model.glyphs.more);
            *last = Line::of(Role::Text, cut(&cut_off, area.width, model.glyphs.more));
        }
    }
    let top = area.y.saturating_sub(lines.len().saturating_sub(1) as u16);
    for (y, line) in (top..).zip(&lines) {
        if y < area.y {
            let clear = Rect::new(area.x, y, area.width, 1);
            for position in clear.positions() {
                let cell = &mut buffer[position];
                cell.reset();
                cell.set_style(model.ground());
            }
        }
        draw_line(line, area.x, y, area.width, &model.skin, buffer);
    }
}

/// The end of a text, at most so wide.
fn tail(text: &str, width: u16) -> &str {
    let mut from = text;
    while cells(from) > width {
        let mut chars = from.chars();
        chars.next();
        from = chars.as_str();
    }
    from
}

/// As many keys as fit, most wanted first, those left out that would do nothing now.
fn keys(model: &Model, area: Rect, buffer: &mut Buffer) {
    let spread = &model.spread;
    let stops = spread.leaf().is_some_and(|leaf| !leaf.stops.is_empty());
    let can = |does| match does {
        Does::Forward => !spread.is_last() || model.screen == Screen::Page && model.ended(),
        Does::Take if model.screen == Screen::Page => stops,
        Does::Take => spread.marked_stop().is_some(),
        Does::Down => stops && spread.marked.is_none(),
        Does::Discard if model.screen.place() == Place::Keys => super::keys::is_own(model),
        Does::Rename | Does::Discard => spread.marked_stop().is_some(),
        Does::Keep => model.session.is_some(),
        Does::Undo => model
            .session
            .as_ref()
            .is_some_and(|session| session.cursor() > 0),
        Does::Right => super::has_sides(model),
        _ => true,
    };
    let (strong, plain) = (model.skin.role(Role::Text), model.skin.role(Role::Muted));
    let mut x = area.x;
    for (_, key, label) in model
        .keymap
        .footer(model.screen.place())
        .filter(|(does, ..)| can(*does))
    {
        let wide = cells(&key) + 1 + cells(label);
        let gap = if x == area.x { 0 } else { 3 };
        if x + gap + wide > area.right() {
            continue;
        }
        x += gap;
        (x, _) = buffer.set_stringn(x, area.y, &key, usize::from(area.right() - x), strong);
        (x, _) = buffer.set_stringn(x + 1, area.y, label, usize::from(area.right() - x), plain);
    }
}

/// The things one has, and the newest of the journal, for a panel so wide.
pub(super) fn panel(model: &Model, width: u16) -> Vec<Line> {
    let Some(session) = &model.session else {
        return Vec::new();
    };
    let (story, state) = (&model.story, session.state());
    let width = width.saturating_sub(4);
    let mut lines: Vec<Line> = Vec::new();
    let heading = |words: &str| Line::touched(Role::Muted, Touch::Strong, words);
    let held: Vec<&str> = story
        .items()
        .filter(|(item, _)| state.held(story.layout(), *item))
        .map(|(_, item)| story.str(item.name))
        .collect();
    let listed = |name: &str| paragraph(&model.glyphs.words(name), &[], Role::Muted, width, 0);
    if !held.is_empty() {
        lines.push(heading("With you"));
        lines.extend(held.into_iter().flat_map(listed));
        lines.push(Line::default());
    }
    let latest = latest_entries(model, 6);
    if !latest.is_empty() {
        lines.push(heading("In the journal"));
        lines.extend(latest.iter().flat_map(|title| listed(title)));
    }
    lines
}

/// The headings of the entries written or re-told last, newest first, each once.
fn latest_entries(model: &Model, most: usize) -> Vec<String> {
    let Some(session) = &model.session else {
        return Vec::new();
    };
    let mut seen = Vec::new();
    for turn in session.turns().iter().rev() {
        for passage in turn.passages.iter().rev() {
            if let game::Passage::Changed(
                game::Change::Remembered(entry) | game::Change::Retold(entry, _),
            ) = passage
                && !seen.contains(entry)
            {
                seen.push(*entry);
                if seen.len() == most {
                    return titles(model, &seen);
                }
            }
        }
    }
    titles(model, &seen)
}

fn titles(model: &Model, entries: &[crate::story::EntryId]) -> Vec<String> {
    let story = &model.story;
    entries
        .iter()
        .map(|entry| story.str(story.entry(*entry).title).to_owned())
        .collect()
}

/// A calm line where the window is too small for the rest.
pub(super) fn small(model: &Model, frame: &mut Frame<'_>) {
    let area = frame.buffer.area;
    frame.cursor = Position::new(area.x, area.y);
    if area.width == 0 || area.height == 0 {
        return;
    }
    let (columns, rows) = SMALLEST;
    let words = format!("A larger window shows the page ({columns} by {rows}). Nothing is lost.");
    let lines = paragraph(
        &words,
        &[],
        Role::Muted,
        area.width.saturating_sub(2).max(1),
        0,
    );
    let x = area.x + u16::from(area.width > 2);
    let y = area.y + area.height.saturating_sub(lines.len() as u16) / 2;
    for (y, line) in (y..area.bottom()).zip(&lines) {
        draw_line(line, x, y, area.right() - x, &model.skin, frame.buffer);
    }
}
