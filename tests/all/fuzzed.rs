//! What fuzzing found worth keeping (`tests/fuzz/corpus/`), tried again: every file of it, and each
//! cut off in the middle, by the way it belongs to. How it is done stands in `tests/fuzz/README.md`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

#[path = "../fuzz/ways.rs"]
pub mod ways;

/// What one input may take of a build that isn't optimised, on a machine that is busy.
const TIME: Duration = Duration::from_secs(5);

fn corpus(way: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fuzz/corpus")
        .join(way);
    let mut all: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    all.sort();
    all
}

/// Tries everything kept for a way, and half of it.
fn tried(way: &str, by: fn(&[u8])) {
    let all = corpus(way);
    assert!(all.len() >= 10, "{} inputs are kept for `{way}`", all.len());
    for path in all {
        let bytes = fs::read(&path).unwrap();
        for bytes in [&bytes[..], &bytes[..bytes.len() / 2]] {
            let begun = Instant::now();
            by(bytes);
            assert!(
                begun.elapsed() < TIME,
                "{} took {:?}",
                path.display(),
                begun.elapsed()
            );
        }
    }
}

#[test]
fn stories_that_fuzzing_found() {
    tried("story", ways::story);
}

#[test]
fn saves_that_fuzzing_found() {
    tried("save", ways::save);
}

#[test]
fn settings_that_fuzzing_found() {
    tried("settings", ways::settings);
}

#[test]
fn lines_of_players_that_fuzzing_found() {
    tried("plain", ways::plain);
}

#[test]
fn keys_that_fuzzing_found() {
    tried("screen", ways::screen);
}
