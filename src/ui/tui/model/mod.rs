//! Everything the screen is a function of, and what can happen to it.
//! Values; what happens is `update`, what is seen is `view`.

mod happens;
mod opening;
mod screen;

pub use self::happens::{Asks, Command, Msg, Prompt};
pub use self::opening::{Opening, Terminal};
pub use self::screen::Screen;

use std::sync::Arc;

use ratatui::style::Style;

use self::opening::glyphs_for;
use super::colour::Depth;
use super::glyphs::Glyphs;
use super::keys::Keymap;
use super::paginate::At;
use super::spread::Spread;
use super::theme::{Role, Skin};
use crate::game::Finish;
use crate::save::seen::Seen;
use crate::session::Session;
use crate::settings::{self, Settings};
use crate::story::Story;
use crate::ui::SlotLine;
use crate::ui::assets::Assets;

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

impl Model {
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
