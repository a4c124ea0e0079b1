//! The names by which links and fields find a page: title, alias, synonym, file.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

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
/// So many names may have come or gone before all are collected again.
const REVISED: usize = 256;

/// Where pages and addresses are looked up.
#[derive(Debug, Default)]
pub struct Names {
    table: Arc<Table>,
    /// Names that came or went since the table was made, as they are now.
    revised: BTreeMap<Box<str>, Vec<Ranked>>,
}

/// A page of a name, with how sure that is.
type Ranked = (u8, PageId);

#[derive(Debug, Default)]
struct Table {
    by_name: HashMap<Box<str>, Vec<Ranked>>,
    by_path: HashMap<Box<str>, PageId>,
    by_url: HashMap<UrlPath, PageId>,
    /// Names by first letter and length in characters, for the nearest one; made when a name is not found.
    near: OnceLock<Near>,
    asked: Asked,
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
        let name = fold(name);
        self.table.asked.note(&name);
        let known = || self.table.by_name.get(name.as_str());
        self.revised.get(name.as_str()).or_else(known).map(Vec::as_slice).unwrap_or_default()
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
        self.table.by_path.get(below).copied()
    }

    /// The page at an address.
    pub fn by_url(&self, url: &UrlPath) -> Option<PageId> {
        self.table.by_url.get(url).copied()
    }

    /// A page whose name is nearly this one.
    pub fn nearest(&self, name: &str) -> Option<PageId> {
        self.nearest_of(name, &|_| true)
    }

    /// The same, among some pages.
    pub fn nearest_of(&self, name: &str, fits: &dyn Fn(PageId) -> bool) -> Option<PageId> {
        let name = fold(name);
        let first = name.chars().next()?;
        self.table.asked.note_nearest(&name);
        let (length, slack) = (name.chars().count(), slack(&name));
        let near = self.table.near.get_or_init(|| self.table.by_letter());
        let known = (length.saturating_sub(slack)..=length + slack)
            .filter_map(|n| near.get(&(first, n)))
            .flatten()
            .filter(|(name, _)| !self.revised.contains_key(name))
            .map(|(name, page)| (name, *page));
        let revised = self.revised.iter().filter(|(name, _)| name.starts_with(first));
        let revised =
            revised.flat_map(|(name, pages)| pages.iter().map(move |(_, page)| (name, *page)));
        known
            .chain(revised)
            .filter(|(_, page)| fits(*page))
            .filter_map(|(other, page)| Some((distance(&name, other)?, page)))
            .min()
            .map(|(_, page)| page)
    }

    /// The same names, to be revised.
    pub(super) fn shared(&self) -> Self {
        Self { table: Arc::clone(&self.table), revised: self.revised.clone() }
    }

    /// The names after a page has got other ones; none where somebody asked for a name that came or went, or for one
    /// that nearly was the page's.
    pub(super) fn revise(
        &self,
        page: PageId,
        old: &[(u8, Box<str>)],
        new: &[(u8, Box<str>)],
    ) -> Option<Self> {
        let asked = &self.table.asked;
        if old.iter().chain(new).any(|(_, name)| asked.has_near(name)) {
            return None;
        }
        let mut revised = self.revised.clone();
        let other = |name: &&(u8, Box<str>)| !(old.contains(name) && new.contains(name));
        for (_, name) in old.iter().chain(new).filter(other) {
            if asked.has(name) {
                return None;
            }
            let now = revised
                .entry(name.clone())
                .or_insert_with(|| self.table.by_name.get(name).cloned().unwrap_or_default());
            now.retain(|(_, owner)| *owner != page);
            if let Some((rank, _)) = new.iter().find(|(_, own)| own == name) {
                now.push((*rank, page));
                now.sort_by_key(|(_, owner)| *owner);
            }
        }
        let is_small = revised.len() <= REVISED;
        is_small.then(|| Self { table: Arc::clone(&self.table), revised })
    }
}

impl Table {
    fn by_letter(&self) -> Near {
        let mut near = Near::new();
        for (name, pages) in &self.by_name {
            let Some(first) = name.chars().next() else { continue };
            let group = near.entry((first, name.chars().count())).or_default();
            group.extend(pages.iter().map(|(_, page)| (name.clone(), *page)));
        }
        near
    }
}

/// How far a name may be from a mistyped one.
fn slack(name: &str) -> usize {
    if name.chars().nth(4).is_none() { 1 } else { 2 }
}

/// How far a name is from a mistyped one, where it is near.
fn distance(mistyped: &str, name: &str) -> Option<usize> {
    let distance = strsim::damerau_levenshtein(mistyped, name);
    (distance <= slack(mistyped)).then_some(distance)
}

/// The names that were asked for. A page that gets or loses a name nobody asked for changes nothing elsewhere.
#[derive(Debug, Default)]
struct Asked {
    /// A bit for each of two hashes of a name: now and then it says yes for one that was not asked for, never no.
    bits: Box<[AtomicU64]>,
    /// Names for which the nearest was wanted.
    nearest: Mutex<BTreeSet<Box<str>>>,
}

impl Asked {
    fn new(pages: usize) -> Self {
        let words = (pages * 4).max(256);
        let bits = std::iter::repeat_with(AtomicU64::default).take(words).collect();
        Self { bits, nearest: Mutex::default() }
    }

    /// The word and the bit in it, for both hashes.
    fn places(&self, name: &str) -> impl Iterator<Item = (&AtomicU64, u64)> {
        let hash = xxhash_rust::xxh3::xxh3_128(name.as_bytes());
        let halves =
            [hash, hash >> 64].map(|half| usize::try_from(half & 0x7FFF_FFFF).unwrap_or(0));
        halves.into_iter().filter_map(|half| {
            let word = self.bits.get(half / 64 % self.bits.len().max(1))?;
            Some((word, 1 << (half % 64)))
        })
    }

    fn note(&self, name: &str) {
        for (word, bit) in self.places(name) {
            // Most names are asked for often, and reading is cheaper.
            if word.load(Ordering::Relaxed) & bit == 0 {
                word.fetch_or(bit, Ordering::Relaxed);
            }
        }
    }

    fn note_nearest(&self, name: &str) {
        let mut nearest = self.nearest.lock().unwrap_or_else(PoisonError::into_inner);
        if !nearest.contains(name) {
            nearest.insert(name.into());
        }
    }

    fn has(&self, name: &str) -> bool {
        self.places(name).all(|(word, bit)| word.load(Ordering::Relaxed) & bit != 0)
    }

    /// Whether the nearest was wanted to something that this name is near.
    fn has_near(&self, name: &str) -> bool {
        let nearest = self.nearest.lock().unwrap_or_else(PoisonError::into_inner);
        let first = name.chars().next();
        let mut alike = nearest.iter().filter(|asked| asked.chars().next() == first);
        alike.any(|asked| distance(asked, name).is_some())
    }
}

/// Collects every name of every page that has an address. Folding the names is most of the work, and is done on all
/// cores.
pub(super) fn collect(site: &Site, urls: &[Option<UrlPath>]) -> Names {
    let mut names = Table { asked: Asked::new(urls.len()), ..Table::default() };
    let folded: Vec<Vec<(u8, Box<str>)>> = urls
        .par_iter()
        .enumerate()
        .map(|(i, url)| url.as_ref().map_or_else(Vec::new, |_| of_page(site, page_id(i))))
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
    Names { table: Arc::new(names), ..Names::default() }
}

/// The names of a page, folded, each once, with how sure it is.
pub(super) fn of_page(site: &Site, page: PageId) -> Vec<(u8, Box<str>)> {
    let facts = site.facts(page);
    let below = site.below(page);
    let aliases = facts.other_names().map(|alias| (ALIAS, alias));
    let named = site.fields(page).iter().filter(|field| field.is_name);
    let synonyms = named.flat_map(|field| facts.texts(&field.name));
    let file = (!is_index(below)).then(|| (FILE, stem(below)));
    let all = std::iter::once((TITLE, &*facts.title))
        .chain(aliases)
        .chain(synonyms.map(|name| (SYNONYM, name)))
        .chain(file);
    let mut names: Vec<(u8, Box<str>)> = Vec::new();
    for (rank, name) in all {
        let name: Box<str> = fold(name).into();
        if !name.is_empty() && !names.iter().any(|(_, other)| *other == name) {
            names.push((rank, name));
        }
    }
    names
}

fn add(names: &mut Table, name: Box<str>, (rank, page): Ranked) {
    names.by_name.entry(name).or_default().push((rank, page));
}
