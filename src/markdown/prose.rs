//! A page's Markdown → its running text, block by block, with the place of each word in the source: what is read from
//! beginning to end, and so what counts for how easy a page is to read.
//!
//! Paragraphs, items of lists and quotations are running text. Headings, tables, code, raw HTML, descriptions of
//! pictures and notes are not: they are looked at, or looked up.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Dialect;

/// The text of a paragraph or an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// The text, without marks.
    pub text: String,
    /// Where each piece of it begins, and where in the source that piece stands.
    pieces: Vec<(usize, Range<usize>)>,
}

impl Passage {
    /// Where a part of the text stands in the source, in bytes.
    pub fn place(&self, part: &Range<usize>) -> Range<usize> {
        let end = part.end.min(self.text.len());
        let start = self.piece(part.start.min(end)).map_or(0, |(from, range, is_same)| {
            if is_same { range.start + (part.start.min(end) - from) } else { range.start }
        });
        let end = self.piece(end.saturating_sub(1)).map_or(start, |(from, range, is_same)| {
            if is_same { range.start + (end - from) } else { range.end }
        });
        start..end.max(start)
    }

    /// The piece that holds a byte: where it begins, its place in the source, and whether it is written there as it is
    /// read, which `&amp;` and `` `x` `` are not.
    fn piece(&self, at: usize) -> Option<(usize, &Range<usize>, bool)> {
        let next = self.pieces.partition_point(|(from, _)| *from <= at);
        let (from, range) = self.pieces.get(next.checked_sub(1)?)?;
        let until = self.pieces.get(next).map_or(self.text.len(), |(from, _)| *from);
        Some((*from, range, until - from == range.len()))
    }

    fn push(&mut self, text: &str, range: Range<usize>) {
        self.pieces.push((self.text.len(), range));
        self.text.push_str(text);
    }
}

/// The running text of a page.
pub fn prose(text: &str, dialect: Dialect) -> Vec<Passage> {
    let mut reader = Reader::default();
    for (event, range) in super::events(text, dialect) {
        reader.event(&event, range);
    }
    reader.close();
    reader.passages
}

#[derive(Default)]
struct Reader {
    passages: Vec<Passage>,
    passage: Passage,
    /// How many elements are open that hold no running text.
    skipped: usize,
}

impl Reader {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) if is_skipped(tag) => {
                if !matches!(tag, Tag::Image { .. }) {
                    self.close();
                }
                self.skipped += 1;
            }
            Event::End(tag) if is_end_of_skipped(*tag) => {
                self.skipped = self.skipped.saturating_sub(1);
            }
            Event::Start(tag) if !is_inline(tag) => self.close(),
            Event::End(tag) if !is_end_of_inline(*tag) => self.close(),
            _ if self.skipped > 0 => {}
            Event::Text(text) | Event::Code(text) => self.passage.push(text, range),
            Event::SoftBreak | Event::HardBreak => self.passage.push(" ", range),
            _ => {}
        }
    }

    /// The block ends.
    fn close(&mut self) {
        let passage = std::mem::take(&mut self.passage);
        if !passage.text.trim().is_empty() {
            self.passages.push(passage);
        }
    }
}

fn is_skipped(tag: &Tag<'_>) -> bool {
    is_end_of_skipped(tag.to_end())
}

fn is_end_of_skipped(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::Table
            | TagEnd::Image
            | TagEnd::DefinitionListTitle
            | TagEnd::MetadataBlock(_)
    )
}

fn is_inline(tag: &Tag<'_>) -> bool {
    is_end_of_inline(tag.to_end())
}

fn is_end_of_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        prose(text, Dialect::Weef).into_iter().map(|passage| passage.text).collect()
    }

    #[test]
    fn what_is_read_from_beginning_to_end() {
        let text = "# Kop\n\nEen *zin* met\neen [link](x.md).\n\n> Een citaat.\n\n- eerst\n- dan\n  - daarna\n\n\
            1. a\n\n   b\n\n```\ncode\n```\n\n| x |\n|---|\n| y |\n\n![beeld](b.png)\n\nVoor ![in](c.png)na[^1]\n\n\
            Term\n: uitleg\n\n<div>html</div>\n\n[^1]: noot\n";
        assert_eq!(
            read(text),
            [
                "Een zin met een link.",
                "Een citaat.",
                "eerst",
                "dan",
                "daarna",
                "a",
                "b",
                "Voor na",
                "uitleg"
            ]
        );
    }

    #[test]
    fn each_part_has_its_place() {
        let text = "- **Eén** & een\n  half `x` &amp;\\! Twee [drie](y).\n";
        let passage = &prose(text, Dialect::Weef)[0];
        assert_eq!(passage.text, "Eén & een half x &! Twee drie.");
        for (part, expected) in [
            ("Eén & een half x &!", "Eén** & een\n  half `x` &amp;\\!"),
            ("half", "half"),
            ("x", "`x`"),
            ("&!", "&amp;\\!"),
            ("Twee drie.", "Twee [drie](y)."),
            ("drie", "drie"),
        ] {
            let at = passage.text.find(part).unwrap();
            assert_eq!(&text[passage.place(&(at..at + part.len()))], expected, "{part}");
        }
        assert_eq!(passage.place(&(900..999)).end, text.len() - 1);
        assert_eq!(Passage::default().place(&(0..1)), 0..0);
    }
}
