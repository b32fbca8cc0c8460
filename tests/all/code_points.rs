//! Every code point by every way on which text can reach a terminal, and read back from an emulated
//! one: those that are refused are never said, those that are not are words and nothing else.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use hailsham::author::{Loaded, load_sources};
use hailsham::clean;
use hailsham::error::Failure;
use hailsham::save::{self, Meta, Record};
use hailsham::session::Session;
use hailsham::settings::Settings;
use hailsham::story::{Source, Story};
use hailsham::tools::{check, transcript};
use hailsham::ui::assets::Assets;
use hailsham::ui::plain;
use hailsham::ui::tui::input::Event;
use hailsham::ui::tui::model::{Msg, Opening};
use hailsham::ui::tui::still::Still;

use crate::fuzzed::ways::InMemory;
use crate::tui::TERMINAL;

/// How many code points stand in one line.
const LINE: usize = 64;

/// Every code point. A build that isn't optimised leaves out most of the long rows of letters that
/// are all alike, and of what isn't assigned: `cargo test --release code_points` tries them all.
fn all() -> impl Iterator<Item = char> {
    ('\u{0}'..=char::MAX).filter(|c| {
        let alike = match u32::from(*c) {
            0..0x3400 | 0xa000..0xac00 | 0xd7a4..0x1_0000 => false,
            0x1_d000..0x1_d300 | 0x1_f000..0x1_fb00 | 0xe_0000..0xe_0200 => false,
            other => other % 61 > 0,
        };
        cfg!(not(debug_assertions)) || !alike
    })
}

fn is_refused(c: char) -> bool {
    clean::first_refused(c.encode_utf8(&mut [0; 4])).is_some()
}

/// A terminal that takes nothing but words.
struct Strict;

impl vt100::Callbacks for Strict {
    fn audible_bell(&mut self, _: &mut vt100::Screen) {
        panic!("a bell rang");
    }
    fn visual_bell(&mut self, _: &mut vt100::Screen) {
        panic!("the screen flashed");
    }
    fn resize(&mut self, _: &mut vt100::Screen, _: (u16, u16)) {
        panic!("the window changed its size");
    }
    fn set_window_icon_name(&mut self, _: &mut vt100::Screen, name: &[u8]) {
        panic!("the icon was named {name:?}");
    }
    fn set_window_title(&mut self, _: &mut vt100::Screen, title: &[u8]) {
        panic!("the window was titled {title:?}");
    }
    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8], _: &[u8]) {
        panic!("something was copied");
    }
    fn paste_from_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8]) {
        panic!("something was pasted");
    }
    fn unhandled_char(&mut self, _: &mut vt100::Screen, c: char) {
        panic!("{c:?} is no word");
    }
    fn unhandled_control(&mut self, _: &mut vt100::Screen, byte: u8) {
        panic!("control {byte:#x}");
    }
    fn unhandled_escape(
        &mut self,
        _: &mut vt100::Screen,
        first: Option<u8>,
        second: Option<u8>,
        byte: u8,
    ) {
        panic!("escape {first:?} {second:?} {byte:#x}");
    }
    fn unhandled_csi(
        &mut self,
        _: &mut vt100::Screen,
        first: Option<u8>,
        _: Option<u8>,
        _: &[&[u16]],
        byte: char,
    ) {
        panic!("control sequence {first:?} {byte:?}");
    }
    fn unhandled_osc(&mut self, _: &mut vt100::Screen, parameters: &[&[u8]]) {
        panic!("system command {parameters:?}");
    }
}

/// The emulated terminal takes U+FFFD for a fault of coding; a question mark stands for it there.
fn seen(words: &str) -> String {
    words.replace(char::REPLACEMENT_CHARACTER, "?")
}

/// Holds that a terminal takes all of this as words: no line of it moves anything but downwards,
/// and nothing of it stays behind.
#[track_caller]
fn is_words(said: &str) {
    assert_eq!(clean::first_refused(said), None);
    let mut terminal = vt100::Parser::new_with_callbacks(2, 320, 0, Strict);
    let blank = vt100::Parser::new(2, 320, 0);
    for line in said.lines() {
        // So that a line that is too long doesn't begin another.
        for part in line.chars().collect::<Vec<_>>().chunks(150) {
            let part: String = part.iter().collect();
            terminal.process(seen(&part).as_bytes());
            assert_eq!(terminal.screen().cursor_position().0, 0, "{part:?}");
            terminal.process(b"\r\x1b[2K");
        }
    }
    let (left, none) = (terminal.screen(), blank.screen());
    assert_eq!(left.contents(), "");
    assert_eq!(left.attributes_formatted(), none.attributes_formatted());
    assert_eq!(left.input_mode_formatted(), none.input_mode_formatted());
    assert_eq!(left.alternate_screen(), none.alternate_screen());
    assert_eq!(left.hide_cursor(), none.hide_cursor());
}

/// Every code point that isn't refused, each after a letter, so many to a line.
fn words() -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut held = 0;
    // What means something in prose or in RON is tried elsewhere.
    let meant = [' ', '\n', '"', '\\', '{', '}', '*', '#'];
    for c in all().filter(|c| !is_refused(*c) && !meant.contains(c)) {
        if held == LINE {
            lines.push(String::new());
            held = 0;
        }
        held += 1;
        let last = lines.len() - 1;
        lines[last].extend(['x', c, ' ']);
    }
    lines
}

/// A story whose texts, labels, names and titles hold these lines.
fn story(lines: &[String]) -> Loaded {
    let source = |path: &str, text: String| Source {
        path: path.to_owned(),
        text: text.into(),
    };
    let first = &lines[0];
    let mut scenes = String::from("[\n");
    for (n, page) in lines.chunks(100).enumerate() {
        let text = page.join("\n\n");
        let label = &page[0];
        let to = n + 1;
        scenes += &format!(
            "Scene(id: \"s{n}\", text: r###\"{text}\"###, choices: [Choice(id: \"on\", say: \
             r###\"{label}\"###, echo: r###\"{label}\"###, to: \"s{to}\"), Choice(id: \"no\", say: \
             \"No\", refused: r###\"{label}\"###)]),\n"
        );
    }
    let last = lines.chunks(100).len();
    scenes += &format!("Scene(id: \"s{last}\", ending: \"end\"),\n]");
    load_sources(vec![
        source(
            "story.ron",
            format!(
                "Story(id: \"all\", title: r###\"{first}\"###, start: \"a/s0\", chapters: \
                 [Chapter(id: \"one\", title: r###\"{first}\"###, month: r###\"{first}\"###, opens: \
                 \"a/s0\")], endings: [Ending(id: \"end\", title: r###\"{first}\"###)])"
            ),
        ),
        source("a/a.ron", scenes),
    ])
}

fn told(story: Story) -> Session {
    let mut session = Session::new(Arc::new(story), 1);
    while let Some(offer) = session.offers().first() {
        let took = offer.took;
        assert!(session.take(took));
    }
    session
}

fn in_lines(session: Session, input: &[u8]) -> String {
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
    .unwrap();
    String::from_utf8(said).unwrap()
}

#[test]
fn every_code_point_of_a_story_is_words_on_every_way_or_is_refused() {
    let lines = words();
    let count: usize = lines.iter().map(|line| line.chars().count() / 3).sum();
    assert!(count > 27_000, "{count}");
    let loaded = story(&lines);
    is_words(&check::as_text(&loaded, false));
    let session = told(loaded.story.expect("nothing in it is refused"));
    let said = in_lines(session.clone(), b"history\n");
    is_words(&said);
    let told: HashSet<&str> = said.lines().collect();
    for line in &lines {
        assert!(told.contains(line.trim_end()), "{line:?} was lost");
    }
    is_words(&transcript::write(&session, transcript::Format::Text));
    is_words(&transcript::write(&session, transcript::Format::Markdown));
    is_words(&transcript::write(&session, transcript::Format::Html));
    let record = Record::of(&session, &Meta::default());
    let verified = save::verify(session.story(), &record).expect("it tells the same");
    assert_eq!(verified.state(), session.state());
}

#[test]
fn every_code_point_that_is_refused_is_told_of_with_its_place() {
    let refused: Vec<char> = all().filter(|c| is_refused(*c)).collect();
    assert!(refused.len() > 8_000, "{}", refused.len());
    // A file says a hundred faults; so it takes many files.
    let files: Vec<Source> = refused
        .chunks(100)
        .enumerate()
        .map(|(n, some)| {
            let lines: String = some.iter().map(|c| format!("// x{c}\n")).collect();
            Source {
                path: format!("a/f{n}.ron"),
                text: format!("[]\n{lines}").into(),
            }
        })
        .collect();
    let loaded = load_sources(files);
    let found = loaded
        .findings
        .iter()
        .filter(|one| one.code.id == "H0102")
        .count();
    // Tabs may stand in RON, and have a finding of their own in prose; a carriage return at the end
    // of a line is how other systems end them.
    assert_eq!(found, refused.len() - 2);
    is_words(&check::as_text(&loaded, false));
}

#[test]
fn every_code_point_a_player_types_comes_back_as_words() {
    let typed: Vec<char> = all().collect();
    let mut input = Vec::new();
    for (n, some) in typed.chunks(LINE).enumerate() {
        let words: String = some
            .iter()
            .map(|c| if *c == '\n' { ' ' } else { *c })
            .collect();
        let verb = ["x", "journal x", "use x", "save x", "load x"][n % 5];
        input.extend_from_slice(format!("{verb}{words}\n").as_bytes());
    }
    // And bytes that are no code point at all.
    input.extend((0..=255_u8).flat_map(|byte| [b'x', byte]));
    let session = Session::new(crate::fuzzed::ways::small(), 1);
    is_words(&in_lines(session, &input));
}

#[test]
fn every_code_point_in_a_path_or_a_cause_is_words_in_one_line() {
    let typed: Vec<char> = all().collect();
    let mut said = String::new();
    for some in typed.chunks(LINE) {
        let words: String = some.iter().collect();
        let failure = Failure::new(format!("open “{words}”"), &words)
            .at(Path::new(&words))
            .help(words.as_str());
        for line in [failure.to_string(), failure.sentence()] {
            assert_eq!(line.lines().count(), 1, "{line:?}");
            said.push_str(&line);
            said.push('\n');
        }
    }
    is_words(&said);
}

#[test]
fn every_code_point_in_a_save_is_words_in_what_is_said_of_it() {
    let small = crate::fuzzed::ways::small();
    let typed: Vec<char> = all().collect();
    let mut said = String::new();
    for (n, some) in typed.chunks(LINE).enumerate() {
        let words: String = some.iter().flat_map(|c| c.escape_unicode()).collect();
        let text = match n % 3 {
            0 => format!(
                "Save(format: 1, story: \"small\", seed: 1, cursor: 1, steps: [Step(at: \
                 \"{words}\", took: Choice(\"{words}\"), drew: [\"{words}\"])])"
            ),
            1 => format!("Save(format: 1, story: \"{words}\", seed: 1, cursor: 0, steps: [])"),
            _ => format!("Save(format: 1, {words}: 3)"),
        };
        match save::from_text(&text) {
            Ok(record) => {
                let difference = save::verify(&small, &record).expect_err("nothing fits");
                said.push_str(&clean::line(&difference.how));
                said.push_str(
                    &save::restore(Arc::clone(&small), &record)
                        .notice
                        .unwrap_or_default(),
                );
            }
            Err(why) => said.push_str(&Failure::new("read it", why).sentence()),
        }
        said.push('\n');
    }
    is_words(&said);
}

/// A screen with this session on its page.
fn screen(session: Session) -> Still {
    let opening = Opening {
        story: Arc::clone(session.story()),
        assets: Assets::default(),
        session: Some(session),
        settings: Some(Settings::default()),
        at_page: true,
        notice: None,
    };
    Still::new(opening, TERMINAL, (100, 30))
}

/// Holds that a frame is drawn where it was meant to be and leaves nothing behind: an emulated
/// terminal shows what the screen means to show.
#[track_caller]
fn is_drawn_as_meant(screen: &Still) {
    let mut terminal = vt100::Parser::new_with_callbacks(30, 100, 0, Draws);
    let drawn = String::from_utf8(screen.bytes()).unwrap();
    terminal.process(seen(&drawn).as_bytes());
    let meant = screen.text();
    assert_eq!(clean::first_refused(&meant), None);
    for (row, line) in seen(&meant).lines().enumerate() {
        let shown = terminal
            .screen()
            .contents_between(row as u16, 0, row as u16, 100);
        assert_eq!(bare(&shown), bare(line), "row {row}");
    }
}

/// The words of a row without spaces: behind a wide character the emulated terminal has none.
fn bare(row: &str) -> String {
    row.split_whitespace().collect()
}

/// A terminal on which a screen may be drawn, and nothing else done.
struct Draws;

impl vt100::Callbacks for Draws {
    fn audible_bell(&mut self, _: &mut vt100::Screen) {
        panic!("a bell rang");
    }
    fn set_window_title(&mut self, _: &mut vt100::Screen, title: &[u8]) {
        panic!("the window was titled {title:?}");
    }
    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8], _: &[u8]) {
        panic!("something was copied");
    }
    fn unhandled_control(&mut self, _: &mut vt100::Screen, byte: u8) {
        panic!("control {byte:#x}");
    }
    fn unhandled_osc(&mut self, _: &mut vt100::Screen, parameters: &[&[u8]]) {
        panic!("system command {parameters:?}");
    }
}

#[test]
fn every_code_point_on_the_screen_is_drawn_as_it_is_meant() {
    for lines in words().chunks(100) {
        let loaded = story(lines);
        let mut screen = screen(Session::new(Arc::new(loaded.story.unwrap()), 1));
        is_drawn_as_meant(&screen);
        for _ in 0..200 {
            let before = screen.text();
            screen.press(&[hailsham::ui::tui::input::Key::Char(' ')]);
            if screen.text() == before {
                break;
            }
            is_drawn_as_meant(&screen);
        }
    }
}

#[test]
fn every_code_point_that_is_pasted_is_words_on_the_screen() {
    use hailsham::ui::tui::input::Key;
    let typed: Vec<char> = all().collect();
    for some in typed.chunks(4_096) {
        let mut screen = screen(Session::new(crate::fuzzed::ways::small(), 1));
        screen.press(&[Key::Char('h'), Key::Char('/')]);
        for piece in some.chunks(16) {
            screen.tell(Msg::Event(Event::Paste(piece.iter().collect())));
            is_drawn_as_meant(&screen);
            screen.press(&[Key::Ctrl('u')]);
        }
        screen.press(&[Key::Enter]);
        is_drawn_as_meant(&screen);
    }
}
