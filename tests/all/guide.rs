//! The authoring guide teaches what the code does: every example loads, every field is listed.

use std::collections::BTreeMap;

use hailsham::author::{self, Loaded, codes};
use hailsham::diagnostic::Severity;
use hailsham::prove::Limits;
use hailsham::story::Source;
use hailsham::tools::{check, proof};
use hailsham::ui::art::Picture;
use hailsham::ui::assets::Assets;

const GUIDE: &str = include_str!("../../story/README.md");

/// The guide's files, each as the step before `until` leaves it.
fn files(until: &str) -> BTreeMap<String, String> {
    let lesson = GUIDE.split(until).next().expect("a guide has a beginning");
    let mut files = BTreeMap::new();
    let mut lines = lesson.lines().peekable();
    while let Some(line) = lines.next() {
        let name = line
            .strip_prefix('`')
            .and_then(|line| line.strip_suffix('`'));
        if let Some(name) = name
            && lines.next_if_eq(&"```ron").is_some()
        {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            files.insert(name.to_owned(), body.join("\n"));
        }
    }
    files
}

fn load(files: &BTreeMap<String, String>) -> Loaded {
    let sources = files.iter().map(|(path, text)| Source {
        path: path.clone(),
        text: text.clone().into(),
    });
    author::load_sources(sources.collect())
}

fn findings(files: &BTreeMap<String, String>, least: Severity) -> Vec<String> {
    load(files)
        .findings
        .iter()
        .filter(|finding| finding.severity() <= least)
        .map(|finding| format!("{finding:?}"))
        .collect()
}

#[test]
fn every_step_of_the_lesson_loads_without_an_error() {
    for step in 3..=10 {
        let files = files(&format!("\n### {step}."));
        assert!(files.len() >= 2, "before step {step}: {:?}", files.keys());
        assert_eq!(
            findings(&files, Severity::Error),
            [""; 0],
            "before step {step}"
        );
    }
}

#[test]
fn the_lesson_ends_in_a_whole_story_without_a_finding() {
    let mut files = files("\n## Seeing what you wrote");
    let mut edit = |file: &str, from: &str, to: &str| {
        let text = files.get_mut(file).expect("the lesson has this file");
        assert_eq!(text.matches(from).count(), 1, "{file}: {from}");
        *text = text.replace(from, to);
    };
    let evening = "quay/evening.ron";
    let home = r#"Choice(say: "Go home", to: "home"),"#;
    let timetable = r#"Choice(say: "Read the timetable", once: true, via: "timetable"),"#;
    assert!(GUIDE.contains(timetable), "step 4 says so");
    edit(evening, home, &format!("{home} {timetable}"));
    assert!(
        GUIDE.contains(r#"let the scene `deck` go on with `next: "boat/rail"`"#),
        "step 6"
    );
    edit(
        evening,
        r#"as it always does.", ending: "across""#,
        r#"as it always does.", next: "boat/rail""#,
    );
    assert!(
        GUIDE.contains(r#"`then: [Add("coins", -1), Take("ticket")]`"#),
        "step 7"
    );
    edit(
        evening,
        r#"then: [Add("coins", -1)]"#,
        r#"then: [Add("coins", -1), Take("ticket")]"#,
    );
    edit(
        evening,
        r#"id: "chain","#,
        r#"id: "chain", place: "quay", enter: [Remember("ferryman")],"#,
    );
    edit(
        evening,
        r#"id: "arrive","#,
        r#"id: "arrive", place: "quay","#,
    );
    edit(
        "boat/crossing.ron",
        r#"id: "rail","#,
        r#"id: "rail", place: "boat","#,
    );
    edit(
        "boat/crossing.ron",
        r#"id: "man","#,
        r#"id: "man", enter: [Retell("ferryman", "later")],"#,
    );
    for said in [
        r#"`enter: [Remember("ferryman")]`"#,
        r#"`enter: [Retell("ferryman", "later")]`"#,
        r#"`place: "quay"`"#,
        r#"`enter: [Draw(["calm", "swell"])]`"#,
    ] {
        assert!(GUIDE.contains(said), "the guide says {said}");
    }
    edit(
        "boat/crossing.ron",
        r#"id: "rail","#,
        r#"id: "rail", enter: [Draw(["calm", "swell"])],"#,
    );
    let flags = r#"flags: ["#;
    let drawn = r#"Flag(id: "calm", means: "calm"), Flag(id: "swell", means: "swell"), "#;
    edit("story.ron", flags, &format!("{flags}{drawn}"));
    let pick = GUIDE.lines().find(|line| line.starts_with("{Pick("));
    let pick = pick.expect("step 5 shows one");
    let read = r#"{When(Is("calm"), "Calm.")} {When(Is("swell"), "Swell.")}"#;
    edit(
        "far/morning.ron",
        r#""The far side was the same rope and the same bollards, the other way round.""#,
        &format!("r#\"{pick} {read}\"#"),
    );
    assert!(
        GUIDE.contains(r#"let `far-side` go on with `closes: "evening"`"#),
        "step 10"
    );
    edit(
        "boat/crossing.ron",
        r#"other lights.", ending: "across""#,
        r#"other lights.", closes: "evening""#,
    );
    let mut loaded = load(&files);
    let proof = proof::add(&mut loaded, Limits::default()).expect("it has no errors");
    let found: Vec<String> = loaded.findings.iter().map(|f| format!("{f:?}")).collect();
    assert_eq!(found, [""; 0]);
    assert!(GUIDE.contains("it says of this one: proved."), "step 10");
    assert!(
        proof.closing().starts_with("proved: 15 scenes, "),
        "{}",
        proof.closing()
    );
}

/// The guide's block of text that begins so.
fn block(beginning: &str) -> &'static str {
    let start = format!("```text\n{beginning}");
    let at = GUIDE.find(&start).expect("the guide shows it") + "```text\n".len();
    let rest = &GUIDE[at..];
    &rest[..rest.find("```").expect("it ends")]
}

#[test]
fn the_map_the_picture_and_the_text_in_a_text_it_shows_are_good_ones() {
    let mut files = files("\n## Seeing what you wrote");
    let (map, lamp) = (block("A sound between"), block("A lamp on a post"));
    assert!(GUIDE.contains(r#"`map: "sound"` on the region"#), "step 9");
    assert!(GUIDE.contains("`maps/sound.txt`"), "step 9");
    files.insert("maps/sound.txt".to_owned(), map.to_owned());
    files.insert("art/lamp.txt".to_owned(), lamp.to_owned());
    let places = files.get_mut("places.ron").expect("step 9 has it");
    assert!(GUIDE.contains("`at: (5, 2)` puts a place"), "step 9");
    *places = places
        .replace(
            r#"title: "The Sound","#,
            r#"title: "The Sound", map: "sound","#,
        )
        .replace(r#"title: "the quay","#, r#"title: "the quay", at: (5, 2),"#);
    let evening = files.get_mut("quay/evening.ron").expect("step 2 has it");
    let either = evening.find("text: r#\"\n{Either").expect("step 3 has it");
    let end = evening[either..].find("\"#,\n").expect("it ends") + either;
    evening.replace_range(either..end + 4, block("text: r##"));
    let deck = r#"Scene(id: "deck","#;
    *evening = evening.replace(deck, &format!(r#"{deck} art: "lamp","#));
    let found = findings(&files, Severity::Warning);
    let grave: Vec<&String> = found
        .iter()
        // The lesson says what else leads where only in words.
        .filter(|one| !one.contains("H0508") && !one.contains("H0510") && !one.contains("H0701"))
        .collect();
    assert_eq!(grave, [""; 0]);
    let picture = Picture::parse(lamp).expect("it is a picture");
    assert_eq!((picture.width(), picture.height() % 2), (6, 0));
    let assets = Assets::of(vec![("maps/sound.txt".to_owned(), map.to_owned())]);
    let drawn = assets.map("sound").expect("it is a map");
    assert_eq!(drawn.lines.len(), 4);
    assert!(drawn.says.starts_with("A sound"), "{}", drawn.says);
}

/// The first column of the guide's table under a heading.
fn table(heading: &str) -> Vec<&'static str> {
    let start = format!("\n### {heading}\n");
    let section = GUIDE
        .split(&start)
        .nth(1)
        .unwrap_or_else(|| panic!("no section {heading}"));
    section
        .lines()
        .take_while(|line| !line.starts_with('#'))
        .filter_map(|line| line.strip_prefix("| ")?.split(" |").next())
        .skip(1)
        .map(|name| name.trim_matches('*'))
        .collect()
}

#[test]
fn the_reference_lists_every_field_there_is_and_no_other() {
    for (name, fields) in author::fields() {
        let heading = match name {
            "Condition" => "Conditions",
            "Effect" => "Effects",
            "Directive" => "In texts",
            other => other,
        };
        let listed: Vec<&'static str> = table(heading)
            .into_iter()
            .map(|cell| cell.trim_matches(['`', '{', '}']))
            .filter(|cell| cell.starts_with(char::is_alphabetic))
            .map(|cell| cell.split('(').next().unwrap_or(cell))
            .collect();
        let sorted = |mut names: Vec<&'static str>| {
            names.sort_unstable();
            names
        };
        assert_eq!(
            sorted(listed),
            sorted(fields.to_vec()),
            "the table of {name}"
        );
    }
}

#[test]
fn the_reference_lists_every_rule_with_its_code() {
    let mut rows = GUIDE.lines().filter(|line| line.starts_with("| H0"));
    for code in codes::ALL {
        let row = format!(
            "| {} | {} | {} |",
            code.id,
            code.severity.word(),
            code.about
        );
        assert_eq!(rows.next(), Some(row.as_str()));
    }
    assert_eq!(rows.next(), None);
}

#[test]
fn every_example_in_the_language_is_a_file_of_the_lesson() {
    let lesson = GUIDE.split("\n## Seeing what you wrote").next();
    let lesson = lesson.expect("a guide has a beginning");
    let examples = GUIDE.matches("```ron\n").count();
    let mut named = 0;
    for (before, _) in lesson.match_indices("```ron\n") {
        let line = lesson[..before].lines().last().unwrap_or_default();
        assert!(line.starts_with('`') && line.ends_with(".ron`"), "{line}");
        named += 1;
    }
    assert_eq!(named, examples, "an example stands after the lesson");
}

#[test]
fn the_finding_it_shows_is_the_one_that_is_found() {
    let mut files = files("\n### 3.");
    let evening = files.get_mut("quay/evening.ron").expect("step 2 has it");
    *evening = evening.replace(r#"to: "chain""#, r#"to: "chian""#);
    let report = check::as_text(&load(&files), false);
    let shown = GUIDE.split("```text\nerror[").nth(1);
    let shown = shown.and_then(|rest| rest.split("```").next());
    let shown = format!("error[{}", shown.expect("the guide shows a finding"));
    assert!(report.starts_with(&shown), "{report}");
}
