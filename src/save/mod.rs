//! A telling as text, played again from it, and kept on disk.
//! Only `disk` touches files; nothing here knows the clock: when a save is made comes from outside.

pub mod disk;
mod nearby;
mod pen;
pub mod record;
pub mod replay;
#[cfg(test)]
mod sample;
pub mod seen;
pub mod snapshot;
mod text;
mod verify;

pub use record::{Meta, Record, fingerprint, to_text};
pub use replay::{Fit, Restored, restore};
pub use text::{MOST_BYTES, Unreadable, from_bytes, from_text};
pub use verify::{Difference, Place, verify};
