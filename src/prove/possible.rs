//! What each fact may be, every fact by itself: more than can really be, never less.
//! One row of facts, what conditions and effects make of it; where in the story it stands is
//! `values`'s affair.

use super::facts::{Answer, Facts};
use crate::story::{Condition, CounterId, Effect, Gate};

/// What each fact may be at some place of a story.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Possible {
    /// The questions that may be answered no.
    no: Box<[u64]>,
    /// The questions that may be answered yes.
    yes: Box<[u64]>,
    /// Between what values each counter may be.
    counters: Box<[(i32, i32)]>,
}

impl Possible {
    /// Nothing has happened yet.
    #[must_use]
    pub fn start(facts: &Facts) -> Possible {
        let words = facts.len().div_ceil(64);
        Possible {
            no: vec![u64::MAX; words].into(),
            yes: vec![0; words].into(),
            counters: facts
                .story
                .counters()
                .map(|(_, counter)| (counter.start, counter.start))
                .collect(),
        }
    }

    /// What a question must be answered, where that is sure.
    #[must_use]
    pub fn known(&self, facts: &Facts, question: u32) -> Option<bool> {
        match facts.answer(question) {
            Answer::Bit(_) => match self.may(question) {
                (true, false) => Some(false),
                (false, true) => Some(true),
                (true, true) | (false, false) => None,
            },
            Answer::Counter { id, from, bit } => {
                let (low, high) = self.counters[id.index()];
                let low = (i64::from(low) - i64::from(from)) >> bit;
                let high = (i64::from(high) - i64::from(from)) >> bit;
                (low == high).then_some(low & 1 == 1)
            }
        }
    }

    /// Whether a question may be answered no, and yes.
    fn may(&self, question: u32) -> (bool, bool) {
        let (word, bit) = (question as usize / 64, question % 64);
        (
            self.no[word] >> bit & 1 == 1,
            self.yes[word] >> bit & 1 == 1,
        )
    }

    fn put(&mut self, question: u32, no: bool, yes: bool) {
        let (word, bit) = (question as usize / 64, 1 << (question % 64));
        self.no[word] = self.no[word] & !bit | if no { bit } else { 0 };
        self.yes[word] = self.yes[word] & !bit | if yes { bit } else { 0 };
    }

    /// Adds what another row allows; whether that was anything new. With `wide`, a counter whose
    /// values grew may be anything from then on.
    pub fn join(&mut self, facts: &Facts, other: &Possible, wide: bool) -> bool {
        let mut grew = false;
        let rows = self.no.iter_mut().chain(&mut self.yes);
        for (word, more) in rows.zip(other.no.iter().chain(&other.yes)) {
            grew |= more & !*word != 0;
            *word |= more;
        }
        for (n, (mine, more)) in self.counters.iter_mut().zip(&other.counters).enumerate() {
            let joined = (mine.0.min(more.0), mine.1.max(more.1));
            if joined != *mine {
                grew = true;
                *mine = joined;
                if wide {
                    let range = facts.story.counter(CounterId(n as u32));
                    *mine = (range.from, range.to);
                }
            }
        }
        grew
    }

    /// Takes what another row allows for these facts, and keeps its own for all others.
    pub fn replace(&mut self, other: &Possible, these: &Touched) {
        let rows = self.no.iter_mut().zip(&other.no);
        let rows = rows.chain(self.yes.iter_mut().zip(&other.yes));
        for ((word, new), mask) in rows.zip(these.questions.iter().chain(&these.questions)) {
            *word = *word & !mask | new & mask;
        }
        for id in &these.counters {
            self.counters[id.index()] = other.counters[id.index()];
        }
    }

    fn bit_may(&self, facts: &Facts, bit: usize) -> (bool, bool) {
        facts
            .question(bit as u32)
            .map_or((true, true), |question| self.may(question))
    }

    /// Whether a condition may fail, and may hold.
    fn test(&self, facts: &Facts, condition: &Condition) -> (bool, bool) {
        let layout = facts.story.layout();
        let bit = |bit| self.bit_may(facts, bit);
        let both = |a: (bool, bool), b: (bool, bool)| (a.0 || b.0, a.1 && b.1);
        let not = |a: (bool, bool)| (a.1, a.0);
        match condition {
            Condition::Has(item) => bit(layout.held(*item)),
            Condition::Lost(item) => both(bit(layout.had(*item)), not(bit(layout.held(*item)))),
            Condition::Remembers(entry) => {
                let let_go = not(bit(layout.let_go(*entry)));
                both(bit(layout.written(*entry)), let_go)
            }
            Condition::Told(telling) => bit(layout.told(*telling)),
            Condition::LetGo(entry) => bit(layout.let_go(*entry)),
            Condition::Is(flag) => bit(layout.flag(*flag)),
            Condition::AtLeast(counter, value) => {
                let (low, high) = self.counters[counter.index()];
                (low < *value, high >= *value)
            }
            Condition::AtMost(counter, value) => {
                let (low, high) = self.counters[counter.index()];
                (high > *value, low <= *value)
            }
            Condition::Seen(scene) => bit(super::facts::visited(layout, *scene) as usize),
            Condition::Chose(choice) => bit(layout.chosen(*choice)),
            Condition::All(all) => all.iter().fold((false, true), |so_far, one| {
                both(so_far, self.test(facts, one))
            }),
            Condition::Any(any) => not(any.iter().fold((false, true), |so_far, one| {
                both(so_far, not(self.test(facts, one)))
            })),
            Condition::Not(one) => not(self.test(facts, one)),
        }
    }

    fn assume_bit(&mut self, facts: &Facts, bit: usize, yes: bool) -> bool {
        let Some(question) = facts.question(bit as u32) else {
            return true;
        };
        let (may_no, may_yes) = self.may(question);
        self.put(question, may_no && !yes, may_yes && yes);
        if yes { may_yes } else { may_no }
    }

    /// Keeps only what fits a condition holding, or failing. False where nothing does.
    pub fn assume(&mut self, facts: &Facts, condition: &Condition, holds: bool) -> bool {
        let layout = facts.story.layout();
        match condition {
            Condition::Has(item) => self.assume_bit(facts, layout.held(*item), holds),
            Condition::Lost(item) if holds => {
                self.assume_bit(facts, layout.had(*item), true)
                    && self.assume_bit(facts, layout.held(*item), false)
            }
            Condition::Remembers(entry) if holds => {
                self.assume_bit(facts, layout.written(*entry), true)
                    && self.assume_bit(facts, layout.let_go(*entry), false)
            }
            Condition::Lost(_) | Condition::Remembers(_) => {
                let (may_fail, _) = self.test(facts, condition);
                may_fail
            }
            Condition::Told(telling) => self.assume_bit(facts, layout.told(*telling), holds),
            Condition::LetGo(entry) => self.assume_bit(facts, layout.let_go(*entry), holds),
            Condition::Is(flag) => self.assume_bit(facts, layout.flag(*flag), holds),
            Condition::AtLeast(counter, value) => {
                let (low, high) = &mut self.counters[counter.index()];
                if holds {
                    *low = (*low).max(*value);
                } else {
                    *high = (*high).min(value.saturating_sub(1));
                }
                low <= high
            }
            Condition::AtMost(counter, value) => {
                let (low, high) = &mut self.counters[counter.index()];
                if holds {
                    *high = (*high).min(*value);
                } else {
                    *low = (*low).max(value.saturating_add(1));
                }
                low <= high
            }
            Condition::Seen(scene) => {
                let bit = super::facts::visited(layout, *scene) as usize;
                self.assume_bit(facts, bit, holds)
            }
            Condition::Chose(choice) => self.assume_bit(facts, layout.chosen(*choice), holds),
            Condition::All(all) if holds => all.iter().all(|one| self.assume(facts, one, true)),
            Condition::Any(any) if !holds => any.iter().all(|one| self.assume(facts, one, false)),
            Condition::All(some) | Condition::Any(some) => {
                let fits = |one: &&Condition| {
                    let (may_fail, may_hold) = self.test(facts, one);
                    if holds { may_hold } else { may_fail }
                };
                // Where one alone can make it so, that one is so; else nothing more is known.
                let mut fitting = some.iter().filter(fits);
                match (fitting.next(), fitting.next()) {
                    (None, _) => false,
                    (Some(one), None) => self.assume(facts, one, holds),
                    (Some(_), Some(_)) => true,
                }
            }
            Condition::Not(one) => self.assume(facts, one, !holds),
        }
    }

    /// Keeps only what fits a condition, if there is one. False where nothing does.
    pub fn allow(&mut self, facts: &Facts, condition: Option<&Condition>) -> bool {
        condition.is_none_or(|condition| self.assume(facts, condition, true))
    }

    /// Keeps only what fits an open gate. False where nothing does.
    pub fn pass(&mut self, facts: &Facts, gate: &Gate) -> bool {
        match gate {
            Gate::Open => true,
            Gate::If(open, _) => self.assume(facts, open, true),
            Gate::Refused(_) => false,
        }
    }

    /// Makes a bit so.
    pub fn put_bit(&mut self, facts: &Facts, bit: usize, yes: bool) {
        if let Some(question) = facts.question(bit as u32) {
            self.put(question, !yes, yes);
        }
    }

    /// Keeps only what fits a bit being so. False where nothing does.
    pub fn fits_bit(&mut self, facts: &Facts, bit: usize, yes: bool) -> bool {
        self.assume_bit(facts, bit, yes)
    }

    /// What the effects make of it.
    pub fn apply(&mut self, facts: &Facts, effects: &[Effect]) {
        let story = &facts.story;
        let layout = story.layout();
        for effect in effects {
            match effect {
                Effect::Take(item) => {
                    self.put_bit(facts, layout.held(*item), true);
                    self.put_bit(facts, layout.had(*item), true);
                }
                Effect::Lose(item) => self.put_bit(facts, layout.held(*item), false),
                Effect::Remember(entry) => {
                    self.put_bit(facts, layout.written(*entry), true);
                    self.put_bit(facts, layout.told(story.first_telling(*entry)), true);
                }
                Effect::Retell(entry, telling) => {
                    let kept = self.test(facts, &Condition::Remembers(*entry));
                    self.may_become(facts, layout.told(*telling), kept);
                }
                Effect::LetGo(entry) => {
                    let kept = self.test(facts, &Condition::Remembers(*entry));
                    self.may_become(facts, layout.let_go(*entry), kept);
                }
                Effect::Set(flag) => self.put_bit(facts, layout.flag(*flag), true),
                Effect::Clear(flag) => self.put_bit(facts, layout.flag(*flag), false),
                Effect::Add(counter, by) => {
                    let range = story.counter(*counter);
                    let (low, high) = &mut self.counters[counter.index()];
                    *low = low.saturating_add(*by).clamp(range.from, range.to);
                    *high = high.saturating_add(*by).clamp(range.from, range.to);
                }
                Effect::Draw(flags) => {
                    let only = flags.iter().all(|flag| Some(flag) == flags.first());
                    for flag in flags {
                        if let Some(question) = facts.question(layout.flag(*flag) as u32) {
                            self.put(question, !only, true);
                        }
                    }
                }
            }
        }
    }

    /// Sets a bit if something that may fail, and may hold, does.
    fn may_become(&mut self, facts: &Facts, bit: usize, (may_fail, may_hold): (bool, bool)) {
        if let Some(question) = facts.question(bit as u32)
            && may_hold
        {
            let (no, _) = self.may(question);
            self.put(question, no && may_fail, true);
        }
    }
}

/// Facts that something may change.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Touched {
    questions: Vec<u64>,
    counters: Vec<CounterId>,
}

impl Touched {
    /// None yet.
    #[must_use]
    pub fn none(facts: &Facts) -> Touched {
        Touched {
            questions: vec![0; facts.len().div_ceil(64)],
            counters: Vec::new(),
        }
    }

    /// Adds a bit.
    pub fn add_bit(&mut self, facts: &Facts, bit: usize) {
        if let Some(question) = facts.question(bit as u32) {
            self.questions[question as usize / 64] |= 1 << (question % 64);
        }
    }

    /// Adds what an effect may change.
    pub fn add(&mut self, facts: &Facts, effect: &Effect) {
        let layout = facts.story.layout();
        match effect {
            Effect::Take(item) => {
                self.add_bit(facts, layout.held(*item));
                self.add_bit(facts, layout.had(*item));
            }
            Effect::Lose(item) => self.add_bit(facts, layout.held(*item)),
            Effect::Remember(entry) => {
                self.add_bit(facts, layout.written(*entry));
                self.add_bit(facts, layout.told(facts.story.first_telling(*entry)));
            }
            Effect::Retell(_, telling) => self.add_bit(facts, layout.told(*telling)),
            Effect::LetGo(entry) => self.add_bit(facts, layout.let_go(*entry)),
            Effect::Set(flag) | Effect::Clear(flag) => self.add_bit(facts, layout.flag(*flag)),
            Effect::Add(counter, _) => {
                if !self.counters.contains(counter) {
                    self.counters.push(*counter);
                }
            }
            Effect::Draw(flags) => {
                for flag in flags {
                    self.add_bit(facts, layout.flag(*flag));
                }
            }
        }
    }

    /// Adds all of another's.
    pub fn merge(&mut self, other: &Touched) {
        for (mine, theirs) in self.questions.iter_mut().zip(&other.questions) {
            *mine |= theirs;
        }
        for counter in &other.counters {
            if !self.counters.contains(counter) {
                self.counters.push(*counter);
            }
        }
    }
}
