//! Whatever the quick reader understands, `ron` understands alike.

use std::fmt::Debug;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde::Deserialize;

use super::super::read::by_ron;
use super::super::{Directive, Region, Scene};
use super::{first, whole};
use crate::author::load_builtin;

/// A scene with everything a scene can have.
const SCENES: &str = r##"// One.
[
    Scene(id: "a", renamed: ["b", "c"], place: "hall", art: "van", deck: "may", offer: "Look",
        when: All([Is("x"), Not(Has("y"),)]), weight: 3, again: true,
        enter: [Take("t"), Retell("e", "two"), Add("n", -1), Draw(["x", "y"])],
        text: r#"It "was" {Pick(["so", "not"])}."#, // Two.
        deal: Deal(deck: "may", show: 10, pick: 0, done: "z"),
        choices: [Choice(say: "Go", open: Told("e", "two"), locked: "No", once: false, to: "z",), ],
        ways: [Way(when: Any([]), to: "z"), Way(to: r"y")], back: false),
]
"##;
const REGIONS: &str =
    r#"[Region(id: "r", title: "R", places: [Place(id: "p", title: "P", at: (34, 9))])]"#;
const DIRECTIVE: &str = r#" Either(All([AtLeast("n", 3), Not(Seen("a"))]), "so", "not" ) } and on"#;

/// What may come to stand anywhere.
const PIECES: [&str; 40] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    ",",
    ":",
    "#",
    "r",
    "r#",
    "r#\"",
    "\\",
    "/",
    "//",
    "/*",
    "*/",
    " ",
    "\n",
    "\t",
    "\r",
    "-",
    "+",
    "0",
    "7",
    "9999999999",
    "0x1",
    "1_0",
    ".5",
    "_",
    "a",
    "Some(",
    "None",
    "true",
    "()",
    "\u{e9}",
    "\u{a0}",
    "Scene",
    "#![enable(unwrap_newtypes)]",
];

fn alike<'a, T: Deserialize<'a> + Debug>(text: &'a str) {
    if let Some(quick) = whole::<T>(text) {
        let ron = by_ron::<T>(text).map_err(|(error, _)| error);
        assert_eq!(
            format!("{:?}", Ok::<_, ron::Error>(quick)),
            format!("{ron:?}"),
            "{text}"
        );
    }
}

fn first_alike(text: &str) {
    if let Some((quick, used)) = first::<Directive<'_>>(text) {
        let mut ron = ron::Deserializer::from_str(text).unwrap();
        let read = Directive::deserialize(&mut ron).unwrap();
        assert_eq!(format!("{quick:?}"), format!("{read:?}"), "{text}");
        assert_eq!(used, text.len() - ron.remainder().len(), "{text}");
    }
}

/// A text with pieces of others in it, and pieces of it gone.
fn edited(text: &'static str) -> impl Strategy<Value = String> {
    let edit = (any::<Index>(), 0..3_usize, select(&PIECES[..]));
    prop::collection::vec(edit, 1..4).prop_map(move |edits| {
        let mut chars: Vec<char> = text.chars().collect();
        for (at, gone, piece) in edits {
            let at = at.index(chars.len());
            let end = (at + gone).min(chars.len());
            chars.splice(at..end, piece.chars());
        }
        chars.into_iter().collect()
    })
}

proptest! {
    #[test]
    fn whatever_is_understood_is_what_ron_makes_of_it(
        scenes in edited(SCENES), regions in edited(REGIONS), directive in edited(DIRECTIVE),
    ) {
        alike::<Vec<Scene<'_>>>(&scenes);
        alike::<Vec<Region<'_>>>(&regions);
        first_alike(&directive);
    }
}

#[test]
fn everything_a_scene_can_have_is_understood() {
    assert!(whole::<Vec<Scene<'_>>>(SCENES).is_some());
    assert!(whole::<Vec<Region<'_>>>(REGIONS).is_some());
    assert!(first::<Directive<'_>>(DIRECTIVE).is_some());
}

#[test]
fn the_whole_shipped_story_is_understood_and_alike() {
    let loaded = load_builtin();
    let scenes = loaded
        .sources()
        .iter()
        .filter(|source| source.path.ends_with(".ron") && source.path.contains('/'));
    for source in scenes {
        assert!(
            whole::<Vec<Scene<'_>>>(&source.text).is_some(),
            "{}",
            source.path
        );
        alike::<Vec<Scene<'_>>>(&source.text);
    }
}

#[test]
fn brackets_nested_deeper_than_ron_goes_are_left_to_it() {
    for depth in 0..200 {
        let condition = format!("{}Is(\"x\"){}", "Not(".repeat(depth), ")".repeat(depth));
        let scenes = format!("[Scene(id: \"a\", when: {condition})]");
        alike::<Vec<Scene<'_>>>(&scenes);
        assert_eq!(
            whole::<Vec<Scene<'_>>>(&scenes).is_some(),
            depth <= 37,
            "{depth}"
        );
    }
}
