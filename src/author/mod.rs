//! From files to a story, with everything that is wrong with them: read, shaped, resolved, checked.
//! Nothing here prints, and only `source` touches a disk.

mod builtin;
mod check;
pub mod codes;
mod misread;
mod nearest;
mod resolve;
mod shape;
mod source;

use std::path::Path;

pub use builtin::asset;
use resolve::Read;
pub use shape::{Fields, fields};
use source::Gathered;

use crate::clean;
use crate::diagnostic::{Finding, Place, Severity};
use crate::error::Failure;
use crate::story::{FileId, Source, Story};

/// A story that was read, and what was found in it.
pub struct Loaded {
    /// The story; none where a finding is an error.
    pub story: Option<Story>,
    /// Everything that was found, by file and place.
    pub findings: Vec<Finding>,
    sources: Vec<Source>,
}

impl Loaded {
    /// The files the findings' places are in, by their numbers.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        self.story.as_ref().map_or(&self.sources, Story::sources)
    }
}

/// Reads the story in a folder.
///
/// # Errors
/// Where the folder can't be read, or isn't a story's.
pub fn load_dir(dir: &Path) -> Result<Loaded, Failure> {
    Ok(load(source::folder(dir)?))
}

/// Reads the story inside the program.
#[must_use]
pub fn load_builtin() -> Loaded {
    load_sources(builtin::sources())
}

/// Reads a story from files that were read already.
#[must_use]
pub fn load_sources(sources: Vec<Source>) -> Loaded {
    let sources = sources
        .into_iter()
        .map(|one| source::source(&one.path, one.text))
        .collect();
    load(Gathered {
        sources,
        ..Gathered::default()
    })
}

fn load(gathered: Gathered) -> Loaded {
    let Gathered {
        mut sources,
        mut findings,
        unread,
        ..
    } = gathered;
    let (mut read, mut broken) = (Vec::new(), Vec::new());
    for (n, source) in sources.iter().enumerate() {
        if unread.contains(&n) {
            broken.push(source.path.as_str());
            continue;
        }
        refused_characters(n as u32, source, &mut findings);
        let Some((shapes, misread)) = shape::read(&source.path, &source.text) else {
            let place = Place {
                file: n as u32,
                at: 0,
                len: 0,
            };
            let message = format!("{} is no file of a story, and isn’t read", source.path);
            let help = "beside story.ron stand items.ron, journal.ron, places.ron and folders with lists of scenes";
            findings.push(Finding::new(codes::NOT_READ, Some(place), message).help(help));
            continue;
        };
        if !misread.is_empty() {
            broken.push(source.path.as_str());
        }
        findings.extend(
            misread
                .iter()
                .map(|one| one.finding(n as u32, &source.text)),
        );
        let folder = source.path.split_once('/').map_or("", |(folder, _)| folder);
        read.push(Read {
            file: FileId(n as u32),
            folder,
            text: &source.text,
            shapes,
        });
    }
    if !sources.iter().any(|source| source.path == "story.ron") {
        let finding = Finding::new(codes::NO_STORY, None, "there is no story.ron");
        findings.push(finding.help("a story is a folder with a story.ron and folders of scenes"));
    }
    let resolved = resolve::resolve(&read, sources.len(), &broken);
    let whole = broken.is_empty();
    drop((read, broken));
    findings.extend(resolved.findings);
    let extras = resolved.extras;
    findings.extend(check::check(
        &resolved.parts,
        &resolved.marks,
        &extras,
        whole,
        &sources,
    ));
    findings.sort_by_key(|finding| (finding.place, finding.code.id));
    let more = extras.into_sources(&sources);
    sources.extend(more);
    if findings
        .iter()
        .any(|finding| finding.severity() == Severity::Error)
    {
        return Loaded {
            story: None,
            findings,
            sources,
        };
    }
    let mut parts = resolved.parts;
    parts.sources = sources;
    Loaded {
        story: Story::new(parts),
        findings,
        sources: Vec::new(),
    }
}

/// One finding for each line with a character that is refused. Tabs may indent RON.
fn refused_characters(file: u32, source: &Source, findings: &mut Vec<Finding>) {
    let mut from = 0;
    while let Some((at, c, why)) = clean::first_refused(&source.text[from..]) {
        let at = from + at;
        from = at + c.len_utf8();
        if c == '\t' {
            continue;
        }
        let place = Place {
            file,
            at: at as u32,
            len: c.len_utf8() as u32,
        };
        let message = format!("here stands U+{:04X}, {}", u32::from(c), why.words());
        findings
            .push(Finding::new(codes::REFUSED_CHARACTER, Some(place), message).help("take it out"));
        from = source.text[from..]
            .find('\n')
            .map_or(source.text.len(), |newline| from + newline);
    }
}

impl shape::Misread {
    fn finding(&self, file: u32, text: &str) -> Finding {
        let what = if self.syntax { "the file" } else { "this" };
        let (message, help) = misread::in_words(&self.error, what);
        let span = misread::span(&self.error, text, self.at);
        let place = Place {
            file,
            at: span.start as u32,
            len: span.len() as u32,
        };
        let code = if self.syntax {
            codes::SYNTAX
        } else {
            codes::SHAPE
        };
        Finding {
            help,
            ..Finding::new(code, Some(place), message)
        }
    }
}
