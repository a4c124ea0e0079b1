//! `weef.toml` as written → [`Config`] as used. Every mistake is found in one reading; what is right counts.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Problem, nearest};
use crate::language::{Language, Typographer};
use crate::schema::{Field, FieldKind, plain_field};
use crate::source::lines::Span;
use crate::source::{CONFIG_FILE, SourcePath};
use crate::tree::{self, Entry, Found, Node, Value};
use crate::url::{BaseUrl, slug};

/// The settings of a site.
#[derive(Clone, Debug)]
pub struct Config {
    /// The name of the site.
    pub title: Box<str>,
    /// What it is, in a sentence.
    pub description: Box<str>,
    /// The language of the site.
    pub language: Language,
    /// Where it is published.
    pub base_url: Option<BaseUrl>,
    /// Whether `weef.toml` is there: without it, unknown fields are nobody's mistake.
    pub is_declared: bool,
    /// The name of the theme: a folder in `themes`; `default` for weef's own.
    pub theme: Box<str>,
    /// Where `theme` is set, for a message.
    pub theme_span: Span,
    /// Straight quotes become typographic ones.
    pub smart_punctuation: bool,
    /// The items of the main navigation; empty for the collections.
    pub navigation: Vec<NavigationItem>,
    /// A line at the foot of each page, in Markdown.
    pub footer: Box<str>,
    /// The collections, in the order of `weef.toml`.
    pub collections: Vec<Collection>,
    /// The vocabularies, in the order of `weef.toml`.
    pub vocabularies: Vec<Vocabulary>,
}

/// A link of the main navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavigationItem {
    /// What readers see.
    pub label: Box<str>,
    /// A path on this site.
    pub to: Box<str>,
    /// Where it stands in `weef.toml`.
    pub span: Span,
}

/// A content type and its folder.
#[derive(Clone, Debug)]
pub struct Collection {
    /// The name, as `weef new` takes it.
    pub name: Box<str>,
    /// The folder below `content`; a `*` stands for one folder of any name.
    pub folder: Box<str>,
    /// What readers see for many.
    pub label: Box<str>,
    /// What readers see for one.
    pub label_one: Box<str>,
    /// The template of its pages.
    pub template: Option<Box<str>>,
    /// Where the template is named, for a message.
    pub template_span: Span,
    /// How its list is ordered.
    pub sort: Sort,
    /// How many entries a page of its list has.
    pub per_page: usize,
    /// Whether its entries count as news: home page, feeds, theme pages.
    pub is_news: bool,
    /// Whether it stands in the main navigation and the ways in.
    pub in_navigation: bool,
    /// The fields whose texts joined by spaces are a page's title, where it has none.
    pub title_from: Vec<Box<str>>,
    /// The fields joined to sort by, where that is not the title.
    pub sort_by: Vec<Box<str>>,
    /// The fields beyond the core.
    pub fields: Vec<Field>,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Newest first.
    Date,
    /// A to Z.
    Title,
    /// By the field `order`, then A to Z.
    Order,
}

/// Terms that pages are tagged with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vocabulary {
    /// The name, which is also the canonical field.
    pub name: Box<str>,
    /// The folder with the pages of its terms, below `content`, and their address.
    pub folder: Box<str>,
    /// What readers see for many.
    pub label: Box<str>,
    /// What readers see for one.
    pub label_one: Box<str>,
    /// Keys in the front matter that hold its terms.
    pub keys: Vec<Box<str>>,
}

/// How many entries a page of a list has, unless set.
const PER_PAGE: usize = 20;

impl Config {
    /// What counts without `weef.toml`: Dutch, one vocabulary of themes, a section for each folder.
    pub fn plain(title: &str) -> Self {
        Self {
            title: title.into(),
            description: Box::default(),
            language: Language::DUTCH,
            base_url: None,
            is_declared: false,
            theme: "default".into(),
            theme_span: Span::START,
            smart_punctuation: true,
            navigation: Vec::new(),
            footer: Box::default(),
            collections: Vec::new(),
            vocabularies: vec![Vocabulary {
                name: "themes".into(),
                folder: "themas".into(),
                label: "Thema’s".into(),
                label_one: "Thema".into(),
                keys: ["themes", "themas", "thema", "tags", "topics"].map(Into::into).into(),
            }],
        }
    }

    /// The collection of a folder below `content`: the most exact pattern wins.
    pub fn collection_of(&self, folder: &str) -> Option<usize> {
        let fits = |(i, c): (usize, &Collection)| Some((fit(&c.folder, folder)?, i));
        self.collections
            .iter()
            .enumerate()
            .filter_map(fits)
            .max_by_key(|(fit, i)| (*fit, usize::MAX - i))
            .map(|(_, i)| i)
    }

    /// The vocabulary whose terms a key of the front matter holds.
    pub fn vocabulary_of(&self, key: &str) -> Option<usize> {
        let key = key.to_lowercase();
        self.vocabularies.iter().position(|v| v.keys.iter().any(|k| **k == *key))
    }
}

/// How exactly a pattern such as `werkgroepen/*` fits a folder or one above it: segments that are equal count double.
fn fit(pattern: &str, folder: &str) -> Option<usize> {
    let mut folder = folder.split('/').filter(|s| !s.is_empty());
    let mut score = 0;
    for part in pattern.split('/').filter(|s| !s.is_empty()) {
        match (part, folder.next()?) {
            ("*", _) => score += 1,
            (part, segment) if part == segment => score += 2,
            _ => return None,
        }
    }
    (score > 0).then_some(score)
}

/// Reads the settings from the bytes of `weef.toml`; `name` is the root's name, the title of last resort.
pub fn parse(bytes: Option<&[u8]>, name: &str) -> (Arc<Config>, Vec<Diagnostic>) {
    let mut config = Config::plain(name);
    let Some(bytes) = bytes else { return (Arc::new(config), Vec::new()) };
    let file = SourcePath::new(CONFIG_FILE);
    let text = String::from_utf8_lossy(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let (node, found) = tree::toml(text, 1, &|cause| Problem::BrokenConfig { cause });
    let mut reader = Reader { found };
    config.is_declared = true;
    reader.site(&node, &mut config);
    if config.smart_punctuation {
        typeset(&mut config);
    }
    let problems =
        reader.found.into_iter().map(|(span, problem)| Diagnostic::new(&file, span, problem));
    (Arc::new(config), problems.collect())
}

/// What readers see of the settings, with typographic quotes.
fn typeset(config: &mut Config) {
    let language = config.language;
    let smart = |text: &mut Box<str>| *text = Typographer::text(language, text).into();
    smart(&mut config.title);
    smart(&mut config.description);
    config.navigation.iter_mut().for_each(|item| smart(&mut item.label));
    for vocabulary in &mut config.vocabularies {
        smart(&mut vocabulary.label);
        smart(&mut vocabulary.label_one);
    }
    for collection in &mut config.collections {
        smart(&mut collection.label);
        smart(&mut collection.label_one);
    }
}

struct Reader {
    found: Vec<Found>,
}

impl Reader {
    fn site(&mut self, node: &Node, config: &mut Config) {
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
                "footer" => self.text(entry, &mut config.footer),
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
                    config.collections =
                        self.tables(entry).iter().map(|e| self.collection(e)).collect();
                }
                "vocabularies" => {
                    vocabularies =
                        Some(self.tables(entry).iter().map(|e| self.vocabulary(e)).collect());
                }
                _ => self.unknown(entry, KEYS),
            }
        }
        config.vocabularies = vocabularies.unwrap_or_default();
    }

    fn collection(&mut self, entry: &Entry) -> Collection {
        const KEYS: &[&str] = &[
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
                    _ => self.invalid(part, "`\"date\"`, `\"title\"`, `\"order\"`"),
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
                    collection.fields = self.tables(part).iter().map(|e| self.field(e)).collect()
                }
                _ => self.unknown(part, KEYS),
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
                "values" => field.kind = FieldKind::Choice(self.texts(part)),
                "vocabulary" => {
                    field.kind = FieldKind::Term(part.node.text().unwrap_or_default().into())
                }
                "fields" => {
                    field.kind =
                        FieldKind::Group(self.tables(part).iter().map(|e| self.field(e)).collect())
                }
                "of" => {
                    let mut item = plain_field("item", &[]);
                    self.field_parts(&mut item, &part.node, part);
                    field.kind = FieldKind::List(Box::new(item));
                }
                _ => self.unknown(part, KEYS),
            }
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
                    vocabulary.keys.extend(self.texts(part).iter().map(|k| k.to_lowercase().into()))
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

/// A name with a capital; `ij` is one letter.
pub fn capital(name: &str) -> String {
    if let Some(rest) = name.strip_prefix("ij") {
        return format!("IJ{rest}");
    }
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
