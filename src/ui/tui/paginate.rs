//! Words into lines, lines into pages. Nothing is cut off: what doesn't fit stands on a later page.
//! Pure: knows widths and heights, roles by name, and neither stories nor screens.

use std::ops::Range;

use ratatui::style::Color;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::theme::Role;

/// How words are set beside their role.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Touch {
    /// As they are.
    Plain,
    /// Stressed.
    Stress,
    /// Bold.
    Strong,
    /// Struck through.
    Struck,
}

/// How a span is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ink {
    /// In a role.
    Role(Role, Touch),
    /// In colours of its own, the page's where there is none.
    Paint(Option<Color>, Option<Color>),
}

/// A run of characters drawn alike.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Span {
    /// The characters.
    pub text: String,
    /// How they are drawn.
    pub ink: Ink,
}

/// How a line of narration follows the one before.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Follows {
    /// It is no narration.
    #[default]
    Not,
    /// It begins a paragraph.
    Paragraph,
    /// A space was left out between them.
    Space,
    /// Nothing was.
    Tight,
}

/// Where in a text something stands, whatever the width: which chunk, which byte of it.
pub type At = (u32, u32);

/// One row of a page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Line {
    /// How many cells are left free before it.
    pub indent: u16,
    /// What stands in it.
    pub spans: Vec<Span>,
    /// How it follows the line before.
    pub follows: Follows,
    /// Which byte of its chunk it begins with.
    pub at: u32,
}

impl Line {
    /// A line in one role.
    #[must_use]
    pub fn of(role: Role, text: impl Into<String>) -> Line {
        Line::touched(role, Touch::Plain, text)
    }

    /// A line in one role, touched.
    #[must_use]
    pub fn touched(role: Role, touch: Touch, text: impl Into<String>) -> Line {
        let span = Span {
            text: text.into(),
            ink: Ink::Role(role, touch),
        };
        Line {
            spans: vec![span],
            ..Line::default()
        }
    }

    /// The same with something after it.
    #[must_use]
    pub fn then(mut self, role: Role, text: impl Into<String>) -> Line {
        self.spans.push(Span {
            text: text.into(),
            ink: Ink::Role(role, Touch::Plain),
        });
        self
    }

    /// The same, so many cells further in.
    #[must_use]
    pub fn indented(mut self, by: u16) -> Line {
        self.indent += by;
        self
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.spans.is_empty()
    }

    /// Its characters.
    #[must_use]
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }

    /// How many cells it takes, without its indent.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.spans.iter().map(|span| cells(&span.text)).sum()
    }

    /// The same in another role, wherever it stood in `from`.
    #[must_use]
    pub fn recoloured(mut self, from: Role, to: Role) -> Line {
        for span in &mut self.spans {
            if let Ink::Role(role, _) = &mut span.ink
                && *role == from
            {
                *role = to;
            }
        }
        self
    }
}

/// How many cells a text takes.
#[must_use]
pub fn cells(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// A text cut to so many cells, ending in `more` where something was cut.
#[must_use]
pub fn cut(text: &str, width: u16, more: &str) -> String {
    if cells(text) <= width {
        return text.to_owned();
    }
    let room = usize::from(width.saturating_sub(cells(more)));
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += grapheme.width();
        if used > room {
            break;
        }
        out.push_str(grapheme);
    }
    let mut out = out.trim_end().to_owned();
    if cells(more) <= width {
        out.push_str(more);
    }
    out
}

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

/// Lines that belong together on the way to a page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Chunk {
    /// The lines.
    pub lines: Vec<Line>,
    /// How many rows are left free before it, the top of a page excepted.
    pub gap: u16,
    /// Whether it stands on one page where one is high enough.
    pub whole: bool,
    /// Whether it must not be the last on its page.
    pub leads: bool,
    /// Whether it begins a page.
    pub opens: bool,
    /// What it offers, by number.
    pub offers: Option<usize>,
}

/// What can be marked on a page, and the rows it takes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stop {
    /// Its number.
    pub offers: usize,
    /// Its rows on the page.
    pub rows: Range<u16>,
}

/// One page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Leaf {
    /// Its rows.
    pub lines: Vec<Line>,
    /// What can be marked on it, from the top.
    pub stops: Vec<Stop>,
    /// Where it begins.
    pub from: At,
    /// Which column the mark stands in.
    pub mark_at: u16,
    /// The row its own words begin in; above it stands what was read before.
    pub fresh: u16,
}

impl Leaf {
    fn rows(&self) -> u16 {
        self.lines.len() as u16
    }
}

/// Fewest lines of a paragraph that stand alone at a page's foot or head.
const FEWEST: usize = 2;

/// Sets chunks on pages so many rows high. There is always a page, and every line is on one.
#[must_use]
pub fn paginate(chunks: &[Chunk], height: u16) -> Vec<Leaf> {
    let height = height.max(1);
    let mut leaves = vec![Leaf::default()];
    for (nth, chunk) in (0..).zip(chunks) {
        let next = chunks
            .get(nth as usize + 1)
            .filter(|next| chunk.leads && !next.opens);
        place(chunk, nth, next, height, &mut leaves);
    }
    leaves
}

fn place(chunk: &Chunk, nth: u32, next: Option<&Chunk>, height: u16, leaves: &mut Vec<Leaf>) {
    let mut rest = chunk.lines.as_slice();
    let mut first = true;
    while !rest.is_empty() {
        let Some(leaf) = leaves.last_mut() else {
            return;
        };
        let used = leaf.rows();
        if first && chunk.opens && used > 0 {
            leaves.push(Leaf::default());
            first = false;
            continue;
        }
        let gap = if used == 0 || !first { 0 } else { chunk.gap };
        let room = usize::from(height.saturating_sub(used + gap));
        let n = if used == 0 {
            rest.len().min(room.max(1))
        } else if chunk.whole || chunk.leads {
            let left = room.checked_sub(rest.len());
            if left.is_some_and(|left| next.is_none_or(|next| goes_in(next, left))) {
                rest.len()
            } else {
                0
            }
        } else {
            fitting(rest.len(), room)
        };
        if n == 0 {
            leaves.push(Leaf::default());
            continue;
        }
        if used == 0 {
            leaf.from = (nth, rest[0].at);
        }
        leaf.lines
            .extend(std::iter::repeat_n(Line::default(), usize::from(gap)));
        let top = leaf.rows();
        leaf.lines.extend_from_slice(&rest[..n]);
        if let Some(offers) = chunk.offers {
            leaf.stops.push(Stop {
                offers,
                rows: top..leaf.rows(),
            });
        }
        // A blank row that a wider spacing put between lines is none at the head of a page.
        let skip = rest[n..].iter().take_while(|line| line.is_blank()).count();
        rest = &rest[n + skip..];
        first = false;
        if !rest.is_empty() {
            leaves.push(Leaf::default());
        }
    }
}

/// Whether at least the beginning of a chunk goes under another where there is so much room left.
fn goes_in(chunk: &Chunk, room: usize) -> bool {
    let room = room.saturating_sub(usize::from(chunk.gap));
    if chunk.whole {
        chunk.lines.len() <= room
    } else {
        fitting(chunk.lines.len(), room) > 0
    }
}

/// How many of so many lines go where there is so much room, none of them left alone.
fn fitting(lines: usize, room: usize) -> usize {
    if lines <= room {
        return lines;
    }
    let left = lines - room;
    let n = if left < FEWEST {
        room.saturating_sub(FEWEST - left)
    } else {
        room
    };
    if n < FEWEST { 0 } else { n }
}

#[cfg(test)]
mod tests {
    use super::{Chunk, Follows, Line, cells, cut, paginate, paragraph, wrap};
    use crate::ui::tui::theme::Role;

    fn lines(text: &str, width: u16) -> Vec<&str> {
        wrap(text, width, 0)
            .into_iter()
            .map(|(range, _)| &text[range])
            .collect()
    }

    #[test]
    fn lines_are_as_even_as_can_be() {
        assert_eq!(lines("aaa bb cc ddddd", 6), ["aaa", "bb cc", "ddddd"]);
        assert_eq!(lines("To be, or not to be", 40), ["To be, or not to be"]);
        assert_eq!(lines("", 40), [""; 0]);
    }

    #[test]
    fn a_word_is_broken_after_its_hyphen_or_where_it_must_be() {
        assert_eq!(
            lines("a half-forgotten tune", 9),
            ["a half-", "forgotten", "tune"]
        );
        assert_eq!(lines("aaaaaaaaaaaa", 5), ["aaaaa", "aaaaa", "aa"]);
        assert_eq!(lines("中文中文", 5), ["中文", "中文"]);
    }

    #[test]
    fn from_the_lines_the_paragraph_can_be_read_again() {
        let text = "The van – a half-painted one — came before lunch; nobody/anybody had aaaaaaaaaaaaaaaaaaaaaa seen it.";
        for width in 1..60 {
            let mut again = String::new();
            for (range, follows) in wrap(text, width, 0) {
                if follows == Follows::Space {
                    again.push(' ');
                }
                assert!(
                    cells(&text[range.clone()]) <= width,
                    "{width}: {}",
                    &text[range]
                );
                again.push_str(&text[range]);
            }
            assert_eq!(again, text, "{width}");
        }
    }

    #[test]
    fn what_is_cut_says_so() {
        assert_eq!(cut("the pavilion", 20, "…"), "the pavilion");
        assert_eq!(cut("the pavilion", 7, "…"), "the pa…");
        assert_eq!(cut("the pavilion", 5, "…"), "the…");
        assert_eq!(cut("中文", 3, "…"), "中…");
        assert_eq!(cut("abc", 1, "..."), "a".repeat(0));
    }

    fn chunk(n: usize, gap: u16, whole: bool) -> Chunk {
        let lines = (0..n)
            .map(|n| Line::of(Role::Text, n.to_string()))
            .collect();
        Chunk {
            lines,
            gap,
            whole,
            ..Chunk::default()
        }
    }

    fn shape(chunks: &[Chunk], height: u16) -> Vec<Vec<String>> {
        let leaves = paginate(chunks, height);
        leaves
            .iter()
            .map(|leaf| leaf.lines.iter().map(Line::text).collect())
            .collect()
    }

    #[test]
    fn a_paragraph_leaves_no_line_alone_at_the_foot_or_the_head() {
        assert_eq!(
            shape(&[chunk(3, 1, false), chunk(3, 1, false)], 5),
            [vec!["0", "1", "2"], vec!["0", "1", "2"]]
        );
        assert_eq!(
            shape(&[chunk(6, 1, false)], 5),
            [vec!["0", "1", "2", "3", "4"], vec!["5"]]
        );
        assert_eq!(
            shape(&[chunk(1, 1, false), chunk(4, 1, false)], 5),
            [vec!["0", "", "0", "1"], vec!["2", "3"]]
        );
    }

    #[test]
    fn what_is_whole_stays_whole_where_a_page_is_high_enough() {
        assert_eq!(
            shape(&[chunk(2, 0, true), chunk(3, 1, true)], 5),
            [vec!["0", "1"], vec!["0", "1", "2"]]
        );
        assert_eq!(
            shape(&[chunk(4, 0, true)], 3),
            [vec!["0", "1", "2"], vec!["3"]]
        );
    }

    #[test]
    fn a_heading_is_never_the_last_on_its_page() {
        let heading = Chunk {
            leads: true,
            ..chunk(1, 1, true)
        };
        assert_eq!(
            shape(&[chunk(3, 0, false), heading, chunk(4, 1, false)], 6),
            [vec!["0", "1", "2"], vec!["0", "", "0", "1", "2", "3"]]
        );
    }

    #[test]
    fn every_line_is_on_a_page_and_no_page_is_too_high() {
        let chunks: Vec<Chunk> = (0..40)
            .map(|n| chunk(n % 9 + 1, (n % 3) as u16, n % 4 == 0))
            .collect();
        let all: usize = chunks.iter().map(|chunk| chunk.lines.len()).sum();
        for height in 0..30 {
            let leaves = paginate(&chunks, height);
            let set: usize = leaves
                .iter()
                .flat_map(|leaf| &leaf.lines)
                .filter(|line| !line.is_blank())
                .count();
            assert_eq!(set, all, "{height}");
            assert!(
                leaves
                    .iter()
                    .all(|leaf| leaf.lines.len() <= usize::from(height.max(1))),
                "{height}"
            );
        }
    }

    #[test]
    fn stress_is_marked_across_lines() {
        let lines = paragraph(
            "one two three",
            std::slice::from_ref(&(4..13)),
            Role::Text,
            7,
            0,
        );
        let spans: Vec<Vec<&str>> = lines
            .iter()
            .map(|line| line.spans.iter().map(|span| span.text.as_str()).collect())
            .collect();
        assert_eq!(spans, [vec!["one ", "two"], vec!["three"]]);
    }
}
