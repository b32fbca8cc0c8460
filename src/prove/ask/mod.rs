//! Everything a proof is asked about a story, and what came of it.
//! A list of questions with verdicts; how they are settled is not known here.

mod places;
mod question;

use hashbrown::HashMap;

pub use places::{Acts, Stands, acts, pass, text};
pub use question::{KINDS, Kind, Question, Verdict};

use places::{branches, moves, way_scenes, writers};

use crate::story::{ChapterId, CounterId, Gate, Part, SceneId, Story, Text, Way};

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
