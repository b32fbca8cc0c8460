//! Failures at the edge: what couldn't be done, with which path, why, and what would help.
//! What is wrong inside a story is a finding (`diagnostic`), never a failure.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::clean;

/// Something outside the program stood in the way.
#[derive(Debug)]
pub struct Failure {
    doing: String,
    path: Option<PathBuf>,
    cause: String,
    help: Option<String>,
}

impl Failure {
    /// `doing` completes "can't …" ("read"), `cause` is a clause.
    pub fn new(doing: impl Into<String>, cause: impl fmt::Display) -> Failure {
        Failure {
            doing: doing.into(),
            path: None,
            cause: cause.to_string(),
            help: None,
        }
    }

    /// The same about a path.
    #[must_use]
    pub fn at(mut self, path: &Path) -> Failure {
        self.path = Some(path.to_owned());
        self
    }

    /// The same with a way out, a sentence.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Failure {
        self.help = Some(help.into());
        self
    }
}

impl Failure {
    /// Why, a clause.
    #[must_use]
    pub fn cause(&self) -> String {
        clean::line(&self.cause).into_owned()
    }

    /// What couldn't be done, and where, a sentence without the cause.
    #[must_use]
    pub fn what(&self) -> String {
        let path = self.path.as_ref().map_or_else(String::new, |path| {
            format!(" {}", clean::line(&path.to_string_lossy()))
        });
        sentence(&format!("can’t {}{path}", clean::line(&self.doing)))
    }

    /// What would help, a sentence, where that is known.
    #[must_use]
    pub fn way_out(&self) -> Option<String> {
        self.help
            .as_deref()
            .map(|help| clean::line(help).into_owned())
    }

    /// The failure as a sentence of its own: with a large letter and a full stop.
    #[must_use]
    pub fn sentence(&self) -> String {
        sentence(&self.to_string())
    }
}

/// Words as a sentence of their own: with a large letter and a full stop.
#[must_use]
pub fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    let first: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let stop = if words.ends_with(['.', '?', '!']) {
        ""
    } else {
        "."
    };
    format!("{first}{}{stop}", chars.as_str())
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "can’t {}", clean::line(&self.doing))?;
        if let Some(path) = &self.path {
            write!(f, " {}", clean::line(&path.to_string_lossy()))?;
        }
        write!(f, ": {}", clean::line(&self.cause))?;
        match &self.help {
            Some(help) => write!(f, ". {}", clean::line(help)),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Failure {}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Failure;

    #[test]
    fn whatever_a_path_or_a_cause_holds_it_is_one_clean_line() {
        let failure = Failure::new("read \u{7}", "\u{1b}[2Jno\r\nway")
            .at(Path::new("a\nb\u{202e}"))
            .help("Try \u{7}another");
        assert_eq!(
            failure.to_string(),
            "can’t read \u{fffd} a\u{fffd}b\u{fffd}: \u{fffd}[2Jno\u{fffd}\u{fffd}way. Try \u{fffd}another"
        );
    }
}
