//! Front matter → the facts it holds, checked against the schema.

use super::{Author, Facts, Front, split::Split};
use crate::config::{Collection, Config};
use crate::diagnostic::{Kind, Problem, nearest};
use crate::language::Language;
use crate::schema::{self, Core, Field, FieldKind, Value};
use crate::source::lines::{Lines, Span};
use crate::tree::{self, Entry, Found, Node, Value as Tree};
use crate::url::slug;

/// What front matter holds.
pub(super) struct Read {
    pub(super) facts: Facts,
    pub(super) places: Box<[(Box<str>, Span)]>,
    pub(super) terms: Box<[Span]>,
    pub(super) found: Vec<Found>,
}

/// Reads the front matter of a file.
pub(super) fn read(
    split: &Split,
    lines: &Lines<'_>,
    config: &Config,
    declared: Option<&Collection>,
) -> Read {
    let mut reader = Reader {
        config,
        declared,
        facts: Facts::default(),
        places: Vec::new(),
        terms: Vec::new(),
        fields: Vec::new(),
        found: Vec::new(),
    };
    if let Some(front) = &split.front {
        let node = reader.tree(front, lines);
        for entry in node.entries() {
            reader.entry(entry);
        }
    }
    reader.required(split, lines);
    let Reader { mut facts, places, terms, mut fields, found, .. } = reader;
    fields.sort_by_key(|(at, ..)| *at);
    facts.fields = fields.into_iter().map(|(_, name, value)| (name, value)).collect();
    Read { facts, places: places.into(), terms: terms.into(), found }
}

struct Reader<'c> {
    config: &'c Config,
    declared: Option<&'c Collection>,
    facts: Facts,
    places: Vec<(Box<str>, Span)>,
    terms: Vec<Span>,
    /// With their place in the schema.
    fields: Vec<(usize, Box<str>, Value)>,
    found: Vec<Found>,
}

impl Reader<'_> {
    fn tree(&mut self, front: &Front, lines: &Lines<'_>) -> Node {
        let text = lines.text().get(front.range.clone()).unwrap_or_default();
        let fence = front.fence;
        if !front.is_closed {
            let span = Span { line: 1, column: 1, end_line: 1, end_column: 4 };
            self.found.push((span, Problem::UnclosedFrontMatter { fence }));
        }
        let (node, found) = match fence {
            "+++" => {
                tree::toml(text, 2, &|cause| Problem::BrokenFrontMatter { format: "TOML", cause })
            }
            _ => tree::yaml(text, 2),
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
        let declared = self.declared.map(|c| c.fields.as_slice()).unwrap_or_default();
        let own = declared.iter().position(|field| field.is_called(&entry.key));
        // A collection's own field comes before weef's name for it.
        if let Some(at) = own
            && let Some(field) = declared.get(at)
        {
            self.field(at, field, entry);
        } else if let Some(vocabulary) = self.config.vocabulary_of(&entry.key) {
            self.terms(vocabulary, &entry.node);
        } else if let Some(core) = Core::from_key(&entry.key) {
            self.core(core, entry);
        } else if let Some(at) =
            schema::common_fields().iter().position(|field| field.is_called(&entry.key))
        {
            // Other tools use the same words for other things: without weef.toml they are nobody's mistake.
            let known = self.found.len();
            self.field(declared.len() + at, &schema::common_fields()[at], entry);
            if !self.config.is_declared {
                self.found.truncate(known);
            }
        } else if self.declared.is_some() {
            self.unknown(entry);
        }
    }

    fn field(&mut self, at: usize, field: &Field, entry: &Entry) {
        self.places.push((field.name.clone(), entry.node.span));
        let kind = match &field.kind {
            FieldKind::List(item) => &item.kind,
            kind => kind,
        };
        if let FieldKind::Term(vocabulary) = kind
            && let Some(vocabulary) =
                self.config.vocabularies.iter().position(|v| v.name == *vocabulary)
        {
            self.terms(vocabulary, &entry.node);
        }
        if let Some(value) = schema::check(field, &entry.node, &mut self.found) {
            self.fields.push((at, field.name.clone(), value));
        }
    }

    fn core(&mut self, core: Core, entry: &Entry) {
        let node = &entry.node;
        if node.is_empty() {
            return;
        }
        let key = &*entry.key;
        match core {
            Core::Title => self.facts.title = self.text(entry).unwrap_or_default(),
            Core::Summary => self.facts.summary = self.text(entry),
            Core::Template => {
                self.places.push(("template".into(), node.span));
                self.facts.template = self.text(entry);
            }
            Core::Slug => self.slug(entry),
            Core::Aliases => {
                for node in items(node) {
                    self.places.push(("aliases".into(), node.span));
                    self.facts.aliases.extend(node.text().map(|text| text.trim().into()));
                }
            }
            Core::Authors => self.facts.authors = authors(node),
            Core::Date => self.facts.date = schema::date(key, node, &mut self.found),
            Core::Updated => self.facts.updated = schema::date(key, node, &mut self.found),
            Core::Publish => self.facts.publish = schema::date(key, node, &mut self.found),
            Core::Expires => self.facts.expires = schema::date(key, node, &mut self.found),
            Core::Draft => match node.flag() {
                Some(flag) => self.facts.is_draft = flag,
                None => self.wrong(entry, Kind::Flag),
            },
            Core::Image => self.image(node),
            Core::Language => match node.text().and_then(Language::parse) {
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
            },
            Core::Order => self.facts.order = node.text().and_then(|text| text.trim().parse().ok()),
        }
    }

    /// A picture: a group, or the file's name alone.
    fn image(&mut self, node: &Node) {
        let mut field = schema::plain_field("image", &["beeld"]);
        field.kind = FieldKind::Image;
        self.places.push(("image".into(), node.span));
        let known = self.found.len();
        if let Some(value) = schema::check(&field, node, &mut self.found) {
            self.fields.push((usize::MAX, "image".into(), value));
        }
        if !self.config.is_declared {
            self.found.truncate(known);
        }
    }

    fn slug(&mut self, entry: &Entry) {
        let Some(written) = self.text(entry) else { return };
        // Each part is made fit for an address; one that has no letter or digit, such as `..`, is refused.
        let parts: Vec<String> = written.trim_matches('/').split('/').map(slug).collect();
        if parts.iter().any(String::is_empty) || written.contains('\\') {
            let problem = Problem::InvalidAddress { field: "slug".into(), value: written.into() };
            self.found.push((entry.node.span, problem));
        } else {
            let start = if written.starts_with('/') { "/" } else { "" };
            self.facts.slug = Some(format!("{start}{}", parts.join("/")).into());
        }
    }

    fn terms(&mut self, vocabulary: usize, node: &Node) {
        for node in items(node) {
            let names: Vec<&str> = match node.text() {
                Some(text) => text.split(',').collect(),
                None => schema::named(node).into_iter().collect(),
            };
            for name in names.into_iter().map(str::trim).filter(|name| !name.is_empty()) {
                self.facts.terms.push((vocabulary, name.into()));
                self.terms.push(node.span);
            }
        }
    }

    fn text(&mut self, entry: &Entry) -> Option<Box<str>> {
        match entry.node.text() {
            Some(text) => Some(text.trim().into()),
            None => {
                self.wrong(entry, Kind::Text);
                None
            }
        }
    }

    fn wrong(&mut self, entry: &Entry, expected: Kind) {
        let found = match (&entry.node.value, entry.node.text()) {
            (_, Some(text)) => format!("`{text}`"),
            (Tree::List(_), _) => "[…]".into(),
            _ => "{…}".into(),
        };
        self.found.push((
            entry.node.span,
            Problem::WrongKind { field: entry.key.to_string(), expected, found },
        ));
    }

    fn unknown(&mut self, entry: &Entry) {
        let declared = self.declared.map(|c| c.fields.as_slice()).unwrap_or_default();
        let fields = declared.iter().chain(schema::common_fields()).flat_map(|field| {
            std::iter::once(&*field.name).chain(field.aliases.iter().map(|alias| &**alias))
        });
        let keys = self.config.vocabularies.iter().flat_map(|v| v.keys.iter().map(|k| &**k));
        let suggestion = nearest(&entry.key, fields.chain(keys).chain(Core::NAMES));
        self.found.push((
            entry.key_span,
            Problem::UnknownField { field: entry.key.to_string(), suggestion },
        ));
    }

    /// Says which required fields are missing, unless the front matter could not be read at all.
    fn required(&mut self, split: &Split, lines: &Lines<'_>) {
        let Some(collection) = self.declared else { return };
        if self.found.iter().any(|(_, p)| {
            matches!(p, Problem::BrokenFrontMatter { .. } | Problem::UnclosedFrontMatter { .. })
        }) {
            return;
        }
        let span =
            split.front.as_ref().map_or(Span::START, |front| lines.span(0..front.range.start));
        for field in collection.fields.iter().filter(|field| field.required) {
            if !self.places.iter().any(|(name, _)| *name == field.name) {
                let problem = Problem::MissingField {
                    field: field.written_name().into(),
                    collection: collection.label.to_string(),
                };
                self.found.push((span, problem));
            }
        }
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

/// Names, with or without a role: `[A, {naam: B, rol: foto}]`, or `A en B`.
fn authors(node: &Node) -> Vec<Author> {
    let author = |name: &str, role: Option<&str>| Author {
        name: name.trim().into(),
        role: role.map(Into::into),
    };
    if let Some(text) = node.text() {
        let names =
            text.split(',').flat_map(|part| part.split(" en ")).flat_map(|part| part.split(" & "));
        return names
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(|name| author(name, None))
            .collect();
    }
    let one = |node: &Node| {
        let role = ["role", "rol"].into_iter().find_map(|key| node.get(key)?.text());
        node.text().or_else(|| schema::named(node)).map(|name| author(name, role))
    };
    items(node).iter().filter_map(one).collect()
}
