//! What prose is made of: every part a slice of a source, at the place where it is written.

use hailsham::author;
use hailsham::story::{Condition, Part, Source, Story, Text};

/// The story of one scene with this text, written as a raw string unless it is quoted already.
fn story(text: &str) -> Story {
    let quoted = if text.starts_with('"') {
        text.to_owned()
    } else {
        format!("r###\"{text}\"###")
    };
    let scenes =
        format!("[Scene(id: \"start\", enter: [Set(\"wet\")], text: {quoted}, ending: \"end\")]");
    let story = r#"Story(
        id: "parts", title: "Parts", start: "a/start", endings: [Ending(id: "end", title: "End")],
        flags: [Flag(id: "wet", means: "it rained")],
        counters: [Counter(id: "n", from: 0, to: 3, start: 1, means: "n")],
    )"#;
    let source = |path: &str, text: &str| Source {
        path: path.to_owned(),
        text: text.to_owned().into(),
    };
    let loaded = author::load_sources(vec![source("a/a.ron", &scenes), source("story.ron", story)]);
    loaded
        .story
        .unwrap_or_else(|| panic!("{:?}", loaded.findings))
}

/// The parts of a text, one after the other: words in quotation marks, `/` for a break.
fn shown(story: &Story, text: &Text) -> String {
    let one = |part: &Part| match part {
        Part::Words(words) => format!("{:?}", story.str(*words)),
        Part::Break => "/".to_owned(),
        Part::Stress => "*".to_owned(),
        Part::When {
            condition,
            then,
            branch,
        } => {
            let Condition::Is(flag) = **condition else {
                panic!("{condition:?}")
            };
            let flag = story.str(story.flag(flag).name);
            format!("when {flag} {branch:?} [{}]", shown(story, then))
        }
        Part::Either {
            then,
            otherwise,
            branch,
            ..
        } => {
            format!(
                "either {branch:?} [{}] [{}]",
                shown(story, then),
                shown(story, otherwise)
            )
        }
        Part::Pick { options, nth } => {
            let options: Vec<_> = options
                .iter()
                .map(|option| format!("[{}]", shown(story, option)))
                .collect();
            format!("pick {nth} {}", options.join(" "))
        }
        Part::First { then, branch } => format!("first {branch:?} [{}]", shown(story, then)),
        Part::Again { then, branch } => format!("again {branch:?} [{}]", shown(story, then)),
        Part::Count(counter) => format!("count {counter:?}"),
    };
    text.parts.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn parts(text: &str) -> String {
    let story = story(text);
    let text = story.scene(story.start()).text.clone().unwrap();
    shown(&story, &text)
}

#[test]
fn words_are_cut_at_breaks_and_lose_the_blanks_around_them() {
    assert_eq!(
        parts("\n\n  One  \n   \n\n  two \n  three.\n\n"),
        r#""One" / "two" "\n" "three.""#
    );
    assert_eq!(parts("One\ntwo."), r#""One\ntwo.""#);
    assert_eq!(parts(" \n "), "");
}

#[test]
fn stress_and_doubled_braces_part_words() {
    assert_eq!(parts("A *b* c."), r#""A " * "b" * " c.""#);
    assert_eq!(parts("{{a}} b"), r#""{" "a}" " b""#);
}

#[test]
fn directives_hold_texts_of_their_own() {
    assert_eq!(
        parts(r#"A {When(Is("wet"), "*b*")}c {Either(Is("wet"), "d", "e")}{Count("n")}"#),
        r#""A " when wet BranchId(0) [* "b" *] "c " either BranchId(1) ["d"] ["e"] count CounterId(0)"#
    );
    assert_eq!(
        parts(r#"{First("a")}{Again("b")}"#),
        r#"first BranchId(0) ["a"] again BranchId(1) ["b"]"#
    );
}

#[test]
fn picks_are_counted_in_the_order_of_the_source_outer_ones_first() {
    assert_eq!(
        parts(r##"{Pick([r#"a{Pick(["b", "c"])}"#, "d"])} {Pick(["e", "f"])}"##),
        r#"pick 0 ["a" pick 1 ["b"] ["c"]] ["d"] " " pick 2 ["e"] ["f"]"#
    );
}

#[test]
fn a_brace_next_to_a_directive_is_told_from_it() {
    assert_eq!(
        parts(r#"{{{First("a")}}}"#),
        r#""{" first BranchId(0) ["a"] "}""#
    );
    assert_eq!(
        parts(r#"{First("}{")}"#.replace("}{", "}}{{").as_str()),
        r#"first BranchId(0) ["}" "{"]"#
    );
}

#[test]
fn escapes_are_unescaped_inside_directives_and_outside() {
    assert_eq!(
        parts(r#""\"A\"\n\n\u{62} *c*""#),
        r#""\"A\"" / "b " * "c" *"#
    );
    assert_eq!(
        parts(r#"a {When(Is("w\u{65}t"), "\"b\"")} c"#),
        r#""a " when wet BranchId(0) ["\"b\""] " c""#
    );
}

#[test]
fn every_word_stands_where_it_is_written() {
    let story = story(r#"One {When(Is("wet"), "two")} three."#);
    let source = &story.sources()[0];
    let text = story.scene(story.start()).text.clone().unwrap();
    let mut seen = Vec::new();
    text.each_part(&mut |part| {
        if let Part::Words(words) = part {
            assert_eq!(story.source(words.file), source);
            seen.push(&source.text[words.range()]);
        }
    });
    assert_eq!(seen, ["One ", "two", " three."]);
}
