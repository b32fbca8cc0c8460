//! Scenes, the ways on from them, choices, and what lets a scene be dealt.
//! Values only: what happens when is the game's affair (`game::step`).

use std::ops::Range;

use super::id::{ChapterId, DeckId, EndingId, ItemId, PlaceId, SceneId, SectionId, Str, TellingId};
use super::rule::{Condition, Effect};
use super::text::Text;

/// One scene.
#[derive(Clone, PartialEq, Debug)]
pub struct Scene {
    /// The folder it lives in.
    pub folder: Str,
    /// Its name inside the folder.
    pub name: Str,
    /// What it was called before, oldest first, each as it was written (`name` or `folder/name`).
    pub renamed: Box<[Str]>,
    /// Hash of `folder/oldest-name`: the key of everything chance does here.
    pub key: u64,
    /// Where it plays.
    pub place: Option<PlaceId>,
    /// Its picture's name.
    pub art: Option<Str>,
    /// What happens on arrival.
    pub enter: Box<[Effect]>,
    /// What is read on arrival.
    pub text: Option<Text>,
    /// What lets it be dealt.
    pub card: Option<Card>,
    /// How it goes on.
    pub way: Way,
}

/// What lets a scene be dealt from a deck.
#[derive(Clone, PartialEq, Debug)]
pub struct Card {
    /// The deck it waits in.
    pub deck: DeckId,
    /// The line it is offered by.
    pub offer: Str,
    /// Eligible while this holds.
    pub when: Option<Condition>,
    /// How many draws its score is the best of; at least 1.
    pub weight: u32,
    /// Eligible though it was visited.
    pub again: bool,
}

/// The one way a scene goes on.
#[derive(Clone, PartialEq, Debug)]
pub enum Way {
    /// By the player: choices (a range of the story's list), a deal, or both.
    Choices {
        /// Its choices, in order.
        choices: Range<u32>,
        /// What it deals.
        deal: Option<Deal>,
    },
    /// On to a scene, at once.
    Next(SceneId),
    /// The first whose condition holds; the last has none. A range of the story's list of ways.
    Ways(Range<u32>),
    /// Home to where it was entered from.
    Back,
    /// The chapter ends here.
    Closes(ChapterId),
    /// The story ends here.
    Ending(EndingId),
}

/// One of a scene's `ways`.
#[derive(Clone, PartialEq, Debug)]
pub struct Branch {
    /// Taken if this holds; the last has none.
    pub when: Option<Condition>,
    /// What happens then.
    pub then: Box<[Effect]>,
    /// Where it goes.
    pub to: SceneId,
}

/// A hub's deal.
#[derive(Clone, PartialEq, Debug)]
pub struct Deal {
    /// From which deck.
    pub deck: DeckId,
    /// How many are shown at a time.
    pub show: u32,
    /// How many may be taken in one visit of the hub.
    pub pick: u32,
    /// Where it goes on when they were taken, or none is left.
    pub done: SceneId,
}

/// Whether what is shown can be taken.
#[derive(Clone, PartialEq, Debug)]
pub enum Gate {
    /// Always.
    Open,
    /// If the condition holds; else it is greyed, with this reason.
    If(Condition, Option<Str>),
    /// Never: greyed, with this reason.
    Refused(Str),
}

/// One choice.
#[derive(Clone, PartialEq, Debug)]
pub struct Choice {
    /// The scene it stands in.
    pub scene: SceneId,
    /// Its identity: its `id`, else the name of its `via`, else of its `to`, as written.
    pub name: Str,
    /// Former identities, oldest first.
    pub renamed: Box<[Str]>,
    /// Its label.
    pub say: Str,
    /// Hidden unless this holds.
    pub when: Option<Condition>,
    /// Greyed unless open.
    pub gate: Gate,
    /// Hidden after it was taken.
    pub once: bool,
    /// What happens.
    pub then: Box<[Effect]>,
    /// What is read.
    pub echo: Option<Text>,
    /// Through where.
    pub via: Option<SceneId>,
    /// To where; with neither, the page stays.
    pub to: Option<SceneId>,
}

/// A thing.
#[derive(Clone, PartialEq, Debug)]
pub struct Item {
    /// Its identity.
    pub name_id: Str,
    /// Former identities, oldest first.
    pub renamed: Box<[Str]>,
    /// What it is called.
    pub name: Str,
    /// Its picture's name.
    pub art: Option<Str>,
    /// What is seen when it is looked at.
    pub look: Option<Text>,
    /// Its actions, a range of the story's list.
    pub actions: Range<u32>,
}

/// Something that can be done with a thing.
#[derive(Clone, PartialEq, Debug)]
pub struct Action {
    /// The thing.
    pub item: ItemId,
    /// Its identity: its `id`, else the name of its `via`.
    pub name: Str,
    /// Former identities, oldest first.
    pub renamed: Box<[Str]>,
    /// Its label.
    pub say: Str,
    /// Hidden unless this holds.
    pub when: Option<Condition>,
    /// Greyed unless open.
    pub gate: Gate,
    /// The scene it goes through.
    pub via: SceneId,
}

/// A section of the journal.
#[derive(Clone, PartialEq, Debug)]
pub struct Section {
    /// Its identity.
    pub name: Str,
    /// Former identities, oldest first.
    pub renamed: Box<[Str]>,
    /// Its heading.
    pub title: Str,
}

/// A journal entry.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Its identity.
    pub name: Str,
    /// Former identities, oldest first.
    pub renamed: Box<[Str]>,
    /// Where it stands.
    pub section: SectionId,
    /// Its heading.
    pub title: Str,
    /// Its tellings, a range of the story's list, never empty.
    pub tellings: Range<u32>,
}

impl Entry {
    /// The telling that `Remember` writes.
    #[must_use]
    pub fn first(&self) -> TellingId {
        TellingId(self.tellings.start)
    }
}

/// One way an entry is worded.
#[derive(Clone, PartialEq, Debug)]
pub struct Telling {
    /// Its identity inside the entry.
    pub name: Str,
    /// Former identities, oldest first.
    pub renamed: Box<[Str]>,
    /// What it says; no directives.
    pub text: Text,
}
