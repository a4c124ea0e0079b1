//! YAML that cannot be read → YAML that can, and the mistakes that were in it.
//!
//! Each top-level name with what belongs to it is mended by itself: a mistake in one never spreads to the next. What
//! cannot be mended loses its value. Work is counted in bytes that are parsed again, so that hostile text stays cheap.

use std::ops::Range;

use super::line::{indent, is_bare, is_item, is_keyed, seen_indent, value_of};
use super::{Failure, NO_MAP, failure};
use crate::diagnostic::Mistake;
use crate::tree::mend::{Fix, Flaw, Mistakes, Style, brackets_end, is_name, quote_end};

mod cures;
mod values;

/// A text mended, with lines as before.
pub(super) struct Mended {
    pub(super) text: String,
    /// What was wrong.
    pub(super) mistakes: Mistakes,
}

/// More mistakes than this in one block are not told apart.
const MOST: usize = 12;

/// Mends a text.
pub(super) fn mend(text: &str, knows: &dyn Fn(&str) -> bool) -> Mended {
    let lines: Vec<&str> = text.lines().collect();
    let budget = 48 * text.len() + 65_536;
    let mut mender = Mender { budget, mistakes: Mistakes::default(), knows };
    let base = lines.iter().filter(|line| !is_bare(line)).map(|line| seen_indent(line)).min();
    let base = base.unwrap_or(0);
    let mut out = String::with_capacity(text.len() + 64);
    for range in blocks(&lines) {
        let first = range.start;
        let line = lines.get(first).copied().unwrap_or_default();
        let goes_on = lines.get(..first).is_some_and(|above| goes_on(above, line, knows));
        let own: Vec<String> =
            lines.get(range).unwrap_or_default().iter().map(|&line| line.to_owned()).collect();
        for line in mender.placed(own, first, (base, goes_on)) {
            out.push_str(&line);
            out.push('\n');
        }
    }
    Mended { text: out, mistakes: mender.mistakes }
}

/// The lines of each top-level name, with what belongs to it.
fn blocks(lines: &[&str]) -> Vec<Range<usize>> {
    let content = lines.iter().filter(|line| !is_bare(line));
    let base = content.map(|line| seen_indent(line)).min().unwrap_or(0);
    let is_base = |line: &&str| !is_bare(line) && seen_indent(line) <= base;
    let mut starts: Vec<usize> = (0..lines.len())
        .filter(|i| lines.get(*i).is_some_and(|line| is_base(line) && is_keyed(line)))
        .collect();
    let mut bounds = vec![0];
    starts.push(lines.len());
    for (nth, start) in starts.iter().enumerate() {
        let from = if nth == 0 { 0 } else { starts.get(nth - 1).copied().unwrap_or(0) };
        let group = lines.get(from..*start).unwrap_or_default();
        let kept = if nth == 0 { 0 } else { held(group) };
        let loose = group.iter().enumerate().skip(kept).find(|(_, line)| {
            is_base(line)
                && (nth == 0 || !is_dashed(line) && !line.trim_start().starts_with([']', '}']))
        });
        bounds.extend(loose.map(|(at, _)| from + at).filter(|at| *at > 0));
        bounds.push(*start);
    }
    bounds.dedup();
    bounds.windows(2).filter_map(|pair| Some(*pair.first()?..*pair.last()?)).collect()
}

/// Whether a line is an item of a list, also one without the space behind its dash.
fn is_dashed(line: &str) -> bool {
    line.trim_start().starts_with('-') && !line.starts_with("---")
}

/// Whether the text with which some lines end goes on at the line below them: it is so long that a person breaks it off,
/// or the line does not begin with a name.
fn goes_on(above: &[&str], line: &str, knows: &dyn Fn(&str) -> bool) -> bool {
    let Some(last) = above.last().filter(|line| !is_bare(line)) else { return false };
    let (_, value) = value_of(last);
    let is_text = !value.starts_with(['"', '\'', '[', '{', '|', '>']);
    let is_words = value.contains(char::is_alphabetic) && value.contains(' ');
    is_text && (value.chars().count() > 30 || is_words && !knows(first_word(line)))
}

/// The first word of a line.
fn first_word(line: &str) -> &str {
    line.split_whitespace().next().unwrap_or_default()
}

fn indent_of(lines: &[String]) -> usize {
    lines.first().map_or(0, |line| indent(line))
}

/// How many lines of a group its first line holds together, by a quote, a bracket or `|` that goes on.
fn held(group: &[&str]) -> usize {
    let lines: Vec<String> = group.iter().map(|&line| line.to_owned()).collect();
    let Some((number, at, value)) = opening(&lines) else { return lines.len().min(1) };
    if is_bar(value) {
        return group.len();
    }
    let end = if value.starts_with(['"', '\'']) {
        // What follows a quote that never closes belongs to the same mistake.
        quote_end(&lines, (number, at), Style::Yaml).or(Some((group.len() - 1, 0)))
    } else {
        brackets_end(&lines, (number, at), Style::Yaml).ok()
    };
    end.map_or(1, |(line, _)| line + 1)
}

/// Where a value begins that may go on at the margin: behind its name, or on the line below it.
fn opening(lines: &[String]) -> Option<(usize, usize, &str)> {
    let is_open = |value: &str| value.starts_with(['"', '\'', '[', '{']) || is_bar(value);
    let values = lines.iter().enumerate().filter(|(_, line)| !is_bare(line)).take(2);
    let mut values = values.map(|(number, line)| (number, value_of(line)));
    let (number, (at, value)) = values.next()?;
    let (number, (at, value)) =
        if value.is_empty() { values.next()? } else { (number, (at, value)) };
    is_open(value).then_some((number, at.value, value))
}

/// Whether a value is the sign of a text that stands below it.
fn is_bar(value: &str) -> bool {
    value
        .strip_prefix(['|', '>'])
        .is_some_and(|rest| rest.chars().all(|c| "+-123456789".contains(c)))
}

struct Mender<'k> {
    /// Whether a name is one that the text may hold.
    knows: &'k dyn Fn(&str) -> bool,
    /// How many bytes may still be parsed.
    budget: usize,
    mistakes: Mistakes,
}

impl Mender<'_> {
    /// Mends one block, after it has been put where it belongs: at the margin, or with the text above it.
    fn placed(
        &mut self,
        lines: Vec<String>,
        first: usize,
        (base, goes_on): (usize, bool),
    ) -> Vec<String> {
        let content = lines.iter().position(|line| !is_bare(line));
        let Some(number) = content else { return lines };
        let is_in = lines.get(number).is_some_and(|line| seen_indent(line) > base);
        let is_text = |line: &String| !is_keyed(line) && !is_item(line) && !line.contains('=');
        if is_in {
            let pasted = lines.get(number).filter(|line| seen_indent(line) > indent(line));
            let lines = match pasted.and_then(|_| cures::tabs(&lines)) {
                Some(fix) => self.note(fix, &lines, first),
                None => lines,
            };
            let fix = cures::reindented(&lines, number, base);
            let lines = self.note(fix, &lines, first);
            return self.block(lines, first);
        }
        if goes_on && number == 0 && lines.iter().all(|line| is_text(line) && !line.contains(": "))
        {
            let fix = Fix::general(Mistake::TextNotIndented, (0, indent_of(&lines)), Vec::new());
            self.note(fix, &lines, first);
            return lines.iter().map(|line| format!("{}  {line}", " ".repeat(base))).collect();
        }
        self.block(lines, first)
    }

    /// Mends one block, which begins on this line of the text.
    fn block(&mut self, mut lines: Vec<String>, first: usize) -> Vec<String> {
        let Some(mut failed) = self.check(&lines) else { return lines };
        if let Some(indented) = self.margin(&lines, first) {
            return indented;
        }
        for _ in 0..MOST {
            // A list at the top has no name to belong to: no line of it is wrong by itself.
            let is_list = failed.words == NO_MAP && lines.first().is_some_and(|line| is_item(line));
            let cure = if is_list { None } else { self.cure(&lines, &failed) };
            let fix = cure.unwrap_or_else(|| cures::last_resort(&lines, &failed));
            let is_blank = fix.edits.is_empty();
            lines = self.note(fix, &lines, first);
            if is_blank {
                return emptied(&lines);
            }
            match self.check(&lines) {
                Some(next) if self.budget > 0 => failed = next,
                Some(_) => return emptied(&lines),
                None => return lines,
            }
        }
        emptied(&lines)
    }

    /// The parser's complaint about some lines, paid from the budget.
    fn check(&mut self, lines: &[String]) -> Option<Failure> {
        let text = lines.join("\n") + "\n";
        self.budget = self.budget.saturating_sub(text.len());
        if lines.iter().all(|line| is_bare(line)) { None } else { failure(&text) }
    }

    /// The first cure after which the parser reads on.
    fn cure(&mut self, lines: &[String], failed: &Failure) -> Option<Fix> {
        if let Some(fix) = cures::of_whole(lines).or_else(|| values::flawed(lines)) {
            let next = self.check(&fix.applied(lines));
            if next.is_none_or(|next| next.line > fix.at.0 || next.words != failed.words) {
                return Some(fix);
            }
        }
        let near = (0..=failed.line.min(lines.len().saturating_sub(1))).rev();
        let near: Vec<usize> =
            near.filter(|i| lines.get(*i).is_some_and(|line| !is_bare(line))).take(2).collect();
        for cure in cures::OF_LINES {
            for number in &near {
                if self.budget == 0 {
                    return None;
                }
                for fix in cure(lines, *number) {
                    if self.is_invented(&fix, lines) {
                        continue;
                    }
                    let next = self.check(&fix.applied(lines));
                    if next.is_none_or(|next| next.line > failed.line) {
                        return Some(fix);
                    }
                }
            }
        }
        None
    }

    /// Whether a cure makes a name of a word that is none.
    fn is_invented(&self, fix: &Fix, lines: &[String]) -> bool {
        let word = lines.get(fix.at.0).map_or("", |line| first_word(line));
        let is_own = fix.mistake == Mistake::MissingColon && fix.is_cure && fix.at.0 == 0;
        is_own && !(self.knows)(word)
    }

    /// A quoted text, list or `|` that goes on at the margin. Many tools accept the first two, so we say nothing of them.
    fn margin(&mut self, lines: &[String], first: usize) -> Option<Vec<String>> {
        let own = indent(lines.first()?);
        let (opens, _, value) = opening(lines)?;
        let is_margin = |line: &String| !line.trim().is_empty() && indent(line) <= own;
        let from = opens + 1;
        let loose = lines.iter().skip(from).position(is_margin)? + from;
        let pad = " ".repeat(own + 2);
        let shifted = |(i, line): (usize, &String)| {
            if i < from || line.trim().is_empty() { line.clone() } else { format!("{pad}{line}") }
        };
        let indented: Vec<String> = lines.iter().enumerate().map(shifted).collect();
        if self.check(&indented).is_some() {
            return None;
        }
        if is_bar(value) {
            let fix = Fix::general(Mistake::TextNotIndented, (loose, 0), Vec::new());
            self.note(fix, lines, first);
        }
        Some(indented)
    }

    /// Notes a mistake and gives the lines without it.
    fn note(&mut self, fix: Fix, lines: &[String], first: usize) -> Vec<String> {
        let mended = fix.applied(lines);
        self.mistakes.note(fix, lines, first);
        mended
    }
}

/// A block of which nothing can be read but its name.
fn emptied(lines: &[String]) -> Vec<String> {
    let name = lines.first().filter(|line| is_keyed(line) && !is_item(line)).and_then(|line| {
        let colon = line.find(':')?;
        let key = line.get(..colon)?.trim();
        is_name(key).then(|| format!("{key}:"))
    });
    let rest = std::iter::repeat_n(String::new(), lines.len().saturating_sub(1));
    std::iter::once(name.unwrap_or_default()).chain(rest).collect()
}
