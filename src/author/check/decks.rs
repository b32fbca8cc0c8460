//! A deck has members and is dealt.

use super::Checked;
use crate::author::codes;
use crate::diagnostic::Finding;

pub(super) fn check(story: &Checked<'_>, findings: &mut Vec<Finding>) {
    if !story.whole {
        return;
    }
    for (deck, deal) in story.parts.decks.iter().zip(&story.marks.deals) {
        let name = story.str(deck.name);
        if deck.members.is_empty() {
            let message = format!("no scene waits in the deck `{name}`");
            let help = format!("give the scenes it is to deal `deck: \"{name}\"` and an `offer`");
            findings.push(story.finding(codes::DECK, deck.name, message).help(help));
        }
        if deal.is_none() {
            let message = format!("the deck `{name}` is never dealt");
            let help = format!(
                "deal it in a scene: `deal: Deal(deck: \"{name}\", show: 3, pick: 2, done: \"…\")`"
            );
            findings.push(story.finding(codes::DECK, deck.name, message).help(help));
        }
    }
}
