//! Small stories of which the truth is known (`tests/truths/`): each gives the findings its first
//! line names and none else, each telling that is shown shows what it should, and plain search
//! says the same. `HAILSHAM_BLESS=1` writes the reports beside them anew.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hailsham::author::{Loaded, load_sources};
use hailsham::game::step::{self, BySeed, Event, Read, Watch};
use hailsham::game::{self, Finish, Reading, State};
use hailsham::prove::ask::{Kind, Question, Verdict};
use hailsham::prove::{Limits, prove};
use hailsham::save::{from_text, restore};
use hailsham::story::Story;
use hailsham::tools::{check, proof};

use super::prove_oracle;
use super::sources::sources;

fn truths() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/truths");
    let mut all: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    all.sort();
    assert!(all.len() > 15);
    all
}

/// A story, and the codes its first line names.
fn load(path: &Path) -> (Loaded, Vec<String>) {
    let all = fs::read_to_string(path).unwrap();
    let about = all.lines().next().unwrap();
    let is_code = |word: &&str| word.len() == 5 && word.starts_with("H0");
    let codes = about.split_whitespace().filter(is_code);
    (
        load_sources(sources(&all)),
        codes.map(str::to_owned).collect(),
    )
}

#[test]
fn each_gives_the_findings_it_is_known_for_and_none_else() {
    let bless = std::env::var_os("HAILSHAM_BLESS").is_some();
    let mut wrong = String::new();
    for path in truths() {
        let (mut loaded, expected) = load(&path);
        let proof = proof::add(&mut loaded, Limits::default());
        let closing = proof.map_or("not proved".to_owned(), |proof| proof.closing());
        let mut found: Vec<&str> = loaded
            .findings
            .iter()
            .map(|finding| finding.code.id)
            .collect();
        found.sort_unstable();
        let report = check::as_text(&loaded, false) + &closing + "\n";
        if found != expected {
            let _ = writeln!(wrong, "{}: {found:?}\n{report}", path.display());
        }
        let beside = path.with_extension("report");
        if bless {
            fs::write(&beside, &report).unwrap();
        }
        let blessed = fs::read_to_string(&beside).unwrap_or_default();
        if report != blessed {
            let _ = writeln!(wrong, "{} now:\n{report}", path.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn plain_search_says_the_same_of_each() {
    for path in truths() {
        let story = load(&path).0.story.expect("no error");
        for limits in [
            Limits::default(),
            Limits {
                states: 0,
                ..Limits::default()
            },
        ] {
            let proof = prove(&story, limits);
            let seen = prove_oracle::exhaust(&story, proof.asked(), 10_000).expect("it is small");
            let (wrong, open) = prove_oracle::differences(&seen, proof.asked());
            assert!(
                wrong.is_empty() && open == 0,
                "{}: {wrong:#?}",
                path.display()
            );
        }
    }
}

/// Counts how often a counter would have left its range.
struct Clamped(usize);

impl Watch for Clamped {
    fn event(&mut self, _: &Story, _: &State, event: Event) {
        self.0 += usize::from(matches!(event, Event::Clamped(_)));
    }

    fn text(&mut self, _: &Story, _: &State, _: Reading, _: Read<'_>) {}
}

/// Whether any way from here comes to an end. (No chance falls in the stories this is asked of.)
fn can_end(story: &Story, from: &State) -> bool {
    let (mut seen, mut left) = (HashSet::from([from.clone()]), vec![from.clone()]);
    while let Some(state) = left.pop() {
        if state.finish().is_some() {
            return true;
        }
        let mut ways = Vec::new();
        game::takeable(story, &state, |took| ways.push(took));
        for took in ways {
            let mut next = state.clone();
            step::step(story, &mut next, took, &mut BySeed, &mut Clamped(0));
            next.level_visits(story.layout());
            if seen.insert(next.clone()) {
                left.push(next);
            }
        }
        assert!(seen.len() < 10_000, "it is small");
    }
    false
}

#[test]
fn each_telling_that_is_shown_plays_and_shows_it() {
    let mut shown = 0;
    for path in truths() {
        let (mut loaded, _) = load(&path);
        let Some(proof) = proof::add(&mut loaded, Limits::default()) else {
            panic!("{} has errors", path.display());
        };
        let story = Arc::new(loaded.story.clone().unwrap());
        for finding in &loaded.findings {
            let Some(witness) = &finding.witness else {
                continue;
            };
            shown += 1;
            let record = from_text(witness).expect("it is a save");
            let restored = restore(Arc::clone(&story), &record);
            assert_eq!(restored.notice, None, "{}", path.display());
            let state = restored.session.state();
            let mut ways = 0;
            game::takeable(&story, state, |_| ways += 1);
            match finding.code.id {
                "H0912" => assert_eq!((ways, state.finish()), (0, None), "{}", path.display()),
                "H0910" => assert!(
                    state.chapter().0 == 1 || matches!(state.finish(), Some(Finish::Paused(_))),
                    "{}",
                    path.display()
                ),
                "H0913" => assert!(!can_end(&story, state), "{}", path.display()),
                "H0911" => {
                    let mut clamped = Clamped(0);
                    let mut state = step::start(&story, 0, &mut BySeed, &mut clamped);
                    let (last, before) = restored.session.steps().split_last().unwrap();
                    for taken in before {
                        step::step(&story, &mut state, taken.took, &mut BySeed, &mut clamped);
                    }
                    assert_eq!(clamped.0, 0, "{}: too soon", path.display());
                    step::step(&story, &mut state, last.took, &mut BySeed, &mut clamped);
                    assert_eq!(clamped.0, 1, "{}", path.display());
                }
                other => panic!("{other} has no telling to show"),
            }
        }
        // Where every way is one step long, nothing shorter can have been overlooked.
        for (question, verdict) in proof.asked().of_kind(Kind::Stuck) {
            if let Verdict::Reached(_) = verdict {
                let steps = proof.witness(question).unwrap().steps.len();
                assert!(steps <= 3, "{}: {steps}", path.display());
            }
        }
    }
    assert_eq!(shown, 7);
}

#[test]
fn a_scene_is_led_to_by_a_telling_that_can_be_played() {
    for path in truths() {
        let story = Arc::new(load(&path).0.story.unwrap());
        let proof = prove(&story, Limits::default());
        for (scene, _) in story.scenes() {
            let reached = proof.asked().verdict(Question::scene(scene));
            let Some(witness) = proof.telling_to(scene) else {
                assert_eq!(reached, Verdict::Never);
                continue;
            };
            let session = proof::session(&story, &witness).expect("it plays");
            assert!(session.state().visits(story.layout(), scene) > 0);
        }
    }
}
