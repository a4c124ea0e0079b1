//! Days in front matter → those that are hardly meant: a slip of the keyboard makes a page of the first century.

use jiff::civil::Date;

use super::{Finding, PageId, Part, Settled, Site, page_id};
use crate::diagnostic::{Counted, Problem};
use crate::schema::find;

/// Before this year nothing is likely to have been written that is on a site now.
const FIRST_YEAR: i16 = 1800;
/// So many years from now nothing is planned.
const YEARS_AHEAD: i16 = 20;

/// The first and the last day that are likely to be meant, as seen from a day.
fn bounds(today: Date) -> (Date, Date) {
    let last = today.year().saturating_add(YEARS_AHEAD);
    let day = |year, month, day| Date::new(year, month, day).unwrap_or(today);
    (day(FIRST_YEAR, 1, 1), day(last, 12, 31))
}

impl Site {
    /// When a page was published, where that is likely to be meant: what is drawn of days must not hang on a slip.
    pub fn likely_date(&self, page: PageId) -> Option<Date> {
        self.facts(page).date.filter(|date| self.is_likely(page, ("date", *date)))
    }

    /// Whether a day is likely to be meant. The settings may know better than anyone.
    fn is_likely(&self, page: PageId, (name, day): (&str, Date)) -> bool {
        let (first, last) = bounds(self.today);
        let is_told = || {
            find(self.fields(page), name)
                .is_some_and(|field| field.rules.min.is_some() || field.rules.max.is_some())
        };
        (first..=last).contains(&day) || is_told()
    }
}

/// Finds the days of published pages that are hardly meant.
pub(super) fn check(site: &Site, index: &mut Settled) {
    let (first, last) = bounds(site.today);
    let Settled { urls, findings, .. } = index;
    for at in (0..urls.len()).filter(|at| urls[*at].is_some()) {
        let page = page_id(at);
        let facts = site.facts(page);
        let days = [("date", facts.date), ("updated", facts.updated)];
        for (name, day) in days.into_iter().filter_map(|(name, day)| Some((name, day?))) {
            if site.is_likely(page, (name, day)) {
                continue;
            }
            let written = find(site.fields(page), name).map_or(name, |field| &*field.written);
            let problem = Problem::OutOfRange {
                field: written.to_owned(),
                value: day.to_string(),
                counted: Counted::Date,
                min: Some(first.to_string()),
                max: Some(last.to_string()),
            };
            findings.push(Finding { page, part: Part::Named(name.into()), problem });
        }
    }
}
