//! The tables of vocabularies: what pages are tagged with, which terms there are, by which names they are meant.

use std::collections::HashMap;

use super::Reader;
use crate::config::{Config, DeclaredTerm, Vocabulary, capital};
use crate::diagnostic::{Named, Problem, nearest};
use crate::language::fold;
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
        for part in entry.node.entries() {
            match &*part.key {
                "folder" => self.folder(part, &mut vocabulary.folder),
                "label" => self.text(part, &mut vocabulary.label),
                "label_one" => self.text(part, &mut vocabulary.label_one),
                "keys" => {
                    let keys = self.texts(part);
                    vocabulary.keys.extend(keys.iter().map(|key| key.to_lowercase().into()));
                }
                "open" => self.flag(part, &mut vocabulary.is_open),
                "terms" => vocabulary.terms = self.terms(part),
                "synonyms" => synonyms = Some(part),
                _ => self.unknown(part, VOCABULARY_KEYS),
            }
        }
        if let Some(part) = synonyms {
            self.synonyms(part, &mut vocabulary.terms);
        }
        vocabulary
    }

    /// A list of names, or a table of keys with names or with more.
    fn terms(&mut self, entry: &Entry) -> Vec<DeclaredTerm> {
        match &entry.node.value {
            Value::List(items) => {
                let names = items.iter().filter_map(|node| Some((node.text()?.trim(), node.span)));
                names
                    .filter(|(name, _)| !name.is_empty())
                    .map(|(name, span)| DeclaredTerm::new(&slug(name), name, span))
                    .collect()
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
            .flat_map(|(at, term)| [(fold(&term.slug), at), (fold(&term.name), at)])
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
                    let names = terms.iter().flat_map(|term| [&*term.slug, &*term.name]);
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

    /// Says which keys of the front matter two vocabularies want.
    pub(super) fn keys_used_twice(&mut self, config: &Config) {
        let mut owners: HashMap<&str, &str> = HashMap::new();
        for vocabulary in &config.vocabularies {
            for key in &vocabulary.keys {
                let owner = *owners.entry(key).or_insert(&vocabulary.name);
                if *owner != *vocabulary.name {
                    let problem = Problem::SettingTwice {
                        key: "keys".into(),
                        name: key.to_string(),
                        other: owner.into(),
                    };
                    self.found.push((vocabulary.span, problem));
                }
            }
        }
    }
}
