//! What each fact may be on each page of a story: worked out forwards until nothing new comes of
//! it, every fact by itself. What isn't possible here never is; what is may still not be.

use std::collections::BinaryHeap;

use hashbrown::HashMap;

use super::facts::{Facts, visited};
use super::possible::{Possible, Touched};
use super::reading;
use super::shape::Shape;
use crate::story::{ActionId, ChoiceId, SceneId, Way, WayId};

/// How often a scene is looked at before its counters are taken to be anything.
const PATIENCE: u32 = 50;

/// What each fact may be where.
pub struct Values<'a> {
    facts: &'a Facts,
    shape: &'a Shape,
    /// Just before arriving; none where nobody arrives.
    arrive: Vec<Option<Possible>>,
    /// Standing on the page; none where nobody stands.
    page: Vec<Option<Possible>>,
    /// Coming home from the digression that begins here.
    home: HashMap<SceneId, Possible>,
    touched: HashMap<SceneId, Touched>,
    /// The digressions that end in each scene.
    ends: HashMap<SceneId, Vec<SceneId>>,
    looked: Vec<u32>,
    queued: Vec<bool>,
    queue: BinaryHeap<(u32, SceneId)>,
}

impl<'a> Values<'a> {
    /// Works it all out.
    #[must_use]
    pub fn of(facts: &'a Facts, shape: &'a Shape) -> Values<'a> {
        let scenes = facts.story.scenes().len();
        let mut values = Values {
            facts,
            shape,
            arrive: vec![None; scenes],
            page: vec![None; scenes],
            home: HashMap::new(),
            touched: touched(facts, shape),
            ends: HashMap::new(),
            looked: vec![0; scenes],
            queued: vec![false; scenes],
            queue: BinaryHeap::new(),
        };
        for call in shape.calls() {
            for scene in shape.body(call) {
                if facts.story.scene(*scene).way == Way::Back {
                    values.ends.entry(*scene).or_default().push(call);
                }
            }
        }
        values.flow(facts.story.start(), &Possible::start(facts));
        while let Some((_, scene)) = values.queue.pop() {
            values.queued[scene.index()] = false;
            values.look(scene);
        }
        values
    }

    /// What may be just before arriving at a scene; none where nobody ever does.
    #[must_use]
    pub fn arriving(&self, scene: SceneId) -> Option<&Possible> {
        self.arrive[scene.index()].as_ref()
    }

    /// What may be standing on a page; none where nobody ever does.
    #[must_use]
    pub fn standing(&self, scene: SceneId) -> Option<&Possible> {
        self.page[scene.index()].as_ref()
    }

    fn wake(&mut self, scene: SceneId) {
        if !std::mem::replace(&mut self.queued[scene.index()], true) {
            self.queue.push((self.shape.rank[scene.index()], scene));
        }
    }

    /// Lets values flow into a scene.
    fn flow(&mut self, to: SceneId, possible: &Possible) {
        let wide = self.looked[to.index()] > PATIENCE;
        let grew = match &mut self.arrive[to.index()] {
            Some(here) => here.join(self.facts, possible, wide),
            here => {
                *here = Some(possible.clone());
                true
            }
        };
        if grew {
            self.wake(to);
        }
    }

    /// Lets values flow home to a page.
    fn flow_home(&mut self, to: SceneId, possible: &Possible) {
        let wide = self.looked[to.index()] > PATIENCE;
        let grew = match &mut self.page[to.index()] {
            Some(here) => here.join(self.facts, possible, wide),
            here => {
                *here = Some(possible.clone());
                true
            }
        };
        if grew {
            self.wake(to);
        }
    }

    /// What is possible after a digression gone into so; none where it doesn't come home.
    fn after(&self, call: SceneId, mut possible: Possible) -> Option<Possible> {
        let (home, touched) = (self.home.get(&call)?, self.touched.get(&call)?);
        possible.replace(home, touched);
        Some(possible)
    }

    /// Works out what follows from a scene.
    fn look(&mut self, scene: SceneId) {
        let facts = self.facts;
        let story = &facts.story;
        self.looked[scene.index()] += 1;
        let Some(mut arrived) = self.arrive[scene.index()].clone() else {
            return;
        };
        let what = story.scene(scene);
        arrived.put_bit(facts, visited(story.layout(), scene) as usize, true);
        arrived.apply(facts, &what.enter);
        match &what.way {
            Way::Choices { .. } => {
                self.flow_home(scene, &arrived);
                if let Some(page) = self.page[scene.index()].clone() {
                    self.look_at_page(scene, &page);
                }
            }
            Way::Next(to) => self.flow(*to, &arrived),
            Way::Ways(ways) => {
                for way in ways.clone().map(|id| story.way(WayId(id))) {
                    let mut gone = arrived.clone();
                    if gone.allow(facts, way.when.as_ref()) {
                        gone.apply(facts, &way.then);
                        self.flow(way.to, &gone);
                    }
                    let Some(when) = &way.when else { return };
                    if !arrived.assume(facts, when, false) {
                        return;
                    }
                }
            }
            Way::Back => self.look_home(scene, &arrived),
            Way::Closes(chapter) => {
                if let Some((_, opens)) = story.chapter_after(*chapter) {
                    self.flow(opens, &arrived);
                }
            }
            Way::Ending(_) => {}
        }
    }

    fn look_home(&mut self, scene: SceneId, arrived: &Possible) {
        let facts = self.facts;
        for call in self.ends.get(&scene).cloned().unwrap_or_default() {
            let grew = match self.home.get_mut(&call) {
                Some(home) => home.join(facts, arrived, false),
                None => {
                    self.home.insert(call, arrived.clone());
                    true
                }
            };
            if !grew {
                continue;
            }
            for from in self.shape.before[call.index()].clone() {
                if self.arrive[from.index()].is_some() {
                    self.wake(from);
                }
            }
            if self.shape.by_action[call.index()] {
                for (page, _) in facts.story.scenes() {
                    if self.shape.main[page.index()] && self.page[page.index()].is_some() {
                        self.wake(page);
                    }
                }
            }
        }
    }

    fn look_at_page(&mut self, scene: SceneId, page: &Possible) {
        let facts = self.facts;
        let story = &facts.story;
        let layout = story.layout();
        let Way::Choices { choices, deal } = &story.scene(scene).way else {
            return;
        };
        for id in choices.clone().map(ChoiceId) {
            let choice = story.choice(id);
            let mut taken = page.clone();
            let chosen = layout.chosen(id);
            if choice.once && !taken.fits_bit(facts, chosen, false)
                || !taken.allow(facts, choice.when.as_ref())
                || !taken.pass(facts, &choice.gate)
            {
                continue;
            }
            taken.put_bit(facts, chosen, true);
            taken.apply(facts, &choice.then);
            let home = match choice.via {
                Some(via) => {
                    self.flow(via, &taken);
                    self.after(via, taken)
                }
                None => Some(taken),
            };
            match (home, choice.to) {
                (Some(home), Some(to)) => self.flow(to, &home),
                (Some(home), None) => self.flow_home(scene, &home),
                (None, _) => {}
            }
        }
        if let Some(deal) = deal {
            for member in reading::members(story, scene) {
                let Some(card) = &story.scene(*member).card else {
                    continue;
                };
                let mut dealt = page.clone();
                let seen = visited(layout, *member) as usize;
                if (card.again || dealt.fits_bit(facts, seen, false))
                    && dealt.allow(facts, card.when.as_ref())
                {
                    self.go_and_come_home(scene, *member, dealt);
                }
            }
            self.flow(deal.done, page);
        }
        if self.shape.main[scene.index()] {
            for (id, _) in story.actions() {
                self.look_at_action(scene, id, page);
            }
        }
    }

    fn look_at_action(&mut self, scene: SceneId, id: ActionId, page: &Possible) {
        let facts = self.facts;
        let action = facts.story.action(id);
        let held = facts.story.layout().held(action.item);
        let mut taken = page.clone();
        if taken.fits_bit(facts, held, true)
            && taken.allow(facts, action.when.as_ref())
            && taken.pass(facts, &action.gate)
        {
            self.go_and_come_home(scene, action.via, taken);
        }
    }

    fn go_and_come_home(&mut self, scene: SceneId, call: SceneId, possible: Possible) {
        self.flow(call, &possible);
        if let Some(home) = self.after(call, possible) {
            self.flow_home(scene, &home);
        }
    }
}

/// What each digression may change, what it goes through included.
fn touched(facts: &Facts, shape: &Shape) -> HashMap<SceneId, Touched> {
    let story = &facts.story;
    let layout = story.layout();
    let mut all: HashMap<SceneId, Touched> = HashMap::new();
    let mut calls: Vec<SceneId> = shape.calls().collect();
    // A digression inside another is nearer the end of a telling than the one that goes into it.
    calls.sort_unstable_by_key(|call| shape.rank[call.index()]);
    let mut grew = true;
    while grew {
        grew = false;
        for call in &calls {
            let mut touched = Touched::none(facts);
            for scene in shape.body(*call) {
                touched.add_bit(facts, visited(layout, *scene) as usize);
                reading::effects(story, *scene, &mut |effect| touched.add(facts, effect));
                for choice in story.choices_of(*scene).map(ChoiceId) {
                    touched.add_bit(facts, layout.chosen(choice));
                    if let Some(inner) = story.choice(choice).via.and_then(|via| all.get(&via)) {
                        touched.merge(inner);
                    }
                }
            }
            if all.get(call) != Some(&touched) {
                all.insert(*call, touched);
                grew = true;
            }
        }
    }
    all
}
