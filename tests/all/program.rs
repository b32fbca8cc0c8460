//! The program itself, run in a test: its status, what it says and what it complains of.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Output, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

/// One run of the program.
pub struct Program {
    command: Command,
    input: Vec<u8>,
}

/// What a run came to.
#[derive(PartialEq, Eq, Debug)]
pub struct Ran {
    /// The exit code; none where a signal ended it.
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// A file of the tests.
pub fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(path)
}

/// The program with nothing of this machine's settings.
pub fn command(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hailsham"));
    clean(&mut command, home);
    command
}

/// Takes everything out of a command's environment but what the program needs.
pub fn clean(command: &mut Command, home: &Path) {
    let path = std::env::var_os("PATH").unwrap_or_default();
    command
        .env_clear()
        .env("PATH", path)
        .env("HAILSHAM_HOME", home);
}

impl Program {
    /// The program with these arguments, its home in this folder.
    pub fn new(home: &Path, arguments: &[&str]) -> Program {
        let mut command = command(home);
        command.args(arguments);
        Program {
            command,
            input: Vec::new(),
        }
    }

    /// The small story of the tests of saves, played in lines.
    pub fn lane(home: &Path, arguments: &[&str]) -> Program {
        let mut program = Program::new(home, arguments);
        program.command.arg("--story").arg(fixture("saves/lane"));
        program
    }

    /// What it is told on its standard input.
    pub fn told(mut self, input: &str) -> Program {
        self.input = input.as_bytes().to_vec();
        self
    }

    /// Runs it.
    pub fn run(self) -> Ran {
        run(self.command, &self.input)
    }
}

/// Runs any command with this input.
pub fn run(mut command: Command, input: &[u8]) -> Ran {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut stdin = child.stdin.take().expect("its input is a pipe");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // A program that ended early doesn't read.
        let _ = std::io::Write::write_all(&mut stdin, &input);
    });
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().expect("it ends");
    writer.join().expect("nothing to panic about");
    Ran {
        status: status.code(),
        stdout: String::from_utf8(stdout).expect("what it says is text"),
        stderr: String::from_utf8(stderr).expect("what it complains of is text"),
    }
}

/// The program while it is being played in lines.
pub struct Playing {
    child: Child,
    input: ChildStdin,
    said: Receiver<Vec<u8>>,
    /// Everything said since the last question.
    heard: String,
}

impl Playing {
    /// Starts a command.
    pub fn start(mut command: Command) -> Playing {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("it starts");
        let input = child.stdin.take().expect("its input is a pipe");
        let mut output = child.stdout.take().expect("its output is a pipe");
        let (saying, said) = mpsc::channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(read @ 1..) = output.read(&mut buffer) {
                if saying.send(buffer[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        Playing {
            child,
            input,
            said,
            heard: String::new(),
        }
    }

    /// The small story of the tests of saves, in lines.
    pub fn lane(home: &Path) -> Playing {
        let mut command = command(home);
        command
            .args(["--plain", "--story"])
            .arg(fixture("saves/lane"));
        Playing::start(command)
    }

    /// Says a line, and waits until these words have come; gives everything said since.
    pub fn say(&mut self, line: &str, until: &str) -> String {
        // Where it has ended, what is waited for doesn't come.
        let _ = writeln!(self.input, "{line}");
        self.hear(until)
    }

    /// Says lines, and waits for nothing.
    pub fn write(&mut self, lines: &str) {
        // Where it has ended, nobody reads them.
        let _ = self.input.write_all(lines.as_bytes());
    }

    /// Waits until these words have come, and their line is whole; gives everything said up to then.
    pub fn hear(&mut self, until: &str) -> String {
        while !self.heard.contains(until) || !self.heard.ends_with('\n') {
            let more = self.said.recv_timeout(Duration::from_secs(30));
            let more =
                more.unwrap_or_else(|_| panic!("“{until}” never came, only:\n{}", self.heard));
            self.heard.push_str(&String::from_utf8_lossy(&more));
        }
        std::mem::take(&mut self.heard)
    }

    /// Kills it, and gives everything it said and wasn't asked for.
    pub fn kill(mut self) -> String {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ended");
        let mut heard = std::mem::take(&mut self.heard);
        while let Ok(more) = self.said.recv() {
            heard.push_str(&String::from_utf8_lossy(&more));
        }
        heard
    }

    /// Its input ends; whether it left as it should.
    pub fn leave(mut self) -> bool {
        drop(self.input);
        self.child.wait().expect("it ends").success()
    }
}

#[test]
fn every_command_has_a_page_of_the_manual_and_is_completed() {
    let home = tempfile::tempdir().expect("a folder");
    let help = Program::new(home.path(), &["--help"]).run().stdout;
    let bash = Program::new(home.path(), &["completions", "bash"]).run();
    for command in [
        "play",
        "saves",
        "replay",
        "transcript",
        "new",
        "check",
        "walk",
        "graph",
        "stats",
        "completions",
        "man",
    ] {
        assert!(help.contains(&format!("\n  {command} ")), "{help}");
        let page = Program::new(home.path(), &["man", command]).run();
        assert_eq!((page.status, page.stderr.as_str()), (Some(0), ""));
        assert!(
            page.stdout.contains(".SH EXAMPLES\n.nf\n"),
            "{}",
            page.stdout
        );
        assert!(
            bash.stdout
                .contains(&format!("hailsham__subcmd__{command}")),
            "{command}"
        );
    }
}

#[test]
fn a_scene_to_start_at_that_is_misspelt_is_guessed_at() {
    let home = tempfile::tempdir().expect("a folder");
    let asked = |scene| Program::lane(home.path(), &["--plain", "--at", scene]).run();
    let refused = |scene: &str, help: &str| Ran {
        status: Some(2),
        stdout: String::new(),
        stderr: format!("hailsham: can’t start at {scene}: there is no such scene. {help}\n"),
    };
    assert_eq!(
        asked("lane/pnod"),
        refused("lane/pnod", "Did you mean lane/pond?")
    );
    assert_eq!(
        asked("elsewhere"),
        refused(
            "elsewhere",
            "A scene is named with its folder, as in quay/arrive"
        )
    );
}
