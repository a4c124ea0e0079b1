//! Who made what: authors and the pages they have.

use super::references::{Referred, refer_among};
use super::{Index, Settled, Site, by_date, page_id};
use crate::schema::{self, FieldKind};

/// Finds the pages of authors.
pub(super) fn gather(site: &Site, index: &mut Index) {
    for (i, document) in site.documents.iter().enumerate() {
        let page = page_id(i);
        if index.urls[i].is_none() {
            index.author_pages.push(Box::default());
            continue;
        }
        let among = authors_of(site.fields(page));
        let names = document.facts.authors.iter().map(|author| &*author.name);
        let authors: Box<[_]> = names
            .map(|name| match refer_among((site, index), among, name) {
                Referred::Page(page) => Some(page),
                _ => None,
            })
            .collect();
        for author in authors.iter().flatten() {
            index.written.entry(*author).or_default().push(page);
        }
        index.author_pages.push(authors);
    }
    let Settled { urls, written, .. } = &mut **index;
    for pages in written.values_mut() {
        pages.dedup();
        by_date(site, urls, pages);
    }
}

/// The collection in which the authors of a page have theirs, where one is set.
pub(super) fn authors_of(fields: &[schema::Field]) -> Option<usize> {
    match schema::find(fields, "authors")?.kind.item() {
        FieldKind::Person(among) => *among,
        _ => None,
    }
}
