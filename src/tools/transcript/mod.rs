//! `hailsham transcript`: a telling as it was read, to keep or to print.
//! What is in it is gathered here once; each format is a file that only spells it.

mod html;
mod markdown;
mod text;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::out;
use super::telling::{self, Which};
use crate::error::{Failure, sentence};
use crate::game::{self, Passage, Prose};
use crate::save;
use crate::session::Session;
use crate::ui::say;

/// What `transcript` is asked.
#[derive(Args, Debug)]
pub struct Transcript {
    #[command(flatten)]
    which: Which,
    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,
}

/// What a transcript is written as.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum Format {
    /// Text with light marks, for editors and the web
    Markdown,
    /// One page that stands by itself, for a browser or on paper
    Html,
    /// Nothing but text
    Text,
}

/// Writes a transcript to standard output.
///
/// # Errors
/// Where the telling or its story can't be read, or nothing can be written.
pub fn run(transcript: &Transcript) -> Result<ExitCode, Failure> {
    let (story, record) = match telling::find(&transcript.which)? {
        Ok(found) => found,
        Err(code) => return Ok(code),
    };
    let restored = save::restore(story, &record);
    if let Some(notice) = &restored.notice {
        // A transcript without this line is still the transcript that was asked for.
        let _ = writeln!(io::stderr(), "{}", sentence(notice));
    }
    let text = write(&restored.session, transcript.format);
    out::say("write the transcript", &text)?;
    Ok(ExitCode::SUCCESS)
}

/// A telling in this format.
#[must_use]
pub fn write(session: &Session, format: Format) -> String {
    let sheet = Sheet::of(session);
    match format {
        Format::Markdown => markdown::write(&sheet),
        Format::Html => html::write(&sheet),
        Format::Text => text::write(&sheet),
    }
}

/// A telling, ready to be spelt.
struct Sheet {
    title: String,
    lines: Vec<Line>,
    journal: Vec<Section>,
    things: Vec<Thing>,
    /// How many words were read and choices made.
    count: String,
}

/// Something read, in order.
enum Line {
    Chapter(String),
    /// What was chosen.
    Chosen(String),
    Prose(Prose),
    /// What changed in journal and things.
    Changed(String),
    /// How it ended.
    End(String),
}

struct Section {
    title: String,
    entries: Vec<Entry>,
}

struct Entry {
    title: String,
    let_go: bool,
    /// The newest telling first.
    tellings: Vec<Prose>,
}

struct Thing {
    name: String,
    held: bool,
    look: Prose,
}

impl Sheet {
    fn of(session: &Session) -> Sheet {
        let (story, state) = (session.story(), session.state());
        let mut lines = Vec::new();
        for turn in session.turns() {
            let mut changes = Vec::new();
            let mut end = None;
            for passage in &turn.passages {
                match passage {
                    Passage::Opens(chapter) => {
                        lines.push(Line::Chapter(say::chapter(story, *chapter)))
                    }
                    Passage::Said(said) => lines.push(Line::Chosen(said.clone())),
                    Passage::Echo(prose) | Passage::Scene(_, prose) => {
                        lines.push(Line::Prose(prose.clone()));
                    }
                    Passage::Home(_) => {}
                    Passage::Changed(change) => changes.push(*change),
                    Passage::Finished(finish) => end = Some(say::finish(story, *finish)),
                }
            }
            lines.extend(say::changes(story, &changes).map(Line::Changed));
            lines.extend(end.map(Line::End));
        }
        let journal = game::journal(story, state)
            .into_iter()
            .map(|pages| Section {
                title: pages.title.to_owned(),
                entries: pages
                    .entries
                    .into_iter()
                    .map(|entry| Entry {
                        title: entry.title.to_owned(),
                        let_go: entry.let_go,
                        tellings: entry.tellings.into_iter().map(|(_, prose)| prose).collect(),
                    })
                    .collect(),
            })
            .collect();
        let things = game::things(story, state)
            .into_iter()
            .map(|thing| Thing {
                name: thing.name.to_owned(),
                held: thing.held,
                look: thing.look,
            })
            .collect();
        Sheet {
            title: story.title().to_owned(),
            lines,
            journal,
            things,
            count: format!(
                "{} words, {} choices",
                session.words_read(),
                session.cursor()
            ),
        }
    }
}

/// Cuts a paragraph at its stress: words, and whether they are stressed.
fn runs<'p>(paragraph: &'p str, stress: &[std::ops::Range<usize>]) -> Vec<(&'p str, bool)> {
    let mut runs = Vec::new();
    let mut at = 0;
    for span in stress {
        runs.push((paragraph.get(at..span.start).unwrap_or_default(), false));
        runs.push((paragraph.get(span.clone()).unwrap_or_default(), true));
        at = span.end;
    }
    runs.push((paragraph.get(at..).unwrap_or_default(), false));
    runs.retain(|(words, _)| !words.is_empty());
    runs
}
