//! One file of RON into its shapes. When a list fails as a whole it is read again value by value,
//! so that one bad scene hides no other.

use ron::error::Error;
use ron::extensions::Extensions;
use ron::value::RawValue;
use ron::{Deserializer, Options};
use serde::Deserialize;

use super::{Directive, Item, Journal, Region, Scene, StoryFile};

/// What a file holds.
pub(in crate::author) enum File<'a> {
    Story(StoryFile<'a>),
    Items(Vec<Item<'a>>),
    Journal(Journal<'a>),
    Places(Vec<Region<'a>>),
    Scenes(Vec<Scene<'a>>),
    /// Nothing could be read.
    Nothing,
}

/// What `ron` said against a piece of a file, and where: bytes of the file.
pub(in crate::author) struct Misread {
    pub error: Error,
    pub at: usize,
    /// Whether the file isn't even well-formed.
    pub syntax: bool,
}

/// Reads a file by its path in the pack. `None`: no file of a story has such a path.
pub(in crate::author) fn read<'a>(path: &str, text: &'a str) -> Option<(File<'a>, Vec<Misread>)> {
    let mut misread = Vec::new();
    let file = match path {
        "story.ron" => whole(text, &mut misread).map(File::Story),
        "items.ron" => list(text, &mut misread).map(File::Items),
        "journal.ron" => whole(text, &mut misread).map(File::Journal),
        "places.ron" => list(text, &mut misread).map(File::Places),
        _ => match path.split_once('/') {
            Some((_, name)) if !name.contains('/') && name.ends_with(".ron") => {
                list(text, &mut misread).map(File::Scenes)
            }
            _ => return None,
        },
    };
    Some((file.unwrap_or(File::Nothing), misread))
}

/// Reads the directive a text goes on with, and how many bytes it takes up.
pub(in crate::author) fn directive(text: &str) -> Result<(Directive<'_>, usize), (Error, usize)> {
    let mut ron =
        Deserializer::from_str_with_options(text, &options()).map_err(|error| (error.code, 0))?;
    let read = Directive::deserialize(&mut ron);
    let end = text.len() - ron.remainder().len();
    match read {
        Ok(directive) => Ok((directive, end)),
        Err(error) => Err((error, end)),
    }
}

fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// Reads a text as one value; a failure comes with the byte where the reader stood.
fn value<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, (Error, usize)> {
    let mut ron = match Deserializer::from_str_with_options(text, &options()) {
        Ok(ron) => ron,
        Err(error) => return Err((error.code, 0)),
    };
    let read = T::deserialize(&mut ron).and_then(|value| ron.end().map(|()| value));
    read.map_err(|error| (error, text.len() - ron.remainder().len()))
}

fn whole<'a, T: Deserialize<'a>>(text: &'a str, misread: &mut Vec<Misread>) -> Option<T> {
    match value::<T>(text) {
        Ok(file) => Some(file),
        Err((error, at)) => {
            misread.push(match value::<&RawValue>(text) {
                Ok(_) => Misread {
                    error,
                    at,
                    syntax: false,
                },
                Err((error, at)) => Misread {
                    error,
                    at,
                    syntax: true,
                },
            });
            None
        }
    }
}

fn list<'a, T: Deserialize<'a>>(text: &'a str, misread: &mut Vec<Misread>) -> Option<Vec<T>> {
    let (error, at) = match value::<Vec<T>>(text) {
        Ok(list) => return Some(list),
        Err(why) => why,
    };
    let raw = match value::<Vec<&RawValue>>(text) {
        Ok(raw) => raw,
        Err((raw_error, raw_at)) => {
            // A well-formed file that is no list fails for its shape.
            let syntax = value::<&RawValue>(text).is_err();
            let (error, at) = if syntax {
                (raw_error, raw_at)
            } else {
                (error, at)
            };
            misread.push(Misread { error, at, syntax });
            return None;
        }
    };
    let mut good = Vec::new();
    for one in raw {
        let one = one.get_ron();
        match value::<T>(one) {
            Ok(value) => good.push(value),
            Err((error, at)) => {
                let at = offset(text, one) + at;
                misread.push(Misread {
                    error,
                    at,
                    syntax: false,
                });
            }
        }
    }
    Some(good)
}

/// Where a slice of a text stands in it.
pub(in crate::author) fn offset(text: &str, slice: &str) -> usize {
    (slice.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize)
}
