//! Reading generated stories of three sizes whole, and by `ron` alone, for a ratio within one run.
//! The parts of it, and its instructions, are `callgrind.sh`'s to count.
#![allow(
    clippy::expect_used,
    reason = "a benchmark that can't go on should stop"
)]

#[path = "bare/mod.rs"]
mod bare;
#[path = "generate/mod.rs"]
mod generate;

use divan::Bencher;
use divan::counter::ItemsCount;
use generate::{Shape, draw, ron};
use hailsham::author::load_sources;
use hailsham::story::Source;

/// How many scenes the stories have.
const SIZES: [usize; 3] = [300, 3_000, 30_000];

fn main() {
    divan::main();
}

fn files(scenes: usize) -> Vec<Source> {
    ron::files(&draw(Shape {
        scenes,
        ..Shape::default()
    }))
}

/// From its files to a story, checked; an item is a scene.
#[divan::bench(args = SIZES, sample_count = 10)]
fn whole(bencher: Bencher, scenes: usize) {
    let files = files(scenes);
    bencher
        .counter(ItemsCount::new(scenes))
        .with_inputs(|| files.clone())
        .bench_local_values(|files| load_sources(files).story.expect("it has no errors"));
}

/// `ron` into structs; nothing is resolved, no prose looked at.
#[divan::bench(args = SIZES, sample_count = 10)]
fn ron_alone(bencher: Bencher, scenes: usize) {
    let files = files(scenes).into_iter();
    let files: Vec<String> = files
        .filter(|file| file.path.contains('/'))
        .map(|file| file.text.into_owned())
        .collect();
    bencher
        .counter(ItemsCount::new(scenes))
        .bench_local(|| bare::read(&files).expect("it was generated"));
}
