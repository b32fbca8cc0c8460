//! Small stories for tests: pages that lead from one to another.

use std::borrow::Cow;
use std::fmt::Write;
use std::sync::Arc;

use crate::author;
use crate::story::{Source, Story};

/// A page: its name, its former names, and where its choices lead.
pub(super) type Page<'a> = (&'a str, &'a [&'a str], &'a [&'a str]);

/// The lane, the house, the pond, and the end of it. The pond draws the weather.
pub(super) const LANE: &[Page<'_>] = &[
    ("lane", &[], &["house", "pond"]),
    ("house", &[], &["lane", "end"]),
    ("pond", &[], &["house", "lane"]),
    ("end", &[], &[]),
];

/// The story of these pages; it starts on the first, and one without choices is the ending.
pub(super) fn story(pages: &[Page<'_>]) -> Arc<Story> {
    let (first, ..) = pages[0];
    let mut scenes = format!("[Scene(id: \"start\", next: {first:?}),");
    for (name, former, to) in pages {
        write!(
            scenes,
            "Scene(id: {name:?}, renamed: {former:?}, text: \"Here is the {name}.\","
        )
        .unwrap();
        if *name == "pond" {
            scenes.push_str("enter: [Draw([\"rain\", \"dry\"])],");
        }
        let choices: Vec<String> = to
            .iter()
            .map(|to| format!("Choice(say: \"Go to the {to}\", to: {to:?})"))
            .collect();
        match to {
            [] => scenes.push_str("ending: \"over\"),"),
            _ => write!(scenes, "choices: [{}]),", choices.join(",")).unwrap(),
        }
    }
    scenes.push(']');
    let story = r#"Story(
        id: "sample", title: "A sample", start: "walk/start",
        chapters: [Chapter(id: "may", title: "The notice", month: "May", opens: "walk/start")],
        endings: [Ending(id: "over", title: "Over")],
        flags: [Flag(id: "rain", means: "it rains"), Flag(id: "dry", means: "it doesn't")],
    )"#;
    let source = |path: &str, text: String| Source {
        path: path.to_owned(),
        text: Cow::Owned(text),
    };
    let loaded = author::load_sources(vec![
        source("story.ron", story.to_owned()),
        source("walk/pages.ron", scenes),
    ]);
    let found: Vec<&str> = loaded
        .findings
        .iter()
        .map(|found| found.message.as_str())
        .collect();
    Arc::new(loaded.story.unwrap_or_else(|| panic!("{found:?}")))
}
