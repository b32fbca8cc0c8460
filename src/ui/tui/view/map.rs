//! A region's map: a drawing where there is room for it, and beside it the places that are known,
//! in words. Where the page's offers lead to places, the map is how one moves.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

use crate::game::{self, Chart, Known};
use crate::session::Session;
use crate::ui::tui::model::{Model, Screen};
use crate::ui::tui::paginate::{Chunk, Leaf, Line, paginate, paragraph};
use crate::ui::tui::theme::Role;

/// How wide a drawing is.
pub const WIDTH: u16 = 60;
/// How high a drawing is.
pub const HEIGHT: u16 = 18;
/// From how many cells a place's look stands under its name; below, under the drawing.
const ROOM_FOR_LOOKS: u16 = 24;
/// Said where a place is taken that the page offers no way to.
pub const NO_WAY: &str = "There is no way there from here, just now.";

fn charts(session: &Session) -> Vec<Chart<'_>> {
    game::charts(session.story(), session.state())
}

/// How many regions something is known of.
#[must_use]
pub fn regions(session: Option<&Session>) -> usize {
    session.map_or(0, |session| charts(session).len())
}

/// The region one is in.
#[must_use]
pub fn region_here(model: &Model) -> usize {
    let Some(session) = &model.session else {
        return 0;
    };
    charts(session)
        .iter()
        .position(|chart| chart.places.iter().any(|place| place.here))
        .unwrap_or(0)
}

/// The open region's chart.
fn with_chart<T>(model: &Model, region: usize, see: impl FnOnce(&Chart<'_>) -> T) -> Option<T> {
    let charts = charts(model.session.as_ref()?);
    charts.get(region).map(see)
}

/// Whether the open region's map is drawn in a window of so many columns and a body of so many rows.
#[must_use]
pub fn is_drawn(model: &Model, columns: u16, height: u16) -> bool {
    let Screen::Map { region } = model.screen else {
        return false;
    };
    columns >= WIDTH + 20
        && height >= HEIGHT
        && model.settings.pictures
        && with_chart(model, region, |chart| {
            chart.map.is_some_and(|map| model.assets.map(map).is_some())
        })
        .unwrap_or(false)
}

/// The places that are known, in words.
#[must_use]
pub fn leaves(model: &Model, region: usize, width: u16, height: u16) -> Vec<Leaf> {
    let Some(session) = &model.session else {
        return vec![Leaf::default()];
    };
    let charts = charts(session);
    let Some(chart) = charts.get(region) else {
        let words = paragraph(
            "There is no place to speak of yet.",
            &[],
            Role::Muted,
            width,
            0,
        );
        return paginate(
            &[Chunk {
                lines: super::page::unsaid(words),
                ..Chunk::default()
            }],
            height,
        );
    };
    let mut heading = super::page::heading(model, chart.title, width);
    if charts.len() > 1 {
        let last = heading.lines.pop().unwrap_or_default();
        let count = format!("  {} of {}", region + 1, charts.len());
        let fits = last.width() + count.len() as u16 <= width;
        heading.lines.push(if fits {
            last.then(Role::Muted, count)
        } else {
            last
        });
    }
    let mut chunks = vec![heading];
    for (n, place) in chart.places.iter().enumerate() {
        chunks.push(entry(model, n, place, width));
    }
    let drawn = super::areas(model).is_some_and(|areas| areas.drawing.is_some());
    if !drawn && let Some(map) = chart.map.and_then(|map| model.assets.map(map)) {
        let says = paragraph(&model.glyphs.words(&map.says), &[], Role::Muted, width, 0);
        chunks.insert(
            1,
            Chunk {
                lines: super::page::unsaid(says),
                gap: 1,
                ..Chunk::default()
            },
        );
    }
    paginate(&chunks, height)
}

/// One place: its mark, its name, what is seen there where there is room.
fn entry(model: &Model, n: usize, place: &Known<'_>, width: u16) -> Chunk {
    let room = width.saturating_sub(5);
    let mut name = model.glyphs.words(&super::capital(place.title));
    if place.here && room < ROOM_FOR_LOOKS {
        name.push_str(" (here)");
    }
    let role = if place.offers.is_empty() && !place.here {
        Role::Muted
    } else {
        Role::Text
    };
    let mut lines: Vec<Line> = super::page::unsaid(paragraph(&name, &[], role, room, 0))
        .into_iter()
        .map(|line| line.indented(5))
        .collect();
    if let Some(first) = lines.first_mut() {
        first.spans.splice(
            0..0,
            Line::of(Role::Accent, format!("{:>2} ", sign(model, place))).spans,
        );
        first.indent = 2;
    }
    if place.here
        && room >= ROOM_FOR_LOOKS
        && let Some(last) = lines.pop()
    {
        let fits = last.indent + last.width() + 14 <= width;
        let here = if fits { "  you are here" } else { "" };
        lines.push(last.then(Role::Muted, here));
    }
    if room >= ROOM_FOR_LOOKS {
        let look = model.glyphs.prose(&place.look);
        for (text, stress) in look.paragraphs().filter(|(text, _)| !text.is_empty()) {
            let words = paragraph(text, &stress, Role::Muted, room, 0);
            lines.extend(
                super::page::unsaid(words)
                    .into_iter()
                    .map(|line| line.indented(5)),
            );
        }
    }
    Chunk {
        lines,
        gap: u16::from(n == 0),
        whole: true,
        offers: Some(n),
        ..Chunk::default()
    }
}

/// What marks a place: the number of the offer that leads there, where one is, or that it is known.
fn sign(model: &Model, place: &Known<'_>) -> String {
    match place.offers.first() {
        Some(n) if *n < 9 => (n + 1).to_string(),
        _ if place.here => model.glyphs.here.to_owned(),
        Some(_) | None => model.glyphs.place.to_owned(),
    }
}

/// Fewest places the page's choices lead to where the map is how one moves.
const TOWN: usize = 3;

/// The region one walks about in: the page's open choices lead to several of its places, and it has
/// a map they stand on.
#[must_use]
pub fn town(model: &Model) -> Option<usize> {
    let session = model.session.as_ref()?;
    if model.screen != Screen::Page || model.bookmark.turn != session.cursor() {
        return None;
    }
    let offers = session.offers();
    let open = |n: &usize| offers.get(*n).is_some_and(game::Offer::is_open);
    charts(session).iter().position(|chart| {
        let drawn = chart.map.is_some_and(|map| model.assets.map(map).is_some());
        let leads = |place: &&Known<'_>| place.at.is_some() && place.offers.iter().any(open);
        drawn && chart.places.iter().filter(leads).count() >= TOWN
    })
}

/// Draws a region's map with the known places on it.
pub fn draw(model: &Model, region: usize, area: Rect, buffer: &mut Buffer) {
    let marked = model.spread.marked;
    let on_page = model.screen == Screen::Page;
    with_chart(model, region, |chart| {
        // On the page an offer is marked, on the map a place.
        let marked = marked.and_then(|marked| match on_page {
            true => chart
                .places
                .iter()
                .position(|place| place.offers.contains(&marked)),
            false => Some(marked),
        });
        let Some(map) = chart.map.and_then(|map| model.assets.map(map)) else {
            return;
        };
        super::land::draw(&map.lines, area, &model.skin, &model.glyphs, buffer);
        for (n, place) in chart.places.iter().enumerate() {
            let Some((x, y)) = place
                .at
                .filter(|(x, y)| *x < area.width && *y < area.height)
            else {
                continue;
            };
            let mut style = model.skin.role(Role::Accent);
            if marked == Some(n) {
                style = style.add_modifier(ratatui::style::Modifier::REVERSED);
            }
            let mark = sign(model, place);
            buffer.set_stringn(
                area.x + x,
                area.y + y,
                &mark,
                usize::from(area.width - x),
                style,
            );
        }
        let marked = marked.and_then(|n| chart.places.get(n));
        if let Some(place) = marked.filter(|_| !on_page && !has_room_for_looks(model)) {
            let look = model.glyphs.prose(&place.look);
            let lines = paragraph(&look.text, &look.stress, Role::Text, WIDTH, 0);
            let under = buffer.area.bottom().saturating_sub(2);
            // It is read whole: where the rows beneath don't do, it takes the drawing's lowest.
            let from = under
                .saturating_sub(lines.len() as u16)
                .clamp(area.y, area.bottom());
            let taken = Rect::new(area.x, from, WIDTH, area.bottom() - from);
            Clear.render(taken, buffer);
            buffer.set_style(taken, model.ground());
            for (y, line) in (from..under).zip(&lines) {
                super::draw_line(line, area.x, y, WIDTH, &model.skin, buffer);
            }
        }
    });
}

fn has_room_for_looks(model: &Model) -> bool {
    super::areas(model).is_some_and(|areas| areas.body.width >= ROOM_FOR_LOOKS + 5)
}

/// The offer that leads to the marked place.
#[must_use]
pub fn way_to(model: &Model, marked: usize) -> Option<usize> {
    let Screen::Map { region } = model.screen else {
        return None;
    };
    with_chart(model, region, |chart| {
        chart.places.get(marked)?.offers.first().copied()
    })?
}

/// The first place of the open map that the page offers a way to, else where one is.
#[must_use]
pub fn first_way(model: &Model) -> Option<usize> {
    let Screen::Map { region } = model.screen else {
        return None;
    };
    with_chart(model, region, |chart| {
        let offered = chart
            .places
            .iter()
            .position(|place| !place.offers.is_empty());
        offered.or_else(|| chart.places.iter().position(|place| place.here))
    })?
}

/// Whether an offer leads to a place of the open region.
#[must_use]
pub fn leads_somewhere(model: &Model, offer: usize) -> bool {
    let Screen::Map { region } = model.screen else {
        return false;
    };
    with_chart(model, region, |chart| {
        chart
            .places
            .iter()
            .any(|place| place.offers.contains(&offer))
    })
    .unwrap_or(false)
}
