//! A small story to be told in a test: scenes as RON, told by labels, with everything read kept.

use std::sync::Arc;

use hailsham::author;
use hailsham::diagnostic::Severity;
use hailsham::game::{self, Change, Passage, Standing, Took};
use hailsham::session::Session;
use hailsham::story::{Source, Story};

/// What every test story declares, so that a test need only write its scenes.
const STORY: &str = r#"
Story(
    id: "test", title: "A test", start: "a/start",
    chapters: [
        Chapter(id: "one", title: "One", month: "May", opens: "a/start"),
        Chapter(id: "two", title: "Two", month: "June", opens: "a/second"),
    ],
    endings: [Ending(id: "end", title: "The end")],
    flags: [
        Flag(id: "red", means: "r"), Flag(id: "green", means: "g"), Flag(id: "blue", means: "b"),
    ],
    counters: [Counter(id: "n", from: 0, to: 3, start: 1, means: "n")],
)
"#;
const ITEMS: &str = r#"
[
    Item(id: "tape", name: "the tape", look: "A tape.",
         actions: [Action(say: "Play it", open: Not(Is("red")), locked: "Not here.", via: "a/played")]),
    Item(id: "token", name: "the token", look: "A token."),
]
"#;
const JOURNAL: &str = r#"
Journal(
    sections: [Section(id: "memories", title: "Memories")],
    entries: [
        Entry(id: "pond", section: "memories", title: "The pond", tellings: [
            Telling(id: "first", text: "As it was."), Telling(id: "later", text: "As it seems."),
        ]),
    ],
)
"#;
/// Ends the scenes a test doesn't care for.
const LAST: &str = r#"
    Scene(id: "played", text: "It played.", back: true),
    Scene(id: "two", text: "Chapter two.", choices: [Choice(say: "End", to: "end")]),
    Scene(id: "second", text: "Second.", choices: [Choice(say: "End", to: "end")]),
    Scene(id: "end", text: "The end.", ending: "end"),
"#;

/// A telling of a small story.
pub struct Tale {
    pub session: Session,
}

/// The story of these scenes. They stand in folder `a`; `played`, `two` and `end` are there already.
pub fn story(scenes: &str) -> Arc<Story> {
    let source = |path: &str, text: String| Source {
        path: path.into(),
        text: text.into(),
    };
    let loaded = author::load_sources(vec![
        source("story.ron", STORY.into()),
        source("items.ron", ITEMS.into()),
        source("journal.ron", JOURNAL.into()),
        source("a/scenes.ron", format!("[{scenes}{LAST}]")),
    ]);
    let errors: Vec<_> = loaded
        .findings
        .iter()
        .filter(|finding| finding.severity() == Severity::Error)
        .map(|finding| &finding.message)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    Arc::new(loaded.story.expect("no error, so a story"))
}

impl Tale {
    /// Begins to tell these scenes, seed 1.
    pub fn of(scenes: &str) -> Tale {
        Tale::seeded(scenes, 1)
    }

    /// Begins to tell these scenes.
    pub fn seeded(scenes: &str, seed: u64) -> Tale {
        Tale {
            session: Session::new(story(scenes), seed),
        }
    }

    /// Takes the offer of this label, or the action.
    #[track_caller]
    pub fn take(&mut self, say: &str) -> &mut Tale {
        let took = self.find(say);
        assert!(
            self.session.take(took),
            "“{say}” is offered and can't be taken"
        );
        self
    }

    #[track_caller]
    fn find(&self, say: &str) -> Took {
        let story = self.session.story();
        let actions = game::actions(story, self.session.state());
        let mut all = self.session.offers().into_iter().chain(actions);
        all.find(|offer| offer.say == say)
            .unwrap_or_else(|| panic!("“{say}” is not offered: {:?}", self.offers()))
            .took
    }

    /// Whether a step of this label is refused.
    pub fn refuses(&mut self, say: &str) -> bool {
        let took = self.find(say);
        let before = self.session.state().clone();
        let refused = !self.session.take(took);
        assert!(
            !refused || before == *self.session.state(),
            "a refused step changes nothing"
        );
        refused
    }

    /// What the page offers; greyed ones in brackets with their reason.
    pub fn offers(&self) -> Vec<String> {
        lines(self.session.offers())
    }

    /// What can be done with things, in the same form.
    pub fn actions(&self) -> Vec<String> {
        lines(game::actions(self.session.story(), self.session.state()))
    }

    /// What the last step read and changed, a line each.
    pub fn read(&self) -> Vec<String> {
        let story = self.session.story();
        self.session
            .turn()
            .passages
            .iter()
            .map(|passage| match passage {
                Passage::Opens(id) => format!("= {}", story.str(story.chapter(*id).title)),
                Passage::Said(said) => format!("> {said}"),
                Passage::Echo(prose) => format!("echo: {}", prose.text),
                Passage::Scene(_, prose) => prose.text.clone(),
                Passage::Home(scene) => format!("home to {}", story.scene_name(*scene)),
                Passage::Finished(finish) => format!("{finish:?}"),
                Passage::Changed(change) => match change {
                    Change::Took(id) => format!("+ {}", story.str(story.item(*id).name)),
                    Change::Lost(id) => format!("- {}", story.str(story.item(*id).name)),
                    Change::Remembered(id) => {
                        format!("+ {}", story.str(story.entry(*id).title))
                    }
                    Change::Retold(id, telling) => format!(
                        "~ {}: {}",
                        story.str(story.entry(*id).title),
                        story.str(story.telling(*telling).name)
                    ),
                    Change::LetGo(id) => format!("- {}", story.str(story.entry(*id).title)),
                },
            })
            .collect()
    }

    /// The words of the last scene or echo read, paragraphs parted by line breaks.
    pub fn words(&self) -> String {
        let prose = self
            .session
            .turn()
            .passages
            .iter()
            .rev()
            .find_map(|passage| match passage {
                Passage::Scene(_, prose) | Passage::Echo(prose) => Some(prose.text.clone()),
                _ => None,
            });
        prose.unwrap_or_default()
    }

    /// The name of the page's scene.
    pub fn at(&self) -> String {
        self.session.story().scene_name(self.session.state().at())
    }
}

fn lines(offers: Vec<game::Offer<'_>>) -> Vec<String> {
    offers
        .into_iter()
        .map(|offer| match offer.standing {
            Standing::Open => offer.say.to_owned(),
            Standing::Locked(why) => format!("({}) {why}", offer.say),
            Standing::Refused(why) => format!("({}) never: {why}", offer.say),
        })
        .collect()
}
