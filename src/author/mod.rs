//! From files to a story, with everything that is wrong with them: read, shaped, resolved, checked.
//! Nothing here prints, and only `source` touches a disk.

mod builtin;
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "positions in a text come from looking through it"
)]
mod characters;
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a story that was read has no name without a place in its tables"
)]
mod check;
pub mod codes;
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "positions in a text come from looking through it"
)]
mod lex;
mod many;
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "positions in a text come from looking through it"
)]
mod misread;
mod nearest;
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "positions come from looking through a text, numbers from its own tables"
)]
mod resolve;
mod shape;
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "positions in a text come from looking through it"
)]
mod slips;
mod source;

use std::path::Path;

pub use builtin::{asset, new_pack};
pub use nearest::nearest;
use resolve::Read;
use shape::File;
pub use shape::{Fields, fields};
use source::Gathered;

use crate::diagnostic::{Finding, Place, Severity};
use crate::error::Failure;
use crate::story::{FileId, Source, Story};

/// The id of the story inside the binary, whose pictures are inside it too.
const SHIPPED: &str = "never-let-me-go";

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

/// Reads a story from files that were read already, by their paths in the pack.
#[must_use]
pub fn load_sources(sources: Vec<Source>) -> Loaded {
    let clean = |one: Source| source::source(&one.path, one.text);
    load(Gathered {
        sources: sources.into_iter().map(clean).collect(),
        ..Gathered::default()
    })
}

fn load(gathered: Gathered) -> Loaded {
    let mut findings = gathered.findings;
    let mut sources = gathered.sources;
    let (read, broken) = shapes(&sources, &gathered.unread, &mut findings);
    let pictures = pictures_beside(&read, &sources);
    let resolved = resolve::resolve(&read, sources.len(), &broken);
    let whole = broken.is_empty();
    drop((read, broken));
    findings.extend(check::check(&resolved, &sources, &pictures, whole));
    findings.extend(resolved.findings);
    findings.sort_by_key(|finding| (finding.place, finding.code.id));
    // A string that is looked at twice is found wanting twice.
    findings.dedup();
    let more = resolved.extras.into_sources(&sources);
    sources.extend(more.into_iter().chain(pictures));
    let grave = |finding: &Finding| finding.severity() == Severity::Error;
    if findings.iter().any(grave) {
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

/// Every file's shapes, and the paths of the files of which something couldn't be read.
fn shapes<'s>(
    sources: &'s [Source],
    unread: &[usize],
    findings: &mut Vec<Finding>,
) -> (Vec<Read<'s>>, Vec<&'s str>) {
    let bytes = sources.iter().map(|source| source.text.len()).sum();
    let files = many::in_order(sources.len(), bytes, |n| {
        let mut refused = Vec::new();
        let Some(source) = sources.get(n).filter(|_| !unread.contains(&n)) else {
            return (refused, None);
        };
        let (path, text) = (source.path.as_str(), source.text.as_ref());
        characters::in_file(n as u32, text, &mut refused);
        let shapes = if is_picture(path) {
            None
        } else {
            shape::read(path, text)
        };
        (refused, shapes)
    });
    let (mut read, mut broken) = (Vec::new(), Vec::new());
    for ((n, source), (refused, shapes)) in sources.iter().enumerate().zip(files) {
        let (path, text) = (source.path.as_str(), source.text.as_ref());
        findings.extend(refused);
        let Some((shapes, misread)) = shapes else {
            if unread.contains(&n) {
                broken.push(path);
            } else if !is_picture(path) {
                findings.push(not_read(n as u32, path));
            }
            continue;
        };
        if !misread.is_empty() {
            broken.push(path);
        }
        findings.extend(misread.iter().map(|one| one.finding(n as u32, text)));
        read.push(Read {
            file: FileId(n as u32),
            folder: path.split_once('/').map_or("", |(folder, _)| folder),
            text,
            shapes,
        });
    }
    if !sources.iter().any(|source| source.path == "story.ron") {
        let finding = Finding::new(codes::NO_STORY, None, "there is no story.ron");
        findings.push(finding.help("a story is a folder with a story.ron and folders of scenes"));
    }
    (read, broken)
}

fn is_picture(path: &str) -> bool {
    (path.starts_with("art/") || path.starts_with("maps/")) && path.ends_with(".txt")
}

/// The pictures that stand beside a pack: the shipped ones, for the shipped story alone, where it
/// is read from a folder without its assets.
fn pictures_beside(read: &[Read<'_>], sources: &[Source]) -> Vec<Source> {
    let shipped = read
        .iter()
        .any(|read| matches!(&read.shapes, File::Story(story) if story.id.get() == SHIPPED));
    if shipped && !sources.iter().any(|source| is_picture(&source.path)) {
        builtin::pictures()
    } else {
        Vec::new()
    }
}

fn not_read(file: u32, path: &str) -> Finding {
    let place = Place {
        file,
        at: 0,
        len: 0,
    };
    let message = format!("{path} is not a file of a story, and isn’t read");
    let help = "beside story.ron stand items.ron, journal.ron, places.ron, and folders with lists of scenes";
    Finding::new(codes::NOT_READ, Some(place), message).help(help)
}

impl shape::Misread {
    fn finding(&self, file: u32, text: &str) -> Finding {
        let said = misread::in_file(
            &self.error,
            text.get(self.from..).unwrap_or_default(),
            self.at,
            self.syntax,
        );
        let at = (self.from + said.span.start) as u32;
        let place = Place {
            file,
            at,
            len: said.span.len() as u32,
        };
        let code = if self.syntax {
            codes::SYNTAX
        } else {
            codes::SHAPE
        };
        Finding::new(code, Some(place), said.message).help(said.help)
    }
}

#[cfg(test)]
mod tests {
    use super::{SHIPPED, load_builtin};

    #[test]
    fn the_story_inside_the_binary_has_the_id_its_pictures_are_known_by() {
        let loaded = load_builtin();
        let sources = loaded.sources();
        let story = sources.iter().find(|source| source.path == "story.ron");
        let id = format!("id: \"{SHIPPED}\"");
        assert!(story.is_some_and(|story| story.text.contains(&id)));
    }
}
