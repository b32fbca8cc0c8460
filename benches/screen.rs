//! What a frame costs without a terminal: each screen, small and large, setting pages, and at 120 by
//! 40 a new page, a page turned, nothing changed, a long history. `cargo bench --bench screen`.
#![allow(
    clippy::expect_used,
    reason = "a benchmark that can't go on should stop"
)]

use std::sync::Arc;

use divan::{Bencher, black_box};
use hailsham::author;
use hailsham::session::Session;
use hailsham::settings::{Settings, Theme};
use hailsham::ui::assets::Assets;
use hailsham::ui::tui::colour::Depth;
use hailsham::ui::tui::input::{Event, Key};
use hailsham::ui::tui::model::{Model, Msg, Opening, Terminal};
use hailsham::ui::tui::paint::Canvas;
use hailsham::ui::tui::update::update;
use hailsham::ui::tui::view::page::leaves;

fn main() {
    divan::main();
}

/// The shipped story after so many steps, taken by chance.
fn model(steps: usize) -> Model {
    sized(steps, (120, 40))
}

fn sized(steps: usize, size: (u16, u16)) -> Model {
    let story = Arc::new(
        author::load_builtin()
            .story
            .expect("the shipped story has no errors"),
    );
    let mut session = Session::new(Arc::clone(&story), 7);
    let mut chance = 1_u32;
    for _ in 0..steps {
        let open: Vec<_> = session
            .offers()
            .iter()
            .filter(|offer| offer.is_open())
            .map(|offer| offer.took)
            .collect();
        if open.is_empty() {
            break;
        }
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        session.take(open[(chance >> 16) as usize % open.len()]);
    }
    let opening = Opening {
        story,
        assets: Assets::shipped(),
        session: Some(session),
        settings: Some(Settings {
            theme: Theme::Night,
            ..Settings::default()
        }),
        at_page: true,
        notice: None,
    };
    let terminal = Terminal {
        depth: Depth::True,
        unicode: true,
        italics: true,
        ground: None,
    };
    Model::new(opening, terminal, size)
}

fn press(model: &mut Model, key: Key) {
    let _ = update(model, Msg::Event(Event::Key(key)));
}

/// Screens by their keys, and the page, which has none.
const SCREENS: [Option<char>; 8] = [
    None,
    Some('n'),
    Some('i'),
    Some('m'),
    Some('h'),
    Some('s'),
    Some('o'),
    Some('?'),
];

fn whole(bencher: Bencher, key: Option<char>, size: (u16, u16)) {
    let (mut model, mut bytes) = (sized(60, size), Vec::new());
    if let Some(key) = key {
        press(&mut model, Key::Char(key));
    }
    bencher.bench_local(|| {
        bytes.clear();
        Canvas::default().frame(&model, &mut bytes);
        black_box(bytes.len())
    });
}

/// A whole screen on an empty window of 80 by 24.
#[divan::bench(args = SCREENS)]
fn each_screen_at_80x24(bencher: Bencher, key: Option<char>) {
    whole(bencher, key, (80, 24));
}

/// A whole screen on an empty window of 120 by 40.
#[divan::bench(args = SCREENS)]
fn each_screen_at_120x40(bencher: Bencher, key: Option<char>) {
    whole(bencher, key, (120, 40));
}

/// The page of the moment set in columns of these widths.
#[divan::bench(args = [40, 66, 100])]
fn setting_pages(bencher: Bencher, width: u16) {
    let model = model(60);
    bencher.bench_local(|| leaves(&model, width, 30));
}

#[divan::bench]
fn a_page_back_and_on_again(bencher: Bencher) {
    let (mut model, mut canvas, mut bytes) = (model(60), Canvas::default(), Vec::new());
    let mut back = true;
    bencher.bench_local(|| {
        press(&mut model, if back { Key::PageUp } else { Key::PageDown });
        back = !back;
        bytes.clear();
        canvas.frame(&model, &mut bytes);
        black_box(bytes.len())
    });
}

#[divan::bench]
fn a_choice_and_its_page_and_back(bencher: Bencher) {
    let (mut model, mut canvas, mut bytes) = (model(60), Canvas::default(), Vec::new());
    let mut undo = true;
    bencher.bench_local(|| {
        press(&mut model, Key::Char(if undo { 'u' } else { 'U' }));
        undo = !undo;
        bytes.clear();
        canvas.frame(&model, &mut bytes);
        black_box(bytes.len())
    });
}

#[divan::bench]
fn the_mark_moved(bencher: Bencher) {
    let (mut model, mut canvas, mut bytes) = (model(60), Canvas::default(), Vec::new());
    press(&mut model, Key::End);
    let mut down = true;
    bencher.bench_local(|| {
        press(&mut model, if down { Key::Down } else { Key::Up });
        down = !down;
        bytes.clear();
        canvas.frame(&model, &mut bytes);
        black_box(bytes.len())
    });
}

#[divan::bench]
fn nothing_changed(bencher: Bencher) {
    let (model, mut canvas, mut bytes) = (model(60), Canvas::default(), Vec::new());
    canvas.frame(&model, &mut bytes);
    bencher.bench_local(|| {
        bytes.clear();
        canvas.frame(&model, &mut bytes);
        black_box(bytes.len())
    });
}

#[divan::bench]
fn the_history_of_200_steps(bencher: Bencher) {
    let (mut model, mut canvas, mut bytes) = (model(200), Canvas::default(), Vec::new());
    bencher.bench_local(|| {
        press(&mut model, Key::Char('h'));
        bytes.clear();
        canvas.frame(&model, &mut bytes);
        press(&mut model, Key::Esc);
        black_box(bytes.len())
    });
}
