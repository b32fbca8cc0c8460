//! Whatever is done with a telling, it stands where its choices lead; whatever bytes a save holds,
//! reading it gives an error or a telling that can be played.

use std::sync::Arc;

use hailsham::game::{self, Took};
use hailsham::save::{self, Fit, Meta, Record};
use hailsham::session::Session;
use proptest::prelude::*;

use super::dice::Dice;
use super::save_kill::lane;

/// Something done with a telling.
#[derive(Clone, Debug)]
enum Done {
    /// One of what can be taken.
    Taken(usize),
    Undo,
    Redo,
    /// To some place in the history.
    GoneTo(usize),
    /// Kept as text, and taken up from it.
    Reloaded,
    /// Kept in one of three slots.
    Kept(usize),
    /// One of the slots taken up.
    Loaded(usize),
}

fn done() -> impl Strategy<Value = Done> {
    prop_oneof![
        8 => any::<usize>().prop_map(Done::Taken),
        3 => Just(Done::Undo),
        2 => Just(Done::Redo),
        1 => any::<usize>().prop_map(Done::GoneTo),
        1 => Just(Done::Reloaded),
        1 => (0..3_usize).prop_map(Done::Kept),
        1 => (0..3_usize).prop_map(Done::Loaded),
    ]
}

/// Everything a step could take now, in order.
fn takeable(session: &Session) -> Vec<Took> {
    let mut all = Vec::new();
    game::takeable(session.story(), session.state(), |took| all.push(took));
    all
}

fn reloaded(session: &Session, text: &str) -> Session {
    let record = save::from_text(text).expect("it was written here");
    let restored = save::restore(Arc::clone(session.story()), &record);
    assert_eq!((restored.fit, restored.notice), (Fit::Whole, None));
    restored.session
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_the_state_is_that_of_the_choices_that_remain(
        seed in any::<u64>(),
        all in prop::collection::vec(done(), 0..120),
    ) {
        let story = lane();
        let mut session = Session::new(Arc::clone(&story), seed);
        // What a player would say happened: the choices, and how many of them count.
        let mut choices: Vec<Took> = Vec::new();
        let mut cursor = 0;
        let mut slots: [Option<(String, Vec<Took>, usize)>; 3] = Default::default();
        for one in all {
            match one {
                Done::Taken(n) => {
                    let open = takeable(&session);
                    if !open.is_empty() {
                        let took = open[n % open.len()];
                        prop_assert!(session.take(took));
                        choices.truncate(cursor);
                        choices.push(took);
                        cursor += 1;
                    }
                }
                Done::Undo => {
                    prop_assert_eq!(session.undo(), cursor > 0);
                    cursor = cursor.saturating_sub(1);
                }
                Done::Redo => {
                    prop_assert_eq!(session.redo(), cursor < choices.len());
                    cursor = choices.len().min(cursor + 1);
                }
                Done::GoneTo(n) => {
                    cursor = n % (choices.len() + 1);
                    prop_assert!(session.go_to(cursor));
                }
                Done::Reloaded => {
                    let text = save::to_text(&session, &Meta::default());
                    session = reloaded(&session, &text);
                }
                Done::Kept(n) => {
                    let text = save::to_text(&session, &Meta::default());
                    slots[n] = Some((text, choices.clone(), cursor));
                }
                Done::Loaded(n) => {
                    if let Some((text, then, at)) = &slots[n] {
                        session = reloaded(&session, text);
                        (choices, cursor) = (then.clone(), *at);
                    }
                }
            }
        }
        let mut told = Session::new(story, seed);
        for took in &choices[..cursor] {
            prop_assert!(told.take(*took));
        }
        prop_assert_eq!(session.state(), told.state());
        prop_assert_eq!(session.turns(), told.turns());
        prop_assert_eq!(session.words_read(), told.words_read());
        prop_assert_eq!(session.steps().len(), choices.len());
        // And what can be taken again leads where it did.
        session.go_to(choices.len());
        for took in &choices[cursor..] {
            prop_assert!(told.take(*took));
        }
        prop_assert_eq!(session.state(), told.state());
    }

    #[test]
    fn any_bytes_are_an_error_or_a_save(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = save::from_bytes(&bytes);
    }
}

/// A save in pieces: names with their quotation marks, numbers, lines of steps, and what is between.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        let last = pieces.last().map(String::as_str).unwrap_or_default();
        let figures = !quoted && c.is_ascii_digit();
        let new = match c {
            '"' => !quoted,
            _ if quoted => false,
            _ => last.ends_with('"') || figures != last.ends_with(|c: char| c.is_ascii_digit()),
        };
        if new {
            pieces.push(String::new());
        }
        quoted ^= c == '"';
        if let Some(last) = pieces.last_mut() {
            last.push(c);
        }
    }
    pieces
}

/// Plays on wherever a save led, so that a state that can't be would show.
fn play_on(mut session: Session) {
    for n in 0..12 {
        let open = takeable(&session);
        assert!(
            !open.is_empty() || session.state().finish().is_some(),
            "no way on"
        );
        let (story, state) = (session.story(), session.state());
        let looked = (
            game::things(story, state),
            game::journal(story, state),
            game::charts(story, state),
        );
        assert!(
            looked.0.len() <= 2 && looked.1.len() <= 1 && looked.2.len() <= 1,
            "{looked:?}"
        );
        let Some(took) = open.get(n % open.len().max(1)) else {
            break;
        };
        assert!(session.take(*took));
    }
    let record = Record::of(&session, &Meta::default());
    let again = save::from_text(&record.to_text()).expect("it was written here");
    assert_eq!(
        save::restore(Arc::clone(session.story()), &again)
            .session
            .state(),
        session.state()
    );
}

#[test]
fn a_save_with_its_pieces_in_any_order_is_an_error_or_a_telling_that_goes_on() {
    let story = lane();
    let mut seeds: Vec<String> = Vec::new();
    for seed in 0..4 {
        let mut session = Session::new(Arc::clone(&story), seed);
        for n in 0..(4 + 5 * seed as usize) {
            let open = takeable(&session);
            if let Some(took) = open.get((n * 7 + 3) % open.len().max(1)) {
                session.take(*took);
            }
        }
        session.undo();
        let text = save::to_text(&session, &Meta::default());
        // Without its sum, or hardly any change would be looked at further.
        let unsealed = text.split("    sum:").next().expect("the part before");
        seeds.push(format!("{unsealed})\n"));
    }
    // The same numbers every time, so that a failure comes again.
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let mut roll = |n: usize| dice.one_of(n);
    let numbers = [
        "0",
        "1",
        "255",
        "256",
        "-1",
        "4294967295",
        "18446744073709551616",
        "1e9",
        "()",
        "None",
    ];
    let (mut errors, mut whole, mut other) = (0, 0, 0);
    for _ in 0..6_000 {
        let seed = seeds[roll(seeds.len())].clone();
        let mut all = pieces(&seed);
        for _ in 0..=roll(3) {
            let (a, b) = (roll(all.len()), roll(all.len()));
            let like = |one: &str, other: &str| {
                one.chars().next().map(char::is_alphanumeric)
                    == other.chars().next().map(char::is_alphanumeric)
                    && one.starts_with('"') == other.starts_with('"')
            };
            match roll(16) {
                0 => all.swap(a, b),
                1 => drop(all.remove(a)),
                2 => all.truncate(a.max(1)),
                3 => all[a] = numbers[roll(numbers.len())].to_owned(),
                4..8 => {
                    // A step less, or one twice.
                    let text = all.concat();
                    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
                    let steps: Vec<usize> = (0..lines.len())
                        .filter(|n| lines[*n].contains("Step("))
                        .collect();
                    if let Some(step) = steps.get(roll(steps.len())) {
                        match roll(2) {
                            0 => drop(lines.remove(*step)),
                            _ => lines.insert(*step, lines[*step]),
                        }
                    }
                    all = pieces(&lines.concat());
                }
                _ => {
                    // A name for a name, a number for a number.
                    if like(&all[a], &all[b]) {
                        all[a] = all[b].clone();
                    } else if all[a].starts_with(|c: char| c.is_ascii_digit()) {
                        all[a] = numbers[roll(5)].to_owned();
                    }
                }
            }
            if all.is_empty() {
                all.push(String::new());
            }
        }
        match save::from_text(&all.concat()) {
            Err(_) => errors += 1,
            Ok(record) => {
                let restored = save::restore(Arc::clone(&story), &record);
                match restored.fit {
                    Fit::Whole => whole += 1,
                    Fit::Snapshot { .. } | Fit::Nearby { .. } | Fit::Part { .. } | Fit::Anew => {
                        other += 1
                    }
                }
                play_on(restored.session);
            }
        }
    }
    assert!(
        errors > 1_000 && whole > 200 && other > 200,
        "{errors} {whole} {other}"
    );
}
