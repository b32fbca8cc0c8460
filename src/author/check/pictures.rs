//! Every picture and map that is named is there, and places stand on their maps.

use hashbrown::{HashMap, HashSet};

use super::Checked;
use crate::author::codes;
use crate::author::nearest::nearest;
use crate::diagnostic::Finding;
use crate::story::{Parts, Place, Str};

/// Columns and rows of a map.
const MAP: (u16, u16) = (60, 18);

pub(super) fn check(story: &Checked<'_>, findings: &mut Vec<Finding>) {
    let Parts {
        scenes,
        items,
        regions,
        places,
        ..
    } = story.parts;
    let art = scenes.iter().filter_map(|scene| scene.art);
    let art = art.chain(items.iter().filter_map(|item| item.art));
    missing(story, "art", "picture", art, findings);
    missing(
        story,
        "maps",
        "map",
        regions.iter().filter_map(|region| region.map),
        findings,
    );
    for region in regions {
        if let Some(map) = region.map {
            drawing(story, map, findings);
        }
    }
    let mut spots = HashMap::new();
    for place in places {
        if let Some(at) = place.at {
            off_the_map(story, place, at, findings);
            let first = *spots.entry((place.region, at)).or_insert(place.name);
            if first != place.name {
                let message = format!(
                    "the place `{}` stands where another stands",
                    story.str(place.name)
                );
                let finding = story.finding(codes::OFF_THE_MAP, place.name, message);
                let finding = finding.also(story.place(first), "the other one");
                findings.push(finding.help("give one of them a spot of its own"));
            }
        }
    }
}

fn missing(
    story: &Checked<'_>,
    folder: &str,
    what: &str,
    named: impl Iterator<Item = Str>,
    findings: &mut Vec<Finding>,
) {
    let all = story.sources.iter().chain(story.beside);
    fn inside<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
        path.strip_prefix(folder)?
            .strip_prefix('/')?
            .strip_suffix(".txt")
    }
    let there: HashSet<&str> = all
        .filter_map(|source| inside(&source.path, folder))
        .collect();
    for at in named {
        let name = story.str(at);
        if !there.contains(name) {
            let message = format!("there is no {what} `{name}`");
            // Not for so many that nobody sees them.
            let near = (findings.len() < 100).then(|| nearest(name, there.iter().copied()));
            let help = near.flatten().map_or_else(
                || format!("draw it in {folder}/{name}.txt"),
                |near| format!("did you mean `{near}`?"),
            );
            findings.push(
                story
                    .finding(codes::MISSING_PICTURE, at, message)
                    .help(help),
            );
        }
    }
}

/// A map is a sentence, an empty line and a drawing, of which no more is shown than fits.
fn drawing(story: &Checked<'_>, map: Str, findings: &mut Vec<Finding>) {
    let path = format!("maps/{}.txt", story.str(map));
    let Some(file) = story.sources.iter().position(|one| one.path == path) else {
        return;
    };
    let text = story.sources[file].text.as_ref();
    let mut say = |line: &str, message: String, help: &str| {
        let place = crate::diagnostic::Place {
            file: file as u32,
            at: (line.as_ptr() as usize - text.as_ptr() as usize) as u32,
            len: line.len() as u32,
        };
        findings.push(Finding::new(codes::DRAWING, Some(place), message).help(help));
    };
    let mut lines = text.lines();
    let first = lines.next().unwrap_or(text);
    if lines
        .clone()
        .next()
        .is_some_and(|second| !second.trim().is_empty())
    {
        let message = "the first line isn’t part of the drawing".to_owned();
        let help = "begin with a sentence that says what the map shows, and an empty line";
        say(first, message, help);
    }
    let drawn: Vec<&str> = lines.skip_while(|line| line.trim().is_empty()).collect();
    let width = |line: &&str| line.trim_end().chars().count();
    if let Some(line) = drawn.iter().find(|line| width(line) > MAP.0.into()) {
        let message = format!("the drawing is {} columns wide", width(line));
        say(line, message, "sixty are shown: draw it narrower");
    }
    if let Some(line) = drawn.get(usize::from(MAP.1)).filter(|_| {
        let rest = &drawn[usize::from(MAP.1)..];
        rest.iter().any(|line| !line.trim().is_empty())
    }) {
        let message = format!("the drawing has {} rows", drawn.len());
        say(line, message, "eighteen are shown: draw it lower");
    }
}

fn off_the_map(
    story: &Checked<'_>,
    place: &Place,
    (column, row): (u16, u16),
    findings: &mut Vec<Finding>,
) {
    if column >= MAP.0 || row >= MAP.1 {
        let name = story.str(place.name);
        let message =
            format!("the place `{name}` stands at column {column}, row {row}, off the map");
        let help = format!(
            "a map has {} columns and {} rows, counted from 0 at the top left corner of the drawing",
            MAP.0, MAP.1
        );
        findings.push(
            story
                .finding(codes::OFF_THE_MAP, place.name, message)
                .help(help),
        );
    }
}
