//! The golden playthroughs (`tests/playthroughs/`): whole tellings of the shipped story that tell
//! the same for ever, to every ending and through every scene over all of them: so through every
//! memory that is dealt (every scene with a `deck`), and every way of finding the tape.
//!
//! Where the story has changed what can be chosen, and was meant to, they are made anew, and with
//! them the answers that tell May (`may.txt`): `HAILSHAM_BLESS=1 cargo test playthroughs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use hailsham::author;
use hailsham::game::{self, Finish};
use hailsham::save::disk::record_at;
use hailsham::save::{self, Meta, fingerprint};
use hailsham::session::Session;
use hailsham::story::{Effect, SceneId, Story};

use super::dice::Dice;
use super::program::{Program, fixture};

/// How many tellings by chance are looked at for those that are kept, and how many at most where a
/// scene wasn't seen by then.
const LOOKED_AT: u64 = 3_000;
const LOOKED_AT_MOST: u64 = 30_000;

/// The seed May is told with.
const MAY: u64 = 7;

/// The shipped story; where that is asked for, with its playthroughs made anew before any test
/// looks at them.
fn story() -> Arc<Story> {
    static STORY: OnceLock<Arc<Story>> = OnceLock::new();
    let story = STORY.get_or_init(|| {
        let story = Arc::new(author::load_builtin().story.expect("it has no errors"));
        if std::env::var_os("HAILSHAM_BLESS").is_some() {
            bless(&story);
        }
        story
    });
    Arc::clone(story)
}

/// A whole telling by chance.
fn told(story: &Arc<Story>, seed: u64) -> Session {
    let mut session = Session::new(Arc::clone(story), seed);
    let mut dice = Dice(seed * 2 + 1);
    while session.state().finish().is_none() && session.cursor() < 2_000 {
        let mut open = Vec::new();
        game::takeable(story, session.state(), |took| open.push(took));
        // What can be done with things can be done again and again; once in a while will do.
        let acts = dice.one_of(40) == 0;
        open.retain(|took| acts || !matches!(took, game::Took::Action(_)));
        if open.is_empty() {
            game::takeable(story, session.state(), |took| open.push(took));
        }
        assert!(session.take(open[dice.one_of(open.len())]));
    }
    session
}

fn ending(session: &Session) -> Option<String> {
    match session.state().finish() {
        Some(Finish::Ended(id)) => {
            let story = session.story();
            Some(story.str(story.ending(id).name).to_owned())
        }
        Some(Finish::Paused(_)) | None => None,
    }
}

/// The scenes a telling arrived at.
fn scenes(session: &Session) -> BTreeSet<SceneId> {
    let story = session.story();
    let all = story.scenes().map(|(id, _)| id);
    all.filter(|id| session.state().visits(story.layout(), *id) > 0)
        .collect()
}

fn files() -> Vec<PathBuf> {
    let entries = fs::read_dir(fixture("playthroughs")).expect("it is there");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "ron"))
        .collect();
    files.sort();
    files
}

/// Writes as few tellings as see every scene that any of many sees, and reach every ending.
fn bless(story: &Arc<Story>) {
    let all = story.scenes().count();
    let mut any: BTreeSet<SceneId> = BTreeSet::new();
    let seen: BTreeMap<u64, (BTreeSet<SceneId>, Option<String>)> = (1..=LOOKED_AT_MOST)
        .map_while(|seed| {
            if seed > LOOKED_AT && any.len() == all {
                return None;
            }
            let session = told(story, seed);
            any.extend(scenes(&session));
            Some((seed, (scenes(&session), ending(&session))))
        })
        .collect();
    let mut scenes_left: BTreeSet<SceneId> = seen
        .values()
        .flat_map(|(scenes, _)| scenes.clone())
        .collect();
    let mut endings_left: BTreeSet<&String> = seen
        .values()
        .filter_map(|(_, ending)| ending.as_ref())
        .collect();
    for file in files() {
        fs::remove_file(file).expect("it can be removed");
    }
    let mark = fingerprint(story);
    let mut count = 0;
    while !scenes_left.is_empty() || !endings_left.is_empty() {
        let worth = |(scenes, ending): &(BTreeSet<SceneId>, Option<String>)| {
            let new = ending
                .as_ref()
                .is_some_and(|ending| endings_left.contains(ending));
            (scenes.intersection(&scenes_left).count(), usize::from(new))
        };
        let best = seen
            .iter()
            .filter(|(_, one)| one.1.is_some())
            .max_by_key(|(_, one)| worth(one));
        let (seed, (scenes, reached)) = best.expect("there are tellings");
        scenes_left = scenes_left.difference(scenes).copied().collect();
        let reached = reached.as_ref().expect("it came to an end");
        endings_left.remove(reached);
        count += 1;
        let meta = Meta {
            fingerprint: &mark,
            ..Meta::default()
        };
        let text = save::to_text(&told(story, *seed), &meta);
        let file = fixture(&format!("playthroughs/{count:02}-{reached}.ron"));
        fs::write(file, text).expect("it can be written");
    }
    fs::write(fixture("playthroughs/may.txt"), may(story)).expect("it can be written");
}

/// The numbers that tell May by chance, a line each.
fn may(story: &Arc<Story>) -> String {
    let mut session = Session::new(Arc::clone(story), MAY);
    let mut dice = Dice(MAY);
    let mut numbers = String::new();
    let first = session.state().chapter();
    while session.state().chapter() == first {
        let offers = session.offers();
        let open: Vec<usize> = (0..offers.len()).filter(|n| offers[*n].is_open()).collect();
        let number = open[dice.one_of(open.len())];
        let took = offers[number].took;
        numbers.push_str(&format!("{}\n", number + 1));
        assert!(session.take(took));
    }
    numbers
}

#[test]
fn golden_playthroughs_tell_the_same_reach_every_ending_and_see_every_scene() {
    let story = story();
    let (mut reached, mut seen) = (BTreeSet::new(), BTreeSet::new());
    let mut differ = Vec::new();
    for file in files() {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let record = record_at(&file).expect("it can be read");
        match save::verify(&story, &record) {
            Ok(session) => {
                reached.extend(ending(&session));
                seen.extend(scenes(&session));
            }
            Err(difference) => differ.push(format!(
                "{name}: {:?}: {}",
                difference.place, difference.how
            )),
        }
    }
    assert!(
        differ.is_empty(),
        "{differ:#?}\nIf that is meant: HAILSHAM_BLESS=1 cargo test playthroughs"
    );
    let endings: BTreeSet<String> = story
        .endings()
        .map(|(_, ending)| story.str(ending.name).to_owned())
        .collect();
    assert_eq!(reached, endings);
    let unseen: Vec<String> = story
        .scenes()
        .filter(|(id, _)| !seen.contains(id))
        .map(|(id, _)| story.scene_name(id))
        .collect();
    assert!(
        unseen.is_empty(),
        "no playthrough sees {unseen:?}; make them anew as above"
    );
}

#[test]
fn the_tape_is_found_in_each_way_there_is_in_one_of_them() {
    let story = story();
    let tape = story.find_item("tape").expect("a thing");
    let found: Vec<SceneId> = story
        .scenes()
        .filter(|(id, scene)| {
            let norfolk = story.scene_name(*id).starts_with("norfolk/");
            norfolk && scene.enter.contains(&Effect::Take(tape))
        })
        .map(|(id, _)| id)
        .collect();
    assert!(found.len() >= 5, "{} ways of finding it", found.len());
    for file in files() {
        let record = record_at(&file).expect("it can be read");
        let session = save::restore(Arc::clone(&story), &record).session;
        let ways = found
            .iter()
            .filter(|way| session.state().visits(story.layout(), **way) > 0);
        assert_eq!(ways.count(), 1, "{}", file.display());
    }
    // That each is in one of them, the test above says: it is a scene.
}

#[test]
fn may_is_told_to_its_end_by_its_answers() {
    story();
    let home = tempfile::tempdir().expect("a folder");
    let answers = fs::read_to_string(fixture("playthroughs/may.txt")).expect("it is there");
    let told = || {
        let ran = Program::new(
            home.path(),
            &["--plain", "--new", "--seed", &MAY.to_string()],
        )
        .told(&answers)
        .run();
        assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""));
        ran.stdout
    };
    let first = told();
    assert!(first.contains("\nJune: "), "{first}");
    assert_eq!(told(), first);
}

#[test]
fn the_program_verifies_a_golden_playthrough() {
    story();
    let home = tempfile::tempdir().expect("a folder");
    let files = files();
    let file = files.first().expect("there is one").display().to_string();
    let ran = Program::new(home.path(), &["replay", "--verify", &file]).run();
    assert_eq!(
        (ran.status, ran.stderr.as_str()),
        (Some(0), ""),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.starts_with("The same: "), "{}", ran.stdout);
}
