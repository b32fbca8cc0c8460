//! How a record is spelt: RON, a step a line, nothing that is empty.
//! What the names mean is not known here.

use std::fmt::{self, Write};

use super::record::{Base, Record, Step, Took};
use super::snapshot::{Finish, Snapshot};

/// A record's text, without the sum at its end. By hand, because a save is written at every choice, and so that one step is one
/// line and what is empty isn't there.
pub(super) fn write(record: &Record) -> String {
    let mut pen = Pen {
        text: String::with_capacity(1024 + record.steps.len() * 64),
    };
    pen.record(record);
    pen.text
}

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
