//! Conditions, effects and directives as they are written: one language, the same everywhere.

use serde::Deserialize;

use super::Lit;

#[derive(Debug, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(in crate::author) enum Condition<'a> {
    Has(Lit<'a>),
    Lost(Lit<'a>),
    Remembers(Lit<'a>),
    Told(Lit<'a>, Lit<'a>),
    LetGo(Lit<'a>),
    Is(Lit<'a>),
    AtLeast(Lit<'a>, i32),
    AtMost(Lit<'a>, i32),
    Seen(Lit<'a>),
    Chose(Lit<'a>, Lit<'a>),
    All(Box<[Condition<'a>]>),
    Any(Box<[Condition<'a>]>),
    Not(Box<Condition<'a>>),
}

#[derive(Debug, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(in crate::author) enum Effect<'a> {
    Take(Lit<'a>),
    Lose(Lit<'a>),
    Remember(Lit<'a>),
    Retell(Lit<'a>, Lit<'a>),
    LetGo(Lit<'a>),
    Set(Lit<'a>),
    Clear(Lit<'a>),
    Add(Lit<'a>, i32),
    Draw(Box<[Lit<'a>]>),
}

#[derive(Debug, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(in crate::author) enum Directive<'a> {
    When(Condition<'a>, Lit<'a>),
    Either(Condition<'a>, Lit<'a>, Lit<'a>),
    Pick(Box<[Lit<'a>]>),
    First(Lit<'a>),
    Again(Lit<'a>),
    Count(Lit<'a>),
}
