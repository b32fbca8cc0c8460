//! Branches of texts that can never be read, and those that always are.
//! What the words say isn't known here, only where they stand.

use super::{Report, place};
use crate::author::codes;
use crate::diagnostic::Place;
use crate::prove::ask::{Question, Stands, text};
use crate::story::{BranchId, Part, Story, Text};

impl Report<'_> {
    /// Branches of texts that are never read, and those that always are.
    pub(super) fn texts(&mut self) {
        let story = self.story;
        let mut stands: Vec<Stands> = self.asked.branches.iter().flatten().copied().collect();
        stands.dedup();
        for stands in stands {
            let (is_read, at) = match stands {
                Stands::Scene(id) => (self.reached(Question::scene(id)), self.scene_place(id)),
                Stands::Echo(id) => (self.reached(Question::choice(id)), self.choice_place(id)),
                Stands::Item(id) => (true, place(story, story.item(id).name_id)),
                Stands::Place(id) => (true, place(story, story.place(id).name)),
            };
            if let (true, Some(text)) = (is_read, text(story, stands)) {
                self.branches(text, at);
            }
        }
    }

    /// The branches of a text, those inside one that is never read left out.
    fn branches(&mut self, text: &Text, at: Option<Place>) {
        let story = self.story;
        for part in &text.parts {
            match part {
                Part::When {
                    condition,
                    then,
                    branch,
                } => {
                    let written = story.written(condition);
                    self.branch(*branch, then, at, format!("{written} never holds here"));
                    if self.never(Question::skips(*branch))
                        && self.reached(Question::branch(*branch))
                    {
                        let message = format!("{written} always holds here");
                        let help = "write the words without `When`";
                        self.add(codes::ALWAYS, words(story, then).or(at), message, help);
                    }
                }
                Part::Either {
                    condition,
                    then,
                    otherwise,
                    branch,
                } => {
                    let written = story.written(condition);
                    self.branch(*branch, then, at, format!("{written} never holds here"));
                    let other = BranchId(branch.0 + 1);
                    self.branch(other, otherwise, at, format!("{written} always holds here"));
                }
                Part::First { then, branch } => {
                    let help = "its scene is never arrived at for the first time".to_owned();
                    self.branch(*branch, then, at, help);
                }
                Part::Again { then, branch } => {
                    let help = "its scene is never arrived at a second time".to_owned();
                    self.branch(*branch, then, at, help);
                }
                Part::Pick { options, .. } => {
                    for option in options {
                        self.branches(option, at);
                    }
                }
                Part::Words(_) | Part::Break | Part::Stress | Part::Count(_) => {}
            }
        }
    }

    fn branch(&mut self, branch: BranchId, text: &Text, at: Option<Place>, help: String) {
        if self.never(Question::branch(branch)) {
            let at = words(self.story, text).or(at);
            self.add(
                codes::BRANCH_NEVER,
                at,
                "this can never be read".to_owned(),
                help,
            );
        } else {
            self.branches(text, at);
        }
    }
}

/// Where the first words of a text stand.
fn words(story: &Story, text: &Text) -> Option<Place> {
    let mut first = None;
    text.each_part(&mut |part| {
        if let Part::Words(at) = part
            && first.is_none()
            && !story.str(*at).trim().is_empty()
        {
            first = place(story, *at);
        }
    });
    first
}
