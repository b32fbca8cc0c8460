//! `hailsham walk`: seeded random play, and what it saw and what it never saw.
//! Each run can be repeated alone by its own seed.

pub mod dice;
pub mod report;
pub mod seen;
pub mod tellings;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;

use self::tellings::{Manner, walk};
use super::check::Format;
use super::{out, play};
use crate::error::Failure;

/// What `walk` is asked.
#[derive(Args, Debug)]
pub struct Walk {
    /// The story's folder; without it, the story inside the program
    dir: Option<PathBuf>,
    /// How many tellings
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    runs: u64,
    /// The seed of the first; each later one has the next number
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Take what was taken least so far, rather than by chance
    #[arg(long)]
    least_seen: bool,
    /// Leave the texts unread: no words, no branches, much faster
    #[arg(long)]
    no_text: bool,
    /// How to report it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Walks and reports. Fails where a telling had no way on.
///
/// # Errors
/// Where the story can't be read, or the report can't be written.
pub fn run(asked: &Walk) -> Result<ExitCode, Failure> {
    let story = match play::read(asked.dir.as_deref())? {
        Ok(story) => story,
        Err(code) => return Ok(code),
    };
    let manner = Manner {
        runs: asked.runs,
        seed: asked.seed,
        least_seen: asked.least_seen,
        reads: !asked.no_text,
    };
    let began = Instant::now();
    let walked = walk(&story, manner);
    let seconds = began.elapsed().as_secs_f64();
    let report = match asked.format {
        Format::Text => report::as_text(&story, &walked, manner, seconds),
        Format::Json => report::as_json(&story, &walked, manner, seconds),
    };
    out::say("write the report", &report)?;
    Ok(ExitCode::from(u8::from(!walked.stopped.is_empty())))
}
