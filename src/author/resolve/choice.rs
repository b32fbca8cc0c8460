//! The second pass over choices: what they are called, what lets them be taken, where they lead.

use super::Resolver;
use super::catalogue::last_part;
use super::text::Kind;
use crate::author::codes;
use crate::author::shape::{self, Lit};
use crate::story::{Choice, Gate, SceneId, Str};

impl Resolver<'_> {
    /// Resolves the next choice of a scene.
    pub(super) fn choice(&mut self, scene: SceneId, choice: &shape::Choice<'_>) {
        let say = self.label(&choice.say);
        self.short(choice.say.get(), say);
        let gate = self.gate(
            choice.open.as_deref(),
            choice.locked.as_deref(),
            choice.refused.as_deref(),
            say,
        );
        let target = |this: &mut Self, lit: Option<&Lit<'_>>| {
            let lit = lit?;
            let at = this.str(lit);
            let found = this.scene(lit);
            if found.is_none() {
                this.hole();
            }
            Some((at, found))
        };
        let via = target(self, choice.via.as_deref());
        let to = target(self, choice.to.as_ref());
        let name = match (&choice.id, &choice.via, &choice.to, via.or(to)) {
            (Some(id), ..) => self.str(id),
            (None, Some(written), _, Some((at, _))) => last_part(at, written.get()),
            (None, None, Some(written), Some((at, _))) => last_part(at, written.get()),
            _ => {
                self.finding(
                    codes::CHOICE_NOWHERE,
                    say,
                    "this choice leads nowhere and has no `id`",
                )
                .help("give it a `to` or a `via`; or an `id`, if it is to stay on the page");
                say
            }
        };
        self.marks
            .choices
            .push((via.map(|via| via.0), to.map(|to| to.0)));
        let resolved = Choice {
            scene,
            name,
            renamed: self.strs(&choice.renamed),
            say,
            when: choice.when.as_ref().map(|when| self.condition(when)),
            gate,
            once: choice.once,
            then: self.effects(&choice.then, say),
            echo: choice.echo.as_ref().map(|echo| self.text(echo, Kind::Echo)),
            via: via.and_then(|via| via.1),
            to: to.and_then(|to| to.1),
        };
        self.parts.choices.push(resolved);
    }

    /// What lets a choice or an action be taken; `at` stands for it in findings.
    pub(super) fn gate(
        &mut self,
        open: Option<&shape::Condition<'_>>,
        locked: Option<&Lit<'_>>,
        refused: Option<&Lit<'_>>,
        at: Str,
    ) -> Gate {
        let wrong = match (open.is_some(), locked.is_some(), refused.is_some()) {
            (false, false, _) | (true, true, false) => None,
            (_, _, true) => Some((
                "`refused` stands beside `open` or `locked`",
                "what is refused is never open: take `open` and `locked` out, or `refused`",
            )),
            (true, false, false) => Some((
                "`open` has no `locked`",
                "say in `locked` why it is greyed when it isn’t open",
            )),
            (false, true, false) => Some((
                "`locked` has no `open`",
                "say in `open` when it is open, or write `refused`",
            )),
        };
        if let Some((message, help)) = wrong {
            self.finding(codes::OPEN_LOCKED, at, message).help(help);
        }
        let locked = locked.map(|locked| self.label(locked));
        let refused = refused.map(|refused| self.label(refused));
        match (open, refused) {
            (_, Some(reason)) => Gate::Refused(reason),
            (Some(open), None) => Gate::If(self.condition(open), locked),
            (None, None) => Gate::Open,
        }
    }
}
