//! That the words of the screen are those of plain mode.
//! Knows neither sizes nor colours of what carries them.

use std::sync::Arc;

use hailsham::author;
use hailsham::game::{Passage, Turn};
use hailsham::session::Session;
use hailsham::settings::{Settings, Spacing};
use hailsham::story::Story;
use hailsham::ui::assets::Assets;
use hailsham::ui::tui::input::Key;
use hailsham::ui::tui::model::Opening;
use hailsham::ui::tui::paginate::Follows;
use hailsham::ui::tui::still::Still;
use hailsham::ui::{plain, say};

use super::{TERMINAL, assets, at_page, settings, told};

/// The narration of the open turn as its pages carry it.
pub fn narration(still: &Still) -> String {
    let mut out = String::new();
    for leaf in still.model.leaves() {
        for line in &leaf.lines[usize::from(leaf.fresh)..] {
            match line.follows {
                Follows::Not => continue,
                Follows::Paragraph if !out.is_empty() => out.push('\n'),
                Follows::Paragraph | Follows::Tight => {}
                Follows::Space => out.push(' '),
            }
            out.push_str(&line.text());
        }
    }
    out
}

/// The narration of a turn as plain lines carry it: without headings, changes and ends.
pub fn narration_in_lines(story: &Story, turn: &Turn) -> String {
    let mut lines = Vec::new();
    plain::write_turn(&mut lines, story, &Assets::shipped(), turn).expect("writing to memory");
    let text = String::from_utf8(lines).expect("text is UTF-8");
    let mut other: Vec<String> = Vec::new();
    let mut changed = Vec::new();
    for passage in &turn.passages {
        match passage {
            Passage::Opens(chapter) => other.push(say::chapter(story, *chapter)),
            Passage::Finished(finish) => other.push(say::finish(story, *finish)),
            Passage::Changed(change) => changed.push(*change),
            _ => {}
        }
    }
    other.extend(say::changes(story, &changed));
    let told = text
        .split("\n\n")
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let told: Vec<String> = told
        .filter(|line| !other.iter().any(|other| other == line) && !line.starts_with("(Picture"))
        .map(|line| line.replace('*', ""))
        .collect();
    told.join("\n")
}

#[test]
fn the_screen_and_plain_lines_carry_the_same_words() {
    for (columns, rows) in [(40, 12), (66, 17), (80, 24), (121, 41)] {
        for spacing in Spacing::ALL {
            let settings = Settings {
                spacing: *spacing,
                ..settings()
            };
            let mut still = at_page(&[], (columns, rows), settings);
            for choice in ['1', '2', '1', '1', '3', '1', '2'] {
                let session = still.model.session().expect("a telling");
                let expected = narration_in_lines(session.story(), session.turn());
                assert!(
                    expected.split_whitespace().count() > 5,
                    "there is something to read"
                );
                assert_eq!(narration(&still), expected, "{columns}x{rows} {spacing:?}");
                still.press(&[Key::End, Key::Char(choice)]);
            }
        }
    }
}

#[test]
fn in_lines_a_picture_is_its_sentence_and_the_gallery_a_list() {
    let (mut said, input) = (Vec::new(), "gallery\nmap\n");
    let mut keeper = hailsham::ui::Forgetful;
    plain::run(
        told(&[]),
        &mut keeper,
        &assets(),
        &mut input.as_bytes(),
        &mut said,
        None,
    )
    .expect("memory holds it");
    let said = String::from_utf8(said).expect("text is UTF-8");
    let picture = assets().picture("quay").expect("the pack has one").says;
    let map = assets().map("harbour").expect("the pack has one").says;
    for words in [
        format!("\n{}\n", say::picture(&picture)),
        format!("of 1 ending.\n{}\n", say::picture(&picture)),
        map,
    ] {
        assert!(said.contains(&words), "{words} in {said}");
    }
}

#[test]
fn the_shipped_story_reads_the_same_on_the_screen_and_in_lines() {
    let story = Arc::new(
        author::load_builtin()
            .story
            .expect("the shipped story has no errors"),
    );
    let session = Session::new(Arc::clone(&story), 11);
    let opening = Opening {
        story: Arc::clone(&story),
        assets: Assets::shipped(),
        session: Some(session),
        settings: Some(settings()),
        at_page: true,
        notice: None,
    };
    let mut still = Still::new(opening, TERMINAL, (80, 24));
    let (mut chance, mut words) = (5_u32, 0);
    for step in 0..2_000 {
        let session = still.model.session().expect("a telling");
        let expected = narration_in_lines(&story, session.turn());
        words += expected.split_whitespace().count();
        assert_eq!(narration(&still), expected, "after {step} steps");
        let open: Vec<char> = session
            .offers()
            .iter()
            .zip('1'..='9')
            .filter(|(offer, _)| offer.is_open())
            .map(|(_, digit)| digit)
            .collect();
        if open.is_empty() {
            assert!(
                session.state().finish().is_some(),
                "it stops before its end, after {step} steps"
            );
            break;
        }
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let choice = open[(chance >> 16) as usize % open.len()];
        still.press(&[Key::End, Key::Char(choice)]);
    }
    assert!(words > 5_000, "{words} words were read");
}
