//! The tables of vocabularies: what pages are tagged with, which terms there are, by which names they are meant.

use std::collections::HashMap;

use super::Reader;
use crate::config::{DeclaredTerm, Vocabulary, capital};
use crate::diagnostic::{Named, Problem, nearest};
use crate::language::fold;
use crate::schema::core_fields;
use crate::tree::{Entry, Value};
use crate::url::slug;

/// What the table of a vocabulary may hold; the manual has a line for each.
pub(crate) const VOCABULARY_KEYS: &[&str] =
    &["folder", "label", "label_one", "keys", "open", "terms", "synonyms"];

/// What the table of a term may hold.
const TERM_KEYS: &[&str] = &["name", "synonyms", "old_names", "parent"];

impl Reader {
    pub(super) fn vocabulary(&mut self, entry: &Entry) -> Vocabulary {
        let name = &entry.key;
        let mut vocabulary = Vocabulary {
            name: name.clone(),
            folder: slug(name).into(),
            label: capital(name).into(),
            label_one: capital(name).into(),
            keys: vec![name.to_lowercase().into()],
            is_open: true,
            terms: Vec::new(),
            fields: Vec::new(),
            span: entry.key_span,
        };
        let mut synonyms = None;
        let mut folder_span = entry.key_span;
        self.keys.entry(name.to_lowercase().into()).or_insert_with(|| name.clone());
        for part in entry.node.entries() {
            match &*part.key {
                "folder" => {
                    self.folder(part, &mut vocabulary.folder);
                    folder_span = part.node.span;
                }
                "label" => self.label(part, &mut vocabulary.label),
                "label_one" => self.label(part, &mut vocabulary.label_one),
                "keys" => self.keys(part, &mut vocabulary),
                "open" => self.flag(part, &mut vocabulary.is_open),
                "terms" => vocabulary.terms = self.terms(part),
                "synonyms" => synonyms = Some(part),
                _ => self.unknown(part, VOCABULARY_KEYS),
            }
        }
        if let Some(part) = synonyms {
            self.synonyms(part, &mut vocabulary.terms);
        }
        // A vocabulary may have the folder of a collection, whose pages describe its terms, but not another one's.
        let place = format!("vocabulary {}", vocabulary.folder);
        if let Some(other) = self.folders.insert(place.into(), name.clone()) {
            let (key, folder) = ("folder".to_owned(), vocabulary.folder.to_string());
            let problem = Problem::SettingTwice { key, name: folder, other: other.to_string() };
            self.found.push((folder_span, problem));
            vocabulary.folder = format!("{}-{}", vocabulary.folder, slug(name)).into();
        }
        vocabulary
    }

    /// The keys of front matter that hold terms: of one vocabulary, and of no field that every page has.
    fn keys(&mut self, part: &Entry, vocabulary: &mut Vocabulary) {
        for (key, span) in self.texts_with_places(part) {
            let key: Box<str> = key.to_lowercase().into();
            let core = core_fields().iter().find(|field| field.is_called(&key));
            let other =
                core.map(|field| field.name.clone()).or_else(|| self.keys.get(&key).cloned());
            match other.filter(|other| *other != vocabulary.name) {
                Some(other) => {
                    let (setting, other) = ("keys".to_owned(), other.to_string());
                    let problem = Problem::SettingTwice { key: setting, name: key.into(), other };
                    self.found.push((span, problem));
                }
                None => {
                    self.keys.insert(key.clone(), vocabulary.name.clone());
                    if !vocabulary.keys.contains(&key) {
                        vocabulary.keys.push(key);
                    }
                }
            }
        }
    }

    /// A list of names, or a table of keys with names or with more.
    fn terms(&mut self, entry: &Entry) -> Vec<DeclaredTerm> {
        match &entry.node.value {
            Value::List(items) => {
                let mut terms: Vec<DeclaredTerm> = Vec::new();
                for node in items {
                    let Some(name) = node.text().map(str::trim).filter(|name| !name.is_empty())
                    else {
                        self.invalid_at(entry, node, "terms");
                        continue;
                    };
                    let slug = slug(name);
                    if let Some(other) = terms.iter().find(|term| *term.slug == *slug) {
                        let (key, other) = ("terms".to_owned(), other.name.to_string());
                        let problem = Problem::SettingTwice { key, name: name.into(), other };
                        self.found.push((node.span, problem));
                        continue;
                    }
                    terms.push(DeclaredTerm::new(&slug, name, node.span));
                }
                terms
            }
            Value::Map(entries) => entries.iter().map(|entry| self.term(entry)).collect(),
            _ => {
                self.invalid(entry, "terms");
                Vec::new()
            }
        }
    }

    fn term(&mut self, entry: &Entry) -> DeclaredTerm {
        let mut term = DeclaredTerm::new(&slug(&entry.key), &capital(&entry.key), entry.key_span);
        match &entry.node.value {
            Value::Scalar { .. } => self.text(entry, &mut term.name),
            Value::Map(parts) => {
                for part in parts {
                    match &*part.key {
                        "name" => self.text(part, &mut term.name),
                        "synonyms" => term.synonyms.extend(self.texts(part)),
                        "old_names" => term.old_names = self.texts(part),
                        "parent" => {
                            let mut parent = Box::default();
                            self.text(part, &mut parent);
                            term.parent = Some((parent, part.node.span));
                        }
                        _ => self.unknown(part, TERM_KEYS),
                    }
                }
            }
            _ => self.invalid(entry, "terms"),
        }
        term
    }

    /// Other spellings, each with the term it means; one that means nothing is left out.
    fn synonyms(&mut self, entry: &Entry, terms: &mut [DeclaredTerm]) {
        let by_name: HashMap<String, usize> = terms
            .iter()
            .enumerate()
            .flat_map(|(at, term)| {
                let others = term.synonyms.iter().chain(&term.old_names);
                let names = others.chain([&term.slug, &term.name]);
                names.map(move |name| (fold(name), at)).collect::<Vec<_>>()
            })
            .collect();
        for part in self.tables(entry) {
            let Some(means) = part.node.text().map(str::trim) else {
                self.invalid(part, "text");
                continue;
            };
            if part.key.trim().is_empty() || means.is_empty() {
                continue;
            }
            match by_name.get(&fold(means)) {
                Some(at) => terms[*at].synonyms.push(part.key.clone()),
                None => {
                    let names = terms.iter().flat_map(|term| [&*term.name, &*term.slug]);
                    let problem = Problem::UnknownNameInSettings {
                        key: part.key.to_string(),
                        of: Named::Term,
                        name: means.to_owned(),
                        suggestion: nearest(means, names),
                    };
                    self.found.push((part.node.span, problem));
                }
            }
        }
    }
}
