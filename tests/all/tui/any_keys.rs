//! That no keys and sizes whatever break the screen, and that a terminal shows what was drawn.
//! Knows no screen: whatever the keys open is right.

use hailsham::ui::tui::input::Key;
use hailsham::ui::tui::model::Msg;
use hailsham::ui::tui::paint::Canvas;
use proptest::prelude::*;
use ratatui::style::{Color, Modifier};

use super::{at_page, settings};

fn any_key() -> impl Strategy<Value = Key> {
    prop_oneof![
        4 => prop::sample::select("1234567890 itnmhuUso?qbjk/yrdc+-=x".chars().collect::<Vec<_>>()).prop_map(Key::Char),
        4 => prop::sample::select(vec![
            Key::Enter, Key::Esc, Key::Up, Key::Down, Key::Left, Key::Right, Key::PageUp, Key::PageDown,
            Key::Home, Key::End, Key::Tab, Key::BackTab, Key::Backspace, Key::Delete, Key::F(1), Key::Ctrl('l'),
        ]),
        1 => any::<char>().prop_map(Key::Char),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_keys_and_sizes_break_it(
        steps in prop::collection::vec((any_key(), prop::option::weighted(0.1, (0_u16..200, 0_u16..60))), 1..120)
    ) {
        let mut still = at_page(&[], (80, 24), settings());
        for (key, resize) in steps {
            if let Some((columns, rows)) = resize {
                still.tell(Msg::Resize(columns, rows));
            }
            still.press(&[key]);
            let rows = still.model.size().1;
            prop_assert_eq!(still.text().lines().count(), usize::from(rows));
        }
    }

    #[test]
    fn a_terminal_shows_what_was_drawn(
        steps in prop::collection::vec((any_key(), prop::option::weighted(0.05, (40_u16..130, 12_u16..50))), 1..60)
    ) {
        let mut still = at_page(&[], (80, 24), settings());
        still.press(&[Key::Char('n'), Key::Char('/'), Key::Char('中'), Key::Char('a'), Key::Char('中')]);
        let mut canvas = Canvas::default();
        let mut shown = vt100::Parser::new(24, 80, 0);
        for (key, resize) in steps {
            if let Some((columns, rows)) = resize {
                still.tell(Msg::Resize(columns, rows));
                shown.screen_mut().set_size(rows, columns);
            }
            still.press(&[key]);
            // The terminal of this test knows no replacement character.
            if still.text().contains('\u{fffd}') {
                return Ok(());
            }
            let mut bytes = Vec::new();
            canvas.frame(&still.model, &mut bytes);
            shown.process(&bytes);
            let (drawn, cursor) = still.frame();
            let screen = shown.screen();
            prop_assert_eq!(screen.cursor_position(), (cursor.y, cursor.x));
            for y in 0..drawn.area.height {
                let mut x = 0;
                while x < drawn.area.width {
                    let (wanted, is) = (&drawn[(x, y)], screen.cell(y, x).expect("a cell"));
                    let text = if is.has_contents() { is.contents() } else { " " };
                    prop_assert_eq!(text, wanted.symbol(), "at {}, {}", x, y);
                    // Of bold and faint, the terminal of this test knows one at a time.
                    if !wanted.modifier.contains(Modifier::DIM) {
                        prop_assert_eq!(is.bold(), wanted.modifier.contains(Modifier::BOLD));
                    }
                    prop_assert_eq!(is.italic(), wanted.modifier.contains(Modifier::ITALIC));
                    if let Color::Rgb(r, g, b) = wanted.fg {
                        prop_assert_eq!(is.fgcolor(), vt100::Color::Rgb(r, g, b));
                    }
                    if let Color::Rgb(r, g, b) = wanted.bg {
                        prop_assert_eq!(is.bgcolor(), vt100::Color::Rgb(r, g, b));
                    }
                    x += if is.is_wide() { 2 } else { 1 };
                }
            }
        }
    }
}
