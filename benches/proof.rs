//! The rules and the proof of generated stories, and walks through them. The stories are of the hard
//! kind: scenes that lead anywhere, conditions that ask for anything.
#![allow(
    clippy::expect_used,
    reason = "a benchmark that can't go on should stop"
)]

#[path = "generate/mod.rs"]
mod generate;

use divan::Bencher;
use divan::counter::ItemsCount;
use generate::{Shape, draw, ron};
use hailsham::author::load_sources;
use hailsham::prove::{Limits, prove};
use hailsham::story::Story;
use hailsham::tools::walk::tellings::{Manner, walk};

/// How many scenes the stories have, and how many flags.
const SIZES: [(usize, usize); 3] = [(300, 20), (3_000, 200), (30_000, 1_000)];

fn main() {
    divan::main();
}

fn story((scenes, flags): (usize, usize)) -> Story {
    let files = ron::files(&draw(Shape {
        scenes,
        flags,
        ..Shape::default()
    }));
    load_sources(files).story.expect("it has no errors")
}

/// An item is a scene.
#[divan::bench(args = SIZES, sample_count = 1, sample_size = 1)]
fn proving(bencher: Bencher, size: (usize, usize)) {
    let story = story(size);
    bencher
        .counter(ItemsCount::new(size.0))
        .bench_local(|| prove(&story, Limits::default()));
}

fn walking(bencher: Bencher, size: (usize, usize), reads: bool) {
    let story = story(size);
    let manner = Manner {
        runs: 200,
        seed: 1,
        least_seen: false,
        reads,
    };
    let steps: u32 = walk(&story, manner).steps.iter().sum();
    bencher
        .counter(ItemsCount::new(steps))
        .bench_local(|| walk(&story, manner));
}

/// Two hundred tellings, counted; an item is a choice.
#[divan::bench(args = SIZES, sample_count = 10)]
fn walking_without_text(bencher: Bencher, size: (usize, usize)) {
    walking(bencher, size, false);
}

/// The same with all their text.
#[divan::bench(args = SIZES, sample_count = 10)]
fn walking_with_text(bencher: Bencher, size: (usize, usize)) {
    walking(bencher, size, true);
}
