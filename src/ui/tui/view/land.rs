//! How a map's drawing looks: a character that fills an area becomes a wash of colour with a little
//! texture on it, or the texture alone where there are no colours to wash with; all else is lines.
//! Knows nothing of places.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::ui::tui::glyphs::Glyphs;
use crate::ui::tui::theme::{Area, Role, Skin};

/// What a character of the drawing fills, if it fills.
fn area(c: char) -> Option<Area> {
    Some(match c {
        '~' => Area::Water,
        '^' => Area::Wood,
        '"' => Area::Grass,
        ',' => Area::Sand,
        '#' => Area::Building,
        _ => return None,
    })
}

/// What is drawn in a cell of an area: its character here and there, so that the area shows and
/// what stands on it can be read.
fn texture(area: Area, column: usize, row: usize, washed: bool, glyphs: &Glyphs) -> &'static str {
    let (drawn, every) = match area {
        Area::Water => ("~", 7),
        Area::Wood => ("^", 3),
        Area::Grass => ("\"", 11),
        Area::Sand => (glyphs.dot, 5),
        Area::Building if washed => return " ",
        Area::Building if glyphs.unicode => return "▒",
        Area::Building => return "#",
    };
    let every = if washed { every } else { every / 2 + 1 };
    // Rows are shifted against each other, so that no columns are seen.
    if (column + row * 5 + row / 2).is_multiple_of(every) {
        drawn
    } else {
        " "
    }
}

/// Draws the lines of a map.
pub(super) fn draw(
    lines: &[String],
    area_of: Rect,
    skin: &Skin,
    glyphs: &Glyphs,
    buffer: &mut Buffer,
) {
    let muted = skin.role(Role::Muted);
    let mut shown = String::new();
    for (row, (y, line)) in (area_of.y..area_of.bottom()).zip(lines).enumerate() {
        for (column, (x, c)) in (area_of.x..area_of.right()).zip(line.chars()).enumerate() {
            let Some(area) = area(c) else {
                shown.clear();
                shown.push(c);
                super::put(&glyphs.words(&shown), x, y, area_of.right(), muted, buffer);
                continue;
            };
            let wash = skin.wash(area);
            let style = wash.map_or(muted, |(wash, on)| Style::new().fg(on).bg(wash));
            let drawn = texture(area, column, row, wash.is_some(), glyphs);
            super::put(drawn, x, y, area_of.right(), style, buffer);
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::draw;
    use crate::settings::Theme;
    use crate::ui::tui::colour::Depth;
    use crate::ui::tui::glyphs::{ASCII, Glyphs, UNICODE};
    use crate::ui::tui::theme::Skin;

    fn drawn(depth: Depth, glyphs: &Glyphs) -> (String, bool) {
        let skin = Skin::of(Theme::Night, depth, None, true);
        let area = Rect::new(0, 0, 14, 1);
        let mut buffer = Buffer::empty(area);
        draw(
            &["~~~~~~~~─##╮ a".to_owned()],
            area,
            &skin,
            glyphs,
            &mut buffer,
        );
        let text = buffer.content().iter().map(|cell| cell.symbol()).collect();
        (text, buffer[(1, 0)].bg != buffer[(8, 0)].bg)
    }

    #[test]
    fn areas_are_washed_where_there_are_colours_and_textured_where_not() {
        assert_eq!(
            drawn(Depth::True, &UNICODE),
            ("~      ~─  ╮ a".to_owned(), true)
        );
        assert_eq!(
            drawn(Depth::Mono, &UNICODE),
            ("~   ~   ─▒▒╮ a".to_owned(), false)
        );
        assert_eq!(
            drawn(Depth::Sixteen, &ASCII),
            ("~   ~   -##+ a".to_owned(), false)
        );
    }
}
