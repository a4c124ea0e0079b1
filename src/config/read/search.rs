//! The table of search: whether readers have it, and what means the same there.

use super::Reader;
use crate::config::Search;
use crate::tree::{Entry, Node, Value};

/// What the table may hold.
const SEARCH_KEYS: &[&str] = &["enabled", "synonyms"];

impl Reader {
    /// Lists of texts, each with two at least.
    fn groups(&mut self, entry: &Entry) -> Vec<Vec<Box<str>>> {
        let Value::List(groups) = &entry.node.value else {
            self.invalid(entry, "groups");
            return Vec::new();
        };
        if !groups.is_empty() && groups.iter().all(|group| group.text().is_some()) {
            self.invalid(entry, "groups");
            return Vec::new();
        }
        let mut all = Vec::new();
        for group in groups {
            let texts: Option<Vec<&str>> = match &group.value {
                Value::List(names) => names.iter().map(Node::text).collect(),
                _ => None,
            };
            let names = texts.unwrap_or_default().into_iter().map(str::trim);
            let names: Vec<Box<str>> =
                names.filter(|name| !name.is_empty()).map(Into::into).collect();
            if names.len() < 2 {
                self.invalid_at(entry, group, "groups");
            } else {
                all.push(names);
            }
        }
        all
    }

    pub(super) fn search(&mut self, entry: &Entry, to: &mut Search) {
        if entry.node.flag().is_some() {
            self.invalid(entry, "search table");
            return;
        }
        for part in self.tables(entry) {
            match &*part.key {
                "enabled" => self.flag(part, &mut to.is_enabled),
                "synonyms" => to.synonyms = self.groups(part),
                _ => self.unknown(part, SEARCH_KEYS),
            }
        }
    }
}
