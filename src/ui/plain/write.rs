//! Offers and prose as lines.
//! Spells; decides nothing.

use std::io::{self, Write};

use crate::game::{Change, Offer, Passage, Prose, Standing, Turn};
use crate::story::Story;
use crate::ui::assets::Assets;
use crate::ui::say;

/// An offer with its number; greyed ones in brackets, with the reason.
pub(super) fn numbered(n: usize, offer: &Offer<'_>) -> String {
    match offer.standing {
        Standing::Open => format!("{n}. {}", offer.say),
        Standing::Locked(reason) | Standing::Refused(reason) => {
            format!("{n}. {}", say::closed(offer.say, reason))
        }
    }
}

/// Writes what a turn reads, paragraph by paragraph, a blank line after each; for a picture its
/// sentence, in brackets.
///
/// # Errors
/// Where writing fails.
pub fn write_turn(
    output: &mut dyn Write,
    story: &Story,
    assets: &Assets,
    turn: &Turn,
) -> io::Result<()> {
    let mut changed: Vec<Change> = Vec::new();
    for passage in &turn.passages {
        match passage {
            Passage::Opens(chapter) => {
                writeln!(output, "{}\n", say::chapter(story, *chapter))?;
            }
            Passage::Said(_) | Passage::Home(_) => {}
            Passage::Echo(prose) => write_prose(output, prose)?,
            Passage::Scene(scene, prose) => {
                let art = story.scene(*scene).art.map(|art| story.str(art));
                if let Some(picture) = art.and_then(|art| assets.picture(art)) {
                    writeln!(output, "{}\n", say::picture(&picture.says))?;
                }
                write_prose(output, prose)?;
            }
            Passage::Changed(change) => changed.push(*change),
            Passage::Finished(finish) => writeln!(output, "{}\n", say::finish(story, *finish))?,
        }
    }
    if let Some(line) = say::changes(story, &changed) {
        writeln!(output, "{line}\n")?;
    }
    Ok(())
}

/// Writes prose, a paragraph a line, a blank line after each; stress stands between asterisks.
pub(super) fn write_prose(output: &mut dyn Write, prose: &Prose) -> io::Result<()> {
    for (paragraph, stress) in prose.paragraphs() {
        let mut at = 0;
        for span in stress {
            let before = paragraph.get(at..span.start).unwrap_or_default();
            let stressed = paragraph.get(span.clone()).unwrap_or_default();
            write!(output, "{before}*{stressed}*")?;
            at = span.end;
        }
        writeln!(output, "{}\n", paragraph.get(at..).unwrap_or_default())?;
    }
    Ok(())
}
