//! The program as it is run, for each of some stories: through one choice in plain lines, with the
//! most memory it had; on a screen of 120 by 40, from its start to its first frame and from a key,
//! a choice or its undoing, to the end of the frame that answers it.
//! `cargo run --release --example whole -- target/release/hailsham DIR…`, on a quiet machine.
#![allow(
    clippy::expect_used,
    reason = "a tool for measuring that can't go on should stop"
)]

use std::env::args;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

/// How often everything is done.
const TIMES: usize = 21;
/// What every frame ends with.
const END: &[u8] = b"\x1b[?2026l";
const SIZE: PtySize = PtySize {
    rows: 40,
    cols: 120,
    pixel_width: 0,
    pixel_height: 0,
};

fn main() {
    let program = args().nth(1).expect("the program");
    // Kept in memory, so that no disk is waited for.
    let memory = Path::new("/dev/shm");
    let home = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    let home = home.expect("a folder");
    fs::write(home.path().join("settings.ron"), "Settings(theme: night)")
        .expect("it can be written");
    let stories: Vec<String> = args().skip(2).collect();
    for story in &stories {
        println!("{story}");
        let lines = some(|| through_a_choice(&program, story, home.path()));
        println!("  lines, through one choice, ms   {lines}");
        let most = most_memory(&program, story, home.path());
        println!("  most memory, MB                 {most:.1}");
        let first = some(|| Screen::start(&program, story, home.path()).1);
        println!("  screen, start to frame, ms      {first}");
        let mut screen = Screen::start(&program, story, home.path()).0;
        let mut keys = ["1", "u"].iter().cycle();
        let answered = some(|| keys.next().map_or(0.0, |key| screen.press(key)) * 1_000.0);
        println!("  screen, a key to frame, µs      {answered}");
    }
}

/// The middle of many figures, and the least and the most of them.
fn some(mut one: impl FnMut() -> f64) -> String {
    let mut all: Vec<f64> = (0..TIMES).map(|_| one()).collect();
    all.sort_by(f64::total_cmp);
    format!(
        "{:.1} ({:.1} to {:.1})",
        all[TIMES / 2],
        all[0],
        all[TIMES - 1]
    )
}

fn plain(program: &str, story: &str, home: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .args(["play", "--plain", "--seed", "7", "--story", story])
        .env("HAILSHAM_HOME", home)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    command
}

/// Milliseconds from the start of the program to its end, after one choice.
fn through_a_choice(program: &str, story: &str, home: &Path) -> f64 {
    let began = Instant::now();
    let mut child = plain(program, story, home).spawn().expect("it starts");
    let mut input = child.stdin.take().expect("it is piped");
    input.write_all(b"1\n").expect("it is listened to");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    assert!(!output.stdout.is_empty(), "nothing was told");
    milliseconds(began)
}

/// The most memory the program ever had, in megabytes, after one choice.
fn most_memory(program: &str, story: &str, home: &Path) -> f64 {
    let mut child = plain(program, story, home).spawn().expect("it starts");
    let mut input = child.stdin.take().expect("it is piped");
    input.write_all(b"1\n").expect("it is listened to");
    // When the first page stands there the story is read, and the choice takes no time.
    let mut output = child.stdout.take().expect("it is piped");
    output.read_exact(&mut [0]).expect("something is told");
    sleep(Duration::from_millis(300));
    let status = format!("/proc/{}/status", child.id());
    let text = fs::read_to_string(status).expect("the system says");
    drop((input, output));
    child.wait().expect("it ends");
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    let kilobytes: f64 = kilobytes
        .expect("the system says")
        .parse()
        .expect("a number");
    kilobytes / 1024.0
}

/// The program on a screen.
struct Screen {
    child: Box<dyn portable_pty::Child + Send + Sync>,
    output: Box<dyn Read + Send>,
    input: Box<dyn Write + Send>,
    /// Keeps the terminal open.
    _master: Box<dyn portable_pty::MasterPty + Send>,
}

impl Screen {
    /// Starts it; gives the milliseconds to the end of its first frame.
    fn start(program: &str, story: &str, home: &Path) -> (Screen, f64) {
        let pair = native_pty_system().openpty(SIZE).expect("a terminal");
        let mut command = CommandBuilder::new(program);
        command.args(["play", "--seed", "7", "--story", story]);
        command.env("HAILSHAM_HOME", home);
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        let output = pair.master.try_clone_reader().expect("it can be read");
        let input = pair.master.take_writer().expect("it can be written to");
        let began = Instant::now();
        let child = pair.slave.spawn_command(command).expect("it starts");
        let mut screen = Screen {
            child,
            output,
            input,
            _master: pair.master,
        };
        screen.frame();
        let took = milliseconds(began);
        (screen, took)
    }

    /// Reads to the end of the next frame.
    fn frame(&mut self) {
        let (mut seen, mut bytes) = (Vec::new(), [0; 1 << 16]);
        while !seen.windows(END.len()).any(|end| end == END) {
            let n = self.output.read(&mut bytes).expect("it shows something");
            assert!(n > 0, "it ended");
            seen.extend_from_slice(&bytes[..n]);
        }
    }

    /// Presses a key; gives the milliseconds to the end of the frame that answers it.
    fn press(&mut self, key: &str) -> f64 {
        // What else is still to come has come, and the processor may rest as it does for a reader.
        sleep(Duration::from_millis(20));
        let began = Instant::now();
        self.input
            .write_all(key.as_bytes())
            .expect("it is listened to");
        self.frame();
        milliseconds(began)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1_000.0
}
