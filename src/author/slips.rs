//! Slips of the hand that the reader notices late and somewhere else: which one it most likely was,
//! in words for an author. Knows RON's strings and brackets, and nothing of stories.

use ron::error::Error;

use super::lex::{Token, open_at, tokens, with_name};
use super::misread::Said;

/// A directive inside the words of another, whose quotation marks end those words.
pub(super) fn directive_in_words(error: &Error, text: &str) -> Option<Said> {
    let unended = matches!(error, Error::ExpectedComma | Error::ExpectedStructLikeEnd);
    let mut texts = tokens(text).filter(|(token, ..)| *token == Token::Text);
    let last = texts.by_ref().last().filter(|_| unended)?;
    let (_, start, end) = last;
    let words = &text[start..end];
    (words.starts_with('"') && words.contains('{')).then(|| Said {
        message: "a quotation mark ends these words here".to_owned(),
        help: "words with a directive inside are written as r#\"…\"#, and the text around them as r##\"…\"##".to_owned(),
        span: end - 1..end,
    })
}

/// Where a comma is missing after a string, the string ended before it was meant to.
pub(super) fn after_a_string(text: &str, cursor: usize) -> Option<Said> {
    let (token, start, end) = tokens(text)
        .take_while(|(_, _, end)| *end <= cursor)
        .last()?;
    let literal = &text[start..end];
    if token != Token::Text
        || text[end..].starts_with([',', ')', ']', ' ', '\n']) && !literal.contains('{')
    {
        return None;
    }
    let message = "a quotation mark ends this string here".to_owned();
    let help = if literal.contains('{') && literal.starts_with('"') {
        "a text with directives is written as r#\"…\"#, so that quotation marks may stand inside"
    } else if literal.starts_with('r') {
        "inside a raw text, a raw text has one # fewer: r##\"… r#\"…\"# …\"##"
    } else {
        "write “…” or ‘…’ inside a text, or the whole text as r#\"…\"#; or close the string before this one"
    };
    Some(Said {
        message,
        help: help.to_owned(),
        span: end - 1..end,
    })
}

/// A raw text inside another with as many `#`, which ends the outer one too early.
pub(super) fn raw_in_raw(text: &str, cursor: usize) -> Option<Said> {
    tokens(text)
        .take_while(|(_, start, _)| *start < cursor)
        .filter(|(token, ..)| *token == Token::Text)
        .filter_map(|(_, start, end)| raw_inside(&text[start..end], start))
        .last()
}

/// The same for one raw text that begins at `start`.
fn raw_inside(literal: &str, start: usize) -> Option<Said> {
    let hashes = literal.strip_prefix('r')?.bytes();
    let hashes = hashes.take_while(|byte| *byte == b'#').count();
    let open = format!("r{}\"", "#".repeat(hashes));
    let words = open.len();
    let inner = literal.get(words..)?.rfind(&open)? + words;
    let after_word = literal[..inner].ends_with(|c: char| c.is_ascii_alphanumeric());
    // Without a directive before it, it is words.
    (hashes > 0 && !after_word && literal[..inner].contains('{')).then(|| Said {
        message: "this raw text stands in another, and ends it too".to_owned(),
        help: format!(
            "give the outer one a # more, at both ends: r#{}\"…\"{0}#",
            "#".repeat(hashes)
        ),
        span: start + inner..start + inner + words,
    })
}

/// What is written between two conditions in plain words.
pub(super) fn in_plain_words(text: &str, cursor: usize) -> Option<Said> {
    let word = text[cursor..]
        .split(|c: char| !c.is_ascii_alphabetic())
        .next()?;
    let help = match word {
        "and" => "where both have to hold, write `All([…, …])`",
        "or" => "where one of them has to hold, write `Any([…, …])`",
        _ => return None,
    };
    Some(Said {
        message: format!("there is no `{word}` between conditions"),
        help: help.to_owned(),
        span: cursor..cursor + word.len(),
    })
}

/// Where a value stands among fields: what comes before it isn't closed, or they are a list.
pub(super) fn value_for_a_field(text: &str, cursor: usize) -> Option<Said> {
    let rest = &text[cursor..];
    let open = cursor + (rest.len() - rest.trim_start().len());
    let span = with_name(text, open);
    let name = text.get(span.start..open)?;
    if !text[open..].starts_with('(') || !name.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let outer = open_at(text, span.start).pop()?;
    let outer = &text[with_name(text, outer)];
    Some(Said {
        message: format!("`{name}(…)` stands here among the fields of `{outer}…)`"),
        help: "close what comes before it: `),`; or, where a field takes several, put them into a list: `[…, …]`"
            .to_owned(),
        span,
    })
}

/// Where the reader came to the end, something before isn't closed.
pub(super) fn unclosed(text: &str) -> Option<Said> {
    let (token, start, end) = tokens(text).last()?;
    let closed = || {
        let hashes = text[start..end]
            .trim_start_matches('r')
            .bytes()
            .take_while(|byte| *byte == b'#')
            .count();
        let close = format!("\"{}", "#".repeat(hashes));
        end - start > close.len()
            && text[start..end].ends_with(&close)
            && open_at(text, end).is_empty()
    };
    if token == Token::Text && end == text.len() && !closed() {
        let len = text[start..].find('"').map_or(1, |quote| quote + 1);
        let message = "this string isn’t closed".to_owned();
        let help =
            "\"…\" ends with a quotation mark, r#\"…\"# with one and as many # as it begins with";
        return Some(Said {
            message,
            help: help.to_owned(),
            span: start..start + len,
        });
    }
    let open = open_at(text, text.len()).pop()?;
    let message = format!("this `{}` isn’t closed", &text[open..=open]);
    Some(Said {
        message,
        help: "close it; or a bracket before the end is one too many or too few".to_owned(),
        span: with_name(text, open),
    })
}
