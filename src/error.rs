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
    /// The failure as a sentence of its own: with a large letter and a full stop.
    #[must_use]
    pub fn sentence(&self) -> String {
        let words = self.to_string();
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
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "can’t {}", self.doing)?;
        if let Some(path) = &self.path {
            write!(f, " {}", clean::shown(&path.to_string_lossy()))?;
        }
        write!(f, ": {}", clean::shown(&self.cause))?;
        match &self.help {
            Some(help) => write!(f, ". {}", clean::shown(help)),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Failure {}
