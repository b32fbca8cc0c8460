//! Pictures as rows of half blocks, shrunk to what is free, in a theme's colours.
//! Knows tones and skins; where a picture stands is the page's affair.

use super::glyphs::Glyphs;
use super::paginate::{Ink, Line, Span, Touch};
use super::theme::{Role, Skin};
use crate::ui::art::{Picture, Ramp, Tone};

/// How a picture is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Brush<'a> {
    /// The theme.
    pub skin: &'a Skin,
    /// The characters.
    pub glyphs: &'a Glyphs,
    /// Which third of a turn is shown, 0 to 2.
    pub third: u8,
}

/// The picture as rows at most so wide and so many, itself where there is room for it.
#[must_use]
pub fn rows(picture: &Picture, width: u16, most: u16, brush: Brush<'_>) -> Vec<Line> {
    let (wide, high) = (picture.width(), picture.height());
    let (room_wide, room_high) = (usize::from(width), usize::from(most) * 2);
    if wide == 0 || high == 0 || room_wide == 0 || room_high == 0 {
        return Vec::new();
    }
    // The size as a fraction of the picture's own, never above it.
    let (num, den) = [(room_wide, wide), (room_high, high), (1, 1)]
        .into_iter()
        .min_by(|(a, b), (c, d)| (a * d).cmp(&(c * b)))
        .unwrap_or((1, 1));
    let (to_wide, to_high) = ((wide * num / den).max(1), (high * num / den).max(1));
    let pixel = |x: usize, y: usize| {
        if y >= to_high {
            return Tone::Clear;
        }
        mean(
            picture,
            &covered(x, wide, to_wide),
            &covered(y, high, to_high),
        )
    };
    (0..to_high.div_ceil(2))
        .map(|row| {
            let cells = (0..to_wide).map(|x| (pixel(x, row * 2), pixel(x, row * 2 + 1)));
            row_of(cells, brush)
        })
        .collect()
}

/// Which pixels one of so many covers when `from` pixels become `to`, and how much of each.
fn covered(nth: usize, from: usize, to: usize) -> Vec<(usize, usize)> {
    let (begins, ends) = (nth * from, (nth + 1) * from);
    (begins / to..ends.div_ceil(to))
        .map(|pixel| {
            let share = ends.min((pixel + 1) * to) - begins.max(pixel * to);
            (pixel, share)
        })
        .collect()
}

/// The tone of a box of pixels, each as far as it is covered: the kind there is most of, at the
/// mean level.
fn mean(picture: &Picture, xs: &[(usize, usize)], ys: &[(usize, usize)]) -> Tone {
    if let ([(x, _)], [(y, _)]) = (xs, ys) {
        return picture.at(*x, *y);
    }
    let (mut clear, mut turning) = (0, [0_usize; 3]);
    let (mut counts, mut levels) = ([0_usize; 3], 0_usize);
    for (y, high) in ys {
        for (x, wide) in xs {
            let share = wide * high;
            match picture.at(*x, *y) {
                Tone::Clear => clear += share,
                Tone::Turn(part) => turning[usize::from(part.min(2))] += share,
                Tone::Level(ramp, level) => {
                    counts[ramp as usize] += share;
                    levels += usize::from(level) * share;
                }
            }
        }
    }
    let most_turning = (0..3).max_by_key(|part| turning[*part]).unwrap_or(0);
    let painted: usize = counts.iter().sum();
    if turning[most_turning] > 0 && turning[most_turning] * 2 >= painted {
        return Tone::Turn(most_turning as u8);
    }
    if painted == 0 || clear > painted {
        return Tone::Clear;
    }
    let ramp = [Ramp::Shade, Ramp::Warm, Ramp::Cold]
        .into_iter()
        .max_by_key(|ramp| counts[*ramp as usize])
        .unwrap_or(Ramp::Shade);
    Tone::Level(ramp, ((levels + painted / 2) / painted) as u8)
}

fn row_of(cells: impl Iterator<Item = (Tone, Tone)>, brush: Brush<'_>) -> Line {
    let mut line = Line::default();
    for (top, bottom) in cells {
        let (symbol, ink) = cell(top, bottom, brush);
        match line.spans.last_mut() {
            Some(last) if last.ink == ink => last.text.push(symbol),
            Some(_) | None => line.spans.push(Span {
                text: symbol.to_string(),
                ink,
            }),
        }
    }
    line
}

fn cell(top: Tone, bottom: Tone, brush: Brush<'_>) -> (char, Ink) {
    let text = Ink::Role(Role::Text, Touch::Plain);
    if !brush.glyphs.unicode {
        return (by_brightness(top, bottom, brush), text);
    }
    if !brush.skin.paints() {
        return (by_shade(top, bottom, brush.third), text);
    }
    let colour = |tone| brush.skin.tone(tone, brush.third);
    let (top, bottom) = (colour(top), colour(bottom));
    match (top, bottom) {
        (None, None) => (' ', Ink::Paint(None, None)),
        (Some(colour), None) => ('▀', Ink::Paint(Some(colour), None)),
        (None, Some(colour)) => ('▄', Ink::Paint(Some(colour), None)),
        (Some(top), Some(bottom)) if top == bottom => (' ', Ink::Paint(None, Some(top))),
        (Some(top), Some(bottom)) => ('▀', Ink::Paint(Some(top), Some(bottom))),
    }
}

/// How light a tone is, 0 to 9; none where the page shows through.
fn level(tone: Tone, third: u8) -> Option<u8> {
    match tone {
        Tone::Clear => None,
        Tone::Turn(part) => Some(if part == third { 9 } else { 1 }),
        Tone::Level(_, level) => Some(level),
    }
}

/// Without colours: half a cell where light meets dark, else a shade.
fn by_shade(top: Tone, bottom: Tone, third: u8) -> char {
    const SHADES: [char; 10] = [' ', ' ', '░', '░', '▒', '▒', '▓', '▓', '█', '█'];
    let (top, bottom) = (level(top, third), level(bottom, third));
    match (top.unwrap_or(0), bottom.unwrap_or(0)) {
        (top @ 6.., bottom) if top - bottom.min(top) >= 4 => '▀',
        (top, bottom @ 6..) if bottom - top.min(bottom) >= 4 => '▄',
        (top, bottom) => SHADES[usize::from((top + bottom).div_ceil(2).min(9))],
    }
}

fn by_brightness(top: Tone, bottom: Tone, brush: Brush<'_>) -> char {
    const SCALE: &[u8; 10] = b" .:-=+*#%@";
    let light_ground = super::colour::rgb(brush.skin.ground).is_some_and(super::colour::is_light);
    let level = |tone| level(tone, brush.third);
    let mean = match (level(top), level(bottom)) {
        (None, None) => return ' ',
        (Some(one), None) | (None, Some(one)) => one,
        (Some(one), Some(other)) => (one + other).div_ceil(2),
    };
    let mean = usize::from(mean.min(9));
    char::from(SCALE[if light_ground { 9 - mean } else { mean }])
}

#[cfg(test)]
mod tests {
    use super::{Brush, rows};
    use crate::settings::Theme;
    use crate::ui::art::Picture;
    use crate::ui::tui::colour::Depth;
    use crate::ui::tui::glyphs::{ASCII, UNICODE};
    use crate::ui::tui::paginate::Line;
    use crate::ui::tui::theme::Skin;

    fn picture() -> Picture {
        Picture::parse("Half and half.\n\n. = clear\n# = shade 0\no = shade 9\n* = turn 1\n\n#oo.\n##o.\n*..o\n*..o\n").unwrap()
    }

    fn drawn(depth: Depth, ascii: bool, third: u8) -> Vec<String> {
        let skin = Skin::of(Theme::Night, depth, None, true);
        let glyphs = if ascii { ASCII } else { UNICODE };
        let brush = Brush {
            skin: &skin,
            glyphs: &glyphs,
            third,
        };
        rows(&picture(), 60, 16, brush)
            .iter()
            .map(Line::text)
            .collect()
    }

    #[test]
    fn two_pixels_share_a_cell() {
        assert_eq!(drawn(Depth::True, false, 0), [" ▀  ", "    "]);
    }

    #[test]
    fn without_colour_light_is_drawn_and_dark_is_not() {
        assert_eq!(drawn(Depth::Mono, false, 0), [" ▀█ ", "   █"]);
        assert_eq!(drawn(Depth::Mono, false, 1), [" ▀█ ", "█  █"]);
    }

    #[test]
    fn in_plain_characters_brightness_is_density() {
        assert_eq!(drawn(Depth::True, true, 1), [" +@ ", "@  @"]);
    }

    #[test]
    fn a_picture_is_shrunk_to_what_is_free_and_never_grows() {
        let skin = Skin::of(Theme::Night, Depth::True, None, true);
        let brush = Brush {
            skin: &skin,
            glyphs: &UNICODE,
            third: 0,
        };
        let size = |width, most| {
            let rows = rows(&picture(), width, most, brush);
            (rows.first().map_or(0, Line::width), rows.len())
        };
        assert_eq!(size(60, 16), (4, 2));
        assert_eq!(size(2, 16), (2, 1));
        assert_eq!(size(60, 1), (2, 1));
        assert_eq!(size(0, 5), (0, 0));
    }
}
