//! TOML that cannot be read → TOML that can, and the mistakes that were in it.
//!
//! Each header and each name with its value is mended by itself, so that a mistake in one never spreads to the next.
//! What cannot be mended is left out.

use std::ops::Range;

use ::toml::de::DeTable;

use crate::diagnostic::Mistake;
use crate::tree::mend::{Fix, Mistakes, is_name};

mod cures;

/// A text mended, with lines as before.
pub(super) struct Mended {
    pub(super) text: String,
    /// What was wrong.
    pub(super) mistakes: Mistakes,
}

/// More mistakes than this in one value are not told apart.
const MOST: usize = 12;

/// Mends a text.
pub(super) fn mend(text: &str) -> Mended {
    let lines: Vec<&str> = text.lines().collect();
    let mut mender = Mender { budget: 48 * text.len() + 65_536, mistakes: Mistakes::default() };
    let mut out = String::with_capacity(text.len() + 64);
    for range in statements(&lines) {
        let first = range.start;
        let own = lines.get(range).unwrap_or_default();
        for line in mender.statement(own.iter().map(|&line| line.to_owned()).collect(), first) {
            out.push_str(&line);
            out.push('\n');
        }
    }
    Mended { text: out, mistakes: mender.mistakes }
}

/// The lines of each header and each value.
fn statements(lines: &[&str]) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut open = [true, true];
    let mut start = 0;
    while let Some(line) = lines.get(start) {
        let value = line.split_once('=').map_or("", |(_, value)| value.trim_start());
        let rest = lines.get(start..).unwrap_or_default();
        let len = match value.chars().next() {
            Some('[' | '{') => bracketed(rest, value),
            Some('"') if value.starts_with("\"\"\"") => long_text(rest, value, &mut open[0]),
            Some('\'') if value.starts_with("'''") => long_text(rest, value, &mut open[1]),
            _ => 1,
        };
        ranges.push(start..start + len);
        start += len;
    }
    ranges
}

/// Whether a line begins a header or a value of its own.
fn begins(line: &str) -> bool {
    let bare = line.trim_end();
    let header = bare.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let header = header.map(|name| name.trim_matches(['[', ']']));
    let name = header.or_else(|| line.split_once('=').map(|(name, _)| name.trim_end()));
    name.is_some_and(|name| !name.contains(',') && name.split('.').all(is_name))
}

/// How many lines a value in brackets takes: until they close, or something else begins.
fn bracketed(lines: &[&str], value: &str) -> usize {
    let mut depth = 0_i64;
    for (number, line) in lines.iter().enumerate() {
        if number > 0 && begins(line) {
            return number;
        }
        let mut quote = None;
        let mut signs = if number == 0 { value } else { line }.chars();
        while let Some(sign) = signs.next() {
            match (quote, sign) {
                (Some('"'), '\\') => drop(signs.next()),
                (Some(open), sign) if open == sign => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') => quote = Some(sign),
                (None, '#') => break,
                (None, '[' | '{') => depth += 1,
                (None, ']' | '}') => depth -= 1,
                _ => {}
            }
        }
        if depth <= 0 {
            return number + 1;
        }
    }
    lines.len()
}

/// How many lines a text of several lines takes. `may_close` is set false when no such quotes come any more.
fn long_text(lines: &[&str], value: &str, may_close: &mut bool) -> usize {
    let quotes = value.get(..3).unwrap_or_default();
    if value.get(3..).is_some_and(|rest| rest.contains(quotes)) {
        return 1;
    }
    let close = lines.iter().skip(1).position(|line| *may_close && line.contains(quotes));
    if let Some(close) = close {
        return close + 2;
    }
    *may_close = false;
    lines.iter().skip(1).position(|line| begins(line)).map_or(lines.len(), |next| next + 1)
}

struct Mender {
    /// How many bytes may still be parsed.
    budget: usize,
    mistakes: Mistakes,
}

/// The parser's first complaint about some lines.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Failure {
    at: usize,
    words: String,
    /// How many there are.
    count: usize,
}

impl Mender {
    /// Mends one statement, which begins on this line of the text.
    fn statement(&mut self, mut lines: Vec<String>, first: usize) -> Vec<String> {
        let mut failed = self.check(&lines);
        for _ in 0..MOST {
            let Some(failure) = &failed else { return lines };
            let Some((fix, next)) = self.cure(&lines, failure) else {
                self.note(last_resort(&lines, failure), &lines, first);
                return vec![String::new(); lines.len()];
            };
            lines = self.note(fix, &lines, first);
            failed = next;
        }
        vec![String::new(); lines.len()]
    }

    /// The parser's complaint about some lines, paid from the budget.
    fn check(&mut self, lines: &[String]) -> Option<Failure> {
        let text = lines.join("\n") + "\n";
        self.budget = self.budget.saturating_sub(text.len());
        let (_, errors) = DeTable::parse_recoverable(&text);
        let first = errors.first()?;
        let at = first.span().map_or(0, |span| span.start);
        Some(Failure { at, words: first.message().to_owned(), count: errors.len() })
    }

    /// The first cure after which the parser has less to complain about, and its next complaint.
    fn cure(&mut self, lines: &[String], failed: &Failure) -> Option<(Fix, Option<Failure>)> {
        for fix in cures::of(lines) {
            if self.budget == 0 {
                return None;
            }
            let next = self.check(&fix.applied(lines));
            if next.as_ref().is_none_or(|next| next.at > failed.at || next.count < failed.count) {
                return Some((fix, next));
            }
        }
        None
    }

    /// Notes a mistake and gives the lines without it.
    fn note(&mut self, fix: Fix, lines: &[String], first: usize) -> Vec<String> {
        let mended = fix.applied(lines);
        self.mistakes.note(fix, lines, first);
        mended
    }
}

/// What the parser's own words come down to, where nothing mends it.
fn last_resort(lines: &[String], failed: &Failure) -> Fix {
    let mut at = (0, failed.at);
    while let Some(line) = lines.get(at.0).filter(|line| at.1 > line.len()) {
        at = (at.0 + 1, at.1 - line.len() - 1);
    }
    Fix::general(meaning(&failed.words), at, Vec::new())
}

/// What the words of the parser mean: parts of them, the first that fits.
const MEANINGS: [(&str, Mistake); 42] = [
    ("duplicate key", Mistake::SeveralOnLine),
    ("recursion limit", Mistake::TooDeep),
    ("invalid date-time", Mistake::NotDate),
    ("invalid boolean", Mistake::NotFlag),
    ("invalid integer", Mistake::NotNumber),
    ("invalid float", Mistake::NotNumber),
    ("invalid hexadecimal number", Mistake::NotNumber),
    ("invalid octal", Mistake::NotNumber),
    ("invalid binary", Mistake::NotNumber),
    ("radix", Mistake::NotNumber),
    ("numeric sign", Mistake::NotNumber),
    ("unexpected sign", Mistake::NotNumber),
    ("be signed", Mistake::NotNumber),
    ("leading zero", Mistake::NotNumber),
    ("number prefix", Mistake::NotNumber),
    ("between digits", Mistake::NotNumber),
    ("escape", Mistake::Backslash),
    ("unicode", Mistake::Backslash),
    ("carriage return", Mistake::Invisible { code: 0x0D }),
    ("comment character", Mistake::Invisible { code: 0xFFFD }),
    ("visible characters", Mistake::Invisible { code: 0xFFFD }),
    ("opening quote", Mistake::NotQuoted),
    ("must be quoted", Mistake::NotQuoted),
    ("string", Mistake::UnclosedQuote { quote: '"' }),
    ("unclosed array table", Mistake::UnclosedHeader),
    ("unclosed table", Mistake::UnclosedHeader),
    ("missing table open", Mistake::UnclosedHeader),
    ("unclosed array", Mistake::UnclosedBracket { bracket: '[' }),
    ("unclosed inline table", Mistake::UnclosedBracket { bracket: '{' }),
    ("missing array opening", Mistake::Extra { sign: ']' }),
    ("missing inline table opening", Mistake::Extra { sign: '}' }),
    ("extra comma", Mistake::Extra { sign: ',' }),
    ("missing comma", Mistake::MissingComma),
    ("extra `=`", Mistake::Extra { sign: '=' }),
    ("unexpected `=`", Mistake::Extra { sign: '=' }),
    ("extra assignment", Mistake::Extra { sign: '=' }),
    ("missing value", Mistake::MissingValue),
    ("missing assignment", Mistake::MissingEquals),
    ("key with no value", Mistake::MissingEquals),
    ("unquoted key", Mistake::KeyNotQuoted),
    ("unexpected key or value", Mistake::SeveralOnLine),
    ("missing key", Mistake::MissingEquals),
];

/// What the words of the parser mean.
pub(super) fn meaning(words: &str) -> Mistake {
    let known = MEANINGS.iter().find(|(part, _)| words.contains(part));
    known.map_or(Mistake::Unclear, |(_, mistake)| mistake.clone())
}
