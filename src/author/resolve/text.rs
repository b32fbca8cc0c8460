//! Prose into its parts. Each brace is handed to `ron` as the slice it is, so what stands in it has
//! exact places. How prose is rendered is not known here.

use super::escaped::Literals;
use super::{Hay, Resolver};
use crate::author::codes;
use crate::author::misread;
use crate::author::shape::{Directive, Lit, directive};
use crate::diagnostic::{Finding, Place};
use crate::story::{BranchId, FileId, Part, Str, Text};

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
struct Reading {
    kind: Kind,
    file: FileId,
    /// Whether names in it have places, which escaped strings haven't.
    raw: bool,
    picks: u32,
    depth: u32,
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
        let words = |parts: &mut Vec<Part>, from: usize, to: usize| {
            if to > from {
                parts.push(Part::Words(at(from, to)));
            }
        };
        let bytes = text.as_bytes();
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
                    let before = text[from..i].trim_end_matches([' ', '\t']).len() + from;
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
        parts.into_boxed_slice()
    }

    fn open_stress(&mut self, at: Str) {
        self.finding(
            codes::STRESS,
            at,
            "this `*` begins stress that doesn’t end in its paragraph",
        )
        .help("stress stands between two `*`, and ends where its paragraph or its directive ends");
    }

    /// What stands in a brace at the start of `text`; gives how many bytes it takes up.
    fn brace(
        &mut self,
        text: &str,
        at: Str,
        reading: &mut Reading,
        parts: &mut Vec<Part>,
    ) -> usize {
        let skip = text.find('}').map_or(text.len(), |end| end + 1);
        if reading.kind == Kind::Telling {
            self.finding(codes::NO_DIRECTIVES_HERE, at, "a telling has no directives")
                .help("give the entry another telling, for `Retell`; or write `{{` where a brace is meant");
            return skip;
        }
        if !reading.raw {
            self.not_raw(at);
            return skip;
        }
        let (directive, used) = match directive(&text[1..]) {
            Ok(read) => read,
            Err((error, used)) => {
                self.misread_directive(&error, &text[..(used + 1).min(text.len())], at);
                return skip.max(used + 1).min(text.len());
            }
        };
        let rest = text[1 + used..].trim_start();
        if !rest.starts_with('}') {
            return self.not_closed(text, 1 + used, at);
        }
        let whole = text.len() - rest.len() + 1;
        // Escaped strings inside are looked for in this slice and nowhere else.
        let ron = &text[1..1 + used];
        let hay = ron.contains('\\').then(|| Hay {
            at: at.at + 1,
            literals: Literals::of(ron),
        });
        let outer = std::mem::replace(&mut self.hay, hay);
        self.directive(&directive, at, reading, parts);
        self.hay = outer;
        whole
    }

    /// A directive that its brace doesn't end after; gives how many bytes to leave out.
    fn not_closed(&mut self, text: &str, used: usize, at: Str) -> usize {
        let rest = &text[used..];
        let paragraph = &rest[..rest.find("\n\n").unwrap_or(rest.len())];
        match paragraph
            .find(['{', '}'])
            .filter(|brace| rest[*brace..].starts_with('}'))
        {
            Some(brace) => {
                let message = "something stands between this directive and its `}`";
                let help = "one directive stands in a pair of braces";
                self.finding(codes::BRACE, at, message).help(help);
                used + brace + 1
            }
            None => {
                self.finding(codes::BRACE, at, "this brace isn’t closed")
                    .help("put a `}` after the directive, or write `{{` where a brace is meant");
                used
            }
        }
    }

    /// A directive in a string with escapes, whose place inside the literal is found by its brace.
    fn not_raw(&mut self, at: Str) {
        let literal = self.extras.place(at);
        let brace = self
            .text
            .get(literal.at as usize..)
            .and_then(|text| text.find('{'))
            .unwrap_or(0);
        let place = Place {
            at: literal.at + brace as u32,
            len: 1,
            ..literal
        };
        let message = "this text has a directive and isn’t a raw string";
        self.found(Finding::new(codes::NOT_RAW, Some(place), message)).help(
            "write the text as r#\"…\"#, with plain quotation marks inside, and one # more where it stands in another raw text; `{{` where a brace is meant",
        );
    }

    fn directive(
        &mut self,
        directive: &Directive<'_>,
        at: Str,
        reading: &mut Reading,
        parts: &mut Vec<Part>,
    ) {
        let part = match directive {
            Directive::When(condition, then) => {
                let branch = self.branches(1);
                let condition = Box::new(self.condition(condition));
                Part::When {
                    condition,
                    then: self.nested(then, reading),
                    branch,
                }
            }
            Directive::Either(condition, then, otherwise) => {
                let branch = self.branches(2);
                let condition = Box::new(self.condition(condition));
                let then = self.nested(then, reading);
                Part::Either {
                    condition,
                    then,
                    otherwise: self.nested(otherwise, reading),
                    branch,
                }
            }
            Directive::Pick(options) => {
                if options.len() < 2 {
                    self.finding(codes::PICK, at, "there is nothing to pick from")
                        .help("give two texts at least");
                }
                let nth = reading.picks;
                reading.picks += 1;
                let options = options
                    .iter()
                    .map(|option| self.nested(option, reading))
                    .collect();
                Part::Pick { options, nth }
            }
            Directive::First(then) | Directive::Again(then) => {
                if reading.kind != Kind::Scene {
                    self.finding(
                        codes::FIRST_AGAIN,
                        at,
                        "`First` and `Again` ask for the visit of a scene",
                    )
                    .help("they stand in the texts of scenes only; ask for a flag here");
                }
                let branch = self.branches(1);
                let then = self.nested(then, reading);
                match directive {
                    Directive::First(_) => Part::First { then, branch },
                    _ => Part::Again { then, branch },
                }
            }
            Directive::Count(counter) => match self.counter(counter) {
                Some(counter) => Part::Count(counter),
                None => return,
            },
        };
        parts.push(part);
    }

    fn branches(&mut self, n: u32) -> BranchId {
        let branch = BranchId(self.parts.branches);
        self.parts.branches += n;
        branch
    }

    /// A text inside a directive.
    fn nested(&mut self, lit: &Lit<'_>, reading: &mut Reading) -> Text {
        let all = self.str(lit);
        if reading.depth == DEPTH {
            self.finding(
                codes::DIRECTIVE,
                all,
                "too many texts stand in one another here",
            );
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

    fn misread_directive(&mut self, error: &ron::error::Error, read: &str, at: Str) {
        let said = misread::in_directive(error, read);
        let (from, len) = (said.span.start as u32, said.span.len() as u32);
        let place = Str {
            at: at.at + from,
            len,
            ..at
        };
        let usual = "or write `{{` where a brace is meant";
        self.finding(codes::DIRECTIVE, place, said.message)
            .help(format!("{}; {usual}", said.help));
    }
}

/// Finds the bytes that mean something in prose: `*`, `{`, `}`, line breaks, tabs.
#[derive(Default)]
struct Special {
    common: usize,
    rare: usize,
}

impl Special {
    /// The first from `at`, which never goes back.
    fn next(&mut self, bytes: &[u8], at: usize) -> Option<usize> {
        // What was found ahead is kept, so that a text is looked through once.
        if self.common <= at {
            let found = memchr::memchr3(b'*', b'{', b'\n', &bytes[at..]);
            self.common = found.map_or(bytes.len(), |found| at + found);
        }
        if self.rare <= at {
            let found = memchr::memchr2(b'}', b'\t', &bytes[at..]);
            self.rare = found.map_or(bytes.len(), |found| at + found);
        }
        Some(self.common.min(self.rare)).filter(|found| *found < bytes.len())
    }
}
