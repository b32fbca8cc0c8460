//! A folder of broken stories, one fault each, with the expected report beside it
//! (`tests/broken/`). A story is one file: `== path` begins each of its files; where it has no
//! `story.ron`, the one in the folder stands for it. `HAILSHAM_BLESS=1` writes the reports anew.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use hailsham::author::{Loaded, codes, load_sources};
use hailsham::story::Source;

use super::sources::sources;
use hailsham::tools::check;

/// Codes that need a disk, or more than a page.
const ELSEWHERE: [&str; 3] = ["H0101", "H0106", "H0408"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken")
}

fn stories() -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    all.sort();
    all
}

fn load(path: &Path) -> Loaded {
    let all = fs::read_to_string(path).unwrap();
    let mut sources = sources(&all);
    if !sources.iter().any(|source| source.path == "story.ron") {
        let text = fs::read_to_string(folder().join("story.ron")).unwrap();
        sources.push(Source {
            path: "story.ron".to_owned(),
            text: text.into(),
        });
    }
    load_sources(sources)
}

fn code_of(path: &Path) -> String {
    let name = path.file_name().unwrap().to_str().unwrap();
    name.split('-').next().unwrap().to_uppercase()
}

#[test]
fn every_broken_story_gets_the_report_beside_it() {
    let bless = std::env::var_os("HAILSHAM_BLESS").is_some();
    let mut wrong = String::new();
    for path in stories() {
        let report = check::as_text(&load(&path), false);
        let beside = path.with_extension("report");
        if bless {
            fs::write(&beside, &report).unwrap();
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        if report != expected {
            let _ = writeln!(
                wrong,
                "{}\nexpected:\n{expected}\ngot:\n{report}",
                path.display()
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_broken_story_has_the_fault_it_is_named_for_and_no_other() {
    let mut wrong = String::new();
    for path in stories() {
        let loaded = load(&path);
        let found: BTreeSet<&str> = loaded
            .findings
            .iter()
            .map(|finding| finding.code.id)
            .collect();
        if found != BTreeSet::from([code_of(&path).as_str()]) {
            let _ = writeln!(wrong, "{}: {found:?}", path.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_rule_has_a_broken_story() {
    let broken: BTreeSet<String> = stories().iter().map(|path| code_of(path)).collect();
    // What the prover finds has packs of its own.
    let rules = codes::ALL.iter().filter(|code| !code.id.starts_with("H09"));
    for code in rules {
        let elsewhere = ELSEWHERE.contains(&code.id);
        assert_ne!(broken.contains(code.id), elsewhere, "{}", code.id);
    }
}

#[test]
fn every_finding_says_where_it_is_and_what_to_do() {
    let mut wrong = String::new();
    for path in stories() {
        for finding in load(&path).findings {
            if finding.place.is_none() || finding.help.is_none() {
                let _ = writeln!(wrong, "{}: {}", path.display(), finding.message);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
