//! That no size of a window cuts anything off or breaks a screen, nor does any theme.
//! Knows nothing of what the keys of a screen do.

use std::sync::Arc;

use hailsham::settings::{Settings, Theme};
use hailsham::ui::tui::colour::Depth;
use hailsham::ui::tui::input::Key;
use hailsham::ui::tui::model::{Msg, Opening, Terminal};
use hailsham::ui::tui::still::Still;

use super::screens::screens;
use super::{assets, at_page, settings, told};

/// Every page of the open screen, its rows joined.
pub(super) fn pages(still: &mut Still) -> Vec<String> {
    still.press(&[Key::Home]);
    let mut pages = vec![still.text()];
    for _ in 0..400 {
        still.press(&[Key::PageDown]);
        let next = still.text();
        if pages.last() == Some(&next) {
            return pages;
        }
        pages.push(next);
    }
    panic!("the pages have no end");
}

pub(super) fn joined(pages: &[String]) -> String {
    let words: Vec<&str> = pages
        .iter()
        .flat_map(|page| page.split_whitespace())
        .collect();
    words.join(" ")
}

#[test]
fn no_choice_is_cut_off_in_any_window() {
    let session = told(&[]);
    let offers: Vec<String> = session
        .offers()
        .iter()
        .map(|offer| offer.say.to_owned())
        .collect();
    for columns in (20..=300).step_by(10) {
        for rows in (6..=100).step_by(7) {
            let mut still = at_page(&[], (columns, rows), settings());
            let all = joined(&pages(&mut still));
            if columns < 40 || rows < 12 {
                assert!(all.contains("Nothing is lost."), "{columns}x{rows}: {all}");
                continue;
            }
            for offer in &offers {
                assert!(all.contains(offer), "{columns}x{rows}: {offer} in {all}");
            }
        }
    }
}

#[test]
fn no_window_breaks_a_screen() {
    let mut seen = 0;
    for columns in [0, 1, 3, 20, 39, 40, 79, 80, 110, 300] {
        for rows in [0, 1, 6, 11, 12, 15, 16, 24, 100] {
            // The widest and the highest are drawn once each, not together with everything.
            if columns == 300 && rows > 24 || rows == 100 && columns > 80 {
                continue;
            }
            for (name, still) in screens((columns, rows), &settings()) {
                let text = still.text();
                assert_eq!(
                    text.lines().count(),
                    usize::from(rows),
                    "{name} {columns}x{rows}"
                );
                seen += 1;
            }
        }
    }
    assert_eq!(seen, (10 * 9 - 2) * 27);
}

#[test]
fn every_screen_stands_in_every_theme_and_in_plain_characters() {
    for theme in Theme::ALL {
        for depth in [Depth::True, Depth::Indexed, Depth::Sixteen, Depth::Mono] {
            for unicode in [true, false] {
                let session = told(&[1]);
                let opening = Opening {
                    story: Arc::clone(session.story()),
                    assets: assets(),
                    session: Some(session),
                    settings: Some(Settings {
                        theme: *theme,
                        ..Settings::default()
                    }),
                    at_page: true,
                    notice: None,
                };
                let terminal = Terminal {
                    depth,
                    unicode,
                    italics: unicode,
                    ground: None,
                };
                let mut still = Still::new(opening, terminal, (112, 26));
                for key in ['t', 'm', 'n', 'h', 's', 'o', '?'] {
                    still.press(&[Key::Char(key)]);
                    let text = still.text();
                    assert!(unicode || text.is_ascii(), "{theme:?} {depth:?}: {text}");
                    still.press(&[Key::Esc]);
                }
            }
        }
    }
}

#[test]
fn a_resize_keeps_the_paragraph() {
    let mut still = at_page(&[], (80, 24), settings());
    still.press(&[Key::Char(' ')]);
    let first_words = |still: &Still| {
        still
            .text()
            .lines()
            .skip(2)
            .find(|line| !line.trim().is_empty())
            .unwrap_or("")
            .trim()
            .to_owned()
    };
    let before: String = first_words(&still)
        .split_whitespace()
        .take(3)
        .collect::<Vec<_>>()
        .join(" ");
    still.tell(Msg::Resize(46, 14));
    assert!(
        joined(&[still.text()]).contains(&before),
        "“{before}” in {}",
        still.text()
    );
    still.tell(Msg::Resize(80, 24));
    assert!(
        joined(&[still.text()]).contains(&before),
        "“{before}” in {}",
        still.text()
    );
}

#[test]
fn what_is_said_once_is_said_whole() {
    let said = "The story has changed since this was saved: step 4 of 328 is no longer in it. You go \
                on from where you were, but can’t go back to what came before. Some of what it \
                remembered is no longer part of it. The save stays as it was.";
    for size in [(80, 24), (40, 16), (120, 40)] {
        let mut still = at_page(&[1, 2], size, settings());
        let before = still.text();
        still.tell(Msg::Said(said.into()));
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = still.text();
        let first: Vec<&str> = said.split_whitespace().take(12).collect();
        assert!(words(&text).contains(&first.join(" ")), "{size:?}: {text}");
        if size != (40, 16) {
            assert!(words(&text).contains(said), "{size:?}: {text}");
        }
        still.press(&[Key::Char('%')]);
        assert_eq!(still.text(), before, "it goes with the next key");
    }
}
