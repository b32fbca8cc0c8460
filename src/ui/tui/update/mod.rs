//! What comes of what happens: `update(&mut Model, Msg) -> Option<Command>`.
//! Pure but for the telling, which it steps; draws nothing, opens nothing.

mod pages;
mod screens;
mod taking;
mod typing;

use std::sync::Arc;

use super::input::{Event, Key};
use super::keys::Does;
use super::model::{Asks, Command, Looked, Model, Msg, Screen};
use super::view;
use crate::game::Finish;
use crate::session::Session;
use crate::ui::{News, say};

/// Takes a message; says what the edge has to do.
pub fn update(model: &mut Model, msg: Msg) -> Option<Command> {
    match msg {
        Msg::Event(Event::Key(key)) => model.key(key),
        Msg::Event(Event::Paste(text)) => {
            if let Some(prompt) = &mut model.prompt {
                prompt.text.push_str(
                    crate::clean::shown(text.trim())
                        .lines()
                        .next()
                        .unwrap_or(""),
                );
            }
            None
        }
        Msg::Event(Event::Click(x, y)) => model.click(x, y),
        Msg::Event(Event::Wheel(by)) => {
            if by > 0 {
                return model.forward();
            }
            model.backward();
            None
        }
        Msg::Event(Event::Ground(r, g, b)) => {
            model.terminal.ground = Some([r, g, b]);
            model.dress();
            None
        }
        Msg::Resize(columns, rows) => {
            model.size = (columns, rows);
            model.relay();
            None
        }
        Msg::Tick => {
            model.turn_on();
            None
        }
        Msg::Begun(session) => model.begin(*session, None),
        Msg::Loaded(Ok(resumed)) => model.begin(resumed.session, resumed.notice),
        Msg::Loaded(Err(why)) | Msg::Said(why) => {
            model.notice = Some(why);
            None
        }
        Msg::News(News::Broken(why)) => {
            model.broken = Some(why);
            model.notice = None;
            model.relay();
            None
        }
        Msg::News(News::Story(resumed)) => {
            model.broken = None;
            model.story = Arc::clone(resumed.session.story());
            let (title, at_end) = (model.screen == Screen::Title, model.spread.is_last());
            model.session = Some(resumed.session);
            model.notice = resumed.notice;
            if title {
                model.relay();
            } else {
                model.show_last(at_end);
            }
            Some(Command::Keep)
        }
        Msg::Kept(Ok(())) => {
            if model.trouble.take().is_some() {
                model.notice = Some(say::KEPT_AGAIN.to_owned());
            }
            model.look_back()
        }
        Msg::Kept(Err(why)) => {
            model.warned = false;
            model.trouble = Some(why);
            model.look_back()
        }
        Msg::Seen(seen) => {
            let ended = model.session.as_ref().filter(|session| {
                let finish = session.state().finish();
                matches!(finish, Some(Finish::Ended(_)))
            });
            model.seen = Some(Looked {
                here: ended.map_or_else(String::new, |session| say::seen(session, &seen)),
                so_far: say::seen_so_far(&model.story, &seen),
                seen,
            });
            model.relay();
            None
        }
        Msg::Listed(slots) => {
            model.slots = slots;
            model.relay();
            if model.spread.marked.is_none() && matches!(model.screen, Screen::Saves { .. }) {
                model.spread.mark_first();
            }
            None
        }
    }
}

impl Model {
    fn key(&mut self, key: Key) -> Option<Command> {
        self.notice = None;
        if key == Key::Ctrl('c') {
            return Some(Command::Leave);
        }
        if self.prompt.is_some() {
            return self.type_key(key);
        }
        if self.screen == (Screen::Keys { waits: true }) {
            return view::keys::give(self, key);
        }
        if let Key::Char(digit @ '1'..='9') = key {
            return self.digit(digit as usize - '1' as usize);
        }
        let does = self.keymap.does(key, self.screen.place())?;
        if !matches!(does, Does::Discard)
            && let Screen::Saves { doomed } = &mut self.screen
            && doomed.take().is_some()
        {
            self.relay();
        }
        self.act(does)
    }

    fn act(&mut self, does: Does) -> Option<Command> {
        match does {
            Does::Up => self.spread.up(),
            Does::Down => self.down(),
            Does::Left => return self.sideways(-1),
            Does::Right => return self.sideways(1),
            Does::Take => return self.take_marked(),
            Does::Forward => return self.forward(),
            Does::Backward => self.backward(),
            Does::First => self.spread.to_end(false),
            Does::Last => self.spread.to_end(true),
            Does::Things => self.open(Screen::Things),
            Does::Tape => self.open(Screen::Tape),
            Does::Journal => self.open(Screen::Journal {
                section: 0,
                wanted: String::new(),
            }),
            Does::Map => self.open(Screen::Map {
                region: view::map::region_here(self),
            }),
            Does::History => {
                self.open(Screen::History {
                    wanted: String::new(),
                });
                self.spread.to_end(true);
            }
            Does::Gallery => {
                self.open(Screen::Gallery);
                return Some(Command::Look);
            }
            Does::Undo => return self.travel(Session::undo, "There is nothing to take back."),
            Does::Redo => return self.travel(Session::redo, "There is nothing to take again."),
            Does::Saves => {
                self.open(Screen::Saves { doomed: None });
                return Some(Command::List);
            }
            Does::Settings => self.open(Screen::Settings),
            Does::Help => self.open(Screen::Help),
            Does::Note => self.open(Screen::Note),
            Does::Back | Does::Leave => return self.close(does),
            Does::Wider => return self.measure(2),
            Does::Narrower => return self.measure(-2),
            Does::Search => self.ask(Asks::Search, ""),
            Does::Copy => return Some(Command::Copy(self.shown_words())),
            Does::Keep if self.session.is_some() => self.ask(Asks::Keep, ""),
            Does::Keep => self.notice = Some("There is no telling to keep yet.".to_owned()),
            Does::Rename => {
                if let Some(slot) = self.marked_slot() {
                    self.ask(Asks::Rename(slot.clone()), &slot);
                }
            }
            Does::Discard => return self.discard(),
            Does::Repaint => return Some(Command::Repaint),
            Does::Suspend => return Some(Command::Suspend),
        }
        None
    }
}
