//! No two choices of a scene, and no two actions of a thing, share an identity, now or formerly.
//! What they do is not known here.

use hashbrown::HashMap;

use super::Resolver;
use super::catalogue::bare;
use crate::author::codes;
use crate::author::shape::{Action, Choice, Lit};

/// The identity of a choice as it was read, if it has one.
pub(super) fn of_choice<'c>(choice: &'c Choice<'_>) -> Option<&'c str> {
    let of_scene = || {
        let scene = choice.via.as_deref().or(choice.to.as_ref());
        scene.map(|scene| bare(scene.get()))
    };
    choice.id.as_deref().map(Lit::get).or_else(of_scene)
}

/// One identity: the name, where it stands, former names.
type Identity<'s> = (&'s str, &'s Lit<'s>, &'s [Lit<'s>]);

impl<'s> Resolver<'s> {
    /// Checks the choices of a scene.
    pub(super) fn identities_of_choices(&mut self, choices: &'s [Choice<'s>]) {
        for id in choices.iter().filter_map(|choice| choice.id.as_ref()) {
            let place = self.place(id);
            self.check_name(id, place);
        }
        let all = choices.iter().filter_map(|choice| {
            let at = choice.id.as_deref().unwrap_or(&choice.say);
            Some((of_choice(choice)?, at, &choice.renamed[..]))
        });
        let help = "a choice is named by its `id`, else by its `via`, else by its `to`: give one of them an `id` of its own";
        self.identities("two choices of this scene", help, "choice", all);
    }

    /// Checks the actions of a thing.
    pub(super) fn identities_of_actions(&mut self, actions: &'s [Action<'s>]) {
        for id in actions.iter().filter_map(|action| action.id.as_ref()) {
            let place = self.place(id);
            self.check_name(id, place);
        }
        let all = actions.iter().map(|action| {
            let name = action
                .id
                .as_ref()
                .map_or_else(|| bare(action.via.get()), Lit::get);
            (
                name,
                action.id.as_ref().unwrap_or(&action.say),
                &action.renamed[..],
            )
        });
        let help = "an action is named by its `id`, else by its `via`: give one of them an `id` of its own";
        self.identities("two actions of this thing", help, "action", all);
    }

    fn identities(
        &mut self,
        two: &str,
        help: &str,
        kind: &str,
        all: impl Iterator<Item = Identity<'s>>,
    ) {
        let mut live = std::mem::take(&mut self.scratch);
        live.clear();
        let mut former: HashMap<&str, &Lit<'_>> = HashMap::new();
        for (name, lit, renamed) in all {
            if let Err(taken) = live.try_insert(name, lit) {
                let other = self.place(taken.entry.get());
                let at = self.str(lit);
                self.finding(codes::SAME_CHOICE, at, format!("{two} are named `{name}`"))
                    .also(other, "the other one")
                    .help(help);
            }
            for old in renamed {
                if let Err(taken) = former.try_insert(old.get(), lit) {
                    let other = self.place(taken.entry.get());
                    self.claimed(kind, old, other);
                }
            }
        }
        self.scratch = live;
    }
}
