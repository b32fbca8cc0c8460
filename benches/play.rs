//! Random tellings of generated stories, with every text made and with none; steps taken back deep
//! in a telling; where a telling stands, as a save says it.
#![allow(
    clippy::expect_used,
    reason = "a benchmark that can't go on should stop"
)]

#[path = "generate/mod.rs"]
mod generate;
#[path = "tell/mod.rs"]
mod tell;

use std::sync::Arc;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use generate::{Shape, draw, ron};
use hailsham::author::load_sources;
use hailsham::save::snapshot::Snapshot;
use hailsham::session::Session;
use hailsham::story::Story;
use tell::{Reader, tellings};

/// How many scenes the stories have.
const SIZES: [usize; 3] = [300, 3_000, 30_000];

fn main() {
    divan::main();
}

fn story(shape: Shape) -> Story {
    let loaded = load_sources(ron::files(&draw(shape)));
    loaded.story.expect("it has no errors")
}

fn of_size(scenes: usize) -> Story {
    story(Shape {
        scenes,
        ..Shape::default()
    })
}

/// So many steps into a telling.
fn telling(story: Story, steps: usize) -> Session {
    let mut session = Session::new(Arc::new(story), 7);
    for n in 0..steps {
        let offers = session.offers();
        let took = offers[n % offers.len()].took;
        assert!(session.take(took), "every choice that is shown is open");
    }
    session
}

fn a_choice(bencher: Bencher, scenes: usize, reads: bool) {
    const TELLINGS: u64 = 100;
    let story = of_size(scenes);
    let mut reader = Reader::new(reads);
    let steps = tellings(&story, 0..TELLINGS, &mut reader);
    bencher
        .counter(ItemsCount::new(steps))
        .bench_local(|| tellings(&story, 0..TELLINGS, &mut reader));
}

/// A hundred tellings; an item is a choice.
#[divan::bench(args = SIZES)]
fn a_choice_without_text(bencher: Bencher, scenes: usize) {
    a_choice(bencher, scenes, false);
}

/// The same with all their text.
#[divan::bench(args = SIZES)]
fn a_choice_with_text(bencher: Bencher, scenes: usize) {
    a_choice(bencher, scenes, true);
}

/// A step back and on again, after a thousand.
#[divan::bench]
fn undo_and_redo_after_1000(bencher: Bencher) {
    let long = Shape {
        scenes: 3_000,
        telling: 1_500,
        ..Shape::default()
    };
    let mut session = telling(story(long), 1_000);
    bencher.bench_local(|| session.undo() && session.redo());
}

/// Where a telling stands after sixty choices, with names.
#[divan::bench]
fn a_snapshot_after_60(bencher: Bencher) {
    let session = telling(of_size(300), 60);
    bencher.bench_local(|| black_box(Snapshot::of(session.story(), session.state())));
}
