//! Names of pages in fields → the pages they mean; and from there back: which pages name a page, and in which field.

use std::collections::BTreeSet;

use super::{Index, PageId, Settled, Site, page_id};
use crate::config::Config;
use crate::diagnostic::Problem;
use crate::schema::{self, Field, FieldKind, Value};

/// A page that names another one in a field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// The page with the field.
    pub page: PageId,
    /// What the page that is named calls such pages, where the field says so.
    pub inverse: Option<Box<str>>,
}

/// What a name in a field means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Referred {
    /// A page.
    Page(PageId),
    /// A page that is not in the collection it should be in.
    Elsewhere(PageId),
    /// Several pages, equally good.
    Several(Vec<PageId>),
    /// None.
    Unknown,
}

/// The page that a name or path in a field means, among those of a collection where one is given.
pub(crate) fn refer(site: &Site, among: Option<usize>, name: &str) -> Referred {
    refer_among((site, &site.index), among, name)
}

pub(super) fn refer_among(
    (site, index): (&Site, &Index),
    among: Option<usize>,
    name: &str,
) -> Referred {
    let name = bare(name);
    let fits = |page: &PageId| among.is_none() || site.facts(*page).collection == among;
    let mut pages: Vec<(u8, PageId)> = index.names.candidates(name).to_vec();
    if pages.is_empty() {
        pages.extend(index.names.by_path(name.trim_matches('/')).map(|page| (0, page)));
    }
    let Some(first) = pages.first().map(|(_, page)| *page) else { return Referred::Unknown };
    pages.retain(|(_, page)| fits(page));
    let best = pages.iter().map(|(rank, _)| *rank).min().unwrap_or_default();
    let best: Vec<PageId> =
        pages.iter().filter(|(rank, _)| *rank == best).map(|(_, page)| *page).collect();
    match best.as_slice() {
        [] => Referred::Elsewhere(first),
        [page] => Referred::Page(*page),
        _ => Referred::Several(best),
    }
}

/// A name or path without the brackets of a link.
fn bare(name: &str) -> &str {
    name.trim().trim_start_matches("[[").trim_end_matches("]]")
}

/// What to say of a name in a field that means no page: one that readers do not see may have it, or nearly the same.
pub(super) fn unknown((site, index): (&Site, &Index), among: Option<usize>, name: &str) -> Problem {
    let (names, own) = (&index.withheld_names, bare(name));
    let withheld = names.page(own).or_else(|| names.by_path(own.trim_matches('/')));
    let unpublished = withheld.and_then(|page| unpublished(site, page, name));
    unpublished.unwrap_or_else(|| misnamed((site, index), among, (name, None)))
}

/// What to say of a name that is none of a page in a collection, or of any page; `is_in` is where the page with that
/// name is.
pub(super) fn misnamed(
    (site, index): (&Site, &Index),
    among: Option<usize>,
    (name, is_in): (&str, Option<PageId>),
) -> Problem {
    let fits = |page: PageId| among.is_none() || site.facts(page).collection == among;
    let near = index.names.nearest_of(name, &fits);
    Problem::UnknownReference {
        name: name.to_owned(),
        collection: among.map(|at| site.config.collections[at].label.to_string()),
        is_in: is_in.map(|page| site.document(page).path.to_string()),
        suggestion: near.map(|page| site.facts(page).title.to_string()),
    }
}

/// What to say of a name that means a page which readers do not see.
pub(super) fn unpublished(site: &Site, page: PageId, name: &str) -> Option<Problem> {
    let absence = site.life(page).absence()?;
    Some(Problem::UnpublishedLink { target: name.to_owned(), absence })
}

/// The collections of people: those that fields for a person name; where none does, those whose titles are made of
/// the parts of a name.
pub(super) fn people(config: &Config) -> BTreeSet<usize> {
    let mut named = BTreeSet::new();
    for fields in config.collections.iter().map(|c| &c.fields).chain([&config.fields]) {
        persons(fields, &mut named);
    }
    if named.is_empty() {
        let by_parts = |(_, collection): &(usize, &crate::config::Collection)| {
            !collection.title_from.is_empty()
        };
        named.extend(config.collections.iter().enumerate().filter(by_parts).map(|(at, _)| at));
    }
    named
}

fn persons(fields: &[Field], named: &mut BTreeSet<usize>) {
    for field in fields {
        match field.kind.item() {
            FieldKind::Person(among) => named.extend(among),
            FieldKind::Group(parts) => persons(parts, named),
            _ => {}
        }
    }
}

/// Notes which pages name a page in one of their fields.
pub(super) fn gather(site: &Site, index: &mut Index) {
    for (i, document) in site.documents.iter().enumerate() {
        let page = page_id(i);
        if index.urls[i].is_none() {
            continue;
        }
        let mut named: BTreeSet<(PageId, Option<Box<str>>)> = BTreeSet::new();
        for (name, value) in &document.facts.fields {
            // Pages that an editor sets beside a page are shown as related ones, and say no more.
            let field = schema::find(site.fields(page), name).filter(|_| &**name != "related");
            let Some(field) = field else { continue };
            references(field, None, value, &mut |among, inverse, name| {
                if let Referred::Page(other) = refer_among((site, index), among, name) {
                    named.insert((other, inverse.map(Into::into)));
                }
            });
        }
        for (other, inverse) in named.into_iter().filter(|(other, _)| *other != page) {
            index.mentions.entry(other).or_default().push(Mention { page, inverse });
        }
    }
    let Settled { urls, mentions, .. } = &mut **index;
    for mentions in mentions.values_mut() {
        mentions.sort_by(|a, b| {
            let date = |mention: &Mention| site.facts(mention.page).date;
            let url = |mention: &Mention| &urls[mention.page.at()];
            date(b).cmp(&date(a)).then_with(|| url(a).cmp(url(b)))
        });
    }
}

/// Takes a name: the collection it should be in, what the other side calls the pages that name it, the name.
type Found<'f> = dyn FnMut(Option<usize>, Option<&str>, &str) + 'f;

/// Gives every name of a person or page that a value holds, with the collection it should be in and what the other
/// side calls the pages that name it.
fn references<'f>(field: &'f Field, outer: Option<&'f str>, value: &Value, found: &mut Found<'_>) {
    let inverse = field.inverse.as_deref().or(outer);
    match (&field.kind, value) {
        (
            FieldKind::Person(among) | FieldKind::Reference(among),
            Value::Text(name) | Value::InRole { name, .. },
        ) => found(*among, inverse, name),
        (FieldKind::List(item), Value::List(values)) => {
            for value in values {
                references(item, inverse, value, found);
            }
        }
        (FieldKind::Group(parts), Value::Group(values)) => {
            for (name, value) in values {
                if let Some(part) = parts.iter().find(|part| part.name == *name) {
                    references(part, None, value, found);
                }
            }
        }
        _ => {}
    }
}
