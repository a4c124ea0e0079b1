//! The tree of `weef.toml` → settings, one table at a time. What is wrong is noted; the default stands in its place.

use super::{Collection, Config, NavigationItem, PER_PAGE, Sort, Vocabulary, capital};
use crate::diagnostic::{Problem, nearest};
use crate::language::Language;
use crate::schema::{Field, FieldKind, plain_field};
use crate::tree::{Entry, Found, Node, Value};
use crate::url::{BaseUrl, slug};

/// What the table of a collection may hold.
const COLLECTION_KEYS: &[&str] = &[
    "folder",
    "label",
    "label_one",
    "template",
    "sort",
    "sort_by",
    "per_page",
    "news",
    "navigation",
    "title_from",
    "fields",
];

/// Reads the tables of `weef.toml`, and notes what is wrong.
pub(super) struct Reader {
    pub(super) found: Vec<Found>,
}

impl Reader {
    /// All settings of a site.
    pub(super) fn site(&mut self, node: &Node, config: &mut Config) {
        const KEYS: &[&str] = &[
            "title",
            "description",
            "lang",
            "base_url",
            "theme",
            "smart_punctuation",
            "navigation",
            "footer",
            "collections",
            "vocabularies",
        ];
        let mut vocabularies = None;
        for entry in node.entries() {
            let Entry { key, node, .. } = entry;
            match &**key {
                "title" => self.text(entry, &mut config.title),
                "description" => self.text(entry, &mut config.description),
                "footer" => {
                    self.text(entry, &mut config.footer);
                    config.footer_span = node.span;
                }
                "lang" => match node.text().and_then(Language::parse) {
                    Some(language) => config.language = language,
                    None => self.invalid(entry, "language"),
                },
                "base_url" => match node.text().and_then(BaseUrl::parse) {
                    Some(base) => config.base_url = Some(base),
                    None => self.invalid(entry, "url"),
                },
                "theme" => {
                    self.text(entry, &mut config.theme);
                    config.theme_span = node.span;
                }
                "smart_punctuation" => match node.flag() {
                    Some(flag) => config.smart_punctuation = flag,
                    None => self.invalid(entry, "flag"),
                },
                "navigation" => config.navigation = self.navigation(entry),
                "collections" => {
                    let rows = self.rows(entry);
                    config.collections = rows.into_iter().map(|e| self.collection(e)).collect();
                }
                "vocabularies" => {
                    vocabularies =
                        Some(self.tables(entry).iter().map(|e| self.vocabulary(e)).collect());
                }
                _ => self.unknown(entry, KEYS),
            }
        }
        if let Some(vocabularies) = vocabularies {
            config.vocabularies = vocabularies;
        }
    }

    fn collection(&mut self, entry: &Entry) -> Collection {
        let name = &entry.key;
        let mut collection = Collection {
            name: name.clone(),
            folder: slug(name).into(),
            label: capital(name).into(),
            label_one: capital(name).into(),
            template: None,
            template_span: entry.key_span,
            sort: Sort::Date,
            per_page: PER_PAGE,
            is_news: true,
            in_navigation: true,
            title_from: Vec::new(),
            sort_by: Vec::new(),
            fields: Vec::new(),
        };
        for part in entry.node.entries() {
            match &*part.key {
                "folder" => self.folder(part, &mut collection.folder),
                "label" => self.text(part, &mut collection.label),
                "label_one" => self.text(part, &mut collection.label_one),
                "template" => {
                    collection.template = part.node.text().map(Into::into);
                    collection.template_span = part.node.span;
                }
                "sort" => match part.node.text() {
                    Some("date") => collection.sort = Sort::Date,
                    Some("title") => collection.sort = Sort::Title,
                    Some("order") => collection.sort = Sort::Order,
                    _ => self.invalid(part, "sort"),
                },
                "per_page" => {
                    match part.node.text().and_then(|n| n.parse().ok()).filter(|n| *n > 0) {
                        Some(n) => collection.per_page = n,
                        None => self.invalid(part, "number"),
                    }
                }
                "news" => self.flag(part, &mut collection.is_news),
                "navigation" => self.flag(part, &mut collection.in_navigation),
                "title_from" => collection.title_from = self.texts(part),
                "sort_by" => collection.sort_by = self.texts(part),
                "fields" => {
                    collection.fields = self.tables(part).iter().map(|e| self.field(e)).collect();
                }
                _ => self.unknown(part, COLLECTION_KEYS),
            }
        }
        collection
    }

    fn field(&mut self, entry: &Entry) -> Field {
        let mut field = plain_field(&entry.key, &[]);
        field.label = capital(&entry.key.replace('_', " ")).into();
        self.field_parts(&mut field, &entry.node, entry);
        field
    }

    /// Reads what a field is from its table, or from the word of its kind alone.
    fn field_parts(&mut self, field: &mut Field, node: &Node, entry: &Entry) {
        const KEYS: &[&str] = &[
            "kind",
            "label",
            "aliases",
            "required",
            "of",
            "fields",
            "values",
            "vocabulary",
            "sample",
        ];
        let word = node.text().or_else(|| node.get("kind").and_then(Node::text));
        match word {
            Some("list") => field.kind = FieldKind::List(Box::new(plain_field("item", &[]))),
            Some(word) => match FieldKind::from_name(word) {
                Some(kind) => field.kind = kind,
                None => self.invalid(entry, "kind"),
            },
            None if node.get("fields").is_some() => field.kind = FieldKind::Group(Vec::new()),
            None => {}
        }
        for part in node.entries() {
            match &*part.key {
                "kind" => {}
                "label" => self.text(part, &mut field.label),
                "aliases" => field.aliases = self.texts(part),
                "required" => self.flag(part, &mut field.required),
                "sample" => field.sample = part.node.text().map(Into::into),
                "values" => {
                    let choice = FieldKind::Choice(self.texts(part));
                    match &mut field.kind {
                        FieldKind::List(item) => item.kind = choice,
                        kind => *kind = choice,
                    }
                }
                "vocabulary" => {
                    field.kind = FieldKind::Term(part.node.text().unwrap_or_default().into());
                }
                "fields" => {
                    field.kind =
                        FieldKind::Group(self.tables(part).iter().map(|e| self.field(e)).collect());
                }
                "of" => {
                    let mut item = plain_field("item", &[]);
                    self.field_parts(&mut item, &part.node, part);
                    field.kind = FieldKind::List(Box::new(item));
                }
                _ => self.unknown(part, KEYS),
            }
        }
        // A message about an item names the list it stands in.
        if let FieldKind::List(item) = &mut field.kind {
            item.name.clone_from(&field.name);
            item.aliases.clone_from(&field.aliases);
        }
    }

    fn vocabulary(&mut self, entry: &Entry) -> Vocabulary {
        const KEYS: &[&str] = &["folder", "label", "label_one", "keys"];
        let name = &entry.key;
        let mut vocabulary = Vocabulary {
            name: name.clone(),
            folder: slug(name).into(),
            label: capital(name).into(),
            label_one: capital(name).into(),
            keys: vec![name.to_lowercase().into()],
        };
        for part in entry.node.entries() {
            match &*part.key {
                "folder" => self.folder(part, &mut vocabulary.folder),
                "label" => self.text(part, &mut vocabulary.label),
                "label_one" => self.text(part, &mut vocabulary.label_one),
                "keys" => {
                    vocabulary
                        .keys
                        .extend(self.texts(part).iter().map(|k| k.to_lowercase().into()));
                }
                _ => self.unknown(part, KEYS),
            }
        }
        vocabulary
    }

    fn navigation(&mut self, entry: &Entry) -> Vec<NavigationItem> {
        let Value::List(items) = &entry.node.value else {
            self.invalid(entry, "list");
            return Vec::new();
        };
        let mut navigation = Vec::new();
        for item in items {
            let label = item.get("label").and_then(Node::text);
            let to = item.text().or_else(|| item.get("to").and_then(Node::text));
            match to {
                Some(to) => navigation.push(NavigationItem {
                    label: label.unwrap_or_default().into(),
                    to: to.into(),
                    span: item.span,
                }),
                None => self.invalid(entry, "list"),
            }
        }
        navigation
    }

    fn folder(&mut self, entry: &Entry, to: &mut Box<str>) {
        let folder = entry.node.text().map(|t| t.trim_matches('/')).filter(|t| !t.is_empty());
        match folder.filter(|t| t.split('/').all(|part| !matches!(part, "" | "." | ".."))) {
            Some(folder) => *to = folder.into(),
            None => self.invalid(entry, "folder"),
        }
    }

    fn text(&mut self, entry: &Entry, to: &mut Box<str>) {
        match entry.node.text() {
            Some(text) => *to = text.trim().into(),
            None => self.invalid(entry, "text"),
        }
    }

    fn flag(&mut self, entry: &Entry, to: &mut bool) {
        match entry.node.flag() {
            Some(flag) => *to = flag,
            None => self.invalid(entry, "flag"),
        }
    }

    fn texts(&mut self, entry: &Entry) -> Vec<Box<str>> {
        match &entry.node.value {
            Value::List(items) => items.iter().filter_map(Node::text).map(Into::into).collect(),
            Value::Scalar { text, .. } => vec![text.clone()],
            _ => {
                self.invalid(entry, "list");
                Vec::new()
            }
        }
    }

    fn tables<'n>(&mut self, entry: &'n Entry) -> &'n [Entry] {
        if !matches!(entry.node.value, Value::Map(_)) {
            self.invalid(entry, "table");
        }
        entry.node.entries()
    }

    /// The entries of a table that are tables themselves.
    fn rows<'n>(&mut self, entry: &'n Entry) -> Vec<&'n Entry> {
        let all = self.tables(entry);
        let (tables, others): (Vec<&Entry>, Vec<&Entry>) =
            all.iter().partition(|entry| matches!(entry.node.value, Value::Map(_)));
        for entry in others {
            self.invalid(entry, "table");
        }
        tables
    }

    fn invalid(&mut self, entry: &Entry, expected: &'static str) {
        let value = entry.node.text().unwrap_or("…").to_owned();
        self.found.push((
            entry.node.span,
            Problem::InvalidSetting { key: entry.key.to_string(), expected, value },
        ));
    }

    fn unknown(&mut self, entry: &Entry, keys: &[&str]) {
        let suggestion = nearest(&entry.key, keys.iter().copied());
        self.found.push((
            entry.key_span,
            Problem::UnknownSetting { key: entry.key.to_string(), suggestion },
        ));
    }
}
