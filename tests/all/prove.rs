//! The prover held against plain exhaustive search, on small stories made at random.

use hailsham::prove::{Limits, prove};

use super::{prove_oracle, prove_random};

/// The usual limits, but for how many states are kept.
fn keeping(states: usize) -> impl Fn(u64) -> Limits {
    move |_| Limits {
        states,
        ..Limits::default()
    }
}

/// Proves and searches so many random stories; gives how many could be compared, and how many
/// questions were left open.
fn compare(seeds: std::ops::Range<u64>, limits: impl Fn(u64) -> Limits) -> (u64, usize) {
    let (mut compared, mut unsettled) = (0, 0);
    for seed in seeds {
        let limits = limits(seed);
        let Some(story) = prove_random::story(seed) else {
            continue;
        };
        let proof = prove(&story, limits);
        let Some(seen) = prove_oracle::exhaust(&story, proof.asked(), 4_000) else {
            continue;
        };
        let (wrong, open) = prove_oracle::differences(&seen, proof.asked());
        if !wrong.is_empty() {
            for source in prove_random::sources(seed) {
                println!("// {}\n{}", source.path, source.text);
            }
            panic!("seed {seed}: {wrong:#?}");
        }
        compared += 1;
        unsettled += open;
    }
    (compared, unsettled)
}

#[test]
fn the_prover_never_disagrees_with_exhaustive_search() {
    assert_eq!(compare(0..2_000, keeping(10_000)), (1_999, 0));
}

#[test]
fn nor_does_it_when_hardly_anything_that_is_played_is_kept() {
    assert_eq!(compare(2_000..4_000, keeping(0)), (2_000, 0));
}

#[test]
fn nor_does_it_say_never_where_there_is_hardly_any_room_for_sets() {
    let cramped = |seed: u64| Limits {
        states: seed as usize % 7,
        nodes: 1 << (seed % 9),
        effort: 1 << (seed % 23),
    };
    let (compared, unsettled) = compare(4_000..5_000, cramped);
    assert!(compared > 990);
    assert!(unsettled > 1_000, "{unsettled}: nothing was cramped");
}

#[test]
#[ignore = "takes some minutes; the figures of the last run stand in benches/README.md"]
fn it_agrees_over_hundreds_of_thousands_of_stories() {
    let (kept, hardly) = (
        compare(10_000..200_000, keeping(10_000)),
        compare(200_000..400_000, keeping(0)),
    );
    println!("{kept:?} {hardly:?}");
    assert_eq!(kept.1 + hardly.1, 0);
}
