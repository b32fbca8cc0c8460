//! The game: a pure function of the story, the seed and the steps.
//! No clock, no entropy, no I/O, no global; showing never changes state.

mod chance;
mod eval;
mod offer;
mod page;
mod prose;
mod state;
pub mod step;
mod turn;

pub use chance::{Key, Kind};
pub use eval::{allows, holds};
pub use offer::{
    Offer, Standing, Took, actions, is_dealt_out, is_eligible, is_takeable, is_visible, offers,
    shown, takeable,
};
pub use page::{
    Chart, Known, Pages, Thing, Written, charts, here, journal, knows, telling_prose, things,
};
pub use prose::{Prose, Reading, branches, render, render_into};
pub use state::{Finish, Frame, Place, State};
pub use turn::{Change, Passage, Turn, label, resume, start, start_with, step, step_with};
