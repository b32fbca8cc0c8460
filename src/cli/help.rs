//! What `hailsham --help` says beside the options: the commands by what somebody is about, the
//! environment, the exit codes. The commands and what they do come from the parser itself.

use std::fmt::Write as _;

use clap::Command;

/// The commands by what somebody is about. A test holds that each stands here once.
const GROUPS: [(&str, &[&str]); 3] = [
    ("To play", &["play", "saves", "replay", "transcript"]),
    ("To write", &["new", "check", "walk", "graph", "stats"]),
    ("To have it at hand", &["completions", "man", "help"]),
];

/// How each command is called, and what for. A test holds that there is a line for each.
const EXAMPLES: [&str; 28] = [
    "play --story my-story --watch          show what is written as it is written",
    "play --new --seed 7                    the same chances for all who ask for 7",
    "play --at hailsham/pond                start somewhere in the middle",
    "saves",
    "saves rename autumn \"by the pond\"",
    "saves delete autumn                    it goes into the bin",
    "saves restore autumn",
    "saves --story my-story                 those of another story",
    "replay \"by the pond\"                   tell it again, to be watched",
    "replay \"by the pond\" --cast pond.cast  write it as a recording",
    "replay found.ron --verify              for a script: does it still tell the same?",
    "transcript \"by the pond\" > telling.md",
    "transcript \"by the pond\" --format html > telling.html",
    "new my-story",
    "check my-story",
    "check my-story --no-prove              the rules alone, while writing",
    "check my-story --strict                for a script: fail on warnings too",
    "check my-story --witnesses found       write down how to get there",
    "walk my-story --runs 200",
    "walk my-story --least-seen --no-text   see as much as can be, quickly",
    "graph my-story > my-story.svg",
    "graph my-story --chapter evening > evening.svg",
    "graph my-story --format dot | dot -Tpdf > my-story.pdf",
    "stats my-story",
    "completions bash > ~/.local/share/bash-completion/completions/hailsham",
    "completions fish > ~/.config/fish/completions/hailsham.fish",
    "man | man -l -",
    "man check | man -l -",
];

/// What stands at the end of the help of all.
const MORE: &str = "  hailsham                         go on where you left it, or begin\n\
     \x20 hailsham --new --plain           begin anew, in plain lines\n\
     \x20 hailsham --slot \"by the pond\"    take up a telling kept under a name\n\
     \x20 hailsham new my-story            begin a story of your own\n\
     \x20 hailsham check my-story          say what is wrong with it, and prove the rest";
const ENVIRONMENT: &str = "  HAILSHAM_HOME  the folder for saves and settings, instead of the XDG folders\n\
     \x20 NO_COLOR       set to anything: no colours\n\
     \x20 ACCESSIBLE     set to anything: plain lines, without a screen";
const EXIT_CODES: &str = "  0  it was done, and nothing is wrong\n\
     \x20 1  something is wrong with the story (check), or differs (replay --verify)\n\
     \x20 2  it couldn’t be done, or was asked in a way that isn’t understood";

/// Says in the parser's help what only this module knows.
pub fn told(parser: Command) -> Command {
    let header = *parser.get_styles().get_header();
    let literal = *parser.get_styles().get_literal();
    let titled = |title: &str| format!("{header}{title}:{header:#}");
    let mut template = String::from("{about}\n\n{usage-heading} {usage}\n");
    for (group, names) in GROUPS {
        let _ = write!(template, "\n{}\n", titled(group));
        for name in names {
            let about = match parser.find_subcommand(name) {
                Some(command) => command.get_about().map(ToString::to_string),
                None => Some("Show the help of a command".to_owned()),
            };
            let about = about.unwrap_or_default();
            let _ = writeln!(template, "  {literal}{name:<13}{literal:#}{about}");
        }
    }
    let _ = write!(
        template,
        "\n{}\n{{options}}{{after-help}}",
        titled("Options")
    );
    let (examples, environment) = (titled("Examples"), titled("Environment"));
    let exit_codes = titled("Exit codes");
    parser
        .help_template(template)
        .after_help(format!(
            "{examples}\n{MORE}\n\n{environment}\n{ENVIRONMENT}\n\n{exit_codes}\n{EXIT_CODES}"
        ))
        .mut_subcommands(|command| {
            let lines: String = EXAMPLES
                .iter()
                .filter(|example| example.split(' ').next() == Some(command.get_name()))
                .map(|example| format!("\n  hailsham {example}"))
                .collect();
            if lines.is_empty() {
                command
            } else {
                command.after_help(format!("{examples}{lines}"))
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::parser;

    #[test]
    fn every_command_stands_in_one_group() {
        let parser = parser();
        let mut shown: Vec<&str> = parser
            .get_subcommands()
            .filter(|command| !command.is_hide_set())
            .map(Command::get_name)
            .chain(["help"])
            .collect();
        let mut grouped: Vec<&str> = GROUPS
            .iter()
            .flat_map(|(_, names)| *names)
            .copied()
            .collect();
        shown.sort_unstable();
        grouped.sort_unstable();
        assert_eq!(shown, grouped);
    }

    #[test]
    fn no_help_is_wider_than_a_terminal() {
        let mut parser = parser();
        parser.build();
        let mut pages = vec![parser.render_long_help(), parser.render_help()];
        for command in parser.get_subcommands_mut() {
            pages.extend([command.render_long_help(), command.render_help()]);
        }
        assert!(pages.len() > 20);
        for page in pages {
            for line in page.to_string().lines() {
                assert!(line.chars().count() <= 100, "{line}");
            }
        }
    }

    #[test]
    fn every_command_shows_how_it_is_called() {
        for command in parser()
            .get_subcommands()
            .filter(|command| !command.is_hide_set())
        {
            let name = command.get_name();
            let more = command.get_after_help().map(ToString::to_string);
            let more = more.unwrap_or_default();
            assert!(more.contains(&format!("hailsham {name}")), "{name}: {more}");
        }
    }
}
