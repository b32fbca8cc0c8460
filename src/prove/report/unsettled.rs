//! What a proof left open, as findings.
//! Why it was left open isn't known here.

use super::{Report, place};
use crate::author::codes;
use crate::diagnostic::Place;
use crate::prove::ask::{Kind, Question, Stands, Verdict, acts, pass};
use crate::story::{ActionId, ChoiceId, EndingId, SceneId, TellingId, WayId};

impl Report<'_> {
    /// What was left open, one finding each.
    pub(super) fn unsettled(&mut self) {
        for question in self.asked.still_open() {
            if question.kind == Kind::Rounds {
                continue;
            }
            let (at, message) = self.open(question);
            let help = "`--limit` lets the proof go on for longer";
            self.add(
                codes::UNSETTLED,
                at,
                format!("it isn’t settled whether {message}"),
                help,
            );
        }
        let open = self.asked.of_kind(Kind::Rounds);
        if open
            .filter(|(_, verdict)| *verdict == Verdict::Open)
            .count()
            > 0
        {
            let message = "it isn’t settled whether every telling can come to an ending";
            self.add(
                codes::UNSETTLED,
                None,
                message.to_owned(),
                "`--limit` lets the proof go on for longer",
            );
        }
    }

    /// Where an open question is about, and what it asks, as a clause after *whether*.
    fn open(&self, question: Question) -> (Option<Place>, String) {
        let story = self.story;
        let id = question.id;
        let scene = |what: &str| {
            let name = story.scene_name(SceneId(id));
            (self.scene_place(SceneId(id)), format!("“{name}” {what}"))
        };
        let choice = |what: &str| {
            let say = self.say(ChoiceId(id));
            (self.choice_place(ChoiceId(id)), format!("{what}“{say}”"))
        };
        let action = |what: &str| {
            let action = story.action(ActionId(id));
            (
                place(story, action.say),
                format!("{what}“{}”", story.str(action.say)),
            )
        };
        let branch = |what: &str| {
            let at = match self.asked.branches[id as usize] {
                Some(Stands::Scene(id)) => self.scene_place(id),
                Some(Stands::Echo(id)) => self.choice_place(id),
                Some(Stands::Item(id)) => place(story, story.item(id).name_id),
                Some(Stands::Place(id)) => place(story, story.place(id).name),
                None => None,
            };
            (at, what.to_owned())
        };
        match question.kind {
            Kind::Scene => scene("can be reached"),
            Kind::Member => scene("can be dealt"),
            Kind::HoldsBack => scene("is ever held back by its `when`"),
            Kind::Stuck => scene("always has a way on"),
            Kind::Rounds => scene("always leads to an ending"),
            Kind::Choice => choice("something leads to taking "),
            Kind::Hides => choice("the `when` ever fails of "),
            Kind::Locks => choice("the `open` ever fails of "),
            Kind::Action => action("something leads to doing "),
            Kind::ActionHides => action("the `when` ever fails of "),
            Kind::ActionLocks => action("the `open` ever fails of "),
            Kind::Branch => branch("every branch of this text can be read"),
            Kind::Skips => branch("every `When` of this text ever fails"),
            Kind::Way => {
                let from = self.asked.way_scenes[id as usize];
                let to = story.scene_name(story.way(WayId(id)).to);
                (
                    self.scene_place(from),
                    format!("its way to “{to}” can be gone"),
                )
            }
            Kind::Telling => {
                let telling = story.telling(TellingId(id));
                let name = story.str(telling.name);
                (
                    place(story, telling.name),
                    format!("the telling “{name}” can be written"),
                )
            }
            Kind::Ending => {
                let ending = story.ending(EndingId(id));
                let title = story.str(ending.title);
                (
                    place(story, ending.name),
                    format!("the ending “{title}” can be reached"),
                )
            }
            Kind::Slips => {
                let (chapter, nth) = self.asked.passes[id as usize];
                let written = story.written(pass(story, (chapter, nth)));
                let at = place(story, story.chapter(chapter).name);
                (at, format!("{written} holds whenever the chapter closes"))
            }
            Kind::Clamps => {
                let (place, counter) = self.asked.moves[id as usize];
                let name = story.str(story.counter(counter).name);
                debug_assert!(!acts(story, place).is_empty());
                (
                    self.acts_place(place),
                    format!("the counter “{name}” stays in its range here"),
                )
            }
        }
    }
}
