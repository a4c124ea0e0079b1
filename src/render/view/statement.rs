//! The pages by which an organisation accounts for its site, as links for the foot of every page.

use tera::Value;

use super::super::map;
use crate::snapshot::Snapshot;

/// Those that readers can see, in the order of the settings.
pub(super) fn links(snapshot: &Snapshot) -> Value {
    let site = &snapshot.site;
    let page_of = |statement: &crate::config::Statement| {
        let is_it = |page: &crate::site::PageId| {
            site.config.statement_of(site.below(*page)) == Some(statement)
        };
        site.pages().find(is_it)
    };
    let link = |statement: &crate::config::Statement| {
        let page = page_of(statement)?;
        Some(map([
            ("kind", Value::from(statement.kind.name())),
            ("title", Value::from(&*site.facts(page).title)),
            ("lang", Value::from(site.language(page).tag())),
            ("path", Value::from(site.url(page)?.encoded())),
        ]))
    };
    Value::from(site.config.statements.iter().filter_map(link).collect::<Vec<_>>())
}
