//! A record played again, over the story as it is now.
//! Four ways, the first that stands: every step again; where it stood, by names; a page near it,
//! where that one is gone; as many of the steps as can still be taken. Whichever it is, the player
//! is told in a sentence.

use std::sync::Arc;

use super::nearby::{Nearby, nearby};
use super::record::{self, Record, fingerprint};
use crate::game::Took;
use crate::session::{Base, Session, Step};
use crate::story::{ActionId, ChoiceId, FlagId, ItemId, SceneId, Story};

/// A record, come back to life.
#[derive(Clone, Debug)]
pub struct Restored {
    /// The telling.
    pub session: Session,
    /// How much of it could be kept.
    pub fit: Fit,
    /// What the player should know; none where nothing has changed.
    pub notice: Option<String>,
}

/// How much of a record could be kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fit {
    /// Every step was taken again.
    Whole,
    /// It stands where it stood; the steps before can't be taken again.
    Snapshot {
        /// The first step that couldn't be taken, from 0.
        failed: usize,
    },
    /// It stands on a page near the one it stood on, which is gone; so are the steps before.
    Nearby {
        /// The first step that couldn't be taken, from 0.
        failed: usize,
        /// How many steps back from the end the page was.
        back: usize,
    },
    /// This many steps were taken again, of those that counted.
    Part {
        /// How many.
        kept: usize,
    },
    /// Not even where it began is left; it begins anew.
    Anew,
}

/// Plays a record again. Its story's id was compared before.
#[must_use]
pub fn restore(story: Arc<Story>, record: &Record) -> Restored {
    let steps = resolve(&story, &record.steps);
    let replayed =
        begin(&story, record).map(
            |base| match Session::replay(Arc::clone(&story), base, &steps) {
                Ok(session) => session,
                Err((session, _)) => *session,
            },
        );
    if let Some(mut session) = replayed.clone()
        && session.go_to(record.cursor)
    {
        let lost = record.steps.len() - session.steps().len();
        let notice = whole(&session, record, lost);
        return Restored {
            session,
            fit: Fit::Whole,
            notice,
        };
    }
    let failed = replayed.as_ref().map_or(0, |session| session.steps().len());
    if let Some((state, gone)) = record
        .at
        .as_ref()
        .and_then(|at| at.raise(&story, record.seed))
    {
        // What had been taken back may still be taken again from here.
        let back = record.steps.get(record.cursor..).unwrap_or_default();
        let redo = resolve(&story, back);
        let base = Base::Middle(Box::new(state));
        let mut session = match Session::replay(Arc::clone(&story), base, &redo) {
            Ok(session) => session,
            Err((session, _)) => *session,
        };
        session.go_to(0);
        return Restored {
            session,
            fit: Fit::Snapshot { failed },
            notice: Some(stands(record, failed, gone)),
        };
    }
    if let Some(Nearby { state, gone, back }) = nearby(&story, record, failed) {
        return Restored {
            session: Session::begin(story, Base::Middle(Box::new(state))),
            fit: Fit::Nearby { failed, back },
            notice: Some(stands_nearby(record, failed, gone)),
        };
    }
    match replayed {
        Some(session) => Restored {
            session,
            fit: Fit::Part { kept: failed },
            notice: Some(part(record, failed)),
        },
        None => Restored {
            session: Session::new(story, record.seed),
            fit: Fit::Anew,
            notice: Some(
                "The story has changed since this was saved, and nothing of this telling fits it \
                 any more: it begins anew. The save stays as it was."
                    .to_owned(),
            ),
        },
    }
}

pub(super) fn begin(story: &Story, record: &Record) -> Option<Base> {
    match &record.base {
        record::Base::Start { drew } => Some(Base::Start {
            seed: record.seed,
            drew: flags(story, drew),
        }),
        record::Base::Middle(snapshot) => snapshot
            .raise(story, record.seed)
            .map(|(state, _)| Base::Middle(Box::new(state))),
    }
}

/// The steps by ids, up to the first with a name that is gone.
pub(super) fn resolve(story: &Story, steps: &[record::Step]) -> Vec<Step> {
    steps
        .iter()
        .map_while(|step| {
            let at = story.find_scene(&step.at)?;
            let took = match &step.took {
                record::Took::Choice(name) => Took::Choice(choice(story, at, name)?),
                record::Took::Deal(scene) => Took::Deal(story.find_scene(scene)?),
                record::Took::Action(item, name) => {
                    Took::Action(action(story, story.find_item(item)?, name)?)
                }
            };
            Some(Step {
                at,
                took,
                drew: flags(story, &step.drew),
            })
        })
        .collect()
}

/// The choice of this name. Most choices are named after the scene they lead to: where that one got
/// another name, its former ones are good for the choice too.
pub(super) fn choice(story: &Story, at: SceneId, name: &str) -> Option<ChoiceId> {
    story.find_choice(at, name).or_else(|| {
        only(story.choices_of(at).map(ChoiceId), |id| {
            let choice = story.choice(id);
            let leads = choice.via.or(choice.to);
            leads.is_some_and(|leads| is_called(story, leads, name))
        })
    })
}

/// The action of this name; the same goes for the scene it leads through.
fn action(story: &Story, item: ItemId, name: &str) -> Option<ActionId> {
    story.find_action(item, name).or_else(|| {
        only(story.item(item).actions.clone().map(ActionId), |id| {
            is_called(story, story.action(id).via, name)
        })
    })
}

/// The one for which it holds; none where it holds for more: those have names of their own.
fn only<T: Copy>(all: impl Iterator<Item = T>, holds: impl Fn(T) -> bool) -> Option<T> {
    let mut found = all.filter(|one| holds(*one));
    found.next().filter(|_| found.next().is_none())
}

/// Whether a scene has or had this name, folders aside.
fn is_called(story: &Story, scene: SceneId, name: &str) -> bool {
    let bare = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
    let scene = story.scene(scene);
    let mut names = scene.renamed.iter().chain([&scene.name]);
    names.any(|one| bare(story.str(*one)) == bare(name))
}

/// A flag that is gone keeps its place in the row, as one that is never among those drawn from.
fn flags(story: &Story, names: &[String]) -> Vec<FlagId> {
    let gone = FlagId(u32::MAX);
    names
        .iter()
        .map(|name| story.find_flag(name).unwrap_or(gone))
        .collect()
}

fn whole(session: &Session, record: &Record, lost: usize) -> Option<String> {
    if record.fingerprint.is_empty() || record.fingerprint == fingerprint(session.story()) {
        return None;
    }
    let mut notice =
        "The story has changed since this was saved; every choice you made still stands."
            .to_owned();
    if lost > 0 {
        notice.push_str(" What you had taken back can’t all be taken again.");
    }
    Some(notice)
}

fn stands(record: &Record, failed: usize, gone: usize) -> String {
    let mut notice = format!(
        "The story has changed since this was saved: step {} of {} is no longer in it. You go on \
         from where you were, but can’t go back to what came before.",
        failed + 1,
        record.cursor
    );
    notice.push_str(less(gone));
    notice
}

fn stands_nearby(record: &Record, failed: usize, gone: usize) -> String {
    let mut notice = format!(
        "The story has changed since this was saved: step {} of {} is no longer in it, nor is the \
         page you were on. You go on from a little before it, with everything you had, but can’t go \
         back to what came before.",
        failed + 1,
        record.cursor
    );
    notice.push_str(less(gone));
    notice
}

/// What is said where names are gone, and of the save.
fn less(gone: usize) -> &'static str {
    match gone {
        0 => " The save stays as it was.",
        _ => " Some of what it remembered is no longer part of it. The save stays as it was.",
    }
}

fn part(record: &Record, kept: usize) -> String {
    format!(
        "The story has changed since this was saved: step {} of {} is no longer in it, nor is the \
         page you were on. You stand where the two part. The save stays as it was.",
        kept + 1,
        record.cursor
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::record::{Meta, Record, fingerprint};
    use super::super::sample::{LANE, Page, story};
    use super::{Fit, Restored, restore};
    use crate::session::Session;

    /// lane, pond, house, lane, pond; the last taken back. At the lane with one to take again.
    fn told() -> (Session, Record) {
        let story = story(LANE);
        let mut session = Session::new(Arc::clone(&story), 7);
        for nth in [1, 0, 0, 1] {
            let took = session.offers()[nth].took;
            assert!(session.take(took));
        }
        assert!(session.undo());
        let fingerprint = fingerprint(&story);
        let meta = Meta {
            fingerprint: &fingerprint,
            ..Meta::default()
        };
        let record = Record::of(&session, &meta);
        (session, record)
    }

    fn over(pages: &[Page<'_>]) -> Restored {
        restore(story(pages), &told().1)
    }

    #[test]
    fn over_the_same_story_everything_is_as_it_was() {
        let (session, record) = told();
        let restored = restore(Arc::clone(session.story()), &record);
        assert_eq!(restored.fit, Fit::Whole);
        assert_eq!(restored.notice, None);
        assert_eq!(restored.session.state(), session.state());
        assert_eq!(restored.session.steps(), session.steps());
        assert_eq!(restored.session.cursor(), 3);
        assert_eq!(restored.session.all_turns(), session.all_turns());
    }

    #[test]
    fn renamed_scenes_and_choices_in_another_order_change_nothing_but_the_notice() {
        let restored = over(&[
            ("new", &[], &["lane"]),
            ("lane", &[], &["new", "pond", "house"]),
            ("house", &[], &["end", "lane"]),
            ("pond", &[], &["lane", "house"]),
            ("end", &[], &[]),
        ]);
        // Another start: the first step isn't on the page it was taken on.
        assert_eq!(restored.fit, Fit::Snapshot { failed: 0 });
        let restored = over(&[
            ("lane", &[], &["new", "pond", "house"]),
            ("new", &[], &["lane"]),
            ("house", &[], &["end", "lane"]),
            ("pond", &[], &["lane", "house"]),
            ("end", &[], &[]),
        ]);
        assert_eq!(restored.fit, Fit::Whole);
        assert_eq!(restored.session.cursor(), 3);
        assert_eq!(restored.session.steps().len(), 4);
        assert_eq!(
            restored.notice.as_deref(),
            Some("The story has changed since this was saved; every choice you made still stands.")
        );
    }

    #[test]
    fn where_a_step_is_gone_the_telling_goes_on_from_where_it_stood() {
        let restored = over(&[
            ("lane", &[], &["house", "pond"]),
            ("house", &[], &["lane", "end"]),
            ("pond", &[], &["lane"]),
            ("end", &[], &[]),
        ]);
        assert_eq!(restored.fit, Fit::Snapshot { failed: 1 });
        let session = &restored.session;
        assert_eq!(
            session.story().scene_name(session.state().at()),
            "walk/lane"
        );
        assert_eq!(session.cursor(), 0);
        // What had been taken back can still be taken again.
        assert_eq!(session.steps().len(), 1);
        let pond = session.story().find_scene("walk/pond").unwrap();
        assert_eq!(session.state().visits(session.story().layout(), pond), 1);
        assert_eq!(
            restored.notice.as_deref(),
            Some(
                "The story has changed since this was saved: step 2 of 3 is no longer in it. You go \
                 on from where you were, but can’t go back to what came before. Some of what it \
                 remembered is no longer part of it. The save stays as it was."
            )
        );
    }

    #[test]
    fn where_the_page_is_gone_too_it_goes_as_far_as_it_can() {
        let (mut session, _) = told();
        assert!(session.undo());
        assert_eq!(
            session.story().scene_name(session.state().at()),
            "walk/house"
        );
        let record = Record::of(&session, &Meta::default());
        let restored = restore(
            story(&[
                ("lane", &[], &["pond"]),
                ("pond", &[], &["lane"]),
                ("end", &[], &[]),
            ]),
            &record,
        );
        assert_eq!(restored.fit, Fit::Part { kept: 1 });
        let session = &restored.session;
        assert_eq!(
            session.story().scene_name(session.state().at()),
            "walk/pond"
        );
        assert_eq!(
            restored.notice.as_deref(),
            Some(
                "The story has changed since this was saved: step 2 of 2 is no longer in it, nor is \
                 the page you were on. You stand where the two part. The save stays as it was."
            )
        );
    }

    #[test]
    fn former_names_are_good_for_ever() {
        let restored = over(&[
            ("road", &["lane"], &["house", "pond"]),
            ("house", &[], &["road", "end"]),
            ("pond", &[], &["house", "road"]),
            ("end", &[], &[]),
        ]);
        assert_eq!(restored.fit, Fit::Whole);
        let session = &restored.session;
        assert_eq!(
            session.story().scene_name(session.state().at()),
            "walk/road"
        );
        assert_eq!(session.steps().len(), 4);
    }
}
