//! Where the strings, comments and brackets of a piece of RON are. Knows no more of RON than that,
//! and gets by on RON that is malformed.

use std::ops::Range;

/// A piece of RON that may hold brackets or quotation marks which mean nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Token {
    /// A string, raw or not, with its quotation marks.
    Text,
    /// A comment or a character.
    Other,
    /// A bracket that opens.
    Open,
    /// A bracket that closes.
    Close,
    /// Any other character.
    Char,
}

/// The tokens of a piece of RON: what each is, where it begins and where it ends. Blanks are left
/// out.
pub(super) fn tokens(ron: &str) -> impl Iterator<Item = (Token, usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += ron
            .get(at..)?
            .bytes()
            .position(|byte| !byte.is_ascii_whitespace())?;
        let start = at;
        let (token, end) = token(ron, start);
        at = end;
        Some((token, start, end))
    })
}

/// The brackets that are open at a byte, outermost first.
pub(super) fn open_at(ron: &str, at: usize) -> Vec<usize> {
    let mut open = Vec::new();
    for (token, start, _) in tokens(ron).take_while(|(_, _, end)| *end <= at) {
        match token {
            Token::Open => open.push(start),
            Token::Close => {
                open.pop();
            }
            Token::Text | Token::Other | Token::Char => {}
        }
    }
    open
}

/// A bracket with the name before it.
pub(super) fn with_name(text: &str, open: usize) -> Range<usize> {
    let name = text[..open]
        .bytes()
        .rev()
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        .count();
    open - name..open + 1
}

fn token(ron: &str, at: usize) -> (Token, usize) {
    let bytes = ron.as_bytes();
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let after_word = at.checked_sub(1).is_some_and(|before| word(bytes[before]));
    match (bytes[at], bytes.get(at + 1)) {
        (b'"', _) => (Token::Text, end_of_string(bytes, at)),
        (b'r', Some(b'"' | b'#')) if !after_word => match end_of_raw(ron, at) {
            Some(end) => (Token::Text, end),
            None => (Token::Char, at + 1),
        },
        (b'/', Some(b'/')) => {
            let end = ron[at..]
                .find('\n')
                .map_or(bytes.len(), |newline| at + newline);
            (Token::Other, end)
        }
        (b'/', Some(b'*')) => (Token::Other, end_of_comment(bytes, at)),
        (b'\'', _) => (Token::Other, end_of_char(ron, at)),
        (b'(' | b'[' | b'{', _) => (Token::Open, at + 1),
        (b')' | b']' | b'}', _) => (Token::Close, at + 1),
        _ => (
            Token::Char,
            at + ron[at..].chars().next().map_or(1, char::len_utf8),
        ),
    }
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

/// The end of a character; a lone apostrophe ends at once.
fn end_of_char(ron: &str, at: usize) -> usize {
    let mut inside = ron[at + 1..].char_indices();
    let first = inside.next().map(|(_, c)| c);
    let mut rest = inside.take(10).skip(usize::from(first == Some('\\')));
    let closed = rest
        .find(|(_, c)| *c == '\'')
        .map(|(end, _)| at + 1 + end + 1);
    let near = |end: &usize| first == Some('\\') || ron[at + 1..*end].chars().count() == 2;
    closed.filter(near).unwrap_or(at + 1)
}

#[cfg(test)]
mod tests {
    use super::{Token, open_at, tokens};

    fn texts(ron: &str) -> Vec<&str> {
        let texts = tokens(ron).filter(|(token, ..)| *token == Token::Text);
        texts.map(|(_, start, end)| &ron[start..end]).collect()
    }

    #[test]
    fn strings_are_found_and_what_looks_like_one_is_not() {
        let ron = r###"[/* "a" /* */ "b" */ "c\"", r##"d"#"##, 'r', '"', '\'', bar"e"] // "f""###;
        assert_eq!(texts(ron), [r#""c\"""#, r###"r##"d"#"##"###, r#""e""#]);
    }

    #[test]
    fn a_string_that_is_not_closed_goes_on_to_the_end() {
        assert_eq!(texts("(a: \"b"), ["\"b"]);
        assert_eq!(texts("(a: r#\"b\")"), ["r#\"b\")"]);
        assert_eq!(texts("(a: \"b\\"), ["\"b\\"]);
    }

    #[test]
    fn the_open_brackets_are_those_not_closed_before() {
        assert_eq!(open_at("[(a: \"(\"), (b: [", 16), [0, 11, 15]);
        assert_eq!(open_at("[(", 1), [0]);
        assert_eq!(open_at("]]", 2), [0; 0]);
    }
}
