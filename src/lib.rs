//! hailsham.
pub mod story;
