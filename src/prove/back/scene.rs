//! Backwards over a single scene: its page, what is taken there, and arriving at it.
//! The way from scene to scene isn't known here.

use super::{Ahead, Back};
use crate::prove::facts::visited;
use crate::prove::reading;
use crate::prove::sets::Set;
use crate::story::{ActionId, ChoiceId, SceneId, Way, WayId};

impl Back<'_> {
    /// What leads on from standing on a page, by how many were taken from its deal.
    pub(super) fn page(
        &mut self,
        scene: SceneId,
        ahead: &Ahead<'_>,
        wanted: &[Set],
        mut page: Vec<Set>,
    ) -> Vec<Set> {
        for taken in (0..page.len()).rev() {
            loop {
                let here = self.home_to_page(scene, ahead, &page, taken);
                let next = self.home_to_page(scene, ahead, &page, taken + 1);
                let mut set = self.steps(scene, ahead, here, next);
                if let Some(wanted) = wanted.get(taken.min(wanted.len().saturating_sub(1))) {
                    set = self.space.sets.or(set, *wanted);
                }
                let set = self.narrow(set, self.values.standing(scene));
                let set = self.space.sets.or(set, page[taken]);
                if std::mem::replace(&mut page[taken], set) == set || self.space.sets.is_full() {
                    break;
                }
            }
        }
        page
    }

    /// What leads on from coming home to a page: a deal that has come to its end goes on.
    fn home_to_page(
        &mut self,
        scene: SceneId,
        ahead: &Ahead<'_>,
        page: &[Set],
        taken: usize,
    ) -> Set {
        let story = &self.space.facts.story;
        let Way::Choices {
            deal: Some(deal), ..
        } = &story.scene(scene).way
        else {
            return page[0];
        };
        let done = ahead.arrive(deal.done);
        if taken >= deal.pick as usize {
            return done;
        }
        let stands = self.stands(scene);
        self.space.sets.choose(stands, page[taken], done)
    }

    /// What leads on by a step: `here` by coming home to the page, `next` by coming home to it
    /// from what was dealt.
    fn steps(&mut self, scene: SceneId, ahead: &Ahead<'_>, here: Set, next: Set) -> Set {
        let story = &self.space.facts.story;
        let mut all = Set::NONE;
        for id in story.choices_of(scene).map(ChoiceId) {
            let choice = story.choice(id);
            let home = choice.to.map_or(here, |to| ahead.arrive(to));
            let after = match choice.via {
                Some(via) => self.call(via, home, ahead),
                None => home,
            };
            let set = self.before_choice(id, choice.then.len(), after);
            all = self.space.sets.or(all, set);
        }
        for member in reading::members(story, scene) {
            let dealt = self.call(*member, next, ahead);
            let eligible = self.space.eligible(*member);
            let set = self.space.sets.and(eligible, dealt);
            all = self.space.sets.or(all, set);
        }
        if self.shape.main[scene.index()] {
            for (id, action) in story.actions() {
                let after = self.call(action.via, here, ahead);
                let set = self.before_action(id, after);
                all = self.space.sets.or(all, set);
            }
        }
        all
    }

    /// The states of a page from which taking a choice, as far as its first so many effects, leads
    /// into a set.
    pub fn before_choice(&mut self, id: ChoiceId, effects: usize, after: Set) -> Set {
        let story = &self.space.facts.story;
        let before = self.space.before(&story.choice(id).then[..effects], after);
        let chosen = story.layout().chosen(id);
        let before = self.space.before_bit(chosen, true, before);
        if before == Set::NONE {
            return before;
        }
        let takeable = self.space.takeable(id);
        self.space.sets.and(takeable, before)
    }

    fn before_action(&mut self, id: ActionId, after: Set) -> Set {
        if after == Set::NONE {
            return after;
        }
        let takeable = self.space.action_takeable(id);
        self.space.sets.and(takeable, after)
    }

    /// What leads on from just before arriving at a scene.
    pub(super) fn before_arrival(
        &mut self,
        scene: SceneId,
        ahead: &Ahead<'_>,
        page: &[Set],
    ) -> Set {
        let story = &self.space.facts.story;
        let after = match &story.scene(scene).way {
            Way::Choices { .. } => self.home_to_page(scene, ahead, page, 0),
            Way::Next(to) => ahead.arrive(*to),
            Way::Ways(ways) => {
                let mut after = Set::NONE;
                for id in ways.clone().rev().map(WayId) {
                    let way = story.way(id);
                    let gone = self.space.before(&way.then, ahead.arrive(way.to));
                    let when = self.space.allows(way.when.as_ref());
                    after = self.space.sets.choose(when, gone, after);
                }
                after
            }
            Way::Back => ahead.home,
            Way::Closes(chapter) => story
                .chapter_after(*chapter)
                .map_or(Set::NONE, |(_, opens)| ahead.arrive(opens)),
            Way::Ending(_) => Set::NONE,
        };
        self.before_entering(scene, story.scene(scene).enter.len(), after)
    }

    /// The states just before arriving at a scene from which its visit and the first so many of
    /// its `enter` effects lead into a set.
    pub fn before_entering(&mut self, scene: SceneId, effects: usize, after: Set) -> Set {
        let story = &self.space.facts.story;
        let before = self
            .space
            .before(&story.scene(scene).enter[..effects], after);
        let seen = visited(story.layout(), scene) as usize;
        self.space.before_bit(seen, true, before)
    }
}
