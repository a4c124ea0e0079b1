//! One document → the words by which search finds it: which word, in which section, how often, in what of the page.
//!
//! Nothing here is a fact: words are counted when a search is made ready, once for each document as it was read.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::{Document, Facts};
use crate::config::Config;
use crate::language::{Reading, tokens};
use crate::markdown::{self, Dialect};
use crate::schema::{Field, FieldKind, Value, find};

pub use crate::markdown::Section;

/// Where a word stands, besides in running text: bits that are put together.
pub mod place {
    /// In the heading of the section.
    pub const HEADING: u8 = 1;
    /// In the title of the page, or another name of it.
    pub const TITLE: u8 = 2;
    /// In the summary.
    pub const SUMMARY: u8 = 4;
    /// In a term, the name of an author or of another page, a choice.
    pub const TERM: u8 = 8;
    /// Only as a part of a longer word.
    pub const PART: u8 = 16;
    /// Not only as long parts with hyphens between them.
    pub const PLAIN: u8 = 32;
}

/// The words of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The different words, one behind another.
    letters: Box<str>,
    /// Where each of them ends.
    ends: Box<[u32]>,
    /// Where they stand, by section and then by when a word was first met.
    pub uses: Box<[Use]>,
    /// How many words each section has.
    pub lengths: Box<[u32]>,
}

/// A word in a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// The word, by its ordinal among the different words.
    pub word: u32,
    /// The section.
    pub section: u16,
    /// How often it stands in the text of the section.
    pub count: u8,
    /// Where else it stands: see [`place`].
    pub places: u8,
}

impl Words {
    /// The different words, in the order in which they were first met.
    pub fn different(&self) -> impl Iterator<Item = &str> {
        self.ends.iter().scan(0, |from, end| {
            let word = self.letters.get(*from as usize..*end as usize);
            *from = *end;
            word
        })
    }
}

impl Document {
    /// Its words, counted when first asked for. `fields` are those that it may have.
    pub fn words(&self, config: &Config, fields: &[Field]) -> &Words {
        self.words.get_or_init(|| count(self, (config, fields)))
    }

    /// Its text as search shows it: under each heading, before the first that of the fields as well.
    pub fn texts(&self, config: &Config, fields: &[Field]) -> Vec<Section> {
        self.read((config, fields)).0
    }

    /// Its text by section, and the names in its fields.
    fn read(&self, (config, fields): (&Config, &[Field])) -> (Vec<Section>, String) {
        let mut sections = self.body.sections(&self.facts.headings);
        let mut reader =
            Reader { facts: &self.facts, config, prose: String::new(), terms: String::new() };
        reader.fields(fields);
        if let Some(first) = sections.first_mut() {
            if !first.text.is_empty() && !reader.prose.is_empty() {
                first.text.push('\n');
            }
            first.text.push_str(&reader.prose);
        }
        for section in &mut sections {
            section.text.truncate(section.text.trim_end().len());
        }
        (sections, reader.terms)
    }
}

fn count(document: &Document, (config, fields): (&Config, &[Field])) -> Words {
    let facts = &document.facts;
    let (sections, terms) = document.read((config, fields));
    let mut counter = Counter::default();
    for section in sections {
        let heading = section.heading.and_then(|at| facts.headings.get(at));
        counter.open();
        counter.add(heading.map_or("", |heading| &heading.text), place::HEADING);
        if section.heading.is_none() {
            for name in names(facts, fields) {
                counter.add(name, place::TITLE);
            }
            counter.add(facts.summary.as_deref().unwrap_or_default(), place::SUMMARY);
            counter.add(&terms, place::TERM);
        }
        counter.text(&section.text);
    }
    counter.finish()
}

/// The title and what else the page is called.
fn names<'f>(facts: &'f Facts, fields: &'f [Field]) -> impl Iterator<Item = &'f str> {
    let aliases = facts.aliases.iter().map(|alias| &**alias).filter(|alias| !alias.contains('/'));
    let named = fields.iter().filter(|field| field.is_name);
    std::iter::once(&*facts.title)
        .chain(aliases)
        .chain(named.flat_map(|field| facts.texts(&field.name)))
}

/// Reads what the fields say.
struct Reader<'r> {
    facts: &'r Facts,
    config: &'r Config,
    /// What is written in them, one after another on lines of their own.
    prose: String,
    /// Names in them.
    terms: String,
}

impl Reader<'_> {
    fn fields(&mut self, fields: &[Field]) {
        let facts = self.facts;
        for author in &facts.authors {
            self.term(&author.name);
        }
        for (_, term) in &facts.terms {
            self.term(term);
        }
        for (name, value) in &facts.fields {
            let field = find(fields, name).filter(|field| field.searched && !field.is_name);
            if let Some(field) = field {
                self.value(field, value);
            }
        }
    }

    fn value(&mut self, field: &Field, value: &Value) {
        match (&field.kind, value) {
            (FieldKind::List(item), Value::List(values)) => {
                for value in values {
                    self.value(item, value);
                }
            }
            (FieldKind::List(item), value) => self.value(item, value),
            (FieldKind::Group(parts), Value::Group(values)) => {
                for (name, value) in values {
                    if let Some(part) = find(parts, name).filter(|part| part.searched) {
                        self.value(part, value);
                    }
                }
            }
            (FieldKind::Image, Value::Group(values)) => {
                for (name, value) in values {
                    if let ("alt" | "caption", Some(text)) = (&**name, value.text()) {
                        self.line(text);
                    }
                }
            }
            (FieldKind::Text, value) => self.line(value.text().unwrap_or_default()),
            (FieldKind::Markdown, value) => self.markdown(value.text().unwrap_or_default()),
            (
                FieldKind::Choice(_)
                | FieldKind::Person(_)
                | FieldKind::Reference(_)
                | FieldKind::Term(_),
                value,
            ) => self.term(value.text().unwrap_or_default()),
            _ => {}
        }
    }

    fn markdown(&mut self, text: &str) {
        let options = markdown::Options {
            language: self.facts.language.unwrap_or(self.config.language),
            smart_punctuation: self.config.smart_punctuation,
            dialect: Dialect::Field,
            title: Some(""),
        };
        for section in markdown::parse(text, &options).body.sections(&[]) {
            self.line(section.text.trim_end());
        }
    }

    fn line(&mut self, text: &str) {
        if !text.is_empty() {
            if !self.prose.is_empty() {
                self.prose.push('\n');
            }
            self.prose.push_str(text);
        }
    }

    fn term(&mut self, name: &str) {
        self.terms.push_str(name);
        self.terms.push('\n');
    }
}

fn plain(reading: Reading) -> u8 {
    if reading == Reading::JoinedOfLong { 0 } else { place::PLAIN }
}

/// Counts words, section by section.
#[derive(Default)]
struct Counter {
    known: HashMap<Box<str>, u32, FixedState>,
    letters: String,
    ends: Vec<u32>,
    /// For each word the use of the section at hand.
    current: Vec<u32>,
    uses: Vec<Use>,
    lengths: Vec<u32>,
}

impl Counter {
    fn open(&mut self) {
        self.lengths.push(0);
    }

    fn text(&mut self, text: &str) {
        let mut length = 0;
        tokens(text, &mut |word, reading| {
            let found = self.at(word);
            found.count = found.count.saturating_add(1);
            found.places |= plain(reading);
            length += u32::from(reading == Reading::Plain);
        });
        if let Some(section) = self.lengths.last_mut() {
            *section += length;
        }
    }

    fn add(&mut self, text: &str, place: u8) {
        tokens(text, &mut |word, reading| self.at(word).places |= place | plain(reading));
    }

    /// The use of a word in the section at hand.
    fn at(&mut self, word: &str) -> &mut Use {
        let section = u16::try_from(self.lengths.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let id = match self.known.get(word) {
            Some(id) => *id,
            None => {
                let id = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
                self.known.insert(word.into(), id);
                self.letters.push_str(word);
                self.ends.push(u32::try_from(self.letters.len()).unwrap_or(u32::MAX));
                self.current.push(u32::MAX);
                id
            }
        };
        let current = self.current[id as usize];
        let is_here = self.uses.get(current as usize).is_some_and(|found| found.section == section);
        let at = if is_here { current as usize } else { self.uses.len() };
        if !is_here {
            self.current[id as usize] = u32::try_from(at).unwrap_or(u32::MAX);
            self.uses.push(Use { word: id, section, count: 0, places: 0 });
        }
        &mut self.uses[at]
    }

    fn finish(self) -> Words {
        Words {
            letters: self.letters.into(),
            ends: self.ends.into(),
            uses: self.uses.into(),
            lengths: self.lengths.into(),
        }
    }
}
