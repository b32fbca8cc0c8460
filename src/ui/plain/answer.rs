//! What a line of the player's means.
//! Words only; what is done about it is the face's affair.

/// What a line asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// An empty line.
    Nothing,
    /// An offer by its number.
    Number(usize),
    /// The things.
    Things,
    /// An action of a thing, by number or words; empty to list them.
    Use(String),
    /// The journal, or what in it holds these words.
    Journal(String),
    /// Where one is.
    Map,
    /// Everything read so far.
    History,
    /// The page once more.
    Repeat,
    /// A step back.
    Undo,
    /// A step forward again.
    Redo,
    /// To a choice of the history; none where it wasn't said which.
    Back(Option<usize>),
    /// Keep under a name.
    Save(String),
    /// The slots.
    Saves,
    /// Take up a slot.
    Load(String),
    /// Give a slot another name: “OLD to NEW”.
    Rename(String),
    /// Throw a slot away.
    Delete(String),
    /// What was seen in all tellings.
    Seen,
    /// The words there are.
    Help,
    /// Leave.
    Quit,
    /// None of these.
    Unknown(String),
}

/// The words a player can say, with what they do: what `help` prints.
pub const WORDS: &[(&str, &str)] = &[
    ("a number", "chooses what is offered under it"),
    (
        "things",
        "what you have with you, and what can be done with it",
    ),
    (
        "use",
        "lists what can be done with your things; “use 2” does the second",
    ),
    (
        "journal",
        "what is written down; “journal heron” finds what holds that word",
    ),
    ("map", "where you are, and the places you know"),
    ("history", "everything read so far"),
    ("repeat", "the page once more"),
    ("undo", "takes back the last step, as often as you like"),
    ("redo", "takes it again"),
    (
        "back",
        "to an earlier choice: “back 3” to the third of the history; “redo” takes it again",
    ),
    (
        "save NAME",
        "keeps this telling under a name (it is kept at every step anyway)",
    ),
    ("saves", "the tellings that are kept"),
    ("load NAME", "takes one of them up"),
    ("rename OLD to NEW", "gives one of them another name"),
    ("delete NAME", "puts one of them into the bin; asks twice"),
    ("seen", "how much of the story all your tellings have seen"),
    ("help", "this list"),
    ("quit", "leaves; everything is kept"),
];

/// Reads a line.
pub fn read(line: &str) -> Answer {
    let line = line.trim();
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    let with = |answer: fn(String) -> Answer| answer(rest.to_owned());
    match (word.to_lowercase().as_str(), rest.is_empty()) {
        ("", _) => Answer::Nothing,
        ("use" | "do", _) => with(Answer::Use),
        ("journal" | "n", _) => with(Answer::Journal),
        ("save", _) => with(Answer::Save),
        ("load", _) => with(Answer::Load),
        ("rename", _) => with(Answer::Rename),
        ("delete", _) => with(Answer::Delete),
        ("back", _) => Answer::Back(rest.trim_end_matches('.').parse().ok()),
        ("seen" | "gallery", true) => Answer::Seen,
        ("things" | "i", true) => Answer::Things,
        ("map" | "m", true) => Answer::Map,
        ("history" | "h", true) => Answer::History,
        ("repeat" | "again" | "look", true) => Answer::Repeat,
        ("undo" | "u", true) => Answer::Undo,
        ("redo", true) => Answer::Redo,
        ("saves", true) => Answer::Saves,
        ("help" | "?", true) => Answer::Help,
        ("quit" | "exit" | "q", true) => Answer::Quit,
        (word, true) => match word.trim_end_matches('.').parse() {
            Ok(n) => Answer::Number(n),
            Err(_) => Answer::Unknown(line.to_owned()),
        },
        (_, false) => Answer::Unknown(line.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, WORDS, read};

    #[test]
    fn a_number_chooses_with_or_without_a_full_stop() {
        assert_eq!(read(" 2 "), Answer::Number(2));
        assert_eq!(read("2."), Answer::Number(2));
        assert_eq!(read("0"), Answer::Number(0));
        assert_eq!(read("-1"), Answer::Unknown("-1".into()));
        assert_eq!(
            read("99999999999999999999"),
            Answer::Unknown("99999999999999999999".into())
        );
    }

    #[test]
    fn words_take_what_follows_them() {
        assert_eq!(read("save By the pond"), Answer::Save("By the pond".into()));
        assert_eq!(read("JOURNAL heron"), Answer::Journal("heron".into()));
        assert_eq!(read("use"), Answer::Use(String::new()));
        assert_eq!(read("undo it"), Answer::Unknown("undo it".into()));
        assert_eq!(read(""), Answer::Nothing);
    }

    #[test]
    fn every_word_that_help_lists_is_understood() {
        for (word, _) in WORDS.iter().skip(1) {
            assert!(!matches!(read(word), Answer::Unknown(_)), "{word}");
        }
    }

    #[test]
    fn every_word_the_guide_lists_is_listed_by_help() {
        let guide = include_str!("../../../story/README.md");
        let section = guide.split("\n## Playing\n").nth(1).unwrap();
        let rows = section.split("\n## ").next().unwrap().lines();
        let words = rows
            .filter_map(|row| row.strip_prefix("| `")?.split("` |").next())
            .flat_map(|cell| cell.split("`, `"))
            .map(|word| word.split(' ').next().unwrap())
            .collect::<Vec<_>>();
        assert!(words.len() > 10, "{words:?}");
        for word in words {
            let mut known = WORDS.iter().map(|(known, _)| known.split(' ').next());
            assert!(known.any(|known| known == Some(word)), "{word}");
        }
    }
}
