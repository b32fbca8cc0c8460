//! Where settings, saves and logs live, and what this environment asks for.
//! Reads the environment; creates nothing.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

use etcetera::{AppStrategy, AppStrategyArgs, choose_app_strategy};

/// The folders of a user.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Home {
    /// Settings and themes of one's own.
    pub config: PathBuf,
    /// Saves.
    pub data: PathBuf,
    /// Logs.
    pub state: PathBuf,
}

impl Home {
    /// What `HAILSHAM_HOME` says for all three, else the XDG places.
    ///
    /// # Errors
    /// A sentence, where the environment names no home at all.
    pub fn find() -> Result<Home, String> {
        if let Some(home) = set("HAILSHAM_HOME") {
            let home = PathBuf::from(home);
            return Ok(Home {
                config: home.clone(),
                data: home.clone(),
                state: home,
            });
        }
        let args = AppStrategyArgs {
            top_level_domain: String::new(),
            author: String::new(),
            app_name: "hailsham".to_owned(),
        };
        let places = choose_app_strategy(args)
            .ok()
            // With a home that is no whole path they would lie wherever one happens to be.
            .filter(|places| places.home_dir().is_absolute())
            .ok_or(
                "There is no home folder to keep tellings in: set HOME, or set HAILSHAM_HOME to a folder.",
            )?;
        let state = places.state_dir().unwrap_or_else(|| places.data_dir());
        Ok(Home {
            config: places.config_dir(),
            data: places.data_dir(),
            state,
        })
    }
}

/// A variable of the environment that is set and not empty.
fn set(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

/// Whether this environment asks for lines instead of a screen.
#[must_use]
pub fn asks_for_lines() -> bool {
    use std::io::IsTerminal;
    set("ACCESSIBLE").is_some()
        || set("TERM").is_none_or(|term| term == "dumb")
        || !std::io::stdout().is_terminal()
        || !std::io::stdin().is_terminal()
}
