//! A telling that a command is about: the file or the save somebody names, and its story.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::home::Home;
use super::play;
use crate::error::Failure;
use crate::save::Record;
use crate::save::disk::{Shelf, record_at};
use crate::story::Story;

/// Which telling.
#[derive(Args, Debug)]
pub struct Which {
    /// A save or replay file, or the name of a save
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The folder of the story it tells; without it, the one inside the program
    #[arg(long, value_name = "DIR")]
    pub story: Option<PathBuf>,
}

/// The story and the record. An exit code where the story has errors, which were shown.
///
/// # Errors
/// Where either can't be read, or they don't belong together.
pub fn find(which: &Which) -> Result<Result<(Arc<Story>, Record), ExitCode>, Failure> {
    let story = match play::read(which.story.as_deref())? {
        Ok(story) => story,
        Err(code) => return Ok(Err(code)),
    };
    let record = record(&story, &which.file)?;
    if record.story != story.name() {
        let cause = format!(
            "it tells the story “{}”, and this is “{}”",
            record.story,
            story.name()
        );
        return Err(Failure::new("play", cause)
            .at(&which.file)
            .help("Say where its story is with --story."));
    }
    Ok(Ok((story, record)))
}

/// The record in a file; where there is no such file, in the save of that name.
fn record(story: &Story, file: &Path) -> Result<Record, Failure> {
    let there = record_at(file);
    let named = file
        .to_str()
        .filter(|_| !file.exists())
        .zip(Home::find().ok());
    match (there, named) {
        (Err(_), Some((name, home))) => Shelf::look(&home.data, story.name()).record(name),
        (there, _) => there,
    }
}
