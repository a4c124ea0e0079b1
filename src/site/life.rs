//! Dates in the front matter and today's → where a page is in its life, and when that changes next.

use jiff::civil::Date;

use super::{Drafts, Finding, PageId, Part, Settled, Site, page_id};
use crate::diagnostic::{Absence, Problem};
use crate::document::Facts;
use crate::schema::Value;

/// Where a page is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    /// Not ready.
    Draft,
    /// Ready, and shown from a day on.
    Scheduled(Date),
    /// Shown.
    Published,
    /// Shown as it was on that day, and no longer kept up to date.
    Archived(Date),
    /// No longer shown since that day.
    Expired(Date),
}

/// What will happen to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Change {
    Publish,
    Expire,
    Archive,
    Review,
}

/// The next day on which a page changes by itself, so that the site has to be built anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextChange {
    /// The day.
    pub date: Date,
    /// What happens then, in the order of the pages' paths; never empty.
    pub changes: Vec<(PageId, Change)>,
}

impl Life {
    /// Where a page with these facts is on a day. The day itself counts: a page is shown from the day it is published
    /// on, and is over on the day it expires.
    pub fn of(facts: &Facts, today: Date) -> Self {
        if facts.is_draft {
            return Self::Draft;
        }
        let past = |date: Option<Date>| date.filter(|date| *date <= today);
        if let Some(date) = past(facts.expires) {
            return Self::Expired(date);
        }
        if let Some(date) = facts.publish.filter(|date| *date > today) {
            return Self::Scheduled(date);
        }
        past(facts.archived).map_or(Self::Published, Self::Archived)
    }

    /// Whether readers see the page.
    pub fn is_shown(self) -> bool {
        matches!(self, Self::Published | Self::Archived(_))
    }

    /// Why readers do not see a page.
    pub(super) fn absence(self) -> Option<Absence> {
        match self {
            Self::Draft => Some(Absence::Draft),
            Self::Scheduled(date) => Some(Absence::Scheduled(date)),
            Self::Expired(date) => Some(Absence::Expired(date)),
            Self::Published | Self::Archived(_) => None,
        }
    }
}

/// The day before which someone should have read a page again.
fn review(facts: &Facts) -> Option<Date> {
    match facts.field("review") {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    }
}

impl Site {
    /// Where a page is in its life today.
    pub fn life(&self, page: PageId) -> Life {
        Life::of(self.facts(page), self.today)
    }

    /// Whether a document is part of the site today.
    pub(super) fn is_published(&self, facts: &Facts) -> bool {
        self.drafts == Drafts::Include || Life::of(facts, self.today).is_shown()
    }

    /// The day before which a page should be read again.
    pub fn review(&self, page: PageId) -> Option<Date> {
        review(self.facts(page))
    }

    /// The day before which a page should have been read again, where that day has come. Who keeps an archive does
    /// not keep it up to date.
    pub fn overdue(&self, page: PageId) -> Option<Date> {
        let is_kept = self.life(page) == Life::Published;
        review(self.facts(page)).filter(|date| is_kept && *date <= self.today)
    }

    /// The next day on which a page appears, ends, goes to the archive or is due to be read again.
    pub fn next_change(&self) -> Option<NextChange> {
        let mut next: Option<NextChange> = None;
        for at in 0..self.documents.len() {
            let page = page_id(at);
            for (date, change) in self.changes(page) {
                match &mut next {
                    Some(next) if next.date < date => {}
                    Some(next) if next.date == date => next.changes.push((page, change)),
                    _ => next = Some(NextChange { date, changes: vec![(page, change)] }),
                }
            }
        }
        next
    }

    /// What still happens to a page, and when.
    fn changes(&self, page: PageId) -> impl Iterator<Item = (Date, Change)> {
        let facts = self.facts(page);
        let ends = facts.expires.unwrap_or(Date::MAX);
        let is_archive = |date: Date| facts.archived.is_some_and(|archived| archived <= date);
        let dates = [
            (facts.publish, Change::Publish),
            (facts.expires, Change::Expire),
            (facts.archived, Change::Archive),
            (review(facts).filter(|date| !is_archive(*date)), Change::Review),
        ];
        let is_draft = facts.is_draft;
        let today = self.today;
        let is_due = move |(date, change): &(Date, Change)| {
            let is_before_end = *date < ends || *change == Change::Expire;
            !is_draft && *date > today && is_before_end
        };
        dates.into_iter().filter_map(|(date, change)| Some((date?, change))).filter(is_due)
    }
}

/// Finds pages that are due to be read again, and pages that nobody will ever see.
pub(super) fn check(site: &Site, index: &mut Settled) {
    let Settled { urls, findings, .. } = index;
    for (at, url) in urls.iter().enumerate() {
        let page = page_id(at);
        let facts = site.facts(page);
        let mut find = |name: &str, problem: Problem| {
            findings.push(Finding { page, part: Part::Named(name.into()), problem });
        };
        if let (Some(from), Some(until)) = (facts.publish, facts.expires)
            && until <= from
        {
            find("expires", Problem::NeverShown { from, until });
        }
        if let Some(date) = site.overdue(page).filter(|_| url.is_some()) {
            let owner = facts.field("owner").and_then(Value::text).map(ToOwned::to_owned);
            find("review", Problem::ReviewDue { date, owner });
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_life_goes_by_its_dates() {
        let facts = Facts {
            publish: Some(date(2026, 3, 1)),
            archived: Some(date(2026, 6, 1)),
            expires: Some(date(2026, 9, 1)),
            ..Facts::default()
        };
        let on = |month, day| Life::of(&facts, date(2026, month, day));
        assert_eq!(on(2, 28), Life::Scheduled(date(2026, 3, 1)));
        assert_eq!(on(3, 1), Life::Published);
        assert_eq!(on(5, 31), Life::Published);
        assert_eq!(on(6, 1), Life::Archived(date(2026, 6, 1)));
        assert_eq!(on(9, 1), Life::Expired(date(2026, 9, 1)));
        let draft = Facts { is_draft: true, ..facts };
        assert_eq!(Life::of(&draft, date(2026, 9, 1)), Life::Draft);
    }
}
