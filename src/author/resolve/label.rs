//! Lines of plain words: labels, reasons, titles.

use super::Resolver;
use crate::author::codes;
use crate::author::shape::Lit;
use crate::story::Str;

/// The most words of a choice's label.
const LABEL_WORDS: usize = 12;

impl Resolver<'_> {
    /// A line of plain words.
    pub(super) fn label(&mut self, lit: &Lit<'_>) -> Str {
        let at = self.str(lit);
        let (mut braces, mut stresses, mut breaks, mut blank) = (false, 0, false, true);
        for byte in lit.get().bytes() {
            match byte {
                b'{' | b'}' => braces = true,
                b'*' => stresses += 1,
                b'\n' | b'\t' => breaks = true,
                b' ' => {}
                _ => blank = false,
            }
        }
        if braces {
            let message = "a brace stands in a line that has no directives";
            self.finding(codes::NO_DIRECTIVES_HERE, at, message)
                .help("what varies belongs in `text`, `echo` and `look`");
        }
        if stresses % 2 == 1 {
            self.finding(codes::STRESS, at, "a `*` stands alone in this line")
                .help("stress stands between two `*`");
        }
        if breaks || blank && !braces && stresses == 0 {
            self.finding(codes::EMPTY, at, "this line is empty, or more than one")
                .help("write one line");
        }
        at
    }

    /// A note where a label is longer than it need be.
    pub(super) fn short(&mut self, words: &str, at: Str) {
        // Blanks are quicker to count than words, and seldom more.
        let blanks = words.bytes().filter(u8::is_ascii_whitespace).count();
        if blanks >= LABEL_WORDS && words.split_whitespace().count() > LABEL_WORDS {
            let message = format!("this label has more than {LABEL_WORDS} words");
            self.finding(codes::LONG_LABEL, at, message)
                .help("what is said at length belongs in `echo`");
        }
    }
}
