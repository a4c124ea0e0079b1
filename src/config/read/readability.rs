//! The tables `[readability]`, of the site and of a collection: how easy to read pages are meant to be.

use super::Reader;
use crate::config::Targets;
use crate::tree::{Entry, Value};

/// What the table may hold.
const READABILITY_KEYS: &[&str] = &["target", "summary", "longest_sentence"];

/// Levels as people name them, and what Flesch-Douma gives there: where a band of its table begins. The formula does not
/// measure them, it only gives them an order.
const LEVELS: [(&str, u32); 4] = [("A2", 80), ("B1", 60), ("B2", 45), ("C1", 30)];

impl Reader {
    /// Sets what the table says; the rest stays as it is.
    pub(super) fn readability(&mut self, entry: &Entry, to: &mut Targets) {
        for part in self.tables(entry) {
            match &*part.key {
                "target" => self.level(part, &mut to.target),
                "summary" => self.level(part, &mut to.summary),
                "longest_sentence" => {
                    self.bound(part, &mut to.longest_sentence, "sentence length", u32::MAX);
                }
                _ => self.unknown(part, READABILITY_KEYS),
            }
        }
    }

    /// A level by its name, or what a text scores there.
    fn level(&mut self, part: &Entry, to: &mut Option<u32>) {
        let name = part.node.text().unwrap_or_default().trim();
        let named = LEVELS.iter().find(|(level, _)| level.eq_ignore_ascii_case(name));
        match named {
            Some((_, score)) => *to = Some(*score),
            None => self.bound(part, to, "reading level", 100),
        }
    }

    /// A whole number of 1 or more, or `false` for none.
    fn bound(&mut self, part: &Entry, to: &mut Option<u32>, expected: &'static str, most: u32) {
        match (&part.node.value, part.node.text().and_then(|text| text.parse().ok())) {
            (Value::Scalar { text, plain: true }, _) if &**text == "false" => *to = None,
            (_, Some(number)) if (1..=most).contains(&number) => *to = Some(number),
            _ => self.invalid(part, expected),
        }
    }
}
