//! The directions of imports, and where the outside world may be touched.

use std::fs;
use std::path::{Path, PathBuf};

/// Rank of each place under `src/`, longest prefix first where one holds another.
const RANKS: &[(&str, u32)] = &[
    ("clean", 0),
    ("diagnostic", 1),
    ("error", 1),
    ("story", 1),
    ("author", 2),
    ("game", 2),
    ("session", 3),
    ("save", 4),
    ("prove", 4),
    ("settings", 4),
    ("ui", 5),
    ("tools", 6),
    ("cli", 7),
    ("main", 7),
];

/// What only named files may touch, each with those files (prefixes of paths under `src/`).
const EDGES: &[(&str, &[&str])] = &[
    (
        "std::fs",
        &["author/source", "save/disk", "tools/", "ui/tui/terminal"],
    ),
    ("SystemTime", &["tools/"]),
    (
        "Instant",
        &["tools/", "ui/tui/terminal", "ui/tui/film/play"],
    ),
    ("RandomState", &["tools/"]),
    ("println!", &["tools/", "cli.rs", "main.rs"]),
    ("eprintln!", &["tools/", "cli.rs", "main.rs"]),
    ("ratatui", &["ui/tui", "tools/picture"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Each file under `src/`, as its path there and what it holds without comments and tests.
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    found
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a source is text");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let code: Vec<&str> = code
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect();
            let name = path
                .strip_prefix(&root)
                .expect("it is under src")
                .display()
                .to_string();
            (name.replace('\\', "/"), code.join("\n"))
        })
        .collect()
}

fn place(path: &str) -> &str {
    path.split(['/', '.']).next().unwrap_or_default()
}

fn rank(place: &str) -> Option<u32> {
    RANKS
        .iter()
        .find(|(name, _)| *name == place)
        .map(|(_, rank)| *rank)
}

#[test]
fn every_place_has_a_rank() {
    for (path, _) in files() {
        assert!(
            place(&path) == "lib" || rank(place(&path)).is_some(),
            "{path} has no rank"
        );
    }
}

#[test]
fn a_module_imports_from_below_or_from_its_own_folder() {
    let mut upward = Vec::new();
    for (path, code) in files() {
        let own = place(&path);
        if own == "lib" {
            continue;
        }
        for part in code.split("crate::").skip(1) {
            let other: &str = part
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
                .unwrap_or("");
            if other != own && rank(other).is_some() && rank(other) >= rank(own) {
                upward.push(format!("{path} imports {other}"));
            }
        }
    }
    assert!(upward.is_empty(), "{upward:#?}");
}

#[test]
fn the_outside_world_is_touched_only_where_it_is_meant_to_be() {
    let mut leaks = Vec::new();
    for (path, code) in files() {
        for (word, edges) in EDGES {
            let found = code.contains(word)
                // `println!` is also the end of `eprintln!`.
                && (*word != "println!" || code.replace("eprintln!", "").contains(word));
            if found && !edges.iter().any(|edge| path.starts_with(edge)) {
                leaks.push(format!("{path} has {word}"));
            }
        }
    }
    assert!(leaks.is_empty(), "{leaks:#?}");
}
