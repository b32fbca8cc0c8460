//! Small stories at random, with everything a story can have, as RON.

use std::fmt::Write as _;

use hailsham::author;
use hailsham::diagnostic::Severity;
use hailsham::story::{Source, Story};

/// A generator that gives the same story for the same seed for ever (xorshift, Marsaglia).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % sides as u64) as usize
    }

    fn once_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == 0
    }
}

/// What a random story is made of.
struct Cast {
    main: usize,
    outer: usize,
    inner: usize,
    members: usize,
    flags: usize,
    counters: usize,
    items: usize,
    entries: usize,
    second_chapter: bool,
}

/// Where a scene stands: what it may lead to depends on it.
#[derive(Clone, Copy, PartialEq)]
enum Where {
    /// Of the first or the second chapter.
    Main(bool),
    Outer,
    Inner,
}

/// A story of this seed, as files. Most break no rule of the checker.
pub fn sources(seed: u64) -> Vec<Source> {
    let mut dice = Dice::new(seed);
    let cast = Cast {
        main: 2 + dice.roll(5),
        outer: dice.roll(4),
        inner: dice.roll(3),
        members: if dice.once_in(2) { 1 + dice.roll(3) } else { 0 },
        flags: 1 + dice.roll(3),
        counters: dice.roll(3),
        items: dice.roll(3),
        entries: dice.roll(3),
        second_chapter: dice.once_in(3),
    };
    let mut story = Writer {
        dice,
        cast,
        choices: Vec::new(),
    };
    let source = |path: &str, text: String| Source {
        path: path.into(),
        text: text.into(),
    };
    vec![
        source("a/scenes.ron", story.scenes()),
        source("items.ron", story.items()),
        source("journal.ron", story.journal()),
        source("story.ron", story.story()),
    ]
}

/// The story of this seed; none where it breaks a rule of the checker.
pub fn story(seed: u64) -> Option<Story> {
    let loaded = author::load_sources(sources(seed));
    let broken = loaded
        .findings
        .iter()
        .any(|finding| finding.severity() == Severity::Error);
    if broken { None } else { loaded.story }
}

struct Writer {
    dice: Dice,
    cast: Cast,
    /// Every choice with an id so far, as scene and choice.
    choices: Vec<(String, String)>,
}

impl Writer {
    fn scenes(&mut self) -> String {
        let mut out = String::from("[\n");
        let seconds = if self.cast.second_chapter { 2 } else { 0 };
        for n in 0..self.cast.main {
            self.scene(&mut out, &format!("m{n}"), Where::Main(false), n, "");
        }
        for n in 0..seconds {
            self.scene(&mut out, &format!("s{n}"), Where::Main(true), n, "");
        }
        for n in 0..self.cast.outer {
            self.scene(&mut out, &format!("o{n}"), Where::Outer, n, "");
        }
        for n in 0..self.cast.inner {
            self.scene(&mut out, &format!("i{n}"), Where::Inner, n, "");
        }
        for n in 0..self.cast.members {
            let mut card = String::from("deck: \"d\", offer: \"Offer\", ");
            if self.dice.once_in(2) {
                let _ = write!(card, "when: {}, ", self.condition(2));
            }
            if self.dice.once_in(4) {
                card.push_str("again: true, ");
            }
            self.scene(&mut out, &format!("d{n}"), Where::Inner, 99, &card);
        }
        out.push(']');
        out
    }

    /// One scene; `n` is its place in its row, so that a digression leads on to later ones.
    fn scene(&mut self, out: &mut String, id: &str, place: Where, n: usize, card: &str) {
        let _ = write!(out, "Scene(id: \"{id}\", {card}");
        let enter = self.effects(2);
        let _ = write!(out, "enter: {enter}, ");
        let text = self.text(true);
        let _ = write!(out, "text: {text}, ");
        let way = self.way(id, place, n);
        let _ = writeln!(out, "{way}),");
    }

    fn way(&mut self, id: &str, place: Where, n: usize) -> String {
        let last = match place {
            Where::Main(false) => n + 1 == self.cast.main,
            Where::Main(true) => n == 1,
            Where::Outer => n + 1 == self.cast.outer,
            Where::Inner => n == 99 || n + 1 == self.cast.inner,
        };
        if last {
            return match place {
                Where::Main(false) if self.cast.second_chapter => "closes: \"one\"".into(),
                Where::Main(_) => "ending: \"e0\"".into(),
                Where::Outer | Where::Inner => "back: true".into(),
            };
        }
        // The first scene has what makes the rest belong to the story.
        let is_first = place == Where::Main(false) && n == 0;
        let way = match self.dice.roll(10) {
            _ if is_first && self.cast.members > 0 => 3,
            _ if is_first => 9,
            way => way,
        };
        match (way, place) {
            (0, _) => format!("next: \"{}\"", self.onward(place, n)),
            (1, _) => {
                let mut ways = String::new();
                for _ in 0..1 + self.dice.roll(2) {
                    let (when, then) = (self.condition(2), self.effects(2));
                    // Scenes that go on by themselves seldom go back: going round is slow to play.
                    let to = if self.dice.once_in(12) {
                        self.anywhere(place, n)
                    } else {
                        self.onward(place, n)
                    };
                    let _ = write!(ways, "Way(when: {when}, then: {then}, to: \"{to}\"), ");
                }
                let to = self.onward(place, n);
                format!("ways: [{ways}Way(to: \"{to}\")]")
            }
            (2, Where::Main(_)) => format!("ending: \"e{}\"", self.dice.roll(2)),
            (2, _) => self.choices(id, place, n, 1),
            (3, Where::Main(_)) if self.cast.members > 0 => {
                let choices = self.choices(id, place, n, 1);
                let (show, pick) = (1 + self.dice.roll(2), 1 + self.dice.roll(3));
                let done = if self.dice.once_in(6) {
                    self.anywhere(place, n)
                } else {
                    self.onward(place, n)
                };
                format!(
                    "{choices}deal: Deal(deck: \"d\", show: {show}, pick: {pick}, done: \"{done}\")"
                )
            }
            _ => self.choices(id, place, n, 3),
        }
    }

    fn choices(&mut self, scene: &str, place: Where, n: usize, most: usize) -> String {
        let mut out = String::from("choices: [");
        let is_first = place == Where::Main(false) && n == 0;
        for nth in 0..if is_first {
            3
        } else {
            1 + self.dice.roll(most)
        } {
            let id = format!("c{nth}");
            let _ = write!(out, "Choice(id: \"{id}\", say: \"Say\", ");
            if self.dice.once_in(3) {
                let _ = write!(out, "when: {}, ", self.condition(2));
            }
            match self.dice.roll(8) {
                0 | 1 => {
                    let open = self.condition(2);
                    let _ = write!(out, "open: {open}, locked: \"No.\", ");
                }
                2 if nth > 0 => out.push_str("refused: \"Never.\", "),
                _ => {}
            }
            if self.dice.once_in(4) {
                out.push_str("once: true, ");
            }
            let then = self.effects(3);
            let _ = write!(out, "then: {then}, ");
            if self.dice.once_in(4) {
                let echo = self.text(false);
                let _ = write!(out, "echo: {echo}, ");
            }
            let via = match place {
                Where::Main(_) if self.cast.outer > 0 && self.dice.once_in(2) => Some("o0"),
                Where::Main(_) if self.cast.inner > 0 => Some("i0"),
                Where::Outer if self.cast.inner > 0 => Some("i0"),
                _ => None,
            };
            let via = match nth {
                0 if is_first && self.cast.outer > 0 => Some("o0"),
                1 if is_first && self.cast.inner > 0 => Some("i0"),
                _ => via.filter(|_| self.dice.once_in(3)),
            };
            if let Some(via) = via {
                let _ = write!(out, "via: \"{via}\", ");
            }
            if nth == 0 && matches!(place, Where::Outer | Where::Inner) && n != 99 {
                // What lies inside a digression is linked from inside.
                let _ = write!(out, "to: \"{}\", ", self.next(place, n));
            } else if nth == 0 || !self.dice.once_in(4) {
                let _ = write!(out, "to: \"{}\", ", self.anywhere(place, n));
            }
            out.push_str("), ");
            self.choices.push((scene.to_owned(), id));
        }
        out.push_str("], ");
        out
    }

    /// The scene after this one.
    fn next(&self, place: Where, n: usize) -> String {
        format!("{}{}", self.row(place).0, n + 1)
    }

    /// A scene further on in the same row; inside a digression, the next.
    fn onward(&mut self, place: Where, n: usize) -> String {
        if matches!(place, Where::Outer | Where::Inner) {
            return self.next(place, n);
        }
        let (letter, count) = self.row(place);
        format!("{letter}{}", n + 1 + self.dice.roll(count - n - 1))
    }

    /// A scene of the same row, the first seldom.
    fn anywhere(&mut self, place: Where, n: usize) -> String {
        let (letter, count) = self.row(place);
        if n == 99 || self.dice.once_in(3) && count > 1 {
            // The first may be a chapter's opening, which nothing else leads to.
            return format!("{letter}{}", 1 + self.dice.roll(count - 1));
        }
        self.onward(place, n)
    }

    fn row(&self, place: Where) -> (char, usize) {
        match place {
            Where::Main(false) => ('m', self.cast.main),
            Where::Main(true) => ('s', 2),
            Where::Outer => ('o', self.cast.outer),
            Where::Inner => ('i', self.cast.inner),
        }
    }

    fn scene_name(&mut self) -> String {
        format!("m{}", self.dice.roll(self.cast.main))
    }

    fn condition(&mut self, depth: usize) -> String {
        let Cast {
            flags,
            counters,
            items,
            entries,
            members,
            ..
        } = self.cast;
        match self.dice.roll(if depth > 0 { 14 } else { 10 }) {
            0 if items > 0 => format!("Has(\"t{}\")", self.dice.roll(items)),
            1 if items > 0 => format!("Lost(\"t{}\")", self.dice.roll(items)),
            2 if entries > 0 => {
                let which = ["Remembers", "LetGo"][self.dice.roll(2)];
                format!("{which}(\"j{}\")", self.dice.roll(entries))
            }
            3 if entries > 0 => {
                let telling = ["a", "b"][self.dice.roll(2)];
                format!("Told(\"j{}\", \"{telling}\")", self.dice.roll(entries))
            }
            4 | 5 if counters > 0 => {
                let which = ["AtLeast", "AtMost"][self.dice.roll(2)];
                let value = self.dice.roll(4) as i32 - 1;
                format!("{which}(\"n{}\", {value})", self.dice.roll(counters))
            }
            6 if members > 0 => format!("Seen(\"a/d{}\")", self.dice.roll(members)),
            6 => format!("Seen(\"a/{}\")", self.scene_name()),
            7 if !self.choices.is_empty() => {
                let nth = self.dice.roll(self.choices.len());
                let (scene, choice) = &self.choices[nth];
                format!("Chose(\"a/{scene}\", \"{choice}\")")
            }
            10 => format!("Not({})", self.condition(depth - 1)),
            11 => {
                let (a, b) = (self.condition(depth - 1), self.condition(depth - 1));
                format!("All([{a}, {b}])")
            }
            12 => {
                let (a, b) = (self.condition(depth - 1), self.condition(depth - 1));
                format!("Any([{a}, {b}])")
            }
            _ => format!("Is(\"f{}\")", self.dice.roll(flags)),
        }
    }

    fn effects(&mut self, most: usize) -> String {
        let effects: Vec<String> = (0..self.dice.roll(most + 1))
            .map(|_| self.effect())
            .collect();
        format!("[{}]", effects.join(", "))
    }

    fn effect(&mut self) -> String {
        let Cast {
            flags,
            counters,
            items,
            entries,
            ..
        } = self.cast;
        match self.dice.roll(12) {
            0 if items > 0 => format!("Take(\"t{}\")", self.dice.roll(items)),
            1 if items > 0 => format!("Lose(\"t{}\")", self.dice.roll(items)),
            2 if entries > 0 => format!("Remember(\"j{}\")", self.dice.roll(entries)),
            3 if entries > 0 => format!("Retell(\"j{}\", \"b\")", self.dice.roll(entries)),
            4 if entries > 0 => format!("LetGo(\"j{}\")", self.dice.roll(entries)),
            5 | 6 if counters > 0 => {
                let by = [-2, -1, 1, 2][self.dice.roll(4)];
                format!("Add(\"n{}\", {by})", self.dice.roll(counters))
            }
            7 if flags > 1 => "Draw([\"f0\", \"f1\"])".into(),
            8 => format!("Clear(\"f{}\")", self.dice.roll(flags)),
            _ => format!("Set(\"f{}\")", self.dice.roll(flags)),
        }
    }

    fn text(&mut self, of_scene: bool) -> String {
        let directive = match self.dice.roll(8) {
            0 => format!("{{When({}, \"W.\")}}", self.condition(1)),
            1 => format!("{{Either({}, \"E.\", \"O.\")}}", self.condition(1)),
            2 if of_scene => "{First(\"F.\")}{Again(\"A.\")}".into(),
            3 => {
                let (outer, inner) = (self.condition(1), self.condition(0));
                format!("{{When({outer}, r#\"X {{Either({inner}, \"E.\", \"O.\")}}\"#)}}")
            }
            4 => format!(
                "{{Pick([\"P.\", r#\"{{When({}, \"W.\")}}\"#])}}",
                self.condition(1)
            ),
            _ => String::new(),
        };
        format!("r##\"Words. {directive}\"##")
    }

    fn items(&mut self) -> String {
        let mut out = String::from("[\n");
        for n in 0..self.cast.items {
            let look = self.text(false);
            let mut actions = String::new();
            if self.cast.inner > 0 && self.dice.once_in(2) {
                let mut gate = String::new();
                if self.dice.once_in(3) {
                    gate = format!("when: {}, ", self.condition(1));
                }
                if self.dice.once_in(3) {
                    let open = self.condition(1);
                    let _ = write!(gate, "open: {open}, locked: \"No.\", ");
                }
                actions = format!("actions: [Action(say: \"Do\", {gate}via: \"a/i0\")]");
            }
            let _ = writeln!(
                out,
                "Item(id: \"t{n}\", name: \"thing\", look: {look}, {actions}),"
            );
        }
        out.push(']');
        out
    }

    fn journal(&mut self) -> String {
        let mut entries = String::new();
        for n in 0..self.cast.entries {
            let tellings = "[Telling(id: \"a\", text: \"A.\"), Telling(id: \"b\", text: \"B.\")]";
            let _ = writeln!(
                entries,
                "Entry(id: \"j{n}\", section: \"s\", title: \"T\", tellings: {tellings}),"
            );
        }
        format!("Journal(sections: [Section(id: \"s\", title: \"S\")], entries: [{entries}])")
    }

    fn story(&mut self) -> String {
        let second = self.cast.second_chapter;
        let pass = |writer: &mut Writer| {
            if writer.dice.once_in(2) {
                writer.condition(1)
            } else {
                format!("Seen(\"a/{}\")", writer.scene_name())
            }
        };
        let first = pass(self);
        let mut chapters =
            format!("Chapter(id: \"one\", title: \"One\", opens: \"a/m0\", passes: [{first}]),");
        if second {
            chapters.push_str("Chapter(id: \"two\", title: \"Two\", opens: \"a/s0\"),");
        }
        let flags: String = (0..self.cast.flags)
            .map(|n| format!("Flag(id: \"f{n}\", means: \"m\"), "))
            .collect();
        let counters: String = (0..self.cast.counters)
            .map(|n| format!("Counter(id: \"n{n}\", from: -1, to: 2, start: 0, means: \"m\"), "))
            .collect();
        format!(
            "Story(id: \"random\", title: \"Random\", start: \"a/m0\", chapters: [{chapters}], \
             endings: [Ending(id: \"e0\", title: \"E\"), Ending(id: \"e1\", title: \"E\")], \
             flags: [{flags}], counters: [{counters}])"
        )
    }
}
