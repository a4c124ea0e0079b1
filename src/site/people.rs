//! Who made what, and which pages name a page in their fields.

use std::collections::BTreeSet;

use super::{Index, PageId, Site, by_date, page_id};
use crate::config::Collection;
use crate::schema::{Field, FieldKind, Value, common_fields};

/// Finds the pages of authors and of whoever and whatever fields refer to.
pub(super) fn gather(site: &Site, index: &mut Index) {
    for (i, document) in site.documents.iter().enumerate() {
        let page = page_id(i);
        if index.urls[i].is_none() {
            index.author_pages.push(Box::default());
            continue;
        }
        let authors: Box<[Option<PageId>]> =
            document.facts.authors.iter().map(|author| index.names.page(&author.name)).collect();
        for author in authors.iter().flatten() {
            index.written.entry(*author).or_default().push(page);
        }
        index.author_pages.push(authors);
        let declared = document.facts.collection.map(|c| &site.config.collections[c]);
        let mut named = BTreeSet::new();
        for (name, value) in &document.facts.fields {
            if let Some(field) = find_field(declared, name) {
                references(field, value, &mut |name| named.extend(index.names.page(name)));
            }
        }
        named.remove(&page);
        for other in named {
            index.mentions.entry(other).or_default().push(page);
        }
    }
    for pages in index.written.values_mut().chain(index.mentions.values_mut()) {
        pages.dedup();
        by_date(site, &index.urls, pages);
    }
}

/// The field of a canonical name, among a collection's own and the common ones.
pub(crate) fn find_field<'c>(declared: Option<&'c Collection>, name: &str) -> Option<&'c Field> {
    let own = declared.map(|c| c.fields.as_slice()).unwrap_or_default();
    own.iter().chain(common_fields()).find(|field| *field.name == *name)
}

/// Gives every name of a person or page that a value holds.
fn references(field: &Field, value: &Value, found: &mut dyn FnMut(&str)) {
    match (&field.kind, value) {
        (FieldKind::Person | FieldKind::Reference, Value::Text(name)) => found(name),
        (FieldKind::List(item), Value::List(values)) => {
            for value in values {
                references(item, value, found);
            }
        }
        (FieldKind::Group(parts), Value::Group(values)) => {
            for (name, value) in values {
                if let Some(part) = parts.iter().find(|part| part.name == *name) {
                    references(part, value, found);
                }
            }
        }
        _ => {}
    }
}
