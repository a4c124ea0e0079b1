//! A title and a few words → the picture that stands for a page where its address is shared, as PNG.
//!
//! Sixteen colours are enough: paper, letters with soft edges, and the threads of the woven band. That makes a picture
//! a few kilobytes, made in a few milliseconds. The font lies in the program, so that every machine draws the same.

#![expect(clippy::cast_precision_loss, reason = "a picture is a thousand pixels wide")]

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, Glyph, GlyphId, OutlinedGlyph, ScaleFont, point};
use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::Xxh3;

use crate::theme::Inks;

mod canvas;
mod lines;

use canvas::{Canvas, Ink};
use lines::Setting;

/// How wide a picture is, in pixels.
pub const WIDTH: u32 = 1200;
/// How high.
pub const HEIGHT: u32 = 630;

/// Literata in semi-bold, European Latin only, with the strongest pairs of its kerning (see `card/literata-OFL.txt`).
static LETTERS: &[u8] = include_bytes!("card/literata.ttf");

/// Where text begins, and where it ends at the right.
const MARGIN: f32 = 80.0;
/// The band at the foot.
const BAND: u32 = 64;
/// The sizes of a title, from the top of the highest letter to the foot of the lowest, in the order in which they are
/// tried, and how many lines each may take.
const TITLES: [(f32, usize); 5] = [(120.0, 3), (104.0, 3), (88.0, 4), (74.0, 5), (64.0, 6)];
/// The size of all else.
const SMALL: f32 = 42.0;

/// Changes when the same words come out as another picture, so that what was kept is drawn anew.
const DRAWING: u64 = 2;

/// What a picture says, and in which colours.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Card {
    /// The title of the page.
    pub title: String,
    /// What kind of page it is, in a word.
    pub kind: String,
    /// The name of the site.
    pub site: String,
    /// The colours of the theme.
    pub inks: Inks,
}

/// The letters, read once.
fn font() -> Option<&'static FontRef<'static>> {
    static FONT: LazyLock<Option<FontRef<'static>>> =
        LazyLock::new(|| FontRef::try_from_slice(LETTERS).ok());
    FONT.as_ref()
}

impl Card {
    /// The name by which the picture can be kept: a hash of all that is in it.
    pub fn file_name(&self) -> String {
        let mut hash = Xxh3::with_seed(DRAWING);
        for text in [&self.title, &self.kind, &self.site] {
            hash.update(&text.len().to_le_bytes());
            hash.update(text.as_bytes());
        }
        for colour in self.inks.all() {
            hash.update(&colour.rgb());
        }
        // Twelve digits are enough for a million pictures.
        format!("{:012x}.png", hash.digest() >> 16)
    }

    /// Draws the picture.
    pub fn png(&self) -> Vec<u8> {
        let mut canvas = Canvas::new(WIDTH, HEIGHT);
        canvas.band(HEIGHT - BAND);
        if let Some(font) = font() {
            let pen = Pen { font };
            let width = WIDTH as f32 - 2.0 * MARGIN;
            pen.line(&mut canvas, &pen.cut(&self.kind, width), (SMALL, 112.0, Ink::Kind));
            let (size, title) = pen.title(&self.title, width);
            let height = size * 0.86;
            // Between what stands above and below.
            let block = height * (title.len() as f32 - 1.0);
            let mut base = 318.0 - block / 2.0 + size * 0.24;
            for line in &title {
                pen.line(&mut canvas, line, (size, base, Ink::Title));
                base += height;
            }
            let foot = (HEIGHT - BAND) as f32 - 32.0;
            pen.line(&mut canvas, &pen.cut(&self.site, width), (SMALL, foot, Ink::Site));
        }
        canvas.png(&self.inks)
    }
}

/// Draws and measures letters.
struct Pen<'f> {
    font: &'f FontRef<'static>,
}

impl Pen<'_> {
    /// The characters of a text that can be drawn: what the font lacks is written in Latin letters, or left out.
    fn drawable(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.nfc() {
            if c.is_whitespace() || c == '\u{2003}' {
                out.push(if c == '\u{a0}' { c } else { ' ' });
            } else if self.font.glyph_id(c) != GlyphId(0) {
                out.push(c);
            } else if c.is_alphanumeric() {
                let latin = deunicode::deunicode_char(c).unwrap_or_default();
                out.extend(latin.chars().filter(|c| self.font.glyph_id(*c) != GlyphId(0)));
            }
        }
        out.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// How wide a text is at a size.
    fn width(&self, text: &str, size: f32) -> f32 {
        let font = self.font.as_scaled(size);
        let (mut width, mut last) = (0.0, None);
        for c in text.chars() {
            let id = self.font.glyph_id(c);
            width += last.map_or(0.0, |last| font.kern(last, id)) + font.h_advance(id);
            last = Some(id);
        }
        width
    }

    /// The title in the largest letters in which it fits, in lines.
    fn title(&self, title: &str, width: f32) -> (f32, Vec<String>) {
        let text = self.drawable(title);
        let fits = |(size, most): (f32, usize)| {
            let measure = |text: &str| self.width(text, size);
            let setting = Setting { width, measure: &measure };
            let lines = setting.whole(&text)?;
            (lines.len() <= most).then(|| (size, setting.even(&text, lines)))
        };
        TITLES.into_iter().find_map(fits).unwrap_or_else(|| {
            let (size, most) = TITLES[TITLES.len() - 1];
            let measure = |text: &str| self.width(text, size);
            (size, Setting { width, measure: &measure }.cut(&text, most))
        })
    }

    /// A text on one line, with dots where it does not fit.
    fn cut(&self, text: &str, width: f32) -> String {
        let measure = |text: &str| self.width(text, SMALL);
        let lines = Setting { width, measure: &measure }.cut(&self.drawable(text), 1);
        lines.into_iter().next().unwrap_or_default()
    }

    /// Writes a line from the margin, at a size, on a base line, in an ink.
    fn line(&self, canvas: &mut Canvas, text: &str, (size, base, ink): (f32, f32, Ink)) {
        let font = self.font.as_scaled(size);
        let (mut x, mut last) = (MARGIN, None);
        for c in text.chars() {
            let id = self.font.glyph_id(c);
            x += last.map_or(0.0, |last| font.kern(last, id));
            let glyph: Glyph = id.with_scale_and_position(size, point(x, base));
            if let Some(outline) = self.font.outline_glyph(glyph) {
                let (left, top) = corner(&outline);
                outline.draw(|dx, dy, cover| {
                    let right = |from: i32, by: u32| from.saturating_add_unsigned(by);
                    canvas.touch((right(left, dx), right(top, dy)), cover, ink);
                });
            }
            x += font.h_advance(id);
            last = Some(id);
        }
    }
}

/// The pixel at the corner of a letter, which may be outside the picture.
#[expect(clippy::cast_possible_truncation, reason = "letters stand within the margins, or near")]
fn corner(outline: &OutlinedGlyph) -> (i32, i32) {
    let least = outline.px_bounds().min;
    (least.x as i32, least.y as i32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::colour::Colour;

    /// A picture as a decoder sees it: its size, and a number for each pixel.
    fn decoded(card: &Card) -> ((u32, u32), Vec<u8>) {
        let bytes = card.png();
        let decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        let mut reader = decoder.read_info().expect("a picture");
        let mut pixels = vec![0; reader.output_buffer_size().expect("its size")];
        let info = reader.next_frame(&mut pixels).expect("its pixels");
        ((info.width, info.height), pixels)
    }

    fn card(title: &str) -> Card {
        let inks = Inks::default();
        Card {
            title: title.to_owned(),
            kind: "Blog".to_owned(),
            site: "Werkplaats".to_owned(),
            inks,
        }
    }

    #[test]
    fn a_picture_can_be_read_and_is_always_the_same() {
        let plain = card("Een titel");
        let (size, pixels) = decoded(&plain);
        assert_eq!(size, (WIDTH, HEIGHT));
        assert_eq!(plain.png(), plain.png());
        assert!(plain.png().len() < 30_000, "{} bytes", plain.png().len());
        let other = decoded(&card("Een andere titel")).1;
        assert_ne!(pixels, other, "another title is another picture");
    }

    #[test]
    fn what_says_or_shows_something_else_is_kept_under_another_name() {
        let plain = card("Een titel");
        let blue = Inks { accent: Colour::parse("#154273").expect("a colour"), ..Inks::default() };
        let others = [
            card("Een titeL"),
            Card { kind: String::new(), ..plain.clone() },
            Card { title: "Een titelB".to_owned(), kind: "log".to_owned(), ..plain.clone() },
            Card { inks: blue, ..plain.clone() },
        ];
        assert_eq!(plain.file_name(), card("Een titel").file_name());
        for other in others {
            assert_ne!(plain.file_name(), other.file_name(), "{other:?}");
            assert_ne!(plain.png(), other.png(), "{other:?}");
        }
    }

    #[test]
    fn any_title_gives_a_picture() {
        let long = "Langzaam aaneengeschreven woord ".repeat(40);
        let compound = "meervoudigepersoonlijkheidsstoornisbehandelingsovereenkomst".repeat(4);
        for title in
            ["", " ", "\u{0}\u{1f}", "Привет мир", "日本語", "🙂", "e\u{301}é", &long, &compound]
        {
            let text = title.to_owned();
            let card = Card { title: text.clone(), kind: text.clone(), site: text, ..card("") };
            assert_eq!(decoded(&card).0, (WIDTH, HEIGHT));
        }
    }

    #[test]
    fn letters_stay_within_the_margins() {
        let pen = Pen { font: font().expect("the letters can be read") };
        let width = WIDTH as f32 - 2.0 * MARGIN;
        let title = "Hoe arbeidsongeschiktheidsverzekeringsmaatschappijen meedenken over maatwerkvoorzieningen in de wijk";
        let (size, lines) = pen.title(title, width);
        for line in &lines {
            assert!(pen.width(line, size) <= width, "{line}");
        }
        assert_eq!(pen.drawable("Čeština  é\u{a0}x\tПривет"), "Čeština é\u{a0}x Privet");
        assert!(pen.width("AV", 50.0) < pen.width("A", 50.0) + pen.width("V", 50.0));
    }
}
