//! A transcript in Markdown (CommonMark). Nothing in the words is taken for a mark.

use super::{Line, Sheet, runs};
use crate::game::Prose;

pub(super) fn write(sheet: &Sheet) -> String {
    let mut out = format!("# {}\n\n", plain(&sheet.title));
    for line in &sheet.lines {
        match line {
            Line::Chapter(title) => out.push_str(&format!("## {}\n\n", plain(title))),
            Line::Chosen(said) => out.push_str(&format!("> **{}**\n\n", plain(said))),
            Line::Prose(prose) => paragraphs(prose, "", &mut out),
            Line::Changed(changed) => out.push_str(&format!("*{}*\n\n", plain(changed))),
            Line::End(end) => out.push_str(&format!("* * *\n\n{}\n\n", plain(end))),
        }
    }
    if !sheet.journal.is_empty() {
        out.push_str("## The journal\n\n");
    }
    for section in &sheet.journal {
        out.push_str(&format!("### {}\n\n", plain(&section.title)));
        for entry in &section.entries {
            let gone = if entry.let_go { " (let go)" } else { "" };
            out.push_str(&format!("#### {}{gone}\n\n", plain(&entry.title)));
            for (nth, telling) in entry.tellings.iter().enumerate() {
                if nth == 1 {
                    out.push_str("Before that it read:\n\n");
                }
                paragraphs(telling, if nth == 0 { "" } else { "> " }, &mut out);
            }
        }
    }
    if !sheet.things.is_empty() {
        out.push_str("## Things\n\n");
    }
    for thing in &sheet.things {
        let lost = if thing.held { "" } else { " (lost)" };
        out.push_str(&format!("### {}{lost}\n\n", plain(&thing.name)));
        paragraphs(&thing.look, "", &mut out);
    }
    out.push_str(&format!("* * *\n\n{}\n", sheet.count));
    out
}

fn paragraphs(prose: &Prose, before: &str, out: &mut String) {
    if prose.is_empty() {
        return;
    }
    let mut all = prose.paragraphs().peekable();
    while let Some((paragraph, stress)) = all.next() {
        out.push_str(before);
        let mut first = true;
        for (words, stressed) in runs(paragraph, &stress) {
            let words = if first {
                plain_line(words)
            } else {
                plain(words)
            };
            first = false;
            if stressed {
                out.push_str(&format!("*{words}*"));
            } else {
                out.push_str(&words);
            }
        }
        // Between quoted paragraphs the mark goes on, or they would be two quotations.
        let between = if before.is_empty() || all.peek().is_none() {
            "\n\n"
        } else {
            "\n>\n"
        };
        out.push_str(between);
    }
}

/// Words with every mark among them made harmless.
fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '~' | '|'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The same at the beginning of a line, where figures and dashes make lists.
fn plain_line(words: &str) -> String {
    let out = plain(words);
    let figures = out.bytes().take_while(u8::is_ascii_digit).count();
    let (before, rest) = out.split_at_checked(figures).unwrap_or((&out, ""));
    match rest.chars().next() {
        Some('.' | ')') if figures > 0 => format!("{before}\\{rest}"),
        Some('-' | '+' | '=') if figures == 0 => format!("\\{out}"),
        _ => out,
    }
}

#[cfg(test)]
mod tests {
    use super::{paragraphs, plain, plain_line};
    use crate::game::Prose;

    #[test]
    fn nothing_in_the_words_is_a_mark() {
        assert_eq!(
            plain("a *b* <i> [c](d) _e_ \\"),
            "a \\*b\\* \\<i\\> \\[c\\](d) \\_e\\_ \\\\"
        );
        assert_eq!(plain_line("1. was the year"), "1\\. was the year");
        assert_eq!(plain_line("- no"), "\\- no");
        assert_eq!(plain_line("1979 was"), "1979 was");
    }

    #[test]
    fn stress_becomes_stress_and_quotations_hold_together() {
        let prose = Prose {
            text: "not yet\nand then".into(),
            stress: std::iter::once(4..7).collect(),
        };
        let mut out = String::new();
        paragraphs(&prose, "> ", &mut out);
        assert_eq!(out, "> not *yet*\n>\n> and then\n\n");
    }
}
