//! The one traversal of a story's graph: every way one scene can lead to another.
//! What a state makes of it is not known here.

use super::Story;
use super::id::{ActionId, ChapterId, ChoiceId, SceneId, WayId};
use super::scene::Way;

/// Why a scene leads to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LinkKind {
    /// A choice goes to it, at once or when its `via` comes home.
    To(ChoiceId),
    /// A choice goes through it.
    Via(ChoiceId),
    /// It is next.
    Next,
    /// A way goes to it.
    Way(WayId),
    /// It may be dealt.
    Deal,
    /// The deal goes on to it.
    Done,
    /// It opens the chapter after the one that closes here.
    Opens(ChapterId),
    /// A thing's action goes through it, from anywhere outside vias.
    Action(ActionId),
}

/// One way from a scene to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Link {
    /// Why.
    pub kind: LinkKind,
    /// Where it leads.
    pub to: SceneId,
}

impl Story {
    /// Every link out of a scene, in the order of the source. Actions are not among them
    /// (see [`Story::action_links`]).
    #[must_use]
    pub fn links(&self, from: SceneId) -> Vec<Link> {
        let mut links = Vec::new();
        let mut add = |kind, to| links.push(Link { kind, to });
        match &self.scene(from).way {
            Way::Choices { choices, deal } => {
                for id in choices.clone().map(ChoiceId) {
                    let choice = self.choice(id);
                    if let Some(via) = choice.via {
                        add(LinkKind::Via(id), via);
                    }
                    if let Some(to) = choice.to {
                        add(LinkKind::To(id), to);
                    }
                }
                if let Some(deal) = deal {
                    for member in &self.deck(deal.deck).members {
                        add(LinkKind::Deal, *member);
                    }
                    add(LinkKind::Done, deal.done);
                }
            }
            Way::Next(to) => add(LinkKind::Next, *to),
            Way::Ways(ways) => {
                for id in ways.clone().map(WayId) {
                    add(LinkKind::Way(id), self.way(id).to);
                }
            }
            Way::Closes(chapter) => {
                if let Some((next, opens)) = self.chapter_after(*chapter) {
                    add(LinkKind::Opens(next), opens);
                }
            }
            Way::Back | Way::Ending(_) => {}
        }
        links
    }

    /// Where the actions of things lead, from any scene outside vias.
    pub fn action_links(&self) -> impl Iterator<Item = Link> {
        self.actions().map(|(id, action)| Link {
            kind: LinkKind::Action(id),
            to: action.via,
        })
    }
}
