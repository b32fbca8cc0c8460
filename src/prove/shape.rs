//! The shape of a story: who leads to whom, what lies inside which digression, what is nearer the
//! end. Links only; no condition is looked at.

use std::collections::BTreeMap;

use hashbrown::HashSet;

use crate::story::{LinkKind, SceneId, Story};

/// The shape of a story.
pub struct Shape {
    /// Scenes that are told outside digressions.
    pub main: Vec<bool>,
    /// Scenes inside digressions: those dealt, gone through or opened by an action, and what they
    /// lead to.
    pub inside: Vec<bool>,
    /// The scenes that have a link to each scene, actions not counted.
    pub before: Vec<Vec<SceneId>>,
    /// Whether an action leads to the scene.
    pub by_action: Vec<bool>,
    /// Where each scene stands when they are sorted with those nearer the end first.
    pub rank: Vec<u32>,
    /// For each scene where a digression begins, the scenes inside it, those nearer its end first.
    /// What a digression inside it holds is not among them.
    bodies: BTreeMap<SceneId, Vec<SceneId>>,
    /// Which circle of links each scene lies on, a scene on none being one by itself; those nearer
    /// the start have lower numbers, but where an action leads.
    pub circle: Vec<u32>,
    /// Scenes from which links that a step follows by itself lead into a circle.
    pub rounds: Vec<bool>,
}

/// Whether a link goes into a digression.
#[must_use]
pub fn is_call(kind: LinkKind) -> bool {
    match kind {
        LinkKind::Via(_) | LinkKind::Deal | LinkKind::Action(_) => true,
        LinkKind::To(_)
        | LinkKind::Next
        | LinkKind::Way(_)
        | LinkKind::Done
        | LinkKind::Opens(_) => false,
    }
}

impl Shape {
    /// The shape of a story.
    #[must_use]
    pub fn of(story: &Story) -> Shape {
        let count = story.scenes().len();
        let mut before = vec![Vec::new(); count];
        let mut by_action = vec![false; count];
        let mut calls: Vec<SceneId> = Vec::new();
        for (from, _) in story.scenes() {
            for link in story.links(from) {
                let before: &mut Vec<SceneId> = &mut before[link.to.index()];
                if before.last() != Some(&from) {
                    before.push(from);
                }
                if is_call(link.kind) {
                    calls.push(link.to);
                }
            }
        }
        for link in story.action_links() {
            by_action[link.to.index()] = true;
            calls.push(link.to);
        }
        calls.sort_unstable();
        calls.dedup();
        let mut main = vec![false; count];
        for scene in level(story, story.start()) {
            main[scene.index()] = true;
        }
        let mut inside = vec![false; count];
        let mut bodies = BTreeMap::new();
        for call in calls {
            let body = level(story, call);
            for scene in &body {
                inside[scene.index()] = true;
            }
            bodies.insert(call, body);
        }
        let rank = ranks(story);
        Shape {
            circle: circles(&before, &rank),
            main,
            inside,
            before,
            by_action,
            rank,
            bodies,
            rounds: rounds(story),
        }
    }

    /// The scenes where a digression begins.
    pub fn calls(&self) -> impl Iterator<Item = SceneId> + '_ {
        self.bodies.keys().copied()
    }

    /// The scenes inside the digression that begins here, those nearer its end first.
    #[must_use]
    pub fn body(&self, call: SceneId) -> &[SceneId] {
        self.bodies.get(&call).map_or(&[], Vec::as_slice)
    }
}

/// The scenes reached from one without going into a digression, those nearer the end first.
fn level(story: &Story, from: SceneId) -> Vec<SceneId> {
    let mut seen = HashSet::new();
    after_order(
        story,
        from,
        |kind| !is_call(kind),
        |scene| seen.insert(scene),
    )
}

/// Depth first over the links that count, into the scenes that are `new`; a scene comes after
/// everything it leads to, but where there is a circle.
fn after_order(
    story: &Story,
    from: SceneId,
    counts: impl Fn(LinkKind) -> bool,
    mut new: impl FnMut(SceneId) -> bool,
) -> Vec<SceneId> {
    let mut order = Vec::new();
    if !new(from) {
        return order;
    }
    let mut path = vec![(from, story.links(from))];
    while let Some((scene, links)) = path.last_mut() {
        match links.pop() {
            Some(link) if counts(link.kind) && new(link.to) => {
                path.push((link.to, story.links(link.to)));
            }
            Some(_) => {}
            None => {
                order.push(*scene);
                path.pop();
            }
        }
    }
    order
}

fn ranks(story: &Story) -> Vec<u32> {
    let mut seen = vec![false; story.scenes().len()];
    let mut new = |scene: SceneId| !std::mem::replace(&mut seen[scene.index()], true);
    let mut order = after_order(story, story.start(), |_| true, &mut new);
    for (scene, _) in story.scenes() {
        order.extend(after_order(story, scene, |_| true, &mut new));
    }
    let mut rank = vec![0; order.len()];
    for (n, scene) in order.into_iter().enumerate() {
        rank[scene.index()] = n as u32;
    }
    rank
}

/// Strongly connected parts (Kosaraju): against the links, from whoever comes last in the order.
fn circles(before: &[Vec<SceneId>], rank: &[u32]) -> Vec<u32> {
    let mut by_rank: Vec<usize> = (0..rank.len()).collect();
    by_rank.sort_unstable_by_key(|scene| std::cmp::Reverse(rank[*scene]));
    let mut circle = vec![u32::MAX; rank.len()];
    let mut next = 0;
    for scene in by_rank {
        let mut left = vec![scene];
        let mut found = false;
        while let Some(scene) = left.pop() {
            if circle[scene] == u32::MAX {
                circle[scene] = next;
                found = true;
                left.extend(before[scene].iter().map(|from| from.index()));
            }
        }
        next += u32::from(found);
    }
    circle
}

/// Scenes with a circle of links ahead of them that a step may follow by itself.
fn rounds(story: &Story) -> Vec<bool> {
    let passes = |scene: SceneId| -> Vec<SceneId> {
        let links = story.links(scene).into_iter();
        links
            .filter(|link| match link.kind {
                LinkKind::Next | LinkKind::Way(_) | LinkKind::Opens(_) | LinkKind::Done => true,
                LinkKind::To(_) | LinkKind::Via(_) | LinkKind::Deal | LinkKind::Action(_) => false,
            })
            .map(|link| link.to)
            .collect()
    };
    // What is left when scenes with nowhere left to pass on to are taken away, again and again,
    // has a circle ahead of it.
    let mut left: Vec<usize> = vec![0; story.scenes().len()];
    let mut before: Vec<Vec<SceneId>> = vec![Vec::new(); left.len()];
    let mut done = Vec::new();
    for (scene, _) in story.scenes() {
        let next = passes(scene);
        left[scene.index()] = next.len();
        if next.is_empty() {
            done.push(scene);
        }
        for to in next {
            before[to.index()].push(scene);
        }
    }
    while let Some(scene) = done.pop() {
        for from in &before[scene.index()] {
            left[from.index()] -= 1;
            if left[from.index()] == 0 {
                done.push(*from);
            }
        }
    }
    left.into_iter().map(|left| left > 0).collect()
}
