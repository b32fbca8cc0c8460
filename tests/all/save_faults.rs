//! What a disk can do to a telling while it is played: the program itself, over real file systems.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use hailsham::save::disk::Shelf;

use super::program::{self, Playing, Program, fixture};
use super::save_kill::lane;

/// What stands under every page of the gate, and under every page of the pond.
const GATE: &str = "Go up to the house";
const POND: &str = "Back to the gate";
/// What is said where a telling can't be kept.
fn not_kept(why: &str, what: &str, path: &Path) -> String {
    format!(
        "Not kept: {why}. It is tried again at the next step. To keep it elsewhere, save it under a \
         path, such as ./telling.ron. (Can’t {what} {}.)\n",
        path.display()
    )
}

/// A file system of its own, gone with the test.
struct Tiny {
    folder: tempfile::TempDir,
}

impl Tiny {
    /// None where nothing can be mounted, which is said.
    fn mount(options: &str) -> Option<Tiny> {
        let tiny = Tiny {
            folder: tempfile::tempdir().expect("a folder"),
        };
        if tiny.mounted(&["-t", "tmpfs", "-o", options, "tmpfs"]) {
            return Some(tiny);
        }
        eprintln!("skipped: nothing can be mounted here, so no file system can be made so small");
        None
    }

    fn mounted(&self, options: &[&str]) -> bool {
        let status = Command::new("mount")
            .args(options)
            .arg(self.path())
            .stderr(Stdio::null())
            .status();
        status.is_ok_and(|status| status.success())
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Tiny {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

/// The file the next autosave would be written to first.
fn temporary(home: &Path, n: u32) -> PathBuf {
    home.join(format!("saves/lane/auto.{n}.ron"))
}

/// How many steps the newest save has.
fn kept(home: &Path) -> usize {
    let newest = Shelf::look(home, "lane")
        .newest(&lane())
        .expect("it can be read");
    newest.expect("something is kept").session.cursor()
}

#[test]
fn on_a_full_disk_it_says_so_once_goes_on_and_keeps_again_when_there_is_room() {
    for full in ["size=32k", "nr_inodes=12"] {
        let Some(tiny) = Tiny::mount(full) else {
            return;
        };
        let mut playing = Playing::lane(tiny.path());
        playing.hear(GATE);
        playing.say("1", POND);
        assert_eq!(kept(tiny.path()), 1);
        // Fill what is left.
        for n in 0.. {
            if fs::write(tiny.path().join(format!("filler-{n}")), [0; 512]).is_err() {
                break;
            }
        }
        let said = playing.say("3", GATE);
        let target = temporary(tiny.path(), 3);
        let trouble = not_kept("the disk is full", "write", &target);
        assert_eq!(said.matches("Can’t").count(), 1, "{full}: {said}");
        assert!(said.starts_with(&trouble), "{full}: {said}");
        // Said once; the telling goes on.
        let said = playing.say("1", POND);
        assert!(!said.contains("Can’t"), "{full}: {said}");
        assert_eq!(kept(tiny.path()), 1, "what was kept before is still there");
        let elsewhere = tempfile::tempdir().expect("a folder");
        let path = elsewhere.path().join("telling.ron");
        playing.say(
            &format!("save {}", path.display()),
            &format!("Saved as {}.", path.display()),
        );
        for entry in fs::read_dir(tiny.path()).expect("it is there").flatten() {
            if entry.file_name().to_string_lossy().starts_with("filler") {
                fs::remove_file(entry.path()).expect("it can be removed");
            }
        }
        let said = playing.say("3", GATE);
        assert!(
            said.starts_with("The telling is kept again.\n"),
            "{full}: {said}"
        );
        assert_eq!(kept(tiny.path()), 4, "{full}");
        let said = playing.say(&format!("load {}", path.display()), POND);
        assert!(!said.contains("Can’t"), "{full}: {said}");
        assert!(playing.leave());
        assert_eq!(
            kept(tiny.path()),
            3,
            "{full}: the one from elsewhere goes on"
        );
        assert!(
            tiny.path().join("saves/lane/earlier-telling.ron").exists(),
            "{full}"
        );
    }
}

/// Lets nobody write in a folder, or lets them again; false where that can't be had.
fn close(folder: &Path, closed: bool) -> bool {
    let mode = if closed { 0o555 } else { 0o755 };
    let flag = if closed { "+i" } else { "-i" };
    // Nobody can be kept from anything who is root, but by this.
    let _ = Command::new("chattr")
        .arg(flag)
        .arg(folder)
        .stderr(Stdio::null())
        .status();
    let _ = fs::set_permissions(folder, fs::Permissions::from_mode(mode));
    fs::write(folder.join("probe"), "").is_err() == closed
}

#[test]
fn in_a_folder_that_is_closed_while_it_is_played_it_says_so_and_goes_on() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("saves/lane");
    let mut playing = Playing::lane(home.path());
    playing.hear(GATE);
    if !close(&folder, true) {
        eprintln!("skipped: no folder can be closed to this user here");
        return;
    }
    let said = playing.say("1", POND);
    assert!(close(&folder, false));
    let trouble = not_kept(
        "it isn’t allowed there",
        "write",
        &folder.join("auto.2.ron"),
    );
    assert!(said.starts_with(&trouble), "{said}");
    let said = playing.say("3", GATE);
    assert!(said.starts_with("The telling is kept again.\n"), "{said}");
    assert!(playing.leave());
    assert_eq!(kept(home.path()), 2);
}

#[test]
fn from_a_folder_that_can_only_be_read_it_starts_and_says_what_it_cannot_do() {
    let Some(tiny) = Tiny::mount("size=1m") else {
        return;
    };
    let ran = Program::lane(tiny.path(), &["--plain", "--seed", "7"])
        .told("1\n")
        .run();
    assert_eq!(ran.status, Some(0));
    assert!(tiny.mounted(&["-o", "remount,ro"]));
    // What is there is gone on with.
    let ran = Program::lane(tiny.path(), &["--plain"]).told("3\n").run();
    let trouble = not_kept(
        "the disk can only be read",
        "keep tellings in",
        &tiny.path().join("saves/lane"),
    );
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""));
    assert!(ran.stdout.starts_with(&trouble), "{}", ran.stdout);
    assert_eq!(ran.stdout.matches("Can’t").count(), 1, "{}", ran.stdout);
    assert!(ran.stdout.contains("The pond had"), "{}", ran.stdout);
}

#[test]
fn a_folder_that_is_removed_while_it_is_played_is_made_again() {
    let above = tempfile::tempdir().expect("a folder");
    let home = above.path().join("home");
    let mut playing = Playing::lane(&home);
    playing.hear(GATE);
    playing.say("1", POND);
    fs::remove_dir_all(&home).expect("it can be removed");
    let said = playing.say("3", GATE);
    assert!(!said.contains("Can’t"), "{said}");
    assert_eq!(kept(&home), 2);
    // Where it can't be made again, that is said.
    fs::remove_dir_all(&home).expect("it can be removed");
    fs::write(&home, "a file").expect("it can be written");
    let said = playing.say("1", POND);
    let trouble = not_kept(
        "not a directory",
        "keep tellings in",
        &home.join("saves/lane"),
    );
    assert!(said.starts_with(&trouble), "{said}");
    fs::remove_file(&home).expect("it can be removed");
    let said = playing.say("3", GATE);
    assert!(said.starts_with("The telling is kept again.\n"), "{said}");
    assert!(playing.leave());
    assert_eq!(kept(&home), 4);
}

#[test]
fn where_files_may_not_grow_it_says_so_instead_of_dying() {
    let home = tempfile::tempdir().expect("a folder");
    let mut command = Command::new("sh");
    command.args([
        "-c",
        "ulimit -f 1; exec \"$0\" --plain --seed 7 --story \"$1\"",
    ]);
    command
        .arg(env!("CARGO_BIN_EXE_hailsham"))
        .arg(fixture("saves/lane"));
    program::clean(&mut command, home.path());
    let ran = program::run(command, b"1\n3\n1\n3\n1\n3\n1\n3\n1\n3\n1\n");
    assert_eq!(
        (ran.status, ran.stderr.as_str()),
        (Some(0), ""),
        "{}",
        ran.stdout
    );
    assert_eq!(
        ran.stdout
            .matches("files that large aren’t allowed")
            .count(),
        1,
        "{}",
        ran.stdout
    );
    assert_eq!(
        ran.stdout.matches("The pond had").count(),
        6,
        "{}",
        ran.stdout
    );
    assert!(kept(home.path()) < 11);
}

#[test]
fn two_copies_keep_out_of_each_others_way() {
    let home = tempfile::tempdir().expect("a folder");
    let mut first = Playing::lane(home.path());
    first.hear(GATE);
    first.say("1", POND);
    let mut second = Playing::lane(home.path());
    let said = second.hear(POND);
    assert!(
        said.starts_with(
            "hailsham is open in another window. What you do here is kept by itself, apart from \
             the telling there.\n"
        ),
        "{said}"
    );
    for _ in 0..4 {
        second.say("3", GATE);
        second.say("1", POND);
    }
    first.say("3", GATE);
    assert!(first.leave());
    let shelf = Shelf::look(home.path(), "lane");
    let steps = |id: &str| shelf.record(id).map(|record| record.cursor).ok();
    assert_eq!(
        (steps("auto.3"), steps("auto.3.copy-2")),
        (Some(2), Some(9))
    );
    // The first one's place is free again, and the second keeps its own.
    // Whose save is the newer depends on where a second ended.
    let mut third = Playing::lane(home.path());
    let said = third.hear("\n1. ");
    assert!(!said.contains("another window"), "{said}");
    assert!(second.leave() && third.leave());
}

#[test]
fn killed_at_any_moment_by_whoever_it_has_all_that_was_shown() {
    let home = tempfile::tempdir().expect("a folder");
    let mut steps = 0;
    for round in 0..200_u64 {
        let mut playing = Playing::lane(home.path());
        playing.hear("\n1. ");
        let input: String = (0..200)
            .map(|n| if (n + steps) % 2 == 0 { "1\n" } else { "3\n" })
            .collect();
        playing.write(&input);
        std::thread::sleep(Duration::from_micros(round * 397 % 40_000));
        let said = playing.kill();
        let shown = said.matches("The gate was").count() + said.matches("The pond had").count();
        let now = kept(home.path());
        assert!(
            now >= steps + shown,
            "round {round}: {now} kept, {steps} before, {shown} shown"
        );
        steps = now;
    }
    assert!(steps > 200, "only {steps} steps in 200 rounds");
    println!("200 kills, {steps} steps, 0 lost");
}

#[test]
fn what_could_not_be_kept_is_tried_once_more_on_leaving() {
    let above = tempfile::tempdir().expect("a folder");
    let home = above.path().join("home");
    fs::write(&home, "a file").expect("it can be written");
    let mut playing = Playing::lane(&home);
    playing.hear(GATE);
    playing.say("1", POND);
    fs::remove_file(&home).expect("it can be removed");
    let said = playing.say("quit", "kept again");
    assert_eq!(said, "The telling is kept again.\n");
    assert_eq!(kept(&home), 1);
}
