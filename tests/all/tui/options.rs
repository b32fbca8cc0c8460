//! Settings changed on the screen, the keys and the motion among them.
//! Knows no file they are written to.

use hailsham::settings::{Motion, Settings, Theme};
use hailsham::ui::tui::input::Key;
use hailsham::ui::tui::model::{Command, Msg};
use hailsham::ui::tui::still::Still;

use super::{at_page, settings};

#[test]
fn a_setting_is_seen_and_written_down_at_once() {
    let mut still = at_page(&[1], (80, 24), settings());
    still.press(&[Key::Char('o'), Key::Right]);
    assert_eq!(still.model.settings().theme, Theme::Tape);
    assert_eq!(still.asked, [Command::Store]);
    still.press(&[Key::Esc, Key::Char('-')]);
    assert_eq!(still.model.settings().measure, 64);
}

#[test]
fn a_key_is_given_away_on_the_screen_and_taken_back() {
    let mut still = at_page(&[1], (80, 40), settings());
    let to_keys = [Key::Char('o'), Key::End, Key::Up, Key::Enter];
    still.press(&to_keys);
    assert!(still.text().contains("journal"), "{}", still.text());
    let row = |still: &Still| {
        let marked = still
            .text()
            .lines()
            .find(|line| line.contains('›'))
            .unwrap_or("")
            .to_owned();
        marked
            .split_whitespace()
            .skip(1)
            .take(2)
            .collect::<Vec<_>>()
            .join(" ")
    };
    for _ in 0..30 {
        if row(&still) == "journal n" {
            break;
        }
        still.press(&[Key::Down]);
    }
    assert_eq!(row(&still), "journal n");
    still.press(&[Key::Enter, Key::Char('j')]);
    assert!(
        still
            .text()
            .contains("“j” has a use that can’t be changed."),
        "{}",
        still.text()
    );
    still.press(&[Key::Enter, Key::Char('x')]);
    assert_eq!(row(&still), "journal x");
    assert_eq!(still.asked, [Command::Store]);
    still.press(&[Key::Esc, Key::Esc, Key::Char('x')]);
    assert!(
        still.text().contains("The gull on the post"),
        "{}",
        still.text()
    );
    still.press(&[Key::Esc]);
    still.press(&to_keys);
    for _ in 0..30 {
        if row(&still) == "journal x" {
            break;
        }
        still.press(&[Key::Down]);
    }
    still.press(&[Key::Char('d')]);
    assert_eq!(row(&still), "journal n");
    assert_eq!(still.model.settings().keys, []);
}

#[test]
fn the_reels_turn_as_the_motion_setting_has_it() {
    let turned = |motion, keys: &[Key], size| {
        let mut still = at_page(
            &[1],
            size,
            Settings {
                motion,
                ..settings()
            },
        );
        still.press(keys);
        let before = still.frame().0;
        let moves = still.model.moves();
        still.tell(Msg::Tick);
        (moves, before != still.frame().0)
    };
    let (tape, page) = ([Key::Char('t')], [Key::Char('n')]);
    assert_eq!(turned(Motion::Full, &tape, (80, 24)), (true, true));
    assert!(!turned(Motion::None, &tape, (80, 24)).0);
    assert!(!turned(Motion::Reduced, &tape, (80, 24)).0);
    assert_eq!(turned(Motion::Full, &page, (80, 24)), (false, false));
    assert_eq!(turned(Motion::Full, &tape, (40, 12)), (false, false));
    // While it plays the reels are seen above what is heard.
    assert_eq!(
        turned(Motion::Full, &[Key::Char('t'), Key::Enter], (80, 24)),
        (true, true)
    );
}
