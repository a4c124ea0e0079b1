//! A site, some of whose pages have got another title, summary, headings or links → its index, without putting all facts
//! together again.
//!
//! What these facts can change elsewhere is little, and each of it is looked at here: names that came or went (nobody may
//! have asked for one of them), links of the page itself and anchors of those that link to it, its place in lists from
//! A to Z, and the words by which pages are related. Where anything else may be another, all facts are put together.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use super::catalogue::ShelfOf;
use super::links::{Led, Resolver};
use super::listing::{order_of_children, positions, sort};
use super::{Index, PageId, Site, definition, names, page_id, sort_key, terms};
use crate::config::Sort;
use crate::document::Facts;
use crate::language::initial;
use crate::schema::{Core, Role};

/// So many pages may change at once.
const MOST: usize = 32;

/// The index of `new`, which has the index of `old` and other documents; none where all facts must be put together.
pub(super) fn revise(old: &Site, new: &Site) -> Option<Index> {
    let pairs = old.documents.iter().zip(&new.documents).enumerate();
    let changed: Vec<PageId> = pairs
        .filter(|(_, (old, new))| !Arc::ptr_eq(old, new) && old.facts != new.facts)
        .map(|(at, _)| page_id(at))
        .collect();
    if changed.len() > MOST || !changed.iter().all(|page| is_only_words(old, new, *page)) {
        return None;
    }
    let mut index = copy(&old.index);
    for page in &changed {
        let (before, after) = (names::of_page(old, *page), names::of_page(new, *page));
        index.names = index.names.revise(*page, &before, &after)?;
    }
    follow_links(old, (new, &mut index), &changed);
    sort_lists(new, &mut index, &changed);
    move_on_shelves(old, (new, &mut index), &changed)?;
    if let Some(neighbours) = old.index.neighbours.get() {
        index.neighbours = neighbours.revise(new, &changed).map(OnceLock::from).unwrap_or_default();
    }
    Some(index)
}

/// The same index, to be changed; what is settled is shared.
fn copy(index: &Index) -> Index {
    Index {
        settled: Arc::clone(&index.settled),
        names: index.names.shared(),
        targets: index.targets.clone(),
        leads: index.leads.clone(),
        pictures: index.pictures.clone(),
        backlinks: index.backlinks.clone(),
        link_findings: index.link_findings.clone(),
        listings: index.listings.clone(),
        positions: index.positions.clone(),
        children: index.children.clone(),
        catalogue: index.catalogue.clone(),
        neighbours: OnceLock::new(),
    }
}

/// Whether a page has only other words, headings and links, and is none whose title means more than its name.
fn is_only_words(old: &Site, new: &Site, page: PageId) -> bool {
    let (before, after) = (old.facts(page), new.facts(page));
    let same = Facts {
        title: before.title.clone(),
        summary: before.summary.clone(),
        headings: before.headings.clone(),
        anchors: before.anchors.clone(),
        links: before.links.clone(),
        ..after.clone()
    };
    let is_unique = |field: &crate::schema::Field| {
        field.is_unique && matches!(field.role, Role::Core(Core::Title | Core::Summary))
    };
    same == *before
        && new.url(page).is_some()
        && terms::vocabulary_of(&new.config, new.below(page)).is_none()
        && definition(old, page).is_none()
        && definition(new, page).is_none()
        && !new.fields(page).iter().any(is_unique)
}

/// Follows the links of pages that changed, and of those that link to them, whose anchors may be others.
fn follow_links(old: &Site, (new, index): (&Site, &mut Index), changed: &[PageId]) {
    let linking = changed.iter().flat_map(|page| old.index.backlinks[page.at()].iter().copied());
    let affected: BTreeSet<PageId> = changed.iter().copied().chain(linking).collect();
    let resolver = Resolver { site: new, index };
    let led: Vec<(PageId, Led)> =
        affected.into_iter().map(|page| (page, resolver.led(page))).collect();
    for (page, Led { targets, leads, pictures, findings }) in led {
        let before = std::mem::replace(&mut index.leads[page.at()], Arc::clone(&leads));
        for to in before.iter().filter(|to| leads.binary_search(to).is_err()) {
            let kept = index.backlinks[to.at()].iter().copied().filter(|from| *from != page);
            index.backlinks[to.at()] = kept.collect();
        }
        for to in leads.iter().filter(|to| before.binary_search(to).is_err()) {
            let mut pages = index.backlinks[to.at()].to_vec();
            let at = pages.partition_point(|from| *from < page);
            pages.insert(at, page);
            index.backlinks[to.at()] = pages.into();
        }
        index.targets[page.at()] = targets;
        index.pictures[page.at()] = pictures;
        index.link_findings[page.at()] = findings;
    }
}

/// Puts lists in which a title decides in order again.
fn sort_lists(new: &Site, index: &mut Index, changed: &[PageId]) {
    let has_changed = |pages: &[PageId]| pages.iter().any(|page| changed.contains(page));
    let mut listings = std::mem::take(&mut index.listings);
    let mut is_other = false;
    for list in listings.iter_mut().filter(|list| list.sort != Sort::Date) {
        if has_changed(&list.entries) {
            sort(new, index, list.sort, &mut list.entries);
            is_other = true;
        }
    }
    index.listings = listings;
    if is_other {
        positions(new, index);
    }
    let mut children = std::mem::take(&mut index.children);
    for pages in children.values_mut().filter(|pages| has_changed(pages)) {
        sort(new, index, order_of_children(new, pages), pages);
    }
    index.children = children;
}

/// Puts pages on the shelves of their letters; none where a letter comes or goes, and with it an address.
fn move_on_shelves(
    old: &Site,
    (new, index): (&Site, &mut Index),
    changed: &[PageId],
) -> Option<()> {
    let Some(mut catalogue) = index.catalogue.take() else { return Some(()) };
    for page in changed {
        let letter = |site: &Site| ShelfOf::Letter(initial(sort_key(site, *page)));
        let (before, after) = (letter(old), letter(new));
        let place = |of| catalogue.shelves.iter().position(|shelf| shelf.of == of);
        let (from, to) = (place(before), place(after));
        let Some(from) = from.filter(|at| catalogue.shelves[*at].entries.contains(page)) else {
            // What introduces a list stands on no shelf.
            continue;
        };
        let to = to?;
        if from != to {
            catalogue.shelves[from].entries.retain(|other| other != page);
            catalogue.shelves[to].entries.push(*page);
            if catalogue.shelves[from].entries.is_empty() {
                return None;
            }
        }
        sort(new, index, Sort::Title, &mut catalogue.shelves[to].entries);
    }
    index.catalogue = Some(catalogue);
    Some(())
}
