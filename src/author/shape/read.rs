//! One file of RON into its shapes. When a list fails as a whole it is read again value by value,
//! so that one bad scene, flag or entry hides no other.

use ron::error::Error;
use ron::extensions::Extensions;
use ron::value::RawValue;
use ron::{Deserializer, Options};
use serde::Deserialize;

use super::{Directive, Item, Journal, Region, Scene, StoryFile, quick};

/// What a file holds.
pub(in crate::author) enum File<'a> {
    Story(StoryFile<'a>),
    Items(Vec<Item<'a>>),
    Journal(Journal<'a>),
    Places(Vec<Region<'a>>),
    #[expect(
        clippy::vec_box,
        reason = "a long list of what is large leaves holes behind wherever it grows"
    )]
    Scenes(Vec<Box<Scene<'a>>>),
    /// Nothing could be read.
    Nothing,
}

/// What `ron` said against a piece of a file.
pub(in crate::author) struct Misread {
    pub error: Error,
    /// Where in the file the piece begins.
    pub from: usize,
    /// Where in the piece the reader stood.
    pub at: usize,
    /// Whether the file isn't even well-formed.
    pub syntax: bool,
}

/// Reads a file by its path in the pack. `None`: no file of a story has such a path.
pub(in crate::author) fn read<'a>(path: &str, text: &'a str) -> Option<(File<'a>, Vec<Misread>)> {
    let mut misread = Vec::new();
    let file = match path {
        "story.ron" => story(text, &mut misread).map(File::Story),
        "items.ron" => list(text, &mut misread).map(File::Items),
        "journal.ron" => journal(text, &mut misread).map(File::Journal),
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
    if let Some(read) = quick::first(text) {
        return Ok(read);
    }
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
    quick::whole(text).map_or_else(|| by_ron(text), Ok)
}

/// The same by `ron` alone, which also says what is wrong.
pub(super) fn by_ron<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, (Error, usize)> {
    let mut ron = match Deserializer::from_str_with_options(text, &options()) {
        Ok(ron) => ron,
        Err(error) => return Err((error.code, 0)),
    };
    let read = T::deserialize(&mut ron).and_then(|value| ron.end().map(|()| value));
    read.map_err(|error| (error, text.len() - ron.remainder().len()))
}

/// Reads a text as one value; if its shape is wrong, `apart` may read it in pieces.
fn whole<'a, T: Deserialize<'a>>(
    text: &'a str,
    misread: &mut Vec<Misread>,
    apart: impl FnOnce(&mut Vec<Misread>) -> Option<T>,
) -> Option<T> {
    let (error, at) = match value::<T>(text) {
        Ok(file) => return Some(file),
        Err(why) => why,
    };
    if let Err((error, at)) = value::<&RawValue>(text) {
        misread.push(Misread {
            error,
            from: 0,
            at,
            syntax: true,
        });
        return None;
    }
    let before = misread.len();
    let file = apart(misread);
    if misread.len() == before {
        misread.push(Misread {
            error,
            from: 0,
            at,
            syntax: false,
        });
        return None;
    }
    file
}

fn list<'a, T: Deserialize<'a>>(text: &'a str, misread: &mut Vec<Misread>) -> Option<Vec<T>> {
    whole(text, misread, |misread| {
        let raw = value::<Vec<&RawValue>>(text).ok()?;
        Some(each(text, raw, misread))
    })
}

/// Reads every piece of a list of its own; gives those whose shape is right.
fn each<'a, T: Deserialize<'a>>(
    text: &'a str,
    raw: Vec<&'a RawValue>,
    misread: &mut Vec<Misread>,
) -> Vec<T> {
    raw.into_iter()
        .filter_map(|one| piece(text, one, misread))
        .collect()
}

fn piece<'a, T: Deserialize<'a>>(
    text: &'a str,
    raw: &'a RawValue,
    misread: &mut Vec<Misread>,
) -> Option<T> {
    let raw = raw.get_ron();
    value(raw)
        .map_err(|(error, at)| {
            let from = offset(text, raw);
            misread.push(Misread {
                error,
                from,
                at,
                syntax: false,
            });
        })
        .ok()
}

/// `story.ron` with its lists unread.
#[derive(Deserialize)]
#[serde(rename = "Story", deny_unknown_fields, bound(deserialize = "'de: 'a"))]
struct RawStory<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
    title: &'a RawValue,
    start: &'a RawValue,
    #[serde(default)]
    chapters: Vec<&'a RawValue>,
    #[serde(default)]
    endings: Vec<&'a RawValue>,
    #[serde(default)]
    flags: Vec<&'a RawValue>,
    #[serde(default)]
    counters: Vec<&'a RawValue>,
}

fn story<'a>(text: &'a str, misread: &mut Vec<Misread>) -> Option<StoryFile<'a>> {
    whole(text, misread, |misread| {
        let raw: RawStory<'a> = value(text).ok()?;
        let (id, title) = (
            piece(text, raw.id, misread),
            piece(text, raw.title, misread),
        );
        let start = piece(text, raw.start, misread);
        let chapters = each(text, raw.chapters, misread);
        let endings = each(text, raw.endings, misread);
        let flags = each(text, raw.flags, misread);
        let counters = each(text, raw.counters, misread);
        let (id, title, start) = (id?, title?, start?);
        Some(StoryFile {
            id,
            title,
            start,
            chapters,
            endings,
            flags,
            counters,
        })
    })
}

/// `journal.ron` with its lists unread.
#[derive(Deserialize)]
#[serde(
    rename = "Journal",
    deny_unknown_fields,
    bound(deserialize = "'de: 'a")
)]
struct RawJournal<'a> {
    #[serde(default, borrow)]
    sections: Vec<&'a RawValue>,
    #[serde(default)]
    entries: Vec<&'a RawValue>,
}

fn journal<'a>(text: &'a str, misread: &mut Vec<Misread>) -> Option<Journal<'a>> {
    whole(text, misread, |misread| {
        let raw: RawJournal<'a> = value(text).ok()?;
        let sections = each(text, raw.sections, misread);
        let entries = each(text, raw.entries, misread);
        Some(Journal { sections, entries })
    })
}

/// Where a slice of a text stands in it.
pub(in crate::author) fn offset(text: &str, slice: &str) -> usize {
    (slice.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize)
}
