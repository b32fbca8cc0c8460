//! # hailsham: choice-based fiction in the terminal
//!
//! The house on one page. Whoever has read it knows where everything lives and why.
//!
//! ```text
//!  RON files ──author──▶ Story ──game──▶ Turn ──session──▶ what is read ──▶ ui::tui │ ui::plain
//!  (story/)   parse,      (values,  start,   (state, steps,    (values, no
//!             resolve,     no I/O)  offers,   what was read)    terminal)
//!             check                 step
//!                           └──prove, walk, graph, stats: the same `step`, never another one
//! ```
//!
//! Three sentences to hold on to:
//!
//! 1. A **story** is data. It is read from RON, checked whole, and from then on can't be wrong:
//!    the game never meets a name that doesn't exist.
//! 2. A **game** is a pure function of the story, the seed and the steps. No clock, no entropy, no
//!    I/O, no global; showing never changes state.
//! 3. A **save** is the seed and the list of steps (and a snapshot, in case the story has changed).
//!    Undo, replay, transcript, regression test, hot reload and *continue* are all that list,
//!    played again.
//!
//! # Ranks
//!
//! A module imports from ranks below its own, or from inside its own folder; a test reads `src/`
//! and fails on anything else, and on files, clocks, entropy, printing or a terminal outside the
//! places named for them (`tests/all/layers.rs`).
//!
//! | rank | place | what it is |
//! |---|---|---|
//! | 0 | [`diagnostic`], [`error`], [`clean`] | findings about a story, as values with a place; failures at the edge; text from outside made safe |
//! | 1 | [`story`] | what a story is: ids, conditions, effects, texts, scenes, the one traversal `links()` |
//! | 2 | [`author`] | RON to borrowed shapes to a resolved story, with every finding |
//! | 2 | [`game`] | the state machine: `start`, `offers`, `step`; prose rendered by whoever watches |
//! | 3 | [`session`] | a story and one telling of it: steps, undo, redo, what was read |
//! | 4 | [`save`] | tellings as text, taken up again over a changed story, kept on disk |
//! | 4 | [`prove`] | search over `game`: reachability, dead ends, constants, with witnesses |
//! | 4 | `settings` | what a reader has chosen |
//! | 5 | [`ui`] | two faces of the same telling: `ui::plain` in lines, `ui::tui` on a screen |
//! | 6 | [`tools`] | one command each, and the edge: environment, clock, entropy, files |
//! | 7 | [`cli`], `main` | arguments, one exhaustive dispatch, exit codes |
//!
//! # Where to begin
//!
//! What may stand in a story: [`story::Condition`], [`story::Effect`], [`story::Scene`]. What
//! happens when: [`game::step`](mod@game::step). What a rule of the checker looks like:
//! `author::check`. Which key does what: `ui::tui::keys`, the table that also feeds the footer and
//! the help.

// Nothing from outside may end the program. Modules that look only at positions of their own making
// say so beside their `mod`.
#![cfg_attr(
    not(test),
    warn(
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::panic,
        clippy::unreachable,
        clippy::unimplemented
    )
)]

pub mod author;
pub mod clean;
pub mod cli;
pub mod diagnostic;
pub mod error;
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a story that was read has no name without a place in its tables"
)]
pub mod game;
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a story that was read has no name without a place in its tables"
)]
pub mod prove;
pub mod save;
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a story that was read has no name without a place in its tables"
)]
pub mod session;
pub mod settings;
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a story that was read has no name without a place in its tables"
)]
pub mod story;
pub mod tools;
pub mod ui;
