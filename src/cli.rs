//! Arguments, one exhaustive dispatch, exit codes: 0 nothing grave, 1 something grave, 2 it
//! couldn't be done. What each command does is its tool's affair.

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::error::Failure;
use crate::tools::{check, picture, play, replay, saves, transcript};

/// A story told in the terminal.
///
/// Without a command it is played: gone on with where it was left, or begun.
#[derive(Parser)]
#[command(name = "hailsham", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    play: play::Play,
}

#[derive(Subcommand)]
enum Command {
    /// Play a story (what happens without a command)
    Play(play::Play),
    /// Report everything that is wrong with a story
    Check(check::Check),
    /// Play a save again, or see whether it still tells the same
    Replay(replay::Replay),
    /// Write a telling down as it was read
    Transcript(transcript::Transcript),
    /// List, rename or delete saves
    Saves(saves::Saves),
    /// Draw a screen as a picture, for the README and for whoever changes how it looks
    #[command(hide = true)]
    Picture(picture::Picture),
}

/// Does what the arguments ask for; gives the exit code.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // Deep stories need a deep stack, and the main thread's is not ours to choose.
    let run = std::thread::Builder::new()
        .stack_size(8 << 20)
        .spawn(move || dispatch(arguments));
    let result = match run.map(std::thread::JoinHandle::join) {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => return ExitCode::from(2),
        Err(cause) => Err(Failure::new("start a thread", cause)),
    };
    result.unwrap_or_else(|failure| {
        // Where nobody can be told, the exit code still says it.
        let _ = writeln!(std::io::stderr(), "hailsham: {failure}");
        ExitCode::from(2)
    })
}

fn dispatch(arguments: Arguments) -> Result<ExitCode, Failure> {
    match arguments.command.unwrap_or(Command::Play(arguments.play)) {
        Command::Play(play) => play::run(&play),
        Command::Check(check) => check::run(&check),
        Command::Replay(replay) => replay::run(&replay),
        Command::Transcript(transcript) => transcript::run(&transcript),
        Command::Saves(saves) => saves::run(&saves),
        Command::Picture(picture) => picture::run(&picture),
    }
}
