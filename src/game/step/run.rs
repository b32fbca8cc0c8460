//! One step on its way: taking, arriving, running effects, and going on until the player has a say.
//! Whether the step may be taken was decided before; how chance falls and who watches is given.

use super::draws::Draws;
use super::effect::apply;
use super::watch::{Event, Read, Watch};
use crate::game::chance::{Key, Kind};
use crate::game::eval::allows;
use crate::game::offer::{Took, is_dealt_out};
use crate::game::prose::Reading;
use crate::game::state::{Finish, Frame, State};
use crate::story::{Effect, FlagId, SceneId, Story, Way, WayId, key_of};

/// How many transitions one step may make before it stops where it is.
pub const MOST_TRANSITIONS: u32 = 10_000;

pub(super) struct Run<'a, D, W> {
    pub(super) story: &'a Story,
    pub(super) state: &'a mut State,
    pub(super) draws: &'a mut D,
    pub(super) watch: &'a mut W,
}

/// What a list of effects belongs to, for the keys of its draws.
#[derive(Clone, Copy)]
struct Owner {
    scene: SceneId,
    /// 0 for `enter`, else a hash of the choice or of the way's number.
    other: u64,
}

impl<D: Draws, W: Watch> Run<'_, D, W> {
    pub(super) fn event(&mut self, event: Event) {
        self.watch.event(self.story, self.state, event);
    }

    pub(super) fn take(&mut self, took: Took) {
        let story = self.story;
        let here = self.state.at;
        match took {
            Took::Choice(id) => {
                let choice = story.choice(id);
                let oldest = *choice.renamed.first().unwrap_or(&choice.name);
                self.state.set_chosen(story.layout(), id);
                // Hashing the name is only worth it where chance may ask for it.
                let other = || key_of("", story.str(oldest));
                self.effects(&choice.then, here, other);
                if let Some(echo) = &choice.echo {
                    let reading = self.reading(here, Kind::Echo, other());
                    self.watch
                        .text(story, self.state, reading, Read::Echo(echo));
                }
                match (choice.via, choice.to) {
                    (Some(via), then) => {
                        self.state.frames.push(Frame { scene: here, then });
                        self.arrive(via);
                    }
                    (None, Some(to)) => self.arrive(to),
                    (None, None) => {}
                }
            }
            Took::Deal(member) => {
                self.state.taken += 1;
                self.state.frames.push(Frame {
                    scene: here,
                    then: None,
                });
                self.arrive(member);
            }
            Took::Action(id) => {
                self.state.frames.push(Frame {
                    scene: here,
                    then: None,
                });
                self.arrive(story.action(id).via);
            }
        }
    }

    /// Counts the visit, runs `enter`, reads the text.
    pub(super) fn arrive(&mut self, scene: SceneId) {
        let story = self.story;
        let layout = story.layout();
        let visits = self.state.visits(layout, scene).saturating_add(1);
        self.state.set_visits(layout, scene, visits);
        self.state.at = scene;
        if self.state.frames.is_empty() {
            self.state.taken = 0;
        }
        self.event(Event::Arrived(scene));
        self.effects(&story.scene(scene).enter, scene, || 0);
        if let Some(text) = &story.scene(scene).text {
            let reading = self.reading(scene, Kind::Pick, 0);
            self.watch
                .text(story, self.state, reading, Read::Scene(scene, text));
        }
    }

    fn reading(&self, scene: SceneId, kind: Kind, other: u64) -> Reading {
        let visit = u32::from(self.state.visits(self.story.layout(), scene));
        let owner = self.story.scene(scene).key;
        let key = Key {
            seed: self.state.seed(),
            owner,
            visit,
            kind,
            nth: 0,
            other,
        };
        Reading {
            key,
            first: visit <= 1,
        }
    }

    /// Goes on until the player has a say or the telling is finished.
    pub(super) fn settle(&mut self) {
        let story = self.story;
        for _ in 0..MOST_TRANSITIONS {
            match &story.scene(self.state.at).way {
                Way::Choices {
                    deal: Some(deal), ..
                } if is_dealt_out(story, self.state, deal) => {
                    self.arrive(deal.done);
                }
                Way::Choices { .. } => return,
                Way::Next(to) => self.arrive(*to),
                Way::Ways(ways) => {
                    let open = ways
                        .clone()
                        .map(WayId)
                        .find(|id| allows(story, self.state, story.way(*id).when.as_ref()));
                    let Some(id) = open else { return };
                    self.event(Event::Went(id));
                    let here = self.state.at;
                    self.effects(&story.way(id).then, here, || {
                        u64::from(id.0 - ways.start) + 1
                    });
                    self.arrive(story.way(id).to);
                }
                Way::Back => match self.state.frames.pop() {
                    Some(Frame { then: Some(to), .. }) => self.arrive(to),
                    Some(Frame { scene, then: None }) => {
                        self.state.at = scene;
                        self.event(Event::Home(scene));
                    }
                    None => return,
                },
                Way::Closes(chapter) => {
                    self.event(Event::Closed(*chapter));
                    let next = story.chapter_after(*chapter);
                    let Some((next, opens)) = next else {
                        self.state.finish = Some(Finish::Paused(*chapter));
                        self.event(Event::Paused(*chapter));
                        return;
                    };
                    self.state.chapter = next;
                    self.event(Event::Opened(next));
                    self.arrive(opens);
                }
                Way::Ending(ending) => {
                    self.state.finish = Some(Finish::Ended(*ending));
                    self.event(Event::Ended(*ending));
                    return;
                }
            }
        }
        self.event(Event::Ran(self.state.at));
    }

    fn effects(&mut self, effects: &[Effect], scene: SceneId, other: impl Fn() -> u64) {
        for (nth, effect) in effects.iter().enumerate() {
            if let Effect::Draw(among) = effect {
                self.draw(
                    among,
                    Owner {
                        scene,
                        other: other(),
                    },
                    nth as u32,
                );
            } else if let Some(event) = apply(self.story, self.state, effect) {
                self.event(event);
            }
        }
    }

    fn draw(&mut self, among: &[FlagId], owner: Owner, nth: u32) {
        if among.is_empty() {
            return;
        }
        let layout = self.story.layout();
        let key = Key {
            seed: self.state.seed(),
            owner: self.story.scene(owner.scene).key,
            visit: u32::from(self.state.visits(layout, owner.scene)),
            kind: Kind::Draw,
            nth,
            other: owner.other,
        };
        let drawn = self.draws.draw(key, among);
        for flag in among {
            self.state.set_flag(layout, *flag, *flag == drawn);
        }
        self.event(Event::Drew(drawn));
    }
}
