//! Sets of states, as reduced ordered binary decision diagrams (Bryant 1986) with complemented
//! edges: two equal sets are one number, and *not* costs nothing. Knows numbered yes-or-no
//! questions and nothing of what they ask.

use hashbrown::{HashMap, HashTable};

/// A set of states.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Set(u32);

impl Set {
    /// Every state.
    pub const ALL: Set = Set(0);
    /// No state.
    pub const NONE: Set = Set(1);

    /// The states that aren't in it.
    #[must_use]
    pub fn not(self) -> Set {
        Set(self.0 ^ 1)
    }

    fn index(self) -> usize {
        (self.0 >> 1) as usize
    }

    fn flipped_by(self, other: Set) -> Set {
        Set(self.0 ^ (other.0 & 1))
    }
}

/// A question and the sets of those that answer no and yes; `yes` is never complemented.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Node {
    var: u32,
    no: Set,
    yes: Set,
}

/// Stands below every question.
const LAST: u32 = u32::MAX;
const MEMO: usize = 1 << 15;
/// Empty slots: `ALL` never gets as far as the memo, nor has any question the last number.
const NO_AND: (Set, Set, Set) = (Set::ALL, Set::ALL, Set::ALL);
const NO_FIX: (Set, u32, Set) = (Set::ALL, LAST, Set::ALL);

/// The store of all sets.
pub struct Sets {
    nodes: Vec<Node>,
    table: HashTable<u32>,
    /// Results of `and` and of `fix`, each at the slot its arguments hash to.
    ands: Vec<(Set, Set, Set)>,
    fixes: Vec<(Set, u32, Set)>,
    limit: usize,
    /// How often a node may still be asked for.
    effort: u64,
    full: bool,
}

fn mix(a: u64, b: u64) -> u64 {
    let hash = (a ^ b.rotate_left(32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ hash >> 29
}

fn node_hash(node: &Node) -> u64 {
    mix(
        u64::from(node.var) << 32 | u64::from(node.no.0),
        u64::from(node.yes.0),
    )
}

impl Sets {
    /// An empty store that gives up past `limit` nodes.
    #[must_use]
    pub fn new(limit: usize) -> Sets {
        let mut sets = Sets {
            nodes: Vec::new(),
            table: HashTable::new(),
            ands: vec![NO_AND; MEMO],
            fixes: vec![NO_FIX; MEMO],
            limit,
            effort: u64::MAX,
            full: false,
        };
        sets.clear();
        sets
    }

    /// Forgets every set but `ALL` and `NONE`.
    pub fn clear(&mut self) {
        self.nodes.clear();
        self.nodes.push(Node {
            var: LAST,
            no: Set::ALL,
            yes: Set::ALL,
        });
        self.table.clear();
        self.ands.fill(NO_AND);
        self.fixes.fill(NO_FIX);
        self.full = false;
    }

    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Gives up once nodes were asked for so often, too.
    pub fn allow(&mut self, effort: u64) {
        self.effort = effort;
    }

    /// How often nodes may still be asked for.
    #[must_use]
    pub fn effort(&self) -> u64 {
        self.effort
    }

    /// Whether a limit was met: what was worked out since then means nothing.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.full
    }

    fn var(&self, set: Set) -> u32 {
        self.nodes[set.index()].var
    }

    fn make(&mut self, var: u32, no: Set, yes: Set) -> Set {
        if self.effort == 0 {
            self.full = true;
        }
        // Nothing is remembered any more, so going on would take for ever.
        if self.full {
            return Set::NONE;
        }
        self.effort -= 1;
        if no == yes {
            return no;
        }
        if yes.0 & 1 == 1 {
            return self.make(var, no.not(), yes.not()).not();
        }
        let node = Node { var, no, yes };
        let hash = node_hash(&node);
        let nodes = &self.nodes;
        if let Some(found) = self
            .table
            .find(hash, |index| nodes[*index as usize] == node)
        {
            return Set(*found << 1);
        }
        if self.nodes.len() >= self.limit {
            self.full = true;
            return Set::NONE;
        }
        let index = self.nodes.len() as u32;
        self.nodes.push(node);
        let nodes = &self.nodes;
        self.table
            .insert_unique(hash, index, |index| node_hash(&nodes[*index as usize]));
        Set(index << 1)
    }

    /// The states that answer a question so.
    pub fn literal(&mut self, var: u32, yes: bool) -> Set {
        let set = self.make(var, Set::NONE, Set::ALL);
        if yes { set } else { set.not() }
    }

    /// The two halves of a set by a question it asks first, or not at all.
    fn halves(&self, set: Set, var: u32) -> (Set, Set) {
        let node = self.nodes[set.index()];
        if node.var == var {
            (node.no.flipped_by(set), node.yes.flipped_by(set))
        } else {
            (set, set)
        }
    }

    /// The states in both.
    pub fn and(&mut self, a: Set, b: Set) -> Set {
        if a == b || b == Set::ALL {
            return a;
        }
        if a == Set::ALL {
            return b;
        }
        if a == b.not() || a == Set::NONE || b == Set::NONE {
            return Set::NONE;
        }
        let (a, b) = if a < b { (a, b) } else { (b, a) };
        let slot = mix(u64::from(a.0), u64::from(b.0)) as usize % MEMO;
        let (x, y, known) = self.ands[slot];
        if (x, y) == (a, b) {
            return known;
        }
        if self.full {
            return Set::NONE;
        }
        let var = self.var(a).min(self.var(b));
        let (a_no, a_yes) = self.halves(a, var);
        let (b_no, b_yes) = self.halves(b, var);
        let no = self.and(a_no, b_no);
        let yes = self.and(a_yes, b_yes);
        let both = self.make(var, no, yes);
        if !self.full {
            self.ands[slot] = (a, b, both);
        }
        both
    }

    /// The states in either.
    pub fn or(&mut self, a: Set, b: Set) -> Set {
        self.and(a.not(), b.not()).not()
    }

    /// The states of `yes` where they are in `test`, of `no` where not.
    pub fn choose(&mut self, test: Set, yes: Set, no: Set) -> Set {
        if yes == no {
            return yes;
        }
        let with = self.and(test, yes);
        let without = self.and(test.not(), no);
        self.or(with, without)
    }

    /// The states that are in the set once the question is made to answer so.
    pub fn fix(&mut self, set: Set, var: u32, yes: bool) -> Set {
        let at = self.var(set);
        if at > var {
            return set;
        }
        let (no_half, yes_half) = self.halves(set, at);
        if at == var {
            return if yes { yes_half } else { no_half };
        }
        let key = var << 1 | u32::from(yes);
        let slot = mix(u64::from(set.0), u64::from(key)) as usize % MEMO;
        let (x, y, known) = self.fixes[slot];
        if (x, y) == (set, key) {
            return known;
        }
        if self.full {
            return Set::NONE;
        }
        let no = self.fix(no_half, var, yes);
        let yes_half = self.fix(yes_half, var, yes);
        let fixed = self.make(at, no, yes_half);
        if !self.full {
            self.fixes[slot] = (set, key, fixed);
        }
        fixed
    }

    /// The same for every question whose answer is known.
    pub fn fix_all(&mut self, set: Set, known: &impl Fn(u32) -> Option<bool>) -> Set {
        if set == Set::ALL || set == Set::NONE {
            return set;
        }
        let mut memo = HashMap::new();
        self.fix_known(set, known, &mut memo)
    }

    fn fix_known(
        &mut self,
        set: Set,
        known: &impl Fn(u32) -> Option<bool>,
        memo: &mut HashMap<Set, Set>,
    ) -> Set {
        let var = self.var(set);
        if var == LAST {
            return set;
        }
        if let Some(done) = memo.get(&set) {
            return *done;
        }
        if self.full {
            return Set::NONE;
        }
        let (no, yes) = self.halves(set, var);
        let fixed = match known(var) {
            Some(true) => self.fix_known(yes, known, memo),
            Some(false) => self.fix_known(no, known, memo),
            None => {
                let no = self.fix_known(no, known, memo);
                let yes = self.fix_known(yes, known, memo);
                self.make(var, no, yes)
            }
        };
        memo.insert(set, fixed);
        fixed
    }

    /// Whether a state that answers so is in the set.
    #[must_use]
    pub fn contains(&self, set: Set, answer: impl Fn(u32) -> bool) -> bool {
        let mut set = set;
        loop {
            let var = self.var(set);
            if var == LAST {
                return set == Set::ALL;
            }
            let (no, yes) = self.halves(set, var);
            set = if answer(var) { yes } else { no };
        }
    }

    /// Calls `see` once with every question the set depends on.
    pub fn asks(&self, set: Set, see: &mut impl FnMut(u32)) {
        let mut done = hashbrown::HashSet::new();
        let mut asked = std::collections::BTreeSet::new();
        let mut left = vec![set.index()];
        while let Some(index) = left.pop() {
            let node = self.nodes[index];
            if node.var != LAST && done.insert(index) {
                asked.insert(node.var);
                left.push(node.no.index());
                left.push(node.yes.index());
            }
        }
        asked.into_iter().for_each(see);
    }
}

#[cfg(test)]
mod tests {
    use super::{Set, Sets};

    /// Every set over three questions, as the list of its answers.
    fn table(sets: &Sets, set: Set) -> u8 {
        (0..8u8)
            .filter(|state| sets.contains(set, |var| state >> var & 1 == 1))
            .fold(0, |table, state| table | 1 << state)
    }

    fn build(sets: &mut Sets, wanted: u8) -> Set {
        (0..8u8).fold(Set::NONE, |built, state| {
            if wanted >> state & 1 == 0 {
                return built;
            }
            let mut one = Set::ALL;
            for var in 0..3 {
                let literal = sets.literal(var, state >> var & 1 == 1);
                one = sets.and(one, literal);
            }
            sets.or(built, one)
        })
    }

    #[test]
    fn every_operation_agrees_with_lists_of_states() {
        let mut sets = Sets::new(10_000);
        let all: Vec<Set> = (0..=255).map(|wanted| build(&mut sets, wanted)).collect();
        for (wanted, set) in all.iter().enumerate() {
            assert_eq!(table(&sets, *set), wanted as u8);
            assert_eq!(set.not(), all[255 - wanted]);
            for var in 0..3 {
                for yes in [false, true] {
                    let fixed = sets.fix(*set, var, yes);
                    let by_hand = (0..8usize)
                        .filter(|state| {
                            let forced = state & !(1 << var) | usize::from(yes) << var;
                            wanted >> forced & 1 == 1
                        })
                        .fold(0usize, |table, state| table | 1 << state);
                    assert_eq!(fixed, all[by_hand]);
                    let known = |asked| (asked == var).then_some(yes);
                    assert_eq!(sets.fix_all(*set, &known), fixed);
                }
            }
        }
        for (a, set_a) in all.iter().enumerate() {
            for (b, set_b) in all.iter().enumerate().step_by(7) {
                assert_eq!(sets.and(*set_a, *set_b), all[a & b]);
                assert_eq!(sets.or(*set_a, *set_b), all[a | b]);
            }
        }
    }

    #[test]
    fn a_set_says_what_it_depends_on() {
        let mut sets = Sets::new(1_000);
        let (a, b) = (sets.literal(4, true), sets.literal(9, false));
        let both = sets.and(a, b);
        let mut asked = Vec::new();
        sets.asks(both, &mut |var| asked.push(var));
        assert_eq!(asked, [4, 9]);
    }

    #[test]
    fn a_full_store_says_so() {
        let mut sets = Sets::new(20);
        let mut set = Set::NONE;
        for n in 0..20 {
            let (a, b) = (sets.literal(n, true), sets.literal(40 - n, true));
            let both = sets.and(a, b);
            set = sets.or(set, both);
        }
        assert!(sets.is_full());
        sets.clear();
        assert!(!sets.is_full());
        assert_eq!(sets.len(), 1);
    }

    #[test]
    fn so_does_one_that_was_asked_too_often() {
        let mut sets = Sets::new(1_000);
        sets.allow(3);
        let (a, b) = (sets.literal(1, true), sets.literal(2, true));
        assert!(!sets.is_full());
        let both = sets.and(a, b);
        assert!(!sets.is_full() && both != Set::NONE);
        assert_eq!(sets.effort(), 0);
        sets.or(a, both);
        assert!(sets.is_full());
    }
}
