//! Every rule's code in one table, which also feeds the authoring guide.
//! A code is never used for another rule, and stays when its wording changes.

use crate::diagnostic::{Code, Severity};

macro_rules! codes {
    ($($name:ident = $id:literal, $severity:ident, $about:literal;)+) => {
        $(
            #[doc = $about]
            pub const $name: Code =
                Code { id: $id, severity: Severity::$severity, about: $about };
        )+

        /// All of them, by their codes.
        pub const ALL: &[Code] = &[$($name),+];
    };
}

codes! {
    UNREADABLE = "H0101", Error, "Every file of a story can be read: a plain file, of moderate size, in UTF-8.";
    REFUSED_CHARACTER = "H0102", Error, "A story holds no control characters, and none that can’t be seen.";
    SYNTAX = "H0103", Error, "Every file is well-formed RON.";
    SHAPE = "H0104", Error, "Everything has the fields it needs, and no others.";
    NOT_READ = "H0105", Warning, "Nothing lies in a story’s folder that looks like a part of it and isn’t read.";
    NO_STORY = "H0106", Error, "A story has a `story.ron`.";

    UNKNOWN = "H0201", Error, "Every name that is used is declared.";
    TWICE = "H0202", Error, "No name is declared twice.";
    SAME_CHOICE = "H0203", Error, "No two choices of a scene, and no two actions of a thing, share an identity.";
    TWO_CLAIMANTS = "H0204", Error, "No former name is claimed by two.";
    BAD_NAME = "H0205", Error, "A name is made of letters, figures and hyphens.";
    FIRST_TELLING = "H0206", Error, "`Retell` gives a later telling; the first is `Remember`’s.";
    NO_TELLING = "H0207", Error, "Every journal entry has a telling.";

    TWO_WAYS_ON = "H0301", Error, "A scene goes on in one way only.";
    NO_WAY_ON = "H0302", Error, "A scene goes on somehow.";
    CHOICE_NOWHERE = "H0303", Error, "A choice that leads nowhere has an `id`.";
    OPEN_LOCKED = "H0304", Error, "`open` and `locked` stand together, and neither beside `refused`.";
    LAST_WAY = "H0305", Error, "The last of a scene’s `ways` has no condition, and every other has one.";
    CARD = "H0306", Error, "`deck` and `offer` stand together; `when`, `weight` and `again` need a deck.";
    DEAL_NUMBERS = "H0307", Error, "A deal shows one at least, and picks one at least.";
    STAYS = "H0308", Error, "Some choice of a scene leads on.";
    DRAW = "H0309", Error, "`Draw` draws from two flags at least, and names each once.";

    DIRECTIVE = "H0401", Error, "What stands in braces is a directive.";
    BRACE = "H0402", Error, "Every brace is closed, or doubled where a brace is meant.";
    STRESS = "H0403", Error, "Every `*` that begins stress has one that ends it in the same paragraph.";
    NO_DIRECTIVES_HERE = "H0404", Error, "Tellings, labels and reasons are plain.";
    NOT_RAW = "H0405", Error, "A text with directives is written as a raw string.";
    FIRST_AGAIN = "H0406", Error, "`First` and `Again` stand in the texts of scenes only.";
    PICK = "H0407", Error, "`Pick` picks from two at least.";
    TOO_LONG = "H0408", Error, "A text has 64 KB at most.";
    EMPTY = "H0409", Error, "A label says something, in one line.";
    TAB = "H0410", Error, "Prose has no tabs.";

    NOT_HOME = "H0501", Error, "Whatever is entered by `via`, a deal or an action comes home by `back`.";
    DEAL_INSIDE = "H0502", Error, "Nothing is dealt inside a `via`.";
    ENTERED = "H0503", Error, "A scene that leads to `back` is entered by `via`, a deal or an action, or from inside.";
    RECURSION = "H0504", Error, "No `via` leads into itself.";
    OPENS = "H0505", Error, "A chapter’s opening scene is reached by the chapter before it, or by the start.";
    LOOP = "H0506", Error, "Scenes that go on by themselves come to a choice.";
    MAYBE_LOOP = "H0507", Warning, "Scenes that go on by themselves come to a choice whatever holds.";
    NOT_LINKED = "H0508", Warning, "Something leads to every scene.";
    START = "H0509", Error, "The story starts where its first chapter opens.";
    CHAPTER_NOT_CLOSED = "H0510", Warning, "A chapter that has another after it is closed somewhere.";
    NO_ENDING = "H0511", Warning, "Some scene comes to every ending.";

    COUNTER_RANGE = "H0601", Error, "A counter starts within its range.";
    COUNTER_NEVER = "H0602", Warning, "A counter is asked for values it can have and more than one.";
    DECK = "H0603", Error, "A deck has members, and a deal.";
    NOT_WRITTEN = "H0604", Note, "The chapter isn’t written yet: play pauses there.";
    SAME_OPENING = "H0605", Error, "No two chapters open with one scene.";
    ADD = "H0606", Error, "`Add` moves a counter, by no more than its range.";

    NEVER_SET = "H0701", Warning, "What is asked for can come about.";
    NEVER_READ = "H0702", Warning, "What is set is asked for.";

    LONG_LABEL = "H0801", Note, "A label has twelve words at most.";
    PLACEHOLDER = "H0802", Note, "Every text is written.";
    MISSING_PICTURE = "H0803", Warning, "Every picture and map that is named is there.";
    OFF_THE_MAP = "H0804", Warning, "A place stands on the map, 60 columns by 18 rows, and on no other place.";
    DRAWING = "H0805", Warning, "A map begins with a sentence and an empty line, and all of its drawing is shown.";

    SCENE_NEVER = "H0901", Warning, "Every scene can be reached.";
    CHOICE_NEVER = "H0902", Warning, "Every choice can be taken.";
    BRANCH_NEVER = "H0903", Warning, "Every branch of a text can be read.";
    WAY_NEVER = "H0904", Warning, "Every one of a scene’s `ways` can be gone.";
    MEMBER_NEVER = "H0905", Warning, "Every member of a deck can be dealt.";
    TELLING_NEVER = "H0906", Warning, "Every telling of the journal can be written.";
    ENDING_NEVER = "H0907", Warning, "Every ending can be reached.";
    ACTION_NEVER = "H0908", Warning, "Every action of a thing can be taken.";
    ALWAYS = "H0909", Warning, "No `when` and no `open` holds always.";
    SLIPS = "H0910", Error, "What a chapter passes holds of every telling that closes it.";
    CLAMPS = "H0911", Error, "No counter leaves its range.";
    DEAD_END = "H0912", Error, "Every page has a way on, or an action that opens one.";
    NO_END = "H0913", Error, "From everywhere some ending can be reached.";
    UNSETTLED = "H0914", Note, "Whatever is asked of a story is settled.";
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn codes_stand_in_order_and_none_stands_twice() {
        assert!(ALL.is_sorted_by(|a, b| a.id < b.id));
    }

    #[test]
    fn every_code_says_what_it_asks_in_a_sentence() {
        for code in ALL {
            assert!(code.about.ends_with('.'), "{}", code.id);
        }
    }
}
