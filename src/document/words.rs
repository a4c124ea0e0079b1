//! One document → the words by which search finds it: which word, in which section, how often, in what of the page.
//!
//! Nothing here is a fact: words are counted when a search is made ready, once for each document as it was read.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::{Document, Facts};
use crate::config::Config;
use crate::language::{Reading, tokens};
use crate::markdown::{self, Dialect};
use crate::schema::{Field, FieldKind, Role, Value, find};

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

/// The texts that search shows of a document, and looks for phrases in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// What stands under each heading; before the first one also what is written in fields.
    pub sections: Vec<Section>,
    /// What is not shown, each on a line: its names, its summary, terms and choices; and what no reader reads as a text,
    /// such as codes and what pictures show.
    pub besides: String,
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

    /// Its text as search shows it, and what else search reads of it.
    pub fn texts(&self, config: &Config, fields: &[Field]) -> Texts {
        let Read { sections, names, summary, terms, scraps, .. } = self.read((config, fields));
        Texts { sections, besides: [names, summary, terms, scraps].concat() }
    }

    /// All that search reads of it: nothing else of this floor asks which fields are searched.
    fn read(&self, (config, fields): (&Config, &[Field])) -> Read {
        let mut reader = Reader { facts: &self.facts, config, fields, read: Read::default() };
        reader.core();
        reader.fields();
        let mut read = reader.read;
        read.sections = self.body.sections(&self.facts.headings);
        if let Some(first) = read.sections.first_mut() {
            first.text.truncate(first.text.trim_end().len());
            if !first.text.is_empty() && !read.prose.is_empty() {
                first.text.push('\n');
            }
            first.text.push_str(&read.prose);
        }
        for section in &mut read.sections {
            section.text.truncate(section.text.trim_end().len());
        }
        read
    }
}

/// Whether search reads the terms that a page with these fields has of a vocabulary.
pub fn are_terms_searched(fields: &[Field], vocabulary: usize) -> bool {
    let is_own = |field: &&Field| field.role == Role::Terms(vocabulary);
    fields.iter().find(is_own).is_none_or(|field| field.searched)
}

fn is_searched(fields: &[Field], name: &str) -> bool {
    find(fields, name).is_none_or(|field| field.searched)
}

fn count(document: &Document, (config, fields): (&Config, &[Field])) -> Words {
    let Read { sections, names, summary, terms, scraps, .. } = document.read((config, fields));
    let mut counter = Counter::default();
    for section in sections {
        let heading = section.heading.and_then(|at| document.facts.headings.get(at));
        counter.open();
        counter.add(heading.map_or("", |heading| &heading.text), place::HEADING);
        if section.heading.is_none() {
            counter.add(&names, place::TITLE);
            counter.add(&summary, place::SUMMARY);
            counter.add(&terms, place::TERM);
            counter.text(&scraps);
        }
        counter.text(&section.text);
    }
    counter.finish()
}

/// What search reads of a document; of each what is said one after another, on lines of their own.
#[derive(Default)]
struct Read {
    sections: Vec<Section>,
    /// The title and what else the page is called.
    names: String,
    summary: String,
    /// Terms, people, names of other pages, choices.
    terms: String,
    /// What is written in fields.
    prose: String,
    /// What is written there too, but is no text: found as that is, and not shown.
    scraps: String,
}

/// Reads what the fields say.
struct Reader<'r> {
    facts: &'r Facts,
    config: &'r Config,
    fields: &'r [Field],
    read: Read,
}

impl Reader<'_> {
    /// What weef itself understands.
    fn core(&mut self) {
        let (facts, fields) = (self.facts, self.fields);
        let is_searched = |name: &str| is_searched(fields, name);
        let aliases = facts.other_names().filter(|_| is_searched("aliases"));
        let named = fields.iter().filter(|field| field.is_name && field.searched);
        let named = named.flat_map(|field| facts.texts(&field.name));
        let title = is_searched("title").then_some(&*facts.title);
        for name in title.into_iter().chain(aliases).chain(named) {
            line(&mut self.read.names, name);
        }
        let summary = facts.summary.as_deref().filter(|_| is_searched("summary"));
        line(&mut self.read.summary, summary.unwrap_or_default());
        let authors = facts.authors.iter().filter(|_| is_searched("authors"));
        let terms = facts.terms.iter().filter(|(of, _)| are_terms_searched(fields, *of));
        for name in authors.map(|author| &author.name).chain(terms.map(|(_, name)| name)) {
            line(&mut self.read.terms, name);
        }
    }

    fn fields(&mut self) {
        let facts = self.facts;
        for (name, value) in &facts.fields {
            let field = find(self.fields, name).filter(|field| field.searched && !field.is_name);
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
                    match (&**name, value.text()) {
                        ("alt", Some(text)) => line(&mut self.read.scraps, text),
                        ("caption", Some(text)) => self.prose(text),
                        _ => {}
                    }
                }
            }
            (FieldKind::Text, value) => {
                let text = value.text().unwrap_or_default();
                let out = if is_read(text) { &mut self.read.prose } else { &mut self.read.scraps };
                line(out, text);
            }
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
            self.prose(section.text.trim_end());
        }
    }

    fn prose(&mut self, text: &str) {
        line(&mut self.read.prose, text);
    }

    fn term(&mut self, name: &str) {
        line(&mut self.read.terms, name);
    }
}

/// Whether a text says something by itself. A word or two do not, as the parts of a name, a country or a code: unless
/// they end as a sentence does.
fn is_read(text: &str) -> bool {
    text.split_whitespace().nth(2).is_some() || text.trim_end().ends_with(['.', '?', '!', '…'])
}

/// Puts a text on a line of its own.
fn line(out: &mut String, text: &str) {
    if !text.is_empty() {
        out.push_str(text);
        out.push('\n');
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
