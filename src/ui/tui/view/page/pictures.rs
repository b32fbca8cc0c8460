//! A picture on a page, or the sentence that stands for it.
//! Knows how much room there is, not what the picture goes with.

use super::unsaid;
use crate::ui::tui::model::Model;
use crate::ui::tui::paginate::{Chunk, paragraph};
use crate::ui::tui::picture;
use crate::ui::tui::theme::Role;

/// From how many rows of body a picture is drawn; below, its sentence stands for it.
pub(super) const ROOM_FOR_PICTURES: u16 = 14;

/// How many rows of a page a picture may take: half of them, or all but ten.
pub(super) fn picture_rows(height: u16) -> u16 {
    (height / 2).max(height.saturating_sub(10))
}

/// Whether pictures are drawn that are at most so high.
pub(in crate::ui::tui::view) fn draws_pictures(model: &Model, most: u16) -> bool {
    model.settings.pictures && most * 2 >= ROOM_FOR_PICTURES
}

/// A picture at most so high, or its sentence where none is drawn.
#[must_use]
pub fn picture_chunk(model: &Model, name: &str, width: u16, most: u16) -> Option<Chunk> {
    let picture = model.assets.picture(name)?;
    let lines = if draws_pictures(model, most) {
        let brush = picture::Brush {
            skin: &model.skin,
            glyphs: &model.glyphs,
            third: model.third,
        };
        let rows = picture::rows(&picture, width, most, brush);
        let left = rows
            .first()
            .map_or(0, |row| width.saturating_sub(row.width()) / 2);
        rows.into_iter().map(|row| row.indented(left)).collect()
    } else {
        unsaid(paragraph(
            &model.glyphs.words(&picture.says),
            &[],
            Role::Muted,
            width,
            0,
        ))
    };
    Some(Chunk {
        lines,
        gap: 1,
        whole: true,
        leads: true,
        ..Chunk::default()
    })
}
