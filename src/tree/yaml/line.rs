//! A line of YAML in its parts, as a person reads it: indent, dashes, name, value.

use super::super::mend::is_name;

/// Where the parts of a line are, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// The white space before everything.
    pub(super) indent: usize,
    /// Just behind the indent and the dashes of a list.
    pub(super) lead: usize,
    /// Just behind the name and its colon, if there is one.
    pub(super) key: Option<usize>,
    /// Where the value begins.
    pub(super) value: usize,
    /// Just behind the value, without a comment.
    pub(super) end: usize,
}

/// Takes a line apart.
pub(super) fn parts(line: &str) -> Parts {
    let indent = indent(line);
    let mut lead = indent;
    while let Some(rest) = line.get(lead..).and_then(|rest| rest.strip_prefix("- ")) {
        lead = line.len() - rest.trim_start().len();
    }
    let rest = line.get(lead..).unwrap_or_default();
    let key = key_end(rest).map(|end| lead + end);
    let after = line.get(key.unwrap_or(lead)..).unwrap_or_default();
    let value = line.len() - after.trim_start().len();
    let end = value + value_len(line.get(value..).unwrap_or_default());
    Parts { indent, lead, key, value, end }
}

/// A line's parts, and its value.
pub(super) fn value_of(line: &str) -> (Parts, &str) {
    let at = parts(line);
    (at, line.get(at.value..at.end).unwrap_or_default())
}

/// The last line of the value that begins on a line: what is further in than its name, or than the item.
pub(super) fn below(lines: &[String], number: usize) -> usize {
    let own = lines.get(number).map_or(0, |line| {
        let at = parts(line);
        if at.key.is_some() { at.lead } else { at.indent }
    });
    let is_in = |line: &&String| line.trim().is_empty() || indent(line) > own;
    number + lines.iter().skip(number + 1).take_while(is_in).count()
}

/// The last of the lines that follow a line and are further in.
pub(super) fn deeper(lines: &[String], number: usize) -> usize {
    let own = lines.get(number).map_or(0, |line| indent(line));
    let is_in = |line: &&String| line.trim().is_empty() || indent(line) > own;
    number + lines.iter().skip(number + 1).take_while(is_in).count()
}

/// The white space at the beginning, in bytes; only what YAML takes for that.
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// White space that comes along with what is pasted; no format takes it for spaces.
pub(super) fn is_pasted(sign: char) -> bool {
    matches!(sign, '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}') || is_zero(sign)
}

/// Characters that take no place at all.
pub(super) fn is_zero(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Characters that no one can see in a name.
pub(super) fn is_hidden(sign: char) -> bool {
    is_pasted(sign) || !sign.is_ascii() && sign.is_whitespace()
}

/// A line without the white space before it, also that which YAML takes for letters.
pub(super) fn outdented(line: &str) -> &str {
    line.trim_start_matches(|c: char| matches!(c, ' ' | '\t') || is_pasted(c))
}

/// The white space at the beginning as a person sees it, in bytes.
pub(super) fn seen_indent(line: &str) -> usize {
    line.len() - outdented(line).len()
}

/// Whether nothing stands on a line, or only a comment.
pub(super) fn is_bare(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#')
}

/// Whether a line is an item of a list.
pub(super) fn is_item(line: &str) -> bool {
    let line = line.trim();
    line == "-" || line.starts_with("- ")
}

/// Whether a line begins with a simple name and a colon, also one without the space behind it.
pub(super) fn is_keyed(line: &str) -> bool {
    let line = line.trim_start();
    let name = |text: &str| is_name(text.trim_end().trim_matches(['"', '\'']));
    line.split_once(':').is_some_and(|(key, rest)| name(key) && !rest.starts_with("//"))
}

/// Just behind the colon of the name with which a text begins.
fn key_end(text: &str) -> Option<usize> {
    let from = match text.chars().next()? {
        '[' | '{' | '#' => return None,
        quote @ ('"' | '\'') => {
            let close = text.get(1..)?.find(quote)? + 2;
            if !text.get(close..)?.trim_start().starts_with(':') {
                return None;
            }
            close
        }
        _ => 0,
    };
    let rest = text.get(from..)?;
    let colon = rest.match_indices(':').find(|(at, _)| {
        rest.get(at + 1..)
            .is_some_and(|after| after.is_empty() || after.starts_with([' ', '\t', '\r']))
    });
    colon.map(|(at, _)| from + at + 1)
}

/// How much of a text is the value: not the comment behind it, nor white space.
fn value_len(text: &str) -> usize {
    let from = match text.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            text.get(1..).and_then(|rest| rest.rfind(quote)).map_or(text.len(), |at| at + 2)
        }
        _ => 0,
    };
    let rest = text.get(from..).unwrap_or_default();
    let comment = if text.starts_with('#') { Some(0) } else { rest.find(" #").map(|at| from + at) };
    text.get(..comment.unwrap_or(text.len())).unwrap_or_default().trim_end().len()
}
