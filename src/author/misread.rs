//! What `ron` says against a file, in words for an author, and the span it is about.
//! Knows `ron`'s errors and nothing of stories.

use std::ops::Range;

use ron::error::Error;

use super::nearest::nearest;

/// The message for an error in `what`, and what to do about it where that is plain.
pub(super) fn in_words(error: &Error, what: &str) -> (String, Option<String>) {
    match error {
        Error::NoSuchStructField {
            expected,
            found,
            outer,
        } => {
            let message = format!("{} has no field `{found}`", of(outer.as_deref(), what));
            (message, Some(instead(found, expected, "it has")))
        }
        Error::NoSuchEnumVariant {
            expected, found, ..
        } => (
            format!("there is no `{found}` here"),
            Some(instead(found, expected, "there are")),
        ),
        Error::MissingStructField { field, outer } => (
            format!("{} has no `{field}`", of(outer.as_deref(), what)),
            Some(format!("add `{field}: …`")),
        ),
        Error::DuplicateStructField { field, outer } => (
            format!("{} has `{field}` twice", of(outer.as_deref(), what)),
            Some("keep one of them".to_owned()),
        ),
        Error::ExpectedDifferentStructName { expected, found } => (
            format!("here stands `{found}` where `{expected}` belongs"),
            None,
        ),
        Error::ExceededRecursionLimit => (
            format!("{what} is nested too deep"),
            Some("say it in fewer levels".to_owned()),
        ),
        Error::ExpectedComma => {
            let help = "a list’s or a field’s end is missed before it; or a quotation mark inside a text ends it";
            (
                "a comma is missing before this".to_owned(),
                Some(help.to_owned()),
            )
        }
        Error::ExpectedArray => ("a list begins with `[`".to_owned(), None),
        Error::ExpectedArrayEnd => ("the list isn’t closed by `]` here".to_owned(), None),
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => {
            ("a `)` is missing here".to_owned(), None)
        }
        Error::ExpectedNamedStructLike(name) if !name.is_empty() => {
            (format!("`{name}(` belongs here"), None)
        }
        Error::ExpectedString => (
            "a string belongs here".to_owned(),
            Some("write \"…\" or r#\"…\"#".to_owned()),
        ),
        Error::ExpectedStringEnd => (
            "a string isn’t closed".to_owned(),
            Some("r#\"…\"# ends with as many # as it begins with".to_owned()),
        ),
        Error::ExpectedMapColon => ("a `:` is missing after the field’s name".to_owned(), None),
        Error::ExpectedIdentifier => ("a name belongs here".to_owned(), None),
        Error::ExpectedInteger => ("a whole number belongs here".to_owned(), None),
        Error::IntegerOutOfBounds => ("this number is too large or too small".to_owned(), None),
        Error::ExpectedBoolean => ("`true` or `false` belongs here".to_owned(), None),
        Error::InvalidEscape(_) => (
            "this escape doesn’t exist".to_owned(),
            Some("write the text as r#\"…\"#, where a \\ is a \\".to_owned()),
        ),
        Error::Eof => (
            "the file ends too early: something isn’t closed".to_owned(),
            None,
        ),
        Error::TrailingCharacters => ("something stands after the end".to_owned(), None),
        Error::UnclosedBlockComment => ("a comment isn’t closed by `*/`".to_owned(), None),
        Error::InvalidValueForType { expected, found } => (
            format!("{expected} belongs here, and {found} is found"),
            None,
        ),
        Error::ExpectedDifferentLength { expected, found } => (
            format!("{expected} belongs here, and {found} elements are found"),
            None,
        ),
        other => (format!("{what} can’t be read: {other}"), None),
    }
}

/// The bytes of `text` the error is about, `cursor` being where the reader stood.
pub(super) fn span(error: &Error, text: &str, cursor: usize) -> Range<usize> {
    let before = &text[..cursor.min(text.len())];
    let word = match error {
        Error::NoSuchStructField { found, .. }
        | Error::NoSuchEnumVariant { found, .. }
        | Error::ExpectedDifferentStructName { found, .. } => Some(found.as_str()),
        Error::DuplicateStructField { field, .. } => Some(*field),
        _ => None,
    };
    if let Some(word) = word
        && let Some(at) = before.rfind(word)
    {
        return at..at + word.len();
    }
    let one = text[before.len()..]
        .chars()
        .next()
        .filter(|c| *c != '\n')
        .map_or(0, char::len_utf8);
    before.len()..before.len() + one
}

fn of(outer: Option<&str>, what: &str) -> String {
    outer.map_or_else(|| what.to_owned(), |outer| format!("`{outer}`"))
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
