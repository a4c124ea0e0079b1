//! What there is to look at → SVG in the page, with the facts it was drawn from beside it.
//!
//! Colours, fonts and widths of lines are the theme's: a drawing says by classes what is what. What a sighted reader
//! sees of a link is hidden from others, who get its name in one piece.

use std::fmt::Write as _;

use tera::Value;

use crate::drawing::words::{width, wrap};
use crate::language::Language;
use crate::markdown::escape;
use crate::snapshot::Snapshot;

mod map;
mod ties;
mod timeline;

pub(super) use map::map_of_terms;
pub(super) use ties::ties;
pub(super) use timeline::{of_groups, of_list, of_news};

/// The size of letters in a drawing with a size of its own, in its units: of a drawing of 360 units, on the smallest
/// phone, letters are twelve pixels high.
const LETTERS: f64 = 15.0;
/// From one line of text to the next.
const LINE: f64 = 18.0;

/// A space between two texts that takes no room.
const APART: &str = "<tspan font-size=\"0\"> </tspan>";

/// A text in lines, and how wide the widest is.
struct Lines {
    lines: Vec<String>,
    width: f64,
}

impl Lines {
    /// A text in lines no wider than `most` units.
    fn new(text: &str, most: f64, lines: usize) -> Self {
        let lines = wrap(text, most / LETTERS, lines);
        let width = lines.iter().map(|line| width(line) * LETTERS).fold(0.0, f64::max);
        Self { lines, width }
    }

    fn height(&self) -> f64 {
        crate::drawing::number(self.lines.len()) * LINE
    }

    /// The lines below each other, the first with its letters standing on `y`.
    fn write(&self, svg: &mut String, (x, y): (f64, f64), class: &str) {
        let (x, y) = (whole(x), whole(y));
        svg.push_str("<text");
        if !class.is_empty() {
            let _ = write!(svg, " class=\"{class}\"");
        }
        let _ = write!(svg, " x=\"{x}\" y=\"{y}\">");
        for (nth, line) in self.lines.iter().enumerate() {
            if nth == 0 {
                svg.push_str(&escape(line));
                continue;
            }
            // Who speaks to a computer says the words as they are in the name of the link: apart, where no word is broken.
            if !self.lines[nth - 1].ends_with(['-', '/', '–']) {
                svg.push_str(APART);
            }
            let _ = write!(svg, "<tspan x=\"{x}\" dy=\"{LINE:.0}\">{}</tspan>", escape(line));
        }
        svg.push_str("</text>");
    }
}

/// A place or size in whole units: what is finer nobody sees, and takes room and time.
#[expect(
    clippy::cast_possible_truncation,
    reason = "no drawing has thousands of millions of units"
)]
fn whole(length: f64) -> i32 {
    length.round() as i32
}

/// A number of pages in words.
fn pages(snapshot: &Snapshot, language: Language, count: usize) -> String {
    let key = if count == 1 { "item_one" } else { "item_many" };
    snapshot.theme.label(language, key).replace("{n}", &count.to_string())
}

/// What begins a drawing whose parts are a list.
fn begin(svg: &mut String, class: &str, size: &str, label: &str) {
    let _ = write!(
        svg,
        "<svg class=\"{class}\" {size} role=\"list\" aria-label=\"{}\">",
        escape(label)
    );
}

fn drawn(svg: &str) -> Value {
    Value::safe_string(svg)
}
