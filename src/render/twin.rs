//! A page → the same as Markdown, for programs that read no HTML: what readers see of it in `<main>`, behind a front
//! matter of what they see too. Made of the page itself, so that nothing is in it that is not for readers.

use std::fmt::Write as _;

use super::head::authors;
use super::{page_of, view};
use crate::diagnostic::Diagnostic;
use crate::language::Language;
use crate::site::PageId;
use crate::snapshot::{Route, Snapshot};
use crate::url::UrlPath;

mod text;
mod write;

pub(super) use text::line;

/// The page at an address as Markdown.
///
/// # Errors
/// A mistake in its template.
pub(super) fn markdown(snapshot: &Snapshot, url: &UrlPath) -> Result<Vec<u8>, Diagnostic> {
    let Some(route) = snapshot.routes.get(url) else { return Ok(Vec::new()) };
    let html = match page_of(snapshot, url, route) {
        Some(html) => html?,
        None => return Ok(Vec::new()),
    };
    Ok(of_page(snapshot, url, route, &html))
}

/// The same, of a page that is there already as its template made it.
pub(super) fn of_page(snapshot: &Snapshot, url: &UrlPath, route: &Route, html: &[u8]) -> Vec<u8> {
    let html = String::from_utf8_lossy(html);
    let base = snapshot.base();
    let body = write::write(&html, &|to| text::absolute(&base, url, to));
    let mut out = front(snapshot, url, route);
    out.push_str(&body);
    out.into_bytes()
}

/// What is known of the page, as front matter.
fn front(snapshot: &Snapshot, url: &UrlPath, route: &Route) -> String {
    let site = &snapshot.site;
    let (title, page) = about(snapshot, url, route);
    let language = page.map_or(site.config.language, |page| site.language(page));
    let mut front = Front { out: "---\n".to_owned() };
    front.line("title", &title);
    front.line("url", &snapshot.base().absolute(url));
    front.line("lang", language.tag());
    front.line("site", &site.config.title);
    if let Some(page) = page {
        front.page(snapshot, page, language);
    }
    front.line("licence", &site.config.publisher.licence);
    front.out.push_str("---\n\n");
    front.out
}

/// What a page is called, and the page of the content that is shown there.
pub(super) fn about(snapshot: &Snapshot, url: &UrlPath, route: &Route) -> (String, Option<PageId>) {
    let site = &snapshot.site;
    let index = &site.index;
    match route {
        Route::Page(page) | Route::Home(Some(page)) => {
            (site.facts(*page).title.to_string(), Some(*page))
        }
        Route::Term(term) => {
            let term = &index.terms[term.at()];
            (term.name.to_string(), term.page)
        }
        Route::Listing(list, _) => {
            (view::list_title(site, *list), index.listings[*list].introduction)
        }
        Route::Terms(at) => {
            (site.config.vocabularies[*at].label.to_string(), index.names.by_url(url))
        }
        _ => (site.config.title.to_string(), None),
    }
}

struct Front {
    out: String,
}

impl Front {
    /// A key with a text. JSON's strings are YAML's too.
    fn line(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            let _ = writeln!(self.out, "{key}: {}", serde_json::Value::from(text));
        }
    }

    fn lines(&mut self, key: &str, texts: &[String]) {
        if !texts.is_empty() {
            let _ = writeln!(self.out, "{key}: {}", serde_json::Value::from(texts));
        }
    }

    fn page(&mut self, snapshot: &Snapshot, page: PageId, language: Language) {
        let site = &snapshot.site;
        let facts = site.facts(page);
        let collection = facts.collection.and_then(|at| site.config.collections.get(at));
        let kind = collection.map(|collection| collection.label_one.in_language(language));
        self.line("type", kind.unwrap_or_default());
        self.line("summary", facts.summary.as_deref().unwrap_or_default());
        let dates = [("date", facts.date), ("updated", facts.updated)];
        for (key, date) in dates.into_iter().filter_map(|(key, date)| Some((key, date?))) {
            let _ = writeln!(self.out, "{key}: {date}");
        }
        self.lines("authors", &authors(site, page));
        for (at, vocabulary) in site.config.vocabularies.iter().enumerate() {
            let terms = site.index.page_terms.get(page.at()).into_iter().flatten();
            let terms = terms.map(|term| &site.index.terms[term.at()]);
            let terms = terms.filter(|term| term.vocabulary == at);
            let names: Vec<String> = terms.map(|term| term.name.to_string()).collect();
            self.lines(&key(&vocabulary.name), &names);
        }
    }
}

/// A key as YAML reads it: one that is no plain word stands in quotes.
fn key(name: &str) -> String {
    let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if is_plain { name.to_owned() } else { serde_json::Value::from(name).to_string() }
}
