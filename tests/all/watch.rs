//! A story that is written while it is played.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hailsham::author;
use hailsham::session::Session;
use hailsham::settings::Settings;
use hailsham::tools::watch::Watching;
use hailsham::ui::assets::Assets;
use hailsham::ui::tui::model::{Msg, Opening};
use hailsham::ui::tui::still::Still;
use hailsham::ui::{Forgetful, Keeper, News, Resumed};
use portable_pty::CommandBuilder;

use super::terminal::Terminal;
use super::tui::TERMINAL;

const STORY: &str =
    r#"Story(id: "w", title: "W", start: "a/one", endings: [Ending(id: "end", title: "End")])"#;
const SCENES: &str = r#"[
    Scene(id: "one", text: "One.", choices: [Choice(say: "On", to: "two")]),
    Scene(id: "two", text: "Two.", choices: [Choice(say: "On", to: "end")]),
    Scene(id: "end", text: "End.", ending: "end"),
]"#;

/// The next news, which comes within five seconds or not at all.
fn news(watching: &mut Watching<'_>, session: &Session) -> News {
    let began = Instant::now();
    loop {
        if let Some(news) = watching.news(session) {
            return news;
        }
        assert!(began.elapsed() < Duration::from_secs(5), "no news came");
        std::thread::yield_now();
    }
}

fn write(dir: &Path, scenes: &str) {
    fs::write(dir.join("a/scenes.ron"), scenes).expect("the folder takes it");
}

#[test]
fn what_is_saved_is_told_at_once_and_the_telling_stays_where_it_was() {
    let dir = tempfile::tempdir().expect("a folder for a test");
    pack(dir.path());
    let story = author::load_dir(dir.path())
        .expect("it can be read")
        .story
        .expect("no errors");
    let mut session = Session::new(Arc::new(story), 1);
    let on = session.offers()[0].took;
    assert!(session.take(on));
    let mut keeper = Forgetful;
    let mut watching = Watching::new(&mut keeper, dir.path()).expect("it can be watched");

    write(dir.path(), &SCENES.replace("Two.", "Another two."));
    // A write comes in two events; the first may find the file empty, which is broken.
    let resumed = loop {
        if let News::Story(resumed) = news(&mut watching, &session) {
            break resumed;
        }
    };
    assert_eq!(resumed.session.steps().len(), 1);
    let read = format!("{:?}", resumed.session.turn());
    assert!(read.contains("Another two."), "{read}");

    write(
        dir.path(),
        &SCENES.replace(r#"to: "end""#, r#"to: "nowhere""#),
    );
    let why = loop {
        match news(&mut watching, &session) {
            News::Broken(why) if why.contains("nowhere") => break why,
            News::Broken(_) | News::Story(_) => {}
        }
    };
    assert_eq!(why, "a/scenes.ron:3:69: there is no scene `a/nowhere`");
}

/// A pack of two scenes in a folder.
fn pack(dir: &Path) {
    fs::create_dir(dir.join("a")).expect("the folder takes it");
    fs::write(dir.join("story.ron"), STORY).expect("the folder takes it");
    write(dir, SCENES);
}

#[test]
fn while_a_file_is_broken_a_panel_says_why_over_the_last_good_page() {
    let dir = tempfile::tempdir().expect("a folder for a test");
    pack(dir.path());
    let loaded = author::load_dir(dir.path()).expect("it can be read");
    let session = Session::new(Arc::new(loaded.story.expect("no errors")), 1);
    let opening = Opening {
        story: Arc::clone(session.story()),
        assets: Assets::default(),
        session: Some(session.clone()),
        settings: Some(Settings::default()),
        at_page: true,
        notice: None,
    };
    let mut still = Still::new(opening, TERMINAL, (60, 16));
    let whole = still.text();
    let why = "a/scenes.ron:3:69: there is no scene `a/nowhere`";
    still.tell(Msg::News(News::Broken(why.to_owned())));
    let broken = still.text();
    for words in [
        "can’t be read as it is now",
        "a/scenes.ron:3:69",
        "`a/nowhere`",
    ] {
        assert!(broken.contains(words), "{words}: {broken}");
    }
    let choice = |text: &str| text.lines().any(|line| line.contains("1 On"));
    assert!(choice(&whole) && choice(&broken), "{broken}");
    let resumed = Resumed {
        session,
        notice: None,
    };
    still.tell(Msg::News(News::Story(Box::new(resumed))));
    assert_eq!(still.text(), whole);
}

#[test]
fn what_is_saved_shows_in_the_terminal_and_what_is_broken_too() {
    let home = tempfile::tempdir().expect("a folder for a test");
    fs::write(home.path().join("settings.ron"), "Settings(theme: night)").expect("settings");
    let dir = tempfile::tempdir().expect("a folder for a test");
    pack(dir.path());
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_hailsham"));
    command.args(["play", "--watch", "--new", "--story"]);
    command.arg(dir.path());
    let mut terminal = Terminal::run(command, home, (80, 24));
    terminal.shows("One.").type_in("1").shows("Two.");
    write(dir.path(), &SCENES.replace("Two.", "Another two."));
    terminal.shows("Another two.");
    write(dir.path(), &SCENES.replace("text:", "txt:"));
    terminal
        .shows("can’t be read as it is now")
        .shows("a/scenes.ron:2:");
    write(dir.path(), &SCENES.replace("Two.", "A third two."));
    terminal.shows("A third two.").type_in("q");
    assert!(terminal.ends().success());
}
