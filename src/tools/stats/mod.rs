//! `hailsham stats`: how large a story is, what a telling of it comes to, and which choices have no
//! consequence. What a telling comes to is walked, never reckoned.

pub mod consequence;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use self::consequence::consequences;
use super::check::Format;
use super::walk::report::percentiles;
use super::walk::tellings::{Manner, Walked, walk};
use super::{out, play};
use crate::error::Failure;
use crate::story::{Gate, Part, Story, Text};
use crate::ui::say;

/// How many words a minute are read.
const WORDS_A_MINUTE: u32 = 230;

/// What `stats` is asked.
#[derive(Args, Debug)]
pub struct Stats {
    /// The story's folder; without it, the story inside the program
    dir: Option<PathBuf>,
    /// How many tellings the figures of a telling are taken from
    #[arg(long, value_name = "N", default_value_t = 300)]
    runs: u64,
    /// How to report it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Measures and reports.
///
/// # Errors
/// Where the story can't be read, or the report can't be written.
pub fn run(asked: &Stats) -> Result<ExitCode, Failure> {
    let story = match play::read(asked.dir.as_deref())? {
        Ok(story) => story,
        Err(code) => return Ok(code),
    };
    let manner = Manner {
        runs: asked.runs,
        seed: 1,
        least_seen: false,
        reads: true,
    };
    let measured = Measured::of(&story, &walk(&story, manner), manner);
    let report = match asked.format {
        Format::Text => measured.as_text(&story),
        Format::Json => measured.as_json(&story),
    };
    out::say("write the figures", &report)?;
    Ok(ExitCode::SUCCESS)
}

/// A chapter's figures.
#[derive(Clone, Debug)]
struct Chapter {
    /// Scenes first seen in it.
    scenes: u32,
    /// Words of those scenes, every branch counted.
    words: usize,
    /// Words of it in a telling: 10th, 50th, 90th percentile.
    read: [u32; 3],
}

/// One telling that was walked.
#[derive(Clone, Copy, Debug, Default)]
struct Walk {
    /// Its seed: `hailsham walk --runs 1 --seed SEED` walks it again.
    seed: u64,
    choices: u32,
    words: u32,
}

/// A story's figures.
#[derive(Clone, Debug)]
struct Measured {
    words: usize,
    choices: usize,
    refused: usize,
    chapters: Vec<Chapter>,
    read: [u32; 3],
    shortest: Walk,
    longest: Walk,
    /// Choices without a consequence: scene and name.
    idle: Vec<(String, String)>,
}

impl Walk {
    fn as_json(self) -> serde_json::Value {
        json!({ "seed": self.seed, "choices": self.choices, "words": self.words })
    }
}

impl Measured {
    fn of(story: &Story, walked: &Walked, manner: Manner) -> Measured {
        let mut words = vec![0; story.scenes().len()];
        for (id, scene) in story.scenes() {
            words[id.index()] += scene.text.as_ref().map_or(0, |text| words_of(story, text));
        }
        for (_, choice) in story.choices() {
            words[choice.scene.index()] +=
                choice.echo.as_ref().map_or(0, |echo| words_of(story, echo));
        }
        let chapter = |(id, _): (_, _)| {
            let own = walked.counts.chapter_of.iter().enumerate();
            let own: Vec<usize> = own
                .filter(|(_, of)| **of == Some(id))
                .map(|(scene, _)| scene)
                .collect();
            Chapter {
                scenes: own.len() as u32,
                words: own.iter().map(|scene| words[*scene]).sum(),
                read: percentiles(&walked.chapters[id.index()]),
            }
        };
        let idle = consequences(story)
            .into_iter()
            .filter(|(_, has)| !has)
            .map(|(id, _)| {
                let choice = story.choice(id);
                (
                    story.scene_name(choice.scene),
                    story.str(choice.name).to_owned(),
                )
            });
        let refused = story
            .choices()
            .filter(|(_, choice)| matches!(choice.gate, Gate::Refused(_)))
            .count();
        let all = || {
            let tellings = walked.steps.iter().zip(&walked.words);
            let numbered = (manner.seed..).zip(tellings);
            numbered.map(|(seed, (choices, words))| Walk {
                seed,
                choices: *choices,
                words: *words,
            })
        };
        Measured {
            words: words.iter().sum(),
            choices: story.choices().len(),
            refused,
            chapters: story.chapters().map(chapter).collect(),
            read: percentiles(&walked.words),
            shortest: all().min_by_key(|walk| walk.choices).unwrap_or_default(),
            longest: all().max_by_key(|walk| walk.choices).unwrap_or_default(),
            idle: idle.collect(),
        }
    }

    /// The share of choices, refused ones apart, that have a consequence, in a hundred.
    fn share(&self) -> f64 {
        let all = self.choices - self.refused;
        (all - self.idle.len()) as f64 * 100.0 / all.max(1) as f64
    }

    fn as_text(&self, story: &Story) -> String {
        let mut out = String::new();
        // Writing to a string can't fail.
        let _ = writeln!(
            out,
            "{} scenes, {} words, {} choices ({} never open), {} branches, {} endings, {} journal entries",
            story.scenes().len(),
            self.words,
            self.choices,
            self.refused,
            story.branch_count(),
            story.endings().len(),
            story.entries().len(),
        );
        let [low, mid, high] = self.read;
        let _ = writeln!(
            out,
            "a telling: {low}, {mid}, {high} words (10th, 50th, 90th percentile), {} minutes at {WORDS_A_MINUTE} words a minute",
            mid / WORDS_A_MINUTE,
        );
        for (what, walk) in [("shortest", self.shortest), ("longest", self.longest)] {
            let _ = writeln!(
                out,
                "the {what} way walked: {} choices, {} words (walk --runs 1 --seed {})",
                walk.choices, walk.words, walk.seed
            );
        }
        for ((id, _), chapter) in story.chapters().zip(&self.chapters) {
            let [_, mid, _] = chapter.read;
            let unseen = 100.0 - f64::from(mid) * 100.0 / chapter.words.max(1) as f64;
            let _ = writeln!(
                out,
                "  {}: {} scenes, {} words, {mid} in a telling, {:.0} % unseen",
                say::chapter(story, id),
                chapter.scenes,
                chapter.words,
                unseen.max(0.0)
            );
        }
        let _ = writeln!(out, "choices with a consequence: {:.1} %", self.share());
        if !self.idle.is_empty() {
            let _ = writeln!(out, "without one:");
        }
        for (scene, choice) in &self.idle {
            let _ = writeln!(out, "  {scene}: {choice}");
        }
        out
    }

    fn as_json(&self, story: &Story) -> String {
        let chapters: Vec<_> = story
            .chapters()
            .zip(&self.chapters)
            .map(|((_, chapter), measured)| {
                json!({
                    "id": story.str(chapter.name),
                    "scenes": measured.scenes,
                    "words": measured.words,
                    "words_in_a_telling": measured.read,
                })
            })
            .collect();
        let idle: Vec<_> = self
            .idle
            .iter()
            .map(|(scene, choice)| json!({ "scene": scene, "choice": choice }))
            .collect();
        let figures = json!({
            "scenes": story.scenes().len(),
            "words": self.words,
            "choices": self.choices,
            "refused": self.refused,
            "branches": story.branch_count(),
            "endings": story.endings().len(),
            "entries": story.entries().len(),
            "words_in_a_telling": self.read,
            "minutes": self.read[1] / WORDS_A_MINUTE,
            "shortest": self.shortest.as_json(),
            "longest": self.longest.as_json(),
            "chapters": chapters,
            "with_consequence": self.share(),
            "without": idle,
        });
        format!("{figures}\n")
    }
}

/// How many words a text has, every branch and every pick counted.
fn words_of(story: &Story, text: &Text) -> usize {
    let mut words = 0;
    text.each_part(&mut |part| {
        if let Part::Words(at) = part {
            words += story.str(*at).split_whitespace().count();
        }
    });
    words
}
