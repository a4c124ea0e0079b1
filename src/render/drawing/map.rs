//! The terms of a vocabulary → a map: the more pages, the larger; the more often together, the closer.

use std::fmt::Write as _;

use tera::Value;

use super::{LETTERS, LINE, Lines, begin, drawn, pages, whole};
use crate::drawing::map::place;
use crate::drawing::words::width;
use crate::drawing::{Point, number};
use crate::language::Language;
use crate::markdown::escape;
use crate::render::map;
use crate::render::view::term_link;
use crate::site::{TermId, Together};
use crate::snapshot::Snapshot;
use crate::url::UrlPath;

/// So many terms a map has at the most, and so few make none.
const MOST: usize = 40;
const LEAST: usize = 3;
/// How many of the terms that a term goes together with most are told, and drawn.
const PARTNERS: usize = 3;
/// How close a term stands to the one above it.
const ABOVE: f64 = 0.6;
/// How many families of terms have a colour of their own.
const COLOURS: usize = 4;

/// How many lines a name has at the most, where these need not be much wider than a name may be.
const LINES: usize = 4;

/// A map for one width of window.
struct Form {
    class: &'static str,
    width: f64,
    /// The radius of the greatest circle.
    greatest: f64,
    /// How wide a name may be.
    name: f64,
}

const FORMS: [Form; 2] = [
    Form { class: "drawing-map drawing-wide", width: 880.0, greatest: 46.0, name: 172.0 },
    Form { class: "drawing-map drawing-tall", width: 320.0, greatest: 34.0, name: 140.0 },
];

/// A map of the terms of a vocabulary, as it stands on the page at `from`; none where there is too little to see.
pub(in crate::render) fn map_of_terms(
    snapshot: &Snapshot,
    from: &UrlPath,
    vocabulary: usize,
    language: Language,
) -> Value {
    let site = &snapshot.site;
    let Some(declared) = site.config.vocabularies.get(vocabulary) else { return Value::none() };
    if !site.config.drawings.has_map(declared) {
        return Value::none();
    }
    let together = site.together(vocabulary, MOST);
    if together.terms.len() < LEAST {
        return Value::none();
    }
    let drawing = Drawing::new(snapshot, from, (&together, language));
    let name = declared.label.in_language(language);
    let label = snapshot.theme.label(language, "drawing_map").replace("{name}", name);
    let svg: String = FORMS.iter().map(|form| drawing.svg(form, &label)).collect();
    let terms: Vec<Value> = (0..together.terms.len()).map(|at| drawing.facts(at)).collect();
    map([
        ("svg", drawn(&svg)),
        ("label", Value::from(label)),
        ("has_families", Value::from(!together.above.is_empty())),
        ("terms", Value::from(terms)),
        ("all", Value::from(together.all)),
    ])
}

struct Drawing<'s> {
    snapshot: &'s Snapshot,
    from: &'s UrlPath,
    language: Language,
    together: &'s Together,
    /// The terms that each goes together with most, and how often.
    partners: Vec<Vec<(usize, u32)>>,
}

impl<'s> Drawing<'s> {
    fn new(
        snapshot: &'s Snapshot,
        from: &'s UrlPath,
        (together, language): (&'s Together, Language),
    ) -> Self {
        let mut partners = vec![Vec::new(); together.terms.len()];
        for (a, b, times) in &together.pairs {
            partners[*a].push((*b, *times));
            partners[*b].push((*a, *times));
        }
        for own in &mut partners {
            own.sort_by_key(|(other, times)| (u32::MAX - times, *other));
            own.truncate(PARTNERS);
        }
        Self { snapshot, from, language, together, partners }
    }

    fn term(&self, at: usize) -> &crate::site::Term {
        &self.snapshot.site.index.terms[self.together.terms[at].at()]
    }

    fn count(&self, at: usize) -> usize {
        self.term(at).entries.len()
    }

    /// The same of a term as the map shows.
    fn facts(&self, at: usize) -> Value {
        let link = |term: TermId| term_link(self.snapshot, term);
        let partner = |(other, times): &(usize, u32)| {
            map([("term", link(self.together.terms[*other])), ("times", Value::from(*times))])
        };
        map([
            ("term", link(self.together.terms[at])),
            ("count", Value::from(self.count(at))),
            ("parent", Value::from(self.term(at).parent.map(link))),
            ("together", Value::from(self.partners[at].iter().map(partner).collect::<Vec<_>>())),
        ])
    }

    fn svg(&self, form: &Form, label: &str) -> String {
        let count = self.together.terms.len();
        let nodes: Vec<Node> = (0..count).map(|at| self.node(at, form)).collect();
        let boxes: Vec<Point> = nodes.iter().map(Node::size).collect();
        let surface = place(&boxes, &self.closeness(), form.width);
        let middles: Vec<Point> = nodes
            .iter()
            .zip(&surface.places)
            .map(|(node, at)| Point::new(at.x, at.y - node.size().y / 2.0 + node.radius))
            .collect();
        let mut svg = String::with_capacity(count * 400);
        let size =
            format!("viewBox=\"0 0 {} {}\"", whole(form.width), whole(surface.height.ceil()));
        begin(&mut svg, form.class, &size, label);
        self.lines(&mut svg, &middles);
        for (at, (node, middle)) in nodes.iter().zip(&middles).enumerate() {
            self.write(&mut svg, at, (node, *middle));
        }
        svg.push_str("</svg>\n");
        svg
    }

    fn node(&self, at: usize, form: &Form) -> Node {
        let most = number(self.count(0).max(1));
        let digits = self.count(at).to_string();
        let area = form.greatest * (number(self.count(at)) / most).sqrt();
        let radius = area.max(width(&digits) * LETTERS / 2.0 + 5.0).max(LETTERS).round();
        Node { radius, digits, name: name_of(&self.term(at).name, form) }
    }

    /// How close terms should be: the share of their pages that they have in common.
    fn closeness(&self) -> Vec<(usize, usize, f64)> {
        let share = |(a, b, times): &(usize, usize, u32)| {
            let both = (number(self.count(*a)) * number(self.count(*b))).sqrt();
            (*a, *b, f64::from(*times) / both.max(1.0))
        };
        let pairs = self.together.pairs.iter().map(share);
        pairs.chain(self.together.above.iter().map(|(a, b)| (*a, *b, ABOVE))).collect()
    }

    /// Lines between terms, below everything else: of what is told of each.
    fn lines(&self, svg: &mut String, middles: &[Point]) {
        svg.push_str("<g class=\"drawing-lines\" aria-hidden=\"true\">");
        let mut line = |class: &str, a: usize, b: usize| {
            let (a, b) = (middles[a], middles[b]);
            let _ = write!(
                svg,
                "<path class=\"drawing-line-{class}\" d=\"M{} {}L{} {}\"/>",
                whole(a.x),
                whole(a.y),
                whole(b.x),
                whole(b.y)
            );
        };
        for (a, b) in &self.together.above {
            line("above", *a, *b);
        }
        let is_told = |a: usize, b: usize| self.partners[a].iter().any(|(other, _)| *other == b);
        let told =
            || self.together.pairs.iter().filter(|(a, b, _)| is_told(*a, *b) || is_told(*b, *a));
        let most = told().map(|(.., times)| *times).max().unwrap_or(1);
        for (a, b, times) in told() {
            let thick = (3 * times).div_ceil(most).clamp(1, 3);
            line(&thick.to_string(), *a, *b);
        }
        svg.push_str("</g>\n");
    }

    /// The colour of a term's family: that of the term at its top. Where no term is above another, there is one.
    fn colour(&self, at: usize) -> usize {
        if self.together.above.is_empty() {
            return 1;
        }
        let parent = |at: usize| self.together.above.iter().find(|(_, below)| *below == at);
        let top = |mut at: usize| {
            while let Some((above, _)) = parent(at) {
                at = *above;
            }
            at
        };
        let own = top(at);
        let before = (0..own).filter(|other| top(*other) == *other).count();
        before % COLOURS + 1
    }

    fn write(&self, svg: &mut String, at: usize, (node, middle): (&Node, Point)) {
        let term = self.term(at);
        let name =
            format!("{}: {}", term.name, pages(self.snapshot, self.language, self.count(at)));
        let _ = write!(
            svg,
            "<g role=\"listitem\"><a class=\"drawing-node drawing-thread-{}\" href=\"{}\" aria-label=\"{}\">\
             <circle cx=\"{}\" cy=\"{}\" r=\"{}\"/><g aria-hidden=\"true\">",
            self.colour(at),
            escape(&term.url.relative(self.from)),
            escape(&name),
            whole(middle.x),
            whole(middle.y),
            whole(node.radius),
        );
        let below = middle.y + node.radius + LETTERS;
        node.name.write(svg, (middle.x, below), "drawing-name");
        let _ = writeln!(
            svg,
            " <text class=\"drawing-number\" x=\"{}\" y=\"{}\">{}</text></g></a></g>",
            whole(middle.x),
            whole(middle.y + LETTERS * 0.36),
            node.digits,
        );
    }
}

/// The whole name of a term, in lines that are wider where it would be higher than most.
fn name_of(name: &str, form: &Form) -> Lines {
    let set = |part: f64| Lines::new(name, form.name * part, usize::MAX);
    let few = [1.0, 1.3, 1.7].map(set).into_iter().find(|set| set.lines.len() <= LINES);
    few.unwrap_or_else(|| set(1.7))
}

/// A circle with a number in it and a name below.
struct Node {
    radius: f64,
    digits: String,
    name: Lines,
}

impl Node {
    fn size(&self) -> Point {
        let room = self.name.height() + LETTERS - LINE + LETTERS * 0.3;
        Point::new(
            (2.0 * self.radius).max(self.name.width).ceil(),
            (2.0 * self.radius + room).ceil(),
        )
    }
}
