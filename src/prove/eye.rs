//! What a step or a page shows of what is asked: the questions it answers by being played.
//! Looks at real states with the game's own functions; settles nothing itself.

use super::ask::{Acts, Asked, Kind, Question, Stands, Verdict, pass};
use crate::game::step::{Event, Read, Watch};
use crate::game::{Reading, State, Took, allows, branches, holds, is_visible, knows, takeable};
use crate::story::{ActionId, BranchId, ChoiceId, Gate, ItemId, Part, SceneId, Story, Text, Way};

/// Watches a step for open questions.
pub struct Eye<'a> {
    asked: &'a Asked,
    also: Option<Question>,
    acts: Option<Acts>,
    /// The questions it answered.
    pub seen: Vec<Question>,
}

impl<'a> Eye<'a> {
    /// An eye that has seen nothing yet.
    #[must_use]
    pub fn new(asked: &'a Asked) -> Eye<'a> {
        Eye {
            asked,
            also: None,
            acts: None,
            seen: Vec::new(),
        }
    }

    /// An eye that looks out for one question too, settled or not.
    #[must_use]
    pub fn on(asked: &'a Asked, also: Option<Question>) -> Eye<'a> {
        Eye {
            also,
            ..Eye::new(asked)
        }
    }

    fn note(&mut self, question: Question) {
        let counts = self.asked.is_open(question) || self.also == Some(question);
        if counts && !self.seen.contains(&question) {
            self.seen.push(question);
        }
    }

    fn read(&mut self, story: &Story, state: &State, first: bool, text: &Text) {
        branches(story, state, first, text, &mut |branch| {
            self.note(Question::branch(branch));
        });
        skipped(story, state, first, text, &mut |branch| {
            self.note(Question::skips(branch));
        });
    }
}

impl Watch for Eye<'_> {
    fn event(&mut self, story: &Story, state: &State, event: Event) {
        match event {
            Event::Taken(took) => {
                self.acts = None;
                match took {
                    Took::Choice(id) => {
                        self.acts = Some(Acts::Then(id));
                        self.note(Question::choice(id));
                    }
                    Took::Deal(member) => self.note(Question::member(member)),
                    Took::Action(id) => self.note(Question::action(id)),
                }
            }
            Event::Arrived(scene) => {
                self.acts = Some(Acts::Enter(scene));
                self.note(Question::scene(scene));
            }
            Event::Went(way) => {
                self.acts = Some(Acts::Way(state.at(), way));
                self.note(Question::way(way));
            }
            Event::Remembered(entry) => self.note(Question::telling(story.first_telling(entry))),
            Event::Retold(_, telling) => self.note(Question::telling(telling)),
            Event::Clamped(counter) => {
                let acts = self.acts;
                if let Some(question) = acts.and_then(|acts| self.asked.clamps(acts, counter)) {
                    self.note(question);
                }
            }
            Event::Closed(chapter) => {
                let asked = self.asked;
                for (question, nth) in asked.slips(chapter) {
                    if !holds(story, state, pass(story, (chapter, nth))) {
                        self.note(question);
                    }
                }
            }
            Event::Ended(ending) => self.note(Question::ending(ending)),
            Event::Ran(scene) => self.note(Question::rounds(scene)),
            Event::Home(_)
            | Event::Took(_)
            | Event::Lost(_)
            | Event::LetGo(_)
            | Event::Drew(_)
            | Event::Opened(_)
            | Event::Paused(_) => {}
        }
    }

    fn text(&mut self, story: &Story, state: &State, reading: Reading, text: Read<'_>) {
        match text {
            Read::Scene(_, text) => self.read(story, state, reading.first, text),
            Read::Echo(text) => self.read(story, state, reading.first, text),
        }
    }
}

/// Calls `see` with the branch of every `When` that is come to in this state and doesn't hold.
fn skipped(story: &Story, state: &State, first: bool, text: &Text, see: &mut impl FnMut(BranchId)) {
    for part in &text.parts {
        match part {
            Part::When {
                condition,
                then,
                branch,
            } => {
                if holds(story, state, condition) {
                    skipped(story, state, first, then, see);
                } else {
                    see(*branch);
                }
            }
            Part::Either {
                condition,
                then,
                otherwise,
                ..
            } => {
                let read = if holds(story, state, condition) {
                    then
                } else {
                    otherwise
                };
                skipped(story, state, first, read, see);
            }
            Part::First { then, .. } if first => skipped(story, state, first, then, see),
            Part::Again { then, .. } if !first => skipped(story, state, first, then, see),
            Part::Pick { options, .. } => {
                for option in options {
                    skipped(story, state, first, option, see);
                }
            }
            Part::First { .. }
            | Part::Again { .. }
            | Part::Words(_)
            | Part::Break
            | Part::Stress
            | Part::Count(_) => {}
        }
    }
}

/// The open questions a page may answer by standing there, each where it may.
pub struct Watched {
    by_scene: Vec<Vec<Question>>,
    anywhere: Vec<Question>,
}

impl Watched {
    /// Everything still open.
    #[must_use]
    pub fn of(story: &Story, asked: &Asked) -> Watched {
        let mut watched = Watched {
            by_scene: vec![Vec::new(); story.scenes().len()],
            anywhere: Vec::new(),
        };
        for (scene, what) in story.scenes() {
            let Way::Choices { choices, .. } = &what.way else {
                continue;
            };
            let here = &mut watched.by_scene[scene.index()];
            for id in choices.clone().map(ChoiceId) {
                here.extend([Question::hides(id), Question::locks(id)]);
                if matches!(story.choice(id).gate, Gate::Refused(_)) {
                    here.push(Question::choice(id));
                }
            }
            for member in super::reading::members(story, scene) {
                here.push(Question::holds_back(*member));
            }
            here.push(Question::stuck(scene));
            here.retain(|question| asked.is_open(*question));
        }
        for (id, action) in story.actions() {
            let all = [Question::action_hides(id), Question::action_locks(id)];
            watched.anywhere.extend(all);
            if matches!(action.gate, Gate::Refused(_)) {
                watched.anywhere.push(Question::action(id));
            }
        }
        for (branch, stands) in (0..).zip(&asked.branches) {
            if matches!(stands, Some(Stands::Item(_) | Stands::Place(_))) {
                watched.anywhere.push(Question::branch(BranchId(branch)));
            }
        }
        watched.anywhere.retain(|question| asked.is_open(*question));
        watched
    }

    /// The open questions a page answers; settled ones are dropped on the way.
    pub fn look(&mut self, story: &Story, state: &State, asked: &Asked) -> Vec<Question> {
        let mut seen = Vec::new();
        let here = &mut self.by_scene[state.at().index()];
        for list in [here, &mut self.anywhere] {
            list.retain(|question| asked.verdict(*question) == Verdict::Open);
            for question in list.iter() {
                if answers(story, state, asked, *question) {
                    seen.push(*question);
                }
            }
        }
        seen
    }
}

/// Whether a page, or a telling that has come to its end, answers a question by standing there.
/// Of [`Kind::Stuck`] only that no choice can be taken, nor dealt: an action may open one yet.
#[must_use]
pub fn answers(story: &Story, state: &State, asked: &Asked, question: Question) -> bool {
    let id = question.id;
    let is_page = state.finish().is_none();
    match question.kind {
        Kind::Choice => is_page && is_visible(story, state, ChoiceId(id)),
        Kind::Hides => is_page && !allows(story, state, story.choice(ChoiceId(id)).when.as_ref()),
        Kind::Locks => {
            let choice = ChoiceId(id);
            let gate = &story.choice(choice).gate;
            is_page && is_visible(story, state, choice) && is_shut(story, state, gate)
        }
        Kind::HoldsBack => {
            let card = story.scene(SceneId(id)).card.as_ref();
            is_page
                && card.is_some_and(|card| {
                    (card.again || state.visits(story.layout(), SceneId(id)) == 0)
                        && !allows(story, state, card.when.as_ref())
                })
        }
        Kind::Action | Kind::ActionHides | Kind::ActionLocks => {
            let action = story.action(ActionId(id));
            let held = state.held(story.layout(), action.item);
            let had = state.had(story.layout(), action.item);
            let shows = allows(story, state, action.when.as_ref());
            is_page
                && state.frames().is_empty()
                && match question.kind {
                    Kind::ActionHides => held && !shows,
                    Kind::ActionLocks => had && shows && is_shut(story, state, &action.gate),
                    _ => held && shows,
                }
        }
        Kind::Branch => match asked.branches[id as usize] {
            Some(Stands::Item(item)) => {
                lists(story, state, item) && reads(story, state, &story.item(item).look, id)
            }
            Some(Stands::Place(place)) => {
                knows(story, state, place) && reads(story, state, &story.place(place).look, id)
            }
            Some(Stands::Scene(_) | Stands::Echo(_)) | None => false,
        },
        Kind::Stuck => {
            let mut open = !is_page;
            takeable(story, state, |took| {
                open |= !matches!(took, Took::Action(_))
            });
            !open
        }
        _ => false,
    }
}

fn is_shut(story: &Story, state: &State, gate: &Gate) -> bool {
    matches!(gate, Gate::If(open, _) if !holds(story, state, open))
}

/// Whether a thing is listed, so that it can be looked at.
fn lists(story: &Story, state: &State, item: ItemId) -> bool {
    state.held(story.layout(), item)
        || crate::game::actions(story, state)
            .iter()
            .any(|offer| match offer.took {
                Took::Action(id) => story.action(id).item == item,
                Took::Choice(_) | Took::Deal(_) => false,
            })
}

fn reads(story: &Story, state: &State, look: &Option<Text>, branch: u32) -> bool {
    let mut read = false;
    if let Some(look) = look {
        branches(story, state, true, look, &mut |seen| {
            read |= seen.0 == branch
        });
    }
    read
}
