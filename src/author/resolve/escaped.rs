//! Strings with escapes: `ron` gives them unescaped and without their place. Their words go into a
//! source of their own, and their place is found again by the words. Knows nothing of names.

use std::borrow::Cow;

use hashbrown::HashMap;

use crate::author::lex::{Token, tokens};
use crate::diagnostic::Place;
use crate::story::{FileId, Source, Str};

/// The sources beside the files: words that stand in no file as they are.
pub(in crate::author) struct Extras {
    first: u32,
    extras: Vec<Extra>,
    by_file: HashMap<u32, usize>,
}

/// The unescaped words of one file.
struct Extra {
    file: Option<u32>,
    text: String,
    /// Where each string begins here, and its place in the file.
    spans: Vec<(u32, Place)>,
}

impl Extras {
    /// For a story of so many files.
    pub fn new(files: usize) -> Extras {
        let words = Extra {
            file: None,
            text: String::new(),
            spans: Vec::new(),
        };
        Extras {
            first: files as u32,
            extras: vec![words],
            by_file: HashMap::new(),
        }
    }

    /// Keeps words that stand in no file.
    pub fn word(&mut self, word: &str) -> Str {
        push(&mut self.extras[0].text, self.first, word)
    }

    /// Keeps the unescaped words of a string whose literal stands at `place`.
    pub fn unescaped(&mut self, words: &str, place: Place) -> Str {
        let at = *self.by_file.entry(place.file).or_insert_with(|| {
            let file = Some(place.file);
            self.extras.push(Extra {
                file,
                text: String::new(),
                spans: Vec::new(),
            });
            self.extras.len() - 1
        });
        let extra = &mut self.extras[at];
        extra.spans.push((extra.text.len() as u32, place));
        push(&mut extra.text, self.first + at as u32, words)
    }

    /// The place of a string in a file a person can open.
    pub fn place(&self, at: Str) -> Place {
        let Some(extra) = at
            .file
            .0
            .checked_sub(self.first)
            .map(|n| &self.extras[n as usize])
        else {
            return Place {
                file: at.file.0,
                at: at.at,
                len: at.len,
            };
        };
        let span = extra
            .spans
            .partition_point(|(start, _)| *start <= at.at)
            .checked_sub(1);
        span.map_or(
            Place {
                file: 0,
                at: 0,
                len: 0,
            },
            |span| extra.spans[span].1,
        )
    }

    /// The words of a string that stands in no file as it is.
    pub fn words(&self, at: Str) -> &str {
        &self.extras[(at.file.0 - self.first) as usize].text[at.range()]
    }

    /// The sources, to stand after the files.
    pub fn into_sources(self, files: &[Source]) -> Vec<Source> {
        let path = |extra: &Extra| match extra.file {
            Some(file) => format!("{} (unescaped)", files[file as usize].path),
            None => "(folders)".to_owned(),
        };
        let source = |extra: Extra| Source {
            path: path(&extra),
            text: Cow::Owned(extra.text),
        };
        self.extras.into_iter().map(source).collect()
    }
}

fn push(text: &mut String, file: u32, words: &str) -> Str {
    let at = text.len() as u32;
    text.push_str(words);
    Str {
        file: FileId(file),
        at,
        len: words.len() as u32,
    }
}

/// The string literals with escapes in a piece of RON, by their unescaped words, last first.
#[derive(Default)]
pub(super) struct Literals {
    by_words: HashMap<String, Vec<(usize, usize)>>,
}

impl Literals {
    /// Finds them in well-formed RON. Malformed RON gives fewer.
    pub fn of(ron: &str) -> Literals {
        let mut found = Literals::default();
        for (_, start, end) in tokens(ron).filter(|(token, ..)| *token == Token::Text) {
            let literal = &ron[start..end];
            if literal.starts_with('"')
                && literal.contains('\\')
                && let Ok(words) = ron::from_str::<String>(literal)
            {
                found
                    .by_words
                    .entry(words)
                    .or_default()
                    .push((start, end - start));
            }
        }
        for places in found.by_words.values_mut() {
            places.reverse();
        }
        found
    }

    /// The next literal with these words, the last again and again: where it begins and how long it
    /// is.
    pub fn take(&mut self, words: &str) -> Option<(usize, usize)> {
        let places = self.by_words.get_mut(words)?;
        if places.len() > 1 {
            places.pop()
        } else {
            places.first().copied()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Literals;

    #[test]
    fn an_escaped_literal_is_found_by_its_words_in_the_order_of_the_source() {
        let ron = r##"[/* "\n" /* */ */ "a\n", r#" "x\n" "#, 'r', '"', bar"", "a\n"] // "a\n""##;
        let mut literals = Literals::of(ron);
        let first = literals.take("a\n").unwrap();
        assert_eq!(&ron[first.0..first.0 + first.1], r#""a\n""#);
        let second = literals.take("a\n").unwrap();
        assert!(second.0 > first.0);
        assert_eq!(literals.take("a\n"), Some(second));
        assert_eq!(literals.take("x\n"), None);
    }
}
