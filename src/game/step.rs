//! The state machine: `start`, and one `step` that everything else uses (play, replay, walk, proof).
//! Pure: what a step depends on is the story, the state, what was taken and how chance falls.

use super::chance::{Key, Kind};
use super::eval::allows;
use super::offer::{Took, is_dealt_out, is_takeable};
use super::prose::Reading;
use super::state::{Finish, Frame, State};
use crate::story::{
    ChapterId, CounterId, Effect, EndingId, EntryId, FlagId, ItemId, SceneId, Story, TellingId,
    Text, Way, WayId, key_of,
};

/// How many transitions one step may make before it stops where it is.
pub const MOST_TRANSITIONS: u32 = 10_000;

/// How a `Draw` falls.
pub trait Draws {
    /// One of `among`, which is never empty.
    fn draw(&mut self, key: Key, among: &[FlagId]) -> FlagId;
}

/// Chance as the seed has it.
#[derive(Clone, Copy, Debug)]
pub struct BySeed;

impl Draws for BySeed {
    fn draw(&mut self, key: Key, among: &[FlagId]) -> FlagId {
        among[key.one_of(among.len())]
    }
}

/// Chance as a record has it; where the record is silent or names a flag that isn't among those
/// drawn from, as the seed has it.
#[derive(Clone, Debug)]
pub struct Recorded<'a> {
    drew: std::slice::Iter<'a, FlagId>,
}

impl<'a> Recorded<'a> {
    /// The draws of one step's record, in order.
    #[must_use]
    pub fn new(drew: &'a [FlagId]) -> Recorded<'a> {
        Recorded { drew: drew.iter() }
    }
}

impl Draws for Recorded<'_> {
    fn draw(&mut self, key: Key, among: &[FlagId]) -> FlagId {
        match self.drew.next() {
            Some(flag) if among.contains(flag) => *flag,
            Some(_) | None => BySeed.draw(key, among),
        }
    }
}

/// Something that happened in a step, in order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Event {
    /// This was taken.
    Taken(Took),
    /// A scene was arrived at.
    Arrived(SceneId),
    /// A way of a scene was gone.
    Went(WayId),
    /// A digression came home to this page.
    Home(SceneId),
    /// A thing came to be held.
    Took(ItemId),
    /// A thing was lost.
    Lost(ItemId),
    /// An entry was written for the first time.
    Remembered(EntryId),
    /// An entry got this telling.
    Retold(EntryId, TellingId),
    /// An entry was let go.
    LetGo(EntryId),
    /// Chance set this flag.
    Drew(FlagId),
    /// A counter would have left its range.
    Clamped(CounterId),
    /// A chapter closed.
    Closed(ChapterId),
    /// A chapter opened.
    Opened(ChapterId),
    /// An ending was reached.
    Ended(EndingId),
    /// The next chapter isn't written yet.
    Paused(ChapterId),
    /// Too many transitions without a choice: the step stopped at this scene.
    Ran(SceneId),
}

/// Who watches a step. Showing is optional: what isn't asked for costs nothing.
pub trait Watch {
    /// Something happened.
    fn event(&mut self, story: &Story, state: &State, event: Event);
    /// A text is read, in the state as it is now.
    fn text(&mut self, story: &Story, state: &State, reading: Reading, text: Read<'_>);
}

/// A text that is read.
#[derive(Clone, Copy, Debug)]
pub enum Read<'a> {
    /// A scene's.
    Scene(SceneId, &'a Text),
    /// A choice's echo.
    Echo(&'a Text),
}

/// Nobody watches.
#[derive(Clone, Copy, Debug)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn event(&mut self, _: &Story, _: &State, _: Event) {}
    fn text(&mut self, _: &Story, _: &State, _: Reading, _: Read<'_>) {}
}

/// The state of a new telling, having arrived at the story's start.
#[must_use]
pub fn start(story: &Story, seed: u64, draws: &mut impl Draws, watch: &mut impl Watch) -> State {
    let mut state = State::blank(story.layout(), story.start(), seed);
    for (id, counter) in story.counters() {
        state.set_counter(story.layout(), id, counter.start);
    }
    let mut run = Run {
        story,
        state: &mut state,
        draws,
        watch,
    };
    if story.chapters().len() > 0 {
        run.event(Event::Opened(ChapterId(0)));
    }
    run.arrive(story.start());
    run.settle();
    state
}

/// Takes one step. Does nothing and returns false where the state doesn't allow it.
pub fn step(
    story: &Story,
    state: &mut State,
    took: Took,
    draws: &mut impl Draws,
    watch: &mut impl Watch,
) -> bool {
    if !is_takeable(story, state, took) {
        return false;
    }
    let mut run = Run {
        story,
        state,
        draws,
        watch,
    };
    run.event(Event::Taken(took));
    run.take(took);
    run.settle();
    true
}

struct Run<'a, D, W> {
    story: &'a Story,
    state: &'a mut State,
    draws: &'a mut D,
    watch: &'a mut W,
}

/// What a list of effects belongs to, for the keys of its draws.
#[derive(Clone, Copy)]
struct Owner {
    scene: SceneId,
    /// 0 for `enter`, else a hash of the choice or of the way's number.
    other: u64,
}

impl<D: Draws, W: Watch> Run<'_, D, W> {
    fn event(&mut self, event: Event) {
        self.watch.event(self.story, self.state, event);
    }

    fn take(&mut self, took: Took) {
        let story = self.story;
        let here = self.state.at;
        match took {
            Took::Choice(id) => {
                let choice = story.choice(id);
                let oldest = *choice.renamed.first().unwrap_or(&choice.name);
                self.state.set_chosen(story.layout(), id);
                // Hashing the name is only worth it where chance may ask for it.
                let other = || key_of("", story.str(oldest));
                self.effects(&choice.then, here, other);
                if let Some(echo) = &choice.echo {
                    let reading = self.reading(here, Kind::Echo, other());
                    self.watch
                        .text(story, self.state, reading, Read::Echo(echo));
                }
                match (choice.via, choice.to) {
                    (Some(via), then) => {
                        self.state.frames.push(Frame { scene: here, then });
                        self.arrive(via);
                    }
                    (None, Some(to)) => self.arrive(to),
                    (None, None) => {}
                }
            }
            Took::Deal(member) => {
                self.state.taken += 1;
                self.state.frames.push(Frame {
                    scene: here,
                    then: None,
                });
                self.arrive(member);
            }
            Took::Action(id) => {
                self.state.frames.push(Frame {
                    scene: here,
                    then: None,
                });
                self.arrive(story.action(id).via);
            }
        }
    }

    /// Counts the visit, runs `enter`, reads the text.
    fn arrive(&mut self, scene: SceneId) {
        let story = self.story;
        let layout = story.layout();
        let visits = self.state.visits(layout, scene).saturating_add(1);
        self.state.set_visits(layout, scene, visits);
        self.state.at = scene;
        if self.state.frames.is_empty() {
            self.state.taken = 0;
        }
        self.event(Event::Arrived(scene));
        self.effects(&story.scene(scene).enter, scene, || 0);
        if let Some(text) = &story.scene(scene).text {
            let reading = self.reading(scene, Kind::Pick, 0);
            self.watch
                .text(story, self.state, reading, Read::Scene(scene, text));
        }
    }

    fn reading(&self, scene: SceneId, kind: Kind, other: u64) -> Reading {
        let visit = u32::from(self.state.visits(self.story.layout(), scene));
        let owner = self.story.scene(scene).key;
        let key = Key {
            seed: self.state.seed(),
            owner,
            visit,
            kind,
            nth: 0,
            other,
        };
        Reading {
            key,
            first: visit <= 1,
        }
    }

    /// Goes on until the player has a say or the telling is finished.
    fn settle(&mut self) {
        let story = self.story;
        for _ in 0..MOST_TRANSITIONS {
            match &story.scene(self.state.at).way {
                Way::Choices {
                    deal: Some(deal), ..
                } if is_dealt_out(story, self.state, deal) => {
                    self.arrive(deal.done);
                }
                Way::Choices { .. } => return,
                Way::Next(to) => self.arrive(*to),
                Way::Ways(ways) => {
                    let open = ways
                        .clone()
                        .map(WayId)
                        .find(|id| allows(story, self.state, story.way(*id).when.as_ref()));
                    let Some(id) = open else { return };
                    self.event(Event::Went(id));
                    let here = self.state.at;
                    self.effects(&story.way(id).then, here, || {
                        u64::from(id.0 - ways.start) + 1
                    });
                    self.arrive(story.way(id).to);
                }
                Way::Back => match self.state.frames.pop() {
                    Some(Frame { then: Some(to), .. }) => self.arrive(to),
                    Some(Frame { scene, then: None }) => {
                        self.state.at = scene;
                        self.event(Event::Home(scene));
                    }
                    None => return,
                },
                Way::Closes(chapter) => {
                    self.event(Event::Closed(*chapter));
                    let next = story.chapter_after(*chapter);
                    let Some((next, opens)) = next else {
                        self.state.finish = Some(Finish::Paused(*chapter));
                        self.event(Event::Paused(*chapter));
                        return;
                    };
                    self.state.chapter = next;
                    self.event(Event::Opened(next));
                    self.arrive(opens);
                }
                Way::Ending(ending) => {
                    self.state.finish = Some(Finish::Ended(*ending));
                    self.event(Event::Ended(*ending));
                    return;
                }
            }
        }
        self.event(Event::Ran(self.state.at));
    }

    fn effects(&mut self, effects: &[Effect], scene: SceneId, other: impl Fn() -> u64) {
        for (nth, effect) in effects.iter().enumerate() {
            if let Effect::Draw(among) = effect {
                self.draw(
                    among,
                    Owner {
                        scene,
                        other: other(),
                    },
                    nth as u32,
                );
            } else if let Some(event) = apply(self.story, self.state, effect) {
                self.event(event);
            }
        }
    }

    fn draw(&mut self, among: &[FlagId], owner: Owner, nth: u32) {
        if among.is_empty() {
            return;
        }
        let layout = self.story.layout();
        let key = Key {
            seed: self.state.seed(),
            owner: self.story.scene(owner.scene).key,
            visit: u32::from(self.state.visits(layout, owner.scene)),
            kind: Kind::Draw,
            nth,
            other: owner.other,
        };
        let drawn = self.draws.draw(key, among);
        for flag in among {
            self.state.set_flag(layout, *flag, *flag == drawn);
        }
        self.event(Event::Drew(drawn));
    }
}

/// Applies an effect that chance has no part in; says what changed, if anything a player is told of.
fn apply(story: &Story, state: &mut State, effect: &Effect) -> Option<Event> {
    let layout = story.layout();
    match effect {
        Effect::Take(item) => {
            let new = !state.held(layout, *item);
            state.set_held(layout, *item, true);
            new.then_some(Event::Took(*item))
        }
        Effect::Lose(item) => {
            let held = state.held(layout, *item);
            state.set_held(layout, *item, false);
            held.then_some(Event::Lost(*item))
        }
        Effect::Remember(entry) => {
            let new = !state.written(layout, *entry);
            if new {
                state.set_written(layout, *entry);
                state.set_told(layout, story.first_telling(*entry));
            }
            new.then_some(Event::Remembered(*entry))
        }
        Effect::Retell(entry, telling) => {
            let new = state.kept(layout, *entry) && !state.told(layout, *telling);
            if new {
                state.set_told(layout, *telling);
            }
            new.then_some(Event::Retold(*entry, *telling))
        }
        Effect::LetGo(entry) => {
            let kept = state.kept(layout, *entry);
            if kept {
                state.set_let_go(layout, *entry);
            }
            kept.then_some(Event::LetGo(*entry))
        }
        Effect::Set(flag) => {
            state.set_flag(layout, *flag, true);
            None
        }
        Effect::Clear(flag) => {
            state.set_flag(layout, *flag, false);
            None
        }
        Effect::Add(counter, by) => {
            let range = story.counter(*counter);
            let wanted = i64::from(state.counter(layout, *counter)) + i64::from(*by);
            let clamped = wanted.max(i64::from(range.from)).min(i64::from(range.to));
            state.set_counter(layout, *counter, clamped as i32);
            (clamped != wanted).then_some(Event::Clamped(*counter))
        }
        Effect::Draw(_) => None,
    }
}
