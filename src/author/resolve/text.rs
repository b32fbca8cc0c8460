//! Prose into its parts: words, breaks, stress, directives. How prose is rendered is not known here.

use memchr::memmem;

use super::Resolver;
use super::special::Special;
use crate::author::codes;
use crate::author::shape::Lit;
use crate::diagnostic::{Finding, Place};
use crate::story::{FileId, Part, Str, Text};

/// The most bytes of a text.
const TEXT_CAP: usize = 64 << 10;
/// How deep texts may stand in one another.
const DEPTH: u32 = 16;

/// What a text is, for what may stand in it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Scene,
    Echo,
    Look,
    Telling,
}

/// What goes with a text through all that stands in it.
pub(super) struct Reading {
    /// What it is.
    pub kind: Kind,
    /// The source its words stand in.
    pub file: FileId,
    /// Whether names in it have places, which escaped strings haven't.
    pub raw: bool,
    /// How many picks there were so far.
    pub picks: u32,
    /// How deep in other texts it stands.
    pub depth: u32,
}

impl<'s> Resolver<'s> {
    /// A text and everything that stands in it.
    pub(super) fn text(&mut self, lit: &Lit<'_>, kind: Kind) -> Text {
        let all = self.str(lit);
        if all.len as usize > TEXT_CAP {
            let message = format!("this text has {} bytes, more than {TEXT_CAP}", all.len);
            let place = Place {
                len: 1,
                ..self.extras.place(all)
            };
            self.found(Finding::new(codes::TOO_LONG, Some(place), message))
                .help("part it into scenes");
            return Text::default();
        }
        let words = lit.get();
        let lead = words.len() - words.trim_start().len();
        let raw = all.file == self.file;
        let mut reading = Reading {
            kind,
            file: all.file,
            raw,
            picks: 0,
            depth: 0,
        };
        let parts = self.parts_of(words.trim(), all.at + lead as u32, &mut reading);
        Text { parts }
    }

    fn parts_of(&mut self, text: &str, base: u32, reading: &mut Reading) -> Box<[Part]> {
        let file = reading.file;
        let at = |from: usize, to: usize| Str {
            file,
            at: base + from as u32,
            len: (to - from) as u32,
        };
        let mut parts = Vec::new();
        let bytes = text.as_bytes();
        let doubled = memmem::find(bytes, b"  ").is_some();
        let words = |parts: &mut Vec<Part>, mut from: usize, to: usize| {
            // Where blanks are doubled one is kept, and words are parted from words.
            while doubled && let Some(blanks) = memmem::find(&bytes[from..to], b"  ") {
                let rest = text[from + blanks..to].trim_start();
                parts.push(Part::Words(at(from, from + blanks + 1)));
                from = to - rest.len();
            }
            if to > from {
                parts.push(Part::Words(at(from, to)));
            }
        };
        let (mut from, mut i) = (0, 0);
        let mut stress: Option<usize> = None;
        let mut special = Special::default();
        while let Some(next) = special.next(bytes, i) {
            i = next;
            match bytes[i] {
                b'*' => {
                    words(&mut parts, from, i);
                    parts.push(Part::Stress);
                    stress = if stress.is_some() { None } else { Some(i) };
                    i += 1;
                    from = i;
                }
                b'\n' => {
                    let before = text[from..i].trim_end().len() + from;
                    let rest = text[i..].trim_start();
                    let next = text.len() - rest.len();
                    let broken = text[i + 1..next].contains('\n');
                    if broken {
                        words(&mut parts, from, before);
                        if let Some(open) = stress.take() {
                            self.open_stress(at(open, open + 1));
                        }
                        if !rest.is_empty() {
                            parts.push(Part::Break);
                        }
                        from = next;
                    } else if before < i || next > i + 1 {
                        words(&mut parts, from, before);
                        words(&mut parts, i, i + 1);
                        from = next;
                    }
                    i = next;
                }
                b'\t' => {
                    self.finding(codes::TAB, at(i, i + 1), "a tab stands in this text")
                        .help("write a space");
                    i += 1;
                }
                brace if bytes.get(i + 1) == Some(&brace) => {
                    words(&mut parts, from, i + 1);
                    i += 2;
                    from = i;
                }
                b'{' => {
                    words(&mut parts, from, i);
                    i += self.brace(&text[i..], at(i, i + 1), reading, &mut parts);
                    from = i;
                }
                _ => {
                    self.finding(codes::BRACE, at(i, i + 1), "this brace closes nothing")
                        .help("write `}}` where a brace is meant");
                    i += 1;
                }
            }
        }
        words(&mut parts, from, text.len());
        if let Some(open) = stress {
            self.open_stress(at(open, open + 1));
        }
        // Copied to their own length: shrinking where they grew would leave a hole for every text.
        parts.drain(..).collect()
    }

    fn open_stress(&mut self, at: Str) {
        self.finding(
            codes::STRESS,
            at,
            "this `*` begins stress that doesn’t end in its paragraph",
        )
        .help("stress stands between two `*`, and ends where its paragraph or its directive ends");
    }

    /// A text inside a directive.
    pub(super) fn nested(&mut self, lit: &Lit<'_>, reading: &mut Reading) -> Text {
        let all = self.str(lit);
        if reading.depth == DEPTH {
            let message = "too many texts stand in one another here";
            self.finding(codes::DIRECTIVE, all, message)
                .help("say it in fewer levels");
            return Text::default();
        }
        let (file, raw) = (reading.file, reading.raw);
        (reading.file, reading.raw) = (all.file, all.file == self.file);
        reading.depth += 1;
        let parts = self.parts_of(lit.get(), all.at, reading);
        reading.depth -= 1;
        (reading.file, reading.raw) = (file, raw);
        Text { parts }
    }
}
