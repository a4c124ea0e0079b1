//! Statements and today's date → what no longer holds in them: old ones, old audits, promises whose day has passed.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{Finding, Part, Settled, Site, page_id};
use crate::config::StatementKind;
use crate::diagnostic::{Aged, Problem, StatementFlaw};
use crate::document::Facts;
use crate::schema::Value;

/// How long a statement holds, in months.
const STATEMENT: i32 = 12;
/// How long an audit holds, in months.
const AUDIT: i32 = 36;
/// Within how many months there is an audit, where the status is C.
const UNTIL_AUDIT: i32 = 6;

/// Finds what does not hold in accessibility statements.
pub(super) fn check(site: &Site, index: &mut Settled) {
    let accessibility = |at: usize| {
        let statement = site.config.statement_of(site.below(page_id(at)));
        statement.is_some_and(|statement| statement.kind == StatementKind::Accessibility)
    };
    if site.config.statements.is_empty() {
        return;
    }
    let Settled { urls, findings, .. } = index;
    for at in (0..urls.len()).filter(|at| urls[*at].is_some() && accessibility(*at)) {
        let page = page_id(at);
        let facts = site.facts(page);
        let flaws = ages(facts, site.today).into_iter().chain(promises(facts, site.today));
        findings.extend(flaws.map(|(name, problem)| Finding {
            page,
            part: Part::Named(name.into()),
            problem,
        }));
    }
}

type Flaws = Vec<(&'static str, Problem)>;

/// What has grown too old: the statement, the last audit of those it rests on.
fn ages(facts: &Facts, today: Date) -> Flaws {
    let mut flaws = Flaws::new();
    let (field, written) = match (facts.updated, facts.date) {
        // A day that is still to come says nothing of how old it is.
        (Some(updated), Some(date)) if updated < date || updated > today => ("date", Some(date)),
        (Some(updated), _) => ("updated", Some(updated)),
        (None, date) => ("date", date),
    };
    if let Some(date) = written.filter(|date| months_after(*date, STATEMENT) < today) {
        flaws.push((field, Problem::StatementOutdated { what: Aged::Statement, date }));
    }
    let last = groups(facts, "audits").filter_map(|audit| date(audit, "date")).max();
    if let Some(date) = last.filter(|date| months_after(*date, AUDIT) < today) {
        flaws.push(("audits", Problem::StatementOutdated { what: Aged::Audit, date }));
    }
    flaws
}

/// What contradicts the status, or was to be done by now.
fn promises(facts: &Facts, today: Date) -> Flaws {
    let mut flaws = Vec::new();
    let status = facts.field("status").and_then(Value::text).unwrap_or_default();
    if status == "A" && groups(facts, "deviations").next().is_some() {
        flaws.push(("status", StatementFlaw::FullWithDeviations));
    }
    if let Some(Value::Date(planned)) = facts.field("planned_audit").filter(|_| status == "C") {
        let from = facts.updated.max(facts.date);
        if *planned < today {
            flaws.push(("planned_audit", StatementFlaw::AuditPast(*planned)));
        } else if from.is_some_and(|from| months_after(from, UNTIL_AUDIT) < *planned) {
            flaws.push(("planned_audit", StatementFlaw::AuditTooLate(*planned)));
        }
    }
    let audits = groups(facts, "audits").filter_map(|audit| Some(("audits", date(audit, "date")?)));
    let approved = match facts.field("approved") {
        Some(Value::Group(approved)) => date(approved, "date"),
        _ => None,
    };
    if let Some((updated, date)) =
        facts.updated.zip(facts.date).filter(|(updated, date)| updated < date)
    {
        flaws.push(("updated", StatementFlaw::ChangedBefore { updated, date }));
    }
    let days = facts.date.map(|day| ("date", day)).into_iter();
    let days = days.chain(facts.updated.map(|day| ("updated", day)));
    let days = days.chain(audits).chain(approved.map(|day| ("approved", day)));
    let ahead = days.filter(|(_, day)| *day > today);
    flaws.extend(ahead.map(|(field, day)| (field, StatementFlaw::DayAhead(day))));
    for deviation in groups(facts, "deviations") {
        let criterion = text(deviation, "criterion").unwrap_or_default().to_owned();
        if part(deviation, "burden") == Some(&Value::Flag(true))
            && part(deviation, "grounds").is_none()
        {
            let criterion = criterion.clone();
            flaws.push(("deviations", StatementFlaw::BurdenWithoutGrounds { criterion }));
        }
        if let Some(date) = date(deviation, "planned").filter(|date| *date < today) {
            flaws.push(("deviations", StatementFlaw::MendingPast { criterion, date }));
        }
    }
    let told = flaws.into_iter();
    told.map(|(field, flaw)| (field, Problem::StatementStatus { flaw })).collect()
}

fn months_after(date: Date, months: i32) -> Date {
    date.checked_add(months.months()).unwrap_or(Date::MAX)
}

type Group = [(Box<str>, Value)];

/// The groups in a list.
fn groups<'f>(facts: &'f Facts, name: &str) -> impl Iterator<Item = &'f Group> {
    let items = match facts.field(name) {
        Some(Value::List(items)) => items.as_slice(),
        _ => &[],
    };
    items
        .iter()
        .filter_map(|item| if let Value::Group(parts) = item { Some(&**parts) } else { None })
}

fn part<'g>(group: &'g Group, name: &str) -> Option<&'g Value> {
    group.iter().find(|(own, _)| **own == *name).map(|(_, value)| value)
}

fn date(group: &Group, name: &str) -> Option<Date> {
    if let Some(Value::Date(date)) = part(group, name) { Some(*date) } else { None }
}

fn text<'g>(group: &'g Group, name: &str) -> Option<&'g str> {
    part(group, name).and_then(Value::text)
}
