//! *What happens when*, rule by rule.

use crate::tale::{Tale, story};
use hailsham::game::{Finish, Took};
use hailsham::session::{Base, Session};

#[test]
fn arrival_counts_the_visit_and_runs_enter_before_the_text_is_read() {
    let tale = Tale::of(
        r##"Scene(id: "start", enter: [Take("tape")],
              text: r#"{When(Has("tape"), "Held.")} {First("First.")} {When(Seen("start"), "Seen.")}"#,
              next: "two"),"##,
    );
    assert_eq!(
        tale.read(),
        ["= One", "+ the tape", "Held. First. Seen.", "Chapter two."]
    );
}

#[test]
fn coming_home_is_no_arrival() {
    let mut tale = Tale::of(
        r##"Scene(id: "start", enter: [Add("n", 1)], text: r#"{Count("n")}"#, choices: [
                Choice(say: "Aside", via: "aside"), Choice(say: "On", when: Chose("start", "aside"), to: "two")]),
            Scene(id: "aside", text: "An aside.", back: true),"##,
    );
    assert_eq!(tale.read(), ["= One", "2"]);
    assert_eq!(tale.offers(), ["Aside"]);
    tale.take("Aside");
    assert_eq!(tale.read(), ["> Aside", "An aside.", "home to a/start"]);
    assert_eq!(tale.offers(), ["Aside", "On"], "the offers are asked anew");
    let story = tale.session.story().clone();
    let start = story.find_scene("a/start").expect("it exists");
    assert_eq!(tale.session.state().visits(story.layout(), start), 1);
    let n = story.find_counter("n").expect("it exists");
    assert_eq!(
        tale.session.state().counter(story.layout(), n),
        2,
        "enter did not run again"
    );
}

#[test]
fn choosing_marks_then_acts_then_echoes_then_goes_through_and_on() {
    let mut tale = Tale::of(
        r##"Scene(id: "start", text: "Start.", choices: [
                Choice(say: "Go", then: [Set("red"), Take("token"), Lose("token")],
                       echo: r#"{When(All([Chose("start", "go"), Is("red"), Lost("token")]), "All done.")}"#,
                       id: "go", via: "aside", to: "two")]),
            Scene(id: "aside", text: "An aside.", back: true),"##,
    );
    tale.take("Go");
    assert_eq!(
        tale.read(),
        [
            "> Go",
            "+ the token",
            "- the token",
            "echo: All done.",
            "An aside.",
            "Chapter two."
        ]
    );
    assert_eq!(tale.at(), "a/two");
}

#[test]
fn a_choice_with_neither_via_nor_to_stays_on_the_page() {
    let mut tale = Tale::of(
        r#"Scene(id: "start", text: "Start.", choices: [
               Choice(id: "wait", say: "Wait", once: true, echo: "Waited."), Choice(say: "On", to: "two")]),"#,
    );
    tale.take("Wait");
    assert_eq!(tale.read(), ["> Wait", "echo: Waited."]);
    assert_eq!(tale.offers(), ["On"], "once: hidden after taking");
}

#[test]
fn next_and_ways_belong_to_the_same_step_and_the_first_that_holds_is_gone() {
    let scenes = r#"Scene(id: "start", text: "Start.", choices: [
               Choice(id: "plain", say: "Plain", to: "fork"), Choice(id: "red", say: "Red", then: [Set("red")], to: "fork")]),
           Scene(id: "fork", ways: [Way(when: Is("red"), then: [Take("token")], to: "left"), Way(to: "right")]),
           Scene(id: "left", text: "Left.", next: "two"),
           Scene(id: "right", text: "Right.", next: "two"),"#;
    let mut tale = Tale::of(scenes);
    assert_eq!(
        tale.take("Plain").read(),
        ["> Plain", "Right.", "Chapter two."]
    );
    let mut tale = Tale::of(scenes);
    assert_eq!(
        tale.take("Red").read(),
        ["> Red", "+ the token", "Left.", "Chapter two."]
    );
}

#[test]
fn what_is_not_open_is_greyed_with_its_reason_and_a_refused_choice_never_opens() {
    let mut tale = Tale::of(
        r#"Scene(id: "start", text: "Start.", choices: [
               Choice(say: "Hidden", when: Is("red"), to: "two", id: "hidden"),
               Choice(say: "Ask", open: Is("red"), locked: "Not yet.", to: "two", id: "ask"),
               Choice(say: "Run", refused: "Nobody does.", to: "two", id: "run"),
               Choice(id: "paint", say: "Paint", then: [Set("red")])]),"#,
    );
    assert_eq!(
        tale.offers(),
        ["(Ask) Not yet.", "(Run) never: Nobody does.", "Paint"]
    );
    assert!(tale.refuses("Ask") && tale.refuses("Run"));
    tale.take("Paint");
    assert_eq!(
        tale.offers(),
        ["Hidden", "Ask", "(Run) never: Nobody does.", "Paint"]
    );
    assert!(tale.refuses("Run"));
}

const HUB: &str = r#"
    Scene(id: "start", text: "Start.", next: "hub"),
    Scene(id: "hub", text: "Hub.", deal: Deal(deck: "d", show: 2, pick: 2, done: "two")),
    Scene(id: "m1", deck: "d", offer: "One", text: "m1", back: true),
    Scene(id: "m2", deck: "d", offer: "Two", text: "m2", back: true),
    Scene(id: "m3", deck: "d", offer: "Three", text: "m3", back: true),
    Scene(id: "m4", deck: "d", offer: "Red", when: Is("red"), text: "m4", back: true),
"#;

#[test]
fn a_deal_shows_so_many_until_so_many_were_taken() {
    let mut tale = Tale::of(HUB);
    assert_eq!(tale.offers().len(), 2);
    let first = tale.offers()[0].clone();
    tale.take(&first);
    assert_eq!(tale.at(), "a/hub");
    assert_eq!(
        tale.offers().len(),
        2,
        "one is left besides the one shown before"
    );
    assert!(!tale.offers().contains(&first));
    let second = tale.offers()[0].clone();
    tale.take(&second);
    assert_eq!(tale.at(), "a/two");
}

#[test]
fn coming_home_and_undo_shuffle_nothing() {
    for seed in 0..40 {
        let mut tale = Tale::seeded(HUB, seed);
        let shown = tale.offers();
        tale.take(&shown[0].clone());
        assert!(tale.offers().contains(&shown[1]), "seed {seed}");
        assert!(tale.session.undo());
        assert_eq!(tale.offers(), shown);
    }
}

#[test]
fn another_seed_deals_otherwise_and_every_eligible_member_comes_up() {
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..60 {
        seen.extend(Tale::seeded(HUB, seed).offers());
    }
    assert_eq!(Vec::from_iter(seen), ["One", "Three", "Two"]);
}

#[test]
fn a_step_may_take_an_eligible_member_that_is_not_shown_and_no_other() {
    let mut tale = Tale::of(HUB);
    let story = tale.session.story().clone();
    let member = |name: &str| story.find_scene(name).expect("it exists");
    let hidden = ["a/m1", "a/m2", "a/m3"]
        .map(member)
        .into_iter()
        .find(|id| {
            !tale
                .session
                .offers()
                .iter()
                .any(|offer| offer.took == Took::Deal(*id))
        })
        .expect("two of three are shown");
    assert!(
        !tale.session.take(Took::Deal(member("a/m4"))),
        "its `when` doesn't hold"
    );
    assert!(tale.session.take(Took::Deal(hidden)));
    assert!(!tale.session.take(Took::Deal(hidden)), "it was visited");
}

#[test]
fn a_deal_with_nothing_left_goes_on_and_again_lifts_the_visit() {
    let empty = HUB.replace("pick: 2", "pick: 9");
    let mut tale = Tale::of(&empty);
    for _ in 0..3 {
        let offer = tale.offers()[0].clone();
        tale.take(&offer);
    }
    assert_eq!(tale.at(), "a/two");
    let again = HUB
        .replace(r#"deck: "d", offer"#, r#"deck: "d", again: true, offer"#)
        .replace("pick: 2", "pick: 9");
    let mut tale = Tale::of(&again);
    for _ in 0..8 {
        let offer = tale.offers()[0].clone();
        tale.take(&offer);
        assert_eq!(tale.at(), "a/hub");
    }
    let offer = tale.offers()[0].clone();
    tale.take(&offer);
    assert_eq!(tale.at(), "a/two");
}

#[test]
fn actions_are_offered_while_the_thing_is_held_and_outside_vias() {
    let mut tale = Tale::of(
        r#"Scene(id: "start", text: "Start.", choices: [
               Choice(id: "take", say: "Take", then: [Take("tape")]),
               Choice(id: "paint", say: "Paint", then: [Set("red")]),
               Choice(id: "clean", say: "Clean", then: [Clear("red")]),
               Choice(id: "lose", say: "Lose", then: [Lose("tape")]),
               Choice(say: "Aside", via: "aside"), Choice(say: "On", to: "two")]),
           Scene(id: "aside", text: "Aside.", choices: [Choice(say: "Home", to: "home")]),
           Scene(id: "home", back: true),"#,
    );
    assert!(tale.actions().is_empty());
    tale.take("Take");
    assert_eq!(tale.actions(), ["Play it"]);
    tale.take("Play it");
    assert_eq!(tale.read(), ["> Play it", "It played.", "home to a/start"]);
    tale.take("Paint");
    assert_eq!(tale.actions(), ["(Play it) Not here."]);
    assert!(tale.refuses("Play it"));
    tale.take("Clean").take("Aside");
    assert!(tale.actions().is_empty(), "not inside a via");
    tale.take("Home").take("Lose");
    assert_eq!(
        tale.actions(),
        ["(Play it) Not here."],
        "a lost thing stays listed, greyed"
    );
    assert!(tale.refuses("Play it"));
}

#[test]
fn taking_always_gives_and_losing_acts_on_what_is_held() {
    let mut tale = Tale::of(
        r##"Scene(id: "start", text: r#"{When(Lost("token"), "x")}"#, choices: [
               Choice(id: "take", say: "Take", then: [Take("token")], echo: "t"),
               Choice(id: "lose", say: "Lose", then: [Lose("token")],
                      echo: r#"{Either(Lost("token"), "lost", "never had")}"#),
               Choice(say: "On", to: "two")]),"##,
    );
    assert_eq!(tale.take("Lose").read(), ["> Lose", "echo: never had"]);
    assert_eq!(
        tale.take("Take").read(),
        ["> Take", "+ the token", "echo: t"]
    );
    assert_eq!(tale.take("Take").read(), ["> Take", "echo: t"]);
    assert_eq!(
        tale.take("Lose").read(),
        ["> Lose", "- the token", "echo: lost"]
    );
    assert_eq!(
        tale.take("Take").read(),
        ["> Take", "+ the token", "echo: t"]
    );
}

#[test]
fn the_journal_goes_one_way_from_never_to_kept_to_let_go() {
    let mut tale = Tale::of(
        r##"Scene(id: "start", text: "Start.", choices: [
               Choice(id: "r", say: "Remember", then: [Remember("pond")], echo: r#"{Either(Remembers("pond"), "kept", "not kept")}"#),
               Choice(id: "t", say: "Retell", then: [Retell("pond", "later")], echo: r#"{Either(Told("pond", "later"), "told", "untold")}"#),
               Choice(id: "l", say: "Let go", then: [LetGo("pond")], echo: r#"{Either(LetGo("pond"), "gone", "not gone")}"#),
               Choice(say: "On", to: "two")]),"##,
    );
    assert_eq!(tale.take("Retell").read(), ["> Retell", "echo: untold"]);
    assert_eq!(tale.take("Let go").read(), ["> Let go", "echo: not gone"]);
    assert_eq!(
        tale.take("Remember").read(),
        ["> Remember", "+ The pond", "echo: kept"]
    );
    assert_eq!(tale.take("Remember").read(), ["> Remember", "echo: kept"]);
    assert_eq!(
        tale.take("Retell").read(),
        ["> Retell", "~ The pond: later", "echo: told"]
    );
    assert_eq!(
        tale.take("Let go").read(),
        ["> Let go", "- The pond", "echo: gone"]
    );
    assert_eq!(
        tale.take("Remember").read(),
        ["> Remember", "echo: not kept"]
    );
    assert_eq!(tale.take("Retell").read(), ["> Retell", "echo: told"]);
}

#[test]
fn counters_keep_to_their_range() {
    let mut tale = Tale::of(
        r##"Scene(id: "start", text: "Start.", choices: [
               Choice(id: "up", say: "Up", then: [Add("n", 2)], echo: r#"{Count("n")}{When(AtLeast("n", 3), " high")}"#),
               Choice(id: "down", say: "Down", then: [Add("n", -2)], echo: r#"{Count("n")}{When(AtMost("n", 0), " low")}"#),
               Choice(say: "On", to: "two")]),"##,
    );
    assert_eq!(tale.take("Up").words(), "3 high");
    assert_eq!(tale.take("Up").words(), "3 high");
    assert_eq!(tale.take("Down").words(), "1");
    assert_eq!(tale.take("Down").words(), "0 low");
}

#[test]
fn visits_saturate_at_255() {
    let mut tale = Tale::of(
        r#"Scene(id: "start", text: "Start.", choices: [
               Choice(say: "Aside", via: "aside"), Choice(say: "On", to: "two")]),
           Scene(id: "aside", text: "Aside.", back: true),"#,
    );
    for _ in 0..300 {
        tale.take("Aside");
    }
    let story = tale.session.story().clone();
    let aside = story.find_scene("a/aside").expect("it exists");
    assert_eq!(tale.session.state().visits(story.layout(), aside), 255);
}

#[test]
fn a_draw_sets_one_flag_clears_the_others_and_stands_in_the_record() {
    let scenes = r#"Scene(id: "start", enter: [Set("red"), Draw(["red", "green", "blue"])], text: "Start.",
        choices: [Choice(say: "On", then: [Draw(["red", "green"])], to: "two")]),"#;
    let mut drawn = std::collections::BTreeSet::new();
    for seed in 0..40 {
        let mut tale = Tale::seeded(scenes, seed);
        let story = tale.session.story().clone();
        let layout = story.layout();
        let set = |tale: &Tale| {
            story
                .flags()
                .filter(|(id, _)| tale.session.state().flag(layout, *id))
                .map(|(id, _)| id)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            set(&tale),
            tale.session.turn().drew,
            "exactly the one drawn is set"
        );
        drawn.extend(set(&tale));
        tale.take("On");
        assert_eq!(tale.session.turn().drew.len(), 1);
        assert_eq!(tale.session.steps()[0].drew, tale.session.turn().drew);
        // Under another seed the record's own draws are taken, not the seed's.
        let Base::Start { drew, .. } = tale.session.base().clone() else {
            panic!("it starts")
        };
        let elsewhere = Base::Start {
            seed: seed + 1_000,
            drew,
        };
        let again = Session::replay(story.clone(), elsewhere, tale.session.steps())
            .expect("a record fits every seed");
        assert_eq!(set(&Tale { session: again }), set(&tale));
    }
    assert_eq!(drawn.len(), 3, "every flag comes up");
}

#[test]
fn a_scene_or_a_pick_added_elsewhere_moves_no_draw_here() {
    let scenes = r##"Scene(id: "start", text: r#"{Pick(["a", "b", "c", "d", "e"])} {Pick(["f", "g", "h"])}"#, next: "two"),"##;
    let more =
        format!(r##"Scene(id: "zero", text: r#"{{Pick(["x", "y"])}}"#, next: "two"), {scenes}"##);
    let mut texts = std::collections::BTreeSet::new();
    for seed in 0..60 {
        let read = Tale::seeded(scenes, seed).read();
        assert_eq!(read, Tale::seeded(&more, seed).read());
        texts.insert(read[1].clone());
    }
    assert_eq!(texts.len(), 15, "every pair of picks comes up");
}

#[test]
fn undo_takes_back_the_whole_state_and_redo_waits_for_a_new_step() {
    let mut tale = Tale::of(
        r#"Scene(id: "start", text: "Start.", next: "page"),
           Scene(id: "page", text: "Page.", choices: [
               Choice(id: "a", say: "A", then: [Take("token"), Add("n", 1), Remember("pond")], to: "page"),
               Choice(id: "b", say: "B", then: [Set("red")], to: "page"), Choice(say: "On", to: "two")]),"#,
    );
    let mut states = vec![tale.session.state().clone()];
    for n in 0..100 {
        tale.take(["A", "B"][n % 2]);
        states.push(tale.session.state().clone());
    }
    for n in (0..100).rev() {
        assert!(tale.session.undo());
        assert_eq!(*tale.session.state(), states[n], "after {n} steps");
    }
    assert!(
        !tale.session.undo(),
        "there is nothing before the beginning"
    );
    for (n, state) in states.iter().enumerate().skip(1) {
        assert!(tale.session.redo());
        assert_eq!(tale.session.state(), state, "after {n} steps");
    }
    assert!(!tale.session.redo());
    assert!(tale.session.go_to(50) && *tale.session.state() == states[50]);
    tale.take("B");
    assert!(!tale.session.redo(), "a new step ends what could be redone");
    assert_eq!(tale.session.steps().len(), 51);
}

#[test]
fn a_chapter_that_closes_opens_the_next_or_pauses_where_it_is_not_written() {
    let scenes = r#"Scene(id: "start", text: "Start.", closes: "one"),"#;
    let tale = Tale::of(scenes);
    assert_eq!(tale.read(), ["= One", "Start.", "= Two", "Second."]);
    let scenes = r#"Scene(id: "start", text: "Start.", closes: "one"),
        Scene(id: "unused", text: "Unused.", closes: "two"),"#;
    let tale = Tale::of(&scenes.replace(
        r#""start", text: "Start.", closes: "one""#,
        r#""start", text: "Start.", closes: "two""#,
    ));
    assert!(matches!(
        tale.session.state().finish(),
        Some(Finish::Paused(_))
    ));
    assert!(tale.offers().is_empty());
}

#[test]
fn an_ending_ends_it() {
    let mut tale = Tale::of(r#"Scene(id: "start", text: "Start.", next: "two"),"#);
    tale.take("End");
    assert!(matches!(
        tale.session.state().finish(),
        Some(Finish::Ended(_))
    ));
    assert!(tale.offers().is_empty() && tale.actions().is_empty());
}

#[test]
fn showing_never_changes_state() {
    let tale = Tale::of(HUB);
    let before = tale.session.state().clone();
    let story = tale.session.story();
    for _ in 0..2 {
        let _ = (tale.offers(), tale.actions(), tale.read());
        let _ = hailsham::game::things(story, tale.session.state());
        let _ = hailsham::game::journal(story, tale.session.state());
        let _ = hailsham::game::charts(story, tale.session.state());
        let _ = hailsham::game::resume(story, tale.session.state());
    }
    assert_eq!(*tale.session.state(), before);
}

#[test]
fn the_same_seed_and_steps_give_the_same_telling_and_hash() {
    let hash = |tale: &Tale| {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        tale.session.state().hash(&mut hasher);
        hasher.finish()
    };
    for seed in 0..20 {
        let (mut one, mut two) = (Tale::seeded(HUB, seed), Tale::seeded(HUB, seed));
        while !one.offers().is_empty() {
            let offer = one.offers()[0].clone();
            assert_eq!(one.take(&offer).read(), two.take(&offer).read());
            assert_eq!(hash(&one), hash(&two));
        }
    }
    let _ = story(HUB);
}
