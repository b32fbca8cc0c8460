//! Stories of any size and shape from a seed, for measuring with: an abstract story, of numbers
//! instead of names, that `ron` writes as a pack. Nothing in it was meant; every telling goes
//! forward and comes to an ending.

mod draw;
pub mod ron;

use serde::Serialize;

pub use draw::draw;

/// What a story is to be like.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Shape {
    /// What everything is drawn from.
    pub seed: u64,
    /// How many scenes, endings and members of decks included.
    pub scenes: usize,
    /// How many choices a telling takes that goes on at random, about.
    pub telling: usize,
    /// How many words of prose a scene has, about.
    pub words: usize,
    /// How many of a hundred choices stand under a condition.
    pub conditional: usize,
    /// How many directives a scene's prose has.
    pub directives: usize,
    /// How many flags.
    pub flags: usize,
    /// How many things.
    pub items: usize,
    /// How many entries the journal has.
    pub entries: usize,
    /// How many tellings an entry has.
    pub tellings: usize,
    /// How many decks; each has a hub, and five members beside the row of scenes.
    pub decks: usize,
    /// How many endings.
    pub endings: usize,
}

impl Default for Shape {
    /// What other systems were measured with, and a journal, and a directive in every scene.
    fn default() -> Shape {
        Shape {
            seed: 1,
            scenes: 300,
            telling: 90,
            words: 200,
            conditional: 30,
            directives: 1,
            flags: 20,
            items: 20,
            entries: 20,
            tellings: 2,
            decks: 0,
            endings: 10,
        }
    }
}

/// A story: of what it declares only the numbers, and its scenes by position; the first one begins.
#[derive(Debug, Serialize)]
pub struct Tale {
    /// What it was to be like.
    pub shape: Shape,
    /// Its scenes: the row of those told, then endings, then members of decks.
    pub scenes: Vec<Scene>,
}

/// One scene.
#[derive(Debug, Serialize)]
pub struct Scene {
    /// What happens on arrival.
    pub enter: Vec<Effect>,
    /// What is read on arrival.
    pub text: Vec<Piece>,
    /// How it goes on.
    pub on: On,
}

/// How a scene goes on.
#[derive(Debug, Serialize)]
pub enum On {
    /// By these, and by the deal of a deck, which goes on as the first of them does.
    Choices(Vec<Choice>, Option<usize>),
    /// To this ending.
    Ending(usize),
    /// Home; dealt from this deck, if the condition holds.
    Dealt(usize, Option<Condition>),
}

/// One choice.
#[derive(Debug, Serialize)]
pub struct Choice {
    /// Its label.
    pub say: String,
    /// Hidden unless this holds.
    pub when: Option<Condition>,
    /// What happens.
    pub then: Vec<Effect>,
    /// The scene it goes to.
    pub to: usize,
}

/// A question about flags, things and entries, by their numbers.
#[derive(Debug, Serialize)]
pub enum Condition {
    /// The flag is set.
    Is(usize),
    /// The thing is held.
    Has(usize),
    /// The entry is kept.
    Remembers(usize),
    /// It isn't so.
    Not(Box<Condition>),
    /// Both are so.
    All(Box<[Condition; 2]>),
}

/// Something that happens, to a flag, a thing or an entry by its number.
#[derive(Debug, Serialize)]
pub enum Effect {
    /// The flag is set.
    Set(usize),
    /// The flag is cleared.
    Clear(usize),
    /// The thing is held.
    Take(usize),
    /// The thing is lost.
    Lose(usize),
    /// The entry is written.
    Remember(usize),
    /// The entry gets this later telling.
    Retell(usize, usize),
}

/// A piece of prose.
#[derive(Debug, Serialize)]
pub enum Piece {
    /// Words.
    Words(String),
    /// The end of a paragraph.
    Break,
    /// Words if something is so.
    When(Condition, String),
    /// Words if something is so, or else others.
    Either(Condition, String, String),
    /// Some of these words, by chance.
    Pick(Vec<String>),
}
