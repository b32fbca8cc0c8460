//! `hailsham new`: a small complete pack, written into a folder, to be changed.
//! What is in it stands in `assets/new/`; nothing that is there already is ever touched.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::out;
use crate::author;
use crate::clean;
use crate::error::Failure;

/// What `new` is asked.
#[derive(Args, Debug)]
pub struct New {
    /// Where to write it: a folder that is empty, or isn’t there yet
    dir: PathBuf,
}

/// Writes the pack, and says how to go on.
///
/// # Errors
/// Where the folder holds something already, or a file can't be written.
pub fn run(asked: &New) -> Result<ExitCode, Failure> {
    let dir = asked.dir.as_path();
    if !is_empty(dir)? {
        return Err(
            Failure::new("begin a story in", "something is in that folder already")
                .at(dir)
                .help("Name an empty one, or one that isn’t there yet"),
        );
    }
    let pack = author::new_pack();
    for file in &pack {
        let path = dir.join(&file.path);
        write(&path, file.text.as_bytes())
            .map_err(|cause| Failure::new("write", cause).at(&path))?;
    }
    let shown = dir.to_string_lossy();
    let shown = clean::line(&shown);
    let said = format!(
        "A small story stands in {shown}, in {} files. Begin with story.ron.\n\n  \
         hailsham --story {shown}                 plays it\n  \
         hailsham play --story {shown} --watch    plays it while you write\n  \
         hailsham check {shown}                   says what is wrong, and proves the rest\n",
        pack.len()
    );
    out::say("say what was written", &said)?;
    Ok(ExitCode::SUCCESS)
}

/// Whether nothing is in a folder; one that isn't there has nothing in it.
fn is_empty(dir: &Path) -> Result<bool, Failure> {
    match fs::read_dir(dir) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(cause) => Err(Failure::new("begin a story in", cause).at(dir)),
    }
}

/// Writes a file that isn't there yet, and the folders it is in.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create_new(path)?.write_all(bytes)
}
