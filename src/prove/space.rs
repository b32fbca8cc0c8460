//! Conditions as sets of states, and effects backwards: from a set of states after them to the set
//! before them. What an effect does is written down in `game::step`; here is what it takes for its
//! result to be wanted, and the tests hold the two together.

use super::facts::{Digits, Facts, visited};
use super::sets::{Set, Sets};
use crate::story::{
    ActionId, ChoiceId, Condition, CounterId, Effect, EntryId, Gate, SceneId, TellingId,
};

/// Sets over the facts of a story.
pub struct Space<'a> {
    /// The facts.
    pub facts: &'a Facts,
    /// The sets.
    pub sets: Sets,
    shown: Vec<Option<Set>>,
    open: Vec<Option<Set>>,
}

impl<'a> Space<'a> {
    /// No set yet; gives up past `limit` nodes.
    #[must_use]
    pub fn new(facts: &'a Facts, limit: usize) -> Space<'a> {
        Space {
            facts,
            sets: Sets::new(limit),
            shown: vec![None; facts.story.choices().len()],
            open: vec![None; facts.story.choices().len()],
        }
    }

    /// Forgets every set.
    pub fn clear(&mut self) {
        self.sets.clear();
        self.shown.fill(None);
        self.open.fill(None);
    }

    /// The states in which a bit is so. A bit nobody asks for is never asked for here either.
    fn bit(&mut self, bit: usize, on: bool) -> Set {
        match self.facts.question(bit as u32) {
            Some(question) => self.sets.literal(question, on),
            None => Set::ALL,
        }
    }

    /// The states in which a scene was arrived at.
    pub fn seen(&mut self, scene: SceneId) -> Set {
        let bit = visited(self.facts.story.layout(), scene);
        self.bit(bit as usize, true)
    }

    /// The states in which a condition holds.
    pub fn holds(&mut self, condition: &Condition) -> Set {
        let facts = self.facts;
        let layout = facts.story.layout();
        match condition {
            Condition::Has(item) => self.bit(layout.held(*item), true),
            Condition::Lost(item) => {
                let had = self.bit(layout.had(*item), true);
                let held = self.bit(layout.held(*item), true);
                self.sets.and(had, held.not())
            }
            Condition::Remembers(entry) => {
                let written = self.bit(layout.written(*entry), true);
                let let_go = self.bit(layout.let_go(*entry), true);
                self.sets.and(written, let_go.not())
            }
            Condition::Told(telling) => self.bit(layout.told(*telling), true),
            Condition::LetGo(entry) => self.bit(layout.let_go(*entry), true),
            Condition::Is(flag) => self.bit(layout.flag(*flag), true),
            Condition::AtLeast(counter, value) => self.at_least(*counter, i64::from(*value)),
            Condition::AtMost(counter, value) => {
                self.at_least(*counter, i64::from(*value) + 1).not()
            }
            Condition::Seen(scene) => self.seen(*scene),
            Condition::Chose(choice) => self.bit(layout.chosen(*choice), true),
            Condition::All(all) => all.iter().fold(Set::ALL, |so_far, one| {
                let one = self.holds(one);
                self.sets.and(so_far, one)
            }),
            Condition::Any(any) => any.iter().fold(Set::NONE, |so_far, one| {
                let one = self.holds(one);
                self.sets.or(so_far, one)
            }),
            Condition::Not(one) => self.holds(one).not(),
        }
    }

    /// The states in which there is no condition, or it holds.
    pub fn allows(&mut self, condition: Option<&Condition>) -> Set {
        condition.map_or(Set::ALL, |condition| self.holds(condition))
    }

    /// The states in which a gate is open.
    pub fn gate(&mut self, gate: &Gate) -> Set {
        match gate {
            Gate::Open => Set::ALL,
            Gate::If(open, _) => self.holds(open),
            Gate::Refused(_) => Set::NONE,
        }
    }

    /// The states in which a choice of the page is listed, open or greyed.
    pub fn shown(&mut self, id: ChoiceId) -> Set {
        if let Some(shown) = self.shown[id.index()] {
            return shown;
        }
        let facts = self.facts;
        let choice = facts.story.choice(id);
        let mut shown = self.allows(choice.when.as_ref());
        if choice.once {
            let chosen = self.bit(facts.story.layout().chosen(id), true);
            shown = self.sets.and(shown, chosen.not());
        }
        self.shown[id.index()] = Some(shown);
        shown
    }

    /// The states in which a choice of the page can be taken.
    pub fn takeable(&mut self, id: ChoiceId) -> Set {
        if let Some(open) = self.open[id.index()] {
            return open;
        }
        let facts = self.facts;
        let shown = self.shown(id);
        let gate = self.gate(&facts.story.choice(id).gate);
        let open = self.sets.and(shown, gate);
        self.open[id.index()] = Some(open);
        open
    }

    /// The states in which an action is listed while its thing is held.
    pub fn action_shown(&mut self, id: ActionId) -> Set {
        let facts = self.facts;
        let action = facts.story.action(id);
        let held = self.bit(facts.story.layout().held(action.item), true);
        let when = self.allows(action.when.as_ref());
        self.sets.and(held, when)
    }

    /// The states in which an action can be taken, outside vias.
    pub fn action_takeable(&mut self, id: ActionId) -> Set {
        let facts = self.facts;
        let shown = self.action_shown(id);
        let gate = self.gate(&facts.story.action(id).gate);
        self.sets.and(shown, gate)
    }

    /// The states in which a member may be dealt but for its `when`.
    pub fn undealt(&mut self, member: SceneId) -> Set {
        let facts = self.facts;
        match &facts.story.scene(member).card {
            Some(card) if card.again => Set::ALL,
            Some(_) => self.seen(member).not(),
            None => Set::NONE,
        }
    }

    /// The states in which a member may be dealt.
    pub fn eligible(&mut self, member: SceneId) -> Set {
        let facts = self.facts;
        let undealt = self.undealt(member);
        let card = facts.story.scene(member).card.as_ref();
        let when = self.allows(card.and_then(|card| card.when.as_ref()));
        self.sets.and(undealt, when)
    }

    /// The states in which a counter is a value or more.
    fn at_least(&mut self, counter: CounterId, value: i64) -> Set {
        match self.facts.digits(counter) {
            Some(digits) if value > i64::from(digits.to) => Set::NONE,
            Some(digits) => self.at_least_above(digits, value - i64::from(digits.from)),
            None => Set::ALL,
        }
    }

    /// The states in which a counter's digits are so much or more.
    fn at_least_above(&mut self, digits: Digits, above: i64) -> Set {
        if above <= 0 {
            return Set::ALL;
        }
        if above >= 1 << digits.count {
            return Set::NONE;
        }
        let mut set = Set::ALL;
        for bit in 0..digits.count {
            let digit = self.sets.literal(digits.at(bit), true);
            set = if above >> bit & 1 == 1 {
                self.sets.and(digit, set)
            } else {
                self.sets.or(digit, set)
            };
        }
        set
    }

    /// The states in which a counter's digits are a value of its range: those above it stand for
    /// no value, and nothing ever writes them.
    pub fn in_range(&mut self, counter: CounterId) -> Set {
        match self.facts.digits(counter) {
            Some(digits) => {
                let above = i64::from(digits.to) - i64::from(digits.from) + 1;
                self.at_least_above(digits, above).not()
            }
            None => Set::ALL,
        }
    }

    /// The states in which moving a counter by so much would leave its range.
    pub fn leaves_range(&mut self, counter: CounterId, by: i32) -> Set {
        let facts = self.facts;
        let range = facts.story.counter(counter);
        let by = i64::from(by);
        if by >= 0 {
            self.at_least(counter, i64::from(range.to) - by + 1)
        } else {
            self.at_least(counter, i64::from(range.from) - by).not()
        }
    }

    /// The states from which moving a counter by so much leads into the set.
    fn before_add(&mut self, counter: CounterId, by: i32, after: Set) -> Set {
        let Some(digits) = self.facts.digits(counter) else {
            return after;
        };
        let depends = (0..digits.count).any(|bit| {
            let question = digits.at(bit);
            self.sets.fix(after, question, true) != self.sets.fix(after, question, false)
        });
        if by == 0 || !depends {
            return after;
        }
        let (from, to) = (i64::from(digits.from), i64::from(digits.to));
        let mut before = Set::NONE;
        for value in from..=to {
            let moved = (value + i64::from(by)).clamp(from, to);
            let mut from_here = self.fix_counter(after, digits, moved - from);
            for bit in 0..digits.count {
                let on = (value - from) >> bit & 1 == 1;
                let digit = self.sets.literal(digits.at(bit), on);
                from_here = self.sets.and(from_here, digit);
            }
            before = self.sets.or(before, from_here);
        }
        before
    }

    fn fix_counter(&mut self, set: Set, digits: Digits, above: i64) -> Set {
        (0..digits.count).fold(set, |set, bit| {
            self.sets.fix(set, digits.at(bit), above >> bit & 1 == 1)
        })
    }

    /// The states from which setting a bit so leads into the set.
    pub fn before_bit(&mut self, bit: usize, on: bool, after: Set) -> Set {
        match self.facts.question(bit as u32) {
            Some(question) => self.sets.fix(after, question, on),
            None => after,
        }
    }

    /// The states in which an entry is kept.
    pub fn kept(&mut self, entry: EntryId) -> Set {
        self.holds(&Condition::Remembers(entry))
    }

    /// The states from which the effects lead into the set, however chance falls in our favour.
    pub fn before(&mut self, effects: &[Effect], after: Set) -> Set {
        effects.iter().rev().fold(after, |after, effect| {
            if after == Set::NONE {
                return after;
            }
            self.before_one(effect, after)
        })
    }

    fn before_one(&mut self, effect: &Effect, after: Set) -> Set {
        let facts = self.facts;
        let layout = facts.story.layout();
        match effect {
            Effect::Take(item) => {
                let after = self.before_bit(layout.held(*item), true, after);
                self.before_bit(layout.had(*item), true, after)
            }
            Effect::Lose(item) => self.before_bit(layout.held(*item), false, after),
            // Whatever was written has its first telling, so writing it again changes nothing.
            Effect::Remember(entry) => {
                let first: TellingId = facts.story.first_telling(*entry);
                let after = self.before_bit(layout.written(*entry), true, after);
                self.before_bit(layout.told(first), true, after)
            }
            Effect::Retell(entry, telling) => {
                let told = self.before_bit(layout.told(*telling), true, after);
                if told == after {
                    return after;
                }
                let kept = self.kept(*entry);
                self.sets.choose(kept, told, after)
            }
            Effect::LetGo(entry) => {
                let gone = self.before_bit(layout.let_go(*entry), true, after);
                if gone == after {
                    return after;
                }
                let written = self.bit(layout.written(*entry), true);
                self.sets.choose(written, gone, after)
            }
            Effect::Set(flag) => self.before_bit(layout.flag(*flag), true, after),
            Effect::Clear(flag) => self.before_bit(layout.flag(*flag), false, after),
            Effect::Add(counter, by) => self.before_add(*counter, *by, after),
            Effect::Draw(flags) => {
                let mut before = if flags.is_empty() { after } else { Set::NONE };
                for drawn in flags {
                    let fallen = flags.iter().fold(after, |after, flag| {
                        self.before_bit(layout.flag(*flag), flag == drawn, after)
                    });
                    before = self.sets.or(before, fallen);
                }
                before
            }
        }
    }
}
