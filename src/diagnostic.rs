//! Findings about a story, as values with a place. Nothing is printed here and no file is known:
//! a place is a number of a source and a span of its bytes, and whoever shows it has the sources.

/// How grave a finding is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// The story can't be played.
    Error,
    /// The story can be played and something in it is most likely not meant.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// A rule's stable code, how grave breaking it is, and what it asks, in a line.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Code {
    /// `H` and four figures; never used for another rule.
    pub id: &'static str,
    /// How grave.
    pub severity: Severity,
    /// What the rule asks, in a line.
    pub about: &'static str,
}

/// A span of bytes in a source.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Place {
    /// The number of the source.
    pub file: u32,
    /// First byte.
    pub at: u32,
    /// Length in bytes.
    pub len: u32,
}

/// One thing found in a story.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The rule.
    pub code: Code,
    /// Where, unless it is about no file.
    pub place: Option<Place>,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places that have to do with it, each with a few words.
    pub also: Vec<(Place, String)>,
    /// A telling that leads there, as the text of a replay file; the prover's.
    pub witness: Option<String>,
}

impl Finding {
    /// A finding with nothing but its message.
    #[must_use]
    pub fn new(code: Code, place: Option<Place>, message: impl Into<String>) -> Finding {
        Finding {
            code,
            place,
            message: message.into(),
            help: None,
            also: Vec::new(),
            witness: None,
        }
    }

    /// The same with a way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = Some(help.into());
        self
    }

    /// The same with another place.
    #[must_use]
    pub fn also(mut self, place: Place, label: impl Into<String>) -> Finding {
        self.also.push((place, label.into()));
        self
    }

    /// How grave.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity
    }
}

/// Line and column of a byte of a text, both from 1, the column in characters.
#[must_use]
pub fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let last = before.rsplit('\n').next().unwrap_or(before);
    (line, last.chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::line_and_column;

    #[test]
    fn lines_and_columns_count_from_one_and_in_characters() {
        assert_eq!(line_and_column("", 0), (1, 1));
        assert_eq!(line_and_column("a\nbé“x", 8), (2, 4));
        assert_eq!(line_and_column("a\n", 2), (2, 1));
    }
}
