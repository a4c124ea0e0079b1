//! The sentences, in English, of what whoever keeps a site must look after: `security.txt`, the accessibility statement.

use jiff::civil::Date;

use crate::diagnostic::{Aged, Asker, Expiry, StatementFlaw};

pub(super) fn security(date: Date, expiry: Expiry) -> (String, String) {
    match expiry {
        Expiry::Past => (
            format!(
                "security.txt has not been valid since {date}: who finds a hole cannot rely on it"
            ),
            "see whether `contact` still holds, and write a day within a year at `expires`".into(),
        ),
        Expiry::Near => (
            format!("security.txt is valid until {date} only"),
            "see whether `contact` still holds, and write a day within a year at `expires`".into(),
        ),
        Expiry::Far => (
            format!(
                "security.txt is valid until {date}, which is too far away: somebody should look at it each year"
            ),
            "write a day within a year at `expires`".into(),
        ),
    }
}

pub(super) fn outdated(what: Aged, date: Date) -> (String, String) {
    match what {
        Aged::Statement => (
            format!("this accessibility statement is of {date}, which is more than a year ago"),
            "go through the statement, and then write today's date at `updated`".into(),
        ),
        Aged::Audit => (
            format!(
                "the last audit of the accessibility is of {date}, which is more than three years ago"
            ),
            "have the site audited again, and add that audit".into(),
        ),
    }
}

pub(super) fn status(flaw: &StatementFlaw) -> (String, String) {
    match flaw {
        StatementFlaw::FullWithDeviations => (
            "status A says that all is in order, but there are deviations".into(),
            "make the status B, or take out what has been mended".into(),
        ),
        StatementFlaw::AuditPast(date) => (
            format!("the audit was planned for {date}, and that day has passed"),
            "if it was done, add it to `audits` and choose another status; otherwise plan a new day".into(),
        ),
        StatementFlaw::AuditTooLate(date) => (
            format!("the audit is only planned for {date}; with status C that should be within six months"),
            "plan the audit sooner, or make the status D".into(),
        ),
        StatementFlaw::DayAhead(date) => (
            format!("this says {date}, a day that is still to come"),
            "write the day on which it was done".into(),
        ),
        StatementFlaw::ChangedBefore { updated, date } => (
            format!("this says {updated}, but the statement is of {date}"),
            "write the day of the last change, or take this line away".into(),
        ),
        StatementFlaw::BurdenWithoutGrounds { criterion } => (
            format!("`{criterion}` claims a disproportionate burden without saying why it is one"),
            "tell at `grounds` what mending takes, and why that is too much to ask".into(),
        ),
        StatementFlaw::MendingPast { criterion, date } => (
            format!("`{criterion}` was to be mended by {date}, and that day has passed"),
            "take this deviation out if it was mended, or write a new day at `planned`".into(),
        ),
    }
}

/// What asks for a field.
pub(super) fn asker(of: &Asker) -> String {
    match of {
        Asker::Named(name) => format!("a page in `{name}`"),
        Asker::Accessibility => "an accessibility statement".into(),
        Asker::Privacy => "a privacy page".into(),
    }
}

/// What can stand at a setting of hosts and statements.
pub(super) fn setting(expected: &str) -> &str {
    match expected {
        "host" => "`\"netlify\"`, `\"cloudflare\"`, `\"apache\"`, `\"nginx\"` or `\"none\"`",
        "statement" => "`\"accessibility\"` or `\"privacy\"`",
        "statement kind" => "`kind = \"accessibility\"` or `kind = \"privacy\"` besides",
        "security" => "`contact = \"mailto:…\"` and `expires = 2027-01-01` besides",
        "security contact" => {
            "an address that begins with `mailto:`, `https://` or `tel:+`, like `\"mailto:safe@knowledge.example\"`"
        }
        "security page" => "a full address that begins with `https://`",
        "languages" => "language codes, like `[\"nl\", \"en\"]`",
        "day" => "a date, like `2027-01-01`",
        other => other,
    }
}
