//! From a story, a walk through it and a proof about it to what is drawn.
//! Knows nothing of how it is drawn.

use std::collections::{HashMap, HashSet};

use super::chart::{Chart, Cluster, Deck, End, Fate, Kind, Line, Lock, Node, Row, What};
use crate::prove::Proof;
use crate::prove::ask::{Question, Verdict};
use crate::story::{
    ActionId, ChapterId, ChoiceId, DeckId, Gate, LinkKind, SceneId, Story, Way, WayId,
};
use crate::tools::walk::seen::Counts;
use crate::ui::say;

/// What is drawn of a story.
pub struct Gather<'a> {
    /// The story.
    pub story: &'a Story,
    /// What a walk saw.
    pub counts: &'a Counts,
    /// How many tellings it was.
    pub runs: u64,
    /// What was proved.
    pub proof: &'a Proof,
}

impl Gather<'_> {
    /// The whole story.
    #[must_use]
    pub fn chart(&self) -> Chart {
        let story = self.story;
        let homes = homes(story);
        let mut chart = Chart {
            title: story.title().to_owned(),
            runs: self.runs,
            ..Chart::default()
        };
        let titles = story.chapters().map(|(id, _)| say::chapter(story, id));
        let others = ["Things", "Nothing leads here"].map(str::to_owned);
        chart.clusters = titles
            .chain(others)
            .map(|title| Cluster { title })
            .collect();
        let things = story.chapters().len();
        for (id, scene) in story.scenes() {
            chart.nodes.push(Node {
                name: story.scene_name(id),
                cluster: homes[id.index()].unwrap_or(things + 1),
                deck: scene.card.as_ref().map(|card| card.deck.index()),
                what: match scene.way {
                    Way::Back => What::Home,
                    Way::Ending(_) => What::Ending,
                    _ => What::Scene,
                },
                fate: self.fate(Question::scene(id), self.counts.scenes[id.index()]),
                rows: self.rows(id),
                foot: self.foot(&scene.way),
            });
        }
        self.decks(&mut chart);
        for (id, _) in story.scenes() {
            self.lines(id, &mut chart);
        }
        self.things(&mut chart, things);
        chart
    }

    fn fate(&self, question: Question, seen: u32) -> Fate {
        if seen > 0 {
            return Fate::Seen((f64::from(seen) / self.runs.max(1) as f64).min(1.0));
        }
        match self.proof.asked().verdict(question) {
            Verdict::Reached(_) => Fate::Unseen,
            Verdict::Never => Fate::Never,
            Verdict::Open | Verdict::Unasked => Fate::Unsettled,
        }
    }

    fn rows(&self, scene: SceneId) -> Vec<Row> {
        let story = self.story;
        match &story.scene(scene).way {
            Way::Choices { choices, .. } => choices
                .clone()
                .map(|id| {
                    let id = ChoiceId(id);
                    let choice = story.choice(id);
                    Row {
                        say: story.str(choice.say).to_owned(),
                        hides: choice.when.is_some(),
                        gate: lock(&choice.gate),
                        fate: self.fate(Question::choice(id), self.counts.choices[id.index()]),
                    }
                })
                .collect(),
            Way::Ways(ways) => ways
                .clone()
                .map(|id| {
                    let when = story.way(WayId(id)).when.as_ref();
                    let never =
                        self.proof.asked().verdict(Question::way(WayId(id))) == Verdict::Never;
                    Row {
                        say: when.map_or("else".to_owned(), |when| story.written(when)),
                        hides: false,
                        gate: Lock::Open,
                        fate: if never { Fate::Never } else { Fate::Unasked },
                    }
                })
                .collect(),
            Way::Next(_) | Way::Back | Way::Closes(_) | Way::Ending(_) => Vec::new(),
        }
    }

    fn foot(&self, way: &Way) -> Option<String> {
        let story = self.story;
        match way {
            Way::Back => Some("home again".to_owned()),
            Way::Closes(id) => Some(format!("closes: {}", say::chapter(story, *id))),
            Way::Ending(id) => Some(format!("ending: {}", story.str(story.ending(*id).title))),
            Way::Choices { .. } | Way::Next(_) | Way::Ways(_) => None,
        }
    }

    /// Each deck stands where the first of its members does.
    fn decks(&self, chart: &mut Chart) {
        for (_, deck) in self.story.decks() {
            let members: Vec<usize> = deck.members.iter().map(|scene| scene.index()).collect();
            let cluster = members
                .first()
                .map_or(0, |first| chart.nodes[*first].cluster);
            for member in &members {
                chart.nodes[*member].cluster = cluster;
            }
            chart.decks.push(Deck {
                title: format!("deck: {}", self.story.str(deck.name)),
                cluster,
                members,
            });
        }
    }

    fn lines(&self, from: SceneId, chart: &mut Chart) {
        let story = self.story;
        let way = &story.scene(from).way;
        let first = match way {
            Way::Choices { choices, .. } => choices.start,
            Way::Ways(ways) => ways.start,
            _ => 0,
        };
        if let Way::Choices {
            deal: Some(deal), ..
        } = way
        {
            let of = &mut chart.nodes[from.index()];
            let from = from.index();
            of.foot = Some(format!(
                "shows {}, until {} are taken",
                deal.show, deal.pick
            ));
            let DeckId(deck) = deal.deck;
            chart.lines.push(Line {
                from,
                row: None,
                to: End::Deck(deck as usize),
                kind: Kind::Deal,
            });
        }
        for link in story.links(from) {
            let (row, kind) = match link.kind {
                LinkKind::To(id) => (Some(id.0 - first), Kind::To),
                LinkKind::Via(id) => (Some(id.0 - first), Kind::Via),
                LinkKind::Way(id) => (Some(id.0 - first), Kind::To),
                LinkKind::Next | LinkKind::Done => (None, Kind::To),
                LinkKind::Opens(_) => (None, Kind::Opens),
                // The line to the deck stands for them.
                LinkKind::Deal | LinkKind::Action(_) => continue,
            };
            chart.lines.push(Line {
                from: from.index(),
                row: row.map(|row| row as usize),
                to: End::Node(link.to.index()),
                kind,
            });
        }
    }

    /// A node for each thing with actions, and lines from these.
    fn things(&self, chart: &mut Chart, cluster: usize) {
        let story = self.story;
        for (_, item) in story.items().filter(|(_, item)| !item.actions.is_empty()) {
            let from = chart.nodes.len();
            let actions = item.actions.clone().map(ActionId);
            let rows = actions.clone().map(|id| {
                let action = story.action(id);
                Row {
                    say: story.str(action.say).to_owned(),
                    hides: action.when.is_some(),
                    gate: lock(&action.gate),
                    fate: self.fate(Question::action(id), self.counts.actions[id.index()]),
                }
            });
            chart.nodes.push(Node {
                name: story.str(item.name).to_owned(),
                cluster,
                deck: None,
                what: What::Thing,
                fate: Fate::Unasked,
                rows: rows.collect(),
                foot: None,
            });
            for (row, id) in actions.enumerate() {
                chart.lines.push(Line {
                    from,
                    row: Some(row),
                    to: End::Node(story.action(id).via.index()),
                    kind: Kind::Via,
                });
            }
        }
    }
}

fn lock(gate: &Gate) -> Lock {
    match gate {
        Gate::Open => Lock::Open,
        Gate::If(..) => Lock::Locked,
        Gate::Refused(_) => Lock::Refused,
    }
}

/// The chapter each scene belongs to: the first it can be linked to from, without a chapter's
/// close. After the chapters come the scenes that only things lead to.
fn homes(story: &Story) -> Vec<Option<usize>> {
    let mut homes = vec![None; story.scenes().len()];
    let mut claim = |from: SceneId, cluster: usize| {
        let mut left = vec![from];
        while let Some(scene) = left.pop() {
            if homes[scene.index()].is_some() {
                continue;
            }
            homes[scene.index()] = Some(cluster);
            for link in story.links(scene) {
                if !matches!(link.kind, LinkKind::Opens(_)) {
                    left.push(link.to);
                }
            }
        }
    };
    if story.chapters().len() == 0 {
        claim(story.start(), 0);
    }
    for (ChapterId(n), chapter) in story.chapters() {
        if let Some(opens) = chapter.opens {
            claim(opens, n as usize);
        }
    }
    for link in story.action_links() {
        claim(link.to, story.chapters().len());
    }
    homes
}

/// The same with one cluster only; of what its lines lead to elsewhere, the names.
#[must_use]
pub fn only(chart: &Chart, cluster: usize) -> Chart {
    let kept: Vec<usize> = (0..chart.nodes.len())
        .filter(|n| chart.nodes[*n].cluster == cluster)
        .collect();
    let mut number: HashMap<usize, usize> =
        kept.iter().enumerate().map(|(n, old)| (*old, n)).collect();
    let mut out = Chart {
        title: chart.title.clone(),
        runs: chart.runs,
        clusters: vec![chart.clusters[cluster].clone()],
        nodes: kept.iter().map(|n| chart.nodes[*n].clone()).collect(),
        ..Chart::default()
    };
    let mut decks = HashMap::new();
    for (n, deck) in chart.decks.iter().enumerate() {
        if deck.cluster == cluster {
            decks.insert(n, out.decks.len());
            let members = deck.members.iter().map(|member| number[member]);
            let members = members.collect();
            out.decks.push(Deck {
                members,
                cluster: 0,
                ..deck.clone()
            });
        }
    }
    let mut strangers = HashSet::new();
    for line in &chart.lines {
        let Some(from) = number.get(&line.from).copied() else {
            continue;
        };
        let to = match line.to {
            End::Deck(n) => match decks.get(&n) {
                Some(n) => End::Deck(*n),
                None => continue,
            },
            End::Node(n) => {
                if !number.contains_key(&n) && strangers.insert(n) {
                    number.insert(n, out.nodes.len());
                    out.nodes.push(Node {
                        what: What::Elsewhere,
                        rows: Vec::new(),
                        foot: Some(chart.clusters[chart.nodes[n].cluster].title.clone()),
                        deck: None,
                        ..chart.nodes[n].clone()
                    });
                }
                End::Node(number[&n])
            }
        };
        out.lines.push(Line {
            from,
            to,
            ..line.clone()
        });
    }
    for (n, one) in out.nodes.iter_mut().enumerate() {
        one.cluster = 0;
        one.deck = out.decks.iter().position(|deck| deck.members.contains(&n));
    }
    out
}
