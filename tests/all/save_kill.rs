//! Killed, or refused by the system, at every system call of a save: nothing is torn, and nothing
//! is lost that was ever shown.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use hailsham::author;
use hailsham::save::disk::{Kept, Shelf, record_at};
use hailsham::session::Session;
use hailsham::story::Story;

use super::program::{self, Program, fixture, run};

/// From the gate to the pond and back, and once kept by name, twice.
const TOLD: &str = "1\n3\nsave Kept\n1\nsave Kept\n3\n";
/// How many choices that makes.
const CHOICES: usize = 4;

pub fn lane() -> Arc<Story> {
    let loaded = author::load_dir(&fixture("saves/lane")).expect("the folder is there");
    Arc::new(loaded.story.expect("it has no errors"))
}

/// A home where a telling of so many steps was kept by itself; it ends at the gate.
fn home(steps: usize) -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a folder");
    if steps > 0 {
        let mut session = Session::new(lane(), 7);
        let mut shelf = Shelf::open(home.path(), "lane");
        for step in 0..steps {
            let back = step % 2 == 1;
            let offers = session.offers();
            let took = if back {
                offers[offers.len() - 1].took
            } else {
                offers[0].took
            };
            assert!(session.take(took));
            if step + 4 > steps {
                assert!(matches!(
                    shelf.keep(&session, 1_000 + step as u64),
                    Kept::Yes
                ));
            }
        }
    }
    home
}

/// Every path a save touches.
fn paths(home: &Path) -> Vec<PathBuf> {
    let folder = home.join("saves/lane");
    let mut paths = vec![folder.clone(), folder.join("lock")];
    paths.extend((1..12).map(|n| folder.join(format!(".1.{n}.tmp"))));
    paths.extend((1..4).map(|n| folder.join(format!("auto.{n}.ron"))));
    paths.extend(["kept.ron", "kept.previous.ron"].map(|name| folder.join(name)));
    paths
}

/// The game under strace, which sees the calls that concern these paths.
fn traced(home: &Path, options: &[&str], log: &Path) -> Command {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o"]).arg(log);
    for path in paths(home) {
        command.arg("-P").arg(path);
    }
    command.args(options).arg(env!("CARGO_BIN_EXE_hailsham"));
    command
        .args(["--plain", "--story"])
        .arg(fixture("saves/lane"));
    program::clean(&mut command, home);
    command
}

/// Whether strace runs here, said where it doesn't.
fn can_trace() -> bool {
    let tried = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "true"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let runs = tried.is_ok_and(|status| status.success());
    if !runs {
        eprintln!("skipped: strace can't run here, so no system call can be made to fail");
    }
    runs
}

/// The calls of a whole run, by name: how many there are of each.
fn calls(home: &Path) -> BTreeMap<String, u32> {
    let log = home.join("calls");
    let ran = run(traced(home, &[], &log), TOLD.as_bytes());
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""));
    let mut calls = BTreeMap::new();
    for line in fs::read_to_string(&log).expect("strace wrote it").lines() {
        let call = line
            .split_once(' ')
            .map_or("", |(_, call)| call.trim_start());
        if let Some((name, _)) = call.split_once('(') {
            *calls.entry(name.to_owned()).or_default() += 1;
        }
    }
    calls
}

/// How many choices the player saw the outcome of.
fn shown(stdout: &str) -> usize {
    let pages = stdout.matches("The gate was").count() + stdout.matches("The pond had").count();
    pages.saturating_sub(1)
}

/// Whether the home has saves that are whole, and the game starts from it. Gives how many steps
/// the newest has.
fn survives(home: &Path, after: &str) -> usize {
    let folder = home.join("saves/lane");
    let files = || -> Vec<PathBuf> {
        let entries = fs::read_dir(&folder).into_iter().flatten();
        entries
            .map(|entry| entry.expect("an entry").path())
            .collect()
    };
    for file in files() {
        if file.extension().is_some_and(|ending| ending == "ron") {
            assert!(
                record_at(&file).is_ok(),
                "{} is torn after {after}",
                file.display()
            );
        }
    }
    let ran = Program::lane(home, &["--plain"]).run();
    assert_eq!(
        (ran.status, ran.stderr.as_str()),
        (Some(0), ""),
        "after {after}"
    );
    assert!(
        !ran.stdout.contains('’'),
        "after {after} it complains:\n{}",
        ran.stdout
    );
    let left: Vec<PathBuf> = files()
        .into_iter()
        .filter(|file| file.extension().is_some_and(|ending| ending == "tmp"))
        .collect();
    assert!(left.is_empty(), "{left:?} is left after {after}");
    let newest = Shelf::look(home, "lane")
        .newest(&lane())
        .expect("it can be read");
    newest.map_or(0, |newest| newest.session.steps().len())
}

#[test]
fn killed_at_every_system_call_of_a_save_it_has_all_that_was_shown() {
    if can_trace() {
        kill_everywhere(0);
        kill_everywhere(60);
    }
}

#[test]
#[ignore = "takes minutes; the same at a size nobody's telling has"]
fn killed_at_every_system_call_of_a_long_save_it_has_all_that_was_shown() {
    if can_trace() {
        kill_everywhere(1_000);
    }
}

/// Kills the game at each call of a run that goes on from a telling of so many steps.
fn kill_everywhere(steps: usize) {
    let whole = home(steps);
    let before = whole.path().join("before");
    copy(&whole.path().join("saves"), &before);
    let (mut killed, mut lost) = (0, 0);
    for (name, times) in calls(whole.path()) {
        for nth in 1..=times {
            let home = tempfile::tempdir().expect("a folder");
            copy(&before, &home.path().join("saves"));
            let inject = format!("inject={name}:signal=SIGKILL:when={nth}");
            let log = home.path().join("log");
            let after = format!("{name} {nth} of {times}, {steps} steps");
            let ran = run(traced(home.path(), &["-e", &inject], &log), TOLD.as_bytes());
            assert_eq!(ran.status, None, "{after} wasn't killed: {ran:?}");
            let kept = survives(home.path(), &after);
            killed += 1;
            lost += usize::from(kept < steps + shown(&ran.stdout));
            assert!(kept <= steps + CHOICES, "{after}: {kept} steps");
        }
    }
    assert_eq!(lost, 0, "of {killed} kills");
    assert!(killed > 80, "only {killed} kills");
    println!("{steps} steps: {killed} kills, 0 lost, 0 torn");
}

/// What the system says no with.
const ERRORS: [&str; 6] = ["ENOSPC", "EIO", "EDQUOT", "EROFS", "EACCES", "EINTR"];

#[test]
fn refused_at_any_system_call_of_a_save_it_goes_on_and_the_next_is_kept() {
    if can_trace() {
        refuse_everywhere(|nth| ERRORS[nth % ERRORS.len()..].iter().take(1));
    }
}

#[test]
#[ignore = "takes minutes; every error at every call"]
fn refused_in_any_way_at_any_system_call_of_a_save_it_goes_on_and_the_next_is_kept() {
    if can_trace() {
        refuse_everywhere(|_| ERRORS.iter().take(ERRORS.len()));
    }
}

/// Refuses each call of a run with each of the errors chosen for it.
fn refuse_everywhere(
    errors: impl Fn(usize) -> std::iter::Take<std::slice::Iter<'static, &'static str>>,
) {
    let whole = home(60);
    let before = whole.path().join("before");
    copy(&whole.path().join("saves"), &before);
    let (mut refused, mut told) = (0, 0);
    for (name, times) in calls(whole.path()) {
        // Closing and asking for a descriptor's flags can't fail in a way that matters.
        if ["close", "fcntl", "getdents64", "lseek"].contains(&name.as_str()) {
            continue;
        }
        let each = |nth: u32| errors(nth as usize - 1).map(move |error| (nth, error));
        for (nth, error) in (1..=times).flat_map(each) {
            let home = tempfile::tempdir().expect("a folder");
            copy(&before, &home.path().join("saves"));
            let inject = format!("inject={name}:error={error}:when={nth}");
            let log = home.path().join("log");
            let after = format!("{error} from {name} {nth} of {times}");
            let ran = run(traced(home.path(), &["-e", &inject], &log), TOLD.as_bytes());
            assert_eq!(
                (ran.status, ran.stderr.as_str()),
                (Some(0), ""),
                "{after}: {ran:?}"
            );
            let kept = survives(home.path(), &after);
            // What couldn't be kept was tried again, at the latest on leaving; where the newest save
            // couldn't be looked at, that was told, and it is kept apart.
            let said = |what: &str| ran.stdout.contains(what);
            let apart = (said("Can’t look into") || said("Can’t read"))
                && home.path().join("saves/lane/earlier-telling.ron").exists();
            assert!(
                kept == 60 + CHOICES || apart,
                "{after}: {kept} steps\n{}",
                ran.stdout
            );
            refused += 1;
            told += usize::from(ran.stdout.contains('’'));
        }
    }
    assert!(refused > 60 && told > 20, "{refused} refused, {told} told");
    println!("{refused} calls refused, {told} told, 0 lost");
}

/// Copies a folder of files and folders; nothing where it isn't there.
pub fn copy(from: &Path, to: &Path) {
    let Ok(entries) = fs::read_dir(from) else {
        return;
    };
    fs::create_dir_all(to).expect("a folder");
    for entry in entries {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
