//! A list of pages, asked for in a fenced block: its HTML is a hole until the whole site is known.

use std::ops::Range;

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
    is_word(info.trim())
}

fn is_word(text: &str) -> bool {
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// The word of a block that would be a list, if nothing stood behind the word.
fn almost_list<'k>(kind: &'k CodeBlockKind<'_>) -> Option<&'k str> {
    let CodeBlockKind::Fenced(info) = kind else { return None };
    info.split_whitespace().next().filter(|word| is_word(word) && *word != info.trim())
}

/// Whether a line of raw HTML is the fence of a list.
fn is_fence(line: &str) -> bool {
    let line = line.trim();
    ['`', '~'].iter().any(|sign| {
        let word = line.trim_start_matches(*sign);
        line.len() >= word.len() + 3 && is_word(word.trim())
    })
}

impl<'t> Writer<'_, 't> {
    /// Says of a block of code that it was to be a list.
    pub(super) fn code_for_list(&mut self, kind: &CodeBlockKind<'_>, block: &Range<usize>) {
        if let Some(word) = almost_list(kind) {
            let (flaw, name) = (ListFlaw::WordsBehind, word.to_owned());
            let problem = Problem::BrokenList { flaw, name, known: Vec::new(), suggestion: None };
            self.parsed.problems.push((block.clone(), problem));
        }
    }

    /// Says of a list right below a tag that it is text: only an empty line ends a block of HTML. What is hidden, or
    /// shown as it is written, is not meant as a list.
    pub(super) fn html_for_list(&mut self, inside: &Events<'t>) {
        const AS_WRITTEN: [&str; 5] = ["<!", "<pre", "<script", "<style", "<textarea"];
        let lines = inside.iter().map_while(|(event, place)| match event {
            Event::Html(html) => Some((&**html, place)),
            _ => None,
        });
        let is_as_written =
            |line: &str| AS_WRITTEN.iter().any(|start| line.trim_start().starts_with(start));
        if lines.clone().next().is_some_and(|(first, _)| is_as_written(first)) {
            return;
        }
        let fences = lines.filter(|(line, _)| is_fence(line));
        let said = fences.map(|(_, place)| (place.clone(), Problem::list(ListFlaw::InHtml)));
        self.parsed.problems.extend(said.take(1));
    }

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
