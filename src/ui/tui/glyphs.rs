//! Two tables of characters to draw with, and prose made fit for the plainer one.
//! Knows no terminal: which table is used was decided elsewhere.

use crate::game::Prose;

/// Characters to draw with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Glyphs {
    /// Whether prose keeps its own characters.
    pub unicode: bool,
    /// Before what is marked.
    pub mark: &'static str,
    /// Before a choice that can't be taken.
    pub locked: &'static str,
    /// After a choice that is there because of something remembered.
    pub recalled: &'static str,
    /// Before what was said.
    pub said: &'static str,
    /// Between things of a row.
    pub dot: &'static str,
    /// A place on a map.
    pub place: &'static str,
    /// The place one is in.
    pub here: &'static str,
    /// Cut-off words end in this.
    pub more: &'static str,
    /// A rule, one cell wide.
    pub rule: &'static str,
    /// A bar, one cell wide.
    pub bar: &'static str,
}

/// For terminals that show them.
pub const UNICODE: Glyphs = Glyphs {
    unicode: true,
    mark: "›",
    locked: "×",
    recalled: "◆",
    said: "›",
    dot: "·",
    place: "•",
    here: "◉",
    more: "…",
    rule: "─",
    bar: "│",
};

/// For those that don't.
pub const ASCII: Glyphs = Glyphs {
    unicode: false,
    mark: ">",
    locked: "x",
    recalled: "*",
    said: ">",
    dot: "-",
    place: "o",
    here: "@",
    more: "...",
    rule: "-",
    bar: "|",
};

impl Glyphs {
    /// Prose in characters of this table.
    #[must_use]
    pub fn prose(&self, prose: &Prose) -> Prose {
        if self.unicode || prose.text.is_ascii() {
            return prose.clone();
        }
        let mut out = Prose::default();
        let mut ends = prose
            .stress
            .iter()
            .flat_map(|span| [span.start, span.end])
            .peekable();
        let mut moved = Vec::new();
        for (at, c) in prose.text.char_indices() {
            while ends.next_if(|end| *end <= at).is_some() {
                moved.push(out.text.len());
            }
            plain(c, &mut out.text);
        }
        moved.extend(ends.map(|_| out.text.len()));
        out.stress = moved.chunks_exact(2).map(|pair| pair[0]..pair[1]).collect();
        out
    }

    /// Words in characters of this table.
    #[must_use]
    pub fn words(&self, words: &str) -> String {
        let mut out = String::with_capacity(words.len());
        for c in words.chars() {
            if self.unicode {
                out.push(c)
            } else {
                plain(c, &mut out)
            }
        }
        out
    }
}

/// The nearest thing ASCII has.
fn plain(c: char, out: &mut String) {
    let plain = match c {
        c if c.is_ascii() => return out.push(c),
        '‘' | '’' | '′' => "'",
        '“' | '”' | '″' => "\"",
        '–' | '‐' | '‑' | '−' | '─' | '━' => "-",
        '—' => "--",
        '…' => "...",
        '·' | '•' => "-",
        '›' | '→' => ">",
        '‹' | '←' => "<",
        '│' | '┃' | '║' => "|",
        '═' => "=",
        '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' | '╭' | '╮' | '╰' | '╯' => {
            "+"
        }
        '×' => "x",
        '£' => "GBP ",
        '½' => "1/2",
        '\u{a0}' => " ",
        'à'..='å' => "a",
        'æ' => "ae",
        'ç' => "c",
        'è'..='ë' => "e",
        'ì'..='ï' => "i",
        'ñ' => "n",
        'ò'..='ö' | 'ø' => "o",
        'œ' => "oe",
        'ù'..='ü' => "u",
        'ÿ' => "y",
        'À'..='Å' => "A",
        'È'..='Ë' => "E",
        'Ò'..='Ö' => "O",
        'Ù'..='Ü' => "U",
        _ => "?",
    };
    out.push_str(plain);
}

#[cfg(test)]
mod tests {
    use super::{ASCII, UNICODE};
    use crate::game::Prose;

    #[test]
    fn prose_keeps_its_stress_when_it_is_made_plain() {
        let text = "‘No,’ she said – *really*… café.".replace('*', "");
        let from = text.find("really").unwrap();
        let prose = Prose {
            stress: std::iter::once(from..from + 6).collect(),
            text,
        };
        let plain = ASCII.prose(&prose);
        assert_eq!(plain.text, "'No,' she said - really... cafe.");
        assert_eq!(&plain.text[plain.stress[0].clone()], "really");
        assert_eq!(UNICODE.prose(&prose), prose);
    }

    #[test]
    fn stress_to_the_very_end_stays() {
        let prose = Prose {
            text: "“é”".into(),
            stress: std::iter::once(0.."“é”".len()).collect(),
        };
        assert_eq!(ASCII.prose(&prose).stress.first(), Some(&(0..3)));
    }
}
