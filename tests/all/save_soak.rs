//! The shipped story told for long: telling after telling to its end, with undo, redo, saves, other
//! saves taken up and the shelf opened anew in between, and memory that stays what it was. The
//! longest is for a release build: `cargo test --release -- --ignored soak --nocapture`.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use hailsham::author;
use hailsham::game::{self, Took};
use hailsham::save::Fit;
use hailsham::save::disk::{Kept, Shelf};
use hailsham::session::Session;
use hailsham::story::Story;

use super::dice::Dice;

/// What a soak came to.
#[derive(Debug, Default)]
struct Soaked {
    choices: usize,
    tellings: u64,
    reloads: usize,
    /// Kilobytes held, each time a thousand choices were made.
    held: Vec<u64>,
}

/// What this process holds in memory, in kilobytes; 0 where that can't be asked.
fn held() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
    kilobytes.unwrap_or(0)
}

fn is_the_same(was: &Session, is: &Session, fit: Fit) {
    assert_eq!(fit, Fit::Whole);
    assert_eq!(is.state(), was.state());
    assert_eq!((is.cursor(), is.steps()), (was.cursor(), was.steps()));
    assert_eq!(is.words_read(), was.words_read());
    assert_eq!(is.turn(), was.turn());
}

fn soak(choices: usize, home: &Path) -> Soaked {
    let story: Arc<Story> = Arc::new(author::load_builtin().story.expect("it has no errors"));
    let mut shelf = Shelf::open(home, story.name());
    let mut dice = Dice(7);
    let mut soaked = Soaked {
        tellings: 1,
        ..Soaked::default()
    };
    let mut session = Session::new(Arc::clone(&story), 1);
    let mut when = 0;
    while soaked.choices < choices {
        when += 1;
        match dice.one_of(100) {
            0..6 => drop(session.undo()),
            6..9 => drop(session.redo()),
            9 => {
                let cursor = dice.one_of(session.steps().len() + 1);
                // Seldom far: or no telling would come to its end.
                session.go_to(cursor.max(session.cursor().saturating_sub(12)));
            }
            10 => {
                let name = ["by the pond", "in the car", "at the fence"][dice.one_of(3)];
                shelf.save_as(&session, name, when).expect("there is room");
                let back = shelf.load(&story, name).expect("it was just saved");
                is_the_same(&session, &back.session, back.fit);
                session = back.session;
                soaked.reloads += 1;
            }
            11 => {
                shelf = Shelf::open(home, story.name());
                let back = shelf.newest(&story).expect("it can be read");
                if let Some(back) = back {
                    is_the_same(&session, &back.session, back.fit);
                    session = back.session;
                    soaked.reloads += 1;
                }
            }
            _ if session.state().finish().is_some() => {
                soaked.tellings += 1;
                session = Session::new(Arc::clone(&story), soaked.tellings);
            }
            _ => {
                let mut open: Vec<Took> = Vec::new();
                game::takeable(&story, session.state(), |took| open.push(took));
                // What can be done with things can be done again and again; once in a while will do.
                let acts = dice.one_of(30) == 0;
                let some: Vec<Took> = open
                    .iter()
                    .copied()
                    .filter(|took| acts || !matches!(took, Took::Action(_)))
                    .collect();
                let from = if some.is_empty() { open } else { some };
                assert!(session.take(from[dice.one_of(from.len())]));
                soaked.choices += 1;
                if soaked.choices.is_multiple_of(1_000) {
                    soaked.held.push(held());
                }
            }
        }
        assert!(matches!(shelf.keep(&session, when), Kept::Yes));
    }
    soaked
}

/// A folder in memory, where there is one: it is the choices that are many here, not the disk's.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .expect("a folder")
}

#[test]
fn a_soak_of_the_shipped_story_loses_nothing() {
    let home = folder();
    let soaked = soak(400, home.path());
    assert!(soaked.reloads > 3, "{soaked:?}");
}

#[test]
#[ignore = "ten thousand choices: half a minute in a release build"]
fn a_soak_of_ten_thousand_choices_of_the_shipped_story_holds_no_more_at_its_end() {
    let home = folder();
    let begun = Instant::now();
    let soaked = soak(10_000, home.path());
    println!("{soaked:?}, {:?}", begun.elapsed());
    assert!(soaked.tellings > 20 && soaked.reloads > 150, "{soaked:?}");
    // The first thousands hold whole tellings already; the last hold no more.
    let (early, late) = (&soaked.held[1..4], &soaked.held[7..]);
    let most = |held: &[u64]| held.iter().copied().max().unwrap_or_default();
    assert!(most(late) < most(early) + (4 << 10), "{:?}", soaked.held);
    // Every telling but the last is on the shelf still, but those that were only begun.
    let folder = home.path().join("saves/never-let-me-go");
    let kept = fs::read_dir(folder).expect("it is there").count() as u64;
    assert!(kept >= soaked.tellings, "{kept} files, {soaked:?}");
}
