//! The tables `machines` and `publisher`, and what a collection says to programs: `schema_org` and `calendar`.

use super::{Reader, fields_called};
use crate::config::{Calendar, MEANINGS, Machines, Picture, Publisher};
use crate::schema::{Field, FieldKind};
use crate::tree::Entry;

const MACHINES_KEYS: &[&str] = &["picture", "markdown"];
const PUBLISHER_KEYS: &[&str] = &["name", "authority", "spatial", "information", "licence"];
const CALENDAR_KEYS: &[&str] = &["date", "start", "end", "place", "by"];

impl Reader {
    /// What is made for programs.
    pub(super) fn machines(&mut self, entry: &Entry, to: &mut Machines) {
        for part in self.tables(entry) {
            match &*part.key {
                "picture" => self.picture(part, &mut to.picture),
                "markdown" => self.flag(part, &mut to.has_markdown),
                _ => self.unknown(part, MACHINES_KEYS),
            }
        }
    }

    fn picture(&mut self, part: &Entry, to: &mut Picture) {
        let word = part.node.text().unwrap_or_default();
        match Picture::ALL.iter().find(|(own, _)| *own == word) {
            Some((_, picture)) => *to = *picture,
            None => self.invalid(part, "share picture"),
        }
    }

    /// Who publishes the site.
    pub(super) fn publisher(&mut self, entry: &Entry, to: &mut Publisher) {
        for part in self.tables(entry) {
            match &*part.key {
                "name" => self.text(part, &mut to.name),
                "authority" => self.text(part, &mut to.authority),
                "spatial" => self.text(part, &mut to.spatial),
                "information" => self.text(part, &mut to.information),
                "licence" => self.licence(part, &mut to.licence),
                _ => self.unknown(part, PUBLISHER_KEYS),
            }
        }
    }

    fn licence(&mut self, part: &Entry, to: &mut Box<str>) {
        let mut address = Box::default();
        self.text(part, &mut address);
        let is_address = address.starts_with("https://") || address.starts_with("http://");
        if is_address && !address.contains(char::is_whitespace) {
            *to = address;
        } else if !address.is_empty() {
            self.invalid(part, "licence");
        }
    }

    /// What the pages of a collection are in the words of schema.org.
    pub(super) fn meaning(&mut self, part: &Entry, to: &mut Option<&'static str>) {
        let word = part.node.text().unwrap_or_default();
        *to = MEANINGS.iter().find(|own| **own == word).copied();
        if to.is_none() {
            self.invalid(part, "meaning");
        }
    }

    /// The fields that are a meeting.
    pub(super) fn calendar(&mut self, entry: &Entry, fields: &[Field]) -> Calendar {
        let mut calendar = Calendar::default();
        for part in self.tables(entry) {
            let to = match &*part.key {
                "date" => &mut calendar.date,
                "start" => &mut calendar.start,
                "end" => &mut calendar.end,
                "place" => &mut calendar.place,
                "by" => &mut calendar.by,
                _ => {
                    self.unknown(part, CALENDAR_KEYS);
                    continue;
                }
            };
            *to = self.one_field(part, fields);
            let kind = to.as_ref().and_then(|name| fields_called(fields, name)).map(|f| &f.kind);
            let fits = match (&*part.key, kind) {
                ("date", Some(kind)) => *kind == FieldKind::Date,
                ("by", Some(kind)) => {
                    matches!(kind, FieldKind::Reference(_) | FieldKind::Person(_))
                }
                _ => true,
            };
            if !fits {
                *to = None;
                self.invalid(part, if *part.key == *"by" { "page field" } else { "date field" });
            }
        }
        // Of a page in the folder of another that is clear already.
        let from_folder = || fields.iter().find(|field| field.is_from_folder);
        calendar.by = calendar.by.or_else(|| from_folder().map(|field| field.name.clone()));
        calendar
    }
}

/// The words for a share picture, for a suggestion.
pub(super) fn picture_words() -> Vec<&'static str> {
    Picture::ALL.iter().map(|(word, _)| *word).collect()
}
