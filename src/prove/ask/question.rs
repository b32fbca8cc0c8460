//! What may be asked about a story, and what may come of it.
//! Which questions arise in a story isn't known here.

use crate::story::{ActionId, BranchId, ChoiceId, EndingId, SceneId, TellingId, WayId};

/// What is asked. The number that goes with it is an id of the story, or a place in a list of the
/// [`Asked`](super::Asked).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// Is the scene ever arrived at?
    Scene,
    /// Is the choice ever taken? Of a refused one: ever shown?
    Choice,
    /// Is the branch ever read?
    Branch,
    /// Is the way ever gone?
    Way,
    /// Is the scene ever dealt?
    Member,
    /// Is the telling ever written?
    Telling,
    /// Is the ending ever reached?
    Ending,
    /// Is the action ever taken? Of a refused one: ever shown?
    Action,
    /// Does the choice's `when` ever fail on its page?
    Hides,
    /// Is the choice ever shown and not open?
    Locks,
    /// Does the member's `when` ever fail where it could be dealt?
    HoldsBack,
    /// Does the action's `when` ever fail while the thing is held?
    ActionHides,
    /// Is the action ever listed, its thing held or lost, while its `open` fails?
    ActionLocks,
    /// Does the `When` of the branch ever fail where it would be read?
    Skips,
    /// Can the chapter be closed though this of its `passes` doesn't hold? (By
    /// [`Asked::passes`](super::Asked::passes).)
    Slips,
    /// Can the counter leave its range here? (By [`Asked::moves`](super::Asked::moves).)
    Clamps,
    /// Is there a state on this page from which no choice can be taken, nor dealt, nor opened?
    Stuck,
    /// Is there a state here from which the telling goes on for ever and can't end?
    Rounds,
}

/// All kinds, in the order of their questions.
pub const KINDS: [Kind; 18] = [
    Kind::Scene,
    Kind::Choice,
    Kind::Branch,
    Kind::Way,
    Kind::Member,
    Kind::Telling,
    Kind::Ending,
    Kind::Action,
    Kind::Hides,
    Kind::Locks,
    Kind::HoldsBack,
    Kind::ActionHides,
    Kind::ActionLocks,
    Kind::Skips,
    Kind::Slips,
    Kind::Clamps,
    Kind::Stuck,
    Kind::Rounds,
];

/// One question.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Question {
    /// What is asked.
    pub kind: Kind,
    /// Of what.
    pub id: u32,
}

/// What came of a question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It doesn't arise.
    Unasked,
    /// Not settled yet, or not at all.
    Open,
    /// It was played: the number of the sight.
    Reached(u32),
    /// It never is, in any telling.
    Never,
}

macro_rules! questions {
    ($($name:ident($id:ident) => $kind:ident;)+) => {$(
        #[doc = concat!("The question [`Kind::", stringify!($kind), "`].")]
        #[must_use]
        pub fn $name(id: $id) -> Question {
            Question { kind: Kind::$kind, id: id.0 }
        }
    )+};
}

impl Question {
    questions! {
        scene(SceneId) => Scene;
        choice(ChoiceId) => Choice;
        branch(BranchId) => Branch;
        way(WayId) => Way;
        member(SceneId) => Member;
        telling(TellingId) => Telling;
        ending(EndingId) => Ending;
        action(ActionId) => Action;
        hides(ChoiceId) => Hides;
        locks(ChoiceId) => Locks;
        holds_back(SceneId) => HoldsBack;
        action_hides(ActionId) => ActionHides;
        action_locks(ActionId) => ActionLocks;
        skips(BranchId) => Skips;
        stuck(SceneId) => Stuck;
        rounds(SceneId) => Rounds;
    }
}
