//! `hailsham completions` and `hailsham man`: what a shell and `man` know of the command line, made
//! from the parser itself, so that they never say anything else than it does.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Args, Command};
use clap_complete::Shell;
use clap_mangen::Man;

use super::out;
use crate::error::Failure;

/// What `completions` is asked.
#[derive(Args, Debug)]
pub struct Completions {
    /// For which shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// What `man` is asked.
#[derive(Args, Debug)]
pub struct Page {
    /// The page of one command; without it, the page of hailsham itself
    #[arg(value_name = "COMMAND")]
    of: Option<String>,
}

/// Prints what a shell completes.
///
/// # Errors
/// Where nothing can be written.
pub fn completions(asked: &Completions, mut parser: Command) -> Result<ExitCode, Failure> {
    let mut script = Vec::new();
    let name = parser.get_name().to_owned();
    clap_complete::generate(asked.shell, &mut parser, name, &mut script);
    out::say("write the completions", &String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}

/// Prints a page of the manual, as `man -l -` reads it.
///
/// # Errors
/// Where there is no such command, or nothing can be written.
pub fn page(asked: &Page, mut parser: Command) -> Result<ExitCode, Failure> {
    // Names of whole commands (`hailsham-saves`) are only known once it is built.
    parser.build();
    let command = match &asked.of {
        None => parser,
        Some(name) => parser
            .find_subcommand(name)
            .filter(|command| command.get_name() != "help")
            .cloned()
            .ok_or_else(|| {
                Failure::new("show the manual", format!("there is no command “{name}”"))
                    .help("“hailsham --help” lists them")
            })?,
    };
    let page = written(command).map_err(|cause| Failure::new("write the manual", cause))?;
    out::say("write the manual", &String::from_utf8_lossy(&page))?;
    Ok(ExitCode::SUCCESS)
}

/// A page in its usual order; what stands below the options keeps its lines.
fn written(command: Command) -> io::Result<Vec<u8>> {
    let below = command.get_after_help().map(ToString::to_string);
    let has_commands = command
        .get_subcommands()
        .any(|command| !command.is_hide_set());
    let has_version = command.get_version().is_some();
    let man = Man::new(command).manual("hailsham");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if has_commands {
        man.render_subcommands_section(&mut page)?;
    }
    for section in below.iter().flat_map(|below| below.split("\n\n")) {
        let (title, lines) = section.split_once(":\n").unwrap_or(("NOTES", section));
        writeln!(page, ".SH {}\n.nf", title.to_uppercase())?;
        for line in lines.lines() {
            // Nothing of it is a request of roff's.
            let line = line.trim_start().replace('\\', "\\e").replace('-', "\\-");
            writeln!(page, "\\&{line}")?;
        }
        writeln!(page, ".fi")?;
    }
    if has_version {
        man.render_version_section(&mut page)?;
    }
    Ok(page)
}
