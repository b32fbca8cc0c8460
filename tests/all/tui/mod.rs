//! The screen without a terminal: what every screen shows at three sizes, as the snapshots have it,
//! and what the other tests of the screen begin with. Knows no single screen: those are beside it.

mod any_keys;
mod choosing;
mod endings;
mod keeping;
mod map;
mod options;
mod screens;
mod windows;
mod words;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use hailsham::author;
use hailsham::session::Session;
use hailsham::settings::{Settings, Theme};
use hailsham::story::Story;
use hailsham::tools::pack;
use hailsham::ui::SlotLine;
use hailsham::ui::assets::Assets;
use hailsham::ui::tui::colour::Depth;
use hailsham::ui::tui::model::{Opening, Terminal};
use hailsham::ui::tui::still::Still;
use hailsham::ui::tui::theme::{Role, Skin};

use screens::screens;

pub use words::{narration, narration_in_lines};

pub const TERMINAL: Terminal = Terminal {
    depth: Depth::True,
    unicode: true,
    italics: true,
    ground: None,
};

/// Where the small pack of these tests is.
pub fn harbour() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs/harbour")
}

fn story() -> Arc<Story> {
    static STORY: OnceLock<Arc<Story>> = OnceLock::new();
    let read = || {
        let loaded = author::load_dir(&harbour()).expect("the pack can be read");
        Arc::new(loaded.story.expect("the pack has no errors"))
    };
    Arc::clone(STORY.get_or_init(read))
}

fn assets() -> Assets {
    static ASSETS: OnceLock<Assets> = OnceLock::new();
    ASSETS.get_or_init(|| pack::assets(&harbour())).clone()
}

/// A telling of the small pack with these offers taken, by number from 1.
fn told(choices: &[usize]) -> Session {
    let mut session = Session::new(story(), 3);
    for n in choices {
        let took = session.offers()[n - 1].took;
        assert!(session.take(took), "{n} can be taken");
    }
    session
}

fn settings() -> Settings {
    Settings {
        theme: Theme::Night,
        ..Settings::default()
    }
}

fn at_page(choices: &[usize], size: (u16, u16), settings: Settings) -> Still {
    let session = told(choices);
    let opening = Opening {
        story: Arc::clone(session.story()),
        assets: assets(),
        session: Some(session),
        settings: Some(settings),
        at_page: true,
        notice: None,
    };
    let mut still = Still::new(opening, TERMINAL, size);
    let slot = |name: &str, about: &str, sound| SlotLine {
        name: name.into(),
        about: about.into(),
        sound,
    };
    still.slots = vec![
        slot(
            "at the shed",
            "March: The harbour, the net shed, 180 words read, an hour ago",
            true,
        ),
        slot(
            "torn",
            "it ends in the middle; the version before it can be taken up",
            false,
        ),
    ];
    still
}

fn at_title(session: Option<Session>, settings: Option<Settings>, size: (u16, u16)) -> Still {
    let opening = Opening {
        story: story(),
        assets: assets(),
        session,
        settings,
        at_page: false,
        notice: None,
    };
    Still::new(opening, TERMINAL, size)
}

/// The title of the small pack, nothing told yet.
pub fn opening() -> Opening {
    Opening {
        story: story(),
        assets: assets(),
        session: None,
        settings: Some(settings()),
        at_page: false,
        notice: None,
    }
}

/// Compares with the snapshots of all tests, which lie beside this folder.
fn assert_snapshot(name: &str, shown: &str) {
    insta::with_settings!({ snapshot_path => "../snapshots" }, {
        insta::assert_snapshot!(name, shown);
    });
}

#[test]
fn every_screen_looks_as_it_did() {
    let sizes = [(40, 12), (80, 24), (120, 40)];
    let at: Vec<_> = sizes
        .iter()
        .map(|size| screens(*size, &settings()))
        .collect();
    for (nth, (name, _)) in at[0].iter().enumerate() {
        let mut shown = String::new();
        for ((columns, rows), screens) in sizes.iter().zip(&at) {
            let still = &screens[nth].1;
            let (_, cursor) = still.frame();
            shown.push_str(&format!(
                "== {columns} by {rows}, cursor at column {}, row {}\n{}-- roles\n{}",
                cursor.x,
                cursor.y,
                still.text(),
                still.roles()
            ));
        }
        assert_snapshot(name, &shown);
    }
}

#[test]
fn each_theme_is_a_table_of_its_roles() {
    let mut table = String::new();
    for theme in Theme::ALL {
        for depth in [Depth::True, Depth::Indexed, Depth::Sixteen, Depth::Mono] {
            let skin = Skin::of(*theme, depth, None, true);
            table.push_str(&format!(
                "{} {depth:?}: ground {:?}\n",
                theme.word(),
                skin.ground
            ));
            for (role, name) in Role::ALL {
                let style = skin.role(role);
                table.push_str(&format!(
                    "    {name:<9} {:?} {:?}\n",
                    style.fg.unwrap_or_default(),
                    style.add_modifier
                ));
            }
        }
    }
    assert_snapshot("themes", &table);
}
