//! What `serde` asks of the quick reader: each kind of value, and what stands inside its brackets.

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::{Inside, Quick, Read, Unread};

impl<'de> SeqAccess<'de> for Inside<'_, 'de> {
    type Error = Unread;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Read<Option<S::Value>> {
        if !self.has_more()? {
            return Ok(None);
        }
        let value = seed.deserialize(&mut *self.quick)?;
        self.goes_on = self.quick.comma();
        Ok(Some(value))
    }

    /// Most lists have one element, and no room is left for more.
    fn size_hint(&self) -> Option<usize> {
        Some(usize::from(self.quick.peek() != Some(self.close)))
    }
}

impl<'de> MapAccess<'de> for Inside<'_, 'de> {
    type Error = Unread;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Read<Option<S::Value>> {
        if !self.has_more()? {
            return Ok(None);
        }
        let name = self.quick.take_name()?;
        seed.deserialize(BorrowedStrDeserializer::new(name))
            .map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Read<S::Value> {
        self.quick.skip();
        self.quick.expect(b':')?;
        self.quick.skip();
        let value = seed.deserialize(&mut *self.quick)?;
        self.goes_on = self.quick.comma();
        Ok(value)
    }
}

impl<'de> EnumAccess<'de> for &mut Quick<'de> {
    type Error = Unread;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Read<(S::Value, Self)> {
        let name = self.take_name()?;
        let variant = seed.deserialize(BorrowedStrDeserializer::new(name))?;
        self.skip();
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for &mut Quick<'de> {
    type Error = Unread;

    fn unit_variant(self) -> Read<()> {
        Err(Unread)
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Read<S::Value> {
        self.within(b'(', b')', |inside| {
            inside.next_element_seed(seed)?.ok_or(Unread)
        })
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Read<V::Value> {
        self.within(b'(', b')', |inside| visitor.visit_seq(inside))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &[&str], _: V) -> Read<V::Value> {
        Err(Unread)
    }
}

impl<'de> Deserializer<'de> for &mut Quick<'de> {
    type Error = Unread;

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.take_name()? {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(Unread),
        }
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_i64(self.number()?)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_i64(self.number()?)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_i64(self.number()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_borrowed_str(self.string()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.name() {
            "Some" | "None" => Err(Unread),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.within(b'[', b']', |inside| visitor.visit_seq(inside))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Read<V::Value> {
        self.within(b'(', b')', |inside| visitor.visit_seq(inside))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        if self.take_name()? != name {
            return Err(Unread);
        }
        self.skip();
        self.within(b'(', b')', |inside| visitor.visit_map(inside))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        visitor.visit_enum(self)
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Read<V::Value> {
        Err(Unread)
    }

    forward_to_deserialize_any! {
        i8 i16 i64 i128 u8 u64 u128 f32 f64 char string bytes byte_buf unit unit_struct
        newtype_struct tuple_struct map identifier ignored_any
    }
}
