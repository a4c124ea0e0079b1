//! What people get wrong in TOML, each with the lines that mend it. Whether it was that, the parser says.

use super::super::is_value;
use crate::diagnostic::Mistake;
use crate::tree::mend::{
    Fix, Flaw, Style, bad_escape, brackets_end, is_name, item_of, mend_brackets, quote_end, quoted,
    replaced, without_invisible,
};

/// Quotes as a text editor draws them.
const CURLY: [char; 8] = ['“', '”', '„', '‟', '‘', '’', '‚', '«'];

/// Signs that may follow a backslash between double quotes.
const ESCAPES: &str = "btnfre\"\\uUx";

/// Possible cures of a statement, the likeliest first.
pub(super) fn of(lines: &[String]) -> Vec<Fix> {
    if let Some(fix) = without_invisible(lines) {
        return vec![fix];
    }
    let Some(line) = lines.first() else { return Vec::new() };
    let indent = line.len() - line.trim_start().len();
    let rest = line.trim_start();
    if rest.starts_with('[') {
        return header(line, indent);
    }
    let Some(equals) = equals(line) else { return without_equals(line, indent) };
    let name = line.get(indent..equals).unwrap_or_default().trim_end();
    let mut fixes = Vec::new();
    if let Some((key, _)) = name.split_once(':').filter(|(key, _)| is_name(key.trim())) {
        fixes.extend(divided(line, (indent, indent + key.len()), ':'));
    }
    if !is_key(name) && !name.is_empty() {
        let fixed = replaced(line, indent..indent + name.len(), &quoted_key(name));
        fixes.push(Fix::line(Mistake::KeyNotQuoted, (0, indent), fixed));
    }
    fixes.extend(value(lines, equals + 1));
    fixes
}

/// Whether a name may stand there as it is.
fn is_key(name: &str) -> bool {
    name.len() < 256 && ::toml::de::DeTable::parse(&format!("{name} = 1")).is_ok()
}

fn quoted_key(name: &str) -> String {
    quoted(name.trim_matches(|c| CURLY.contains(&c) || c == '"' || c == '\''), Style::Toml)
}

/// Where the `=` of a line is that follows its name.
fn equals(line: &str) -> Option<usize> {
    let rest = line.trim_start();
    let from = match rest.chars().next()? {
        quote @ ('"' | '\'') => rest.get(1..)?.find(quote)? + 2,
        _ => 0,
    };
    let from = from + line.len() - rest.len();
    let before = |at: &usize| !line.get(..*at).is_some_and(|text| text.contains('#'));
    line.get(from..)?.find('=').map(|at| from + at).filter(before)
}

/// `[site` , `[[site]`, `[mijn site]`.
fn header(line: &str, indent: usize) -> Vec<Fix> {
    let rest = line.get(indent..).unwrap_or_default();
    let is_double = rest.starts_with("[[");
    let text = rest.trim_start_matches('[');
    let end = text.find([']', '#', '=']).unwrap_or(text.len());
    let name = text.get(..end).unwrap_or_default().trim();
    if name.is_empty() {
        return Vec::new();
    }
    let is_closed =
        text.get(end..).is_some_and(|end| end.starts_with(if is_double { "]]" } else { "]" }));
    let mistake =
        if is_closed && !is_key(name) { Mistake::KeyNotQuoted } else { Mistake::UnclosedHeader };
    let key = if is_key(name) { name.to_owned() } else { quoted_key(name) };
    let before = line.get(..indent).unwrap_or_default();
    let fixed = if is_double { format!("{before}[[{key}]]") } else { format!("{before}[{key}]") };
    vec![Fix::line(mistake, (0, indent), fixed)]
}

/// `title: x`, `title "x"`, `title`.
fn without_equals(line: &str, indent: usize) -> Vec<Fix> {
    let rest = line.get(indent..).unwrap_or_default();
    if let Some((key, _)) = rest.split_once(':').filter(|(key, _)| is_name(key.trim())) {
        return divided(line, (indent, indent + key.len()), ':');
    }
    if let Some((key, _)) =
        rest.split_once(' ').filter(|(key, _)| is_name(key) && !rest.ends_with(['.', '!', '?']))
    {
        return divided(line, (indent, indent + key.len()), ' ');
    }
    vec![Fix::general(Mistake::MissingEquals, (0, indent), vec![(0, String::new())])]
}

/// A name and a value with another sign between them than `=`.
fn divided(line: &str, (indent, at): (usize, usize), sign: char) -> Vec<Fix> {
    let mistake = match sign {
        ' ' => Mistake::MissingEquals,
        found => Mistake::WrongSign { found, wanted: '=' },
    };
    let name = line.get(indent..at).unwrap_or_default().trim();
    let key = if is_key(name) { name.to_owned() } else { quoted_key(name) };
    let raw = line.get(at + 1..).unwrap_or_default().trim_start_matches(['=', ' ']).trim();
    let before = line.get(..indent).unwrap_or_default();
    let fix = |value: &str| {
        Fix::line(
            mistake.clone(),
            (0, at),
            format!("{before}{key} = {value}").trim_end().to_owned(),
        )
    };
    let (text, _) = commented(raw);
    let inner = text.trim_matches(|c| CURLY.contains(&c) || c == '"');
    let stands = is_value(text) || text.starts_with(['[', '{', '"', '\'']);
    let mut fixes: Vec<Fix> = stands.then(|| fix(raw)).into_iter().collect();
    fixes.extend(bare(text).into_iter().map(|(_, value)| fix(&value)));
    fixes.push(fix(&quoted(inner, Style::Toml)));
    if raw.is_empty() {
        fixes = vec![Fix::general(mistake.clone(), (0, at), vec![(0, String::new())])];
    }
    fixes
}

/// A value without quotes, and the comment behind it.
fn commented(raw: &str) -> (&str, &str) {
    let at = if raw.starts_with('#') { 0 } else { raw.find(" #").unwrap_or(raw.len()) };
    let (text, comment) = raw.split_at(at);
    (text.trim_end(), comment)
}

/// The cures of what stands behind `=`.
fn value(lines: &[String], from: usize) -> Vec<Fix> {
    let line = lines.first().map_or("", String::as_str);
    let behind = line.get(from..).unwrap_or_default();
    let at = from + behind.len() - behind.trim_start().len();
    let raw = behind.trim();
    match raw.chars().next() {
        None | Some('#') => {
            vec![Fix::general(Mistake::MissingValue, (0, from), vec![(0, String::new())])]
        }
        Some('=') => {
            let fixed = replaced(line, at..at + 1, "");
            vec![Fix::line(Mistake::Extra { sign: '=' }, (0, at), fixed)]
        }
        Some('"') if raw.starts_with("\"\"\"") => long_text(lines, at),
        Some('\'') if raw.starts_with("'''") => long_text(lines, at),
        Some(quote @ ('"' | '\'')) => text(lines, at, quote),
        Some('[' | '{') => bracketed(lines, at),
        Some(_) => plain(line, at),
    }
}

/// A text between three quotes.
fn long_text(lines: &[String], at: usize) -> Vec<Fix> {
    let first = lines.first().map_or("", String::as_str);
    let quotes = first.get(at..at + 3).unwrap_or_default();
    let quote = quotes.chars().next().unwrap_or('"');
    let whole = first.get(at + 3..).unwrap_or_default();
    let is_closed =
        whole.contains(quotes) || lines.iter().skip(1).any(|line| line.contains(quotes));
    if !is_closed {
        let last = lines.iter().rposition(|line| !line.trim().is_empty()).unwrap_or(0);
        let line = format!("{}{quotes}", lines.get(last).map_or("", String::as_str));
        return vec![Fix::general(
            Mistake::UnclosedLongText { quote },
            (0, at),
            vec![(last, line)],
        )];
    }
    let end = Some((lines.len(), 0));
    match bad_escape(lines, (0, at + 2), end, &format!("{ESCAPES} \t")).filter(|_| quote == '"') {
        Some(place) => {
            let old = lines.get(place.0).map_or("", String::as_str);
            let doubled = replaced(old, place.1..place.1 + 1, "\\\\");
            vec![Fix::line(Mistake::Backslash, place, doubled)]
        }
        None => Vec::new(),
    }
}

/// A text between quotes on one line.
fn text(lines: &[String], at: usize, quote: char) -> Vec<Fix> {
    let line = lines.first().map_or("", String::as_str);
    let raw = line.get(at..).unwrap_or_default().trim_end();
    let end = at + raw.len();
    let with = |text: &str| replaced(line, at..end, &quoted(text, Style::Toml));
    let inner = raw.get(1..).unwrap_or_default();
    let closed = quote_end(lines, (0, at), Style::Toml);
    let last = inner.rfind(quote);
    let stripped = last.and_then(|last| inner.get(..last)).filter(|inner| !inner.is_empty());
    if quote == '"'
        && let Some(place) = bad_escape(lines, (0, at), closed, ESCAPES)
    {
        return vec![Fix::line(Mistake::Backslash, place, with(stripped.unwrap_or(inner)))];
    }
    let Some(close) = closed else {
        if let Some(text) = inner.strip_suffix(CURLY) {
            let place = (0, at + 1 + text.len());
            let quote = inner.chars().next_back().unwrap_or('”');
            return vec![Fix::line(Mistake::CurlyQuote { quote }, place, with(text))];
        }
        return vec![Fix::line(Mistake::UnclosedQuote { quote }, (0, at), with(inner))];
    };
    let rest = line.get(close.1..).unwrap_or_default().trim();
    let place = (0, close.1.saturating_sub(1));
    if rest.split_once('=').is_some_and(|(name, _)| is_name(name.trim())) {
        let kept = line.get(..close.1).unwrap_or_default().to_owned();
        return vec![Fix::general(Mistake::SeveralOnLine, (0, close.1), vec![(0, kept)])];
    }
    if rest == "," {
        let kept = line.get(..close.1).unwrap_or_default().to_owned();
        return vec![Fix::line(Mistake::Extra { sign: ',' }, (0, close.1), kept)];
    }
    let whole = if raw.ends_with(quote) { inner.strip_suffix(quote).unwrap_or(raw) } else { raw };
    vec![Fix::line(Mistake::QuoteInText { quote }, place, with(whole))]
}

/// A value in brackets.
fn bracketed(lines: &[String], at: usize) -> Vec<Fix> {
    let flaw = match brackets_end(lines, (0, at), Style::Toml) {
        Ok(end) => {
            let line = lines.get(end.0).map_or("", String::as_str);
            let kept = line.get(..end.1).unwrap_or_default().to_owned();
            let rest = line.get(end.1..).unwrap_or_default();
            let place = (end.0, end.1 + rest.len() - rest.trim_start().len());
            return match rest.trim_start().chars().next() {
                Some(sign @ (']' | '}' | ',')) => {
                    vec![Fix::line(Mistake::Extra { sign }, place, kept)]
                }
                Some(_) => vec![Fix::general(Mistake::SeveralOnLine, place, vec![(end.0, kept)])],
                None => Vec::new(),
            };
        }
        Err(flaw) => flaw,
    };
    if let Flaw::Bare(place) = flaw {
        let line = lines.get(place.0).map_or("", String::as_str);
        let rest = line.get(place.1..).unwrap_or_default();
        let item = item_of(rest);
        let range = place.1..place.1 + item.len();
        let fix = |(mistake, value): (Mistake, String)| {
            Fix::line(mistake, place, replaced(line, range.clone(), &value))
        };
        return bare(item).into_iter().map(fix).collect();
    }
    mend_brackets(lines, flaw, Style::Toml).into_iter().collect()
}

/// A value without quotes.
fn plain(line: &str, at: usize) -> Vec<Fix> {
    let raw = line.get(at..).unwrap_or_default().trim_end();
    let (text, _) = commented(raw);
    let range = at..at + text.len();
    let mut fixes = Vec::new();
    if let Some((first, rest)) = text.split_once(' ')
        && is_value(first)
        && rest.contains('=')
    {
        let kept = replaced(line, range.clone(), first);
        fixes.push(Fix::general(
            Mistake::SeveralOnLine,
            (0, at + first.len() + 1),
            vec![(0, kept)],
        ));
    }
    let fix = |(mistake, value): (Mistake, String)| {
        Fix::line(mistake, (0, at), replaced(line, range.clone(), &value))
    };
    fixes.extend(bare(text).into_iter().map(fix));
    if text.starts_with(|c: char| c.is_ascii_digit())
        && text.matches('-').count() == 2
        && !text.contains(' ')
    {
        let blank = vec![(0, String::new())];
        fixes.insert(fixes.len() - 1, Fix::general(Mistake::NotDate, (0, at), blank));
    }
    fixes
}

/// What a value without quotes may have been meant as.
fn bare(text: &str) -> Vec<(Mistake, String)> {
    let mut meant = Vec::new();
    let flag = match text.to_lowercase().as_str() {
        "true" | "ja" | "yes" | "waar" | "aan" | "on" => Some("true"),
        "false" | "nee" | "no" | "onwaar" | "uit" | "off" => Some("false"),
        _ => None,
    };
    meant.extend(flag.map(|flag| (Mistake::NotFlag, flag.to_owned())));
    meant.extend(dutch_date(text).map(|date| (Mistake::NotDate, date)));
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '+')
        && text.chars().all(|c| c.is_ascii_digit() || "+-.,_".contains(c));
    if is_number && text.matches('-').count() < 2 {
        meant.push((Mistake::NotNumber, text.replace(',', ".")));
        meant.push((Mistake::NotNumber, quoted(text, Style::Toml)));
    }
    if let Some(quote) = text.chars().next().filter(|first| CURLY.contains(first)) {
        let inner = text.trim_matches(|c| CURLY.contains(&c) || "»\"".contains(c));
        meant.push((Mistake::CurlyQuote { quote }, quoted(inner, Style::Toml)));
    }
    let inner = text.trim_end_matches('"');
    meant.push((Mistake::NotQuoted, quoted(inner, Style::Toml)));
    meant
}

/// `14-04-2026` → `2026-04-14`, if there is such a day.
fn dutch_date(text: &str) -> Option<String> {
    let mut parts = text.split(['-', '/', '.']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let is_number = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    let fits =
        parts.next().is_none() && year.len() == 4 && [day, month, year].into_iter().all(is_number);
    let date = format!("{year}-{month:0>2}-{day:0>2}");
    (fits && is_value(&date)).then_some(date)
}
