//! A pack on disk may be a stranger's: what can't be read is reported, nothing is followed, waited
//! for or read beyond its cap, and whatever stands in the files, loading comes to an end.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use hailsham::author::{self, Loaded};
use hailsham::story::Source;
use proptest::prelude::*;
use tempfile::TempDir;

const STORY: &str = r#"Story(
    id: "pack", title: "A pack", start: "a/start",
    endings: [Ending(id: "end", title: "The end")],
)"#;
const SCENES: &str = r#"[
    Scene(id: "start", text: "It begins.", ending: "end"),
]"#;

fn pack() -> TempDir {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("story.ron"), STORY).unwrap();
    fs::create_dir(dir.path().join("a")).unwrap();
    fs::write(dir.path().join("a/a.ron"), SCENES).unwrap();
    dir
}

fn load(dir: &Path) -> Loaded {
    author::load_dir(dir).unwrap()
}

/// Every finding as its code, its file and its message.
fn found(loaded: &Loaded) -> Vec<String> {
    let show = |finding: &hailsham::diagnostic::Finding| {
        let file = &loaded.sources()[finding.place.unwrap().file as usize].path;
        format!("{} {file}: {}", finding.code.id, finding.message)
    };
    loaded.findings.iter().map(show).collect()
}

#[test]
fn a_good_pack_loads() {
    let loaded = load(pack().path());
    assert_eq!(found(&loaded), [""; 0]);
    assert_eq!(loaded.story.unwrap().title(), "A pack");
}

#[test]
fn a_byte_order_mark_and_carriage_returns_are_no_matter() {
    let dir = pack();
    let text = format!("\u{feff}{}", SCENES.replace('\n', "\r\n"));
    fs::write(dir.path().join("a/a.ron"), text).unwrap();
    let loaded = load(dir.path());
    assert_eq!(found(&loaded), [""; 0]);
    let story = loaded.story.unwrap();
    assert_eq!(story.sources()[0].text, SCENES);
}

#[test]
fn a_folder_that_is_not_there_or_not_a_story_is_a_failure_with_a_way_out() {
    let dir = TempDir::new().unwrap();
    let failure = |path: &Path| author::load_dir(path).err().unwrap().to_string();
    let shown = dir.path().display().to_string();
    assert_eq!(
        failure(dir.path()),
        format!(
            "can’t read a story from {shown}: there is no story.ron in it. A story is a folder with a story.ron and folders of scenes"
        )
    );
    assert_eq!(
        failure(&dir.path().join("none")),
        format!(
            "can’t open the story’s folder {shown}/none: No such file or directory (os error 2)"
        )
    );
}

#[test]
fn links_are_not_followed() {
    let dir = pack();
    let other = pack();
    symlink(other.path().join("a/a.ron"), dir.path().join("a/b.ron")).unwrap();
    symlink(other.path().join("a"), dir.path().join("b")).unwrap();
    symlink("/dev/zero", dir.path().join("items.ron")).unwrap();
    assert_eq!(
        found(&load(dir.path())),
        [
            "H0101 a/b.ron: can’t read a/b.ron: it is a link, and links are not followed",
            "H0105 b: can’t read b: it is a link, and links are not followed",
            "H0101 items.ron: can’t read items.ron: it is a link, and links are not followed",
        ]
    );
}

#[test]
fn a_pipe_is_not_waited_for() {
    let dir = pack();
    let pipe = dir.path().join("items.ron");
    let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    assert_eq!(
        found(&load(dir.path())),
        ["H0101 items.ron: can’t read items.ron: it is not a plain file"]
    );
}

#[test]
fn a_folder_named_like_a_file_is_not_read_as_one() {
    let dir = pack();
    fs::create_dir(dir.path().join("a/b.ron")).unwrap();
    assert_eq!(
        found(&load(dir.path())),
        ["H0101 a/b.ron: can’t read a/b.ron: it is not a plain file"]
    );
}

#[test]
fn a_file_of_more_than_its_cap_is_not_read_to_the_end() {
    let dir = pack();
    let file = fs::File::create(dir.path().join("a/b.ron")).unwrap();
    file.set_len(1 << 40).unwrap();
    assert_eq!(
        found(&load(dir.path())),
        ["H0101 a/b.ron: can’t read a/b.ron: it has more than 4 MB"]
    );
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_place() {
    let dir = pack();
    fs::write(dir.path().join("a/b.ron"), b"[ // \xff\n]").unwrap();
    assert_eq!(
        found(&load(dir.path())),
        ["H0101 a/b.ron: can’t read a/b.ron: byte 5 is not UTF-8"]
    );
}

#[test]
fn a_folder_inside_a_folder_is_told_of_and_notes_are_nobodys_business() {
    let dir = pack();
    fs::create_dir(dir.path().join("a/b")).unwrap();
    fs::write(dir.path().join("a/notes.md"), "Notes.").unwrap();
    fs::write(dir.path().join("README.md"), "Read me.").unwrap();
    fs::create_dir(dir.path().join(".git")).unwrap();
    assert_eq!(
        found(&load(dir.path())),
        ["H0105 a/b: can’t read a/b: folders inside folders are not read"]
    );
}

#[test]
fn a_file_that_is_called_almost_as_it_should_be_is_told_of() {
    let dir = pack();
    for file in ["journal.ron.txt", "items.txt", "Places.RON", "a/b.ron.txt"] {
        fs::write(dir.path().join(file), "[]").unwrap();
    }
    fs::write(dir.path().join("note.txt"), "A note.").unwrap();
    fs::write(dir.path().join("a/plans.txt"), "Plans.").unwrap();
    let loaded = load(dir.path());
    let found: Vec<_> = found(&loaded)
        .into_iter()
        .zip(&loaded.findings)
        .map(|(one, finding)| format!("{one}; {}", finding.help.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        found,
        [
            "H0105 Places.RON: Places.RON isn’t read, for its name; call it places.ron, or take it away",
            "H0105 a/b.ron.txt: a/b.ron.txt isn’t read, for its name; call it a/b.ron, or take it away",
            "H0105 items.txt: items.txt isn’t read, for its name; call it items.ron, or take it away",
            "H0105 journal.ron.txt: journal.ron.txt isn’t read, for its name; call it journal.ron, or take it away",
        ]
    );
}

#[test]
fn a_scene_that_could_not_be_read_accuses_no_other() {
    let dir = pack();
    let scenes = r#"[
        Scene(id: "start", text: "It begins.", choices: [Choice(say: "Look", via: "look"), Choice(say: "End", to: "end")]),
        Scene(id: "look", text: "It looks back.", enter: Sett("wet"), next: "away"),
        Scene(id: "aside", text: "It looks aside.", next: "away"),
        Scene(id: "away", text: "It looks away.", back: true),
        Scene(id: "end", text: "It ends.", ending: "end"),
    ]"#;
    fs::write(dir.path().join("a/a.ron"), scenes).unwrap();
    assert_eq!(
        found(&load(dir.path())),
        ["H0104 a/a.ron: a list belongs here"]
    );
}

#[test]
fn a_name_that_is_none_is_all_that_is_said_of_its_scene() {
    let dir = pack();
    let scenes = r#"[
        Scene(id: "start", text: "It begins.", choices: [Choice(say: "On", to: "far-end"), Choice(say: "End", to: "end")]),
        Scene(id: "far end", text: "It goes on.", ending: "end"),
        Scene(id: "end", text: "It ends.", ending: "end"),
    ]"#;
    fs::write(dir.path().join("a/a.ron"), scenes).unwrap();
    assert_eq!(
        found(&load(dir.path())),
        [
            "H0201 a/a.ron: there is no scene `a/far-end`",
            "H0205 a/a.ron: `far end` is no name",
        ]
    );
}

#[test]
fn who_asks_for_one_flag_of_a_draw_asks_for_all_of_them() {
    let dir = pack();
    let story = STORY.replace(
        "endings:",
        r#"flags: [Flag(id: "calm", means: "c"), Flag(id: "swell", means: "s"), Flag(id: "fog", means: "f"), Flag(id: "sun", means: "s")], endings:"#,
    );
    fs::write(dir.path().join("story.ron"), story).unwrap();
    let scenes = r##"[
        Scene(id: "start", enter: [Draw(["calm", "swell"]), Draw(["fog", "sun"])], text: r#"It begins. {When(Is("calm"), "Calm.")}"#, ending: "end"),
    ]"##;
    fs::write(dir.path().join("a/a.ron"), scenes).unwrap();
    assert_eq!(
        found(&load(dir.path())),
        [
            "H0702 story.ron: the flag `fog` is set and never asked for",
            "H0702 story.ron: the flag `sun` is set and never asked for",
        ]
    );
}

#[test]
fn names_of_what_could_not_be_read_are_not_called_unknown() {
    let dir = pack();
    let scenes = r#"[
        Scene(id: "start", text: "It begins.", enter: [Take("lamp")], next: "lost"),
        Scene(id: "lost", txt: "It isn’t read.", ending: "end"),
    ]"#;
    fs::write(dir.path().join("a/a.ron"), scenes).unwrap();
    fs::write(dir.path().join("items.ron"), "[").unwrap();
    assert_eq!(
        found(&load(dir.path())),
        [
            "H0104 a/a.ron: `Scene` has no field `txt`",
            "H0103 items.ron: this `[` isn’t closed",
        ]
    );
}

#[test]
fn a_text_of_more_than_its_cap_is_refused_and_its_neighbours_are_read() {
    let long = "word ".repeat(14_000);
    let scenes = format!(
        r#"[
        Scene(id: "start", text: "{long}", next: "end"),
        Scene(id: "end", text: "It *ends.", ending: "end"),
    ]"#
    );
    let dir = pack();
    fs::write(dir.path().join("a/a.ron"), scenes).unwrap();
    assert_eq!(
        found(&load(dir.path())),
        [
            "H0408 a/a.ron: this text has 70000 bytes, more than 65536",
            "H0403 a/a.ron: this `*` begins stress that doesn’t end in its paragraph",
        ]
    );
}

#[test]
fn without_a_story_there_is_a_finding() {
    let loaded = author::load_sources(Vec::new());
    assert!(loaded.story.is_none());
    let messages: Vec<_> = loaded
        .findings
        .iter()
        .map(|one| one.message.as_str())
        .collect();
    assert_eq!(messages, ["there is no story.ron"]);
}

#[test]
fn texts_in_texts_come_to_an_end() {
    let mut text = String::from("deep");
    for depth in 0..60 {
        let hashes = "#".repeat(depth);
        text = format!("{{First(r{hashes}\"{text}\"{hashes})}}");
    }
    let hashes = "#".repeat(60);
    let scenes =
        format!("[Scene(id: \"start\", text: r{hashes}\"{text}\"{hashes}, ending: \"end\")]");
    let dir = pack();
    fs::write(dir.path().join("a/a.ron"), scenes).unwrap();
    assert_eq!(
        found(&load(dir.path())),
        ["H0401 a/a.ron: too many texts stand in one another here"]
    );
}

/// The pieces broken stories are put together from.
fn piece() -> impl Strategy<Value = String> {
    let words = [
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "{{",
        "\"",
        "\\\"",
        "\\u{7f}",
        "\\",
        "r#\"",
        "\"#",
        "r##\"",
        "\"##",
        ",",
        ":",
        "*",
        "\n\n",
        "\t",
        "'",
        "//",
        "/*",
        "*/",
        "é",
        "\u{301}",
        "Scene(",
        "Choice(",
        "id: ",
        "text: ",
        "choices: ",
        "to: ",
        "via: ",
        "back: true",
        "start",
        "\"start\"",
        "\"end\"",
        "When(",
        "Pick([",
        "First(",
        "Is(\"x\")",
        "Not(",
        "enter: [",
        "Draw([",
        "deck: \"d\"",
        "deal: Deal(",
        "1",
        "-1",
        "99999999999",
        "\u{202e}",
        "#![enable(implicit_some)]",
        "None",
        "Some(",
    ];
    prop_oneof![
        8 => prop::sample::select(words.to_vec()).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_stands_in_a_file_loading_comes_to_an_end(pieces in prop::collection::vec(piece(), 0..60)) {
        for path in ["a/a.ron", "story.ron", "journal.ron", "items.ron", "places.ron"] {
            let source = |path: &str, text: String| Source { path: path.to_owned(), text: text.into() };
            let mut sources = vec![source(path, pieces.concat())];
            if path != "story.ron" {
                sources.push(source("story.ron", STORY.to_owned()));
            }
            let loaded = author::load_sources(sources);
            prop_assert_eq!(loaded.story.is_none(), hailsham::tools::check::fails(&loaded, false));
            let report = hailsham::tools::check::as_text(&loaded, false);
            prop_assert_eq!(report.find('\u{202e}'), None);
        }
    }

    #[test]
    fn a_story_with_a_piece_out_of_place_never_stops_the_loader(
        at in any::<prop::sample::Index>(),
        len in 0_usize..40,
        pieces in prop::collection::vec(piece(), 0..4),
    ) {
        let mut text = WHOLE.to_owned();
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let start = *at.get(&places);
        let end = places.iter().copied().find(|end| *end >= start + len).unwrap_or(text.len());
        text.replace_range(start..end, &pieces.concat());
        let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned().into() };
        let loaded = author::load_sources(vec![source("a/a.ron", &text), source("story.ron", STORY)]);
        prop_assert_eq!(loaded.story.is_none(), hailsham::tools::check::fails(&loaded, false));
        let report = hailsham::tools::check::as_json(&loaded);
        prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&report).is_ok(), true);
    }
}

/// Scenes in which everything stands that can.
const WHOLE: &str = r###"[
    Scene(
        id: "start", renamed: ["was"], place: "hall", art: "van", enter: [Take("lamp"), Draw(["wet", "dry"])],
        text: r##"It *begins.* {{{When(All([Is("wet"), Not(Has("lamp"))]), r#"Rain. {Pick(["a", "b"])}"#)}}}

{Either(Seen("start"), "\"Yes,\" he said.", "No.")} {First("One")} {Again("Two")} {Count("coins")}"##,
        choices: [
            Choice(say: "Go", to: "end"),
            Choice(id: "look", say: "L\u{f6}ok", when: Chose("start", "end"), via: "look", then: [Add("coins", 1)]),
            Choice(id: "no", say: "No", open: Told("pond", "first"), locked: "No.", once: true, echo: "Well.", to: "end"),
        ],
        deal: Deal(deck: "d", show: 3, pick: 2, done: "end"),
    ),
    Scene(id: "look", text: "Far.", ways: [Way(when: AtLeast("coins", 2), then: [Set("wet")], to: "back"), Way(to: "back")]),
    Scene(id: "back", back: true),
    Scene(id: "card", deck: "d", offer: "A card", when: Lost("lamp"), weight: 2, again: true, back: true),
    Scene(id: "end", ending: "end"),
]
"###;

#[test]
fn a_long_chain_and_a_large_fan_are_read_in_no_time() {
    let n = 40_000;
    let mut scenes = String::from("[Scene(id: \"start\", next: \"s0\"),");
    for i in 0..n {
        scenes += &format!("Scene(id: \"s{i}\", next: \"s{}\"),", i + 1);
    }
    scenes += &format!("Scene(id: \"s{n}\", choices: [");
    for i in 0..n {
        scenes += &format!("Choice(id: \"c{i}\", say: \"c\", to: \"end\"),");
    }
    scenes += "]), Scene(id: \"end\", ending: \"end\")]";
    let dir = pack();
    fs::write(dir.path().join("a/a.ron"), &scenes).unwrap();
    let loaded = load(dir.path());
    assert_eq!(found(&loaded), [""; 0]);
    assert_eq!(loaded.story.unwrap().scenes().len(), n + 3);
}

#[test]
fn many_hubs_and_many_cards_of_one_deck_are_no_burden() {
    let n = 10_000;
    let mut scenes = String::from("[Scene(id: \"start\", next: \"h0\"),");
    for i in 0..n {
        scenes += &format!("Scene(id: \"c{i}\", deck: \"d\", offer: \"c\", back: true),");
        scenes += &format!(
            "Scene(id: \"h{i}\", deal: Deal(deck: \"d\", show: 1, pick: 1, done: \"h{}\")),",
            i + 1
        );
    }
    scenes += &format!("Scene(id: \"h{n}\", ending: \"end\")]");
    let dir = pack();
    fs::write(dir.path().join("a/a.ron"), &scenes).unwrap();
    assert_eq!(found(&load(dir.path())), [""; 0]);
}
