//! The first pass: every name that is declared, live and former; findings for those declared
//! twice, claimed twice, or that are no names. Resolves nothing.

use hashbrown::HashMap;

use super::names::{SceneNames, Table};
use super::{Names, Read, Resolver, SceneShape};
use crate::author::codes;
use crate::author::shape::{File, Journal, Lit, Region, Scene, StoryFile};
use crate::diagnostic::{Finding, Place};

/// The most bytes of a name.
const NAME_CAP: usize = 80;

impl<'s> Names<'s> {
    pub(super) fn new() -> Names<'s> {
        Names {
            flags: Table::new("flag", "story.ron"),
            counters: Table::new("counter", "story.ron"),
            chapters: Table::new("chapter", "story.ron"),
            endings: Table::new("ending", "story.ron"),
            items: Table::new("thing", "items.ron"),
            sections: Table::new("section of the journal", "journal.ron"),
            entries: Table::new("journal entry", "journal.ron"),
            regions: Table::new("region", "places.ron"),
            places: Table::new("place", "places.ron"),
            decks: Table::new("deck", "its members, by `deck`"),
            scenes: SceneNames::default(),
            scene_shapes: Vec::new(),
            tellings: Vec::new(),
            many_choices: HashMap::new(),
            many_tellings: HashMap::new(),
        }
    }

    /// Keeps unknown names quiet that may stand in a file of which something couldn't be read.
    pub(super) fn hush(&mut self, path: &'s str) {
        let tables = match path {
            "story.ron" => vec![
                &mut self.flags,
                &mut self.counters,
                &mut self.chapters,
                &mut self.endings,
            ],
            "items.ron" => vec![&mut self.items],
            "journal.ron" => vec![&mut self.sections, &mut self.entries],
            "places.ron" => vec![&mut self.regions, &mut self.places],
            path => {
                let folder = path.split_once('/').map_or(path, |(folder, _)| folder);
                self.scenes.quiet.insert(folder);
                return;
            }
        };
        for table in tables {
            table.quiet = true;
        }
    }
}

/// One declaration: the name, its former names.
type Declared<'s> = (&'s Lit<'s>, &'s [Lit<'s>]);

impl<'s> Resolver<'s> {
    /// Declares everything that was read.
    pub(super) fn declare(&mut self, all: &'s [Read<'s>]) {
        for read in all {
            self.enter(read);
            match &read.shapes {
                File::Story(story) => self.declare_story(story),
                File::Items(items) => {
                    self.table(
                        |names| &mut names.items,
                        items.iter().map(|one| (&one.id, &one.renamed[..])),
                    );
                    for item in items {
                        self.identities_of_actions(&item.actions);
                    }
                }
                File::Journal(journal) => self.declare_journal(journal),
                File::Places(regions) => self.declare_places(regions),
                File::Scenes(scenes) => {
                    self.check_folder();
                    for scene in scenes {
                        self.declare_scene(scene);
                    }
                }
                File::Nothing => {}
            }
        }
        let mut id = 0;
        for read in all {
            self.enter(read);
            if let File::Scenes(scenes) = &read.shapes {
                for scene in scenes {
                    self.declare_former_scenes(scene, id);
                    id += 1;
                }
            }
        }
    }

    fn declare_story(&mut self, story: &'s StoryFile<'s>) {
        self.table(
            |names| &mut names.flags,
            story.flags.iter().map(|one| (&one.id, &one.renamed[..])),
        );
        self.table(
            |names| &mut names.counters,
            story.counters.iter().map(|one| (&one.id, &one.renamed[..])),
        );
        self.table(
            |names| &mut names.chapters,
            story.chapters.iter().map(|one| (&one.id, &one.renamed[..])),
        );
        self.table(
            |names| &mut names.endings,
            story.endings.iter().map(|one| (&one.id, &one.renamed[..])),
        );
        let at = self.str(&story.id);
        self.check_name(&story.id, self.extras.place(at));
    }

    fn declare_journal(&mut self, journal: &'s Journal<'s>) {
        self.table(
            |names| &mut names.sections,
            journal
                .sections
                .iter()
                .map(|one| (&one.id, &one.renamed[..])),
        );
        self.table(
            |names| &mut names.entries,
            journal
                .entries
                .iter()
                .map(|one| (&one.id, &one.renamed[..])),
        );
        let mut first = 0;
        for entry in &journal.entries {
            self.names.tellings.push((first, &entry.tellings));
            first += entry.tellings.len() as u32;
            let mut own = Table::new("telling", "journal.ron");
            self.declare_in(
                &mut own,
                entry.tellings.iter().map(|one| (&one.id, &one.renamed[..])),
            );
            if entry.tellings.is_empty() {
                let at = self.str(&entry.id);
                self.finding(
                    codes::NO_TELLING,
                    at,
                    format!("the entry `{}` has no telling", entry.id.get()),
                )
                .help("give it one: `Remember` writes the first");
            }
        }
    }

    fn declare_places(&mut self, regions: &'s [Region<'s>]) {
        self.table(
            |names| &mut names.regions,
            regions.iter().map(|one| (&one.id, &one.renamed[..])),
        );
        let places = regions.iter().flat_map(|region| &region.places);
        self.table(
            |names| &mut names.places,
            places.map(|one| (&one.id, &one.renamed[..])),
        );
    }

    /// A folder's name is the first half of its scenes' names.
    fn check_folder(&mut self) {
        let place = Place {
            file: self.file.0,
            at: 0,
            len: 0,
        };
        if !is_name(self.folder) {
            let message = format!("the folder `{}` is no name", self.folder);
            let finding = Finding::new(codes::BAD_NAME, Some(place), message);
            self.found(finding)
                .help("a folder of scenes is named by letters, figures and hyphens");
        }
    }

    fn declare_scene(&mut self, scene: &'s Scene<'s>) {
        let place = self.place(&scene.id);
        let name = scene.id.get();
        self.check_name(&scene.id, place);
        if let Err(other) = self.names.scenes.declare(self.folder, name, place) {
            self.twice("scene", name, place, other);
        }
        let first_choice = self.names.scene_shapes.last().map_or(0, |before| {
            before.first_choice + before.shape.choices.len() as u32
        });
        self.names.scene_shapes.push(SceneShape {
            shape: scene,
            first_choice,
        });
        for deck in scene
            .deck
            .as_deref()
            .into_iter()
            .chain(scene.deal.as_ref().map(|deal| &deal.deck))
        {
            if self.names.decks.find(deck.get()).is_none() {
                let place = self.place(deck);
                self.check_name(deck, place);
                // Found missing just now, so it is declared once.
                let _ = self.names.decks.declare(deck.get(), place);
            }
        }
        self.identities_of_choices(&scene.choices);
    }

    fn declare_former_scenes(&mut self, scene: &'s Scene<'s>, id: u32) {
        for old in &scene.renamed {
            let (folder, name) = self.split(old.get());
            if let Err(other) = self.names.scenes.declare_former(folder, name, id) {
                self.claimed("scene", old, other);
            }
        }
    }

    /// Declares the names of one kind.
    fn table(
        &mut self,
        table: for<'n> fn(&'n mut Names<'s>) -> &'n mut Table<'s>,
        all: impl Iterator<Item = Declared<'s>>,
    ) {
        let empty = Table::new("", "");
        let mut own = std::mem::replace(table(&mut self.names), empty);
        self.declare_in(&mut own, all);
        *table(&mut self.names) = own;
    }

    pub(super) fn declare_in(
        &mut self,
        table: &mut Table<'s>,
        all: impl Iterator<Item = Declared<'s>>,
    ) {
        for (id, (lit, renamed)) in all.enumerate() {
            let place = self.place(lit);
            self.check_name(lit, place);
            if let Err(other) = table.declare(lit.get(), place) {
                self.twice(table.kind, lit.get(), place, other);
            }
            for old in renamed {
                if let Err(other) = table.declare_former(old.get(), id as u32) {
                    self.claimed(table.kind, old, other);
                }
            }
        }
    }

    fn twice(&mut self, kind: &str, name: &str, place: Place, other: Place) {
        self.marks.unsure = true;
        let message = format!("the {kind} `{name}` is declared twice");
        let finding = Finding::new(codes::TWICE, Some(place), message);
        self.found(finding)
            .also(other, "the other one")
            .help("rename one of them");
    }

    pub(super) fn claimed(&mut self, kind: &str, old: &Lit<'_>, other: Place) {
        let at = self.str(old);
        self.finding(
            codes::TWO_CLAIMANTS,
            at,
            format!("another {kind} was called `{}` too", old.get()),
        )
        .also(other, "the other one")
        .help("a former name belongs to one: take it away from the other");
    }

    pub(super) fn check_name(&mut self, lit: &Lit<'_>, place: Place) {
        let name = lit.get();
        if !is_name(name) {
            self.marks.unsure = true;
            let message = format!("`{name}` is no name");
            self.found(Finding::new(codes::BAD_NAME, Some(place), message)).help(format!(
                "a name is made of letters, figures and hyphens, {NAME_CAP} bytes at most; a scene’s folder is not part of it"
            ));
        }
    }
}

fn is_name(name: &str) -> bool {
    let good = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    !name.is_empty() && name.len() <= NAME_CAP && name.chars().all(good)
}
