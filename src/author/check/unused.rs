//! What is declared is used: what is asked for can come about, and what is set is asked for.

use super::Checked;
use crate::author::codes;
use crate::diagnostic::{Code, Finding};
use crate::story::{
    Condition, CounterId, Effect, EntryId, Fact, FlagId, Gate, ItemId, Part, Parts, Str, TellingId,
    Text,
};

/// What some condition asks for, and what some effect brings about.
struct Used {
    flags: Vec<[bool; 2]>,
    counters: Vec<[bool; 2]>,
    taken: Vec<bool>,
    written: Vec<bool>,
    told: Vec<bool>,
    /// The flags of each `Draw`.
    draws: Vec<Vec<FlagId>>,
}

const READ: usize = 0;
const SET: usize = 1;

pub(super) fn check(story: &Checked<'_>, findings: &mut Vec<Finding>) {
    if !story.whole || story.marks.unsure {
        return;
    }
    let used = Used::in_parts(story.parts);
    let mut say = |code: Code, at: Str, message: String, help: &str| {
        findings.push(story.finding(code, at, message).help(help));
    };
    let parts = story.parts;
    let flags = parts
        .flags
        .iter()
        .map(|flag| ("flag", flag.name))
        .zip(&used.flags);
    let counters = parts
        .counters
        .iter()
        .map(|counter| ("counter", counter.name))
        .zip(&used.counters);
    for ((kind, name), used) in flags.chain(counters) {
        let (is_set, how) = if kind == "flag" {
            ("set", "by `Set` or `Draw`")
        } else {
            ("moved", "by `Add`")
        };
        let word = story.str(name);
        match *used {
            [false, false] => say(
                codes::NEVER_SET,
                name,
                format!("the {kind} `{word}` is never used"),
                "use it, or take it out",
            ),
            [true, false] => {
                say(
                    codes::NEVER_SET,
                    name,
                    format!("the {kind} `{word}` is asked for and never {is_set}"),
                    &format!("it is {is_set} {how}"),
                );
            }
            [false, true] => {
                say(
                    codes::NEVER_READ,
                    name,
                    format!("the {kind} `{word}` is {is_set} and never asked for"),
                    "let something hang on it, or take it out",
                );
            }
            [true, true] => {}
        }
    }
    for (item, taken) in parts.items.iter().zip(&used.taken) {
        if !taken {
            let message = format!("the thing `{}` is never taken", story.str(item.name_id));
            say(
                codes::NEVER_SET,
                item.name_id,
                message,
                "it comes into the hand by `Take`",
            );
        }
    }
    for (entry, written) in parts.entries.iter().zip(&used.written) {
        if !written {
            let message = format!(
                "the journal entry `{}` is never written",
                story.str(entry.name)
            );
            say(
                codes::NEVER_SET,
                entry.name,
                message,
                "it is written by `Remember`",
            );
            continue;
        }
        for telling in entry
            .tellings
            .clone()
            .skip(1)
            .filter(|n| !used.told[*n as usize])
        {
            let name = parts.tellings[telling as usize].name;
            let message = format!(
                "the telling `{}` of `{}` is never given",
                story.str(name),
                story.str(entry.name)
            );
            say(
                codes::NEVER_SET,
                name,
                message,
                "a later telling is given by `Retell`",
            );
        }
    }
}

impl Used {
    fn in_parts(parts: &Parts) -> Used {
        let mut used = Used {
            flags: vec![[false; 2]; parts.flags.len()],
            counters: vec![[false; 2]; parts.counters.len()],
            taken: vec![false; parts.items.len()],
            written: vec![false; parts.entries.len()],
            told: vec![false; parts.tellings.len()],
            draws: Vec::new(),
        };
        for scene in &parts.scenes {
            used.effects(&scene.enter);
            used.text(scene.text.as_ref());
            used.asks(scene.card.as_ref().and_then(|card| card.when.as_ref()));
        }
        for choice in &parts.choices {
            used.asks(choice.when.as_ref());
            used.gate(&choice.gate);
            used.effects(&choice.then);
            used.text(choice.echo.as_ref());
        }
        for way in &parts.ways {
            used.asks(way.when.as_ref());
            used.effects(&way.then);
        }
        for action in &parts.actions {
            used.asks(action.when.as_ref());
            used.gate(&action.gate);
        }
        for item in &parts.items {
            used.text(item.look.as_ref());
        }
        for place in &parts.places {
            used.text(place.look.as_ref());
        }
        for chapter in &parts.chapters {
            for passes in &chapter.passes {
                used.asks(Some(passes));
            }
        }
        used.drawn_together();
        used
    }

    /// A draw needs two flags: who asks for one of them asks whether it was that or another.
    fn drawn_together(&mut self) {
        let asked = |used: &Used, flag: &FlagId| used.flags[flag.index()][READ];
        let draws = std::mem::take(&mut self.draws);
        let read: Vec<FlagId> = draws
            .into_iter()
            .filter(|flags| flags.iter().any(|flag| asked(self, flag)))
            .flatten()
            .collect();
        for flag in read {
            self.flags[flag.index()][READ] = true;
        }
    }

    fn asks(&mut self, condition: Option<&Condition>) {
        if let Some(condition) = condition {
            condition.reads(&mut |fact| match fact {
                Fact::Flag(FlagId(n)) => self.flags[n as usize][READ] = true,
                Fact::Counter(CounterId(n)) => self.counters[n as usize][READ] = true,
                Fact::Item(_)
                | Fact::Entry(_)
                | Fact::Telling(_)
                | Fact::Scene(_)
                | Fact::Choice(_) => {}
            });
        }
    }

    fn gate(&mut self, gate: &Gate) {
        match gate {
            Gate::If(condition, _) => self.asks(Some(condition)),
            Gate::Open | Gate::Refused(_) => {}
        }
    }

    fn effects(&mut self, effects: &[Effect]) {
        for effect in effects {
            match effect {
                Effect::Take(ItemId(n)) => self.taken[*n as usize] = true,
                Effect::Remember(EntryId(n)) => self.written[*n as usize] = true,
                Effect::Retell(_, TellingId(n)) => self.told[*n as usize] = true,
                Effect::Set(FlagId(n)) => self.flags[*n as usize][SET] = true,
                Effect::Add(CounterId(n), _) => self.counters[*n as usize][SET] = true,
                Effect::Draw(flags) => {
                    for flag in flags {
                        self.flags[flag.index()][SET] = true;
                    }
                    self.draws.push(flags.to_vec());
                }
                Effect::Lose(_) | Effect::LetGo(_) | Effect::Clear(_) => {}
            }
        }
    }

    fn text(&mut self, text: Option<&Text>) {
        let Some(text) = text else { return };
        text.each_part(&mut |part| match part {
            Part::When { condition, .. } | Part::Either { condition, .. } => {
                self.asks(Some(condition))
            }
            Part::Count(CounterId(n)) => self.counters[*n as usize][READ] = true,
            Part::Words(_)
            | Part::Break
            | Part::Stress
            | Part::Pick { .. }
            | Part::First { .. }
            | Part::Again { .. } => {}
        });
    }
}
