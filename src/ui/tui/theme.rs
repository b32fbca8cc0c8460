//! Roles, and the colours a theme gives them on a terminal with so many colours.
//! The themes are RON files inside the binary; nobody else knows a colour.

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use super::colour::{self, Depth};
use crate::settings;
use crate::ui::art::{Ramp, Tone};

/// What something is, as far as it shows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// What is read now, and what can be chosen.
    Text,
    /// What was read before, headers and footers.
    Muted,
    /// Headings, and what is marked.
    Accent,
    /// What is seen and can't be chosen.
    Locked,
    /// What is there because of something remembered.
    Recalled,
    /// What went wrong.
    Warning,
}

impl Role {
    /// Every role, with its name.
    pub const ALL: [(Role, &'static str); 6] = [
        (Role::Text, "text"),
        (Role::Muted, "muted"),
        (Role::Accent, "accent"),
        (Role::Locked, "locked"),
        (Role::Recalled, "recalled"),
        (Role::Warning, "warning"),
    ];
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Theme")]
struct File<'a> {
    #[serde(rename = "title")]
    _title: &'a str,
    #[serde(borrow)]
    truecolour: Colours<'a>,
    colours256: Colours<'a>,
    colours16: Colours<'a>,
    mono: Colours<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Colours<'a> {
    ground: &'a str,
    text: &'a str,
    muted: &'a str,
    accent: &'a str,
    locked: &'a str,
    recalled: &'a str,
    warning: &'a str,
    art: Art<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Art<'a> {
    dark: &'a str,
    light: &'a str,
    warm: &'a str,
    cold: &'a str,
}

/// What lies on a map.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Area {
    /// Sea, pond, drain.
    Water,
    /// Trees.
    Wood,
    /// Fields, gardens, marsh.
    Grass,
    /// Beach, gravel, a yard.
    Sand,
    /// Walls with a roof on.
    Building,
}

/// A theme on a terminal: what every role looks like.
#[derive(Clone, PartialEq, Debug)]
pub struct Skin {
    /// What everything stands on.
    pub ground: Color,
    roles: [Style; 6],
    depth: Depth,
    /// Dark, light, lamplight, weather.
    art: [Color; 4],
    /// Whether stress is slanted; else it is underlined.
    pub italics: bool,
}

fn source(theme: settings::Theme) -> &'static str {
    match theme {
        settings::Theme::Auto => include_str!("../../../assets/themes/auto.ron"),
        settings::Theme::Paper => include_str!("../../../assets/themes/paper.ron"),
        settings::Theme::Night => include_str!("../../../assets/themes/night.ron"),
        settings::Theme::Tape => include_str!("../../../assets/themes/tape.ron"),
        settings::Theme::Contrast => include_str!("../../../assets/themes/contrast.ron"),
        settings::Theme::Mono => include_str!("../../../assets/themes/mono.ron"),
    }
}

impl Skin {
    /// The theme a reader wants, on a terminal of this depth. `auto` becomes paper or night where
    /// the terminal has said what its ground is.
    #[must_use]
    pub fn of(
        wanted: settings::Theme,
        depth: Depth,
        ground: Option<[u8; 3]>,
        italics: bool,
    ) -> Skin {
        let theme = match (wanted, ground) {
            (settings::Theme::Auto, Some(rgb)) if colour::is_light(rgb) => settings::Theme::Paper,
            (settings::Theme::Auto, Some(_)) => settings::Theme::Night,
            (wanted, _) => wanted,
        };
        Skin::read(source(theme), depth, italics).unwrap_or(Skin {
            ground: Color::Reset,
            roles: [Style::new(); 6],
            depth: Depth::Mono,
            art: [Color::Reset; 4],
            italics,
        })
    }

    fn read(text: &str, depth: Depth, italics: bool) -> Option<Skin> {
        let file: File<'_> = ron::from_str(text).ok()?;
        let colours = match depth {
            Depth::True => &file.truecolour,
            Depth::Indexed => &file.colours256,
            Depth::Sixteen => &file.colours16,
            Depth::Mono => &file.mono,
        };
        let ground = colour::parse(colours.ground)?;
        let role = |words| Some(colour::parse_style(words)?.bg(ground));
        Some(Skin {
            ground,
            roles: [
                role(colours.text)?,
                role(colours.muted)?,
                role(colours.accent)?,
                role(colours.locked)?,
                role(colours.recalled)?,
                role(colours.warning)?,
            ],
            depth,
            art: [
                colour::parse(colours.art.dark)?,
                colour::parse(colours.art.light)?,
                colour::parse(colours.art.warm)?,
                colour::parse(colours.art.cold)?,
            ],
            italics,
        })
    }

    /// What a role looks like.
    #[must_use]
    pub fn role(&self, role: Role) -> Style {
        self.roles[role as usize]
    }

    /// The same, stressed.
    #[must_use]
    pub fn stressed(&self, role: Role) -> Style {
        let how = if self.italics {
            Modifier::ITALIC
        } else {
            Modifier::UNDERLINED
        };
        self.role(role).add_modifier(how)
    }

    /// The colour of a tone, with this third of a turn shown; none where the page shows through.
    #[must_use]
    pub fn tone(&self, tone: Tone, third: u8) -> Option<Color> {
        let (ramp, level) = match tone {
            Tone::Clear => return None,
            Tone::Turn(part) => (Ramp::Shade, if part == third { 9 } else { 1 }),
            Tone::Level(ramp, level) => (ramp, level),
        };
        let [dark, light, warm, cold] = self.art;
        let by_way = match ramp {
            Ramp::Shade => None,
            Ramp::Warm => Some(warm),
            Ramp::Cold => Some(cold),
        };
        let (dark, light) = (colour::rgb(dark)?, colour::rgb(light)?);
        Some(match self.depth {
            Depth::Mono => return None,
            Depth::Sixteen => match level {
                0..3 => Color::Black,
                3..6 => by_way.unwrap_or(Color::DarkGray),
                6..8 => bright(by_way),
                _ => Color::White,
            },
            Depth::True | Depth::Indexed => {
                let far = f32::from(level) / 9.0;
                let is = match by_way.and_then(colour::rgb) {
                    None => colour::mix(dark, light, far),
                    Some(middle) if level < 6 => colour::mix(dark, middle, f32::from(level) / 5.5),
                    Some(middle) => colour::mix(middle, light, (f32::from(level) - 5.5) / 3.9),
                };
                match (self.depth, ramp) {
                    (Depth::True, _) => Color::Rgb(is[0], is[1], is[2]),
                    (_, Ramp::Shade) => colour::grey(is),
                    _ => colour::nearest(is),
                }
            }
        })
    }

    /// The colour an area of a map is washed in, and that of what is drawn on it; none where the
    /// ground is the terminal's own or colours are few: the area's characters stand for it there.
    #[must_use]
    pub fn wash(&self, area: Area) -> Option<(Color, Color)> {
        let ground = colour::rgb(self.ground)?;
        let [_, _, warm, cold] = self.art;
        let text = self.role(Role::Text).fg.unwrap_or_default();
        let [text, warm, cold] = [colour::rgb(text)?, colour::rgb(warm)?, colour::rgb(cold)?];
        let green = colour::mix(cold, warm, 0.45);
        let (to, far, on) = match area {
            Area::Water => (cold, 0.36, 0.75),
            Area::Wood => (green, 0.3, 0.6),
            Area::Grass => (green, 0.12, 0.36),
            Area::Sand => (warm, 0.2, 0.5),
            // Few steps lie between a light ground and this: a larger one is sure to be seen.
            Area::Building if self.depth == Depth::Indexed => (text, 0.4, 0.4),
            Area::Building => (text, 0.3, 0.3),
        };
        let mixed = |far| match (self.depth, colour::mix(ground, to, far)) {
            (Depth::True, [r, g, b]) => Some(Color::Rgb(r, g, b)),
            // The 256 have no quiet blues and browns between, but many greys.
            (Depth::Indexed, is) if matches!(area, Area::Water | Area::Building) => {
                Some(colour::grey(is))
            }
            (Depth::Indexed, is) => Some(colour::nearest(is)),
            (Depth::Sixteen | Depth::Mono, _) => None,
        };
        Some((mixed(far)?, mixed(on)?))
    }

    /// Whether pictures have colours; else they are shaded in the text's own.
    #[must_use]
    pub fn paints(&self) -> bool {
        self.depth != Depth::Mono && self.art[0] != Color::Reset
    }
}

fn bright(colour: Option<Color>) -> Color {
    match colour {
        None => Color::Gray,
        Some(Color::Yellow) => Color::LightYellow,
        Some(Color::DarkGray) => Color::Gray,
        Some(other) => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{Role, Skin, source};
    use crate::settings::Theme;
    use crate::ui::tui::colour::{Depth, contrast, rgb};

    const DEPTHS: [Depth; 4] = [Depth::True, Depth::Indexed, Depth::Sixteen, Depth::Mono];

    #[test]
    fn every_theme_is_whole_in_every_depth() {
        for theme in Theme::ALL {
            for depth in DEPTHS {
                assert!(
                    Skin::read(source(*theme), depth, true).is_some(),
                    "{theme:?} {depth:?}"
                );
            }
        }
    }

    #[test]
    fn every_role_can_be_read_on_its_ground() {
        for (theme, least) in [
            (Theme::Paper, 4.5),
            (Theme::Night, 4.5),
            (Theme::Tape, 4.5),
            (Theme::Contrast, 7.0),
        ] {
            for depth in [Depth::True, Depth::Indexed, Depth::Sixteen] {
                let skin = Skin::of(theme, depth, None, true);
                let ground = rgb(skin.ground).unwrap();
                for (role, name) in Role::ALL {
                    let on = rgb(skin.role(role).fg.unwrap()).unwrap();
                    let is = contrast(on, ground);
                    assert!(
                        is >= least,
                        "{theme:?} {depth:?} {name}: {is:.2} of {least}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_the_terminal_says_of_its_ground_decides_for_auto() {
        let skin = |theme, ground| Skin::of(theme, Depth::True, ground, true);
        assert_eq!(skin(Theme::Auto, Some([250; 3])), skin(Theme::Paper, None));
        assert_eq!(
            skin(Theme::Auto, Some([20, 20, 30])),
            skin(Theme::Night, None)
        );
        assert_eq!(skin(Theme::Tape, Some([0; 3])), skin(Theme::Tape, None));
        assert_ne!(skin(Theme::Auto, None), skin(Theme::Night, None));
    }

    #[test]
    fn roles_differ_by_more_than_colour_where_there_is_none() {
        let skin = Skin::of(Theme::Mono, Depth::Mono, None, false);
        assert_ne!(skin.role(Role::Text), skin.role(Role::Muted));
        assert_ne!(skin.role(Role::Text), skin.role(Role::Accent));
        assert_ne!(skin.role(Role::Text), skin.stressed(Role::Text));
    }
}
