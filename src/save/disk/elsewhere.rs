//! A telling kept in a file the player names, for when its own folder can't be written.
//! The shelf doesn't list it; it is loaded by its path.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::read::{self, Links, NoRecord, because};
use super::slot::{ENDING, slug};
use super::write::{Write, Written};
use super::{Shelf, record_at};
use crate::error::Failure;
use crate::save::replay::Restored;
use crate::session::Session;
use crate::story::Story;

impl Shelf {
    /// Keeps the telling in a file; in a folder, under the story's id. Gives where it lies. A save
    /// of the same story that is there is replaced, and anything else is not.
    ///
    /// # Errors
    /// Where something else is there, or it can't be written.
    pub fn save_to(&mut self, session: &Session, to: &Path, when: u64) -> Result<PathBuf, Failure> {
        let mut file = to.to_owned();
        if file.is_dir() {
            file.push(format!("{}{ENDING}", slug(&self.story)));
        }
        match self.mine(read::record(&file, Links::Refuse)) {
            Ok(_) | Err(NoRecord::Absent) => {}
            Err(why) => {
                let cause = format!("something else is there ({})", why.cause());
                return Err(Failure::new("write", cause)
                    .at(&file)
                    .help("Name a file that isn’t there yet."));
            }
        }
        let text = self.text(session, when, None, 0)?;
        let mut temporary = file.clone().into_os_string();
        temporary.push(format!(".{}.tmp", std::process::id()));
        let written = Write {
            temporary: Path::new(&temporary),
            target: &file,
            previous: None,
        }
        .run(self.folder.calls(), text.as_bytes());
        match written {
            Ok(Written::Synced) => Ok(file),
            Ok(Written::Unsynced(error)) | Err(error) => {
                Err(Failure::new("write", because(&error)).at(&file))
            }
        }
    }

    /// Takes up the telling in a file.
    ///
    /// # Errors
    /// Where it can't be read, or is of another story.
    pub fn load_from(&mut self, story: &Arc<Story>, file: &Path) -> Result<Restored, Failure> {
        let record = self
            .mine(Ok(record_at(file)?))
            .map_err(|why| why.failure(file))?;
        Ok(self.take_up(story, "", &record))
    }
}
