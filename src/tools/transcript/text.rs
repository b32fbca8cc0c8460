//! A transcript as nothing but text: a paragraph a line, stress between asterisks.

use super::{Line, Sheet, runs};
use crate::game::Prose;

pub(super) fn write(sheet: &Sheet) -> String {
    let mut out = format!("{}\n\n", sheet.title);
    for line in &sheet.lines {
        match line {
            Line::Chapter(title) => heading(title, '=', &mut out),
            Line::Chosen(said) => out.push_str(&format!("> {said}\n\n")),
            Line::Prose(prose) => paragraphs(prose, &mut out),
            Line::Changed(changed) => out.push_str(&format!("({changed})\n\n")),
            Line::End(end) => out.push_str(&format!("{end}\n\n")),
        }
    }
    if !sheet.journal.is_empty() {
        heading("The journal", '=', &mut out);
    }
    for section in &sheet.journal {
        heading(&section.title, '-', &mut out);
        for entry in &section.entries {
            let gone = if entry.let_go { " (let go)" } else { "" };
            out.push_str(&format!("{}{gone}\n\n", entry.title));
            for (nth, telling) in entry.tellings.iter().enumerate() {
                if nth == 1 {
                    out.push_str("Before that it read:\n\n");
                }
                paragraphs(telling, &mut out);
            }
        }
    }
    if !sheet.things.is_empty() {
        heading("Things", '=', &mut out);
    }
    for thing in &sheet.things {
        let lost = if thing.held { "" } else { " (lost)" };
        out.push_str(&format!("{}{lost}\n\n", thing.name));
        paragraphs(&thing.look, &mut out);
    }
    out.push_str(&format!("{}\n", sheet.count));
    out
}

fn heading(title: &str, under: char, out: &mut String) {
    let line: String = title.chars().map(|_| under).collect();
    out.push_str(&format!("{title}\n{line}\n\n"));
}

fn paragraphs(prose: &Prose, out: &mut String) {
    if prose.is_empty() {
        return;
    }
    for (paragraph, stress) in prose.paragraphs() {
        for (words, stressed) in runs(paragraph, &stress) {
            let mark = if stressed { "*" } else { "" };
            out.push_str(&format!("{mark}{words}{mark}"));
        }
        out.push_str("\n\n");
    }
}
