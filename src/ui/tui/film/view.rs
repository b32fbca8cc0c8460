//! A film as cells: the page, and under it the timeline and its keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Film;
use crate::ui::tui::paginate::{cells, cut};
use crate::ui::tui::theme::Role;
use crate::ui::tui::view::{self, Frame};

/// What the keys do, most wanted first; in plain characters where there are no arrows.
const KEYS: [(&str, &str, &str); 6] = [
    ("space", "space", "pause"),
    ("←→", "<>", "step"),
    ("↑↓", "^v", "speed"),
    ("Enter", "Enter", "take over"),
    ("q", "q", "leave"),
    ("Home End", "Home End", "ends"),
];

/// The timeline's characters: played, still to come, here, a chapter, an ending, running, paused.
struct Line {
    played: &'static str,
    rest: &'static str,
    here: &'static str,
    chapter: &'static str,
    ending: &'static str,
    runs: &'static str,
    stands: &'static str,
}

const UNICODE: Line = Line {
    played: "━",
    rest: "─",
    here: "●",
    chapter: "┼",
    ending: "◆",
    runs: "▶",
    stands: "‖",
};

const ASCII: Line = Line {
    played: "=",
    rest: "-",
    here: "@",
    chapter: "+",
    ending: "*",
    runs: ">",
    stands: "#",
};

/// Draws the film.
pub fn render(film: &Film, frame: &mut Frame<'_>) {
    let model = &film.model;
    view::render(model, frame);
    let Some(areas) = view::areas(model) else {
        return;
    };
    clear(areas.footer, frame.buffer, film);
    timeline(film, areas.footer, frame.buffer);
    if areas.notice != areas.footer && model.notice.is_none() {
        clear(areas.notice, frame.buffer, film);
        keys(film, areas.notice, frame.buffer);
    }
}

fn clear(area: Rect, buffer: &mut Buffer, film: &Film) {
    for x in area.left()..area.right() {
        let cell = &mut buffer[(x, area.y)];
        cell.reset();
        cell.set_style(film.model.skin.role(Role::Text));
    }
}

/// The timeline, and beside it where it stands and how fast it goes.
fn timeline(film: &Film, area: Rect, buffer: &mut Buffer) {
    let unicode = film.model.glyphs.unicode;
    let line = if unicode { UNICODE } else { ASCII };
    let skin = &film.model.skin;
    let (text, muted, accent) = (
        skin.role(Role::Text),
        skin.role(Role::Muted),
        skin.role(Role::Accent),
    );
    let state = if film.runs { line.runs } else { line.stands };
    let of = film.steps.to_string();
    let says = format!(
        "{:>wide$}/{of}  {} words a minute",
        film.step(),
        film.pace(),
        wide = of.len()
    );
    let says = cut(&says, area.width / 2, film.model.glyphs.more);
    let bar = area.width.saturating_sub(cells(&says) + 4);
    buffer.set_stringn(area.x, area.y, state, 1, accent);
    let left = area.x + 2;
    let at = |step: usize| place(step, film.steps, bar);
    let here = at(film.step());
    for x in 0..bar {
        let (glyph, style) = if x < here {
            (line.played, text)
        } else {
            (line.rest, muted)
        };
        buffer.set_stringn(left + x, area.y, glyph, 1, style);
    }
    for mark in &film.marks {
        let glyph = if mark.end { line.ending } else { line.chapter };
        let style = if at(mark.step) <= here { text } else { muted };
        if bar > 0 {
            buffer.set_stringn(left + at(mark.step), area.y, glyph, 1, style);
        }
    }
    if bar > 0 {
        buffer.set_stringn(left + here, area.y, line.here, 1, accent);
    }
    let x = area.right() - cells(&says).min(area.width);
    buffer.set_stringn(x, area.y, &says, usize::from(area.right() - x), muted);
}

/// Where a step stands on a bar so wide.
fn place(step: usize, steps: usize, bar: u16) -> u16 {
    let last = usize::from(bar.saturating_sub(1));
    (step * last).checked_div(steps).unwrap_or(0).min(last) as u16
}

fn keys(film: &Film, area: Rect, buffer: &mut Buffer) {
    let skin = &film.model.skin;
    let mut x = area.x;
    for (key, plain, does) in KEYS {
        let key = if film.model.glyphs.unicode {
            key
        } else {
            plain
        };
        let does = if does == "pause" && !film.runs {
            "play"
        } else {
            does
        };
        let gap = if x == area.x { 0 } else { 3 };
        if x + gap + cells(key) + 1 + cells(does) > area.right() {
            break;
        }
        (x, _) = buffer.set_stringn(
            x + gap,
            area.y,
            key,
            usize::from(area.width),
            skin.role(Role::Text),
        );
        (x, _) = buffer.set_stringn(
            x + 1,
            area.y,
            does,
            usize::from(area.width),
            skin.role(Role::Muted),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn the_first_step_is_at_one_end_and_the_last_at_the_other() {
        assert_eq!(
            (place(0, 60, 40), place(30, 60, 41), place(60, 60, 40)),
            (0, 20, 39)
        );
        assert_eq!((place(0, 0, 40), place(5, 5, 0), place(5, 5, 1)), (0, 0, 0));
    }
}
