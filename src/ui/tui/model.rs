//! Everything the screen is a function of, and what can happen to it.
//! Values; what happens is `update`, what is seen is `view`.

use std::sync::Arc;

use ratatui::style::Style;

use super::colour::Depth;
use super::glyphs::{self, Glyphs};
use super::input::Event;
use super::keys::{Keymap, Place};
use super::paginate::At;
use super::spread::Spread;
use super::theme::{Role, Skin};
use crate::game::Finish;
use crate::save::seen::Seen;
use crate::session::Session;
use crate::settings::{self, Settings};
use crate::story::Story;
use crate::ui::assets::Assets;
use crate::ui::{News, Resumed, SlotLine};

/// What the terminal can do, as far as it is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Terminal {
    /// How many colours it shows.
    pub depth: Depth,
    /// Whether its locale has more than ASCII.
    pub unicode: bool,
    /// Whether it slants.
    pub italics: bool,
    /// Its ground, where it has said.
    pub ground: Option<[u8; 3]>,
}

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

/// What is being typed, and what for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Prompt {
    /// What for.
    pub what: Asks,
    /// What was typed so far.
    pub text: String,
}

/// What something is typed for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Asks {
    /// A name to keep the telling under.
    Keep,
    /// Another name for this slot.
    Rename(String),
    /// What to search for.
    Search,
}

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// The terminal sent something.
    Event(Event),
    /// The window has another size: columns, rows.
    Resize(u16, u16),
    /// Time for what turns to turn.
    Tick,
    /// A new telling was begun.
    Begun(Box<Session>),
    /// A telling was taken up again, or couldn't be.
    Loaded(Result<Box<Resumed>, String>),
    /// The telling was kept, or couldn't be.
    Kept(Result<(), String>),
    /// The slots there are.
    Listed(Vec<SlotLine>),
    /// What all tellings have seen.
    Seen(Box<Seen>),
    /// Something was done that is worth a line.
    Said(String),
    /// The story has changed, or can't be read as it is now.
    News(News),
}

/// What the edge is asked to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// Begin a new telling.
    Begin,
    /// Keep the telling: it has changed.
    Keep,
    /// List the slots.
    List,
    /// Say what all tellings have seen.
    Look,
    /// Keep the telling under a name.
    KeepAs(String),
    /// Take up a slot.
    Load(String),
    /// Give a slot another name.
    Rename(String, String),
    /// Throw a slot away.
    Discard(String),
    /// Write the settings down.
    Store,
    /// Hand text to the terminal's clipboard.
    Copy(String),
    /// Stop until continued.
    Suspend,
    /// Draw everything again.
    Repaint,
    /// Go on in plain lines.
    Plain,
    /// Leave.
    Leave,
}

/// Everything the screen is a function of.
#[derive(Debug)]
pub struct Model {
    pub(super) story: Arc<Story>,
    pub(super) assets: Assets,
    pub(super) session: Option<Session>,
    pub(super) settings: Settings,
    pub(super) keymap: Keymap,
    pub(super) terminal: Terminal,
    pub(super) skin: Skin,
    pub(super) glyphs: Glyphs,
    /// Columns and rows.
    pub(super) size: (u16, u16),
    pub(super) screen: Screen,
    /// Whether the page was opened since the start: where closing a screen leads.
    pub(super) reading: bool,
    /// The pages of the open screen.
    pub(super) spread: Spread,
    /// The region whose map stands beside the page: the one the page's choices are places of.
    pub(super) town: Option<usize>,
    /// What stands beside the page.
    pub(super) panel: Vec<super::paginate::Line>,
    /// Which turn the page shows, and where in it, and what is marked, while another screen is open.
    pub(super) bookmark: Bookmark,
    /// A line that goes with the next key.
    pub(super) notice: Option<String>,
    /// A line that stays: the telling can't be kept.
    pub(super) trouble: Option<String>,
    /// Why the story can't be read as it is now, where it is watched.
    pub(super) broken: Option<String>,
    /// Whether the reader was told that what is left now isn't kept.
    pub(super) warned: bool,
    pub(super) prompt: Option<Prompt>,
    pub(super) slots: Vec<SlotLine>,
    /// What all tellings have seen, as it was last asked for.
    pub(super) seen: Option<Looked>,
    /// Whether what comes after an ending was opened since the page: where closing a screen leads.
    pub(super) after: bool,
    /// Which third of a turn is shown.
    pub(super) third: u8,
}

/// What all tellings have seen, and what is said of it, counted once.
#[derive(Clone, Debug)]
pub(super) struct Looked {
    pub seen: Box<Seen>,
    /// Under an ending: how much this telling saw. Empty where there is none.
    pub here: String,
    /// Of all of them.
    pub so_far: String,
}

/// Where the reader is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Bookmark {
    /// The turn: 0 is what came before the first step.
    pub turn: usize,
    /// Where in it the open page begins.
    pub at: At,
    /// The marked offer.
    pub marked: Option<usize>,
}

/// What a model is made from.
#[derive(Debug)]
pub struct Opening {
    /// The story.
    pub story: Arc<Story>,
    /// Its pictures, maps and notes.
    pub assets: Assets,
    /// The telling that can be continued.
    pub session: Option<Session>,
    /// What the reader has chosen; none on the very first run.
    pub settings: Option<Settings>,
    /// Whether to open the page at once, the title passed over.
    pub at_page: bool,
    /// A sentence to begin with.
    pub notice: Option<String>,
}

impl Model {
    /// A model at its start.
    #[must_use]
    pub fn new(opening: Opening, terminal: Terminal, size: (u16, u16)) -> Model {
        let Opening {
            story,
            assets,
            session,
            settings,
            at_page,
            notice,
        } = opening;
        let first = settings.is_none();
        let settings = settings.unwrap_or_default();
        let (keymap, complaints) = Keymap::with(&settings.keys);
        let reading = at_page && session.is_some();
        let screen = match (first, reading) {
            (true, _) => Screen::First,
            (false, true) => Screen::Page,
            (false, false) => Screen::Title,
        };
        let notice = notice
            .into_iter()
            .chain(complaints)
            .reduce(|all, one| format!("{all} {one}"));
        let turn = session.as_ref().map_or(0, Session::cursor);
        let mut model = Model {
            skin: Skin::of(
                settings.theme,
                terminal.depth,
                terminal.ground,
                terminal.italics,
            ),
            glyphs: glyphs_for(&settings, terminal),
            story,
            assets,
            session,
            settings,
            keymap,
            terminal,
            size,
            screen,
            reading,
            spread: Spread::default(),
            town: None,
            panel: Vec::new(),
            bookmark: Bookmark {
                turn,
                ..Bookmark::default()
            },
            notice,
            trouble: None,
            broken: None,
            warned: false,
            prompt: None,
            slots: Vec::new(),
            seen: None,
            after: false,
            third: 0,
        };
        model.open(model.screen.clone());
        model
    }

    /// Whether what is shown moves by itself.
    #[must_use]
    pub fn moves(&self) -> bool {
        self.settings.motion == settings::Motion::Full && self.turning()
    }

    /// Whether a page of the telling was opened.
    #[must_use]
    pub fn reading(&self) -> bool {
        self.reading
    }

    /// Whether the page is the last of a telling that has come to its end.
    pub(super) fn ended(&self) -> bool {
        self.session.as_ref().is_some_and(|session| {
            let finish = session.state().finish();
            self.bookmark.turn == session.cursor() && matches!(finish, Some(Finish::Ended(_)))
        })
    }

    /// Whether the terminal shows colours.
    #[must_use]
    pub fn paints(&self) -> bool {
        self.terminal.depth != Depth::Mono
    }

    /// What everything stands on.
    #[must_use]
    pub fn ground(&self) -> Style {
        self.skin.role(Role::Text)
    }

    /// The pages of the open screen.
    #[must_use]
    pub fn leaves(&self) -> &[super::paginate::Leaf] {
        &self.spread.leaves
    }

    /// Columns and rows.
    #[must_use]
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// The story.
    #[must_use]
    pub fn story(&self) -> Arc<Story> {
        Arc::clone(&self.story)
    }

    /// The settings, to be written down.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The telling, to be kept.
    #[must_use]
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// Gives the telling away, for whoever goes on with it.
    #[must_use]
    pub fn into_session(self) -> Option<Session> {
        self.session
    }

    /// Takes over the reader's own keys; gives a sentence for each that can't be.
    pub(super) fn take_keys(&mut self) -> Vec<String> {
        let (keymap, complaints) = Keymap::with(&self.settings.keys);
        self.keymap = keymap;
        complaints
    }

    /// Takes over what the settings say of looks.
    pub(super) fn dress(&mut self) {
        let Terminal {
            depth,
            italics,
            ground,
            ..
        } = self.terminal;
        self.skin = Skin::of(self.settings.theme, depth, ground, italics);
        self.glyphs = glyphs_for(&self.settings, self.terminal);
        self.relay();
    }
}

fn glyphs_for(settings: &Settings, terminal: Terminal) -> Glyphs {
    match settings.glyphs {
        settings::Glyphs::Auto if terminal.unicode => glyphs::UNICODE,
        settings::Glyphs::Auto | settings::Glyphs::Ascii => glyphs::ASCII,
        settings::Glyphs::Unicode => glyphs::UNICODE,
    }
}
