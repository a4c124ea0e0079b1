//! The colours of the settings, beside those of the theme's own styles → a style that sets design tokens.
//!
//! A colour that cannot be read well enough on what is behind it is told, and the nearest one that can is used. What
//! follows from a colour (lines, quiet words, the ribbon) is mixed from it, so that it reads as well.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::{Embedded, ThemeAsset, Turn, asset, is_loaded};
use crate::config::Config;
use crate::config::colour::Colour;
use crate::config::look::{Chosen, Colours};
use crate::diagnostic::{Diagnostic, Problem, Ratio};
use crate::source::{CONFIG_FILE, SourcePath};

mod tokens;

/// The name of the style that the settings give.
const NAME: &str = "settings.css";

/// What text needs (WCAG 2.2, 1.4.3: <https://www.w3.org/TR/WCAG22/#contrast-minimum>).
const TEXT: f32 = 4.5;
/// What a colour has that is taken over from a light page, where nobody asks for just enough (1.4.6).
const EASY: f32 = 7.0;
/// What edges of fields and the focus need (1.4.11: <https://www.w3.org/TR/WCAG22/#non-text-contrast>).
const SHAPE: f32 = 3.0;

/// The design tokens that the settings reach: the one place where their names are known.
mod token {
    pub(super) const PAPER: &str = "--weef-color-paper";
    pub(super) const SURFACE: &str = "--weef-color-surface";
    pub(super) const INK: &str = "--weef-color-ink";
    pub(super) const MUTED: &str = "--weef-color-muted";
    pub(super) const LINE: &str = "--weef-color-line";
    pub(super) const EDGE: &str = "--weef-color-edge";
    pub(super) const ACCENT: &str = "--weef-color-accent";
    pub(super) const ON_ACCENT: &str = "--weef-color-on-accent";
    pub(super) const LINK: &str = "--weef-color-link";
    pub(super) const FOCUS: &str = "--weef-color-focus";
    /// The colours of notices.
    pub(super) const NOTICES: [&str; 4] = [
        "--weef-color-tip",
        "--weef-color-important",
        "--weef-color-warning",
        "--weef-color-caution",
    ];
    /// The threads of the ribbon. Each is the accent with so much paper and ink in it, in hundredths.
    pub(super) const THREADS: [(&str, u8, u8); 5] = [
        ("--weef-color-thread-1", 0, 0),
        ("--weef-color-thread-2", 50, 0),
        ("--weef-color-thread-3", 80, 0),
        ("--weef-color-thread-4", 25, 0),
        ("--weef-color-thread-5", 0, 40),
    ];
}

/// Colours by token.
type Tokens = BTreeMap<String, Colour>;

/// The colours of a light page, for what is drawn with them outside a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Inks {
    /// Behind all.
    pub paper: Colour,
    /// Of what is to be read first.
    pub ink: Colour,
    /// What is the organisation's own; the first thread of the ribbon too.
    pub accent: Colour,
    /// Of what is said besides.
    pub muted: Colour,
    /// The other threads of the ribbon.
    pub threads: [Colour; 4],
}

impl Inks {
    fn of(scheme: &Scheme) -> Self {
        let [_, threads @ ..] = token::THREADS;
        Self {
            paper: scheme.now(token::PAPER),
            ink: scheme.now(token::INK),
            accent: scheme.now(token::ACCENT),
            muted: scheme.now(token::MUTED),
            threads: threads.map(|(name, ..)| scheme.now(name)),
        }
    }

    /// Every colour, always in the same order.
    pub fn all(&self) -> impl Iterator<Item = Colour> {
        [self.paper, self.ink, self.accent, self.muted].into_iter().chain(self.threads)
    }
}

impl Default for Inks {
    /// Those of weef's own theme.
    fn default() -> Self {
        Self::of(&Scheme::new(Colours::default(), Colours::default(), of_styles(&[]).0))
    }
}

/// The tokens of the styles that every page loads, on a light page and on a dark one.
fn of_styles(assets: &[ThemeAsset]) -> (Tokens, Tokens) {
    let (mut light, mut dark) = (Tokens::new(), Tokens::new());
    let own = Embedded::get("assets/site.css").map(|file| file.data.into_owned());
    let styles = assets.iter().filter(|asset| is_loaded(asset, ".css"));
    for style in own.iter().chain(styles.map(|style| &style.bytes)) {
        tokens::read(&String::from_utf8_lossy(style), (&mut light, &mut dark));
    }
    (light, dark)
}

/// The style of the settings, which comes after all others, where they set a colour; and the colours that come of all.
pub(super) fn stylesheet(
    assets: &[ThemeAsset],
    config: &Config,
    problems: &mut Vec<Diagnostic>,
) -> (Option<ThemeAsset>, Inks) {
    let look = &config.look;
    let (light, dark) = of_styles(assets);
    if look.light == Colours::default() && look.dark == Colours::default() {
        return (None, Inks::of(&Scheme::new(look.light, look.light, light)));
    }
    // Who chose only a light colour has its hue on a dark page too.
    let followed = Colours { background: None, ink: None, ..look.light };
    let light = Scheme::new(look.light, Colours::default(), light).filled(problems);
    let dark = Scheme::new(look.dark, followed, dark).filled(problems);
    (asset(NAME, css(&light, &dark).into_bytes(), Turn::Settings), Inks::of(&light))
}

/// Every token that is not what the styles say. What a light page has stands there for any page, so that a dark one
/// says again what it has of these. Paper is another matter: how that is printed on is for the theme to say.
fn css(light: &Scheme, dark: &Scheme) -> String {
    let changed = [light, dark].map(Scheme::changed);
    let mut css = "/* The colours of weef.toml. */\n@media screen {\n:root {\n".to_owned();
    for name in &changed[0] {
        let _ = writeln!(css, "  {name}: {};", light.now(name).hex());
    }
    css.push_str("}\n}\n@media screen and (prefers-color-scheme: dark) {\n:root {\n");
    for name in changed[0].union(&changed[1]) {
        let _ = writeln!(css, "  {name}: {};", dark.now(name).hex());
    }
    css + "}\n}\n"
}

/// The colours of a light or a dark page while they are worked out.
struct Scheme {
    set: Colours,
    /// What was chosen for a light page, where this is a dark one.
    followed: Colours,
    /// What the styles say.
    theme: Tokens,
    /// What comes instead.
    new: Tokens,
}

impl Scheme {
    fn new(set: Colours, followed: Colours, theme: Tokens) -> Self {
        Self { set, followed, theme, new: Tokens::new() }
    }

    /// The scheme with all that comes instead.
    fn filled(mut self, problems: &mut Vec<Diagnostic>) -> Self {
        self.ground(problems);
        let Colours { accent, link, .. } = self.set;
        self.readable(token::ACCENT, (accent, self.followed.accent), problems);
        self.readable(token::LINK, (link, self.followed.link), problems);
        for notice in token::NOTICES {
            self.readable(notice, (None, None), problems);
        }
        self.around();
        if accent.or(self.followed.accent).is_some() {
            self.ribbon();
        }
        self
    }

    /// The tokens that are others than the styles say.
    fn changed(&self) -> BTreeSet<&str> {
        let is_new = |(name, colour): &(&String, &Colour)| self.theme.get(*name) != Some(*colour);
        self.new.iter().filter(is_new).map(|(name, _)| name.as_str()).collect()
    }

    /// What a token is by now.
    fn now(&self, name: &str) -> Colour {
        let found = self.new.get(name).or_else(|| self.theme.get(name)).copied();
        let is_ground = matches!(name, token::PAPER | token::SURFACE);
        found.unwrap_or(if is_ground { Colour::WHITE } else { Colour::BLACK })
    }

    fn give(&mut self, name: &str, colour: Colour) {
        self.new.insert(name.to_owned(), colour);
    }

    /// What text stands on.
    fn grounds(&self) -> [Colour; 2] {
        [self.now(token::PAPER), self.now(token::SURFACE)]
    }

    /// Background and text, and what is mixed from them.
    fn ground(&mut self, problems: &mut Vec<Diagnostic>) {
        let Colours { background, ink: own_ink, .. } = self.set;
        if background.is_none() && own_ink.is_none() {
            return;
        }
        let mut paper = background.map_or_else(|| self.now(token::PAPER), |own| own.colour);
        let mut ink = own_ink.map_or_else(|| self.now(token::INK), |own| own.colour);
        let surface = self.now(token::SURFACE);
        let grounds = |paper: Colour, ink: Colour| match background {
            Some(_) => [paper, paper.mixed(ink, 5)],
            None => [paper, surface],
        };
        let reads = |paper: Colour, ink: Colour| ink.least_contrast(grounds(paper, ink)).0 >= TEXT;
        if let Some(chosen) = own_ink {
            ink = nearest(ink, |ink| reads(paper, ink), paper);
            problems.extend(told(chosen, ink, grounds(paper, chosen.colour)));
        } else if let Some(chosen) = background {
            paper = nearest(paper, |paper| reads(paper, ink), ink);
            problems.extend(told(chosen, paper, [ink, ink]));
        }
        let [paper, surface] = grounds(paper, ink);
        self.give(token::PAPER, paper);
        self.give(token::SURFACE, surface);
        self.give(token::INK, ink);
        self.give(token::LINE, paper.mixed(ink, 16));
        let muted = readable(ink.mixed(paper, 28), [paper, surface], TEXT);
        self.give(token::MUTED, muted);
        self.give(token::EDGE, readable(ink.mixed(paper, 45), [paper, surface], SHAPE));
    }

    /// A colour of text: as chosen, else of the hue of the light page, else the theme's; if need be the nearest that
    /// reads.
    fn readable(
        &mut self,
        name: &str,
        (chosen, followed): (Option<Chosen>, Option<Chosen>),
        problems: &mut Vec<Diagnostic>,
    ) {
        let wanted = chosen.or(followed).map_or_else(|| self.now(name), |own| own.colour);
        let is_taken_over = chosen.is_none() && followed.is_some();
        let least = if is_taken_over { EASY } else { TEXT };
        let colour = readable(wanted, self.grounds(), least);
        problems.extend(chosen.and_then(|chosen| told(chosen, colour, self.grounds())));
        self.give(name, colour);
    }

    /// What stands on the accent, and what shows where the keyboard is.
    fn around(&mut self) {
        let accent = self.now(token::ACCENT);
        if self.theme.get(token::ACCENT) != Some(&accent) {
            let [white, black] = [Colour::WHITE, Colour::BLACK].map(|on| on.contrast(accent));
            let on_accent = if white >= black { Colour::WHITE } else { Colour::BLACK };
            self.give(token::ON_ACCENT, on_accent);
        }
        // A theme that has one colour for links and focus keeps it so.
        let follows = self.theme.get(token::FOCUS) == self.theme.get(token::LINK);
        let focus = self.now(if follows { token::LINK } else { token::FOCUS });
        self.give(token::FOCUS, readable(focus, self.grounds(), SHAPE));
    }

    fn ribbon(&mut self) {
        let (accent, paper, ink) =
            (self.now(token::ACCENT), self.now(token::PAPER), self.now(token::INK));
        for (name, light, dark) in token::THREADS {
            self.give(name, accent.mixed(paper, light).mixed(ink, dark));
        }
    }
}

/// The nearest colour that reads so well on both.
fn readable(colour: Colour, grounds: [Colour; 2], least: f32) -> Colour {
    nearest(colour, |colour| colour.least_contrast(grounds).0 >= least, grounds[0])
}

/// The nearest colour that suits; black or white where none does.
fn nearest(colour: Colour, suits: impl Fn(Colour) -> bool, other: Colour) -> Colour {
    colour.nearest(suits).unwrap_or_else(|| {
        let is_dark = other.contrast(Colour::WHITE) > other.contrast(Colour::BLACK);
        if is_dark { Colour::WHITE } else { Colour::BLACK }
    })
}

/// Word of a colour that is not used as it was chosen.
fn told(chosen: Chosen, better: Colour, grounds: [Colour; 2]) -> Option<Diagnostic> {
    let (ratio, ground) = chosen.colour.least_contrast(grounds);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a ratio is from 1 to 21"
    )]
    let hundredths = |ratio: f32| Ratio((ratio * 100.0) as u32);
    let problem = Problem::LowContrast {
        key: chosen.key.to_owned(),
        value: chosen.colour.hex(),
        ground: ground.hex(),
        ratio: hundredths(ratio),
        needed: hundredths(TEXT),
        better: better.hex(),
    };
    let file = SourcePath::new(CONFIG_FILE);
    (better != chosen.colour).then(|| Diagnostic::new(&file, chosen.span, problem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_theme_has_every_token_that_is_set() {
        use token::{ACCENT, EDGE, FOCUS, INK, LINE, LINK, MUTED, ON_ACCENT, PAPER, SURFACE};
        let (light, dark) = of_styles(&[]);
        let own = [PAPER, SURFACE, INK, MUTED, LINE, EDGE, ACCENT, ON_ACCENT, LINK, FOCUS];
        let threads = token::THREADS.map(|(name, ..)| name);
        for name in own.into_iter().chain(token::NOTICES).chain(threads) {
            assert!(light.contains_key(name) && dark.contains_key(name), "site.css lacks {name}");
        }
        assert_ne!(light[PAPER], dark[PAPER]);
    }

    /// Whatever is chosen, all that is text reads well, on light pages and dark ones.
    #[test]
    fn whatever_is_chosen_reads_well() {
        use token::{ACCENT, EDGE, FOCUS, INK, LINK, MUTED, ON_ACCENT, PAPER, SURFACE};
        let colours = ["#000", "#fff", "#777", "#f5c518", "#154273", "#0f0", "#c8102e", "#e0e0e0"];
        let mut told = 0;
        for (at, background) in colours.iter().enumerate() {
            for (nth, accent) in colours.iter().enumerate() {
                let ink = colours[(at + 3 * nth) % colours.len()];
                let text = format!(
                    "[look]\nbackground = \"{background}\"\naccent = \"{accent}\"\nink_dark = \"{ink}\"\n"
                );
                let (config, found) = crate::config::parse(Some(text.as_bytes()), "T");
                assert_eq!(found, [], "{text}");
                let mut problems = Vec::new();
                let (style, inks) = stylesheet(&[], &config, &mut problems);
                let style = style.expect("colours are set");
                told += problems.len();
                let (mut light, mut dark) = of_styles(&[]);
                let css = String::from_utf8(style.bytes).expect("a style is text");
                tokens::read(&css, (&mut light, &mut dark));
                let drawn = [inks.paper, inks.ink, inks.accent, inks.muted];
                assert_eq!(drawn, [PAPER, INK, ACCENT, MUTED].map(|name| light[name]), "{text}");
                for tokens in [light, dark] {
                    let grounds = [tokens[PAPER], tokens[SURFACE]];
                    for name in [INK, MUTED, ACCENT, LINK].into_iter().chain(token::NOTICES) {
                        let (ratio, _) = tokens[name].least_contrast(grounds);
                        assert!(ratio >= TEXT, "{text}{name}: {ratio}\n{css}");
                    }
                    assert!(tokens[ON_ACCENT].contrast(tokens[ACCENT]) >= TEXT, "{text}{css}");
                    for name in [EDGE, FOCUS] {
                        assert!(tokens[name].least_contrast(grounds).0 >= SHAPE, "{text}{name}");
                    }
                }
            }
        }
        assert!(told > 40, "only {told} were told");
    }

    /// What the settings leave as it is reads well, so that nothing is told of a colour that nobody chose.
    #[test]
    fn the_theme_reads_well_by_itself() {
        use token::{ACCENT, EDGE, FOCUS, INK, LINK, MUTED, PAPER, SURFACE};
        let (light, dark) = of_styles(&[]);
        for tokens in [light, dark] {
            let grounds = [tokens[PAPER], tokens[SURFACE]];
            for name in [INK, MUTED, ACCENT, LINK].into_iter().chain(token::NOTICES) {
                let (ratio, ground) = tokens[name].least_contrast(grounds);
                assert!(ratio >= TEXT, "{name} on {}: {ratio}", ground.hex());
            }
            for name in [EDGE, FOCUS] {
                assert!(tokens[name].least_contrast(grounds).0 >= SHAPE, "{name}");
            }
        }
    }
}
