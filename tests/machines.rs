//! What other programs are given, read by readers that are not weef's: feeds, calendars, pictures, data in pages.

use std::collections::BTreeMap;
use std::path::Path;

use ical::parser::ical::component::IcalEvent;
use serde_json::Value;
use weef::render::{Output, render_route};
use weef::snapshot::{Options, Route, Snapshot};
use weef::source::Sources;
use weef::url::{BaseUrl, UrlPath};

use crate::case::TODAY;
use crate::{html, tree};

/// Words that end whatever is not escaped.
const HOSTILE: &str = r#"</script><!--<script>"'&amp;\u003c]]>;,\n"#;

/// The repository's own knowledge base, with a page of hostile words of each kind in it.
fn snapshot() -> Snapshot {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let content = tree::read(&root.join("content"));
    let mut files: BTreeMap<String, Vec<u8>> =
        content.into_iter().map(|(path, bytes)| (format!("content/{path}"), bytes)).collect();
    files.insert("weef.toml".to_owned(), std::fs::read(root.join("weef.toml")).unwrap());
    let words = format!("'{}'", HOSTILE.replace('\'', "''"));
    let page = format!(
        "---\ntitel: {words}\nsamenvatting: {words}\ndatum: 2026-01-02\nauteurs: [{words}]\nthemas: [{words}]\nsoort: boek\njaar: 2020\nuitgever: {words}\nplaats: {words}\nvan: '13:30'\n---\n\n{HOSTILE}\n"
    );
    for path in ["blogs/vijandig.md", "publicaties/vijandig.md", "themas/vijandig.md"] {
        files.insert(format!("content/{path}"), page.clone().into_bytes());
    }
    let note = "content/werkgroepen/post-die-je-begrijpt/2026-01-02-vijandig.md";
    files.insert(note.to_owned(), page.into_bytes());
    let pairs = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    let sources = Sources::in_memory("content", TODAY.parse().unwrap(), pairs);
    Snapshot::load(sources, Options::default())
}

/// Everything that answers for one kind of route.
fn outputs(snapshot: &Snapshot, wanted: impl Fn(&Route) -> bool) -> Vec<(UrlPath, Vec<u8>)> {
    let routes = snapshot.routes.iter().filter(|(_, route)| wanted(route));
    let outputs = routes.map(|(url, route)| match render_route(snapshot, url, route).unwrap() {
        Output::Bytes(bytes) => (url.clone(), bytes),
        Output::Copy(path) => (url.clone(), snapshot.sources.read(&path).unwrap().to_vec()),
        Output::Card(card) => (url.clone(), card.png()),
        Output::Picture(made) => panic!("{url:?} is a picture of {}", made.source),
    });
    let outputs: Vec<_> = outputs.collect();
    assert!(!outputs.is_empty(), "there is nothing to read");
    outputs
}

fn is_page(route: &Route) -> bool {
    matches!(
        route,
        Route::Home(_) | Route::Page(_) | Route::Listing(..) | Route::Terms(_) | Route::Term(_)
    )
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// The data in a page.
fn graph(page: &str) -> Value {
    let (_, after) = page.split_once("<script type=\"application/ld+json\">").expect("data");
    let (json, _) = after.split_once("</script>").expect("its end");
    serde_json::from_str(json).expect("data is JSON")
}

#[test]
fn feeds_are_read_by_another_reader() {
    let snapshot = snapshot();
    let atom = outputs(&snapshot, |route| matches!(route, Route::Feed(_)));
    let json = outputs(&snapshot, |route| matches!(route, Route::JsonFeed(_)));
    assert_eq!(atom.len(), json.len());
    let mut entries = 0;
    for ((url, atom), (other, json)) in atom.iter().zip(&json) {
        assert_eq!(url.parent(), other.parent());
        let atom = feed_rs::parser::parse(atom.as_slice()).unwrap_or_else(|e| panic!("{url}: {e}"));
        let json =
            feed_rs::parser::parse(json.as_slice()).unwrap_or_else(|e| panic!("{other}: {e}"));
        let both = [&atom, &json].map(|feed| {
            let entries = feed.entries.iter().map(|entry| {
                let title = entry.title.as_ref().unwrap().content.clone();
                (entry.id.clone(), title, entry.published.unwrap())
            });
            entries.collect::<Vec<_>>()
        });
        assert_eq!(both[0], both[1], "{url}: both forms have the same entries");
        entries += both[0].len();
    }
    assert!(entries > 50, "{entries} entries");
    let raw: Value = serde_json::from_slice(&json[0].1).unwrap();
    assert_eq!(raw["version"], "https://jsonfeed.org/version/1.1");
    for item in json.iter().flat_map(|(_, json)| {
        let feed: Value = serde_json::from_slice(json).unwrap();
        feed["items"].as_array().unwrap().clone()
    }) {
        assert!(item["id"].as_str().is_some_and(|id| id.starts_with("https://")), "{item}");
        assert!(item["content_text"].as_str().is_some_and(|text| !text.is_empty()), "{item}");
    }
}

fn value<'e>(event: &'e IcalEvent, name: &str) -> Option<&'e str> {
    event.properties.iter().find(|own| own.name == name)?.value.as_deref()
}

#[test]
fn calendars_are_read_by_another_reader() {
    let snapshot = snapshot();
    let mut numbers = Vec::new();
    for (url, bytes) in outputs(&snapshot, |route| matches!(route, Route::Calendar(_))) {
        let whole = text(&bytes);
        assert!(whole.lines().all(|line| line.len() <= 75), "{url}: a line is too long");
        assert_eq!(whole.matches('\n').count(), whole.matches("\r\n").count(), "{url}: CRLF");
        let calendars: Vec<_> =
            ical::IcalParser::new(bytes.as_slice()).collect::<Result<_, _>>().unwrap();
        let [calendar] = calendars.as_slice() else { panic!("{url}: one calendar in a file") };
        assert!(!calendar.events.is_empty(), "{url}");
        for event in &calendar.events {
            for name in ["UID", "DTSTAMP", "DTSTART", "SUMMARY", "URL"] {
                assert!(value(event, name).is_some(), "{url}: an event without {name}");
            }
            if url.as_str() == "notities/agenda.ics" {
                numbers.push(value(event, "UID").unwrap().to_owned());
            }
            if value(event, "UID").unwrap().contains("vijandig") {
                assert_eq!(value(event, "DTSTART"), Some("20260102T133000"));
                let unescaped = value(event, "LOCATION").unwrap().replace("\\\\", "\\");
                assert_eq!(unescaped.replace("\\;", ";").replace("\\,", ","), HOSTILE);
            }
        }
    }
    let count = numbers.len();
    numbers.sort();
    numbers.dedup();
    assert!(count > 5 && numbers.len() == count, "each event has a number of its own");
}

#[test]
fn data_in_pages_is_json_and_says_what_the_page_is() {
    let snapshot = snapshot();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let base = snapshot.base().as_str().to_owned();
    for (url, bytes) in outputs(&snapshot, is_page) {
        let page = text(&bytes);
        assert_eq!(html::dangers(page), Vec::<String>::new(), "{url}");
        let graph = graph(page);
        assert_eq!(graph["@context"], "https://schema.org", "{url}");
        let main = &graph["@graph"][0];
        *kinds.entry(main["@type"].as_str().unwrap().to_owned()).or_default() += 1;
        let own = format!("{base}{}", url.encoded());
        assert_eq!(main["url"], own.as_str(), "{url}");
        assert!(main["name"].as_str().is_some_and(|name| !name.is_empty()), "{url}");
        if url != UrlPath::home() {
            let trail = graph["@graph"][1]["itemListElement"].as_array().unwrap();
            assert_eq!(trail.last().unwrap()["item"], own.as_str(), "{url}");
            assert_eq!(trail[0]["item"], base.as_str(), "{url}");
        }
        if url.as_str() == "blogs/vijandig/" {
            assert_eq!(main["author"][0]["name"], html::decode(&html_of(HOSTILE)), "{main}");
        }
    }
    for kind in [
        "WebSite",
        "BlogPosting",
        "Person",
        "Organization",
        "DefinedTerm",
        "DefinedTermSet",
        "Event",
        "Report",
        "Book",
        "CollectionPage",
    ] {
        assert!(kinds.contains_key(kind), "no page is a {kind}: {kinds:?}");
    }
}

/// A text as it would stand in HTML.
fn html_of(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[test]
fn what_is_named_elsewhere_is_there() {
    let snapshot = snapshot();
    let base = snapshot.base().as_str().to_owned();
    for (url, bytes) in outputs(&snapshot, is_page) {
        let tags = html::tags(text(&bytes));
        let named = tags.iter().filter(|tag| {
            matches!(
                tag.get("property").or(tag.get("name")),
                Some("og:image" | "og:url" | "citation_pdf_url")
            )
        });
        let addresses: Vec<&str> = named.filter_map(|tag| tag.get("content")).collect();
        assert!(addresses.len() >= 2, "{url}: {addresses:?}");
        for address in addresses {
            let path = address.strip_prefix(&base).unwrap_or_else(|| panic!("{url}: {address}"));
            let found = UrlPath::parse(path).and_then(|url| snapshot.route(&url).cloned());
            assert!(found.is_some(), "{url} names {address}, where nothing is");
        }
        assert!(tags.iter().all(|tag| tag.get("content") != Some("")), "{url}: an empty tag");
    }
}

#[test]
fn every_shared_picture_is_a_picture() {
    let snapshot = snapshot();
    let pictures = outputs(&snapshot, |route| matches!(route, Route::Card(_)));
    for (url, bytes) in pictures.iter().step_by(7) {
        let size = imagesize::blob_size(bytes).unwrap_or_else(|e| panic!("{url}: {e}"));
        assert_eq!((size.width, size.height), (1200, 630), "{url}");
        assert!(bytes.len() < 60_000, "{url}: {} bytes", bytes.len());
    }
}

#[test]
fn a_page_as_markdown_is_for_readers() {
    let snapshot = snapshot();
    let pages = outputs(&snapshot, |route| matches!(route, Route::Markdown(_)));
    let base = snapshot.base().as_str().to_owned();
    for (url, bytes) in &pages {
        let text = text(bytes);
        let front = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
        let (front, body) = front.unwrap_or_else(|| panic!("{url} has a front matter"));
        assert!(front.contains(&format!("url: \"{base}")), "{url}: {front}");
        assert!(!front.contains("owner") && !front.contains("eigenaar"), "{url}: {front}");
        let parser = pulldown_cmark::Parser::new(body);
        for event in parser {
            match event {
                pulldown_cmark::Event::Start(pulldown_cmark::Tag::Link { dest_url, .. }) => {
                    assert!(dest_url.contains(':'), "{url}: {dest_url} is whole");
                }
                pulldown_cmark::Event::Html(html) | pulldown_cmark::Event::InlineHtml(html) => {
                    panic!("{url} holds HTML: {html}");
                }
                _ => {}
            }
        }
    }
    let llms = outputs(&snapshot, |route| matches!(route, Route::Llms));
    let list = text(&llms[0].1);
    assert!(list.starts_with("# Werkplaats"), "{list}");
    for line in list.lines().filter(|line| line.starts_with("- [")) {
        let (_, rest) = line.rsplit_once("](").unwrap_or_else(|| panic!("{line}"));
        let address = rest.split(')').next().unwrap().strip_prefix(&base).unwrap();
        let url = UrlPath::parse(address).unwrap();
        assert!(snapshot.route(&url).is_some(), "{line}");
    }
    assert!(BaseUrl::parse(&base).is_some());
}
