//! No key does two things in one place; what a reader may give away goes, the rest is said.

use super::{Does, Key, Keymap, Place, TABLE};
use crate::settings::Rebound;

fn rebound(does: &str, key: &str) -> Rebound {
    Rebound {
        does: does.into(),
        key: key.into(),
    }
}

#[test]
fn no_key_does_two_things_in_one_place() {
    for (n, row) in TABLE.iter().enumerate() {
        for other in &TABLE[n + 1..] {
            for key in row.keys.iter().filter(|key| other.keys.contains(key)) {
                let shared = row.at.iter().find(|place| other.at.contains(place));
                assert_eq!(shared, None, "{key:?}: {} and {}", row.name, other.name);
            }
        }
    }
}

#[test]
fn the_keys_of_the_design_do_what_it_says() {
    let map = Keymap::default();
    for (key, does) in [
        (Key::Char('i'), Does::Things),
        (Key::Char('t'), Does::Tape),
        (Key::Char('n'), Does::Journal),
        (Key::Char('m'), Does::Map),
        (Key::Char('h'), Does::History),
        (Key::Char('u'), Does::Undo),
        (Key::Char('U'), Does::Redo),
        (Key::Char('s'), Does::Saves),
        (Key::Char('o'), Does::Settings),
        (Key::Char('?'), Does::Help),
        (Key::F(1), Does::Help),
        (Key::Esc, Does::Back),
        (Key::Char('q'), Does::Leave),
        (Key::Char(' '), Does::Forward),
        (Key::PageDown, Does::Forward),
        (Key::PageUp, Does::Backward),
        (Key::Char('j'), Does::Down),
        (Key::Enter, Does::Take),
    ] {
        assert_eq!(map.does(key, Place::Page), Some(does), "{key:?}");
    }
}

#[test]
fn a_reader_may_give_a_key_away() {
    let (map, complaints) = Keymap::with(&[rebound("journal", "x"), rebound("undo", "n")]);
    assert_eq!(complaints, Vec::<String>::new());
    assert_eq!(map.does(Key::Char('x'), Place::Page), Some(Does::Journal));
    assert_eq!(map.does(Key::Char('n'), Place::Page), Some(Does::Undo));
    assert_eq!(map.does(Key::Char('u'), Place::Page), None);
    assert!(
        map.footer(Place::Page)
            .any(|row| row == (Does::Journal, "x".to_owned(), "journal"))
    );
}

#[test]
fn what_cannot_be_given_is_said() {
    let (map, complaints) = Keymap::with(&[
        rebound("jornal", "x"),
        rebound("map", "7"),
        rebound("map", "j"),
        rebound("help", "x"),
    ]);
    assert_eq!(
        complaints,
        [
            "No key can be set for “jornal” (the help lists what can).",
            "“7” can’t be a key of yours: one letter or sign can, digits can’t.",
            "“j” has a use that can’t be changed.",
            "No key can be set for “help” (the help lists what can).",
        ]
    );
    assert_eq!(map.does(Key::Char('m'), Place::Page), Some(Does::Map));
}
