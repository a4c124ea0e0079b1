//! A place in a file → the line as it is now, and the block of the page.

use std::collections::BTreeMap;

use super::{Block, Found, Line, Lines, SourcePath, Span, blocks, nth, text};
use crate::document::split;
use crate::markdown;
use crate::site::field_options;
use crate::snapshot::Snapshot;

/// The longest line that is shown, in characters; of a longer one the part that is meant.
const WIDTH: usize = 160;

/// Places in files, each read once.
pub(super) struct Places<'s> {
    snapshot: &'s Snapshot,
    files: BTreeMap<SourcePath, Option<File>>,
}

/// A file as it is now.
struct File {
    text: String,
    /// Where the body begins, in bytes, and its blocks; worked out when one is asked for.
    body: Option<(usize, Vec<Found>)>,
}

impl<'s> Places<'s> {
    pub(super) fn new(snapshot: &'s Snapshot) -> Self {
        Self { snapshot, files: BTreeMap::new() }
    }

    fn file(&mut self, path: &SourcePath) -> Option<&mut File> {
        let snapshot = self.snapshot;
        let read = || {
            let bytes = snapshot.sources.read(path).ok()?;
            Some(File { text: text::decode(&bytes).0.into_owned(), body: None })
        };
        self.files.entry(path.clone()).or_insert_with(read).as_mut()
    }

    /// The line on which a span begins, with what of it is meant.
    pub(super) fn excerpt(&mut self, path: &SourcePath, span: Span) -> Vec<Line> {
        let Some(file) = self.file(path) else { return Vec::new() };
        let Some(line) = file.text.lines().nth(span.line.saturating_sub(1) as usize) else {
            return Vec::new();
        };
        let from = span.column.saturating_sub(1) as usize;
        let length = line.chars().count();
        let to = if span.end_line == span.line { span.end_column as usize } else { length + 1 };
        let to = to.saturating_sub(1).clamp(from, length.max(from));
        let skipped = if to > WIDTH { from.saturating_sub(WIDTH / 4) } else { 0 };
        let shown: Vec<char> = line.chars().skip(skipped).take(WIDTH).collect();
        let units =
            |n: usize| shown.iter().take(n.saturating_sub(skipped)).map(|c| c.len_utf16()).sum();
        let (from, to) = (units(from), units(to));
        vec![Line { line: span.line, text: shown.into_iter().collect(), from, to }]
    }

    /// The block of the page in which a span begins; none before the first.
    pub(super) fn block(&mut self, path: &SourcePath, span: Span) -> Option<Block> {
        let snapshot = self.snapshot;
        let page = snapshot.site.page_at(path)?;
        let file = self.file(path)?;
        let (config, facts) = (&snapshot.site.config, snapshot.site.facts(page));
        let language = facts.language.unwrap_or(config.language);
        let options = markdown::Options {
            title: Some(&facts.title),
            dialect: markdown::Dialect::Weef,
            ..field_options(config, language)
        };
        let File { text, body } = file;
        let (start, found) = body.get_or_insert_with(|| {
            let start = split(text, &|_| true).body;
            (start, blocks(text.get(start..).unwrap_or_default(), &options))
        });
        let lines = Lines::new(text);
        let begins_before =
            |block: &Found| lines.position(block.range.start + *start) <= (span.line, span.column);
        let at = found.iter().rposition(begins_before)?;
        let text = found[at].text.clone();
        let before = found.iter().take(at).map(|block| &*block.text);
        Some(Block { nth: nth(&text, before), text })
    }
}
