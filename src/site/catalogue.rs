//! All pages → the catalogue: who stands under which letter and which year, and where. It is what the search page has
//! for readers whose browser runs no script.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::listing::{collection_url, sort};
use super::{Index, PageId, Site, page_id, sort_key};
use crate::config::Sort;
use crate::diagnostic::Speech;
use crate::language::initial;
use crate::url::UrlPath;

/// How many entries a page of a shelf has.
const PER_PAGE: usize = 50;

/// The search page, and all pages on shelves below it.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// The address of the search page.
    pub url: UrlPath,
    /// The page whose text stands above it.
    pub introduction: Option<PageId>,
    /// The shelves with a page on them: letters in their order, then years, the last one first.
    pub shelves: Vec<Shelf>,
}

/// The pages under one letter or of one year.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// What its pages have in common.
    pub of: ShelfOf,
    /// The address of its first page.
    pub url: UrlPath,
    /// The pages: under a letter A to Z, of a year newest first.
    pub entries: Vec<PageId>,
}

/// What the pages of a shelf have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShelfOf {
    /// The letter they stand under in an A–Z list; `#` for what begins with none.
    Letter(char),
    /// The year of their date.
    Year(i16),
}

impl Shelf {
    /// How many entries one of its pages shows.
    pub const PER_PAGE: usize = PER_PAGE;

    /// How many pages it takes to show all entries.
    pub fn pages(&self) -> usize {
        self.entries.len().div_ceil(PER_PAGE)
    }
}

impl ShelfOf {
    /// Whether it is a letter.
    pub fn is_letter(self) -> bool {
        matches!(self, Self::Letter(_))
    }
}

/// Finds the place of the catalogue and the page that introduces it; lists look past both.
pub(super) fn open(site: &Site, index: &mut Index) {
    if !site.config.search.is_enabled {
        return;
    }
    let url = address(site);
    let is_term = |page: &PageId| index.terms.iter().any(|term| term.page == Some(*page));
    let introduction = index.names.by_url(&url).filter(|page| !is_term(page));
    index.introductions.extend(introduction);
    index.catalogue = Some(Catalogue { url, introduction, shelves: Vec::new() });
}

/// The address of the search page: in a word of the language, and not where the settings have put something else.
fn address(site: &Site) -> UrlPath {
    let [usual, other] = match site.config.language.speech() {
        Speech::Dutch => ["zoeken", "zoekpagina"],
        Speech::English => ["search", "search-page"],
    };
    let usual = UrlPath::page([usual]);
    let config = &site.config;
    let is_taken = config.vocabularies.iter().any(|v| UrlPath::page(v.folder.split('/')) == usual)
        || config.collections.iter().any(|collection| collection_url(collection) == usual);
    if is_taken { UrlPath::page([other]) } else { usual }
}

/// Puts every page on its shelves.
pub(super) fn fill(site: &Site, index: &mut Index) {
    let Some(mut catalogue) = index.catalogue.take() else { return };
    let mut letters: BTreeMap<char, Vec<PageId>> = BTreeMap::new();
    let mut years: BTreeMap<i16, Vec<PageId>> = BTreeMap::new();
    for (i, url) in index.urls.iter().enumerate() {
        let page = page_id(i);
        let is_home = |url: &UrlPath| *url == UrlPath::home();
        if url.as_ref().is_none_or(is_home) || index.introductions.contains(&page) {
            continue;
        }
        letters.entry(initial(sort_key(site, page))).or_default().push(page);
        if let Some(date) = site.facts(page).date {
            years.entry(date.year()).or_default().push(page);
        }
    }
    let taken = taken(site, index, &catalogue.url);
    let letters = letters.into_iter().map(|(letter, pages)| (ShelfOf::Letter(letter), pages));
    let years = years.into_iter().rev().map(|(year, pages)| (ShelfOf::Year(year), pages));
    let mut shelves: Vec<(ShelfOf, Vec<PageId>)> = letters.chain(years).collect();
    shelves.par_iter_mut().for_each(|(of, pages)| {
        let order = if of.is_letter() { Sort::Title } else { Sort::Date };
        sort(site, index, order, pages);
    });
    let shelf = |(of, entries)| {
        let url = free_address(&catalogue.url, (name_of(of), word_for(site, of)), &taken);
        Shelf { of, url, entries }
    };
    catalogue.shelves = shelves.into_iter().map(shelf).collect();
    index.catalogue = Some(catalogue);
}

/// The addresses below one that are something's already or will be, as a disk that ignores case would hold them.
fn taken(site: &Site, index: &Index, above: &UrlPath) -> Vec<String> {
    let pages = index.urls.iter().chain(&index.withheld).flatten();
    let old = index.redirects.keys().chain(index.moved_terms.iter().map(|(old, _)| old));
    let lists = index.listings.iter().map(|list| &list.url);
    let terms = index.terms.iter().map(|term| &term.url);
    let files = site.assets.iter().map(|asset| &asset.url);
    let folders = site.config.vocabularies.iter().map(|v| UrlPath::page(v.folder.split('/')));
    let folders: Vec<UrlPath> = folders.collect();
    let all = pages.chain(old).chain(lists).chain(terms).chain(files).chain(&folders);
    let above = above.as_str();
    let is_below = |url: &&UrlPath| {
        url.as_str().get(..above.len()).is_some_and(|start| start.eq_ignore_ascii_case(above))
    };
    all.filter(is_below).map(UrlPath::folded).collect()
}

/// The first address for a shelf that nothing stands at or below: by its name, else with a word before it.
fn free_address(above: &UrlPath, (name, word): (String, &str), taken: &[String]) -> UrlPath {
    let longer = format!("{word}-{name}");
    let numbered = (2..).map(|n| format!("{longer}-{n}"));
    let names = [name, longer.clone()].into_iter().chain(numbered);
    let is_free = |url: &UrlPath| {
        let own = url.folded();
        let is_here = |other: &String| {
            other.strip_prefix(&own).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        !taken.iter().any(is_here)
    };
    let mut addresses = names.map(|name| above.join(&format!("{name}/")));
    addresses.find(is_free).unwrap_or_else(|| above.clone())
}

/// The name of a shelf in its address.
fn name_of(of: ShelfOf) -> String {
    match of {
        ShelfOf::Letter('#') => "0-9".to_owned(),
        ShelfOf::Letter(letter) => letter.to_lowercase().collect(),
        ShelfOf::Year(year) => format!("{year:04}"),
    }
}

/// What a shelf is, in an address.
fn word_for(site: &Site, of: ShelfOf) -> &'static str {
    match (of, site.config.language.speech()) {
        (ShelfOf::Letter(_), _) => "letter",
        (ShelfOf::Year(_), Speech::Dutch) => "jaar",
        (ShelfOf::Year(_), Speech::English) => "year",
    }
}
