//! Whether a record still tells what it told: every step again, and where it comes to.
//! What is compared is what happened, by names; wording may change.

use std::sync::Arc;

use super::record::{Base, Record, Step, Took};
use super::replay::{begin, resolve};
use super::snapshot::Snapshot;
use crate::game;
use crate::session::Session;
use crate::story::Story;

/// A place in a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// Before the first step.
    Beginning,
    /// A step, from 1; those that had been taken back are counted too.
    Step(usize),
    /// Where it stands after the steps that count.
    End,
}

/// Where a record and a story part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// Where.
    pub place: Place,
    /// What differs, in a sentence without a full stop.
    pub how: String,
}

/// Plays a record again and compares each step, each draw, and where it ends.
///
/// # Errors
/// The first difference.
pub fn verify(story: &Arc<Story>, record: &Record) -> Result<Session, Difference> {
    let differs = |place: Place, how: String| Err(Difference { place, how });
    if record.story != story.name() {
        let how = format!(
            "it is of the story “{}”, this is “{}”",
            record.story,
            story.name()
        );
        return differs(Place::Beginning, how);
    }
    let Some(base) = begin(story, record) else {
        return differs(Place::Beginning, "the page it begins on is gone".to_owned());
    };
    let mut session = Session::begin(Arc::clone(story), base);
    if let Base::Start { drew } = &record.base {
        let fell = &session.turn().drew;
        if let Some(how) = draws(story, drew, fell) {
            return differs(Place::Beginning, how);
        }
    }
    for (nth, step) in record.steps.iter().enumerate() {
        if let Err(how) = take(&mut session, step) {
            return differs(Place::Step(nth + 1), how);
        }
    }
    session.go_to(record.cursor);
    if let Some(at) = &record.at {
        let now = Snapshot::of(story, session.state());
        let was = match at.raise(story, record.seed) {
            Some((state, 0)) => Snapshot::of(story, &state),
            Some((_, _)) | None => at.clone(),
        };
        if let Some(how) = was.difference(&now) {
            return differs(Place::End, how);
        }
    }
    Ok(session)
}

fn take(session: &mut Session, step: &Step) -> Result<(), String> {
    let story = Arc::clone(session.story());
    let at = session.state().at();
    let page = story.scene_name(at);
    if story.find_scene(&step.at) != Some(at) {
        return Err(format!(
            "it was taken on `{}`, and the page is `{page}`",
            step.at
        ));
    }
    let name = match &step.took {
        Took::Choice(name) => format!("the choice `{name}`"),
        Took::Deal(scene) => format!("the card `{scene}`"),
        Took::Action(item, name) => format!("the action `{name}` of `{item}`"),
    };
    let Some(resolved) = resolve(&story, std::slice::from_ref(step)).pop() else {
        return Err(format!("{name} is gone from `{page}`"));
    };
    if !session.retake(&resolved) {
        let offers = game::offers(&story, session.state());
        let listed = offers.iter().any(|offer| offer.took == resolved.took);
        let how = if listed {
            "is greyed"
        } else {
            "isn’t offered"
        };
        return Err(format!("{name} {how} on `{page}`"));
    }
    draws(&story, &step.drew, &session.turn().drew).map_or(Ok(()), Err)
}

fn draws(story: &Story, drew: &[String], fell: &[crate::story::FlagId]) -> Option<String> {
    let was: Vec<_> = drew.iter().map(|name| story.find_flag(name)).collect();
    let now: Vec<_> = fell.iter().map(|flag| Some(*flag)).collect();
    // Where a record is silent the seed decides, as it does when it is taken up.
    (!drew.is_empty() && was != now).then(|| {
        let fell: Vec<&str> = fell
            .iter()
            .map(|flag| story.str(story.flag(*flag).name))
            .collect();
        format!("chance had drawn {drew:?}, and draws {fell:?}")
    })
}
