//! Every name of every term → the term it means. Names that differ in case, accents or hyphens are one.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Term, is_above, term_id};
use crate::config::{Config, DeclaredTerm, is_index, stem};
use crate::diagnostic::{Problem, nearest};
use crate::document::Facts;
use crate::language::{fold, halves};
use crate::site::addresses::segment;
use crate::site::{Finding, Index, PageId, Part, Site, TermId, page_id};
use crate::source::lines::Span;
use crate::url::{UrlPath, slug};

/// So many terms can stand above one another; a tree that is deeper is nobody's to read.
const DEEPEST: usize = 24;
/// How many terms a message offers to choose from.
const OFFERED: usize = 8;

/// What is known of terms while they are being collected.
#[derive(Default)]
pub(super) struct Known {
    pub(super) list: Vec<Term>,
    /// The term of each name, by vocabulary and key.
    by_name: HashMap<(usize, Box<str>), usize>,
    /// Names as they are to be written, by vocabulary.
    exact: HashSet<(usize, Box<str>)>,
    /// How the name of a term that pages bring is written, and how often.
    pub(super) spellings: BTreeMap<usize, BTreeMap<Box<str>, u32>>,
    /// Where each term is used: pages, with the ordinal among their terms.
    pub(super) uses: BTreeMap<usize, Vec<(PageId, usize)>>,
    /// Old addresses of terms.
    moved: Vec<(UrlPath, usize)>,
    /// What is wrong on pages.
    pub(super) findings: Vec<Finding>,
    /// What is wrong in the settings.
    settings: Vec<(Span, Problem)>,
    /// The terms of each page.
    tagged: Vec<Vec<usize>>,
    /// What was probably meant by names that a closed vocabulary does not have.
    suggested: HashMap<(usize, Box<str>), Option<String>>,
}

/// Where a name of a term stands, for a message.
enum Place {
    Page(PageId, Part),
    Settings(Span),
}

/// The vocabulary that a page describes a term of, by its place below the content folder.
pub(crate) fn vocabulary_of(config: &Config, below: &str) -> Option<usize> {
    config.vocabularies.iter().position(|vocabulary| {
        let folder = &*vocabulary.folder;
        let inside = below.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let depth = folder.matches('/').count() + 1;
        inside && !(is_index(below) && below.matches('/').count() == depth)
    })
}

/// The slug that the settings give the term that a page describes.
pub(crate) fn declared_slug<'c>(
    config: &'c Config,
    vocabulary: usize,
    (below, title): (&str, &str),
) -> Option<&'c str> {
    let declared = &config.vocabularies[vocabulary].terms;
    if declared.is_empty() {
        return None;
    }
    let (file, title) = (slug(stem(below)), key(title));
    let found = declared.iter().find(|term| *term.slug == *file || key(&term.name) == title);
    found.map(|term| &*term.slug)
}

impl Known {
    /// Collects the terms of the settings, of pages and of what pages use.
    pub(super) fn collect(site: &Site, index: &Index) -> Self {
        let mut known = Self::default();
        for vocabulary in 0..site.config.vocabularies.len() {
            known.declare(site, vocabulary);
            known.describe(site, index, vocabulary);
            known.name(site, vocabulary);
        }
        known.tag(site, index);
        super::spelling::compare(site, &mut known);
        known
    }

    /// The terms that the settings name.
    fn declare(&mut self, site: &Site, vocabulary: usize) {
        let declared = &site.config.vocabularies[vocabulary];
        for term in &declared.terms {
            let name = if term.slug.is_empty() { "term" } else { &*term.slug };
            let url = UrlPath::page(declared.folder.split('/').chain([name]));
            let at = self.push(vocabulary, &term.name, url);
            self.list[at].declared = Some(term.span);
            self.list[at].synonyms.clone_from(&term.synonyms);
        }
    }

    /// Pages in the vocabulary's folder are terms, or describe one that the settings name.
    fn describe(&mut self, site: &Site, index: &Index, vocabulary: usize) {
        let declared: HashMap<Box<str>, usize> = self
            .list
            .iter()
            .enumerate()
            .filter(|(_, term)| term.vocabulary == vocabulary)
            .flat_map(|(at, term)| {
                let last = term.url.segments().next_back().unwrap_or_default();
                [(key(last), at), (key(&term.name), at)]
            })
            .collect();
        for (i, url) in index.urls.iter().enumerate() {
            let page = page_id(i);
            let below = site.below(page);
            let Some(url) = url else { continue };
            if vocabulary_of(&site.config, below) != Some(vocabulary) {
                continue;
            }
            let facts = site.facts(page);
            let same = declared.get(&key(&slug(stem(below)))).or(declared.get(&key(&facts.title)));
            let free = same.filter(|at| self.list[**at].page.is_none()).copied();
            let at = free.unwrap_or_else(|| self.push(vocabulary, &facts.title, url.clone()));
            let term = &mut self.list[at];
            term.name = facts.title.clone();
            term.page = Some(page);
            term.url = url.clone();
            term.synonyms.extend(facts.texts("synonyms").into_iter().map(Into::into));
        }
    }

    fn push(&mut self, vocabulary: usize, name: &str, url: UrlPath) -> usize {
        self.list.push(Term {
            vocabulary,
            name: name.into(),
            synonyms: Vec::new(),
            url,
            page: None,
            declared: None,
            parent: None,
            children: Vec::new(),
            entries: Vec::new(),
            groups: Vec::new(),
            related: Vec::new(),
        });
        self.list.len() - 1
    }

    /// Gives the terms of a vocabulary their names: their own before other ones, and those before what follows from them.
    fn name(&mut self, site: &Site, vocabulary: usize) {
        let own: Vec<usize> =
            (0..self.list.len()).filter(|at| self.list[*at].vocabulary == vocabulary).collect();
        let declared: Vec<&DeclaredTerm> = own
            .iter()
            .filter_map(|at| self.list[*at].declared)
            .filter_map(|span| {
                site.config.vocabularies[vocabulary].terms.iter().find(|term| term.span == span)
            })
            .collect();
        for at in own.iter().copied() {
            let term = &self.list[at];
            let place = match (term.page, term.declared) {
                (Some(page), _) => Place::Page(page, Part::Named("title".into())),
                (None, Some(span)) => Place::Settings(span),
                (None, None) => continue,
            };
            let name = term.name.clone();
            self.claim(at, &name, &place);
        }
        for (at, term) in own.iter().copied().zip(declared) {
            let place = Place::Settings(term.span);
            self.claim(at, &term.name, &place);
            for name in term.synonyms.iter().chain(&term.old_names) {
                self.claim(at, name, &place);
            }
            self.moved_from(site, at, &term.old_names);
        }
        for at in own.iter().copied() {
            let Some(page) = self.list[at].page else { continue };
            let facts = site.facts(page);
            for field in ["synonyms", "old_names"] {
                for (nth, name) in facts.texts(field).into_iter().enumerate() {
                    let part = Part::Value(facts.ordinal_of(field, nth));
                    self.claim(at, name, &Place::Page(page, part));
                }
            }
            let old: Vec<Box<str>> = facts.texts("old_names").into_iter().map(Into::into).collect();
            self.moved_from(site, at, &old);
        }
        for at in own {
            self.derive(site, at);
        }
    }

    /// Names that follow from others: the address, the file, the two halves of *Name (Abbreviation)*.
    fn derive(&mut self, site: &Site, at: usize) {
        let term = &self.list[at];
        let mut names: Vec<String> = Vec::new();
        names.extend(term.url.segments().next_back().map(ToOwned::to_owned));
        if let Some(page) = term.page {
            let file = stem(site.below(page));
            names.push(file.to_owned());
            names.extend(site.facts(page).other_names().map(ToOwned::to_owned));
            let old = term.url.parent().join(&format!("{}/", segment(file)));
            if old != term.url {
                self.moved.push((old, at));
            }
        }
        let name = &*self.list[at].name;
        names.extend(halves(name).into_iter().flatten().map(ToOwned::to_owned));
        let vocabulary = self.list[at].vocabulary;
        for name in names {
            let free = self.by_name.entry((vocabulary, key(&name))).or_insert(at);
            if *free == at {
                self.exact.insert((vocabulary, name.into()));
            }
        }
    }

    /// Notes a name of a term, or that it is another one's.
    fn claim(&mut self, at: usize, name: &str, place: &Place) {
        let vocabulary = self.list[at].vocabulary;
        let own_key = key(name);
        if own_key.is_empty() {
            return;
        }
        let owner = *self.by_name.entry((vocabulary, own_key)).or_insert(at);
        if owner == at {
            self.exact.insert((vocabulary, name.into()));
            self.exact.insert((vocabulary, slug(name).into()));
            return;
        }
        // Two pages of one title are told apart by their addresses.
        let (term, other) = (&self.list[at], &self.list[owner]);
        let is_same = term.name == other.name;
        let told = |term: &Term| {
            if is_same { term.url.to_string() } else { term.name.to_string() }
        };
        let problem =
            Problem::TermNameTaken { name: name.to_owned(), term: told(term), other: told(other) };
        match place {
            Place::Page(page, part) => {
                self.findings.push(Finding { page: *page, part: part.clone(), problem });
            }
            Place::Settings(span) => self.settings.push((*span, problem)),
        }
    }

    fn moved_from(&mut self, site: &Site, at: usize, old_names: &[Box<str>]) {
        let folder = &site.config.vocabularies[self.list[at].vocabulary].folder;
        for name in old_names {
            let old = UrlPath::page(folder.split('/').chain([segment(name).as_str()]));
            if old != self.list[at].url {
                self.moved.push((old, at));
            }
        }
    }

    /// The terms of each page. A name that no term has makes one of its own, or is a problem where the list is closed.
    fn tag(&mut self, site: &Site, index: &Index) {
        // What a name means, and whether it is written as it should be: looked up once for all pages.
        let mut found: HashMap<(usize, &str), (Option<usize>, bool)> = HashMap::new();
        for (i, document) in site.documents.iter().enumerate() {
            let mut own: Vec<usize> = Vec::new();
            let mut seen: HashSet<usize> = HashSet::new();
            let terms: &[(usize, Box<str>)] =
                if index.urls[i].is_some() { &document.facts.terms } else { &[] };
            for (nth, (vocabulary, name)) in terms.iter().enumerate() {
                let (at, is_exact) = *found.entry((*vocabulary, name)).or_insert_with(|| {
                    let at = self.meant(site, *vocabulary, name);
                    (at, self.exact.contains(&(*vocabulary, name.clone())))
                });
                let page = page_id(i);
                let Some(at) = at else {
                    self.unknown(site, (*vocabulary, name), (page, nth));
                    continue;
                };
                self.used(at, (name, is_exact), (page, nth));
                if seen.insert(at) {
                    own.push(at);
                }
            }
            self.tagged.push(own);
        }
    }

    fn meant(&mut self, site: &Site, vocabulary: usize, name: &str) -> Option<usize> {
        if let Some(at) = self.by_name.get(&(vocabulary, key(name))) {
            return Some(*at);
        }
        let declared = &site.config.vocabularies[vocabulary];
        if !declared.is_open {
            return None;
        }
        // The address comes when all of them are known.
        let at = self.push(vocabulary, name, UrlPath::home());
        self.by_name.insert((vocabulary, key(name)), at);
        Some(at)
    }

    fn used(&mut self, at: usize, (name, is_exact): (&str, bool), (page, nth): (PageId, usize)) {
        let term = &self.list[at];
        if term.page.is_none() && term.declared.is_none() {
            let spellings = self.spellings.entry(at).or_default();
            match spellings.get_mut(name) {
                Some(times) => *times += 1,
                None => {
                    spellings.insert(name.into(), 1);
                }
            }
            self.uses.entry(at).or_default().push((page, nth));
        } else if !is_exact {
            let problem =
                Problem::TermSpelling { written: name.to_owned(), name: term.name.to_string() };
            self.findings.push(Finding { page, part: Part::Term(nth), problem });
        }
    }

    fn unknown(
        &mut self,
        site: &Site,
        (vocabulary, name): (usize, &str),
        (page, nth): (PageId, usize),
    ) {
        let own = || self.list.iter().filter(|term| term.vocabulary == vocabulary);
        let suggestion = match self.suggested.get(&(vocabulary, name.into())) {
            Some(known) => known.clone(),
            None => super::spelling::likely(site, self, (vocabulary, name)),
        };
        let mut allowed: Vec<String> =
            own().take(OFFERED).map(|term| term.name.to_string()).collect();
        if own().count() > OFFERED {
            allowed.push("…".to_owned());
        }
        let problem = Problem::UnknownTerm {
            term: name.to_owned(),
            vocabulary: site.config.vocabularies[vocabulary].label.to_string(),
            suggestion: suggestion.clone(),
            allowed,
        };
        self.suggested.insert((vocabulary, name.into()), suggestion);
        self.findings.push(Finding { page, part: Part::Term(nth), problem });
    }

    /// Hands everything to the index: terms in the order of vocabulary and name, and who has which.
    pub(super) fn settle(mut self, site: &Site, index: &mut Index) {
        self.spell(site);
        self.address(site);
        let parents = self.parents(site);
        let order = site.config.language.order();
        let mut sorted: Vec<usize> = (0..self.list.len()).collect();
        sorted.sort_by(|a, b| {
            let (a, b) = (&self.list[*a], &self.list[*b]);
            let name = order.compare(&a.name, &b.name);
            a.vocabulary.cmp(&b.vocabulary).then(name).then_with(|| a.url.cmp(&b.url))
        });
        let mut new_place = vec![0; sorted.len()];
        for (new, old) in sorted.iter().enumerate() {
            new_place[*old] = new;
        }
        let place = |at: usize| term_id(new_place[at]);
        let by_name = self.by_name.into_iter();
        index.term_names = by_name.map(|(name, at)| (name, place(at))).collect();
        index.page_terms =
            self.tagged.into_iter().map(|own| own.into_iter().map(place).collect()).collect();
        index.moved_terms = self.moved.into_iter().map(|(old, at)| (old, place(at))).collect();
        let mut terms: Vec<Option<Term>> = self.list.into_iter().map(Some).collect();
        index.terms = sorted.iter().filter_map(|old| terms[*old].take()).collect();
        index.findings.append(&mut self.findings);
        index.settings_findings.append(&mut self.settings);
        for (at, parent) in parents {
            join(index, (place(at), parent.map(place)));
        }
        index.report_parents(site);
    }

    /// A term that pages bring has the spelling that is used most.
    fn spell(&mut self, site: &Site) {
        for (at, spellings) in &self.spellings {
            let Some(most) = most_used(spellings) else { continue };
            self.list[*at].name = most.into();
            if spellings.len() == 1 {
                continue;
            }
            for (page, nth) in self.uses.get(at).into_iter().flatten().copied() {
                let written = &site.facts(page).terms[nth].1;
                if **written != *most {
                    let (written, name) = (written.to_string(), most.to_owned());
                    let problem = Problem::TermSpelling { written, name };
                    self.findings.push(Finding { page, part: Part::Term(nth), problem });
                }
            }
        }
    }

    /// Terms that pages bring get an address by their name; one that is taken gets a number.
    fn address(&mut self, site: &Site) {
        let mut taken: HashSet<UrlPath> = self
            .list
            .iter()
            .filter(|term| term.page.is_some() || term.declared.is_some())
            .map(|term| term.url.clone())
            .collect();
        let mut bare: Vec<usize> = (0..self.list.len())
            .filter(|at| self.list[*at].page.is_none() && self.list[*at].declared.is_none())
            .collect();
        bare.sort_by(|a, b| self.list[*a].name.cmp(&self.list[*b].name));
        for at in bare {
            let term = &self.list[at];
            let folder = &site.config.vocabularies[term.vocabulary].folder;
            let name = slug(&term.name);
            let name = if name.is_empty() { "term".to_owned() } else { name };
            let nth = |n: usize| {
                let name = if n == 1 { name.clone() } else { format!("{name}-{n}") };
                UrlPath::page(folder.split('/').chain([name.as_str()]))
            };
            let mut n = 1;
            while !taken.insert(nth(n)) {
                n += 1;
            }
            self.list[at].url = nth(n);
        }
    }

    /// The term above each that names one; `None` for one that is not there.
    fn parents(&self, site: &Site) -> Vec<(usize, Option<usize>)> {
        let of = |at: usize| {
            let term = &self.list[at];
            let wanted = parent_of(site, term)?;
            let found = self.by_name.get(&(term.vocabulary, key(&wanted))).copied();
            Some((at, found))
        };
        (0..self.list.len()).filter_map(of).collect()
    }

    /// The spelling of a term that pages bring, as most of them have it.
    pub(super) fn usual_spelling(&self, at: usize) -> Option<&str> {
        most_used(self.spellings.get(&at)?)
    }

    /// Every name with its vocabulary and term, in order.
    pub(super) fn names(&self) -> Vec<(usize, &str, usize)> {
        let mut names: Vec<(usize, &str, usize)> =
            self.by_name.iter().map(|((vocabulary, key), at)| (*vocabulary, &**key, *at)).collect();
        names.sort_unstable();
        names
    }
}

/// Of spellings that are used as often, the first in order.
fn most_used(spellings: &BTreeMap<Box<str>, u32>) -> Option<&str> {
    spellings.iter().rev().max_by_key(|(_, times)| **times).map(|(name, _)| &**name)
}

/// The name of the term above, as the page or the settings give it.
pub(super) fn parent_of(site: &Site, term: &Term) -> Option<String> {
    let on_page = term
        .page
        .and_then(|page| site.facts(page).texts("parent").first().map(|name| (*name).to_owned()));
    on_page.or_else(|| declared(site, term)?.parent.as_ref().map(|(name, _)| name.to_string()))
}

/// What the settings say of a term.
pub(super) fn declared<'s>(site: &'s Site, term: &Term) -> Option<&'s DeclaredTerm> {
    let span = term.declared?;
    site.config.vocabularies[term.vocabulary].terms.iter().find(|own| own.span == span)
}

/// Puts a term below another, unless that would make a circle.
fn join(index: &mut Index, (term, parent): (TermId, Option<TermId>)) {
    let Some(parent) = parent else { return };
    let mut depth = 0;
    let mut above = index.terms[parent.at()].parent;
    while let Some(term) = above {
        depth += 1;
        above = index.terms[term.at()].parent;
    }
    if depth < DEEPEST && !is_above(index, term, parent) {
        index.terms[term.at()].parent = Some(parent);
    }
}

impl Index {
    /// Says which terms name one above them that is not there, or that would make a circle.
    fn report_parents(&mut self, site: &Site) {
        for i in 0..self.terms.len() {
            let term = &self.terms[i];
            if term.parent.is_some() {
                continue;
            }
            let Some(parent) = parent_of(site, term) else { continue };
            let name = term.name.to_string();
            let problem = if self.term_names.contains_key(&(term.vocabulary, key(&parent))) {
                Problem::CircularParents { term: name, parent }
            } else {
                let own = self.terms.iter().filter(|other| other.vocabulary == term.vocabulary);
                let suggestion = nearest(&parent, own.map(|other| &*other.name));
                Problem::UnknownParent { term: name, parent, suggestion }
            };
            match (term.page, declared(site, term).and_then(|own| own.parent.as_ref())) {
                (Some(page), None) => {
                    self.findings.push(Finding {
                        page,
                        part: Part::Named("parent".into()),
                        problem,
                    });
                }
                (_, Some((_, span))) => self.settings_findings.push((*span, problem)),
                (None, None) => {}
            }
        }
    }
}

/// Names that differ in case, accents, quotes, hyphens or spaces have one key; `&` and *en* are the same.
pub(crate) fn key(name: &str) -> Box<str> {
    let folded = fold(name);
    let mut out = String::with_capacity(folded.len());
    let folded = folded.replace('&', " & ");
    for word in folded.split([' ', '-', '/']).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(if word == "&" { "en" } else { word });
    }
    out.into()
}

impl Facts {
    /// The ordinal, among all single values, of the nth text of a field.
    pub(crate) fn ordinal_of(&self, name: &str, nth: usize) -> usize {
        let before = self.fields.iter().take_while(|(field, _)| &**field != name);
        before.map(|(_, value)| value.leaves()).sum::<usize>() + nth
    }
}
