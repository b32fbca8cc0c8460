//! What is wrong with a story that is being written while it is played, in a panel under the page.
//! The last good story stays, with a little less room, and the panel goes when the next one comes.

use ratatui::layout::Rect;

use super::Frame;
use crate::clean;
use crate::ui::tui::model::Model;
use crate::ui::tui::paginate::{Line, paragraph};
use crate::ui::tui::theme::Role;

/// How far the words stand from the panel's edges.
const INSET: u16 = 2;
const HEADING: &str = "The story can’t be read as it is now. This is the last one that could.";

fn lines(model: &Model, width: u16) -> Vec<Line> {
    let Some(why) = &model.broken else {
        return Vec::new();
    };
    let width = width.saturating_sub(2 * INSET);
    let words = |role, words: &str| paragraph(&model.glyphs.words(words), &[], role, width, 0);
    let mut lines = words(Role::Muted, HEADING);
    lines.extend(words(Role::Warning, &clean::line(why)));
    lines
}

/// How many rows it takes under a page of so many columns and rows, which keeps half of them; none
/// where the story is whole.
pub(super) fn height(model: &Model, width: u16, height: u16) -> u16 {
    match lines(model, width).len() as u16 {
        0 => 0,
        lines => (lines + 2).min(height / 2),
    }
}

/// Draws it.
pub(super) fn draw(model: &Model, area: Rect, frame: &mut Frame<'_>) {
    if area.height < 2 {
        return;
    }
    let (top, bottom) = (area.y, area.bottom() - 1);
    let width = area.width.saturating_sub(2 * INSET);
    for (y, line) in (top + 1..bottom).zip(&lines(model, area.width)) {
        super::draw_line(line, area.x + INSET, y, width, &model.skin, frame.buffer);
    }
    let rule = model.glyphs.rule.repeat(usize::from(area.width));
    let style = model.skin.role(Role::Warning);
    for y in [top, bottom] {
        super::put(&rule, area.x, y, area.right(), style, frame.buffer);
    }
}
