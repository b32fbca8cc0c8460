//! What a proof says, as findings with places and as a closing line.
//! What follows from another finding isn't said again: a scene behind a choice that can never be
//! taken stands beside the choice.

use super::ask::{Acts, Asked, Kind, Question, Stands, Verdict, acts, pass, text};
use super::{Proof, Witness};
use crate::author::codes;
use crate::diagnostic::{Code, Finding, Place};
use crate::story::{
    ActionId, BranchId, ChoiceId, Condition, EndingId, Fact, Gate, ItemId, LinkKind, Part, SceneId,
    Story, Str, TellingId, Text, WayId,
};

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

    /// What should be reached, and never is.
    fn nevers(&mut self) {
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
            super::reading::members(story, *hub).contains(&member)
                && self.reached(Question::scene(*hub))
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

    /// Conditions that always hold where they are asked.
    fn constants(&mut self) {
        let story = self.story;
        for question in self.all(Kind::Hides, Verdict::Never) {
            let id = ChoiceId(question.id);
            let shown = self.reached(Question::choice(id)) || self.reached(Question::locks(id));
            if let (Some(when), true) = (&story.choice(id).when, shown) {
                self.always(self.choice_place(id), self.say(id).to_owned(), "when", when);
            }
        }
        for question in self.all(Kind::Locks, Verdict::Never) {
            let id = ChoiceId(question.id);
            if let (Gate::If(open, _), true) =
                (&story.choice(id).gate, self.reached(Question::choice(id)))
            {
                self.always(self.choice_place(id), self.say(id).to_owned(), "open", open);
            }
        }
        for question in self.all(Kind::HoldsBack, Verdict::Never) {
            let scene = SceneId(question.id);
            let when = story
                .scene(scene)
                .card
                .as_ref()
                .and_then(|card| card.when.as_ref());
            if let (Some(when), true) = (when, self.reached(Question::member(scene))) {
                self.always(
                    self.scene_place(scene),
                    story.scene_name(scene),
                    "when",
                    when,
                );
            }
        }
        for (kind, name) in [(Kind::ActionHides, "when"), (Kind::ActionLocks, "open")] {
            for question in self.all(kind, Verdict::Never) {
                let action = story.action(ActionId(question.id));
                let condition = match (&action.gate, kind) {
                    (Gate::If(open, _), Kind::ActionLocks) => Some(open),
                    (_, Kind::ActionHides) => action.when.as_ref(),
                    _ => None,
                };
                let done = self.reached(Question::action(ActionId(question.id)));
                // What asks whether the thing is held is never false while it is; once the thing
                // is lost, it is what keeps the action listed, greyed.
                let lists = condition.is_some_and(|condition| asks_of(condition, action.item));
                if let (Some(condition), true, false) = (condition, done, lists) {
                    let at = place(story, action.say);
                    self.always(at, story.str(action.say).to_owned(), name, condition);
                }
            }
        }
    }

    fn always(
        &mut self,
        at: Option<Place>,
        whose: String,
        name: &str,
        condition: &crate::story::Condition,
    ) {
        let message = format!("the `{name}` of “{whose}” always holds");
        let help = format!(
            "wherever it is asked, so does {}",
            self.story.written(condition)
        );
        self.add(codes::ALWAYS, at, message, help);
    }

    /// Branches of texts that are never read, and those that always are.
    fn texts(&mut self) {
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

    /// What was left open, one finding each.
    fn unsettled(&mut self) {
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

/// Whether a condition asks about a thing.
fn asks_of(condition: &Condition, item: ItemId) -> bool {
    let mut asks = false;
    condition.reads(&mut |fact| asks |= fact == Fact::Item(item));
    asks
}
