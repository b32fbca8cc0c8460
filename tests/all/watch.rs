//! A story that is written while it is played.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hailsham::author;
use hailsham::session::Session;
use hailsham::tools::watch::Watching;
use hailsham::ui::{Forgetful, Keeper, News};

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
    fs::create_dir(dir.path().join("a")).expect("the folder takes it");
    fs::write(dir.path().join("story.ron"), STORY).expect("the folder takes it");
    write(dir.path(), SCENES);
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
