//! The map: what it shows of the places that are known, and going to one on it.
//! Knows nothing of how a map is drawn.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use hailsham::author;
use hailsham::session::Session;
use hailsham::tools::pack;
use hailsham::ui::assets::Assets;
use hailsham::ui::tui::input::Key;
use hailsham::ui::tui::model::Opening;
use hailsham::ui::tui::still::Still;

use super::windows::{joined, pages};
use super::{TERMINAL, at_page, settings};

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

#[test]
fn beneath_a_map_what_is_seen_at_a_place_is_read_whole() {
    let story = Arc::new(author::load_builtin().story.expect("no errors"));
    let session = Session::new(Arc::clone(&story), 1);
    let look = hailsham::game::charts(&story, session.state())[0].places[0]
        .look
        .text
        .clone();
    assert!(look.len() > 150, "a look of more than two rows: {look}");
    let opening = Opening {
        story,
        assets: Assets::shipped(),
        session: Some(session),
        settings: Some(settings()),
        at_page: true,
        notice: None,
    };
    let mut still = Still::new(opening, TERMINAL, (80, 24));
    still.press(&[Key::Char('m')]);
    let rows: Vec<String> = still.text().lines().map(str::to_owned).collect();
    let read = joined(&rows);
    assert!(read.contains(&look), "{look:?} in {}", still.text());
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
