//! Route → [`Output`]: the bytes that answer at an address, or the file to copy.

use std::fmt::Write as _;

use tera::Value;

use crate::card::Card;
use crate::citation::Citation;
use crate::diagnostic::Diagnostic;
use crate::language::{Language, Typographer};
use crate::picture::{self, Smaller};
use crate::site::{PageId, Site};
use crate::snapshot::{FeedOf, Route, Snapshot};
use crate::source::SourcePath;
use crate::url::UrlPath;

mod calendar;
mod drawing;
mod feed;
mod fields;
mod gloss;
mod head;
mod links;
mod list;
mod llms;
mod notes;
mod pictures;
mod search;
mod sitemap;
mod twin;
mod view;

/// What answers at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A source, as it is.
    Copy(SourcePath),
    /// What is made of a picture.
    Picture(Made),
    /// A picture of words, for who asks for it to draw.
    Card(Card),
}

/// What is made of a picture. Making it takes long, so that it is done by who asks for it, if it is not there yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The picture.
    pub source: SourcePath,
    /// Which smaller one of it; without it the picture itself, as everyone may have it.
    pub smaller: Option<Smaller>,
    /// By which name it can be kept, where it is worth keeping.
    pub name: Option<Box<str>>,
}

impl Made {
    /// Makes it of the bytes of the picture; none where that cannot be done.
    pub fn make(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        match self.smaller {
            Some(smaller) => picture::make(bytes, &[smaller]).ok()?.pop(),
            None => self.whole(bytes),
        }
    }

    /// What stands in for one that cannot be made: the picture itself; nothing where that tells what must not be told,
    /// in a form that weef cannot take away.
    pub fn stand_in(&self, bytes: &[u8]) -> Vec<u8> {
        self.whole(bytes).unwrap_or_default()
    }

    /// The picture itself. Browsers take a file for a drawing by its name.
    fn whole(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let is_drawing = self.source.extension() == "svg";
        if is_drawing { picture::drawing(bytes).ok() } else { picture::whole(bytes).ok() }
    }
}

/// What answers at an address; `None` where there is nothing.
pub fn render(snapshot: &Snapshot, url: &UrlPath) -> Option<Result<Output, Diagnostic>> {
    let route = snapshot.route(url)?;
    Some(render_route(snapshot, url, route))
}

/// Renders a route of the table.
///
/// # Errors
/// A mistake in a template.
pub fn render_route(
    snapshot: &Snapshot,
    url: &UrlPath,
    route: &Route,
) -> Result<Output, Diagnostic> {
    let bytes = match page_of(snapshot, url, route) {
        Some(page) => notes::apart(gloss::mark(snapshot, url, route, page?)?),
        None => match route {
            Route::Asset(path) => return Ok(pictures::file(snapshot, path)),
            Route::Picture(path, smaller) => {
                return Ok(pictures::smaller(snapshot, path, *smaller));
            }
            Route::Card(page) => return Ok(Output::Card(head::picture(snapshot, page))),
            route => for_programs(snapshot, route)?,
        },
    };
    Ok(Output::Bytes(bytes))
}

/// A page, and the same as Markdown.
pub type Both = (Vec<u8>, Vec<u8>);

/// A page and the same as Markdown, for who needs both: its template is filled once. None where no page is, or no twin.
pub fn render_both(
    snapshot: &Snapshot,
    url: &UrlPath,
    route: &Route,
) -> Option<Result<Both, Diagnostic>> {
    let has_twin = url.is_page()
        && matches!(snapshot.routes.get(&url.join("index.md")), Some(Route::Markdown(_)));
    if !has_twin {
        return None;
    }
    let html = page_of(snapshot, url, route)?;
    Some(html.and_then(|html| {
        let twin = twin::of_page(snapshot, url, route, &html);
        Ok((notes::apart(gloss::mark(snapshot, url, route, html)?), twin))
    }))
}

/// The page at a route, as its template makes it; none where there is something else.
fn page_of(
    snapshot: &Snapshot,
    url: &UrlPath,
    route: &Route,
) -> Option<Result<Vec<u8>, Diagnostic>> {
    let (name, context) = match route {
        Route::Home(introduction) => {
            ("home.html".to_owned(), view::home(snapshot, url, *introduction))
        }
        Route::Page(page) => (template_of(snapshot, *page), view::page(snapshot, url, *page)),
        Route::Listing(list, nth) => {
            ("list.html".to_owned(), view::listing(snapshot, url, (*list, *nth)))
        }
        Route::Terms(vocabulary) => {
            ("terms.html".to_owned(), view::terms(snapshot, url, *vocabulary))
        }
        Route::Term(term) => ("term.html".to_owned(), view::term(snapshot, url, *term)),
        Route::TermListing(term, group, nth) => {
            ("list.html".to_owned(), Ok(view::term_listing(snapshot, url, (*term, *group, *nth))))
        }
        Route::Search => ("search.html".to_owned(), view::search(snapshot, url)),
        Route::Shelf(shelf, nth) => {
            ("shelf.html".to_owned(), Ok(view::shelf(snapshot, url, (*shelf, *nth))))
        }
        Route::Redirect(now) => {
            ("redirect.html".to_owned(), Ok(view::redirect(snapshot, url, now)))
        }
        Route::Expired(page) => {
            ("expired.html".to_owned(), Ok(view::expired(snapshot, url, *page)))
        }
        Route::NotFound => ("404.html".to_owned(), Ok(view::not_found(snapshot, url))),
        _ => return None,
    };
    Some(context.and_then(|context| snapshot.theme.render(&name, &context)))
}

/// What is no page: files for browsers and for other programs.
fn for_programs(snapshot: &Snapshot, route: &Route) -> Result<Vec<u8>, Diagnostic> {
    Ok(match route {
        Route::Citation(page, format) => {
            let citation = Citation::of(&snapshot.site, *page);
            citation.map_or_else(String::new, |own| own.file(*format)).into_bytes()
        }
        Route::Feed(of) => feed::atom(snapshot, &feed_address(snapshot, *of, feed::ATOM), *of),
        Route::JsonFeed(of) => feed::json(snapshot, &feed_address(snapshot, *of, feed::JSON), *of),
        Route::Calendar(of) => calendar::calendar(snapshot, *of),
        Route::Markdown(page) => return twin::markdown(snapshot, page),
        Route::Llms => llms::list(snapshot),
        Route::Sitemap => sitemap::sitemap(snapshot),
        Route::SitemapPart(part) => sitemap::part(snapshot, *part),
        Route::SearchScript => search::script(snapshot),
        Route::SearchPart(part) => snapshot.search_part(*part),
        Route::Robots => robots(snapshot),
        Route::Host(file) => crate::host::file(snapshot, *file),
        Route::Security => {
            let security = snapshot.site.config.security.as_ref();
            security.map_or_else(Vec::new, |own| crate::host::security(snapshot, own))
        }
        Route::ThemeAsset(at) => snapshot.theme.assets[*at].bytes.clone(),
        _ => Vec::new(),
    })
}

/// Where a feed is now; it may be asked for at an old address of its term.
fn feed_address(snapshot: &Snapshot, of: FeedOf, name: &str) -> UrlPath {
    let index = &snapshot.site.index;
    let of = match of {
        FeedOf::Site => UrlPath::home(),
        FeedOf::Listing(at) => index.listings[at].url.clone(),
        FeedOf::Term(term) => index.terms[term.at()].url.clone(),
    };
    of.join(name)
}

/// The template of a page: its own, its collection's, or the one for any page. One that is missing is reported
/// elsewhere; the page is shown all the same.
fn template_of(snapshot: &Snapshot, page: PageId) -> String {
    let facts = snapshot.site.facts(page);
    let of_collection =
        || facts.collection.and_then(|at| snapshot.site.config.collections[at].template.clone());
    let below = snapshot.site.below(page);
    let of_statement = || snapshot.site.config.statement_of(below).map(|own| own.kind.template());
    let wanted = facts.template.clone().or_else(of_collection);
    let wanted = wanted.or_else(|| of_statement().map(Into::into));
    wanted
        .filter(|name| snapshot.theme.has_template(name))
        .map_or_else(|| "page.html".to_owned(), Into::into)
}

fn robots(snapshot: &Snapshot) -> Vec<u8> {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(sitemap) = UrlPath::file("sitemap.xml") {
        let _ = writeln!(text, "\nSitemap: {}", snapshot.base().absolute(&sitemap));
    }
    text.into_bytes()
}

/// A text of a language with typographic punctuation, where the site wants that.
fn typeset(site: &Site, language: Language, text: &str) -> String {
    // An address is no text: with another sign in it, it leads nowhere.
    let is_address =
        !text.contains(char::is_whitespace) && (text.contains('@') || text.contains("://"));
    if site.config.smart_punctuation && !is_address {
        Typographer::text(language, text)
    } else {
        text.to_owned()
    }
}

/// A map for a template.
pub(crate) fn map<const N: usize>(pairs: [(&'static str, Value); N]) -> Value {
    let mut map = tera::Map::default();
    map.reserve(N);
    for (key, value) in pairs {
        map.insert(key.into(), value);
    }
    Value::from(map)
}
