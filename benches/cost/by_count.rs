//! One thing done under a counter of instructions: `callgrind.sh` runs it, and counts what stands
//! in `counted` and nothing else. Prints how many of it there were.
#![allow(
    clippy::expect_used,
    reason = "a tool for measuring that can't go on should stop"
)]

#[path = "../bare/mod.rs"]
mod bare;
#[path = "../tell/mod.rs"]
mod tell;

use std::env::args;
use std::fs::read_to_string;
use std::hint::black_box;
use std::path::Path;

use hailsham::author::load_dir;
use tell::{Reader, tellings};

/// What is counted: the script knows it by its name.
#[inline(never)]
fn counted<T>(what: impl FnOnce() -> T) -> T {
    black_box(what())
}

/// The files of a generated pack that hold scenes.
fn files(folder: &Path) -> Vec<String> {
    let paths = (0..).map(|n| folder.join(format!("f{n}/scenes.ron")));
    let files = paths.map_while(|path| read_to_string(path).ok());
    files.collect()
}

fn main() {
    let what = args().nth(1).expect("`bare`, `load`, `silent` or `read`");
    let folder = args().nth(2).expect("the folder of a generated story");
    let folder = Path::new(&folder);
    let load = || load_dir(folder).expect("a story’s folder").story;
    let count = match what.as_str() {
        "bare" => {
            let files = files(folder);
            let read = counted(|| bare::read(&files));
            read.expect("it was generated").0.len()
        }
        "load" => counted(load).expect("it has no errors").scenes().len(),
        how => {
            let story = load().expect("it has no errors");
            let mut reader = Reader::new(how == "read");
            // Twice, so that every buffer has its size before anything is counted.
            tellings(&story, 0..20, &mut reader);
            counted(|| tellings(&story, 0..20, &mut reader))
        }
    };
    println!("{count}");
}
