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
/// How many lines a name has at the most.
const LINES: usize = 3;
/// How high the drawing is, at least.
const LOWEST: f64 = 150.0;
/// The radius of the page in the middle, and how far its lines stay from it.
const MIDDLE: f64 = 11.0;
const APART: f64 = 4.0;
/// From a line to the name at its end.
const BESIDE: f64 = 6.0;
/// How long the head of an arrow is, and half its height; and how much of it the line is hidden by.
const HEAD: (f64, f64) = (9.0, 4.5);
const HIDDEN: f64 = 2.0;
/// Between two heads.
const BETWEEN: f64 = 3.0;
/// How steep lines may leave the middle.
const STEEP: f64 = 2.4;

/// A drawing for one width of window.
struct Form {
    class: &'static str,
    width: f64,
    /// How wide each of the two columns of names is.
    column: f64,
}

const FORMS: [Form; 2] = [
    Form { class: "drawing-links drawing-wide", width: 520.0, column: 168.0 },
    Form { class: "drawing-links drawing-tall", width: 360.0, column: 124.0 },
];

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
    let one = |form: &Form| svg(snapshot, (from, page), (&ties, &kinds), form);
    let svg: String = FORMS.iter().map(one).collect();
    let drawn_ties = ties.iter().filter(|(_, tie)| *tie != Tie::Alike).count();
    map([
        ("svg", drawn(&svg)),
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
    (from, page): (&UrlPath, PageId),
    (ties, kinds): (&[(PageId, Tie)], &[Kind]),
    form: &Form,
) -> String {
    let site = &snapshot.site;
    let label = snapshot.theme.label(site.language(page), "drawing_links");
    let name =
        |(other, _): &(PageId, Tie)| Lines::new(&site.facts(*other).title, form.column, LINES);
    let names: Vec<Lines> = ties.iter().map(name).collect();
    let side = |tie: Tie| match tie {
        Tie::In => Some(false),
        Tie::Out => Some(true),
        Tie::Both | Tie::Alike => None,
    };
    let sides: Vec<(usize, Option<bool>)> =
        names.iter().zip(ties).map(|(name, (_, tie))| (name.lines.len(), side(*tie))).collect();
    let fan = fan::place(&sides, LINE, LOWEST);
    let far = fan.places.iter().map(|(_, y)| (y - fan.middle).abs()).fold(1.0, f64::max);
    let mut svg = String::with_capacity(ties.len() * 450);
    let size = format!("viewBox=\"0 0 {} {}\"", whole(form.width), whole(fan.height));
    begin(&mut svg, form.class, &size, &label);
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
        let thread = Thread { form, is_right: *is_right, middle: fan.middle, y: *y, far };
        thread.write(&mut svg, *tie);
        let x = if *is_right { form.width - form.column } else { form.column };
        let first = y - (name.height() - LINE) / 2.0 + LETTERS * 0.35;
        name.write(&mut svg, (x, first), if *is_right { "" } else { "drawing-left" });
        svg.push_str("</g></a></g>\n");
    }
    let _ = write!(
        svg,
        "<g class=\"drawing-here\" aria-hidden=\"true\"><circle cx=\"{}\" cy=\"{}\" r=\"{}\"/></g></svg>",
        whole(form.width / 2.0),
        whole(fan.middle),
        whole(MIDDLE)
    );
    svg
}

/// The line between the middle and a name.
struct Thread<'f> {
    form: &'f Form,
    is_right: bool,
    /// How high the middle is, and the name.
    middle: f64,
    y: f64,
    /// How far above or below the middle the farthest name is.
    far: f64,
}

impl Thread<'_> {
    /// Lines leave the middle each in a direction of its own, as the spokes of a fan, so that they never lie on each
    /// other. Heads stand at the names, where lines are apart: one that points to the name, one that points away, or both.
    fn write(&self, svg: &mut String, tie: Tie) {
        let out = if self.is_right { 1.0 } else { -1.0 };
        let tip = self.form.width / 2.0 + out * (self.form.width / 2.0 - self.form.column - BESIDE);
        let heads = match tie {
            Tie::Alike => 0.0,
            Tie::In | Tie::Out => HEAD.0,
            Tie::Both => 2.0 * HEAD.0 + BETWEEN,
        };
        let hidden = if heads > 0.0 { HIDDEN } else { 0.0 };
        self.line(svg, tip - out * (heads - hidden), out);
        if matches!(tie, Tie::Out | Tie::Both) {
            head(svg, (tip, self.y), -out);
        }
        if matches!(tie, Tie::In | Tie::Both) {
            head(svg, (tip - out * heads, self.y), out);
        }
    }

    /// From beside the middle to an end, which it reaches level.
    fn line(&self, svg: &mut String, end: f64, out: f64) {
        let slope = STEEP * (self.y - self.middle) / self.far.max(STEEP * 60.0);
        let long = (1.0 + slope * slope).sqrt();
        let (x, y) = (out / long, slope / long);
        let begin = MIDDLE + APART;
        let from = (self.form.width / 2.0 + x * begin, self.middle + y * begin);
        let half = f64::midpoint(from.0, end);
        // As far along its own direction as brings it halfway, to the side or in height.
        let aside = (half - from.0).abs() / x.abs();
        let along = aside.min((self.y - from.1).abs().max(aside * 0.4));
        let turn = (from.0 + x * along, from.1 + y * along);
        let _ = write!(
            svg,
            "<path d=\"M{} {}C{} {} {} {y} {} {y}\"/>",
            whole(from.0),
            whole(from.1),
            whole(turn.0),
            whole(turn.1),
            whole(half),
            whole(end),
            y = whole(self.y),
        );
    }
}

/// The head of an arrow with its tip here, that widens in a direction.
fn head(svg: &mut String, (x, y): (f64, f64), back: f64) {
    let (x, y, back) = (whole(x), whole(y), whole(back * HEAD.0));
    let half = HEAD.1;
    let _ =
        write!(svg, "<path class=\"drawing-head\" d=\"M{x} {y}l{back} -{half}v{}z\"/>", 2.0 * half);
}
