//! What was seen across tellings, on disk: one small file a story, apart from the saves.
//! Whatever happens to it, no save is touched.

use std::path::Path;

use super::Kept;
use super::calls::{Calls, Real};
use super::folder::Folder;
use super::read::{self, Links};
use super::slot::slug;
use crate::save::seen::Seen;
use crate::session::Session;

/// What was seen of one story, over all tellings.
pub struct Gallery {
    folder: Folder,
    story: String,
    id: String,
    seen: Seen,
}

impl Gallery {
    /// The gallery of a story in a data folder; empty where there is none that can be read.
    #[must_use]
    pub fn open(home: &Path, story: &str) -> Gallery {
        Gallery::open_through(home, story, Box::new(Real))
    }

    /// The same, writing through these calls.
    #[must_use]
    pub fn open_through(home: &Path, story: &str, calls: Box<dyn Calls>) -> Gallery {
        let mut gallery = Gallery {
            folder: Folder::new(home.join("seen"), calls),
            story: story.to_owned(),
            id: slug(story),
            seen: Seen::default(),
        };
        gallery.seen = gallery.on_disk().unwrap_or_default();
        gallery
    }

    /// What was seen.
    #[must_use]
    pub fn seen(&self) -> &Seen {
        &self.seen
    }

    /// Adds what a telling has seen, and writes it down where that was anything new.
    pub fn keep(&mut self, session: &Session) -> Kept {
        if !self.seen.add(&Seen::of(session)) {
            return Kept::Yes;
        }
        match self.on_disk() {
            // Another copy may have added to it.
            Some(others) => {
                self.seen.add(&others);
            }
            // What can't be read may be a newer program's: it is moved, not written over.
            None if !self.folder.is_free(&self.id) => {
                let aside = format!("{}-unread", self.id);
                let aside = Folder::id_like(&aside, |id| self.folder.is_free(id));
                if let Err(failure) = self.folder.rename(&self.id, &aside) {
                    return Kept::No(failure);
                }
            }
            None => {}
        }
        let text = self.seen.to_text(&self.story);
        match self.folder.write(&self.id, text.as_bytes(), false) {
            Ok(None) => Kept::Yes,
            Ok(Some(unsure)) => Kept::Unsure(unsure),
            Err(failure) => Kept::No(failure),
        }
    }

    fn on_disk(&self) -> Option<Seen> {
        let bytes = read::bytes(&self.folder.file(&self.id), Links::Refuse).ok()?;
        Seen::from_text(std::str::from_utf8(&bytes).ok()?, &self.story)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Arc;

    use super::super::Kept;
    use super::Gallery;
    use crate::save::sample::{LANE, story};
    use crate::save::seen::{Seen, Share};
    use crate::session::Session;

    fn walk(choices: &[usize]) -> Session {
        let mut session = Session::new(story(LANE), 7);
        for nth in choices {
            let took = session.offers()[*nth].took;
            assert!(session.take(took));
        }
        session
    }

    #[test]
    fn tellings_add_up_to_what_was_seen_of_the_story() {
        let home = tempfile::tempdir().unwrap();
        let story = story(LANE);
        let mut gallery = Gallery::open(home.path(), "sample");
        let by_the_pond = walk(&[1]);
        assert!(matches!(gallery.keep(&by_the_pond), Kept::Yes));
        assert_eq!(gallery.seen().share(&story), Share { read: 8, of: 16 });
        assert_eq!(gallery.seen().share(&story).percent(), 50);
        let mut gallery = Gallery::open(home.path(), "sample");
        assert!(matches!(gallery.keep(&walk(&[0, 1])), Kept::Yes));
        let seen = Gallery::open(home.path(), "sample").seen().clone();
        assert_eq!(seen.share(&story).percent(), 100);
        assert_eq!(seen.endings, ["over".to_owned()].into());
        // The story grew: not all of it was seen.
        let mut more = LANE.to_vec();
        more[3].2 = &["garden"];
        more.push(("garden", &[], &[]));
        assert_eq!(
            seen.share(&super::super::super::sample::story(&more))
                .percent(),
            80
        );
    }

    #[test]
    fn what_was_taken_back_was_seen_all_the_same() {
        let mut session = walk(&[0, 1]);
        session.undo();
        assert_eq!(Seen::of(&session).endings.len(), 1);
    }

    #[test]
    fn a_damaged_file_is_moved_aside_and_costs_nothing_else() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("seen/sample.ron");
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, "Seen(format: 2, more: ())").unwrap();
        let mut gallery = Gallery::open(home.path(), "sample");
        assert_eq!(gallery.seen(), &Seen::default());
        assert!(matches!(gallery.keep(&walk(&[1])), Kept::Yes));
        assert!(matches!(gallery.keep(&walk(&[0])), Kept::Yes));
        let aside = home.path().join("seen/sample-unread.ron");
        assert_eq!(
            fs::read_to_string(aside).unwrap(),
            "Seen(format: 2, more: ())"
        );
        let seen = gallery.seen().clone();
        assert_eq!(seen.texts.len(), 3);
        assert_eq!(Gallery::open(home.path(), "sample").seen(), &seen);
        let held = Session::new(Arc::clone(&story(LANE)), 1);
        assert!(matches!(gallery.keep(&held), Kept::Yes));
    }
}
