//! The search page and the shelves below it → what their templates show. Without a script there is no searching by
//! word; these pages then lead to everything.

use tera::{Context, Value};

use super::parts::{entries, pager, term_link};
use super::{Frame, about_page, frame_of_page, insert, list_title, no_page};
use crate::diagnostic::Diagnostic;
use crate::language::{Language, within_sentence};
use crate::render::map;
use crate::search::Part;
use crate::site::{PageId, Shelf, ShelfOf, TermId};
use crate::snapshot::{Route, Snapshot};
use crate::url::UrlPath;

/// How many pages a site has at the most whose search page names them all.
const ALL: usize = 60;
/// How many terms of each vocabulary it shows.
const TERMS: usize = 12;
/// What readers see of the shelf for what begins with no letter.
const SIGNS: &str = "0–9";

/// The search page: a form, and all there is by letter, term, collection and year.
pub(in crate::render) fn search(snapshot: &Snapshot, url: &UrlPath) -> Result<Context, Diagnostic> {
    let mut page = tera::Map::default();
    let catalogue = snapshot.site.index.catalogue.as_ref();
    let frame = match catalogue.and_then(|catalogue| catalogue.introduction) {
        Some(id) => {
            about_page(snapshot, url, id, &mut page)?;
            frame_of_page(snapshot, url, id, "search")
        }
        None => {
            no_page(&mut page);
            let title = snapshot.theme.label(snapshot.site.config.language, "catalogue_title");
            Frame::new(snapshot, url, "search", title)
        }
    };
    let shelves = catalogue.map(|catalogue| &catalogue.shelves[..]).unwrap_or_default();
    insert(
        &mut page,
        [
            ("letters", links(shelves, ShelfOf::is_letter, None)),
            ("years", links(shelves, |of| !of.is_letter(), None)),
            ("all", all(snapshot, shelves, frame.language)),
            ("vocabularies", vocabularies(snapshot, frame.language)),
            ("lists", lists(snapshot)),
            ("core", Value::from(snapshot.plan().url(Part::Core).encoded())),
        ],
    );
    Ok(frame.context(page))
}

/// A page of a shelf: all pages under a letter or of a year.
pub(in crate::render) fn shelf(
    snapshot: &Snapshot,
    url: &UrlPath,
    (at, nth): (usize, usize),
) -> Context {
    let site = &snapshot.site;
    let shelves =
        site.index.catalogue.as_ref().map(|catalogue| &catalogue.shelves[..]).unwrap_or_default();
    let shelf = &shelves[at];
    let label = |key: &str| snapshot.theme.label(site.config.language, key);
    let (name, title) = match shelf.of {
        ShelfOf::Letter('#') => ("letter", label("catalogue_signs_title")),
        ShelfOf::Letter(_) => ("letter", label("catalogue_letter_title")),
        ShelfOf::Year(_) => ("year", label("catalogue_year_title")),
    };
    let title = title.replace("{name}", &name_of(shelf.of));
    let mut frame = Frame::new(snapshot, url, "list", title);
    let search = &shelf.url.parent();
    frame.crumbs.extend(title_at(snapshot, search).map(|title| (title, search.clone())));
    if nth > 0 {
        frame.crumbs.push((frame.title.clone(), shelf.url.clone()));
    }
    let shown: Vec<PageId> =
        shelf.entries.iter().copied().skip(nth * Shelf::PER_PAGE).take(Shelf::PER_PAGE).collect();
    let is_beside = |of: ShelfOf| of.is_letter() == shelf.of.is_letter();
    let mut page = tera::Map::default();
    no_page(&mut page);
    insert(
        &mut page,
        [
            ("shelf", Value::from(name)),
            ("shelves", links(shelves, is_beside, Some(shelf))),
            ("entries", entries(snapshot, &shown, frame.language)),
            ("pager", pager(site, &shelf.url, nth, shelf.pages())),
            ("count", Value::from(shelf.entries.len())),
        ],
    );
    frame.context(page)
}

/// What the search page is called, where it is at this address.
pub(super) fn title_at(snapshot: &Snapshot, url: &UrlPath) -> Option<String> {
    let site = &snapshot.site;
    snapshot.routes.get(url).filter(|route| **route == Route::Search)?;
    let introduction = site.index.catalogue.as_ref().and_then(|catalogue| catalogue.introduction);
    Some(introduction.map_or_else(
        || snapshot.theme.label(site.config.language, "catalogue_title"),
        |page| site.facts(page).title.to_string(),
    ))
}

/// What readers see of a shelf.
fn name_of(of: ShelfOf) -> String {
    match of {
        ShelfOf::Letter('#') => SIGNS.to_owned(),
        ShelfOf::Letter(letter) => letter.to_string(),
        ShelfOf::Year(year) => year.to_string(),
    }
}

/// Shelves as links, each with how many pages stand on it.
fn links(shelves: &[Shelf], is_shown: impl Fn(ShelfOf) -> bool, current: Option<&Shelf>) -> Value {
    let link = |shelf: &Shelf| {
        map([
            ("name", Value::from(name_of(shelf.of))),
            ("path", Value::from(shelf.url.encoded())),
            ("count", Value::from(shelf.entries.len())),
            ("current", Value::from(current.is_some_and(|current| current.of == shelf.of))),
        ])
    };
    Value::from(shelves.iter().filter(|shelf| is_shown(shelf.of)).map(link).collect::<Vec<_>>())
}

/// All pages under their letters; none where they are many.
fn all(snapshot: &Snapshot, shelves: &[Shelf], language: Language) -> Value {
    let letters = || shelves.iter().filter(|shelf| shelf.of.is_letter());
    if letters().map(|shelf| shelf.entries.len()).sum::<usize>() > ALL {
        return Value::none();
    }
    let letter = |shelf: &Shelf| {
        map([
            ("letter", Value::from(name_of(shelf.of))),
            ("entries", entries(snapshot, &shelf.entries, language)),
        ])
    };
    Value::from(letters().map(letter).collect::<Vec<_>>())
}

/// The vocabularies, each with the terms that most pages are on.
fn vocabularies(snapshot: &Snapshot, language: Language) -> Value {
    let site = &snapshot.site;
    let vocabulary = |(at, vocabulary): (usize, &crate::config::Vocabulary)| {
        let terms = (0u32..).zip(&site.index.terms).filter(|(_, term)| term.vocabulary == at);
        let mut terms: Vec<(usize, TermId)> =
            terms.map(|(id, term)| (term.entries.len(), TermId(id))).collect();
        if terms.is_empty() {
            return None;
        }
        terms.retain(|(count, _)| *count > 0);
        // Terms with as many pages stay in the order of their names.
        terms.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let terms = terms.iter().take(TERMS).map(|(_, id)| term_link(snapshot, *id));
        let label = vocabulary.label.in_language(language);
        let all = snapshot.theme.label(language, "catalogue_all_of");
        Some(map([
            ("name", Value::from(&*vocabulary.name)),
            ("label", Value::from(label)),
            ("path", Value::from(UrlPath::page(vocabulary.folder.split('/')).encoded())),
            ("terms", Value::from(terms.collect::<Vec<_>>())),
            ("all", Value::from(all.replace("{name}", &within_sentence(label, language)))),
        ]))
    };
    let all = site.config.vocabularies.iter().enumerate().filter_map(vocabulary);
    Value::from(all.collect::<Vec<_>>())
}

/// The lists that stand below no other one, each with how many pages it holds.
fn lists(snapshot: &Snapshot) -> Value {
    let site = &snapshot.site;
    let all = &site.index.listings;
    let below: Vec<u32> =
        all.iter().flat_map(|list| list.sections.iter().map(|(at, _)| *at)).collect();
    let list = |(at, list): (u32, &crate::site::Listing)| {
        let count =
            list.entries.len() + list.sections.iter().map(|(_, count)| count).sum::<usize>();
        let title = list_title(site, at as usize);
        let is_shown = count > 0 && !below.contains(&at);
        is_shown.then(|| {
            map([
                ("name", Value::from(title)),
                ("path", Value::from(list.url.encoded())),
                ("count", Value::from(count)),
            ])
        })
    };
    Value::from((0u32..).zip(all).filter_map(list).collect::<Vec<_>>())
}
