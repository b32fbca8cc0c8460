//! A telling kept over one wording of a story and taken up over another: what stands, and the
//! sentence the player sees.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use hailsham::author;
use hailsham::save::{self, Fit, Meta, Place, Record, fingerprint};
use hailsham::session::Session;
use hailsham::story::{Source, Story};

use super::program::fixture;
use super::save_kill::lane;

const STANDS: &str =
    "The story has changed since this was saved; every choice you made still stands.";

/// The small story with these words replaced; each must be there.
fn with(changes: &[(&str, &str)]) -> Arc<Story> {
    let root = fixture("saves/lane");
    let mut sources = Vec::new();
    let mut made = vec![0; changes.len()];
    for path in [
        "story.ron",
        "items.ron",
        "journal.ron",
        "places.ron",
        "lane/evening.ron",
        "lane/morning.ron",
    ] {
        let mut text = fs::read_to_string(root.join(Path::new(path))).expect("it is there");
        for (nth, (old, new)) in changes.iter().enumerate() {
            made[nth] += text.matches(old).count();
            text = text.replace(old, new);
        }
        sources.push(Source {
            path: path.to_owned(),
            text: text.into(),
        });
    }
    assert!(
        made.iter().all(|made| *made > 0),
        "{made:?}: a change that changes nothing"
    );
    let loaded = author::load_sources(sources);
    let found: Vec<&String> = loaded.findings.iter().map(|found| &found.message).collect();
    Arc::new(loaded.story.unwrap_or_else(|| panic!("{found:#?}")))
}

/// Takes what is offered under these words, or the action of a thing.
fn take(session: &mut Session, labels: &[&str]) {
    for label in labels {
        let story = Arc::clone(session.story());
        let actions = hailsham::game::actions(&story, session.state());
        let offers = session.offers().into_iter().chain(actions);
        let took = offers
            .into_iter()
            .find(|offer| offer.say == *label && offer.is_open());
        let took = took
            .unwrap_or_else(|| panic!("“{label}” isn't offered"))
            .took;
        assert!(session.take(took));
    }
}

const TOLD: [&str; 6] = [
    "Pick up the whistle",
    "Blow it",
    "Look over the wall",
    "Wave to him",
    "Go down to the pond",
    "A glint in the mud",
];

/// A telling of the story as it was, as a record.
fn kept(labels: &[&str]) -> Record {
    let story = lane();
    let mut session = Session::new(Arc::clone(&story), 7);
    take(&mut session, labels);
    let fingerprint = fingerprint(&story);
    let meta = Meta {
        fingerprint: &fingerprint,
        ..Meta::default()
    };
    save::from_text(&save::to_text(&session, &meta)).expect("it was written here")
}

/// What a telling comes to over the story as it is now: how it fits, the page, the steps that
/// count, and what is said.
#[track_caller]
fn over(
    record: &Record,
    changes: &[(&str, &str)],
    fit: Fit,
    page: &str,
    steps: usize,
    notice: &str,
) -> Session {
    let restored = save::restore(with(changes), record);
    let session = restored.session;
    let at = session.story().scene_name(session.state().at());
    assert_eq!(
        (
            restored.fit,
            at.as_str(),
            session.cursor(),
            restored.notice.as_deref()
        ),
        (fit, page, steps, Some(notice))
    );
    // It goes on, and what is kept of it now is taken up without a word.
    let mut takeable = Vec::new();
    hailsham::game::takeable(session.story(), session.state(), |took| takeable.push(took));
    assert!(!takeable.is_empty() || session.state().finish().is_some());
    let mark = fingerprint(session.story());
    let meta = Meta {
        fingerprint: &mark,
        ..Meta::default()
    };
    let again = save::from_text(&save::to_text(&session, &meta)).expect("it was written here");
    let again = save::restore(Arc::clone(session.story()), &again);
    assert_eq!((again.fit, again.notice), (Fit::Whole, None));
    assert_eq!(again.session.state(), session.state());
    session
}

fn gone(step: usize, of: usize) -> String {
    format!(
        "The story has changed since this was saved: step {step} of {of} is no longer in it. You go \
         on from where you were, but can’t go back to what came before."
    )
}

const STAYS: &str = " The save stays as it was.";
const LESS: &str = " Some of what it remembered is no longer part of it.";

#[test]
fn scenes_added_elsewhere_change_nothing() {
    let changes = [
        (
            "    Scene(id: \"met\"",
            "    Scene(id: \"new\", deck: \"water\", offer: \"A frog?\", text: \"No.\", back: true),\n    Scene(id: \"met\"",
        ),
        (
            "to: \"wall-end\"),\n            Choice(id: \"ducks\"",
            "to: \"on-the-wall\"),\n            Choice(id: \"ducks\"",
        ),
        (
            "    Scene(id: \"wall-end\"",
            "    Scene(id: \"on-the-wall\", text: \"A while.\", next: \"wall-end\"),\n    Scene(id: \"wall-end\"",
        ),
    ];
    over(&kept(&TOLD), &changes, Fit::Whole, "lane/pond", 6, STANDS);
}

#[test]
fn choices_reordered_and_relabelled_change_nothing() {
    let changes = [
        (
            "            Choice(id: \"wave\", say: \"Wave\", refused: \"Nobody is looking.\"),\n",
            "",
        ),
        (
            "            Choice(say: \"Go down to the pond\", to: \"pond\"),\n",
            "            Choice(id: \"wave\", say: \"Wave\", refused: \"Nobody is looking.\"),\n",
        ),
        (
            "locked: \"Not before the pond.\", to: \"house\"),",
            "locked: \"Not before the pond.\", to: \"house\"),\n            Choice(say: \"Down, to the water\", to: \"pond\"),",
        ),
        ("say: \"Blow it\"", "say: \"Try it\""),
        (
            "offer: \"A glint in the mud\"",
            "offer: \"Something bright\"",
        ),
    ];
    over(&kept(&TOLD), &changes, Fit::Whole, "lane/pond", 6, STANDS);
}

#[test]
fn everything_renamed_with_its_former_name_changes_nothing() {
    let changes = [
        (
            "id: \"gate\", place",
            "id: \"arch\", renamed: [\"gate\"], place",
        ),
        ("to: \"gate\")", "to: \"arch\")"),
        ("next: \"gate\")", "next: \"arch\")"),
        (
            "id: \"pond\", place",
            "id: \"mere\", renamed: [\"pond\"], place",
        ),
        ("to: \"pond\"", "to: \"mere\""),
        ("Seen(\"pond\")", "Seen(\"mere\")"),
        (
            "id: \"coin\", deck",
            "id: \"penny\", renamed: [\"coin\"], deck",
        ),
        ("id: \"climb\"", "id: \"look-over\", renamed: [\"climb\"]"),
        (
            "id: \"whistle\", name",
            "id: \"pipe\", renamed: [\"whistle\"], name",
        ),
        ("Take(\"whistle\")", "Take(\"pipe\")"),
        ("Has(\"whistle\")", "Has(\"pipe\")"),
        ("Lose(\"whistle\")", "Lose(\"pipe\")"),
        ("Lost(\"whistle\")", "Lost(\"pipe\")"),
        ("via: \"lane/whistled\"", "via: \"lane/blown\""),
        ("id: \"whistled\"", "id: \"blown\", renamed: [\"whistled\"]"),
        ("Flag(id: \"rain\"", "Flag(id: \"wet\", renamed: [\"rain\"]"),
        ("Is(\"rain\")", "Is(\"wet\")"),
        ("Draw([\"rain\"", "Draw([\"wet\""),
    ];
    let told = kept(&TOLD);
    let session = over(&told, &changes, Fit::Whole, "lane/mere", 6, STANDS);
    let state = |session: &Session| {
        let layout = session.story().layout();
        session.state().words()[..layout.bit_words()].to_vec()
    };
    assert_eq!(
        state(&session),
        state(&save::restore(lane(), &told).session)
    );
}

#[test]
fn where_a_choice_that_was_made_is_gone_it_goes_on_from_the_page_it_stood_on() {
    // The wall is looked over from somewhere else now.
    let changes = &[
        (
            "            Choice(id: \"climb\", say: \"Look over the wall\", via: \"wall\", once: true),\n",
            "",
        ),
        (
            "Choice(say: \"Back to the gate\"",
            "Choice(id: \"over\", say: \"Over the wall\", via: \"wall\"), Choice(say: \"Back to the gate\"",
        ),
    ];
    let notice = format!("{}{LESS}{STAYS}", gone(3, 6));
    let session = over(
        &kept(&TOLD),
        changes,
        Fit::Snapshot { failed: 2 },
        "lane/pond",
        0,
        &notice,
    );
    let story = session.story();
    let held = |name| {
        session
            .state()
            .held(story.layout(), story.find_item(name).expect("a thing"))
    };
    assert!(held("whistle") && !held("letter"));
    let coins = story.find_counter("coins").expect("a counter");
    assert_eq!(session.state().counter(story.layout(), coins), 2);
    assert_eq!(session.state().taken(), 1, "of the deal");
}

#[test]
fn where_the_page_is_gone_too_it_goes_as_far_as_it_can() {
    let told = kept(&["Pick up the whistle", "Look over the wall"]);
    let changes = [
        (
            "            Choice(id: \"climb\", say: \"Look over the wall\", via: \"wall\", once: true),\n",
            "            Choice(id: \"peep\", say: \"Peep over\", via: \"fence\"),\n",
        ),
        ("id: \"wall\", place", "id: \"fence\", place"),
    ];
    let notice = "The story has changed since this was saved: step 2 of 2 is no longer in it, nor is \
                  the page you were on. You stand where the two part. The save stays as it was.";
    over(
        &told,
        &changes,
        Fit::Part { kept: 1 },
        "lane/gate",
        1,
        notice,
    );
}

#[test]
fn where_the_page_is_gone_and_much_lies_before_it_it_goes_on_from_near_it() {
    let changes = [
        (
            "            Choice(id: \"climb\", say: \"Look over the wall\", via: \"wall\", once: true),\n",
            "            Choice(id: \"peep\", say: \"Peep over\", via: \"wall\"),\n",
        ),
        ("id: \"pond\", place", "id: \"mere\", place"),
        ("to: \"pond\"", "to: \"mere\""),
        ("Seen(\"pond\")", "Seen(\"mere\")"),
    ];
    let notice = format!(
        "The story has changed since this was saved: step 3 of 6 is no longer in it, nor is the page \
         you were on. You go on from a little before it, with everything you had, but can’t go back \
         to what came before.{LESS}{STAYS}"
    );
    let nearby = Fit::Nearby { failed: 2, back: 2 };
    let session = over(&kept(&TOLD), &changes, nearby, "lane/gate", 0, &notice);
    let story = session.story();
    let coins = story.find_counter("coins").expect("a counter");
    assert_eq!(
        session.state().counter(story.layout(), coins),
        2,
        "all it had"
    );
}

#[test]
fn a_page_that_is_passed_through_now_is_no_place_to_stand() {
    let told = kept(&["Look over the wall"]);
    let changes = [(
        "        choices: [\n            Choice(id: \"waves\", say: \"Wave to him\", then: [Set(\"waved\"), Remember(\"wall\")], to: \"wall-end\"),\n            Choice(id: \"ducks\", renamed: [\"hides\"], say: \"Get down\", to: \"wall-end\"),\n        ],\n",
        "        enter: [Set(\"waved\"), Remember(\"wall\")], next: \"wall-end\",\n",
    )];
    // Every step can be taken; it leads on further than it did.
    over(&told, &changes, Fit::Whole, "lane/gate", 1, STANDS);
}

#[test]
fn facts_that_are_gone_are_left_out_and_it_is_said() {
    let changes = [
        (
            "            Choice(id: \"whistle\", say: \"Pick up the whistle\", once: true, then: [Take(\"whistle\")], echo: r#\"Tin, and {Either(Is(\"rain\"), \"cold\", \"hot\")}.\"#),\n",
            "            Choice(id: \"flute\", say: \"Pick up the flute\", once: true, then: [Take(\"flute\")], echo: r#\"Tin, and {Either(Is(\"rain\"), \"cold\", \"hot\")}.\"#),\n",
        ),
        (
            "id: \"whistle\", name: \"a tin whistle\"",
            "id: \"flute\", name: \"a flute\"",
        ),
        ("Has(\"whistle\")", "Has(\"flute\")"),
        ("Lose(\"whistle\")", "Lose(\"flute\")"),
        ("Lost(\"whistle\")", "Lost(\"flute\")"),
        ("from: 0, to: 3, start: 1", "from: 0, to: 3, start: 2"),
    ];
    let notice = format!("{}{LESS}{STAYS}", gone(1, 6));
    let session = over(
        &kept(&TOLD),
        &changes,
        Fit::Snapshot { failed: 0 },
        "lane/pond",
        0,
        &notice,
    );
    let story = session.story();
    let flute = story.find_item("flute").expect("a thing");
    assert!(!session.state().had(story.layout(), flute));
}

#[test]
fn a_counter_keeps_to_its_new_range_where_the_snapshot_is_taken() {
    let changes = [
        ("from: 0, to: 3, start: 1", "from: 0, to: 1, start: 1"),
        ("enter: [Add(\"coins\", 1)], ", ""),
        ("AtMost(\"coins\", 2)", "AtMost(\"coins\", 1)"),
        ("Choice(id: \"climb\"", "Choice(id: \"climbed\""),
    ];
    let notice = format!("{}{LESS}{STAYS}", gone(3, 6));
    let session = over(
        &kept(&TOLD),
        &changes,
        Fit::Snapshot { failed: 2 },
        "lane/pond",
        0,
        &notice,
    );
    let story = session.story();
    let coins = story.find_counter("coins").expect("a counter");
    assert_eq!(session.state().counter(story.layout(), coins), 1);
}

#[test]
fn what_had_been_taken_back_can_be_taken_again_as_far_as_it_is_there() {
    let story = lane();
    let mut session = Session::new(Arc::clone(&story), 7);
    take(
        &mut session,
        &[
            "Go down to the pond",
            "A glint in the mud",
            "Back to the gate",
            "Pick up the whistle",
        ],
    );
    session.go_to(1);
    let record = save::from_text(&save::to_text(
        &session,
        &Meta {
            fingerprint: "of then",
            ..Meta::default()
        },
    ))
    .expect("a save");
    let session = over(
        &record,
        &[("say: \"Wave\"", "say: \"Wave.\"")],
        Fit::Whole,
        "lane/pond",
        1,
        STANDS,
    );
    assert_eq!(session.steps().len(), 4);
    let fewer = [(
        "id: \"coin\", deck: \"water\", offer: \"A glint in the mud\"",
        "id: \"glint\", deck: \"water\", offer: \"A glint\"",
    )];
    let notice = format!("{STANDS} What you had taken back can’t all be taken again.");
    let session = over(&record, &fewer, Fit::Whole, "lane/pond", 1, &notice);
    assert_eq!(session.steps().len(), 1);
}

#[test]
fn a_telling_that_waited_for_the_next_chapter_goes_on_when_it_is_written() {
    let unwritten = with(&[(
        "        Chapter(id: \"evening\", title: \"Evening\", month: \"June\", opens: \"lane/dusk\"),\n",
        "",
    )]);
    let mut session = Session::new(Arc::clone(&unwritten), 7);
    take(
        &mut session,
        &[
            "Go down to the pond",
            "Back to the gate",
            "Go up to the house",
            "Go in",
        ],
    );
    assert!(session.state().finish().is_some());
    let mark = fingerprint(&unwritten);
    let record = Record::of(
        &session,
        &Meta {
            fingerprint: &mark,
            ..Meta::default()
        },
    );
    let restored = save::restore(Arc::clone(&unwritten), &record);
    assert_eq!((restored.fit, restored.notice), (Fit::Whole, None));
    let session = over(
        &record,
        &[("say: \"Wave\"", "say: \"Wave!\"")],
        Fit::Whole,
        "lane/evening",
        4,
        STANDS,
    );
    assert_eq!(session.state().finish(), None);
}

#[test]
fn a_record_is_verified_to_its_end_and_the_first_difference_is_told() {
    let record = kept(&TOLD);
    assert!(save::verify(&lane(), &record).is_ok());
    let differs = |changes: &[(&str, &str)]| {
        let difference = save::verify(&with(changes), &record).expect_err("it differs");
        (difference.place, difference.how)
    };
    assert_eq!(
        differs(&[("id: \"climb\"", "id: \"climbed\"")]),
        (
            Place::Step(3),
            "the choice `climb` is gone from `lane/gate`".to_owned()
        )
    );
    assert_eq!(
        differs(&[
            (
                "then: [Set(\"waved\"), Remember(\"wall\")]",
                "then: [Set(\"waved\")]"
            ),
            (
                "Remember(\"heron\")]",
                "Remember(\"heron\"), Remember(\"wall\")]"
            )
        ]),
        (
            Place::End,
            "`kept` had [\"wall: [\\\"first\\\"]\"] and has []".to_owned()
        )
    );
    assert_eq!(
        differs(&[(
            "say: \"Go down to the pond\", to",
            "say: \"Go down to the pond\", open: AtLeast(\"coins\", 3), locked: \"No.\", to"
        )]),
        (
            Place::Step(5),
            "the choice `pond` is greyed on `lane/gate`".to_owned()
        )
    );
    assert_eq!(
        differs(&[
            ("Draw([\"rain\", \"dry\"])", "Draw([\"dry\", \"waved\"])"),
            (
                "Flag(id: \"rain\", means: \"It rains\"),",
                "Flag(id: \"rain\", means: \"It rains\"),"
            )
        ])
        .0,
        Place::Beginning
    );
    assert_eq!(
        differs(&[
            (
                "to: \"wall-end\"),\n            Choice(id: \"ducks\"",
                "to: \"stile\"),\n            Choice(id: \"ducks\""
            ),
            (
                "    Scene(id: \"wall-end\"",
                "    Scene(id: \"stile\", text: \"A stile.\", choices: [Choice(id: \"over\", say: \"Over\", to: \"wall-end\")]),\n    Scene(id: \"wall-end\""
            )
        ]),
        (
            Place::Step(5),
            "it was taken on `lane/gate`, and the page is `lane/stile`".to_owned()
        )
    );
}
