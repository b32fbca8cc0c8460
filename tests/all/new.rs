//! The pack that `hailsham new` writes: it has everything once, and it is sound.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use hailsham::author::{self, Loaded};
use hailsham::game::{self, Finish};
use hailsham::prove::Limits;
use hailsham::session::Session;
use hailsham::tools::{pack, proof};

use super::program::{Program, Ran};

fn read() -> Loaded {
    let mut sources = author::new_pack();
    // A note is no part of what a story is read from.
    sources.retain(|source| source.path != "note.txt");
    author::load_sources(sources)
}

#[test]
fn it_has_every_field_condition_effect_and_directive() {
    let mut words = BTreeSet::new();
    for source in author::new_pack() {
        let code: Vec<&str> = source
            .text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        let code = code.join("\n");
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        // A field is followed by a colon, and everything else by a bracket.
        for (at, _) in code.match_indices([':', '(']) {
            let before = &code[..at];
            let name = before.rsplit(|c| !is_name(c)).next().unwrap_or_default();
            words.insert(name.to_owned());
        }
    }
    for (shape, names) in author::fields() {
        for name in names {
            assert!(words.contains(*name), "{shape}: {name} is nowhere used");
        }
    }
}

#[test]
fn it_has_no_finding_and_nothing_of_it_is_out_of_reach() {
    let mut loaded = read();
    let proof = proof::add(&mut loaded, Limits::default()).expect("it has no errors");
    let found: Vec<String> = loaded.findings.iter().map(|f| format!("{f:?}")).collect();
    assert_eq!(found, [""; 0]);
    assert_eq!(
        proof.closing(),
        "proved: 14 scenes, 11 choices, 21 branches, 2 ways, 3 dealt scenes, 3 tellings, \
         2 endings, 2 actions; no dead end"
    );
}

/// A telling from its choices' labels, to the end; none where chance doesn't show one of them.
fn tell(seed: u64, labels: &[&str]) -> Option<Session> {
    let mut session = Session::new(Arc::new(read().story.expect("no errors")), seed);
    for label in labels {
        let offers = session.offers();
        let open = offers.iter().filter(|offer| offer.is_open());
        let mut took = open.map(|offer| offer.took);
        let took = took.find(|took| game::label(session.story(), *took) == *label)?;
        assert!(session.take(took));
    }
    Some(session)
}

#[test]
fn each_of_its_endings_can_be_played_to() {
    let up = [
        "Take the lantern off its hook",
        "Up the stair",
        "Sit down on a step",
    ];
    let wind = ["Turn the crank"; 3];
    let on = ["Climb on up to the bell", "Sit still and listen"];
    let work = [
        &up[..],
        &["See what is moving behind the slats", "Oil the pivots"],
        &wind,
        &on,
    ];
    let idle = [&up[..], &["Sit down on a step"], &on];
    let mut ended = Vec::new();
    for labels in [work.concat(), idle.concat()] {
        let session = (0..40).find_map(|seed| tell(seed, &labels));
        let session = session.expect("some seed shows them");
        let Some(Finish::Ended(id)) = session.state().finish() else {
            panic!("it didn’t end");
        };
        let story = session.story();
        ended.push(story.str(story.ending(id).title).to_owned());
    }
    assert_eq!(ended, ["Twelve", "Nothing to hear"]);
}

#[test]
fn its_pictures_its_map_and_its_note_can_be_read() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("mine");
    written(dir.path(), &folder);
    let assets = pack::assets(&folder);
    for name in ["tower", "crank"] {
        assert!(assets.picture(name).is_some(), "{name}");
    }
    assert_eq!(assets.map("church").map(|map| map.lines.len()), Some(15));
    assert!(assets.note("note").is_some());
}

/// Runs `hailsham new`, in this home.
fn new(home: &Path, folder: &Path) -> Ran {
    let folder = folder.to_str().expect("a path of a test is text");
    Program::new(home, &["new", folder]).run()
}

fn written(home: &Path, folder: &Path) {
    let ran = new(home, folder);
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""), "{ran:?}");
    let shown = folder.display();
    assert!(
        ran.stdout
            .starts_with(&format!("A small story stands in {shown}, in 10 files.")),
        "{ran:?}"
    );
}

#[test]
fn it_is_written_into_an_empty_folder_checks_strictly_and_plays() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("a/mine");
    written(home.path(), &folder);
    let path = folder.to_str().unwrap();
    let ran = Program::new(home.path(), &["check", "--strict", path]).run();
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let played = Program::new(
        home.path(),
        &["--plain", "--new", "--seed", "1", "--story", path],
    )
    .told("3\n")
    .run();
    assert_eq!((played.status, played.stderr.as_str()), (Some(0), ""));
    assert!(played.stdout.contains("IT HAS NEVER STOPPED"), "{played:?}");
    assert!(played.stdout.contains("Sixty-one steps"), "{played:?}");
}

#[test]
fn a_folder_with_something_in_it_is_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("mine");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("poem.txt"), "Mine.").unwrap();
    let refused = Ran {
        status: Some(2),
        stdout: String::new(),
        stderr: format!(
            "hailsham: can’t begin a story in {}: something is in that folder already. \
             Name an empty one, or one that isn’t there yet\n",
            folder.display()
        ),
    };
    assert_eq!(new(home.path(), &folder), refused);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}
