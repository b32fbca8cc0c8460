//! What saves cost: a telling of 1,000 steps written, read and played again, over a story of 300
//! scenes of some 200 words.
#![allow(
    clippy::expect_used,
    reason = "a benchmark that can't go on should stop"
)]

use std::borrow::Cow;
use std::fmt::Write;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use divan::Bencher;
use hailsham::author;
use hailsham::save::disk::{Calls, Real, Shelf};
use hailsham::save::{self, Meta};
use hailsham::session::Session;
use hailsham::story::{Source, Story};

const SCENES: usize = 300;
const STEPS: usize = 1_000;

fn main() {
    divan::main();
}

/// Scenes that lead on to three others, with flags, things and entries on the way.
fn story() -> Arc<Story> {
    let mut scenes = String::from("[");
    for n in 0..SCENES {
        let words =
            "It had rained in the night and the lane was soft under the wheels. ".repeat(14);
        let to = |by: usize| (n * 7 + by) % SCENES;
        let _ = write!(
            scenes,
            "Scene(id: \"s{n}\", enter: [Set(\"f{flag}\"), Remember(\"e{entry}\"), Draw([\"f1\", \"f2\"])],
             text: r#\"{words} {{When(Is(\"f{flag}\"), \"And so it was.\")}}\n\n{words}\"#,
             choices: [Choice(id: \"a\", say: \"A\", to: \"s{}\"), Choice(id: \"b\", say: \"B\", to: \"s{}\"),
                       Choice(id: \"c\", say: \"C\", when: Is(\"f{flag}\"), to: \"s{}\")]),",
            to(1),
            to(2),
            to(5),
            flag = n % 20,
            entry = n % 40,
        );
    }
    scenes.push_str("Scene(id: \"end\", ending: \"end\")]");
    let flags: String = (0..20)
        .map(|n| format!("Flag(id: \"f{n}\", means: \"it is so\"),"))
        .collect();
    let entries: String = (0..40)
        .map(|n| format!("Entry(id: \"e{n}\", section: \"s\", title: \"E\", tellings: [Telling(id: \"t\", text: \"So.\")]),"))
        .collect();
    let source = |path: &str, text: String| Source {
        path: path.to_owned(),
        text: Cow::Owned(text),
    };
    let loaded = author::load_sources(vec![
        source(
            "story.ron",
            format!(
                "Story(id: \"bench\", title: \"Bench\", start: \"a/s0\", endings: [Ending(id: \"end\", title: \"End\")], flags: [{flags}])"
            ),
        ),
        source(
            "journal.ron",
            format!("Journal(sections: [Section(id: \"s\", title: \"S\")], entries: [{entries}])"),
        ),
        source("a/scenes.ron", scenes),
    ]);
    match loaded.story {
        Some(story) => Arc::new(story),
        None => panic!(
            "{:#?}",
            loaded
                .findings
                .iter()
                .map(|found| &found.message)
                .collect::<Vec<_>>()
        ),
    }
}

fn telling() -> Session {
    let mut session = Session::new(story(), 7);
    for n in 0..STEPS {
        let took = session.offers()[n % 2].took;
        assert!(session.take(took));
    }
    session
}

/// The file system without waiting for the disk.
struct Unsynced;

impl Calls for Unsynced {
    fn create(&mut self, path: &Path) -> io::Result<File> {
        Real.create(path)
    }

    fn write(&mut self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        Real.write(file, bytes)
    }

    fn sync(&mut self, _: &File) -> io::Result<()> {
        Ok(())
    }

    fn link(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        Real.link(from, to)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        Real.rename(from, to)
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        Real.remove(path)
    }

    fn sync_folder(&mut self, _: &Path) -> io::Result<()> {
        Ok(())
    }
}

/// Text to telling: read, resolved, every step played again with its words. Aim: 20 ms.
#[divan::bench]
fn load_1000_steps(bencher: Bencher<'_, '_>) {
    let session = telling();
    let text = save::to_text(&session, &Meta::default());
    bencher.bench_local(|| {
        let record = save::from_text(&text).expect("it was written here");
        save::restore(Arc::clone(session.story()), &record)
    });
}

/// Telling to text.
#[divan::bench]
fn write_1000_steps(bencher: Bencher<'_, '_>) {
    let session = telling();
    bencher.bench_local(|| save::to_text(&session, &Meta::default()));
}

/// Everything a save does but waiting for the disk. Aim: 1 ms.
#[divan::bench]
fn save_1000_steps(bencher: Bencher<'_, '_>) {
    let session = telling();
    let home = tempfile::tempdir().expect("a folder");
    let mut shelf = Shelf::open_through(home.path(), "bench", Box::new(Unsynced));
    bencher.bench_local(|| shelf.keep(&session, 1));
}

/// The same with the disk.
#[divan::bench]
fn save_1000_steps_synced(bencher: Bencher<'_, '_>) {
    let session = telling();
    let home = tempfile::tempdir().expect("a folder");
    let mut shelf = Shelf::open(home.path(), "bench");
    bencher.bench_local(|| shelf.keep(&session, 1));
}

/// A step back in the middle of 1,000.
#[divan::bench]
fn undo(bencher: Bencher<'_, '_>) {
    let mut session = telling();
    bencher.bench_local(|| {
        session.undo();
        session.redo()
    });
}
