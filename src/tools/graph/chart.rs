//! What a drawing of a story shows, as values: nodes with rows, decks, lines, in clusters.
//! Knows neither the story nor how it is drawn.

/// A story, or one chapter of it, ready to be drawn.
#[derive(Clone, Debug, Default)]
pub struct Chart {
    /// The story's title.
    pub title: String,
    /// How many tellings were walked to see what is seen.
    pub runs: u64,
    /// Chapters, and what belongs to none.
    pub clusters: Vec<Cluster>,
    /// Everything with a frame of its own.
    pub nodes: Vec<Node>,
    /// Decks, each with the nodes in it.
    pub decks: Vec<Deck>,
    /// What leads where.
    pub lines: Vec<Line>,
}

/// A chapter, or what belongs to none.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// Its heading.
    pub title: String,
}

/// A scene, or a thing with its actions.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its name.
    pub name: String,
    /// Which cluster it is in.
    pub cluster: usize,
    /// Which deck it waits in.
    pub deck: Option<usize>,
    /// What it is.
    pub what: What,
    /// What became of it.
    pub fate: Fate,
    /// Its choices, ways or actions, in order.
    pub rows: Vec<Row>,
    /// How it goes on by itself, in words: home, a chapter's close, an ending.
    pub foot: Option<String>,
}

/// What a node is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// A scene that goes on.
    Scene,
    /// A scene that leads home.
    Home,
    /// A scene that ends the story.
    Ending,
    /// A thing.
    Thing,
    /// A scene of a chapter that isn't drawn.
    Elsewhere,
}

/// One choice, way or action.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its label.
    pub say: String,
    /// Whether it is hidden at times.
    pub hides: bool,
    /// Whether it is greyed at times, or always.
    pub gate: Lock,
    /// What became of it.
    pub fate: Fate,
}

/// Whether something that is shown can be taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lock {
    /// Always.
    Open,
    /// At times.
    Locked,
    /// Never, on purpose.
    Refused,
}

/// What a walk saw of something, and what was proved.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Fate {
    /// Seen by this share of the tellings, above 0.
    Seen(f64),
    /// Seen by none, and proved to be within reach.
    Unseen,
    /// Proved never to come about.
    Never,
    /// Seen by none, and not settled.
    Unsettled,
    /// Nothing was asked.
    Unasked,
}

/// Some scenes that wait to be dealt.
#[derive(Clone, Debug)]
pub struct Deck {
    /// Its name, and what is dealt of it.
    pub title: String,
    /// Which cluster it is in.
    pub cluster: usize,
    /// Its nodes.
    pub members: Vec<usize>,
}

/// Where a line ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum End {
    /// At a node.
    Node(usize),
    /// At a deck.
    Deck(usize),
}

/// Why one thing leads to another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// On, for good.
    To,
    /// Through there, and home.
    Via,
    /// A deal.
    Deal,
    /// Into the next chapter.
    Opens,
}

/// One way from a node to another.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// From which node.
    pub from: usize,
    /// Which of its rows, if one.
    pub row: Option<usize>,
    /// To where.
    pub to: End,
    /// Why.
    pub kind: Kind,
}

impl Chart {
    /// The cluster an end is in.
    #[must_use]
    pub fn cluster_of(&self, end: End) -> usize {
        match end {
            End::Node(n) => self.nodes[n].cluster,
            End::Deck(n) => self.decks[n].cluster,
        }
    }

    /// The row a line begins at.
    #[must_use]
    pub fn row_of(&self, line: &Line) -> Option<&Row> {
        self.nodes[line.from].rows.get(line.row?)
    }
}

/// Words of at most so many characters, with an ellipsis where some are left out.
#[must_use]
pub fn short(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let kept: String = words.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}
