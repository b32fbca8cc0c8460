//! Every save ever written loads: saves of each format and each shape of the small story, kept for
//! ever. A new format or a new shape adds saves here and takes none away.

use std::fs;
use std::sync::Arc;

use hailsham::save::disk::record_at;
use hailsham::save::{self, Fit};

use super::program::fixture;
use super::save_kill::lane;

/// Each save: how many steps count, how many there are, the page, and how it fits.
const SAVES: &[(&str, usize, usize, &str, Fit)] = &[
    ("1-begun.ron", 0, 0, "lane/gate", Fit::Whole),
    ("1-from-the-middle.ron", 1, 1, "lane/stay", Fit::Whole),
    ("1-in-a-digression.ron", 1, 1, "lane/wall", Fit::Whole),
    (
        "1-in-the-middle-of-a-deal.ron",
        2,
        2,
        "lane/pond",
        Fit::Whole,
    ),
    ("1-to-its-end.ron", 9, 9, "lane/home", Fit::Whole),
    ("1-to-the-other-end.ron", 8, 8, "lane/leave", Fit::Whole),
    ("1-with-steps-taken-back.ron", 1, 4, "lane/gate", Fit::Whole),
    ("1-written-by-hand.ron", 3, 3, "lane/pond", Fit::Whole),
];

#[test]
fn every_save_ever_written_is_taken_up_whole() {
    let folder = fixture("saves/corpus");
    let mut listed: Vec<&str> = SAVES.iter().map(|(name, ..)| *name).collect();
    listed.sort_unstable();
    let mut found: Vec<String> = fs::read_dir(&folder)
        .expect("it is there")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    found.sort();
    assert_eq!(found, listed);
    for (name, cursor, steps, page, fit) in SAVES {
        let record = record_at(&folder.join(name)).expect("it can be read");
        let story = lane();
        let restored = save::restore(Arc::clone(&story), &record);
        let session = restored.session;
        let at = story.scene_name(session.state().at());
        assert_eq!(
            (
                session.cursor(),
                session.steps().len(),
                at.as_str(),
                restored.fit
            ),
            (*cursor, *steps, *page, *fit),
            "{name}"
        );
        if *fit == Fit::Whole {
            let verified = save::verify(&story, &record).map(|session| session.state().clone());
            assert_eq!(verified.as_ref(), Ok(session.state()), "{name}");
        }
    }
}
