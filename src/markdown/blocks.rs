//! A text or its HTML → the blocks of a page by the letters they begin with: how an editor's place in the file is found on
//! the page, whatever the theme makes of it.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::{Body, Options, events, take_title, unescape};

/// How many letters and digits of a block are enough to know it by.
const ENOUGH: usize = 48;
/// What opens a block in HTML.
const OPENERS: [&str; 14] = [
    "<p",
    "<li",
    "<h2",
    "<h3",
    "<h4",
    "<h5",
    "<h6",
    "<td",
    "<th",
    "<pre",
    "<dt",
    "<dd",
    "<figcaption",
    "<summary",
];

/// A block of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// The letters and digits it begins with, in lower case.
    pub text: String,
}

/// The blocks of a text that have letters, in order; a block within another comes after it.
pub fn blocks(text: &str, options: &Options<'_>) -> Vec<Block> {
    let mut events: Vec<(Event<'_>, Range<usize>)> = events(text, options.dialect).collect();
    take_title(&mut events, options.title);
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Vec<Option<usize>> = Vec::new();
    for (event, range) in &events {
        match event {
            Event::Start(tag) => {
                open.push(is_block(tag).then_some(blocks.len()));
                if is_block(tag) {
                    blocks.push(Block { range: range.clone(), text: String::new() });
                }
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Text(text) | Event::Code(text) => {
                for at in open.iter().flatten() {
                    add(&mut blocks[*at].text, text);
                }
            }
            _ => {}
        }
    }
    blocks.retain(|block| !block.text.is_empty());
    blocks
}

fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::Item
            | Tag::CodeBlock(_)
            | Tag::TableCell
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
    )
}

fn add(to: &mut String, text: &str) {
    let room = ENOUGH.saturating_sub(to.chars().count());
    let letters = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    to.extend(letters.take(room));
}

/// How many of the texts before this one begin as it does.
pub fn nth<'t>(text: &str, before: impl Iterator<Item = &'t str>) -> usize {
    before.filter(|other| other.starts_with(text)).count()
}

impl Body {
    /// The first block that another state of the body has not: what it begins with, and how many blocks before it begin
    /// the same. None where nothing differs, or only before the first block.
    pub fn changed_block(&self, old: &Self) -> Option<(String, usize)> {
        let same = self.html.bytes().zip(old.html.bytes()).take_while(|(a, b)| a == b).count();
        if same == self.html.len() && self.html.len() == old.html.len() {
            return None;
        }
        let starts = self.block_starts();
        let mut before: Vec<String> = Vec::new();
        let mut changed = None;
        for (at, start) in starts.iter().enumerate() {
            let text = self.text_from(*start);
            if *start > same && changed.is_some() {
                break;
            }
            if !text.is_empty() {
                changed = Some(at);
            }
            before.push(text);
        }
        let changed = changed?;
        let text = before.get(changed)?.clone();
        let nth = nth(&text, before.iter().take(changed).map(String::as_str));
        Some((text, nth))
    }

    /// Where blocks begin in the HTML.
    fn block_starts(&self) -> Vec<usize> {
        let html = &*self.html;
        let tags = memchr::memchr_iter(b'<', html.as_bytes());
        let opens = |at: &usize| {
            let rest = html.get(*at..).unwrap_or_default();
            OPENERS.iter().any(|opener| {
                rest.strip_prefix(opener).is_some_and(|rest| rest.starts_with(['>', ' ']))
            })
        };
        tags.filter(opens).collect()
    }

    /// The letters from a place in the HTML on.
    fn text_from(&self, start: usize) -> String {
        let mut text = String::new();
        let mut in_tag = false;
        let html = self.html.get(start..).unwrap_or_default();
        let mut from = 0;
        for (at, byte) in html.bytes().enumerate() {
            match byte {
                b'<' if !in_tag => {
                    add(&mut text, &unescape(html.get(from..at).unwrap_or_default()));
                    in_tag = true;
                    // The end of a block ends its text.
                    let is_end = html.get(at..).is_some_and(|rest| {
                        rest.strip_prefix("</").is_some_and(|name| {
                            OPENERS.iter().any(|opener| {
                                opener.strip_prefix('<').is_some_and(|o| name.starts_with(o))
                            })
                        })
                    });
                    if is_end || text.chars().count() >= ENOUGH {
                        return text;
                    }
                }
                b'>' if in_tag => {
                    in_tag = false;
                    from = at + 1;
                }
                _ => {}
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Dialect, parse};
    use super::*;
    use crate::language::Language;

    const OPTIONS: Options<'static> = Options {
        language: Language::DUTCH,
        smart_punctuation: true,
        dialect: Dialect::Weef,
        title: None,
    };

    fn changed(old: &str, new: &str) -> Option<(String, usize)> {
        parse(new, &OPTIONS).body.changed_block(&parse(old, &OPTIONS).body)
    }

    #[test]
    fn blocks_are_known_by_their_letters() {
        let text = "# Titel\n\nEen *eerste* alinea's zin.\n\n- punt 1\n- punt 2\n\n| a | b |\n|-|-|\n| c | d |\n";
        let found: Vec<(String, String)> = blocks(text, &OPTIONS)
            .into_iter()
            .map(|block| (text[block.range].trim().to_owned(), block.text))
            .collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (&**a, &**b)).collect();
        assert_eq!(
            found,
            [
                ("Een *eerste* alinea's zin.", "eeneerstealineaszin"),
                ("- punt 1", "punt1"),
                ("- punt 2", "punt2"),
                ("a", "a"),
                ("b", "b"),
                ("c", "c"),
                ("d", "d"),
            ]
        );
    }

    #[test]
    fn the_block_that_changed_is_found() {
        let old = "Een.\n\nTwee.\n\n- Drie\n- Vier\n";
        let one = |text: &str, nth| Some((text.to_owned(), nth));
        assert_eq!(changed(old, old), None);
        assert_eq!(changed(old, "Een.\n\nTwee meer.\n\n- Drie\n- Vier\n"), one("tweemeer", 0));
        assert_eq!(changed(old, "Een.\n\nTwee.\n\n- Drie\n- Vier en\n"), one("vieren", 0));
        assert_eq!(changed(old, "Een.\n\nTwee.\n\n- Drie\n- Vier\n\nVijf\n"), one("vijf", 0));
        assert_eq!(changed("a\n\na\n", "a\n\na\n\na\n"), one("a", 2));
        assert_eq!(changed("", ""), None);
    }
}
