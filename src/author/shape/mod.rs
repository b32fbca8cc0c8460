//! What the files of a story look like: serde shapes that borrow from the source, nothing resolved.
//! Only the shapes of RON are known here; what a name means is the resolver's affair.

mod catalogue;
mod fields;
mod lit;
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "positions in a text come from looking through it"
)]
mod quick;
mod read;
mod rule;
mod scene;

pub(super) use catalogue::{Action, Item, Journal, Region, StoryFile, Telling};
pub use fields::{Fields, fields};
pub(super) use lit::Lit;
pub(super) use read::{File, Misread, directive, offset, read};
pub(super) use rule::{Condition, Directive, Effect};
pub(super) use scene::{Choice, Deal, Scene, Way};
