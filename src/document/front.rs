//! Front matter → the facts it holds, checked against the schema.

use super::{Author, Facts, Front, Places, split::Split};
use crate::config::{Config, Type, is_index};
use crate::diagnostic::{Asker, FenceFlaw, Gap, Kind, Problem, nearest};
use crate::language::Language;
use crate::schema::{self, Core, Field, Report, Role, Value};
use crate::source::lines::{Lines, Span};
use crate::source::text::is_blank;
use crate::tree::{self, Entry, Found, Node, Value as Tree};
use crate::url::slug;

/// What front matter holds.
pub(super) struct Read {
    pub(super) facts: Facts,
    /// Where it stands; links have no place in it yet.
    pub(super) places: Places,
    /// What the page should have but the front matter lacks; the text may make up for some of it.
    pub(super) missing: Vec<Missing>,
    pub(super) found: Vec<Found>,
}

/// A field that a page should have.
pub(super) struct Missing {
    /// Which of weef's own it is; the text may make up for some of these.
    pub(super) core: Option<Core>,
    /// Where it is written with nothing behind it.
    pub(super) span: Option<Span>,
    pub(super) problem: Problem,
}

/// Reads the front matter of a file at `below` in the content folder.
pub(super) fn read(
    split: &Split,
    lines: &Lines<'_>,
    (config, is_a, below): (&Config, Type<'_>, &str),
) -> Read {
    let mut reader = Reader {
        config,
        is_a,
        facts: Facts::default(),
        places: Vec::new(),
        terms: Vec::new(),
        authors: Vec::new(),
        aliases: Vec::new(),
        fields: Vec::new(),
        written: is_a.fields.iter().map(|_| None).collect(),
        found: Vec::new(),
    };
    if let Some(front) = &split.front {
        let node = reader.tree(front, lines);
        for entry in node.entries() {
            reader.entry(entry);
        }
    }
    reader.defaults(below);
    let missing = reader.missing(split.front.is_some(), below);
    let Reader { mut facts, places, terms, authors, aliases, mut fields, found, .. } = reader;
    fields.sort_by_key(|field| field.at);
    let values = fields.iter_mut().flat_map(|field| std::mem::take(&mut field.spans)).collect();
    facts.fields = fields.into_iter().map(|field| (field.name, field.value)).collect();
    let places = Places {
        links: Box::default(),
        terms: terms.into(),
        authors: authors.into(),
        aliases: aliases.into(),
        values,
        fields: places.into(),
        lists: Box::default(),
    };
    Read { facts, places, missing, found }
}

/// A field with its value.
struct Filled {
    /// Its place in the schema.
    at: usize,
    name: Box<str>,
    value: Value,
    /// Where each single value stands.
    spans: Vec<Span>,
}

/// A field that front matter has, or that counts by default.
struct Written {
    key: Box<str>,
    span: Span,
    /// Whether there is anything behind it.
    is_filled: bool,
}

/// A field by its place in the schema, and what the editor calls it.
type At<'k> = (usize, &'k str);

struct Reader<'c> {
    config: &'c Config,
    is_a: Type<'c>,
    facts: Facts,
    places: Vec<(Box<str>, Span)>,
    terms: Vec<Span>,
    authors: Vec<Span>,
    aliases: Vec<Span>,
    fields: Vec<Filled>,
    /// By the place of each field, how it was written.
    written: Vec<Option<Written>>,
    found: Vec<Found>,
}

impl<'c> Reader<'c> {
    fn field(&self, at: usize) -> &'c Field {
        let fields: &'c [Field] = self.is_a.fields;
        &fields[at]
    }

    fn tree(&mut self, front: &Front, lines: &Lines<'_>) -> Node {
        let text = lines.text().get(front.range.clone()).unwrap_or_default();
        let fence = front.fence;
        if !front.is_closed {
            let span = Span { line: 1, column: 1, end_line: 1, end_column: 4 };
            self.found.push((span, Problem::UnclosedFrontMatter { fence }));
        }
        let fields = self.is_a.fields;
        // Other tools skip empty lines: without weef.toml they are nobody's mistake.
        let is_told = |flaw: &FenceFlaw| self.config.is_declared || *flaw != FenceFlaw::LinesAbove;
        for (range, flaw) in front.flaws.iter().filter(|(_, flaw)| is_told(flaw)) {
            let problem = Problem::BrokenFence { fence, flaw: flaw.clone() };
            self.found.push((lines.span(range.clone()), problem));
        }
        let first = lines.position(front.range.start).0;
        let (node, found) = match fence {
            "+++" => tree::toml(text, first, &|cause| Problem::BrokenFrontMatter {
                format: "TOML",
                cause,
            }),
            _ => tree::yaml(text, first, &|name| fields.iter().any(|field| field.is_called(name))),
        };
        // An unclosed block often ends in the middle of something: that is the same mistake.
        if front.is_closed {
            if found.is_empty() && !matches!(node.value, Tree::Map(_) | Tree::Null) {
                self.found.push((node.span, Problem::FrontMatterIsNoMap));
            }
            self.found.extend(found);
        }
        node
    }

    fn entry(&mut self, entry: &Entry) {
        let Some(at) = self.is_a.fields.iter().position(|field| field.is_called(&entry.key)) else {
            self.unknown(entry);
            return;
        };
        let is_filled = match entry.node.text() {
            Some(text) => !is_blank(text),
            None => !entry.node.is_empty(),
        };
        if let Some(Written { key: other, .. }) = &self.written[at] {
            let (key, other) = (entry.key.to_string(), other.to_string());
            // Other tools may mean two things by two of these words.
            if self.config.is_declared {
                self.found.push((entry.key_span, Problem::SameFieldTwice { key, other }));
            }
            return;
        }
        self.written[at] =
            Some(Written { key: entry.key.clone(), span: entry.key_span, is_filled });
        self.value(at, &entry.key, &entry.node);
    }

    /// Reads the value of a field, written or by default.
    fn value(&mut self, at: usize, key: &str, node: &Node) {
        let field = self.field(at);
        self.places.push((field.name.clone(), node.span));
        let known = self.found.len();
        match field.role {
            Role::Core(core) => self.core(core, (at, key), node),
            Role::Terms(vocabulary) => self.terms((at, key), vocabulary, node),
            Role::Own | Role::Common | Role::OfTerm => self.filled((at, key), node),
        }
        // Other tools use the same words for other things: without weef.toml they are nobody's mistake.
        let is_lenient =
            matches!(field.role, Role::Common | Role::OfTerm | Role::Core(Core::Image));
        if is_lenient && !self.config.is_declared {
            self.found.truncate(known);
        }
    }

    /// A field that templates show.
    fn filled(&mut self, (at, key): At<'_>, node: &Node) {
        let field = self.field(at);
        if let schema::FieldKind::Term(vocabulary) = field.kind.item() {
            self.terms((at, key), *vocabulary, node);
        }
        let mut report = Report::default();
        let value = schema::check((field, key), node, &mut report);
        self.found.append(&mut report.found);
        if let Some(value) = value {
            let name = field.name.clone();
            self.fields.push(Filled { at, name, value, spans: report.spans });
        }
    }

    fn core(&mut self, core: Core, (at, key): At<'_>, node: &Node) {
        if node.is_empty() {
            return;
        }
        match core {
            Core::Title => {
                let title = self.text((at, key), node).filter(|title| !is_blank(title));
                self.facts.title = title.unwrap_or_default();
            }
            Core::Summary => self.facts.summary = self.text((at, key), node),
            Core::Template => self.facts.template = self.text((at, key), node),
            Core::Slug => self.slug((at, key), node),
            Core::Aliases => {
                self.facts.aliases = self.listed((at, key), node);
                let mut seen = std::collections::HashSet::new();
                let items = items(node).iter().filter(|node| {
                    node.text()
                        .is_some_and(|text| !text.trim().is_empty() && seen.insert(text.trim()))
                });
                self.aliases.extend(items.map(|node| node.span));
            }
            Core::Authors => self.authors((at, key), node),
            Core::Date => self.facts.date = self.date((at, key), node),
            Core::Updated => self.facts.updated = self.date((at, key), node),
            Core::Publish => self.facts.publish = self.date((at, key), node),
            Core::Expires => self.facts.expires = self.date((at, key), node),
            Core::Archived => self.facts.archived = self.date((at, key), node),
            Core::Draft => {
                if let Some(Value::Flag(flag)) = self.checked((at, key), node) {
                    self.facts.is_draft = flag;
                }
            }
            Core::Image => self.filled((at, key), node),
            Core::Language => self.language(key, node),
            Core::Order => {
                self.facts.order = self.text((at, key), node).and_then(|text| text.parse().ok());
            }
            Core::Unrelated => self.facts.unrelated = self.listed((at, key), node),
            Core::TranslationOf => self.facts.translation_of = self.text((at, key), node),
        }
    }

    /// The value of a field of weef's own, checked as any other.
    fn checked(&mut self, (at, key): At<'_>, node: &Node) -> Option<Value> {
        let mut report = Report::default();
        let value = schema::check((self.field(at), key), node, &mut report);
        self.found.append(&mut report.found);
        value
    }

    fn text(&mut self, (at, key): At<'_>, node: &Node) -> Option<Box<str>> {
        match self.checked((at, key), node) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    fn date(&mut self, (at, key): At<'_>, node: &Node) -> Option<jiff::civil::Date> {
        match self.checked((at, key), node) {
            Some(Value::Date(date)) => Some(date),
            _ => None,
        }
    }

    fn listed(&mut self, (at, key): At<'_>, node: &Node) -> Vec<Box<str>> {
        match self.checked((at, key), node) {
            Some(Value::List(items)) => {
                items.iter().filter_map(|item| item.text().map(Into::into)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn language(&mut self, key: &str, node: &Node) {
        match node.text().and_then(Language::parse) {
            Some(language) => {
                self.facts.language = Some(language).filter(|l| *l != self.config.language);
            }
            None => self.found.push((
                node.span,
                Problem::ValueNotAllowed {
                    field: key.into(),
                    value: node.text().unwrap_or_default().into(),
                    allowed: vec!["nl".into(), "en".into()],
                    suggestion: None,
                },
            )),
        }
    }

    /// Names, with or without a role: `[A, {naam: B, rol: foto}]`, or `A en B`.
    fn authors(&mut self, (at, key): At<'_>, node: &Node) {
        self.checked((at, key), node);
        let mut authors = Vec::new();
        let is_alone = node.text().is_some();
        for node in items(node) {
            let role = schema::role(node);
            let name = node.text().or_else(|| schema::named(node)).unwrap_or_default();
            let names = if is_alone { separate(name) } else { vec![name] };
            for name in names.into_iter().filter(|name| !name.is_empty()) {
                authors.push(Author { name: name.trim().into(), role: role.map(Into::into) });
                self.authors.push(node.span);
            }
        }
        self.facts.authors = authors;
    }

    fn slug(&mut self, (at, key): At<'_>, node: &Node) {
        let Some(written) = self.text((at, key), node) else { return };
        // Each part is made fit for an address; one that has no letter or digit, such as `..`, is refused.
        let parts: Vec<String> = written.trim_matches('/').split('/').map(slug).collect();
        if parts.iter().any(String::is_empty) || written.contains('\\') {
            let problem = Problem::InvalidAddress { field: "slug".into(), value: written.into() };
            self.found.push((node.span, problem));
        } else {
            let start = if written.starts_with('/') { "/" } else { "" };
            self.facts.slug = Some(format!("{start}{}", parts.join("/")).into());
        }
    }

    fn terms(&mut self, (at, key): At<'_>, vocabulary: usize, node: &Node) {
        let field = self.field(at);
        let mut seen = std::collections::HashSet::new();
        let is_alone = node.text().is_some();
        for node in items(node) {
            let names: Vec<&str> = match node.text() {
                // A comma in an item of a list belongs to the name.
                Some(text) if is_alone => text.split(',').collect(),
                Some(text) => vec![text],
                None => schema::named(node).into_iter().collect(),
            };
            // A field that templates show has said so itself.
            if names.is_empty() && matches!(field.role, Role::Terms(_)) {
                let (expected, found) = (Kind::Text, schema::shown(node));
                let suggestion = schema::one_text(node).map(|text| format!("- {text}"));
                let field = key.to_owned();
                let problem = Problem::WrongKind { field, expected, found, suggestion };
                self.found.push((node.span, problem));
            }
            for name in names.into_iter().map(str::trim).filter(|name| !name.is_empty()) {
                if !seen.insert(name) {
                    // A field that templates show has said so itself.
                    if matches!(field.role, Role::Terms(_)) && self.config.is_declared {
                        let (field, value) = (key.to_owned(), name.to_owned());
                        self.found.push((node.span, Problem::ListedTwice { field, value }));
                    }
                    continue;
                }
                self.facts.terms.push((vocabulary, name.into()));
                self.terms.push(node.span);
            }
        }
        if matches!(field.role, Role::Terms(_)) {
            let names = seen.iter().map(|name| Value::Text((*name).into())).collect();
            let problem = schema::too_few_or_many((field, key), &Value::List(names), node);
            self.found.extend(problem.map(|problem| (node.span, problem)));
        }
    }

    fn unknown(&mut self, entry: &Entry) {
        let is_ignored =
            self.is_a.ignored.iter().any(|ignored| ignored.eq_ignore_ascii_case(&entry.key));
        if is_ignored || !self.config.is_declared {
            return;
        }
        // Of names for one field, the one that editors of this site use.
        let written = self.is_a.fields.iter().map(|field| &*field.written);
        let others = self.is_a.fields.iter().flat_map(Field::names);
        let suggestion = nearest(&entry.key, written.chain(others));
        self.found.push((
            entry.key_span,
            Problem::UnknownField { field: entry.key.to_string(), suggestion },
        ));
    }

    /// Fills in what counts where nothing is written.
    fn defaults(&mut self, below: &str) {
        for at in 0..self.is_a.fields.len() {
            if self.is_filled(at) {
                continue;
            }
            let field = self.field(at);
            let folder = below.rsplit_once('/').map(|(folder, _)| folder);
            if let Some(default) = &field.default {
                let default = Node { span: Span::START, ..default.clone() };
                let known = self.found.len();
                self.value(at, &field.written, &default);
                self.found.truncate(known);
            } else if let Some(folder) = folder.filter(|_| field.is_from_folder && !is_index(below))
            {
                let value = Value::Text(format!("/{folder}").into());
                let (name, spans) = (field.name.clone(), vec![Span::START]);
                self.fields.push(Filled { at, name, value, spans });
            } else {
                continue;
            }
            let key = field.written.clone();
            self.written[at] = Some(Written { key, span: Span::START, is_filled: true });
        }
    }

    /// What the page should have, unless the front matter could not be read at all. A draft may still lack it.
    fn missing(&self, has_front: bool, below: &str) -> Vec<Missing> {
        let is_unread = self.found.iter().any(|(_, p)| {
            matches!(p, Problem::BrokenFrontMatter { .. } | Problem::UnclosedFrontMatter { .. })
        });
        if is_unread || self.facts.is_draft {
            return Vec::new();
        }
        let own = self.is_a.collection.and_then(|at| self.config.collections.get(at));
        let of = own.map_or(&*self.config.title, |collection| &collection.label);
        let of = match self.config.statement_of(below) {
            Some(statement) => statement.kind.asker(),
            None => Asker::Named(of.into()),
        };
        let asks = |field: &Field| self.is_a.is_entry || field.role == Role::Own;
        let values = self.values_for_conditions();
        let value_of = |name: &str| values.iter().find(|(own, _)| **own == *name).map(|(_, v)| v);
        let mut missing = Vec::new();
        for (at, field) in self.is_a.fields.iter().enumerate() {
            // A key that was mistyped has been said to be; so has a value that did not fit.
            let is_there = self.is_filled(at) || schema::is_meant(field, &self.found);
            let span = self.written[at].as_ref().map(|written| written.span);
            // Whoever writes the name of it wants a title, also where none is asked for.
            let is_title = field.role == Role::Core(Core::Title) && span.is_some();
            if is_there || !(is_title || asks(field) && field.is_needed(&value_of)) {
                continue;
            }
            let gap = match span {
                Some(_) => Gap::Empty,
                None if has_front => Gap::NotWritten,
                None => Gap::NoFrontMatter,
            };
            let core = if let Role::Core(core) = field.role { Some(core) } else { None };
            missing.push(Missing { core, span, problem: schema::missing(field, of.clone(), gap) });
        }
        missing
    }

    fn is_filled(&self, at: usize) -> bool {
        self.written[at].as_ref().is_some_and(|written| written.is_filled)
    }

    /// What conditions can ask of: the fields for templates, the terms, and flags and texts of weef's own.
    fn values_for_conditions(&self) -> Vec<(&str, Value)> {
        if self.is_a.fields.iter().all(|field| field.need_when.is_none()) {
            return Vec::new();
        }
        let mut values: Vec<(&str, Value)> =
            self.fields.iter().map(|field| (&*field.name, field.value.clone())).collect();
        for (at, field) in self.is_a.fields.iter().enumerate() {
            let value = match field.role {
                Role::Terms(vocabulary) => {
                    let own = self.facts.terms.iter().filter(|(of, _)| *of == vocabulary);
                    let own: Vec<Value> = own.map(|(_, name)| Value::Text(name.clone())).collect();
                    (!own.is_empty()).then_some(Value::List(own))
                }
                Role::Core(Core::Draft) => Some(Value::Flag(self.facts.is_draft)),
                Role::Core(Core::Image) => None,
                Role::Core(_) => self.is_filled(at).then(|| Value::Text("".into())),
                _ => None,
            };
            values.extend(value.map(|value| (&*field.name, value)));
        }
        values
    }
}

/// The items of a list, or the one value that stands for a list of one.
fn items(node: &Node) -> &[Node] {
    match &node.value {
        Tree::List(items) => items,
        Tree::Null => &[],
        _ => std::slice::from_ref(node),
    }
}

/// The names in `A, B en C`.
fn separate(names: &str) -> Vec<&str> {
    let names = names.split(',').flat_map(|part| part.split(" en "));
    names.flat_map(|part| part.split(" & ")).map(str::trim).collect()
}
