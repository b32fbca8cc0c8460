//! A row of a page: spans of characters, each with how it is drawn, and how wide they are.
//! Knows roles by name, and nothing of paragraphs or pages.

use ratatui::style::Color;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::super::theme::Role;

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
