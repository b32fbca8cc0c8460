//! A screen without a terminal: a model, keys pressed one after another, and the frame they lead
//! to. For pictures of screens and for tests; keeps nothing.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::input::{Event, Key};
use super::model::{Command, Model, Msg, Opening, Terminal};
use super::paint::Canvas;
use super::update::update;
use super::view::{self, Frame};
use crate::save::seen::Seen;
use crate::session::Session;
use crate::ui::SlotLine;

/// A screen nobody looks at.
#[derive(Debug)]
pub struct Still {
    /// The model as it stands.
    pub model: Model,
    /// The seed of tellings that are begun.
    pub seed: u64,
    /// The slots that are listed.
    pub slots: Vec<SlotLine>,
    /// What the edge was asked for, in order.
    pub asked: Vec<Command>,
}

impl Still {
    /// A screen of so many columns and rows.
    #[must_use]
    pub fn new(opening: Opening, terminal: Terminal, size: (u16, u16)) -> Still {
        let model = Model::new(opening, terminal, size);
        Still {
            model,
            seed: 1,
            slots: Vec::new(),
            asked: Vec::new(),
        }
    }

    /// Presses keys, one after another.
    pub fn press(&mut self, keys: &[Key]) {
        for key in keys {
            self.tell(Msg::Event(Event::Key(*key)));
        }
    }

    /// Gives the model a message, and what it asks for in answer.
    pub fn tell(&mut self, msg: Msg) {
        let mut next = Some(msg);
        while let Some(msg) = next.take() {
            let Some(command) = update(&mut self.model, msg) else {
                return;
            };
            next = match &command {
                Command::Begin => {
                    let session = Session::new(self.model.story(), self.seed);
                    Some(Msg::Begun(Box::new(session)))
                }
                Command::Keep => Some(Msg::Kept(Ok(()))),
                Command::Look => Some(Msg::Seen(Box::new(
                    self.model.session().map(Seen::of).unwrap_or_default(),
                ))),
                Command::List => Some(Msg::Listed(self.slots.clone())),
                _ => None,
            };
            self.asked.push(command);
        }
    }

    /// The frame as it stands, and where its cursor is.
    #[must_use]
    pub fn frame(&self) -> (Buffer, Position) {
        let (columns, rows) = self.model.size();
        let area = Rect::new(0, 0, columns, rows);
        let mut buffer = Buffer::empty(area);
        buffer.set_style(area, self.model.ground());
        let mut frame = Frame {
            buffer: &mut buffer,
            cursor: Position::ORIGIN,
        };
        view::render(&self.model, &mut frame);
        let cursor = frame.cursor;
        (buffer, cursor)
    }

    /// The bytes that draw the frame on a terminal with nothing on it.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        Canvas::default().frame(&self.model, &mut bytes);
        bytes
    }

    /// The frame's characters, a line a row, without trailing spaces.
    #[must_use]
    pub fn text(&self) -> String {
        rows(&self.frame().0, |cell| cell.symbol().to_owned())
    }

    /// The frame's roles: a letter for each cell that shows something, by the role it is drawn in;
    /// a full stop for anything else that is painted.
    #[must_use]
    pub fn roles(&self) -> String {
        let skin = &self.model.skin;
        rows(&self.frame().0, |cell| {
            if cell.symbol() == " " {
                return " ".to_owned();
            }
            let drawn = super::theme::Role::ALL.into_iter().find(|(role, _)| {
                let style = skin.role(*role);
                style.fg == cell.style().fg && cell.modifier.contains(style.add_modifier)
            });
            drawn.map_or(".", |(_, name)| &name[..1]).to_owned()
        })
    }
}

fn rows(buffer: &Buffer, shown: impl Fn(&ratatui::buffer::Cell) -> String) -> String {
    let area = buffer.area;
    let mut out = String::new();
    for y in area.top()..area.bottom() {
        let mut row = String::new();
        for x in area.left()..area.right() {
            row.push_str(&shown(&buffer[(x, y)]));
        }
        out.push_str(row.trim_end());
        out.push('\n');
    }
    out
}
