//! `story.ron`, `items.ron`, `journal.ron` and `places.ron` as they are written.

use serde::Deserialize;

use super::{Condition, Lit};

macro_rules! shapes {
    ($($(#[$doc:meta])* $name:ident $written:literal { $($(#[$field_doc:meta])* $field:ident: $kind:ty,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Deserialize)]
        #[serde(rename = $written, deny_unknown_fields, bound(deserialize = "'de: 'a"))]
        pub(in crate::author) struct $name<'a> {
            $($(#[$field_doc])* pub $field: $kind,)+
        }
    )+};
}

shapes! {
    StoryFile "Story" {
        id: Lit<'a>,
        title: Lit<'a>,
        start: Lit<'a>,
        #[serde(default)] chapters: Vec<Chapter<'a>>,
        #[serde(default)] endings: Vec<Ending<'a>>,
        #[serde(default)] flags: Vec<Flag<'a>>,
        #[serde(default)] counters: Vec<Counter<'a>>,
    }
    Chapter "Chapter" {
        id: Lit<'a>,
        #[serde(default)] renamed: Vec<Lit<'a>>,
        title: Lit<'a>,
        month: Option<Lit<'a>>,
        opens: Lit<'a>,
        #[serde(default)] passes: Vec<Condition<'a>>,
    }
    Ending "Ending" {
        id: Lit<'a>,
        #[serde(default)] renamed: Vec<Lit<'a>>,
        title: Lit<'a>,
    }
    Flag "Flag" {
        id: Lit<'a>,
        #[serde(default)] renamed: Vec<Lit<'a>>,
        means: Lit<'a>,
    }
    Counter "Counter" {
        id: Lit<'a>,
        #[serde(default)] renamed: Vec<Lit<'a>>,
        from: i32,
        to: i32,
        start: i32,
        means: Lit<'a>,
    }
    Item "Item" {
        id: Lit<'a>,
        #[serde(default)] renamed: Vec<Lit<'a>>,
        name: Lit<'a>,
        art: Option<Lit<'a>>,
        look: Option<Lit<'a>>,
        #[serde(default)] actions: Vec<Action<'a>>,
    }
    Action "Action" {
        id: Option<Lit<'a>>,
        #[serde(default)] renamed: Vec<Lit<'a>>,
        say: Lit<'a>,
        when: Option<Box<Condition<'a>>>,
        open: Option<Box<Condition<'a>>>,
        locked: Option<Lit<'a>>,
        refused: Option<Lit<'a>>,
        via: Lit<'a>,
    }
    Journal "Journal" {
        #[serde(default)] sections: Vec<Section<'a>>,
        #[serde(default)] entries: Vec<Entry<'a>>,
    }
    Section "Section" {
        id: Lit<'a>,
        #[serde(default)] renamed: Vec<Lit<'a>>,
        title: Lit<'a>,
    }
    Entry "Entry" {
        id: Lit<'a>,
        #[serde(default)] renamed: Vec<Lit<'a>>,
        section: Lit<'a>,
        title: Lit<'a>,
        tellings: Vec<Telling<'a>>,
    }
    Telling "Telling" {
        id: Lit<'a>,
        #[serde(default)] renamed: Vec<Lit<'a>>,
        text: Lit<'a>,
    }
    Region "Region" {
        id: Lit<'a>,
        #[serde(default)] renamed: Vec<Lit<'a>>,
        title: Lit<'a>,
        map: Option<Lit<'a>>,
        #[serde(default)] places: Vec<Place<'a>>,
    }
    Place "Place" {
        id: Lit<'a>,
        #[serde(default)] renamed: Vec<Lit<'a>>,
        title: Lit<'a>,
        at: Option<(u16, u16)>,
        look: Option<Lit<'a>>,
    }
}
