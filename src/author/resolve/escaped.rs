//! Strings with escapes: `ron` gives them unescaped and without their place. Their words go into a
//! source of their own, and their place is found again by the words. Knows nothing of names.

use std::borrow::Cow;

use hashbrown::HashMap;

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
        let bytes = ron.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let end = match bytes[at] {
                b'"' => {
                    let end = end_of_string(bytes, at);
                    if let Some(literal) = ron.get(at..end)
                        && literal.contains('\\')
                        && let Ok(words) = ron::from_str::<String>(literal)
                    {
                        found
                            .by_words
                            .entry(words)
                            .or_default()
                            .push((at, end - at));
                    }
                    end
                }
                b'r' if !at
                    .checked_sub(1)
                    .is_some_and(|before| is_word(bytes[before])) =>
                {
                    end_of_raw(ron, at).unwrap_or(at + 1)
                }
                b'/' if bytes.get(at + 1) == Some(&b'/') => ron[at..]
                    .find('\n')
                    .map_or(bytes.len(), |newline| at + newline),
                b'/' if bytes.get(at + 1) == Some(&b'*') => end_of_comment(bytes, at),
                b'\'' => end_of_char(bytes, at),
                _ => at + 1,
            };
            at = end;
        }
        for places in found.by_words.values_mut() {
            places.reverse();
        }
        found
    }

    /// The next literal with these words: where it begins and how long it is.
    pub fn take(&mut self, words: &str) -> Option<(usize, usize)> {
        self.by_words.get_mut(words)?.pop()
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn end_of_string(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while end < bytes.len() {
        match bytes[end] {
            b'\\' => end += 2,
            b'"' => return end + 1,
            _ => end += 1,
        }
    }
    bytes.len()
}

/// The end of a raw string, if one begins here.
fn end_of_raw(ron: &str, at: usize) -> Option<usize> {
    let after = &ron[at + 1..];
    let hashes = after.bytes().take_while(|byte| *byte == b'#').count();
    let words = after[hashes..].strip_prefix('"')?;
    let close = format!("\"{}", &after[..hashes]);
    let start = at + 1 + hashes + 1;
    Some(
        words
            .find(&close)
            .map_or(ron.len(), |end| start + end + close.len()),
    )
}

fn end_of_comment(bytes: &[u8], at: usize) -> usize {
    let (mut depth, mut end) = (0, at);
    while end < bytes.len() {
        match (bytes[end], bytes.get(end + 1)) {
            (b'/', Some(b'*')) => (depth, end) = (depth + 1, end + 2),
            (b'*', Some(b'/')) => (depth, end) = (depth - 1, end + 2),
            _ => end += 1,
        }
        if depth == 0 {
            return end;
        }
    }
    bytes.len()
}

fn end_of_char(bytes: &[u8], at: usize) -> usize {
    let escaped = bytes.get(at + 1) == Some(&b'\\');
    let from = at + if escaped { 3 } else { 1 };
    bytes
        .iter()
        .skip(from)
        .position(|byte| *byte == b'\'')
        .map_or(bytes.len(), |end| from + end + 1)
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
        assert_eq!(literals.take("a\n"), None);
        assert_eq!(literals.take("x\n"), None);
    }
}
