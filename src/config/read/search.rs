//! The table of search: whether readers have it.

use super::Reader;
use crate::config::Search;
use crate::tree::Entry;

/// What the table may hold.
const SEARCH_KEYS: &[&str] = &["enabled"];

impl Reader {
    pub(super) fn search(&mut self, entry: &Entry, to: &mut Search) {
        if entry.node.flag().is_some() {
            self.invalid(entry, "search table");
            return;
        }
        for part in self.tables(entry) {
            match &*part.key {
                "enabled" => self.flag(part, &mut to.is_enabled),
                _ => self.unknown(part, SEARCH_KEYS),
            }
        }
    }
}
