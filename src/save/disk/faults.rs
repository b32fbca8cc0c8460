//! The shelf over a file system that fails, at each of its calls in each way.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use super::super::sample::{LANE, story};
use super::calls::{Calls, Real};
use super::{Kept, Shelf};
use crate::session::Session;

/// Fails from one call on, so many times.
struct Failing {
    plan: Rc<RefCell<Plan>>,
}

#[derive(Default)]
struct Plan {
    made: usize,
    from: usize,
    times: usize,
    kind: Option<ErrorKind>,
    /// Write half of what is to be written before failing.
    half: bool,
}

impl Failing {
    fn call<T>(&self, real: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let mut plan = self.plan.borrow_mut();
        let nth = plan.made;
        plan.made += 1;
        match plan.kind {
            Some(kind) if (plan.from..plan.from + plan.times).contains(&nth) => Err(kind.into()),
            Some(_) | None => real(),
        }
    }
}

impl Calls for Failing {
    fn create(&mut self, path: &Path) -> io::Result<File> {
        self.call(|| Real.create(path))
    }

    fn write(&mut self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        if self.plan.borrow().half {
            Real.write(file, &bytes[..bytes.len() / 2])?;
            return self.call(|| Real.write(file, &bytes[bytes.len() / 2..]));
        }
        self.call(|| Real.write(file, bytes))
    }

    fn sync(&mut self, file: &File) -> io::Result<()> {
        // Nothing cuts the power here, and waiting for a disk is most of what a save takes.
        self.call(|| file.metadata().map(drop))
    }

    fn link(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.call(|| Real.link(from, to))
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.call(|| Real.rename(from, to))
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        self.call(|| Real.remove(path))
    }

    fn sync_folder(&mut self, path: &Path) -> io::Result<()> {
        self.call(|| path.metadata().map(drop))
    }
}

const KINDS: [ErrorKind; 6] = [
    ErrorKind::StorageFull,
    ErrorKind::ReadOnlyFilesystem,
    ErrorKind::PermissionDenied,
    ErrorKind::NotFound,
    ErrorKind::Interrupted,
    ErrorKind::Unsupported,
];

fn step(session: &mut Session) {
    let took = session.offers()[1].took;
    assert!(session.take(took));
}

/// The steps of what is on the disk: the newest, and the save by name.
fn on_disk(home: &Path, story: &Arc<crate::story::Story>) -> (usize, Option<usize>) {
    let mut shelf = Shelf::look(home, "sample");
    let newest = shelf
        .newest(story)
        .unwrap()
        .map_or(0, |newest| newest.session.cursor());
    for slot in shelf.list(story) {
        assert!(slot.holds.is_ok(), "{slot:?}");
    }
    (
        newest,
        shelf
            .load(story, "Pond")
            .ok()
            .map(|saved| saved.session.cursor()),
    )
}

#[test]
fn whatever_call_fails_in_whatever_way_nothing_is_lost_and_nothing_claimed() {
    let story = story(LANE);
    let (mut failed, mut unsure) = (0, 0);
    for kind in KINDS {
        for times in [1, 200] {
            for half in [false, kind == ErrorKind::StorageFull] {
                for from in 0..60 {
                    let home = tempfile::tempdir().unwrap();
                    let plan = Rc::new(RefCell::new(Plan {
                        half,
                        ..Plan::default()
                    }));
                    let calls = Failing {
                        plan: Rc::clone(&plan),
                    };
                    let mut shelf = Shelf::open_through(home.path(), "sample", Box::new(calls));
                    let mut session = Session::new(Arc::clone(&story), 7);
                    for when in 0..4 {
                        step(&mut session);
                        assert!(matches!(shelf.keep(&session, when), Kept::Yes));
                    }
                    shelf.save_as(&session, "Pond", 4).unwrap();
                    let begun = plan.borrow().made;
                    *plan.borrow_mut() = Plan {
                        made: begun,
                        from: begun + from,
                        times,
                        kind: Some(kind),
                        half,
                    };
                    let (mut kept, mut named) = (4, 4);
                    let mut steps = 4;
                    for when in 5..7 {
                        step(&mut session);
                        steps += 1;
                        match shelf.keep(&session, when) {
                            Kept::Yes => kept = steps,
                            Kept::Unsure(_) => {
                                kept = steps;
                                unsure += 1;
                            }
                            Kept::No(_) => failed += 1,
                        }
                        let case = format!("{kind:?} {times} times from {from}, half {half}");
                        let saved = shelf.save_as(&session, "Pond", when).is_ok();
                        let (newest, by_name) = on_disk(home.path(), &story);
                        assert_eq!(newest, kept, "{case}");
                        // What can't be said for sure is at least what it was.
                        named = if saved {
                            steps
                        } else {
                            by_name.unwrap_or_default().max(named)
                        };
                        assert_eq!(by_name, Some(named), "{case}");
                    }
                    let made = plan.borrow().made - begun;
                    plan.borrow_mut().kind = None;
                    step(&mut session);
                    assert!(matches!(shelf.keep(&session, 10), Kept::Yes));
                    assert_eq!(on_disk(home.path(), &story).0, steps + 1);
                    if from > made {
                        break;
                    }
                }
            }
        }
    }
    assert!(
        failed > 250 && unsure > 20,
        "{failed} failed, {unsure} unsure"
    );
}

#[test]
fn where_links_are_missing_the_version_before_is_a_copy() {
    let home = tempfile::tempdir().unwrap();
    let story = story(LANE);
    let plan = Rc::new(RefCell::new(Plan::default()));
    let calls = Failing {
        plan: Rc::clone(&plan),
    };
    let mut shelf = Shelf::open_through(home.path(), "sample", Box::new(calls));
    let mut session = Session::new(Arc::clone(&story), 7);
    shelf.save_as(&session, "Pond", 1).unwrap();
    step(&mut session);
    // Create, write, sync; remove the version before; then the link.
    let link = plan.borrow().made + 4;
    *plan.borrow_mut() = Plan {
        made: link - 4,
        from: link,
        times: 1,
        kind: Some(ErrorKind::Unsupported),
        half: false,
    };
    shelf.save_as(&session, "Pond", 2).unwrap();
    let steps = |id: &str| shelf.record(id).unwrap().cursor;
    assert_eq!((steps("pond.previous"), steps("pond")), (0, 1));
}
