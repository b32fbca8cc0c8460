//! The proof part of `hailsham check`: what was proved, added to what was found, with the tellings
//! that show it. How a proof is made is the prover's affair.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::author::Loaded;
use crate::error::Failure;
use crate::game::label;
use crate::prove::closing::{CONSTANT, COUNTED, PROMISED};
use crate::prove::{Limits, Proof, Tally, Witness, prove};
use crate::save::{Meta, fingerprint, to_text};
use crate::session::{Base, Session};
use crate::story::Story;

/// How many of a telling's last steps are named in a finding.
const NAMED: usize = 4;

/// Proves a story and adds what was found to its findings. None where it has errors already.
pub fn add(loaded: &mut Loaded, limits: Limits) -> Option<Proof> {
    let story = loaded.story.clone()?;
    let proof = prove(&story, limits);
    let story = Arc::new(story);
    for (mut finding, witness) in proof.findings(&story) {
        if let Some(witness) = witness {
            let help = finding.help.take().unwrap_or_default();
            finding.help = Some(format!("{help}; {}", in_words(&story, &witness)));
            finding.witness = as_save(&story, &witness);
        }
        loaded.findings.push(finding);
    }
    loaded
        .findings
        .sort_by_key(|finding| (finding.place, finding.code.id));
    Some(proof)
}

/// A telling in a clause: how long it is, and its last steps.
fn in_words(story: &Story, witness: &Witness) -> String {
    let steps = &witness.steps;
    let last = &steps[steps.len().saturating_sub(NAMED)..];
    let said: Vec<String> = last
        .iter()
        .map(|step| format!("“{}”", label(story, step.took)))
        .collect();
    match steps.len() {
        0 => "every telling begins so".to_owned(),
        1 => format!("a telling shows it with {}", said[0]),
        n if n <= NAMED => format!("a telling shows it with {}", said.join(", ")),
        n => format!(
            "a telling of {n} steps shows it, the last {}",
            said.join(", ")
        ),
    }
}

/// The session a telling comes to; none where it can't be played, which would be a fault of ours.
#[must_use]
pub fn session(story: &Arc<Story>, witness: &Witness) -> Option<Session> {
    let base = Base::Start {
        seed: 0,
        drew: witness.drew.clone(),
    };
    Session::replay(Arc::clone(story), base, &witness.steps).ok()
}

/// A telling as a save that `hailsham replay` plays.
fn as_save(story: &Arc<Story>, witness: &Witness) -> Option<String> {
    let session = session(story, witness)?;
    let meta = Meta {
        fingerprint: &fingerprint(story),
        ..Meta::default()
    };
    Some(to_text(&session, &meta))
}

/// Writes every finding's telling into a folder, as `h0912-1.ron`.
///
/// # Errors
/// Where a file can't be written.
pub fn write_witnesses(loaded: &Loaded, folder: &Path) -> Result<(), Failure> {
    let failed = |cause| Failure::new("write the tellings that show what was found", cause);
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut counts = std::collections::BTreeMap::new();
    for finding in &loaded.findings {
        if let Some(witness) = &finding.witness {
            let count = counts.entry(finding.code.id).or_insert(0);
            *count += 1;
            let name = format!("{}-{count}.ron", finding.code.id.to_lowercase());
            std::fs::write(folder.join(name), witness).map_err(failed)?;
        }
    }
    Ok(())
}

/// What was proved, as JSON: for each kind how it came out, whether something was left, and the
/// closing line.
#[must_use]
pub fn as_json(proof: &Proof) -> Value {
    let one = |tally: Tally| {
        json!({
            "total": tally.total,
            "reached": tally.reached,
            "never": tally.never,
            "unsettled": tally.unsettled,
        })
    };
    let mut proved = Map::new();
    let named = COUNTED.into_iter().chain(PROMISED);
    for (kind, _, many) in named {
        proved.insert(many.replace(' ', "_"), one(proof.tally(kind)));
    }
    let conditions = CONSTANT.into_iter().map(|kind| proof.tally(kind));
    let conditions = conditions.fold(Tally::default(), |all, tally| Tally {
        total: all.total + tally.total,
        reached: all.reached + tally.reached,
        never: all.never + tally.never,
        unsettled: all.unsettled + tally.unsettled,
    });
    proved.insert("conditions".to_owned(), one(conditions));
    proved.insert("bounded".to_owned(), json!(proof.is_bounded()));
    proved.insert("closing".to_owned(), json!(proof.closing()));
    Value::Object(proved)
}
