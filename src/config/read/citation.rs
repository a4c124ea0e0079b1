//! The tables `name`, `series` and `citation` of a collection: which of its fields hold what.

use super::{Reader, fields_called};
use crate::config::{CITED_KINDS, Cited, Citing, NameFields, SeriesFields, cited_kind};
use crate::schema::{Field, FieldKind};
use crate::tree::Entry;

const SERIES_KEYS: &[&str] = &["name", "number"];
const NAME_KEYS: &[&str] = &["given", "prefix", "family", "country"];

impl Reader {
    /// The fields that are the parts of a name.
    pub(super) fn name(&mut self, entry: &Entry, fields: &[Field]) -> Option<NameFields> {
        let mut name = NameFields::default();
        for part in self.tables(entry) {
            let to = match &*part.key {
                "given" => &mut name.given,
                "prefix" => &mut name.prefix,
                "family" => &mut name.family,
                "country" => &mut name.country,
                _ => {
                    self.unknown(part, NAME_KEYS);
                    continue;
                }
            };
            *to = self.one_field(part, fields);
        }
        let is_given = |key| entry.node.get(key).is_some();
        if !is_given("family") && !entry.node.entries().is_empty() {
            self.invalid(entry, "name");
        }
        name.family.is_some().then_some(name)
    }

    /// The fields that say of which series a page is a part.
    pub(super) fn series(&mut self, entry: &Entry, fields: &[Field]) -> Option<SeriesFields> {
        let (mut name, mut number) = (None, None);
        for part in self.tables(entry) {
            match &*part.key {
                "name" => name = self.field_within(part, fields),
                "number" => number = self.field_within(part, fields),
                _ => self.unknown(part, SERIES_KEYS),
            }
        }
        if entry.node.get("name").is_none() && !entry.node.entries().is_empty() {
            self.invalid(entry, "series");
        }
        name.map(|name| SeriesFields { name, number })
    }

    /// The canonical names of a field, or of a group and the part of it, that a setting names: `series.number`.
    fn field_within(&mut self, part: &Entry, fields: &[Field]) -> Option<Box<[Box<str>]>> {
        let mut written: Box<str> = Box::default();
        self.text(part, &mut written);
        let (mut path, mut among) = (Vec::new(), fields);
        for name in written.split('.').filter(|_| !written.is_empty()) {
            path.push(self.called((&part.key, name), part.node.span, among)?);
            among = match &fields_called(among, name)?.kind {
                FieldKind::Group(parts) => parts,
                _ => &[],
            };
        }
        (!path.is_empty()).then(|| path.into())
    }

    /// How pages are cited.
    pub(super) fn citation(&mut self, entry: &Entry, fields: &[Field]) -> Citing {
        let mut keys: Vec<&str> = vec!["kind", "kinds"];
        keys.extend(Cited::ALL.map(|(key, _)| key));
        let mut citing = Citing::default();
        for part in self.tables(entry) {
            match &*part.key {
                "kind" => self.cited_as(part, fields, &mut citing),
                "kinds" => {}
                key => match Cited::ALL.iter().find(|(own, _)| *own == key) {
                    Some((_, cited)) => {
                        let field = self.one_field(part, fields);
                        citing.fields.extend(field.map(|field| (*cited, field)));
                    }
                    None => self.unknown(part, &keys),
                },
            }
        }
        if let Some(part) = entry.node.entries().iter().find(|part| *part.key == *"kinds") {
            self.cited_kinds(part, fields, &mut citing);
        }
        citing
    }

    /// The kind of all pages, or the field that says it of each.
    fn cited_as(&mut self, part: &Entry, fields: &[Field], citing: &mut Citing) {
        let word = part.node.text().unwrap_or_default();
        match (fields_called(fields, word), cited_kind(word)) {
            (Some(field), _) => citing.kind_field = Some(field.name.clone()),
            (None, Some(kind)) => citing.kind = kind,
            _ => self.invalid(part, "cited kind"),
        }
    }

    /// What each value of that field means.
    fn cited_kinds(&mut self, part: &Entry, fields: &[Field], citing: &mut Citing) {
        let field = citing.kind_field.as_ref().and_then(|name| fields_called(fields, name));
        for value in self.tables(part) {
            if field.is_some() {
                self.never_holds(field, &value.key, value.key_span);
            }
            match value.node.text().and_then(cited_kind) {
                Some(kind) => citing.kinds.push((value.key.clone(), kind)),
                None => self.invalid(value, "cited kind"),
            }
        }
    }

    /// The canonical name of the field that a setting names.
    pub(super) fn one_field(&mut self, part: &Entry, fields: &[Field]) -> Option<Box<str>> {
        let mut name: Box<str> = Box::default();
        self.text(part, &mut name);
        if name.is_empty() {
            return None;
        }
        self.called((&part.key, &name), part.node.span, fields)
    }
}

/// The words for kinds of work, for a suggestion.
pub(super) fn kind_words() -> Vec<&'static str> {
    CITED_KINDS.iter().map(|(word, _)| *word).collect()
}
