//! What `ron` says against a file, in words for an author, and the span it is about.
//! Knows `ron`'s errors and nothing of stories.

use std::ops::Range;

use ron::error::Error;

use super::lex::{open_at, with_name};
use super::nearest::nearest;
use super::slips::{after_a_string, in_plain_words, raw_in_raw, unclosed, value_for_a_field};

/// An error in words: what is wrong, what to do about it, and the bytes it is about.
pub(super) struct Said {
    pub message: String,
    pub help: String,
    pub span: Range<usize>,
}

/// What is wrong with a file, or with a file from some piece of it on; `cursor` is where the reader
/// stood, `syntax` whether the file is malformed.
pub(super) fn in_file(error: &Error, text: &str, cursor: usize, syntax: bool) -> Said {
    let what = if syntax { "the file" } else { "this" };
    let rest = text.get(cursor..).unwrap_or("");
    let at_end = matches!(error, Error::Eof | Error::ExpectedStringEnd) || rest.trim().is_empty();
    let unclosed = if syntax && at_end {
        unclosed(text)
    } else {
        None
    };
    let raw_in_raw = if syntax {
        raw_in_raw(text, cursor)
    } else {
        None
    };
    raw_in_raw
        .or(unclosed)
        .unwrap_or_else(|| said(error, text, cursor, what))
}

/// What is wrong with a directive; the reader stood where the text ends.
pub(super) fn in_directive(error: &Error, text: &str) -> Said {
    said(error, text, text.len(), "this directive")
}

fn said(error: &Error, text: &str, cursor: usize, what: &str) -> Said {
    let cursor = cursor.min(text.len());
    let (message, help) = in_words(error, what);
    let here = here(text, cursor);
    match error {
        Error::NoSuchStructField { found: word, .. }
        | Error::NoSuchEnumVariant { found: word, .. }
        | Error::ExpectedDifferentStructName { found: word, .. } => {
            let span = word_before(text, cursor, word).unwrap_or(here);
            Said {
                message,
                help,
                span,
            }
        }
        Error::DuplicateStructField { field, .. } => {
            let span = word_before(text, cursor, field).unwrap_or(here);
            Said {
                message,
                help,
                span,
            }
        }
        // The reader stands at the end of what lacks the field; its beginning says more.
        Error::MissingStructField { .. } => {
            let span = open_at(text, cursor)
                .pop()
                .map_or(here, |open| with_name(text, open));
            Said {
                message,
                help,
                span,
            }
        }
        Error::ExpectedComma => after_a_string(text, cursor)
            .or_else(|| in_plain_words(text, cursor))
            .unwrap_or(Said {
                message,
                help,
                span: here,
            }),
        Error::ExpectedMapColon => value_for_a_field(text, cursor).unwrap_or(Said {
            message,
            help,
            span: here,
        }),
        _ => Said {
            message,
            help,
            span: here,
        },
    }
}

fn in_words(error: &Error, what: &str) -> (String, String) {
    let of = |outer: &Option<String>| {
        outer
            .as_ref()
            .map_or_else(|| what.to_owned(), |outer| format!("`{outer}`"))
    };
    let (message, help): (String, String) = match error {
        Error::NoSuchStructField {
            expected,
            found,
            outer,
        } => (
            format!("{} has no field `{found}`", of(outer)),
            instead(found, expected, "it has"),
        ),
        Error::NoSuchEnumVariant {
            expected, found, ..
        } => (
            format!("there is no `{found}` here"),
            instead(found, expected, "there are"),
        ),
        Error::MissingStructField { field, outer } => (
            format!("{} has no `{field}`", of(outer)),
            format!("add `{field}: …`"),
        ),
        Error::DuplicateStructField { field, outer } => (
            format!("{} has `{field}` twice", of(outer)),
            "keep one of them".into(),
        ),
        Error::ExpectedDifferentStructName { expected, found } => (
            format!("`{found}` stands where `{expected}` belongs"),
            format!("write `{expected}(…)`, or move it to where it belongs"),
        ),
        Error::ExceededRecursionLimit => (
            format!("{what} is nested too deep"),
            "say it in fewer levels".into(),
        ),
        Error::ExpectedComma => (
            "a comma is missing before this".into(),
            "fields, and things in a list, are parted by commas; a field’s name and value by a colon".into(),
        ),
        Error::ExpectedArray => (
            "a list belongs here".into(),
            "a list begins with `[` and ends with `]`".into(),
        ),
        Error::ExpectedString => (
            "a string belongs here".into(),
            "write \"…\", or r#\"…\"#".into(),
        ),
        Error::ExpectedMapColon => (
            "a colon is missing here".into(),
            "a field is written as `name: value`".into(),
        ),
        Error::ExpectedIdentifier => (
            "a name belongs here".into(),
            "a field is written as `name: value`".into(),
        ),
        Error::ExpectedInteger => (
            "a whole number belongs here".into(),
            "write it in figures".into(),
        ),
        Error::IntegerOutOfBounds => (
            "this number is too large or too small".into(),
            "write a smaller one, and none below 0 where things are counted".into(),
        ),
        Error::ExpectedBoolean => (
            "`true` or `false` belongs here".into(),
            "write one of them".into(),
        ),
        Error::InvalidEscape(_) => (
            "there is no such escape".into(),
            "write the text as r#\"…\"#, where a \\ is a \\".into(),
        ),
        Error::ExpectedNamedStructLike(name) if !name.is_empty() => (
            format!("`{name}` belongs here"),
            format!("write `{name}(…)`"),
        ),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => (
            "a `(` belongs here".into(),
            "what a name takes stands in round brackets".into(),
        ),
        Error::TrailingCharacters => (
            "something stands after the end".into(),
            "a file holds one thing, or one list".into(),
        ),
        Error::UnclosedBlockComment => ("a comment isn’t closed".into(), "end it with `*/`".into()),
        Error::InvalidValueForType { expected, found } => (
            format!("{expected} belongs here, not {found}"),
            format!("write {expected}"),
        ),
        Error::ExpectedDifferentLength { expected, found } => {
            let name = expected.split("::").nth(1).and_then(|rest| rest.split(' ').next());
            let takes = expected.split(' ').rev().nth(1).unwrap_or("another number of");
            let message = format!("`{}` takes {takes} things, and {found} stand here", name.unwrap_or("this"));
            (message, "the order and the number of things in a bracket matter".into())
        }
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => (
            "a `)` belongs here".into(),
            "a bracket before this isn’t closed, or holds more than it takes".into(),
        ),
        Error::UnexpectedChar('“' | '”' | '„' | '‘' | '’' | '«' | '»') => (
            "a straight quotation mark belongs here, and this is a curly one".into(),
            "write `\"` around names and texts, and save plain text; inside a text any will do".into(),
        ),
        Error::ExpectedAttribute => (
            "nothing of a story begins with `#`".into(),
            "a note to yourself begins with `//`".into(),
        ),
        Error::ExpectedArrayEnd => ("a `]` belongs here".into(), "a list before this isn’t closed".into()),
        other => (
            format!("{what} can’t be read: {other}"),
            "look for a bracket, a comma or a quotation mark that is missing before this".into(),
        ),
    };
    (message, help)
}

/// The character at the cursor, or nothing at the end of a line.
fn here(text: &str, cursor: usize) -> Range<usize> {
    let one = text[cursor..]
        .chars()
        .next()
        .filter(|c| *c != '\n')
        .map_or(0, char::len_utf8);
    cursor..cursor + one
}

fn word_before(text: &str, cursor: usize, word: &str) -> Option<Range<usize>> {
    let at = text[..cursor].rfind(word)?;
    Some(at..at + word.len())
}

fn instead(found: &str, expected: &[&str], have: &str) -> String {
    let all = expected
        .iter()
        .map(|one| format!("`{one}`"))
        .collect::<Vec<_>>()
        .join(", ");
    match nearest(found, expected.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? ({have} {all})"),
        None => format!("{have} {all}"),
    }
}
