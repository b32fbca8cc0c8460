//! A story and one telling of it: the only mutable game object.
//! Takes steps, goes back and forth over them, remembers what was read. No clock and no I/O: who
//! keeps the record on disk is the edge.

use std::sync::Arc;

use crate::game::step::{Recorded, Unwatched};
use crate::game::{self, Offer, State, Took, Turn};
use crate::story::{FlagId, SceneId, Story};

/// How many steps lie between two kept states; what lies between is played again when asked for.
const STRIDE: usize = 32;

/// The most prose of a telling that is kept, in bytes: more than anybody reads in a life. Beyond it
/// what was read first is forgotten; the steps are not.
const MOST_PROSE: usize = 32 << 20;

/// How much prose a record may come to when it is played again, in bytes.
const MOST_REPLAYED: usize = 4 * MOST_PROSE;

/// One step of a telling, as it is recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// The page it was taken on.
    pub at: SceneId,
    /// What was taken.
    pub took: Took,
    /// How each `Draw` fell, in order.
    pub drew: Vec<FlagId>,
}

/// Where a telling begins.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Base {
    /// At the story's start.
    Start {
        /// The seed.
        seed: u64,
        /// How each `Draw` on the way to the first page fell; empty to ask the seed.
        drew: Vec<FlagId>,
    },
    /// In the middle: what came before can't be played again over this story.
    Middle(Box<State>),
}

/// A telling: its base, its steps, and where in them it stands.
#[derive(Clone, Debug)]
pub struct Session {
    story: Arc<Story>,
    base: Base,
    steps: Vec<Step>,
    /// What was read: the base's turn, then one for each step, redoable ones included. The first of
    /// them are empty where there was too much.
    turns: Vec<Turn>,
    /// How many of the turns were emptied.
    forgotten: usize,
    /// How much prose the turns have, in bytes.
    prose: usize,
    /// How many words those turns and the ones before them have.
    words: Vec<usize>,
    /// How many of the steps count; those after it can be redone.
    cursor: usize,
    /// The states after 0, STRIDE, 2·STRIDE … steps.
    kept: Vec<State>,
    state: State,
}

impl Session {
    /// A new telling.
    #[must_use]
    pub fn new(story: Arc<Story>, seed: u64) -> Session {
        Session::begin(
            story,
            Base::Start {
                seed,
                drew: Vec::new(),
            },
        )
    }

    /// A telling with no steps yet, from this base.
    #[must_use]
    pub fn begin(story: Arc<Story>, base: Base) -> Session {
        let (state, turn, base) = match base {
            Base::Start { seed, drew } => {
                let (state, turn) = game::start_with(&story, seed, &mut Recorded::new(&drew));
                let drew = turn.drew.clone();
                (state, turn, Base::Start { seed, drew })
            }
            Base::Middle(state) => (
                (*state).clone(),
                game::resume(&story, &state),
                Base::Middle(state),
            ),
        };
        let kept = vec![state.clone()];
        Session {
            story,
            base,
            steps: Vec::new(),
            words: vec![turn.words()],
            forgotten: 0,
            prose: turn.size(),
            turns: vec![turn],
            cursor: 0,
            kept,
            state,
        }
    }

    /// A telling played again from its base: every step as recorded, chance included.
    ///
    /// # Errors
    /// The session up to the first step that can't be taken, and that step's number. A record that
    /// comes to more prose than any telling isn't played to its end.
    pub fn replay(
        story: Arc<Story>,
        base: Base,
        steps: &[Step],
    ) -> Result<Session, (Box<Session>, usize)> {
        let mut session = Session::begin(story, base);
        let mut left = MOST_REPLAYED;
        for (nth, step) in steps.iter().enumerate() {
            if left == 0 || !session.retake(step) {
                return Err((Box::new(session), nth));
            }
            left = left.saturating_sub(session.turn().size());
        }
        Ok(session)
    }

    /// The story.
    #[must_use]
    pub fn story(&self) -> &Arc<Story> {
        &self.story
    }

    /// Where the telling stands.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Where the telling begins.
    #[must_use]
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// Every step, those that can be redone included.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// How many of the steps count.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// What was read last.
    #[must_use]
    pub fn turn(&self) -> &Turn {
        &self.turns[self.cursor]
    }

    /// Everything read up to here: the base's turn, then one for each step.
    #[must_use]
    pub fn turns(&self) -> &[Turn] {
        &self.turns[..=self.cursor]
    }

    /// Everything read, with what can be redone.
    #[must_use]
    pub fn all_turns(&self) -> &[Turn] {
        &self.turns
    }

    /// How many words were read.
    #[must_use]
    pub fn words_read(&self) -> usize {
        self.words[self.cursor]
    }

    /// What the page offers.
    #[must_use]
    pub fn offers(&self) -> Vec<Offer<'_>> {
        game::offers(&self.story, &self.state)
    }

    /// Takes a step; what could be redone is gone. False, and nothing changed, where the state
    /// doesn't allow it.
    pub fn take(&mut self, took: Took) -> bool {
        self.take_as(took, &[])
    }

    /// Takes a step as it is recorded, chance included. False, and nothing changed, where the page
    /// is another or doesn't allow it.
    pub fn retake(&mut self, step: &Step) -> bool {
        self.state.at() == step.at && self.take_as(step.took, &step.drew)
    }

    fn take_as(&mut self, took: Took, drew: &[FlagId]) -> bool {
        let at = self.state.at();
        let draws = &mut Recorded::new(drew);
        let Some(turn) = game::step_with(&self.story, &mut self.state, took, draws) else {
            return false;
        };
        self.steps.truncate(self.cursor);
        for gone in self.turns.drain(self.cursor + 1..) {
            self.prose -= gone.size();
        }
        self.words.truncate(self.cursor + 1);
        self.kept.truncate(self.cursor / STRIDE + 1);
        self.steps.push(Step {
            at,
            took,
            drew: turn.drew.clone(),
        });
        self.words.push(self.words[self.cursor] + turn.words());
        self.prose += turn.size();
        self.turns.push(turn);
        self.cursor += 1;
        self.forget();
        if self.cursor.is_multiple_of(STRIDE) {
            self.kept.push(self.state.clone());
        }
        true
    }

    /// Empties the first turns where there is more prose than is kept. The last one stays.
    fn forget(&mut self) {
        self.forgotten = self.forgotten.min(self.cursor);
        while self.prose > MOST_PROSE && self.forgotten < self.cursor {
            let gone = std::mem::take(&mut self.turns[self.forgotten]);
            self.prose -= gone.size();
            self.forgotten += 1;
        }
    }

    /// Takes back the last step. False at the beginning.
    pub fn undo(&mut self) -> bool {
        self.cursor > 0 && self.go_to(self.cursor - 1)
    }

    /// Takes again what was taken back. False where nothing was.
    pub fn redo(&mut self) -> bool {
        self.go_to(self.cursor + 1)
    }

    /// Goes to where so many steps had been taken. False where there are fewer.
    pub fn go_to(&mut self, cursor: usize) -> bool {
        if cursor > self.steps.len() {
            return false;
        }
        self.state = self.state_after(cursor);
        self.cursor = cursor;
        true
    }

    /// Plays everything again, steps that can be redone included, for `watch` to see. Where the
    /// telling begins in the middle, what came before isn't seen.
    pub fn retrace(&self, watch: &mut impl game::step::Watch) {
        let mut state = match &self.base {
            Base::Start { seed, drew } => {
                game::step::start(&self.story, *seed, &mut Recorded::new(drew), watch)
            }
            Base::Middle(state) => (**state).clone(),
        };
        for step in &self.steps {
            let draws = &mut Recorded::new(&step.drew);
            game::step::step(&self.story, &mut state, step.took, draws, watch);
        }
    }

    /// The state after so many steps, which must not be more than there are.
    fn state_after(&self, cursor: usize) -> State {
        let near = (cursor / STRIDE).min(self.kept.len() - 1);
        let mut state = self.kept[near].clone();
        for step in &self.steps[near * STRIDE..cursor] {
            let draws = &mut Recorded::new(&step.drew);
            game::step::step(&self.story, &mut state, step.took, draws, &mut Unwatched);
        }
        state
    }
}
