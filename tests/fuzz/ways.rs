//! The ways by which bytes from outside come in, each as a function of bytes that holds what must
//! hold whatever they are. Fuzzing calls them with bytes nobody thought of; `cargo test` with those
//! that fuzzing found worth keeping (`corpus/`), so this file is read by both.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "each target calls one of these, and a failure is what is looked for"
)]

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use hailsham::author::{Loaded, load_sources};
use hailsham::clean;
use hailsham::prove::Limits;
use hailsham::save::{self, Meta, Record};
use hailsham::session::Session;
use hailsham::settings::Settings;
use hailsham::story::{Source, Story};
use hailsham::tools::{check, graph, transcript};
use hailsham::ui::assets::Assets;
use hailsham::ui::tui::colour::Depth;
use hailsham::ui::tui::input::Input;
use hailsham::ui::tui::model::{Msg, Opening, Terminal};
use hailsham::ui::tui::still::Still;
use hailsham::ui::{Keeper, Resumed, SlotLine, plain};

/// Files as one text: `== path` begins each. What stands before the first is `a/a.ron`.
fn files(text: &str) -> Vec<Source> {
    let mut files = vec![("a/a.ron".to_owned(), String::new())];
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("== ") {
            Some(path) => files.push((path.trim_end().to_owned(), String::new())),
            None => {
                let last = files.len() - 1;
                files[last].1.push_str(line);
            }
        }
    }
    files.retain(|(path, text)| path != "a/a.ron" || !text.is_empty());
    if !files.iter().any(|(path, _)| path == "story.ron") {
        let story = r#"Story(id: "small", title: "Small", start: "a/start",
            chapters: [Chapter(id: "one", title: "One", opens: "a/start")],
            endings: [Ending(id: "end", title: "The end")],
            flags: [Flag(id: "red", means: "r"), Flag(id: "green", means: "g")],
            counters: [Counter(id: "n", from: 0, to: 3, start: 1, means: "n")])"#;
        files.push(("story.ron".to_owned(), story.to_owned()));
    }
    let source = |(path, text): (String, String)| Source {
        path,
        text: text.into(),
    };
    files.into_iter().map(source).collect()
}

/// A small story in which everything happens.
pub fn small() -> Arc<Story> {
    static SMALL: OnceLock<Arc<Story>> = OnceLock::new();
    Arc::clone(SMALL.get_or_init(|| {
        let loaded = load_sources(files(include_str!("small.txt")));
        let found = check::as_text(&loaded, false);
        Arc::new(loaded.story.unwrap_or_else(|| panic!("{found}")))
    }))
}

#[track_caller]
fn is_clean(said: &str) {
    if let Some((at, c, _)) = clean::first_refused(said) {
        panic!("{c:?} at byte {at} of {said:?}");
    }
}

/// Whatever the files of a story hold, it is read or every fault is said; what is read can be
/// played, looked at, kept, taken up again and written down.
pub fn story(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let loaded = load_sources(files(&text));
    is_clean(&check::as_text(&loaded, false));
    is_clean(&check::as_json(&loaded));
    let Loaded {
        story: Some(story), ..
    } = loaded
    else {
        return;
    };
    // What is proved of it is no more than can be, and it can be drawn.
    let chart = graph::chart(&story, 4, Limits::of(200));
    for format in [
        graph::Format::Dot,
        graph::Format::Mermaid,
        graph::Format::Svg,
    ] {
        is_clean(&graph::drawn(&chart, format));
    }
    let mut session = Session::new(Arc::new(story), seed(bytes));
    for byte in bytes.iter().rev().take(24) {
        let offers = session.offers();
        if offers.is_empty() {
            break;
        }
        let took = offers[usize::from(*byte) % offers.len()].took;
        session.take(took);
    }
    looked_at(session);
}

/// Everything that can be seen of a telling, and that it is the same when it was kept.
fn looked_at(session: Session) {
    let everything = "\nthings\nuse\njournal\nmap\nhistory\nsaves\nundo\nredo\nsave x\nload x\n";
    said_in_lines(session.clone(), everything.as_bytes());
    let mut screen = screen_of(session.clone(), Some(Settings::default()), (100, 30));
    for key in "n m i t h s o ? u 1 2".split(' ') {
        screen.tell(Msg::Resize(100, 30));
        for key in [key, " ", "\x1b[B", "\r", "q", "\x1b"] {
            type_in(&mut screen, key.as_bytes());
        }
        is_clean(&screen.text());
        screen.tell(Msg::Resize(50, 14));
        is_clean(&screen.text());
    }
    for format in [
        transcript::Format::Text,
        transcript::Format::Markdown,
        transcript::Format::Html,
    ] {
        is_clean(&transcript::write(&session, format));
    }
    let record = save::from_text(&save::to_text(&session, &Meta::default())).expect("its own save");
    let again = save::verify(session.story(), &record).expect("it tells the same");
    assert_eq!(again.state(), session.state());
    assert_eq!(again.turns().len(), session.turns().len());
}

/// Whatever a save holds, it is refused with a sentence or taken up; what is taken up can be kept.
pub fn save(bytes: &[u8]) {
    let record = match save::from_bytes(bytes) {
        Ok(record) => record,
        Err(why) => return is_clean(&clean::line(&why.to_string())),
    };
    let again = save::from_text(&record.to_text()).expect("what was read can be written");
    assert_eq!(again.to_text(), record.to_text());
    let _ = save::verify(&small(), &record);
    let restored = save::restore(small(), &record);
    if let Some(notice) = &restored.notice {
        is_clean(notice);
    }
    let session = restored.session;
    let kept = Record::of(&session, &Meta::default());
    let back = save::restore(small(), &kept);
    assert_eq!(back.session.state(), session.state());
    said_in_lines(session, b"\nthings\njournal\nmap\nundo\n1\n1\n");
}

/// Whatever a settings file holds, it is refused or read; what is read is written as it was.
pub fn settings(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let Ok(settings) = Settings::parse(text) else {
        return;
    };
    let written = settings.written();
    assert_eq!(
        Settings::parse(&written).as_ref(),
        Ok(&settings),
        "{written}"
    );
    // The screen takes them: keys of one's own, a measure, everything.
    let mut screen = screen_of(Session::new(small(), 1), Some(settings), (80, 24));
    let _ = screen.frame();
    screen.tell(Msg::Resize(30, 9));
    let _ = screen.frame();
}

/// Whatever is typed, play in lines goes on, and nothing of it comes back as a command.
pub fn plain(bytes: &[u8]) {
    said_in_lines(Session::new(small(), seed(bytes)), bytes);
}

/// Whatever the terminal sends, the screen has a frame for it.
pub fn screen(bytes: &[u8]) {
    let mut screen = screen_of(
        Session::new(small(), 1),
        Some(Settings::default()),
        (80, 24),
    );
    let mut input = Input::default();
    // What comes in one piece shares a frame; frames are what takes time here, and large ones most.
    let pieces = bytes
        .split(|byte| *byte == 0)
        .filter(|piece| !piece.is_empty());
    for piece in pieces.take(100) {
        input.feed(piece);
        while let Some(event) = input.next_event() {
            screen.tell(Msg::Event(event));
        }
        if let Some(event) = input.give_up() {
            screen.tell(Msg::Event(event));
        }
        if let [columns, rows, ..] = piece {
            screen.tell(Msg::Resize(u16::from(*columns), u16::from(*rows % 64)));
        }
        is_clean(&screen.text());
    }
}

/// Gives a screen what a terminal sends in one piece.
fn type_in(screen: &mut Still, bytes: &[u8]) {
    let mut input = Input::default();
    input.feed(bytes);
    while let Some(event) = input.next_event().or_else(|| input.give_up()) {
        screen.tell(Msg::Event(event));
    }
}

fn screen_of(session: Session, settings: Option<Settings>, size: (u16, u16)) -> Still {
    let opening = Opening {
        story: Arc::clone(session.story()),
        assets: Assets::default(),
        session: Some(session),
        settings,
        at_page: true,
        notice: None,
    };
    let terminal = Terminal {
        depth: Depth::True,
        unicode: true,
        italics: true,
        ground: None,
    };
    Still::new(opening, terminal, size)
}

fn seed(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(7, |seed, byte| seed * 31 % 1_000_003 + u64::from(*byte))
}

/// Plays in lines with this input, and looks at what is said.
fn said_in_lines(session: Session, input: &[u8]) {
    let mut said = Vec::new();
    let keeper = &mut InMemory::default();
    plain::run(
        session,
        keeper,
        &Assets::default(),
        &mut &*input,
        &mut said,
        None,
    )
    .expect("memory is never full");
    is_clean(std::str::from_utf8(&said).expect("what is said is text"));
}

/// A shelf without a disk.
#[derive(Default)]
pub struct InMemory {
    kept: BTreeMap<String, String>,
}

impl Keeper for InMemory {
    fn keep(&mut self, session: &Session) -> Result<(), String> {
        self.kept
            .insert("auto".to_owned(), save::to_text(session, &Meta::default()));
        Ok(())
    }

    fn list(&mut self) -> Vec<SlotLine> {
        let slot = |name: &String| SlotLine {
            name: clean::line(name).into_owned(),
            about: "kept".to_owned(),
            sound: true,
        };
        self.kept.keys().map(slot).collect()
    }

    fn save_as(&mut self, session: &Session, name: &str) -> Result<String, String> {
        let name = clean::line(name).into_owned();
        self.kept
            .insert(name.clone(), save::to_text(session, &Meta::default()));
        Ok(name)
    }

    fn load(&mut self, story: &Arc<Story>, name: &str) -> Result<Resumed, String> {
        let text = self.kept.get(name).ok_or("there is none")?;
        let record = save::from_text(text).expect("its own save");
        let restored = save::restore(Arc::clone(story), &record);
        Ok(Resumed {
            session: restored.session,
            notice: restored.notice,
        })
    }

    fn newest(&mut self, _: &Arc<Story>) -> Result<Option<Resumed>, String> {
        Ok(None)
    }

    fn rename(&mut self, _: &str, _: &str) -> Result<String, String> {
        Err("not here".to_owned())
    }

    fn delete(&mut self, _: &str) -> Result<String, String> {
        Err("not here".to_owned())
    }
}
