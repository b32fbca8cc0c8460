//! The table with a reader’s own keys in it, and what is asked of it.
//! Knows keys and places, not what comes of them, and no settings but the keys that were given.

use super::super::input::Key::{self, Char};
use super::{Binding, Does, Place, TABLE, key_name};
use crate::settings::Rebound;

/// The table with a reader's own keys in it.
#[derive(Clone, Debug)]
pub struct Keymap {
    rows: Vec<(Binding, Vec<Key>)>,
}

impl Default for Keymap {
    fn default() -> Keymap {
        let rows = TABLE.iter().map(|row| (*row, row.keys.to_vec())).collect();
        Keymap { rows }
    }
}

impl Keymap {
    /// The table with these keys in it, and a sentence for each that can't be.
    #[must_use]
    pub fn with(rebound: &[Rebound]) -> (Keymap, Vec<String>) {
        let mut map = Keymap::default();
        let mut complaints = Vec::new();
        let mut given: Vec<usize> = Vec::new();
        for Rebound { does, key } in rebound {
            let (does_shown, key_shown) = (crate::clean::shown(does), crate::clean::shown(key));
            let Some(at) = map
                .rows
                .iter()
                .position(|(row, _)| row.name == does && !row.fixed)
            else {
                complaints.push(format!(
                    "No key can be set for “{does_shown}” (the help lists what can)."
                ));
                continue;
            };
            let Some(wanted) = letter(key) else {
                complaints.push(format!(
                    "“{key_shown}” can’t be a key of yours: one letter or sign can, digits can’t."
                ));
                continue;
            };
            let places = map.rows[at].0.at;
            let taken = map.rows.iter().any(|(row, keys)| {
                row.fixed
                    && keys.contains(&wanted)
                    && row.at.iter().any(|place| places.contains(place))
            });
            if taken {
                complaints.push(format!("“{key_shown}” has a use that can’t be changed."));
                continue;
            }
            for (nth, (row, keys)) in map.rows.iter_mut().enumerate() {
                if nth != at && row.at.iter().any(|place| places.contains(place)) {
                    keys.retain(|key| *key != wanted);
                }
            }
            if given.contains(&at) {
                map.rows[at].1.push(wanted);
            } else {
                given.push(at);
                map.rows[at].1 = vec![wanted];
            }
        }
        (map, complaints)
    }

    /// What a key does in a place.
    #[must_use]
    pub fn does(&self, key: Key, place: Place) -> Option<Does> {
        let row = self
            .rows
            .iter()
            .find(|(row, keys)| row.at.contains(&place) && keys.contains(&key));
        row.map(|(row, _)| row.does)
    }

    /// The footer of a place: what it does, its key and its label, most wanted first.
    pub fn footer(&self, place: Place) -> impl Iterator<Item = (Does, String, &'static str)> {
        self.rows.iter().filter_map(move |(row, keys)| {
            let (_, label) = row.footer.iter().find(|(at, _)| *at == place)?;
            Some((row.does, key_name(*keys.first()?), *label))
        })
    }

    /// Every row a reader may give another key: its name, its keys by name, what it does.
    pub fn rebindable(&self) -> impl Iterator<Item = (&'static str, String, &'static str)> {
        self.rows
            .iter()
            .filter(|(row, _)| !row.fixed)
            .map(|(row, keys)| {
                let names: Vec<String> = keys.iter().map(|key| key_name(*key)).collect();
                (row.name, names.join(" "), row.says)
            })
    }

    /// Every row that has a key: its keys by name, its own name, what it does.
    pub fn help(&self) -> impl Iterator<Item = (String, &'static str, &'static str)> {
        self.rows
            .iter()
            .filter(|(_, keys)| !keys.is_empty())
            .map(|(row, keys)| {
                let names: Vec<String> = keys.iter().map(|key| key_name(*key)).collect();
                (names.join(" "), row.name, row.says)
            })
    }
}

/// A key a reader may give away: one character, no digit.
fn letter(name: &str) -> Option<Key> {
    if name == "space" {
        return Some(Char(' '));
    }
    let mut chars = name.chars();
    let c = chars.next()?;
    (chars.next().is_none() && !c.is_ascii_digit() && !c.is_control()).then_some(Char(c))
}
