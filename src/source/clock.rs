//! The clock → the date that counts as today, read once and handed on.

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

/// The date in the Netherlands, wherever the computer stands.
pub fn today() -> Date {
    #[expect(clippy::disallowed_methods, reason = "this is where the clock is read")]
    let now = Timestamp::now();
    let there = now.in_tz("Europe/Amsterdam");
    there.map_or_else(|_| now.to_zoned(TimeZone::UTC).date(), |now| now.date())
}
