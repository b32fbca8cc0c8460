//! What a proof says, as findings with places and as a closing line.
//! What follows from another finding isn't said again: a scene behind a choice that can never be
//! taken stands beside the choice.

mod constants;
mod nevers;
mod texts;
mod unsettled;

use super::ask::{Acts, Asked, Kind, Question, Verdict, pass};
use super::{Proof, Witness};
use crate::author::codes;
use crate::diagnostic::{Code, Finding, Place};
use crate::story::{ChoiceId, SceneId, Story, Str};

/// A finding, and a telling that shows it.
pub type Shown = (Finding, Option<Witness>);

impl Proof {
    /// Everything that was found, in the order of the story. `story` is the one that was proved.
    #[must_use]
    pub fn findings(&self, story: &Story) -> Vec<Shown> {
        let mut report = Report {
            story,
            asked: self.asked(),
            findings: Vec::new(),
        };
        report.faults();
        report.nevers();
        report.constants();
        report.texts();
        report.unsettled();
        let mut findings = report.findings;
        findings.sort_by_key(|(finding, _)| (finding.place, finding.code.id));
        findings
            .into_iter()
            .map(|(finding, question)| {
                let witness = question.and_then(|question| self.witness(question));
                (finding, witness)
            })
            .collect()
    }
}

/// Where a string stands, if that is in a file.
fn place(story: &Story, at: Str) -> Option<Place> {
    let in_file = story.source(at.file).path.ends_with(".ron");
    in_file.then_some(Place {
        file: at.file.0,
        at: at.at,
        len: at.len,
    })
}

struct Report<'a> {
    story: &'a Story,
    asked: &'a Asked,
    findings: Vec<(Finding, Option<Question>)>,
}

impl Report<'_> {
    fn reached(&self, question: Question) -> bool {
        matches!(self.asked.verdict(question), Verdict::Reached(_))
    }

    fn never(&self, question: Question) -> bool {
        self.asked.verdict(question) == Verdict::Never
    }

    fn all(&self, kind: Kind, wanted: Verdict) -> Vec<Question> {
        let matches = |verdict: Verdict| match wanted {
            Verdict::Reached(_) => matches!(verdict, Verdict::Reached(_)),
            other => verdict == other,
        };
        let all = self.asked.of_kind(kind);
        all.filter(|(_, verdict)| matches(*verdict))
            .map(|(question, _)| question)
            .collect()
    }

    fn add(&mut self, code: Code, at: Option<Place>, message: String, help: impl Into<String>) {
        let finding = Finding::new(code, at, message).help(help);
        self.findings.push((finding, None));
    }

    /// The last finding is shown by what answered a question.
    fn shown_by(&mut self, question: Question) {
        if let Some((_, shown)) = self.findings.last_mut() {
            *shown = Some(question);
        }
    }

    fn scene_place(&self, scene: SceneId) -> Option<Place> {
        place(self.story, self.story.scene(scene).name)
    }

    fn choice_place(&self, id: ChoiceId) -> Option<Place> {
        let choice = self.story.choice(id);
        place(self.story, choice.say)
            .or_else(|| place(self.story, choice.name))
            .or_else(|| self.scene_place(choice.scene))
    }

    fn acts_place(&self, acts: Acts) -> Option<Place> {
        match acts {
            Acts::Enter(scene) | Acts::Way(scene, _) => self.scene_place(scene),
            Acts::Then(choice) => self.choice_place(choice),
        }
    }

    fn say(&self, id: ChoiceId) -> &str {
        self.story.str(self.story.choice(id).say)
    }

    /// What must never be, and is.
    fn faults(&mut self) {
        let story = self.story;
        let played = Verdict::Reached(0);
        for question in self.all(Kind::Slips, played) {
            let (chapter, nth) = self.asked.passes[question.id as usize];
            let what = story.chapter(chapter);
            let written = story.written(pass(story, (chapter, nth)));
            let message = format!(
                "a telling closes “{}” though {written} doesn’t hold",
                story.str(what.title)
            );
            let help = "`passes` is what every telling that closes the chapter has come through";
            self.add(codes::SLIPS, place(story, what.name), message, help);
            self.shown_by(question);
        }
        for question in self.all(Kind::Clamps, played) {
            let (acts, counter) = self.asked.moves[question.id as usize];
            let what = story.counter(counter);
            let message = format!(
                "the counter “{}” would leave its range here, {} to {}",
                story.str(what.name),
                what.from,
                what.to
            );
            let help = "widen its range, or ask for its value first";
            self.add(codes::CLAMPS, self.acts_place(acts), message, help);
            self.shown_by(question);
        }
        for question in self.all(Kind::Stuck, played) {
            let scene = SceneId(question.id);
            let name = story.scene_name(scene);
            let message = format!("a telling comes to “{name}” and finds no way on");
            let help = "give it a choice that is always open, or one for what is left";
            self.add(codes::DEAD_END, self.scene_place(scene), message, help);
            self.shown_by(question);
        }
        for question in self.all(Kind::Rounds, played) {
            let scene = SceneId(question.id);
            let name = story.scene_name(scene);
            let message =
                format!("from “{name}” a telling may go on for ever and come to no ending");
            let help = "give it a way out that stays open";
            self.add(codes::NO_END, self.scene_place(scene), message, help);
            self.shown_by(question);
        }
    }
}
