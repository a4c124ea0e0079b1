//! The same feed as JSON (JSON Feed 1.1), for programs that would rather not read XML.

use serde_json::{Map, Value, json};

use super::{Content, JSON, summary};
use crate::render::head::authors;
use crate::site::PageId;
use crate::snapshot::{FeedOf, Snapshot};
use crate::url::UrlPath;

/// The feed at an address.
pub(in crate::render) fn json(snapshot: &Snapshot, url: &UrlPath, of: FeedOf) -> Vec<u8> {
    debug_assert!(url.as_str().ends_with(JSON));
    let content = Content::of(snapshot, of);
    let base = snapshot.base();
    let site = &snapshot.site;
    let items: Vec<Value> = content.pages.iter().map(|page| item(snapshot, *page)).collect();
    let mut feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": content.title,
        "home_page_url": base.absolute(&content.home),
        "feed_url": base.absolute(url),
        "language": site.config.language.tag(),
        "authors": [{ "name": site.config.title, "url": base.as_str() }],
        "items": items,
    });
    if !site.config.description.is_empty() {
        feed["description"] = json!(site.config.description);
    }
    let mut text = serde_json::to_string_pretty(&feed).unwrap_or_default();
    text.push('\n');
    text.into_bytes()
}

fn item(snapshot: &Snapshot, page: PageId) -> Value {
    let site = &snapshot.site;
    let base = snapshot.base();
    let facts = site.facts(page);
    let address = base.absolute(site.url(page).unwrap_or(&UrlPath::home()));
    let mut item = Map::new();
    let mut set = |key: &str, value: Value| item.insert(key.to_owned(), value);
    set("id", json!(address));
    set("url", json!(address));
    set("title", json!(facts.title));
    // Each item has a text; of a page without one it is what it is called.
    let summary = summary(snapshot, page);
    set("content_text", json!(if summary.is_empty() { &*facts.title } else { &summary }));
    let moment = |date: jiff::civil::Date| json!(format!("{date}T00:00:00Z"));
    if let Some(date) = facts.date {
        set("date_published", moment(date));
    }
    // An earlier date than the first is a slip of the pen.
    if let Some(date) = facts.updated.max(facts.date) {
        set("date_modified", moment(date));
    }
    if let Some((asset, _)) = site.shared_picture(page) {
        set("image", json!(base.absolute(&asset.url)));
    }
    set("language", json!(site.language(page).tag()));
    let authors: Vec<Value> =
        authors(site, page).into_iter().map(|name| json!({ "name": name })).collect();
    if !authors.is_empty() {
        set("authors", json!(authors));
    }
    let terms = site.index.page_terms.get(page.at()).into_iter().flatten();
    let terms: Vec<&str> = terms.map(|term| &*site.index.terms[term.at()].name).collect();
    if !terms.is_empty() {
        set("tags", json!(terms));
    }
    Value::Object(item)
}
