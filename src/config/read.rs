//! The tree of `weef.toml` → settings, one table at a time. What is wrong is noted; the default stands in its place.

use std::collections::HashMap;

use super::{
    Collection, Config, Gathered, NameFields, NavigationItem, PER_PAGE, Sort, capital, query,
};
use crate::diagnostic::{Named, Problem, nearest};
use crate::language::{Label, Language};
use crate::schema::{self, Field};
use crate::source::lines::Span;
use crate::source::text::is_blank;
use crate::tree::{Entry, Found, Node, Value};
use crate::url::{BaseUrl, slug};

mod citation;
mod drawings;
mod fields;
mod home;
mod host;
mod look;
mod machines;
mod readability;
mod search;
mod statements;
mod vocabularies;
mod words;

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
    "glossary",
    "glossary_marks",
    "name",
    "citation",
    "series",
    "schema_org",
    "calendar",
    "ignore",
    "readability",
    "fields",
    "gathered",
];

/// Reads the tables of `weef.toml`, and notes what is wrong.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) found: Vec<Found>,
    /// The names of all collections, by which fields refer to them.
    collections: Vec<Box<str>>,
    /// The names of all vocabularies.
    vocabularies: Vec<Box<str>>,
    /// Where the folder of each collection and vocabulary is claimed, and by whom.
    folders: HashMap<Box<str>, Box<str>>,
    /// Whose each key of front matter is that holds terms.
    keys: HashMap<Box<str>, Box<str>>,
    /// The language in which editors write.
    language: Language,
}

/// The settings of a site.
const SETTINGS: &[&str] = &[
    "title",
    "description",
    "lang",
    "base_url",
    "theme",
    "smart_punctuation",
    "navigation",
    "footer",
    "look",
    "home",
    "ignore",
    "search",
    "readability",
    "host",
    "security",
    "pages",
    "machines",
    "publisher",
    "drawings",
    "fields",
    "collections",
    "vocabularies",
];

impl Reader {
    /// A reader of a text in which these mistakes were found already.
    pub(super) fn new(found: Vec<Found>) -> Self {
        Self { found, ..Self::default() }
    }

    /// All settings of a site.
    pub(super) fn site(&mut self, node: &Node, config: &mut Config) {
        // Fields name collections and vocabularies, which may stand below them.
        let mut later: [Option<&Entry>; 3] = [None; 3];
        let mut home = None;
        let mut pages = None;
        let mut drawings = None;
        for entry in node.entries() {
            let Entry { key, node, .. } = entry;
            match &**key {
                "title" => self.name_of(entry, &mut config.title),
                "description" => self.text(entry, &mut config.description),
                "footer" => self.footer(entry, &mut config.footer),
                "look" => self.look(entry, &mut config.look),
                "home" => home = Some(entry),
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
                "smart_punctuation" => self.flag(entry, &mut config.smart_punctuation),
                "navigation" => config.navigation = self.navigation(entry),
                "ignore" => config.ignored = self.texts(entry),
                "search" => self.search(entry, &mut config.search),
                "readability" => self.readability(entry, &mut config.readability),
                "host" => self.host(entry, &mut config.host),
                "security" => config.security = self.security(entry),
                "pages" => pages = Some(entry),
                "machines" => self.machines(entry, &mut config.machines),
                "publisher" => self.publisher(entry, &mut config.publisher),
                "drawings" => drawings = Some(entry),
                "vocabularies" => later[0] = Some(entry),
                "fields" => later[1] = Some(entry),
                "collections" => later[2] = Some(entry),
                _ => self.unknown(entry, SETTINGS),
            }
        }
        self.language = config.language;
        self.types(later, config);
        if let Some(entry) = home {
            self.home(entry, &mut config.home);
        }
        config.statements = pages.map(|entry| self.statements(entry, config)).unwrap_or_default();
        if let Some(entry) = drawings {
            self.drawings(entry, &mut config.drawings);
        }
    }

    /// Vocabularies, fields of every page, collections: what content there is.
    fn types(
        &mut self,
        [vocabularies, fields, collections]: [Option<&Entry>; 3],
        config: &mut Config,
    ) {
        let rows = vocabularies.map(|entry| self.rows(entry));
        let collections = collections.map(|entry| self.rows(entry)).unwrap_or_default();
        self.collections = collections.iter().map(|entry| entry.key.clone()).collect();
        if let Some(rows) = rows {
            config.vocabularies = rows.into_iter().map(|entry| self.vocabulary(entry)).collect();
        }
        self.vocabularies = config.vocabularies.iter().map(|v| v.name.clone()).collect();
        let shared = fields.map(|entry| self.tables(entry)).unwrap_or_default();
        config.complete(self.language);
        config.fields = self.fields(shared, &config.fields);
        config.collections =
            collections.iter().map(|entry| self.collection(entry, config)).collect();
        for (at, entry) in collections.iter().enumerate() {
            let gathered = self.gathered(entry, config);
            config.collections[at].gathered = gathered;
        }
        for vocabulary in &mut config.vocabularies {
            vocabulary.fields =
                super::with_fields(&config.fields, schema::term_fields(), self.language);
        }
    }

    fn collection(&mut self, entry: &Entry, config: &Config) -> Collection {
        let name = &entry.key;
        let mut collection = new_collection(entry, config);
        let mut folder_span = entry.key_span;
        let mut fields: &[Entry] = &[];
        let mut joined: [Option<&Entry>; 7] = [None; 7];
        for part in entry.node.entries() {
            match &*part.key {
                "folder" => {
                    self.folder(part, &mut collection.folder);
                    folder_span = part.node.span;
                }
                "label" => self.label(part, &mut collection.label),
                "label_one" => self.label(part, &mut collection.label_one),
                "template" => {
                    let mut template = Box::default();
                    self.text(part, &mut template);
                    collection.template = Some(template).filter(|name| !name.is_empty());
                    collection.template_span = part.node.span;
                }
                "sort" | "per_page" => self.order(part, &mut collection),
                "news" => self.flag(part, &mut collection.is_news),
                "navigation" => self.flag(part, &mut collection.in_navigation),
                "title_from" => joined[0] = Some(part),
                "sort_by" => joined[1] = Some(part),
                "glossary" => joined[2] = Some(part).filter(|part| self.is_text(part)),
                "glossary_marks" => self.flag(part, &mut collection.marks_terms),
                "name" => joined[3] = Some(part),
                "citation" => joined[4] = Some(part),
                "series" => joined[5] = Some(part),
                "calendar" => joined[6] = Some(part),
                "schema_org" => self.meaning(part, &mut collection.meaning),
                "ignore" => collection.ignored.extend(self.texts(part)),
                "readability" => self.readability(part, &mut collection.readability),
                "fields" => fields = self.tables(part),
                // When the fields of all collections are known.
                "gathered" => {}
                _ => self.unknown(part, COLLECTION_KEYS),
            }
        }
        if !self.claim(&collection.folder, (name, folder_span)) {
            collection.folder = Box::default();
        }
        let builtin = match config.vocabularies.iter().find(|v| v.folder == collection.folder) {
            Some(_) => super::with_fields(&config.fields, schema::term_fields(), self.language),
            None => config.fields.clone(),
        };
        collection.fields = self.fields(fields, &builtin);
        self.of_fields(&mut collection, joined);
        collection
    }

    /// What names fields of the collection, now that they are known.
    fn of_fields(
        &mut self,
        collection: &mut Collection,
        [title_from, sort_by, glossary, name, citation, series, calendar]: [Option<&Entry>; 7],
    ) {
        let fields = std::mem::take(&mut collection.fields);
        let mut joined = |part: Option<&Entry>| part.map(|part| self.joined(part, &fields));
        let [title_from, sort_by, glossary] = [title_from, sort_by, glossary].map(&mut joined);
        collection.person = name.and_then(|part| self.name(part, &fields));
        collection.citation = citation.map(|part| self.citation(part, &fields));
        collection.series = series.and_then(|part| self.series(part, &fields));
        collection.calendar = calendar.map(|part| self.calendar(part, &fields));
        // A name is a title made of other fields.
        let of_name = collection.person.iter().flat_map(NameFields::spoken).cloned();
        collection.title_from = title_from.unwrap_or_else(|| of_name.collect());
        collection.sort_by = sort_by.unwrap_or_default();
        collection.glossary = glossary.and_then(|names| names.into_iter().next());
        collection.fields = fields;
    }

    /// What the pages of a collection gather from others.
    fn gathered(&mut self, entry: &Entry, config: &Config) -> Vec<Gathered> {
        let Some(part) = entry.node.entries().iter().find(|part| *part.key == *"gathered") else {
            return Vec::new();
        };
        let mut gathered = Vec::new();
        for row in self.tables(part) {
            let mut label = Label::from(capital(&row.key.replace('_', " ")));
            if let Some(part) = row.node.entries().iter().find(|part| *part.key == *"label") {
                self.label(part, &mut label);
            }
            let read = query::read_gathered(&row.node, config);
            self.found.extend(read.found);
            gathered.push(Gathered { name: row.key.clone(), label, query: read.query });
        }
        gathered
    }

    /// How the list of a collection is ordered and cut.
    fn order(&mut self, part: &Entry, collection: &mut Collection) {
        let text = part.node.text();
        if *part.key == *"per_page" {
            match text.and_then(|n| n.parse().ok()).filter(|n| *n > 0) {
                Some(n) => collection.per_page = n,
                None => self.invalid(part, "number"),
            }
            return;
        }
        match text {
            Some("date") => collection.sort = Sort::Date,
            Some("title") => collection.sort = Sort::Title,
            Some("order") => collection.sort = Sort::Order,
            _ => self.invalid(part, "sort"),
        }
    }

    /// The canonical names of fields that a setting joins.
    fn joined(&mut self, entry: &Entry, fields: &[Field]) -> Vec<Box<str>> {
        let names = self.texts_with_places(entry);
        let known = |(name, span): (Box<str>, Span)| self.called((&entry.key, &name), span, fields);
        names.into_iter().filter_map(known).collect()
    }

    /// The canonical name of the field that a setting calls by this name.
    fn called(
        &mut self,
        (key, name): (&str, &str),
        span: Span,
        fields: &[Field],
    ) -> Option<Box<str>> {
        let found = fields_called(fields, name);
        if found.is_none() {
            let suggestion = nearest(name, fields.iter().map(|field| &*field.written));
            let (key, of, name) = (key.to_owned(), Named::Field, name.to_owned());
            self.found.push((span, Problem::UnknownNameInSettings { key, of, name, suggestion }));
        }
        found.map(|field| field.name.clone())
    }

    /// Notes whose a folder is; two collections cannot share one, but a vocabulary and a collection may.
    fn claim(&mut self, folder: &str, (name, span): (&str, Span)) -> bool {
        if let Some(other) = self.folders.get(folder) {
            let (key, other) = ("folder".to_owned(), other.to_string());
            self.found.push((span, Problem::SettingTwice { key, name: folder.into(), other }));
            return false;
        }
        self.folders.insert(folder.into(), name.into());
        true
    }

    fn navigation(&mut self, entry: &Entry) -> Vec<NavigationItem> {
        let Value::List(items) = &entry.node.value else {
            self.invalid(entry, "list");
            return Vec::new();
        };
        let mut navigation = Vec::new();
        for item in items {
            let slip = item.entries().iter().find(|e| !matches!(&*e.key, "label" | "to"));
            if let Some(slip) = slip {
                self.unknown(slip, &["label", "to"]);
                continue;
            }
            let label = item.get("label").and_then(Node::text).map(str::trim);
            let to = item.get("to").unwrap_or(item);
            match to.text().map(str::trim).filter(|text| !text.is_empty()) {
                Some(text) => navigation.push(NavigationItem {
                    label: label.unwrap_or_default().into(),
                    to: text.into(),
                    span: to.span,
                }),
                None => self.invalid_at(entry, item, "menu item"),
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

    /// Text; a number or a flag where text is wanted is a slip.
    fn text(&mut self, entry: &Entry, to: &mut Box<str>) {
        match &entry.node.value {
            Value::Scalar { text, plain: false } => *to = text.trim().into(),
            _ => self.invalid(entry, "text"),
        }
    }

    /// What readers know something by; where nothing is written, it keeps the name that it would have without.
    fn name_of(&mut self, entry: &Entry, to: &mut Box<str>) {
        match entry.node.text() {
            Some(text) if is_blank(text) => self.invalid(entry, "name of something"),
            _ => self.text(entry, to),
        }
    }

    /// A word for readers: one text, or one per language.
    fn label(&mut self, entry: &Entry, to: &mut Label) {
        if !matches!(entry.node.value, Value::Map(_)) {
            self.name_of(entry, &mut to.own);
            return;
        }
        for part in entry.node.entries() {
            let Some(language) = Language::parse(&part.key) else {
                self.invalid(part, "language");
                continue;
            };
            let mut word: Box<str> = Box::default();
            self.text(part, &mut word);
            if word.is_empty() {
                continue;
            }
            if language.primary() == self.language.primary() {
                to.own = word;
            } else {
                to.others.push((language, word));
            }
        }
    }

    /// Whether a setting is one text, as it should be.
    fn is_text(&mut self, entry: &Entry) -> bool {
        let mut text = Box::default();
        self.text(entry, &mut text);
        !text.is_empty()
    }

    fn flag(&mut self, entry: &Entry, to: &mut bool) {
        match &entry.node.value {
            Value::Scalar { text, plain: true } if matches!(&**text, "true" | "false") => {
                *to = &**text == "true";
            }
            _ => self.invalid(entry, "flag"),
        }
    }

    fn texts(&mut self, entry: &Entry) -> Vec<Box<str>> {
        self.texts_with_places(entry).into_iter().map(|(text, _)| text).collect()
    }

    /// A list of texts, or one; each with its place.
    fn texts_with_places(&mut self, entry: &Entry) -> Vec<(Box<str>, Span)> {
        let text = |node: &Node| node.text().map(|text| (text.trim().into(), node.span));
        match &entry.node.value {
            Value::List(items) => {
                let texts: Vec<_> = items.iter().filter_map(text).collect();
                if texts.len() < items.len() {
                    self.invalid(entry, "list");
                }
                texts
            }
            Value::Scalar { plain: false, .. } => text(&entry.node).into_iter().collect(),
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
        self.invalid_at(entry, &entry.node, expected);
    }

    /// A part of an entry that cannot be what it is.
    fn invalid_at(&mut self, entry: &Entry, node: &Node, expected: &'static str) {
        let value = match (&node.value, node.text()) {
            (_, Some(text)) => text,
            (Value::List(_), _) => "[…]",
            _ => "{…}",
        };
        let suggestion = words::meant(value, expected);
        let (key, value) = (entry.key.to_string(), value.to_owned());
        self.found.push((node.span, Problem::InvalidSetting { key, expected, value, suggestion }));
    }

    fn unknown(&mut self, entry: &Entry, keys: &[&str]) {
        let suggestion = words::setting(&entry.key, keys);
        self.found.push((
            entry.key_span,
            Problem::UnknownSetting { key: entry.key.to_string(), suggestion },
        ));
    }
}

/// The field that editors call so.
fn fields_called<'f>(fields: &'f [Field], name: &str) -> Option<&'f Field> {
    fields.iter().find(|field| field.is_called(name))
}

/// A collection of which only the name is set.
fn new_collection(entry: &Entry, config: &Config) -> Collection {
    let name = &entry.key;
    Collection {
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
        glossary: None,
        marks_terms: true,
        person: None,
        citation: None,
        series: None,
        meaning: None,
        calendar: None,
        ignored: config.ignored.clone(),
        fields: Vec::new(),
        gathered: Vec::new(),
        readability: config.readability,
    }
}
