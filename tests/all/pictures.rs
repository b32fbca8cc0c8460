//! The README's pictures are what the program draws today. But for the title they show the small story of
//! these tests, so that a word changed in the shipped one changes no picture.

use std::path::Path;
use std::process::Command;

/// Each picture, and the arguments it is drawn by.
const PICTURES: [(&str, &[&str]); 4] = [
    (
        "title.svg",
        &["title", "--size", "100x44", "--theme", "night"],
    ),
    (
        "page.svg",
        &[
            "page",
            "--size",
            "100x30",
            "--theme",
            "paper",
            "--story",
            "tests/packs/harbour",
            "--seed",
            "3",
        ],
    ),
    (
        "map.svg",
        &[
            "map",
            "--size",
            "100x24",
            "--theme",
            "tape",
            "--story",
            "tests/packs/harbour",
            "--choose",
            "1",
        ],
    ),
    (
        "choices.svg",
        &[
            "page",
            "--size",
            "100x24",
            "--theme",
            "night",
            "--story",
            "tests/packs/harbour",
            "--keys",
            "end down",
        ],
    ),
];

#[test]
fn the_readme_s_pictures_are_current() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (file, arguments) in PICTURES {
        let drawn = Command::new(env!("CARGO_BIN_EXE_hailsham"))
            .arg("picture")
            .args(arguments)
            .current_dir(root)
            .output()
            .expect("the program runs");
        assert!(
            drawn.status.success(),
            "{}",
            String::from_utf8_lossy(&drawn.stderr)
        );
        let path = root.join("tests/screens").join(file);
        if std::env::var_os("HAILSHAM_DRAW").is_some() {
            std::fs::write(&path, &drawn.stdout).expect("the picture can be written");
        }
        let kept = std::fs::read(&path).unwrap_or_default();
        assert!(
            kept == drawn.stdout,
            "tests/screens/{file} shows an older program or story: HAILSHAM_DRAW=1 cargo test pictures draws it anew"
        );
    }
}

#[test]
fn what_cannot_be_drawn_is_said() {
    for (arguments, expected) in [
        (
            vec!["picture", "cellar"],
            "can’t draw “cellar”: that isn’t a screen",
        ),
        (
            vec!["picture", "title", "--size", "big"],
            "can’t draw at the size “big”",
        ),
        (
            vec!["picture", "title", "--theme", "green"],
            "can’t draw in the theme “green”",
        ),
        (vec!["picture", "page", "--choose", "9"], "can’t choose “9”"),
        (
            vec!["picture", "page", "--keys", "hyper"],
            "can’t press “hyper”",
        ),
    ] {
        let drawn = Command::new(env!("CARGO_BIN_EXE_hailsham"))
            .args(&arguments)
            .output()
            .expect("the program runs");
        let said = String::from_utf8_lossy(&drawn.stderr);
        assert_eq!(drawn.status.code(), Some(2), "{arguments:?}");
        assert!(said.contains(expected), "{arguments:?}: {said}");
        assert!(drawn.stdout.is_empty());
    }
}
