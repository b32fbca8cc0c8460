//! A string literal as `ron` gives it: a slice of the source, or, if it has escapes, an own string.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// A string of a file. Borrowed wherever the source holds it as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::author) struct Lit<'a>(pub Cow<'a, str>);

impl<'a> Lit<'a> {
    /// Its words.
    pub fn get(&self) -> &str {
        &self.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Lit<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = Lit<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E: Error>(self, words: &'de str) -> Result<Self::Value, E> {
                Ok(Lit(Cow::Borrowed(words)))
            }

            fn visit_str<E: Error>(self, words: &str) -> Result<Self::Value, E> {
                Ok(Lit(Cow::Owned(words.to_owned())))
            }

            fn visit_string<E: Error>(self, words: String) -> Result<Self::Value, E> {
                Ok(Lit(Cow::Owned(words)))
            }
        }
        deserializer.deserialize_str(Words)
    }
}
