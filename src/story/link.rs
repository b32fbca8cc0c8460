//! The one traversal of a story's graph: every way one scene can lead to another.
//! What a state makes of it is not known here.

use super::id::{ActionId, ChapterId, ChoiceId, SceneId, WayId};
use super::scene::Way;
use super::{Parts, Story};

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

impl Parts {
    /// Calls `see` with every link out of a scene, in the order of the source. Actions are not
    /// among them (see [`Story::action_links`]).
    pub fn each_link(&self, from: SceneId, see: &mut impl FnMut(Link)) {
        let mut add = |kind, to| see(Link { kind, to });
        match &self.scenes[from.index()].way {
            Way::Choices { choices, deal } => {
                for id in choices.clone().map(ChoiceId) {
                    let choice = &self.choices[id.index()];
                    if let Some(via) = choice.via {
                        add(LinkKind::Via(id), via);
                    }
                    if let Some(to) = choice.to {
                        add(LinkKind::To(id), to);
                    }
                }
                if let Some(deal) = deal {
                    for member in &self.decks[deal.deck.index()].members {
                        add(LinkKind::Deal, *member);
                    }
                    add(LinkKind::Done, deal.done);
                }
            }
            Way::Next(to) => add(LinkKind::Next, *to),
            Way::Ways(ways) => {
                for id in ways.clone().map(WayId) {
                    add(LinkKind::Way(id), self.ways[id.index()].to);
                }
            }
            Way::Closes(chapter) => {
                let next = ChapterId(chapter.0 + 1);
                let opens = self.chapters.get(next.index()).and_then(|next| next.opens);
                if let Some(opens) = opens {
                    add(LinkKind::Opens(next), opens);
                }
            }
            Way::Back | Way::Ending(_) => {}
        }
    }
}

impl Story {
    /// Every link out of a scene, in the order of the source. Actions are not among them
    /// (see [`Story::action_links`]).
    #[must_use]
    pub fn links(&self, from: SceneId) -> Vec<Link> {
        let mut links = Vec::new();
        self.parts.each_link(from, &mut |link| links.push(link));
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
