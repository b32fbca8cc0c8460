//! Every directive, nested too, and what words and paragraphs come to.

use crate::tale::Tale;

/// What a scene's text reads at the start.
fn reads(text: &str) -> String {
    let scenes = format!(
        r#####"Scene(id: "start", text: r####"{text}"####, next: "last"), Scene(id: "last", choices: [Choice(say: "On", to: "two")]),"#####
    );
    Tale::of(&scenes).words()
}

#[test]
fn blank_lines_part_paragraphs_and_single_line_breaks_are_spaces() {
    assert_eq!(reads("\nOne\ntwo.\n\n\n  Three. \n"), "One two.\nThree.");
    assert_eq!(reads("a  b   c"), "a b c");
}

#[test]
fn a_paragraph_whose_directives_come_to_nothing_disappears() {
    assert_eq!(
        reads("One.\n\n{When(Is(\"red\"), \"No.\")}\n\nTwo."),
        "One.\nTwo."
    );
    assert_eq!(
        reads("{When(Is(\"red\"), \"No.\")}\n\nTwo.\n\n{When(Is(\"red\"), \"No.\")}"),
        "Two."
    );
}

#[test]
fn when_and_either_ask_the_state() {
    assert_eq!(
        reads(r#"{When(Not(Is("red")), "a")}{When(Is("red"), "b")}"#),
        "a"
    );
    assert_eq!(reads(r#"{Either(Is("red"), "a", "b")}"#), "b");
}

#[test]
fn directives_nest() {
    let text =
        r###"{Either(Is("red"), "a", r##"b {When(AtLeast("n", 1), r#"c {Count("n")}"#)}"##)}"###;
    assert_eq!(reads(text), "b c 1");
}

#[test]
fn a_double_brace_is_a_brace() {
    assert_eq!(reads("a {{ b }} c"), "a { b } c");
}

#[test]
fn a_count_shows_its_value() {
    assert_eq!(reads(r#"{Count("n")} of 3"#), "1 of 3");
}

#[test]
fn first_and_again_ask_the_visit() {
    let mut tale = Tale::of(
        r##"Scene(id: "start", next: "page"),
            Scene(id: "page", text: r#"{First("First.")}{Again("Again.")}"#,
              choices: [Choice(say: "Round", to: "page"), Choice(say: "On", to: "two")]),"##,
    );
    assert_eq!(tale.words(), "First.");
    assert_eq!(tale.take("Round").words(), "Again.");
    assert_eq!(tale.take("Round").words(), "Again.");
}

#[test]
fn stress_covers_the_words_between_the_asterisks() {
    let tale = Tale::of(
        r#"Scene(id: "start", text: "She *chats*. And\n\n*so* on.", next: "last"), Scene(id: "last", choices: [Choice(say: "On", to: "two")]),"#,
    );
    let prose = tale
        .session
        .turn()
        .passages
        .iter()
        .find_map(|passage| match passage {
            hailsham::game::Passage::Scene(_, prose) => Some(prose.clone()),
            _ => None,
        })
        .expect("a scene was read");
    let stressed: Vec<Vec<String>> = prose
        .paragraphs()
        .map(|(words, stress)| {
            stress
                .into_iter()
                .map(|span| words[span].to_owned())
                .collect()
        })
        .collect();
    assert_eq!(prose.text, "She chats. And\nso on.");
    assert_eq!(stressed, [["chats"], ["so"]]);
}
