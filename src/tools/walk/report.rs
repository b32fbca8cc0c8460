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
    let never = never(story, walked, manner.reads);
    for (kind, names) in &never {
        let _ = writeln!(out, "{kind} never seen: {}", names.len());
        for name in names.iter().take(MOST_LISTED) {
            let _ = writeln!(out, "  {name}");
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

/// What was never seen, by kind.
fn never(story: &Story, walked: &Walked, reads: bool) -> Vec<(&'static str, Vec<String>)> {
    let counts = &walked.counts;
    let scenes = story
        .scenes()
        .filter(|(id, _)| counts.scenes[id.index()] == 0);
    let choices = story.choices().filter(|(id, choice)| {
        counts.choices[id.index()] == 0 && !matches!(choice.gate, Gate::Refused(_))
    });
    let choices =
        choices.map(|(_, c)| format!("{}, {}", story.scene_name(c.scene), story.str(c.name)));
    let actions = story.actions().filter(|(id, action)| {
        counts.actions[id.index()] == 0 && !matches!(action.gate, Gate::Refused(_))
    });
    let actions = actions.map(|(_, a)| {
        format!(
            "{}, {}",
            story.str(story.item(a.item).name_id),
            story.str(a.name)
        )
    });
    let endings = story
        .endings()
        .filter(|(id, _)| counts.endings[id.index()] == 0);
    let mut all = vec![
        (
            "scenes",
            scenes.map(|(id, _)| story.scene_name(id)).collect(),
        ),
        ("choices", choices.collect()),
        ("actions", actions.collect()),
        (
            "endings",
            endings
                .map(|(_, ending)| story.str(ending.name).to_owned())
                .collect(),
        ),
    ];
    if reads {
        let branches = (0..story.branch_count()).filter(|n| counts.branches[*n] == 0);
        let places = branch_places(story);
        // Looks are read when they are looked at, which a walk doesn't.
        all.push((
            "branches",
            branches.filter_map(|n| places[n].clone()).collect(),
        ));
    }
    all.retain(|(_, names): &(&str, Vec<String>)| !names.is_empty());
    all
}

/// Where each branch of a scene's text or of an echo is read; none for those of looks.
fn branch_places(story: &Story) -> Vec<Option<String>> {
    let mut places = vec![None; story.branch_count()];
    let mut name = |text: &Text, place: String| {
        text.each_part(&mut |part| match part {
            Part::When { branch, .. } | Part::First { branch, .. } | Part::Again { branch, .. } => {
                places[branch.index()] = Some(place.clone());
            }
            Part::Either { branch, .. } => {
                places[branch.index()] = Some(format!("{place}, first"));
                places[branch.index() + 1] = Some(format!("{place}, second"));
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
    let counts = &walked.counts;
    let steps: u64 = walked.steps.iter().map(|n| u64::from(*n)).sum();
    let scenes: serde_json::Map<String, Value> = story
        .scenes()
        .map(|(id, _)| (story.scene_name(id), json!(counts.scenes[id.index()])))
        .collect();
    let choices: Vec<Value> = story
        .choices()
        .map(|(id, choice)| {
            json!({
                "scene": story.scene_name(choice.scene),
                "choice": story.str(choice.name),
                "taken": counts.choices[id.index()],
            })
        })
        .collect();
    let endings: serde_json::Map<String, Value> = story
        .endings()
        .map(|(id, e)| {
            (
                story.str(e.name).to_owned(),
                json!(counts.endings[id.index()]),
            )
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
        "scenes": scenes,
        "taken": choices,
        "branches": counts.branches,
        "endings": endings,
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
