//! A chart as a picture that stands by itself: SVG, with no Graphviz and no fonts of its own.

use std::fmt::Write as _;

use super::chart::{Chart, Fate, Kind, Line, Lock, Node, Row, What, short};
use super::colour;
use super::layout::Point;
use super::place::{FOOT, HEAD, ROW, Rect, Run, TITLE, place};

/// Room above everything, for the title and what the colours mean.
const TOP: f64 = 86.0;
/// How many characters of a name and of a choice fit into a node.
const NAME: usize = 25;
const SAY: usize = 31;
const FOOT_WORDS: usize = 36;

/// The chart as an SVG file.
#[must_use]
pub fn svg(chart: &Chart) -> String {
    let sheet = place(chart, TOP);
    let (width, height) = (sheet.size.0.max(LEGEND), sheet.size.1);
    let mut out = String::new();
    // Writing to a string can't fail.
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"Helvetica, Arial, sans-serif\" \
         font-size=\"11\" fill=\"#1c2530\">"
    );
    out.push_str("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    out.push_str(DEFINED);
    legend(chart, &mut out);
    for (n, rect) in &sheet.clusters {
        let _ = writeln!(
            out,
            "<g>{}<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"15\" font-weight=\"bold\">{}</text></g>",
            frame(*rect, "class=\"cluster\" rx=\"8\""),
            rect.x + 14.0,
            rect.y + 20.0,
            escaped(&chart.clusters[*n].title)
        );
    }
    for (deck, rect) in chart.decks.iter().zip(&sheet.decks) {
        let _ = writeln!(
            out,
            "<g>{}<text x=\"{:.1}\" y=\"{:.1}\" font-weight=\"bold\">{}</text></g>",
            frame(*rect, "class=\"deck\" rx=\"8\""),
            rect.x + 10.0,
            rect.y + TITLE - 8.0,
            escaped(&deck.title)
        );
    }
    for run in &sheet.runs {
        line(chart, run, &mut out);
    }
    for (node, rect) in chart.nodes.iter().zip(&sheet.nodes) {
        one(node, *rect, &mut out);
    }
    for run in &sheet.runs {
        number(chart, run, &mut out);
    }
    out.push_str("</svg>\n");
    out
}

/// How wide the legend is.
const LEGEND: f64 = 1_060.0;

const DEFINED: &str = r##"<defs>
<style>
.cluster { fill: #f7f7f4; stroke: #c9c9c0; }
.deck { fill: #fdfdfb; stroke: #8a97a8; stroke-dasharray: 6 4; }
.line { fill: none; stroke: #54657a; stroke-width: 1.2; }
.via { stroke-dasharray: 6 4; }
.deal { stroke-dasharray: 2 4; stroke-width: 1.6; }
.opens { stroke-width: 3; stroke: #8a97a8; stroke-linejoin: round; }
.across { stroke-opacity: 0.55; }
.locked { stroke: #b9770e; }
.never { stroke: #c0392b; }
.faint { fill: #7d8896; }
.gone { fill: #c0392b; text-decoration: line-through; }
.number { font-size: 9px; font-weight: bold; fill: #54657a; stroke: #f7f7f4; stroke-width: 3px; paint-order: stroke; }
</style>
<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="#54657a"/></marker>
<pattern id="unseen" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#ffffff"/><rect width="2" height="6" fill="#e3e7ec"/></pattern>
<g id="lock" stroke="#b9770e" fill="none"><rect x="1" y="4.5" width="7" height="5" fill="#b9770e"/><path d="M2.5 4.5 V3 a2 2 0 0 1 4 0 V4.5"/></g>
<g id="refused" stroke="#7d8896" fill="none" stroke-width="1.4"><path d="M1.5 2.5 L7.5 8.5 M7.5 2.5 L1.5 8.5"/></g>
<g id="hides" stroke="#54657a" fill="none" stroke-dasharray="2 1.4"><circle cx="4.5" cy="5.5" r="3.4"/></g>
</defs>
"##;

/// The title, and what the colours and the signs mean.
fn legend(chart: &Chart, out: &mut String) {
    let _ = writeln!(
        out,
        "<text x=\"22\" y=\"30\" font-size=\"20\" font-weight=\"bold\">{}</text>",
        escaped(&chart.title)
    );
    let seen = colour::SEEN.map(|(_, colour, words)| (colour, words.to_owned()));
    let proved = [
        ("url(#unseen)", "seen in none, but within reach".to_owned()),
        (colour::fill(Fate::Never), "proved never".to_owned()),
        (colour::fill(Fate::Unsettled), "not settled".to_owned()),
    ];
    let _ = writeln!(
        out,
        "<text x=\"22\" y=\"54\">Seen in so many of {} tellings by chance:</text>",
        chart.runs
    );
    let mut x = 262.0;
    for (colour, words) in seen.into_iter().chain(proved) {
        let _ = writeln!(
            out,
            "<rect x=\"{x:.0}\" y=\"44\" width=\"16\" height=\"12\" fill=\"{colour}\" stroke=\"#54657a\"/>\
             <text x=\"{:.0}\" y=\"54\">{words}</text>",
            x + 21.0
        );
        x += 42.0 + 5.6 * words.chars().count() as f64;
    }
    let mut x = 22.0;
    for (sign, words) in [
        ("lock", "greyed at times"),
        ("refused", "never open, on purpose"),
        ("hides", "hidden at times"),
    ] {
        let _ = writeln!(
            out,
            "<use href=\"#{sign}\" x=\"{x:.0}\" y=\"65\"/><text x=\"{:.0}\" y=\"74\">{words}</text>",
            x + 14.0
        );
        x += 36.0 + 5.6 * words.chars().count() as f64;
    }
    for (class, words) in [
        ("", "on"),
        ("via", "through there, and home"),
        ("deal", "dealt"),
        ("opens", "the next chapter"),
    ] {
        let _ = writeln!(
            out,
            "<path class=\"line {class}\" d=\"M{x:.0} 70 h30\" marker-end=\"url(#tip)\"/>\
             <text x=\"{:.0}\" y=\"74\">{words}</text>",
            x + 36.0
        );
        x += 58.0 + 5.6 * words.chars().count() as f64;
    }
}

fn frame(at: Rect, marks: &str) -> String {
    format!(
        "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" {marks}/>",
        at.x, at.y, at.w, at.h
    )
}

fn one(node: &Node, at: Rect, out: &mut String) {
    let fill = match node.fate {
        Fate::Unseen => "url(#unseen)",
        fate => colour::fill(fate),
    };
    let (corner, strong) = match node.what {
        What::Scene => (3, 1.0),
        What::Home => (11, 1.0),
        What::Ending => (3, 3.0),
        What::Thing => (0, 1.0),
        What::Elsewhere => (3, 0.6),
    };
    let marks = format!(
        "rx=\"{corner}\" fill=\"{fill}\" stroke=\"{}\" stroke-width=\"{strong}\"",
        colour::edge(node.fate)
    );
    let whole = match node.fate {
        Fate::Seen(share) => format!("{:.0} %", share * 100.0),
        _ => String::new(),
    };
    let _ = writeln!(
        out,
        "<g><title>{}</title>{}<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"12\" font-weight=\"bold\">{}</text>\
         <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" font-size=\"10\">{whole}</text>",
        escaped(&node.name),
        frame(at, &marks),
        at.x + 8.0,
        at.y + 15.5,
        escaped(&short(&node.name, NAME)),
        at.x + at.w - 8.0,
        at.y + 15.5,
    );
    if !node.rows.is_empty() {
        let ground = Rect {
            x: at.x + 1.0,
            y: at.y + HEAD,
            w: at.w - 2.0,
            h: node.rows.len() as f64 * ROW + 4.0,
        };
        let _ = write!(
            out,
            "{}",
            frame(ground, "fill=\"#ffffff\" fill-opacity=\"0.72\"")
        );
    }
    for (n, row) in node.rows.iter().enumerate() {
        one_row(n, row, (at.x, at.y + HEAD + n as f64 * ROW), out);
    }
    if let Some(foot) = &node.foot {
        let _ = write!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" font-style=\"italic\">{}</text>",
            at.x + 8.0,
            at.y + at.h - FOOT + 12.0,
            escaped(&short(foot, FOOT_WORDS))
        );
    }
    out.push_str("</g>\n");
}

/// A choice: its number, its sign, its words.
fn one_row(n: usize, row: &Row, at: Point, out: &mut String) {
    let class = match (row.fate, row.gate) {
        (Fate::Never, Lock::Refused) => "faint",
        (Fate::Never, _) => "gone",
        (Fate::Unseen | Fate::Unsettled, _) | (_, Lock::Refused) => "faint",
        (Fate::Seen(_) | Fate::Unasked, _) => "",
    };
    let sign = match (row.gate, row.hides) {
        (Lock::Locked, _) => "lock",
        (Lock::Refused, _) => "refused",
        (Lock::Open, true) => "hides",
        (Lock::Open, false) => "",
    };
    if !sign.is_empty() {
        let _ = write!(
            out,
            "<use href=\"#{sign}\" x=\"{:.1}\" y=\"{:.1}\"/>",
            at.0 + 20.0,
            at.1 + 3.0
        );
    }
    let _ = write!(
        out,
        "<text x=\"{:.1}\" y=\"{:.1}\" class=\"faint\" font-size=\"9\">{}</text>\
         <text x=\"{:.1}\" y=\"{:.1}\" class=\"{class}\"><title>{}</title>{}</text>",
        at.0 + 8.0,
        at.1 + 12.0,
        n + 1,
        at.0 + 33.0,
        at.1 + 12.0,
        escaped(&row.say),
        escaped(&short(&row.say, most(&row.say)))
    );
}

/// How many characters of a choice fit: capitals are half as wide again.
fn most(say: &str) -> usize {
    let capitals = say.chars().take(SAY).filter(|c| c.is_uppercase()).count();
    SAY - capitals / 3
}

/// One line, with the look of what it stands for.
fn line(chart: &Chart, run: &Run, out: &mut String) {
    let lines = || run.lines.iter().map(|n| &chart.lines[*n]);
    let kind = lines().map(|line| line.kind).min().unwrap_or(Kind::To);
    let mut class = match kind {
        Kind::To => "line".to_owned(),
        Kind::Via => "line via".to_owned(),
        Kind::Deal => "line deal".to_owned(),
        Kind::Opens => "line opens".to_owned(),
    };
    let each = |is: fn(&Row) -> bool| lines().all(|line| chart.row_of(line).is_some_and(is));
    if each(|row| row.fate == Fate::Never) {
        class.push_str(" never");
    } else if each(|row| row.gate == Lock::Locked) {
        class.push_str(" locked");
    }
    if run.crosses {
        class.push_str(" across");
    }
    let _ = writeln!(
        out,
        "<path class=\"{class}\" d=\"{}\" marker-end=\"url(#tip)\"/>",
        path(&run.points, run.crosses)
    );
}

/// A smooth line through points; across clusters, with corners or level at both ends.
fn path(points: &[Point], across: bool) -> String {
    let mut out = String::new();
    let ([first, rest @ ..], Some(last)) = (points, points.last()) else {
        return out;
    };
    let _ = write!(out, "M{:.1} {:.1}", first.0, first.1);
    if across && points.len() > 2 {
        for point in rest {
            let _ = write!(out, " L{:.1} {:.1}", point.0, point.1);
        }
        return out;
    }
    if across {
        let bend = if first.0 <= last.0 { 60.0 } else { -60.0 };
        let _ = write!(
            out,
            " C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
            first.0 + bend,
            first.1,
            last.0 - bend,
            last.1,
            last.0,
            last.1
        );
        return out;
    }
    for (n, point) in rest.iter().enumerate() {
        if n + 1 == rest.len() {
            let _ = write!(out, " L{:.1} {:.1}", point.0, point.1);
        } else {
            // Through the middle between two points, bent at each.
            let next = rest[n + 1];
            let middle = ((point.0 + next.0) / 2.0, (point.1 + next.1) / 2.0);
            let _ = write!(
                out,
                " Q{:.1} {:.1} {:.1} {:.1}",
                point.0, point.1, middle.0, middle.1
            );
        }
    }
    out
}

/// Which choices a line stands for, beside where it begins.
fn number(chart: &Chart, run: &Run, out: &mut String) {
    let several = |line: &&Line| chart.nodes[line.from].rows.len() > 1;
    let mut rows: Vec<usize> = run
        .lines
        .iter()
        .map(|n| &chart.lines[*n])
        .filter(several)
        .filter_map(|line| line.row)
        .collect();
    rows.dedup();
    let (Some(first), Some(next), false) = (run.points.first(), run.points.get(1), rows.is_empty())
    else {
        return;
    };
    let words: Vec<String> = rows
        .chunk_by(|one, next| one + 1 == *next)
        .flat_map(|run| match run {
            [first, _, .., last] => vec![format!("{}–{}", first + 1, last + 1)],
            few => few.iter().map(|row| (row + 1).to_string()).collect(),
        })
        .collect();
    let long = (next.0 - first.0).hypot(next.1 - first.1).max(1.0);
    let along = 12.0 / long;
    let at = (
        first.0 + (next.0 - first.0) * along,
        first.1 + (next.1 - first.1) * along,
    );
    let _ = writeln!(
        out,
        "<text class=\"number\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
        at.0,
        at.1 + 3.0,
        words.join(",")
    );
}

fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
