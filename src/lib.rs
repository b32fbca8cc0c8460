//! hailsham.
pub mod clean;
pub mod game;
pub mod session;
pub mod story;
pub mod ui;
