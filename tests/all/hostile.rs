//! A corpus of packs, saves and settings from people who mean no good (`tests/hostile/`), each with
//! the sentence it is answered by. Every case runs the real program, in a folder of its own, with
//! little memory and little time; links, pipes and bombs are made when it runs.
//!
//! A case is a file. It begins with what is tried; then stand `$` and arguments, `<` lines of
//! input, `exit` and its code, `>` what is said, `!` what is never said; `\x1b` and the like may
//! stand in all of them; `slow` where it is only for a release build. `== path` begins a file in its folder, where `pack/` is already; a word
//! after the path makes something else of it (see `make`).

use std::fmt::Write as _;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Address space a case may have, in kilobytes: the program, its threads' stacks, and 256 MB.
const MEMORY: u32 = 320 << 10;
/// What a case may take of a release build, in seconds of the processor.
const SECONDS: u32 = 1;
/// What it may take of a build that isn't optimised.
const SECONDS_UNOPTIMISED: u32 = 20;
/// How long one is waited for that does nothing, on however busy a machine.
const PATIENCE: Duration = Duration::from_secs(120);
/// The most a case may say, in bytes.
const MOST_SAID: usize = 2 << 20;

/// The release build to try instead of the one under test: `HAILSHAM=target/release/hailsham`.
fn release() -> Option<PathBuf> {
    Some(fs::canonicalize(std::env::var_os("HAILSHAM")?).expect("HAILSHAM is a program"))
}

#[derive(Default)]
struct Case {
    slow: bool,
    arguments: Vec<Vec<u8>>,
    input: Vec<u8>,
    exit: i32,
    says: Vec<String>,
    never: Vec<String>,
    files: Vec<Made>,
}

struct Made {
    path: Vec<u8>,
    how: Vec<Vec<u8>>,
    text: Vec<u8>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile")
}

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).unwrap();
    let mut all: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    all.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    all.sort();
    all
}

/// Words with `\xHH`, `\n`, `\s` and `\\` in them, as bytes.
fn bytes(words: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = words.as_bytes().iter().copied();
    while let Some(byte) = rest.next() {
        let escaped = if byte == b'\\' { rest.next() } else { None };
        out.push(match escaped {
            None => byte,
            Some(b'n') => b'\n',
            Some(b's') => b' ',
            Some(b'x') => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            Some(other) => other,
        });
    }
    out
}

fn read(path: &Path) -> Case {
    let text = fs::read_to_string(path).unwrap();
    let mut case = Case::default();
    for line in text.lines() {
        if let Some(made) = line.strip_prefix("== ") {
            let mut words = made.split(' ').map(bytes);
            let path = words.next().unwrap();
            let (how, text) = (words.collect(), Vec::new());
            case.files.push(Made { path, how, text });
        } else if let Some(file) = case.files.last_mut() {
            file.text.extend_from_slice(line.as_bytes());
            file.text.push(b'\n');
        } else if let Some(arguments) = line.strip_prefix("$ ") {
            case.arguments = arguments.split(' ').map(bytes).collect();
        } else if let Some(input) = line.strip_prefix("< ") {
            case.input.extend_from_slice(&bytes(input));
            case.input.push(b'\n');
        } else if line == "slow" {
            case.slow = true;
        } else if let Some(code) = line.strip_prefix("exit ") {
            case.exit = code.parse().unwrap();
        } else if let Some(said) = line.strip_prefix("> ") {
            case.says.push(said.to_owned());
        } else if let Some(never) = line.strip_prefix("! ") {
            case.never.push(never.to_owned());
        }
    }
    case
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).unwrap();
        }
    }
}

/// Makes a file of a case: `link TARGET`, `pipe`, `socket`, `folder`, `gone`, `empty N` (N bytes of
/// nothing), `many N TEXT` (files, with `#` in the path for the number), `repeat N TEXT`, `nest N OPEN CLOSE`, `count N TEXT` (with `#` for the number),
/// `bytes TEXT`. After any of the last three the text below it stands before, up to a line `@@`,
/// and after.
fn make(root: &Path, file: &Made) {
    let path = root.join(PathBuf::from(std::ffi::OsString::from_vec(
        file.path.clone(),
    )));
    if fs::symlink_metadata(&path).is_ok() {
        if path.is_dir() && !path.is_symlink() {
            fs::remove_dir_all(&path).unwrap();
        } else {
            fs::remove_file(&path).unwrap();
        }
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let how: Vec<&[u8]> = file.how.iter().map(Vec::as_slice).collect();
    let number = |n: &[u8]| -> usize { std::str::from_utf8(n).unwrap().parse().unwrap() };
    if let [b"many", n, text] = how[..] {
        let name = path.to_str().unwrap();
        return (0..number(n)).for_each(|nth| {
            fs::write(name.replace('#', &nth.to_string()), text).unwrap();
        });
    }
    let between = match how[..] {
        [] => return fs::write(&path, &file.text).unwrap(),
        [b"link", target] => {
            let target = std::ffi::OsString::from_vec(target.to_vec());
            return std::os::unix::fs::symlink(target, &path).unwrap();
        }
        [b"pipe"] => {
            let status = Command::new("mkfifo").arg(&path).status().unwrap();
            return assert!(status.success());
        }
        [b"socket"] => {
            return drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
        }
        [b"folder"] => return fs::create_dir(&path).unwrap(),
        [b"gone"] => return,
        [b"empty", n] => {
            let file = fs::File::create(&path).unwrap();
            return file.set_len(number(n) as u64).unwrap();
        }
        [b"repeat", n, text] => text.repeat(number(n)),
        [b"nest", n, open, close] => [open.repeat(number(n)), close.repeat(number(n))].concat(),
        [b"count", n, text] => {
            let text = std::str::from_utf8(text).unwrap();
            let all = (0..number(n)).map(|n| text.replace('#', &n.to_string()));
            all.collect::<String>().into_bytes()
        }
        [b"bytes", text] => text.to_vec(),
        _ => panic!(
            "there is no way to make {:?}",
            String::from_utf8_lossy(&file.path)
        ),
    };
    let around = std::str::from_utf8(&file.text).unwrap();
    let (before, after) = around.split_once("@@\n").unwrap_or((around, ""));
    let before = before.strip_suffix('\n').unwrap_or(before);
    fs::write(
        &path,
        [before.as_bytes(), &between, after.as_bytes()].concat(),
    )
    .unwrap();
}

/// What a case comes to: the exit code, and everything that was said.
fn run(case: &Case) -> Result<(i32, String), String> {
    let (program, seconds) = match release() {
        Some(release) => (release, SECONDS),
        None => (env!("CARGO_BIN_EXE_hailsham").into(), SECONDS_UNOPTIMISED),
    };
    let root = tempfile::tempdir().unwrap();
    copy(&folder().join("pack"), &root.path().join("pack"));
    for file in &case.files {
        make(root.path(), file);
    }
    let (said, input) = (root.path().join("said"), root.path().join("input"));
    fs::write(&input, &case.input).unwrap();
    let output = fs::File::create(&said).unwrap();
    let limited = format!("ulimit -v {MEMORY}; ulimit -t {seconds}; exec \"$0\" \"$@\"");
    let mut child = Command::new("/bin/sh")
        .args(["-c", &limited])
        .arg(program)
        .args(
            case.arguments
                .iter()
                .map(|one| std::ffi::OsString::from_vec(one.clone())),
        )
        .current_dir(root.path())
        .env_clear()
        .env("HAILSHAM_HOME", "home")
        .env("PATH", "/nowhere")
        .stdin(fs::File::open(input).unwrap())
        .stdout(output.try_clone().unwrap())
        .stderr(output)
        .spawn()
        .unwrap();
    let begun = Instant::now();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None if begun.elapsed() > PATIENCE => {
                child.kill().unwrap();
                child.wait().unwrap();
                return Err(format!("it was still running after {PATIENCE:?}"));
            }
            None => std::thread::sleep(Duration::from_millis(3)),
        }
    };
    let said = fs::read(said).unwrap();
    if said.len() > MOST_SAID {
        return Err(format!("it said {} bytes", said.len()));
    }
    let said = String::from_utf8(said).map_err(|_| "what it said is not text")?;
    if let Some((at, c, _)) = hailsham::clean::first_refused(&said) {
        return Err(format!("at byte {at} it said {c:?}: {said}"));
    }
    let code = status
        .code()
        .ok_or(format!("it ended by {status}: {said}"))?;
    Ok((code, said))
}

/// Everything that is wrong with how a case was answered.
fn wrong(path: &Path) -> String {
    let case = read(path);
    if case.slow && release().is_none() {
        return String::new();
    }
    let (code, said) = match run(&case) {
        Ok(answered) => answered,
        Err(why) => return format!("{}: {why}\n", path.display()),
    };
    let mut wrong = String::new();
    if code != case.exit {
        let _ = writeln!(wrong, "it ended with {code}, and not with {}", case.exit);
    }
    for sentence in case
        .says
        .iter()
        .filter(|sentence| !said.contains(*sentence))
    {
        let _ = writeln!(wrong, "it didn't say: {sentence}");
    }
    for never in case.never.iter().filter(|never| said.contains(*never)) {
        let _ = writeln!(wrong, "it said: {never}");
    }
    if !wrong.is_empty() {
        let said: String = said.chars().take(3_000).collect();
        wrong = format!("{}\n{wrong}it said:\n{said}\n", path.display());
    }
    wrong
}

#[test]
fn every_hostile_pack_and_save_gets_its_sentence_in_little_time_and_memory() {
    let only = std::env::var("HOSTILE").unwrap_or_default();
    let mut cases = cases();
    assert!(cases.len() >= 80, "there are {} cases", cases.len());
    cases.retain(|path| path.to_string_lossy().contains(&only));
    let (left, found) = (Mutex::new(cases), Mutex::new(String::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some(path) = { left.lock().unwrap().pop() } {
                    let wrong = wrong(&path);
                    found.lock().unwrap().push_str(&wrong);
                }
            });
        }
    });
    let found = found.into_inner().unwrap();
    assert!(found.is_empty(), "{found}");
}

#[test]
fn every_case_says_what_it_expects() {
    for path in cases() {
        let case = read(&path);
        let name = path.display();
        assert!(!case.arguments.is_empty(), "{name} runs nothing");
        assert!(!case.says.is_empty(), "{name} expects no sentence");
    }
}
