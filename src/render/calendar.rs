//! Meetings → a calendar that people can keep in their own (iCalendar, RFC 5545).
//!
//! Written here and not by a library: what there is for Rust draws its numbers from chance and its moments from the
//! clock, where the same sources have to give the same bytes.

use jiff::civil::{Date, DateTime};

use super::view::list_title;
use crate::site::{ListingOf, Meeting, PageId};
use crate::snapshot::{CalendarOf, Snapshot};
use crate::url::UrlPath;

/// How long a line may be, in bytes.
const LINE: usize = 75;

/// When clocks change in the Netherlands and Belgium, as calendars want to be told.
const TIME_ZONE: [&str; 17] = [
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Amsterdam",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "DTSTART:19810329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
];

/// The calendar of a collection, or of the page whose meetings they are; the oldest first.
pub(super) fn calendar(snapshot: &Snapshot, of: CalendarOf) -> Vec<u8> {
    let site = &snapshot.site;
    let meetings = site.meetings();
    let (name, pages) = match of {
        CalendarOf::Collection(at) => {
            let list = ListingOf::Collection(at);
            let list = site.index.listings.iter().position(|listing| listing.of == list);
            let name = list.map_or_else(String::new, |list| list_title(site, list));
            (name, meetings.of_collections.get(&at))
        }
        CalendarOf::Page(by) => (site.facts(by).title.to_string(), meetings.by.get(&by)),
    };
    let pages = pages.into_iter().flatten();
    let meetings: Vec<_> =
        pages.filter_map(|page| Some((*page, Meeting::of(site, *page)?))).collect();
    let mut lines = Lines::default();
    lines.put("BEGIN:VCALENDAR");
    lines.put("VERSION:2.0");
    let language = site.config.language.primary().to_uppercase();
    lines.put(&format!("PRODID:-//weef//weef {}//{language}", env!("CARGO_PKG_VERSION")));
    lines.put("CALSCALE:GREGORIAN");
    let name = format!("{name} – {}", site.config.title);
    lines.text("NAME", &name);
    lines.text("X-WR-CALNAME", &name);
    if meetings.iter().any(|(_, meeting)| meeting.start.is_some()) {
        for line in TIME_ZONE {
            lines.put(line);
        }
    }
    for (page, meeting) in &meetings {
        event(&mut lines, snapshot, (*page, meeting));
    }
    lines.put("END:VCALENDAR");
    lines.out.into_bytes()
}

fn event(lines: &mut Lines, snapshot: &Snapshot, (page, meeting): (PageId, &Meeting)) {
    let site = &snapshot.site;
    let facts = site.facts(page);
    let base = snapshot.base();
    let url = site.url(page).cloned().unwrap_or_else(UrlPath::home);
    let domain = base.as_str().split('/').nth(2).unwrap_or("localhost");
    lines.put("BEGIN:VEVENT");
    // Two sites in folders of one domain have no meeting in common.
    let path = format!("{}{}", base.path(), url.encoded());
    lines.put(&format!("UID:{}@{domain}", path.trim_matches('/')));
    // The moment at which it was written down: the day on which the page last changed.
    let stamp = facts.updated.max(facts.date).unwrap_or(meeting.date);
    lines.put(&format!("DTSTAMP:{}T000000Z", day(stamp)));
    match meeting.start {
        Some(start) => {
            lines.put(&moment("DTSTART", meeting.date.to_datetime(start)));
            if let Some(end) = meeting.end {
                lines.put(&moment("DTEND", end));
            }
        }
        None => lines.put(&format!("DTSTART;VALUE=DATE:{}", day(meeting.date))),
    }
    lines.text("SUMMARY", &facts.title);
    lines.text("LOCATION", meeting.place.as_deref().unwrap_or_default());
    lines.text("DESCRIPTION", facts.summary.as_deref().unwrap_or_default());
    lines.put(&format!("URL:{}", base.absolute(&url)));
    lines.put("END:VEVENT");
}

fn day(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

fn moment(name: &str, moment: DateTime) -> String {
    format!("{name};TZID=Europe/Amsterdam:{}", moment.strftime("%Y%m%dT%H%M%S"))
}

/// Lines of a calendar.
#[derive(Default)]
struct Lines {
    out: String,
}

impl Lines {
    /// A line as it is; one that is too long goes on behind a space on the next.
    fn put(&mut self, line: &str) {
        let (mut rest, mut room) = (line, LINE);
        while rest.len() > room {
            let end = (1..=room).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(room);
            self.out.push_str(&rest[..end]);
            self.out.push_str("\r\n ");
            rest = &rest[end..];
            // The space counts too.
            room = LINE - 1;
        }
        self.out.push_str(rest);
        self.out.push_str("\r\n");
    }

    /// A line with a text; what has a meaning in a calendar loses it.
    fn text(&mut self, name: &str, text: &str) {
        let mut value = String::new();
        for c in text.trim().chars() {
            match c {
                '\\' | ';' | ',' => value.extend(['\\', c]),
                '\n' => value.push_str("\\n"),
                c if c.is_control() => {}
                c => value.push(c),
            }
        }
        if !value.is_empty() {
            self.put(&format!("{name}:{value}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", &"é".repeat(100));
        lines.text("X", "a,b;c\\d\ne\u{7}\rf");
        lines.text("LEEG", " ");
        let folded: Vec<&str> = lines.out.split("\r\n").collect();
        assert!(folded.iter().all(|line| line.len() <= LINE), "{folded:?}");
        let whole = lines.out.replace("\r\n ", "");
        assert_eq!(whole, format!("SUMMARY:{}\r\nX:a\\,b\\;c\\\\d\\nef\r\n", "é".repeat(100)));
    }
}
