//! A transcript as one page that stands by itself: no script, nothing fetched, made to be read on
//! a screen by day or night and on paper.

use super::{Line, Sheet, runs};
use crate::game::Prose;

const STYLE: &str = include_str!("page.css");

pub(super) fn write(sheet: &Sheet) -> String {
    let title = plain(&sheet.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    );
    for line in &sheet.lines {
        match line {
            Line::Chapter(title) => out.push_str(&format!("<h2>{}</h2>\n", plain(title))),
            Line::Chosen(said) => {
                out.push_str(&format!("<p class=\"chosen\">{}</p>\n", plain(said)))
            }
            Line::Prose(prose) => paragraphs(prose, &mut out),
            Line::Changed(changed) => {
                out.push_str(&format!("<p class=\"changed\">{}</p>\n", plain(changed)));
            }
            Line::End(end) => out.push_str(&format!("<p class=\"end\">{}</p>\n", plain(end))),
        }
    }
    if !sheet.journal.is_empty() {
        out.push_str("<h2>The journal</h2>\n");
    }
    for section in &sheet.journal {
        out.push_str(&format!("<h3>{}</h3>\n", plain(&section.title)));
        for entry in &section.entries {
            let gone = if entry.let_go {
                " <small>let go</small>"
            } else {
                ""
            };
            out.push_str(&format!(
                "<section>\n<h4>{}{gone}</h4>\n",
                plain(&entry.title)
            ));
            for (nth, telling) in entry.tellings.iter().enumerate() {
                if nth == 1 {
                    out.push_str("<p class=\"changed\">Before that it read:</p>\n");
                }
                if nth > 0 {
                    out.push_str("<blockquote>\n");
                }
                paragraphs(telling, &mut out);
                if nth > 0 {
                    out.push_str("</blockquote>\n");
                }
            }
            out.push_str("</section>\n");
        }
    }
    if !sheet.things.is_empty() {
        out.push_str("<h2 class=\"after\">Things</h2>\n");
    }
    for thing in &sheet.things {
        let lost = if thing.held {
            ""
        } else {
            " <small>lost</small>"
        };
        out.push_str(&format!(
            "<section>\n<h4>{}{lost}</h4>\n",
            plain(&thing.name)
        ));
        paragraphs(&thing.look, &mut out);
        out.push_str("</section>\n");
    }
    out.push_str(&format!(
        "<footer>{}</footer>\n</main>\n</body>\n</html>\n",
        plain(&sheet.count)
    ));
    out
}

fn paragraphs(prose: &Prose, out: &mut String) {
    if prose.is_empty() {
        return;
    }
    for (paragraph, stress) in prose.paragraphs() {
        out.push_str("<p>");
        for (words, stressed) in runs(paragraph, &stress) {
            if stressed {
                out.push_str(&format!("<em>{}</em>", plain(words)));
            } else {
                out.push_str(&plain(words));
            }
        }
        out.push_str("</p>\n");
    }
}

/// Words with nothing in them that a browser would take for anything else.
fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn nothing_in_the_words_is_markup() {
        assert_eq!(plain("<b>\"x\" & y"), "&lt;b&gt;&quot;x&quot; &amp; y");
    }
}
