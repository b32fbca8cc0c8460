//! A save as it is listed, and the names of files.
//! Values only: the folder is the shelf's affair.

use crate::clean;
use crate::save::Record;
use crate::story::{Story, Str};

/// What every save's file name ends in.
pub(super) const ENDING: &str = ".ron";
/// What the version before is called, after the save's own name.
pub(super) const PREVIOUS: &str = ".previous";

/// How many characters a save's name has at most.
const LONGEST_NAME: usize = 60;

/// A save as it is listed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Slot {
    /// What it is loaded by: its file's name without the ending.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Whether the game keeps it by itself.
    pub auto: bool,
    /// What it holds, or what is wrong with it and what can still be done, in a sentence.
    pub holds: Result<About, String>,
}

/// What a save holds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct About {
    /// The chapter's title.
    pub chapter: Option<String>,
    /// The chapter's month.
    pub month: Option<String>,
    /// What the place is called.
    pub place: Option<String>,
    /// The ending's title, where it came to one.
    pub ending: Option<String>,
    /// How many steps were taken.
    pub steps: usize,
    /// How many words had been read.
    pub words: u64,
    /// When it was made, in seconds since 1970.
    pub when: u64,
    /// Which in the row of autosaves it is; 0 for others.
    pub count: u64,
}

impl About {
    /// What a record holds, in the words of the story as it is now.
    #[must_use]
    pub fn of(story: &Story, record: &Record) -> About {
        let words = |at: Str| clean::shown(story.str(at)).into_owned();
        let at = record.at.as_ref();
        let chapter = at
            .and_then(|at| story.find_chapter(at.chapter.as_deref()?))
            .map(|id| story.chapter(id));
        let pages = at.into_iter().flat_map(|at| {
            at.frames
                .iter()
                .map(|frame| &frame.scene)
                .chain([&at.scene])
                .rev()
        });
        let place = pages
            .filter_map(|name| story.find_scene(name))
            .find_map(|scene| story.scene(scene).place);
        let ending = match at.and_then(|at| at.finish.as_ref()) {
            Some(crate::save::snapshot::Finish::Ended(name)) => story.find_ending(name),
            Some(crate::save::snapshot::Finish::Paused(_)) | None => None,
        };
        About {
            chapter: chapter.map(|chapter| words(chapter.title)),
            month: chapter.and_then(|chapter| chapter.month).map(words),
            place: place.map(|place| words(story.place(place).title)),
            ending: ending.map(|ending| words(story.ending(ending).title)),
            steps: record.cursor,
            words: record.words,
            when: record.when,
            count: record.count,
        }
    }
}

/// A name as it is kept: one line, no longer than a list has room for. None where nothing is left.
pub(super) fn tidy(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let line: String = clean::shown(&words.join(" "))
        .chars()
        .take(LONGEST_NAME)
        .collect();
    let line = line.trim_end();
    (!line.is_empty()).then(|| line.to_owned())
}

/// The file name for a save's name: letters and figures of any script, and hyphens. It has no
/// full stop, so it is never the name of an autosave or of a version before.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        // Most file systems allow 255 bytes; numbers and endings are added to this.
        if slug.len() > 120 {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        "save".to_owned()
    } else {
        slug.to_owned()
    }
}

/// The name of an autosave: which of the row, and which copy of the game keeps it.
pub(super) fn auto_id(nth: u32, copy: u32) -> String {
    match copy {
        1 => format!("auto.{nth}"),
        _ => format!("auto.{nth}.copy-{copy}"),
    }
}

/// The copy whose autosave has this name, if it is one.
pub(super) fn auto_copy(id: &str) -> Option<u32> {
    let rest = id.strip_prefix("auto.")?;
    match rest.split_once(".copy-") {
        Some((nth, copy)) => nth.parse::<u32>().ok().and(copy.parse().ok()),
        None => rest.parse::<u32>().ok().and(Some(1)),
    }
}

/// What a save is called that has no name of its own.
pub(super) fn spoken(id: &str) -> String {
    match auto_copy(id) {
        Some(1) => "Kept by itself".to_owned(),
        Some(copy) => format!("Kept by itself, in window {copy}"),
        None => {
            let words = id.replace(['-', '.'], " ");
            let mut chars = words.chars();
            let first = chars.next().into_iter().flat_map(char::to_uppercase);
            first.chain(chars).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{auto_copy, auto_id, slug, spoken, tidy};

    #[test]
    fn a_name_of_any_script_becomes_a_file_name_that_stays_in_its_folder() {
        assert_eq!(slug("Before the Pond!"), "before-the-pond");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("auto.1"), "auto-1");
        assert_eq!(slug("日本 – Ünder"), "日本-ünder");
        assert_eq!(slug(" ./ "), "save");
        assert!(slug(&"é".repeat(500)).len() <= 122);
    }

    #[test]
    fn a_name_is_one_clean_line() {
        assert_eq!(tidy("  by\n the \t pond "), Some("by the pond".into()));
        assert_eq!(tidy("a\u{1b}[2J"), Some("a\u{fffd}[2J".into()));
        assert_eq!(tidy(" \n"), None);
        assert_eq!(tidy(&"x".repeat(99)), Some("x".repeat(60)));
    }

    #[test]
    fn autosaves_are_told_from_saves_by_name() {
        for copy in 1..4 {
            assert_eq!(auto_copy(&auto_id(2, copy)), Some(copy));
        }
        assert_eq!(auto_copy("auto-1"), None);
        assert_eq!(auto_copy("auto.x"), None);
        assert_eq!(spoken("earlier-telling-2"), "Earlier telling 2");
    }
}
