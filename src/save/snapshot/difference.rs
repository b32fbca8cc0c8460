//! What differs between two snapshots, as a sentence.
//! Knows no story: names are compared with names.

use super::Snapshot;

impl Snapshot {
    /// What is another in `now`, in a sentence without a full stop.
    #[must_use]
    pub fn difference(&self, now: &Snapshot) -> Option<String> {
        let place = |one: &Snapshot| (one.scene.clone(), one.frames.clone(), one.finish.clone());
        if place(self) != place(now) {
            return Some(format!(
                "it stood on `{}`, and comes to `{}`",
                self.scene, now.scene
            ));
        }
        if (&self.chapter, self.taken) != (&now.chapter, now.taken) {
            return Some("it stood in another chapter, or at another place in its deal".to_owned());
        }
        let lists: [(&str, Facts); 8] = [
            ("flags", |one| one.flags.clone()),
            ("counters", |one| shown(&one.counters)),
            ("held", |one| one.held.clone()),
            ("lost", |one| one.lost.clone()),
            ("kept", |one| shown(&one.kept)),
            ("let_go", |one| shown(&one.let_go)),
            ("chosen", |one| shown(&one.chosen)),
            ("visits", |one| shown(&one.visits)),
        ];
        lists.iter().find_map(|(name, of)| {
            let (was, is) = (of(self), of(now));
            let only = |one: &[String], other: &[String]| -> Vec<String> {
                one.iter()
                    .filter(|what| !other.contains(what))
                    .cloned()
                    .collect()
            };
            let (gone, new) = (only(&was, &is), only(&is, &was));
            (was != is).then(|| format!("`{name}` had {gone:?} and has {new:?}"))
        })
    }
}

/// A list of a snapshot, as lines.
type Facts = fn(&Snapshot) -> Vec<String>;

fn shown<T: std::fmt::Debug>(all: &[(String, T)]) -> Vec<String> {
    all.iter()
        .map(|(name, what)| format!("{name}: {what:?}"))
        .collect()
}
