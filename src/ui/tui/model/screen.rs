//! Which screens there are, and where each one’s keys are looked up.
//! Values; what a screen shows is `view`.

use super::super::keys::Place;

/// Which screen is open. One at a time; each knows only what it shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Screen {
    /// Screen or plain lines? Asked once.
    First,
    /// The title.
    Title,
    /// The page that is read.
    Page,
    /// A section of the journal, or what a search found in it.
    Journal {
        /// Which section of those there are.
        section: usize,
        /// What is searched for.
        wanted: String,
    },
    /// The things.
    Things,
    /// The tape by itself.
    Tape,
    /// A region's map.
    Map {
        /// Which region of those known.
        region: usize,
    },
    /// Everything that was read.
    History {
        /// What is searched for.
        wanted: String,
    },
    /// Tellings kept under a name.
    Saves {
        /// The slot that is to be thrown away, and how often that was asked about.
        doomed: Option<(usize, u8)>,
    },
    /// The settings.
    Settings,
    /// The keys, to be given others.
    Keys {
        /// Whether the next key is the one for the marked row.
        waits: bool,
    },
    /// What a telling that has ended leaves behind, and where to go from there.
    After,
    /// The keys, to be read.
    Help,
    /// Which pictures were seen, in whatever telling.
    Gallery,
    /// What the story touches on.
    Note,
    /// Who made what.
    Credits,
}

impl Screen {
    /// The place its keys are looked up in.
    #[must_use]
    pub fn place(&self) -> Place {
        match self {
            Screen::First => Place::Question,
            Screen::Title => Place::Title,
            Screen::Page => Place::Page,
            Screen::Journal { .. } => Place::Journal,
            Screen::Things | Screen::Tape => Place::Things,
            Screen::Map { .. } => Place::Map,
            Screen::History { .. } => Place::History,
            Screen::Saves { .. } => Place::Saves,
            Screen::Settings => Place::Settings,
            Screen::Keys { .. } => Place::Keys,
            Screen::After => Place::After,
            Screen::Gallery | Screen::Help | Screen::Note | Screen::Credits => Place::Sheet,
        }
    }
}
