//! A page's HTML → the same, in which the first use of each term of the glossaries opens what the term means.
//!
//! This goes over the page as its template made it, so that it follows reading order over fields and body, whatever
//! the template. Words are marked in what an author wrote and nowhere else: see [`scan`].

use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops::Range;

use tera::{Context, Value};

use super::{links, map, typeset};
use crate::diagnostic::Diagnostic;
use crate::markdown::{escape, unescape};
use crate::site::{Found, PageId, definition, is_word_at, words};
use crate::snapshot::{Route, Snapshot};
use crate::url::UrlPath;

pub(super) mod scan;

use scan::{Piece, goes_on, pieces};

/// The end of the part of a page in which words are marked; what they mean is put before it.
const END: &str = "</main>";

/// A use of a term: where it stands, where the last of its words begins, and the term.
#[derive(Debug, PartialEq, Eq)]
struct Use {
    place: Range<usize>,
    last_word: usize,
    term: usize,
}

/// Marks the terms that a page uses.
///
/// # Errors
/// A mistake in the template that shows what they mean.
pub(super) fn mark(
    snapshot: &Snapshot,
    url: &UrlPath,
    route: &Route,
    page: Vec<u8>,
) -> Result<Vec<u8>, Diagnostic> {
    let Some(author) = author_of(snapshot, url, route) else { return Ok(page) };
    let Ok(html) = std::str::from_utf8(&page) else { return Ok(page) };
    let Some(end) = html.rfind(END) else { return Ok(page) };
    let uses = uses(snapshot, author, html);
    if uses.is_empty() {
        return Ok(page);
    }
    let notes = notes(snapshot, url, (author, &uses))?;
    let mut out = String::with_capacity(html.len() + notes.len() + uses.len() * 96);
    let mut from = 0;
    for (at, found) in uses.iter().enumerate() {
        out.push_str(&html[from..found.place.start]);
        write_use(&mut out, (html, found), at + 1);
        from = found.place.end;
    }
    out.push_str(&html[from..end]);
    out.push_str(&notes);
    out.push_str(&html[end..]);
    Ok(out.into_bytes())
}

/// The page whose text stands at a route, where its terms are to be marked.
fn author_of(snapshot: &Snapshot, url: &UrlPath, route: &Route) -> Option<PageId> {
    let site = &snapshot.site;
    let index = &site.index;
    if index.glossary.is_empty() {
        return None;
    }
    let page = match route {
        Route::Home(introduction) => *introduction,
        Route::Page(page) => Some(*page),
        Route::Listing(list, 0) => index.listings[*list].introduction,
        Route::Search => index.catalogue.as_ref().and_then(|catalogue| catalogue.introduction),
        Route::Terms(_) => index.names.by_url(url),
        Route::Term(term) => index.terms[term.at()].page,
        _ => None,
    };
    page.filter(|page| {
        let collection =
            site.facts(*page).collection.and_then(|at| site.config.collections.get(at));
        collection.is_none_or(|collection| collection.marks_terms)
    })
}

/// The first use of each term, in reading order.
fn uses(snapshot: &Snapshot, author: PageId, html: &str) -> Vec<Use> {
    let glossary = &snapshot.site.index.glossary;
    let language = snapshot.site.language(author);
    let mut seen: HashSet<usize> =
        glossary.terms.iter().position(|page| *page == author).into_iter().collect();
    let (mut uses, mut places) = (Vec::new(), Vec::new());
    for piece in pieces(html, language) {
        let text = &html[piece.place.clone()];
        places.clear();
        words(text, &mut places);
        let mut at = 0;
        while let Some(Found { term, words, place }) =
            next(&mut at, &|at| glossary.longest(text, &places[at..], language), places.len())
        {
            if !is_whole((html, &piece), place.clone()) {
                at += 1;
                continue;
            }
            if seen.insert(term) {
                let from = piece.place.start;
                let last_word = if words == 1 { place.start } else { places[at + words - 1].start };
                let place = from + place.start..from + place.end;
                uses.push(Use { place, last_word: from + last_word, term });
            }
            at += words;
        }
    }
    uses
}

/// Moves on to the next word at which a name begins.
fn next<T>(at: &mut usize, find: &dyn Fn(usize) -> Option<T>, end: usize) -> Option<T> {
    while *at < end {
        if let Some(found) = find(*at) {
            return Some(found);
        }
        *at += 1;
    }
    None
}

/// Whether what stands at a place of a piece is no part of a longer word, beyond a tag perhaps, or of an address.
fn is_whole((html, piece): (&str, &Piece), place: Range<usize>) -> bool {
    let text = &html[piece.place.clone()];
    let is_part = place.start == 0 && piece.is_glued
        || place.end == text.len() && goes_on(html, piece.place.end);
    let after = &text[place.end..];
    let before = &text[..place.start];
    // Behind a sign of the name a word may go on: `.NET`, `C++`.
    let is_part = is_part
        || is_word_at(after, 0)
        || before.char_indices().next_back().is_some_and(|(at, _)| is_word_at(before, at));
    let is_address = before.ends_with(['@', '#'])
        || before.ends_with('.') && place.start > 1
        || after.starts_with(['.', '@']) && is_word_at(after, 1);
    !is_part && !is_address
}

/// Writes the words of a use with the button that opens what they mean. A button is one box, that no line breaks: of
/// several words only the last is in it. A label makes the others do the same, and all are the button's name.
fn write_use(out: &mut String, (html, found): (&str, &Use), number: usize) {
    let before = &html[found.place.start..found.last_word];
    let last = &html[found.last_word..found.place.end];
    let button =
        format!("<button type=\"button\" class=\"glossary-term\" popovertarget=\"_term{number}\"");
    if before.is_empty() {
        let _ = write!(out, "{button}>{last}</button>");
        return;
    }
    let text = unescape(&html[found.place.clone()]);
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = escape(&name);
    let _ = write!(
        out,
        "<label class=\"glossary-phrase\"><span aria-hidden=\"true\">{before}</span>{button} aria-label=\"{name}\">{last}</button></label>"
    );
}

/// What the terms mean, as the theme shows it.
fn notes(
    snapshot: &Snapshot,
    url: &UrlPath,
    (author, uses): (PageId, &[Use]),
) -> Result<String, Diagnostic> {
    let site = &snapshot.site;
    let term = |(at, found): (usize, &Use)| {
        let page = site.index.glossary.terms[found.term];
        map([
            ("id", Value::from(format!("_term{}", at + 1))),
            ("name", Value::from(&*site.facts(page).title)),
            ("definition", Value::safe_string(&meaning(snapshot, url, (page, found.term)))),
            ("path", Value::from(site.url(page).map(UrlPath::encoded))),
        ])
    };
    let terms: Vec<Value> = uses.iter().enumerate().map(term).collect();
    let mut context = Context::new();
    context.insert_value("root", Value::from(url.to_root()));
    context.insert_value("labels", snapshot.theme.labels(site.language(author)));
    context.insert_value("terms", Value::from(terms));
    let bytes = snapshot.theme.render("glossary.html", &context)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What a term means, as HTML on the page at `url`.
fn meaning(snapshot: &Snapshot, url: &UrlPath, (page, term): (PageId, usize)) -> String {
    let Some((text, is_markdown)) = definition(&snapshot.site, page) else { return String::new() };
    if is_markdown {
        let kept = &snapshot.shown.definitions[term];
        let fragment = kept.get_or_init(|| links::read(snapshot, text, Some(page)));
        return without_ids(&links::fill(snapshot, fragment, url));
    }
    let text = typeset(&snapshot.site, snapshot.site.language(page), text);
    format!("<p>{}</p>", escape(&text))
}

/// HTML of weef's own without the ids in it: the page that it comes to has ids of its own.
fn without_ids(html: &str) -> String {
    let mut parts = html.split(" id=\"");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once('"').map_or("", |(_, rest)| rest));
    }
    out
}
