//! What YAML reads without a complaint, but otherwise than it was written: items of a list that become words of the
//! text above them, white space that is pasted in, a text that ends at `#`.

use saphyr_parser::Span;

use super::super::mend::{Style, quoted, replaced};
use super::line::{is_hidden, is_keyed, is_pasted, outdented, parts};

/// Further to the right no one begins a value; so a long line is never counted again for each value in it.
const WIDEST: usize = 400;

/// Longer than this is prose, and a line below it that begins with a dash goes on with it.
const LONGEST_VALUE: usize = 40;

/// The line, from 0, on which a text without quotes holds what was meant as an item of a list or as a name.
pub(super) fn misread(lines: &[&str], text: &str, span: &Span) -> Option<usize> {
    let first = span.start.line().checked_sub(1)?;
    let line = lines.get(first)?;
    if text.starts_with(|c: char| c == '-' || is_pasted(c)) && is_first(line, span.start.col()) {
        let rest = line.trim_start_matches(' ');
        let is_item = is_tight_item(rest);
        let is_name = rest.starts_with(is_pasted) && is_keyed(outdented(rest));
        return (is_item || is_name).then_some(first).or_else(|| folded_item(lines, first, span));
    }
    folded_item(lines, first, span)
}

/// Whether a text begins with a dash right before a word, as in `-Schulden`; `-5` is a number.
pub(super) fn is_tight_item(text: &str) -> bool {
    let item = text.strip_prefix('-').unwrap_or_default();
    item.starts_with(|c: char| c.is_alphabetic() || is_pasted(c))
}

/// Whether only spaces stand before a column.
fn is_first(line: &str, column: usize) -> bool {
    column < WIDEST && line.chars().take(column).all(|sign| sign == ' ')
}

/// The line of a text of several lines that begins with `- `. Prose may hold such lines.
fn folded_item(lines: &[&str], first: usize, span: &Span) -> Option<usize> {
    let last = span.end.line().checked_sub(1).filter(|last| *last > first)?;
    let line = lines.get(first)?;
    let at = parts(line);
    let before = line.get(..at.value)?.chars().count();
    let is_prose = line.get(at.value..at.end)?.chars().count() > LONGEST_VALUE;
    let is_list = at.lead > at.indent && at.key.is_none();
    if before != span.start.col() || is_prose && !is_list {
        return None;
    }
    (first + 1..=last).find(|i| lines.get(*i).is_some_and(|l| outdented(l).starts_with("- ")))
}

/// The first character of a name that no one can see: its place in characters, and the name without any.
pub(super) fn hidden_in(name: &str) -> Option<(usize, char, String)> {
    let (at, sign) = name.chars().enumerate().find(|(_, sign)| is_hidden(*sign))?;
    let shown = |sign: char| if is_pasted(sign) { ' ' } else { sign };
    let clean: String = name.chars().filter(|c| !super::line::is_zero(*c)).map(shown).collect();
    Some((at, sign, clean.trim().to_owned()))
}

/// A text that ends at a column because ` #` follows, without a space behind it: the column of the `#`, and the line with
/// the whole text in quotes. A number or a date is never meant to go on.
pub(super) fn cut(
    lines: &[&str],
    text: &str,
    span: &Span,
) -> Option<(usize, usize, Option<String>)> {
    let number = span.end.line().checked_sub(1)?;
    let line = lines.get(number)?;
    let column = span.end.col();
    if column > WIDEST || !text.contains(char::is_alphabetic) {
        return None;
    }
    let end = line.char_indices().nth(column)?.0;
    let rest = line.get(end..)?;
    let comment = rest.trim_start_matches([' ', '\t']);
    let is_cut = comment.len() < rest.len()
        && comment.strip_prefix('#').is_some_and(|word| word.starts_with(char::is_alphanumeric));
    if !is_cut {
        return None;
    }
    let at = parts(line);
    let is_whole = span.start.line() == span.end.line()
        && line.get(..at.value)?.chars().count() == span.start.col();
    // What follows a `#` with a space behind it is a comment indeed.
    let after = line.get(at.value..)?;
    let (whole, note) = after.split_at(after.find(" # ").unwrap_or(after.len()));
    let text = quoted(whole.trim_end(), Style::Yaml);
    let cure = replaced(line, at.value..line.len(), &format!("{text}{note}"));
    let hash = column + rest.chars().count() - comment.chars().count();
    Some((number, hash, is_whole.then(|| cure.trim().to_owned())))
}
