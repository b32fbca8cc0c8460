//! What a step can be seen to do, and who watches it.
//! Watching never changes a step; what isn't asked for costs nothing.

use crate::game::offer::Took;
use crate::game::prose::Reading;
use crate::game::state::State;
use crate::story::{
    ChapterId, CounterId, EndingId, EntryId, FlagId, ItemId, SceneId, Story, TellingId, Text, WayId,
};

/// Something that happened in a step, in order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Event {
    /// This was taken.
    Taken(Took),
    /// A scene was arrived at.
    Arrived(SceneId),
    /// A way of a scene was gone.
    Went(WayId),
    /// A digression came home to this page.
    Home(SceneId),
    /// A thing came to be held.
    Took(ItemId),
    /// A thing was lost.
    Lost(ItemId),
    /// An entry was written for the first time.
    Remembered(EntryId),
    /// An entry got this telling.
    Retold(EntryId, TellingId),
    /// An entry was let go.
    LetGo(EntryId),
    /// Chance set this flag.
    Drew(FlagId),
    /// A counter would have left its range.
    Clamped(CounterId),
    /// A chapter closed.
    Closed(ChapterId),
    /// A chapter opened.
    Opened(ChapterId),
    /// An ending was reached.
    Ended(EndingId),
    /// The next chapter isn't written yet.
    Paused(ChapterId),
    /// Too many transitions without a choice: the step stopped at this scene.
    Ran(SceneId),
}

/// Who watches a step. Showing is optional: what isn't asked for costs nothing.
pub trait Watch {
    /// Something happened.
    fn event(&mut self, story: &Story, state: &State, event: Event);
    /// A text is read, in the state as it is now.
    fn text(&mut self, story: &Story, state: &State, reading: Reading, text: Read<'_>);
}

/// A text that is read.
#[derive(Clone, Copy, Debug)]
pub enum Read<'a> {
    /// A scene's.
    Scene(SceneId, &'a Text),
    /// A choice's echo.
    Echo(&'a Text),
}

/// Nobody watches.
#[derive(Clone, Copy, Debug)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn event(&mut self, _: &Story, _: &State, _: Event) {}
    fn text(&mut self, _: &Story, _: &State, _: Reading, _: Read<'_>) {}
}
