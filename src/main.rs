//! hailsham.
fn main() {}
