//! RON as stories are written, read straight through: names, strings, whole numbers, lists, brackets
//! and line comments. It never says what is wrong: what it doesn't understand `ron` reads instead,
//! and finds its words for. So whatever is understood here must be what `ron` makes of it.

mod access;

use std::fmt;

use memchr::{memchr, memchr_iter, memchr2};
use serde::de::{Deserialize, Error};

/// How deep brackets may nest: no deeper than `ron` goes, which counts some of them three times.
const DEPTH: u32 = 40;

/// Reads the value a text begins with; gives how many bytes it takes up.
pub(super) fn first<'de, T: Deserialize<'de>>(text: &'de str) -> Option<(T, usize)> {
    let mut quick = Quick {
        text,
        at: 0,
        depth: 0,
    };
    quick.skip();
    let value = T::deserialize(&mut quick).ok()?;
    Some((value, quick.at))
}

/// Reads a text as one value.
pub(super) fn whole<'de, T: Deserialize<'de>>(text: &'de str) -> Option<T> {
    let (value, at) = first(text)?;
    let mut rest = Quick { text, at, depth: 0 };
    rest.skip();
    (rest.at == text.len()).then_some(value)
}

/// Something isn't understood. Why isn't asked.
#[derive(Debug)]
struct Unread;

type Read<T> = Result<T, Unread>;

impl Error for Unread {
    fn custom<T: fmt::Display>(_: T) -> Unread {
        Unread
    }
}

impl std::error::Error for Unread {}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not understood")
    }
}

/// A place in a text.
struct Quick<'de> {
    text: &'de str,
    at: usize,
    depth: u32,
}

impl<'de> Quick<'de> {
    fn rest(&self) -> &'de [u8] {
        &self.text.as_bytes()[self.at..]
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes over white space and comments.
    fn skip(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                Some(b'/') if self.rest().get(1) == Some(&b'/') => {
                    let line = memchr(b'\n', self.rest());
                    self.at = line.map_or(self.text.len(), |end| self.at + end);
                }
                _ => return,
            }
        }
    }

    /// Goes over this character, which must stand here.
    fn expect(&mut self, byte: u8) -> Read<()> {
        if self.peek() != Some(byte) {
            return Err(Unread);
        }
        self.at += 1;
        Ok(())
    }

    /// Goes over a comma, if there is one, and the white space around it.
    fn comma(&mut self) -> bool {
        self.skip();
        let comma = self.expect(b',').is_ok();
        if comma {
            self.skip();
        }
        comma
    }

    /// The name that stands here; it may be empty.
    fn name(&self) -> &'de str {
        let word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        let len = self.rest().iter().take_while(|byte| word(byte)).count();
        &self.text[self.at..self.at + len]
    }

    fn take_name(&mut self) -> Read<&'de str> {
        let name = self.name();
        if name.is_empty() || name.as_bytes()[0].is_ascii_digit() {
            return Err(Unread);
        }
        self.at += name.len();
        Ok(name)
    }

    /// A string without escapes.
    fn string(&mut self) -> Read<&'de str> {
        let raw = self.peek() == Some(b'r');
        let from = self.at + usize::from(raw);
        let bytes = self.text.as_bytes();
        let hashes = bytes[from..]
            .iter()
            .take_while(|byte| **byte == b'#')
            .count();
        if bytes.get(from + hashes) != Some(&b'"') || hashes > 0 && !raw {
            return Err(Unread);
        }
        let words = from + hashes + 1;
        let rest = &bytes[words..];
        let len = if raw {
            let closes = |at: &usize| {
                let after = rest[at + 1..].iter();
                after.take(hashes).filter(|byte| **byte == b'#').count() == hashes
            };
            memchr_iter(b'"', rest).find(closes)
        } else {
            memchr2(b'"', b'\\', rest).filter(|at| rest[*at] == b'"')
        };
        let len = len.ok_or(Unread)?;
        self.at = words + len + 1 + hashes;
        Ok(&self.text[words..words + len])
    }

    /// A whole number in plain figures.
    fn number(&mut self) -> Read<i64> {
        let rest = self.rest();
        let end = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b',' | b')' | b']');
        let len = rest.iter().position(end).ok_or(Unread)?;
        let written = &self.text[self.at..self.at + len];
        let number: i64 = written.parse().map_err(|_| Unread)?;
        // Not `+1`, `-0` or `007`, which may mean something else.
        let figures = written.strip_prefix('-').unwrap_or(written);
        let plain = figures.bytes().all(|byte| byte.is_ascii_digit());
        if !plain || figures.starts_with('0') && written != "0" {
            return Err(Unread);
        }
        self.at += len;
        Ok(number)
    }

    /// What stands between two brackets, the first of which must stand here.
    fn within<T>(
        &mut self,
        open: u8,
        close: u8,
        read: impl FnOnce(&mut Inside<'_, 'de>) -> Read<T>,
    ) -> Read<T> {
        self.expect(open)?;
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(Unread);
        }
        self.skip();
        let value = read(&mut Inside {
            quick: self,
            close,
            goes_on: true,
        })?;
        self.skip();
        self.expect(close)?;
        self.depth -= 1;
        Ok(value)
    }
}

/// Things parted by commas, up to a bracket.
struct Inside<'q, 'de> {
    quick: &'q mut Quick<'de>,
    close: u8,
    /// Whether another may follow: at the beginning, and after a comma.
    goes_on: bool,
}

impl Inside<'_, '_> {
    fn has_more(&self) -> Read<bool> {
        let closes = self.quick.peek() == Some(self.close);
        if closes || self.goes_on {
            Ok(!closes)
        } else {
            Err(Unread)
        }
    }
}

#[cfg(test)]
mod tests;
