//! What stands in a brace: handed to `ron` as the slice it is, so that its names have exact places.

use super::escaped::Literals;
use super::text::{Kind, Reading};
use super::{Hay, Resolver};
use crate::author::shape::{Directive, directive};
use crate::author::{codes, misread, slips};
use crate::diagnostic::{Finding, Place};
use crate::story::{BranchId, Part, Str};

/// How many bytes a brace and what it encloses take up, by its braces alone: where those of this
/// paragraph don't match, up to the first that closes.
fn past_braces(text: &str) -> usize {
    let paragraph = &text[..text.find("\n\n").unwrap_or(text.len())];
    let mut depth = 0_usize;
    for (at, brace) in paragraph.match_indices(['{', '}']) {
        depth = if brace == "{" { depth + 1 } else { depth - 1 };
        if depth == 0 {
            return at + 1;
        }
    }
    text.find('}').map_or(text.len(), |end| end + 1)
}

impl Resolver<'_> {
    /// What stands in a brace at the start of `text`; gives how many bytes it takes up.
    pub(super) fn brace(
        &mut self,
        text: &str,
        at: Str,
        reading: &mut Reading,
        parts: &mut Vec<Part>,
    ) -> usize {
        let skip = past_braces(text);
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

    fn misread_directive(&mut self, error: &ron::error::Error, read: &str, at: Str) {
        let slip = slips::directive_in_words(error, read);
        // Where it was meant as one, no brace is.
        let usual = match slip {
            Some(_) => "",
            None => "; or write `{{` where a brace is meant",
        };
        let said = slip.unwrap_or_else(|| misread::in_directive(error, read));
        let (from, len) = (said.span.start as u32, said.span.len() as u32);
        let place = Str {
            at: at.at + from,
            len,
            ..at
        };
        self.finding(codes::DIRECTIVE, place, said.message)
            .help(format!("{}{usual}", said.help));
    }
}
