//! The settings, one a row; a change is seen at once and written down at once.

use crate::settings::{self, Glyphs, Motion, Spacing, Theme};
use crate::ui::tui::model::{Command, Model, Screen};
use crate::ui::tui::paginate::{Chunk, Leaf, Line, paginate, paragraph};
use crate::ui::tui::theme::Role;

/// A row: its name, its value, what the value means.
type Row = (&'static str, String, String);

fn rows(model: &Model) -> Vec<Row> {
    let set = &model.settings;
    let yes = |on| if on { "yes" } else { "no" }.to_owned();
    vec![
        (
            "Colours",
            set.theme.word().to_owned(),
            set.theme.says().to_owned(),
        ),
        (
            "Column",
            set.measure.to_string(),
            "cells wide at most; + and - change it anywhere".to_owned(),
        ),
        (
            "Spacing",
            set.spacing.word().to_owned(),
            set.spacing.says().to_owned(),
        ),
        (
            "Motion",
            set.motion.word().to_owned(),
            set.motion.says().to_owned(),
        ),
        (
            "Pictures",
            yes(set.pictures),
            "else a sentence stands for each".to_owned(),
        ),
        (
            "Glyphs",
            set.glyphs.word().to_owned(),
            set.glyphs.says().to_owned(),
        ),
        (
            "Mouse",
            yes(set.mouse),
            "takes selecting text away from the terminal".to_owned(),
        ),
        (
            "Keys",
            match set.keys.len() {
                0 => "usual".to_owned(),
                n => format!("{n} yours"),
            },
            "enter gives them others".to_owned(),
        ),
        (
            "Plain lines",
            yes(set.plain),
            "from the next start on".to_owned(),
        ),
    ]
}

/// The settings as pages.
#[must_use]
pub fn leaves(model: &Model, width: u16, height: u16) -> Vec<Leaf> {
    let mut chunks: Vec<Chunk> = rows(model)
        .into_iter()
        .enumerate()
        .map(|(n, (name, value, means))| {
            let line = Line::of(Role::Text, format!("{name:<12}"))
                .indented(2)
                .then(Role::Accent, format!("{value:<9} "));
            let left = line.indent + line.width();
            let means = model.glyphs.words(&means);
            let room = width.saturating_sub(left);
            let lines = if room >= 30 {
                let mut said =
                    super::page::unsaid(paragraph(&means, &[], Role::Muted, room, 0)).into_iter();
                let first = said.next().map_or_else(String::new, |line| line.text());
                let mut lines = vec![line.then(Role::Muted, first)];
                lines.extend(said.map(|line| line.indented(left)));
                lines
            } else {
                vec![line]
            };
            Chunk {
                lines,
                whole: true,
                offers: Some(n),
                ..Chunk::default()
            }
        })
        .collect();
    let words = "Left and right change a row; it is written down at once.";
    let lines = super::page::unsaid(paragraph(
        &model.glyphs.words(words),
        &[],
        Role::Muted,
        width,
        0,
    ));
    chunks.push(Chunk {
        lines,
        gap: 1,
        ..Chunk::default()
    });
    paginate(&chunks, height)
}

/// Changes the marked row, forwards or back.
pub fn change(model: &mut Model, by: isize) -> Option<Command> {
    let marked = model.spread.marked?;
    let set = &mut model.settings;
    match marked {
        0 => set.theme = Theme::turned(set.theme, by),
        1 => {
            let (least, most) = (i32::from(settings::NARROWEST), i32::from(settings::WIDEST));
            set.measure = (i32::from(set.measure) + 2 * by as i32).clamp(least, most) as u16;
        }
        2 => set.spacing = Spacing::turned(set.spacing, by),
        3 => set.motion = Motion::turned(set.motion, by),
        4 => set.pictures = !set.pictures,
        5 => set.glyphs = Glyphs::turned(set.glyphs, by),
        6 => set.mouse = !set.mouse,
        7 => {
            model.open(Screen::Keys { waits: false });
            return None;
        }
        8 => set.plain = !set.plain,
        _ => return None,
    }
    model.dress();
    Some(Command::Store)
}
