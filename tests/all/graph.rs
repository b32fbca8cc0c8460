//! A story drawn: the whole drawing of a small one in each format, and that every story can be.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use hailsham::author;
use hailsham::prove::Limits;
use hailsham::story::Story;
use hailsham::tools::graph::chart::{End, Fate};
use hailsham::tools::graph::place::{Rect, place};
use hailsham::tools::graph::{Format, chart, drawn};
use insta::assert_snapshot;

use super::program::{Program, Ran};
use super::prove_random;

fn new_pack() -> Story {
    let story = author::load_sources(author::new_pack()).story;
    story.expect("it has no errors")
}

/// What the program draws of the pack for beginners, at so few tellings that some is unseen.
fn graph(arguments: &[&str]) -> Ran {
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/new");
    let home = tempfile::tempdir().unwrap();
    let mut all = vec!["graph", pack.to_str().unwrap(), "--runs", "20"];
    all.extend(arguments);
    Program::new(home.path(), &all).run()
}

#[test]
fn a_small_story_is_drawn_whole_in_each_format() {
    for format in ["dot", "mermaid", "svg"] {
        let ran = graph(&["--format", format]);
        assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""));
        assert_snapshot!(format!("graph_{format}"), ran.stdout);
    }
}

#[test]
fn of_one_chapter_what_lies_elsewhere_is_named() {
    let ran = graph(&["--format", "dot", "--chapter", "sunday"]);
    assert_snapshot!("graph_chapter", ran.stdout);
}

#[test]
fn a_chapter_that_is_not_there_is_refused_with_those_that_are() {
    assert_eq!(
        graph(&["--chapter", "monday"]),
        Ran {
            status: Some(2),
            stdout: String::new(),
            stderr: "hailsham: can’t draw the chapter: there is no chapter “monday”. \
                     There are: sunday, midnight\n"
                .to_owned(),
        }
    );
}

#[test]
fn a_chapter_too_large_for_a_picture_is_refused_with_what_can_be_done() {
    let home = tempfile::tempdir().unwrap();
    let pack = home.path().join("pack");
    fs::create_dir_all(pack.join("a")).unwrap();
    let story = r#"Story(id: "long", title: "Long", start: "a/s0", chapters: [Chapter(id: "one", title: "One", opens: "a/s0")], endings: [Ending(id: "end", title: "End")])"#;
    fs::write(pack.join("story.ron"), story).unwrap();
    let mut scenes = String::from("[");
    for n in 0..1_000 {
        let next = n + 1;
        let _ = write!(
            scenes,
            "Scene(id: \"s{n}\", text: \"S.\", choices: [Choice(say: \"On\", to: \"s{next}\")]),"
        );
    }
    scenes.push_str("Scene(id: \"s1000\", text: \"E.\", ending: \"end\")]");
    fs::write(pack.join("a/a.ron"), scenes).unwrap();
    let run = |format| {
        let arguments = [
            "graph",
            pack.to_str().unwrap(),
            "--runs",
            "1",
            "--format",
            format,
        ];
        Program::new(home.path(), &arguments).run()
    };
    assert_eq!(
        run("svg"),
        Ran {
            status: Some(2),
            stdout: String::new(),
            stderr:
                "hailsham: can’t draw it: “One” has 1001 scenes, and a picture takes 1000 of a \
                     chapter. Draw another chapter with --chapter, or all of it with --format dot\n"
                    .to_owned(),
        }
    );
    let dot = run("dot");
    assert_eq!((dot.status, dot.stderr.as_str()), (Some(0), ""));
    assert_eq!(dot.stdout.matches(" -> ").count(), 1_000);
}

#[test]
fn what_was_proved_never_and_what_was_only_not_seen_are_told_apart() {
    let chart = chart(&new_pack(), 1, Limits::default());
    let fate = |name: &str| {
        let mut nodes = chart.nodes.iter();
        nodes.find(|node| node.name == name).map(|node| node.fate)
    };
    assert_eq!(fate("church/note"), Some(Fate::Seen(1.0)));
    assert_eq!(fate("tower/twelve"), Some(Fate::Unseen));
    let limits = Limits::of(0);
    let story = prove_random::story(3).expect("it breaks no rule");
    let fates = fates(&story, limits);
    assert!(fates.contains(&Fate::Never), "{fates:?}");
}

fn fates(story: &Story, limits: Limits) -> Vec<Fate> {
    let chart = chart(story, 50, limits);
    chart.nodes.iter().map(|node| node.fate).collect()
}

fn overlap(a: Rect, b: Rect) -> bool {
    a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
}

#[test]
fn every_story_can_be_drawn_and_nothing_lies_on_anything_else() {
    let mut drawings = 0;
    for seed in 0..60 {
        let Some(story) = prove_random::story(seed) else {
            continue;
        };
        let chart = chart(&story, 5, Limits::of(100));
        let sheet = place(&chart, 0.0);
        for (n, one) in sheet.nodes.iter().enumerate() {
            for (m, other) in sheet.nodes.iter().enumerate().skip(n + 1) {
                assert!(
                    !overlap(*one, *other),
                    "seed {seed}: {} lies on {}",
                    chart.nodes[n].name,
                    chart.nodes[m].name
                );
            }
        }
        let lines: usize = sheet.runs.iter().map(|run| run.lines.len()).sum();
        assert_eq!(lines, chart.lines.len(), "seed {seed}");
        for run in &sheet.runs {
            assert!(run.points.len() >= 2, "seed {seed}: {run:?}");
        }
        for line in &chart.lines {
            if let End::Node(to) = line.to {
                assert!(to < chart.nodes.len());
            }
        }
        for format in [Format::Dot, Format::Mermaid, Format::Svg] {
            let once = drawn(&chart, format);
            assert_eq!(once, drawn(&chart, format), "seed {seed}");
        }
        drawings += 1;
    }
    assert!(drawings > 50);
}
