//! `weef.toml` as written → [`Config`] as used. Every mistake is found in one reading; what is right counts.

use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use crate::diagnostic::{Diagnostic, Problem, Speech};
pub use crate::language::capital;
use crate::language::{Label, Language, Typographer};
use crate::schema::{self, Field, FieldKind};
use crate::source::lines::Span;
use crate::source::{CONFIG_FILE, SourcePath, text};
use crate::tree;
use crate::url::BaseUrl;

mod citation;
pub mod colour;
pub mod home;
mod host;
pub mod look;
mod machines;
pub mod query;
mod read;
mod statement;

pub use citation::{CITED_KINDS, Cited, Citing, NameFields, SeriesFields, cited_kind};
pub use host::{Host, HostFile, Security, SecurityPage};
pub use machines::{Calendar, MEANINGS, Machines, Picture, Publisher};
pub use statement::{Statement, StatementKind};

/// The settings of a site.
#[derive(Clone, Debug)]
pub struct Config {
    /// What tells the settings as they are written from any others.
    pub hash: u64,
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
    /// Logo, icon and colours.
    pub look: look::Look,
    /// The foot of each page.
    pub footer: look::Footer,
    /// The home page, block by block.
    pub home: Vec<home::HomeBlock>,
    /// The collections, in the order of `weef.toml`.
    pub collections: Vec<Collection>,
    /// The vocabularies, in the order of `weef.toml`.
    pub vocabularies: Vec<Vocabulary>,
    /// The fields of pages outside any collection.
    pub fields: Vec<Field>,
    /// Keys in front matter that are another program's.
    pub ignored: Vec<Box<str>>,
    /// How readers search.
    pub search: Search,
    /// How easy to read the pages are meant to be.
    pub readability: Targets,
    /// The host that it is published on.
    pub host: Host,
    /// Whom to tell of a hole in the site.
    pub security: Option<Security>,
    /// Pages that account for the site itself, in the order of `weef.toml`.
    pub statements: Vec<Statement>,
    /// What is made for programs that read the site.
    pub machines: Machines,
    /// Who publishes it.
    pub publisher: Publisher,
    /// What readers may look at.
    pub drawings: Drawings,
}

/// What readers may look at instead of read, where there is enough to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawings {
    /// The vocabularies, by name, of whose terms there is a map; none for all.
    pub maps: Option<Vec<Box<str>>>,
    /// When pages of a list or on a term appeared.
    pub timeline: bool,
    /// What a page leads to, and what leads to it.
    pub links: bool,
}

/// How easy to read pages are meant to be. What is not set asks nothing; what is set is advice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    /// What the text scores by Flesch-Douma, at least.
    pub target: Option<u32>,
    /// What the summary scores, at least.
    pub summary: Option<u32>,
    /// How many words a sentence has, at most.
    pub longest_sentence: Option<u32>,
}

/// How readers search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// Whether they can: a search page, and a box on every other page.
    pub is_enabled: bool,
    /// Groups of words that mean the same, besides those that terms and glossaries have.
    pub synonyms: Vec<Vec<Box<str>>>,
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
    pub label: Label,
    /// What readers see for one.
    pub label_one: Label,
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
    /// The field that explains what its pages are called, where it is a glossary.
    pub glossary: Option<Box<str>>,
    /// Whether its pages explain the terms of glossaries that they use.
    pub marks_terms: bool,
    /// The fields that are the parts of a person's name, where its pages are people.
    pub person: Option<NameFields>,
    /// Where its pages say of which series they are a part.
    pub series: Option<SeriesFields>,
    /// How its pages are cited, where they are.
    pub citation: Option<Citing>,
    /// What its pages are in the words of schema.org, where the settings say so.
    pub meaning: Option<&'static str>,
    /// Which fields are a meeting, where its pages are.
    pub calendar: Option<Calendar>,
    /// Keys in front matter that are another program's.
    pub ignored: Vec<Box<str>>,
    /// The fields: its own, and those that every page has.
    pub fields: Vec<Field>,
    /// What its pages gather from others.
    pub gathered: Vec<Gathered>,
    /// How easy to read its pages are meant to be.
    pub readability: Targets,
}

/// What a page of a collection gathers from pages that name it.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// By which templates find it.
    pub name: Box<str>,
    /// What readers see above it.
    pub label: Label,
    /// Which pages or items, with the field by which they name the page.
    pub query: query::Query,
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
    pub label: Label,
    /// What readers see for one.
    pub label_one: Label,
    /// Keys in the front matter that hold its terms.
    pub keys: Vec<Box<str>>,
    /// Whether a page may bring a term of its own.
    pub is_open: bool,
    /// The terms that the settings name; pages in the folder are terms too.
    pub terms: Vec<DeclaredTerm>,
    /// The fields of such a page, where its folder is no collection's.
    pub fields: Vec<Field>,
    /// Where its name stands in `weef.toml`.
    pub span: Span,
}

/// A term that `weef.toml` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredTerm {
    /// The last part of its address; pages may name it so, too.
    pub slug: Box<str>,
    /// What readers see.
    pub name: Box<str>,
    /// Other names by which pages mean it.
    pub synonyms: Vec<Box<str>>,
    /// Names it had before; their addresses lead to it.
    pub old_names: Vec<Box<str>>,
    /// The term above it, and where that stands.
    pub parent: Option<(Box<str>, Span)>,
    /// Where it stands.
    pub span: Span,
}

impl DeclaredTerm {
    /// A term with nothing but a name.
    pub fn new(slug: &str, name: &str, span: Span) -> Self {
        Self {
            slug: slug.into(),
            name: name.into(),
            synonyms: Vec::new(),
            old_names: Vec::new(),
            parent: None,
            span,
        }
    }
}

/// What a page is: its collection, and the fields it may have.
#[derive(Clone, Copy, Debug)]
pub struct Type<'c> {
    /// The collection, by its place in the configuration.
    pub collection: Option<usize>,
    /// The fields.
    pub fields: &'c [Field],
    /// Keys in front matter that are another program's.
    pub ignored: &'c [Box<str>],
    /// Whether it is an entry of its collection, which may ask fields of it.
    pub is_entry: bool,
}

impl Drawings {
    /// Whether there is a map of the terms of a vocabulary.
    pub fn has_map(&self, vocabulary: &Vocabulary) -> bool {
        self.maps.as_ref().is_none_or(|names| names.contains(&vocabulary.name))
    }
}

/// How many entries a page of a list has, unless set.
const PER_PAGE: usize = 20;

impl Config {
    /// What counts without `weef.toml`: Dutch, one vocabulary of themes, a section for each folder.
    pub fn plain(title: &str) -> Self {
        let mut config = Self {
            hash: 0,
            title: title.into(),
            description: Box::default(),
            language: Language::DUTCH,
            base_url: None,
            is_declared: false,
            theme: "default".into(),
            theme_span: Span::START,
            smart_punctuation: true,
            navigation: Vec::new(),
            look: look::Look::default(),
            footer: look::Footer::default(),
            home: home::Shows::usual(),
            collections: Vec::new(),
            vocabularies: vec![Vocabulary {
                name: "themes".into(),
                folder: "themas".into(),
                label: "Thema’s".into(),
                label_one: "Thema".into(),
                keys: ["themes", "themas", "thema", "tags", "topics"].map(Into::into).into(),
                is_open: true,
                terms: Vec::new(),
                fields: Vec::new(),
                span: Span::START,
            }],
            fields: Vec::new(),
            ignored: Vec::new(),
            search: Search { is_enabled: true, synonyms: Vec::new() },
            readability: Targets::default(),
            host: Host::default(),
            security: None,
            statements: Vec::new(),
            machines: Machines::default(),
            publisher: Publisher::default(),
            drawings: Drawings { maps: None, timeline: true, links: true },
        };
        config.complete(Language::DUTCH);
        config
    }

    /// Gives pages the fields that are there without being declared.
    fn complete(&mut self, language: Language) {
        let terms = self.vocabularies.iter().enumerate().map(|(at, vocabulary)| {
            let mut field = schema::terms_field(at, &vocabulary.name, &vocabulary.keys);
            field.label = vocabulary.label.clone();
            if language.speech() == Speech::Dutch {
                field.written = vocabulary.keys.get(1).unwrap_or(&vocabulary.name).clone();
            }
            field
        });
        let terms: Vec<Field> = terms.collect();
        let core = with_fields(&terms, schema::core_fields(), language);
        self.fields = with_fields(&core, schema::common_fields(), language);
        for vocabulary in &mut self.vocabularies {
            vocabulary.fields = with_fields(&self.fields, schema::term_fields(), language);
        }
    }

    /// What a page is by its place below the content folder.
    pub fn type_of(&self, below: &str) -> Type<'_> {
        if let Some(statement) = self.statement_of(below) {
            let (fields, ignored) = (&*statement.fields, &*self.ignored);
            return Type { collection: None, fields, ignored, is_entry: true };
        }
        let folder = below.rsplit_once('/').map_or("", |(folder, _)| folder);
        let collection = self.collection_of(holder(below, folder));
        // `blogs/index.md` introduces the list of blogs and is no blog.
        let introduces = |folder_of: &str| is_index(below) && *folder_of == *folder;
        let declared = collection.and_then(|at| self.collections.get(at));
        if let Some(declared) = declared.filter(|declared| !introduces(&declared.folder)) {
            let Collection { fields, ignored, .. } = declared;
            return Type { collection, fields, ignored, is_entry: true };
        }
        let is_term = |vocabulary: &&Vocabulary| {
            let rest = below.strip_prefix(&*vocabulary.folder);
            rest.is_some_and(|rest| rest.starts_with('/')) && !introduces(&vocabulary.folder)
        };
        let fields = self.vocabularies.iter().find(is_term).map_or(&self.fields, |v| &v.fields);
        Type { collection: None, fields, ignored: &self.ignored, is_entry: false }
    }

    /// The statement that a file holds, where it is one.
    pub fn statement_of(&self, below: &str) -> Option<&Statement> {
        self.statements.iter().find(|statement| statement.is_at(below))
    }

    /// How easy to read the pages of a collection are meant to be, or those outside any.
    pub fn targets_of(&self, collection: Option<usize>) -> Targets {
        let declared = collection.and_then(|at| self.collections.get(at));
        declared.map_or(self.readability, |declared| declared.readability)
    }

    /// The fields of a page of a collection, or of one outside any.
    pub fn fields_of(&self, below: &str) -> &[Field] {
        self.type_of(below).fields
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
}

/// Fields with others behind them, of which messages use the name in the language of the site.
fn with_fields(fields: &[Field], more: &[Field], language: Language) -> Vec<Field> {
    let mut all = fields.to_vec();
    for field in more.iter().filter(|field| !fields.iter().any(|own| own.name == field.name)) {
        let mut field = field.clone();
        localise(&mut field, language);
        all.push(field);
    }
    all
}

/// Gives a field of weef's own, and the parts of it, the name that editors of a language use.
fn localise(field: &mut Field, language: Language) {
    if language.speech() == Speech::Dutch
        && let Some(name) = field.aliases.first()
    {
        field.written = name.clone();
    }
    let written = field.written.clone();
    match &mut field.kind {
        FieldKind::List(item) => {
            localise(item, language);
            item.written = written;
        }
        FieldKind::Group(parts) => parts.iter_mut().for_each(|part| localise(part, language)),
        _ => {}
    }
}

/// The folder whose collection a page belongs to: an `index.md` belongs where its folder lies.
fn holder<'p>(below: &'p str, folder: &'p str) -> &'p str {
    if is_index(below) && folder.contains('/') {
        folder.rsplit_once('/').map_or("", |(above, _)| above)
    } else {
        folder
    }
}

/// Whether a file is its folder's own page.
pub fn is_index(below: &str) -> bool {
    matches!(stem(below), "index" | "_index")
}

/// A file's name without its folder and extension.
pub fn stem(below: &str) -> &str {
    let name = below.rsplit('/').next().unwrap_or(below);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
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
    let (text, not_utf8) = text::decode(bytes);
    let (node, mut found) = tree::toml(&text, 1, &|cause| Problem::BrokenConfig { cause });
    found.extend(not_utf8.map(|(span, guess)| (span, Problem::NotUtf8 { guess })));
    let mut reader = read::Reader::new(found);
    config.is_declared = true;
    config.hash = xxh3_64(bytes);
    reader.site(&node, &mut config);
    if config.smart_punctuation {
        typeset(&mut config);
    }
    let found = reader.found.into_iter();
    let problems = found.map(|(span, problem)| Diagnostic::new(&file, span, problem)).collect();
    (Arc::new(config), without_echoes(problems))
}

/// Without what is only wrong because the line cannot be read on which it stands.
fn without_echoes(mut problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let is_broken = |found: &Diagnostic| matches!(found.problem, Problem::BrokenConfig { .. });
    let broken = problems.iter().filter(|found| is_broken(found));
    let lines: Vec<u32> = broken.map(|found| found.span.line).collect();
    problems.retain(|found| is_broken(found) || !lines.contains(&found.span.line));
    problems
}

/// What readers see of the settings, with typographic quotes.
fn typeset(config: &mut Config) {
    let language = config.language;
    let smart = |text: &mut Box<str>| *text = Typographer::text(language, text).into();
    smart(&mut config.title);
    smart(&mut config.description);
    smart(&mut config.publisher.name);
    let footer = &mut config.footer;
    let in_columns = footer.columns.iter_mut().flat_map(|column| &mut column.links);
    let links = config.navigation.iter_mut().chain(&mut footer.social).chain(in_columns);
    links.for_each(|item| smart(&mut item.label));
    footer.columns.iter_mut().for_each(|column| smart(&mut column.title));
    let smart_label = |label: &mut Label| {
        smart(&mut label.own);
        for (language, word) in &mut label.others {
            *word = Typographer::text(*language, word).into();
        }
    };
    config.home.iter_mut().filter_map(|block| block.title.as_mut()).for_each(smart_label);
    for vocabulary in &mut config.vocabularies {
        smart_label(&mut vocabulary.label);
        smart_label(&mut vocabulary.label_one);
    }
    for collection in &mut config.collections {
        smart_label(&mut collection.label);
        smart_label(&mut collection.label_one);
        collection.gathered.iter_mut().for_each(|gathered| smart_label(&mut gathered.label));
    }
}
