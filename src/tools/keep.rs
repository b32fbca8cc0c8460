//! The shelf as the faces know it: a `Keeper` with a clock.
//! Which sentence is shown where is the faces' affair.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use signal_hook::consts::SIGXFSZ;
use signal_hook::flag;

use crate::clean;
use crate::save::Restored;
use crate::save::disk::{About, Gallery, Kept, Shelf, Slot};
use crate::save::seen::Seen;
use crate::session::Session;
use crate::story::{ChapterId, Story};
use crate::ui::{Keeper, Resumed, SlotLine};

/// What can be done about a telling that isn't kept.
const ELSEWHERE: &str = "It is tried again at the next step. To keep it elsewhere, save it under a \
                         path, such as ./telling.ron.";

/// A shelf with a clock.
pub struct ShelfKeeper {
    shelf: Shelf,
    gallery: Gallery,
    story: Arc<Story>,
    /// The chapter the telling was in when the gallery was last kept.
    chapter: Option<ChapterId>,
    /// How many of the telling's steps the gallery has.
    counted: usize,
}

impl ShelfKeeper {
    /// Keeps tellings of this story in this data folder.
    #[must_use]
    pub fn new(home: &Path, story: Arc<Story>) -> ShelfKeeper {
        outlive_file_limits();
        ShelfKeeper {
            shelf: Shelf::open(home, story.name()),
            gallery: Gallery::open(home, story.name()),
            story,
            chapter: None,
            counted: 0,
        }
    }

    /// Something the player should know, once.
    pub fn notice(&mut self) -> Option<String> {
        self.shelf.notice()
    }

    /// A telling that goes on: what it has seen counts from the start.
    fn resumed(&mut self, restored: Restored) -> Resumed {
        self.saw(&restored.session);
        Resumed {
            session: restored.session,
            notice: restored.notice,
        }
    }

    /// Adds what a telling has seen. Where that can't be written down it is counted again from the
    /// telling itself, so there is nothing to be told.
    fn saw(&mut self, session: &Session) {
        let _ = self.gallery.keep(session);
        self.chapter = Some(session.state().chapter());
        self.counted = session.steps().len();
    }

    /// Whether there is something to be added now: at an end, in a new chapter, and where steps were
    /// taken back that the next choice may cut off.
    fn saw_more(&mut self, session: &Session) -> bool {
        let (state, steps) = (session.state(), session.steps().len());
        if session.cursor() == steps {
            self.counted = self.counted.min(steps.saturating_sub(1));
            state.finish().is_some() || self.chapter.is_some_and(|before| before != state.chapter())
        } else {
            self.counted < steps
        }
    }
}

/// A file that grows beyond what the system allows ends a program, unless it looks away; then the
/// writing fails, and can be told like any other failure.
fn outlive_file_limits() {
    // Where it can't be had, the game is as it would be without.
    let _ = flag::register(SIGXFSZ, Arc::default());
}

/// The file a save's name means, where it is a path and no name.
fn elsewhere(name: &str) -> Option<PathBuf> {
    if let Some(rest) = name.strip_prefix("~/") {
        return Some(PathBuf::from(env::var_os("HOME")?).join(rest));
    }
    let path = ["/", "./", "../"]
        .iter()
        .any(|start| name.starts_with(start));
    path.then(|| PathBuf::from(name))
}

impl Keeper for ShelfKeeper {
    fn keep(&mut self, session: &Session) -> Result<(), String> {
        if self.saw_more(session) {
            self.saw(session);
        }
        self.chapter = Some(session.state().chapter());
        match self.shelf.keep(session, now()) {
            Kept::Yes => Ok(()),
            // Why comes first: a narrow window may have room for no more.
            Kept::Unsure(why) => Err(format!(
                "Kept, but perhaps not for good: {}. It is tried again at the next step. ({})",
                why.cause(),
                why.what()
            )),
            Kept::No(why) => Err(format!(
                "Not kept: {}. {} ({})",
                why.cause(),
                why.way_out().as_deref().unwrap_or(ELSEWHERE),
                why.what()
            )),
        }
    }

    fn seen(&mut self, open: Option<&Session>) -> Seen {
        if let Some(session) = open {
            self.saw(session);
        }
        self.gallery.seen().clone()
    }

    fn list(&mut self) -> Vec<SlotLine> {
        self.shelf
            .list(&self.story)
            .iter()
            .map(|slot| line(slot, now()))
            .collect()
    }

    fn save_as(&mut self, session: &Session, name: &str) -> Result<String, String> {
        match elsewhere(name) {
            Some(path) => self
                .shelf
                .save_to(session, &path, now())
                .map(|file| clean::line(&file.to_string_lossy()).into_owned()),
            None => self.shelf.save_as(session, name, now()),
        }
        .map_err(|why| why.sentence())
    }

    fn load(&mut self, story: &Arc<Story>, name: &str) -> Result<Resumed, String> {
        let restored = match elsewhere(name) {
            Some(path) => self.shelf.load_from(story, &path),
            None => self.shelf.load(story, name),
        }
        .map_err(|why| why.sentence())?;
        Ok(self.resumed(restored))
    }

    fn newest(&mut self, story: &Arc<Story>) -> Result<Option<Resumed>, String> {
        let newest = self.shelf.newest(story).map_err(|why| why.sentence())?;
        Ok(newest.map(|kept| self.resumed(kept)))
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<String, String> {
        self.shelf.rename(from, to).map_err(|why| why.sentence())
    }

    fn delete(&mut self, name: &str) -> Result<String, String> {
        let bin = self.shelf.delete(name).map_err(|why| why.sentence())?;
        Ok(format!(
            "It lies in {}.",
            clean::line(&bin.to_string_lossy())
        ))
    }
}

/// Seconds since 1970; 0 on a machine whose clock stands before that.
#[must_use]
pub fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

/// A slot as it is listed.
#[must_use]
pub fn line(slot: &Slot, now: u64) -> SlotLine {
    let name = if slot.auto {
        slot.id.clone()
    } else {
        slot.name.clone()
    };
    match &slot.holds {
        Ok(about) => SlotLine {
            name,
            about: describe(about, now),
            sound: true,
        },
        Err(why) => SlotLine {
            name,
            about: why.clone(),
            sound: false,
        },
    }
}

/// What a save holds, in a line.
#[must_use]
pub fn describe(about: &About, now: u64) -> String {
    let mut parts: Vec<String> = Vec::new();
    match (&about.month, &about.chapter) {
        (Some(month), Some(chapter)) => parts.push(format!("{month}: {chapter}")),
        (None, Some(chapter)) => parts.push(chapter.clone()),
        (_, None) => {}
    }
    match &about.ending {
        Some(ending) => parts.push(format!("told to its end ({ending})")),
        None => parts.extend(about.place.clone()),
    }
    parts.push(format!("{} words read", about.words));
    if about.when > 0 {
        parts.push(ago(now.saturating_sub(about.when)));
    }
    parts.join(", ")
}

/// How long ago so many seconds are, in words.
fn ago(seconds: u64) -> String {
    let counted = |n: u64, one: &str, many: &str| match n {
        1 => format!("{one} ago"),
        _ => format!("{n} {many} ago"),
    };
    match seconds {
        0..60 => "just now".to_owned(),
        60..3_600 => counted(seconds / 60, "a minute", "minutes"),
        3_600..86_400 => counted(seconds / 3_600, "an hour", "hours"),
        86_400..5_184_000 => counted(seconds / 86_400, "a day", "days"),
        5_184_000..63_072_000 => counted(seconds / 2_592_000, "a month", "months"),
        _ => counted(seconds / 31_536_000, "a year", "years"),
    }
}

#[cfg(test)]
mod tests {
    use super::ago;

    #[test]
    fn how_long_ago_is_said_in_words() {
        let said: Vec<String> = [5, 61, 600, 3_700, 90_000, 200_000, 6_000_000, 70_000_000]
            .map(ago)
            .into();
        assert_eq!(
            said,
            [
                "just now",
                "a minute ago",
                "10 minutes ago",
                "an hour ago",
                "a day ago",
                "2 days ago",
                "2 months ago",
                "2 years ago"
            ]
        );
    }
}
