//! A page and those it is tied to → a drawing: the page in the middle, to its left what leads here, to its right where
//! it leads, by a line of a kind for each kind of tie.

use std::fmt::Write as _;

use tera::Value;

use super::{LETTERS, LINE, Lines, begin, drawn, whole};
use crate::drawing::fan;
use crate::markdown::escape;
use crate::render::map;
use crate::render::view::entries;
use crate::site::{PageId, Related, Tie};
use crate::snapshot::Snapshot;
use crate::url::UrlPath;

/// So many pages are drawn at the most, and so few make no drawing.
const MOST: usize = 12;
const LEAST: usize = 3;
/// How wide the drawing is, and each of the two columns of names.
const WIDTH: f64 = 360.0;
const COLUMN: f64 = 132.0;
/// How many lines a name has at the most.
const LINES: usize = 3;
/// How high the drawing is, at least.
const LOWEST: f64 = 150.0;
/// The radius of the page in the middle, and how far its lines stay from it.
const MIDDLE: f64 = 11.0;

/// The pages that a page is tied to, as a drawing on the page at `from`; `related` are those that are like it. None where
/// there is too little to see.
pub(in crate::render) fn ties(
    snapshot: &Snapshot,
    from: &UrlPath,
    page: PageId,
    related: &[Related],
) -> Value {
    let site = &snapshot.site;
    if !site.config.drawings.links {
        return Value::none();
    }
    let mut ties = site.ties(page);
    let all = ties.len();
    ties.truncate(MOST);
    if ties.is_empty() {
        return Value::none();
    }
    for alike in related.iter().take(MOST - ties.len()) {
        if !ties.iter().any(|(other, _)| *other == alike.page) && site.url(alike.page).is_some() {
            ties.push((alike.page, Tie::Alike));
        }
    }
    if ties.len() < LEAST {
        return Value::none();
    }
    let label =
        |name: &str| snapshot.theme.label(site.language(page), &format!("drawing_links_{name}"));
    let is_shown = |(tie, _): &(Tie, &str)| ties.iter().any(|(_, own)| own == tie);
    let kinds = KINDS.into_iter().filter(is_shown);
    let kinds: Vec<Kind> =
        kinds.map(|(tie, name)| Kind { tie, name, label: label(name) }).collect();
    let drawn_ties = ties.iter().filter(|(_, tie)| *tie != Tie::Alike).count();
    map([
        ("svg", drawn(&svg(snapshot, from, page, (&ties, &kinds)))),
        (
            "kinds",
            Value::from(
                kinds.iter().map(|kind| kind.view(snapshot, page, &ties)).collect::<Vec<_>>(),
            ),
        ),
        ("count", Value::from(ties.len())),
        ("left_out", Value::from(all - drawn_ties)),
    ])
}

const KINDS: [(Tie, &str); 4] =
    [(Tie::In, "in"), (Tie::Out, "out"), (Tie::Both, "both"), (Tie::Alike, "alike")];

/// A kind of tie that is in the drawing.
struct Kind {
    tie: Tie,
    name: &'static str,
    /// What it is called in the key of the drawing, and behind each name for who does not see the line.
    label: String,
}

impl Kind {
    fn view(&self, snapshot: &Snapshot, page: PageId, ties: &[(PageId, Tie)]) -> Value {
        let own = ties.iter().filter(|(_, tie)| *tie == self.tie).map(|(page, _)| *page);
        let own: Vec<PageId> = own.filter(|page| snapshot.site.url(*page).is_some()).collect();
        map([
            ("name", Value::from(self.name)),
            ("text", Value::from(self.label.clone())),
            ("entries", entries(snapshot, &own, snapshot.site.language(page))),
        ])
    }
}

fn svg(
    snapshot: &Snapshot,
    from: &UrlPath,
    page: PageId,
    (ties, kinds): (&[(PageId, Tie)], &[Kind]),
) -> String {
    let site = &snapshot.site;
    let language = site.language(page);
    let label = snapshot.theme.label(language, "drawing_links");
    let name = |(other, _): &(PageId, Tie)| Lines::new(&site.facts(*other).title, COLUMN, LINES);
    let names: Vec<Lines> = ties.iter().map(name).collect();
    let side = |tie: Tie| match tie {
        Tie::In => Some(false),
        Tie::Out => Some(true),
        Tie::Both | Tie::Alike => None,
    };
    let sides: Vec<(usize, Option<bool>)> =
        names.iter().zip(ties).map(|(name, (_, tie))| (name.lines.len(), side(*tie))).collect();
    let fan = fan::place(&sides, LINE, LOWEST);
    let mut svg = String::with_capacity(ties.len() * 450);
    let size = format!("viewBox=\"0 0 {} {}\"", whole(WIDTH), whole(fan.height));
    begin(&mut svg, "drawing-links", &size, &label);
    for ((name, (other, tie)), (is_right, y)) in names.iter().zip(ties).zip(&fan.places) {
        let Some(url) = site.url(*other) else { continue };
        let kind = kinds.iter().find(|kind| kind.tie == *tie);
        let (kind, how) = kind.map_or(("", ""), |kind| (kind.name, &*kind.label));
        let _ = write!(
            svg,
            "<g role=\"listitem\"><a class=\"drawing-tie-{kind}\" href=\"{}\" aria-label=\"{}\">\
             <g aria-hidden=\"true\">",
            escape(&url.relative(from)),
            escape(&format!("{} ({how})", site.facts(*other).title)),
        );
        thread(&mut svg, *tie, (*is_right, *y), fan.middle);
        let x = if *is_right { WIDTH - COLUMN } else { COLUMN };
        let first = y - (name.height() - LINE) / 2.0 + LETTERS * 0.35;
        name.write(&mut svg, (x, first), if *is_right { "" } else { "drawing-left" });
        svg.push_str("</g></a></g>\n");
    }
    let leads_here = |right: bool| {
        let mut all = ties.iter().zip(&fan.places);
        all.any(|((_, tie), (side, _))| *side == right && matches!(tie, Tie::In | Tie::Both))
    };
    here(&mut svg, fan.middle, leads_here);
    svg.push_str("</svg>");
    svg
}

/// The page in the middle, with a head on each side from which others lead to it.
fn here(svg: &mut String, middle: f64, leads_here: impl Fn(bool) -> bool) {
    let (x, y) = (whole(WIDTH / 2.0), whole(middle));
    let _ = write!(
        svg,
        "<g class=\"drawing-here\" aria-hidden=\"true\"><circle cx=\"{x}\" cy=\"{y}\" r=\"{}\"/>",
        whole(MIDDLE)
    );
    for right in [false, true].into_iter().filter(|right| leads_here(*right)) {
        let out = outward(right);
        head(svg, (WIDTH / 2.0 + out * (MIDDLE + 2.0), middle), out);
    }
    svg.push_str("</g>");
}

/// The thread between a name and the middle, with a head at the name where it leads there. The heads in the middle are
/// drawn once for all.
fn thread(svg: &mut String, tie: Tie, (is_right, y): (bool, f64), middle: f64) {
    let out = outward(is_right);
    let begin = WIDTH / 2.0 + out * (MIDDLE + 3.0);
    let end = WIDTH / 2.0 + out * (WIDTH / 2.0 - COLUMN - 6.0);
    let half = whole(f64::midpoint(begin, end));
    let (from, to) = ((whole(begin), whole(middle)), (whole(end), whole(y)));
    let _ = write!(
        svg,
        "<path d=\"M{} {}C{half} {} {half} {} {} {}\"/>",
        from.0, from.1, from.1, to.1, to.0, to.1
    );
    if matches!(tie, Tie::Out | Tie::Both) {
        head(svg, (end, y), -out);
    }
}

/// To the right, or to the left.
fn outward(is_right: bool) -> f64 {
    if is_right { 1.0 } else { -1.0 }
}

/// The head of an arrow with its tip here, that widens in a direction.
fn head(svg: &mut String, (x, y): (f64, f64), back: f64) {
    let (x, y, back) = (whole(x), whole(y), whole(back * 8.0));
    let _ = write!(svg, "<path class=\"drawing-head\" d=\"M{x} {y}l{back} -4v8z\"/>");
}
