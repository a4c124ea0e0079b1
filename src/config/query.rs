//! A table of keys, in a block on a page or in the settings → a [`Query`]: which pages or items are asked for, in which
//! order and form. Names of collections, fields and keys are known here; names of terms and pages only when all facts
//! are together.

use jiff::civil::Date;

use super::Config;
use crate::diagnostic::{ListFlaw, Problem, Speech, nearest};
use crate::schema::{self, Core, Field, FieldKind, Role};
use crate::source::lines::Span;
use crate::tree::{Entry, Found, Node, Value};

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The collections, by their place in the configuration; empty for all pages.
    pub collections: Vec<usize>,
    /// Per vocabulary, by its place, the names of terms of which a page has one; of each vocabulary.
    pub terms: Vec<(usize, Vec<Box<str>>)>,
    /// What must hold, all of it.
    pub filters: Vec<Filter>,
    /// The first day of the pages.
    pub from: Option<Date>,
    /// Their last day.
    pub until: Option<Date>,
    /// The field whose items are the rows, instead of the pages themselves.
    pub items: Option<Box<str>>,
    /// The order; without it that of the collection, or newest first.
    pub order: Option<(Key, Direction)>,
    /// How it is shown.
    pub form: Form,
    /// What is shown of each row, where the form has room for it.
    pub columns: Vec<Key>,
    /// How many rows at the most.
    pub limit: Option<usize>,
    /// What is said where nothing is found.
    pub empty: Option<Box<str>>,
    /// Whether it asks for nothing that there is.
    pub is_void: bool,
}

impl Query {
    /// The fields that the pages can have which are asked for: those of the collections, of any where none is named.
    pub fn fields<'c>(&self, config: &'c Config) -> Vec<&'c Field> {
        let is_asked = |at: &usize| self.collections.is_empty() || self.collections.contains(at);
        let collections = config.collections.iter().enumerate().filter(|(at, _)| is_asked(at));
        let own = collections.flat_map(|(_, collection)| &collection.fields);
        let outside = config.fields.iter().filter(|_| self.collections.is_empty());
        own.chain(outside).collect()
    }

    /// The field that a key names, of the page or of the item; none for what weef itself understands.
    pub fn field<'c>(&self, config: &'c Config, key: &Key) -> Option<&'c Field> {
        let find = |name: &str| self.fields(config).into_iter().find(|field| *field.name == *name);
        match key {
            Key::Field(name) => find(name),
            Key::Item => find(self.items.as_deref()?),
            Key::Part(name) => match self.field(config, &Key::Item)?.kind.item() {
                FieldKind::Group(parts) => schema::find(parts, name),
                _ => None,
            },
            Key::Core(_) | Key::Terms(_) | Key::Page => None,
        }
    }
}

/// What a row is asked for, or shown of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// Something that weef itself understands.
    Core(Core),
    /// Terms of a vocabulary.
    Terms(usize),
    /// A field of the page.
    Field(Box<str>),
    /// A part of the item, where items are asked for.
    Part(Box<str>),
    /// The item itself, where it has no parts.
    Item,
    /// The page that the row comes from.
    Page,
}

/// What must hold of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// What is looked at.
    pub key: Key,
    /// Values of which it has one.
    pub wanted: Vec<Wanted>,
}

/// A value that a row may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// This text, or the page of this name.
    Text(Box<str>),
    /// The page on which the list stands.
    This,
}

/// Which end of an order comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Direction {
    Ascending,
    Descending,
}

/// How rows are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Form {
    #[default]
    List,
    Cards,
    Table,
}

/// What reading a query leaves.
#[derive(Debug, Default)]
pub struct Read {
    /// What is asked for.
    pub query: Query,
    /// Where the names stand: those of terms, then the values that are wanted, in their order in the query.
    pub places: Vec<Span>,
    /// What is wrong.
    pub found: Vec<Found>,
}

/// The keys, with the words that Dutch editors use.
const KEYS: [(&str, &[&str]); 10] = [
    ("collection", &["collectie", "collecties", "collections"]),
    ("items", &["uit", "onderdelen"]),
    ("where", &["waar"]),
    ("from", &["vanaf", "sinds", "since"]),
    ("until", &["tot", "tot_en_met"]),
    ("sort", &["sorteer", "sorteer_op", "sortering", "sort_by"]),
    ("show", &["toon"]),
    ("columns", &["kolommen"]),
    ("limit", &["aantal"]),
    ("empty", &["leeg"]),
];
/// Those that say nothing of which pages belong in it.
const OF_FORM: [&str; 5] = ["sort", "show", "columns", "limit", "empty"];
const FORMS: [(&str, Form); 6] = [
    ("lijst", Form::List),
    ("kaarten", Form::Cards),
    ("tabel", Form::Table),
    ("list", Form::List),
    ("cards", Form::Cards),
    ("table", Form::Table),
];
const DIRECTIONS: [(&str, Direction); 4] = [
    ("oplopend", Direction::Ascending),
    ("aflopend", Direction::Descending),
    ("ascending", Direction::Ascending),
    ("descending", Direction::Descending),
];
/// What of weef's own makes sense in a list; the rest can be named, but is not offered.
const SHOWN: [Core; 5] = [Core::Title, Core::Date, Core::Updated, Core::Authors, Core::Summary];
/// The words that mean the page on which the list stands.
const THIS: [&str; 4] = ["deze pagina", "this page", "hier", "this"];
/// The words that mean the page a row comes from.
const PAGE: [&str; 2] = ["pagina", "page"];

/// The canonical key that an editor means; none for one that is no key of a list.
fn canonical(key: &str) -> Option<&'static str> {
    let is = |name: &str| name.eq_ignore_ascii_case(key);
    let known =
        |(name, others): &&(&'static str, &[&str])| is(name) || others.iter().any(|o| is(o));
    KEYS.iter().find(known).map(|(name, _)| *name)
}

/// Reads what a table asks for. `extra` are keys that someone else reads.
pub fn read(node: &Node, config: &Config, extra: &[&str]) -> Read {
    let mut reader = Reader::new(config, !extra.is_empty());
    let entries = node.entries();
    let is_extra = |entry: &&Entry| extra.contains(&&*entry.key);
    let entries: Vec<&Entry> = entries.iter().filter(|entry| !is_extra(entry)).collect();
    let of = |name: &str| entries.iter().find(|entry| canonical(&entry.key) == Some(name)).copied();
    // What fields there are hangs on the collection and on the items.
    let of_collection = of("collection").is_some();
    if let Some(entry) = of("collection") {
        reader.collections(entry);
    }
    if let Some(entry) = of("items") {
        reader.items(entry);
    }
    for (at, entry) in entries.iter().enumerate() {
        let key = canonical(&entry.key);
        let before = entries.iter().take(at).find(|other| canonical(&other.key) == key);
        match before.filter(|_| key.is_some()) {
            Some(other) => {
                let known = vec![other.key.to_string()];
                reader.report(entry.key_span, ListFlaw::Twice, (&entry.key, known));
            }
            None => reader.entry(entry),
        }
    }
    reader.compare([of("from"), of("until")]);
    let mut read = reader.read;
    let lacks_collection = of_collection && read.query.collections.is_empty();
    read.query.is_void |= node.entries().is_empty() || lacks_collection;
    read.places.append(&mut reader.values);
    read
}

/// Reads what the settings let the pages of a collection gather: the same, and the field by which others name them.
pub fn read_gathered(node: &Node, config: &Config) -> Read {
    let mut read = read(node, config, &["label", "by"]);
    let Some(by) = node.entries().iter().find(|entry| *entry.key == *"by") else {
        read.found.push((node.span, Problem::list(ListFlaw::MissingBy)));
        read.query.is_void = true;
        return read;
    };
    let mut reader = Reader { read, ..Reader::new(config, true) };
    let name = by.node.text().unwrap_or_default().trim();
    if name.is_empty() {
        reader.report(by.key_span, ListFlaw::Empty, (&by.key, Vec::new()));
        return reader.read;
    }
    match reader.key(name, by.node.span) {
        Some((key, _)) => {
            reader.read.query.filters.push(Filter { key, wanted: vec![Wanted::This] });
        }
        None => reader.read.query.is_void = true,
    }
    reader.read
}

struct Reader<'c> {
    config: &'c Config,
    /// Whether the keys are those of the settings, which are English.
    is_settings: bool,
    read: Read,
    /// Where the values that are wanted stand.
    values: Vec<Span>,
    /// Whether the items that are asked for are not there: what they have is not known then.
    lacks_items: bool,
}

impl<'c> Reader<'c> {
    fn new(config: &'c Config, is_settings: bool) -> Self {
        let (read, values) = (Read::default(), Vec::new());
        Self { config, is_settings, read, values, lacks_items: false }
    }

    fn entry(&mut self, entry: &Entry) {
        if entry.node.is_empty() && canonical(&entry.key).is_some() {
            self.report(entry.key_span, ListFlaw::Empty, (&entry.key, Vec::new()));
            return;
        }
        match canonical(&entry.key) {
            Some("collection" | "items") => {}
            Some("where") => self.filters(entry),
            Some("from") => self.read.query.from = self.moment(entry, false),
            Some("until") => self.read.query.until = self.moment(entry, true),
            Some("sort") => self.order(entry),
            Some("show") => self.form(entry),
            Some("columns") => self.columns(entry),
            Some("limit") => self.limit(entry),
            Some("empty") => self.read.query.empty = entry.node.text().map(Into::into),
            _ => self.terms_or_unknown(entry),
        }
    }

    fn report(&mut self, span: Span, flaw: ListFlaw, (name, known): (&str, Vec<String>)) {
        // Which pages belong in the list is not clear then: better none than all.
        self.read.query.is_void |= matches!(
            flaw,
            ListFlaw::UnknownKey
                | ListFlaw::FieldOutside
                | ListFlaw::NoItems
                | ListFlaw::NotFields
                | ListFlaw::NotDate
                | ListFlaw::Twice
        ) || flaw == ListFlaw::Empty
            && !canonical(name).is_some_and(|key| OF_FORM.contains(&key));
        let suggestion =
            nearest(name, known.iter().map(String::as_str)).or_else(|| part_of(name, &known));
        let name = name.to_owned();
        self.read.found.push((span, Problem::BrokenList { flaw, name, known, suggestion }));
    }

    /// Of words in Dutch, then as many in English, those that editors of this site use.
    fn words(&self, both: &[&str]) -> Vec<String> {
        let half = both.len() / 2;
        let own = match self.config.language.speech() {
            Speech::Dutch if !self.is_settings => both.get(..half),
            _ => both.get(half..),
        };
        own.unwrap_or_default().iter().map(|word| (*word).to_owned()).collect()
    }

    /// The texts of a list, or one text, each with its place.
    fn texts<'n>(&mut self, entry: &'n Entry) -> Vec<(&'n str, Span)> {
        let nodes = match &entry.node.value {
            Value::List(nodes) => nodes.as_slice(),
            _ => std::slice::from_ref(&entry.node),
        };
        let mut texts = Vec::new();
        for node in nodes {
            match node.text().map(str::trim) {
                Some(text) if !text.is_empty() => texts.push((text, node.span)),
                Some(_) => {}
                None if node.is_empty() => {}
                None => self.report(node.span, ListFlaw::NotText, (&entry.key, Vec::new())),
            }
        }
        texts
    }

    fn collections(&mut self, entry: &Entry) {
        for (name, span) in self.texts(entry) {
            let is_called = |c: &super::Collection| {
                c.name.eq_ignore_ascii_case(name)
                    || crate::language::fold(&c.label) == crate::language::fold(name)
            };
            match self.config.collections.iter().position(is_called) {
                Some(at) => self.read.query.collections.push(at),
                None => {
                    let known =
                        self.config.collections.iter().map(|c| c.name.to_string()).collect();
                    self.report(span, ListFlaw::UnknownCollection, (name, known));
                }
            }
        }
    }

    fn fields(&self) -> Vec<&'c Field> {
        self.read.query.fields(self.config)
    }

    /// The parts of the items, where items are asked for.
    fn parts(&self) -> &'c [Field] {
        let field = self.read.query.field(self.config, &Key::Item);
        match field.map(|field| field.kind.item()) {
            Some(FieldKind::Group(parts)) => parts,
            _ => &[],
        }
    }

    fn items(&mut self, entry: &Entry) {
        let texts = self.texts(entry);
        let Some((name, span)) = texts.first().copied() else { return };
        let is_list =
            |field: &&&Field| matches!(field.kind, FieldKind::List(_)) && field.role == Role::Own;
        let fields = self.fields();
        let lists: Vec<&Field> = fields.iter().filter(is_list).copied().collect();
        match lists.iter().find(|field| field.is_called(name)) {
            Some(field) => self.read.query.items = Some(field.name.clone()),
            None => {
                let known = names(&lists);
                self.lacks_items = true;
                self.report(span, ListFlaw::NoItems, (name, known));
            }
        }
    }

    /// What an editor means by the name of a field, and the field, where it has one.
    fn key(&mut self, name: &str, span: Span) -> Option<(Key, Option<&'c Field>)> {
        if let Some(part) = self.parts().iter().find(|part| part.is_called(name)) {
            return Some((Key::Part(part.name.clone()), Some(part)));
        }
        let fields = self.fields();
        if let Some(field) = fields.iter().find(|field| field.is_called(name)) {
            return Some((key_of(field), Some(field)));
        }
        if PAGE.iter().any(|page| page.eq_ignore_ascii_case(name)) {
            return Some((Key::Page, None));
        }
        if canonical(name) == Some("items") || name.eq_ignore_ascii_case("tekst") {
            return Some((Key::Item, None));
        }
        let mut known: Vec<String> =
            self.parts().iter().map(|part| part.written.to_string()).collect();
        let is_shown = |field: &&&Field| match field.role {
            Role::Core(core) => SHOWN.contains(&core),
            Role::Common | Role::OfTerm => false,
            Role::Own | Role::Terms(_) => true,
        };
        let fields: Vec<&Field> = fields.iter().filter(is_shown).copied().collect();
        known.extend(names(&fields));
        known.dedup();
        if !self.lacks_items {
            self.report(span, ListFlaw::UnknownField, (name, known));
        }
        None
    }

    fn filters(&mut self, entry: &Entry) {
        if !matches!(entry.node.value, Value::Map(_)) {
            self.report(entry.node.span, ListFlaw::NotFields, (&entry.key, Vec::new()));
        }
        for test in entry.node.entries() {
            if test.node.is_empty() {
                self.report(test.key_span, ListFlaw::Empty, (&test.key, Vec::new()));
                self.read.query.is_void = true;
                continue;
            }
            let Some((key, field)) = self.key(&test.key, test.key_span) else {
                self.read.query.is_void = true;
                continue;
            };
            let mut wanted = Vec::new();
            for (text, span) in self.texts(test) {
                if let Some(FieldKind::Choice(allowed)) = field.map(|field| field.kind.item())
                    && !allowed.iter().any(|one| one.eq_ignore_ascii_case(text))
                {
                    let problem = Problem::ValueNotAllowed {
                        field: test.key.to_string(),
                        value: text.to_owned(),
                        allowed: allowed.iter().map(ToString::to_string).collect(),
                        suggestion: nearest(text, allowed.iter().map(|one| &**one)),
                    };
                    self.read.found.push((span, problem));
                }
                let is_this = THIS.iter().any(|this| this.eq_ignore_ascii_case(text));
                wanted.push(if is_this { Wanted::This } else { Wanted::Text(text.into()) });
                self.values.push(span);
            }
            self.read.query.filters.push(Filter { key, wanted });
        }
    }

    /// A day, or the first or last one of a month or year.
    fn moment(&mut self, entry: &Entry, is_end: bool) -> Option<Date> {
        let text = entry.node.text().unwrap_or_default().trim();
        let date = schema::moment(text, is_end);
        if date.is_none() {
            self.report(entry.node.span, ListFlaw::NotDate, (text, Vec::new()));
        }
        date
    }

    /// Says that the last day comes before the first.
    fn compare(&mut self, [from, until]: [Option<&Entry>; 2]) {
        let Query { from: first, until: last, .. } = self.read.query;
        if let (Some(from), Some(until)) = (from, until)
            && first.zip(last).is_some_and(|(first, last)| last < first)
        {
            let known = vec![from.key.to_string()];
            self.report(until.node.span, ListFlaw::Reversed, (&until.key, known));
        }
    }

    /// `jaar`, or `jaar aflopend`.
    fn order(&mut self, entry: &Entry) {
        let text = entry.node.text().unwrap_or_default().trim();
        if text.is_empty() {
            return;
        }
        let (name, given) = match text.rsplit_once(' ') {
            Some((name, last)) => {
                let direction = DIRECTIONS.iter().find(|(word, _)| word.eq_ignore_ascii_case(last));
                if direction.is_none() {
                    let known = self.words(&DIRECTIONS.map(|(word, _)| word));
                    self.report(entry.node.span, ListFlaw::UnknownDirection, (last, known));
                }
                (name.trim(), direction.map(|(_, direction)| *direction))
            }
            None => (text, None),
        };
        let Some((key, field)) = self.key(name, entry.node.span) else { return };
        // Newest and most first, texts from A to Z.
        let usual = match field.map(|field| (&field.role, &field.kind)) {
            Some((Role::Core(Core::Order), _)) => Direction::Ascending,
            Some((_, FieldKind::Date | FieldKind::Period | FieldKind::Number)) => {
                Direction::Descending
            }
            _ => Direction::Ascending,
        };
        self.read.query.order = Some((key, given.unwrap_or(usual)));
    }

    fn form(&mut self, entry: &Entry) {
        let text = entry.node.text().unwrap_or_default().trim();
        match FORMS.iter().find(|(word, _)| word.eq_ignore_ascii_case(text)) {
            Some((_, form)) => self.read.query.form = *form,
            None => {
                let known = self.words(&FORMS.map(|(word, _)| word));
                self.report(entry.node.span, ListFlaw::UnknownForm, (text, known));
            }
        }
    }

    fn columns(&mut self, entry: &Entry) {
        for (name, span) in self.texts(entry) {
            if let Some((key, _)) = self.key(name, span) {
                self.read.query.columns.push(key);
            }
        }
    }

    fn limit(&mut self, entry: &Entry) {
        match entry.node.text().and_then(|text| text.trim().parse().ok()).filter(|n| *n > 0) {
            Some(limit) => self.read.query.limit = Some(limit),
            None => self.report(entry.node.span, ListFlaw::NotNumber, (&entry.key, Vec::new())),
        }
    }

    /// The terms of a vocabulary, by any of the names that front matter has for it.
    fn terms_or_unknown(&mut self, entry: &Entry) {
        let config = self.config;
        let of_terms = config.fields.iter().find_map(|field| match field.role {
            Role::Terms(at) if field.is_called(&entry.key) => Some(at),
            _ => None,
        });
        let Some(vocabulary) = of_terms else {
            let is_field = self.fields().iter().any(|field| field.is_called(&entry.key))
                || self.parts().iter().any(|part| part.is_called(&entry.key));
            let flaw = if is_field { ListFlaw::FieldOutside } else { ListFlaw::UnknownKey };
            let dutch = KEYS.iter().filter_map(|(_, others)| others.first().copied());
            let words: Vec<&str> = dutch.chain(KEYS.iter().map(|(name, _)| *name)).collect();
            let mut known = self.words(&words);
            let terms = config.fields.iter().filter(|field| matches!(field.role, Role::Terms(_)));
            known.extend(terms.map(|field| field.written.to_string()));
            self.report(entry.key_span, flaw, (&entry.key, known));
            return;
        };
        if entry.node.is_empty() {
            self.report(entry.key_span, ListFlaw::Empty, (&entry.key, Vec::new()));
        }
        let mut names = Vec::new();
        for (name, span) in self.texts(entry) {
            names.push(name.into());
            self.read.places.push(span);
        }
        self.read.query.terms.push((vocabulary, names));
    }
}

/// The name that is part of another one, or has it as a part: `jaar` for *jaartal*.
fn part_of(name: &str, known: &[String]) -> Option<String> {
    const SHORTEST: usize = 4;
    let name = name.to_lowercase();
    let is_part = |known: &&String| {
        let known = known.to_lowercase();
        known.len().min(name.len()) >= SHORTEST && (known.contains(&name) || name.contains(&known))
    };
    known.iter().find(is_part).cloned()
}

fn key_of(field: &Field) -> Key {
    match field.role {
        Role::Core(core) => Key::Core(core),
        Role::Terms(at) => Key::Terms(at),
        _ => Key::Field(field.name.clone()),
    }
}

/// How editors write fields, each once.
fn names(fields: &[&Field]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for field in fields {
        let name = field.written.to_string();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
