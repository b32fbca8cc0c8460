//! The fields of every shape, read off the shapes themselves, so that a guide can be held to them.
//! Knows nothing of what the fields mean.

use serde::de::value::Error;
use serde::de::{Deserialize, Deserializer, Error as _, Visitor};
use serde::forward_to_deserialize_any;

use super::catalogue::{
    Action, Chapter, Counter, Ending, Entry, Flag, Item, Journal, Place, Region, Section,
    StoryFile, Telling,
};
use super::rule::{Condition, Directive, Effect};
use super::scene::{Choice, Deal, Scene, Way};

/// A shape's name, and its fields or variants in order.
pub type Fields = (&'static str, &'static [&'static str]);

/// What every shape of the format is called, with its fields; conditions, effects and directives
/// with their variants.
#[must_use]
pub fn fields() -> Vec<Fields> {
    [
        of::<StoryFile<'_>>(),
        of::<Chapter<'_>>(),
        of::<Ending<'_>>(),
        of::<Flag<'_>>(),
        of::<Counter<'_>>(),
        of::<Scene<'_>>(),
        of::<Choice<'_>>(),
        of::<Way<'_>>(),
        of::<Deal<'_>>(),
        of::<Item<'_>>(),
        of::<Action<'_>>(),
        of::<Journal<'_>>(),
        of::<Section<'_>>(),
        of::<Entry<'_>>(),
        of::<Telling<'_>>(),
        of::<Region<'_>>(),
        of::<Place<'_>>(),
        of::<Condition<'_>>(),
        of::<Effect<'_>>(),
        of::<Directive<'_>>(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn of<'de, T: Deserialize<'de>>() -> Option<Fields> {
    let mut spy = Spy(None);
    // The spy always answers with an error: it only wants to hear what is asked for.
    let _ = T::deserialize(&mut spy);
    spy.0
}

/// Hears what a shape asks for, and gives nothing.
struct Spy(Option<Fields>);

impl<'de> Deserializer<'de> for &mut Spy {
    type Error = Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        self.0 = Some((name, fields));
        Err(Error::custom("heard"))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        self.0 = Some((name, variants));
        Err(Error::custom("heard"))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("neither a struct nor an enum"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map identifier ignored_any
    }
}
