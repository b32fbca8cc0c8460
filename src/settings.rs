//! What a reader has chosen: how it looks, how it moves, which key does what.
//! Values, and their form as commented RON; who reads and writes the file is the edge. Knows no
//! terminal and no theme but by name.

use serde::Deserialize;

/// The narrowest column of text, in cells.
pub const NARROWEST: u16 = 40;
/// The widest column of text, in cells.
pub const WIDEST: u16 = 80;

/// A closed list of what a setting may be, each with its word in the file and in what is shown.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$one:meta])* $variant:ident = $word:literal, $says:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Deserialize)]
        pub enum $name {
            $($(#[$one])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every one, in the order a reader goes through them.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// Its word in the settings file.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }

            /// What it means, in a few words.
            #[must_use]
            pub fn says(self) -> &'static str {
                match self { $($name::$variant => $says,)+ }
            }

            /// The one after this (`by` 1) or before it (`by` -1), around the end.
            #[must_use]
            pub fn turned(self, by: isize) -> $name {
                let at = Self::ALL.iter().position(|one| *one == self).unwrap_or(0) as isize;
                let n = Self::ALL.len() as isize;
                let at = (at + by).rem_euclid(n) as usize;
                Self::ALL.get(at).copied().unwrap_or(self)
            }
        }
    };
}

words! {
    /// Which colours.
    Theme {
        /// What suits the terminal, which is asked.
        #[default] Auto = "auto", "what suits the terminal";
        /// Dark on light.
        Paper = "paper", "dark ink on warm white";
        /// Light on dark.
        Night = "night", "soft light on dark";
        /// Sepia.
        Tape = "tape", "brown on an old label";
        /// As far apart as can be.
        Contrast = "contrast", "white and yellow on black";
        /// No colour at all.
        Mono = "mono", "no colour at all";
    }
}

words! {
    /// How paragraphs and lines are set apart.
    Spacing {
        /// A blank line between paragraphs.
        #[default] Open = "open", "a blank line between paragraphs";
        /// Paragraphs are indented instead.
        Close = "close", "paragraphs indented, none between";
        /// A blank line after every line.
        Wide = "wide", "a blank line after every line";
    }
}

words! {
    /// How much moves.
    Motion {
        /// What turns turns.
        #[default] Full = "full", "what turns turns";
        /// It moves on with each page only.
        Reduced = "reduced", "moves on with each page";
        /// Nothing moves.
        None = "none", "nothing moves";
    }
}

words! {
    /// Which characters are drawn with.
    Glyphs {
        /// What the locale says the terminal can show.
        #[default] Auto = "auto", "what the locale says";
        /// Typographic quotes, half blocks, arrows.
        Unicode = "unicode", "all of them";
        /// ASCII alone.
        Ascii = "ascii", "the plainest";
    }
}

/// A key given to something else than the default.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rebound {
    /// What it does, by its name in the help.
    pub does: String,
    /// The key, as the help names it.
    pub key: String,
}

/// Everything a reader has chosen.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, rename = "Settings")]
pub struct Settings {
    /// Which colours.
    pub theme: Theme,
    /// How wide the column of text is at most, in cells.
    pub measure: u16,
    /// How paragraphs and lines are set apart.
    pub spacing: Spacing,
    /// How much moves.
    pub motion: Motion,
    /// Whether pictures are drawn; else their sentences stand alone.
    pub pictures: bool,
    /// Which characters are drawn with.
    pub glyphs: Glyphs,
    /// Whether the mouse is listened to (which takes text selection away).
    pub mouse: bool,
    /// Whether to play in plain lines without being asked to.
    pub plain: bool,
    /// Keys given to something else than the default.
    pub keys: Vec<Rebound>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            theme: Theme::default(),
            measure: 66,
            spacing: Spacing::default(),
            motion: Motion::default(),
            pictures: true,
            glyphs: Glyphs::default(),
            mouse: false,
            plain: false,
            keys: Vec::new(),
        }
    }
}

impl Settings {
    /// Reads a settings file. A measure out of range is brought into it.
    ///
    /// # Errors
    /// A clause with line and column: what can't be read in it.
    pub fn parse(text: &str) -> Result<Settings, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut settings: Settings = ron::from_str(text).map_err(|error| {
            let at = error.span.start;
            format!("line {}, column {}: {}", at.line, at.col, error.code)
        })?;
        settings.measure = settings.measure.clamp(NARROWEST, WIDEST);
        Ok(settings)
    }

    /// The settings as a file, every line explained.
    #[must_use]
    pub fn written(&self) -> String {
        let keys: Vec<String> = self
            .keys
            .iter()
            .map(|Rebound { does, key }| format!("\n        (does: {does:?}, key: {key:?}),"))
            .collect();
        let keys = match keys.concat() {
            none if none.is_empty() => none,
            some => format!("{some}\n    "),
        };
        let (theme, spacing) = (
            alternatives(Theme::ALL, Theme::word),
            alternatives(Spacing::ALL, Spacing::word),
        );
        let (motion, glyphs) = (
            alternatives(Motion::ALL, Motion::word),
            alternatives(Glyphs::ALL, Glyphs::word),
        );
        format!(
            "// What you have chosen. The settings screen (o) writes this file anew whenever something\n\
             // is changed there; a comment of yours would be lost then, a value wouldn’t.\n\
             Settings(\n\
             \x20   // Colours: {theme}.\n\
             \x20   theme: {theme_is},\n\
             \x20   // How wide the column of text is at most, from {NARROWEST} to {WIDEST} cells.\n\
             \x20   measure: {measure},\n\
             \x20   // How paragraphs and lines are set apart: {spacing}.\n\
             \x20   spacing: {spacing_is},\n\
             \x20   // How much moves: {motion}.\n\
             \x20   motion: {motion_is},\n\
             \x20   // Whether pictures are drawn; else a sentence stands for each.\n\
             \x20   pictures: {pictures},\n\
             \x20   // Which characters are drawn with: {glyphs}.\n\
             \x20   glyphs: {glyphs_is},\n\
             \x20   // Whether the mouse is listened to; then the terminal can’t select text with it.\n\
             \x20   mouse: {mouse},\n\
             \x20   // Whether to play in plain lines, as for a screen reader, without being asked to.\n\
             \x20   plain: {plain},\n\
             \x20   // Keys of your own: what each does (the names are in the help, ?) and the key, such as\n\
             \x20   // (does: \"journal\", key: \"x\"). What it did before is then without that key.\n\
             \x20   keys: [{keys}],\n\
             )\n",
            theme_is = self.theme.word(),
            measure = self.measure,
            spacing_is = self.spacing.word(),
            motion_is = self.motion.word(),
            pictures = self.pictures,
            glyphs_is = self.glyphs.word(),
            mouse = self.mouse,
            plain = self.plain,
        )
    }
}

fn alternatives<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> String {
    let words: Vec<&str> = all.iter().map(|one| word(*one)).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some(_) | None => words.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Glyphs, Motion, Rebound, Settings, Spacing, Theme};

    #[test]
    fn what_is_written_is_read_back() {
        let settings = Settings {
            theme: Theme::Tape,
            measure: 58,
            spacing: Spacing::Close,
            motion: Motion::None,
            pictures: false,
            glyphs: Glyphs::Ascii,
            mouse: true,
            plain: true,
            keys: vec![
                Rebound {
                    does: "journal".into(),
                    key: "x".into(),
                },
                Rebound {
                    does: "map".into(),
                    key: "\"".into(),
                },
            ],
        };
        assert_eq!(Settings::parse(&settings.written()), Ok(settings));
        assert_eq!(
            Settings::parse(&Settings::default().written()),
            Ok(Settings::default())
        );
    }

    #[test]
    fn what_a_file_leaves_out_is_as_it_is_by_default() {
        let settings = Settings::parse("\u{feff}Settings(theme: night)").unwrap();
        assert_eq!(
            settings,
            Settings {
                theme: Theme::Night,
                ..Settings::default()
            }
        );
    }

    #[test]
    fn a_measure_out_of_range_is_brought_into_it() {
        assert_eq!(
            Settings::parse("Settings(measure: 12)").unwrap().measure,
            40
        );
        assert_eq!(
            Settings::parse("Settings(measure: 900)").unwrap().measure,
            80
        );
    }

    #[test]
    fn what_cannot_be_read_is_said_with_its_place() {
        let told = |text| Settings::parse(text).unwrap_err();
        assert!(
            told("Settings(\n  theme: green,\n)").starts_with("line 2, column "),
            "{}",
            told("Settings(\n  theme: green,\n)")
        );
        assert!(
            told("Settings(colour: night)").contains("colour"),
            "{}",
            told("Settings(colour: night)")
        );
        assert!(told("").starts_with("line 1, column 1: "), "{}", told(""));
    }

    #[test]
    fn going_through_a_setting_comes_round() {
        assert_eq!(Theme::Mono.turned(1), Theme::Auto);
        assert_eq!(Theme::Auto.turned(-1), Theme::Mono);
        assert_eq!(Spacing::Open.turned(1), Spacing::Close);
    }
}
