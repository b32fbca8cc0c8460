//! The row of autosaves: which place is written next, which telling it belongs to, and what is put
//! aside before another telling takes it over.

use std::sync::Arc;

use super::folder::Folder;
use super::read::NoRecord;
use super::slot::{auto_copy, auto_id};
use super::{Kept, Shelf};
use crate::error::Failure;
use crate::save::record::{Meta, Record};
use crate::save::replay::Restored;
use crate::save::text::Unreadable;
use crate::session::Session;
use crate::story::Story;

/// How many autosaves are kept.
const ROW: usize = 3;

/// How many places are looked at for three that can be used.
const MOST_PLACES: u32 = 99;

/// The places of this copy's autosaves.
pub(super) struct Row {
    /// Name and count, 0 where nothing is.
    places: [(String, u64); ROW],
}

impl Row {
    /// The place that is written next, the oldest, and the count it gets.
    fn next(&mut self) -> (&mut (String, u64), u64) {
        let most = self.places.iter().map(|(_, count)| *count).max();
        let [first, others @ ..] = &mut self.places;
        let oldest = others.iter_mut().fold(
            first,
            |oldest, place| {
                if place.1 < oldest.1 { place } else { oldest }
            },
        );
        (oldest, most.unwrap_or(0).saturating_add(1))
    }

    /// The place that was written last.
    fn newest(&self) -> Option<&str> {
        let written = self.places.iter().filter(|(_, count)| *count > 0);
        written
            .max_by_key(|(_, count)| *count)
            .map(|(id, _)| id.as_str())
    }
}

impl Shelf {
    /// Keeps the telling in the row of autosaves. `when` in seconds since 1970.
    pub fn keep(&mut self, session: &Session, when: u64) -> Kept {
        match self.try_keep(session, when) {
            Ok(None) => Kept::Yes,
            Ok(Some(unsure)) => Kept::Unsure(unsure),
            Err(failure) => Kept::No(failure),
        }
    }

    fn try_keep(&mut self, session: &Session, when: u64) -> Result<Option<Failure>, Failure> {
        self.settle()?;
        if !self.follows(session) {
            self.set_aside(session)?;
        }
        let Some(row) = &mut self.row else {
            return Ok(None);
        };
        let (place, count) = row.next();
        let id = place.0.clone();
        let text = self.text(session, when, None, count)?;
        let unsure = self.folder.write(&id, text.as_bytes(), false)?;
        if let Some(row) = &mut self.row {
            row.next().0.1 = count;
        }
        self.following = Some((session.state().seed(), session.base().clone()));
        Ok(unsure)
    }

    /// Takes up the telling that was kept last. `None` where there is none.
    ///
    /// # Errors
    /// Where there are saves and none of them can be read.
    pub fn newest(&mut self, story: &Arc<Story>) -> Result<Option<Restored>, Failure> {
        let (by_itself, named): (Vec<String>, Vec<String>) = self
            .folder
            .ids()?
            .into_iter()
            .partition(|id| auto_copy(id).is_some());
        let mut trouble = None;
        for ids in [by_itself, named] {
            let mut found: Vec<(u64, u64, String)> = Vec::new();
            for id in ids {
                match self.folder.head(&id) {
                    Ok(head) if head.story == self.story => found.push((head.when, head.count, id)),
                    Ok(_) | Err(NoRecord::Absent) => {}
                    Err(why) => trouble = trouble.or_else(|| Some(self.trouble(&id, &why))),
                }
            }
            found.sort_unstable();
            for (.., id) in found.into_iter().rev() {
                match self.read(&id) {
                    Ok(record) => {
                        let mut restored = self.take_up(story, &id, &record);
                        if let Some(trouble) = trouble {
                            let said = format!(
                                "{} This is the newest that can be read.",
                                trouble.sentence()
                            );
                            restored.notice = Some(match restored.notice {
                                Some(notice) => format!("{said} {notice}"),
                                None => said,
                            });
                        }
                        return Ok(Some(restored));
                    }
                    Err(NoRecord::Absent) => {}
                    Err(why) => trouble = trouble.or_else(|| Some(self.trouble(&id, &why))),
                }
            }
        }
        trouble.map_or(Ok(None), Err)
    }

    /// Takes hold of the folder. Tells the player where another copy has it.
    pub(super) fn settle(&mut self) -> Result<(), Failure> {
        let copy = self.folder.settle()?;
        if self.row.is_none() {
            if copy > 1 {
                self.tell(
                    "hailsham is open in another window. What you do here is kept by itself, \
                     apart from the telling there.",
                );
            }
            self.row = Some(self.look_at_row(copy));
        }
        Ok(())
    }

    /// The first three places of the row that are empty or hold a save of this story. What can't
    /// be read is never written over: damaged ones are moved aside, others stay where they are.
    fn look_at_row(&mut self, copy: u32) -> Row {
        let mut places = Vec::new();
        for nth in 1..=MOST_PLACES {
            let id = auto_id(nth, copy);
            match self.folder.head(&id) {
                // What somebody put there by hand has no count, and is a save all the same.
                Ok(head) if head.story == self.story => places.push((id, head.count.max(1))),
                Err(NoRecord::Absent) => places.push((id, 0)),
                Err(
                    why @ NoRecord::Unreadable(Unreadable::Damaged { .. } | Unreadable::Foreign),
                ) => {
                    if self.move_aside(&id, &why) {
                        places.push((id, 0));
                    }
                }
                Ok(_)
                | Err(NoRecord::Io(_) | NoRecord::Unreadable(_) | NoRecord::OtherStory(_)) => {}
            }
            if places.len() == ROW {
                break;
            }
        }
        let mut places = places.into_iter();
        let spare = |nth: usize| (auto_id(MOST_PLACES + 1 + nth as u32, copy), 0);
        Row {
            places: std::array::from_fn(|nth| places.next().unwrap_or_else(|| spare(nth))),
        }
    }

    /// Moves a damaged autosave out of the row, and says so; whether it could be moved.
    fn move_aside(&mut self, id: &str, why: &NoRecord) -> bool {
        let aside = Folder::id_like("damaged", |id| self.folder.is_free(id));
        let moved = self.folder.rename(id, &aside).is_ok();
        if moved {
            self.tell(&format!(
                "One of the last saves can’t be read: {}. It stays, as “{aside}”; the newest that \
                 can be read is taken.",
                why.cause()
            ));
        }
        moved
    }

    fn follows(&self, session: &Session) -> bool {
        self.following
            .as_ref()
            .is_some_and(|(seed, base)| *seed == session.state().seed() && base == session.base())
    }

    /// Before the row is used for another telling, what it held last becomes a save of its own,
    /// unless it is told again there or in a save.
    fn set_aside(&mut self, session: &Session) -> Result<(), Failure> {
        let newest = self.row.as_ref().and_then(Row::newest);
        let Some(id) = newest.map(str::to_owned) else {
            return Ok(());
        };
        if let Some(guarded) = self.guarded.clone() {
            let free = Folder::id_like("before-the-story-changed", |id| self.folder.is_free(id));
            self.folder.also_as(&guarded, &free)?;
            self.guarded = None;
            if guarded == id {
                return Ok(());
            }
        }
        let Ok(last) = self.read(&id) else {
            return Ok(());
        };
        let told = |other: &Record| last.is_part_of(other);
        if last.steps.is_empty() || told(&Record::of(session, &Meta::default())) {
            return Ok(());
        }
        let saves = self.folder.ids()?;
        let mut saves = saves.iter().filter(|id| auto_copy(id).is_none());
        if saves.any(|id| self.read(id).is_ok_and(|save| told(&save))) {
            return Ok(());
        }
        let free = Folder::id_like("earlier-telling", |id| self.folder.is_free(id));
        self.folder.also_as(&id, &free)
    }
}
