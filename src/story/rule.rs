//! What may stand behind `when`, `open` and `then`: closed enums over facts.
//! Knows no state: whether a condition holds is the game's affair (`game::eval`).

use super::id::{ChoiceId, CounterId, EntryId, FlagId, ItemId, SceneId, TellingId};

/// A question about what has happened.
#[derive(Clone, PartialEq, Eq, Debug, Hash)]
pub enum Condition {
    /// The thing is held.
    Has(ItemId),
    /// The thing was held once and isn't now.
    Lost(ItemId),
    /// The entry is kept: written and not let go.
    Remembers(EntryId),
    /// This telling of an entry was written.
    Told(TellingId),
    /// The entry was let go.
    LetGo(EntryId),
    /// The flag is set.
    Is(FlagId),
    /// The counter is this or more.
    AtLeast(CounterId, i32),
    /// The counter is this or less.
    AtMost(CounterId, i32),
    /// The scene was arrived at, now included.
    Seen(SceneId),
    /// The choice was ever taken.
    Chose(ChoiceId),
    /// All of these hold; an empty list holds.
    All(Box<[Condition]>),
    /// One of these holds; an empty list doesn't.
    Any(Box<[Condition]>),
    /// This doesn't hold.
    Not(Box<Condition>),
}

/// Something a step does to the state.
#[derive(Clone, PartialEq, Eq, Debug, Hash)]
pub enum Effect {
    /// The thing is held from now on.
    Take(ItemId),
    /// The thing, if held, is lost.
    Lose(ItemId),
    /// The entry, if never written, is kept, in its first telling.
    Remember(EntryId),
    /// The entry, if kept, gets this telling.
    Retell(EntryId, TellingId),
    /// The entry, if kept, is let go.
    LetGo(EntryId),
    /// The flag is set.
    Set(FlagId),
    /// The flag is cleared.
    Clear(FlagId),
    /// The counter moves by so much, clamped to its range.
    Add(CounterId, i32),
    /// One of the flags, by chance, is set and the others are cleared.
    Draw(Box<[FlagId]>),
}

/// One thing a condition can ask for or an effect can change.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub enum Fact {
    /// Held, lost or never had.
    Item(ItemId),
    /// Never written, kept or let go.
    Entry(EntryId),
    /// Written or not.
    Telling(TellingId),
    /// Set or clear.
    Flag(FlagId),
    /// Its value.
    Counter(CounterId),
    /// How often arrived at.
    Scene(SceneId),
    /// Taken or not.
    Choice(ChoiceId),
}

impl Condition {
    /// Calls `see` with every fact the condition asks about, repeats included.
    pub fn reads(&self, see: &mut impl FnMut(Fact)) {
        match self {
            Condition::Has(item) | Condition::Lost(item) => see(Fact::Item(*item)),
            Condition::Remembers(entry) | Condition::LetGo(entry) => see(Fact::Entry(*entry)),
            Condition::Told(telling) => see(Fact::Telling(*telling)),
            Condition::Is(flag) => see(Fact::Flag(*flag)),
            Condition::AtLeast(counter, _) | Condition::AtMost(counter, _) => {
                see(Fact::Counter(*counter));
            }
            Condition::Seen(scene) => see(Fact::Scene(*scene)),
            Condition::Chose(choice) => see(Fact::Choice(*choice)),
            Condition::All(all) | Condition::Any(all) => {
                for one in all {
                    one.reads(see);
                }
            }
            Condition::Not(one) => one.reads(see),
        }
    }
}

impl Effect {
    /// Calls `see` with every fact the effect may change.
    ///
    /// `first_telling` gives an entry's first telling, which `Remember` writes.
    pub fn writes(&self, first_telling: impl Fn(EntryId) -> TellingId, see: &mut impl FnMut(Fact)) {
        match self {
            Effect::Take(item) | Effect::Lose(item) => see(Fact::Item(*item)),
            Effect::Remember(entry) => {
                see(Fact::Entry(*entry));
                see(Fact::Telling(first_telling(*entry)));
            }
            Effect::Retell(_, telling) => see(Fact::Telling(*telling)),
            Effect::LetGo(entry) => see(Fact::Entry(*entry)),
            Effect::Set(flag) | Effect::Clear(flag) => see(Fact::Flag(*flag)),
            Effect::Add(counter, _) => see(Fact::Counter(*counter)),
            Effect::Draw(flags) => {
                for flag in flags {
                    see(Fact::Flag(*flag));
                }
            }
        }
    }

    /// Calls `see` with every fact the effect depends on before it acts.
    pub fn reads(&self, see: &mut impl FnMut(Fact)) {
        match self {
            Effect::Lose(item) => see(Fact::Item(*item)),
            Effect::Remember(entry) | Effect::Retell(entry, _) | Effect::LetGo(entry) => {
                see(Fact::Entry(*entry));
            }
            Effect::Add(counter, _) => see(Fact::Counter(*counter)),
            Effect::Take(_) | Effect::Set(_) | Effect::Clear(_) | Effect::Draw(_) => {}
        }
    }
}
