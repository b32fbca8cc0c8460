//! The shelf over a folder of its own.

use std::fs;
use std::sync::Arc;

use super::super::sample::{LANE, story};
use super::{Kept, Shelf};
use crate::session::Session;

fn walk(session: &mut Session, choices: &[usize]) {
    for nth in choices {
        let took = session.offers()[*nth].took;
        assert!(session.take(took));
    }
}

fn kept(shelf: &mut Shelf, session: &Session, when: u64) {
    let kept = shelf.keep(session, when);
    assert!(matches!(kept, Kept::Yes), "{kept:?}");
}

fn files(shelf: &Shelf) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(shelf.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn the_last_three_steps_are_kept_and_the_newest_is_taken_up() {
    let home = tempfile::tempdir().unwrap();
    let story = story(LANE);
    let mut shelf = Shelf::open(home.path(), "sample");
    assert!(shelf.newest(&story).unwrap().is_none());
    let mut session = Session::new(Arc::clone(&story), 7);
    kept(&mut shelf, &session, 100);
    for nth in 0..7 {
        walk(&mut session, &[1]);
        kept(&mut shelf, &session, 101 + nth);
    }
    assert_eq!(
        files(&shelf),
        ["auto.1.ron", "auto.2.ron", "auto.3.ron", "lock"]
    );
    let steps: Vec<usize> = shelf
        .list(&story)
        .iter()
        .map(|slot| slot.holds.as_ref().unwrap().steps)
        .collect();
    assert_eq!(steps, [7, 6, 5]);
    drop(shelf);
    let mut shelf = Shelf::open(home.path(), "sample");
    let newest = shelf.newest(&story).unwrap().unwrap();
    assert_eq!(newest.session.state(), session.state());
    assert_eq!(newest.notice, None);
}

#[test]
fn another_telling_never_costs_the_one_before() {
    let home = tempfile::tempdir().unwrap();
    let story = story(LANE);
    let mut shelf = Shelf::open(home.path(), "sample");
    let mut first = Session::new(Arc::clone(&story), 7);
    walk(&mut first, &[1, 1, 1]);
    kept(&mut shelf, &first, 100);
    let mut second = Session::new(Arc::clone(&story), 8);
    for nth in 0..5 {
        kept(&mut shelf, &second, 200 + nth);
        walk(&mut second, &[0]);
    }
    let earlier = shelf.load(&story, "earlier-telling").unwrap();
    assert_eq!(earlier.session.state(), first.state());
    // Taken up and gone on with, it needs no second copy; the other one does.
    let mut first = earlier.session;
    walk(&mut first, &[1]);
    kept(&mut shelf, &first, 300);
    let listed = shelf.list(&story);
    let names: Vec<&str> = listed
        .iter()
        .filter(|slot| !slot.auto)
        .map(|slot| slot.name.as_str())
        .collect();
    assert_eq!(names, ["Earlier telling 2", "Earlier telling"]);
    assert_eq!(listed.len(), 5);
}

#[test]
fn saves_by_name_are_kept_renamed_and_put_into_the_bin() {
    let home = tempfile::tempdir().unwrap();
    let story = story(LANE);
    let mut shelf = Shelf::open(home.path(), "sample");
    let mut session = Session::new(Arc::clone(&story), 7);
    assert_eq!(
        shelf.save_as(&session, " By the  Pond", 5).unwrap(),
        "By the Pond"
    );
    walk(&mut session, &[1]);
    assert_eq!(
        shelf.save_as(&session, "By the Pond", 6).unwrap(),
        "By the Pond"
    );
    // The same file name, another name: another save.
    shelf.save_as(&session, "by the pond", 7).unwrap();
    assert_eq!(
        files(&shelf),
        [
            "by-the-pond-2.ron",
            "by-the-pond.previous.ron",
            "by-the-pond.ron",
            "lock"
        ]
    );
    assert_eq!(
        shelf
            .load(&story, "by-the-pond.previous")
            .unwrap()
            .session
            .cursor(),
        0
    );
    assert_eq!(
        shelf.load(&story, "By the Pond").unwrap().session.cursor(),
        1
    );
    let taken = shelf.rename("By the Pond", "by the POND 2").unwrap_err();
    assert_eq!(
        taken.to_string(),
        "can’t rename it: there is a save “by the POND 2” already. Choose another name."
    );
    shelf.rename("by-the-pond", "The pond").unwrap();
    let lies = shelf.delete("by-the-pond-2").unwrap();
    assert_eq!(lies, shelf.path().join("bin/by-the-pond-2.ron"));
    assert!(lies.is_file());
    assert_eq!(
        files(&shelf),
        ["bin", "lock", "the-pond.previous.ron", "the-pond.ron"]
    );
    let none = shelf.load(&story, "../lane").unwrap_err();
    assert_eq!(
        none.to_string(),
        "can’t find it: there is no save “../lane”. “saves” lists what there is."
    );
}

#[test]
fn a_second_copy_is_told_and_keeps_to_itself() {
    let home = tempfile::tempdir().unwrap();
    let story = story(LANE);
    let mut first = Shelf::open(home.path(), "sample");
    let mut second = Shelf::open(home.path(), "sample");
    assert_eq!(first.notice(), None);
    assert_eq!(
        second.notice().as_deref(),
        Some(
            "hailsham is open in another window. What you do here is kept by itself, apart from \
             the telling there."
        )
    );
    let session = Session::new(story, 7);
    kept(&mut first, &session, 1);
    kept(&mut second, &session, 2);
    assert_eq!(
        files(&first),
        ["auto.1.copy-2.ron", "auto.1.ron", "lock", "lock-2"]
    );
    drop(first);
    assert_eq!(Shelf::open(home.path(), "sample").notice(), None);
}

#[test]
fn what_cannot_be_read_is_named_and_never_written_over() {
    let home = tempfile::tempdir().unwrap();
    let story = story(LANE);
    let mut shelf = Shelf::open(home.path(), "sample");
    let mut session = Session::new(Arc::clone(&story), 7);
    for nth in 0..3 {
        walk(&mut session, &[1]);
        kept(&mut shelf, &session, 100 + nth);
    }
    shelf.save_as(&session, "Pond", 104).unwrap();
    shelf.save_as(&session, "Pond", 105).unwrap();
    drop(shelf);
    let file = |name: &str| home.path().join("saves/sample").join(name);
    fs::write(file("auto.3.ron"), "Save(format: 7, new: ())").unwrap();
    fs::write(file("pond.ron"), "half a sa").unwrap();
    fs::write(
        file("other.ron"),
        fs::read_to_string(file("pond.previous.ron"))
            .unwrap()
            .replace("\"sample\"", "\"another\"")
            .split("    sum:")
            .next()
            .unwrap()
            .to_owned()
            + ")",
    )
    .unwrap();
    let mut shelf = Shelf::open(home.path(), "sample");
    let newest = shelf.newest(&story).unwrap().unwrap();
    assert_eq!(newest.session.cursor(), 2);
    let shown = |name: &str| file(name).display().to_string();
    assert_eq!(
        newest.notice.unwrap(),
        format!(
            "Can’t read {}: a newer hailsham made it (format 7; this one reads up to 1). It stays as \
             it is; other saves can be loaded. This is the newest that can be read.",
            shown("auto.3.ron")
        )
    );
    let wrong: Vec<String> = shelf
        .list(&story)
        .into_iter()
        .filter_map(|slot| slot.holds.err())
        .collect();
    assert_eq!(
        wrong,
        [
            format!(
                "Can’t read {}: a newer hailsham made it (format 7; this one reads up to 1). It \
                 stays as it is; other saves can be loaded.",
                shown("auto.3.ron")
            ),
            format!(
                "Can’t read {}: it is a save of another story, “another”. It stays as it is; other \
                 saves can be loaded.",
                shown("other.ron")
            ),
            format!(
                "Can’t read {}: it isn’t a save. The version before it can be loaded as \
                 “pond.previous”. Nothing was written over.",
                shown("pond.ron")
            ),
        ]
    );
    for nth in 0..6 {
        kept(&mut shelf, &session, 200 + nth);
    }
    assert_eq!(shelf.save_as(&session, "Pond", 300).unwrap(), "Pond");
    assert_eq!(
        fs::read_to_string(file("auto.3.ron")).unwrap(),
        "Save(format: 7, new: ())"
    );
    assert_eq!(fs::read_to_string(file("pond.ron")).unwrap(), "half a sa");
    assert!(file("auto.4.ron").is_file());
    assert!(file("pond-2.ron").is_file());
}

#[test]
fn a_damaged_autosave_is_told_of_once_and_kept() {
    let home = tempfile::tempdir().unwrap();
    let story = story(LANE);
    let mut shelf = Shelf::open(home.path(), "sample");
    let mut session = Session::new(Arc::clone(&story), 7);
    for nth in 0..3 {
        walk(&mut session, &[1]);
        kept(&mut shelf, &session, 100 + nth);
    }
    drop(shelf);
    let newest = home.path().join("saves/sample/auto.3.ron");
    let half = fs::read(&newest).unwrap()[..300].to_vec();
    fs::write(&newest, &half).unwrap();
    let mut shelf = Shelf::open(home.path(), "sample");
    assert_eq!(
        shelf.notice().as_deref(),
        Some(
            "One of the last saves can’t be read: it is damaged: line 13: Expected opening `(` \
             for struct `Step`. It stays, as “damaged”; the newest that can be read is taken."
        )
    );
    let before = shelf.newest(&story).unwrap().unwrap();
    assert_eq!((before.session.cursor(), before.notice), (2, None));
    kept(&mut shelf, &before.session, 200);
    assert_eq!(
        files(&shelf),
        [
            "auto.1.ron",
            "auto.2.ron",
            "auto.3.ron",
            "damaged.ron",
            "lock"
        ]
    );
    assert_eq!(fs::read(shelf.path().join("damaged.ron")).unwrap(), half);
    drop(shelf);
    assert_eq!(Shelf::open(home.path(), "sample").notice(), None);
}

#[test]
fn cut_off_anywhere_or_changed_anywhere_the_newest_makes_way_for_the_one_before() {
    let home = tempfile::tempdir().unwrap();
    let story = story(LANE);
    let mut shelf = Shelf::open(home.path(), "sample");
    let mut session = Session::new(Arc::clone(&story), 7);
    for nth in 0..3 {
        walk(&mut session, &[1]);
        kept(&mut shelf, &session, 100 + nth);
    }
    drop(shelf);
    let file = home.path().join("saves/sample/auto.3.ron");
    let whole = fs::read(&file).unwrap();
    let mut tried = 0;
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 1 << (at % 8);
        for broken in [&whole[..at], &changed] {
            fs::write(&file, broken).unwrap();
            let mut shelf = Shelf::look(home.path(), "sample");
            let restored = shelf.newest(&story).unwrap().unwrap();
            assert_eq!(restored.session.cursor(), 2, "byte {at}");
            let notice = restored.notice.unwrap();
            assert!(
                notice.ends_with("This is the newest that can be read."),
                "byte {at}: {notice}"
            );
            assert_eq!(fs::read(&file).unwrap(), *broken, "it stays as it was");
            tried += 1;
        }
    }
    assert!(tried > 1_000, "{tried}");
}
