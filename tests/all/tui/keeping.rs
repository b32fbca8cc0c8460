//! What the screen says of saves: that one can't be written, is left, is thrown away.
//! Writes none: what is asked for is looked at, not done.

use hailsham::ui::say;
use hailsham::ui::tui::input::Key;
use hailsham::ui::tui::model::{Command, Msg};

use super::{at_page, settings};

#[test]
fn what_cannot_be_kept_is_said_until_it_can() {
    let mut still = at_page(&[1], (80, 24), settings());
    still.tell(Msg::Kept(Err(
        "Can’t write the save: the disk is full.".into()
    )));
    still.press(&[Key::Char('n'), Key::Esc]);
    assert!(
        still.text().contains("the disk is full"),
        "{}",
        still.text()
    );
    still.tell(Msg::Kept(Ok(())));
    assert!(
        !still.text().contains("the disk is full"),
        "{}",
        still.text()
    );
    assert!(still.text().contains(say::KEPT_AGAIN), "{}", still.text());
}

#[test]
fn what_is_not_kept_is_not_left_at_the_first_word() {
    let mut still = at_page(&[1], (80, 24), settings());
    still.tell(Msg::Kept(Err(
        "Can’t write the save: the disk is full.".into()
    )));
    still.press(&[Key::Char('q')]);
    assert!(still.text().contains(say::LEAVE_UNKEPT), "{}", still.text());
    assert_eq!(still.asked, []);
    still.press(&[Key::Char('q')]);
    assert_eq!(still.asked, [Command::Leave]);
}

#[test]
fn a_save_is_thrown_away_when_that_is_said_twice_more() {
    let mut still = at_page(&[1], (80, 24), settings());
    still.press(&[Key::Char('s'), Key::Char('d')]);
    let asks = "Delete “at the shed”? Once more does.";
    assert!(still.text().contains(asks), "{}", still.text());
    still.press(&[Key::Char('d')]);
    let asks = "“at the shed” goes into the bin. Really? Once more does.";
    assert!(still.text().contains(asks), "{}", still.text());
    // Any other key, and it is asked from the beginning.
    still.press(&[Key::Up, Key::Char('d'), Key::Char('d')]);
    let thrown = Command::Discard("at the shed".into());
    assert!(!still.asked.contains(&thrown));
    still.press(&[Key::Char('d')]);
    assert!(still.asked.contains(&thrown), "{:?}", still.asked);
}
