//! Values that only one page of a collection may have.

use std::collections::HashMap;

use super::{Finding, Index, PageId, Part, Site, page_id};
use crate::diagnostic::Problem;
use crate::schema::{Core, Field, Role, Value};

/// Finds the pages that have a value which an earlier page of their collection has.
pub(super) fn check(site: &Site, index: &mut Index) {
    let collections = site.config.collections.iter().enumerate();
    let fields = collections.flat_map(|(at, collection)| {
        collection.fields.iter().filter(|field| field.is_unique).map(move |field| (at, field))
    });
    for (collection, field) in fields {
        let mut owners: HashMap<String, PageId> = HashMap::new();
        for i in 0..site.documents.len() {
            let page = page_id(i);
            if index.urls[i].is_none() || site.facts(page).collection != Some(collection) {
                continue;
            }
            for value in values(site, page, field) {
                let owner = *owners.entry(crate::language::fold(&value)).or_insert(page);
                if owner != page {
                    let other = site.document(owner).path.to_string();
                    let field_name = field.written.to_string();
                    let problem = Problem::NotUnique { field: field_name, value, other };
                    let part = Part::Named(field.name.clone());
                    index.findings.push(Finding { page, part, problem });
                }
            }
        }
    }
}

/// The texts of a field on a page.
fn values(site: &Site, page: PageId, field: &Field) -> Vec<String> {
    let facts = site.facts(page);
    match field.role {
        Role::Core(Core::Title) => vec![facts.title.to_string()],
        Role::Core(Core::Summary) => facts.summary.iter().map(ToString::to_string).collect(),
        Role::Core(Core::Date) => facts.date.iter().map(ToString::to_string).collect(),
        Role::Core(Core::Order) => facts.order.iter().map(ToString::to_string).collect(),
        _ => match facts.field(&field.name) {
            Some(Value::Date(date)) => vec![date.to_string()],
            _ => facts.texts(&field.name).into_iter().map(ToOwned::to_owned).collect(),
        },
    }
}
