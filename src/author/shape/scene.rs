//! Scenes, choices, ways and deals as they are written. A story has very many of them, so what is
//! seldom there is boxed and lists are as long as they are.

use serde::Deserialize;

use super::{Condition, Effect, Lit};

#[derive(Debug, Deserialize)]
#[serde(rename = "Scene", deny_unknown_fields, bound(deserialize = "'de: 'a"))]
pub(in crate::author) struct Scene<'a> {
    pub id: Lit<'a>,
    #[serde(default)]
    pub renamed: Box<[Lit<'a>]>,
    pub place: Option<Box<Lit<'a>>>,
    pub art: Option<Box<Lit<'a>>>,
    pub deck: Option<Box<Lit<'a>>>,
    pub offer: Option<Box<Lit<'a>>>,
    pub when: Option<Box<Condition<'a>>>,
    pub weight: Option<u32>,
    pub again: Option<bool>,
    #[serde(default)]
    pub enter: Box<[Effect<'a>]>,
    pub text: Option<Lit<'a>>,
    #[serde(default)]
    pub choices: Box<[Choice<'a>]>,
    pub deal: Option<Box<Deal<'a>>>,
    pub next: Option<Box<Lit<'a>>>,
    #[serde(default)]
    pub ways: Box<[Way<'a>]>,
    #[serde(default)]
    pub back: bool,
    pub closes: Option<Box<Lit<'a>>>,
    pub ending: Option<Box<Lit<'a>>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename = "Choice", deny_unknown_fields, bound(deserialize = "'de: 'a"))]
pub(in crate::author) struct Choice<'a> {
    pub id: Option<Box<Lit<'a>>>,
    #[serde(default)]
    pub renamed: Box<[Lit<'a>]>,
    pub say: Lit<'a>,
    pub when: Option<Box<Condition<'a>>>,
    pub open: Option<Box<Condition<'a>>>,
    pub locked: Option<Box<Lit<'a>>>,
    pub refused: Option<Box<Lit<'a>>>,
    #[serde(default)]
    pub once: bool,
    #[serde(default)]
    pub then: Box<[Effect<'a>]>,
    pub echo: Option<Box<Lit<'a>>>,
    pub via: Option<Box<Lit<'a>>>,
    pub to: Option<Lit<'a>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename = "Way", deny_unknown_fields, bound(deserialize = "'de: 'a"))]
pub(in crate::author) struct Way<'a> {
    pub when: Option<Box<Condition<'a>>>,
    #[serde(default)]
    pub then: Box<[Effect<'a>]>,
    pub to: Lit<'a>,
}

#[derive(Debug, Deserialize)]
#[serde(rename = "Deal", deny_unknown_fields, bound(deserialize = "'de: 'a"))]
pub(in crate::author) struct Deal<'a> {
    pub deck: Lit<'a>,
    pub show: u32,
    pub pick: u32,
    pub done: Lit<'a>,
}
