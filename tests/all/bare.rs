//! The program where there is next to nothing: no home, no locale, no terminal, no streams. It
//! starts, and says in a line what it can't do; never a byte that a terminal would obey.

use std::fs;
use std::io::{Seek, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const PROGRAM: &str = env!("CARGO_BIN_EXE_hailsham");

fn pack() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/pack")
}

/// What a line of shell comes to; `$0` is the program, `$1` a pack. Nothing stands in the
/// environment but what the line puts there.
fn shell(line: &str, home: &Path) -> Output {
    Command::new("/bin/sh")
        .args(["-c", line, PROGRAM])
        .arg(pack())
        .env_clear()
        .env("HAILSHAM_HOME", home)
        .current_dir(home)
        .output()
        .unwrap()
}

/// What was said, after a look that no byte of it is a command.
fn clean(bytes: &[u8]) -> String {
    let said = String::from_utf8(bytes.to_vec()).unwrap();
    assert_eq!(hailsham::clean::first_refused(&said), None, "{said}");
    said
}

#[test]
fn where_a_stream_is_closed_a_line_says_so_and_the_exit_code_too() {
    let home = tempfile::tempdir().unwrap();
    let unheard = "hailsham: can’t play: standard output is closed, and nothing could be read\n";
    let unasked = "hailsham: can’t play: standard input is closed, and nothing could be chosen\n";
    let kept = home.path().join("saves");
    for (line, code, says) in [
        (r#"exec "$0" --plain --story "$1" >&-"#, 2, unheard),
        (r#"exec "$0" --story "$1" >&-"#, 2, unheard),
        (r#"exec "$0" --plain --story "$1" <&-"#, 2, unasked),
        (r#"exec "$0" --story "$1" <&-"#, 2, unasked),
        (r#"exec "$0" --story "$1" <&- >&-"#, 2, unheard),
        (r#"exec "$0" --story "$1" <&- >&- 2>&-"#, 2, ""),
        (
            r#"exec "$0" man >&-"#,
            2,
            "hailsham: can’t write the manual: standard output is closed\n",
        ),
        (
            r#"exec "$0" completions fish >&-"#,
            2,
            "hailsham: can’t write the completions: standard output is closed\n",
        ),
        (
            r#"exec "$0" saves --story "$1" >&-"#,
            2,
            "hailsham: can’t write the answer: standard output is closed\n",
        ),
        // What the exit code says needs no stream.
        (r#"exec "$0" check "$1" >&-"#, 0, ""),
        (r#"exec "$0" check "$1" <&- >&- 2>&-"#, 0, ""),
        (r#"exec "$0" check nowhere >&- 2>&-"#, 2, ""),
    ] {
        let output = shell(line, home.path());
        assert_eq!(clean(&output.stderr), says, "{line}");
        assert_eq!(clean(&output.stdout), "", "{line}");
        assert_eq!(output.status.code(), Some(code), "{line}");
    }
    assert!(!kept.exists(), "nothing was begun that nobody could read");
}

#[test]
fn where_output_has_no_room_a_line_says_so_and_where_nobody_listens_none_does() {
    let home = tempfile::tempdir().unwrap();
    let full = "No space left on device (os error 28)\n";
    for (line, what) in [
        (
            r#"exec "$0" --plain --story "$1" >/dev/full </dev/null"#,
            "go on in lines",
        ),
        (r#"exec "$0" check "$1" >/dev/full"#, "write the report"),
        (r#"exec "$0" man >/dev/full"#, "write the manual"),
        (
            r#"exec "$0" saves --story "$1" >/dev/full"#,
            "write the answer",
        ),
    ] {
        let output = shell(line, home.path());
        assert_eq!(
            clean(&output.stderr),
            format!("hailsham: can’t {what}: {full}"),
            "{line}"
        );
        assert_eq!(output.status.code(), Some(2), "{line}");
    }
    for line in [
        r#""$0" man | true"#,
        r#""$0" completions bash | head -1 >/dev/null"#,
        r#""$0" --help | true"#,
        r#""$0" check "$1" | true"#,
        r#"{ sleep 0.1; echo 1; echo 1; } | "$0" --plain --story "$1" | true"#,
    ] {
        assert_eq!(clean(&shell(line, home.path()).stderr), "", "{line}");
    }
}

#[test]
fn without_a_locale_or_a_terminal_it_plays_in_lines() {
    let home = tempfile::tempdir().unwrap();
    for line in [
        r#"printf '2\nquit\n' | "$0" --story "$1" --seed 1"#,
        r#"printf '2\nquit\n' | TERM=xterm-256color "$0" --story "$1" --seed 1"#,
        r#"printf '2\nquit\n' | TERM=nothing LANG=xx_YY.klingon LC_ALL=C "$0" --story "$1" --seed 1"#,
        r#"printf '2\nquit\n' | NO_COLOR=1 CLICOLOR_FORCE=1 "$0" play --story "$1" --seed 1"#,
        r#"printf '2\nquit\n' | COLUMNS=0 LINES=0 "$0" --story "$1" --seed 1 2>/dev/full"#,
    ] {
        let output = shell(line, home.path());
        assert_eq!(
            clean(&output.stdout),
            "May: Out\n\nIt is early.\n\nA lane. It is dry.\n\n1. To the pond\n2. Home\n\n\
             The kettle is on.\n\nThe end of this telling: Home again.\n\n\
             This telling read 44 of every hundred words there are.\n\n\
             “undo” goes back a step; “quit” leaves; started with --new it begins again.\n",
            "{line}"
        );
        assert_eq!(clean(&output.stderr), "", "{line}");
        assert_eq!(output.status.code(), Some(0), "{line}");
    }
}

fn copy_pack(to: &Path) {
    fs::create_dir_all(to.join("walk")).unwrap();
    for file in [
        "story.ron",
        "items.ron",
        "journal.ron",
        "places.ron",
        "walk/scenes.ron",
    ] {
        fs::copy(pack().join(file), to.join(file)).unwrap();
    }
}

/// Plays as a user nobody has heard of, with this environment; none where this machine doesn't let
/// the test become one.
fn as_a_stranger(folder: &Path, environment: &[(&str, &Path)]) -> Option<Output> {
    let (program, story) = (folder.join("hailsham"), folder.join("pack"));
    if !program.exists() {
        fs::copy(PROGRAM, &program).unwrap();
        copy_pack(&story);
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).unwrap();
    let root = rustix::process::geteuid().is_root();
    let mut command = if root {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=54321", "--regid=54321", "--clear-groups"]);
        command.arg(&program);
        command
    } else {
        Command::new(&program)
    };
    let mut input = tempfile::tempfile().unwrap();
    input.write_all(b"1\nsave here\nquit\n").unwrap();
    input.rewind().unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    command
        .arg("--story")
        .arg(&story)
        .env_clear()
        .env("PATH", path)
        .current_dir("/");
    command.envs(environment.iter().copied()).stdin(input);
    let output = come_to_run(&mut command);
    if output.is_none() {
        eprintln!("skipped: setpriv isn't here to become another user by");
    }
    output
}

/// What a command comes to that runs a program by another one; none where it can't.
fn come_to_run(command: &mut Command) -> Option<Output> {
    for _ in 0..200 {
        let output = command.output().ok()?;
        match output.status.code() {
            // Another test is starting a program, which for a moment has every file open that this
            // one writes: what was just copied can't be run.
            Some(126) => std::thread::sleep(std::time::Duration::from_millis(10)),
            Some(125 | 127) => return None,
            _ => return Some(output),
        }
    }
    None
}

#[test]
fn a_fresh_user_without_a_home_can_play_and_is_told_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    // Who the test runs as may have a home even where HOME isn't set.
    if rustix::process::geteuid().is_root()
        && let Some(output) = as_a_stranger(folder.path(), &[])
    {
        let said = clean(&output.stdout);
        assert!(
            said.starts_with(
                "There is no home folder to keep tellings in: set HOME, or set HAILSHAM_HOME to a \
                 folder.\n\nMay: Out\n"
            ),
            "{said}"
        );
        assert!(said.contains("The pond"), "{said}");
        assert!(said.contains("nothing of it is kept."), "{said}");
        assert_eq!(clean(&output.stderr), "");
        assert_eq!(output.status.code(), Some(0));
    }
    for home in ["", "not/absolute"] {
        let Some(output) = as_a_stranger(folder.path(), &[("HOME", Path::new(home))]) else {
            return;
        };
        let said = clean(&output.stdout);
        assert!(
            said.starts_with("There is no home folder to keep tellings in"),
            "{said}"
        );
        assert!(said.contains("The pond"), "{said}");
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn in_a_home_that_can_only_be_read_the_game_goes_on_and_says_so_once() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    fs::create_dir(&home).unwrap();
    fs::set_permissions(&home, fs::Permissions::from_mode(0o555)).unwrap();
    let Some(output) = as_a_stranger(folder.path(), &[("HOME", &home)]) else {
        return;
    };
    let said = clean(&output.stdout);
    let shown = home.display();
    let warned = format!(
        "Not kept: it isn’t allowed there. It is tried again at the next step. To keep it elsewhere, \
         save it under a path, such as ./telling.ron. (Can’t keep tellings in \
         {shown}/.local/share/hailsham/saves/walk.)\n"
    );
    assert_eq!(said.matches(&warned).count(), 1, "{said}");
    assert!(said.contains("The pond"), "{said}");
    assert_eq!(clean(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
}

/// What a program needs to be loaded, as files.
fn loaded_by(program: &Path) -> Option<Vec<PathBuf>> {
    let output = Command::new("ldd").arg(program).output().ok()?;
    let said = String::from_utf8(output.stdout).ok()?;
    let words = said.split_whitespace().filter(|word| word.starts_with('/'));
    Some(words.map(PathBuf::from).collect())
}

#[test]
fn in_a_root_with_nothing_else_it_plays_and_says_what_is_missing() {
    let root = tempfile::tempdir().unwrap();
    let Some(libraries) = loaded_by(Path::new(PROGRAM)) else {
        return eprintln!("skipped: ldd isn't here to say what the program needs");
    };
    for file in libraries {
        let to = root.path().join(file.strip_prefix("/").unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(&file, to).unwrap();
    }
    fs::copy(PROGRAM, root.path().join("hailsham")).unwrap();
    copy_pack(&root.path().join("pack"));
    let run = |arguments: &[&str]| {
        let mut command = if rustix::process::geteuid().is_root() {
            Command::new("chroot")
        } else {
            let mut command = Command::new("unshare");
            command.args(["--user", "--map-root-user", "chroot"]);
            command
        };
        let mut input = tempfile::tempfile().unwrap();
        input.write_all(b"1\nsave here\nquit\n").unwrap();
        input.rewind().unwrap();
        let path = std::env::var_os("PATH").unwrap_or_default();
        command.arg(root.path()).arg("/hailsham").args(arguments);
        command.env_clear().env("PATH", path).stdin(input);
        // By 1 unshare says that it can't.
        come_to_run(&mut command).filter(|output| output.status.code() != Some(1))
    };
    let Some(output) = run(&["--story", "/pack", "--seed", "1"]) else {
        return eprintln!("skipped: no other root can be had here");
    };
    let said = clean(&output.stdout);
    assert!(said.starts_with("There is no home folder"), "{said}");
    assert!(said.contains("The pond"), "{said}");
    assert!(said.contains("nothing of it is kept."), "{said}");
    assert_eq!(clean(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
    let output = run(&["check", "/pack"]).unwrap();
    assert!(
        clean(&output.stdout).contains("proved: 4 scenes"),
        "{output:?}"
    );
    assert_eq!(clean(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}
