//! What the desk is sent: the shapes of its JSON.

#![expect(clippy::struct_field_names, reason = "the names are those of the JSON")]

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::Severity;
use crate::serve::live::Block;

/// What the desk shows on a page.
#[derive(Debug, Serialize)]
pub(in crate::serve) struct Desk {
    pub(super) desk: u64,
    pub(super) page: Option<Page>,
    pub(super) broken: Vec<Problem>,
    pub(super) problems: Vec<Problem>,
    pub(super) counts: BTreeMap<&'static str, usize>,
    pub(super) unpublished: Vec<Unpublished>,
    pub(super) recent: Vec<Recent>,
}

/// The facts of a page.
#[derive(Debug, Serialize)]
pub(super) struct Page {
    pub(super) url: String,
    pub(super) source: String,
    pub(super) title: String,
    pub(super) collection: Option<String>,
    pub(super) terms: Vec<Term>,
    pub(super) status: Status,
    pub(super) words: u32,
    pub(super) minutes: u32,
    pub(super) readability: Option<Readability>,
    pub(super) review: Option<Review>,
    pub(super) links_out: Vec<Link>,
    pub(super) links_in: Vec<Link>,
    pub(super) edit: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Term {
    pub(super) vocabulary: String,
    pub(super) name: String,
    pub(super) url: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Status {
    pub(super) kind: &'static str,
    pub(super) text: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Readability {
    pub(super) sentences: u32,
    pub(super) scores: [Score; 3],
    pub(super) longest: Vec<Sentence>,
}

#[derive(Debug, Serialize)]
pub(super) struct Score {
    pub(super) name: &'static str,
    pub(super) score: f64,
    pub(super) band: &'static str,
}

#[derive(Debug, Serialize)]
pub(super) struct Sentence {
    pub(super) text: String,
    pub(super) words: u32,
    pub(super) line: u32,
    pub(super) block: Option<Block>,
    pub(super) edit: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Review {
    pub(super) date: String,
    pub(super) text: String,
    pub(super) overdue: bool,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Link {
    pub(super) title: String,
    pub(super) url: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Unpublished {
    pub(super) title: String,
    pub(super) url: Option<String>,
    pub(super) kind: &'static str,
    pub(super) text: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Recent {
    pub(super) title: String,
    pub(super) url: Option<String>,
    pub(super) source: String,
    pub(super) when: String,
    pub(super) edit: Option<String>,
}

/// A problem, as the desk shows it.
#[derive(Debug, Serialize)]
pub(super) struct Problem {
    pub(super) code: &'static str,
    pub(super) severity: Severity,
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) file: String,
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) excerpt: Vec<Line>,
    pub(super) page: Option<String>,
    pub(super) owner: Option<String>,
    pub(super) collection: Option<String>,
    pub(super) block: Option<Block>,
    pub(super) edit: Option<String>,
}

/// A line of a file, and what of it is meant, in UTF-16 units.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    pub(super) line: u32,
    pub(super) text: String,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Problems of the site, some at a time, and what they can be narrowed by.
#[derive(Debug, Serialize)]
pub(in crate::serve) struct Problems {
    pub(super) total: usize,
    pub(super) problems: Vec<Problem>,
    pub(super) facets: BTreeMap<&'static str, Vec<Value>>,
}

#[derive(Debug, Serialize)]
pub(super) struct Value {
    pub(super) value: String,
    pub(super) text: String,
    pub(super) count: usize,
}
