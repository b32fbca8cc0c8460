//! Arguments, one exhaustive dispatch, exit codes: 0 nothing grave, 1 something grave, 2 it
//! couldn't be done. What each command does is its tool's affair.

use std::io::Write;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

mod help;

use crate::clean;
use crate::error::Failure;
use crate::tools::{
    check, graph, manual, new, out, picture, play, replay, saves, stats, transcript, walk,
};

/// What may be asked.
#[derive(Parser)]
#[command(
    name = "hailsham",
    version,
    about = "A story told in the terminal. Without a command it is gone on with, or begun.",
    long_about = None,
    args_conflicts_with_subcommands = true
)]
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
    /// Begin a story of your own: a small complete one, to be changed
    New(new::New),
    /// Report everything that is wrong with a story, and prove that nothing is out of reach
    Check(check::Check),
    /// Play a story at random, many times, and report what was seen and what never was
    Walk(walk::Walk),
    /// Draw a story: chapters, decks, ways, coloured by what is seen and what was proved
    Graph(graph::Graph),
    /// Measure a story: words, choices, ways, and choices without a consequence
    Stats(stats::Stats),
    /// Play a save again, or see whether it still tells the same
    Replay(replay::Replay),
    /// Write a telling down as it was read
    Transcript(transcript::Transcript),
    /// List, rename or delete saves
    Saves(saves::Saves),
    /// Draw a screen as a picture, for the README and for whoever changes how it looks
    #[command(hide = true)]
    Picture(picture::Picture),
    /// Print the completions for a shell
    Completions(manual::Completions),
    /// Print the manual, as man reads it
    Man(manual::Page),
}

/// The parser, which also tells the help, the manual and the completions.
fn parser() -> clap::Command {
    help::told(Arguments::command())
}

/// Does what the arguments ask for; gives the exit code.
#[must_use]
pub fn main() -> ExitCode {
    say_faults_plainly();
    let asked = parser().try_get_matches();
    let arguments = match asked.and_then(|asked| Arguments::from_arg_matches(&asked)) {
        Ok(arguments) => arguments,
        Err(instead) => return answer(&instead),
    };
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

/// Help, the version, or what is wrong with the arguments, which may hold what a terminal obeys.
fn answer(instead: &clap::Error) -> ExitCode {
    if matches!(
        instead.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        return match out::listened(instead.print()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::from(2),
        };
    }
    let said = instead.render().to_string();
    let _ = write!(std::io::stderr(), "{}", clean::shown(&said));
    ExitCode::from(2)
}

/// From now on a fault of the program's own is said in two lines that are fit for a terminal.
pub fn say_faults_plainly() {
    std::panic::set_hook(Box::new(|fault| {
        let fault = fault.to_string();
        let _ = writeln!(
            std::io::stderr(),
            "hailsham has stopped by a fault of its own; everything you chose is kept.\n{}",
            clean::line(&fault.replace('\n', " "))
        );
    }));
}

fn dispatch(arguments: Arguments) -> Result<ExitCode, Failure> {
    match arguments.command.unwrap_or(Command::Play(arguments.play)) {
        Command::Play(play) => play::run(&play),
        Command::New(new) => new::run(&new),
        Command::Check(check) => check::run(&check),
        Command::Walk(walk) => walk::run(&walk),
        Command::Graph(graph) => graph::run(&graph),
        Command::Stats(stats) => stats::run(&stats),
        Command::Replay(replay) => replay::run(&replay),
        Command::Transcript(transcript) => transcript::run(&transcript),
        Command::Saves(saves) => saves::run(&saves),
        Command::Picture(picture) => picture::run(&picture),
        Command::Completions(asked) => manual::completions(&asked, parser()),
        Command::Man(asked) => manual::page(&asked, parser()),
    }
}
