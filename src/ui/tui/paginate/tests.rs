//! Paragraphs can be read again from their lines, and every line is on a page.

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
