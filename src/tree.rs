//! A text of YAML or TOML → one tree of values, each with its place. Front matter and `weef.toml` are both read from it.
//!
//! A mistake does not stop the reading where it need not: the tree holds what could be understood, beside the problems.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Kind, Problem, SyntaxCause};
use crate::source::lines::{Lines, Span};

/// Deeper than this no one writes by hand.
const DEEPEST: usize = 32;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Its place in the file.
    pub span: Span,
}

/// A value as it was written; what it means is for the schema to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing, `null` or `~`.
    Null,
    /// Text, a number, a date, a flag: as written. `plain` without quotes around it.
    Scalar {
        /// The characters, with quotes and escapes worked out.
        text: Box<str>,
        /// Whether it stood without quotes.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// Keys and values, in the order they were written.
    Map(Vec<Entry>),
}

/// One key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key as written.
    pub key: Box<str>,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub node: Node,
}

/// A problem and its place in the text.
pub type Found = (Span, Problem);

impl Node {
    /// The entries, where this is a map.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The value of a key, where this is a map.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|entry| &*entry.key == key).map(|entry| &entry.node)
    }

    /// The text, where this is a single value.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether nothing was filled in: nothing at all, or an empty text.
    pub fn is_empty(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Scalar { text, .. } => text.trim().is_empty(),
            Value::List(items) => items.is_empty(),
            Value::Map(entries) => entries.is_empty(),
        }
    }

    /// The flag, as YAML and Dutch editors write it.
    pub fn flag(&self) -> Option<bool> {
        match self.text()?.to_lowercase().as_str() {
            "true" | "yes" | "ja" | "on" | "waar" => Some(true),
            "false" | "no" | "nee" | "off" | "onwaar" => Some(false),
            _ => None,
        }
    }

    /// What it is, for a message about another kind that was wanted.
    pub fn kind(&self) -> Kind {
        match &self.value {
            Value::List(_) => Kind::List,
            Value::Map(_) => Kind::Group,
            _ => Kind::Text,
        }
    }
}

/// Reads YAML. `first_line` is the line of the file on which the text begins, from 1.
pub fn yaml(text: &str, first_line: u32) -> (Node, Vec<Found>) {
    let (node, found) = read_yaml(text, first_line);
    let is_quote = |found: &Found| {
        matches!(&found.1, Problem::BrokenFrontMatter { cause: SyntaxCause::UnclosedQuote, .. })
    };
    // Many tools accept a quoted text that goes on at the margin; the specification wants it indented.
    if found.iter().any(is_quote)
        && let Some(indented) = indent_quotes(text)
    {
        let (again, still) = read_yaml(&indented, first_line);
        if !still.iter().any(|f| matches!(f.1, Problem::BrokenFrontMatter { .. })) {
            return (again, still);
        }
    }
    (node, found)
}

/// Indents the further lines of quoted texts; `None` where a quote is not closed before the next key.
fn indent_quotes(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 64);
    let mut open: Option<(char, usize)> = None;
    for line in text.lines() {
        let bare = line.trim();
        match open {
            Some((quote, indent)) => {
                let is_key = bare.split_once(':').is_some_and(|(key, _)| {
                    !key.is_empty()
                        && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
                });
                if is_key {
                    return None;
                }
                out.push_str(&" ".repeat(indent + 2));
                out.push_str(bare);
                if bare.ends_with(quote) {
                    open = None;
                }
            }
            None => {
                out.push_str(line);
                let value = line.split_once(": ").map_or(bare, |(_, value)| value.trim());
                let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
                let closed = value.len() > 1 && quote.is_some_and(|quote| value.ends_with(quote));
                open = quote
                    .filter(|_| !closed)
                    .map(|quote| (quote, line.len() - line.trim_start().len()));
            }
        }
        out.push('\n');
    }
    open.is_none().then_some(out)
}

fn read_yaml(text: &str, first_line: u32) -> (Node, Vec<Found>) {
    let mut reader = Yaml {
        parser: Parser::new_from_str(text),
        text,
        first_line,
        found: Vec::new(),
        depth: 0,
        is_over: false,
    };
    let node = reader.document();
    (node, reader.found)
}

type YamlParser<'t> = Parser<'t, saphyr_parser::StrInput<'t>>;

struct Yaml<'t> {
    parser: YamlParser<'t>,
    text: &'t str,
    first_line: u32,
    found: Vec<Found>,
    depth: usize,
    /// Whether what follows would only repeat the same mistake.
    is_over: bool,
}

impl<'t> Yaml<'t> {
    fn document(&mut self) -> Node {
        loop {
            match self.next() {
                Some((Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _)) => {}
                Some((event, span)) => return self.node(event, span).unwrap_or_else(null),
                None => return null(),
            }
        }
    }

    /// The next event; an error is noted and ends the reading.
    fn next(&mut self) -> Option<(Event<'t>, Span)> {
        if self.is_over {
            return None;
        }
        match self.parser.next_event()? {
            Ok((event, span)) => {
                let span = Span {
                    line: self.line(span.start.line()),
                    column: column(span.start.col()),
                    end_line: self.line(span.end.line()),
                    end_column: column(span.end.col()),
                };
                Some((event, span))
            }
            Err(error) => {
                let (span, cause) = self.cause(&error);
                self.found.push((span, Problem::BrokenFrontMatter { format: "YAML", cause }));
                None
            }
        }
    }

    /// The value that an event begins; `None` for an event that ends something.
    fn node(&mut self, event: Event<'t>, span: Span) -> Option<Node> {
        self.depth += 1;
        let value = match event {
            _ if self.depth > DEEPEST => {
                let cause = SyntaxCause::TooDeep;
                self.is_over = true;
                self.found.push((span, Problem::BrokenFrontMatter { format: "YAML", cause }));
                None
            }
            Event::Scalar(text, style, _, _) => Some(scalar(&text, style == ScalarStyle::Plain)),
            Event::SequenceStart(..) => Some(self.list()),
            Event::MappingStart(..) => Some(self.map()),
            Event::Alias(_) => {
                let cause = SyntaxCause::Alias;
                self.found.push((span, Problem::BrokenFrontMatter { format: "YAML", cause }));
                Some(Value::Null)
            }
            _ => None,
        };
        self.depth -= 1;
        value.map(|value| Node { value, span })
    }

    fn list(&mut self) -> Value {
        let mut items = Vec::new();
        while let Some((event, span)) = self.next() {
            match self.node(event, span) {
                Some(node) => items.push(node),
                None => break,
            }
        }
        Value::List(items)
    }

    fn map(&mut self) -> Value {
        let mut entries: Vec<Entry> = Vec::new();
        while let Some((event, key_span)) = self.next() {
            let Some(key) = self.node(event, key_span) else { break };
            let key: Box<str> = key.text().unwrap_or_default().into();
            let Some((event, span)) = self.next() else { break };
            let Some(node) = self.node(event, span) else { break };
            if entries.iter().any(|entry| entry.key == key) {
                self.found.push((key_span, Problem::DuplicateKey { key: key.into() }));
            } else {
                entries.push(Entry { key, key_span, node });
            }
        }
        Value::Map(entries)
    }

    /// What an error of the parser means to the person who typed it, and where the mistake itself stands.
    fn cause(&self, error: &ScanError) -> (Span, SyntaxCause) {
        let lines: Vec<&str> = self.text.lines().collect();
        let at = error.marker();
        let index = at.line().saturating_sub(1).min(lines.len().saturating_sub(1));
        if let Some((line, tab)) = tab_in_indent(&lines, index) {
            return (self.point(line + 1, tab), SyntaxCause::Tab);
        }
        let info = error.info();
        if let Some((line, col)) = unclosed_quote(&lines, index) {
            return (self.point(line + 1, col), SyntaxCause::UnclosedQuote);
        }
        if let Some(col) = unexpected_indent(&lines, index) {
            return (self.point(index + 1, col), SyntaxCause::Indentation);
        }
        let cause = if info.contains("mapping values") {
            SyntaxCause::ColonInText
        } else if info.contains("anchor") || info.contains("alias") {
            SyntaxCause::Alias
        } else if info.contains("flow") || info.contains("',' or") || info.contains("bracket") {
            SyntaxCause::UnclosedList
        } else if info.contains("indent")
            || info.contains("block mapping")
            || info.contains("simple key")
        {
            SyntaxCause::Indentation
        } else if info.contains("recursion") || info.contains("depth") {
            SyntaxCause::TooDeep
        } else {
            SyntaxCause::Other(info.to_owned())
        };
        (self.point(index + 1, at.col()), cause)
    }

    fn point(&self, line: usize, col: usize) -> Span {
        Span::point(self.line(line), column(col))
    }

    fn line(&self, line: usize) -> u32 {
        self.first_line + u32::try_from(line).unwrap_or(u32::MAX / 2) - 1
    }
}

fn null() -> Node {
    Node { value: Value::Null, span: Span::START }
}

fn scalar(text: &str, plain: bool) -> Value {
    if plain && matches!(text, "" | "~" | "null" | "Null" | "NULL") {
        return Value::Null;
    }
    Value::Scalar { text: text.into(), plain }
}

/// Columns of the parser count from 0.
fn column(col: usize) -> u32 {
    u32::try_from(col).unwrap_or(u32::MAX - 1) + 1
}

/// A tab before the text of the line of an error, or of the line above it.
fn tab_in_indent(lines: &[&str], index: usize) -> Option<(usize, usize)> {
    let near = [index, index.saturating_sub(1)];
    near.into_iter().find_map(|i| {
        let line = lines.get(i)?;
        let indent = line.get(..line.len() - line.trim_start().len())?;
        indent.find('\t').map(|tab| (i, tab))
    })
}

/// A key that is indented below a value that is already complete.
fn unexpected_indent(lines: &[&str], index: usize) -> Option<usize> {
    let line = lines.get(index)?;
    let above = lines.get(index.checked_sub(1)?)?;
    let indent = |line: &str| line.len() - line.trim_start().len();
    let value_above = above.split_once(": ").is_some_and(|(_, value)| !value.trim().is_empty());
    (value_above && indent(line) > indent(above) && line.contains(':')).then(|| indent(line))
}

/// The last value at or before an error that opens with a quote and does not close on its line.
fn unclosed_quote(lines: &[&str], index: usize) -> Option<(usize, usize)> {
    (0..=index).rev().find_map(|i| {
        let line = lines.get(i)?;
        let value_at = line
            .find(": ")
            .map_or_else(|| line.len() - line.trim_start_matches(['-', ' ']).len(), |at| at + 2);
        let value = line.get(value_at..)?.trim_end();
        let lead = value.len() - value.trim_start().len();
        let quote = value.trim_start().chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let closed = value.trim_start().len() > 1 && value.ends_with(quote);
        (!closed).then(|| (i, line.get(..value_at + lead).map_or(0, |s| s.chars().count())))
    })
}

/// Reads TOML. `first_line` is the line of the file on which the text begins, from 1. `broken` makes the problem of a
/// mistake, since front matter and settings say it differently.
pub fn toml(text: &str, first_line: u32, broken: &dyn Fn(String) -> Problem) -> (Node, Vec<Found>) {
    let lines = Lines::new(text);
    let span_of = |range: std::ops::Range<usize>| {
        let span = lines.span(range);
        let down = first_line - 1;
        Span { line: span.line + down, end_line: span.end_line + down, ..span }
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut found: Vec<Found> = Vec::new();
    // One mistake often breaks the rest of its line: the first per line is the one to mend.
    for error in errors {
        let span = span_of(error.span().unwrap_or_default());
        if !found.iter().any(|(other, _)| other.line == span.line) {
            let duplicate = error.message().contains("duplicate key");
            let problem = if duplicate {
                Problem::DuplicateKey {
                    key: text.get(error.span().unwrap_or_default()).unwrap_or_default().into(),
                }
            } else {
                broken(error.message().to_owned())
            };
            found.push((span, problem));
        }
    }
    let span = span_of(table.span());
    (Node { value: toml_table(table.into_inner(), &span_of), span }, found)
}

fn toml_table(table: DeTable<'_>, span_of: &dyn Fn(std::ops::Range<usize>) -> Span) -> Value {
    let mut entries: Vec<(usize, Entry)> = table
        .into_iter()
        .map(|(key, value)| {
            let start = key.span().start;
            let key_span = span_of(key.span());
            let node = toml_value(value, span_of);
            (start, Entry { key: key.into_inner().as_ref().into(), key_span, node })
        })
        .collect();
    entries.sort_by_key(|(start, _)| *start);
    Value::Map(entries.into_iter().map(|(_, entry)| entry).collect())
}

fn toml_value(
    value: Spanned<DeValue<'_>>,
    span_of: &dyn Fn(std::ops::Range<usize>) -> Span,
) -> Node {
    let span = span_of(value.span());
    let plain = |text: String| Value::Scalar { text: text.into(), plain: true };
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Scalar { text: text.as_ref().into(), plain: false },
        DeValue::Integer(number) => plain(number.to_string()),
        DeValue::Float(number) => plain(number.to_string()),
        DeValue::Boolean(flag) => plain(flag.to_string()),
        DeValue::Datetime(date) => plain(date.to_string()),
        DeValue::Array(items) => {
            Value::List(items.into_iter().map(|item| toml_value(item, span_of)).collect())
        }
        DeValue::Table(table) => toml_table(table, span_of),
    };
    Node { value, span }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_keeps_places() {
        let (node, found) = yaml("titel: 'Eén'\nthemas: [a, b]\nserie:\n  naam: x\n", 2);
        assert!(found.is_empty());
        assert_eq!(
            node.get("titel").map(|n| n.span),
            Some(Span { line: 2, column: 8, end_line: 2, end_column: 13 })
        );
        assert_eq!(node.get("serie").and_then(|n| n.get("naam")).and_then(Node::text), Some("x"));
    }

    #[test]
    fn mistakes_are_named_where_they_stand() {
        for (text, at, cause) in [
            ("titel: Eén: twee\n", (1, 11), SyntaxCause::ColonInText),
            ("a: 1\ntitel: \"open\nb: 2\n", (2, 8), SyntaxCause::UnclosedQuote),
            ("a:\n\t- b\n", (2, 1), SyntaxCause::Tab),
        ] {
            let (_, found) = yaml(text, 1);
            let Some((span, Problem::BrokenFrontMatter { cause: got, .. })) = found.first() else {
                panic!("nothing found in {text:?}")
            };
            assert_eq!((span.line, span.column), at, "{text:?}");
            assert_eq!(*got, cause, "{text:?}");
        }
    }

    #[test]
    fn duplicate_keys_are_found_in_both_formats() {
        let (_, found) = yaml("a: 1\na: 2\n", 1);
        assert!(matches!(found.as_slice(), [(_, Problem::DuplicateKey { .. })]));
        let (_, found) = toml("a = 1\na = 2\n", 1, &|cause| Problem::BrokenConfig { cause });
        assert!(matches!(found.as_slice(), [(_, Problem::DuplicateKey { .. })]), "{found:?}");
    }
}
