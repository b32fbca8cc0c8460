//! Which key does what: one table that feeds the handlers, the footer and the help.
//! Knows keys and places, not what comes of them.

use super::input::Key;
use crate::settings::Rebound;

/// What a key can do.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Does {
    /// One up.
    Up,
    /// One down.
    Down,
    /// To the left: the section or value before.
    Left,
    /// To the right: the section or value after.
    Right,
    /// Takes what is marked.
    Take,
    /// A page on.
    Forward,
    /// A page back.
    Backward,
    /// To the first.
    First,
    /// To the last.
    Last,
    /// Opens the things.
    Things,
    /// Opens the tape.
    Tape,
    /// Opens the journal.
    Journal,
    /// Opens the map.
    Map,
    /// Opens what was read.
    History,
    /// Opens the pictures seen.
    Gallery,
    /// Takes back a step.
    Undo,
    /// Takes a step again.
    Redo,
    /// Opens the saves.
    Saves,
    /// Opens the settings.
    Settings,
    /// Opens the help.
    Help,
    /// Closes what is open.
    Back,
    /// Leaves; it is kept already.
    Leave,
    /// A wider column.
    Wider,
    /// A narrower column.
    Narrower,
    /// Searches.
    Search,
    /// Copies.
    Copy,
    /// Keeps under a new name.
    Keep,
    /// Gives another name.
    Rename,
    /// Throws away.
    Discard,
    /// Opens the content note.
    Note,
    /// Draws everything again.
    Repaint,
    /// Stops the program for a while.
    Suspend,
}

/// Where keys are pressed, as far as they differ.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Place {
    /// The question of the first run.
    Question,
    /// The title.
    Title,
    /// The page that is read.
    Page,
    /// The journal.
    Journal,
    /// The things, and the tape.
    Things,
    /// The map.
    Map,
    /// What was read.
    History,
    /// The saves.
    Saves,
    /// The settings.
    Settings,
    /// The keys, to be given others.
    Keys,
    /// What comes after an ending.
    After,
    /// Help, note, credits: only to be read.
    Sheet,
}

use Place::{
    After, History, Journal, Keys, Map, Page, Question, Saves, Settings, Sheet, Things, Title,
};

const ALWAYS: &[Place] = &[
    Question, Title, Page, Journal, Things, Map, History, Saves, Settings, Keys, Sheet, After,
];
const EVERYWHERE: &[Place] = &[
    Title, Page, Journal, Things, Map, History, Saves, Settings, Keys, Sheet, After,
];
const TELLING: &[Place] = &[Page, Journal, Things, Map, History, After];
const LISTS: &[Place] = &[
    Question, Title, Page, Journal, Things, Map, History, Saves, Settings, Keys, After,
];

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// What it does.
    pub does: Does,
    /// Its name, in the help and in the settings file.
    pub name: &'static str,
    /// Its keys, the one shown first.
    pub keys: &'static [Key],
    /// Where it works.
    pub at: &'static [Place],
    /// What it does, for the help.
    pub says: &'static str,
    /// What the footer calls it, in the places whose footer names it.
    pub footer: &'static [(Place, &'static str)],
    /// Whether a reader may give it other keys.
    pub fixed: bool,
}

const fn row(
    does: Does,
    name: &'static str,
    keys: &'static [Key],
    at: &'static [Place],
    says: &'static str,
    footer: &'static [(Place, &'static str)],
) -> Binding {
    Binding {
        does,
        name,
        keys,
        at,
        says,
        footer,
        fixed: false,
    }
}

const fn fixed(row: Binding) -> Binding {
    Binding { fixed: true, ..row }
}

use Key::{
    BackTab, Char, Ctrl, Delete, Down, End, Enter, Esc, F, Home, Left, PageDown, PageUp, Right,
    Tab, Up,
};

/// The table, in the order the footer names keys. Digits choose on every list and stand in it by
/// themselves.
pub const TABLE: &[Binding] = &[
    row(
        Does::Forward,
        "on",
        &[Char(' '), PageDown],
        EVERYWHERE,
        "the next page",
        &[
            (Page, TURN_THE_PAGE),
            (Journal, TURN_THE_PAGE),
            (Things, TURN_THE_PAGE),
            (Map, TURN_THE_PAGE),
            (History, TURN_THE_PAGE),
            (Saves, TURN_THE_PAGE),
            (Settings, TURN_THE_PAGE),
            (Keys, TURN_THE_PAGE),
            (Sheet, TURN_THE_PAGE),
        ],
    ),
    fixed(row(
        Does::Take,
        "choose",
        &[Enter],
        LISTS,
        "takes what is marked; so does its number",
        &[
            (Question, CHOOSE),
            (Title, CHOOSE),
            (Page, CHOOSE),
            (After, CHOOSE),
            (Things, CHOOSE),
            (Map, "go there"),
            (Saves, "take up"),
            (History, "go back to this choice"),
            (Keys, "another key"),
        ],
    )),
    fixed(row(
        Does::Up,
        "up",
        &[Up, Char('k')],
        LISTS,
        "marks the one above",
        &[],
    )),
    fixed(row(
        Does::Down,
        "down",
        &[Down, Char('j')],
        LISTS,
        "marks the one below",
        &[(History, "an earlier choice")],
    )),
    row(
        Does::Backward,
        "before",
        &[PageUp, Char('b')],
        EVERYWHERE,
        "the page before, and what was read before that",
        &[],
    ),
    fixed(row(
        Does::Left,
        "left",
        &[Left, BackTab],
        &[Journal, Map, Settings],
        "the section, region or value before",
        &[],
    )),
    fixed(row(
        Does::Right,
        "right",
        &[Right, Tab],
        &[Journal, Map, Settings],
        "the section, region or value after",
        &[(Journal, "section"), (Map, "region"), (Settings, "change")],
    )),
    fixed(row(
        Does::First,
        "first",
        &[Home],
        EVERYWHERE,
        "to the first",
        &[],
    )),
    fixed(row(
        Does::Last,
        "last",
        &[End],
        EVERYWHERE,
        "to the last",
        &[],
    )),
    row(
        Does::Things,
        "things",
        &[Char('i')],
        TELLING,
        "the things you have",
        &[(Page, "things")],
    ),
    row(
        Does::Journal,
        "journal",
        &[Char('n')],
        TELLING,
        "the journal",
        &[(Page, "journal")],
    ),
    row(
        Does::Map,
        "map",
        &[Char('m')],
        TELLING,
        "the map",
        &[(Page, "map")],
    ),
    row(
        Does::History,
        "history",
        &[Char('h')],
        TELLING,
        "everything read so far",
        &[(Page, "history")],
    ),
    row(Does::Tape, "tape", &[Char('t')], TELLING, "the tape", &[]),
    row(
        Does::Undo,
        "undo",
        &[Char('u')],
        TELLING,
        "takes back the last step",
        &[(Page, "undo")],
    ),
    row(
        Does::Redo,
        "redo",
        &[Char('U')],
        TELLING,
        "takes it again",
        &[],
    ),
    row(
        Does::Search,
        "search",
        &[Char('/')],
        &[Journal, History],
        "searches; enter goes to the next that is found",
        &[(Journal, "search"), (History, "search")],
    ),
    row(
        Does::Copy,
        "copy",
        &[Char('y')],
        &[Page, Journal, History],
        "copies what is shown, where the terminal allows it",
        &[(History, "copy")],
    ),
    row(
        Does::Saves,
        "saves",
        &[Char('s')],
        &[Title, Page, Journal, Things, Map, History],
        "tellings kept under a name",
        &[(Page, "saves")],
    ),
    row(
        Does::Keep,
        "keep",
        &[Char('s')],
        &[Saves],
        "keeps the telling under a name",
        &[(Saves, "keep this one")],
    ),
    row(
        Does::Rename,
        "rename",
        &[Char('r')],
        &[Saves],
        "gives it another name",
        &[(Saves, "rename")],
    ),
    row(
        Does::Discard,
        "discard",
        &[Char('d'), Delete],
        &[Saves, Keys],
        "puts it into the bin, and asks twice before; of a key of yours, at once",
        &[(Saves, "discard"), (Keys, "as it was")],
    ),
    row(
        Does::Settings,
        "settings",
        &[Char('o')],
        EVERYWHERE,
        "the settings",
        &[(Title, "settings"), (Page, "settings")],
    ),
    row(
        Does::Wider,
        "wider",
        &[Char('+'), Char('=')],
        EVERYWHERE,
        "a wider column",
        &[],
    ),
    row(
        Does::Narrower,
        "narrower",
        &[Char('-')],
        EVERYWHERE,
        "a narrower column",
        &[],
    ),
    row(
        Does::Note,
        "note",
        &[Char('c')],
        &[Title],
        "what the story touches on",
        &[(Title, "content note")],
    ),
    fixed(row(
        Does::Help,
        "help",
        &[Char('?'), F(1)],
        EVERYWHERE,
        "this page",
        &[
            (Title, "help"),
            (Page, "help"),
            (Journal, "help"),
            (Things, "help"),
            (Map, "help"),
            (History, "help"),
            (Saves, "help"),
            (Settings, "help"),
            (Keys, "help"),
            (After, "help"),
        ],
    )),
    fixed(row(
        Does::Back,
        "back",
        &[Esc],
        EVERYWHERE,
        "closes what is open; on the page, goes to the title",
        &[
            (Journal, "back"),
            (Things, "back"),
            (Map, "back"),
            (History, "back"),
            (Saves, "back"),
            (Settings, "back"),
            (Keys, "back"),
            (Sheet, "back"),
            (After, "back"),
        ],
    )),
    row(
        Does::Gallery,
        "gallery",
        &[Char('g')],
        &[Title, Page, Journal, Things, Map, History, After],
        "what was seen so far, in all tellings",
        &[(Title, "gallery")],
    ),
    row(
        Does::Leave,
        "leave",
        &[Char('q')],
        ALWAYS,
        "closes what is open; on the page, leaves (it is kept already)",
        &[(Title, "leave"), (Page, "leave")],
    ),
    fixed(row(
        Does::Repaint,
        "repaint",
        &[Ctrl('l')],
        ALWAYS,
        "draws everything again",
        &[],
    )),
    fixed(row(
        Does::Suspend,
        "suspend",
        &[Ctrl('z')],
        ALWAYS,
        "back to the shell for a while",
        &[],
    )),
];

/// What the footer calls going on, where there is somewhere to go on to.
pub const TURN_THE_PAGE: &str = "turn the page";
/// What the footer calls taking, where there is something to take.
pub const CHOOSE: &str = "choose";

/// How the help, the footer and the settings name a key.
#[must_use]
pub fn key_name(key: Key) -> String {
    match key {
        Char(' ') => "space".to_owned(),
        Char(c) => c.to_string(),
        Ctrl(c) => format!("ctrl-{c}"),
        F(n) => format!("F{n}"),
        Enter => "enter".to_owned(),
        Esc => "esc".to_owned(),
        Tab => "tab".to_owned(),
        BackTab => "shift-tab".to_owned(),
        Key::Backspace => "backspace".to_owned(),
        Delete => "del".to_owned(),
        Up => "up".to_owned(),
        Down => "down".to_owned(),
        Left => "left".to_owned(),
        Right => "right".to_owned(),
        PageUp => "pgup".to_owned(),
        PageDown => "pgdn".to_owned(),
        Home => "home".to_owned(),
        End => "end".to_owned(),
    }
}

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

#[cfg(test)]
mod tests {
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
}
