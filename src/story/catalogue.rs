//! What a story declares beside its scenes: chapters, endings, flags, counters, decks, places.
//! Values only.

use std::ops::Range;

use super::id::{RegionId, SceneId, Str};
use super::rule::Condition;
use super::text::Text;

/// A chapter.
#[derive(Clone, PartialEq, Debug)]
pub struct Chapter {
    /// Its identity.
    pub name: Str,
    /// Former identities, oldest first.
    pub renamed: Box<[Str]>,
    /// Its heading.
    pub title: Str,
    /// The month it is told in, or whatever stands in that place.
    pub month: Option<Str>,
    /// The scene it opens with; none where it isn't written yet.
    pub opens: Option<SceneId>,
    /// True of every telling that closes it.
    pub passes: Box<[Condition]>,
}

/// An ending.
#[derive(Clone, PartialEq, Debug)]
pub struct Ending {
    /// Its identity.
    pub name: Str,
    /// Former identities, oldest first.
    pub renamed: Box<[Str]>,
    /// Its heading, shown only once reached.
    pub title: Str,
}

/// A flag.
#[derive(Clone, PartialEq, Debug)]
pub struct Flag {
    /// Its identity.
    pub name: Str,
    /// Former identities, oldest first.
    pub renamed: Box<[Str]>,
    /// What it means, in a line.
    pub means: Str,
}

/// A counter with its range, both ends included.
#[derive(Clone, PartialEq, Debug)]
pub struct Counter {
    /// Its identity.
    pub name: Str,
    /// Former identities, oldest first.
    pub renamed: Box<[Str]>,
    /// Smallest value.
    pub from: i32,
    /// Largest value.
    pub to: i32,
    /// Value at the start.
    pub start: i32,
    /// What it means, in a line.
    pub means: Str,
}

/// A deck: the scenes that name it.
#[derive(Clone, PartialEq, Debug)]
pub struct Deck {
    /// Its identity.
    pub name: Str,
    /// Its members, in the order of the source.
    pub members: Box<[SceneId]>,
}

/// A region with a drawn map.
#[derive(Clone, PartialEq, Debug)]
pub struct Region {
    /// Its identity.
    pub name: Str,
    /// Former identities, oldest first.
    pub renamed: Box<[Str]>,
    /// Its heading.
    pub title: Str,
    /// Its map's name.
    pub map: Option<Str>,
    /// Its places, a range of the story's list.
    pub places: Range<u32>,
}

/// A place.
#[derive(Clone, PartialEq, Debug)]
pub struct Place {
    /// The region it is in.
    pub region: RegionId,
    /// Its identity.
    pub name: Str,
    /// Former identities, oldest first.
    pub renamed: Box<[Str]>,
    /// What it is called.
    pub title: Str,
    /// Column and row on the region's map.
    pub at: Option<(u16, u16)>,
    /// What is seen when it is looked at.
    pub look: Option<Text>,
}
