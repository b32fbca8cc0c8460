//! An abstract story as the files of a pack, written as an author writes them.

use std::borrow::Cow;
use std::fmt::Write;

use hailsham::story::Source;

use super::{Choice, Condition, Effect, On, Piece, Scene, Tale};

/// How many scenes stand in a file.
const A_FILE: usize = 100;

/// The files of a pack, by their paths.
pub fn files(tale: &Tale) -> Vec<Source> {
    let mut files = vec![
        source("story.ron".to_owned(), story(tale)),
        source("items.ron".to_owned(), items(tale)),
        source("journal.ron".to_owned(), journal(tale)),
    ];
    for (n, scenes) in tale.scenes.chunks(A_FILE).enumerate() {
        let mut text = String::from("[\n");
        for (nth, one) in scenes.iter().enumerate() {
            scene(&mut text, n * A_FILE + nth, one);
        }
        text.push_str("]\n");
        files.push(source(format!("f{n}/scenes.ron"), text));
    }
    files
}

fn source(path: String, text: String) -> Source {
    Source {
        path,
        text: Cow::Owned(text),
    }
}

/// Writes to a string, which never fails.
macro_rules! put {
    ($out:expr, $($arg:tt)*) => {{
        let _ = write!($out, $($arg)*);
    }};
}

fn list(count: usize, one: impl Fn(&mut String, usize)) -> String {
    (0..count).fold(String::new(), |mut out, n| {
        one(&mut out, n);
        out
    })
}

fn story(tale: &Tale) -> String {
    let endings = list(tale.shape.endings, |out, n| {
        put!(
            out,
            "        Ending(id: \"ending-{n}\", title: \"Ending {n}\"),\n"
        );
    });
    let flags = list(tale.shape.flags, |out, n| {
        put!(
            out,
            "        Flag(id: \"flag-{n}\", means: \"it is so\"),\n"
        );
    });
    format!(
        "Story(\n    id: \"generated\", title: \"Generated\", start: \"f0/s0\",\n    endings: [\n{endings}    ],\n    flags: [\n{flags}    ],\n)\n"
    )
}

fn items(tale: &Tale) -> String {
    let items = list(tale.shape.items, |out, n| {
        put!(
            out,
            "    Item(id: \"thing-{n}\", name: \"a thing\", look: \"It is a thing.\"),\n"
        );
    });
    format!("[\n{items}]\n")
}

fn journal(tale: &Tale) -> String {
    let tellings = list(tale.shape.tellings, |out, n| {
        put!(out, "Telling(id: \"t{n}\", text: \"It was so.\"), ");
    });
    let entries = list(tale.shape.entries, |out, n| {
        put!(
            out,
            "        Entry(id: \"entry-{n}\", section: \"memories\", title: \"An entry\", tellings: [{tellings}]),\n"
        );
    });
    format!(
        "Journal(\n    sections: [Section(id: \"memories\", title: \"Memories\")],\n    entries: [\n{entries}    ],\n)\n"
    )
}

fn scene(out: &mut String, n: usize, scene: &Scene) {
    put!(out, "    Scene(\n        id: \"s{n}\",\n");
    if let On::Dealt(deck, when) = &scene.on {
        put!(
            out,
            "        deck: \"deck-{deck}\",\n        offer: \"Look at {n}\",\n"
        );
        if let Some(when) = when {
            put!(out, "        when: {},\n", Written(when));
        }
    }
    if !scene.enter.is_empty() {
        put!(out, "        enter: [{}],\n", effects(&scene.enter));
    }
    put!(out, "        text: r#\"\n{}\n\"#,\n", prose(&scene.text));
    match &scene.on {
        On::Choices(choices, deck) => {
            if let (Some(deck), Some(first)) = (deck, choices.first()) {
                let done = name(first.to);
                put!(
                    out,
                    "        deal: Deal(deck: \"deck-{deck}\", show: 3, pick: 2, done: \"{done}\"),\n"
                );
            }
            out.push_str("        choices: [\n");
            for one in choices {
                choice(out, one);
            }
            out.push_str("        ],\n");
        }
        On::Ending(ending) => put!(out, "        ending: \"ending-{ending}\",\n"),
        On::Dealt(..) => out.push_str("        back: true,\n"),
    }
    out.push_str("    ),\n");
}

fn choice(out: &mut String, choice: &Choice) {
    put!(
        out,
        "            Choice(\n                say: \"{}\",\n",
        choice.say
    );
    if let Some(when) = &choice.when {
        put!(out, "                when: {},\n", Written(when));
    }
    if !choice.then.is_empty() {
        put!(out, "                then: [{}],\n", effects(&choice.then));
    }
    put!(
        out,
        "                to: \"{}\",\n            ),\n",
        name(choice.to)
    );
}

fn name(scene: usize) -> String {
    format!("f{}/s{scene}", scene / A_FILE)
}

fn prose(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        if !out.is_empty() && !out.ends_with('\n') && !matches!(piece, Piece::Break) {
            out.push(' ');
        }
        match piece {
            Piece::Words(words) => out.push_str(words),
            Piece::Break => out.push_str("\n\n"),
            Piece::When(when, then) => put!(out, "{{When({}, \"{then}\")}}", Written(when)),
            Piece::Either(when, then, or) => {
                put!(out, "{{Either({}, \"{then}\", \"{or}\")}}", Written(when));
            }
            Piece::Pick(from) => put!(out, "{{Pick([\"{}\"])}}", from.join("\", \"")),
        }
    }
    out
}

fn effects(effects: &[Effect]) -> String {
    let all: Vec<String> = effects
        .iter()
        .map(|effect| match effect {
            Effect::Set(n) => format!("Set(\"flag-{n}\")"),
            Effect::Clear(n) => format!("Clear(\"flag-{n}\")"),
            Effect::Take(n) => format!("Take(\"thing-{n}\")"),
            Effect::Lose(n) => format!("Lose(\"thing-{n}\")"),
            Effect::Remember(n) => format!("Remember(\"entry-{n}\")"),
            Effect::Retell(n, telling) => format!("Retell(\"entry-{n}\", \"t{telling}\")"),
        })
        .collect();
    all.join(", ")
}

/// A condition as it is written.
struct Written<'a>(&'a Condition);

impl std::fmt::Display for Written<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Condition::Is(n) => write!(f, "Is(\"flag-{n}\")"),
            Condition::Has(n) => write!(f, "Has(\"thing-{n}\")"),
            Condition::Remembers(n) => write!(f, "Remembers(\"entry-{n}\")"),
            Condition::Not(one) => write!(f, "Not({})", Written(one)),
            Condition::All(both) => {
                write!(f, "All([{}, {}])", Written(&both[0]), Written(&both[1]))
            }
        }
    }
}
