//! Writes a generated story into a folder, as a pack and as `story.json`, the abstract story itself.
//! `cargo run --release --example generate -- --scenes 3000 --flags 200 --out DIR`
#![allow(
    clippy::expect_used,
    reason = "a tool for measuring that can't go on should stop"
)]

#[path = "mod.rs"]
mod generate;

use std::fs;
use std::path::PathBuf;

use clap::Parser;
use generate::{Shape, draw, ron};

/// What the story is to be like; what isn't said is as in the story others were measured with.
#[derive(Parser)]
struct Asked {
    /// The folder to write into; made if it isn't there
    #[arg(long)]
    out: PathBuf,
    /// What everything is drawn from
    #[arg(long)]
    seed: Option<u64>,
    /// Scenes in all
    #[arg(long)]
    scenes: Option<usize>,
    /// Choices in a telling that goes on at random, about
    #[arg(long)]
    telling: Option<usize>,
    /// Words a scene, about
    #[arg(long)]
    words: Option<usize>,
    /// Of a hundred choices, how many stand under a condition
    #[arg(long)]
    conditional: Option<usize>,
    /// Directives a scene
    #[arg(long)]
    directives: Option<usize>,
    /// Flags
    #[arg(long)]
    flags: Option<usize>,
    /// Things
    #[arg(long)]
    items: Option<usize>,
    /// Entries of the journal
    #[arg(long)]
    entries: Option<usize>,
    /// Tellings of an entry
    #[arg(long)]
    tellings: Option<usize>,
    /// Decks of five scenes
    #[arg(long)]
    decks: Option<usize>,
    /// Endings
    #[arg(long)]
    endings: Option<usize>,
}

fn main() {
    let asked = Asked::parse();
    let usual = Shape::default();
    let tale = draw(Shape {
        seed: asked.seed.unwrap_or(usual.seed),
        scenes: asked.scenes.unwrap_or(usual.scenes),
        telling: asked.telling.unwrap_or(usual.telling),
        words: asked.words.unwrap_or(usual.words),
        conditional: asked.conditional.unwrap_or(usual.conditional),
        directives: asked.directives.unwrap_or(usual.directives),
        flags: asked.flags.unwrap_or(usual.flags),
        items: asked.items.unwrap_or(usual.items),
        entries: asked.entries.unwrap_or(usual.entries),
        tellings: asked.tellings.unwrap_or(usual.tellings),
        decks: asked.decks.unwrap_or(usual.decks),
        endings: asked.endings.unwrap_or(usual.endings),
    });
    for file in ron::files(&tale) {
        let path = asked.out.join(&file.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).expect("a folder can be made there");
        }
        fs::write(path, file.text.as_bytes()).expect("a file can be written there");
    }
    let json = serde_json::to_vec(&tale).expect("numbers and words are JSON");
    fs::write(asked.out.join("story.json"), json).expect("a file can be written there");
}
