//! Colours as themes write them, and what they come to on a screen with so many of them.
//! Arithmetic only; which role has which colour is the theme's affair.

use ratatui::style::{Color, Modifier, Style};

/// How many colours the terminal shows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Depth {
    /// 16 million.
    True,
    /// 256.
    Indexed,
    /// 16.
    Sixteen,
    /// None.
    Mono,
}

/// The names of the sixteen, in their order.
const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

/// What xterm shows for the sixteen; other terminals differ.
const SIXTEEN: [[u8; 3]; 16] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];

/// Reads a colour: `#rrggbb`, a number of the 256, a name of the sixteen, `own`.
#[must_use]
pub fn parse(word: &str) -> Option<Color> {
    if word == "own" {
        return Some(Color::Reset);
    }
    if let Some(digits) = word.strip_prefix('#') {
        let value = u32::from_str_radix(digits, 16)
            .ok()
            .filter(|_| digits.len() == 6)?;
        let [_, r, g, b] = value.to_be_bytes();
        return Some(Color::Rgb(r, g, b));
    }
    if let Ok(number) = word.parse::<u8>() {
        return Some(Color::Indexed(number));
    }
    let word = if word == "grey" { "bright-black" } else { word };
    NAMES.iter().position(|name| *name == word).map(sixteen)
}

/// Reads a style: a colour, then `bold`, `dim`, `italic`, `underline`, `reverse`.
#[must_use]
pub fn parse_style(words: &str) -> Option<Style> {
    let mut words = words.split_whitespace();
    let mut style = Style::new().fg(parse(words.next()?)?);
    for word in words {
        style = style.add_modifier(match word {
            "bold" => Modifier::BOLD,
            "dim" => Modifier::DIM,
            "italic" => Modifier::ITALIC,
            "underline" => Modifier::UNDERLINED,
            "reverse" => Modifier::REVERSED,
            _ => return None,
        });
    }
    Some(style)
}

/// One of the sixteen, by its number.
#[must_use]
pub fn sixteen(number: usize) -> Color {
    match number {
        0 => Color::Black,
        1 => Color::Red,
        2 => Color::Green,
        3 => Color::Yellow,
        4 => Color::Blue,
        5 => Color::Magenta,
        6 => Color::Cyan,
        7 => Color::Gray,
        8 => Color::DarkGray,
        9 => Color::LightRed,
        10 => Color::LightGreen,
        11 => Color::LightYellow,
        12 => Color::LightBlue,
        13 => Color::LightMagenta,
        14 => Color::LightCyan,
        _ => Color::White,
    }
}

/// What a colour looks like, red, green and blue; none where that is the terminal's own affair.
#[must_use]
pub fn rgb(colour: Color) -> Option<[u8; 3]> {
    Some(match colour {
        Color::Reset => return None,
        Color::Rgb(r, g, b) => [r, g, b],
        Color::Indexed(number) => indexed_rgb(number),
        named => SIXTEEN[(0..16).find(|n| sixteen(*n) == named)?],
    })
}

fn indexed_rgb(number: u8) -> [u8; 3] {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    match number {
        0..16 => SIXTEEN[usize::from(number)],
        16..232 => {
            let n = usize::from(number - 16);
            [STEPS[n / 36], STEPS[n / 6 % 6], STEPS[n % 6]]
        }
        232.. => [8 + (number - 232) * 10; 3],
    }
}

/// The nearest of the 256, the first sixteen left out (every terminal has its own). The hue counts as
/// much as the lightness: a brown that turns green is further off than one that turns lighter.
#[must_use]
pub fn nearest(wanted: [u8; 3]) -> Color {
    let squared = |one: [u8; 3], other: [u8; 3]| -> i32 {
        let by = |n: usize| i32::from(one[n]) - i32::from(other[n]);
        let lightness: i32 = (0..3).map(|n| by(n).pow(2)).sum();
        let hue: i32 = (0..2).map(|n| (by(n) - by(n + 1)).pow(2)).sum();
        lightness + hue
    };
    let far = |number: &u8| squared(indexed_rgb(*number), wanted);
    Color::Indexed((16..=255).min_by_key(far).unwrap_or(16))
}

/// The grey of the 256 that is about as light.
#[must_use]
pub fn grey(wanted: [u8; 3]) -> Color {
    let sum = |rgb: [u8; 3]| rgb.iter().map(|channel| u32::from(*channel)).sum::<u32>();
    let far = |number: &u8| sum(indexed_rgb(*number)).abs_diff(sum(wanted));
    Color::Indexed((232..=255).min_by_key(far).unwrap_or(232))
}

/// The colour so far (0 to 1) on the way from one to another.
#[must_use]
pub fn mix(from: [u8; 3], to: [u8; 3], far: f32) -> [u8; 3] {
    std::array::from_fn(|n| {
        let (from, to) = (f32::from(from[n]), f32::from(to[n]));
        (from + (to - from) * far).round() as u8
    })
}

/// The contrast of two colours by WCAG 2, from 1 to 21.
#[must_use]
pub fn contrast(one: [u8; 3], other: [u8; 3]) -> f32 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(rgb: [u8; 3]) -> f32 {
    let [r, g, b] = rgb.map(|channel| {
        let channel = f32::from(channel) / 255.0;
        if channel <= 0.040_45 {
            channel / 12.92
        } else {
            ((channel + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// Whether a ground is light.
#[must_use]
pub fn is_light(rgb: [u8; 3]) -> bool {
    luminance(rgb) > 0.18
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Modifier, Style};

    use super::{contrast, grey, mix, nearest, parse, parse_style, rgb};

    #[test]
    fn colours_are_read_as_themes_write_them() {
        assert_eq!(parse("#102030"), Some(Color::Rgb(16, 32, 48)));
        assert_eq!(parse("230"), Some(Color::Indexed(230)));
        assert_eq!(parse("grey"), Some(Color::DarkGray));
        assert_eq!(parse("own"), Some(Color::Reset));
        assert_eq!(
            (parse("#12"), parse("256"), parse("mauve")),
            (None, None, None)
        );
        assert_eq!(
            parse_style("red bold"),
            Some(Style::new().fg(Color::Red).add_modifier(Modifier::BOLD))
        );
        assert_eq!(parse_style("red loud"), None);
    }

    #[test]
    fn the_nearest_of_256_is_itself_where_there_is_one() {
        for number in 16..=255 {
            let Some(is) = rgb(Color::Indexed(number)) else {
                panic!("{number} has no colour")
            };
            assert_eq!(rgb(nearest(is)), Some(is), "{number}");
        }
    }

    #[test]
    fn a_brown_stays_brown_in_256() {
        assert_eq!(rgb(nearest([190, 161, 133])), Some([215, 175, 135]));
        assert_eq!(rgb(grey([190, 161, 133])), Some([158; 3]));
    }

    #[test]
    fn contrast_is_as_wcag_has_it() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.01);
        assert!((contrast([119, 119, 119], [255; 3]) - 4.48).abs() < 0.01);
        assert_eq!(mix([0, 0, 0], [10, 20, 255], 0.5), [5, 10, 128]);
    }
}
