//! The second pass over everything beside the scenes: chapters, endings, flags, counters, things,
//! the journal and places.

use super::text::Kind;
use super::{Read, Resolver};
use crate::author::codes;
use crate::author::shape::{File, Item, Journal, Region, StoryFile};
use crate::story::{
    Action, Chapter, Counter, Ending, Entry, Flag, ItemId, Place, RegionId, Section, SectionId,
    Telling,
};

impl<'s> Resolver<'s> {
    /// Resolves everything beside the scenes.
    pub(super) fn catalogue(&mut self, all: &'s [Read<'s>]) {
        // Effects ask for counters and entries, so these go first.
        for read in all {
            self.enter(read);
            match &read.shapes {
                File::Story(story) => self.declared(story),
                File::Journal(journal) => self.journal(journal),
                File::Places(regions) => self.regions(regions),
                File::Items(_) | File::Scenes(_) | File::Nothing => {}
            }
        }
        for read in all {
            self.enter(read);
            match &read.shapes {
                File::Story(story) => self.chapters(story),
                File::Items(items) => self.items(items),
                File::Journal(_) | File::Places(_) | File::Scenes(_) | File::Nothing => {}
            }
        }
    }

    fn declared(&mut self, story: &StoryFile<'_>) {
        self.parts.name = story.id.get().to_owned();
        self.parts.title = story.title.get().to_owned();
        self.label(&story.title);
        for ending in &story.endings {
            let title = self.label(&ending.title);
            let ending = Ending {
                name: self.str(&ending.id),
                renamed: self.strs(&ending.renamed),
                title,
            };
            self.parts.endings.push(ending);
        }
        for flag in &story.flags {
            let means = self.label(&flag.means);
            let flag = Flag {
                name: self.str(&flag.id),
                renamed: self.strs(&flag.renamed),
                means,
            };
            self.parts.flags.push(flag);
        }
        for counter in &story.counters {
            let name = self.str(&counter.id);
            let (from, to, start) = (counter.from, counter.to, counter.start);
            if from >= to || !(from..=to).contains(&start) {
                let message = format!(
                    "`{}` starts at {start} and goes from {from} to {to}",
                    counter.id.get()
                );
                self.finding(codes::COUNTER_RANGE, name, message)
                    .help("`from` is smaller than `to`, and `start` lies between them");
            }
            let renamed = self.strs(&counter.renamed);
            let means = self.label(&counter.means);
            self.parts.counters.push(Counter {
                name,
                renamed,
                from,
                to,
                start,
                means,
            });
        }
    }

    fn chapters(&mut self, story: &'s StoryFile<'s>) {
        self.marks.start = Some(self.str(&story.start));
        self.parts.start = self.scene(&story.start);
        for (n, chapter) in story.chapters.iter().enumerate() {
            let (folder, name) = self.split(chapter.opens.get());
            let at = self.str(&chapter.opens);
            let opens = self
                .names
                .scenes
                .find(folder, name)
                .map(crate::story::SceneId);
            if opens.is_none() && n == 0 {
                self.scene(&chapter.opens);
            } else if opens.is_none() && !self.names.scenes.is_quiet(folder) {
                let message = format!(
                    "`{}` isn’t written yet: play pauses there",
                    chapter.opens.get()
                );
                let near = self.names.scenes.near(folder, name);
                let near = near.map(|(folder, name)| format!("{folder}/{name}"));
                // What opens a chapter already isn't meant twice.
                let opens = |near: &String| story.chapters.iter().any(|c| c.opens.get() == *near);
                let help = "write that scene, and the story goes on there";
                let help = match near.filter(|near| !opens(near)) {
                    Some(near) => format!("{help}; or did you mean `{near}`?"),
                    None => help.to_owned(),
                };
                self.finding(codes::NOT_WRITTEN, at, message).help(help);
            }
            self.marks.opens.push(at);
            let resolved = Chapter {
                name: self.str(&chapter.id),
                renamed: self.strs(&chapter.renamed),
                title: self.label(&chapter.title),
                month: chapter.month.as_ref().map(|month| self.label(month)),
                opens,
                passes: chapter
                    .passes
                    .iter()
                    .map(|one| self.condition(one))
                    .collect(),
            };
            self.parts.chapters.push(resolved);
        }
    }

    fn items(&mut self, items: &[Item<'_>]) {
        for (n, item) in items.iter().enumerate() {
            let first = self.parts.actions.len() as u32;
            for action in &item.actions {
                self.action(ItemId(n as u32), action);
            }
            let resolved = crate::story::Item {
                name_id: self.str(&item.id),
                renamed: self.strs(&item.renamed),
                name: self.label(&item.name),
                art: item.art.as_ref().map(|art| self.str(art)),
                look: item.look.as_ref().map(|look| self.text(look, Kind::Look)),
                actions: first..self.parts.actions.len() as u32,
            };
            self.parts.items.push(resolved);
        }
    }

    fn action(&mut self, item: ItemId, action: &crate::author::shape::Action<'_>) {
        let say = self.label(&action.say);
        let gate = self.gate(
            action.open.as_deref(),
            action.locked.as_ref(),
            action.refused.as_ref(),
            say,
        );
        let via = self.scene(&action.via);
        let at = self.str(&action.via);
        self.marks.actions.push(via.map(|_| at));
        let name = match &action.id {
            Some(id) => self.str(id),
            None => last_part(at, action.via.get()),
        };
        let resolved = Action {
            item,
            name,
            renamed: self.strs(&action.renamed),
            say,
            when: action.when.as_ref().map(|when| self.condition(when)),
            gate,
            // An unresolved one keeps the story from being made; its mark says so.
            via: via.unwrap_or(crate::story::SceneId(0)),
        };
        self.parts.actions.push(resolved);
    }

    fn journal(&mut self, journal: &Journal<'_>) {
        for section in &journal.sections {
            let title = self.label(&section.title);
            let section = Section {
                name: self.str(&section.id),
                renamed: self.strs(&section.renamed),
                title,
            };
            self.parts.sections.push(section);
        }
        for entry in &journal.entries {
            let first = self.parts.tellings.len() as u32;
            for telling in &entry.tellings {
                let telling = Telling {
                    name: self.str(&telling.id),
                    renamed: self.strs(&telling.renamed),
                    text: self.text(&telling.text, Kind::Telling),
                };
                self.parts.tellings.push(telling);
            }
            let resolved = Entry {
                name: self.str(&entry.id),
                renamed: self.strs(&entry.renamed),
                section: self.section(&entry.section).unwrap_or(SectionId(0)),
                title: self.label(&entry.title),
                tellings: first..self.parts.tellings.len() as u32,
            };
            self.parts.entries.push(resolved);
        }
    }

    fn regions(&mut self, regions: &[Region<'_>]) {
        for (n, region) in regions.iter().enumerate() {
            let first = self.parts.places.len() as u32;
            for place in &region.places {
                let place = Place {
                    region: RegionId(n as u32),
                    name: self.str(&place.id),
                    renamed: self.strs(&place.renamed),
                    title: self.label(&place.title),
                    at: place.at,
                    look: place.look.as_ref().map(|look| self.text(look, Kind::Look)),
                };
                self.parts.places.push(place);
            }
            let resolved = crate::story::Region {
                name: self.str(&region.id),
                renamed: self.strs(&region.renamed),
                title: self.label(&region.title),
                map: region.map.as_ref().map(|map| self.str(map)),
                places: first..self.parts.places.len() as u32,
            };
            self.parts.regions.push(resolved);
        }
    }
}

/// The name after a name's last slash.
pub(super) fn bare(name: &str) -> &str {
    name.rsplit_once('/').map_or(name, |(_, bare)| bare)
}

/// Where the name after a name's last slash stands.
pub(super) fn last_part(at: crate::story::Str, name: &str) -> crate::story::Str {
    let len = bare(name).len() as u32;
    crate::story::Str {
        at: at.at + at.len - len,
        len,
        ..at
    }
}
