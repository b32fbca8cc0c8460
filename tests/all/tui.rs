//! The screen without a terminal: what every screen shows at three sizes, that nothing is cut off at
//! any, that no keys whatever break it, and that its words are those of plain mode.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use hailsham::author;
use hailsham::game::{Passage, Turn};
use hailsham::save::seen::Seen;
use hailsham::session::Session;
use hailsham::settings::{Motion, Settings, Spacing, Theme};
use hailsham::story::Story;
use hailsham::tools::pack;
use hailsham::ui::assets::Assets;
use hailsham::ui::tui::colour::Depth;
use hailsham::ui::tui::input::Key;
use hailsham::ui::tui::model::{Command, Msg, Opening, Terminal};
use hailsham::ui::tui::paginate::Follows;
use hailsham::ui::tui::paint::Canvas;
use hailsham::ui::tui::still::Still;
use hailsham::ui::tui::theme::{Role, Skin};
use hailsham::ui::{SlotLine, plain, say};
use proptest::prelude::*;
use ratatui::style::{Color, Modifier};

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

/// Every screen there is, each with a name, at a size.
fn screens(size: (u16, u16), settings: &Settings) -> Vec<(&'static str, Still)> {
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
        insta::assert_snapshot!(*name, shown);
    }
}

#[test]
fn every_map_of_the_shipped_story_is_drawn_with_the_places_that_are_known() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/playthroughs");
    let files = std::fs::read_dir(folder).expect("there are playthroughs");
    let mut files: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "ron"));
    files.sort();
    let record = hailsham::save::disk::record_at(&files[0]).expect("it can be read");
    let story = Arc::new(author::load_builtin().story.expect("no errors"));
    for (size, beside) in [((40, 12), 0), ((80, 24), 61), ((120, 40), 70)] {
        let session = hailsham::save::restore(Arc::clone(&story), &record).session;
        let charts: Vec<(String, Vec<String>)> = hailsham::game::charts(&story, session.state())
            .iter()
            .map(|chart| {
                let places = chart.places.iter().map(|place| place.title.to_lowercase());
                (chart.title.to_owned(), places.collect())
            })
            .collect();
        assert!(charts.len() >= 6, "the playthrough goes far: {charts:?}");
        let opening = Opening {
            story: Arc::clone(&story),
            assets: Assets::shipped(),
            session: Some(session),
            settings: Some(settings()),
            at_page: true,
            notice: None,
        };
        let mut still = Still::new(opening, TERMINAL, size);
        still.press(&[Key::Char('m')]);
        for _ in 0..charts.len() {
            if beside > 0 {
                let washed = still.frame().0;
                let grounds: std::collections::HashSet<_> =
                    washed.content().iter().map(|cell| cell.bg).collect();
                assert!(grounds.len() > 2, "{size:?}: {}", still.text());
            }
            // The drawing stands beside the words.
            let beside = |row: &str| row.chars().skip(beside).collect::<String>();
            let rows: Vec<String> = pages(&mut still)
                .iter()
                .flat_map(|page| page.lines().map(beside).collect::<Vec<_>>())
                .collect();
            let all = joined(&rows).to_lowercase();
            let heading: String = all.chars().take(30).collect();
            let (title, places) = charts
                .iter()
                .find(|(title, _)| heading.contains(&title.to_lowercase()))
                .expect("a region of those known");
            for place in places {
                assert!(all.contains(place), "{size:?} {title}: {place} in {all}");
            }
            still.press(&[Key::Right]);
        }
    }
}

/// Every page of the open screen, its rows joined.
fn pages(still: &mut Still) -> Vec<String> {
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

fn joined(pages: &[String]) -> String {
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

/// The narration of the open turn as its pages carry it.
pub fn narration(still: &Still) -> String {
    let mut out = String::new();
    for leaf in still.model.leaves() {
        for line in &leaf.lines[usize::from(leaf.fresh)..] {
            match line.follows {
                Follows::Not => continue,
                Follows::Paragraph if !out.is_empty() => out.push('\n'),
                Follows::Paragraph | Follows::Tight => {}
                Follows::Space => out.push(' '),
            }
            out.push_str(&line.text());
        }
    }
    out
}

/// The narration of a turn as plain lines carry it: without headings, changes and ends.
pub fn narration_in_lines(story: &Story, turn: &Turn) -> String {
    let mut lines = Vec::new();
    plain::write_turn(&mut lines, story, &Assets::shipped(), turn).expect("writing to memory");
    let text = String::from_utf8(lines).expect("text is UTF-8");
    let mut other: Vec<String> = Vec::new();
    let mut changed = Vec::new();
    for passage in &turn.passages {
        match passage {
            Passage::Opens(chapter) => other.push(say::chapter(story, *chapter)),
            Passage::Finished(finish) => other.push(say::finish(story, *finish)),
            Passage::Changed(change) => changed.push(*change),
            _ => {}
        }
    }
    other.extend(say::changes(story, &changed));
    let told = text
        .split("\n\n")
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let told: Vec<String> = told
        .filter(|line| !other.iter().any(|other| other == line) && !line.starts_with("(Picture"))
        .map(|line| line.replace('*', ""))
        .collect();
    told.join("\n")
}

#[test]
fn the_screen_and_plain_lines_carry_the_same_words() {
    for (columns, rows) in [(40, 12), (66, 17), (80, 24), (121, 41)] {
        for spacing in Spacing::ALL {
            let settings = Settings {
                spacing: *spacing,
                ..settings()
            };
            let mut still = at_page(&[], (columns, rows), settings);
            for choice in ['1', '2', '1', '1', '3', '1', '2'] {
                let session = still.model.session().expect("a telling");
                let expected = narration_in_lines(session.story(), session.turn());
                assert!(
                    expected.split_whitespace().count() > 5,
                    "there is something to read"
                );
                assert_eq!(narration(&still), expected, "{columns}x{rows} {spacing:?}");
                still.press(&[Key::End, Key::Char(choice)]);
            }
        }
    }
}

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
fn on_the_map_a_place_is_gone_to() {
    let mut still = at_page(&[1], (100, 24), settings());
    still.press(&[Key::Char('m'), Key::Down, Key::Down, Key::Enter]);
    assert!(
        still.text().contains("From the light you can see the bar"),
        "{}",
        still.text()
    );
    let mut still = at_page(&[1], (100, 24), settings());
    still.press(&[Key::Char('m'), Key::Char('3')]);
    assert!(
        still.text().contains("From the light you can see the bar"),
        "{}",
        still.text()
    );
}

/// A square with three shops round it, and a map of it.
fn a_town(size: (u16, u16)) -> Still {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        (
            "story.ron",
            r#"Story(id: "town", title: "Town", start: "town/square", chapters: [Chapter(id: "one", title: "One", opens: "town/square")], endings: [Ending(id: "end", title: "End")])"#,
        ),
        (
            "places.ron",
            r#"[Region(id: "town", title: "The town", map: "town", places: [
                Place(id: "square", title: "the square", at: (5, 5)), Place(id: "baker", title: "the baker’s", at: (9, 2)),
                Place(id: "smith", title: "the smith’s", at: (2, 2)), Place(id: "inn", title: "the inn", at: (9, 8)),
            ])]"#,
        ),
        (
            "town/square.ron",
            r#"[
                Scene(id: "square", place: "square", text: "Three doors were open.", choices: [
                    Choice(say: "The baker’s", to: "baker"), Choice(say: "The smith’s", to: "smith"), Choice(say: "The inn", to: "inn")]),
                Scene(id: "baker", place: "baker", text: "Bread.", ending: "end"),
                Scene(id: "smith", place: "smith", text: "Iron.", ending: "end"),
                Scene(id: "inn", place: "inn", text: "A bench by the fire.", ending: "end"),
            ]"#,
        ),
        ("maps/town.txt", "A square with three doors.\n\n╭───────╮\n"),
    ];
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    let loaded = author::load_dir(folder.path()).expect("the pack can be read");
    let story = Arc::new(loaded.story.expect("the pack has no errors"));
    let opening = Opening {
        assets: pack::assets(folder.path()),
        session: Some(Session::new(Arc::clone(&story), 1)),
        story,
        settings: Some(settings()),
        at_page: true,
        notice: None,
    };
    Still::new(opening, TERMINAL, size)
}

#[test]
fn where_the_choices_are_places_the_map_is_how_one_moves() {
    // Beside the page where there is room for both, with the choices' numbers on it.
    let still = a_town((140, 40));
    let text = still.text();
    assert!(text.contains("╭───────╮"), "{text}");
    assert!(text.contains("Three doors were open."), "{text}");
    for number in ["2      1", "3"] {
        let beside = |row: &str| row.chars().skip(75).collect::<String>().contains(number);
        assert!(text.lines().any(beside), "{number} in {text}");
    }
    // Else it comes after the last page.
    let mut still = a_town((80, 24));
    assert!(!still.text().contains("╭───────╮"));
    still.press(&[Key::Char(' ')]);
    assert!(still.text().starts_with("  Map"), "{}", still.text());
    assert!(still.text().contains("╭───────╮"), "{}", still.text());
    still.press(&[Key::Char('3')]);
    assert!(
        still.text().contains("A bench by the fire."),
        "{}",
        still.text()
    );
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

#[test]
fn in_lines_a_picture_is_its_sentence_and_the_gallery_a_list() {
    let (mut said, input) = (Vec::new(), "gallery\nmap\n");
    let mut keeper = hailsham::ui::Forgetful;
    plain::run(
        told(&[]),
        &mut keeper,
        &assets(),
        &mut input.as_bytes(),
        &mut said,
        None,
    )
    .expect("memory holds it");
    let said = String::from_utf8(said).expect("text is UTF-8");
    let picture = assets().picture("quay").expect("the pack has one").says;
    let map = assets().map("harbour").expect("the pack has one").says;
    for words in [
        format!("\n{}\n", say::picture(&picture)),
        format!("of 1 ending.\n{}\n", say::picture(&picture)),
        map,
    ] {
        assert!(said.contains(&words), "{words} in {said}");
    }
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
fn a_setting_is_seen_and_written_down_at_once() {
    let mut still = at_page(&[1], (80, 24), settings());
    still.press(&[Key::Char('o'), Key::Right]);
    assert_eq!(still.model.settings().theme, Theme::Tape);
    assert_eq!(still.asked, [Command::Store]);
    still.press(&[Key::Esc, Key::Char('-')]);
    assert_eq!(still.model.settings().measure, 64);
}

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
    insta::assert_snapshot!("themes", table);
}

#[test]
fn the_shipped_story_reads_the_same_on_the_screen_and_in_lines() {
    let story = Arc::new(
        author::load_builtin()
            .story
            .expect("the shipped story has no errors"),
    );
    let session = Session::new(Arc::clone(&story), 11);
    let opening = Opening {
        story: Arc::clone(&story),
        assets: Assets::shipped(),
        session: Some(session),
        settings: Some(settings()),
        at_page: true,
        notice: None,
    };
    let mut still = Still::new(opening, TERMINAL, (80, 24));
    let (mut chance, mut words) = (5_u32, 0);
    for step in 0..2_000 {
        let session = still.model.session().expect("a telling");
        let expected = narration_in_lines(&story, session.turn());
        words += expected.split_whitespace().count();
        assert_eq!(narration(&still), expected, "after {step} steps");
        let open: Vec<char> = session
            .offers()
            .iter()
            .zip('1'..='9')
            .filter(|(offer, _)| offer.is_open())
            .map(|(_, digit)| digit)
            .collect();
        if open.is_empty() {
            assert!(
                session.state().finish().is_some(),
                "it stops before its end, after {step} steps"
            );
            break;
        }
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let choice = open[(chance >> 16) as usize % open.len()];
        still.press(&[Key::End, Key::Char(choice)]);
    }
    assert!(words > 5_000, "{words} words were read");
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
