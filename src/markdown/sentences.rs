//! The sentence in which each link stands, for the page it leads to.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Options;
use crate::language::sentence_around;

/// Of so many links of a page the sentences are kept.
const MOST: usize = 1_000;
/// How much of a long sentence is kept on either side of the link, in bytes.
const AROUND: usize = 140;

/// The sentences of a body with links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sentences {
    /// One behind another.
    text: Box<str>,
    /// For each link: where its sentence begins, where the link does and ends, where the sentence ends.
    places: Box<[[u32; 4]]>,
}

/// The sentence in which a link stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence<'b> {
    /// What tells it from the other sentences of the body.
    pub place: u32,
    /// What stands before the link.
    pub before: &'b str,
    /// The text of the link.
    pub link: &'b str,
    /// What stands behind it.
    pub after: &'b str,
}

impl Sentences {
    /// The sentence of a link, by its ordinal; none for a picture.
    pub(super) fn get(&self, link: usize) -> Option<Sentence<'_>> {
        let [start, from, to, end] = *self.places.get(link)?;
        let part = |a: u32, b: u32| self.text.get(a as usize..b as usize);
        let (before, text, after) = (part(start, from)?, part(from, to)?, part(to, end)?);
        (!text.is_empty()).then_some(Sentence { place: start, before, link: text, after })
    }

    /// Reads the sentences of the links that stand at `places`, in the order of the events.
    pub(super) fn read(
        events: &[(Event<'_>, Range<usize>)],
        places: &[Range<usize>],
        options: &Options<'_>,
    ) -> Self {
        let mut reader = Reader {
            places,
            options,
            block: String::new(),
            open: Vec::new(),
            links: Vec::new(),
            next: 0,
            is_reading: false,
            told: 0,
            out: String::new(),
            found: vec![[0; 4]; places.len()],
        };
        for (event, range) in events {
            reader.event(event, range);
        }
        reader.close();
        Self { text: reader.out.into(), places: reader.found.into() }
    }
}

struct Reader<'r> {
    places: &'r [Range<usize>],
    options: &'r Options<'r>,
    /// The plain text of the block at hand.
    block: String,
    /// Links that have begun: their ordinal, and where.
    open: Vec<(Option<usize>, usize)>,
    /// Links of the block: their ordinal, and where.
    links: Vec<(usize, Range<usize>)>,
    /// The ordinal of the next link.
    next: usize,
    /// Whether the block at hand has a link.
    is_reading: bool,
    /// How many links have their sentence.
    told: usize,
    out: String,
    found: Vec<[u32; 4]>,
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => {}
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {}
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                let is_next = self.places.get(self.next) == Some(range);
                let is_link = matches!(event, Event::Start(Tag::Link { .. }));
                self.open.push(((is_next && is_link).then_some(self.next), self.block.len()));
                self.next += usize::from(is_next);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some((Some(link), from)) = self.open.pop() {
                    self.links.push((link, from..self.block.len()));
                }
            }
            Event::Start(_) => {
                self.close();
                let is_near = |place: &Range<usize>| place.start < range.end;
                self.is_reading = self.places.get(self.next).is_some_and(is_near);
            }
            Event::End(_) => self.close(),
            Event::Text(text) | Event::Code(text) if self.is_reading => self.block.push_str(text),
            Event::SoftBreak | Event::HardBreak if self.is_reading => self.block.push(' '),
            _ => {}
        }
    }

    /// The block ends: its links get their sentences.
    fn close(&mut self) {
        let mut last: Option<(Range<usize>, usize)> = None;
        for (link, at) in std::mem::take(&mut self.links) {
            if self.told == MOST {
                return;
            }
            self.told += 1;
            // A sentence that is longer is cut all the same; a block of a megabyte is not read for each of its links.
            let from = floor(&self.block, at.start.saturating_sub(AROUND * 3));
            let to = ceil(&self.block, at.end + AROUND * 3);
            let window = self.block.get(from..to).unwrap_or_default();
            let whole = sentence_around(window, at.start - from, self.options.language);
            let whole = whole.start + from..whole.end + from;
            let sentence = near(&self.block, &whole, &at);
            let begin = match &last {
                Some((same, begin)) if *same == sentence => *begin,
                _ => self.out.len(),
            };
            if begin == self.out.len() {
                if sentence.start > whole.start {
                    self.out.push('…');
                }
                self.out.push_str(self.block.get(sentence.clone()).unwrap_or_default());
                if sentence.end < whole.end {
                    self.out.push('…');
                }
            }
            let lead = if sentence.start > whole.start { '…'.len_utf8() } else { 0 };
            let place = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
            let from = begin + lead + at.start.saturating_sub(sentence.start);
            let to = begin + lead + at.end.min(sentence.end).saturating_sub(sentence.start);
            self.found[link] = [place(begin), place(from), place(to), place(self.out.len())];
            last = Some((sentence, begin));
        }
        self.block.clear();
        self.open.clear();
    }
}

/// A sentence, or what of it stands near the link; cut between words.
fn near(text: &str, sentence: &Range<usize>, link: &Range<usize>) -> Range<usize> {
    let start = if link.start - sentence.start.min(link.start) > AROUND {
        let from = ceil(text, link.start - AROUND);
        let space = text.get(from..link.start).and_then(|t| t.find(' '));
        space.map_or(from, |space| from + space + 1)
    } else {
        sentence.start
    };
    let end = if sentence.end.saturating_sub(link.end) > AROUND {
        let to = ceil(text, link.end + AROUND);
        let space = text.get(link.end..to).and_then(|t| t.rfind(' '));
        space.map_or(to, |space| link.end + space)
    } else {
        sentence.end
    };
    start..end.max(start)
}

/// The last boundary of a character at or before an offset.
fn floor(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// The first boundary of a character at or after an offset.
fn ceil(text: &str, mut offset: usize) -> usize {
    while offset < text.len() && !text.is_char_boundary(offset) {
        offset += 1;
    }
    offset.min(text.len())
}
