//! The gallery: which pictures were seen, in whatever telling, each with its sentence. What wasn't
//! seen yet is counted and not shown.

use crate::save::seen::pictures;
use crate::ui::tui::model::{Looked, Model};
use crate::ui::tui::paginate::{Chunk, Leaf, paginate, paragraph};
use crate::ui::tui::theme::Role;

/// Rows of a page that are left for a picture's sentence.
const SENTENCE: u16 = 4;

/// What was seen, and a page for each picture.
#[must_use]
pub fn leaves(model: &Model, width: u16, height: u16) -> Vec<Leaf> {
    let Some(Looked { seen, so_far, .. }) = &model.seen else {
        return vec![Leaf::default()];
    };
    let said = |words: &str, role: Role| Chunk {
        lines: super::page::unsaid(paragraph(&model.glyphs.words(words), &[], role, width, 0)),
        gap: 1,
        ..Chunk::default()
    };
    let mut chunks = vec![said(so_far, Role::Text)];
    let known = pictures(&model.story);
    for name in known
        .into_iter()
        .filter(|name| seen.pictures.contains(*name))
    {
        let Some(picture) = model.assets.picture(name) else {
            continue;
        };
        let most = height.saturating_sub(SENTENCE);
        let drawn = super::page::picture_chunk(model, name, width, most)
            .filter(|_| super::page::draws_pictures(model, most));
        let mut sentence = said(&picture.says, Role::Muted);
        sentence.whole = true;
        if let Some(drawn) = drawn {
            chunks.push(Chunk {
                opens: true,
                ..drawn
            });
        }
        chunks.push(sentence);
    }
    paginate(&chunks, height)
}
