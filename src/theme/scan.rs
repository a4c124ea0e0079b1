//! The tags of a template, read only to say what is wrong with them.
//!
//! Tera says where it lost track: mostly the end of the file. A person wants the place where the tag stands that has no
//! end, so once Tera has refused a template its tags are counted here.

use std::collections::BTreeSet;

use crate::diagnostic::{TemplateMistake as Mistake, nearest};
use crate::source::lines::Span;

/// Tags that have an end tag.
const PAIRED: [&str; 6] = ["if", "for", "block", "filter", "component", "raw"];
/// Tags without one, and those between a tag and its end. Of two that are equally near, the first is suggested.
const SINGLE: [&str; 9] =
    ["elif", "else", "set", "set_global", "include", "extends", "break", "continue", "endset"];

/// A tag or a value: `{% … %}` or `{{ … }}`.
#[derive(Clone, Copy, Debug)]
struct Tag<'t> {
    /// `{%` or `{{`.
    open: &'static str,
    /// What stands between the braces, trimmed.
    inside: &'t str,
    /// Where its first brace stands, in bytes.
    at: usize,
}

/// The first mistake in the tags of a template, and where.
pub(super) fn mistake(text: &str) -> Option<(Span, Mistake)> {
    let (tags, broken) = tags(text);
    let found = unpaired(&tags);
    // A pair that is torn by a tag that cannot be read is no mistake of its own.
    let (at, length, mistake) = match (found, broken) {
        (found, None) => found?,
        (
            Some(found @ (_, _, Mistake::UnknownTag { .. } | Mistake::EndWithoutStart { .. })),
            Some(broken),
        ) if found.0 < broken.0 => found,
        (_, Some((at, mistake))) => (at, 2, mistake),
    };
    Some((span(text, at, length), mistake))
}

/// Names behind a word in the tags of a template: of blocks, of components.
pub(super) fn names<'t>(text: &'t str, word: &str) -> BTreeSet<&'t str> {
    let (tags, _) = tags(text);
    let name = |tag: &Tag<'t>| {
        let rest = tag.inside.strip_prefix(word)?;
        let end = rest.trim_start().find(|c: char| !is_name(c)).unwrap_or(rest.trim_start().len());
        rest.starts_with(char::is_whitespace).then(|| &rest.trim_start()[..end])
    };
    tags.iter().filter(|tag| tag.open == "{%").filter_map(name).collect()
}

/// A component as it is written down.
#[derive(Debug)]
pub(super) struct Component<'t> {
    pub(super) name: &'t str,
    /// Where its first tag stands, in bytes, and how long that is.
    pub(super) at: (usize, usize),
    /// The components that it calls.
    pub(super) calls: BTreeSet<&'t str>,
    /// Those among them that it calls on no condition.
    pub(super) always: BTreeSet<&'t str>,
}

/// The components of a template.
pub(super) fn components(text: &str) -> Vec<Component<'_>> {
    let named = |rest: &'_ str| rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
    let mut found: Vec<Component<'_>> = Vec::new();
    let (mut is_open, mut conditions) = (false, 0_usize);
    for tag in tags(text).0 {
        if let Some(rest) = tag.inside.strip_prefix("component ").map(str::trim_start) {
            let name = &rest[..named(rest)];
            let at = (tag.at, tag.inside.len() + 6);
            found.push(Component { name, at, calls: BTreeSet::new(), always: BTreeSet::new() });
            (is_open, conditions) = (true, 0);
            continue;
        }
        match word(tag.inside) {
            "endcomponent" => is_open = false,
            "if" | "for" => conditions += 1,
            "endif" | "endfor" => conditions = conditions.saturating_sub(1),
            _ => {}
        }
        if let Some(rest) = tag.inside.strip_prefix('<').filter(|_| is_open)
            && let Some(component) = found.last_mut()
        {
            component.calls.insert(&rest[..named(rest)]);
            if conditions == 0 {
                component.always.insert(&rest[..named(rest)]);
            }
        }
    }
    found
}

pub(super) fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '.'
}

pub(super) fn span(text: &str, at: usize, length: usize) -> Span {
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let line = count(before.matches('\n').count() + 1);
    let column = count(text[start..at].chars().count() + 1);
    let length = text[at..].chars().take(length).take_while(|c| *c != '\n').count();
    Span { line, column, end_line: line, end_column: column + count(length) }
}

/// All tags of a template, up to the first that is not closed.
fn tags(text: &str) -> (Vec<Tag<'_>>, Option<(usize, Mistake)>) {
    let mut tags = Vec::new();
    let mut from = 0;
    while let Some((at, open)) = next_open(text, from) {
        let inside = &text[at + 2..];
        if open == "{#" {
            match inside.find("#}") {
                Some(end) => from = at + 2 + end + 2,
                None => return (tags, Some((at, Mistake::Unclosed { open: "{#", close: "#}" }))),
            }
            continue;
        }
        match end_of(inside, open) {
            Ok(end) => {
                let tag = Tag { open, inside: inside[..end].trim_matches('-').trim(), at };
                from = at + 2 + end + 2;
                tags.push(tag);
                // Nothing in a raw part is a tag.
                if tag.inside == "raw" {
                    from = text[from..].find("endraw").map_or(from, |end| {
                        let end = from + end;
                        text[..end].rfind("{%").unwrap_or(end)
                    });
                }
            }
            Err(None) => {
                let close = if open == "{%" { "%}" } else { "}}" };
                return (tags, Some((at, Mistake::Unclosed { open, close })));
            }
            Err(Some((quote, behind))) => {
                let mistake = Mistake::UnclosedQuote { quote };
                return (tags, Some((at + 2 + behind, mistake)));
            }
        }
    }
    (tags, None)
}

fn next_open(text: &str, from: usize) -> Option<(usize, &'static str)> {
    let opens = ["{%", "{{", "{#"].into_iter();
    opens.filter_map(|open| Some((from + text.get(from..)?.find(open)?, open))).min()
}

/// Where a tag ends; otherwise the quote that is not closed and its place, or nothing if the braces are not closed.
fn end_of(inside: &str, open: &str) -> Result<usize, Option<(char, usize)>> {
    let close = if open == "{%" { "%}" } else { "}}" };
    let mut depth = 0_u32;
    let mut at = 0;
    while let Some(sign) = inside[at..].chars().next() {
        let rest = &inside[at..];
        match sign {
            '"' | '\'' | '`' => {
                let text = rest[1..].split('\n').next().unwrap_or_default();
                match text.find(sign) {
                    Some(end) if !text[..end].contains(close) => at += end + 1,
                    _ => return Err(Some((sign, at))),
                }
            }
            _ if depth == 0 && rest.starts_with(close) => return Ok(at),
            _ if ["{%", "{{", "%}"].iter().any(|other| rest.starts_with(other)) => {
                return Err(None);
            }
            '{' => depth += 1,
            '}' => depth = depth.checked_sub(1).ok_or(None)?,
            _ => {}
        }
        at += sign.len_utf8();
    }
    Err(None)
}

/// The first tag that has no end, or end that has no tag: its place, its length and what is wrong.
fn unpaired(tags: &[Tag]) -> Option<(usize, usize, Mistake)> {
    let mut open: Vec<(&str, Tag)> = Vec::new();
    for tag in tags.iter().filter(|tag| tag.open == "{%") {
        let length = tag.inside.len() + 6;
        if let Some(end) = end_name(tag.inside) {
            match open.last() {
                Some((name, _)) if *name == end => {
                    let (_, start) = open.pop()?;
                    if let Some(mistake) = other_name(start.inside, tag.inside) {
                        return Some((tag.at, length, mistake));
                    }
                }
                Some((name, start)) if open.iter().any(|(other, _)| *other == end) => {
                    return Some(not_ended(name, start));
                }
                _ => {
                    let tag_name = word(tag.inside).to_owned();
                    return Some((tag.at, length, Mistake::EndWithoutStart { tag: tag_name }));
                }
            }
        } else if let Some(name) = start_name(tag.inside) {
            open.push((name, *tag));
        } else if let Some(mistake) = misplaced(word(tag.inside), &open) {
            return Some((tag.at, length, mistake));
        }
    }
    open.first().map(|(name, tag)| not_ended(name, tag))
}

fn not_ended(name: &str, tag: &Tag) -> (usize, usize, Mistake) {
    let end = match name.strip_prefix('<') {
        Some(name) => format!("</{name}>"),
        None => format!("end{name}"),
    };
    let mistake = Mistake::NotEnded { tag: tag.inside.to_owned(), end };
    (tag.at, tag.inside.len() + 6, mistake)
}

/// The first word of a tag.
fn word(inside: &str) -> &str {
    inside.split(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default()
}

/// What a tag begins, if it has an end: `if`, `<row`.
fn start_name(inside: &str) -> Option<&str> {
    if let Some(component) = inside.strip_prefix('<') {
        let end = component.find(|c: char| !is_name(c)).unwrap_or(component.len());
        return (!inside.ends_with("/>")).then(|| &inside[..=end]);
    }
    let word = word(inside);
    let is_block_set = matches!(word, "set" | "set_global") && !inside.contains('=');
    if is_block_set { Some("set") } else { PAIRED.into_iter().find(|name| *name == word) }
}

/// What a tag ends.
fn end_name(inside: &str) -> Option<String> {
    if let Some(component) = inside.strip_prefix("</") {
        return Some(format!("<{}", component.trim_end_matches('>').trim()));
    }
    let name = word(inside).strip_prefix("end")?;
    (name == "set" || PAIRED.contains(&name)).then(|| name.to_owned())
}

/// A block that is ended by the name of another.
fn other_name(start: &str, end: &str) -> Option<Mistake> {
    let wanted = start.split_whitespace().nth(1)?;
    let found = end.split_whitespace().nth(1)?;
    (word(start) == "block" && wanted != found)
        .then(|| Mistake::OtherBlockEnds { wanted: wanted.to_owned(), found: found.to_owned() })
}

/// A tag that does not exist, or one that stands where it cannot.
fn misplaced(word: &str, open: &[(&str, Tag)]) -> Option<Mistake> {
    let within = open.last().map(|(name, _)| *name);
    match word {
        "elif" if within != Some("if") => Some(Mistake::EndWithoutStart { tag: word.to_owned() }),
        "else" if !matches!(within, Some("if" | "for")) => {
            Some(Mistake::EndWithoutStart { tag: word.to_owned() })
        }
        _ if SINGLE.contains(&word) => None,
        _ => {
            let ends = PAIRED.map(|name| format!("end{name}"));
            let known = ends.iter().map(String::as_str);
            let suggestion = nearest(word, known.chain(PAIRED).chain(SINGLE));
            Some(Mistake::UnknownTag { tag: word.to_owned(), suggestion })
        }
    }
}
