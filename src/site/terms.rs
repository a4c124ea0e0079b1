//! Terms: what pages are tagged with, in a hierarchy, with their entries and the terms they often go together with.
//!
//! A term comes from the settings, from a page in the vocabulary's folder, or, where the vocabulary is open, from the
//! page that uses it. All its names lead to it: see [`known`].

use std::collections::{BTreeMap, BTreeSet};

use super::{Index, Life, PageId, Site, TermId, by_date, page_id};
use crate::source::lines::Span;
use crate::url::UrlPath;

mod known;
mod spelling;

pub(super) use known::{declared_slug, key as term_key, vocabulary_of};

/// How many related terms a term has at the most.
const RELATED: usize = 8;

/// A term of a vocabulary.
#[derive(Debug)]
pub struct Term {
    /// The vocabulary, by its place in the configuration.
    pub vocabulary: usize,
    /// The name that readers see.
    pub name: Box<str>,
    /// Other names it is known by, as readers may see them.
    pub synonyms: Vec<Box<str>>,
    /// Its address.
    pub url: UrlPath,
    /// The page that describes it.
    pub page: Option<PageId>,
    /// Where the settings name it.
    pub declared: Option<Span>,
    /// The term above it.
    pub parent: Option<TermId>,
    /// The terms below it, by name.
    pub children: Vec<TermId>,
    /// The pages on it or on a term below it, each once, newest first.
    pub entries: Vec<PageId>,
    /// The same, by collection.
    pub groups: Vec<Group>,
    /// Terms that are often on the same page, with how often, most first.
    pub related: Vec<(TermId, u32)>,
}

/// The entries of a term in one collection.
#[derive(Debug)]
pub struct Group {
    /// The collection, by its place in the configuration; none for pages outside any.
    pub collection: Option<usize>,
    /// The pages, newest first.
    pub entries: Vec<PageId>,
}

impl Index {
    /// The term of a vocabulary that a name means.
    pub fn term(&self, vocabulary: usize, name: &str) -> Option<&Term> {
        let found = self.term_names.get(&(vocabulary, term_key(name)))?;
        self.terms.get(found.at())
    }
}

impl Site {
    /// The page that described a term until it was over, where none does now: the one at its address, or of its name.
    pub fn expired_term(&self, term: &Term) -> Option<PageId> {
        let names = &self.index.withheld_names;
        let page = names.by_url(&term.url).or_else(|| names.page(&term.name))?;
        let is_its = vocabulary_of(&self.config, self.below(page)) == Some(term.vocabulary);
        let is_over = matches!(self.life(page), Life::Expired(_));
        (term.page.is_none() && is_its && is_over).then_some(page)
    }
}

/// Gathers the terms of all vocabularies and what stands under them.
pub(super) fn gather(site: &Site, index: &mut Index) {
    let known = known::Known::collect(site, index);
    known.settle(site, index);
    for i in 0..index.terms.len() {
        if let Some(parent) = index.terms[i].parent {
            index.terms[parent.at()].children.push(term_id(i));
        }
    }
    gather_entries(site, index);
    relate(index);
}

pub(super) fn term_id(at: usize) -> TermId {
    TermId(u32::try_from(at).unwrap_or(u32::MAX))
}

/// Whether `term` is `other` or stands above it.
pub(super) fn is_above(index: &Index, term: TermId, other: TermId) -> bool {
    let mut at = Some(other);
    while let Some(this) = at {
        if this == term {
            return true;
        }
        at = index.terms[this.at()].parent;
    }
    false
}

/// Gives each term its pages and those of the terms below it, each once.
fn gather_entries(site: &Site, index: &mut Index) {
    let mut sets: Vec<Vec<PageId>> = vec![Vec::new(); index.terms.len()];
    for (i, own) in index.page_terms.iter().enumerate() {
        let mut reached = BTreeSet::new();
        for term in own {
            let mut at = Some(*term);
            while let Some(this) = at {
                reached.insert(this);
                at = index.terms[this.at()].parent;
            }
        }
        for term in reached {
            sets[term.at()].push(page_id(i));
        }
    }
    for (i, mut entries) in sets.into_iter().enumerate() {
        by_date(site, &index.urls, &mut entries);
        let mut groups: BTreeMap<usize, Vec<PageId>> = BTreeMap::new();
        for page in &entries {
            groups
                .entry(site.facts(*page).collection.unwrap_or(usize::MAX))
                .or_default()
                .push(*page);
        }
        let group = |(at, entries): (usize, Vec<PageId>)| Group {
            collection: (at != usize::MAX).then_some(at),
            entries,
        };
        index.terms[i].groups = groups.into_iter().map(group).collect();
        index.terms[i].entries = entries;
    }
}

/// Counts how often two terms are on one page; a term and the one above it always are, so those do not count.
fn relate(index: &mut Index) {
    let mut together: BTreeMap<(TermId, TermId), u32> = BTreeMap::new();
    for own in &index.page_terms {
        for (i, a) in own.iter().enumerate() {
            for b in own.iter().skip(i + 1) {
                *together.entry((*a.min(b), *a.max(b))).or_default() += 1;
            }
        }
    }
    let mut related: Vec<Vec<(TermId, u32)>> = vec![Vec::new(); index.terms.len()];
    for ((a, b), times) in together {
        let same = index.terms[a.at()].vocabulary == index.terms[b.at()].vocabulary;
        if same && !is_above(index, a, b) && !is_above(index, b, a) {
            related[a.at()].push((b, times));
            related[b.at()].push((a, times));
        }
    }
    for (term, mut related) in index.terms.iter_mut().zip(related) {
        related.sort_by_key(|(other, times)| (u32::MAX - times, *other));
        related.truncate(RELATED);
        term.related = related;
    }
}
