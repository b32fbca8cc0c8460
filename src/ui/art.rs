//! Pictures as values: read from text files an author can edit (`assets/art/README.md`).
//! Knows no theme and no terminal; how a tone looks is the screen's affair.

use std::fmt;

/// The widest a picture may be, in pixels.
pub const WIDEST: usize = 60;
/// The highest a picture may be, in pixels; two share a row of the screen.
pub const HIGHEST: usize = 32;

/// Which way a tone goes from dark to light.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Ramp {
    /// Straight.
    Shade,
    /// By way of the theme's lamplight.
    Warm,
    /// By way of the theme's weather.
    Cold,
}

/// What one pixel is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Tone {
    /// The page shows through.
    Clear,
    /// A level of a ramp, 0 dark to 9 light.
    Level(Ramp, u8),
    /// Light while this third of a turn (0 to 2) is shown, else dark.
    Turn(u8),
}

/// A picture with the sentence that describes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    /// What is seen on it, in a sentence.
    pub says: String,
    width: usize,
    pixels: Vec<Tone>,
}

/// What is wrong with a picture's file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flaw {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong there, and what would be right.
    pub what: String,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "line {}, column {}: {}",
            self.line, self.column, self.what
        )
    }
}

impl Picture {
    /// Reads a picture's file.
    ///
    /// # Errors
    /// The first thing wrong with it, with its place.
    pub fn parse(text: &str) -> Result<Picture, Flaw> {
        let mut lines = (1..).zip(text.lines()).peekable();
        let says = match lines.next() {
            Some((_, line)) if !line.trim().is_empty() => line.trim().to_owned(),
            Some(_) | None => {
                let what = "the first line must be a sentence that describes the picture";
                return Err(flaw(1, 1, what));
            }
        };
        skip_empty(&mut lines);
        let mut legend: Vec<(u8, Tone)> = Vec::new();
        while let Some((at, line)) = lines.next_if(|(_, line)| !line.trim().is_empty()) {
            let (letter, tone) = legend_line(at, line)?;
            if legend.iter().any(|(other, _)| *other == letter) {
                let what = format!("`{}` stands in the legend twice", char::from(letter));
                return Err(flaw(at, 1, what));
            }
            legend.push((letter, tone));
        }
        skip_empty(&mut lines);
        let mut picture = Picture {
            says,
            width: 0,
            pixels: Vec::new(),
        };
        let mut ended = None;
        for (at, line) in lines {
            let row = line.trim_end();
            match (row.is_empty(), ended) {
                (true, None) => ended = Some(at),
                (true, Some(_)) => {}
                (false, Some(gap)) => {
                    return Err(flaw(gap, 1, "an empty line stands among the pixels"));
                }
                (false, None) => picture.row(at, row, &legend)?,
            }
        }
        if picture.pixels.is_empty() {
            let what = "there are no pixels: after the legend comes an empty line, then rows";
            return Err(flaw(text.lines().count().max(1), 1, what));
        }
        Ok(picture)
    }

    fn row(&mut self, at: usize, row: &str, legend: &[(u8, Tone)]) -> Result<(), Flaw> {
        for (column, letter) in row.bytes().enumerate() {
            let Some((_, tone)) = legend.iter().find(|(known, _)| *known == letter) else {
                let rest = row.get(column..).unwrap_or_default();
                let shown = rest.chars().next().unwrap_or(' ');
                let what = format!("`{}` isn’t in the legend", shown.escape_default());
                return Err(flaw(at, column + 1, what));
            };
            self.pixels.push(*tone);
        }
        if self.width == 0 {
            self.width = row.len();
        }
        if row.len() > WIDEST {
            let what = format!("the row is {} pixels wide; at most {WIDEST} fit", row.len());
            return Err(flaw(at, WIDEST + 1, what));
        }
        if row.len() != self.width {
            let what = format!(
                "the row has {} pixels, the first has {}",
                row.len(),
                self.width
            );
            return Err(flaw(at, row.len().min(self.width) + 1, what));
        }
        if self.height() > HIGHEST {
            return Err(flaw(at, 1, format!("there are more than {HIGHEST} rows")));
        }
        Ok(())
    }

    /// How many pixels it is wide.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// How many pixels it is high.
    #[must_use]
    pub fn height(&self) -> usize {
        self.pixels.len() / self.width.max(1)
    }

    /// A pixel; the page shows through beyond the edges.
    #[must_use]
    pub fn at(&self, x: usize, y: usize) -> Tone {
        if x >= self.width {
            return Tone::Clear;
        }
        self.pixels
            .get(y * self.width + x)
            .copied()
            .unwrap_or(Tone::Clear)
    }

    /// Whether something on it turns.
    #[must_use]
    pub fn turns(&self) -> bool {
        self.pixels.iter().any(|tone| matches!(tone, Tone::Turn(_)))
    }
}

fn skip_empty<'a>(lines: &mut std::iter::Peekable<impl Iterator<Item = (usize, &'a str)>>) {
    while lines.next_if(|(_, line)| line.trim().is_empty()).is_some() {}
}

fn legend_line(at: usize, line: &str) -> Result<(u8, Tone), Flaw> {
    let Some(([letter], tone)) = line
        .split_once(" = ")
        .map(|(letter, tone)| (letter.as_bytes(), tone.trim()))
    else {
        return Err(flaw(at, 1, "a line of the legend reads `character = tone`"));
    };
    if !letter.is_ascii_graphic() {
        return Err(flaw(
            at,
            1,
            "the character must be one that can be seen, and ASCII",
        ));
    }
    tone_of(tone).map(|tone| (*letter, tone)).ok_or_else(|| {
        let what = format!(
            "`{}` is no tone: there are `clear`, `shade 0` to `shade 9`, `warm 0` to `warm 9`, \
             `cold 0` to `cold 9`, and `turn 0` to `turn 2`",
            tone.escape_default()
        );
        flaw(at, 5, what)
    })
}

fn tone_of(words: &str) -> Option<Tone> {
    if words == "clear" {
        return Some(Tone::Clear);
    }
    let (kind, level) = words.split_once(' ')?;
    let level: u8 = level.trim().parse().ok()?;
    let ramp = match kind {
        "shade" => Ramp::Shade,
        "warm" => Ramp::Warm,
        "cold" => Ramp::Cold,
        "turn" => return (level < 3).then_some(Tone::Turn(level)),
        _ => return None,
    };
    (level < 10).then_some(Tone::Level(ramp, level))
}

fn flaw(line: usize, column: usize, what: impl Into<String>) -> Flaw {
    Flaw {
        line,
        column,
        what: what.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Picture, Ramp, Tone};

    const SMALL: &str =
        "A lit window.\n\n. = clear\n# = shade 0\no = warm 8\n* = turn 1\n\n.##.\n#o*#\n";

    #[test]
    fn a_picture_is_its_sentence_and_its_pixels() {
        let picture = Picture::parse(SMALL).unwrap();
        assert_eq!(picture.says, "A lit window.");
        assert_eq!((picture.width(), picture.height()), (4, 2));
        assert_eq!(picture.at(0, 0), Tone::Clear);
        assert_eq!(picture.at(1, 0), Tone::Level(Ramp::Shade, 0));
        assert_eq!(picture.at(1, 1), Tone::Level(Ramp::Warm, 8));
        assert_eq!(picture.at(2, 1), Tone::Turn(1));
        assert_eq!(picture.at(4, 0), Tone::Clear);
        assert_eq!(picture.at(0, 2), Tone::Clear);
        assert!(picture.turns());
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (text, expected) in [
            (
                "",
                "line 1, column 1: the first line must be a sentence that describes the picture",
            ),
            (
                "A.\n",
                "line 1, column 1: there are no pixels: after the legend comes an empty line, then rows",
            ),
            (
                "A.\n\n# shade 0\n",
                "line 3, column 1: a line of the legend reads `character = tone`",
            ),
            (
                "A.\n\n# = shade 0\n# = shade 1\n",
                "line 4, column 1: `#` stands in the legend twice",
            ),
            (
                "A.\n\n# = shade 0\n\n##\n#?\n",
                "line 6, column 2: `?` isn’t in the legend",
            ),
            (
                "A.\n\n# = shade 0\n\n##\n###\n",
                "line 6, column 3: the row has 3 pixels, the first has 2",
            ),
            (
                "A.\n\n# = shade 0\n\n##\n\n##\n",
                "line 6, column 1: an empty line stands among the pixels",
            ),
        ] {
            assert_eq!(Picture::parse(text).unwrap_err().to_string(), expected);
        }
        let tone = Picture::parse("A.\n\n# = shade 10\n").unwrap_err();
        assert_eq!((tone.line, tone.column), (3, 5));
        assert!(
            tone.what.starts_with("`shade 10` is no tone"),
            "{}",
            tone.what
        );
    }

    #[test]
    fn no_picture_is_larger_than_the_page() {
        let wide = format!("A.\n\n# = shade 0\n\n{}\n", "#".repeat(61));
        let high = format!("A.\n\n# = shade 0\n\n{}", "#\n".repeat(33));
        assert_eq!(
            Picture::parse(&wide).unwrap_err().to_string(),
            "line 5, column 61: the row is 61 pixels wide; at most 60 fit"
        );
        assert_eq!(
            Picture::parse(&high).unwrap_err().to_string(),
            "line 37, column 1: there are more than 32 rows"
        );
    }
}
