//! What a model is made from, and how it starts.
//! Knows nothing of what comes after the first screen.

use std::sync::Arc;

use super::super::colour::Depth;
use super::super::glyphs::{self, Glyphs};
use super::super::keys::Keymap;
use super::super::spread::Spread;
use super::super::theme::Skin;
use super::{Bookmark, Model, Screen};
use crate::session::Session;
use crate::settings::{self, Settings};
use crate::story::Story;
use crate::ui::assets::Assets;

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
}

pub(super) fn glyphs_for(settings: &Settings, terminal: Terminal) -> Glyphs {
    match settings.glyphs {
        settings::Glyphs::Auto if terminal.unicode => glyphs::UNICODE,
        settings::Glyphs::Auto | settings::Glyphs::Ascii => glyphs::ASCII,
        settings::Glyphs::Unicode => glyphs::UNICODE,
    }
}
