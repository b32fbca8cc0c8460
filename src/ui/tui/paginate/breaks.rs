//! Paragraphs into lines, as even as can be, each with how it follows the one before.
//! Knows widths, and nothing of the height of a page.

use std::ops::Range;

use textwrap::core::Fragment;
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::super::theme::Role;
use super::line::{Follows, Ink, Line, Span, Touch};

/// A piece of a paragraph that isn't broken.
#[derive(Debug)]
struct Word {
    range: Range<usize>,
    width: usize,
    /// Whether a space follows it.
    spaced: bool,
}

impl Fragment for Word {
    fn width(&self) -> f64 {
        self.width as f64
    }

    fn whitespace_width(&self) -> f64 {
        if self.spaced { 1.0 } else { 0.0 }
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// Breaks a paragraph into lines at most this wide, the first one narrower by `indent`, as even as
/// can be: each line's bytes, and how it follows the one before.
#[must_use]
pub fn wrap(text: &str, width: u16, indent: u16) -> Vec<(Range<usize>, Follows)> {
    let width = width.max(1);
    let words = words(text, usize::from(width.saturating_sub(indent).max(1)));
    let widths = [
        f64::from(width.saturating_sub(indent).max(1)),
        f64::from(width),
    ];
    let lines = wrap_optimal_fit(&words, &widths, &Penalties::default())
        .unwrap_or_else(|_| wrap_first_fit(&words, &widths));
    let mut follows = Follows::Paragraph;
    lines
        .into_iter()
        .filter_map(|line| Some((line.first()?, line.last()?)))
        .map(|(first, last)| {
            let this = follows;
            follows = if last.spaced {
                Follows::Space
            } else {
                Follows::Tight
            };
            (first.range.start..last.range.end, this)
        })
        .collect()
}

/// The pieces a paragraph may be broken between: at spaces, after hyphens and dashes inside words,
/// and anywhere in what is wider than a line.
fn words(text: &str, widest: usize) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(' ') {
        let bare = word.strip_suffix(' ');
        let (bare, spaced) = (bare.unwrap_or(word), bare.is_some());
        let mut from = 0;
        for (n, c) in bare.char_indices() {
            let after = n + c.len_utf8();
            let next = bare[after..].chars().next();
            let breaks = matches!(c, '-' | '‐' | '–' | '—' | '/') && n > from;
            if breaks && next.is_some_and(char::is_alphanumeric) {
                piece(bare, at, from..after, widest, &mut words);
                from = after;
            }
        }
        piece(bare, at, from..bare.len(), widest, &mut words);
        if let Some(last) = words.last_mut() {
            last.spaced = spaced;
        }
        at += word.len();
    }
    words
}

/// Adds a piece, broken between graphemes where it is too wide.
fn piece(word: &str, at: usize, range: Range<usize>, widest: usize, words: &mut Vec<Word>) {
    let text = &word[range.clone()];
    let width = text.width();
    let from = at + range.start;
    if width <= widest {
        words.push(Word {
            range: from..from + text.len(),
            width,
            spaced: false,
        });
        return;
    }
    let (mut start, mut used) = (0, 0);
    for (n, grapheme) in text.grapheme_indices(true) {
        let wide = grapheme.width();
        if used + wide > widest && n > start {
            words.push(Word {
                range: from + start..from + n,
                width: used,
                spaced: false,
            });
            (start, used) = (n, 0);
        }
        used += wide;
    }
    words.push(Word {
        range: from + start..from + text.len(),
        width: used,
        spaced: false,
    });
}

/// A paragraph as lines of one role, stress marked.
#[must_use]
pub fn paragraph(
    text: &str,
    stress: &[Range<usize>],
    role: Role,
    width: u16,
    indent: u16,
) -> Vec<Line> {
    let wrapped = wrap(text, width, indent);
    let mut lines = Vec::with_capacity(wrapped.len());
    for (range, follows) in wrapped {
        let mut spans = Vec::with_capacity(1);
        let mut at = range.start;
        let mut add = |range: Range<usize>, touch| {
            if !range.is_empty() {
                spans.push(Span {
                    text: text[range].to_owned(),
                    ink: Ink::Role(role, touch),
                });
            }
        };
        for span in stress
            .iter()
            .filter(|span| span.start < range.end && span.end > range.start)
        {
            let (from, to) = (span.start.max(at), span.end.min(range.end));
            add(at..from, Touch::Plain);
            add(from..to, Touch::Stress);
            at = to;
        }
        add(at..range.end, Touch::Plain);
        let indent = if follows == Follows::Paragraph {
            indent
        } else {
            0
        };
        lines.push(Line {
            indent,
            spans,
            follows,
            at: u32::try_from(range.start).unwrap_or(u32::MAX),
        });
    }
    lines
}
