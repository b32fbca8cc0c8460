//! Texts that are still to be written: a lone “…” stands for one.

use super::Checked;
use crate::author::codes;
use crate::diagnostic::Finding;
use crate::story::{Part, Text};

pub(super) fn check(story: &Checked<'_>, findings: &mut Vec<Finding>) {
    let parts = story.parts;
    let scenes = parts.scenes.iter().filter_map(|scene| scene.text.as_ref());
    let looks = parts.items.iter().filter_map(|item| item.look.as_ref());
    let places = parts.places.iter().filter_map(|place| place.look.as_ref());
    let tellings = parts.tellings.iter().map(|telling| &telling.text);
    for text in scenes.chain(looks).chain(places).chain(tellings) {
        let Text { parts } = text;
        if let [Part::Words(words)] = parts[..]
            && matches!(story.str(words), "…" | "...")
        {
            let message = "this text is still to be written";
            findings.push(
                story
                    .finding(codes::PLACEHOLDER, words, message)
                    .help("write it"),
            );
        }
    }
}
