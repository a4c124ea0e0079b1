//! One file → one [`Document`]: what it says (the body), what others may know of it (the facts), what is wrong with it.
//!
//! Reading never fails. Facts hold no place in the text, so that typing in a paragraph leaves them equal; places stand
//! beside them in [`Places`], by the same ordinals.

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use xxhash_rust::xxh3::xxh3_64;

use crate::config::query::Query;
use crate::config::{Collection, Config, NameFields};
pub use crate::config::{is_index, stem};
use crate::diagnostic::{Diagnostic, Problem};
use crate::language::{Language, PART, PersonName, Typographer, parse_date};
use crate::markdown::{self, Body, Dialect, Heading, Link};
use crate::schema::{self, Core, Value};
use crate::source::lines::{Lines, Span};
use crate::source::{SourcePath, text};

mod front;
mod lists;
mod readability;
mod split;
mod words;

pub use readability::{FEWEST_WORDS, LongSentence, Readability};
pub use split::{Front, split};
pub use words::{Section, Texts, Use, Words, are_terms_searched, place};

/// One file understood.
#[derive(Debug)]
pub struct Document {
    /// The file.
    pub path: SourcePath,
    /// What other pages may see of it.
    pub facts: Arc<Facts>,
    /// What it says.
    pub body: Body,
    /// Where things stand in the file.
    pub places: Places,
    /// What is wrong within the file itself.
    pub problems: Vec<Diagnostic>,
    /// What tells its bytes from those of any other file.
    pub hash: u64,
    /// Where the body begins in the text of the file, in bytes.
    body_start: usize,
    words: OnceLock<Words>,
    readability: OnceLock<Option<Box<Readability>>>,
}

/// What other pages may see of a document. No place in the text is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The title, typographic.
    pub title: Box<str>,
    /// What the title is sorted by, where that is not the title itself.
    pub sort_by: Option<Box<str>>,
    /// The name in its parts, where it is a person's page.
    pub name: Option<PersonName>,
    /// The language, where it is not the site's.
    pub language: Option<Language>,
    /// The collection, by its place in the configuration.
    pub collection: Option<usize>,
    /// The last part of the address, where it is not the file's name.
    pub slug: Option<Box<str>>,
    /// Old addresses and names.
    pub aliases: Vec<Box<str>>,
    /// The summary from the front matter.
    pub summary: Option<Box<str>>,
    /// Who made it.
    pub authors: Vec<Author>,
    /// When it was published.
    pub date: Option<Date>,
    /// When it last changed.
    pub updated: Option<Date>,
    /// From when it is shown.
    pub publish: Option<Date>,
    /// From when it is no longer shown.
    pub expires: Option<Date>,
    /// From when it is kept as it is, and no longer kept up to date.
    pub archived: Option<Date>,
    /// Whether it is not ready.
    pub is_draft: bool,
    /// The template, where it is not its collection's.
    pub template: Option<Box<str>>,
    /// Its place in a list that is ordered by hand.
    pub order: Option<i64>,
    /// Pages that an editor does not want among the related ones, by name or path.
    pub unrelated: Vec<Box<str>>,
    /// The page that this one is a translation of, by name or path.
    pub translation_of: Option<Box<str>>,
    /// Terms: the vocabulary by its place in the configuration, and the name as written.
    pub terms: Vec<(usize, Box<str>)>,
    /// The other fields: canonical names with values, in the order of the schema.
    pub fields: Vec<(Box<str>, Value)>,
    /// The headings.
    pub headings: Vec<Heading>,
    /// Other ids that links can lead to, from raw HTML.
    pub anchors: Vec<Box<str>>,
    /// The links into the site, as written, in order.
    pub links: Vec<Link>,
    /// The lists of pages that it asks for, in order.
    pub lists: Vec<Query>,
}

/// Someone who made a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The name as written.
    pub name: Box<str>,
    /// What they did, where that is not writing.
    pub role: Option<Box<str>>,
}

/// Where things stand in the file, by the ordinals of the facts.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The links.
    pub links: Box<[Span]>,
    /// The terms.
    pub terms: Box<[Span]>,
    /// The authors.
    pub authors: Box<[Span]>,
    /// The aliases.
    pub aliases: Box<[Span]>,
    /// The single values of fields, in the order in which [`Facts::fields`] holds them.
    pub values: Box<[Span]>,
    /// The values of fields by canonical name.
    pub fields: Box<[(Box<str>, Span)]>,
    /// The names of terms and pages in each list that is asked for, in their order there.
    pub lists: Box<[Box<[Span]>]>,
}

impl Places {
    /// Where a field's value stands; the beginning of the file where it is not written.
    pub fn field(&self, name: &str) -> Span {
        let own = self.fields.iter().find(|(field, _)| &**field == name);
        own.map_or(Span::START, |(_, span)| *span)
    }
}

impl Facts {
    /// The value of a field.
    pub fn field(&self, name: &str) -> Option<&Value> {
        self.fields.iter().find(|(field, _)| &**field == name).map(|(_, value)| value)
    }

    /// The aliases that are names; the others are old addresses.
    pub fn other_names(&self) -> impl Iterator<Item = &str> {
        self.aliases.iter().map(|alias| &**alias).filter(|alias| !alias.contains('/'))
    }

    /// The texts of a field that is a list or a single value.
    pub fn texts(&self, name: &str) -> Vec<&str> {
        match self.field(name) {
            Some(Value::List(items)) => items.iter().filter_map(Value::text).collect(),
            Some(value) => value.text().into_iter().collect(),
            None => Vec::new(),
        }
    }
}

impl Document {
    /// The same document, with what is wrong in a later state of its file.
    pub(crate) fn held(&self, problems: Vec<Diagnostic>) -> Self {
        Self {
            path: self.path.clone(),
            facts: Arc::clone(&self.facts),
            body: self.body.clone(),
            places: self.places.clone(),
            problems,
            hash: self.hash,
            body_start: self.body_start,
            words: OnceLock::new(),
            readability: OnceLock::new(),
        }
    }
}

/// Reads one file. `below` is its path below the content folder.
pub fn parse(path: &SourcePath, below: &str, bytes: &[u8], config: &Config) -> Document {
    let told = |(span, problem)| Diagnostic::new(path, span, problem);
    let mut problems = Vec::new();
    let (text, not_utf8) = text::decode(bytes);
    problems.extend(not_utf8.map(|(span, guess)| told((span, Problem::NotUtf8 { guess }))));
    let lines = Lines::new(&text);
    let is_a = config.type_of(below);
    let is_core = |field: &schema::Field| matches!(field.role, schema::Role::Core(_));
    let split = split(&text, &|name| is_a.fields.iter().any(|f| is_core(f) && f.is_called(name)));
    let declared = is_a.collection.and_then(|i| config.collections.get(i));
    let front::Read { mut facts, mut places, mut missing, found } =
        front::read(&split, &lines, (config, is_a, below));
    facts.collection = is_a.collection;
    problems.extend(found.into_iter().map(told));

    let options = markdown::Options {
        language: facts.language.unwrap_or(config.language),
        smart_punctuation: config.smart_punctuation,
        dialect: Dialect::Weef,
        title: (!facts.title.is_empty()).then_some(&*facts.title),
    };
    let parsed = markdown::parse(text.get(split.body..).unwrap_or_default(), &options);
    let span_of = |range: std::ops::Range<usize>| {
        lines.span(range.start + split.body..range.end + split.body)
    };
    let of_body = parsed.problems.into_iter();
    problems.extend(of_body.map(|(range, problem)| told((span_of(range), problem))));
    let typography = options.smart_punctuation.then_some(options.language);
    let has_title = parsed.title.is_some();
    complete(&mut facts, parsed.title, below, (typography, declared));
    missing.retain(|own| is_missing(own.core, &facts, (has_title, declared)));
    let opening =
        split.front.as_ref().map_or(Span::START, |front| lines.span(0..front.range.start));
    let lacking = missing.into_iter().map(|m| (m.span.unwrap_or(opening), m.problem));
    problems.extend(lacking.map(told));
    let mut list_places: Vec<Box<[Span]>> = Vec::new();
    for (start, asked) in &parsed.lists {
        let read = lists::read(asked, lines.position(start + split.body), config);
        problems.extend(read.found.into_iter().map(told));
        facts.lists.push(read.query);
        list_places.push(read.places.into());
    }
    places.lists = list_places.into();
    facts.headings = parsed.headings;
    facts.anchors = parsed.anchors;
    facts.links = parsed.links;
    places.links = parsed.places.into_iter().map(span_of).collect();
    let advice =
        readability::advice((&facts, &places), (&lines, split.body), (config, is_a.fields));
    problems.extend(advice.into_iter().map(told));
    Document {
        path: path.clone(),
        facts: Arc::new(facts),
        body: parsed.body,
        places,
        problems,
        hash: xxh3_64(bytes),
        body_start: split.body,
        words: OnceLock::new(),
        readability: OnceLock::new(),
    }
}

/// Whether a field that is not written is missing still: a first heading is a title, and a date may stand in the file's
/// name.
fn is_missing(
    core: Option<Core>,
    facts: &Facts,
    (has_title, declared): (bool, Option<&Collection>),
) -> bool {
    match core {
        Some(Core::Title) => {
            !has_title && declared.is_none_or(|c| joined(facts, &c.title_from, " ").is_none())
        }
        Some(Core::Date) => facts.date.is_none(),
        _ => true,
    }
}

/// What the text or the file's name gives where the front matter is silent.
fn complete(
    facts: &mut Facts,
    title: Option<Box<str>>,
    below: &str,
    (typography, declared): (Option<Language>, Option<&Collection>),
) {
    facts.name = declared.and_then(|c| name_of(facts, c.person.as_ref()?));
    if typography.is_some() {
        facts.name = facts.name.take().map(PersonName::typographic);
    }
    let name = facts.name.as_ref();
    let joined_by = || declared.and_then(|c| joined(facts, &c.sort_by, &PART.to_string()));
    let sort_by = name.map(PersonName::sort_key).or_else(joined_by);
    if facts.title.is_empty() {
        let from_fields = || declared.and_then(|c| joined(facts, &c.title_from, " "));
        let from_fields = name.map(PersonName::full).or_else(from_fields);
        let title = from_fields.or(title.map(Into::into)).unwrap_or_else(|| title_of_name(below));
        facts.title = title.into();
    }
    facts.sort_by = sort_by.map(Into::into);
    if facts.date.is_none() {
        facts.date = parse_date(stem(below).get(..10).unwrap_or_default());
    }
    if let Some(language) = typography {
        let smart = |text: &str| Typographer::text(language, text).into();
        facts.title = smart(&facts.title);
        facts.summary = facts.summary.take().map(|summary| smart(&summary));
    }
}

/// The texts of fields with something between them.
fn joined(facts: &Facts, names: &[Box<str>], between: &str) -> Option<String> {
    let parts: Vec<&str> = names.iter().filter_map(|name| facts.field(name)?.text()).collect();
    (!parts.is_empty()).then(|| parts.join(between))
}

/// The name of a person, from the fields that hold its parts.
fn name_of(facts: &Facts, fields: &NameFields) -> Option<PersonName> {
    let text = |field: &Option<Box<str>>| {
        field.as_ref().and_then(|field| facts.field(field)?.text()).unwrap_or_default()
    };
    let NameFields { given, prefix, family, country } = fields;
    PersonName::new([text(given), text(prefix), text(family)], text(country))
}

/// A title from a file's or folder's name: `2024-03-12-mijn-notitie` → *Mijn notitie*.
fn title_of_name(below: &str) -> String {
    let name =
        if is_index(below) { below.rsplit('/').nth(1).unwrap_or("index") } else { stem(below) };
    title_of(name)
}

/// A title from a name: without a date before it, hyphens as spaces, a capital.
pub fn title_of(name: &str) -> String {
    let rest = match name.get(..10).and_then(parse_date) {
        Some(_) => name.get(10..).unwrap_or_default().trim_start_matches(['-', '_', ' ']),
        None => name,
    };
    let rest = if rest.is_empty() { name } else { rest };
    crate::config::capital(rest.replace(['-', '_'], " ").trim())
}
