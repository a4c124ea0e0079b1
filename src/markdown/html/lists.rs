//! A list of pages, asked for in a fenced block: its HTML is a hole until the whole site is known.

use pulldown_cmark::{CodeBlockKind, Event, TagEnd};

use super::{Events, Writer};
use crate::diagnostic::{ListFlaw, Problem};
use crate::markdown::Dialect;
use crate::markdown::spans::{HOLE, LIST};

/// The words behind a fence that ask for a list.
const WORDS: [&str; 2] = ["lijst", "list"];

/// Whether a block asks for a list of pages.
pub(super) fn is_list(kind: &CodeBlockKind<'_>) -> bool {
    let CodeBlockKind::Fenced(info) = kind else { return false };
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(info.trim()))
}

impl<'t> Writer<'_, 't> {
    /// A block that asks for a list; gives how many events that was.
    pub(super) fn list(&mut self, events: &Events<'t>) -> usize {
        let end = events.iter().position(|(e, _)| matches!(e, Event::End(TagEnd::CodeBlock)));
        let end = end.unwrap_or(events.len().saturating_sub(1));
        let inside = events.get(1..end).unwrap_or_default();
        let block = events.first().map(|(_, range)| range.clone()).unwrap_or_default();
        let start = inside.first().map_or(block.start, |(_, range)| range.start);
        let text = inside.iter().filter_map(|(event, _)| match event {
            Event::Text(text) => Some(&**text),
            _ => None,
        });
        let text: String = text.collect();
        self.typographer.restart();
        if self.options.dialect == Dialect::Field {
            self.parsed.problems.push((block, Problem::list(ListFlaw::InField)));
            return end + 1;
        }
        self.block(&format!("{HOLE}{LIST}{}{HOLE}\n", self.parsed.lists.len()));
        self.parsed.lists.push((start, text));
        end + 1
    }
}
