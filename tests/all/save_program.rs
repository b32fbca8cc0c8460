//! The commands about saves, as a person uses them: what they say, and their exit codes.

use std::fs;
use std::path::Path;

use super::program::{Program, Ran, fixture};

fn ran(status: i32, stdout: &str, stderr: &str) -> Ran {
    Ran {
        status: Some(status),
        stdout: stdout.to_owned(),
        stderr: stderr.to_owned(),
    }
}

/// The corpus was made before a choice got another name.
const STANDS: &str =
    "The story has changed since this was saved; every choice you made still stands.\n";

/// A home with two saves by name; the autosaves are out of the way.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a folder");
    let told = "3\nsave By the gate\n2\n1\n1\nsave By the Pond\n";
    let played = Program::lane(home.path(), &["--plain", "--seed", "7"])
        .told(told)
        .run();
    assert_eq!((played.status, played.stderr.as_str()), (Some(0), ""));
    for n in 1..4 {
        fs::remove_file(home.path().join(format!("saves/lane/auto.{n}.ron"))).expect("it was kept");
    }
    home
}

fn saves(home: &Path, arguments: &[&str]) -> Program {
    Program::lane(home, &[&["saves"], arguments].concat())
}

#[test]
fn saves_are_listed_renamed_deleted_and_put_back() {
    let home = home();
    let folder = home.path().join("saves/lane");
    let gate = "By the gate\n    May: Morning, the yard, 24 words read, just now.\n";
    let pond =
        |name: &str| format!("{name}\n    May: Morning, the pond, 56 words read, just now.\n");
    let listed = saves(home.path(), &[]).run();
    assert_eq!(listed.stdout.lines().count(), 4, "{}", listed.stdout);
    assert!(
        listed.stdout.contains(gate) && listed.stdout.contains(&pond("By the Pond")),
        "{}",
        listed.stdout
    );
    assert_eq!(
        saves(home.path(), &["rename", "By the Pond", "The heron"]).run(),
        ran(0, "It is called “The heron” now.\n", "")
    );
    assert_eq!(
        saves(home.path(), &["rename", "By the gate", "the heron!"]).run(),
        ran(
            2,
            "",
            "hailsham: can’t rename it: there is a save “the heron!” already. Choose another name.\n"
        )
    );
    let asked = "Delete “The heron”: May: Morning, the pond, 56 words read, just now. [y/N] \n";
    assert_eq!(
        saves(home.path(), &["delete", "The heron"])
            .told("y\nno\n")
            .run(),
        ran(
            0,
            &format!("{asked}It goes into the bin. Really? [y/N] \nNothing was deleted.\n"),
            ""
        )
    );
    assert_eq!(
        saves(home.path(), &["delete", "The heron"]).told("").run(),
        ran(0, &format!("{asked}Nothing was deleted.\n"), "")
    );
    let lies = folder.join("bin/the-heron.ron");
    let deleted = format!("It lies in the bin: {}.\n", lies.display());
    assert_eq!(
        saves(home.path(), &["delete", "The heron"])
            .told("y\nyes\n")
            .run(),
        ran(
            0,
            &format!("{asked}It goes into the bin. Really? [y/N] \n{deleted}"),
            ""
        )
    );
    assert_eq!(saves(home.path(), &[]).run(), ran(0, gate, ""));
    assert_eq!(
        saves(home.path(), &["bin"]).run(),
        ran(0, &pond("The heron"), "")
    );
    assert_eq!(
        saves(home.path(), &["restore", "The heron"]).run(),
        ran(0, "It is back, as “the-heron”.\n", "")
    );
    assert_eq!(
        saves(home.path(), &["bin"]).run(),
        ran(0, "The bin is empty.\n", "")
    );
    assert_eq!(
        saves(home.path(), &["delete", "the-heron", "--yes"]).run(),
        ran(0, &deleted, "")
    );
    assert_eq!(
        saves(home.path(), &["delete", "the-heron"]).run(),
        ran(
            2,
            "",
            "hailsham: can’t find it: there is no save “the-heron”. “saves” lists what there is.\n"
        )
    );
    assert_eq!(
        saves(home.path(), &["path"]).run(),
        ran(0, &format!("{}\n", folder.display()), "")
    );
}

#[test]
fn without_saves_it_says_so() {
    let home = tempfile::tempdir().expect("a folder");
    assert_eq!(
        saves(home.path(), &[]).run(),
        ran(0, "Nothing is kept yet.\n", "")
    );
    assert_eq!(
        fs::read_dir(home.path()).expect("it is there").count(),
        0,
        "nothing is made by looking"
    );
}

#[test]
fn a_telling_is_told_again_in_lines() {
    let home = tempfile::tempdir().expect("a folder");
    let file = fixture("saves/corpus/1-in-a-digression.ron");
    let told = Program::lane(
        home.path(),
        &["replay", "--plain", &file.display().to_string()],
    )
    .run();
    assert_eq!(
        told,
        ran(
            0,
            "May: Morning\n\nIt was early.\n\nThe gate was wet and wouldn't close. Nobody had been down \
             the lane *yet*.\n\nA bucket stood there.\n\n> Look over the wall\n\nBeyond the wall a \
             field, and a man in it who looked up.\n\n",
            STANDS
        )
    );
}

#[test]
fn a_telling_is_compared_with_the_story_as_it_is() {
    let home = tempfile::tempdir().expect("a folder");
    let verify = |file: &str| Program::lane(home.path(), &["replay", "--verify", file]).run();
    let whole = fixture("saves/corpus/1-to-its-end.ron");
    assert_eq!(
        verify(&whole.display().to_string()),
        ran(0, "The same: 9 steps, 134 words.\n", "")
    );
    let text = fs::read_to_string(&whole).expect("it is there");
    let other = home.path().join("other.ron");
    let shown = other.display().to_string();
    let unsealed = text
        .split("    sum:")
        .next()
        .expect("the part before")
        .to_owned()
        + ")\n";
    fs::write(
        &other,
        unsealed.replace("Choice(\"waves\")", "Choice(\"wave\")"),
    )
    .expect("written");
    assert_eq!(
        verify(&shown),
        ran(
            1,
            "Step 3 of 9 differs: the choice `wave` is gone from `lane/wall`.\n",
            ""
        )
    );
    fs::write(&other, unsealed.replace("lost: [\"whistle\"],", "")).expect("written");
    assert_eq!(
        verify(&shown),
        ran(
            1,
            "The end differs: `lost` had [] and has [\"whistle\"].\n",
            ""
        )
    );
    fs::write(&other, &text.as_bytes()[..200]).expect("written");
    assert_eq!(
        verify(&shown),
        ran(
            2,
            "",
            &format!(
                "hailsham: can’t read {shown}: it is damaged: line 10: Unexpected end of RON\n"
            )
        )
    );
    fs::write(&other, text.replace("story: \"lane\"", "story: \"river\"")).expect("written");
    assert_eq!(
        verify(&shown),
        ran(
            2,
            "",
            &format!(
                "hailsham: can’t read {shown}: it is damaged: what it holds doesn’t fit the sum at its end\n"
            )
        )
    );
    fs::write(
        &other,
        unsealed.replace("story: \"lane\"", "story: \"river\""),
    )
    .expect("written");
    assert_eq!(
        verify(&shown),
        ran(
            2,
            "",
            &format!(
                "hailsham: can’t play {shown}: it tells the story “river”, and this is “lane”. Say where its story is with --story.\n"
            )
        )
    );
    assert_eq!(
        verify("no-such"),
        ran(
            2,
            "",
            "hailsham: can’t find it: there is no save “no-such”. “saves” lists what there is.\n"
        )
    );
}

#[test]
fn a_transcript_is_what_was_read_and_chosen_and_what_was_left() {
    let home = tempfile::tempdir().expect("a folder");
    let file = fixture("saves/corpus/1-to-its-end.ron")
        .display()
        .to_string();
    for (format, ending) in [("markdown", "md"), ("text", "txt"), ("html", "html")] {
        let written = Program::lane(home.path(), &["transcript", &file, "--format", format]).run();
        assert_eq!((written.status, written.stderr.as_str()), (Some(0), STANDS));
        let golden = fixture(&format!("saves/transcript.{ending}"));
        if std::env::var_os("HAILSHAM_BLESS").is_some() {
            fs::write(&golden, &written.stdout).expect("written");
        }
        assert_eq!(
            written.stdout,
            fs::read_to_string(&golden).expect("it is there"),
            "{format}"
        );
    }
}

#[test]
fn a_telling_that_no_longer_fits_is_told_with_a_line_about_it() {
    let home = tempfile::tempdir().expect("a folder");
    let text =
        fs::read_to_string(fixture("saves/corpus/1-in-a-digression.ron")).expect("it is there");
    let unsealed = text
        .split("    sum:")
        .next()
        .expect("the part before")
        .to_owned()
        + ")\n";
    let file = home.path().join("old.ron");
    fs::write(
        &file,
        unsealed.replace("Choice(\"climb\")", "Choice(\"fly\")"),
    )
    .expect("written");
    let told = Program::lane(
        home.path(),
        &[
            "transcript",
            "--format",
            "text",
            &file.display().to_string(),
        ],
    )
    .run();
    assert_eq!(
        told,
        ran(
            0,
            "The lane\n\nBeyond the wall a field, and a man in it who looked up.\n\n13 words, 0 choices\n",
            "The story has changed since this was saved: step 1 of 1 is no longer in it. You go on \
             from where you were, but can’t go back to what came before. The save stays as it was.\n"
        )
    );
}

#[test]
fn after_an_ending_it_says_how_much_of_the_story_was_seen() {
    let home = tempfile::tempdir().expect("a folder");
    let told = |input: &str| {
        let ran = Program::lane(home.path(), &["--plain", "--seed", "7"])
            .told(input)
            .run();
        assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""));
        let said = |line: &&str| line.starts_with("This telling read");
        ran.stdout.lines().find(said).map(str::to_owned)
    };
    assert_eq!(told("1\n3\n"), None);
    assert_eq!(
        told("1\n3\n5\n1\n1\n1\n").as_deref(),
        Some(
            "This telling read 39 of every hundred words there are, and came to one of 2 endings."
        )
    );
    let other = "3\n2\n1\n1\n1\n1\n1\n3\n";
    assert_eq!(
        told(other).as_deref(),
        Some(
            "This telling read 70 of every hundred words there are. With the others it is 75, and 2 of 2 endings."
        )
    );
    // Without the file that remembers it, only that is forgotten.
    fs::write(home.path().join("seen/lane.ron"), "nonsense").expect("written");
    assert_eq!(
        told(other).as_deref(),
        Some(
            "This telling read 70 of every hundred words there are, and came to one of 2 endings."
        )
    );
    assert!(home.path().join("seen/lane-unread.ron").exists());
}

#[test]
fn in_lines_saves_are_listed_taken_up_renamed_and_deleted_when_that_is_said_twice() {
    let home = tempfile::tempdir().expect("a folder");
    let plain = |told: &str| {
        let ran = Program::lane(home.path(), &["--plain", "--seed", "7"])
            .told(told)
            .run();
        assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""));
        // What follows the first page, and is no page.
        let lines = ran
            .stdout
            .lines()
            .skip_while(|line| !line.starts_with("5. "));
        lines.skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    let about = "May: Morning, the yard, 21 words read, just now";
    let asks = |name: &str| format!("Delete {name}: {about}? “yes” does; anything else keeps it.");
    const REALLY: &str = "It goes into the bin. Really? “yes” once more.";
    let said = plain(
        "save Here to there\nsaves\nrename Here to there to The gate\nrename The gate\ndelete\n",
    );
    assert_eq!(
        said,
        [
            "Saved as Here to there.",
            &format!("auto.1: {about}"),
            &format!("Here to there: {about}"),
            "It is called The gate now.",
            "Say which, and its new name: “rename OLD to NEW”.",
            "Say which: “delete NAME”.",
            &format!("auto.1: {about}"),
            &format!("The gate: {about}"),
        ]
    );
    let said = plain(
        "delete The gate\nno\ndelete The gate\nyes\nhelp me\ndelete gate\nrename no to one\n",
    );
    assert_eq!(
        said,
        [
            &*asks("The gate"),
            "Nothing was deleted.",
            &asks("The gate"),
            REALLY,
            "Nothing was deleted.",
            "“help me” is not offered here. A number chooses; “help” lists the words.",
            "There is no save “gate”. “saves” lists what there is.",
            "Can’t find it: there is no save “no”. “saves” lists what there is.",
        ]
    );
    let bin = home.path().join("saves/lane/bin/the-gate.ron");
    assert!(!bin.exists());
    let said = plain("delete The gate\nyes\ny\nload The gate\n");
    let lies = format!("It lies in {}.", bin.display());
    assert_eq!(
        said,
        [
            &*asks("The gate"),
            REALLY,
            &lies,
            "Can’t find it: there is no save “The gate”. “saves” lists what there is.",
        ]
    );
    assert!(bin.exists());
}

#[test]
fn in_lines_one_goes_back_to_any_choice_of_the_history_until_another_is_made() {
    let home = tempfile::tempdir().expect("a folder");
    let told = "1\n2\nhistory\nback 1\nredo\nredo\nredo\nback 2\n3\nredo\nback\nback 9\nseen\n";
    let ran = Program::lane(home.path(), &["--plain", "--seed", "7"])
        .told(told)
        .run();
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""));
    let lines = [
        "> (",
        "The gate was",
        "The pond",
        "A heron",
        "There is",
        "Say to",
        "Seen so",
    ];
    let said: Vec<&str> = ran
        .stdout
        .lines()
        .filter(|line| lines.iter().any(|start| line.starts_with(start)))
        .collect();
    let gate = "The gate was wet and wouldn't close. Nobody had been down the lane *yet*.";
    let pond = "The pond had 1 coins' worth of light on it.";
    let which = "Say to which choice of the history, from 1 to 2: “back 2”.";
    assert_eq!(
        said,
        [
            // Told.
            gate,
            pond,
            "A heron.",
            // Its history.
            gate,
            "> (1) Go down to the pond",
            pond,
            "> (2) Something grey among the reeds",
            "A heron.",
            // Back to the first choice, and all of it again.
            gate,
            pond,
            "A heron.",
            "There is nothing to take again.",
            // Back to the second, and another one made there.
            pond,
            "The gate was wet and wouldn't close. The lane again.",
            "There is nothing to take again.",
            which,
            which,
            "Seen so far, in all tellings: 21 of every hundred words, 2 of 2 pictures, and 0 of 2 endings.",
        ],
        "{}",
        ran.stdout
    );
}
