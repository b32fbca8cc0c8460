//! What a walk saw, for a person or for a program.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::tellings::{Manner, Walked};
use crate::story::{ChapterId, Gate, Part, Story, Text};
use crate::ui::say;

/// How many names of a kind never seen are listed.
const MOST_LISTED: usize = 40;

/// The 10th, 50th and 90th percentile.
pub fn percentiles<T: Copy + PartialOrd + Default>(values: &[T]) -> [T; 3] {
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    [10, 50, 90].map(|p| {
        sorted
            .get((sorted.len() * p / 100).min(sorted.len().saturating_sub(1)))
            .copied()
            .unwrap_or_default()
    })
}

/// The report for a person.
pub fn as_text(story: &Story, walked: &Walked, manner: Manner, seconds: f64) -> String {
    let mut out = String::new();
    let steps: u64 = walked.steps.iter().map(|n| u64::from(*n)).sum();
    // Writing to a string can't fail.
    let _ = writeln!(
        out,
        "{} tellings, {steps} choices, {:.0} choices a second{}",
        manner.runs,
        steps as f64 / seconds.max(1e-9),
        if manner.reads {
            ", every text read"
        } else {
            ""
        }
    );
    let [low, mid, high] = percentiles(&walked.steps);
    let _ = writeln!(
        out,
        "choices in a telling: {low}, {mid}, {high} (10th, 50th, 90th percentile)"
    );
    if manner.reads {
        let [low, mid, high] = percentiles(&walked.words);
        let _ = writeln!(out, "words in a telling: {low}, {mid}, {high}");
        let [low, mid, high] = percentiles(&walked.shared);
        let _ = writeln!(
            out,
            "of a telling’s text another has: {:.0} %, {:.0} %, {:.0} %",
            low * 100.0,
            mid * 100.0,
            high * 100.0
        );
        for (id, _) in story.chapters() {
            let [_, words, _] = percentiles(&walked.chapters[id.index()]);
            let [_, steps, _] = percentiles(&walked.chapter_steps[id.index()]);
            let _ = writeln!(
                out,
                "  {}: {words} words, {steps} choices",
                say::chapter(story, id)
            );
        }
    }
    for (kind, coverage) in coverage(story, walked, manner.reads) {
        let (seen, all) = (
            coverage.iter().filter(|one| one.times > 0).count(),
            coverage.len(),
        );
        let _ = writeln!(
            out,
            "{kind} seen: {seen} of {all}, {:.1} %",
            part(seen, all)
        );
    }
    for (id, ending) in story.endings() {
        let n = walked.counts.endings[id.index()];
        let _ = writeln!(
            out,
            "ending {}: {}",
            story.str(ending.name),
            share(n, manner.runs)
        );
    }
    let unlikely = story.scenes().filter(|(_, scene)| scene.card.is_some());
    for (id, _) in unlikely {
        let n = walked.counts.scenes[id.index()];
        if !(10..=90).contains(&(u64::from(n) * 100 / manner.runs.max(1))) {
            let _ = writeln!(
                out,
                "deck member {}: {}",
                story.scene_name(id),
                share(n, manner.runs)
            );
        }
    }
    for (kind, coverage) in coverage(story, walked, manner.reads) {
        let never = coverage.iter().filter(|one| one.times == 0);
        let never: Vec<&str> = never.map(|one| one.name.as_str()).collect();
        if never.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{kind} at 0 %: {}", never.len());
        for name in never.iter().take(MOST_LISTED) {
            let _ = writeln!(out, "  {name}");
        }
        if let Some(more @ 1..) = never.len().checked_sub(MOST_LISTED) {
            let _ = writeln!(out, "  and {more} more; --format json has them all");
        }
    }
    for (seed, scene) in walked.stopped.iter().take(MOST_LISTED) {
        let _ = writeln!(out, "no way on, or no end: seed {seed}, at {scene}");
    }
    out
}

fn share(n: u32, runs: u64) -> String {
    format!("{:.1} %", f64::from(n) * 100.0 / runs.max(1) as f64)
}

fn part(seen: usize, all: usize) -> f64 {
    seen as f64 * 100.0 / all.max(1) as f64
}

/// One thing that can be seen, and how often it was.
struct Covered {
    name: String,
    times: u32,
}

/// How often everything was seen, by kind. Of what is never open on purpose, nothing.
fn coverage(story: &Story, walked: &Walked, reads: bool) -> Vec<(&'static str, Vec<Covered>)> {
    let counts = &walked.counts;
    let one = |name: String, times: u32| Covered { name, times };
    let scenes = story
        .scenes()
        .map(|(id, _)| one(story.scene_name(id), counts.scenes[id.index()]));
    let opens = |gate: &Gate| !matches!(gate, Gate::Refused(_));
    let choices = story.choices().filter(|(_, choice)| opens(&choice.gate));
    let choices = choices.map(|(id, choice)| {
        let scene = story.scene_name(choice.scene);
        let name = format!("{scene}, {}", story.str(choice.name));
        one(name, counts.choices[id.index()])
    });
    let actions = story.actions().filter(|(_, action)| opens(&action.gate));
    let actions = actions.map(|(id, action)| {
        let item = story.str(story.item(action.item).name_id);
        let name = format!("{item}, {}", story.str(action.name));
        one(name, counts.actions[id.index()])
    });
    let endings = story.endings().map(|(id, ending)| {
        let name = story.str(ending.name).to_owned();
        one(name, counts.endings[id.index()])
    });
    let mut all = vec![
        ("scenes", scenes.collect()),
        ("choices", choices.collect()),
        ("actions", actions.collect()),
        ("endings", endings.collect()),
    ];
    if reads {
        // Looks are read when they are looked at, which a walk doesn't.
        let branches = branch_places(story).into_iter().zip(&counts.branches);
        let branches = branches.filter_map(|(place, times)| Some(one(place?, *times)));
        all.push(("branches", branches.collect()));
    }
    all.retain(|(_, covered): &(&str, Vec<Covered>)| !covered.is_empty());
    all
}

/// Where each branch of a scene's text or of an echo is read; none for those of looks.
fn branch_places(story: &Story) -> Vec<Option<String>> {
    let mut places = vec![None; story.branch_count()];
    let mut name = |text: &Text, place: String| {
        text.each_part(&mut |part| match part {
            Part::When {
                branch, condition, ..
            } => {
                let condition = story.written(condition);
                places[branch.index()] = Some(format!("{place}, When({condition})"));
            }
            Part::First { branch, .. } => {
                places[branch.index()] = Some(format!("{place}, First"));
            }
            Part::Again { branch, .. } => {
                places[branch.index()] = Some(format!("{place}, Again"));
            }
            Part::Either {
                branch, condition, ..
            } => {
                let either = format!("{place}, Either({})", story.written(condition));
                places[branch.index()] = Some(format!("{either}, the first"));
                places[branch.index() + 1] = Some(format!("{either}, the second"));
            }
            Part::Words(_) | Part::Break | Part::Stress | Part::Pick { .. } | Part::Count(_) => {}
        });
    };
    for (id, scene) in story.scenes() {
        if let Some(text) = &scene.text {
            name(text, format!("in {}", story.scene_name(id)));
        }
    }
    for (_, choice) in story.choices() {
        if let Some(echo) = &choice.echo {
            let scene = story.scene_name(choice.scene);
            name(
                echo,
                format!("in {scene}, the echo of {}", story.str(choice.name)),
            );
        }
    }
    places
}

/// The report for a program: one JSON object.
pub fn as_json(story: &Story, walked: &Walked, manner: Manner, seconds: f64) -> String {
    let steps: u64 = walked.steps.iter().map(|n| u64::from(*n)).sum();
    let runs = manner.runs.max(1) as f64;
    let coverage: serde_json::Map<String, Value> = coverage(story, walked, manner.reads)
        .into_iter()
        .map(|(kind, covered)| {
            let each = covered.into_iter().map(|one| {
                let a_telling = f64::from(one.times) / runs;
                json!({ "name": one.name, "times": one.times, "a_telling": a_telling })
            });
            (kind.to_owned(), each.collect())
        })
        .collect();
    let chapters: Vec<Value> = story
        .chapters()
        .map(|(id, chapter)| {
            let ChapterId(n) = id;
            json!({
                "id": story.str(chapter.name),
                "words": percentiles(&walked.chapters[n as usize]),
                "choices": percentiles(&walked.chapter_steps[n as usize]),
            })
        })
        .collect();
    let stopped: Vec<Value> = walked
        .stopped
        .iter()
        .map(|(seed, scene)| json!({ "seed": seed, "scene": scene }))
        .collect();
    let report = json!({
        "runs": manner.runs,
        "seed": manner.seed,
        "choices": steps,
        "choices_per_second": steps as f64 / seconds.max(1e-9),
        "choices_in_a_telling": percentiles(&walked.steps),
        "words_in_a_telling": percentiles(&walked.words),
        "shared": percentiles(&walked.shared),
        "chapters": chapters,
        "coverage": coverage,
        "stopped": stopped,
    });
    format!("{report}\n")
}

#[cfg(test)]
mod tests {
    use super::percentiles;

    #[test]
    fn percentiles_are_values_that_were_there() {
        assert_eq!(
            percentiles(&(0..100).rev().collect::<Vec<u32>>()),
            [10, 50, 90]
        );
        assert_eq!(percentiles(&[7_u32]), [7, 7, 7]);
        assert_eq!(percentiles::<u32>(&[]), [0, 0, 0]);
    }
}
