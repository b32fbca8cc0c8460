//! Where everything of a chart stands on one sheet: clusters side by side, each in its layers.
//! Knows sizes and places; how anything looks is not known here.

use std::collections::BTreeMap;

use super::chart::{Chart, End, Kind, Node};
use super::layout::{Point, layout};

/// How wide a node is, and how high its parts are.
pub const WIDTH: f64 = 216.0;
/// The line with its name.
pub const HEAD: f64 = 22.0;
/// One choice.
pub const ROW: f64 = 16.0;
/// The line at its foot.
pub const FOOT: f64 = 18.0;
/// Room around the members of a deck, and the line above them.
const INSET: f64 = 10.0;
/// The line above a deck's members, and above a cluster.
pub const TITLE: f64 = 24.0;
const GAP: f64 = 44.0;

/// A rectangle: its left top corner, its width and its height.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Rect {
    /// Left.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

/// Every line between the same two ends, as one.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// The lines of the chart it stands for.
    pub lines: Vec<usize>,
    /// Where it runs.
    pub points: Vec<Point>,
    /// Whether it leads into another cluster.
    pub crosses: bool,
}

/// Where everything stands.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Each node.
    pub nodes: Vec<Rect>,
    /// Each deck.
    pub decks: Vec<Rect>,
    /// Each cluster with something in it, by its number.
    pub clusters: Vec<(usize, Rect)>,
    /// The lines.
    pub runs: Vec<Run>,
    /// How large all of it is.
    pub size: Point,
}

/// How high a node is.
#[must_use]
pub fn height(node: &Node) -> f64 {
    let foot = if node.foot.is_some() { FOOT } else { 0.0 };
    let rows = node.rows.len() as f64 * ROW;
    let below = if node.rows.is_empty() { 0.0 } else { 6.0 };
    HEAD + rows + below + foot
}

/// Places a chart, below so much room for a heading.
#[must_use]
pub fn place(chart: &Chart, top: f64) -> Sheet {
    let mut sheet = Sheet {
        nodes: vec![Rect::default(); chart.nodes.len()],
        decks: vec![Rect::default(); chart.decks.len()],
        ..Sheet::default()
    };
    let mut left = GAP / 2.0;
    let mut bottom: f64 = 0.0;
    for cluster in 0..chart.clusters.len() {
        if let Some(size) = column(chart, cluster, (left, top), &mut sheet) {
            let (w, h) = (size.0, size.1 + TITLE);
            let rect = Rect {
                x: left,
                y: top,
                w,
                h,
            };
            sheet.clusters.push((cluster, rect));
            left += w + GAP;
            bottom = bottom.max(top + h);
        }
    }
    across(chart, &mut sheet);
    sheet.size = (left - GAP / 2.0, bottom + GAP / 2.0);
    sheet
}

/// Places one cluster; gives its size, without the title.
fn column(chart: &Chart, cluster: usize, at: Point, sheet: &mut Sheet) -> Option<Point> {
    // A deck with all its members is one block.
    let decks = (0..chart.decks.len()).map(End::Deck);
    let nodes = (0..chart.nodes.len()).filter(|n| chart.nodes[*n].deck.is_none());
    let ends: Vec<End> = nodes
        .map(End::Node)
        .chain(decks)
        .filter(|end| chart.cluster_of(*end) == cluster)
        .collect();
    if ends.is_empty() {
        return None;
    }
    let number: BTreeMap<End, usize> = ends.iter().enumerate().map(|(n, end)| (*end, n)).collect();
    let sizes: Vec<Point> = ends.iter().map(|end| size(chart, *end)).collect();
    let mut runs: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (n, line) in chart.lines.iter().enumerate() {
        let from = number.get(&block(chart, End::Node(line.from)));
        let to = number.get(&block(chart, line.to));
        if let (Some(from), Some(to)) = (from, to) {
            runs.entry((*from, *to)).or_default().push(n);
        }
    }
    let ways: Vec<(usize, usize)> = runs.keys().copied().collect();
    let laid = layout(&sizes, &ways);
    let origin = (at.0, at.1 + TITLE);
    for ((end, (x, y)), (w, h)) in ends.iter().zip(&laid.places).zip(&sizes) {
        let (x, y) = (origin.0 + x - w / 2.0, origin.1 + y - h / 2.0);
        let rect = Rect { x, y, w: *w, h: *h };
        match end {
            End::Node(n) => sheet.nodes[*n] = rect,
            End::Deck(n) => {
                sheet.decks[*n] = rect;
                for (member, at) in members(chart, *n) {
                    sheet.nodes[member] = Rect {
                        x: x + at.x,
                        y: y + at.y,
                        ..at
                    };
                }
            }
        }
    }
    for ((_, lines), points) in runs.into_iter().zip(laid.lines) {
        let points = points.iter().map(|(x, y)| (origin.0 + x, origin.1 + y));
        sheet.runs.push(Run {
            lines,
            points: points.collect(),
            crosses: false,
        });
    }
    Some(laid.size)
}

/// Lines from one cluster into another: from side to side; into the next chapter by the gap
/// between the two, where nothing stands.
fn across(chart: &Chart, sheet: &mut Sheet) {
    let mut runs: BTreeMap<(usize, End), Vec<usize>> = BTreeMap::new();
    for (n, line) in chart.lines.iter().enumerate() {
        if chart.nodes[line.from].cluster != chart.cluster_of(line.to) {
            runs.entry((line.from, line.to)).or_default().push(n);
        }
    }
    for ((node, end), lines) in runs {
        let from = sheet.nodes[node];
        let to = match end {
            End::Node(n) => sheet.nodes[n],
            End::Deck(n) => sheet.decks[n],
        };
        let entry = to.y + to.h.min(HEAD) / 2.0;
        let opens = lines.iter().any(|n| chart.lines[*n].kind == Kind::Opens);
        let frame = |cluster: usize| {
            let mut clusters = sheet.clusters.iter();
            clusters.find(|(n, _)| *n == cluster).map(|(_, rect)| *rect)
        };
        let points = if let (true, Some(own), Some(next)) = (
            opens,
            frame(chart.nodes[node].cluster),
            frame(chart.cluster_of(end)),
        ) {
            let below = own.y + own.h + GAP / 4.0;
            let gap = next.x - GAP / 2.0;
            vec![
                (from.x + from.w / 2.0, from.y + from.h),
                (from.x + from.w / 2.0, below),
                (gap, below),
                (gap, entry),
                (to.x, entry),
            ]
        } else if from.x + from.w <= to.x {
            vec![(from.x + from.w, from.y + from.h / 2.0), (to.x, entry)]
        } else {
            vec![(from.x, from.y + from.h / 2.0), (to.x + to.w, entry)]
        };
        sheet.runs.push(Run {
            lines,
            points,
            crosses: true,
        });
    }
}

/// What an end is laid out as: a member as its deck.
fn block(chart: &Chart, end: End) -> End {
    match end {
        End::Node(n) => chart.nodes[n].deck.map_or(end, End::Deck),
        End::Deck(_) => end,
    }
}

fn size(chart: &Chart, end: End) -> Point {
    match end {
        End::Node(n) => (WIDTH, height(&chart.nodes[n])),
        End::Deck(n) => {
            let corner = members(chart, n)
                .into_iter()
                .map(|(_, at)| (at.x + at.w, at.y + at.h))
                .fold((0.0, TITLE), |most: Point, corner| {
                    (most.0.max(corner.0), most.1.max(corner.1))
                });
            (corner.0 + INSET, corner.1 + INSET)
        }
    }
}

/// Where each member stands inside its deck: in rows of a few.
fn members(chart: &Chart, deck: usize) -> Vec<(usize, Rect)> {
    let all = &chart.decks[deck].members;
    let columns = match all.len() {
        0..=3 => all.len(),
        4..=8 => 2,
        9..=15 => 3,
        _ => 4,
    };
    let mut placed = Vec::new();
    let mut y = TITLE;
    for row in all.chunks(columns.max(1)) {
        let mut highest: f64 = 0.0;
        for (n, member) in row.iter().enumerate() {
            let h = height(&chart.nodes[*member]);
            highest = highest.max(h);
            let x = INSET + n as f64 * (WIDTH + INSET);
            let w = WIDTH;
            placed.push((*member, Rect { x, y, w, h }));
        }
        y += highest + INSET;
    }
    placed
}
