//! A page and those it is tied to → a drawing: the page in the middle, to its left what leads here, to its right where
//! it leads, by a line of a kind for each kind of tie.

use std::fmt::Write as _;

use tera::Value;

use super::{LETTERS, LINE, Lines, begin, drawn};
use crate::markdown::escape;
use crate::drawing::fan;
use crate::drawing::words::width;
use crate::render::map;
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
    let kind = |(tie, name): (Tie, &'static str)| {
        let label = snapshot.theme.label(site.language(page), &format!("drawing_links_{name}"));
        let is_shown = ties.iter().any(|(_, own)| *own == tie);
        is_shown.then(|| map([("name", Value::from(name)), ("text", Value::from(label))]))
    };
    let kinds: Vec<Value> = KINDS.into_iter().filter_map(kind).collect();
    let drawn_ties = ties.iter().filter(|(_, tie)| *tie != Tie::Alike).count();
    map([
        ("svg", drawn(&svg(snapshot, from, page, &ties))),
        ("kinds", Value::from(kinds)),
        ("count", Value::from(ties.len())),
        ("left_out", Value::from(all - drawn_ties)),
    ])
}

const KINDS: [(Tie, &str); 4] =
    [(Tie::In, "in"), (Tie::Out, "out"), (Tie::Both, "both"), (Tie::Alike, "alike")];

fn name_of(tie: Tie) -> &'static str {
    KINDS.iter().find(|(own, _)| *own == tie).map_or("", |(_, name)| name)
}

fn svg(snapshot: &Snapshot, from: &UrlPath, page: PageId, ties: &[(PageId, Tie)]) -> String {
    let site = &snapshot.site;
    let language = site.language(page);
    let label = |key: &str| snapshot.theme.label(language, key);
    let names: Vec<Lines> = ties
        .iter()
        .map(|(other, _)| Lines::new(&site.facts(*other).title, COLUMN, LINES))
        .collect();
    let side = |tie: Tie| match tie {
        Tie::In => Some(false),
        Tie::Out => Some(true),
        Tie::Both | Tie::Alike => None,
    };
    let sides: Vec<(usize, Option<bool>)> =
        names.iter().zip(ties).map(|(name, (_, tie))| (name.lines.len(), side(*tie))).collect();
    let fan = fan::place(&sides, LINE, 150.0);
    let mut svg = String::with_capacity(ties.len() * 450);
    let size = format!("viewBox=\"0 0 {WIDTH:.0} {:.0}\"", fan.height);
    begin(&mut svg, "drawing-links", &size, &label("drawing_links"));
    let middle = (WIDTH / 2.0, fan.middle);
    for ((name, (other, tie)), (is_right, y)) in names.iter().zip(ties).zip(&fan.places) {
        let Some(url) = site.url(*other) else { continue };
        let kind = name_of(*tie);
        let facts = site.facts(*other);
        let own = site.language(*other);
        let lang = if own == language { String::new() } else { format!(" lang=\"{}\"", own.tag()) };
        let _ = write!(
            svg,
            "<g role=\"listitem\"><a class=\"drawing-tie-{kind}\" href=\"{}\" aria-label=\"{}\"{lang}>\
             <g aria-hidden=\"true\">{}",
            escape(&url.relative(from)),
            escape(&facts.title),
            thread(*tie, (*is_right, *y), middle),
        );
        let x = if *is_right { WIDTH - COLUMN } else { COLUMN };
        let first = y - (name.height() - LINE) / 2.0 + LETTERS * 0.35;
        name.write(&mut svg, (x, first), if *is_right { "" } else { "drawing-left" });
        svg.push_str("</g></a></g>\n");
    }
    let leads_here = |right: bool| {
        let mut all = ties.iter().zip(&fan.places);
        all.any(|((_, tie), (side, _))| *side == right && matches!(tie, Tie::In | Tie::Both))
    };
    let heads = [false, true].into_iter().filter(|right| leads_here(*right));
    let heads = heads.map(|right| {
        let out = outward(right);
        head((middle.0 + out * (MIDDLE + 2.0), middle.1), out)
    });
    let heads: String = heads.collect();
    let here = label("drawing_links_here");
    let _ = write!(
        svg,
        "<g class=\"drawing-here\" aria-hidden=\"true\"><circle cx=\"{:.0}\" cy=\"{:.0}\" r=\"{MIDDLE:.0}\"/>{heads}",
        middle.0, middle.1
    );
    let room = WIDTH - 2.0 * COLUMN - 8.0;
    let most = here.split(' ').map(|word| width(word) * LETTERS).fold(room, f64::max);
    let here = Lines::new(&here, most, 2);
    here.write(&mut svg, (middle.0, middle.1 + MIDDLE + LETTERS + 3.0), "drawing-name");
    svg.push_str("</g></svg>");
    svg
}

/// The thread between a name and the middle, with a head at the name where it leads there. The heads in the middle are
/// drawn once for all.
fn thread(tie: Tie, (is_right, y): (bool, f64), (x, middle): (f64, f64)) -> String {
    let out = outward(is_right);
    let (end, begin) = (WIDTH / 2.0 + out * (WIDTH / 2.0 - COLUMN - 6.0), x + out * (MIDDLE + 3.0));
    let half = f64::midpoint(begin, end);
    let thread = format!(
        "<path d=\"M{begin:.0} {middle:.0}C{half:.0} {middle:.0} {half:.0} {y:.0} {end:.0} {y:.0}\"/>"
    );
    match tie {
        Tie::Out | Tie::Both => thread + &head((end, y), -out),
        Tie::In | Tie::Alike => thread,
    }
}

/// To the right, or to the left.
fn outward(is_right: bool) -> f64 {
    if is_right { 1.0 } else { -1.0 }
}

/// The head of an arrow with its tip here, that widens in a direction.
fn head((x, y): (f64, f64), back: f64) -> String {
    let back = back * 8.0;
    format!("<path class=\"drawing-head\" d=\"M{x:.0} {y:.0}l{back:.0} -4v8z\"/>")
}
