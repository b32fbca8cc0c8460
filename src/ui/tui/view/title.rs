//! The title: the story's name, large and still, and where to go from here. And the question of
//! the first run.

use crate::ui::say;
use crate::ui::tui::letters;
use crate::ui::tui::model::{Command, Model, Screen};
use crate::ui::tui::paginate::{Chunk, Leaf, Line, Touch, cells, paginate, paragraph};
use crate::ui::tui::theme::Role;

/// Where the title leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Entry {
    Continue,
    Begin,
    Saves,
    Gallery,
    Settings,
    Credits,
    Leave,
}

fn entries(model: &Model) -> Vec<Entry> {
    let going = model.session.is_some().then_some(Entry::Continue);
    let rest = [
        Entry::Begin,
        Entry::Saves,
        Entry::Gallery,
        Entry::Settings,
        Entry::Credits,
        Entry::Leave,
    ];
    going.into_iter().chain(rest).collect()
}

/// The title as one page.
#[must_use]
pub fn leaves(model: &Model, width: u16, height: u16) -> Vec<Leaf> {
    let mut chunks = Vec::new();
    let entries = entries(model);
    let menu: Vec<Chunk> = entries
        .iter()
        .enumerate()
        .map(|(n, entry)| {
            let words = match entry {
                Entry::Continue => "Continue",
                Entry::Begin => "A new telling",
                Entry::Saves => "Saved tellings",
                Entry::Gallery => "Gallery",
                Entry::Settings => "Settings",
                Entry::Credits => "Credits",
                Entry::Leave => "Leave",
            };
            let mut line = Line::of(Role::Text, words).indented(2);
            if *entry == Entry::Continue
                && let Some(about) = about(model)
            {
                let room = (width / 2).saturating_sub(3);
                if cells(&about) <= room {
                    line = line.then(Role::Muted, format!("  {}", model.glyphs.words(&about)));
                }
            }
            Chunk {
                lines: vec![line],
                gap: u16::from(n == 0) * 2,
                offers: Some(n),
                ..Chunk::default()
            }
        })
        .collect();
    let rows: u16 = menu.len() as u16 + 2;
    let title = letters::large(
        model.story.title(),
        width,
        height.saturating_sub(rows),
        &model.glyphs,
    )
    .unwrap_or_else(|| {
        let words = model.glyphs.words(model.story.title());
        let lines = paragraph(&words, &[], Role::Accent, width, 0);
        lines
            .into_iter()
            .map(|line| Line::touched(Role::Accent, Touch::Strong, line.text()))
            .collect()
    });
    let used = title.len() as u16 + rows;
    let free = height.saturating_sub(used);
    let art = model
        .settings
        .pictures
        .then(|| super::page::picture_chunk(model, "title", width, free.saturating_sub(2)))
        .flatten()
        .filter(|_| free >= 12);
    let pictured = art.as_ref().map_or(0, |art| art.lines.len() as u16 + 1);
    let above = (free - pictured.min(free)) / 3;
    let centred = |line: Line| {
        let left = width.saturating_sub(line.width()) / 2;
        line.indented(left)
    };
    chunks.push(Chunk {
        lines: vec![Line::of(Role::Text, ""); usize::from(above)],
        ..Chunk::default()
    });
    if let Some(art) = art {
        chunks.push(Chunk {
            gap: 0,
            leads: false,
            ..art
        });
    }
    let gap = u16::from(pictured > 0);
    chunks.push(Chunk {
        lines: title.into_iter().map(centred).collect(),
        gap,
        whole: true,
        ..Chunk::default()
    });
    let left = (width / 2).saturating_sub(9);
    chunks.extend(menu.into_iter().map(|chunk| {
        Chunk {
            lines: chunk
                .lines
                .into_iter()
                .map(|line| line.indented(left))
                .collect(),
            ..chunk
        }
    }));
    let mut leaves = paginate(&chunks, height);
    for leaf in &mut leaves {
        leaf.mark_at = left;
    }
    leaves
}

/// Where the telling that can be continued stands.
fn about(model: &Model) -> Option<String> {
    let session = model.session.as_ref()?;
    let story = &model.story;
    (story.chapters().len() > 0).then(|| say::chapter(story, session.state().chapter()))
}

/// Goes where the title leads.
pub fn take(model: &mut Model, n: usize) -> Option<Command> {
    match entries(model).get(n)? {
        Entry::Continue => model.open(Screen::Page),
        Entry::Begin => return Some(Command::Begin),
        Entry::Saves => {
            model.open(Screen::Saves { doomed: None });
            return Some(Command::List);
        }
        Entry::Gallery => {
            model.open(Screen::Gallery);
            return Some(Command::Look);
        }
        Entry::Settings => model.open(Screen::Settings),
        Entry::Credits => model.open(Screen::Credits),
        Entry::Leave => return Some(Command::Leave),
    }
    None
}

/// Screen or plain lines?
#[must_use]
pub fn first(model: &Model, width: u16, height: u16) -> Vec<Leaf> {
    let say = |words: &str, role, gap| Chunk {
        lines: super::page::unsaid(paragraph(&model.glyphs.words(words), &[], role, width, 0)),
        gap,
        ..Chunk::default()
    };
    let offer = |n: usize, words: &str, gap| {
        let lines = paragraph(words, &[], Role::Text, width.saturating_sub(5), 0);
        let mut lines: Vec<Line> = super::page::unsaid(lines)
            .into_iter()
            .map(|line| line.indented(5))
            .collect();
        if let Some(first) = lines.first_mut() {
            first
                .spans
                .splice(0..0, Line::of(Role::Accent, format!("{:>2} ", n + 1)).spans);
            first.indent = 2;
        }
        Chunk {
            lines,
            gap,
            whole: true,
            offers: Some(n),
            ..Chunk::default()
        }
    };
    let mut chunks = vec![
        say("Before you begin", Role::Accent, 0),
        say(
            "How would you like to read? This is asked once.",
            Role::Text,
            1,
        ),
        offer(0, "On the screen, in pages", 1),
        offer(
            1,
            "In plain lines, one after another: for screen readers, and for whoever likes it so",
            0,
        ),
        say(
            "Either can be changed later in the settings, and for once by starting with --plain or --screen.",
            Role::Muted,
            1,
        ),
    ];
    // A little air above, where there is enough.
    let rows: usize = chunks
        .iter()
        .map(|chunk| chunk.lines.len() + usize::from(chunk.gap))
        .sum();
    let air = usize::from(height).saturating_sub(rows) / 3;
    let air = std::iter::repeat_n(Line::default(), air);
    if let Some(first) = chunks.first_mut() {
        first.lines.splice(0..0, air);
    }
    paginate(&chunks, height)
}
