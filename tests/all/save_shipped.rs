//! Saves of the shipped story in each shape it had, kept for ever (`tests/saves/shipped/`, a folder
//! a shape, the first written first). They were made by the story as it was then, and are taken up
//! by the story as it is now: every choice again, or from where they stood, or as far as they go.
//! A new shape adds a folder and takes none away.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use hailsham::author;
use hailsham::game::{self, Took};
use hailsham::save::disk::record_at;
use hailsham::save::{self, Fit, Meta, Record, Restored};
use hailsham::session::Session;

use super::program::{Program, fixture};

const CHANGED: &str = "The story has changed since this was saved";

fn files() -> Vec<PathBuf> {
    let entries = |folder: PathBuf| {
        let entries = fs::read_dir(folder).expect("it is there");
        entries.map(|entry| entry.expect("an entry").path())
    };
    let mut files: Vec<PathBuf> = entries(fixture("saves/shipped"))
        .flat_map(entries)
        .collect();
    files.sort();
    files
}

const LESS: &[&str] = &[
    " The save stays as it was.",
    " Some of what it remembered is no longer part of it. The save stays as it was.",
];

/// What the player is to read, as far as it depends on how much could be kept.
fn expected(record: &Record, restored: &Restored) -> (String, &'static [&'static str]) {
    let gone = |step: usize| {
        format!(
            "{CHANGED}: step {step} of {} is no longer in it",
            record.cursor
        )
    };
    match restored.fit {
        Fit::Whole if restored.session.steps().len() < record.steps.len() => (
            format!(
                "{CHANGED}; every choice you made still stands. What you had taken back can’t all \
                 be taken again."
            ),
            &[""],
        ),
        Fit::Whole => (
            format!("{CHANGED}; every choice you made still stands."),
            &[""],
        ),
        Fit::Snapshot { failed } => (
            format!(
                "{}. You go on from where you were, but can’t go back to what came before.",
                gone(failed + 1)
            ),
            LESS,
        ),
        Fit::Nearby { failed, .. } => (
            format!(
                "{}, nor is the page you were on. You go on from a little before it, with everything \
                 you had, but can’t go back to what came before.",
                gone(failed + 1)
            ),
            LESS,
        ),
        Fit::Part { kept } => (
            format!(
                "{}, nor is the page you were on. You stand where the two part. The save stays as \
                 it was.",
                gone(kept + 1)
            ),
            &[""],
        ),
        Fit::Anew => panic!("nothing of it could be kept"),
    }
}

/// Goes on from where it stands, the least chosen first, to an end.
fn to_its_end(session: &mut Session) {
    let story = Arc::clone(session.story());
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    for _ in 0..2_000 {
        if session.state().finish().is_some() {
            return;
        }
        let mut open: Vec<Took> = Vec::new();
        game::takeable(&story, session.state(), |took| open.push(took));
        let count = |took: &Took| taken.get(&format!("{took:?}")).copied().unwrap_or(0);
        let least = open.iter().copied().min_by_key(count);
        let took = least
            .unwrap_or_else(|| panic!("no way on from {}", story.scene_name(session.state().at())));
        *taken.entry(format!("{took:?}")).or_default() += 1;
        assert!(session.take(took));
    }
    panic!("it comes to no end");
}

#[test]
fn saves_of_every_shape_the_story_had_are_taken_up_and_go_on() {
    let story = Arc::new(author::load_builtin().story.expect("it has no errors"));
    let mut fits: BTreeMap<String, [u32; 4]> = BTreeMap::new();
    for file in files() {
        let shape = file.parent().and_then(|shape| shape.file_name());
        let shape = shape.expect("a folder").to_string_lossy().into_owned();
        let name = file.display();
        let record = record_at(&file).expect("it can be read");
        let restored = save::restore(Arc::clone(&story), &record);
        let (begins, ends) = expected(&record, &restored);
        let notice = restored
            .notice
            .clone()
            .unwrap_or_else(|| panic!("{name}: not a word"));
        assert!(
            ends.iter().any(|end| notice == format!("{begins}{end}")),
            "{name}: {notice}"
        );
        let row = fits.entry(shape).or_default();
        row[match restored.fit {
            Fit::Whole => 0,
            Fit::Snapshot { .. } => 1,
            Fit::Nearby { .. } => 2,
            Fit::Part { .. } | Fit::Anew => 3,
        }] += 1;
        // Kept again, it is taken up again as it is; and it can be told to an end.
        let mut session = restored.session;
        let again = save::from_text(&save::to_text(&session, &Meta::default())).expect("a save");
        let again = save::restore(Arc::clone(&story), &again);
        assert_eq!((again.fit, &again.notice), (Fit::Whole, &None), "{name}");
        assert_eq!(again.session.state(), session.state(), "{name}");
        to_its_end(&mut session);
    }
    for (shape, [whole, snapshot, nearby, part]) in &fits {
        println!(
            "shape {shape}: {whole} whole, {snapshot} from where they stood, {nearby} from near it, \
             {part} in part"
        );
    }
    assert_eq!(
        fits.len(),
        fs::read_dir(fixture("saves/shipped"))
            .expect("it is there")
            .count()
    );
}

#[test]
fn the_program_goes_on_with_an_old_save_and_says_what_has_changed() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("saves/never-let-me-go");
    fs::create_dir_all(&folder).expect("a folder");
    let old = fixture("saves/shipped/1/in-september-in-a-deal.ron");
    fs::copy(&old, folder.join("auto.1.ron")).expect("a copy");
    let ran = Program::new(home.path(), &["--plain"])
        .told("1\nquit\n")
        .run();
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""));
    let said = ran.stdout.lines().next().unwrap_or_default();
    assert!(
        said.starts_with(CHANGED) && said.ends_with("The save stays as it was."),
        "{}",
        ran.stdout
    );
    let kept = folder.join("before-the-story-changed.ron");
    assert_eq!(
        fs::read(kept).expect("kept apart"),
        fs::read(old).expect("it is there")
    );
}

#[test]
fn the_gallery_hangs_in_the_order_of_the_story() {
    let story = author::load_builtin().story.expect("it has no errors");
    let pictures = hailsham::save::seen::pictures(&story);
    let at = |name: &str| pictures.iter().position(|one| *one == name);
    let first_to_last = [
        "house",
        "hall-sale",
        "cottages-yard",
        "pier-end",
        "boat",
        "fence",
    ]
    .map(at);
    assert!(first_to_last.is_sorted(), "{pictures:?}");
    assert!(first_to_last.iter().all(Option::is_some), "{pictures:?}");
}
