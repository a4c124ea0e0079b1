//! Byte offsets ↔ lines and columns. Lines and columns count from 1, columns in characters.

/// A place in a text: from a line and column up to, not including, another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Line of the first character, from 1.
    pub line: u32,
    /// Column of the first character, from 1, in characters.
    pub column: u32,
    /// Line just after the last character.
    pub end_line: u32,
    /// Column just after the last character.
    pub end_column: u32,
}

impl Span {
    /// The very beginning of a file.
    pub const START: Self = Self { line: 1, column: 1, end_line: 1, end_column: 1 };

    /// A place without length.
    pub fn point(line: u32, column: u32) -> Self {
        Self { line, column, end_line: line, end_column: column }
    }
}

/// Where the lines of a text begin.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Reads the line starts of a text.
    pub fn new(text: &'t str) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        Self { text, starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// The text itself.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Line and column of a byte offset; an offset past the end is the end.
    pub fn position(&self, offset: usize) -> (u32, u32) {
        let offset = floor_boundary(self.text, offset);
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let column = self.text.get(self.starts[line]..offset).map_or(0, |s| s.chars().count());
        (count(line) + 1, count(column) + 1)
    }

    /// The span of a range of bytes.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        let (line, column) = self.position(range.start);
        let (end_line, end_column) = self.position(range.end.max(range.start));
        Span { line, column, end_line, end_column }
    }

    /// The byte offset of a line and column; a place past the end of its line is the line's end.
    pub fn offset(&self, line: u32, column: u32) -> usize {
        let Some(start) = self.starts.get(line.max(1) as usize - 1) else { return self.text.len() };
        let rest = self.text.get(*start..).unwrap_or_default();
        let rest = rest.split('\n').next().unwrap_or_default();
        let within = rest.char_indices().nth(column.max(1) as usize - 1);
        start + within.map_or(rest.len(), |(at, _)| at)
    }

    /// The range of bytes of a span.
    pub fn range(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.offset(span.line, span.column);
        start..self.offset(span.end_line, span.end_column).max(start)
    }
}

/// The last character boundary at or before an offset.
fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Counts fit: a text of four thousand million lines is no text.
fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let lines = Lines::new("één\ntwee\n");
        assert_eq!(lines.position(0), (1, 1));
        assert_eq!(lines.position("één".len()), (1, 4));
        assert_eq!(lines.position("één\n".len()), (2, 1));
        assert_eq!(lines.position(999), (3, 1));
        assert_eq!(lines.offset(2, 3), "één\ntw".len());
        assert_eq!(lines.offset(2, 99), "één\ntwee".len());
    }
}
