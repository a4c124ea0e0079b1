//! A page's fields → the meeting it is about, where the settings say which of them are one; all pages → whose meetings
//! there are.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, Time};

use super::{PageId, Referred, Site, refer};
use crate::config::Calendar;
use crate::language::parse_date;
use crate::schema::{self, FieldKind, Value};

/// When and where people met, or will.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The day.
    pub date: Date,
    /// When it begins.
    pub start: Option<Time>,
    /// When it ends; always after it begins, if need be on the next day.
    pub end: Option<DateTime>,
    /// Where.
    pub place: Option<Box<str>>,
    /// The page of those who meet.
    pub by: Option<PageId>,
}

/// The pages that are a meeting: by those who meet, and by their collection. Each list has the oldest first.
#[derive(Debug, Default)]
pub struct Meetings {
    /// By the page of those who meet.
    pub by: BTreeMap<PageId, Vec<PageId>>,
    /// By the place of their collection in the settings.
    pub of_collections: BTreeMap<usize, Vec<PageId>>,
}

impl Meetings {
    /// Gathers them in one way through all pages.
    pub(super) fn gather(site: &Site) -> Self {
        let mut all = Self::default();
        if site.config.collections.iter().all(|collection| collection.calendar.is_none()) {
            return all;
        }
        let meetings = site.pages().filter_map(|page| Some((page, Meeting::of(site, page)?)));
        let mut meetings: Vec<_> = meetings.collect();
        meetings.sort_by_key(|(page, meeting)| (meeting.date, meeting.start, *page));
        for (page, meeting) in meetings {
            if let Some(by) = meeting.by {
                all.by.entry(by).or_default().push(page);
            }
            if let Some(collection) = site.facts(page).collection {
                all.of_collections.entry(collection).or_default().push(page);
            }
        }
        all
    }
}

impl Meeting {
    /// The meeting of a page; none where its collection has none, or where it has no day.
    pub fn of(site: &Site, page: PageId) -> Option<Self> {
        let facts = site.facts(page);
        let calendar = site.config.collections.get(facts.collection?)?.calendar.as_ref()?;
        let field = |name: &Option<Box<str>>| facts.field(name.as_deref()?);
        let date = match field(&calendar.date) {
            Some(Value::Date(date)) => Some(*date),
            Some(value) => value.text().and_then(parse_date),
            None => facts.date.filter(|_| is_own_date(calendar)),
        };
        let time = |name: &Option<Box<str>>| field(name).and_then(Value::text).and_then(time);
        let start = time(&calendar.start);
        let date = date?;
        let ends = start.and_then(|start| end(date, start, time(&calendar.end)?));
        let place = field(&calendar.place).and_then(|value| place(site, page, (calendar, value)));
        Some(Self {
            date,
            start,
            end: ends,
            place: place.map(Into::into),
            by: by(site, page, calendar),
        })
    }
}

/// When a meeting ends. One that ends earlier than it begins goes on after midnight, unless that makes it longer than
/// any evening: then somebody mistyped.
fn end(date: Date, start: Time, end: Time) -> Option<DateTime> {
    const LONGEST_EVENING: i64 = 12;
    if start < end {
        return Some(date.to_datetime(end));
    }
    let next = date.tomorrow().ok()?.to_datetime(end);
    let latest = date.to_datetime(start).checked_add(LONGEST_EVENING.hours()).ok()?;
    (next <= latest).then_some(next)
}

/// Whether the day of a meeting is the date of its page.
fn is_own_date(calendar: &Calendar) -> bool {
    calendar.date.as_deref().is_none_or(|name| name == "date")
}

/// The page of those who meet.
fn by(site: &Site, page: PageId, calendar: &Calendar) -> Option<PageId> {
    let name = calendar.by.as_deref()?;
    let field = schema::find(site.fields(page), name)?;
    let (FieldKind::Reference(among) | FieldKind::Person(among)) = field.kind else { return None };
    match refer(site, among, site.facts(page).field(name)?.text()?) {
        Referred::Page(by) if by != page && site.url(by).is_some() => Some(by),
        _ => None,
    }
}

/// Where it is, in words: of a page that is named, its title.
fn place(site: &Site, page: PageId, (calendar, value): (&Calendar, &Value)) -> Option<String> {
    let text = value.text()?;
    let field = schema::find(site.fields(page), calendar.place.as_deref()?);
    let among = match field.map(|field| &field.kind) {
        Some(FieldKind::Reference(among)) => *among,
        _ => return Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
    };
    Some(match refer(site, among, text) {
        Referred::Page(place) => site.facts(place).title.to_string(),
        _ => text.to_owned(),
    })
}

/// A time as people write it: `13:30`, `13.30 uur`, `9u`.
fn time(text: &str) -> Option<Time> {
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let text = text.trim();
    let (hour, rest) = text.split_at(digits(text));
    let minute = rest.strip_prefix([':', '.', 'u', 'h']).unwrap_or_default();
    let (minute, after) = minute.split_at(digits(minute));
    let is_unit = |word: &str| matches!(word.trim(), "" | "u" | "uur" | "h");
    if !is_unit(after) || minute.is_empty() && !matches!(rest.trim(), "u" | "h" | "uur") {
        return None;
    }
    let minute = if minute.is_empty() { 0 } else { minute.parse().ok()? };
    Time::new(hour.parse().ok()?, minute, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_evening_may_go_on_after_midnight() {
        let ends = |from: &str, to: &str| {
            let date = jiff::civil::date(2026, 12, 31);
            let (start, finish) = (time(from).expect("a time"), time(to).expect("a time"));
            end(date, start, finish).map(|moment| moment.to_string())
        };
        assert_eq!(ends("13:30", "15:00").as_deref(), Some("2026-12-31T15:00:00"));
        assert_eq!(ends("20:00", "00:30").as_deref(), Some("2027-01-01T00:30:00"));
        assert_eq!(ends("20:00", "08:00").as_deref(), Some("2027-01-01T08:00:00"));
        assert_eq!(ends("15:00", "13:30"), None);
        assert_eq!(ends("09:00", "09:00"), None);
    }

    #[test]
    fn times_as_people_write_them() {
        let read = |text| time(text).map(|time| (time.hour(), time.minute()));
        for text in ["13:30", " 13.30 ", "13u30", "13:30 uur"] {
            assert_eq!(read(text), Some((13, 30)), "{text}");
        }
        assert_eq!(["9 uur", "9u", "09:00"].map(read), [Some((9, 0)); 3]);
        for text in ["", "half twee", "25:00", "12:60", "13", "13:30 of later", "-1:00", "1:2:3"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
