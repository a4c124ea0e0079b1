//! A page → how others cite it: a [`Citation`], and from that one the sentence in APA 7 and the files that reference
//! managers read.
//!
//! What a page is cited as and which of its fields hold what is said by its collection's `citation` in `weef.toml`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::config::{Cited, Citing};
use crate::document::Author;
use crate::language::{Language, PersonName, Typographer, capital, fold, parse_date};
use crate::markdown::{Link, LinkKind};
use crate::schema::{self, FieldKind, Value};
use crate::site::{PageId, Referred, Site, Target, refer};
use crate::url::{Destination, destination};

mod apa;
mod bibtex;
mod csl;
mod ris;

pub use apa::Apa;
pub(crate) use csl::bare_doi;

/// Everything that a reference says of a work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// What it is called in a list of references: the last part of its address.
    pub key: String,
    /// The kind of work, as CSL names it.
    pub kind: &'static str,
    /// The title.
    pub title: String,
    /// Who wrote it.
    pub authors: Vec<Maker>,
    /// Who edited it, or the book it stands in.
    pub editors: Vec<Maker>,
    /// When it came out.
    pub issued: Option<Issued>,
    /// When it was read.
    pub accessed: Option<Date>,
    /// The language of the work.
    pub language: Language,
    /// All else, as it is written.
    pub parts: BTreeMap<Cited, String>,
}

/// Who made a work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Maker {
    /// A person.
    Person(PersonName),
    /// An organisation, or a name that has no parts.
    Organisation(String),
}

/// When a work came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issued {
    /// In this year.
    Year(i16),
    /// On this day.
    Day(Date),
}

/// The form of a file with a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For LaTeX, and what reads its files.
    BibTex,
    /// For most reference managers.
    Ris,
    /// For what speaks the language of citation styles.
    CslJson,
}

impl Format {
    /// All forms.
    pub const ALL: [Self; 3] = [Self::Ris, Self::BibTex, Self::CslJson];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::BibTex => "BibTeX",
            Self::Ris => "RIS",
            Self::CslJson => "CSL-JSON",
        }
    }

    /// The end of its files' names.
    pub fn extension(self) -> &'static str {
        match self {
            Self::BibTex => "bib",
            Self::Ris => "ris",
            Self::CslJson => "json",
        }
    }
}

/// Whether a page is cited.
pub fn is_cited(site: &Site, page: PageId) -> bool {
    let collection = site.facts(page).collection.and_then(|at| site.config.collections.get(at));
    collection.is_some_and(|collection| collection.citation.is_some())
}

impl Issued {
    /// The year.
    pub fn year(self) -> i16 {
        match self {
            Self::Year(year) => year,
            Self::Day(date) => date.year(),
        }
    }
}

impl Maker {
    /// Who is meant by a name that has no page.
    pub fn named(name: &str) -> Self {
        let person = PersonName::parse(name);
        // Dutch and English have one apostrophe: *’t Hooft*.
        let other = || Self::Organisation(Typographer::text(Language::DUTCH, name.trim()));
        person.map_or_else(other, Self::Person)
    }
}

impl Citation {
    /// A work of which nothing but kind and title is known.
    pub fn new(kind: &'static str, title: &str, language: Language) -> Self {
        Self {
            key: crate::url::slug(title),
            kind,
            title: title.to_owned(),
            authors: Vec::new(),
            editors: Vec::new(),
            issued: None,
            accessed: None,
            language,
            parts: BTreeMap::new(),
        }
    }

    /// The reference to a page, where its collection is cited.
    pub fn of(site: &Site, page: PageId) -> Option<Self> {
        let facts = site.facts(page);
        let citing = site.config.collections.get(facts.collection?)?.citation.as_ref()?;
        let url = site.url(page)?;
        let kind_word = citing.kind_field.as_deref().and_then(|field| facts.field(field)?.text());
        let kind = kind_word.map_or(citing.kind, |word| kind_of(citing, word));
        let mut citation = Self::new(kind, &facts.title, site.language(page));
        url.segments().next_back().unwrap_or("weef").clone_into(&mut citation.key);
        for (nth, author) in facts.authors.iter().enumerate() {
            match contribution(author) {
                Contribution::Text => citation.authors.push(maker(site, page, nth)),
                Contribution::Editing => citation.editors.push(maker(site, page, nth)),
                Contribution::Other => {}
            }
        }
        for (cited, field) in &citing.fields {
            if let Some(value) = facts.field(field) {
                citation.take(site, page, (*cited, field), value);
            }
        }
        citation.issued = citation.issued.or(facts.date.map(Issued::Day));
        if kind == "thesis"
            && let Some(word) = kind_word
        {
            citation.parts.entry(Cited::Genre).or_insert_with(|| capital(word));
        }
        if is_online(kind) {
            let base = site.config.base_url.as_ref();
            if let Some(base) = base {
                citation.parts.entry(Cited::Url).or_insert_with(|| base.absolute(url));
            }
            let here = || site.config.title.to_string();
            citation.parts.entry(Cited::Container).or_insert_with(here);
        }
        Some(citation)
    }

    /// Puts the value of a field where it belongs.
    fn take(&mut self, site: &Site, page: PageId, (cited, field): (Cited, &str), value: &Value) {
        match cited {
            Cited::Editors => {
                let names: Vec<&str> = match value {
                    Value::List(items) => items.iter().filter_map(Value::text).collect(),
                    value => value.text().into_iter().collect(),
                };
                self.editors.extend(names.into_iter().map(|name| of_name(site, None, name)));
            }
            Cited::Year => self.issued = issued(value),
            Cited::Accessed => self.accessed = date_of(value),
            Cited::Url => {
                let address = value.text().and_then(|to| absolute(site, page, to));
                self.parts.extend(address.map(|address| (Cited::Url, address)));
            }
            _ => {
                let text = text_of(site, (page, field), value);
                self.parts.extend(text.map(|text| (cited, text)));
            }
        }
    }

    /// A part, where it is there.
    pub fn part(&self, cited: Cited) -> Option<&str> {
        self.parts.get(&cited).map(String::as_str)
    }

    /// As others write it in a text of this language.
    pub fn apa(&self, language: Language) -> Apa {
        apa::render(self, language)
    }

    /// As a file.
    pub fn file(&self, format: Format) -> String {
        match format {
            Format::BibTex => bibtex::write(self),
            Format::Ris => ris::write(self),
            Format::CslJson => csl::write(self),
        }
    }
}

/// What someone did for a page.
enum Contribution {
    Text,
    Editing,
    Other,
}

/// What the role of an author means for a reference.
fn contribution(author: &Author) -> Contribution {
    const EDITING: [&str; 9] =
        ["red", "reds", "redac", "redig", "eindred", "editor", "editing", "ed", "eds"];
    const OTHER: [&str; 10] = [
        "foto", "photo", "illustr", "beeld", "vormgev", "design", "camera", "video", "vertal",
        "transl",
    ];
    let Some(role) = author.role.as_deref().map(fold) else { return Contribution::Text };
    let role = role.trim_matches(['(', ')', '.', ' ']);
    // A short word is meant as it is, a longer one is the beginning of several.
    let begins = |word: &&str| if word.len() < 5 { role == *word } else { role.starts_with(*word) };
    if EDITING.iter().any(begins) {
        Contribution::Editing
    } else if OTHER.iter().any(|word| role.starts_with(word)) {
        Contribution::Other
    } else {
        Contribution::Text
    }
}

/// The author of a page, by their place among its authors.
fn maker(site: &Site, page: PageId, nth: usize) -> Maker {
    let own = site.index.author_pages.get(page.at()).and_then(|pages| *pages.get(nth)?);
    of_name(site, own, &site.facts(page).authors[nth].name)
}

/// Who is meant by a name: the person or organisation of its page, or what it says itself.
fn of_name(site: &Site, page: Option<PageId>, name: &str) -> Maker {
    let Some(page) = page.or_else(|| site.index.names.page(name)) else {
        return Maker::named(name);
    };
    let facts = site.facts(page);
    let has_people = site.config.collections.iter().any(|c| c.person.is_some());
    match &facts.name {
        Some(person) => Maker::Person(person.clone()),
        // Where the settings say which pages are people, the others are not.
        None if has_people => Maker::Organisation(facts.title.to_string()),
        None => Maker::named(&facts.title),
    }
}

/// What a value of the field for kinds means.
fn kind_of(citing: &Citing, word: &str) -> &'static str {
    let own = citing.kinds.iter().find(|(value, _)| value.eq_ignore_ascii_case(word));
    own.map_or(citing.kind, |(_, kind)| kind)
}

/// Whether a kind of work has its place on this site.
fn is_online(kind: &str) -> bool {
    matches!(kind, "webpage" | "post-weblog")
}

/// A year, or a day.
fn issued(value: &Value) -> Option<Issued> {
    let year = |text: &str| text.trim().parse().ok().filter(|year| (1..=9999).contains(year));
    match value {
        Value::Date(date) => Some(Issued::Day(*date)),
        Value::Text(text) => year(text).map(Issued::Year),
        _ => None,
    }
}

fn date_of(value: &Value) -> Option<Date> {
    match value {
        Value::Date(date) => Some(*date),
        value => value.text().and_then(parse_date),
    }
}

/// A value as one line; a page that it names by its title.
fn text_of(site: &Site, (page, field): (PageId, &str), value: &Value) -> Option<String> {
    let field = schema::find(site.fields(page), field);
    let one = |value: &Value| -> Option<String> {
        let text = match value {
            Value::Date(date) => return Some(date.to_string()),
            value => value.text()?,
        };
        let referred = match field.map(|field| field.kind.item()) {
            Some(FieldKind::Reference(among) | FieldKind::Person(among)) => {
                refer(site, *among, text)
            }
            _ => Referred::Unknown,
        };
        Some(match referred {
            Referred::Page(page) => site.facts(page).title.to_string(),
            _ => text.split_whitespace().collect::<Vec<_>>().join(" "),
        })
    };
    let text = match value {
        Value::List(items) => items.iter().filter_map(one).collect::<Vec<_>>().join(", "),
        value => one(value)?,
    };
    (!text.is_empty()).then_some(text)
}

/// The full address of what a field leads to.
fn absolute(site: &Site, page: PageId, to: &str) -> Option<String> {
    if destination(to) == Destination::External {
        return Some(to.trim().to_owned());
    }
    let link = Link { kind: LinkKind::Link, to: to.into() };
    let url = match site.find_link(Some(page), &link).0 {
        Target::Page(page, _) => site.url(page)?.clone(),
        Target::Asset(at) => site.assets.get(at.0 as usize)?.url.clone(),
        Target::Url(url, _) => url,
        Target::Broken => return None,
    };
    site.config.base_url.as_ref().map(|base| base.absolute(&url))
}
