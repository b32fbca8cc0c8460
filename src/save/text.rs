//! How a text from outside becomes a record, and the sum that seals one.
//! What is read is capped, checked against its sum, and never trusted: a text gives a record or a
//! sentence that says what is wrong with it.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;

use super::pen;
use super::record::{FORMAT, Record, short};

/// The largest save that is written or read, in bytes.
pub const MOST_BYTES: usize = 4 << 20;

/// Why a text is no record. Reads as a clause.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unreadable {
    /// It has more bytes than any save.
    TooLarge,
    /// It is something else altogether.
    Foreign,
    /// A newer program wrote it.
    Newer {
        /// The format it is in.
        format: u32,
    },
    /// It was a save once.
    Damaged {
        /// What is wrong, a clause.
        how: String,
    },
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreadable::TooLarge => write!(
                f,
                "it is larger than any save ({} MB is the most)",
                MOST_BYTES >> 20
            ),
            Unreadable::Foreign => write!(f, "it isn’t a save"),
            Unreadable::Newer { format } => write!(
                f,
                "a newer hailsham made it (format {format}; this one reads up to {FORMAT})"
            ),
            Unreadable::Damaged { how } => write!(f, "it is damaged: {how}"),
        }
    }
}

impl std::error::Error for Unreadable {}

/// What every format says first.
#[derive(Deserialize)]
#[serde(rename = "Save")]
struct Format {
    format: u32,
}

/// What a record says first, and all that a list of many needs.
pub(super) struct Head {
    pub story: String,
    pub when: u64,
    pub count: u64,
}

/// What the record these bytes spell says first. What was written here and fits its sum is taken at
/// its word; anything else is read whole.
pub(super) fn head_of(bytes: &[u8]) -> Result<Head, Unreadable> {
    let text = std::str::from_utf8(bytes)
        .ok()
        .filter(|text| is_sealed(text));
    if let Some(head) = text.and_then(first_lines) {
        return Ok(head);
    }
    let record = from_bytes(bytes)?;
    Ok(Head {
        story: record.story,
        when: record.when,
        count: record.count,
    })
}

/// The sum at a text's end, if it is one that was written here, and whether it fits.
fn is_sealed(text: &str) -> bool {
    let sum = text
        .strip_suffix("\",\n)\n")
        .and_then(|text| text.get(text.len().checked_sub(32)?..));
    sum.is_some_and(|sum| fits(text, sum))
}

/// The head, from the lines this format writes first; `None` where they aren't as it writes them.
fn first_lines(text: &str) -> Option<Head> {
    let mut lines = text.lines();
    let (first, format) = (lines.next()?, lines.next()?);
    if first != "Save(" || format != format!("    format: {FORMAT},") {
        return None;
    }
    let (mut story, mut when, mut count) = (None, 0, 0);
    for line in lines.take_while(|line| !line.starts_with("    seed: ")) {
        let (name, value) = line.strip_suffix(',')?.split_once(": ")?;
        match name.trim_start() {
            "story" => story = value.strip_prefix('"')?.strip_suffix('"'),
            "when" => when = value.parse().ok()?,
            "count" => count = value.parse().ok()?,
            _ => {}
        }
    }
    let story = story.filter(|story| !story.contains('\\'))?.to_owned();
    Some(Head { story, when, count })
}

/// The record these bytes spell.
///
/// # Errors
/// What is wrong with them.
pub fn from_bytes(bytes: &[u8]) -> Result<Record, Unreadable> {
    if bytes.len() > MOST_BYTES {
        return Err(Unreadable::TooLarge);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => from_text(text),
        Err(_) if !bytes.starts_with(b"Save(") => Err(Unreadable::Foreign),
        Err(error) => Err(Unreadable::Damaged {
            how: format!("from byte {} on it is no text", error.valid_up_to()),
        }),
    }
}

/// The record this text spells.
///
/// # Errors
/// What is wrong with it.
pub fn from_text(text: &str) -> Result<Record, Unreadable> {
    if text.len() > MOST_BYTES {
        return Err(Unreadable::TooLarge);
    }
    // Editors and version control on other systems put these in.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = if text.contains("\r\n") {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    };
    let options =
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let record: Record = match options.from_str(&text) {
        Ok(record) => record,
        Err(error) => {
            return Err(match options.from_str::<Format>(&text) {
                Ok(Format { format }) if format > FORMAT => Unreadable::Newer { format },
                Err(_) if !text.trim_start().starts_with("Save(") => Unreadable::Foreign,
                Ok(_) | Err(_) => Unreadable::Damaged {
                    how: format!("line {}: {}", error.span.start.line, error.code),
                },
            });
        }
    };
    check(&record, &text)?;
    Ok(record)
}

fn check(record: &Record, text: &str) -> Result<(), Unreadable> {
    let damaged = |how: &str| {
        Err(Unreadable::Damaged {
            how: how.to_owned(),
        })
    };
    if record.format > FORMAT {
        return Err(Unreadable::Newer {
            format: record.format,
        });
    }
    if record.sum.as_ref().is_some_and(|sum| !fits(text, sum)) {
        return damaged("what it holds doesn’t fit the sum at its end");
    }
    if record.format == 0 {
        return damaged("there never was a format 0");
    }
    if record.cursor > record.steps.len() {
        return damaged("it stands beyond its last step");
    }
    Ok(())
}

/// Whether this is the sum of everything before it, at the end of the text.
fn fits(text: &str, sum: &str) -> bool {
    text.strip_suffix(&sum_line(sum))
        .is_some_and(|body| short(&blake3::hash(body.as_bytes())) == sum)
}

fn sum_line(sum: &str) -> String {
    format!("    sum: \"{sum}\",\n)\n")
}

impl Record {
    /// Its text, with the sum that seals it.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = pen::write(self);
        let sum = short(&blake3::hash(text.as_bytes()));
        text.push_str(&sum_line(&sum));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::{Base, Meta, Record};
    use super::super::sample::{LANE, story};
    use super::{FORMAT, MOST_BYTES, Unreadable, from_bytes, from_text};
    use crate::session::Session;

    /// From the lane to the pond and back twice, the last step taken back.
    fn walked() -> Session {
        let mut session = Session::new(story(LANE), 7);
        for nth in [1, 1, 1, 0] {
            let took = session.offers()[nth].took;
            assert!(session.take(took));
        }
        assert!(session.undo());
        session
    }

    fn meta() -> Meta<'static> {
        Meta {
            when: 1_763_700_000,
            name: Some("By the \"pond\"\\"),
            count: 12,
            fingerprint: "f00d",
        }
    }

    #[test]
    fn a_record_reads_as_it_was_written() {
        let record = Record::of(&walked(), &meta());
        let text = record.to_text();
        let mut read = from_text(&text).unwrap();
        assert!(read.sum.take().is_some());
        assert_eq!(read, record);
        assert_eq!(
            text,
            r#"Save(
    format: 1,
    story: "sample",
    made_by: "hailsham 0.1.0",
    name: "By the \"pond\"\\",
    when: 1763700000,
    count: 12,
    words: 16,
    seed: 7,
    base: Start(),
    cursor: 3,
    steps: [
        Step(at: "walk/lane", took: Choice("pond"), drew: ["dry"]),
        Step(at: "walk/pond", took: Choice("lane")),
        Step(at: "walk/lane", took: Choice("pond"), drew: ["rain"]),
        Step(at: "walk/pond", took: Choice("house")),
    ],
    at: At(
        scene: "walk/pond",
        chapter: "may",
        flags: ["rain"],
        chosen: [("walk/lane", ["pond"]), ("walk/pond", ["lane"])],
        visits: [("walk/start", 1), ("walk/lane", 2), ("walk/pond", 2)],
    ),
    fingerprint: "f00d",
    sum: "SUM",
)
"#
            .replace("SUM", &text[text.len() - 37..text.len() - 5])
        );
    }

    #[test]
    fn a_record_by_hand_needs_little() {
        let text = r#"(format: 1, story: "sample", seed: 3, cursor: 1,
            steps: [(at: "walk/lane", took: Choice("house"))])"#;
        let record = from_text(text).unwrap();
        assert_eq!(record.base, Base::Start { drew: Vec::new() });
        assert_eq!(record.at, None);
        assert_eq!(record.steps.len(), 1);
    }

    #[test]
    fn line_ends_and_byte_order_marks_of_other_systems_do_no_harm() {
        let text = Record::of(&walked(), &meta()).to_text();
        let foreign = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(from_text(&foreign), from_text(&text));
    }

    #[test]
    fn a_save_cut_off_anywhere_is_told_from_a_whole_one() {
        let text = Record::of(&walked(), &meta()).to_text();
        for end in 0..text.len() {
            let cut = from_text(&text[..end]);
            match end {
                0..5 => assert_eq!(cut, Err(Unreadable::Foreign), "{end}"),
                _ => assert!(
                    matches!(cut, Err(Unreadable::Damaged { .. })),
                    "{end}: {cut:?}"
                ),
            }
        }
    }

    #[test]
    fn every_flipped_bit_is_found() {
        let text = Record::of(&walked(), &meta()).to_text();
        let mut found = 0;
        for at in 0..text.len() {
            for bit in 0..8 {
                let mut bytes = text.clone().into_bytes();
                bytes[at] ^= 1 << bit;
                assert!(from_bytes(&bytes).is_err(), "byte {at}, bit {bit}");
                found += 1;
            }
        }
        assert_eq!(found, text.len() * 8);
    }

    #[test]
    fn what_is_no_save_is_called_what_it_is() {
        let newer = "Save(format: 9, story: (another: \"shape\"), more: [1, 2, (3)])";
        let same_shape = "Save(format: 2, story: \"s\", seed: 1, cursor: 0, steps: [])";
        let says = |bytes: &[u8]| from_bytes(bytes).unwrap_err().to_string();
        assert_eq!(
            says(newer.as_bytes()),
            format!("a newer hailsham made it (format 9; this one reads up to {FORMAT})")
        );
        assert_eq!(
            says(same_shape.as_bytes()),
            format!("a newer hailsham made it (format 2; this one reads up to {FORMAT})")
        );
        assert_eq!(says(b"\x7fELF\xff\xfe"), "it isn’t a save");
        assert_eq!(says(b""), "it isn’t a save");
        assert_eq!(says(b"{\"save\": 1}"), "it isn’t a save");
        assert_eq!(
            says(b"Save(\n    format: 1,\xff"),
            "it is damaged: from byte 20 on it is no text"
        );
        assert_eq!(
            says(&vec![b' '; MOST_BYTES + 1]),
            "it is larger than any save (4 MB is the most)"
        );
        assert_eq!(
            says(b"Save(format: 1, story: \"s\", seed: 1, cursor: 1, steps: [])"),
            "it is damaged: it stands beyond its last step"
        );
        let deep = format!("Save(format: 1, x: {})", "[".repeat(100_000));
        assert!(says(deep.as_bytes()).starts_with("it is damaged: "));
    }
}
