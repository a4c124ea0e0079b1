//! Fields that say of which series a page is a part → the parts of each series in order, and where a page stands in it.

use std::collections::BTreeMap;

use super::{Finding, Index, PageId, Site};
use crate::config::SeriesFields;
use crate::diagnostic::Problem;
use crate::schema::Value;

/// A number from here on is a slip, not a part.
const MOST_PARTS: usize = 10_000;

/// Pages that are parts of something longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What it is called, as its first part says it.
    pub name: Box<str>,
    /// The parts in order, with the number that each has.
    pub parts: Vec<(PageId, usize)>,
}

impl Series {
    /// How many parts there are, with those that are not there yet: the highest number counts.
    pub fn count(&self) -> usize {
        self.parts.iter().map(|(_, number)| *number).max().unwrap_or_default()
    }
}

/// A page as it says where it belongs: by number, then by date.
struct Part<'s> {
    name: &'s str,
    number: Option<usize>,
    page: PageId,
}

/// Brings the parts of each series together, from whichever collections they are.
pub(super) fn gather(site: &Site, index: &mut Index) {
    let mut named: BTreeMap<String, Vec<Part<'_>>> = BTreeMap::new();
    for part in (0..site.documents.len()).filter_map(|at| part(site, index, super::page_id(at))) {
        named.entry(key(part.name)).or_default().push(part);
    }
    for mut parts in named.into_values() {
        parts.sort_by_cached_key(|part| {
            let number = part.number.unwrap_or(usize::MAX);
            (number, site.facts(part.page).date, index.urls[part.page.at()].clone())
        });
        let twice = (1..parts.len()).filter_map(|at| same_number(site, &parts[..at], &parts[at]));
        index.findings.extend(twice);
        let (at, name) = (index.series.len(), parts[0].name.into());
        // What has no number comes after what has one.
        let mut last = 0;
        let numbered = parts.iter().map(|part| {
            last = part.number.unwrap_or(last + 1);
            (part.page, last)
        });
        let numbered: Vec<(PageId, usize)> = numbered.collect();
        for (place, (page, _)) in numbered.iter().enumerate() {
            index.places_in_series.insert(*page, (at, place));
        }
        index.series.push(Series { name, parts: numbered });
    }
}

/// A part with the number of one before it. A translation has that of what it translates.
fn same_number(site: &Site, before: &[Part<'_>], part: &Part<'_>) -> Option<Finding> {
    let number = part.number?;
    let mut same = before.iter().rev().take_while(|other| other.number == Some(number));
    let other = same.find(|other| site.language(other.page) == site.language(part.page))?;
    let collection = &site.config.collections[site.facts(part.page).collection?];
    let field = collection.series.as_ref()?.number.as_ref()?.first()?;
    let other = site.document(other.page).path.to_string();
    let problem = Problem::NumberTwice { number, series: part.name.to_owned(), other };
    Some(Finding { page: part.page, part: super::Part::Named(field.clone()), problem })
}

/// What a page that is published says of its series.
fn part<'s>(site: &'s Site, index: &Index, page: PageId) -> Option<Part<'s>> {
    index.urls[page.at()].as_ref()?;
    let facts = site.facts(page);
    let SeriesFields { name, number: nth } =
        site.config.collections[facts.collection?].series.as_ref()?;
    let value = |path: &[Box<str>]| within(&facts.fields, path).and_then(Value::text);
    let name = value(name).map(str::trim).filter(|name| !name.is_empty())?;
    let written = nth.as_deref().and_then(value);
    let number = written.and_then(|nth| nth.trim().parse().ok()).filter(|nth| *nth < MOST_PARTS);
    Some(Part { name, number, page })
}

/// The value of a field, or of a part of a group.
fn within<'s>(fields: &'s [(Box<str>, Value)], path: &[Box<str>]) -> Option<&'s Value> {
    let (first, rest) = path.split_first()?;
    let value = fields.iter().find(|(name, _)| name == first).map(|(_, value)| value)?;
    match value {
        _ if rest.is_empty() => Some(value),
        Value::Group(parts) => within(parts, rest),
        _ => None,
    }
}

/// Two spellings of one name differ in capitals and spaces at most.
fn key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
