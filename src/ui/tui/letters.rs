//! A title in large letters, five pixels high, two rows of pixels to a row of cells.
//! Only what titles need: capitals, figures, a few signs; whatever else there is stays small.

use super::glyphs::Glyphs;
use super::paginate::Line;
use super::theme::Role;

/// Each letter's five rows, top first; `#` is drawn.
fn letter(c: char) -> Option<[&'static str; 5]> {
    Some(match c {
        'A' => [" ## ", "#  #", "####", "#  #", "#  #"],
        'B' => ["### ", "#  #", "### ", "#  #", "### "],
        'C' => [" ###", "#   ", "#   ", "#   ", " ###"],
        'D' => ["### ", "#  #", "#  #", "#  #", "### "],
        'E' => ["####", "#   ", "### ", "#   ", "####"],
        'F' => ["####", "#   ", "### ", "#   ", "#   "],
        'G' => [" ###", "#   ", "# ##", "#  #", " ###"],
        'H' => ["#  #", "#  #", "####", "#  #", "#  #"],
        'I' => ["#", "#", "#", "#", "#"],
        'J' => ["  ##", "   #", "   #", "#  #", " ## "],
        'K' => ["#  #", "# # ", "##  ", "# # ", "#  #"],
        'L' => ["#   ", "#   ", "#   ", "#   ", "####"],
        'M' => ["#   #", "## ##", "# # #", "#   #", "#   #"],
        'N' => ["#  #", "## #", "# ##", "#  #", "#  #"],
        'O' => [" ## ", "#  #", "#  #", "#  #", " ## "],
        'P' => ["### ", "#  #", "### ", "#   ", "#   "],
        'Q' => [" ## ", "#  #", "#  #", "# # ", " # #"],
        'R' => ["### ", "#  #", "### ", "# # ", "#  #"],
        'S' => [" ###", "#   ", " ## ", "   #", "### "],
        'T' => ["#####", "  #  ", "  #  ", "  #  ", "  #  "],
        'U' => ["#  #", "#  #", "#  #", "#  #", " ## "],
        'V' => ["#   #", "#   #", " # # ", " # # ", "  #  "],
        'W' => ["#   #", "#   #", "# # #", "## ##", "#   #"],
        'X' => ["#   #", " # # ", "  #  ", " # # ", "#   #"],
        'Y' => ["#   #", " # # ", "  #  ", "  #  ", "  #  "],
        'Z' => ["####", "  # ", " #  ", "#   ", "####"],
        '0' => [" ## ", "#  #", "#  #", "#  #", " ## "],
        '1' => [" #", "##", " #", " #", " #"],
        '2' => ["### ", "   #", " ## ", "#   ", "####"],
        '3' => ["### ", "   #", " ## ", "   #", "### "],
        '4' => ["#  #", "#  #", "####", "   #", "   #"],
        '5' => ["####", "#   ", "### ", "   #", "### "],
        '6' => [" ## ", "#   ", "### ", "#  #", " ## "],
        '7' => ["####", "   #", "  # ", " #  ", " #  "],
        '8' => [" ## ", "#  #", " ## ", "#  #", " ## "],
        '9' => [" ## ", "#  #", " ###", "   #", " ## "],
        '\'' | '’' => ["#", "#", " ", " ", " "],
        ',' => [" ", " ", " ", "#", "#"],
        '.' => [" ", " ", " ", " ", "#"],
        '!' => ["#", "#", "#", " ", "#"],
        '?' => ["### ", "   #", " ## ", "    ", " #  "],
        '-' | '–' => ["   ", "   ", "###", "   ", "   "],
        ':' => [" ", "#", " ", "#", " "],
        ' ' => ["  ", "  ", "  ", "  ", "  "],
        _ => return None,
    })
}

/// The title in large letters, in as few rows of words as go into the width; none where it doesn't
/// fit, or has characters there are no large letters for.
#[must_use]
pub fn large(title: &str, width: u16, height: u16, glyphs: &Glyphs) -> Option<Vec<Line>> {
    let upper = title.to_uppercase();
    if !glyphs.unicode || !upper.chars().all(|c| letter(c).is_some()) {
        return None;
    }
    let words: Vec<&str> = upper.split_whitespace().collect();
    let fits = filled(&words, usize::from(width))?;
    // As many rows, but as even as can be.
    let even = (1..usize::from(width))
        .find_map(|narrow| filled(&words, narrow).filter(|rows| rows.len() == fits.len()));
    let rows = even.unwrap_or(fits);
    let lines: Vec<Line> = rows.iter().flat_map(|row| drawn(row)).collect();
    (!lines.is_empty() && lines.len() <= usize::from(height)).then_some(lines)
}

/// The words in rows at most so wide, each as full as can be; none where a word is wider.
fn filled(words: &[&str], width: usize) -> Option<Vec<String>> {
    let mut rows: Vec<String> = Vec::new();
    for word in words {
        let longer = rows.last().map(|last| format!("{last} {word}"));
        match (rows.last_mut(), longer) {
            (Some(last), Some(longer)) if wide(&longer) <= width => *last = longer,
            _ if wide(word) > width => return None,
            _ => rows.push((*word).to_owned()),
        }
    }
    Some(rows)
}

fn wide(words: &str) -> usize {
    let letters = words.chars().filter_map(letter);
    letters
        .map(|rows| rows[0].len() + 1)
        .sum::<usize>()
        .saturating_sub(1)
}

/// Five rows of pixels are three rows of cells; the sixth stays free.
fn drawn(words: &str) -> impl Iterator<Item = Line> + use<> {
    let pixels: Vec<String> = (0..5)
        .map(|row| {
            let rows: Vec<&str> = words
                .chars()
                .filter_map(letter)
                .map(|rows| rows[row])
                .collect();
            rows.join(" ")
        })
        .collect();
    (0..3).map(move |row| {
        let top = pixels[row * 2].as_bytes();
        let bottom = pixels
            .get(row * 2 + 1)
            .map_or(&[][..], |row| row.as_bytes());
        let cells: String = top
            .iter()
            .enumerate()
            .map(
                |(x, top)| match (*top == b'#', bottom.get(x) == Some(&b'#')) {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    (false, false) => ' ',
                },
            )
            .collect();
        Line::of(Role::Accent, cells)
    })
}

#[cfg(test)]
mod tests {
    use super::{large, letter};
    use crate::ui::tui::glyphs::{ASCII, UNICODE};
    use crate::ui::tui::paginate::Line;

    #[test]
    fn every_letter_is_as_wide_in_each_row() {
        for c in ('A'..='Z').chain('0'..='9').chain("',.!?-: ".chars()) {
            let rows = letter(c).unwrap();
            assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{c}");
        }
    }

    #[test]
    fn a_title_is_large_where_there_is_room() {
        let drawn: Vec<String> = large("Let it", 30, 6, &UNICODE)
            .unwrap()
            .iter()
            .map(Line::text)
            .collect();
        assert_eq!(
            drawn,
            [
                "█    █▀▀▀ ▀▀█▀▀    █ ▀▀█▀▀",
                "█    █▀▀    █      █   █  ",
                "▀▀▀▀ ▀▀▀▀   ▀      ▀   ▀  ",
            ]
        );
        assert_eq!(large("Let it", 20, 6, &UNICODE).unwrap().len(), 6);
        assert_eq!(large("Let it", 20, 5, &UNICODE), None);
        assert_eq!(large("Let it", 30, 6, &ASCII), None);
        assert_eq!(large("字", 30, 6, &UNICODE), None);
    }

    #[test]
    fn a_title_in_two_rows_is_as_narrow_as_can_be() {
        let drawn = large("Never let me go", 66, 6, &UNICODE).unwrap();
        let widths: Vec<u16> = drawn.iter().map(Line::width).collect();
        assert_eq!(widths, [25, 25, 25, 42, 42, 42]);
    }
}
