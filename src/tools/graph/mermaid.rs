//! A chart in Mermaid's language, which many wikis and code hosts draw by themselves.
//! Those draw 500 lines at most: of a large story, one chapter at a time.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::chart::{Chart, End, Fate, Kind, Lock, Node, What, short};
use super::colour;

/// The chart as a Mermaid flowchart.
#[must_use]
pub fn mermaid(chart: &Chart) -> String {
    let mut out = String::new();
    // Writing to a string can't fail.
    let title = serde_json::Value::from(chart.title.as_str());
    let _ = writeln!(out, "---\ntitle: {title}\n---\nflowchart TB");
    for (n, cluster) in chart.clusters.iter().enumerate() {
        if !chart.nodes.iter().any(|node| node.cluster == n) {
            continue;
        }
        let _ = writeln!(out, "  subgraph c{n}[{}]", quoted(&cluster.title));
        for (d, deck) in chart
            .decks
            .iter()
            .enumerate()
            .filter(|(_, deck)| deck.cluster == n)
        {
            let _ = writeln!(out, "    subgraph d{d}[{}]", quoted(&deck.title));
            for member in &deck.members {
                let _ = writeln!(out, "      {}", node(*member, &chart.nodes[*member]));
            }
            out.push_str("    end\n");
        }
        for (m, one) in chart.nodes.iter().enumerate() {
            if one.cluster == n && one.deck.is_none() {
                let _ = writeln!(out, "    {}", node(m, one));
            }
        }
        out.push_str("  end\n");
    }
    for line in &chart.lines {
        let arrow = match line.kind {
            Kind::To => "-->",
            Kind::Via | Kind::Deal => "-.->",
            Kind::Opens => "==>",
        };
        let label = chart.row_of(line).map_or(String::new(), |row| {
            let mark = match (row.fate, row.gate) {
                (Fate::Never, _) => "never: ",
                (_, Lock::Refused) => "refused: ",
                (_, Lock::Locked) => "at times: ",
                (_, Lock::Open) => "",
            };
            format!("|{}|", quoted(&format!("{mark}{}", short(&row.say, 28))))
        });
        let to = match line.to {
            End::Node(n) => format!("n{n}"),
            End::Deck(n) => format!("d{n}"),
        };
        let _ = writeln!(out, "  n{} {arrow}{label} {to}", line.from);
    }
    let fates: BTreeSet<(&str, &str, &str)> = chart
        .nodes
        .iter()
        .map(|node| node.fate)
        .map(|fate| (colour::name(fate), colour::fill(fate), colour::edge(fate)))
        .collect();
    for (name, fill, edge) in fates {
        let _ = writeln!(
            out,
            "  classDef {name} fill:{fill},stroke:{edge},color:#1c2530"
        );
    }
    out
}

fn node(n: usize, node: &Node) -> String {
    let mut label = node.name.clone();
    if let Some(foot) = &node.foot {
        label = format!("{label}<br/>{foot}");
    }
    let label = quoted(&label);
    let shaped = match node.what {
        What::Scene => format!("[{label}]"),
        What::Home => format!("({label})"),
        What::Ending => format!("[[{label}]]"),
        What::Thing => format!(">{label}]"),
        What::Elsewhere => format!("[/{label}/]"),
    };
    format!("n{n}{shaped}:::{}", colour::name(node.fate))
}

/// A string of Mermaid's, which has no escapes but entities.
fn quoted(words: &str) -> String {
    let words = words.replace('#', "#35;").replace('"', "#quot;");
    format!("\"{words}\"")
}
