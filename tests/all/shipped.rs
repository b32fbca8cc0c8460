//! The shipped story, played whole: what has to hold of it whatever its words are.

use std::collections::HashSet;
use std::io::Cursor;
use std::sync::{Arc, OnceLock};

use hailsham::author;
use hailsham::game::{Finish, Took};
use hailsham::session::Session;
use hailsham::settings::Settings;
use hailsham::story::Story;
use hailsham::ui::assets::Assets;
use hailsham::ui::tui::input::Key;
use hailsham::ui::tui::model::Opening;
use hailsham::ui::tui::still::Still;
use hailsham::ui::{Forgetful, plain};

use crate::dice::Dice;
use crate::tui::{TERMINAL, narration, narration_in_lines};

fn story() -> Arc<Story> {
    static STORY: OnceLock<Arc<Story>> = OnceLock::new();
    let read = || Arc::new(author::load_builtin().story.expect("it has no errors"));
    Arc::clone(STORY.get_or_init(read))
}

/// What can be taken from the page, by its number there.
fn open(session: &Session) -> Vec<(usize, Took)> {
    let offers = session.offers();
    let numbered = (1..).zip(&offers);
    numbered
        .filter(|(_, offer)| offer.is_open())
        .map(|(n, offer)| (n, offer.took))
        .collect()
}

/// A whole telling by chance: the session at its end, and the numbers that were chosen.
fn told(seed: u64) -> (Session, Vec<usize>) {
    let mut session = Session::new(story(), seed);
    let mut dice = Dice(seed * 2 + 1);
    let mut numbers = Vec::new();
    for _ in 0..2_000 {
        let open = open(&session);
        if open.is_empty() {
            return (session, numbers);
        }
        let (n, took) = open[dice.one_of(open.len())];
        assert!(session.take(took));
        numbers.push(n);
    }
    panic!("seed {seed}: 2,000 steps and no end");
}

/// What plain mode prints for these numbers.
fn in_lines(seed: u64, numbers: &[usize]) -> String {
    let lines: Vec<String> = numbers.iter().map(usize::to_string).collect();
    let mut input = Cursor::new(lines.join("\n"));
    let mut output = Vec::new();
    let session = Session::new(story(), seed);
    plain::run(
        session,
        &mut Forgetful,
        &Assets::shipped(),
        &mut input,
        &mut output,
        None,
    )
    .expect("memory holds it");
    String::from_utf8(output).expect("text is UTF-8")
}

#[test]
fn every_telling_comes_to_an_ending() {
    let mut endings = HashSet::new();
    for seed in 1..=60 {
        let (session, _) = told(seed);
        let Some(Finish::Ended(ending)) = session.state().finish() else {
            panic!(
                "seed {seed} stops at {}",
                session.story().scene_name(session.state().at())
            );
        };
        endings.insert(ending);
        assert!(
            session.words_read() > 25_000,
            "seed {seed}: {} words",
            session.words_read()
        );
    }
    assert!(endings.len() >= 4, "{endings:?}");
}

#[test]
fn the_same_seed_and_choices_print_the_same_bytes_and_another_seed_does_not() {
    let (_, numbers) = told(7);
    let once = in_lines(7, &numbers);
    assert!(once.split_whitespace().count() > 25_000);
    assert_eq!(once, in_lines(7, &numbers));
    let others: HashSet<String> = (8..12).map(|seed| in_lines(seed, &numbers[..40])).collect();
    assert_eq!(others.len(), 4, "dealt memories and picks differ");
}

#[test]
fn undo_takes_back_every_step_of_a_telling_and_redo_takes_it_again() {
    let (mut session, numbers) = told(3);
    let end = session.state().clone();
    let mut again = Session::new(story(), 3);
    let mut states = vec![again.state().clone()];
    for step in session.steps() {
        assert!(again.take(step.took));
        states.push(again.state().clone());
    }
    assert_eq!(states.last(), Some(&end));
    for state in states.iter().rev().skip(1) {
        assert!(session.undo());
        assert_eq!(session.state(), state);
    }
    assert!(!session.undo());
    for state in &states[1..] {
        assert!(session.redo());
        assert_eq!(session.state(), state);
    }
    assert_eq!(session.steps().len(), numbers.len());
}

#[test]
fn the_screen_tells_a_whole_telling_in_the_words_of_plain_mode() {
    let (_, numbers) = told(5);
    for size in [(80, 24), (120, 40)] {
        let opening = Opening {
            story: story(),
            assets: Assets::shipped(),
            session: Some(Session::new(story(), 5)),
            settings: Some(Settings::default()),
            at_page: true,
            notice: None,
        };
        let mut still = Still::new(opening, TERMINAL, size);
        for n in numbers.iter().map(Some).chain([None]) {
            let session = still.model.session().expect("a telling");
            let expected = narration_in_lines(session.story(), session.turn());
            let at = session.story().scene_name(session.state().at());
            assert_eq!(narration(&still), expected, "at {at}, {size:?}");
            if let Some(n) = n {
                let digit = char::from_digit(*n as u32, 10).expect("at most nine offers a page");
                still.press(&[Key::End, Key::Char(digit)]);
            }
        }
        let session = still.model.session().expect("a telling");
        assert!(matches!(session.state().finish(), Some(Finish::Ended(_))));
    }
}

#[test]
fn every_picture_and_map_that_is_named_is_there() {
    let story = story();
    let arts = story.scenes().filter_map(|(_, scene)| scene.art);
    let arts = arts.chain(story.items().filter_map(|(_, item)| item.art));
    for art in arts.map(|art| story.str(art)) {
        assert!(
            author::asset(&format!("art/{art}.txt")).is_some(),
            "the picture {art}"
        );
    }
    for map in story
        .regions()
        .filter_map(|(_, region)| region.map)
        .map(|map| story.str(map))
    {
        assert!(
            author::asset(&format!("maps/{map}.txt")).is_some(),
            "the map {map}"
        );
    }
}

/// Where the afternoon in the town led, in order, and by which way it was left.
fn afternoon(session: &Session) -> Vec<String> {
    let story = session.story();
    let street = story.find_scene("norfolk/street").expect("the street");
    let steps = session.steps().iter().filter(|step| step.at == street);
    steps
        .map(|step| match step.took {
            Took::Choice(choice) => story.str(story.choice(choice).name).to_owned(),
            other => panic!("{other:?} in the street"),
        })
        .collect()
}

#[test]
fn the_afternoon_in_the_town_has_forty_ways_and_each_ends_in_time() {
    let mut ways = HashSet::new();
    for seed in 1..=80 {
        let (session, _) = told(seed);
        let way = afternoon(&session);
        assert!(way.len() <= 8, "seed {seed} stays too long: {way:?}");
        assert!(
            matches!(
                way.last().map(String::as_str),
                Some("idea-shelter" | "idea-car")
            ),
            "seed {seed} doesn't come back to the car: {way:?}"
        );
        ways.insert(way);
    }
    assert!(ways.len() >= 40, "{} ways", ways.len());
}
