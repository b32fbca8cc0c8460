//! What can be looked at beside the prose, in words: things, journal, map, history, help.
//! Changes nothing but what an action was asked to change.

use std::io;
use std::sync::Arc;

use super::{Plain, answer, numbered, write_prose, write_turn};
use crate::clean::shown;
use crate::game::{self, Offer, Standing};
use crate::save::seen::pictures;
use crate::ui::say;

impl Plain<'_> {
    pub(super) fn things(&mut self) -> io::Result<()> {
        let story = Arc::clone(self.session.story());
        let things = game::things(&story, self.session.state());
        if things.is_empty() {
            return self.line("You have nothing with you.");
        }
        let mut n = 0;
        for thing in &things {
            let lost = if thing.held { "" } else { " (lost)" };
            self.line(&format!("{}{lost}", capital(thing.name)))?;
            if let Some(picture) = thing.art.and_then(|art| self.assets.picture(art)) {
                self.line(&format!("{}\n", say::picture(&picture.says)))?;
            }
            write_prose(self.output, &thing.look)?;
            for action in &thing.actions {
                n += 1;
                self.line(&format!("use {}", numbered(n, action)))?;
            }
        }
        Ok(())
    }

    /// Every action, in the order `things` lists them.
    fn actions<'s>(
        story: &'s crate::story::Story,
        state: &game::State,
    ) -> Vec<(String, Offer<'s>)> {
        game::things(story, state)
            .into_iter()
            .flat_map(|thing| {
                let name = thing.name.to_owned();
                thing
                    .actions
                    .into_iter()
                    .map(move |action| (name.clone(), action))
            })
            .collect()
    }

    pub(super) fn act(&mut self, words: &str) -> io::Result<()> {
        let story = Arc::clone(self.session.story());
        let actions = Plain::actions(&story, self.session.state());
        if actions.is_empty() {
            return self.line("There is nothing to be done with your things just now.");
        }
        let wanted = words.to_lowercase();
        let found = match wanted.trim_end_matches('.').parse::<usize>() {
            Ok(n) => n.checked_sub(1).and_then(|n| actions.get(n)),
            Err(_) if wanted.is_empty() => None,
            Err(_) => actions.iter().find(|(name, action)| {
                action.say.to_lowercase().contains(&wanted) || name.to_lowercase().contains(&wanted)
            }),
        };
        match found {
            Some((
                _,
                Offer {
                    standing: Standing::Open,
                    took,
                    ..
                },
            )) => self.take(*took),
            Some((
                _,
                Offer {
                    standing: Standing::Locked(why) | Standing::Refused(why),
                    ..
                },
            )) => self.line(if why.is_empty() {
                "That can’t be done now."
            } else {
                why
            }),
            None => {
                if !wanted.is_empty() {
                    self.line(&format!("“{}” is none of these.", shown(words)))?;
                }
                for (n, (name, action)) in actions.iter().enumerate() {
                    self.line(&format!("use {} ({name})", numbered(n + 1, action)))?;
                }
                Ok(())
            }
        }
    }

    pub(super) fn journal(&mut self, words: &str) -> io::Result<()> {
        let story = Arc::clone(self.session.story());
        let wanted = words.to_lowercase();
        let mut any = false;
        for pages in game::journal(&story, self.session.state()) {
            let mut headed = false;
            for entry in &pages.entries {
                let found = entry.title.to_lowercase().contains(&wanted)
                    || entry
                        .tellings
                        .iter()
                        .any(|(_, p)| p.text.to_lowercase().contains(&wanted));
                if !found {
                    continue;
                }
                if !headed {
                    self.line(&format!("{}\n", pages.title))?;
                    headed = true;
                }
                any = true;
                let gone = if entry.let_go { " (let go)" } else { "" };
                self.line(&format!("{}{gone}", entry.title))?;
                for (nth, (_, prose)) in entry.tellings.iter().enumerate() {
                    if nth == 1 {
                        self.line("Before that it read:")?;
                    }
                    write_prose(self.output, prose)?;
                }
            }
        }
        match (any, wanted.is_empty()) {
            (true, _) => Ok(()),
            (false, true) => self.line("Nothing is written in the journal yet."),
            (false, false) => {
                self.line(&format!("Nothing in the journal holds “{}”.", shown(words)))
            }
        }
    }

    pub(super) fn map(&mut self) -> io::Result<()> {
        let story = Arc::clone(self.session.story());
        let state = self.session.state().clone();
        let charts = game::charts(&story, &state);
        if charts.is_empty() {
            return self.line("There is no place to speak of yet.");
        }
        for chart in &charts {
            self.line(&format!("{}\n", chart.title))?;
            if let Some(map) = chart.map.and_then(|map| self.assets.map(map)) {
                self.line(&format!("{}\n", map.says))?;
            }
            for place in &chart.places {
                let here = if place.here { " (you are here)" } else { "" };
                let by: Vec<String> = place.offers.iter().map(|n| (n + 1).to_string()).collect();
                let by = if by.is_empty() {
                    String::new()
                } else {
                    format!(" (choose {})", by.join(" or "))
                };
                self.line(&format!("{}{here}{by}", capital(place.title)))?;
                write_prose(self.output, &place.look)?;
            }
        }
        Ok(())
    }

    pub(super) fn history(&mut self) -> io::Result<()> {
        let story = Arc::clone(self.session.story());
        for (step, turn) in self.session.turns().to_vec().into_iter().enumerate() {
            for passage in &turn.passages {
                if let game::Passage::Said(said) = passage {
                    self.line(&format!("> ({step}) {said}\n"))?;
                }
            }
            write_turn(self.output, &story, self.assets, &turn)?;
        }
        Ok(())
    }

    /// What was seen so far, in all tellings.
    pub(super) fn seen(&mut self) -> io::Result<()> {
        let seen = self.keeper.seen(Some(&self.session));
        let said = say::seen_so_far(self.session.story(), &seen);
        self.line(&said)?;
        let story = Arc::clone(self.session.story());
        for name in pictures(&story) {
            if seen.pictures.contains(name)
                && let Some(picture) = self.assets.picture(name)
            {
                self.line(&say::picture(&picture.says))?;
            }
        }
        Ok(())
    }

    pub(super) fn help(&mut self) -> io::Result<()> {
        for (word, does) in answer::WORDS {
            self.line(&format!("{word}: {does}."))?;
        }
        Ok(())
    }
}

/// The words with their first letter large.
fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
