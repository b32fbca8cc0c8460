//! The texts of a story by name, and how many words stand in each of their branches.
//! Knows no telling: which of them were read is not its affair.

use std::collections::BTreeMap;

use crate::story::{BranchId, Part, SceneId, Story, Str, Text};

pub(super) fn echo_name(story: &Story, scene: SceneId, choice: Str) -> String {
    format!("{}#{}", story.scene_name(scene), story.str(choice))
}

/// Calls `see` with every text that is read in passing, and its name.
pub(super) fn each_text(story: &Story, see: &mut impl FnMut(String, &Text)) {
    for (id, scene) in story.scenes() {
        if let Some(text) = &scene.text {
            see(story.scene_name(id), text);
        }
    }
    for (_, choice) in story.choices() {
        if let Some(echo) = &choice.echo {
            see(echo_name(story, choice.scene, choice.name), echo);
        }
    }
}

/// The branches of a text, each with its words.
pub(super) type Words = BTreeMap<u32, usize>;

pub(super) fn words_by_branch(story: &Story, text: &Text) -> Words {
    let mut words = Words::new();
    count(story, text, 0, first_branch(text), &mut words);
    words
}

fn count(story: &Story, text: &Text, within: u32, first: u32, words: &mut Words) {
    let branch = |id: BranchId| id.0 - first + 1;
    for part in &text.parts {
        match part {
            Part::Words(at) => {
                *words.entry(within).or_default() += story.str(*at).split_whitespace().count();
            }
            Part::Count(_) => *words.entry(within).or_default() += 1,
            Part::Break | Part::Stress => {}
            Part::When {
                then, branch: id, ..
            }
            | Part::First { then, branch: id }
            | Part::Again { then, branch: id } => count(story, then, branch(*id), first, words),
            Part::Either {
                then,
                otherwise,
                branch: id,
                ..
            } => {
                count(story, then, branch(*id), first, words);
                count(story, otherwise, branch(*id) + 1, first, words);
            }
            // Which of them is read is chance's; the longest stands for all.
            Part::Pick { options, .. } => {
                let longest = options
                    .iter()
                    .map(|option| {
                        let mut inside = Words::new();
                        count(story, option, within, first, &mut inside);
                        inside
                    })
                    .max_by_key(|inside| inside.values().sum::<usize>());
                for (branch, more) in longest.into_iter().flatten() {
                    *words.entry(branch).or_default() += more;
                }
            }
        }
    }
}

/// The smallest number of a text's branches; 0 where it has none.
pub(super) fn first_branch(text: &Text) -> u32 {
    let mut first = u32::MAX;
    text.each_part(&mut |part| match part {
        Part::When { branch, .. }
        | Part::Either { branch, .. }
        | Part::First { branch, .. }
        | Part::Again { branch, .. } => first = first.min(branch.0),
        Part::Words(_) | Part::Break | Part::Stress | Part::Pick { .. } | Part::Count(_) => {}
    });
    if first == u32::MAX { 0 } else { first }
}
