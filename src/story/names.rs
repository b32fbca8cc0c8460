//! Finding a thing by its name, without keeping a second copy of the name.
//! Knows only hashes and positions; whoever asks compares the strings.

use hashbrown::HashTable;

/// A hash index over strings that live elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Index {
    table: HashTable<(u64, u32)>,
}

impl Index {
    /// An empty index with room for `n` names.
    #[must_use]
    pub fn with_capacity(n: usize) -> Index {
        Index {
            table: HashTable::with_capacity(n),
        }
    }

    /// Adds position `id` under `key`; several may share a key.
    pub fn insert(&mut self, key: u64, id: u32) {
        self.table.insert_unique(key, (key, id), |(key, _)| *key);
    }

    /// The position under `key` for which `same` holds.
    pub fn find(&self, key: u64, mut same: impl FnMut(u32) -> bool) -> Option<u32> {
        self.table
            .find(key, |(other, id)| *other == key && same(*id))
            .map(|(_, id)| *id)
    }
}

/// The key of a name inside a folder: FNV-1a (Fowler, Noll and Vo), 64 bits, over `folder/name`.
///
/// It is part of what chance is keyed by, so it never changes.
#[must_use]
pub fn key_of(folder: &str, name: &str) -> u64 {
    let slash = if folder.is_empty() { "" } else { "/" };
    folder
        .bytes()
        .chain(slash.bytes())
        .chain(name.bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
}

#[cfg(test)]
mod tests {
    use super::key_of;

    #[test]
    fn a_key_is_fnv_1a_over_the_whole_name() {
        assert_eq!(key_of("", ""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(key_of("", "a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(key_of("a", "b"), key_of("", "a/b"));
    }
}
