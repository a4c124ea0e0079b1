//! Terms: what pages are tagged with, in a hierarchy, with their entries and the terms they often go together with.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::addresses::segment;
use super::{Finding, Index, PageId, Part, Site, TermId, by_date, page_id};
use crate::diagnostic::{Problem, nearest};
use crate::document::is_index;
use crate::language::fold;
use crate::url::{UrlPath, slug};

/// How many related terms a term has at the most.
const RELATED: usize = 8;

/// A term of a vocabulary.
#[derive(Debug)]
pub struct Term {
    /// The vocabulary, by its place in the configuration.
    pub vocabulary: usize,
    /// The name that readers see.
    pub name: Box<str>,
    /// Its address.
    pub url: UrlPath,
    /// The page that describes it.
    pub page: Option<PageId>,
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

/// Gathers the terms of all vocabularies and what stands under them.
pub(super) fn gather(site: &Site, index: &mut Index) {
    let mut terms = Terms::default();
    for vocabulary in 0..site.config.vocabularies.len() {
        terms.add_pages(site, index, vocabulary);
    }
    let tagged = terms.tag(site, index);
    terms.order(site, index, tagged);
    link_parents(site, index);
    gather_entries(site, index);
    relate(index);
}

#[derive(Default)]
struct Terms {
    list: Vec<Term>,
    by_name: HashMap<(usize, Box<str>), usize>,
    /// How the name of a term without a page is written, and how often.
    spellings: BTreeMap<usize, BTreeMap<Box<str>, u32>>,
}

impl Terms {
    /// Pages in a vocabulary's folder are its terms; its synonyms lead to the same one.
    fn add_pages(&mut self, site: &Site, index: &Index, vocabulary: usize) {
        let folder = &site.config.vocabularies[vocabulary].folder;
        let mut synonyms = Vec::new();
        for (i, url) in index.urls.iter().enumerate() {
            let page = page_id(i);
            let below = site.below(page);
            let inside = below.strip_prefix(&**folder).is_some_and(|rest| rest.starts_with('/'));
            let is_own =
                is_index(below) && below.matches('/').count() == folder.matches('/').count() + 1;
            let (Some(url), true, false) = (url, inside, is_own) else { continue };
            let facts = site.facts(page);
            let at = self.push(vocabulary, &facts.title, url.clone(), Some(page));
            self.by_name.entry((vocabulary, fold(&facts.title).into())).or_insert(at);
            self.by_name.entry((vocabulary, key(&facts.title))).or_insert(at);
            if let Some(last) = url.segments().next_back() {
                self.by_name.entry((vocabulary, key(last))).or_insert(at);
            }
            let names = ["synonyms", "old_names"].into_iter().flat_map(|name| facts.texts(name));
            synonyms.extend(
                names.chain(facts.aliases.iter().map(|a| &**a)).map(|name| (key(name), at)),
            );
        }
        for (name, at) in synonyms {
            self.by_name.entry((vocabulary, name)).or_insert(at);
        }
    }

    fn push(&mut self, vocabulary: usize, name: &str, url: UrlPath, page: Option<PageId>) -> usize {
        self.list.push(Term {
            vocabulary,
            name: name.into(),
            url,
            page,
            parent: None,
            children: Vec::new(),
            entries: Vec::new(),
            groups: Vec::new(),
            related: Vec::new(),
        });
        self.list.len() - 1
    }

    /// The terms of each page; a name that no page describes makes a term of its own.
    fn tag(&mut self, site: &Site, index: &Index) -> Vec<Vec<usize>> {
        let mut tagged = Vec::with_capacity(site.documents.len());
        for (i, document) in site.documents.iter().enumerate() {
            let mut own: Vec<usize> = Vec::new();
            if index.urls[i].is_some() {
                for (vocabulary, name) in &document.facts.terms {
                    let term = self.named(site, *vocabulary, name);
                    if !own.contains(&term) {
                        own.push(term);
                    }
                }
            }
            tagged.push(own);
        }
        tagged
    }

    fn named(&mut self, site: &Site, vocabulary: usize, name: &str) -> usize {
        let at = match self.by_name.get(&(vocabulary, key(name))) {
            Some(at) => *at,
            None => {
                let folder = &site.config.vocabularies[vocabulary].folder;
                let url = UrlPath::page(folder.split('/').chain([segment(name).as_str()]));
                let at = self.push(vocabulary, name, url, None);
                self.by_name.insert((vocabulary, key(name)), at);
                at
            }
        };
        if self.list[at].page.is_none() {
            *self.spellings.entry(at).or_default().entry(name.into()).or_default() += 1;
        }
        at
    }

    /// Puts the terms in the order of vocabulary and name, under the spelling that is used most.
    fn order(self, site: &Site, index: &mut Index, tagged: Vec<Vec<usize>>) {
        let Self { mut list, spellings, .. } = self;
        for (at, spellings) in spellings {
            if let Some((name, _)) = spellings.into_iter().rev().max_by_key(|(_, times)| *times) {
                list[at].name = name;
            }
        }
        let order = site.config.language.order();
        let mut by_name: Vec<(usize, Term)> = list.into_iter().enumerate().collect();
        by_name.sort_by(|(_, a), (_, b)| {
            let name = order.compare(&a.name, &b.name);
            a.vocabulary.cmp(&b.vocabulary).then(name).then_with(|| a.url.cmp(&b.url))
        });
        let mut new_place = vec![0; by_name.len()];
        for (new, (old, _)) in by_name.iter().enumerate() {
            new_place[*old] = new;
        }
        index.terms = by_name.into_iter().map(|(_, term)| term).collect();
        index.page_terms = tagged
            .into_iter()
            .map(|own| own.into_iter().map(|at| term_id(new_place[at])).collect())
            .collect();
    }
}

/// Names that differ in case, accents or hyphens are one term.
fn key(name: &str) -> Box<str> {
    let slug = slug(name);
    if slug.is_empty() { fold(name).into() } else { slug.into() }
}

fn term_id(at: usize) -> TermId {
    TermId(u32::try_from(at).unwrap_or(u32::MAX))
}

/// Finds the parent that each term's page names; a circle is broken and reported.
fn link_parents(site: &Site, index: &mut Index) {
    let names: HashMap<(usize, Box<str>), TermId> = index
        .terms
        .iter()
        .enumerate()
        .map(|(i, t)| ((t.vocabulary, key(&t.name)), term_id(i)))
        .collect();
    for i in 0..index.terms.len() {
        let (Some(page), vocabulary) = (index.terms[i].page, index.terms[i].vocabulary) else {
            continue;
        };
        let Some(parent) = site.facts(page).texts("parent").first().copied() else { continue };
        let problem = match names.get(&(vocabulary, key(parent))) {
            Some(found) if is_above(index, term_id(i), *found) => {
                Problem::CircularParents { term: index.terms[i].name.to_string() }
            }
            Some(found) => {
                index.terms[i].parent = Some(*found);
                continue;
            }
            None => Problem::UnknownParent {
                term: index.terms[i].name.to_string(),
                parent: parent.to_owned(),
                suggestion: nearest(parent, index.terms.iter().map(|t| &*t.name)),
            },
        };
        index.findings.push(Finding { page, part: Part::Field("parent"), problem });
    }
    for i in 0..index.terms.len() {
        if let Some(parent) = index.terms[i].parent {
            index.terms[parent.at()].children.push(term_id(i));
        }
    }
}

/// Whether `term` is `other` or stands above it.
fn is_above(index: &Index, term: TermId, other: TermId) -> bool {
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
