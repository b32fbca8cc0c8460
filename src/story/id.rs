//! Names resolved into small integers, and strings resolved into places of the source.
//! Knows nothing of RON, of states or of terminals.

use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            /// The position in the story's list of these.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
    )+};
}

ids! {
    /// A scene.
    SceneId,
    /// A choice, counted through the whole story.
    ChoiceId,
    /// A way of a scene that goes on by `ways`, counted through the whole story.
    WayId,
    /// An item's action, counted through the whole story.
    ActionId,
    /// A flag.
    FlagId,
    /// A counter.
    CounterId,
    /// A thing that can be held.
    ItemId,
    /// A journal entry.
    EntryId,
    /// A telling of a journal entry, counted through the whole story.
    TellingId,
    /// A section of the journal.
    SectionId,
    /// A chapter.
    ChapterId,
    /// An ending.
    EndingId,
    /// A deck of scenes that wait to be dealt.
    DeckId,
    /// A region with a map.
    RegionId,
    /// A place in a region.
    PlaceId,
    /// One branch of a `When`, `Either`, `First` or `Again`, counted through the whole story.
    BranchId,
    /// A file the story was read from.
    FileId,
}

/// A string of the story: where it stands in the sources.
///
/// Strings with escapes stand in a source of their own that holds them unescaped, so every string
/// of a story is a slice of some source and nothing is copied to keep it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Str {
    /// The source.
    pub file: FileId,
    /// First byte.
    pub at: u32,
    /// Length in bytes.
    pub len: u32,
}

impl Str {
    /// The bytes it covers in its source.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.at as usize..(self.at + self.len) as usize
    }
}
