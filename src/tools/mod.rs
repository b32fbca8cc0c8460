//! One command each, and the edge: environment, clock, entropy and files come in here and nowhere
//! below. Each command's file has what it is asked (`Args`) and its `run`.

#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a frame’s cells are asked for within its size"
)]
pub mod cast;
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a story that was read has no name without a place in its tables"
)]
pub mod check;
#[allow(
    clippy::indexing_slicing,
    reason = "a chart’s lines and decks only name nodes that are in it"
)]
pub mod graph;
pub mod home;
pub mod keep;
pub mod manual;
pub mod new;
pub mod out;
pub mod pack;
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a frame’s cells are asked for within its size"
)]
pub mod picture;
pub mod play;
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a story that was read has no name without a place in its tables"
)]
pub mod proof;
pub mod replay;
pub mod saves;
pub mod settings;
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a story that was read has no name without a place in its tables"
)]
pub mod stats;
pub mod telling;
pub mod transcript;
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a story that was read has no name without a place in its tables"
)]
pub mod walk;
pub mod watch;
