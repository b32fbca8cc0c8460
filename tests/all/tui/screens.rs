//! Every screen there is, opened by its keys.
//! Looks at none of them.

use hailsham::settings::Settings;
use hailsham::ui::tui::input::Key;
use hailsham::ui::tui::still::Still;

use super::{at_page, at_title, told};

/// Every screen there is, each with a name, at a size.
pub(super) fn screens(size: (u16, u16), settings: &Settings) -> Vec<(&'static str, Still)> {
    let page = |choices: &[usize], keys: &[Key]| {
        let mut still = at_page(choices, size, settings.clone());
        still.press(keys);
        still
    };
    let title = |keys: &[Key]| {
        let mut still = at_title(Some(told(&[1])), Some(settings.clone()), size);
        still.press(keys);
        still
    };
    let letter = |c| vec![Key::Char(c)];
    vec![
        ("first", at_title(None, None, size)),
        ("title", title(&[])),
        ("note", title(&letter('c'))),
        ("credits", title(&[Key::Char('6')])),
        ("page", page(&[], &[])),
        ("choices", page(&[], &[Key::End, Key::Down])),
        ("context", page(&[1, 2], &[])),
        ("finished", page(&[1, 3, 1, 1], &[])),
        ("earlier", page(&[1, 2], &[Key::PageUp])),
        ("journal", page(&[2, 3], &letter('n'))),
        ("things", page(&[1], &letter('i'))),
        ("tape", page(&[1], &letter('t'))),
        ("map", page(&[1], &letter('m'))),
        ("history", page(&[1, 2], &[Key::Char('h'), Key::Up])),
        ("gallery", page(&[1, 3, 1, 1], &letter('g'))),
        (
            "gallery-picture",
            page(&[1, 3, 1, 1], &[Key::Char('g'), Key::PageDown]),
        ),
        ("saves", page(&[1], &letter('s'))),
        ("settings", page(&[1], &letter('o'))),
        ("after", page(&[1, 3, 1, 1], &[Key::End, Key::Char(' ')])),
        (
            "keys",
            page(&[1], &[Key::Char('o'), Key::End, Key::Up, Key::Enter]),
        ),
        ("help", page(&[1], &letter('?'))),
        ("let-go", page(&[1, 3], &letter('n'))),
        (
            "searching",
            page(
                &[2, 3],
                &[
                    Key::Char('n'),
                    Key::Char('/'),
                    Key::Char('l'),
                    Key::Char('e'),
                    Key::Char('g'),
                    Key::Enter,
                ],
            ),
        ),
        ("playing", page(&[1], &[Key::Char('t'), Key::Enter])),
        (
            "renaming",
            page(&[1], &[Key::Char('s'), Key::Char('r'), Key::Char('!')]),
        ),
        ("discarding", page(&[1], &[Key::Char('s'), Key::Char('d')])),
        (
            "asking",
            page(&[1], &[Key::Char('s'), Key::Char('s'), Key::Char('a')]),
        ),
    ]
}
