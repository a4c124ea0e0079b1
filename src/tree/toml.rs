//! A text of TOML → its tree. What cannot be read is mended first, so that a mistake costs one value and not the page.

use std::collections::HashSet;
use std::ops::Range;

// The crate, not this module.
use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};

use super::{Entry, Found, Node, Value, clean};
use crate::diagnostic::{Mistake, Problem, SyntaxCause};
use crate::source::lines::{Lines, Span};

mod mend;

/// Reads TOML. `first_line` is the line of the file on which the text begins, from 1. `broken` makes the problem of a
/// mistake, since front matter and settings say it differently.
pub fn toml(
    text: &str,
    first_line: u32,
    broken: &dyn Fn(SyntaxCause) -> Problem,
) -> (Node, Vec<Found>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return (root(table, text, first_line), Vec::new());
    }
    let mended = mend::mend(text);
    let mut found: Vec<Found> = Vec::new();
    for (line, column, cause) in mended.mistakes.0 {
        let line = first_line + u32::try_from(line).unwrap_or(u32::MAX / 2);
        found.push((Span::point(line, column), broken(cause)));
    }
    let (table, errors) = DeTable::parse_recoverable(&mended.text);
    let lines = Lines::new(&mended.text);
    let twice = headers_twice(&mended.text);
    // One mistake often breaks the rest of its line: the first per line is the one to mend.
    let mut known: HashSet<u32> = found.iter().map(|(span, _)| span.line).collect();
    for error in errors {
        let range = error.span().unwrap_or_default();
        let span = down(lines.span(range.clone()), first_line);
        if known.insert(span.line) {
            let words = error.message();
            let problem = between_lines(words, (&mended.text, range), &twice, broken);
            found.push((span, problem));
        }
    }
    found.sort_by_key(|(span, _)| *span);
    (root(table, &mended.text, first_line), found)
}

/// Whether some words are a value as they stand.
pub(super) fn is_value(words: &str) -> bool {
    words.len() < 64 && DeTable::parse(&format!("x = {words}")).is_ok()
}

/// A problem between lines that are right by themselves.
fn between_lines(
    words: &str,
    (text, range): (&str, Range<usize>),
    twice: &HashSet<&str>,
    broken: &dyn Fn(SyntaxCause) -> Problem,
) -> Problem {
    let name = text.get(range.clone()).unwrap_or_default().to_owned();
    let before = text.get(..range.start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
    if words.starts_with("duplicate key") && line.starts_with('[') {
        let rest = text.get(range.start..).unwrap_or_default().lines().next().unwrap_or_default();
        let header = format!("{line}{rest}");
        let name = header.split(']').next().unwrap_or_default().trim_start_matches('[');
        let known = twice.contains(name.trim());
        let name = name.trim().to_owned();
        let mistake = if known { Mistake::TableTwice { name } } else { Mistake::NotTable { name } };
        return broken(mistake.into());
    }
    if words.starts_with("duplicate key") {
        return Problem::DuplicateKey { key: name };
    }
    if words.starts_with("cannot extend") {
        return broken(Mistake::NotTable { name }.into());
    }
    broken(mend::meaning(words).into())
}

/// The names of headers that stand there more than once.
fn headers_twice(text: &str) -> HashSet<&str> {
    let mut known = HashSet::new();
    let headers = text.lines().filter_map(|line| line.trim_start().strip_prefix('['));
    let names = headers.filter_map(|rest| rest.split(']').next());
    names
        .map(|name| name.trim_start_matches('[').trim())
        .filter(|name| !known.insert(*name))
        .collect()
}

fn down(span: Span, first_line: u32) -> Span {
    let down = first_line - 1;
    Span { line: span.line + down, end_line: span.end_line + down, ..span }
}

fn root(table: Spanned<DeTable<'_>>, text: &str, first_line: u32) -> Node {
    let lines = Lines::new(text);
    let span_of = |range: Range<usize>| down(lines.span(range), first_line);
    let span = span_of(table.span());
    Node { value: table_of(table.into_inner(), &span_of), span }
}

fn table_of(table: DeTable<'_>, span_of: &dyn Fn(Range<usize>) -> Span) -> Value {
    let mut entries: Vec<(usize, Entry)> = table
        .into_iter()
        .map(|(key, value)| {
            let start = key.span().start;
            let key_span = span_of(key.span());
            let node = value_of(value, span_of);
            (start, Entry { key: clean(&key.into_inner()), key_span, node })
        })
        .collect();
    entries.sort_by_key(|(start, _)| *start);
    Value::Map(entries.into_iter().map(|(_, entry)| entry).collect())
}

fn value_of(value: Spanned<DeValue<'_>>, span_of: &dyn Fn(Range<usize>) -> Span) -> Node {
    let span = span_of(value.span());
    let plain = |text: String| Value::Scalar { text: text.into(), plain: true };
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Scalar { text: clean(&text), plain: false },
        DeValue::Integer(number) => plain(number.to_string()),
        DeValue::Float(number) => plain(number.to_string()),
        DeValue::Boolean(flag) => plain(flag.to_string()),
        DeValue::Datetime(date) => plain(date.to_string()),
        DeValue::Array(items) => {
            Value::List(items.into_iter().map(|item| value_of(item, span_of)).collect())
        }
        DeValue::Table(table) => table_of(table, span_of),
    };
    Node { value, span }
}
