//! The built program in a real terminal (a pty read by a terminal's own state machine): that it
//! plays, that it gives the terminal back whatever ends it, and that it is silent while idle.
//! Waits by looking at the screen, never by the clock.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

use crate::tui::harbour;

/// How long something is waited for before the test fails.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// How long nothing may come while nothing happens.
const IDLE: Duration = Duration::from_millis(600);

/// The program; another build of it where the environment names one.
fn program() -> String {
    std::env::var("HAILSHAM_PROGRAM").unwrap_or_else(|_| env!("CARGO_BIN_EXE_hailsham").to_owned())
}

/// What came from the program so far.
#[derive(Default)]
struct Seen {
    bytes: Vec<u8>,
    ended: bool,
    /// Nobody reads on after the next bytes.
    deaf: bool,
}

/// The program in a terminal.
pub struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    size: (u16, u16),
    before: String,
    pub home: tempfile::TempDir,
}

struct Start<'a> {
    args: Vec<&'a str>,
    size: (u16, u16),
    env: Vec<(&'a str, &'a str)>,
    settings: Option<&'a str>,
}

impl Default for Start<'_> {
    fn default() -> Self {
        Start {
            args: Vec::new(),
            size: (80, 24),
            env: Vec::new(),
            settings: Some("Settings(theme: night)"),
        }
    }
}

impl Terminal {
    /// The small pack, in a home of its own.
    fn start(start: Start<'_>) -> Terminal {
        let home = tempfile::tempdir().expect("a folder");
        if let Some(settings) = start.settings {
            std::fs::write(home.path().join("settings.ron"), settings).expect("settings");
        }
        Terminal::in_home(home, start)
    }

    fn in_home(home: tempfile::TempDir, start: Start<'_>) -> Terminal {
        let mut command = CommandBuilder::new(program());
        command.arg("--story");
        command.arg(harbour());
        command.args(&start.args);
        for (name, value) in &start.env {
            command.env(name, value);
        }
        Terminal::run(command, home, start.size)
    }

    /// A command in a terminal of so many columns and rows, in a home of its own.
    pub fn run(mut command: CommandBuilder, home: tempfile::TempDir, size: (u16, u16)) -> Terminal {
        for name in [
            "NO_COLOR",
            "CLICOLOR",
            "ACCESSIBLE",
            "LC_ALL",
            "LC_CTYPE",
            "COLORFGBG",
        ] {
            if command.get_env(name) == std::env::var_os(name).as_deref() {
                command.env_remove(name);
            }
        }
        let set = |command: &mut CommandBuilder, name: &str, value: &str| {
            if command.get_env(name) == std::env::var_os(name).as_deref() {
                command.env(name, value);
            }
        };
        set(&mut command, "TERM", "xterm-256color");
        set(&mut command, "COLORTERM", "truecolor");
        set(&mut command, "LANG", "C.UTF-8");
        command.env("HAILSHAM_HOME", home.path());
        command.cwd(home.path());
        let pair = native_pty_system().openpty(pty_size(size)).expect("a pty");
        let before = format!("{:?}", pair.master.get_termios());
        let child = pair
            .slave
            .spawn_command(command)
            .expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let seen = Arc::new((Mutex::new(Seen::default()), Condvar::new()));
        let told = Arc::clone(&seen);
        std::thread::spawn(move || {
            let mut bytes = [0; 65_536];
            loop {
                let n = reader.read(&mut bytes).unwrap_or(0);
                let mut seen = told.0.lock().expect("no test panics with it");
                seen.bytes.extend_from_slice(&bytes[..n]);
                seen.ended = n == 0 || seen.deaf;
                told.1.notify_all();
                if seen.ended {
                    return;
                }
            }
        });
        let writer = pair.master.take_writer().expect("a writer");
        Terminal {
            master: Some(pair.master),
            writer: Some(writer),
            child,
            seen,
            size,
            before,
            home,
        }
    }

    pub fn type_in(&mut self, keys: &str) -> &mut Terminal {
        let writer = self.writer.as_mut().expect("the terminal is there");
        writer
            .write_all(keys.as_bytes())
            .and_then(|()| writer.flush())
            .expect("keys can be typed");
        self
    }

    /// What came so far, as a terminal of this size shows it.
    pub fn screen(&self) -> vt100::Parser {
        let mut parser = vt100::Parser::new(self.size.1, self.size.0, 0);
        parser.process(&self.seen.0.lock().expect("no panic").bytes);
        parser
    }

    fn bytes(&self) -> Vec<u8> {
        self.seen.0.lock().expect("no panic").bytes.clone()
    }

    /// Waits until what came satisfies.
    #[track_caller]
    pub fn until(&self, what: &str, mut wanted: impl FnMut(&[u8]) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = self.seen.0.lock().expect("no panic");
        while !wanted(&seen.bytes) {
            let left = deadline.saturating_duration_since(Instant::now());
            let over = left.is_zero() || seen.ended;
            if over {
                let (columns, rows) = self.size;
                let mut parser = vt100::Parser::new(rows.min(200), columns.min(400), 0);
                parser.process(&seen.bytes);
                panic!(
                    "{what} never came; the screen is\n{}",
                    parser.screen().contents()
                );
            }
            seen = self.seen.1.wait_timeout(seen, left).expect("no panic").0;
        }
    }

    /// Waits until the screen shows this, and no frame is on its way.
    #[track_caller]
    pub fn shows(&mut self, words: &str) -> &mut Terminal {
        let (columns, rows) = self.size;
        self.until(&format!("“{words}”"), |bytes| {
            let mut parser = vt100::Parser::new(rows, columns, 0);
            parser.process(bytes);
            parser.screen().contents().contains(words) && count(bytes, BEGIN) <= count(bytes, END)
        });
        self
    }

    pub fn pid(&self) -> Pid {
        Pid::from_raw(self.child.process_id().expect("it runs") as i32).expect("a process")
    }

    pub fn kill(&self, signal: Signal) {
        kill_process(self.pid(), signal).expect("a signal can be sent");
    }

    /// Waits for the end of the program.
    pub fn ends(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("it can be asked") {
                return status;
            }
            assert!(Instant::now() < deadline, "the program doesn't end");
            std::thread::yield_now();
        }
    }

    /// The terminal is as it was found.
    #[track_caller]
    pub fn is_restored(&self) {
        let (columns, rows) = self.size;
        self.until("the usual screen", |bytes| {
            let mut parser = vt100::Parser::new(rows, columns, 0);
            parser.process(bytes);
            !parser.screen().alternate_screen()
        });
        let parser = self.screen();
        let screen = parser.screen();
        assert!(!screen.alternate_screen(), "the usual screen is back");
        assert!(!screen.hide_cursor(), "the cursor is back");
        assert!(!screen.bracketed_paste(), "pasting is as it was");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        let master = self.master.as_ref().expect("the terminal is there");
        assert_eq!(format!("{:?}", master.get_termios()), self.before);
    }

    /// Everything that came, once nothing more can.
    pub fn to_its_end(&self) -> Vec<u8> {
        let seen = self.seen.0.lock().expect("no panic");
        let ended = self.seen.1.wait_while(seen, |seen| !seen.ended);
        ended.expect("no panic").bytes.clone()
    }

    /// From the next frame on nobody reads what comes.
    pub fn deafen(&mut self) {
        // Whoever reads holds the terminal too: it lets go with what comes next.
        self.seen.0.lock().expect("no panic").deaf = true;
        self.type_in("?");
        self.to_its_end();
    }

    /// Takes the terminal away.
    pub fn vanish(&mut self) {
        self.deafen();
        self.writer = None;
        self.master = None;
    }

    /// Another size of the window.
    pub fn resize(&mut self, size: (u16, u16)) {
        self.size = size;
        self.master
            .as_ref()
            .expect("the terminal is there")
            .resize(pty_size(size))
            .expect("it can be resized");
    }
}

/// What a frame begins with, and what it ends with.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

fn count(bytes: &[u8], of: &[u8]) -> usize {
    bytes
        .windows(of.len())
        .filter(|window| *window == of)
        .count()
}

fn pty_size((cols, rows): (u16, u16)) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

#[test]
fn a_telling_is_begun_left_and_gone_on_with() {
    let mut terminal = Terminal::start(Start {
        settings: None,
        ..Start::default()
    });
    terminal.shows("How would you like to read?").type_in("1");
    terminal.shows("A new telling").type_in("\r");
    terminal
        .shows("The letter came on the morning boat")
        .type_in(" ");
    terminal.shows("only one of us could read").type_in(" ");
    terminal.shows("2 Keep it under your arm").type_in("2");
    terminal.shows("He was owed two").type_in("i");
    terminal.shows("Light it").type_in("\x1b");
    terminal.shows("He was owed two").type_in("n");
    terminal.shows("The gull on the post").type_in("q");
    terminal.shows("He was owed two").type_in("m");
    terminal.shows("(here)").type_in("\x1b");
    terminal.shows("He was owed two").type_in("o");
    terminal.shows("Plain lines").type_in("\x1b");
    terminal.shows("He was owed two").type_in("s");
    terminal.shows("Saves").type_in("s");
    terminal.shows("Keep as:").type_in("shed\r");
    terminal.shows("Kept as shed.").type_in("\x1b");
    terminal.shows("He was owed two").type_in("3");
    // To the end of the chapter, and into the next.
    terminal
        .shows("From the light you can see the bar")
        .type_in("1");
    terminal.shows("April · The bar").type_in("q");
    assert!(terminal.ends().success());
    terminal.is_restored();
    let home = std::mem::replace(&mut terminal.home, tempfile::tempdir().expect("a folder"));
    let mut again = Terminal::in_home(home, Start::default());
    again.shows("Continue").type_in("\r");
    again.shows("April · The bar").type_in("u");
    again
        .shows("From the light you can see the bar")
        .type_in("U");
    again.shows("April · The bar").type_in("q");
    assert!(again.ends().success());
}

#[test]
fn every_way_out_gives_the_terminal_back() {
    for key in ["q", "\x03"] {
        let mut terminal = Terminal::start(Start {
            args: vec!["--seed", "3"],
            ..Start::default()
        });
        terminal.shows("The letter came").type_in(key);
        assert!(terminal.ends().success(), "{key:?}");
        terminal.is_restored();
    }
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        let mut terminal = Terminal::start(Start {
            args: vec!["--seed", "3"],
            ..Start::default()
        });
        terminal.shows("The letter came");
        terminal.kill(signal);
        assert!(
            !terminal.ends().success(),
            "{signal:?} ends it as a signal does"
        );
        terminal.is_restored();
    }
}

#[test]
fn what_was_chosen_before_a_signal_is_kept() {
    let mut terminal = Terminal::start(Start {
        args: vec!["--seed", "3"],
        ..Start::default()
    });
    terminal.shows("The letter came").type_in("  1");
    terminal.shows("It said they were glad of the photograph");
    terminal.kill(Signal::TERM);
    terminal.ends();
    let home = std::mem::replace(&mut terminal.home, tempfile::tempdir().expect("a folder"));
    let mut again = Terminal::in_home(home, Start::default());
    again.shows("Continue").type_in("\r");
    again.shows("It said they were glad of the photograph");
}

#[test]
#[ignore = "run by the next test, inside a terminal"]
fn a_screen_that_panics() {
    struct Broken;
    impl hailsham::ui::Keeper for Broken {
        fn keep(&mut self, _: &hailsham::session::Session) -> Result<(), String> {
            panic!("a fault put in by a test");
        }
        fn list(&mut self) -> Vec<hailsham::ui::SlotLine> {
            Vec::new()
        }
        fn save_as(&mut self, _: &hailsham::session::Session, _: &str) -> Result<String, String> {
            Err(String::new())
        }
        fn load(
            &mut self,
            _: &Arc<hailsham::story::Story>,
            _: &str,
        ) -> Result<hailsham::ui::Resumed, String> {
            Err(String::new())
        }
        fn newest(
            &mut self,
            _: &Arc<hailsham::story::Story>,
        ) -> Result<Option<hailsham::ui::Resumed>, String> {
            Ok(None)
        }
        fn rename(&mut self, _: &str, _: &str) -> Result<String, String> {
            Err(String::new())
        }
        fn delete(&mut self, _: &str) -> Result<String, String> {
            Err(String::new())
        }
    }
    hailsham::cli::say_faults_plainly();
    let mut edge = hailsham::ui::tui::Edge {
        keeper: &mut Broken,
        store: &mut |_| Ok(()),
        seed: &mut || 3,
    };
    let _ = hailsham::ui::tui::run(crate::tui::opening(), &mut edge);
}

#[test]
fn a_panic_gives_the_terminal_back_and_says_so() {
    let mut command = CommandBuilder::new(std::env::current_exe().expect("this program"));
    command.args([
        "--ignored",
        "--exact",
        "terminal::a_screen_that_panics",
        "--nocapture",
    ]);
    let mut terminal = Terminal::run(command, tempfile::tempdir().expect("a folder"), (80, 24));
    terminal.shows("A new telling").type_in("1");
    assert!(!terminal.ends().success());
    terminal.is_restored();
    terminal
        .shows("hailsham has stopped by a fault of its own")
        .shows("a fault put in by a test");
}

/// Whether a process is stopped.
pub fn is_stopped(pid: Pid) -> bool {
    let stat =
        std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).unwrap_or_default();
    stat.rsplit(") ")
        .next()
        .is_some_and(|rest| rest.starts_with('T'))
}

#[test]
#[cfg(target_os = "linux")]
fn it_can_be_stopped_and_gone_on_with() {
    for by_key in [true, false] {
        let mut terminal = Terminal::start(Start {
            args: vec!["--seed", "3"],
            ..Start::default()
        });
        terminal.shows("The letter came");
        if by_key {
            terminal.type_in("\x1a");
        } else {
            terminal.kill(Signal::TSTP);
        }
        let deadline = Instant::now() + PATIENCE;
        while !is_stopped(terminal.pid()) {
            assert!(Instant::now() < deadline, "it never stops");
            std::thread::yield_now();
        }
        terminal.is_restored();
        let before = terminal.bytes().len();
        terminal.kill(Signal::CONT);
        terminal.until("another frame", |bytes| {
            bytes[before..].windows(8).any(|w| w == b"\x1b[?2026l")
        });
        assert!(terminal.screen().screen().alternate_screen());
        terminal.shows("The letter came").type_in("q");
        assert!(terminal.ends().success());
        terminal.is_restored();
    }
}

#[test]
fn while_nothing_happens_nothing_is_written() {
    let mut terminal = Terminal::start(Start {
        args: vec!["--seed", "3"],
        ..Start::default()
    });
    terminal.shows("The letter came");
    let seen = terminal.seen.0.lock().expect("no panic");
    let before = seen.bytes.len();
    let (seen, _) = terminal
        .seen
        .1
        .wait_timeout_while(seen, IDLE, |seen| seen.bytes.len() == before)
        .expect("no panic");
    assert_eq!(seen.bytes.len(), before, "an idle screen is silent");
}

#[test]
fn a_frame_is_one_piece_that_is_shown_at_once() {
    let mut terminal = Terminal::start(Start {
        args: vec!["--seed", "3"],
        ..Start::default()
    });
    terminal.shows("The letter came").type_in(" ");
    terminal.shows("only one of us could read").type_in("n");
    terminal.shows("Memories");
    let bytes = terminal.bytes();
    let (begins, ends) = (count(&bytes, BEGIN), count(&bytes, END));
    assert_eq!((begins, ends), (3, 3), "three frames, each begun and ended");
}

#[test]
fn a_storm_of_sizes_is_weathered() {
    let mut terminal = Terminal::start(Start {
        args: vec!["--seed", "3"],
        ..Start::default()
    });
    terminal.shows("The letter came");
    let mut seed = 7_u32;
    for _ in 0..1_000 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        terminal.resize(((seed >> 8) as u16 % 160, (seed >> 20) as u16 % 70));
    }
    terminal.resize((100, 30));
    terminal.type_in("?");
    terminal.until("the help at the last size", |bytes| {
        let last = bytes
            .windows(4)
            .rposition(|window| window == b"\x1b[2J")
            .unwrap_or(0);
        let mut parser = vt100::Parser::new(30, 100, 0);
        parser.process(&bytes[last..]);
        let contents = parser.screen().contents();
        contents.contains("Keys") && contents.contains("esc back")
    });
    terminal.type_in("qq");
    assert!(terminal.ends().success());
}

#[test]
fn without_colours_weight_still_tells() {
    let mut terminal = Terminal::start(Start {
        args: vec!["--seed", "3"],
        env: vec![("NO_COLOR", "1")],
        ..Start::default()
    });
    terminal.shows("The letter came").type_in("  \x1b[B");
    terminal.shows("›  1 Read it aloud");
    let parser = terminal.screen();
    let screen = parser.screen();
    let mut bold = String::new();
    for row in 0..24 {
        for column in 0..80 {
            let Some(cell) = screen.cell(row, column) else {
                continue;
            };
            assert_eq!(
                cell.fgcolor(),
                vt100::Color::Default,
                "row {row}, column {column}"
            );
            assert_eq!(
                cell.bgcolor(),
                vt100::Color::Default,
                "row {row}, column {column}"
            );
            if cell.bold() {
                bold.push_str(cell.contents());
            }
        }
    }
    assert!(
        bold.contains("Read it aloud to him"),
        "what is marked is bold: {bold}"
    );
}

#[test]
fn the_terminal_is_asked_once_what_its_ground_is() {
    let mut terminal = Terminal::start(Start {
        args: vec!["--seed", "3"],
        settings: Some("Settings()"),
        ..Start::default()
    });
    terminal.shows("The letter came");
    terminal.until("the question", |bytes| {
        bytes.windows(7).any(|window| window == b"\x1b]11;?\x07")
    });
    terminal.type_in("\x1b]11;rgb:fafa/fafa/f0f0\x1b\\");
    let paper = vt100::Color::Rgb(0xf7, 0xf1, 0xe5);
    terminal.until("the light theme", |bytes| {
        let mut parser = vt100::Parser::new(24, 80, 0);
        parser.process(bytes);
        parser
            .screen()
            .cell(12, 2)
            .is_some_and(|cell| cell.bgcolor() == paper)
    });
    assert_eq!(
        String::from_utf8_lossy(&terminal.bytes())
            .matches("\x1b]11;?")
            .count(),
        1
    );
}

#[test]
fn what_is_read_can_be_copied() {
    let mut terminal = Terminal::start(Start {
        args: vec!["--seed", "3"],
        ..Start::default()
    });
    terminal.shows("The letter came").type_in("y");
    terminal.shows("Copied, where the terminal allows it.");
    let bytes = terminal.bytes();
    assert!(bytes.windows(7).any(|window| window == b"\x1b]52;c;"));
}

#[test]
fn plain_lines_are_gone_to_from_the_first_question() {
    let mut terminal = Terminal::start(Start {
        settings: None,
        ..Start::default()
    });
    terminal.shows("How would you like to read?").type_in("2");
    terminal.shows("1. Read it aloud to him");
    terminal.is_restored();
    terminal.type_in("1\n");
    terminal
        .shows("It said they were glad of the photograph")
        .type_in("quit\n");
    assert!(terminal.ends().success());
    let settings = std::fs::read_to_string(Path::new(terminal.home.path()).join("settings.ron"))
        .expect("written");
    assert!(settings.contains("plain: true"), "{settings}");
}
