//! What comes after an ending: how much was seen, and where one can go from it.
//! Knows nothing of how an ending is reached.

use hailsham::save::seen::Seen;
use hailsham::session::Session;
use hailsham::ui::tui::input::Key;
use hailsham::ui::tui::model::{Command, Msg};

use super::{at_page, settings, told};

#[test]
fn after_an_ending_it_says_how_much_was_seen() {
    let mut still = at_page(&[1, 3, 1], (80, 24), settings());
    let says = "This telling read 82 of every hundred words there are.";
    assert!(!still.text().contains(says));
    still.press(&[Key::End, Key::Char('1')]);
    assert_eq!(still.asked.last(), Some(&Command::Look), "{}", still.text());
    let text = still.text();
    assert!(text.contains(says), "{text}");
    // With what other tellings saw, that is said too.
    let seen = Seen::of(&told(&[2, 1]));
    let mut all = Seen::of(still.model.session().expect("a telling"));
    all.add(&seen);
    still.tell(Msg::Seen(Box::new(all)));
    let text = still.text().replace('\n', " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("With the others it is 88."), "{text}");
    still.press(&[Key::Char('u')]);
    assert!(!still.text().contains("This telling read"));
}

#[test]
fn after_an_ending_there_is_the_drawer_the_journal_and_another_telling() {
    let mut still = at_page(&[1, 3, 1, 1], (80, 24), settings());
    still.press(&[Key::End, Key::Char(' ')]);
    for words in [
        "The end of this telling",
        "Seen so far, in all tellings",
        "1 The drawer",
        "2 The journal, as it reads now",
        "4 Another telling",
    ] {
        assert!(still.text().contains(words), "{words}: {}", still.text());
    }
    still.press(&[Key::Char('2')]);
    assert!(still.text().starts_with("  Journal"), "{}", still.text());
    still.press(&[Key::Esc]);
    assert!(still.text().contains("Another telling"), "{}", still.text());
    still.press(&[Key::Char('3')]);
    assert!(still.text().starts_with("  Gallery"), "{}", still.text());
    still.press(&[Key::Esc, Key::Esc]);
    assert!(
        !still.text().contains("Another telling"),
        "{}",
        still.text()
    );
    still.press(&[Key::Char(' '), Key::Char('4')]);
    assert_eq!(still.model.session().map(Session::cursor), Some(0));
    let asked: Vec<&Command> = still.asked.iter().collect();
    assert_eq!(
        asked[asked.len() - 3..],
        [&Command::Look, &Command::Begin, &Command::Keep]
    );
}
