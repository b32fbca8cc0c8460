//! The second pass over scenes: their ways on, their choices, and what lets them be dealt.

use super::text::Kind;
use super::{Read, Resolver, SceneMarks};
use crate::author::codes;
use crate::author::shape::{self, File};
use crate::story::{Branch, Card, Deal, Deck, DeckId, Scene, SceneId, Str, Way, key_of};

/// The most a card weighs: chance draws for it as often as that.
const HEAVIEST: u32 = 100;

impl<'s> Resolver<'s> {
    /// Resolves all scenes, in the order they were declared in.
    pub(super) fn scenes(&mut self, all: &'s [Read<'s>]) {
        self.decks(all);
        let shapes = &self.names.scene_shapes;
        let choices = shapes.iter().map(|scene| scene.shape.choices.len()).sum();
        self.parts.scenes.reserve_exact(shapes.len());
        self.marks.scenes.reserve_exact(shapes.len());
        self.parts.choices.reserve_exact(choices);
        self.marks.choices.reserve_exact(choices);
        let mut folder = None;
        for read in all {
            let File::Scenes(scenes) = &read.shapes else {
                continue;
            };
            self.enter(read);
            let here = match folder {
                Some((name, at)) if name == read.folder => at,
                _ => self.extras.word(read.folder),
            };
            folder = Some((read.folder, here));
            for scene in scenes {
                let scene = self.one_scene(scene, here);
                self.parts.scenes.push(scene);
            }
        }
    }

    fn decks(&mut self, all: &'s [Read<'s>]) {
        let mut members = Vec::new();
        let mut id = 0;
        for read in all {
            let File::Scenes(scenes) = &read.shapes else {
                continue;
            };
            self.enter(read);
            for scene in scenes {
                for (deck, member) in [
                    (scene.deck.as_deref(), true),
                    (scene.deal.as_ref().map(|deal| &deal.deck), false),
                ] {
                    let Some((deck, name)) =
                        deck.and_then(|deck| Some((self.names.decks.find(deck.get())?, deck)))
                    else {
                        continue;
                    };
                    let at = self.str(name);
                    if deck as usize == self.parts.decks.len() {
                        self.parts.decks.push(Deck {
                            name: at,
                            members: Box::default(),
                        });
                        self.marks.deals.push(None);
                        members.push(Vec::new());
                    }
                    if member {
                        members[deck as usize].push(SceneId(id));
                    } else {
                        self.marks.deals[deck as usize] = Some(at);
                    }
                }
                id += 1;
            }
        }
        for (deck, members) in self.parts.decks.iter_mut().zip(members) {
            deck.members = members.into_boxed_slice();
        }
    }

    fn one_scene(&mut self, scene: &'s shape::Scene<'s>, folder: Str) -> Scene {
        let id = SceneId(self.parts.scenes.len() as u32);
        let name = self.str(&scene.id);
        let oldest = scene.renamed.first().unwrap_or(&scene.id).get();
        let (old_folder, old_name) = self.split(oldest);
        let key = key_of(old_folder, old_name);
        self.marks.scenes.push(SceneMarks::default());
        let renamed = self.strs(&scene.renamed);
        let place = scene.place.as_ref().and_then(|place| self.spot(place));
        let art = scene.art.as_ref().map(|art| self.str(art));
        let enter = self.effects(&scene.enter, name);
        let text = scene.text.as_ref().map(|text| self.text(text, Kind::Scene));
        let card = self.card(scene, name);
        let way = self.way_on(scene, id, name);
        Scene {
            folder,
            name,
            renamed,
            key,
            place,
            art,
            enter,
            text,
            card,
            way,
        }
    }

    fn card(&mut self, scene: &shape::Scene<'_>, name: Str) -> Option<Card> {
        let Some(deck) = &scene.deck else {
            let stray = [
                ("offer", scene.offer.is_some()),
                ("when", scene.when.is_some()),
                ("weight", scene.weight.is_some()),
                ("again", scene.again.is_some()),
            ];
            if let Some((field, _)) = stray.iter().find(|(_, there)| *there) {
                self.finding(
                    codes::CARD,
                    name,
                    format!("this scene has `{field}` and no `deck`"),
                )
                .help("a scene that waits to be dealt has both `deck` and `offer`");
            }
            return None;
        };
        let Some(offer) = &scene.offer else {
            self.finding(codes::CARD, name, "this scene has a `deck` and no `offer`")
                .help("give it the line it is offered by: `offer: \"…\"`");
            return None;
        };
        if let Some(weight) = scene
            .weight
            .filter(|weight| !(1..=HEAVIEST).contains(weight))
        {
            let message = format!("this scene has the weight {weight}");
            self.finding(codes::CARD, name, message)
                .help(format!("weights go from 1 to {HEAVIEST}"));
        }
        let offer = self.label(offer);
        Some(Card {
            deck: self.names.decks.find(deck.get()).map(DeckId)?,
            offer,
            when: scene.when.as_ref().map(|when| self.condition(when)),
            weight: scene.weight.unwrap_or(1).clamp(1, HEAVIEST),
            again: scene.again.unwrap_or(false),
        })
    }

    fn way_on(&mut self, scene: &'s shape::Scene<'s>, id: SceneId, name: Str) -> Way {
        // Choices are counted whatever else there is, so that their numbers fit their names.
        let first = self.parts.choices.len() as u32;
        for choice in &scene.choices {
            self.choice(id, choice);
        }
        let choices = first..self.parts.choices.len() as u32;
        if self.ways_given(scene, name) != 1 {
            self.marks.unsure = true;
            self.hole();
            return Way::Choices {
                choices,
                deal: None,
            };
        }
        if scene.back {
            return Way::Back;
        }
        let reference = scene
            .next
            .as_deref()
            .or(scene.closes.as_deref())
            .or(scene.ending.as_deref());
        let way = if let Some(next) = &scene.next {
            self.scene(next).map(Way::Next)
        } else if let Some(chapter) = &scene.closes {
            self.chapter(chapter).map(Way::Closes)
        } else if let Some(ending) = &scene.ending {
            self.ending(ending).map(Way::Ending)
        } else if !scene.ways.is_empty() {
            Some(self.ways(&scene.ways))
        } else {
            if let Some(deal) = &scene.deal {
                let at = self.str(&deal.deck);
                self.mark().way = Some(at);
            } else if scene.choices.iter().all(|choice| choice.to.is_none()) {
                self.finding(codes::STAYS, name, "no choice of this scene leads on")
                    .help("every choice stays here or comes home here: give one a `to`");
            }
            let deal = scene.deal.as_ref().and_then(|deal| self.deal(deal));
            return Way::Choices { choices, deal };
        };
        if let Some(reference) = reference {
            let at = self.str(reference);
            self.mark().way = Some(at);
        }
        way.unwrap_or_else(|| {
            self.hole();
            Way::Choices {
                choices,
                deal: None,
            }
        })
    }

    /// In how many ways a scene goes on; a finding where it isn't one.
    fn ways_given(&mut self, scene: &shape::Scene<'_>, name: Str) -> usize {
        let ways = [
            (
                "`choices`",
                !scene.choices.is_empty() || scene.deal.is_some(),
            ),
            ("`next`", scene.next.is_some()),
            ("`ways`", !scene.ways.is_empty()),
            ("`back`", scene.back),
            ("`closes`", scene.closes.is_some()),
            ("`ending`", scene.ending.is_some()),
        ];
        let given = ways.iter().filter(|(_, given)| *given);
        let n = given.clone().count();
        let all = "a scene goes on by `choices` (and/or a `deal`), or by one of `next`, `ways`, `back`, `closes`, `ending`";
        if n == 0 {
            self.finding(codes::NO_WAY_ON, name, "this scene doesn’t go on")
                .help(all);
        } else if n > 1 {
            let given = given.map(|(way, _)| *way).collect::<Vec<_>>().join(", ");
            let message = format!("this scene goes on in {n} ways: {given}");
            self.finding(codes::TWO_WAYS_ON, name, message).help(all);
        }
        n
    }

    fn mark(&mut self) -> &mut SceneMarks {
        let last = self.marks.scenes.len() - 1;
        &mut self.marks.scenes[last]
    }

    /// Some way on of the scene being resolved isn’t known.
    pub(super) fn hole(&mut self) {
        self.mark().hole = true;
    }

    fn ways(&mut self, ways: &[shape::Way<'_>]) -> Way {
        let first = self.parts.ways.len() as u32;
        for (n, way) in ways.iter().enumerate() {
            let at = self.str(&way.to);
            let last = n + 1 == ways.len();
            if last && way.when.is_some() {
                self.finding(
                    codes::LAST_WAY,
                    at,
                    "the last of a scene’s ways has a condition",
                )
                .help("where it doesn’t hold there would be no way on: end with a `Way(to: …)`");
            } else if !last && way.when.is_none() {
                self.finding(
                    codes::LAST_WAY,
                    at,
                    "this way is always taken, and those after it never",
                )
                .help("give it a `when`, or put it last");
            }
            let when = way.when.as_ref().map(|when| self.condition(when));
            let then = self.effects(&way.then, at);
            match self.scene(&way.to) {
                Some(to) => {
                    self.marks.ways.push(at);
                    self.parts.ways.push(Branch { when, then, to });
                }
                None => self.hole(),
            }
        }
        Way::Ways(first..self.parts.ways.len() as u32)
    }

    fn deal(&mut self, deal: &shape::Deal<'_>) -> Option<Deal> {
        let at = self.str(&deal.deck);
        if deal.show == 0 || deal.pick == 0 {
            let message = format!("this deal shows {} and picks {}", deal.show, deal.pick);
            self.finding(codes::DEAL_NUMBERS, at, message)
                .help("the smallest number of both is 1");
        }
        let deck = self.names.decks.find(deal.deck.get()).map(DeckId);
        let Some(done) = self.scene(&deal.done) else {
            self.hole();
            return None;
        };
        let done_at = self.str(&deal.done);
        self.mark().done = Some(done_at);
        Some(Deal {
            deck: deck?,
            show: deal.show,
            pick: deal.pick,
            done,
        })
    }
}
