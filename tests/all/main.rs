//! All integration tests, one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that can't go on should stop"
)]

mod bare;
mod broken;
mod code_points;
mod dice;
mod fuzzed;
mod graph;
mod guide;
mod hostile;
mod layers;
mod life;
mod long;
mod new;
mod packs;
mod parts;
mod pictures;
mod program;
mod prove;
mod prove_oracle;
mod prove_random;
mod prove_truths;
mod reports;
mod rules;
mod save_changed;
mod save_corpus;
mod save_faults;
mod save_film;
mod save_kill;
mod save_playthroughs;
mod save_program;
mod save_property;
mod save_shipped;
mod save_soak;
mod shipped;
mod sources;
mod tale;
mod terminal;
mod texts;
mod tui;
mod watch;
