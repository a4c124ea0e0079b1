//! The table `[home]`: which blocks the home page has, in which order.

use super::Reader;
use crate::config::home::{HomeBlock, NEWEST, Shows};
use crate::config::look;
use crate::diagnostic::Named;
use crate::language::Label;
use crate::tree::{Entry, Node, Value};

/// What a block may hold besides its kind and title, by its kind.
const BLOCK_KEYS: [&[&str]; 7] = [
    &["kind"],
    &["kind", "title", "vocabulary"],
    &["kind", "title", "vocabulary"],
    &["kind", "title", "collection", "limit"],
    &["kind", "title", "page"],
    &["kind", "title"],
    &["kind", "title", "text"],
];

/// The settings of a block, by name.
#[derive(Default)]
struct Set {
    title: Option<Label>,
    place: usize,
    collection: Option<usize>,
    limit: usize,
    words: Option<look::Placed>,
}

impl Reader {
    pub(super) fn home(&mut self, entry: &Entry, to: &mut Vec<HomeBlock>) {
        for part in self.tables(entry) {
            match &*part.key {
                "blocks" => *to = self.blocks(part),
                _ => self.unknown(part, &["blocks"]),
            }
        }
    }

    fn blocks(&mut self, entry: &Entry) -> Vec<HomeBlock> {
        let Value::List(items) = &entry.node.value else {
            self.invalid(entry, "home blocks");
            return Shows::usual();
        };
        let mut blocks: Vec<HomeBlock> = Vec::new();
        for item in items {
            let Some(block) = self.block(entry, item) else { continue };
            let is_introduction = |block: &HomeBlock| matches!(block.shows, Shows::Introduction);
            // It holds the one heading of the page.
            if is_introduction(&block) && blocks.iter().any(is_introduction) {
                self.invalid_at(entry, item.get("kind").unwrap_or(item), "one introduction");
            } else {
                blocks.push(block);
            }
        }
        blocks
    }

    /// A block: its kind alone, or a table.
    fn block(&mut self, entry: &Entry, item: &Node) -> Option<HomeBlock> {
        let kind = item.get("kind").unwrap_or(item);
        let name = kind.text().unwrap_or_default();
        let Some(at) = Shows::NAMES.iter().position(|known| *known == name) else {
            self.invalid_at(entry, kind, "home block");
            return None;
        };
        let mut set = Set { limit: NEWEST, ..Set::default() };
        for part in item.entries() {
            if BLOCK_KEYS[at].contains(&&*part.key) {
                self.block_part(part, &mut set);
            } else {
                self.unknown(part, BLOCK_KEYS[at]);
            }
        }
        let lacking = match name {
            "page" => Some("block page"),
            "text" => Some("block text"),
            _ => None,
        };
        if let Some(expected) = lacking.filter(|_| set.words.is_none()) {
            self.invalid_at(entry, kind, expected);
            return None;
        }
        Some(HomeBlock { title: set.title.take(), shows: shown(at, set) })
    }

    fn block_part(&mut self, part: &Entry, set: &mut Set) {
        match &*part.key {
            "title" => {
                let mut title = Label::default();
                self.label(part, &mut title);
                set.title = Some(title);
            }
            "vocabulary" => {
                set.place = self.named(part, Named::Vocabulary).unwrap_or_default();
            }
            "collection" => set.collection = self.named(part, Named::Collection),
            "limit" => match part.node.text().and_then(|n| n.parse().ok()).filter(|n| *n > 0) {
                Some(limit) => set.limit = limit,
                None => self.invalid(part, "number"),
            },
            "page" | "text" => set.words = self.placed(part),
            _ => {}
        }
    }
}

/// What a block shows, by the place of its kind; one that has no words where it needs them is not asked for.
fn shown(kind: usize, set: Set) -> Shows {
    match (Shows::NAMES[kind], set.words) {
        ("terms", _) => Shows::Terms(set.place),
        ("map", _) => Shows::Map(set.place),
        ("newest", _) => Shows::Newest(set.collection, set.limit),
        ("page", Some(words)) => Shows::Page(words),
        ("collections", _) => Shows::Collections,
        ("text", Some(words)) => Shows::Text(words),
        _ => Shows::Introduction,
    }
}
