//! Arguments, one dispatch, exit codes: 0 nothing grave, 1 something grave, 2 it couldn't be done.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::author;
use crate::error::Failure;
use crate::tools::check;

#[derive(Parser)]
#[command(name = "hailsham", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Report everything that is wrong with a story
    Check {
        /// The story's folder
        dir: PathBuf,
        /// How to report it
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For a person
    Text,
    /// For a program: one JSON object
    Json,
}

/// Does what the arguments ask for; gives the exit code.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // Deep stories need a deep stack, and the main thread's is not ours to choose.
    let run = std::thread::Builder::new()
        .stack_size(8 << 20)
        .spawn(move || dispatch(&arguments));
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

fn dispatch(arguments: &Arguments) -> Result<ExitCode, Failure> {
    match &arguments.command {
        Command::Check { dir, format } => {
            let loaded = author::load_dir(dir)?;
            let colour = std::io::stdout().is_terminal() && !anstyle_query::no_color();
            let report = match format {
                Format::Text => check::as_text(&loaded, colour),
                Format::Json => check::as_json(&loaded),
            };
            std::io::stdout()
                .write_all(report.as_bytes())
                .map_err(|cause| Failure::new("write the report", cause))?;
            Ok(ExitCode::from(u8::from(check::has_errors(&loaded))))
        }
    }
}
