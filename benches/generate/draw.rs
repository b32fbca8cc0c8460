//! An abstract story, drawn from a seed. Knows nothing of how stories are written down.

use rand::rand_core::{Rng, SeedableRng};
use rand::rngs::ChaCha8Rng;

use super::{Choice, Condition, Effect, On, Piece, Scene, Shape, Tale};

/// How many members a deck has.
const MEMBERS: usize = 5;

const WORDS: [&str; 48] = [
    "the", "rain", "had", "been", "on", "since", "morning", "and", "we", "stood", "by", "her",
    "window", "a", "while", "before", "anyone", "spoke", "of", "it", "then", "somebody", "laughed",
    "down", "in", "yard", "with", "his", "coat", "over", "one", "shoulder", "nobody", "asked",
    "where", "they", "would", "go", "after", "field", "was", "wet", "still", "light", "came",
    "late", "that", "year",
];

/// Draws the story of a shape, with one of everything at least. Same shape, same story.
pub fn draw(shape: Shape) -> Tale {
    let shape = Shape {
        flags: shape.flags.max(1),
        items: shape.items.max(1),
        entries: shape.entries.max(1),
        tellings: shape.tellings.max(1),
        endings: shape.endings.max(1),
        ..shape
    };
    let mut pen = Pen {
        shape,
        chance: ChaCha8Rng::seed_from_u64(shape.seed),
        acts: [0; 6],
        asked: [0; 3],
    };
    let dealt = shape.decks * MEMBERS;
    let row = shape.scenes.saturating_sub(shape.endings + dealt).max(1);
    let mut scenes: Vec<Scene> = pen
        .ways(row)
        .into_iter()
        .enumerate()
        .map(|(n, to)| {
            // The hubs stand evenly along the row.
            let every = (row / (shape.decks + 1)).max(1);
            let hub = shape.decks > 0 && n > 0 && n % every == 0 && n / every <= shape.decks;
            pen.told(&to, hub.then(|| n / every - 1))
        })
        .collect();
    scenes.extend((0..shape.endings).map(|ending| pen.scene(On::Ending(ending))));
    scenes.extend((0..dealt).map(|member| {
        let when = pen.maybe();
        pen.scene(On::Dealt(member / MEMBERS, when))
    }));
    Tale { shape, scenes }
}

struct Pen {
    shape: Shape,
    chance: ChaCha8Rng,
    /// How many effects there were of each kind.
    acts: [usize; 6],
    /// How many questions there were of each kind.
    asked: [usize; 3],
}

/// The next of so many: all of them in turn, not in order, so that none is left out.
fn next(turn: &mut usize, of: usize) -> usize {
    *turn += 1;
    *turn * 7_919 % of
}

fn below(chance: &mut ChaCha8Rng, n: usize) -> usize {
    ((u64::from(chance.next_u32()) * n as u64) >> 32) as usize
}

impl Pen {
    fn below(&mut self, n: usize) -> usize {
        below(&mut self.chance, n)
    }

    /// Where each scene of the row leads: to two, three or four of those soon after it, and
    /// something leads to every one.
    fn ways(&mut self, row: usize) -> Vec<Vec<usize>> {
        let last = row + self.shape.endings;
        let far = (2 * row / self.shape.telling.max(1)).max(2);
        let mut ways: Vec<Vec<usize>> = vec![Vec::new(); row];
        for to in 1..last {
            let (from, until) = (to.saturating_sub(far).min(row - 1), to.min(row));
            let near = from + self.below(until - from);
            let free = (near..until).chain(from..near).find(|n| ways[*n].len() < 4);
            if let Some(n) = free {
                ways[n].push(to);
            }
        }
        for (n, to) in ways.iter_mut().enumerate() {
            let wanted = 2 + self.below(3);
            for _ in to.len()..wanted {
                let next = n + 1 + self.below(far);
                let next = if next < row {
                    next
                } else {
                    row + self.below(self.shape.endings)
                };
                if !to.contains(&next) {
                    to.push(next);
                }
            }
            let first = self.below(to.len());
            to.swap(0, first);
        }
        ways
    }

    fn told(&mut self, to: &[usize], deck: Option<usize>) -> Scene {
        // The first choice is always there, so the others stand under conditions a little oftener.
        let share = self.shape.conditional * to.len() / to.len().saturating_sub(1).max(1);
        let choices = to
            .iter()
            .enumerate()
            .map(|(n, to)| {
                let words = 3 + self.below(5);
                let say = self.sentence(words);
                let when = (n > 0 && self.below(100) < share).then(|| self.condition());
                let acts = self.below(2);
                let then = (0..acts).map(|_| self.effect()).collect();
                Choice {
                    say: say.trim_end_matches('.').to_owned(),
                    when,
                    then,
                    to: *to,
                }
            })
            .collect();
        self.scene(On::Choices(choices, deck))
    }

    fn scene(&mut self, on: On) -> Scene {
        let acts = self.below(2);
        let enter = (0..acts).map(|_| self.effect()).collect();
        let text = self.text();
        Scene { enter, text, on }
    }

    fn effect(&mut self) -> Effect {
        let Shape {
            flags,
            items,
            entries,
            tellings,
            ..
        } = self.shape;
        let acts = &mut self.acts;
        match below(&mut self.chance, 9) {
            0..3 => Effect::Set(next(&mut acts[0], flags)),
            3 => Effect::Clear(next(&mut acts[1], flags)),
            4 | 5 => Effect::Take(next(&mut acts[2], items)),
            6 => Effect::Lose(next(&mut acts[3], items)),
            7 if tellings > 1 => {
                let nth = next(&mut acts[4], entries * (tellings - 1));
                Effect::Retell(nth % entries, 1 + nth / entries)
            }
            _ => Effect::Remember(next(&mut acts[5], entries)),
        }
    }

    fn maybe(&mut self) -> Option<Condition> {
        (self.below(100) < self.shape.conditional).then(|| self.condition())
    }

    fn condition(&mut self) -> Condition {
        match self.below(10) {
            0..6 => self.fact(),
            6..8 => Condition::Not(Box::new(self.fact())),
            _ => Condition::All(Box::new([self.fact(), self.fact()])),
        }
    }

    fn fact(&mut self) -> Condition {
        let asked = &mut self.asked;
        match below(&mut self.chance, 5) {
            0 | 1 => Condition::Is(next(&mut asked[0], self.shape.flags)),
            2 | 3 => Condition::Has(next(&mut asked[1], self.shape.items)),
            _ => Condition::Remembers(next(&mut asked[2], self.shape.entries)),
        }
    }

    /// Paragraphs of some fifty words, the directives among them.
    fn text(&mut self) -> Vec<Piece> {
        let paragraphs = self.shape.words.div_ceil(50).max(1);
        let mut pieces = Vec::new();
        let mut directives = self.shape.directives;
        for paragraph in 0..paragraphs {
            let mut left = self.shape.words / paragraphs;
            let here = directives.div_ceil(paragraphs - paragraph);
            directives -= here;
            for _ in 0..here {
                let directive = self.directive();
                left = left.saturating_sub(10);
                pieces.push(directive);
            }
            while left > 0 {
                let words = (6 + self.below(9)).min(left);
                left -= words;
                let sentence = self.sentence(words);
                pieces.push(Piece::Words(sentence));
            }
            if paragraph + 1 < paragraphs {
                pieces.push(Piece::Break);
            }
        }
        pieces
    }

    fn directive(&mut self) -> Piece {
        match self.below(3) {
            0 => Piece::When(self.condition(), self.sentence(10)),
            1 => Piece::Either(self.condition(), self.sentence(10), self.sentence(10)),
            _ => Piece::Pick(vec![self.sentence(10), self.sentence(10)]),
        }
    }

    fn sentence(&mut self, words: usize) -> String {
        let mut sentence = String::new();
        for n in 0..words {
            let word = WORDS[self.below(WORDS.len())];
            if n == 0 {
                sentence.push(word.as_bytes()[0].to_ascii_uppercase() as char);
                sentence.push_str(&word[1..]);
            } else {
                sentence.push(' ');
                sentence.push_str(word);
            }
        }
        sentence.push('.');
        sentence
    }
}
