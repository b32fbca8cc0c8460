//! What a story can come to, by plain exhaustive search: every state there is, nothing clever.
//! The prover is held against it.

use std::collections::{HashMap, HashSet};

use hailsham::game::step::{Draws, Event, Read, Watch, start, step};
use hailsham::game::{self, Key, Reading, State, Took};
use hailsham::prove::ask::{Acts, Asked, Kind, Question, Stands};
use hailsham::story::{BranchId, FlagId, Gate, Part, Story, Text, Way};

/// Everything that was seen anywhere.
#[derive(Default)]
pub struct Seen {
    pub questions: HashSet<Question>,
    /// Whether some state leads to no ending and to no page without a way on.
    pub trapped: bool,
}

/// Chance falling in every way.
#[derive(Default)]
struct Every {
    picks: Vec<(usize, usize)>,
    at: usize,
}

impl Draws for Every {
    fn draw(&mut self, _: Key, among: &[FlagId]) -> FlagId {
        if self.at == self.picks.len() {
            self.picks.push((0, among.len()));
        }
        self.at += 1;
        among[self.picks[self.at - 1].0]
    }
}

/// More draws in one step than a story has that doesn't go round and round.
const MANY_DRAWS: usize = 20;

impl Every {
    fn is_endless(&self) -> bool {
        self.picks.len() > MANY_DRAWS
    }

    fn next(&mut self) -> bool {
        self.at = 0;
        while let Some((pick, among)) = self.picks.pop() {
            if pick + 1 < among {
                self.picks.push((pick + 1, among));
                return true;
            }
        }
        false
    }
}

struct Watcher<'a> {
    story: &'a Story,
    asked: &'a Asked,
    seen: &'a mut HashSet<Question>,
    acts: Option<Acts>,
    ran: bool,
}

impl Watcher<'_> {
    fn text(&mut self, state: &State, first: bool, text: &Text) {
        for part in &text.parts {
            let (read, branch): (&Text, BranchId) = match part {
                Part::When {
                    condition,
                    then,
                    branch,
                } => {
                    if !game::holds(self.story, state, condition) {
                        self.seen.insert(Question::skips(*branch));
                        continue;
                    }
                    (then, *branch)
                }
                Part::Either {
                    condition,
                    then,
                    otherwise,
                    branch,
                } => {
                    if game::holds(self.story, state, condition) {
                        (then, *branch)
                    } else {
                        (otherwise, BranchId(branch.0 + 1))
                    }
                }
                Part::First { then, branch } if first => (then, *branch),
                Part::Again { then, branch } if !first => (then, *branch),
                Part::Pick { options, .. } => {
                    for option in options {
                        self.text(state, first, option);
                    }
                    continue;
                }
                _ => continue,
            };
            self.seen.insert(Question::branch(branch));
            self.text(state, first, read);
        }
    }
}

impl Watch for Watcher<'_> {
    fn event(&mut self, story: &Story, state: &State, event: Event) {
        let question = match event {
            Event::Taken(Took::Choice(id)) => {
                self.acts = Some(Acts::Then(id));
                Question::choice(id)
            }
            Event::Taken(Took::Deal(id)) => Question::member(id),
            Event::Taken(Took::Action(id)) => Question::action(id),
            Event::Arrived(id) => {
                self.acts = Some(Acts::Enter(id));
                Question::scene(id)
            }
            Event::Went(id) => {
                self.acts = Some(Acts::Way(state.at(), id));
                Question::way(id)
            }
            Event::Remembered(id) => Question::telling(story.first_telling(id)),
            Event::Retold(_, id) => Question::telling(id),
            Event::Clamped(id) => self.asked.clamps(self.acts.unwrap(), id).unwrap(),
            Event::Ended(id) => Question::ending(id),
            Event::Closed(chapter) => {
                for (question, nth) in self.asked.slips(chapter) {
                    if !game::holds(story, state, &story.chapter(chapter).passes[nth]) {
                        self.seen.insert(question);
                    }
                }
                return;
            }
            Event::Ran(_) => {
                self.ran = true;
                return;
            }
            _ => return,
        };
        self.seen.insert(question);
    }

    fn text(&mut self, _: &Story, state: &State, reading: Reading, text: Read<'_>) {
        match text {
            Read::Scene(_, text) | Read::Echo(text) => {
                Watcher::text(self, state, reading.first, text);
            }
        }
    }
}

/// Looks at every state of a story; none where there are more than `most`, or
/// a step may draw on and on.
pub fn exhaust(story: &Story, asked: &Asked, most: usize) -> Option<Seen> {
    let mut seen = Seen::default();
    let mut numbers: HashMap<State, usize> = HashMap::new();
    let mut states: Vec<State> = Vec::new();
    let mut ran: Vec<bool> = Vec::new();
    // For each state, whom it leads to, and whether by a choice or a deal.
    let mut edges: Vec<Vec<(usize, bool)>> = Vec::new();
    let mut number = |mut state: State, has_run: bool, lists: (&mut Vec<State>, &mut Vec<bool>)| {
        state.level_visits(story.layout());
        *numbers.entry(state.clone()).or_insert_with(|| {
            lists.0.push(state);
            lists.1.push(has_run);
            lists.0.len() - 1
        })
    };
    let mut every = Every::default();
    loop {
        let mut watcher = Watcher {
            story,
            asked,
            seen: &mut seen.questions,
            acts: None,
            ran: false,
        };
        let state = start(story, 0, &mut every, &mut watcher);
        let has_run = watcher.ran && !stands(story, &state);
        number(state, has_run, (&mut states, &mut ran));
        if every.is_endless() {
            return None;
        }
        if !every.next() {
            break;
        }
    }
    let mut here = 0;
    while here < states.len() {
        if states.len() > most {
            return None;
        }
        if ran[here] {
            // A step went round for too long and stopped somewhere: that is a fault, and nothing
            // after it counts.
            edges.push(Vec::new());
            here += 1;
            continue;
        }
        let state = states[here].clone();
        look(story, asked, &state, &mut seen.questions);
        let mut ways = Vec::new();
        game::takeable(story, &state, |took| ways.push(took));
        let mut next = Vec::new();
        for took in ways {
            let mut every = Every::default();
            loop {
                let mut state = state.clone();
                let mut watcher = Watcher {
                    story,
                    asked,
                    seen: &mut seen.questions,
                    acts: None,
                    ran: false,
                };
                assert!(step(story, &mut state, took, &mut every, &mut watcher));
                let has_run = watcher.ran && !stands(story, &state);
                let to = number(state, has_run, (&mut states, &mut ran));
                if every.is_endless() {
                    return None;
                }
                next.push((to, !matches!(took, Took::Action(_))));
                if !every.next() {
                    break;
                }
            }
        }
        edges.push(next);
        here += 1;
    }
    let stuck = stuck(&states, &edges, &ran);
    for (state, is_stuck) in states.iter().zip(&stuck) {
        if *is_stuck {
            seen.questions.insert(Question::stuck(state.at()));
        }
    }
    let fine: Vec<bool> = states
        .iter()
        .zip(&stuck)
        .map(|(state, is_stuck)| *is_stuck || state.finish().is_some())
        .collect();
    seen.trapped = reach(&edges, fine, |_| true).contains(&false);
    Some(seen)
}

/// Whether a page of choices stands there, its deal not at its end.
fn stands(story: &Story, state: &State) -> bool {
    match &story.scene(state.at()).way {
        Way::Choices { deal, .. } => deal
            .as_ref()
            .is_none_or(|deal| !game::is_dealt_out(story, state, deal)),
        _ => false,
    }
}

/// Which states lead to a marked one, by edges that count.
fn reach(
    edges: &[Vec<(usize, bool)>],
    mut marked: Vec<bool>,
    counts: impl Fn(&(usize, bool)) -> bool,
) -> Vec<bool> {
    loop {
        let mut grew = false;
        for (from, to) in edges.iter().enumerate() {
            let leads = to
                .iter()
                .filter(|edge| counts(edge))
                .any(|edge| marked[edge.0]);
            if leads && !marked[from] {
                marked[from] = true;
                grew = true;
            }
        }
        if !grew {
            return marked;
        }
    }
}

/// Pages on which no choice can be taken, nor dealt, nor opened by actions: an action may go
/// through pages of its own before it comes home.
fn stuck(states: &[State], edges: &[Vec<(usize, bool)>], ran: &[bool]) -> Vec<bool> {
    let is_page = |n: usize| states[n].finish().is_none() && !ran[n];
    (0..states.len())
        .map(|n| {
            if !is_page(n) {
                return false;
            }
            let depth = states[n].frames().len();
            let mut seen = HashSet::from([n]);
            let mut left = vec![n];
            while let Some(here) = left.pop() {
                let home = states[here].frames().len() == depth;
                if home && edges[here].iter().any(|(_, leads_on)| *leads_on) {
                    return false;
                }
                for (to, _) in &edges[here] {
                    if seen.insert(*to) {
                        left.push(*to);
                    }
                }
            }
            true
        })
        .collect()
}

/// What a page shows by standing there.
fn look(story: &Story, asked: &Asked, state: &State, seen: &mut HashSet<Question>) {
    looks(story, asked, state, seen);
    let Way::Choices { choices, deal } = &story.scene(state.at()).way else {
        return;
    };
    if state.finish().is_some() {
        return;
    }
    let shut = |gate: &Gate| matches!(gate, Gate::If(open, _) if !game::holds(story, state, open));
    for id in choices.clone().map(hailsham::story::ChoiceId) {
        let choice = story.choice(id);
        if !game::allows(story, state, choice.when.as_ref()) {
            seen.insert(Question::hides(id));
        } else if !choice.once || !state.chosen(story.layout(), id) {
            if shut(&choice.gate) {
                seen.insert(Question::locks(id));
            }
            if matches!(choice.gate, Gate::Refused(_)) {
                seen.insert(Question::choice(id));
            }
        }
    }
    if let Some(deal) = deal {
        for member in &story.deck(deal.deck).members {
            let card = story.scene(*member).card.as_ref().unwrap();
            let undealt = card.again || state.visits(story.layout(), *member) == 0;
            if undealt && !game::allows(story, state, card.when.as_ref()) {
                seen.insert(Question::holds_back(*member));
            }
        }
    }
    if state.frames().is_empty() {
        for (id, action) in story.actions() {
            let held = state.held(story.layout(), action.item);
            let listed = held || state.had(story.layout(), action.item);
            let shows = game::allows(story, state, action.when.as_ref());
            if listed && shows && shut(&action.gate) {
                seen.insert(Question::action_locks(id));
            }
            if held && !shows {
                seen.insert(Question::action_hides(id));
            } else if held && matches!(action.gate, Gate::Refused(_)) {
                seen.insert(Question::action(id));
            }
        }
    }
}

/// The branches of the looks of everything listed.
fn looks(story: &Story, asked: &Asked, state: &State, seen: &mut HashSet<Question>) {
    let page = matches!(story.scene(state.at()).way, Way::Choices { .. });
    if !page && state.finish().is_none() {
        return;
    }
    let listed: Vec<_> = game::things(story, state)
        .iter()
        .map(|thing| thing.item)
        .collect();
    for (branch, stands) in (0..).zip(&asked.branches) {
        if let Some(Stands::Item(item)) = stands
            && listed.contains(item)
            && let Some(look) = &story.item(*item).look
        {
            game::branches(story, state, true, look, &mut |read| {
                if read.0 == branch {
                    seen.insert(Question::branch(read));
                }
            });
        }
    }
}

/// Where the prover and the search disagree: each question with what each says. Rounds are
/// compared as a whole, since of several scenes of a trap one is named.
pub fn differences(seen: &Seen, asked: &Asked) -> (Vec<String>, usize) {
    use hailsham::prove::ask::{KINDS, Verdict};
    let (mut wrong, mut open) = (Vec::new(), 0);
    let mut trapped = false;
    for kind in KINDS {
        for (question, verdict) in asked.of_kind(kind) {
            if kind == Kind::Rounds {
                trapped |= matches!(verdict, Verdict::Reached(_));
                open += usize::from(verdict == Verdict::Open);
                continue;
            }
            match (verdict, seen.questions.contains(&question)) {
                (Verdict::Reached(_), true) | (Verdict::Never, false) => {}
                (Verdict::Open, _) => open += 1,
                (verdict, was_seen) => {
                    wrong.push(format!("{question:?}: proved {verdict:?}, seen {was_seen}"));
                }
            }
        }
    }
    if trapped != seen.trapped && open == 0 {
        wrong.push(format!("trapped: proved {trapped}, seen {}", seen.trapped));
    }
    (wrong, open)
}
