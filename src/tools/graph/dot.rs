//! A chart in Graphviz's language, for whoever has Graphviz.

use std::fmt::Write as _;

use super::chart::{Chart, End, Fate, Kind, Lock, Node, What, short};
use super::colour;

/// The chart as a DOT file.
#[must_use]
pub fn dot(chart: &Chart) -> String {
    let mut out = String::from("digraph story {\n");
    // Writing to a string can't fail.
    let _ = writeln!(out, "  label={};", quoted(&chart.title));
    out.push_str("  compound=true; labelloc=t; fontname=\"Helvetica\"; nodesep=0.3;\n");
    out.push_str("  node [shape=box, style=filled, fontname=\"Helvetica\", fontsize=11];\n");
    out.push_str("  edge [fontname=\"Helvetica\", fontsize=9];\n");
    for (n, cluster) in chart.clusters.iter().enumerate() {
        if !chart.nodes.iter().any(|node| node.cluster == n) {
            continue;
        }
        let _ = writeln!(out, "  subgraph cluster_{n} {{");
        let _ = writeln!(
            out,
            "    label={}; color=\"#9a9a9a\";",
            quoted(&cluster.title)
        );
        for (d, deck) in chart
            .decks
            .iter()
            .enumerate()
            .filter(|(_, deck)| deck.cluster == n)
        {
            let _ = writeln!(out, "    subgraph cluster_deck_{d} {{");
            let _ = writeln!(out, "      label={}; style=dashed;", quoted(&deck.title));
            for member in &deck.members {
                let _ = writeln!(out, "      {}", node(*member, &chart.nodes[*member]));
            }
            out.push_str("    }\n");
        }
        for (m, one) in chart.nodes.iter().enumerate() {
            if one.cluster == n && one.deck.is_none() {
                let _ = writeln!(out, "    {}", node(m, one));
            }
        }
        out.push_str("  }\n");
    }
    for line in &chart.lines {
        let row = chart.row_of(line);
        let mut marks: Vec<String> = Vec::new();
        if let Some(row) = row {
            marks.push(format!("label={}", quoted(&short(&row.say, 28))));
            match (row.fate, row.gate) {
                (Fate::Never, _) => marks.push("color=\"#c0392b\"".to_owned()),
                (_, Lock::Locked) => marks.push("color=\"#b9770e\", arrowhead=tee".to_owned()),
                (_, Lock::Refused) => marks.push("color=\"#9a9a9a\"".to_owned()),
                (_, Lock::Open) => {}
            }
            if row.hides {
                marks.push("arrowtail=odot, dir=both".to_owned());
            }
        }
        match line.kind {
            Kind::To => {}
            Kind::Via => marks.push("style=dashed".to_owned()),
            Kind::Deal => marks.push("style=dotted".to_owned()),
            Kind::Opens => marks.push("penwidth=2".to_owned()),
        }
        let to = match line.to {
            End::Node(n) => n,
            End::Deck(d) => {
                marks.push(format!("lhead=cluster_deck_{d}"));
                chart.decks[d].members.first().copied().unwrap_or_default()
            }
        };
        let _ = writeln!(out, "  n{} -> n{to} [{}];", line.from, marks.join(", "));
    }
    out.push_str("}\n");
    out
}

fn node(n: usize, node: &Node) -> String {
    let mut label = node.name.clone();
    if let Some(foot) = &node.foot {
        label = format!("{label}\n{foot}");
    }
    let shape = match node.what {
        What::Scene => "",
        What::Home => ", style=\"filled,rounded\"",
        What::Ending => ", penwidth=2, shape=doubleoctagon",
        What::Thing => ", shape=cds",
        What::Elsewhere => ", style=\"dotted\"",
    };
    format!(
        "n{n} [label={}, fillcolor=\"{}\", color=\"{}\"{shape}];",
        quoted(&label),
        colour::fill(node.fate),
        colour::edge(node.fate),
    )
}

/// A string of DOT's.
fn quoted(words: &str) -> String {
    let words = words.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", words.replace('\n', "\\n"))
}
