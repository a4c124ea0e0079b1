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
    /// What is behind words that are marked. The theme mixes it itself, so that it is no colour there.
    pub(super) const MARK: &str = "--weef-color-mark";
    /// The threads of the ribbon.
    pub(super) const THREADS: [&str; 5] = [
        "--weef-color-thread-1",
        "--weef-color-thread-2",
        "--weef-color-thread-3",
        "--weef-color-thread-4",
        "--weef-color-thread-5",
    ];
}

/// How much of a colour a panel has in its paper at most, in hundredths: the two sides of a dilemma.
const TINT: u8 = 7;
/// How much of the second thread is behind words that are marked at most.
const MARKED: u8 = 30;

/// Colours by token.
type Tokens = BTreeMap<String, Colour>;

/// The colours of a light page, for what is drawn with them outside a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Inks {
    /// Behind all.
    pub paper: Colour,
    /// Of what is to be read first.
    pub ink: Colour,
    /// What is the organisation's own, as it can be read.
    pub accent: Colour,
    /// Of what is said besides.
    pub muted: Colour,
    /// The threads of the ribbon; the first is the organisation's own colour as it was given.
    pub threads: [Colour; 5],
}

impl Inks {
    fn of(scheme: &Scheme) -> Self {
        Self {
            paper: scheme.now(token::PAPER),
            ink: scheme.now(token::INK),
            accent: scheme.now(token::ACCENT),
            muted: scheme.now(token::MUTED),
            threads: token::THREADS.map(|name| scheme.now(name)),
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
        self.ribbon();
        self.mark();
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
            Some(_) => [paper, paper.mixed(ink, 5), tinted(paper, ink)],
            None => [paper, surface, tinted(paper, ink)],
        };
        let least = |paper: Colour, ink: Colour| ink.least_contrast(grounds(paper, ink));
        let reads = |paper: Colour, ink: Colour| least(paper, ink).0 >= TEXT;
        if let Some(chosen) = own_ink {
            ink = nearest(ink, |ink| reads(paper, ink), paper);
            problems.extend(told(chosen, ink, least(paper, chosen.colour)));
        }
        // On grey no ink may do.
        if let Some(chosen) = background {
            let ratio = least(paper, ink).0;
            paper = nearest(paper, |paper| reads(paper, ink), ink);
            problems.extend(told(chosen, paper, (ratio, ink)));
        }
        let [paper, surface, _] = grounds(paper, ink);
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
        problems.extend(
            chosen.and_then(|chosen| {
                told(chosen, colour, chosen.colour.least_contrast(self.grounds()))
            }),
        );
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

    /// The threads: the organisation's own colour as it was given, since nothing has to be read in them; and what is
    /// mixed from it and from the colour of links, where that was chosen too.
    fn ribbon(&mut self) {
        let paper = self.now(token::PAPER);
        let Some(accent) = self.set.accent.or(self.followed.accent) else { return };
        let is_taken_over = self.set.accent.is_none();
        // What was chosen for a light page has to show on a dark one.
        let shows = |colour: Colour| !is_taken_over || colour.contrast(paper) >= SHAPE;
        let accent = nearest(accent.colour, shows, paper);
        let has_link = self.set.link.or(self.followed.link).is_some();
        let (second, fourth, fifth) = if has_link {
            let link = self.now(token::LINK);
            (link.mixed(paper, 25), link.mixed(paper, 50), link)
        } else {
            let ink = self.now(token::INK);
            (accent.mixed(paper, 50), accent.mixed(paper, 25), accent.mixed(ink, 40))
        };
        let threads = [accent, second, accent.mixed(paper, 80), fourth, fifth];
        for (name, colour) in token::THREADS.into_iter().zip(threads) {
            self.give(name, colour);
        }
    }

    /// What is behind marked words: as much of the second thread as lets all kinds of text be read on it.
    fn mark(&mut self) {
        let (paper, thread) = (self.now(token::PAPER), self.now(token::THREADS[1]));
        let texts =
            [token::INK, token::MUTED, token::LINK, token::ACCENT].map(|name| self.now(name));
        let reads = |mark: &Colour| mark.least_contrast(texts).0 >= TEXT;
        if let Some(own) = self.theme.get(token::MARK).copied().filter(reads) {
            self.give(token::MARK, own);
            return;
        }
        let found = (0..=MARKED).rev().map(|part| paper.mixed(thread, part)).find(reads);
        self.give(token::MARK, found.unwrap_or(paper));
    }
}

/// A paper with as much of another colour in it as a panel may have: the colour that is worst for this ink.
fn tinted(paper: Colour, ink: Colour) -> Colour {
    let is_dark = ink.contrast(Colour::WHITE) > paper.contrast(Colour::WHITE);
    paper.mixed(if is_dark { Colour::BLACK } else { Colour::WHITE }, TINT)
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

/// Word of a colour that is not used as it was chosen, and of the contrast that it has with another.
fn told(chosen: Chosen, better: Colour, (ratio, other): (f32, Colour)) -> Option<Diagnostic> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a ratio is from 1 to 21"
    )]
    let hundredths = |ratio: f32| Ratio((ratio * 100.0) as u32);
    let problem = Problem::LowContrast {
        key: chosen.key.to_owned(),
        value: chosen.colour.hex(),
        ground: other.hex(),
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
        for name in own.into_iter().chain(token::NOTICES).chain(token::THREADS) {
            assert!(light.contains_key(name) && dark.contains_key(name), "site.css lacks {name}");
        }
        assert_ne!(light[PAPER], dark[PAPER]);
    }

    /// Whatever is chosen, all that is text reads well, on light pages and dark ones.
    #[test]
    fn whatever_is_chosen_reads_well() {
        use token::{ACCENT, EDGE, FOCUS, INK, LINK, MARK, MUTED, ON_ACCENT, PAPER, SURFACE};
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
                    for name in [INK, MUTED, ACCENT, LINK] {
                        let ratio = tokens[name].contrast(tokens[MARK]);
                        assert!(ratio >= TEXT, "{text}{name}, marked: {ratio}\n{css}");
                    }
                    for side in [ACCENT, LINK] {
                        let panel = tokens[PAPER].mixed(tokens[side], TINT);
                        let ratio = tokens[INK].contrast(panel);
                        assert!(ratio >= TEXT, "{text}ink on {side}: {ratio}\n{css}");
                    }
                    for name in [EDGE, FOCUS] {
                        assert!(tokens[name].least_contrast(grounds).0 >= SHAPE, "{text}{name}");
                    }
                }
            }
        }
        assert!(told > 40, "only {told} were told");
    }

    /// The tokens of a light page and a dark one with these settings.
    fn with(look: &str) -> (Tokens, Tokens) {
        let (config, found) = crate::config::parse(Some(format!("[look]\n{look}").as_bytes()), "T");
        assert_eq!(found, [], "{look}");
        let (style, _) = stylesheet(&[], &config, &mut Vec::new());
        let (mut light, mut dark) = of_styles(&[]);
        let css = String::from_utf8(style.expect("colours are set").bytes).expect("text");
        tokens::read(&css, (&mut light, &mut dark));
        (light, dark)
    }

    #[test]
    fn what_only_decorates_has_the_colour_that_was_given() {
        let threads = |tokens: &Tokens| token::THREADS.map(|name| tokens[name].hex());
        let (light, dark) = with("accent = \"#e17000\"\nlink = \"#154273\"");
        assert_eq!(light[token::ACCENT].hex(), "#ac5600", "what is read is mended");
        assert_eq!(threads(&light), ["#e17000", "#4f7094", "#f7dec4", "#899eb4", "#154273"]);
        assert_eq!(threads(&dark)[0], "#e17000", "it shows in the dark as well");
        let (light, dark) = with("accent = \"#154273\"");
        assert_eq!(threads(&light), ["#154273", "#899eb4", "#cfd5db", "#4f7094", "#1d3652"]);
        let shown = dark[token::THREADS[0]].contrast(dark[token::PAPER]);
        assert!(shown >= SHAPE, "what was chosen for light paper shows on dark paper: {shown}");
        assert_eq!(threads(&with("accent_dark = \"#154273\"").1)[0], "#154273");
    }

    /// A grey page, on which neither black nor white could be read, and letters that only just can be.
    #[test]
    fn grey_on_grey_reads_well_on_every_ground() {
        for look in [
            "background = \"#808080\"",
            "background = \"#777\"\nink = \"#777\"",
            "background = \"#fde\"\nink = \"#666\"",
            "ink_dark = \"#888\"",
        ] {
            let (light, dark) = with(look);
            for tokens in [light, dark] {
                let ink = tokens[token::INK];
                let grounds = [token::PAPER, token::SURFACE, token::MARK].map(|name| tokens[name]);
                let ratio = ink.least_contrast(grounds).0;
                assert!(ratio >= TEXT, "{look}: {ratio}");
                let panel = tokens[token::PAPER].mixed(tokens[token::ACCENT], TINT);
                assert!(ink.contrast(panel) >= TEXT, "{look}: on a panel");
            }
        }
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
