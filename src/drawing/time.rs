//! Dates → periods of equal length, from the first to the last, empty ones too: months, quarters, years or more years.

use jiff::civil::Date;

/// So many periods tell how something went.
const LEAST: i32 = 3;
/// How many months a period has, from years on.
const YEARS: [i32; 7] = [12, 24, 60, 120, 300, 600, 1200];

/// Periods of one length, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Periods {
    /// How many months each has.
    months: i32,
    /// Which is the first.
    first: i32,
    /// How many there are.
    pub count: usize,
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// A month of a year.
    Month(i16, i8),
    /// A quarter of a year.
    Quarter(i16, i8),
    /// A year.
    Year(i16),
    /// Years, the first and the last.
    Years(i16, i16),
}

impl Periods {
    /// The periods between two dates, at most so many; none where they are too near each other to tell anything.
    pub fn between(one: Date, other: Date, most: usize) -> Option<Self> {
        let (first, last) = (month(one.min(other)), month(one.max(other)));
        let most = i32::try_from(most).unwrap_or(i32::MAX).max(LEAST);
        let count = |months: i32| last.div_euclid(months) - first.div_euclid(months) + 1;
        let fits = |months: &i32| count(*months) <= most;
        let months = if count(12) >= LEAST {
            YEARS.into_iter().find(fits)?
        } else {
            [3, 1].into_iter().find(|months| fits(months) && count(*months) >= LEAST)?
        };
        let count = usize::try_from(count(months)).unwrap_or_default();
        Some(Self { months, first: first.div_euclid(months), count })
    }

    /// Which of the periods a date falls in.
    pub fn position(&self, date: Date) -> Option<usize> {
        let at = month(date).div_euclid(self.months) - self.first;
        usize::try_from(at).ok().filter(|at| *at < self.count)
    }

    /// All of them, in order.
    pub fn all(&self) -> impl Iterator<Item = Period> + '_ {
        (0..self.count).map(|nth| {
            let nth = i32::try_from(nth).unwrap_or_default();
            let from = (self.first + nth) * self.months;
            let year = |month: i32| i16::try_from(month.div_euclid(12)).unwrap_or_default();
            let within = |by: i32| i8::try_from(from.rem_euclid(12) / by + 1).unwrap_or_default();
            match self.months {
                1 => Period::Month(year(from), within(1)),
                3 => Period::Quarter(year(from), within(3)),
                12 => Period::Year(year(from)),
                _ => Period::Years(year(from), year(from + self.months - 1)),
            }
        })
    }
}

/// Months since the year zero.
fn month(date: Date) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn between(one: Date, other: Date, most: usize) -> Option<(usize, Period, Period)> {
        let periods = Periods::between(one, other, most)?;
        let all: Vec<Period> = periods.all().collect();
        assert_eq!(all.len(), periods.count);
        assert_eq!(periods.position(one), Some(0));
        assert_eq!(periods.position(other), Some(periods.count - 1));
        Some((periods.count, all[0], *all.last()?))
    }

    #[test]
    fn as_long_as_it_takes() {
        use Period::{Month, Quarter, Year, Years};
        let from = date(2024, 11, 5);
        assert_eq!(between(from, date(2026, 1, 1), 12), Some((3, Year(2024), Year(2026))));
        assert_eq!(
            between(from, date(2025, 12, 31), 12),
            Some((5, Quarter(2024, 4), Quarter(2025, 4)))
        );
        assert_eq!(between(from, date(2025, 1, 1), 12), Some((3, Month(2024, 11), Month(2025, 1))));
        assert_eq!(between(date(2024, 11, 5), date(2024, 12, 9), 12), None);
        assert_eq!(
            between(date(2001, 1, 1), date(2026, 1, 1), 12),
            Some((6, Years(2000, 2004), Years(2025, 2029)))
        );
        assert_eq!(
            between(date(1700, 1, 1), date(2026, 1, 1), 12),
            Some((7, Years(1700, 1749), Years(2000, 2049)))
        );
        assert_eq!(
            Periods::between(from, date(2026, 1, 1), 12).and_then(|p| p.position(date(2030, 1, 1))),
            None
        );
    }
}
