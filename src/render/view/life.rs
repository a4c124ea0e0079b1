//! Where a page is in its life, and the same page in other languages, for templates.

use tera::{Context, Value};

use super::{Frame, crumbs, date, insert, no_page};
use crate::language::Language;
use crate::render::{fields, map};
use crate::site::{Life, PageId, Term};
use crate::snapshot::Snapshot;
use crate::url::UrlPath;

/// What a page is besides published, in words of a language, with its day; none where it is just that.
pub(super) fn state(snapshot: &Snapshot, id: PageId, language: Language) -> Value {
    let (name, day) = match snapshot.site.life(id) {
        Life::Published => return Value::none(),
        Life::Draft => ("draft", None),
        Life::Scheduled(day) => ("scheduled", Some(day)),
        Life::Archived(day) => ("archived", Some(day)),
        Life::Expired(day) => ("expired", Some(day)),
    };
    let label = |key: &str| {
        let text = snapshot.theme.label(language, key);
        let day = day.map_or_else(String::new, |day| language.date(day));
        Value::from(text.replace("{date}", &day))
    };
    map([
        ("name", Value::from(name)),
        ("label", label(&format!("state_{name}"))),
        ("help", label(&format!("state_{name}_help"))),
        ("date", day.map_or_else(Value::none, |day| date(day, language))),
    ])
}

/// The same page in other languages, as links.
pub(super) fn alternates(snapshot: &Snapshot, id: PageId) -> Value {
    let site = &snapshot.site;
    let others = site.index.translations.get(&id).map(Vec::as_slice).unwrap_or_default();
    let link = |page: &PageId| {
        let language = site.language(*page);
        map([
            ("lang", Value::from(language.tag())),
            ("label", Value::from(language.own_name())),
            ("title", Value::from(&*site.facts(*page).title)),
            ("path", Value::from(site.url(*page).map(UrlPath::encoded))),
        ])
    };
    Value::from(others.iter().map(link).collect::<Vec<_>>())
}

/// The same keys, for a term that no page describes. Of one that did and is over: since when, and what came instead.
pub(super) fn no_page_of_term(
    snapshot: &Snapshot,
    url: &UrlPath,
    term: &Term,
    page: &mut tera::Map,
) {
    no_page(page);
    if let Some(over) = snapshot.site.expired_term(term) {
        let data = map([("replaced_by", fields::replacement(snapshot, url, over))]);
        let language = snapshot.site.config.language;
        insert(page, [("state", state(snapshot, over, language)), ("data", data)]);
    }
}

/// What is left of a page that is over: its title, since when, and what came in its place.
pub(in crate::render) fn expired(snapshot: &Snapshot, url: &UrlPath, id: PageId) -> Context {
    let site = &snapshot.site;
    let mut page = tera::Map::default();
    no_page(&mut page);
    let mut frame = Frame::new(snapshot, url, "expired", &*site.facts(id).title);
    frame.language = site.language(id);
    frame.crumbs = crumbs(snapshot, url);
    insert(
        &mut page,
        [
            ("state", state(snapshot, id, frame.language)),
            ("replaced_by", fields::replacement(snapshot, url, id)),
        ],
    );
    frame.context(page)
}
