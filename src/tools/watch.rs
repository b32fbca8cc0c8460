//! `hailsham play --watch`: the story's folder is watched, and what changed is shown at once.
//! A keeper around the real one: the telling is taken up over each new shape of the story; while a
//! file is broken the last good story stays.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::author;
use crate::diagnostic::{Severity, line_and_column};
use crate::error::Failure;
use crate::save::record::{Meta, Record};
use crate::save::replay::restore;
use crate::save::seen::Seen;
use crate::session::Session;
use crate::story::Story;
use crate::ui::{Keeper, News, Resumed, SlotLine};

/// A keeper that also says when the story in its folder has changed.
pub struct Watching<'a> {
    keeper: &'a mut dyn Keeper,
    dir: PathBuf,
    changes: Receiver<()>,
    /// Watches for as long as it lives.
    _watcher: RecommendedWatcher,
}

impl<'a> Watching<'a> {
    /// Watches a story's folder.
    ///
    /// # Errors
    /// Where the folder can't be watched.
    pub fn new(keeper: &'a mut dyn Keeper, dir: &Path) -> Result<Watching<'a>, Failure> {
        let (send, changes) = channel();
        let told = move |event: notify::Result<notify::Event>| {
            // Reading the files is an event too, and would be answered by reading them.
            if event.is_ok_and(|event| !event.kind.is_access()) {
                // Nobody listens any more only when play is over.
                let _ = send.send(());
            }
        };
        let failed = |cause| Failure::new("watch the story’s folder", cause).at(dir);
        let mut watcher = notify::recommended_watcher(told).map_err(failed)?;
        watcher
            .watch(dir, RecursiveMode::Recursive)
            .map_err(failed)?;
        Ok(Watching {
            keeper,
            dir: dir.to_owned(),
            changes,
            _watcher: watcher,
        })
    }

    fn read_again(&self, session: &Session) -> News {
        let loaded = match author::load_dir(&self.dir) {
            Ok(loaded) => loaded,
            Err(failure) => return News::Broken(failure.to_string()),
        };
        let errors: Vec<String> = loaded
            .findings
            .iter()
            .filter(|finding| finding.severity() == Severity::Error)
            .map(|finding| {
                let place = finding.place.and_then(|place| {
                    let source = loaded.sources().get(place.file as usize)?;
                    let (line, column) = line_and_column(&source.text, place.at as usize);
                    Some(format!("{}:{line}:{column}: ", source.path))
                });
                format!("{}{}", place.unwrap_or_default(), finding.message)
            })
            .collect();
        match (loaded.story, errors.split_first()) {
            (Some(story), _) => {
                let record = Record::of(session, &Meta::default());
                let restored = restore(Arc::new(story), &record);
                let notice = restored.notice.unwrap_or_else(|| "Read again.".to_owned());
                News::Story(Box::new(Resumed {
                    session: restored.session,
                    notice: Some(notice),
                }))
            }
            (None, Some((first, []))) => News::Broken(first.clone()),
            (None, Some((first, more))) => News::Broken(format!(
                "{first} (and {} more; see hailsham check)",
                more.len()
            )),
            (None, None) => News::Broken("the story has no beginning".to_owned()),
        }
    }
}

impl Keeper for Watching<'_> {
    fn watches(&self) -> bool {
        true
    }

    fn news(&mut self, session: &Session) -> Option<News> {
        // An editor writes a file in several goes; they are one change.
        let changed = self.changes.try_iter().count() > 0;
        changed.then(|| self.read_again(session))
    }

    fn keep(&mut self, session: &Session) -> Result<(), String> {
        self.keeper.keep(session)
    }

    fn seen(&mut self, open: Option<&Session>) -> Seen {
        self.keeper.seen(open)
    }

    fn list(&mut self) -> Vec<SlotLine> {
        self.keeper.list()
    }

    fn save_as(&mut self, session: &Session, name: &str) -> Result<String, String> {
        self.keeper.save_as(session, name)
    }

    fn load(&mut self, story: &Arc<Story>, name: &str) -> Result<Resumed, String> {
        self.keeper.load(story, name)
    }

    fn newest(&mut self, story: &Arc<Story>) -> Result<Option<Resumed>, String> {
        self.keeper.newest(story)
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<String, String> {
        self.keeper.rename(from, to)
    }

    fn delete(&mut self, name: &str) -> Result<String, String> {
        self.keeper.delete(name)
    }
}
