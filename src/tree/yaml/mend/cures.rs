//! What people get wrong in a line of YAML, each with the lines that mend it. Whether it was that, the parser says.

use super::super::line::{
    below, deeper, indent, is_bare, is_item, is_keyed, is_pasted, is_zero, parts, value_of,
};
use super::super::silent::is_tight_item;
use super::super::{Failure, MISREAD, NO_MAP, SECOND};
use super::{Fix, Style, is_bar};
use crate::diagnostic::Mistake;
use crate::tree::mend::{is_name, quoted, replaced, without_invisible};

/// Possible cures of a line, the likeliest first.
type Cure = fn(&[String], usize) -> Vec<Fix>;

/// The cures of a line, in the order in which they are tried.
pub(super) const OF_LINES: [Cure; 10] = [
    tab_behind_name,
    sign_between,
    special_start,
    list_after_text,
    indented_name,
    colon_in_text,
    dash_missing,
    colon_missing,
    indentation,
    mixed_list,
];

/// Mistakes that are visible without reading: a second `---`, hidden characters, tabs.
pub(super) fn of_whole(lines: &[String]) -> Option<Fix> {
    second_start(lines).or_else(|| without_invisible(lines)).or_else(|| tabs(lines))
}

fn second_start(lines: &[String]) -> Option<Fix> {
    let is_start =
        |line: &String| line.strip_prefix("---").is_some_and(|rest| rest.starts_with([' ', '\t']));
    let number = lines.iter().position(is_start)?;
    let rest = lines.get(number)?.get(3..)?.trim_start();
    // Behind it stands a line of its own, or words that name what comes below.
    let line = if is_keyed(rest) { rest.to_owned() } else { format!("# {rest}") };
    let mut fix = Fix::line(Mistake::SecondStart, (number, 0), line);
    fix.is_cure = is_keyed(rest);
    Some(fix)
}

/// How much of a line is white space and dashes.
fn lead(line: &str) -> usize {
    let is_lead = |c: char| matches!(c, ' ' | '\t' | '-') || is_pasted(c);
    line.len() - line.trim_start_matches(is_lead).len()
}

/// Tabs, or other white space that is no space, before the text of a line.
pub(super) fn tabs(lines: &[String]) -> Option<Fix> {
    let other = |line: &str| {
        let lead = line.get(..lead(line))?;
        lead.char_indices().find(|(_, sign)| !matches!(sign, ' ' | '-'))
    };
    let (number, (at, sign)) =
        lines.iter().enumerate().find_map(|(i, line)| Some((i, other(line)?)))?;
    let mended = |line: &str| {
        let (before, after) = line.split_at(lead(line));
        let seen = before.replace('\t', "  ").replace(is_zero, "").replace(is_pasted, " ");
        format!("{seen}{after}")
    };
    let edits = lines.iter().enumerate().map(|(i, line)| (i, mended(line))).collect();
    let mistake =
        if sign == '\t' { Mistake::Tab } else { Mistake::Invisible { code: u32::from(sign) } };
    Some(Fix::general(mistake, (number, at), edits))
}

/// The line on which the value begins that goes on at a line.
fn beginning(lines: &[String], number: usize) -> usize {
    let begins = |line: &String| {
        let at = parts(line);
        !is_bare(line) && (at.key.is_some() || at.lead > at.indent)
    };
    let Some(own) = lines.get(number) else { return number };
    let deep = indent(own);
    let above = lines.get(..number).unwrap_or_default();
    let above = above.iter().rposition(|line| begins(line) && indent(line) < deep);
    // A line that seems to begin with a name may be text that goes on.
    let goes_on = above.filter(|i| {
        lines.get(*i).is_some_and(|line| {
            let (_, value) = value_of(line);
            !value.is_empty() && !is_bar(value)
        })
    });
    if is_item(own) || begins(own) && goes_on.is_none() {
        number
    } else {
        goes_on.unwrap_or(number)
    }
}

/// A tab between a name and its value.
fn tab_behind_name(lines: &[String], number: usize) -> Vec<Fix> {
    let Some(line) = lines.get(number) else { return Vec::new() };
    let at = parts(line);
    let Some(behind) = at.key else { return Vec::new() };
    let between = line.get(behind..at.value).unwrap_or_default();
    let tab = between.find('\t');
    let fix = tab.map(|tab| {
        let line = replaced(line, behind..at.value, " ");
        Fix::line(Mistake::TabBehindName, (number, behind + tab), line)
    });
    fix.into_iter().collect()
}

/// `titel:x`, `titel = x`, `-x`.
fn sign_between(lines: &[String], number: usize) -> Vec<Fix> {
    let Some(line) = lines.get(number) else { return Vec::new() };
    let at = parts(line);
    let rest = line.get(at.lead..).unwrap_or_default();
    if is_dashed(rest) {
        return vec![tight_items(lines, number)];
    }
    let Some(divider) = rest.find([':', '=']) else { return Vec::new() };
    let name = rest.get(..divider).unwrap_or_default().trim_end();
    let value = rest.get(divider + 1..).unwrap_or_default();
    let is_colon = rest.get(divider..).is_some_and(|rest| rest.starts_with(':'));
    let is_right = is_colon && (value.is_empty() || value.starts_with([' ', '\t']));
    if !is_name(name) || value.starts_with("//") || is_right {
        return Vec::new();
    }
    let mistake = if is_colon {
        Mistake::MissingSpace { sign: ':' }
    } else {
        Mistake::WrongSign { found: '=', wanted: ':' }
    };
    let place = (number, at.lead + divider + usize::from(is_colon));
    let lead = line.get(..at.lead).unwrap_or_default();
    let values = [value.trim().to_owned(), quoted(value.trim(), Style::Yaml)];
    let fix = |value| Fix::line(mistake.clone(), place, format!("{lead}{name}: {value}"));
    values.into_iter().map(fix).collect()
}

/// Whether a text begins with a dash right before a word or a number.
fn is_dashed(text: &str) -> bool {
    let item = text.strip_prefix('-').unwrap_or_default();
    is_tight_item(text) || item.starts_with(char::is_numeric)
}

/// Items of a list of which the dash stands right before the word, from a line on.
fn tight_items(lines: &[String], number: usize) -> Fix {
    let own = lines.get(number).map_or(0, |line| parts(line).lead);
    let spaced = |(i, line): (usize, &String)| {
        let item = line.get(own..)?.strip_prefix('-')?.trim_start_matches(is_pasted);
        Some((i, format!("{}- {item}", line.get(..own)?)))
    };
    let is_same = |line: &&String| {
        indent(line) == own && line.get(own..).is_some_and(is_tight_item) || is_bare(line)
    };
    let first = lines.iter().enumerate().skip(number).take(1);
    let rest = lines.iter().enumerate().skip(number + 1).take_while(|(_, line)| is_same(line));
    let edits: Vec<(usize, String)> = first.chain(rest).filter_map(spaced).collect();
    let is_cure = edits.len() == 1;
    Fix { mistake: Mistake::MissingSpace { sign: '-' }, at: (number, own + 1), edits, is_cure }
}

/// A value that begins with a sign that means something to YAML.
fn special_start(lines: &[String], number: usize) -> Vec<Fix> {
    let number = beginning(lines, number);
    let Some(line) = lines.get(number) else { return Vec::new() };
    let (at, value) = value_of(line);
    let place = (number, at.value);
    let with = |text: &str| replaced(line, at.value..at.end, text);
    let Some(sign) = value.chars().next().filter(|_| !is_bar(value)) else { return Vec::new() };
    let whole = |mistake, text: &str| {
        let (line, rest) = joined(lines, number, &with(&quoted(text, Style::Yaml)));
        let mut fix = Fix::line(mistake, place, line);
        fix.edits.extend(rest);
        fix
    };
    match sign {
        '-' if at.key.is_some() && value.starts_with("- ") => {
            let text = value.trim_start_matches(['-', ' ']);
            let fix =
                |text: &str| Fix::general(Mistake::ListOnLine, place, vec![(number, with(text))]);
            vec![fix(text), fix(&quoted(text, Style::Yaml))]
        }
        '|' | '>' => {
            let text = value.trim_start_matches(['|', '>', '-', '+']).trim();
            let mut fix = whole(Mistake::TextAfterBar { bar: sign }, text);
            fix.is_cure = below(lines, number) == number;
            vec![fix]
        }
        '*' | '&' | '@' | '%' | '!' | '`' | ',' | ']' | '}' | '?' | '-' | ':' => {
            vec![whole(Mistake::SpecialStart { sign }, value)]
        }
        _ => Vec::new(),
    }
}

/// A line whose value in quotes goes on below it, with all of that in its quotes; and the lines below it, empty.
fn joined(lines: &[String], number: usize, line: &str) -> (String, Vec<(usize, String)>) {
    let last = below(lines, number);
    let rest = lines.get(number + 1..=last).unwrap_or_default();
    let rest: Vec<&str> =
        rest.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    if rest.is_empty() {
        return (line.to_owned(), Vec::new());
    }
    let (at, value) = value_of(line);
    let text = value.get(1..value.len().saturating_sub(1)).unwrap_or_default();
    let text = if value.starts_with('\'') { text.replace("''", "'") } else { text.to_owned() };
    let whole = quoted(&format!("{text} {}", rest.join(" ")), Style::Yaml);
    let blank = (number + 1..=last).map(|i| (i, String::new())).collect();
    (replaced(line, at.value..line.len(), &whole), blank)
}

/// `themas: zorg` with a list below it.
fn list_after_text(lines: &[String], number: usize) -> Vec<Fix> {
    let Some(line) = lines.get(number).filter(|line| is_item(line)) else { return Vec::new() };
    let own = indent(line);
    let above = lines.get(..number).unwrap_or_default();
    let named_at = above.iter().rposition(|line| !is_bare(line) && !is_item(line));
    let Some(named_at) = named_at else { return Vec::new() };
    let Some(named) = lines.get(named_at).filter(|line| indent(line) <= own) else {
        return Vec::new();
    };
    let (at, value) = value_of(named);
    if at.key.is_none() || value.is_empty() {
        return Vec::new();
    }
    let items = lines.iter().enumerate().skip(number);
    let items = items.take_while(|(_, line)| is_bare(line) || is_item(line) || indent(line) > own);
    let items: Vec<(usize, &String)> = items.collect();
    let names = items.iter().filter_map(|(_, line)| line.trim().strip_prefix("- "));
    let all: Vec<String> =
        std::iter::once(value).chain(names).map(|name| quoted(name, Style::Yaml)).collect();
    let list = replaced(named, at.value..at.end, &format!("[{}]", all.join(", ")));
    let blank = items.iter().map(|(i, _)| (*i, String::new()));
    let edits = blank.chain(std::iter::once((named_at, list))).collect();
    vec![Fix::general(Mistake::ListAfterText, (number, own), edits)]
}

/// A name of its own, further in than the text above it allows.
fn indented_name(lines: &[String], number: usize) -> Vec<Fix> {
    let is_own = |line: &&String| is_keyed(line) && !is_item(line);
    let Some(line) = lines.get(number).filter(is_own) else { return Vec::new() };
    let above = lines.get(..number).unwrap_or_default();
    let Some(above) = above.iter().rfind(|line| !is_bare(line)) else { return Vec::new() };
    let (at, value) = value_of(above);
    if at.key.is_none() || value.is_empty() || indent(above) >= indent(line) {
        return Vec::new();
    }
    // A sentence that goes on below its name may hold a word and a colon as well.
    if value.chars().count() > 60 && !line.trim_start().starts_with(char::is_lowercase) {
        return Vec::new();
    }
    vec![reindented(lines, number, at.lead)]
}

/// A line, and what is further in below it, moved to another column.
pub(super) fn reindented(lines: &[String], number: usize, spaces: usize) -> Fix {
    let own = lines.get(number).map_or(0, |line| indent(line));
    let moved = |(i, line): (usize, &String)| {
        let pad = " ".repeat((indent(line) + spaces).saturating_sub(own));
        let bare = line.trim_start();
        (i, if bare.is_empty() { String::new() } else { format!("{pad}{bare}") })
    };
    let last = deeper(lines, number);
    let edits = lines.iter().enumerate().take(last + 1).skip(number).map(moved).collect();
    Fix::general(Mistake::Indentation { spaces: Some(spaces) }, (number, own), edits)
}

/// A text that holds `: `.
fn colon_in_text(lines: &[String], number: usize) -> Vec<Fix> {
    let first = beginning(lines, number);
    let Some(line) = lines.get(first) else { return Vec::new() };
    let (at, value) = value_of(line);
    let is_named = at.key.is_some() || at.lead > at.indent;
    if !is_named || value.is_empty() || value.starts_with(['"', '\'', '[', '{']) {
        return Vec::new();
    }
    let colon = |from: usize, line: &str| {
        let text = line.get(from..)?.trim_end();
        let last = text.ends_with(':').then(|| text.len() - 1);
        text.find(": ").or(last).map(|found| from + found)
    };
    let own = lines.iter().enumerate().take(below(lines, first) + 1).skip(first);
    let place = own
        .map(|(i, line)| (i, colon(if i == first { at.value } else { 0 }, line)))
        .find_map(|(i, found)| Some((i, found?)));
    let Some(place) = place else { return Vec::new() };
    let straight = uncurled(value);
    let whole = replaced(line, at.value..at.end, &quoted(straight.unwrap_or(value), Style::Yaml));
    let (line, rest) = joined(lines, first, &whole);
    let mut fix = Fix::line(Mistake::ColonInText, place, String::new());
    if let Some(quote) = straight.and_then(|_| value.chars().next()) {
        (fix.mistake, fix.at) = (Mistake::CurlyQuote { quote }, (first, at.value));
    }
    fix.edits = std::iter::once((first, line)).chain(rest).collect();
    vec![fix]
}

/// A text without the curly quotes of a word processor around it.
fn uncurled(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['“', '”', '„', '‘', '’'])?.strip_suffix(['”', '“', '’', '‘'])?;
    (!inner.is_empty()).then_some(inner)
}

/// `titel Mijn titel`, or a text that went on without an indent.
fn colon_missing(lines: &[String], number: usize) -> Vec<Fix> {
    let Some(line) = lines.get(number) else { return Vec::new() };
    let at = parts(line);
    if at.key.is_some() || is_item(line) {
        return Vec::new();
    }
    let text = line.trim();
    let place = (number, at.indent);
    let mut fixes = Vec::new();
    let is_short = text.chars().count() < 60 && !text.ends_with(['.', '!', '?']);
    if let Some((name, value)) = text.split_once(' ').filter(|_| is_short)
        && is_name(name)
        && name.starts_with(char::is_lowercase)
    {
        let lead = line.get(..at.lead).unwrap_or_default();
        for value in [value.trim().to_owned(), quoted(value.trim(), Style::Yaml)] {
            let fixed = format!("{lead}{name}: {value}");
            fixes.push(Fix::line(Mistake::MissingColon, place, fixed));
        }
    }
    let rest = lines.iter().enumerate().skip(number).take_while(|(_, line)| !is_keyed(line));
    let blank = rest.map(|(i, _)| (i, String::new())).collect();
    fixes.push(Fix::general(Mistake::MissingColon, place, blank));
    fixes
}

/// A word below the items of a list, without a dash of its own.
fn dash_missing(lines: &[String], number: usize) -> Vec<Fix> {
    let above = lines.get(..number).unwrap_or_default();
    let above = above.iter().rfind(|line| !is_bare(line));
    let Some((line, above)) = lines.get(number).zip(above) else { return Vec::new() };
    let is_level = is_item(above) && indent(above) == indent(line);
    if is_item(line) || is_keyed(line) || !is_level {
        Vec::new()
    } else {
        mixed_list(lines, number)
    }
}

/// Items of a list between lines that are none.
fn mixed_list(lines: &[String], number: usize) -> Vec<Fix> {
    let Some(line) = lines.get(number) else { return Vec::new() };
    let own = indent(line);
    let pad = " ".repeat(own);
    let fixed = match line.trim_start().strip_prefix("- ") {
        Some(rest) => format!("{pad}{rest}"),
        None => format!("{pad}- {}", line.trim_start()),
    };
    let fix = |line| Fix::general(Mistake::MixedList, (number, own), vec![(number, line)]);
    vec![fix(fixed), fix(String::new())]
}

/// A line that stands at a column of its own.
fn indentation(lines: &[String], number: usize) -> Vec<Fix> {
    let own = lines.get(number).map_or(0, |line| indent(line));
    let above = lines.get(..number).unwrap_or_default();
    let mut columns: Vec<usize> = Vec::new();
    for line in above.iter().rev().filter(|line| !is_bare(line)).take(32) {
        for column in [indent(line), parts(line).lead] {
            if column != own && columns.len() < 4 && !columns.contains(&column) {
                columns.push(column);
            }
        }
    }
    columns.into_iter().map(|column| reindented(lines, number, column)).collect()
}

/// What the parser's own words come down to, where nothing mends it.
pub(super) fn last_resort(lines: &[String], failed: &Failure) -> Fix {
    let number = failed.line.min(lines.len().saturating_sub(1));
    let line = lines.get(number).map_or("", String::as_str);
    let column = if failed.line == number { failed.column } else { 0 };
    let byte = line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
    let is_list = failed.words == NO_MAP && is_item(line);
    let mistake = if is_list { Mistake::ListWithoutName } else { meaning(&failed.words) };
    Fix::general(mistake, (number, byte), Vec::new())
}

/// What the words of the parser mean: parts of them, the first that fits.
const MEANINGS: [(&str, Mistake); 34] = [
    (MISREAD, Mistake::MixedList),
    (NO_MAP, Mistake::MissingColon),
    (SECOND, Mistake::SecondStart),
    ("recursion limit", Mistake::TooDeep),
    ("byte order mark", Mistake::Invisible { code: 0xFEFF }),
    ("unprintable", Mistake::Invisible { code: 0xFFFD }),
    ("quoted scalar, found unknown escape", Mistake::Backslash),
    ("quoted scalar, did not find expected hexadecimal", Mistake::Backslash),
    ("invalid Unicode character escape", Mistake::Backslash),
    ("trailing content", Mistake::QuoteInText { quote: '"' }),
    ("indentation in quoted", Mistake::UnclosedQuote { quote: '"' }),
    ("while scanning a quoted", Mistake::UnclosedQuote { quote: '"' }),
    ("document", Mistake::SecondStart),
    ("directive", Mistake::SecondStart),
    ("the handle", Mistake::SpecialStart { sign: '!' }),
    ("TAG", Mistake::SpecialStart { sign: '!' }),
    (" tag", Mistake::SpecialStart { sign: '!' }),
    ("cannot start with a tab", Mistake::Tab),
    ("tab cannot", Mistake::Tab),
    ("tabs disallowed", Mistake::Tab),
    ("found a tab", Mistake::Tab),
    ("flow", Mistake::UnclosedBracket { bracket: '[' }),
    ("bracket", Mistake::UnclosedBracket { bracket: '[' }),
    ("indentation indicator", Mistake::TextAfterBar { bar: '|' }),
    ("block scalar, did not find", Mistake::TextAfterBar { bar: '|' }),
    ("block scalar", Mistake::Indentation { spaces: None }),
    ("anchor", Mistake::SpecialStart { sign: '*' }),
    ("cannot start with '-'", Mistake::SpecialStart { sign: '-' }),
    ("'-' must be followed", Mistake::MissingSpace { sign: '-' }),
    ("block sequence", Mistake::ListOnLine),
    ("\"-\" is only valid", Mistake::ListOnLine),
    ("'-' indicator", Mistake::MixedList),
    ("mapping values", Mistake::ColonInText),
    ("':'", Mistake::ColonInText),
];

/// What the words of the parser mean. What is left speaks of keys, indents and lines that do not fit.
fn meaning(words: &str) -> Mistake {
    let known = MEANINGS.iter().find(|(part, _)| words.contains(part));
    match known {
        Some((_, mistake)) => mistake.clone(),
        None if words.contains("indent") || words.contains("multiline") => {
            Mistake::Indentation { spaces: None }
        }
        None if words.contains("key") => Mistake::MissingColon,
        None => Mistake::Unclear,
    }
}
