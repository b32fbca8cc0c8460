//! Long tellings: thousands of choices with undo, saves and reloads, a thousand seeds played again,
//! and memory that stays what it was. The longest are for a release build, by hand:
//! `HAILSHAM=target/release/hailsham cargo test --release -- --ignored long --nocapture`.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use hailsham::game::{self, State};
use hailsham::save::disk::{Kept, Shelf};
use hailsham::save::{self, Fit, Meta, Record};
use hailsham::session::Session;
use hailsham::story::Story;

use crate::fuzzed::ways::small;

/// Numbers one after another, the same every time (Knuth's constants, the upper bits).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
}

/// Takes one of everything that is offered, things included. False where nothing is.
fn take_any(session: &mut Session, dice: &mut Dice) -> bool {
    let story = Arc::clone(session.story());
    let open: Vec<_> = session
        .offers()
        .into_iter()
        .chain(game::actions(&story, session.state()))
        .filter(|offer| offer.is_open())
        .map(|offer| offer.took)
        .collect();
    // What leads home ends it; it comes last, and seldom.
    let some = if dice.below(40) > 0 && open.len() > 1 {
        open.len() - 1
    } else {
        open.len()
    };
    !open.is_empty() && session.take(open[dice.below(some)])
}

/// A telling of so many choices, kept on a shelf at every one, with undo, redo, saves by name and
/// reloads in between; gives how often it was loaded. What comes back is what was.
fn soaked(story: &Arc<Story>, choices: usize, folder: &Path) -> usize {
    let mut shelf = Shelf::open(folder, story.name());
    let (mut dice, mut loads, mut taken, mut when) = (Dice(1), 0, 0, 0);
    let mut session = Session::new(Arc::clone(story), 1);
    while taken < choices {
        when += 1;
        match dice.below(100) {
            0..8 => {
                session.undo();
            }
            8..12 => {
                session.redo();
            }
            12 => {
                shelf
                    .save_as(&session, "by the pond", when)
                    .expect("there is room");
                let back = shelf.load(story, "by the pond").expect("it was just saved");
                is_the_same(&session, &back.session, back.fit);
                session = back.session;
                loads += 1;
            }
            13 => {
                shelf = Shelf::open(folder, story.name());
                if let Some(back) = shelf.newest(story).expect("it can be read") {
                    is_the_same(&session, &back.session, back.fit);
                    session = back.session;
                    loads += 1;
                }
            }
            _ if take_any(&mut session, &mut dice) => taken += 1,
            // It came to an end: it is gone back from there.
            _ => assert!(session.undo()),
        }
        assert!(matches!(shelf.keep(&session, when), Kept::Yes));
    }
    loads
}

#[track_caller]
fn is_the_same(was: &Session, is: &Session, fit: Fit) {
    assert_eq!(fit, Fit::Whole);
    assert_eq!(is.state(), was.state());
    assert_eq!(is.cursor(), was.cursor());
    assert_eq!(is.steps(), was.steps());
    assert_eq!(is.words_read(), was.words_read());
    assert_eq!(is.turn(), was.turn());
}

/// A folder in memory, where there is one: it is the choices that are many here, not the disk's.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .expect("a folder")
}

#[test]
fn a_long_telling_is_taken_up_again_as_it_was_wherever_it_is_left() {
    let loads = soaked(&small(), 600, folder().path());
    assert!(loads > 6, "{loads}");
}

#[test]
#[ignore = "ten thousand choices: half a minute in a release build"]
fn ten_thousand_choices_are_taken_up_again_as_they_were() {
    let begun = Instant::now();
    let loads = soaked(&small(), 10_000, folder().path());
    println!("10,000 choices, {loads} reloads, {:?}", begun.elapsed());
}

fn hashed(state: &State) -> u64 {
    let mut hasher = DefaultHasher::new();
    state.hash(&mut hasher);
    hasher.finish()
}

/// Plays this seed so far, and then again from the text of its record.
fn played_twice(story: &Arc<Story>, seed: u64, choices: usize) -> u64 {
    let mut dice = Dice(seed);
    let mut session = Session::new(Arc::clone(story), seed);
    for _ in 0..choices {
        if !take_any(&mut session, &mut dice) {
            break;
        }
    }
    let record = save::from_text(&save::to_text(&session, &Meta::default())).expect("its own text");
    let again = save::restore(Arc::clone(story), &record);
    is_the_same(&session, &again.session, again.fit);
    assert_eq!(
        hashed(again.session.state()),
        hashed(session.state()),
        "seed {seed}"
    );
    // The steps alone, under the seed alone, come to the same.
    let mut anew = Session::new(Arc::clone(story), seed);
    for step in session.steps() {
        assert!(anew.take(step.took), "seed {seed}");
    }
    assert_eq!(hashed(anew.state()), hashed(session.state()), "seed {seed}");
    assert_eq!(anew.turns(), session.turns(), "seed {seed}");
    assert_eq!(
        Record::of(&anew, &Meta::default()),
        Record::of(&session, &Meta::default())
    );
    hashed(session.state())
}

#[test]
fn a_thousand_seeds_played_again_come_to_the_same() {
    let hashes: std::collections::BTreeSet<u64> = (0..1_000)
        .map(|seed| played_twice(&small(), seed, 40))
        .collect();
    assert!(
        hashes.len() > 900,
        "{} tellings of 1,000 differ",
        hashes.len()
    );
}

#[test]
#[ignore = "a thousand tellings of the shipped story: a minute in a release build"]
fn a_thousand_seeds_of_the_shipped_story_come_to_the_same() {
    let story = Arc::new(
        hailsham::author::load_builtin()
            .story
            .expect("it has no errors"),
    );
    for seed in 0..1_000 {
        played_twice(&story, seed, 400);
    }
}

/// What a step comes to is bounded, and so is what is kept of all of them.
#[test]
fn of_what_was_read_no_more_is_kept_than_anybody_reads() {
    let text = "A long page. ".repeat(4_900);
    let scenes = format!(
        "Scene(id: \"start\", next: \"page\"), Scene(id: \"page\", text: \"{text}\", choices: \
         [Choice(say: \"Round\", to: \"page\"), Choice(say: \"On\", to: \"two\")]),"
    );
    let mut session = crate::tale::Tale::of(&scenes).session;
    let round = session.offers()[0].took;
    let most = 33 << 20;
    for _ in 0..most / text.len() {
        assert!(session.take(round));
    }
    let held: usize = session.turns().iter().map(game::Turn::size).sum();
    assert!(held <= 32 << 20, "{held} bytes");
    assert!(
        session.turns()[0].passages.is_empty(),
        "what was read first is forgotten"
    );
    assert_eq!(
        session.turn().size(),
        text.trim_end().len(),
        "what was read last is not"
    );
    assert_eq!(session.steps().len(), most / text.len(), "and no step is");
    assert!(session.undo() && session.redo());
    assert_eq!(session.turn().size(), text.trim_end().len());
}

/// The most memory the program ever had (kilobytes) after so many choices in lines, each kept.
fn peak_after(choices: usize) -> u64 {
    let program = std::env::var_os("HAILSHAM")
        .map_or_else(|| env!("CARGO_BIN_EXE_hailsham").into(), PathBuf::from);
    let (home, pack) = (folder(), folder());
    write_pack(pack.path());
    let said = home.path().join("said");
    let mut child = Command::new(program)
        .args(["--plain", "--seed", "1", "--story"])
        .arg(pack.path())
        .env_clear()
        .env("HAILSHAM_HOME", home.path())
        .stdin(Stdio::piped())
        .stdout(std::fs::File::create(&said).expect("a file"))
        .spawn()
        .expect("the program runs");
    let mut input = child.stdin.take().expect("a pipe");
    for n in 0..choices {
        // From the lane to the pond, and back by its third choice.
        let line = ["1", "3", "1", "undo", "redo", "3"][n % 6];
        writeln!(input, "{line}").expect("it listens");
        if n % 50 == 49 {
            writeln!(input, "save here\nload here\nhistory").expect("it listens");
        }
    }
    writeln!(input, "that is all").expect("it listens");
    let begun = Instant::now();
    while !std::fs::read_to_string(&said)
        .unwrap_or_default()
        .contains("“that is all”")
    {
        assert!(
            begun.elapsed() < Duration::from_secs(600),
            "it is still busy"
        );
        std::thread::sleep(Duration::from_millis(50));
    }
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).expect("it runs");
    drop(input);
    assert!(child.wait().expect("it ends").success());
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .expect("a peak");
    peak.trim()
        .trim_end_matches(" kB")
        .parse()
        .expect("a number")
}

/// The small story as a folder.
fn write_pack(folder: &Path) {
    let mut path = None;
    for line in include_str!("../fuzz/small.txt").lines() {
        if let Some(name) = line.strip_prefix("== ") {
            let file = folder.join(name);
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("it can be made");
            path = Some(std::fs::File::create(file).expect("it can be made"));
        } else if let Some(file) = &mut path {
            writeln!(file, "{line}").expect("there is room");
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn memory_hardly_grows_over_a_telling() {
    let (short, long) = (peak_after(60), peak_after(600));
    assert!(
        long < short + (6 << 10),
        "{short} kB after 60 choices, {long} kB after 600"
    );
}

#[test]
#[ignore = "ten thousand choices of the program itself: a minute in a release build"]
#[cfg(target_os = "linux")]
fn memory_hardly_grows_over_ten_thousand_choices() {
    let (short, long) = (peak_after(100), peak_after(10_000));
    println!("{short} kB after 100 choices, {long} kB after 10,000");
    assert!(
        long < short + (24 << 10),
        "{short} kB after 100 choices, {long} kB after 10,000"
    );
}
