//! Characters that are refused in a story's files, with their places. Which they are, `clean` says.

use super::codes;
use crate::clean::{self, Refused};
use crate::diagnostic::{Finding, Place};

/// The most findings about one file: whoever has so many will look for the rest alone.
const MOST: usize = 100;

/// One finding for each line of a file that has a refused character. Tabs may indent RON.
pub(super) fn in_file(file: u32, text: &str, findings: &mut Vec<Finding>) {
    let (mut from, mut found) = (0, 0);
    while found < MOST
        && let Some((at, c, why)) = clean::first_refused(&text[from..])
    {
        let at = from + at;
        from = at + c.len_utf8();
        if c == '\t' {
            continue;
        }
        let len = c.len_utf8() as u32;
        found += 1;
        findings.push(finding(
            Place {
                file,
                at: at as u32,
                len,
            },
            c,
            why,
        ));
        from += text[from..].find('\n').unwrap_or(text.len() - from);
    }
}

/// A finding for unescaped words with a refused character, their literal standing at `place`.
pub(super) fn in_words(words: &str, place: Place) -> Option<Finding> {
    let (_, c, why) = clean::first_refused(words).filter(|(_, c, _)| *c != '\t')?;
    Some(finding(place, c, why))
}

fn finding(place: Place, c: char, why: Refused) -> Finding {
    let message = format!("U+{:04X} stands here, {}", u32::from(c), why.words());
    Finding::new(codes::REFUSED_CHARACTER, Some(place), message).help("take it out")
}
