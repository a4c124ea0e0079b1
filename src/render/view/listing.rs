//! A page of a list → what its template shows: its entries, by date or under their letters, and a pager.

use tera::{Context, Value};

use super::parts::{entries, feed_of, group_view, pager, term_crumbs};
use super::{Frame, about_page, crumbs, frame_of_page, insert, list_title, no_page};
use crate::config::Sort;
use crate::diagnostic::Diagnostic;
use crate::language::{Language, initial};
use crate::render::{drawing, map};
use crate::site::{ListingOf, PageId, TermId, sort_key};
use crate::snapshot::{Snapshot, term_listing as term_listing_url, term_per_page};
use crate::url::UrlPath;

/// A page of a list.
pub(in crate::render) fn listing(
    snapshot: &Snapshot,
    url: &UrlPath,
    (list, nth): (usize, usize),
) -> Result<Context, Diagnostic> {
    let site = &snapshot.site;
    let listing = &site.index.listings[list];
    let mut page = tera::Map::default();
    let mut frame = Frame::new(snapshot, url, "list", list_title(site, list));
    match listing.introduction {
        Some(id) if nth == 0 => {
            about_page(snapshot, url, id, &mut page)?;
            frame.description = frame_of_page(snapshot, url, id, "list").description;
        }
        _ => no_page(&mut page),
    }
    frame.crumbs = crumbs(snapshot, &listing.url);
    if nth > 0 {
        frame.crumbs.push((frame.title.clone(), listing.url.clone()));
    }
    frame.feed = feed_of(snapshot, &listing.url);
    let shown: Vec<PageId> = listing
        .entries
        .iter()
        .copied()
        .skip(nth * listing.per_page)
        .take(listing.per_page)
        .collect();
    let sections = listing.sections.iter().map(|(at, count)| {
        let below = &site.index.listings[*at as usize];
        map([
            ("label", Value::from(list_title(site, *at as usize))),
            ("path", Value::from(below.url.encoded())),
            ("count", Value::from(*count)),
        ])
    });
    let language = frame.language;
    let letters = (listing.sort == Sort::Title).then(|| letters(snapshot, &shown, language));
    let drawn = match nth {
        0 => drawing::of_list(snapshot, url, (list, &frame.title), language),
        _ => Value::none(),
    };
    insert(
        &mut page,
        [
            ("entries", entries(snapshot, &shown, frame.language)),
            ("letters", Value::from(letters)),
            ("sections", Value::from(sections.collect::<Vec<_>>())),
            ("pager", pager(site, &listing.url, nth, listing.pages())),
            ("count", Value::from(listing.entries.len())),
            ("timeline", drawn),
            ("is_mixed", Value::from(!matches!(listing.of, ListingOf::Collection(_)))),
        ],
    );
    Ok(frame.context(page))
}

/// Entries under the letters they begin with.
fn letters(snapshot: &Snapshot, pages: &[PageId], language: Language) -> Value {
    let mut letters: Vec<(char, Vec<PageId>)> = Vec::new();
    for page in pages {
        let letter = initial(sort_key(&snapshot.site, *page));
        match letters.last_mut() {
            Some((last, pages)) if *last == letter => pages.push(*page),
            _ => letters.push((letter, vec![*page])),
        }
    }
    let letter = |(letter, pages): (char, Vec<PageId>)| {
        map([
            ("letter", Value::from(letter.to_string())),
            ("entries", entries(snapshot, &pages, language)),
        ])
    };
    Value::from(letters.into_iter().map(letter).collect::<Vec<_>>())
}

/// A page of all entries of one collection on one term.
pub(in crate::render) fn term_listing(
    snapshot: &Snapshot,
    url: &UrlPath,
    (id, at, nth): (TermId, usize, usize),
) -> Context {
    let site = &snapshot.site;
    let term = &site.index.terms[id.at()];
    let group = &term.groups[at];
    let per_page = term_per_page(site, id, at);
    let first = term_listing_url(site, id, at);
    let shown: Vec<PageId> =
        group.entries.iter().copied().skip(nth * per_page).take(per_page).collect();
    let collection = group_view(snapshot, group.collection, site.config.language);
    let label =
        collection.get_from_path("label").and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut frame = Frame::new(snapshot, url, "list", format!("{}: {label}", term.name));
    frame.crumbs = term_crumbs(snapshot, id);
    frame.crumbs.push((term.name.to_string(), term.url.clone()));
    frame.feed = feed_of(snapshot, &term.url);
    let mut page = tera::Map::default();
    no_page(&mut page);
    insert(
        &mut page,
        [
            ("entries", entries(snapshot, &shown, frame.language)),
            ("letters", Value::none()),
            ("sections", Value::from(Vec::<Value>::new())),
            ("pager", pager(site, &first, nth, group.entries.len().div_ceil(per_page))),
            ("count", Value::from(group.entries.len())),
            ("timeline", Value::none()),
            ("is_mixed", Value::from(false)),
        ],
    );
    frame.context(page)
}
