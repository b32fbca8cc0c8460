//! Text from outside made safe for a terminal: which characters are refused in story files, and
//! what stands in their place elsewhere. Knows no file and no terminal.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// How many marks (characters without a width of their own) may follow one another.
pub const MARKS: usize = 4;

/// Why a character is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refused {
    /// A control character.
    Control,
    /// It turns the direction of what follows, or can't be seen.
    Invisible,
    /// It has no agreed meaning.
    Private,
    /// One mark more than can be shown over one character.
    Marks,
}

impl Refused {
    /// What it is, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Refused::Control => "a control character",
            Refused::Invisible => "a character that can’t be seen and changes what can",
            Refused::Private => "a character without an agreed meaning",
            Refused::Marks => "too many marks on one character",
        }
    }
}

/// The first character that is refused: its byte, itself, and why. Line breaks pass.
#[must_use]
pub fn first_refused(text: &str) -> Option<(usize, char, Refused)> {
    let mut at = 0;
    while let Some(suspect) = next_suspect(text.as_bytes(), at) {
        at = suspect;
        let rest = text.get(at..).unwrap_or_default();
        // Dashes, quotation marks and ellipses, which prose is full of.
        if matches!(rest.as_bytes(), [0xe2, 0x80, 0x90..=0xa6, ..]) {
            at += 3;
            continue;
        }
        // A mark counts from the character it stands on, so the run is read whole.
        let run = rest
            .char_indices()
            .take_while(|(_, c)| !c.is_ascii() || c.is_control());
        let (mut marks, mut end) = (0, at);
        for (offset, c) in run {
            marks = if is_mark(c) { marks + 1 } else { 0 };
            let why = if marks > MARKS {
                Some(Refused::Marks)
            } else {
                why_refused(c)
            };
            if let Some(why) = why {
                return Some((at + offset, c, why));
            }
            end = at + offset + c.len_utf8();
        }
        at = end.max(at + 1);
    }
    None
}

/// The first byte from `at` that needs a closer look.
fn next_suspect(bytes: &[u8], mut at: usize) -> Option<usize> {
    // Most stretches are plain ASCII, and the compiler looks at many of their bytes at a time.
    const STRETCH: usize = 32;
    let odd = |byte: &u8| (*byte < 0x20) & (*byte != b'\n') | (*byte >= 0x7f);
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let stretch = rest.get(..STRETCH).unwrap_or(rest);
        if stretch.iter().fold(false, |found, byte| found | odd(byte)) {
            let suspect = |byte: &u8| SUSPECT.get(usize::from(*byte)) == Some(&true);
            if let Some(found) = stretch.iter().position(suspect) {
                return Some(at + found);
            }
        }
        at += stretch.len();
    }
    None
}

/// The text with U+FFFD for every character that is refused.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    let Some((first, ..)) = first_refused(text) else {
        return Cow::Borrowed(text);
    };
    let (before, rest) = text.split_at_checked(first).unwrap_or((text, ""));
    let mut out = String::with_capacity(text.len() + 8);
    out.push_str(before);
    let mut marks = before.chars().rev().take_while(|c| is_mark(*c)).count();
    for c in rest.chars() {
        marks = if is_mark(c) { marks + 1 } else { 0 };
        let refused = marks > MARKS || why_refused(c).is_some();
        out.push(if refused {
            char::REPLACEMENT_CHARACTER
        } else {
            c
        });
    }
    Cow::Owned(out)
}

/// The same in a line of its own: a line break is no better than the others there.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    match shown(text) {
        shown if shown.contains('\n') => {
            Cow::Owned(shown.replace('\n', char::REPLACEMENT_CHARACTER.encode_utf8(&mut [0; 4])))
        }
        shown => shown,
    }
}

fn is_mark(c: char) -> bool {
    !c.is_ascii() && c.width() == Some(0)
}

/// First bytes of characters that need a closer look: controls, and everything beyond ASCII but
/// the common ranges that hold nothing but letters.
#[expect(
    clippy::indexing_slicing,
    reason = "done while compiling, which it would stop"
)]
const SUSPECT: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'\n' => false,
            0..0x20 | 0x7f => true,
            // Latin letters with accents: U+00C0 to U+017F.
            0xc3..=0xc5 => false,
            0x80..=0xbf => false,
            0xc2 | 0xc6..=0xff => true,
            _ => false,
        };
        byte += 1;
    }
    table
};

fn why_refused(c: char) -> Option<Refused> {
    match c {
        '\n' => None,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Some(Refused::Control),
        // Soft hyphen, joiners' kin, fillers, bidi controls, separators, variation and tag characters.
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'
        | '\u{200e}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{2800}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => Some(Refused::Invisible),
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => Some(Refused::Private),
        c if u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}') => {
            Some(Refused::Private)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Refused, first_refused, line, shown};

    #[test]
    fn prose_passes_as_it_is() {
        let prose = "“No,” she said – l’été… Ðürer, 日本語, e\u{301}.\nAgain.";
        assert_eq!(first_refused(prose), None);
        assert!(matches!(shown(prose), std::borrow::Cow::Borrowed(_)));
    }

    #[test]
    fn what_a_terminal_would_obey_is_refused_with_its_place() {
        assert_eq!(
            first_refused("ab\u{1b}[2J"),
            Some((2, '\u{1b}', Refused::Control))
        );
        assert_eq!(first_refused("a\tb"), Some((1, '\t', Refused::Control)));
        assert_eq!(
            first_refused("é\u{85}"),
            Some((2, '\u{85}', Refused::Control))
        );
        assert_eq!(
            first_refused("”\u{202e}abc"),
            Some((3, '\u{202e}', Refused::Invisible))
        );
        assert_eq!(
            first_refused("x\u{e0041}"),
            Some((1, '\u{e0041}', Refused::Invisible))
        );
        assert_eq!(
            first_refused("x\u{e000}"),
            Some((1, '\u{e000}', Refused::Private))
        );
    }

    #[test]
    fn marks_pass_in_moderation() {
        assert_eq!(first_refused(&format!("a{}b", "\u{300}".repeat(4))), None);
        let five = format!("ab{}", "\u{300}".repeat(5));
        assert_eq!(first_refused(&five), Some((10, '\u{300}', Refused::Marks)));
    }

    #[test]
    fn elsewhere_a_replacement_character_stands_for_it() {
        assert_eq!(shown("a\u{1b}[31mb\u{202e}"), "a\u{fffd}[31mb\u{fffd}");
        assert_eq!(
            shown(&format!("a{}", "\u{300}".repeat(6))),
            "a\u{300}\u{300}\u{300}\u{300}\u{fffd}\u{fffd}"
        );
    }

    #[test]
    fn in_a_line_of_its_own_nothing_breaks_the_line() {
        assert_eq!(line("a\nb\u{1b}"), "a\u{fffd}b\u{fffd}");
        assert!(matches!(line("a b"), std::borrow::Cow::Borrowed(_)));
    }

    #[test]
    fn of_every_character_shown_lets_none_through_that_first_refused_names() {
        let mut refused = 0;
        for c in '\u{0}'..=char::MAX {
            let text = format!("a{c}b");
            let out = shown(&text);
            assert_eq!(first_refused(&out), None, "{c:?}");
            refused += usize::from(out != text);
        }
        assert!(refused > 130_000, "{refused}");
    }
}
