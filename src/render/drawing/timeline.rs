//! Pages with dates → a drawing of what appeared when: a bar for each period, a row of them for each kind of page.
//!
//! It has no size of its own: places to the right are shares of its width, heights are told in the size of its letters, so
//! that letters are as large on a phone as on a wide screen.

use std::fmt::Write as _;

use jiff::civil::Date;
use tera::Value;

use super::{begin, drawn, pages};
use crate::config::Sort;
use crate::drawing::number;
use crate::drawing::time::{Period, Periods};
use crate::drawing::words::width;
use crate::language::{Label, Language};
use crate::markdown::escape;
use crate::render::map;
use crate::site::{Group, PageId, ShelfOf};
use crate::snapshot::{Snapshot, nth_page};
use crate::url::UrlPath;

/// So many pages with a date, in so many periods, make a drawing.
const LEAST: usize = 8;
const LEAST_PERIODS: usize = 3;
/// So many periods stand beside each other on a phone; fewer where numbers are long.
const MOST: usize = 12;
const MOST_LONG: usize = 6;
/// So many pages of a period have a long number.
const LONG: usize = 1000;
/// How many rows there are, at the most; the kinds that have least share the last one.
const ROWS: usize = 6;
/// How wide the narrowest drawing is, in the size of its letters.
const NARROWEST: f64 = 21.0;
/// Heights in the size of letters: of a row's name, of a number, of the highest bar, of what is free below, of the words
/// on the axis.
const NAME: f64 = 1.7;
const NUMBER: f64 = 1.3;
const BAR: f64 = 3.0;
const ONLY_BAR: f64 = 5.5;
const FREE: f64 = 0.8;
const AXIS: f64 = 1.7;
const AXIS_SECOND: f64 = 1.3;

/// Pages that share a row.
struct Row {
    name: String,
    dates: Vec<Date>,
}

/// When the pages of a list appeared, with links to where in the list they stand.
pub(in crate::render) fn of_list(
    snapshot: &Snapshot,
    from: &UrlPath,
    (list, name): (usize, &str),
    language: Language,
) -> Value {
    let site = &snapshot.site;
    let listing = &site.index.listings[list];
    if listing.sort != Sort::Date {
        return Value::none();
    }
    let row = Row { name: name.to_owned(), dates: dates(snapshot, &listing.entries) };
    // The newest page of a period says on which page of the list it begins.
    let place = |periods: &Periods, nth: usize| {
        let is_in = |page: &PageId| {
            site.likely_date(*page).is_some_and(|date| periods.position(date) == Some(nth))
        };
        let at = listing.entries.iter().position(is_in)?;
        (listing.pages() > 1).then(|| nth_page(site, &listing.url, at / listing.per_page))
    };
    draw(snapshot, from, (vec![row], language), &place)
}

/// When the pages on a term appeared, by collection.
pub(in crate::render) fn of_groups(
    snapshot: &Snapshot,
    from: &UrlPath,
    groups: &[Group],
    language: Language,
) -> Value {
    let name = |at: Option<usize>| match at {
        Some(at) => own(&snapshot.site.config.collections[at].label, language),
        None => snapshot.theme.label(language, "other_pages"),
    };
    let row = |group: &Group| Row {
        name: name(group.collection),
        dates: dates(snapshot, &group.entries),
    };
    draw(snapshot, from, (groups.iter().map(row).collect(), language), &|_, _| None)
}

/// When all that counts as news appeared, by collection.
pub(in crate::render) fn of_news(snapshot: &Snapshot, from: &UrlPath, language: Language) -> Value {
    let site = &snapshot.site;
    let mut rows: Vec<Row> = site
        .config
        .collections
        .iter()
        .map(|collection| Row { name: own(&collection.label, language), dates: Vec::new() })
        .collect();
    for page in &site.index.newest {
        let of = site.facts(*page).collection;
        if let Some((at, date)) = of.zip(site.likely_date(*page)) {
            rows[at].dates.push(date);
        }
    }
    draw(snapshot, from, (rows, language), &|_, _| None)
}

fn own(label: &Label, language: Language) -> String {
    label.in_language(language).to_owned()
}

fn dates(snapshot: &Snapshot, entries: &[PageId]) -> Vec<Date> {
    entries.iter().filter_map(|page| snapshot.site.likely_date(*page)).collect()
}

/// Where the pages of a period are found.
type Place<'p> = &'p dyn Fn(&Periods, usize) -> Option<UrlPath>;

fn draw(
    snapshot: &Snapshot,
    from: &UrlPath,
    (rows, language): (Vec<Row>, Language),
    place: Place<'_>,
) -> Value {
    if !snapshot.site.config.drawings.timeline {
        return Value::none();
    }
    let Some(chart) = Chart::new(snapshot, rows, language) else { return Value::none() };
    let shelves = snapshot.site.index.catalogue.iter().flat_map(|catalogue| &catalogue.shelves);
    let shelf = |period: Period| {
        let Period::Year(year) = period else { return None };
        shelves.clone().find(|shelf| shelf.of == ShelfOf::Year(year)).map(|shelf| shelf.url.clone())
    };
    let links: Vec<Option<UrlPath>> = chart
        .periods
        .all()
        .enumerate()
        .map(|(nth, period)| {
            let is_empty = chart.rows.iter().all(|(_, counts)| counts[nth] == 0);
            if is_empty { None } else { place(&chart.periods, nth).or_else(|| shelf(period)) }
        })
        .collect();
    let period = |(nth, link): (usize, &Option<UrlPath>)| {
        let counts: Vec<Value> = chart.rows.iter().map(|(_, row)| Value::from(row[nth])).collect();
        map([
            ("name", Value::from(chart.names[nth].clone())),
            ("path", Value::from(link.as_ref().map(UrlPath::encoded))),
            ("counts", Value::from(counts)),
        ])
    };
    let names = chart.rows.iter().map(|(name, _)| Value::from(name.clone()));
    map([
        ("svg", drawn(&chart.svg(from, &links))),
        ("label", Value::from(chart.label.clone())),
        ("rows", Value::from(names.collect::<Vec<_>>())),
        ("periods", Value::from(links.iter().enumerate().map(period).collect::<Vec<_>>())),
    ])
}

/// How many pages of each row are of which period.
struct Chart<'s> {
    snapshot: &'s Snapshot,
    language: Language,
    periods: Periods,
    label: String,
    /// What each period is called in full.
    names: Vec<String>,
    rows: Vec<(String, Vec<usize>)>,
    most: usize,
}

impl<'s> Chart<'s> {
    fn new(snapshot: &'s Snapshot, rows: Vec<Row>, language: Language) -> Option<Self> {
        let rows = joined(rows, &snapshot.theme.label(language, "timeline_others"));
        let dates = || rows.iter().flat_map(|row| row.dates.iter().copied());
        if dates().count() < LEAST {
            return None;
        }
        let between = |most: usize| Periods::between(dates().min()?, dates().max()?, most);
        let count = |periods: &Periods| -> Vec<Vec<usize>> {
            let counts = |row: &Row| {
                let mut counts = vec![0; periods.count];
                row.dates
                    .iter()
                    .filter_map(|date| periods.position(*date))
                    .for_each(|at| counts[at] += 1);
                counts
            };
            rows.iter().map(counts).collect()
        };
        let mut periods = between(MOST)?;
        let mut counts = count(&periods);
        if counts.iter().flatten().any(|count| *count >= LONG) {
            periods = between(MOST_LONG)?;
            counts = count(&periods);
        }
        let is_used = |nth: &usize| counts.iter().any(|row| row[*nth] > 0);
        if (0..periods.count).filter(is_used).count() < LEAST_PERIODS {
            return None;
        }
        let most = counts.iter().flatten().copied().max()?;
        let names = rows.into_iter().map(|row| row.name);
        let rows = names.zip(counts).collect();
        let (label, names) = words(snapshot, language, &periods);
        Some(Self { snapshot, language, periods, label, names, rows, most })
    }

    fn svg(&self, from: &UrlPath, links: &[Option<UrlPath>]) -> String {
        let is_only = self.rows.len() == 1;
        let (name, bar) = if is_only { (0.0, ONLY_BAR) } else { (NAME, BAR) };
        let row = name + NUMBER + bar + FREE;
        let feet: Vec<f64> = (1..=self.rows.len()).map(|nth| number(nth) * row - FREE).collect();
        let axis = self.axis();
        let has_second = axis.iter().any(|(_, second)| !second.is_empty());
        let bottom = feet.last().copied().unwrap_or_default();
        let height = bottom + AXIS + if has_second { AXIS_SECOND } else { 0.0 };
        let mut svg = String::with_capacity(self.periods.count * 600);
        begin(
            &mut svg,
            "drawing-timeline",
            &format!("width=\"100%\" height=\"{height:.1}em\""),
            &self.label,
        );
        for ((label, _), foot) in self.rows.iter().zip(&feet) {
            let _ = write!(
                svg,
                "<g aria-hidden=\"true\"><line class=\"drawing-foot\" x1=\"0\" x2=\"100%\" y1=\"{foot:.1}em\" y2=\"{foot:.1}em\"/>"
            );
            if !is_only {
                let top = foot - bar - NUMBER - NAME + 1.2;
                let _ = write!(
                    svg,
                    "<text class=\"drawing-row\" x=\"0\" y=\"{top:.1}em\">{}</text>",
                    escape(label)
                );
            }
            svg.push_str("</g>\n");
        }
        for nth in 0..self.periods.count {
            let mut bars = String::new();
            self.bars(&mut bars, nth, (&feet, bar));
            let x = self.middle(nth);
            let word = |text: &str, down: f64| {
                let y = bottom + down;
                let text = escape(text);
                format!("<text class=\"drawing-axis\" x=\"{x:.2}%\" y=\"{y:.1}em\">{text}</text>")
            };
            let (first, second) = &axis[nth];
            if !second.is_empty() {
                bars.push_str(&word(second, AXIS + AXIS_SECOND - 0.5));
            }
            let below = (first.as_str(), word(first, AXIS - 0.5));
            let href = links[nth].as_ref().map(|link| link.relative(from));
            self.write(&mut svg, nth, (&bars, below, href));
        }
        svg.push_str("</svg>");
        svg
    }

    /// The middle of a period, in hundredths of the width.
    fn middle(&self, nth: usize) -> f64 {
        (number(nth) + 0.5) * 100.0 / number(self.periods.count)
    }

    fn bars(&self, svg: &mut String, nth: usize, (feet, bar): (&[f64], f64)) {
        let slot = 100.0 / number(self.periods.count);
        let wide = (slot * 0.72).min(9.0);
        let (x, left) = (self.middle(nth), self.middle(nth) - wide / 2.0);
        for ((_, counts), foot) in self.rows.iter().zip(feet) {
            let count = counts[nth];
            if count == 0 {
                continue;
            }
            let high = (bar * number(count) / number(self.most)).max(0.15);
            let (top, above) = (foot - high, foot - high - 0.35);
            let _ = write!(
                svg,
                "<rect x=\"{left:.2}%\" y=\"{top:.2}em\" width=\"{wide:.2}%\" height=\"{high:.2}em\"/>\
                 <text class=\"drawing-number\" x=\"{x:.2}%\" y=\"{above:.2}em\">{count}</text>"
            );
        }
    }

    /// A period with all that is drawn of it: its word is a link where one leads somewhere, else the drawing has a name.
    fn write(
        &self,
        svg: &mut String,
        nth: usize,
        (bars, (word, below), href): (&str, (&str, String), Option<String>),
    ) {
        let total: usize = self.rows.iter().map(|(_, counts)| counts[nth]).sum();
        let mut name =
            format!("{}: {}", self.names[nth], pages(self.snapshot, self.language, total));
        if self.rows.len() > 1 && total > 0 {
            let rows = self.rows.iter().filter(|(_, counts)| counts[nth] > 0);
            let rows: Vec<String> =
                rows.map(|(row, counts)| format!("{row} {}", counts[nth])).collect();
            let _ = write!(name, " ({})", rows.join(", "));
        }
        // Who speaks to a computer says what is to be seen.
        if !name.contains(word) {
            name = format!("{word}, {name}");
        }
        let name = escape(&name);
        let below = if word.is_empty() { "" } else { &below };
        let _ = match href {
            Some(href) => write!(
                svg,
                "<g role=\"listitem\"><a href=\"{}\" aria-label=\"{name}\">{}{below}</a>\
                 <g class=\"drawing-bars\" aria-hidden=\"true\">{bars}</g></g>",
                escape(&href),
                self.slot(nth),
            ),
            None => write!(
                svg,
                "<g role=\"listitem\"><g role=\"img\" aria-label=\"{name}\">{bars}{below}</g></g>"
            ),
        };
        svg.push('\n');
    }

    /// The whole of a period's strip, so that a finger need not find a low bar.
    fn slot(&self, nth: usize) -> String {
        let wide = 100.0 / number(self.periods.count);
        let left = self.middle(nth) - wide / 2.0;
        format!(
            "<rect class=\"drawing-slot\" x=\"{left:.2}%\" y=\"0\" width=\"{wide:.2}%\" height=\"100%\"/>"
        )
    }

    /// The words below each period: as many as there is room for, and a second line where a year begins.
    fn axis(&self) -> Vec<(String, String)> {
        let short = |period: Period| match period {
            Period::Month(year, month) => (self.language.short_month(month).to_owned(), Some(year)),
            Period::Quarter(year, quarter) => {
                let word = self.snapshot.theme.label(self.language, "timeline_quarter_short");
                (word.replace("{n}", &quarter.to_string()), Some(year))
            }
            Period::Year(year) | Period::Years(year, _) => (year.to_string(), None),
        };
        let all: Vec<(String, Option<i16>)> = self.periods.all().map(short).collect();
        let text = |word: &(String, Option<i16>)| {
            width(&word.0).max(if word.1.is_some() { width("2026") } else { 0.0 }) + 0.5
        };
        let widest = all.iter().map(text).fold(0.0, f64::max);
        let room = NARROWEST / number(self.periods.count);
        let step = (1..self.periods.count).find(|step| number(*step) * room >= widest).unwrap_or(1);
        let mut last = None;
        let word = |(nth, (word, year)): (usize, (String, Option<i16>))| {
            if nth % step > 0 {
                return (String::new(), String::new());
            }
            let second = year.filter(|_| year != last).map(|year| year.to_string());
            last = year;
            (word, second.unwrap_or_default())
        };
        all.into_iter().enumerate().map(word).collect()
    }
}

/// Rows with something in them, those with most pages; all others together in the last one.
fn joined(rows: Vec<Row>, others: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = rows.into_iter().filter(|row| !row.dates.is_empty()).collect();
    if rows.len() <= ROWS {
        return rows;
    }
    let mut sizes: Vec<usize> = rows.iter().map(|row| row.dates.len()).collect();
    sizes.sort_unstable();
    let least = sizes[rows.len() - (ROWS - 1)];
    let mut kept: Vec<Row> = Vec::new();
    let mut rest = Row { name: others.to_owned(), dates: Vec::new() };
    for mut row in rows.drain(..) {
        if row.dates.len() >= least && kept.len() < ROWS - 1 {
            kept.push(row);
        } else {
            rest.dates.append(&mut row.dates);
        }
    }
    kept.push(rest);
    kept
}

/// What the drawing is called, and each of its periods.
fn words(snapshot: &Snapshot, language: Language, periods: &Periods) -> (String, Vec<String>) {
    let label = |key: &str| snapshot.theme.label(language, key);
    let name = |period: Period| match period {
        Period::Month(year, month) => {
            language.month(&format!("{year:04}-{month:02}")).unwrap_or_default()
        }
        Period::Quarter(year, quarter) => label("timeline_quarter")
            .replace("{n}", &quarter.to_string())
            .replace("{year}", &year.to_string()),
        Period::Year(year) => year.to_string(),
        Period::Years(first, last) => format!("{first}–{last}"),
    };
    let key = match periods.all().next() {
        Some(Period::Month(..)) => "timeline_months",
        Some(Period::Quarter(..)) => "timeline_quarters",
        Some(Period::Year(_)) | None => "timeline_years",
        Some(Period::Years(..)) => "timeline_many_years",
    };
    (label(key), periods.all().map(name).collect())
}
