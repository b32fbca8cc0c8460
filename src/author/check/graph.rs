//! The graph of scenes with the place of every reference, and cycles in parts of it.
//! Built from the story's one traversal (`Parts::each_link`); no rule stands here.

use std::ops::Range;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;

use crate::author::resolve::Marks;
use crate::story::{Link, LinkKind, Parts, SceneId, Str, Way};

/// One link with the place of the reference that makes it.
#[derive(Clone, Copy)]
pub(super) struct Edge {
    /// From where.
    pub from: SceneId,
    /// Why, and where to.
    pub link: Link,
    /// The reference; none for the opening of the next chapter, which no scene names.
    pub at: Option<Str>,
}

impl Edge {
    /// Whether it goes through the scene and comes home.
    pub fn is_call(&self) -> bool {
        matches!(self.link.kind, LinkKind::Via(_) | LinkKind::Deal)
    }

    /// Whether it goes on inside a chapter and isn't a call.
    pub fn goes_on(&self) -> bool {
        !self.is_call() && !matches!(self.link.kind, LinkKind::Opens(_))
    }
}

/// All links, scene by scene.
pub(super) struct Graph {
    edges: Vec<Edge>,
    starts: Vec<u32>,
}

impl Graph {
    /// The graph of these parts. Of a deck that is dealt in many scenes, the first stands for all.
    pub fn of(parts: &Parts, marks: &Marks) -> Graph {
        let mut edges = Vec::new();
        let mut dealt = vec![false; parts.decks.len()];
        let mut starts = Vec::with_capacity(parts.scenes.len() + 1);
        for n in 0..parts.scenes.len() {
            let from = SceneId(n as u32);
            starts.push(edges.len() as u32);
            let scene = &marks.scenes[n];
            let deals = deals_first(parts, &mut dealt, n);
            parts.each_link(from, &mut |link| {
                if link.kind == LinkKind::Deal && !deals {
                    return;
                }
                let at = match link.kind {
                    LinkKind::To(choice) => marks.choices[choice.index()].1,
                    LinkKind::Via(choice) => marks.choices[choice.index()].0,
                    LinkKind::Way(way) => Some(marks.ways[way.index()]),
                    LinkKind::Next | LinkKind::Deal => scene.way,
                    LinkKind::Done => scene.done,
                    LinkKind::Opens(_) => None,
                    LinkKind::Action(action) => marks.actions[action.index()],
                };
                edges.push(Edge { from, link, at });
            });
        }
        starts.push(edges.len() as u32);
        Graph { edges, starts }
    }

    /// Every link.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The links out of a scene.
    pub fn out(&self, from: SceneId) -> &[Edge] {
        let range: Range<usize> =
            self.starts[from.index()] as usize..self.starts[from.index() + 1] as usize;
        &self.edges[range]
    }

    /// How many scenes there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The scenes from which one of `goals` can be reached by links that `follow` lets through,
    /// the goals included.
    pub fn leading_to(
        &self,
        goals: impl Iterator<Item = SceneId>,
        follow: impl Fn(&Edge) -> bool,
    ) -> Vec<bool> {
        let mut before = vec![Vec::new(); self.len()];
        for edge in self.edges.iter().filter(|edge| follow(edge)) {
            before[edge.link.to.index()].push(edge.from);
        }
        flood(self.len(), goals, |scene, next| {
            next.extend(&before[scene.index()])
        })
    }

    /// The scenes that can be reached from `sources` by links that `follow` lets through, the
    /// sources included.
    pub fn reached_from(
        &self,
        sources: impl Iterator<Item = SceneId>,
        follow: impl Fn(&Edge) -> bool,
    ) -> Vec<bool> {
        flood(self.len(), sources, |scene, next| {
            next.extend(
                self.out(scene)
                    .iter()
                    .filter(|edge| follow(edge))
                    .map(|edge| edge.link.to),
            );
        })
    }

    /// One cycle for each knot of the links that `follow` lets through: its links in order, from
    /// one that `through` lets through.
    pub fn cycles(
        &self,
        follow: impl Fn(&Edge) -> bool,
        through: impl Fn(&Edge) -> bool,
    ) -> Vec<Vec<Edge>> {
        let followed = || self.edges.iter().filter(|edge| follow(edge));
        if !followed().any(&through) {
            return Vec::new();
        }
        let graph =
            DiGraph::<(), ()>::from_edges(followed().map(|edge| (edge.from.0, edge.link.to.0)));
        let mut knot_of = vec![u32::MAX; self.len()];
        for (n, knot) in kosaraju_scc(&graph).iter().enumerate() {
            for node in knot {
                knot_of[node.index()] = n as u32;
            }
        }
        let mut seen = hashbrown::HashSet::new();
        let mut cycles = Vec::new();
        for edge in followed().filter(|edge| through(edge)) {
            let knot = knot_of[edge.from.index()];
            if knot == knot_of[edge.link.to.index()] && seen.insert(knot) {
                let inside = |edge: &Edge| follow(edge) && knot_of[edge.link.to.index()] == knot;
                let mut cycle = vec![*edge];
                cycle.extend(self.path(edge.link.to, edge.from, inside));
                cycles.push(cycle);
            }
        }
        cycles
    }

    /// The shortest path between two scenes by links that `follow` lets through; empty where they
    /// are one, or there is none.
    pub fn path(&self, from: SceneId, to: SceneId, follow: impl Fn(&Edge) -> bool) -> Vec<Edge> {
        let mut by: Vec<Option<Edge>> = vec![None; self.len()];
        let mut queue = std::collections::VecDeque::from([from]);
        while let Some(scene) = queue.pop_front() {
            if scene == to {
                break;
            }
            for edge in self.out(scene).iter().filter(|edge| follow(edge)) {
                let slot = &mut by[edge.link.to.index()];
                if slot.is_none() && edge.link.to != from {
                    *slot = Some(*edge);
                    queue.push_back(edge.link.to);
                }
            }
        }
        let mut path = Vec::new();
        let mut at = to;
        while at != from
            && let Some(edge) = by[at.index()]
        {
            path.push(edge);
            at = edge.from;
        }
        path.reverse();
        path
    }
}

/// Whether a scene deals a deck that no scene before it deals.
fn deals_first(parts: &Parts, dealt: &mut [bool], scene: usize) -> bool {
    match &parts.scenes[scene].way {
        Way::Choices {
            deal: Some(deal), ..
        } => !std::mem::replace(&mut dealt[deal.deck.index()], true),
        _ => false,
    }
}

/// Everything `next` leads to from some scenes, them included.
fn flood(
    len: usize,
    from: impl Iterator<Item = SceneId>,
    mut next: impl FnMut(SceneId, &mut Vec<SceneId>),
) -> Vec<bool> {
    let mut reached = vec![false; len];
    let mut open: Vec<SceneId> = from.collect();
    while let Some(scene) = open.pop() {
        if !std::mem::replace(&mut reached[scene.index()], true) {
            next(scene, &mut open);
        }
    }
    reached
}
