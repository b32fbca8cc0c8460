//! Conditions and effects: every name into its number, or a finding.

use hashbrown::HashSet;

use super::Resolver;
use crate::author::codes;
use crate::author::shape::{Condition as Asked, Effect as Done, Lit};
use crate::story::{Condition, CounterId, Effect, Str};

impl Resolver<'_> {
    /// A condition; what can't be resolved is left open.
    pub(super) fn condition(&mut self, asked: &Asked<'_>) -> Condition {
        self.resolved(asked)
            .unwrap_or_else(|| Condition::All(Box::default()))
    }

    fn resolved(&mut self, asked: &Asked<'_>) -> Option<Condition> {
        Some(match asked {
            Asked::Has(item) => Condition::Has(self.item(item)?),
            Asked::Lost(item) => Condition::Lost(self.item(item)?),
            Asked::Remembers(entry) => Condition::Remembers(self.entry(entry)?),
            Asked::Told(entry, telling) => {
                let entry = self.entry(entry)?;
                Condition::Told(self.telling(entry, telling)?)
            }
            Asked::LetGo(entry) => Condition::LetGo(self.entry(entry)?),
            Asked::Is(flag) => Condition::Is(self.flag(flag)?),
            Asked::AtLeast(name, value) => {
                let counter = self.counter(name)?;
                self.threshold(counter, name, *value, true);
                Condition::AtLeast(counter, *value)
            }
            Asked::AtMost(name, value) => {
                let counter = self.counter(name)?;
                self.threshold(counter, name, *value, false);
                Condition::AtMost(counter, *value)
            }
            Asked::Seen(scene) => Condition::Seen(self.scene(scene)?),
            Asked::Chose(scene, choice) => {
                let scene = self.scene(scene)?;
                Condition::Chose(self.choice_of(scene, choice)?)
            }
            Asked::All(all) => Condition::All(all.iter().map(|one| self.condition(one)).collect()),
            Asked::Any(any) => Condition::Any(any.iter().map(|one| self.condition(one)).collect()),
            Asked::Not(one) => Condition::Not(Box::new(self.condition(one))),
        })
    }

    /// Effects in order, without those that can't be resolved. `place` stands for an effect that
    /// names nothing.
    pub(super) fn effects(&mut self, effects: &[Done<'_>], place: Str) -> Box<[Effect]> {
        let mut all = Vec::with_capacity(effects.len());
        all.extend(
            effects
                .iter()
                .filter_map(|effect| self.effect(effect, place)),
        );
        all.into_boxed_slice()
    }

    fn effect(&mut self, effect: &Done<'_>, place: Str) -> Option<Effect> {
        Some(match effect {
            Done::Take(item) => Effect::Take(self.item(item)?),
            Done::Lose(item) => Effect::Lose(self.item(item)?),
            Done::Remember(entry) => Effect::Remember(self.entry(entry)?),
            Done::Retell(name, telling) => {
                let entry = self.entry(name)?;
                let resolved = self.telling(entry, telling)?;
                if self
                    .parts
                    .entries
                    .get(entry.index())
                    .is_some_and(|entry| entry.first() == resolved)
                {
                    let at = self.str(telling);
                    let message = format!(
                        "`{}` is the first telling of `{}`",
                        telling.get(),
                        name.get()
                    );
                    self.finding(codes::FIRST_TELLING, at, message)
                        .help("`Remember` writes the first; retell a later one");
                }
                Effect::Retell(entry, resolved)
            }
            Done::LetGo(entry) => Effect::LetGo(self.entry(entry)?),
            Done::Set(flag) => Effect::Set(self.flag(flag)?),
            Done::Clear(flag) => Effect::Clear(self.flag(flag)?),
            Done::Add(name, by) => {
                let counter = self.counter(name)?;
                self.moves(counter, name, *by);
                Effect::Add(counter, *by)
            }
            Done::Draw(flags) => {
                if flags.len() < 2 {
                    let at = flags.first().map_or(place, |flag| self.str(flag));
                    self.finding(codes::DRAW, at, "there is nothing to draw from")
                        .help("name two flags at least; `Set` sets one");
                }
                let mut seen = HashSet::new();
                let twice = flags.iter().find(|flag| !seen.insert(flag.get()));
                if let Some(flag) = twice {
                    let at = self.str(flag);
                    self.finding(
                        codes::DRAW,
                        at,
                        format!("`{}` is drawn from twice", flag.get()),
                    )
                    .help("name each flag once: all are as likely");
                }
                Effect::Draw(flags.iter().filter_map(|flag| self.flag(flag)).collect())
            }
        })
    }

    fn moves(&mut self, counter: CounterId, name: &Lit<'_>, by: i32) {
        let Some(range) = self.parts.counters.get(counter.index()) else {
            return;
        };
        let (from, to) = (range.from, range.to);
        if from >= to {
            return;
        }
        if by == 0 || i64::from(by).abs() > i64::from(to) - i64::from(from) {
            let at = self.str(name);
            let message = format!(
                "`{}` goes from {from} to {to}, and can’t move by {by}",
                name.get()
            );
            self.finding(codes::ADD, at, message)
                .help("give it a wider range, or move it by less");
        }
    }

    fn threshold(&mut self, counter: CounterId, name: &Lit<'_>, value: i32, least: bool) {
        let Some(range) = self.parts.counters.get(counter.index()) else {
            return;
        };
        let (from, to) = (range.from, range.to);
        if from >= to {
            return;
        }
        let (always, never) = if least {
            (value <= from, value > to)
        } else {
            (value >= to, value < from)
        };
        if always || never {
            let at = self.str(name);
            let how = if always { "always" } else { "never" };
            let which = if least { "least" } else { "most" };
            let message = format!(
                "`{}` is {how} at {which} {value}: it goes from {from} to {to}",
                name.get()
            );
            self.finding(codes::COUNTER_NEVER, at, message)
                .help("ask for a value within its range");
        }
    }
}
