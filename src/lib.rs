//! hailsham.
pub mod game;
pub mod session;
pub mod story;
