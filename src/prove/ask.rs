//! Everything a proof is asked about a story, and what came of it.
//! A list of questions with verdicts; how they are settled is not known here.

use hashbrown::HashMap;

use crate::story::{
    ActionId, BranchId, ChapterId, ChoiceId, Condition, CounterId, Effect, EndingId, Gate, ItemId,
    Part, PlaceId, SceneId, Story, TellingId, Text, Way, WayId,
};

/// What is asked. The number that goes with it is an id of the story, or a place in a list of the
/// [`Asked`].
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
    /// Can the chapter be closed though this of its `passes` doesn't hold? (By [`Asked::passes`].)
    Slips,
    /// Can the counter leave its range here? (By [`Asked::moves`].)
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
    /// It was played: the number of the [sight](super::play::Sight).
    Reached(u32),
    /// It never is, in any telling.
    Never,
}

/// Where a branch stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Stands {
    /// In a scene's text.
    Scene(SceneId),
    /// In a choice's echo.
    Echo(ChoiceId),
    /// In a thing's look.
    Item(ItemId),
    /// In a place's look.
    Place(PlaceId),
}

/// Where effects stand.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Acts {
    /// On arrival at a scene.
    Enter(SceneId),
    /// In a choice.
    Then(ChoiceId),
    /// In a way of a scene.
    Way(SceneId, WayId),
}

/// All questions about a story, with their verdicts.
pub struct Asked {
    verdicts: Vec<Verdict>,
    first: [usize; KINDS.len() + 1],
    /// Where each branch stands.
    pub branches: Vec<Option<Stands>>,
    /// What each chapter passes: the chapter and which of its conditions.
    pub passes: Vec<(ChapterId, usize)>,
    /// Where each counter is moved, each place and counter once.
    pub moves: Vec<(Acts, CounterId)>,
    /// The scene of each way.
    pub way_scenes: Vec<SceneId>,
    /// Where each telling may be written.
    pub writers: Vec<Vec<Acts>>,
    move_numbers: HashMap<(Acts, CounterId), u32>,
}

impl Asked {
    /// Everything there is to ask about a story.
    #[must_use]
    pub fn of(story: &Story) -> Asked {
        let branches = branches(story);
        let moves = moves(story);
        let passes: Vec<(ChapterId, usize)> = story
            .chapters()
            .flat_map(|(id, chapter)| (0..chapter.passes.len()).map(move |nth| (id, nth)))
            .collect();
        let count = |kind: Kind| match kind {
            Kind::Scene | Kind::Member | Kind::HoldsBack | Kind::Stuck | Kind::Rounds => {
                story.scenes().len()
            }
            Kind::Choice | Kind::Hides | Kind::Locks => story.choices().len(),
            Kind::Branch | Kind::Skips => branches.len(),
            Kind::Way => story.ways().len(),
            Kind::Telling => story.tellings().len(),
            Kind::Ending => story.endings().len(),
            Kind::Action | Kind::ActionHides | Kind::ActionLocks => story.actions().len(),
            Kind::Slips => passes.len(),
            Kind::Clamps => moves.len(),
        };
        let mut first = [0; KINDS.len() + 1];
        for (n, kind) in KINDS.into_iter().enumerate() {
            first[n + 1] = first[n] + count(kind);
        }
        let mut asked = Asked {
            verdicts: vec![Verdict::Unasked; first[KINDS.len()]],
            first,
            branches,
            passes,
            way_scenes: way_scenes(story),
            writers: writers(story),
            move_numbers: (0..).zip(&moves).map(|(n, moved)| (*moved, n)).collect(),
            moves,
        };
        asked.raise(story);
        asked
    }

    /// The question whether a counter leaves its range here.
    #[must_use]
    pub fn clamps(&self, acts: Acts, counter: CounterId) -> Option<Question> {
        let id = *self.move_numbers.get(&(acts, counter))?;
        Some(Question {
            kind: Kind::Clamps,
            id,
        })
    }

    /// The questions about what a chapter passes.
    pub fn slips(&self, chapter: ChapterId) -> impl Iterator<Item = (Question, usize)> + '_ {
        let all = (0..).zip(&self.passes);
        all.filter(move |(_, (of, _))| *of == chapter)
            .map(|(id, (_, nth))| {
                let kind = Kind::Slips;
                (Question { kind, id }, *nth)
            })
    }

    /// Marks every question that arises.
    fn raise(&mut self, story: &Story) {
        let whole = [
            Kind::Way,
            Kind::Telling,
            Kind::Ending,
            Kind::Slips,
            Kind::Clamps,
        ];
        for kind in whole.into_iter().chain([Kind::Action, Kind::Choice]) {
            for id in 0..self.count(kind) {
                self.open(kind, id as u32);
            }
        }
        for id in 0..self.branches.len() {
            if self.branches[id].is_some() {
                self.open(Kind::Branch, id as u32);
            }
        }
        for (id, scene) in story.scenes() {
            self.open(Kind::Scene, id.0);
            self.open(Kind::Rounds, id.0);
            if matches!(scene.way, Way::Choices { .. }) {
                self.open(Kind::Stuck, id.0);
            }
            if let Some(card) = &scene.card {
                self.open(Kind::Member, id.0);
                if card.when.is_some() {
                    self.open(Kind::HoldsBack, id.0);
                }
            }
            if let Some(text) = &scene.text {
                self.raise_skips(text);
            }
        }
        for (id, choice) in story.choices() {
            if choice.when.is_some() {
                self.open(Kind::Hides, id.0);
            }
            if matches!(choice.gate, Gate::If(..)) {
                self.open(Kind::Locks, id.0);
            }
            if let Some(echo) = &choice.echo {
                self.raise_skips(echo);
            }
        }
        for (id, action) in story.actions() {
            if action.when.is_some() {
                self.open(Kind::ActionHides, id.0);
            }
            if matches!(action.gate, Gate::If(..)) {
                self.open(Kind::ActionLocks, id.0);
            }
        }
    }

    fn raise_skips(&mut self, text: &Text) {
        text.each_part(&mut |part| {
            if let Part::When { branch, .. } = part {
                self.open(Kind::Skips, branch.0);
            }
        });
    }

    fn open(&mut self, kind: Kind, id: u32) {
        let index = self.index(Question { kind, id });
        self.verdicts[index] = Verdict::Open;
    }

    fn count(&self, kind: Kind) -> usize {
        self.first[kind as usize + 1] - self.first[kind as usize]
    }

    fn index(&self, question: Question) -> usize {
        self.first[question.kind as usize] + question.id as usize
    }

    /// What came of a question.
    #[must_use]
    pub fn verdict(&self, question: Question) -> Verdict {
        self.verdicts[self.index(question)]
    }

    /// Whether a question is not settled yet.
    #[must_use]
    pub fn is_open(&self, question: Question) -> bool {
        self.verdict(question) == Verdict::Open
    }

    /// Settles a question that was open.
    pub fn settle(&mut self, question: Question, verdict: Verdict) {
        let index = self.index(question);
        if self.verdicts[index] == Verdict::Open {
            self.verdicts[index] = verdict;
        }
    }

    /// Gives a question that was reached a better sight.
    pub fn show(&mut self, question: Question, sight: u32) {
        let index = self.index(question);
        if let Verdict::Reached(shown) = &mut self.verdicts[index] {
            *shown = sight;
        }
    }

    /// Every question of a kind that arises, with what came of it.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (Question, Verdict)> + '_ {
        (0..self.count(kind)).filter_map(move |id| {
            let question = Question {
                kind,
                id: id as u32,
            };
            let verdict = self.verdict(question);
            (verdict != Verdict::Unasked).then_some((question, verdict))
        })
    }

    /// Every question that is not settled.
    #[must_use]
    pub fn still_open(&self) -> Vec<Question> {
        KINDS
            .into_iter()
            .flat_map(|kind| self.of_kind(kind))
            .filter(|(_, verdict)| *verdict == Verdict::Open)
            .map(|(question, _)| question)
            .collect()
    }
}

/// The effects that stand somewhere.
#[must_use]
pub fn acts(story: &Story, place: Acts) -> &[Effect] {
    match place {
        Acts::Enter(scene) => &story.scene(scene).enter,
        Acts::Then(choice) => &story.choice(choice).then,
        Acts::Way(_, way) => &story.way(way).then,
    }
}

/// The text a branch stands in.
#[must_use]
pub fn text(story: &Story, stands: Stands) -> Option<&Text> {
    match stands {
        Stands::Scene(id) => story.scene(id).text.as_ref(),
        Stands::Echo(id) => story.choice(id).echo.as_ref(),
        Stands::Item(id) => story.item(id).look.as_ref(),
        Stands::Place(id) => story.place(id).look.as_ref(),
    }
}

/// What a chapter passes.
#[must_use]
pub fn pass(story: &Story, (chapter, nth): (ChapterId, usize)) -> &Condition {
    &story.chapter(chapter).passes[nth]
}

/// Every place with a text.
fn texts(story: &Story) -> impl Iterator<Item = (Stands, &Text)> {
    let scenes = story.scenes().map(|(id, _)| Stands::Scene(id));
    let echoes = story.choices().map(|(id, _)| Stands::Echo(id));
    let items = story.items().map(|(id, _)| Stands::Item(id));
    let places = story.places().map(|(id, _)| Stands::Place(id));
    let all = scenes.chain(echoes).chain(items).chain(places);
    all.filter_map(|stands| Some((stands, text(story, stands)?)))
}

fn branches(story: &Story) -> Vec<Option<Stands>> {
    let mut found = vec![None; story.branch_count()];
    for (stands, text) in texts(story) {
        text.each_part(&mut |part| match part {
            Part::When { branch, .. } | Part::First { branch, .. } | Part::Again { branch, .. } => {
                found[branch.index()] = Some(stands);
            }
            Part::Either { branch, .. } => {
                found[branch.index()] = Some(stands);
                found[branch.index() + 1] = Some(stands);
            }
            Part::Words(_) | Part::Break | Part::Stress | Part::Pick { .. } | Part::Count(_) => {}
        });
    }
    found
}

fn way_scenes(story: &Story) -> Vec<SceneId> {
    let mut scenes = vec![story.start(); story.ways().len()];
    for (id, scene) in story.scenes() {
        if let Way::Ways(ways) = &scene.way {
            scenes[ways.start as usize..ways.end as usize].fill(id);
        }
    }
    scenes
}

/// Every place with effects.
fn places(story: &Story) -> impl Iterator<Item = Acts> + '_ {
    let enters = story.scenes().map(|(id, _)| Acts::Enter(id));
    let thens = story.choices().map(|(id, _)| Acts::Then(id));
    let ways = story.scenes().flat_map(|(id, scene)| match &scene.way {
        Way::Ways(ways) => ways.clone().map(|way| Acts::Way(id, WayId(way))).collect(),
        _ => Vec::new(),
    });
    enters.chain(thens).chain(ways)
}

fn writers(story: &Story) -> Vec<Vec<Acts>> {
    let mut found = vec![Vec::new(); story.tellings().len()];
    for place in places(story) {
        for effect in acts(story, place) {
            let telling = match effect {
                Effect::Remember(entry) => story.first_telling(*entry),
                Effect::Retell(_, telling) => *telling,
                _ => continue,
            };
            let here: &mut Vec<Acts> = &mut found[telling.index()];
            if here.last() != Some(&place) {
                here.push(place);
            }
        }
    }
    found
}

fn moves(story: &Story) -> Vec<(Acts, CounterId)> {
    let mut found = Vec::new();
    for place in places(story) {
        let mut here = Vec::new();
        for effect in acts(story, place) {
            if let Effect::Add(counter, _) = effect {
                here.push(*counter);
            }
        }
        here.sort_unstable();
        here.dedup();
        found.extend(here.into_iter().map(|counter| (place, counter)));
    }
    found
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
