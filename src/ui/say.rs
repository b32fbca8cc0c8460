//! Sentences both faces say, so that they say the same.
//! Words only; where they are shown is the faces' affair.

use crate::game::{Change, Finish};
use crate::save::seen::{Seen, pictures};
use crate::session::Session;
use crate::story::{ChapterId, Story};

/// Said where a telling isn't kept at all.
pub const KEEPS_NOTHING: &str = "This telling is only being looked at; nothing of it is kept.";

/// Said when a telling that couldn't be kept is kept again.
pub const KEPT_AGAIN: &str = "The telling is kept again.";

/// Said before a telling that can't be kept is left.
pub const LEAVE_UNKEPT: &str = "The last steps are not kept. Once more leaves all the same.";

/// A chapter's heading: its month and its title.
#[must_use]
pub fn chapter(story: &Story, id: ChapterId) -> String {
    let chapter = story.chapter(id);
    let title = story.str(chapter.title);
    match chapter.month {
        Some(month) => format!("{}: {title}", story.str(month)),
        None => title.to_owned(),
    }
}

/// What changed in journal and things, in one quiet line; `None` where nothing did.
#[must_use]
pub fn changes(story: &Story, changes: &[Change]) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    let (mut written, mut retold, mut gone) = (0, 0, 0);
    for change in changes {
        match change {
            Change::Took(item) => {
                parts.push(format!(
                    "With you now: {}.",
                    story.str(story.item(*item).name)
                ));
            }
            Change::Lost(item) => {
                parts.push(format!(
                    "No longer with you: {}.",
                    story.str(story.item(*item).name)
                ));
            }
            Change::Remembered(_) => written += 1,
            Change::Retold(..) => retold += 1,
            Change::LetGo(_) => gone += 1,
        }
    }
    let mut count = |n: i32, one: &str, more: &str| match n {
        0 => {}
        1 => parts.push(one.to_owned()),
        _ => parts.push(more.to_owned()),
    };
    count(
        written,
        "A new entry in the journal.",
        "New entries in the journal.",
    );
    count(
        retold,
        "Something in the journal reads differently now.",
        "Some things in the journal read differently now.",
    );
    count(gone, "Something was let go.", "Some things were let go.");
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// How a telling finished.
#[must_use]
pub fn finish(story: &Story, finish: Finish) -> String {
    match finish {
        Finish::Ended(ending) => {
            format!(
                "The end of this telling: {}.",
                story.str(story.ending(ending).title)
            )
        }
        Finish::Paused(chapter) => format!(
            "“{}” ends here. What follows isn’t written yet; this telling is kept, and goes on from \
             here when it is.",
            story.str(story.chapter(chapter).title)
        ),
    }
}

/// How much of the story a telling read, and all of them together, after one has come to an end.
#[must_use]
pub fn seen(session: &Session, all: &Seen) -> String {
    let story = session.story();
    let this = Seen::of(session).share(story);
    let of = story.endings().len();
    let read = format!(
        "This telling read {} of every hundred words there are",
        this.percent()
    );
    let share = all.share(story);
    let with = format!(". With the others it is {}", share.percent());
    match (share == this, of) {
        (true, 1) => format!("{read}."),
        (true, _) => format!("{read}, and came to one of {of} endings."),
        (false, 1) => format!("{read}{with}."),
        (false, _) => {
            let endings = all.endings_of(story);
            format!("{read}{with}, and {endings} of {of} endings.")
        }
    }
}

/// What all tellings have seen of the story, and to which ends they came.
#[must_use]
pub fn seen_so_far(story: &Story, all: &Seen) -> String {
    let pictures = pictures(story);
    let known = pictures
        .iter()
        .filter(|name| all.pictures.contains(**name))
        .count();
    let of = |n: usize, of: usize, one: &str, many: &str| match of {
        1 => format!("{n} of 1 {one}"),
        of => format!("{n} of {of} {many}"),
    };
    let mut parts = vec![format!(
        "{} of every hundred words",
        all.share(story).percent()
    )];
    if !pictures.is_empty() {
        parts.push(of(known, pictures.len(), "picture", "pictures"));
    }
    let endings = of(
        all.endings_of(story),
        story.endings().len(),
        "ending",
        "endings",
    );
    let mut said = format!(
        "Seen so far, in all tellings: {}, and {endings}.",
        parts.join(", ")
    );
    for (_, ending) in story.endings() {
        if all.endings.contains(story.str(ending.name)) {
            said.push_str(&format!(" {}.", story.str(ending.title)));
        }
    }
    said
}

/// What stands where a picture isn't drawn.
#[must_use]
pub fn picture(says: &str) -> String {
    format!("(Picture: {says})")
}

/// Shown before a reason that greys an offer, where greyness can't be seen.
#[must_use]
pub fn closed(say: &str, reason: &str) -> String {
    if reason.is_empty() {
        format!("({say})")
    } else {
        format!("({say}) {reason}")
    }
}
