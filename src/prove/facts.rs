//! The facts of a story that something asks for, and where they stand in a state's words.
//!
//! The story is laid out thin: choices and scenes nobody asks about share one place, so a state is
//! small and two states that no condition can tell apart are easily seen to be the same.

use hashbrown::{HashMap, HashSet};

use super::reading;
use crate::game::State;
use crate::story::{
    ChoiceId, Condition, CounterId, Effect, Fact, Layout, Scene, SceneId, Story, Way,
};

/// Something that is asked for, by its place in a state's words.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Atom {
    /// A bit, counted through all words. Of a scene's visits, whether there was one.
    Bit(u32),
    /// A counter.
    Counter(CounterId),
}

/// What answers a numbered question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// A bit of the words.
    Bit(u32),
    /// A bit of how far a counter is above the bottom of its range.
    Counter {
        /// The counter.
        id: CounterId,
        /// The bottom of its range.
        from: i32,
        /// Which bit, from the lowest.
        bit: u32,
    },
}

/// A counter as a row of questions, the highest bit first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Digits {
    /// The first of the questions.
    pub first: u32,
    /// How many.
    pub count: u32,
    /// The bottom of the counter's range.
    pub from: i32,
    /// The top.
    pub to: i32,
}

impl Digits {
    /// The question of a bit, counted from the lowest.
    #[must_use]
    pub fn at(&self, bit: u32) -> u32 {
        self.first + self.count - 1 - bit
    }
}

/// The facts that something asks for, numbered.
pub struct Facts {
    /// The story, laid out thin.
    pub story: Story,
    answers: Vec<Answer>,
    numbers: HashMap<u32, u32>,
    counters: Vec<Option<Digits>>,
}

impl Facts {
    /// The facts of a story, numbered in the order a telling comes by them, so that those asked
    /// together stand together.
    #[must_use]
    pub fn of(story: &Story) -> Facts {
        let story = thin(story);
        let counters = vec![None; story.counters().len()];
        let mut facts = Facts {
            answers: Vec::new(),
            numbers: HashMap::new(),
            counters,
            story,
        };
        let asked = facts.asked();
        let story = facts.story.clone();
        for scene in in_order(&story) {
            each_atom(&story, scene, &mut |atom| {
                if asked.contains(&atom) {
                    facts.number(atom);
                }
            });
        }
        reads_anywhere(&story, &mut |atom| facts.number(atom));
        facts
    }

    /// Everything that is asked anywhere.
    fn asked(&self) -> HashSet<Atom> {
        let mut asked = HashSet::new();
        for (scene, _) in self.story.scenes() {
            reads(&self.story, scene, &mut |atom| {
                asked.insert(atom);
            });
        }
        reads_anywhere(&self.story, &mut |atom| {
            asked.insert(atom);
        });
        asked
    }

    fn number(&mut self, atom: Atom) {
        let next = self.answers.len() as u32;
        match atom {
            Atom::Bit(bit) => {
                if let hashbrown::hash_map::Entry::Vacant(entry) = self.numbers.entry(bit) {
                    entry.insert(next);
                    self.answers.push(Answer::Bit(bit));
                }
            }
            Atom::Counter(id) if self.counters[id.index()].is_none() => {
                let counter = self.story.counter(id);
                let span = (i64::from(counter.to) - i64::from(counter.from)).max(0) as u64;
                let count = u64::BITS - span.leading_zeros();
                self.counters[id.index()] = Some(Digits {
                    first: next,
                    count,
                    from: counter.from,
                    to: counter.to,
                });
                for bit in (0..count).rev() {
                    let from = counter.from;
                    self.answers.push(Answer::Counter { id, from, bit });
                }
            }
            Atom::Counter(_) => {}
        }
    }

    /// How many questions there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.answers.len()
    }

    /// The number of the question a bit answers; none where nobody asks.
    #[must_use]
    pub fn question(&self, bit: u32) -> Option<u32> {
        self.numbers.get(&bit).copied()
    }

    /// The questions a counter answers; none where nobody asks.
    #[must_use]
    pub fn digits(&self, id: CounterId) -> Option<Digits> {
        self.counters[id.index()]
    }

    /// What answers a question.
    #[must_use]
    pub fn answer(&self, question: u32) -> Answer {
        self.answers[question as usize]
    }

    /// How a state answers a question.
    #[must_use]
    pub fn ask(&self, state: &State, question: u32) -> bool {
        let words = state.words();
        match self.answers[question as usize] {
            Answer::Bit(bit) => words[bit as usize / 64] >> (bit % 64) & 1 == 1,
            Answer::Counter { id, from, bit } => {
                let value = state.counter(self.story.layout(), id);
                (i64::from(value) - i64::from(from)) >> bit & 1 == 1
            }
        }
    }
}

/// The same story, keeping only the choices and scenes that something asks about.
fn thin(story: &Story) -> Story {
    let mut choices: HashSet<ChoiceId> = HashSet::new();
    let mut scenes: HashSet<SceneId> = HashSet::new();
    let mut see = |condition: &Condition| {
        condition.reads(&mut |fact| match fact {
            Fact::Choice(id) => {
                choices.insert(id);
            }
            Fact::Scene(id) => {
                scenes.insert(id);
            }
            Fact::Item(_)
            | Fact::Entry(_)
            | Fact::Telling(_)
            | Fact::Flag(_)
            | Fact::Counter(_) => {}
        });
    };
    for (id, _) in story.scenes() {
        reading::conditions(story, id, &mut see);
    }
    reading::action_conditions(story, &mut see);
    reading::look_conditions(story, &mut see);
    let once = story.choices().filter(|(_, choice)| choice.once);
    choices.extend(once.map(|(id, _)| id));
    for (id, scene) in story.scenes() {
        let dealt_once = scene.card.as_ref().is_some_and(|card| !card.again);
        if dealt_once
            || shows_place(story, scene)
            || scene.text.as_ref().is_some_and(reading::counts_visits)
        {
            scenes.insert(id);
        }
    }
    story.thin(|id| choices.contains(&id), |id| scenes.contains(&id))
}

/// All scenes in the order a telling comes by them, depth first; those no link leads to last.
fn in_order(story: &Story) -> Vec<SceneId> {
    let mut seen = vec![false; story.scenes().len()];
    let mut order = Vec::with_capacity(seen.len());
    let starts = std::iter::once(story.start()).chain(story.scenes().map(|(id, _)| id));
    for start in starts {
        let mut left = vec![start];
        while let Some(scene) = left.pop() {
            if !std::mem::replace(&mut seen[scene.index()], true) {
                order.push(scene);
                left.extend(story.links(scene).iter().rev().map(|link| link.to));
            }
        }
    }
    order
}

/// Calls `see` with everything a condition asks for.
pub fn atoms(layout: &Layout, condition: &Condition, see: &mut impl FnMut(Atom)) {
    let bit = |bit: usize| Atom::Bit(bit as u32);
    match condition {
        Condition::Has(item) => see(bit(layout.held(*item))),
        Condition::Lost(item) => {
            see(bit(layout.held(*item)));
            see(bit(layout.had(*item)));
        }
        Condition::Remembers(entry) => {
            see(bit(layout.written(*entry)));
            see(bit(layout.let_go(*entry)));
        }
        Condition::Told(telling) => see(bit(layout.told(*telling))),
        Condition::LetGo(entry) => see(bit(layout.let_go(*entry))),
        Condition::Is(flag) => see(bit(layout.flag(*flag))),
        Condition::AtLeast(counter, _) | Condition::AtMost(counter, _) => {
            see(Atom::Counter(*counter));
        }
        Condition::Seen(scene) => see(Atom::Bit(visited(layout, *scene))),
        Condition::Chose(choice) => see(bit(layout.chosen(*choice))),
        Condition::All(all) | Condition::Any(all) => {
            all.iter().for_each(|one| atoms(layout, one, see));
        }
        Condition::Not(one) => atoms(layout, one, see),
    }
}

/// The bit that says a scene was arrived at, in a state whose visits were [`settle`]d.
#[must_use]
pub fn visited(layout: &Layout, scene: SceneId) -> u32 {
    let (word, shift) = layout.visits(scene);
    word as u32 * 64 + shift
}

/// Calls `see` with everything a scene asks for, conditions and rules of play.
pub fn reads(story: &Story, scene: SceneId, see: &mut impl FnMut(Atom)) {
    let layout = story.layout();
    reading::conditions(story, scene, &mut |condition| atoms(layout, condition, see));
    let what = story.scene(scene);
    if what.text.as_ref().is_some_and(reading::counts_visits) {
        see(Atom::Bit(visited(layout, scene)));
    }
    for member in reading::members(story, scene) {
        if story
            .scene(*member)
            .card
            .as_ref()
            .is_some_and(|card| !card.again)
        {
            see(Atom::Bit(visited(layout, *member)));
        }
    }
    if let Way::Choices { choices, .. } = &what.way {
        for id in choices.clone().map(ChoiceId) {
            if story.choice(id).once {
                see(Atom::Bit(layout.chosen(id) as u32));
            }
        }
    }
    reading::effects(story, scene, &mut |effect| match effect {
        Effect::Retell(entry, _) | Effect::LetGo(entry) => {
            see(Atom::Bit(layout.written(*entry) as u32));
            see(Atom::Bit(layout.let_go(*entry) as u32));
        }
        Effect::Add(counter, _) => see(Atom::Counter(*counter)),
        Effect::Take(_)
        | Effect::Lose(_)
        | Effect::Remember(_)
        | Effect::Set(_)
        | Effect::Clear(_)
        | Effect::Draw(_) => {}
    });
}

/// Calls `see` with everything a scene asks for or changes.
fn each_atom(story: &Story, scene: SceneId, see: &mut impl FnMut(Atom)) {
    reads(story, scene, see);
    let layout = story.layout();
    reading::effects(story, scene, &mut |effect| {
        effect.writes(|entry| story.first_telling(entry), &mut |fact| match fact {
            Fact::Item(id) => {
                see(Atom::Bit(layout.held(id) as u32));
                see(Atom::Bit(layout.had(id) as u32));
            }
            Fact::Entry(id) => {
                see(Atom::Bit(layout.written(id) as u32));
                see(Atom::Bit(layout.let_go(id) as u32));
            }
            Fact::Telling(id) => see(Atom::Bit(layout.told(id) as u32)),
            Fact::Flag(id) => see(Atom::Bit(layout.flag(id) as u32)),
            Fact::Counter(id) => see(Atom::Counter(id)),
            Fact::Scene(_) | Fact::Choice(_) => {}
        });
    });
    see(Atom::Bit(visited(layout, scene)));
}

/// Calls `see` with everything that may be asked on any page.
pub fn reads_anywhere(story: &Story, see: &mut impl FnMut(Atom)) {
    let layout = story.layout();
    reading::action_conditions(story, &mut |condition| atoms(layout, condition, see));
    reading::look_conditions(story, &mut |condition| atoms(layout, condition, see));
    for (_, action) in story.actions() {
        see(Atom::Bit(layout.held(action.item) as u32));
        see(Atom::Bit(layout.had(action.item) as u32));
    }
    for (id, item) in story.items() {
        if item.look.as_ref().is_some_and(reading::has_branches) {
            see(Atom::Bit(layout.held(id) as u32));
            see(Atom::Bit(layout.had(id) as u32));
        }
    }
    for (id, scene) in story.scenes() {
        if shows_place(story, scene) {
            see(Atom::Bit(visited(layout, id)));
        }
    }
}

/// Whether a scene's place, once known, has a look that varies.
fn shows_place(story: &Story, scene: &Scene) -> bool {
    let look = scene
        .place
        .and_then(|place| story.place(place).look.as_ref());
    look.is_some_and(reading::has_branches)
}
