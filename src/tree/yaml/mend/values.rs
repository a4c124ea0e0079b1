//! Quotes and brackets in YAML that do not close as they should, each with the lines that mend it.

use super::super::line::{below, is_bare, is_item, is_keyed, parts, value_of};
use super::{Fix, Flaw, Style, brackets_end, is_bar, quote_end};
use crate::diagnostic::Mistake;
use crate::tree::mend::{Place, bad_escape, is_apostrophe, mend_brackets, quoted, replaced};

/// The first quote or bracket that does not close as it should.
pub(super) fn flawed(lines: &[String]) -> Option<Fix> {
    let mut number = 0;
    while let Some(line) = lines.get(number) {
        let (at, value) = value_of(line);
        let end = match value.chars().next() {
            _ if is_bare(line) => number,
            Some(quote @ ('"' | '\'')) => match quoted_value(lines, (number, at.value), quote) {
                Ok(end) => end.0,
                Err(fix) => return Some(fix),
            },
            Some('[' | '{') => match bracketed(lines, (number, at.value)) {
                Ok(end) => end.0,
                Err(fix) => return fix,
            },
            Some('|' | '>') if is_bar(value) => below(lines, number),
            _ => number,
        };
        number = end.max(number) + 1;
    }
    None
}

/// Just behind a quoted value, or what is wrong with it.
fn quoted_value(lines: &[String], at: Place, quote: char) -> Result<Place, Fix> {
    let line = lines.get(at.0).map_or("", String::as_str);
    let (value, raw) = value_of(line);
    let with = |text: &str| replaced(line, value.value..value.end, &quoted(text, Style::Yaml));
    let inner = raw.strip_prefix(quote).unwrap_or(raw);
    let stripped = inner.strip_suffix(quote).filter(|inner| !inner.is_empty());
    if value.key.is_none() && value.lead == value.indent && is_keyed(inner) {
        // The quote stands before the name.
        let line = replaced(line, at.1..at.1 + 1, "");
        return Err(Fix::line(Mistake::UnclosedQuote { quote }, at, line));
    }
    let end = quote_end(lines, at, Style::Yaml).filter(|end| {
        let within = lines.get(at.0 + 1..=end.0).unwrap_or_default();
        !within.iter().any(|line| is_item(line) || is_keyed(line))
    });
    if quote == '"'
        && let Some(place) = bad_escape(lines, at, end, "0abt\tnvfre \"/\\N_LPxuU")
    {
        return Err(backslash(lines, place, (at.0, with(stripped.unwrap_or(inner)))));
    }
    let Some(end) = end else {
        let text = if is_apostrophe(raw) { raw } else { inner };
        return Err(unclosed(lines, (at, quote), with(text)));
    };
    if is_over(lines, end) {
        return Ok(end);
    }
    let mistake = Mistake::QuoteInText { quote };
    let place = (end.0, end.1.saturating_sub(1));
    if end.0 > at.0 {
        return Err(Fix::general(mistake, place, Vec::new()));
    }
    // `"A" en "B"` is a text with two names in it, `"hij zei "ja" tegen mij"` one with quotes around it.
    let before = line.get(..place.1).unwrap_or_default();
    let behind = line.get(end.1..).unwrap_or_default();
    let names_first = !before.ends_with(' ') && behind.starts_with([' ', ',', ':']);
    let is_even = inner.matches(quote).count() % 2 == 1;
    let text = stripped.filter(|_| !(names_first && is_even)).unwrap_or(raw);
    Err(Fix::line(mistake, place, with(text)))
}

/// The mistake of a quote that never closes: `line` is its line with another quote at the end. A text that goes on below
/// it is kept, but then to write that line is not the whole cure.
fn unclosed(lines: &[String], (at, quote): (Place, char), line: String) -> Fix {
    let below = lines.iter().enumerate().skip(at.0 + 1);
    let own = below.take_while(|(_, line)| !is_item(line) && !is_keyed(line));
    let mut edits = vec![(at.0, line)];
    edits.extend(own.filter(|(_, line)| !is_bare(line)).map(|(i, _)| (i, String::new())));
    let is_cure = edits.len() == 1;
    Fix { mistake: Mistake::UnclosedQuote { quote }, at, edits, is_cure }
}

/// The mistake of a backslash; `line` is how the line should be if the whole text stands on it.
fn backslash(lines: &[String], place: Place, line: (usize, String)) -> Fix {
    if place.0 == line.0 {
        return Fix::line(Mistake::Backslash, place, line.1);
    }
    let old = lines.get(place.0).map_or("", String::as_str);
    let doubled = replaced(old, place.1..place.1 + 1, "\\\\");
    Fix::line(Mistake::Backslash, place, doubled)
}

/// Whether nothing follows a place on its line but a comment.
fn is_over(lines: &[String], (number, from): Place) -> bool {
    let rest = lines.get(number).and_then(|line| line.get(from..)).unwrap_or_default();
    rest.trim().is_empty() || rest.trim_start().starts_with('#') && rest.starts_with([' ', '\t'])
}

/// Just behind a value in brackets, or what is wrong with it.
fn bracketed(lines: &[String], at: Place) -> Result<Place, Option<Fix>> {
    let line = lines.get(at.0).map_or("", String::as_str);
    let (value, raw) = value_of(line);
    let sign = raw.chars().next().unwrap_or('[');
    let as_text = || {
        let text = replaced(line, value.value..value.end, &quoted(raw, Style::Yaml));
        Fix::line(Mistake::SpecialStart { sign }, at, text)
    };
    let mut last = below(lines, at.0);
    if lines.get(last + 1).is_some_and(|line| line.trim_start().starts_with([']', '}'])) {
        last += 1;
    }
    let own = lines.get(..=last).unwrap_or(lines);
    let end = match brackets_end(own, at, Style::Yaml) {
        Ok(end) => end,
        Err(_) if raw.starts_with("{{") || raw.starts_with("{%") => return Err(Some(as_text())),
        Err(Flaw::NoComma(_)) if raw.starts_with("[[") => return Err(Some(as_text())),
        Err(flaw) => return Err(mend_brackets(own, flaw, Style::Yaml)),
    };
    if is_over(lines, end) {
        return Ok(end);
    }
    let line = lines.get(end.0).map_or("", String::as_str);
    let from = parts(line.get(end.1..).unwrap_or_default()).indent + end.1;
    if let Some(sign @ (']' | '}' | ',')) = line.get(from..).and_then(|rest| rest.chars().next()) {
        let line = replaced(line, from..from + 1, "").trim_end().to_owned();
        return Err(Some(Fix::line(Mistake::Extra { sign }, (end.0, from), line)));
    }
    Err((end.0 == at.0).then(as_text))
}
