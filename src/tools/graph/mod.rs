//! `hailsham graph`: a story drawn, chapter by chapter, coloured by what a walk saw of it and by what
//! was proved. What is drawn is gathered here; each format has a file of its own.

pub mod chart;
pub mod colour;
pub mod dot;
pub mod gather;
pub mod layout;
pub mod mermaid;
pub mod place;
pub mod svg;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use self::chart::Chart;
use self::gather::{Gather, only};
use super::walk::tellings::{Manner, walk};
use super::{out, play};
use crate::clean;
use crate::error::Failure;
use crate::prove::{Limits, prove};
use crate::story::Story;

/// How many scenes of a chapter a picture takes: laying out more takes minutes, and nobody could
/// read it.
const MOST: usize = 1_000;

/// What `graph` is asked.
#[derive(Args, Debug)]
pub struct Graph {
    /// The story's folder; without it, the story inside the program
    dir: Option<PathBuf>,
    /// As what
    #[arg(long, value_enum, default_value_t = Format::Svg)]
    format: Format,
    /// Only this chapter, by its id
    #[arg(long, value_name = "CHAPTER")]
    chapter: Option<String>,
    /// How many tellings the colours are taken from
    #[arg(long, value_name = "N", default_value_t = 300)]
    runs: u64,
    /// How many states the proof may keep before it leaves something unsettled
    #[arg(long, value_name = "STATES")]
    limit: Option<usize>,
}

/// How a story is drawn.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum Format {
    /// For Graphviz
    Dot,
    /// For whatever draws Mermaid
    Mermaid,
    /// A picture
    Svg,
}

/// Draws a story.
///
/// # Errors
/// Where the story can't be read, has no such chapter, or the drawing can't be written.
pub fn run(asked: &Graph) -> Result<ExitCode, Failure> {
    let story = match play::read(asked.dir.as_deref())? {
        Ok(story) => story,
        Err(code) => return Ok(code),
    };
    let limits = asked.limit.map_or_else(Limits::default, Limits::of);
    let mut chart = chart(&story, asked.runs, limits);
    if let Some(name) = &asked.chapter {
        chart = only(&chart, cluster(&story, name)?);
    }
    if asked.format == Format::Svg {
        fits(&chart)?;
    }
    out::say("write the drawing", &drawn(&chart, asked.format))?;
    Ok(ExitCode::SUCCESS)
}

/// What is to be drawn of a story, after so many tellings.
#[must_use]
pub fn chart(story: &Story, runs: u64, limits: Limits) -> Chart {
    let manner = Manner {
        runs,
        seed: 1,
        least_seen: false,
        reads: false,
    };
    let walked = walk(story, manner);
    let gather = Gather {
        story,
        counts: &walked.counts,
        runs,
        proof: &prove(story, limits),
    };
    gather.chart()
}

/// A chart in a format.
#[must_use]
pub fn drawn(chart: &Chart, format: Format) -> String {
    match format {
        Format::Dot => dot::dot(chart),
        Format::Mermaid => mermaid::mermaid(chart),
        Format::Svg => svg::svg(chart),
    }
}

/// Whether every chapter fits into a picture.
fn fits(chart: &Chart) -> Result<(), Failure> {
    for (n, cluster) in chart.clusters.iter().enumerate() {
        let scenes = chart.nodes.iter().filter(|node| node.cluster == n).count();
        if scenes > MOST {
            let cause = format!(
                "“{}” has {scenes} scenes, and a picture takes {MOST} of a chapter",
                clean::line(&cluster.title)
            );
            return Err(Failure::new("draw it", cause)
                .help("Draw another chapter with --chapter, or all of it with --format dot"));
        }
    }
    Ok(())
}

/// The number of a chapter's cluster.
fn cluster(story: &Story, name: &str) -> Result<usize, Failure> {
    let mut chapters = story.chapters();
    let found = chapters.find(|(_, chapter)| story.str(chapter.name) == name);
    found.map(|(id, _)| id.index()).ok_or_else(|| {
        let all: Vec<&str> = story
            .chapters()
            .map(|(_, chapter)| story.str(chapter.name))
            .collect();
        let cause = format!("there is no chapter “{}”", clean::line(name));
        Failure::new("draw the chapter", cause).help(format!("There are: {}", all.join(", ")))
    })
}
