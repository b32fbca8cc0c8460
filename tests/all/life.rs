//! Life in a terminal, at length: whatever ends the program, stops it, or takes the terminal away,
//! twenty times each. The terminal is as it was found, and all that was shown is kept.

use std::sync::Arc;
use std::time::{Duration, Instant};

use hailsham::save::disk::{Kept, Shelf};
use hailsham::session::Session;
use hailsham::story::Story;
use hailsham::ui::tui::Edge;
use hailsham::ui::tui::input::Key;
use hailsham::ui::tui::model::{Msg, Opening};
use hailsham::ui::tui::still::Still;
use hailsham::ui::{Keeper, Resumed, SlotLine};
use portable_pty::CommandBuilder;
use rustix::process::Signal;

use crate::program::fixture;
use crate::save_kill::lane;
use crate::terminal::{PATIENCE, Terminal, is_stopped};

/// How often each thing happens.
const TIMES: usize = 20;
/// How long the program may be there without its terminal.
const AT_MOST: Duration = Duration::from_secs(1);
/// What stands under every page of the gate, and under every page of the pond; without its number
/// the second stands above a page of the gate too, as what was chosen.
const GATE: &str = "Go up to the house";
const POND: &str = "3 Back to the gate";

/// A telling of the lane that goes to the pond and back, and how many choices of it were shown.
struct Walk {
    terminal: Terminal,
    shown: usize,
}

impl Walk {
    fn begin() -> Walk {
        let home = tempfile::tempdir().expect("a folder");
        let settings = "Settings(theme: night, motion: none)";
        std::fs::write(home.path().join("settings.ron"), settings).expect("there is room");
        Walk::in_home(home, 0)
    }

    /// In a home with a telling of so many choices, or with none.
    fn in_home(home: tempfile::TempDir, kept: usize) -> Walk {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_hailsham"));
        command.arg("--story");
        command.arg(fixture("saves/lane"));
        if kept == 0 {
            command.args(["--seed", "7"]);
        }
        let mut terminal = Terminal::run(command, home, (80, 24));
        if kept > 0 {
            terminal.shows("Continue").type_in("\r");
        }
        let mut walk = Walk {
            terminal,
            shown: kept,
        };
        walk.is_seen();
        walk
    }

    /// Waits for the page that so many choices lead to.
    #[track_caller]
    fn is_seen(&mut self) {
        let there = if self.shown.is_multiple_of(2) {
            GATE
        } else {
            POND
        };
        self.terminal.shows(there);
    }

    /// The key of the choice that leads to the other place.
    fn key(nth: usize) -> &'static str {
        if nth.is_multiple_of(2) { "1" } else { "3" }
    }

    fn on(&mut self, choices: usize) {
        for _ in 0..choices {
            self.terminal.type_in(Walk::key(self.shown));
            self.shown += 1;
            self.is_seen();
        }
    }

    /// How many choices are kept.
    fn kept(&self) -> usize {
        let newest = Shelf::look(self.terminal.home.path(), "lane").newest(&lane());
        let newest = newest.expect("what is kept is whole");
        newest.map_or(0, |newest| newest.session.cursor())
    }

    /// Holds that nothing shown was lost, where so many more choices were under way.
    #[track_caller]
    fn is_kept(&self, under_way: usize) {
        let (kept, shown) = (self.kept(), self.shown);
        assert!(
            kept >= shown && kept <= shown + under_way,
            "{kept} kept, {shown} shown, {under_way} more typed"
        );
    }
}

/// Every other time in the middle of a choice.
fn ended_by(signal: Signal) {
    for n in 0..TIMES {
        let mut walk = Walk::begin();
        walk.on(n % 3);
        let under_way = n % 2;
        if under_way > 0 {
            walk.terminal.type_in(Walk::key(walk.shown));
        }
        walk.terminal.kill(signal);
        assert!(!walk.terminal.ends().success(), "{signal:?} {n}");
        walk.terminal.is_restored();
        walk.is_kept(under_way);
    }
}

#[test]
fn twenty_times_terminated_it_gives_the_terminal_back_and_has_what_was_shown() {
    ended_by(Signal::TERM);
}

#[test]
fn twenty_times_hung_up_on_it_gives_the_terminal_back_and_has_what_was_shown() {
    ended_by(Signal::HUP);
}

#[test]
fn twenty_times_interrupted_it_gives_the_terminal_back_and_has_what_was_shown() {
    ended_by(Signal::INT);
}

#[test]
fn twenty_times_made_to_quit_it_gives_the_terminal_back_and_has_what_was_shown() {
    ended_by(Signal::QUIT);
}

#[test]
#[cfg(target_os = "linux")]
fn twenty_times_stopped_it_goes_on_where_it_was() {
    let mut walk = Walk::begin();
    for n in 0..TIMES {
        if n % 2 == 0 {
            walk.terminal.type_in("\x1a");
        } else {
            walk.terminal.kill(Signal::TSTP);
        }
        let deadline = Instant::now() + PATIENCE;
        while !is_stopped(walk.terminal.pid()) {
            assert!(Instant::now() < deadline, "it never stops");
            std::thread::yield_now();
        }
        walk.terminal.is_restored();
        walk.is_kept(0);
        walk.terminal.kill(Signal::CONT);
        walk.is_seen();
        walk.on(1);
    }
    walk.terminal.type_in("q");
    assert!(walk.terminal.ends().success());
    walk.terminal.is_restored();
    walk.is_kept(0);
    assert_eq!(walk.shown, TIMES);
}

/// A shelf that is sound until it breaks.
struct Breaks {
    shelf: Shelf,
    after: usize,
}

impl Keeper for Breaks {
    fn keep(&mut self, session: &Session) -> Result<(), String> {
        let taken = session.cursor();
        assert!(taken < self.after, "a fault put in by a test");
        match self.shelf.keep(session, taken as u64) {
            Kept::Yes => Ok(()),
            _ => Err("it wasn’t kept".to_owned()),
        }
    }
    fn list(&mut self) -> Vec<SlotLine> {
        Vec::new()
    }
    fn save_as(&mut self, _: &Session, _: &str) -> Result<String, String> {
        Err(String::new())
    }
    fn load(&mut self, _: &Arc<Story>, _: &str) -> Result<Resumed, String> {
        Err(String::new())
    }
    fn newest(&mut self, _: &Arc<Story>) -> Result<Option<Resumed>, String> {
        Ok(None)
    }
    fn rename(&mut self, _: &str, _: &str) -> Result<String, String> {
        Err(String::new())
    }
    fn delete(&mut self, _: &str) -> Result<String, String> {
        Err(String::new())
    }
}

#[test]
#[ignore = "run by the next test, inside a terminal"]
fn a_screen_that_panics_after_some_choices() {
    hailsham::cli::say_faults_plainly();
    let home = std::env::var_os("HAILSHAM_HOME").expect("the next test sets it");
    let after = std::env::var("BREAKS_AFTER").expect("the next test sets it");
    let mut edge = Edge {
        keeper: &mut Breaks {
            shelf: Shelf::open(home.as_ref(), "lane"),
            after: after.parse().expect("a number"),
        },
        store: &mut |_| Ok(()),
        seed: &mut || 7,
    };
    let opening = Opening {
        session: Some(Session::new(lane(), 7)),
        story: lane(),
        at_page: true,
        ..crate::tui::opening()
    };
    let _ = hailsham::ui::tui::run(opening, &mut edge);
}

#[test]
fn twenty_times_it_panics_gives_the_terminal_back_and_has_what_was_shown() {
    for n in 0..TIMES {
        let after = 1 + n % 4;
        let mut command = CommandBuilder::new(std::env::current_exe().expect("this program"));
        command.args([
            "--ignored",
            "--exact",
            "life::a_screen_that_panics_after_some_choices",
            "--nocapture",
        ]);
        command.env("BREAKS_AFTER", after.to_string());
        let home = tempfile::tempdir().expect("a folder");
        let mut walk = Walk {
            terminal: Terminal::run(command, home, (80, 24)),
            shown: 0,
        };
        walk.is_seen();
        walk.on(after - 1);
        walk.terminal.type_in(Walk::key(walk.shown));
        assert!(!walk.terminal.ends().success());
        walk.terminal.is_restored();
        walk.terminal
            .shows("hailsham has stopped by a fault of its own")
            .shows("a fault put in by a test");
        walk.is_kept(0);
    }
}

/// Where a process stands: its state, and the processor's time it has had, in hundredths of a
/// second. None where there is none.
fn of_process(pid: i32) -> Option<(char, u64)> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut fields = stat.rsplit(") ").next()?.split(' ');
    let state = fields.next()?.chars().next()?;
    let mut times = fields.skip(10).map(|field| field.parse().unwrap_or(0));
    Some((state, times.next()? + times.next()?))
}

/// Holds that a process ends within a second, and doesn't spin until then.
#[track_caller]
fn ends_soon(pid: i32, what: &str) {
    let begun = Instant::now();
    let before = of_process(pid).map_or(0, |(_, time)| time);
    let mut after = before;
    while let Some((state, time)) = of_process(pid) {
        after = time;
        if state == 'Z' {
            break;
        }
        assert!(begun.elapsed() < AT_MOST, "{what}: it is still there");
        std::thread::sleep(Duration::from_millis(2));
    }
    assert!(after - before < 30, "{what}: {} ticks", after - before);
}

/// The only child of a process.
fn child_of(pid: i32) -> i32 {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children"));
        if let Ok(child) = children.unwrap_or_default().trim().parse() {
            return child;
        }
        assert!(Instant::now() < deadline, "it has no child");
        std::thread::yield_now();
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_terminal_that_vanishes_while_nothing_happens_ends_it_within_a_second() {
    for n in 0..TIMES {
        let mut walk = Walk::begin();
        walk.on(n % 3);
        let pid = walk.terminal.pid().as_raw_nonzero().get();
        walk.terminal.vanish();
        ends_soon(pid, "hung up");
        walk.is_kept(0);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_terminal_that_vanishes_in_the_middle_of_a_frame_ends_it_within_a_second() {
    for n in 0..TIMES {
        let mut walk = Walk::begin();
        walk.on(n % 3);
        let pid = walk.terminal.pid().as_raw_nonzero().get();
        // So many frames that nobody reads are more than a terminal holds.
        walk.terminal.deafen();
        for _ in 0..60 {
            walk.terminal.type_in("?");
            std::thread::sleep(Duration::from_millis(1));
            walk.terminal.type_in("q");
            std::thread::sleep(Duration::from_millis(1));
        }
        walk.terminal.vanish();
        ends_soon(pid, "in the middle of a frame");
        walk.is_kept(0);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_terminal_that_vanishes_without_a_signal_ends_it_within_a_second() {
    for n in 0..TIMES {
        // In a session of its own the program isn't told: it has to see for itself.
        let mut command = CommandBuilder::new("setsid");
        command.args(["-w", env!("CARGO_BIN_EXE_hailsham"), "--seed", "7"]);
        command.arg("--story");
        command.arg(fixture("saves/lane"));
        let home = tempfile::tempdir().expect("a folder");
        let settings = "Settings(theme: night, motion: none)";
        std::fs::write(home.path().join("settings.ron"), settings).expect("there is room");
        let mut walk = Walk {
            terminal: Terminal::run(command, home, (80, 24)),
            shown: 0,
        };
        walk.is_seen();
        walk.on(n % 3);
        let pid = child_of(walk.terminal.pid().as_raw_nonzero().get());
        walk.terminal.vanish();
        ends_soon(pid, "without a signal");
        walk.is_kept(0);
    }
}

/// How many choices the frames that came show the outcome of.
fn shown(bytes: &[u8]) -> usize {
    let mut parser = vt100::Parser::new(24, 80, 0);
    let (mut at, mut shown, mut last) = (0, 0, None);
    while let Some(end) = bytes[at..].windows(8).position(|w| w == b"\x1b[?2026l") {
        parser.process(&bytes[at..at + end + 8]);
        at += end + 8;
        let screen = parser.screen().contents();
        let there = [GATE, POND]
            .into_iter()
            .find(|there| screen.contains(*there));
        if there.is_some() && there != last {
            shown += usize::from(last.is_some());
            last = there;
        }
    }
    shown
}

#[test]
fn two_hundred_times_killed_at_any_moment_it_has_all_that_was_shown() {
    let mut home = tempfile::tempdir().expect("a folder");
    let settings = "Settings(theme: night, motion: none)";
    std::fs::write(home.path().join("settings.ron"), settings).expect("there is room");
    let (mut steps, mut seen) = (0, 0);
    for round in 0..200_u64 {
        let mut walk = Walk::in_home(home, steps);
        let moment = Duration::from_micros(round * 397 % 60_000);
        let begun = Instant::now();
        let mut typed = 0;
        while begun.elapsed() < moment {
            walk.terminal.type_in(Walk::key(steps + typed));
            typed += 1;
            std::thread::sleep(Duration::from_millis(2));
        }
        walk.terminal.kill(Signal::KILL);
        walk.terminal.ends();
        walk.shown += shown(&walk.terminal.to_its_end());
        seen += walk.shown - steps;
        walk.is_kept(typed);
        steps = walk.kept();
        home = std::mem::replace(
            &mut walk.terminal.home,
            tempfile::tempdir().expect("a folder"),
        );
    }
    assert!(seen > 40, "only {seen} choices were shown in 200 rounds");
    println!("200 kills, {steps} choices, {seen} shown, 0 lost");
}

#[test]
fn whatever_the_terminal_is_called_and_without_a_locale_it_plays() {
    for (term, lang) in [
        ("nothing-known", "C.UTF-8"),
        ("linux", "C"),
        ("vt100", "POSIX"),
        ("xterm-direct", "xx_YY.klingon"),
        ("\u{1b}]0;x\u{7}", ""),
    ] {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_hailsham"));
        command.args(["--seed", "7", "--story"]);
        command.arg(fixture("saves/lane"));
        command.env("TERM", term);
        command.env("LANG", lang);
        let home = tempfile::tempdir().expect("a folder");
        let settings = "Settings(theme: night, motion: none)";
        std::fs::write(home.path().join("settings.ron"), settings).expect("there is room");
        let mut walk = Walk {
            terminal: Terminal::run(command, home, (80, 24)),
            shown: 0,
        };
        walk.is_seen();
        walk.on(1);
        walk.terminal.type_in("q");
        assert!(walk.terminal.ends().success(), "{term:?} {lang:?}");
        walk.terminal.is_restored();
        walk.is_kept(0);
        let plain = walk.terminal.to_its_end().is_ascii();
        assert_eq!(plain, !["C.UTF-8", ""].contains(&lang), "{term:?} {lang:?}");
    }
}

#[test]
fn a_thousand_sizes_each_have_their_frame() {
    let opening = Opening {
        session: Some(Session::new(lane(), 7)),
        story: lane(),
        at_page: true,
        ..crate::tui::opening()
    };
    let mut screen = Still::new(opening, crate::tui::TERMINAL, (80, 24));
    let (mut seed, mut nothing) = (7_u32, 0);
    for n in 0..1_000 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let (columns, rows) = match n % 25 {
            0 => (0, 0),
            1 => ((seed >> 8) as u16 % 4, (seed >> 20) as u16 % 4),
            _ => ((seed >> 8) as u16 % 240, (seed >> 20) as u16 % 80),
        };
        nothing += usize::from((columns, rows) == (0, 0));
        let keys = ['n', 'q', '1', ' ', 'm', 'q', '3', 'o', 'q', 'u', '?', 'q'];
        screen.press(&[Key::Char(keys[n % keys.len()])]);
        screen.tell(Msg::Resize(columns, rows));
        let text = screen.text();
        assert_eq!(text.lines().count(), usize::from(rows), "{columns}x{rows}");
        let mut terminal = vt100::Parser::new(rows.max(1), columns.max(1), 0);
        terminal.process(&screen.bytes());
    }
    assert!(nothing >= 40, "{nothing}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_window_that_says_it_has_no_end_is_drawn_upon_in_its_corner() {
    let mut walk = Walk::begin();
    walk.terminal.resize((u16::MAX, u16::MAX));
    walk.terminal.type_in("?");
    walk.terminal.until("the help", |bytes| {
        let mut terminal = vt100::Parser::new(500, 1_000, 0);
        terminal.process(bytes);
        let shown = terminal.screen().contents();
        shown.contains("takes back the last step")
    });
    let pid = walk.terminal.pid().as_raw_nonzero();
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("it runs");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.expect("a peak").trim().trim_end_matches(" kB");
    let peak: u32 = peak.parse().expect("a number");
    assert!(peak < 256 << 10, "{peak} kB");
    walk.terminal.type_in("qq");
    assert!(walk.terminal.ends().success());
}
