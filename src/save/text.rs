//! How a record is spelt, and how a text from outside becomes one.
//! What is read is capped, checked against its sum, and never trusted: a text gives a record or a
//! sentence that says what is wrong with it.

use std::borrow::Cow;
use std::fmt::{self, Write};

use serde::Deserialize;

use super::record::{Base, FORMAT, Record, Step, Took, short};
use super::snapshot::{Finish, Snapshot};

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
struct Head {
    format: u32,
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
            return Err(match options.from_str::<Head>(&text) {
                Ok(head) if head.format > FORMAT => Unreadable::Newer {
                    format: head.format,
                },
                Err(_) if !text.trim_start().starts_with("Save(") => Unreadable::Foreign,
                Ok(_) | Err(_) => Unreadable::Damaged {
                    how: error.to_string(),
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
    if let Some(sum) = &record.sum {
        let body = text
            .strip_suffix(&sum_line(sum))
            .is_some_and(|body| short(&blake3::hash(body.as_bytes())) == *sum);
        if !body {
            return damaged("what it holds doesn’t fit the sum at its end");
        }
    }
    if record.format == 0 {
        return damaged("there never was a format 0");
    }
    if record.cursor > record.steps.len() {
        return damaged("it stands beyond its last step");
    }
    Ok(())
}

fn sum_line(sum: &str) -> String {
    format!("    sum: \"{sum}\",\n)\n")
}

impl Record {
    /// Its text, with the sum that seals it.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut pen = Pen {
            text: String::with_capacity(1024 + self.steps.len() * 64),
        };
        pen.record(self);
        let mut text = pen.text;
        let sum = short(&blake3::hash(text.as_bytes()));
        text.push_str(&sum_line(&sum));
        text
    }
}

/// Writes RON. By hand, because a save is written at every choice, and so that one step is one
/// line and what is empty isn't there.
struct Pen {
    text: String,
}

impl Pen {
    fn record(&mut self, record: &Record) {
        let Record {
            format,
            story,
            made_by,
            name,
            when,
            count,
            words,
            seed,
            base,
            cursor,
            steps,
            at,
            fingerprint,
            sum: _,
        } = record;
        self.text.push_str("Save(\n");
        self.number("    format: ", *format);
        self.field("    story: ", story);
        self.field("    made_by: ", made_by);
        if let Some(name) = name {
            self.field("    name: ", name);
        }
        self.number("    when: ", *when);
        if *count > 0 {
            self.number("    count: ", *count);
        }
        self.number("    words: ", *words);
        self.number("    seed: ", *seed);
        match base {
            Base::Start { drew } if drew.is_empty() => self.text.push_str("    base: Start(),\n"),
            Base::Start { drew } => {
                self.text.push_str("    base: Start(drew: ");
                self.names(drew);
                self.text.push_str("),\n");
            }
            Base::Middle(snapshot) => {
                self.text.push_str("    base: Middle(");
                self.snapshot(snapshot);
                self.text.push_str("),\n");
            }
        }
        self.number("    cursor: ", *cursor);
        self.text.push_str("    steps: [\n");
        for step in steps {
            self.step(step);
        }
        self.text.push_str("    ],\n");
        if let Some(at) = at {
            self.text.push_str("    at: ");
            self.snapshot(at);
            self.text.push_str(",\n");
        }
        if !fingerprint.is_empty() {
            self.field("    fingerprint: ", fingerprint);
        }
    }

    fn step(&mut self, step: &Step) {
        let Step { at, took, drew } = step;
        self.text.push_str("        Step(at: ");
        self.string(at);
        self.text.push_str(", took: ");
        match took {
            Took::Choice(name) => {
                self.text.push_str("Choice(");
                self.string(name);
            }
            Took::Deal(scene) => {
                self.text.push_str("Deal(");
                self.string(scene);
            }
            Took::Action(item, name) => {
                self.text.push_str("Action(");
                self.string(item);
                self.text.push_str(", ");
                self.string(name);
            }
        }
        self.text.push(')');
        if !drew.is_empty() {
            self.text.push_str(", drew: ");
            self.names(drew);
        }
        self.text.push_str("),\n");
    }

    fn snapshot(&mut self, snapshot: &Snapshot) {
        let Snapshot {
            scene,
            chapter,
            taken,
            frames,
            finish,
            flags,
            counters,
            held,
            lost,
            kept,
            let_go,
            chosen,
            visits,
        } = snapshot;
        self.text.push_str("At(\n");
        self.field("        scene: ", scene);
        if let Some(chapter) = chapter {
            self.field("        chapter: ", chapter);
        }
        if *taken > 0 {
            self.number("        taken: ", *taken);
        }
        self.list("frames", frames, |pen, frame| {
            pen.text.push_str("Frame(scene: ");
            pen.string(&frame.scene);
            if let Some(then) = &frame.then {
                pen.text.push_str(", then: ");
                pen.string(then);
            }
            pen.text.push(')');
        });
        if let Some(finish) = finish {
            let (how, name) = match finish {
                Finish::Ended(name) => ("Ended(", name),
                Finish::Paused(name) => ("Paused(", name),
            };
            self.text.push_str("        finish: ");
            self.text.push_str(how);
            self.string(name);
            self.text.push_str("),\n");
        }
        self.list("flags", flags, |pen, name| pen.string(name));
        self.list("counters", counters, Pen::numbered);
        self.list("held", held, |pen, name| pen.string(name));
        self.list("lost", lost, |pen, name| pen.string(name));
        self.list("kept", kept, Pen::group);
        self.list("let_go", let_go, Pen::group);
        self.list("chosen", chosen, Pen::group);
        self.list("visits", visits, Pen::numbered);
        self.text.push_str("    )");
    }

    fn numbered(&mut self, (name, number): &(String, impl fmt::Display)) {
        self.text.push('(');
        self.string(name);
        self.figures(", ", number);
        self.text.push(')');
    }

    fn group(&mut self, (name, names): &(String, Vec<String>)) {
        self.text.push('(');
        self.string(name);
        self.text.push_str(", ");
        self.names(names);
        self.text.push(')');
    }

    /// A list of a snapshot, eight to a line; nothing where it is empty.
    fn list<T>(&mut self, name: &str, all: &[T], one: impl Fn(&mut Pen, &T)) {
        if all.is_empty() {
            return;
        }
        self.text.push_str("        ");
        self.text.push_str(name);
        self.text.push_str(": [");
        for (nth, what) in all.iter().enumerate() {
            match nth {
                0 => {}
                nth if nth % 8 == 0 => self.text.push_str(",\n            "),
                _ => self.text.push_str(", "),
            }
            one(self, what);
        }
        self.text.push_str("],\n");
    }

    fn names(&mut self, names: &[String]) {
        self.text.push('[');
        for (nth, name) in names.iter().enumerate() {
            if nth > 0 {
                self.text.push_str(", ");
            }
            self.string(name);
        }
        self.text.push(']');
    }

    fn field(&mut self, name: &str, value: &str) {
        self.text.push_str(name);
        self.string(value);
        self.text.push_str(",\n");
    }

    fn number(&mut self, name: &str, value: impl fmt::Display) {
        self.figures(name, value);
        self.text.push_str(",\n");
    }

    fn figures(&mut self, before: &str, value: impl fmt::Display) {
        self.text.push_str(before);
        // Writing into a string can't fail.
        let _ = write!(self.text, "{value}");
    }

    fn string(&mut self, value: &str) {
        self.text.push('"');
        if value
            .bytes()
            .any(|byte| byte == b'"' || byte == b'\\' || byte < b' ')
        {
            for c in value.chars() {
                match c {
                    '"' | '\\' => self.text.extend(['\\', c]),
                    '\0'..' ' => self.figures("", c.escape_unicode()),
                    _ => self.text.push(c),
                }
            }
        } else {
            self.text.push_str(value);
        }
        self.text.push('"');
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
    words: 0,
    seed: 7,
    base: Start(),
    cursor: 3,
    steps: [
        Step(at: "lane", took: Choice("pond"), drew: ["dry"]),
        Step(at: "pond", took: Choice("lane")),
        Step(at: "lane", took: Choice("pond"), drew: ["dry"]),
        Step(at: "pond", took: Choice("house")),
    ],
    at: At(
        scene: "pond",
        chapter: "may",
        flags: ["dry"],
        chosen: [("lane", ["pond"]), ("pond", ["lane"])],
        visits: [("lane", 2), ("pond", 2)],
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
            steps: [(at: "lane", took: Choice("house"))])"#;
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
