//! What `check`, `walk` and `stats` say of a story, to a person and to a program.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::program::{Program, Ran};

/// One of the stories of which the truth is known, in a folder.
fn truth(name: &str, dir: &Path) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/truths");
    let all = fs::read_to_string(path.join(format!("{name}.txt"))).unwrap();
    for file in all.split("\n== ").skip(1) {
        let (path, text) = file.split_once('\n').unwrap();
        let path = dir.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// The pack for beginners.
fn new_pack() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/new")
}

fn run(command: &str, dir: &Path, more: &[&str]) -> Ran {
    let home = tempfile::tempdir().unwrap();
    let mut arguments = vec![command, dir.to_str().unwrap()];
    arguments.extend(more);
    let ran = Program::new(home.path(), &arguments).run();
    assert_eq!(ran.stderr, "");
    ran
}

fn json(command: &str, dir: &Path, more: &[&str]) -> Value {
    let ran = run(command, dir, &[more, &["--format", "json"]].concat());
    serde_json::from_str(&ran.stdout).expect("one JSON object")
}

fn keys(value: &Value) -> Vec<&str> {
    let object = value.as_object().expect("an object");
    object.keys().map(String::as_str).collect()
}

#[test]
fn where_a_limit_is_met_the_proof_is_bounded_and_strict_fails() {
    let dir = tempfile::tempdir().unwrap();
    truth("memories", dir.path());
    let last = |ran: &Ran| ran.stdout.lines().last().unwrap_or_default().to_owned();
    let whole = run("check", dir.path(), &[]);
    assert_eq!(whole.status, Some(0));
    assert!(last(&whole).starts_with("proved: "), "{whole:?}");
    let bounded = run("check", dir.path(), &["--limit", "20"]);
    assert_eq!(bounded.status, Some(0));
    assert!(last(&bounded).starts_with("bounded: "), "{bounded:?}");
    assert!(!bounded.stdout.contains("proved"), "{bounded:?}");
    assert!(bounded.stdout.contains("note[H0914]"), "{bounded:?}");

    // The same without anything that is worth a warning.
    let dir = tempfile::tempdir().unwrap();
    truth("long-detour", dir.path());
    let strict = |more: &[&str]| run("check", dir.path(), &[more, &["--strict"]].concat());
    assert_eq!(strict(&[]).status, Some(0));
    let bounded = strict(&["--limit", "1"]);
    assert!(last(&bounded).starts_with("bounded: "), "{bounded:?}");
    assert!(
        bounded.stdout.contains("0 errors, 0 warnings"),
        "{bounded:?}"
    );
    assert_eq!(bounded.status, Some(1));
    let unproved = strict(&["--limit", "1", "--no-prove"]);
    assert_eq!(unproved.status, Some(0));
    assert_eq!(last(&unproved), "0 errors, 0 warnings, 0 notes");
}

#[test]
fn to_a_program_check_gives_its_findings_and_its_proof() {
    let dir = tempfile::tempdir().unwrap();
    truth("dead-end", dir.path());
    let report = json("check", dir.path(), &[]);
    assert_eq!(keys(&report), ["findings", "more", "proof"]);
    let [finding] = report["findings"].as_array().unwrap().as_slice() else {
        panic!("{report}");
    };
    assert_eq!(
        keys(finding),
        [
            "also", "code", "column", "file", "help", "line", "message", "severity", "witness"
        ]
    );
    assert_eq!(finding["code"], "H0912");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["file"], "a/a.ron");
    assert_eq!(
        (&finding["line"], &finding["column"]),
        (&10.into(), &16.into())
    );
    let proof = &report["proof"];
    assert_eq!(proof["bounded"], false);
    for (kind, total, reached) in [
        ("scenes", 4, 4),
        ("choices", 6, 6),
        ("endings", 1, 1),
        ("dead_ends", 3, 1),
    ] {
        let tally = &proof[kind];
        assert_eq!(keys(tally), ["never", "reached", "total", "unsettled"]);
        assert_eq!(
            (&tally["total"], &tally["reached"], &tally["unsettled"]),
            (&total.into(), &reached.into(), &0.into()),
            "{kind}"
        );
    }

    // What shows it is a save, and replays.
    let home = tempfile::tempdir().unwrap();
    let save = home.path().join("shown.ron");
    fs::write(&save, finding["witness"].as_str().unwrap()).unwrap();
    let replayed = Program::new(
        home.path(),
        &[
            "replay",
            save.to_str().unwrap(),
            "--plain",
            "--story",
            dir.path().to_str().unwrap(),
        ],
    );
    let replayed = replayed.run();
    assert_eq!((replayed.status, replayed.stderr.as_str()), (Some(0), ""));
    assert!(replayed.stdout.contains("Evening."), "{replayed:?}");
}

#[test]
fn a_walk_reports_what_was_seen_how_often_and_what_never_was() {
    let dir = tempfile::tempdir().unwrap();
    truth("never-gone", dir.path());
    let ran = run("walk", dir.path(), &["--runs", "10"]);
    assert_eq!(ran.status, Some(0));
    let (first, rest) = ran.stdout.split_once('\n').unwrap();
    assert!(first.starts_with("10 tellings, 10 choices, "), "{first}");
    assert!(
        first.ends_with(" choices a second, every text read"),
        "{first}"
    );
    assert_eq!(
        rest,
        "choices in a telling: 1, 1, 1 (10th, 50th, 90th percentile)\n\
         words in a telling: 9, 9, 9\n\
         of a telling’s text another has: 100 %, 100 %, 100 %\n  \
         One: 9 words, 1 choices\n\
         scenes seen: 5 of 8, 62.5 %\n\
         actions seen: 0 of 1, 0.0 %\n\
         endings seen: 1 of 1, 100.0 %\n\
         ending end: 100.0 %\n\
         deck member a/moth: 100.0 %\n\
         deck member a/bat: 0.0 %\n\
         scenes at 0 %: 3\n  a/bat\n  a/dark\n  a/out\n\
         actions at 0 %: 1\n  lamp, out\n"
    );
}

#[test]
fn each_telling_of_a_walk_can_be_walked_again_alone() {
    let words = |runs: &str, seed: &str| {
        let report = json("walk", &new_pack(), &["--runs", runs, "--seed", seed]);
        let coverage = report["coverage"]["choices"].as_array().unwrap().clone();
        let taken = coverage.iter().map(|one| one["times"].as_u64().unwrap());
        taken.collect::<Vec<u64>>()
    };
    let alone: Vec<Vec<u64>> = ["5", "6", "7"].map(|seed| words("1", seed)).to_vec();
    assert_ne!(alone[0], alone[1]);
    let together = words("3", "5");
    for (n, times) in together.iter().enumerate() {
        assert_eq!(*times, alone.iter().map(|one| one[n]).sum::<u64>());
    }
}

#[test]
fn least_seen_first_sees_everything_sooner() {
    let seen = |more: &[&str]| {
        let home = tempfile::tempdir().unwrap();
        let shipped = ["walk", "--runs", "5", "--format", "json"];
        let ran = Program::new(home.path(), &[&shipped, more].concat()).run();
        let report: Value = serde_json::from_str(&ran.stdout).expect("one JSON object");
        let coverage = report["coverage"].as_object().unwrap().clone();
        let kinds = coverage.values().flat_map(|kind| kind.as_array().unwrap());
        kinds.filter(|one| one["times"] != 0).count()
    };
    let (by_chance, least) = (seen(&[]), seen(&["--least-seen"]));
    assert!(least > by_chance, "{least} {by_chance}");
}

#[test]
fn a_walk_gives_a_program_every_figure() {
    let report = json("walk", &new_pack(), &["--runs", "30"]);
    assert_eq!(
        keys(&report),
        [
            "chapters",
            "choices",
            "choices_in_a_telling",
            "choices_per_second",
            "coverage",
            "runs",
            "seed",
            "shared",
            "stopped",
            "words_in_a_telling",
        ]
    );
    assert_eq!(
        keys(&report["coverage"]),
        ["actions", "branches", "choices", "endings", "scenes"]
    );
    let first = &report["coverage"]["scenes"][0];
    assert_eq!(
        (&first["name"], &first["times"], &first["a_telling"]),
        (&"church/note".into(), &30.into(), &1.0.into())
    );
}

#[test]
fn stats_measure_a_story_and_list_what_has_no_consequence() {
    let ran = run("stats", &new_pack(), &["--runs", "100"]);
    assert_eq!(ran.status, Some(0));
    insta::assert_snapshot!("stats", ran.stdout);
    let report = json("stats", &new_pack(), &["--runs", "100"]);
    assert_eq!(
        keys(&report),
        [
            "branches",
            "chapters",
            "choices",
            "endings",
            "entries",
            "longest",
            "minutes",
            "refused",
            "scenes",
            "shortest",
            "with_consequence",
            "without",
            "words",
            "words_in_a_telling",
        ]
    );
    // The longest way is one that can be walked again.
    let seed = report["longest"]["seed"].to_string();
    let again = json("walk", &new_pack(), &["--runs", "1", "--seed", &seed]);
    assert_eq!(again["choices"], report["longest"]["choices"]);
    assert_eq!(again["words_in_a_telling"][0], report["longest"]["words"]);
}
