//! The table `[drawings]`: what readers may look at instead of read.

use super::Reader;
use crate::config::Drawings;
use crate::diagnostic::{Named, Problem, nearest};
use crate::tree::{Entry, Value};

/// What the table may hold.
const DRAWINGS_KEYS: &[&str] = &["map", "timeline", "links"];

impl Reader {
    /// Sets what the table says; `false` in its place turns all of it off.
    pub(super) fn drawings(&mut self, entry: &Entry, to: &mut Drawings) {
        if !matches!(entry.node.value, Value::Map(_)) {
            let mut all = true;
            self.flag(entry, &mut all);
            let maps = if all { None } else { Some(Vec::new()) };
            *to = Drawings { maps, timeline: all, links: all };
            return;
        }
        for part in entry.node.entries() {
            match &*part.key {
                "map" => to.maps = self.maps(part),
                "timeline" => self.flag(part, &mut to.timeline),
                "links" => self.flag(part, &mut to.links),
                _ => self.unknown(part, DRAWINGS_KEYS),
            }
        }
    }

    /// A yes or no, or the vocabularies of which there is a map.
    fn maps(&mut self, part: &Entry) -> Option<Vec<Box<str>>> {
        if !matches!(part.node.value, Value::List(_)) {
            let mut all = true;
            self.flag(part, &mut all);
            return if all { None } else { Some(Vec::new()) };
        }
        let mut names = Vec::new();
        for (name, span) in self.texts_with_places(part) {
            if self.vocabularies.contains(&name) {
                names.push(name);
                continue;
            }
            let suggestion = nearest(&name, self.vocabularies.iter().map(|name| &**name));
            let (key, of) = (part.key.to_string(), Named::Vocabulary);
            let problem = Problem::UnknownNameInSettings { key, of, name: name.into(), suggestion };
            self.found.push((span, problem));
        }
        Some(names)
    }
}
