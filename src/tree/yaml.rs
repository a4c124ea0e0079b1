//! A text of YAML → its tree. What cannot be read is mended first, so that a mistake costs one value and not the page.

use std::collections::HashSet;

use saphyr_parser::{Event, Parser, ScalarStyle, StrInput, Tag};

use super::mend::{Style, quoted};
use super::{DEEPEST, Entry, Found, Node, Value, clean};
use crate::diagnostic::{Mistake, Problem, SyntaxCause};
use crate::source::lines::Span;

mod line;
mod mend;
mod silent;

/// Reads YAML. `first_line` is the line of the file on which the text begins, from 1; `knows` says which names it may
/// hold, so that no name is made of the first word of a sentence.
pub fn yaml(text: &str, first_line: u32, knows: &dyn Fn(&str) -> bool) -> (Node, Vec<Found>) {
    let (node, found, is_whole) = read(text, first_line);
    let is_map = matches!(node.value, Value::Map(_) | Value::Null);
    if is_whole && (is_map || matches!(node.value, Value::List(_))) {
        return (node, found);
    }
    let mended = mend::mend(text, knows);
    let (again, mut still, is_read) = read(&mended.text, first_line);
    if is_whole && !matches!(again.value, Value::Map(_)) {
        // Only a text without any keys: that is for the front matter to say.
        return (node, found);
    }
    let line = |line: usize| first_line + u32::try_from(line).unwrap_or(u32::MAX / 2);
    for (at, column, cause) in mended.mistakes.0 {
        let span = Span::point(line(at), column);
        still.push((span, Problem::BrokenFrontMatter { format: "YAML", cause }));
    }
    if !is_read && !still.iter().any(|(_, problem)| is_syntax(problem)) {
        let at = failure(text).map_or(0, |failure| failure.line);
        let cause = Mistake::Unclear.into();
        let span = Span::point(line(at), 1);
        still.push((span, Problem::BrokenFrontMatter { format: "YAML", cause }));
    }
    still.sort_by_key(|(span, _)| *span);
    (again, still)
}

fn is_syntax(problem: &Problem) -> bool {
    matches!(problem, Problem::BrokenFrontMatter { .. })
}

/// Reads as far as the parser gets; whether that is the whole text comes last.
fn read(text: &str, first_line: u32) -> (Node, Vec<Found>, bool) {
    let mut reader = Reader {
        parser: Parser::new_from_str(text),
        lines: text.lines().collect(),
        first_line,
        found: Vec::new(),
        depth: 0,
        is_over: false,
        is_broken: false,
        is_misread: false,
    };
    let node = reader.document();
    while !reader.is_over && reader.next().is_some() {}
    (node, reader.found, !reader.is_broken && !reader.is_misread)
}

/// Where the parser gave up, and its words; lines from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Failure {
    line: usize,
    column: usize,
    words: String,
}

/// Where the parser gives up on a text, if it does; also on a text that is no map.
fn failure(text: &str) -> Option<Failure> {
    let mut parser = Parser::new_from_str(text);
    let mut depth = 0_usize;
    let mut documents = 0;
    let lines: Vec<&str> = text.lines().collect();
    while let Some(event) = parser.next_event() {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => {
                let line = error.marker().line().saturating_sub(1);
                let words = error.info().to_owned();
                return Some(Failure { line, column: error.marker().col(), words });
            }
        };
        let fails = |words: &str| {
            let line = span.start.line().saturating_sub(1);
            Some(Failure { line, column: 0, words: words.to_owned() })
        };
        let is_top = depth == 0;
        match event {
            Event::DocumentStart(_) if documents > 0 => return fails(SECOND),
            Event::DocumentStart(_) => documents += 1,
            Event::MappingStart(..) => depth += 1,
            Event::SequenceStart(..) if is_top => return fails(NO_MAP),
            Event::SequenceStart(..) => depth += 1,
            Event::MappingEnd | Event::SequenceEnd => depth = depth.saturating_sub(1),
            Event::Scalar(text, ..) if is_top && !text.is_empty() => return fails(NO_MAP),
            Event::Alias(_) if is_top => return fails(NO_MAP),
            Event::Scalar(text, ScalarStyle::Plain, ..) => {
                if let Some(line) = silent::misread(&lines, &text, &span) {
                    return Some(Failure { line, column: 0, words: MISREAD.to_owned() });
                }
            }
            _ => {}
        }
        // What is nested deeper is not read anyway.
        if depth > DEEPEST {
            return None;
        }
    }
    None
}

/// What we say ourselves of a text that the parser has no complaint about.
const NO_MAP: &str = "no map";
const SECOND: &str = "second document";
const MISREAD: &str = "misread";

struct Reader<'t> {
    parser: Parser<'t, StrInput<'t>>,
    lines: Vec<&'t str>,
    first_line: u32,
    found: Vec<Found>,
    depth: usize,
    /// Whether what follows would only repeat the same mistake.
    is_over: bool,
    /// Whether the parser gave up.
    is_broken: bool,
    /// Whether the parser read something otherwise than it was written.
    is_misread: bool,
}

impl<'t> Reader<'t> {
    fn document(&mut self) -> Node {
        loop {
            match self.next() {
                Some((Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _)) => {}
                Some((event, span)) => return self.node(event, span).unwrap_or_else(null),
                None => return null(),
            }
        }
    }

    /// The next event; an error, or the beginning of a second text, ends the reading.
    fn next(&mut self) -> Option<(Event<'t>, Span)> {
        if self.is_over {
            return None;
        }
        match self.parser.next_event() {
            Some(Ok((Event::DocumentEnd, _))) => {
                let next = self.parser.next_event();
                self.is_broken = !matches!(next, Some(Ok((Event::StreamEnd, _))) | None);
                self.is_over = true;
                None
            }
            Some(Ok((event, span))) => {
                if let Event::Scalar(text, ScalarStyle::Plain, ..) = &event {
                    self.plain(text, &span);
                }
                let span = Span {
                    line: self.line(span.start.line()),
                    column: column(span.start.col()),
                    end_line: self.line(span.end.line()),
                    end_column: column(span.end.col()),
                };
                Some((event, span))
            }
            Some(Err(_)) => {
                (self.is_broken, self.is_over) = (true, true);
                None
            }
            None => None,
        }
    }

    /// Looks for what a text without quotes hides.
    fn plain(&mut self, text: &str, span: &saphyr_parser::Span) {
        self.is_misread |= silent::misread(&self.lines, text, span).is_some();
        if let Some((line, hash, cure)) = silent::cut(&self.lines, text, span) {
            let place = Span::point(self.line(line + 1), column(hash));
            self.found.push((place, Problem::TextAfterHash { line: cure }));
        }
    }

    /// The value that an event begins; `None` for an event that ends something.
    fn node(&mut self, event: Event<'t>, span: Span) -> Option<Node> {
        self.depth += 1;
        let value = match event {
            _ if self.depth > DEEPEST => {
                self.is_over = true;
                self.broken(span, Mistake::TooDeep.into());
                None
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.own_signs(span, anchor, tag.as_deref());
                Some(scalar(&text, style == ScalarStyle::Plain))
            }
            Event::SequenceStart(..) => Some(self.list()),
            Event::MappingStart(..) => Some(self.map()),
            Event::Alias(_) => {
                self.special(span, '*');
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
        let mut known: HashSet<Box<str>> = HashSet::new();
        let mut is_template = false;
        while let Some((event, key_span)) = self.next() {
            let Some(name) = self.node(event, key_span) else { break };
            if matches!(name.value, Value::Map(_) | Value::List(_)) {
                // `{{ … }}` of some template, most of the time.
                is_template = true;
                self.special(key_span, '{');
            }
            let mut key: Box<str> = name.text().unwrap_or_default().into();
            let Some((event, span)) = self.next() else { break };
            let Some(node) = self.node(event, span) else { break };
            if let Some((at, sign, clean)) = silent::hidden_in(&key) {
                let at = key_span.column + u32::try_from(at).unwrap_or(0);
                let place = Span::point(key_span.line, at);
                self.broken(place, Mistake::Invisible { code: u32::from(sign) }.into());
                key = clean.into();
            }
            if !known.insert(key.clone()) {
                self.found.push((key_span, Problem::DuplicateKey { key: key.into() }));
            } else {
                entries.push(Entry { key, key_span, node });
            }
        }
        if is_template { Value::Null } else { Value::Map(entries) }
    }

    /// A text that begins with `&` or `!` loses its first word without a sound.
    fn own_signs(&mut self, span: Span, anchor: usize, tag: Option<&Tag>) {
        if anchor > 0 {
            self.special(span, '&');
        } else if tag.is_some_and(|tag| !tag.is_yaml_core_schema()) {
            self.special(span, '!');
        }
    }

    /// A value on this line begins with a sign of YAML's own: to write it in quotes is the cure.
    fn special(&mut self, span: Span, sign: char) {
        let number = (span.line - self.first_line) as usize;
        let line = self.lines.get(number).copied().unwrap_or_default();
        let parts = line::parts(line);
        let value = line.get(parts.value..parts.end).unwrap_or_default();
        let mut span = span;
        let mut cause = SyntaxCause::from(Mistake::SpecialStart { sign });
        if value.starts_with(sign) {
            span.column =
                column(line.get(..parts.value).map_or(0, |before| before.chars().count()));
            let before = line.get(..parts.value).unwrap_or_default().trim_start();
            cause.line = Some(format!("{before}{}", quoted(value, Style::Yaml)));
        }
        let known = self.found.last().is_some_and(|(other, problem)| {
            other.line == span.line && matches!(problem, Problem::BrokenFrontMatter { .. })
        });
        if !known {
            self.broken(Span::point(span.line, span.column), cause);
        }
    }

    fn broken(&mut self, span: Span, cause: SyntaxCause) {
        self.found.push((span, Problem::BrokenFrontMatter { format: "YAML", cause }));
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
    Value::Scalar { text: clean(text), plain }
}

/// Columns of the parser count from 0.
fn column(col: usize) -> u32 {
    u32::try_from(col).unwrap_or(u32::MAX - 1) + 1
}
