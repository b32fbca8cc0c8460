//! Turning pages, choosing, going back to a choice and finding what was read.
//! Knows nothing of saves and settings.

use hailsham::session::Session;
use hailsham::ui::tui::input::Key;
use hailsham::ui::tui::model::{Command, Opening};
use hailsham::ui::tui::still::Still;

use super::{TERMINAL, at_page, opening, settings, told};

#[test]
fn space_turns_pages_and_never_chooses() {
    let mut still = at_page(&[], (80, 24), settings());
    still.press(&[Key::Char(' '); 40]);
    still.press(&[Key::PageDown; 40]);
    assert_eq!(still.model.session().map(Session::cursor), Some(0));
    assert_eq!(still.asked, []);
}

#[test]
fn a_choice_that_is_not_seen_is_not_taken() {
    let mut still = at_page(&[], (80, 24), settings());
    still.press(&[Key::Char('1')]);
    assert_eq!(still.model.session().map(Session::cursor), Some(0));
    assert!(
        still.text().contains("The choices come at the end"),
        "{}",
        still.text()
    );
    still.press(&[Key::End, Key::Char('3')]);
    assert_eq!(still.model.session().map(Session::cursor), Some(0));
    assert!(
        still
            .text()
            .contains("You don’t drop a letter in the water."),
        "{}",
        still.text()
    );
    still.press(&[Key::Char('1')]);
    assert_eq!(still.model.session().map(Session::cursor), Some(1));
}

#[test]
fn enter_marks_before_it_takes() {
    let mut still = at_page(&[], (80, 24), settings());
    still.press(&[Key::End, Key::Enter]);
    assert_eq!(still.model.session().map(Session::cursor), Some(0));
    still.press(&[Key::Down, Key::Enter]);
    assert!(still.text().contains("He was owed two"), "{}", still.text());
}

#[test]
fn history_goes_back_to_a_choice_and_forward_again() {
    let mut still = at_page(&[1, 2], (80, 24), settings());
    still.press(&[Key::Char('h'), Key::Up, Key::Up, Key::Enter]);
    assert_eq!(still.model.session().map(Session::cursor), Some(0));
    assert!(
        still.text().contains("1 Read it aloud to him"),
        "{}",
        still.text()
    );
    still.press(&[Key::Char('U'), Key::Char('U')]);
    assert_eq!(still.model.session().map(Session::cursor), Some(2));
}

#[test]
fn searching_finds_and_says_when_it_does_not() {
    let mut still = at_page(&[1, 2], (80, 24), settings());
    let typed = |words: &str| words.chars().map(Key::Char).collect::<Vec<_>>();
    still.press(&[Key::Char('h'), Key::Char('/')]);
    still.press(&typed("tobacco"));
    still.press(&[Key::Enter]);
    assert!(
        still.text().contains("next to his tobacco"),
        "{}",
        still.text()
    );
    still.press(&[Key::Char('/')]);
    still.press(&typed("umbrella"));
    still.press(&[Key::Enter]);
    assert!(
        still.text().contains("“umbrella” was not read yet."),
        "{}",
        still.text()
    );
    still.press(&[Key::Esc, Key::Char('n'), Key::Char('/')]);
    still.press(&typed("one leg"));
    still.press(&[Key::Enter]);
    assert!(
        still.text().contains("It had the one leg."),
        "{}",
        still.text()
    );
}

#[test]
fn the_first_question_leads_to_what_was_asked_for() {
    let session = told(&[]);
    let opening = Opening {
        session: Some(session),
        settings: None,
        at_page: true,
        ..opening()
    };
    let mut still = Still::new(opening, TERMINAL, (80, 24));
    still.press(&[Key::Char('1')]);
    assert!(
        still.text().contains("The letter came on the morning boat"),
        "{}",
        still.text()
    );
    assert_eq!(still.asked, [Command::Store]);
}
