//! Lists: every page of a collection, or of a folder that is no collection's.

use std::collections::BTreeMap;

use super::addresses::segment;
use super::{Index, PageId, Site, by_date, page_id};
use crate::config::{Collection, Sort};
use crate::document::is_index;
use crate::url::UrlPath;

/// How many entries a page of a section has.
const PER_PAGE: usize = 20;

/// A list of pages with an address.
#[derive(Clone, Debug)]
pub struct Listing {
    /// What it lists.
    pub of: ListingOf,
    /// The address of its first page.
    pub url: UrlPath,
    /// The page whose text stands above it: the folder's `index.md`.
    pub introduction: Option<PageId>,
    /// The pages, in order.
    pub entries: Vec<PageId>,
    /// The lists of the folders below it, with how many pages each holds in all.
    pub sections: Vec<(u32, usize)>,
    /// How the entries are ordered.
    pub sort: Sort,
    /// How many entries a page has.
    pub per_page: usize,
}

/// What a list lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListingOf {
    /// A collection, by its place in the configuration.
    Collection(usize),
    /// A folder below the content folder.
    Section(Box<str>),
}

impl Listing {
    /// How many pages it takes to show all entries; at least one.
    pub fn pages(&self) -> usize {
        self.entries.len().div_ceil(self.per_page).max(1)
    }
}

/// Gathers the lists of collections and sections, the children of folders' own pages, and what is new.
pub(super) fn gather(site: &Site, index: &mut Index) {
    let mut by_collection: Vec<Vec<PageId>> = vec![Vec::new(); site.config.collections.len()];
    let mut by_folder: BTreeMap<&str, Vec<PageId>> = BTreeMap::new();
    let mut own_pages: BTreeMap<&str, PageId> = BTreeMap::new();
    for (i, url) in index.urls.iter().enumerate() {
        let page = page_id(i);
        let below = site.below(page);
        let Some(url) = url else { continue };
        let folder = below.rsplit_once('/').map_or("", |(folder, _)| folder);
        if is_index(below) || is_folder_of(url, folder) {
            own_pages.insert(folder, page);
        }
        by_folder.entry(folder).or_default().push(page);
        if let Some(collection) = site.facts(page).collection {
            by_collection[collection].push(page);
        }
    }
    // `uitleg.md` beside the folder `uitleg` is that folder's own page.
    for folder in by_folder.keys() {
        if let Some(page) = index.names.by_path(folder).filter(|_| !folder.is_empty()) {
            own_pages.entry(folder).or_insert(page);
        }
    }
    collections(site, index, by_collection, &own_pages);
    sections(site, index, &by_folder, &own_pages);
    children(site, index, &by_folder, &own_pages);
    positions(site, index);
    newest(site, index);
}

/// A readme that stands for its folder.
fn is_folder_of(url: &UrlPath, folder: &str) -> bool {
    url.segments().count() == folder.split('/').filter(|s| !s.is_empty()).count()
}

fn collections(
    site: &Site,
    index: &mut Index,
    pages: Vec<Vec<PageId>>,
    own_pages: &BTreeMap<&str, PageId>,
) {
    for (i, mut entries) in pages.into_iter().enumerate() {
        let collection = &site.config.collections[i];
        let is_vocabulary = site.config.vocabularies.iter().any(|v| v.folder == collection.folder);
        // A folder that another collection has is none of its own.
        if is_vocabulary || collection.folder.is_empty() {
            continue;
        }
        sort(site, index, collection.sort, &mut entries);
        let introduction = introduction(index, own_pages, &collection.folder);
        index.introductions.extend(introduction);
        index.listings.push(Listing {
            of: ListingOf::Collection(i),
            url: collection_url(collection),
            introduction,
            entries,
            sections: Vec::new(),
            sort: collection.sort,
            per_page: collection.per_page,
        });
    }
    for vocabulary in &site.config.vocabularies {
        let introduction = introduction(index, own_pages, &vocabulary.folder);
        index.introductions.extend(introduction);
    }
}

/// The address of a collection's list.
pub(super) fn collection_url(collection: &Collection) -> UrlPath {
    let is_pattern = collection.folder.contains('*');
    folder_url(if is_pattern { &collection.name } else { &collection.folder })
}

fn folder_url(folder: &str) -> UrlPath {
    let segments: Vec<String> = folder.split('/').map(segment).collect();
    UrlPath::page(segments.iter().map(String::as_str))
}

/// The page that stands above a list: `blogs/index.md`, or `blogs.md` beside the folder, which may not be there.
fn introduction(index: &Index, own_pages: &BTreeMap<&str, PageId>, folder: &str) -> Option<PageId> {
    own_pages.get(folder).copied().or_else(|| index.names.by_path(folder))
}

/// Folders that are no collection's, each with the folders below it.
fn sections(
    site: &Site,
    index: &mut Index,
    by_folder: &BTreeMap<&str, Vec<PageId>>,
    own_pages: &BTreeMap<&str, PageId>,
) {
    let is_free = |folder: &str| {
        let taken = site.config.vocabularies.iter().any(|v| {
            folder
                .strip_prefix(&*v.folder)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        // An accessibility statement stays one with its attachments beside it.
        let is_statement = |page: &PageId| site.config.statement_of(site.below(*page)).is_some();
        let taken = taken || own_pages.get(folder).is_some_and(is_statement);
        !folder.is_empty() && !taken && site.config.collection_of(folder).is_none()
    };
    // A folder with only folders in it is a section too.
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for (folder, pages) in by_folder {
        let mut at = *folder;
        while !at.is_empty() {
            *folders.entry(at).or_default() += pages.len();
            at = at.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }
    // What lies beside the search page is on its shelves.
    let search = index.catalogue.as_ref().map(|catalogue| catalogue.url.clone());
    let url_of = |folder: &str| {
        let own = own_pages.get(folder).and_then(|page| index.urls[page.at()].clone());
        own.unwrap_or_else(|| folder_url(folder))
    };
    folders.retain(|folder, _| is_free(folder) && Some(url_of(folder)) != search);
    let urls: Vec<UrlPath> = folders.keys().map(|folder| url_of(folder)).collect();
    let first = index.listings.len();
    for (folder, url) in folders.keys().zip(urls) {
        let introduction = own_pages.get(folder).copied();
        let all = by_folder.get(folder).map(Vec::as_slice).unwrap_or_default();
        let mut entries: Vec<PageId> =
            all.iter().copied().filter(|page| Some(*page) != introduction).collect();
        let sort_as = usual_order(site, &entries);
        sort(site, index, sort_as, &mut entries);
        index.introductions.extend(introduction);
        index.listings.push(Listing {
            of: ListingOf::Section((*folder).into()),
            url,
            introduction,
            entries,
            sections: Vec::new(),
            sort: sort_as,
            per_page: PER_PAGE,
        });
    }
    let Index { settled, listings, .. } = index;
    let introductions = &settled.introductions;
    for list in listings.get_mut(first..).unwrap_or_default() {
        list.entries.retain(|page| !introductions.contains(page));
    }
    for (nth, (folder, count)) in folders.iter().enumerate() {
        let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
        if let Some(parent) = folders.keys().position(|f| *f == above)
            && let Ok(at) = u32::try_from(first + nth)
        {
            index.listings[first + parent].sections.push((at, *count));
        }
    }
}

/// The order a folder's pages ask for: by hand, by date, or A to Z.
fn usual_order(site: &Site, pages: &[PageId]) -> Sort {
    let some = |has: &dyn Fn(PageId) -> bool| pages.iter().any(|page| has(*page));
    if some(&|page| site.facts(page).order.is_some()) {
        Sort::Order
    } else if some(&|page| site.facts(page).date.is_some()) {
        Sort::Date
    } else {
        Sort::Title
    }
}

/// Puts pages in an order.
pub(super) fn sort(site: &Site, index: &Index, sort: Sort, pages: &mut [PageId]) {
    if sort == Sort::Date {
        by_date(site, &index.urls, pages);
        return;
    }
    let order = site.config.language.order();
    pages.sort_by(|a, b| {
        let by_hand = |page: &PageId| site.facts(*page).order.unwrap_or(i64::MAX);
        let hand = if sort == Sort::Order {
            by_hand(a).cmp(&by_hand(b))
        } else {
            std::cmp::Ordering::Equal
        };
        let key = |page: &PageId| sort_key(site, *page);
        hand.then_with(|| order.compare(key(a), key(b)))
            .then_with(|| index.urls[a.at()].cmp(&index.urls[b.at()]))
    });
}

/// What a page is sorted by in an A–Z list.
pub(crate) fn sort_key(site: &Site, page: PageId) -> &str {
    let facts = site.facts(page);
    facts.sort_by.as_deref().unwrap_or(&facts.title)
}

/// The pages in the folder of a page that is its folder's own and no introduction: a workgroup's notes.
fn children(
    site: &Site,
    index: &mut Index,
    by_folder: &BTreeMap<&str, Vec<PageId>>,
    own_pages: &BTreeMap<&str, PageId>,
) {
    for (folder, own) in own_pages {
        if folder.is_empty() || index.introductions.contains(own) {
            continue;
        }
        let all = by_folder.get(folder).map(Vec::as_slice).unwrap_or_default();
        let mut children: Vec<PageId> = all.iter().copied().filter(|page| page != own).collect();
        sort(site, index, order_of_children(site, &children), &mut children);
        index.children.insert(*own, children);
    }
}

/// The order of the pages in a page's folder: that of the collection of the first by path.
pub(super) fn order_of_children(site: &Site, children: &[PageId]) -> Sort {
    let first = children.iter().min();
    let collection = first.and_then(|page| site.facts(*page).collection);
    collection.map_or(Sort::Date, |at| site.config.collections[at].sort)
}

pub(super) fn positions(site: &Site, index: &mut Index) {
    index.positions = vec![None; site.documents.len()];
    for (listing, list) in index.listings.iter().enumerate() {
        for (place, page) in list.entries.iter().enumerate() {
            index.positions[page.at()] = u32::try_from(listing).ok().zip(u32::try_from(place).ok());
        }
    }
}

/// Pages that count as news, newest first: those of news collections, or with a date where nothing is declared.
fn newest(site: &Site, index: &mut Index) {
    let is_news = |page: &PageId| {
        let facts = site.facts(*page);
        let by_collection = match facts.collection {
            Some(collection) => site.config.collections[collection].is_news,
            None => !site.config.is_declared,
        };
        let is_archive = matches!(site.life(*page), super::Life::Archived(_));
        let is_dated = facts.date.is_some() && !is_archive;
        by_collection && is_dated && !index.introductions.contains(page)
    };
    let published =
        (0..site.documents.len()).map(page_id).filter(|page| index.urls[page.at()].is_some());
    let mut newest: Vec<PageId> = published.filter(is_news).collect();
    by_date(site, &index.urls, &mut newest);
    index.newest = newest;
}
