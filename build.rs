//! Tells cargo that the story and its pictures are part of the program, new files included.

use std::path::Path;

fn main() {
    for folder in ["story", "assets"] {
        watch(Path::new(folder));
    }
    println!("cargo::rerun-if-changed=build.rs");
}

fn watch(path: &Path) {
    println!("cargo::rerun-if-changed={}", path.display());
    let Ok(entries) = std::fs::read_dir(path) else {
        return;
    };
    for entry in entries.flatten() {
        if entry.path().is_dir() {
            watch(&entry.path());
        }
    }
}
