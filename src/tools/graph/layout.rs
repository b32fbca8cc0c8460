//! Where the nodes of one cluster stand and how its lines run: in layers from top to bottom.
//! Knows sizes and directions only; the layers are dagre's.

use dagre::graph::{Graph, GraphOptions};
use dagre::layout::types::Ranker;
use dagre::{EdgeLabel, LayoutOptions, NodeLabel};

/// A point, or a width and a height, in pixels.
pub type Point = (f64, f64);

/// What stands where. Every place is the middle of what stands there.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// How large all of it is.
    pub size: Point,
    /// The middle of each node.
    pub places: Vec<Point>,
    /// The points each line runs through, from edge to edge of its nodes.
    pub lines: Vec<Vec<Point>>,
}

/// Room between two nodes of a layer, between two lines, between two layers, and around all.
const BETWEEN: f64 = 26.0;
const LINES: f64 = 14.0;
const LAYERS: f64 = 44.0;
const MARGIN: f64 = 18.0;
/// With more nodes than this the layers are the quick ones.
const MANY: usize = 400;

/// Lays out nodes of these sizes with these lines between them, no two of the same direction
/// between the same two.
#[must_use]
pub fn layout(sizes: &[Point], lines: &[(usize, usize)]) -> Layout {
    let mut graph: Graph<NodeLabel, EdgeLabel> = Graph::with_options(GraphOptions {
        directed: true,
        // A line that is turned round for the layers may lie beside one of that direction.
        multigraph: true,
        compound: false,
    });
    for (n, (width, height)) in sizes.iter().enumerate() {
        let label = NodeLabel {
            width: *width,
            height: *height,
            ..NodeLabel::default()
        };
        graph.set_node(n.to_string(), Some(label));
    }
    for (from, to) in lines {
        let (from, to) = (from.to_string(), to.to_string());
        graph.set_edge(from, to, Some(EdgeLabel::default()), None);
    }
    let ranker = match sizes.len() {
        0..=MANY => Ranker::NetworkSimplex,
        _ => Ranker::LongestPath,
    };
    let options = LayoutOptions {
        nodesep: BETWEEN,
        edgesep: LINES,
        ranksep: LAYERS,
        marginx: MARGIN,
        marginy: MARGIN,
        ranker,
        ..LayoutOptions::default()
    };
    dagre::layout(&mut graph, Some(options));
    let places: Vec<Point> = (0..sizes.len())
        .map(|n| {
            let place = graph.node(&n.to_string());
            place.map_or((0.0, 0.0), |at| {
                (at.x.unwrap_or_default(), at.y.unwrap_or_default())
            })
        })
        .collect();
    let lines: Vec<Vec<Point>> = lines
        .iter()
        .map(|(from, to)| {
            let edge = graph.edge(&from.to_string(), &to.to_string(), None);
            edge.map_or(Vec::new(), |edge| {
                edge.points.iter().map(|point| (point.x, point.y)).collect()
            })
        })
        .collect();
    let nodes = places.iter().zip(sizes);
    let corners = nodes.map(|((x, y), (width, height))| (x + width / 2.0, y + height / 2.0));
    let points = lines.iter().flatten().copied();
    let size = corners
        .chain(points)
        .fold((0.0, 0.0), |size: Point, point| {
            (size.0.max(point.0), size.1.max(point.1))
        });
    Layout {
        size: (size.0 + MARGIN, size.1 + MARGIN),
        places,
        lines,
    }
}

#[cfg(test)]
mod tests {
    use super::layout;

    #[test]
    fn what_is_led_to_stands_below_and_nothing_overlaps() {
        let sizes = [(100.0, 30.0); 4];
        let laid = layout(&sizes, &[(0, 1), (0, 2), (1, 3), (2, 3), (3, 0), (2, 2)]);
        let [a, b, c, d] = laid.places[..] else {
            panic!("four nodes have four places");
        };
        assert!(
            a.1 + 30.0 < b.1 && (b.1 - c.1).abs() < 0.1 && c.1 + 30.0 < d.1,
            "{laid:?}"
        );
        assert!((b.0 - c.0).abs() > 100.0, "{laid:?}");
        assert!(laid.lines.iter().all(|line| line.len() >= 2), "{laid:?}");
    }

    #[test]
    fn nothing_at_all_has_a_layout_too() {
        assert!(layout(&[], &[]).places.is_empty());
    }
}
