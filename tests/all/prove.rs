//! The prover held against plain exhaustive search, on small stories made at random.

use hailsham::prove::{Limits, prove};

use super::{prove_oracle, prove_random};

/// Proves and searches so many random stories; gives how many could be compared, and how many
/// questions were left open.
fn compare(seeds: std::ops::Range<u64>, states: usize) -> (u64, usize) {
    let limits = Limits {
        states,
        ..Limits::default()
    };
    let (mut compared, mut unsettled) = (0, 0);
    for seed in seeds {
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
    assert_eq!(compare(0..2_000, 10_000), (1_999, 0));
}

#[test]
fn nor_does_it_when_hardly_anything_that_is_played_is_kept() {
    assert_eq!(compare(2_000..4_000, 0), (2_000, 0));
}

#[test]
#[ignore = "takes some minutes; the figures of the last run stand in benches/README.md"]
fn it_agrees_over_hundreds_of_thousands_of_stories() {
    let (kept, hardly) = (
        compare(10_000..200_000, 10_000),
        compare(200_000..400_000, 0),
    );
    println!("{kept:?} {hardly:?}");
    assert_eq!(kept.1 + hardly.1, 0);
}
