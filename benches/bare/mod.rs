//! The least that reading a generated pack can cost: `ron` into borrowed structs, and a map of the
//! scenes by name. Nothing is checked, no name is looked up, prose stays as it is.

use std::collections::HashMap;
use std::fmt;

use ron::Options;
use ron::extensions::Extensions;
use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// The scenes of a pack, and where each of them stands, by its name.
pub type Bare<'a> = (Vec<Scene<'a>>, HashMap<&'a str, usize>);

/// Reads the scenes of a pack.
pub fn read(files: &[String]) -> ron::error::SpannedResult<Bare<'_>> {
    let ron = Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    let mut scenes: Vec<Scene<'_>> = Vec::new();
    for file in files {
        scenes.extend(ron.from_str::<Vec<Scene<'_>>>(file)?);
    }
    let names = scenes.iter().enumerate().map(|(n, scene)| (scene.id.0, n));
    let names = names.collect();
    Ok((scenes, names))
}

/// A string without escapes, where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Lit<'a>(pub &'a str);

impl<'de: 'a, 'a> Deserialize<'de> for Lit<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = Lit<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string without escapes")
            }

            fn visit_borrowed_str<E: Error>(self, words: &'de str) -> Result<Self::Value, E> {
                Ok(Lit(words))
            }
        }
        deserializer.deserialize_str(Words)
    }
}

macro_rules! shapes {
    ($($(#[$doc:meta])* $kind:ident $name:ident { $($body:tt)* })+) => {$(
        $(#[$doc])*
        #[derive(Debug, serde::Deserialize)]
        #[serde(bound(deserialize = "'de: 'a"))]
        #[allow(dead_code, reason = "it is read to measure what reading it costs")]
        pub $kind $name<'a> { $($body)* }
    )+};
}

shapes! {
    /// A scene.
    struct Scene {
        id: Lit<'a>,
        #[serde(default)] enter: Vec<Effect<'a>>,
        text: Option<Lit<'a>>,
        deck: Option<Lit<'a>>,
        offer: Option<Lit<'a>>,
        when: Option<Condition<'a>>,
        deal: Option<Deal<'a>>,
        #[serde(default)] choices: Vec<Choice<'a>>,
        ending: Option<Lit<'a>>,
        #[serde(default)] back: bool,
    }
    /// A deal.
    struct Deal {
        deck: Lit<'a>,
        show: u32,
        pick: u32,
        done: Lit<'a>,
    }
    /// A choice.
    struct Choice {
        say: Lit<'a>,
        when: Option<Condition<'a>>,
        #[serde(default)] then: Vec<Effect<'a>>,
        to: Lit<'a>,
    }
    /// A condition.
    enum Condition {
        Is(Lit<'a>),
        Has(Lit<'a>),
        Remembers(Lit<'a>),
        Not(Box<Condition<'a>>),
        All(Vec<Condition<'a>>),
    }
    /// An effect.
    enum Effect {
        Set(Lit<'a>),
        Clear(Lit<'a>),
        Take(Lit<'a>),
        Lose(Lit<'a>),
        Remember(Lit<'a>),
        Retell(Lit<'a>, Lit<'a>),
    }
}
