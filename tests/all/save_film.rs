//! A telling seen again as a film: what is shown when, what the keys do, the recording, and the
//! film in a real terminal.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use hailsham::save::{self, disk::record_at};
use hailsham::session::Session;
use hailsham::settings::{Settings, Theme};
use hailsham::ui::assets::Assets;
use hailsham::ui::tui::film::{Ask, Film, Msg, render};
use hailsham::ui::tui::input::{Event, Key};
use hailsham::ui::tui::model::Opening;
use hailsham::ui::tui::paint::Canvas;
use portable_pty::CommandBuilder;

use super::program::{Program, fixture};
use super::save_kill::lane;
use super::terminal::Terminal;
use super::tui::TERMINAL;

/// The lane from its beginning to one of its ends: nine steps.
fn told() -> Session {
    let record = record_at(&fixture("saves/corpus/1-to-its-end.ron")).expect("it can be read");
    save::restore(lane(), &record).session
}

fn film(size: (u16, u16)) -> Film {
    let session = told();
    let opening = Opening {
        story: Arc::clone(session.story()),
        assets: Assets::default(),
        session: Some(session),
        settings: Some(Settings {
            theme: Theme::Night,
            ..Settings::default()
        }),
        at_page: true,
        notice: None,
    };
    Film::new(opening, TERMINAL, size).expect("there is a telling")
}

/// What a film's window shows, row by row.
fn shown(film: &Film, size: (u16, u16)) -> Vec<String> {
    let mut bytes = Vec::new();
    Canvas::default().draw(size, film.ground(), |frame| render(film, frame), &mut bytes);
    let mut parser = vt100::Parser::new(size.1, size.0, 0);
    parser.process(&bytes);
    let rows = parser.screen().contents();
    rows.lines().map(|row| row.trim_end().to_owned()).collect()
}

const SIZE: (u16, u16) = (80, 24);

fn press(film: &mut Film, keys: &[Key]) -> Option<Ask> {
    let mut asked = None;
    for key in keys {
        asked = film.update(Msg::Event(Event::Key(*key)));
    }
    asked
}

#[test]
fn it_shows_each_page_marks_the_choice_that_was_made_and_goes_on() {
    let mut film = film(SIZE);
    let first = shown(&film, SIZE);
    assert_eq!(
        first[0],
        "  May · Morning                                                       the yard"
    );
    assert!(
        first
            .iter()
            .any(|row| row.contains("1 Go down to the pond")),
        "{first:#?}"
    );
    assert_eq!(
        first[22..],
        [
            "  space pause   ←→ step   ↑↓ speed   Enter take over   q leave   Home End ends",
            "  ▶ ●────────────────────────────────────┼──────────◆  0/9  960 words a minute"
        ]
    );
    // Twenty-odd words at 960 a minute, the choices too.
    let stands = film.stands().expect("it runs");
    assert!(
        (Duration::from_millis(1_500)..Duration::from_millis(5_000)).contains(&stands),
        "{stands:?}"
    );
    film.update(Msg::Tick);
    let marked = shown(&film, SIZE);
    assert!(
        marked
            .iter()
            .any(|row| row.contains("›  3 Pick up the whistle")),
        "{marked:#?}"
    );
    assert_eq!(film.stands(), Some(Duration::from_millis(500)));
    film.update(Msg::Tick);
    assert_eq!(film.step(), 1);
    let next = shown(&film, SIZE);
    assert!(next.iter().any(|row| row.contains("Tin, and")), "{next:#?}");
    assert_eq!(
        next[23],
        "  ▶ ┼━━━━●───────────────────────────────┼──────────◆  1/9  960 words a minute"
    );
    for _ in 0..200 {
        film.update(Msg::Tick);
    }
    assert_eq!((film.step(), film.stands()), (9, None));
    let last = shown(&film, SIZE);
    assert!(
        last.iter()
            .any(|row| row.contains("The end of this telling: Home again.")),
        "{last:#?}"
    );
}

#[test]
fn it_is_paused_stepped_hurried_and_taken_over() {
    let mut film = film(SIZE);
    press(&mut film, &[Key::Char(' ')]);
    assert_eq!(film.stands(), None);
    assert!(shown(&film, SIZE)[22].starts_with("  space play"));
    assert!(shown(&film, SIZE)[23].starts_with("  ‖ ●"));
    film.update(Msg::Tick);
    assert_eq!(film.step(), 0, "what is paused doesn't go on");
    press(&mut film, &[Key::Right, Key::Right, Key::Right, Key::Left]);
    assert_eq!(film.step(), 2);
    press(&mut film, &[Key::End]);
    assert_eq!(film.step(), 9);
    press(&mut film, &[Key::Right]);
    assert_eq!(film.step(), 9);
    press(&mut film, &[Key::Home, Key::Left]);
    assert_eq!(film.step(), 0);
    for (keys, pace) in [(2, 3_840), (5, 15_360)] {
        press(&mut film, &vec![Key::Up; keys]);
        assert_eq!(film.pace(), pace);
    }
    press(&mut film, &[Key::Down; 20]);
    assert_eq!(film.pace(), 120);
    // From its end, it begins again.
    press(&mut film, &[Key::End, Key::Char(' ')]);
    assert_eq!(film.step(), 0);
    assert!(film.stands().is_some());
    assert_eq!(press(&mut film, &[Key::Char('q')]), Some(Ask::Leave));
    assert_eq!(
        press(&mut film, &[Key::Right, Key::Right, Key::Enter]),
        Some(Ask::TakeOver)
    );
    let session = film.into_session().expect("the telling");
    assert_eq!((session.cursor(), session.steps().len()), (2, 9));
}

#[test]
fn what_is_done_with_a_thing_is_said_in_a_line() {
    let record =
        record_at(&fixture("saves/corpus/1-with-steps-taken-back.ron")).expect("it can be read");
    let mut session = save::restore(lane(), &record).session;
    session.go_to(4);
    let opening = Opening {
        story: Arc::clone(session.story()),
        assets: Assets::default(),
        session: Some(session),
        settings: None,
        at_page: false,
        notice: Some("A line to begin with.".to_owned()),
    };
    let mut film = Film::new(opening, TERMINAL, SIZE).expect("there is a telling");
    assert_eq!(shown(&film, SIZE)[22], "  A line to begin with.");
    press(&mut film, &[Key::Right, Key::Char(' ')]);
    film.update(Msg::Tick);
    assert_eq!(shown(&film, SIZE)[22], "  a tin whistle: Blow it");
    film.update(Msg::Tick);
    assert!(
        shown(&film, SIZE)
            .iter()
            .any(|row| row.contains("Two notes came out of it."))
    );
}

#[test]
fn it_fits_every_window() {
    for columns in [1, 2, 20, 40, 57, 80, 200] {
        for rows in [1, 2, 11, 12, 15, 16, 24, 60] {
            let size = (columns, rows);
            let mut film = film(size);
            for n in 0..40 {
                assert!(shown(&film, size).len() <= usize::from(rows));
                film.update(Msg::Tick);
                if n == 20 {
                    film.update(Msg::Resize(80, 24));
                    assert!(shown(&film, SIZE).len() <= 24);
                    film.update(Msg::Resize(columns, rows));
                }
            }
        }
    }
}

#[test]
fn a_recording_plays_to_the_end_by_itself() {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("film.cast");
    let save = fixture("saves/corpus/1-to-its-end.ron")
        .display()
        .to_string();
    let recorded = |file: &std::path::Path| {
        let ran = Program::lane(
            home.path(),
            &["replay", &save, "--cast", &file.display().to_string()],
        )
        .run();
        assert_eq!(
            (ran.status, ran.stdout.as_str()),
            (Some(0), "Recorded: 0 minutes 31 seconds.\n")
        );
        fs::read_to_string(file).expect("it was written")
    };
    let text = recorded(&file);
    assert_eq!(
        recorded(&home.path().join("again.cast")),
        text,
        "the same twice"
    );
    let mut lines = text.lines();
    let head: serde_json::Value =
        serde_json::from_str(lines.next().expect("a head")).expect("JSON");
    assert_eq!(
        (
            &head["version"],
            &head["width"],
            &head["height"],
            &head["title"]
        ),
        (&2.into(), &80.into(), &24.into(), &"The lane".into())
    );
    let mut parser = vt100::Parser::new(24, 80, 0);
    let (mut before, mut events) = (0.0, 0);
    for line in lines {
        let (at, kind, sent): (f64, String, String) = serde_json::from_str(line).expect("an event");
        assert!(at >= before && kind == "o", "{line}");
        before = at;
        events += 1;
        parser.process(sent.as_bytes());
    }
    assert!(events > 18, "{events} events");
    assert!(
        parser
            .screen()
            .contents()
            .contains("The end of this telling: Home again.")
    );
}

#[test]
fn in_a_terminal_it_runs_and_is_taken_over_into_a_save_of_its_own() {
    let home = tempfile::tempdir().expect("a folder");
    fs::write(home.path().join("settings.ron"), "Settings(theme: night)").expect("written");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_hailsham"));
    command.arg("replay");
    command.arg(fixture("saves/corpus/1-to-its-end.ron"));
    command.arg("--story");
    command.arg(fixture("saves/lane"));
    let mut terminal = Terminal::run(command, home, SIZE);
    terminal
        .shows("0/9  960 words a minute")
        .type_in("\x1b[A\x1b[A\x1b[A\x1b[A");
    terminal.shows("15360 words a minute");
    terminal
        .shows("9/9")
        .shows("The end of this telling")
        .type_in("\x1b[H");
    terminal.shows("0/9").type_in("\x1b[C\x1b[C\x1b[C");
    terminal.shows("3/9").shows("space play").type_in("\r");
    terminal
        .shows("Kept as 1-to-its-end, from step 3.")
        .type_in("1");
    terminal.shows("light on it").type_in("q");
    assert!(terminal.ends().success());
    terminal.is_restored();
    let listed = Program::lane(terminal.home.path(), &["saves"]).run();
    assert!(
        listed.stdout.contains("1-to-its-end, from step 3\n"),
        "{}",
        listed.stdout
    );
    assert!(listed.stdout.contains("auto.2\n"), "{}", listed.stdout);
}

#[test]
fn a_film_looks_as_it_did_at_every_size() {
    let mut looks = String::new();
    for size in [(40, 12), (80, 24), (120, 40)] {
        let mut film = film(size);
        press(&mut film, &[Key::Right, Key::Right]);
        let rows = shown(&film, size).join("\n");
        looks.push_str(&format!("== {} by {}\n{rows}\n", size.0, size.1));
    }
    insta::assert_snapshot!("film", looks);
}
