//! One command each.

pub mod check;
