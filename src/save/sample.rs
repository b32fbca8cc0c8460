//! A small story for tests, put together by hand: pages that lead from one to another.

use std::borrow::Cow;
use std::sync::Arc;

use crate::story::{
    Chapter, Choice, Effect, Ending, FileId, Flag, FlagId, Gate, Index, Parts, Scene, SceneId,
    Source, Story, Str, Way, key_of,
};

/// A page: its name, its former names, and where its choices lead, each named after that.
pub(super) type Page<'a> = (&'a str, &'a [&'a str], &'a [&'a str]);

/// The lane, the house, the pond, and the end of it. The pond draws the weather.
pub(super) const LANE: &[Page<'_>] = &[
    ("lane", &[], &["house", "pond"]),
    ("house", &[], &["lane", "end"]),
    ("pond", &[], &["house", "lane"]),
    ("end", &[], &[]),
];

/// The story of these pages; a page without choices is the ending.
pub(super) fn story(pages: &[Page<'_>]) -> Arc<Story> {
    let mut text = String::new();
    let mut str = |words: &str| {
        let at = text.len() as u32;
        text.push_str(words);
        Str {
            file: FileId(0),
            at,
            len: words.len() as u32,
        }
    };
    let id = |name: &str| {
        pages
            .iter()
            .position(|page| page.0 == name)
            .map(|n| SceneId(n as u32))
    };
    let mut parts = Parts {
        name: "sample".into(),
        title: "A sample".into(),
        start: Some(SceneId(0)),
        scene_names: Index::default(),
        ..Parts::default()
    };
    for (name, means) in [("rain", "it rains"), ("dry", "it doesn't")] {
        parts.flags.push(Flag {
            name: str(name),
            renamed: Box::new([]),
            means: str(means),
        });
    }
    parts.chapters.push(Chapter {
        name: str("may"),
        renamed: Box::new([]),
        title: str("The notice"),
        month: Some(str("May")),
        opens: Some(SceneId(0)),
        passes: Box::new([]),
    });
    parts.endings.push(Ending {
        name: str("over"),
        renamed: Box::new([]),
        title: str("Over"),
    });
    for (n, (name, former, to)) in pages.iter().enumerate() {
        let from = parts.choices.len() as u32;
        for to in *to {
            parts.choices.push(Choice {
                scene: SceneId(n as u32),
                name: str(to),
                renamed: Box::new([]),
                say: str(&format!("Go to the {to}")),
                when: None,
                gate: Gate::Open,
                once: false,
                then: Box::new([]),
                echo: None,
                via: None,
                to: id(to),
            });
        }
        let draw = Effect::Draw(Box::new([FlagId(0), FlagId(1)]));
        for name in former.iter().chain([name]) {
            parts.scene_names.insert(key_of("", name), n as u32);
        }
        parts.scenes.push(Scene {
            folder: str(""),
            name: str(name),
            renamed: former.iter().map(|name| str(name)).collect(),
            key: key_of("", former.first().unwrap_or(name)),
            place: None,
            art: None,
            enter: if *name == "pond" {
                Box::new([draw])
            } else {
                Box::new([])
            },
            text: None,
            card: None,
            way: if to.is_empty() {
                Way::Ending(crate::story::EndingId(0))
            } else {
                Way::Choices {
                    choices: from..parts.choices.len() as u32,
                    deal: None,
                }
            },
        });
    }
    parts.sources.push(Source {
        path: "story.ron".into(),
        text: Cow::Owned(text),
    });
    Arc::new(Story::new(parts).unwrap())
}
