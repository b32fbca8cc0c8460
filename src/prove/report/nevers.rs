//! What should be reached in some telling and never is.
//! How that was settled isn't known here; what follows from another finding isn't said again.

use super::{Report, place};
use crate::author::codes;
use crate::prove::ask::{Acts, Kind, Question, Verdict};
use crate::prove::reading;
use crate::story::{ActionId, ChoiceId, EndingId, Gate, LinkKind, SceneId, TellingId, WayId};

impl Report<'_> {
    /// What should be reached, and never is.
    pub(super) fn nevers(&mut self) {
        for question in self.all(Kind::Choice, Verdict::Never) {
            self.choice_never(ChoiceId(question.id));
        }
        for question in self.all(Kind::Way, Verdict::Never) {
            self.way_never(WayId(question.id));
        }
        for question in self.all(Kind::Member, Verdict::Never) {
            self.member_never(SceneId(question.id));
        }
        for question in self.all(Kind::Action, Verdict::Never) {
            self.action_never(ActionId(question.id));
        }
        for question in self.all(Kind::Scene, Verdict::Never) {
            self.scene_never(SceneId(question.id));
        }
        for question in self.all(Kind::Telling, Verdict::Never) {
            self.telling_never(TellingId(question.id));
        }
        for question in self.all(Kind::Ending, Verdict::Never) {
            let story = self.story;
            let ending = story.ending(EndingId(question.id));
            let message = format!(
                "the ending “{}” can never be reached",
                story.str(ending.title)
            );
            let help = "look for what leads to its last scene and never holds";
            self.add(
                codes::ENDING_NEVER,
                place(story, ending.name),
                message,
                help,
            );
        }
    }

    /// Says beside the last finding that a scene is never reached because of it.
    fn behind(&mut self, scene: SceneId) {
        if self.never(Question::scene(scene))
            && let Some(at) = self.scene_place(scene)
            && let Some((finding, _)) = self.findings.pop()
        {
            let finding = finding.also(at, "so this is never reached");
            self.findings.push((finding, None));
        }
    }

    fn choice_never(&mut self, id: ChoiceId) {
        let story = self.story;
        let choice = story.choice(id);
        if !self.reached(Question::scene(choice.scene)) {
            return;
        }
        let message = format!("“{}” can never be taken", self.say(id));
        let help = match (&choice.when, &choice.gate) {
            (_, Gate::If(open, _)) if self.reached(Question::locks(id)) => {
                format!(
                    "where it is shown, its `open` never holds: {}",
                    story.written(open)
                )
            }
            (Some(when), _) => format!("its `when` never holds there: {}", story.written(when)),
            (None, _) => "its page never waits for a choice".to_owned(),
        };
        self.add(codes::CHOICE_NEVER, self.choice_place(id), message, help);
        for scene in [choice.via, choice.to].into_iter().flatten() {
            self.behind(scene);
        }
    }

    fn way_never(&mut self, id: WayId) {
        let story = self.story;
        let scene = self.asked.way_scenes[id.index()];
        if !self.reached(Question::scene(scene)) {
            return;
        }
        let way = story.way(id);
        let message = format!(
            "the way from “{}” to “{}” can never be gone",
            story.scene_name(scene),
            story.scene_name(way.to)
        );
        let help = match &way.when {
            Some(when) => format!(
                "where the ways before it aren’t gone, {} never holds",
                story.written(when)
            ),
            None => "one of the ways before it is always gone".to_owned(),
        };
        self.add(codes::WAY_NEVER, self.scene_place(scene), message, help);
        self.behind(way.to);
    }

    fn member_never(&mut self, member: SceneId) {
        let story = self.story;
        let hubs = story.scenes().filter(|(hub, _)| {
            reading::members(story, *hub).contains(&member) && self.reached(Question::scene(*hub))
        });
        if hubs.count() == 0 {
            return;
        }
        let message = format!("“{}” can never be dealt", story.scene_name(member));
        let when = story
            .scene(member)
            .card
            .as_ref()
            .and_then(|card| card.when.as_ref());
        let help = when.map_or_else(
            || "its deal never waits for anything to be taken".to_owned(),
            |when| format!("where it could be, {} never holds", story.written(when)),
        );
        self.add(codes::MEMBER_NEVER, self.scene_place(member), message, help);
    }

    fn action_never(&mut self, id: ActionId) {
        let story = self.story;
        let action = story.action(id);
        let message = format!("“{}” can never be done", story.str(action.say));
        let help = match (&action.when, &action.gate) {
            (Some(when), _) if self.reached(Question::action_hides(id)) => {
                format!(
                    "while the thing is held, its `when` never holds: {}",
                    story.written(when)
                )
            }
            (_, Gate::If(open, _)) if self.reached(Question::action_locks(id)) => {
                format!(
                    "while the thing is held, its `open` never holds: {}",
                    story.written(open)
                )
            }
            _ => "the thing is never held on a page".to_owned(),
        };
        let at = place(story, action.say).or_else(|| place(story, action.name));
        self.add(codes::ACTION_NEVER, at, message, help);
        self.behind(action.via);
    }

    /// A scene is a finding of its own only where no other says why.
    fn scene_never(&mut self, scene: SceneId) {
        let story = self.story;
        let mut links = Vec::new();
        for (from, _) in story
            .scenes()
            .filter(|(from, _)| self.reached(Question::scene(*from)))
        {
            links.extend(
                story
                    .links(from)
                    .into_iter()
                    .filter(|link| link.to == scene),
            );
        }
        let unexplained = links.iter().find(|link| match link.kind {
            LinkKind::To(id) | LinkKind::Via(id) => self.reached(Question::choice(id)),
            LinkKind::Way(id) => self.reached(Question::way(id)),
            LinkKind::Deal => self.reached(Question::member(scene)),
            LinkKind::Next | LinkKind::Done | LinkKind::Opens(_) | LinkKind::Action(_) => true,
        });
        if let Some(link) = unexplained {
            let message = format!("“{}” can never be reached", story.scene_name(scene));
            let help = match link.kind {
                LinkKind::Done => "the deal that goes on to it never comes to its end",
                LinkKind::To(_) => "the `via` before it never comes home",
                _ => "what leads to it never goes on",
            };
            self.add(codes::SCENE_NEVER, self.scene_place(scene), message, help);
        }
    }

    fn telling_never(&mut self, id: TellingId) {
        let story = self.story;
        let writers = &self.asked.writers[id.index()];
        let acted = writers.iter().any(|place| match place {
            Acts::Enter(scene) => self.reached(Question::scene(*scene)),
            Acts::Then(choice) => self.reached(Question::choice(*choice)),
            Acts::Way(_, way) => self.reached(Question::way(*way)),
        });
        let help = match (writers.is_empty(), acted) {
            (true, _) => "nothing writes it",
            (false, true) => "where it is told, its entry is never kept",
            (false, false) => return,
        };
        let name = story.str(story.telling(id).name);
        let message = format!("the telling “{name}” can never be written");
        self.add(
            codes::TELLING_NEVER,
            place(story, story.telling(id).name),
            message,
            help,
        );
    }
}
