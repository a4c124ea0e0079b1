//! The names by which links and fields find a page: title, alias, synonym, file.

use std::collections::HashMap;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::{PageId, Site, page_id};
use crate::document::{is_index, stem};
use crate::language::fold;
use crate::url::UrlPath;

/// How sure a name is, best first: a title goes before a synonym.
const TITLE: u8 = 0;
const ALIAS: u8 = 1;
const SYNONYM: u8 = 2;
const FILE: u8 = 3;

/// Where pages and addresses are looked up.
#[derive(Debug, Default)]
pub struct Names {
    by_name: HashMap<Box<str>, Vec<(u8, PageId)>>,
    by_path: HashMap<Box<str>, PageId>,
    by_url: HashMap<UrlPath, PageId>,
    /// Names by first letter and length in characters, for the nearest one; made when a name is not found.
    near: OnceLock<Near>,
}

/// Folded names and their pages, by first letter and length in characters.
type Near = HashMap<(char, usize), Vec<(Box<str>, PageId)>>;

/// What a name turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub enum Named {
    /// One page.
    Page(PageId),
    /// Several, equally good.
    Several(Vec<PageId>),
    /// None.
    Unknown,
}

impl Names {
    /// Every page of a name, with how sure it is of each: the lowest number is the surest.
    pub fn candidates(&self, name: &str) -> &[(u8, PageId)] {
        self.by_name.get(fold(name).as_str()).map(Vec::as_slice).unwrap_or_default()
    }

    /// The page of a name.
    pub fn find(&self, name: &str) -> Named {
        let pages = self.candidates(name);
        if pages.is_empty() {
            return Named::Unknown;
        }
        let best = pages.iter().map(|(rank, _)| *rank).min().unwrap_or_default();
        let mut best: Vec<PageId> =
            pages.iter().filter(|(rank, _)| *rank == best).map(|(_, page)| *page).collect();
        best.dedup();
        match best.as_slice() {
            [page] => Named::Page(*page),
            _ => Named::Several(best),
        }
    }

    /// The page that a person or reference names, where it is only one.
    pub fn page(&self, name: &str) -> Option<PageId> {
        match self.find(name) {
            Named::Page(page) => Some(page),
            _ => None,
        }
    }

    /// The page of a file, by its path below the content folder, with or without its extension, or of a folder.
    pub fn by_path(&self, below: &str) -> Option<PageId> {
        self.by_path.get(below).copied()
    }

    /// The page at an address.
    pub fn by_url(&self, url: &UrlPath) -> Option<PageId> {
        self.by_url.get(url).copied()
    }

    fn by_letter(&self) -> Near {
        let mut near = Near::new();
        for (name, pages) in &self.by_name {
            let Some(first) = name.chars().next() else { continue };
            let group = near.entry((first, name.chars().count())).or_default();
            group.extend(pages.iter().map(|(_, page)| (name.clone(), *page)));
        }
        near
    }

    /// A page whose name is nearly this one.
    pub fn nearest(&self, name: &str) -> Option<PageId> {
        self.nearest_of(name, &|_| true)
    }

    /// The same, among some pages.
    pub fn nearest_of(&self, name: &str, fits: &dyn Fn(PageId) -> bool) -> Option<PageId> {
        let name = fold(name);
        let length = name.chars().count();
        let first = name.chars().next()?;
        let slack = if length < 5 { 1 } else { 2 };
        let near = self.near.get_or_init(|| self.by_letter());
        (length.saturating_sub(slack)..=length + slack)
            .filter_map(|n| near.get(&(first, n)))
            .flatten()
            .filter(|(_, page)| fits(*page))
            .map(|(other, page)| (strsim::damerau_levenshtein(&name, other), *page))
            .filter(|(distance, _)| *distance <= slack)
            .min()
            .map(|(_, page)| page)
    }
}

/// Collects every name of every page that has an address. Folding the names is most of the work, and is done on all
/// cores.
pub(super) fn collect(site: &Site, urls: &[Option<UrlPath>]) -> Names {
    let mut names = Names::default();
    let folded: Vec<Vec<(u8, Box<str>)>> = urls
        .par_iter()
        .enumerate()
        .map(|(i, url)| url.as_ref().map_or_else(Vec::new, |_| own_names(site, page_id(i))))
        .collect();
    for (i, (url, folded)) in urls.iter().zip(folded).enumerate() {
        let page = page_id(i);
        let below = site.below(page);
        let Some(url) = url else { continue };
        names.by_url.entry(url.clone()).or_insert(page);
        let without = below.rsplit_once('.').map_or(below, |(without, _)| without);
        for path in [below, without] {
            names.by_path.entry(path.into()).or_insert(page);
        }
        if is_index(below) {
            let folder = below.rsplit_once('/').map_or("", |(folder, _)| folder);
            names.by_path.insert(folder.into(), page);
        }
        for (rank, name) in folded {
            add(&mut names, name, (rank, page));
        }
    }
    names
}

/// The names of a page, folded, each with how sure it is.
fn own_names(site: &Site, page: PageId) -> Vec<(u8, Box<str>)> {
    let facts = site.facts(page);
    let below = site.below(page);
    let aliases = facts.other_names().map(|alias| (ALIAS, alias));
    let named = site.fields(page).iter().filter(|field| field.is_name);
    let synonyms = named.flat_map(|field| facts.texts(&field.name));
    let file = (!is_index(below)).then(|| (FILE, stem(below)));
    std::iter::once((TITLE, &*facts.title))
        .chain(aliases)
        .chain(synonyms.map(|name| (SYNONYM, name)))
        .chain(file)
        .map(|(rank, name)| (rank, fold(name).into()))
        .collect()
}

fn add(names: &mut Names, name: Box<str>, (rank, page): (u8, PageId)) {
    if name.is_empty() {
        return;
    }
    let pages = names.by_name.entry(name).or_default();
    if !pages.iter().any(|(_, other)| *other == page) {
        pages.push((rank, page));
    }
}
