//! Route → [`Output`]: the bytes that answer at an address, or the file to copy.

use std::fmt::Write as _;

use tera::{Context, Value};

use crate::citation::Citation;
use crate::diagnostic::Diagnostic;
use crate::language::{Language, Typographer};
use crate::picture::{self, Smaller};
use crate::site::{PageId, Site};
use crate::snapshot::{FeedOf, Route, Snapshot};
use crate::source::SourcePath;
use crate::url::UrlPath;

mod feed;
mod fields;
mod gloss;
mod links;
mod list;
mod pictures;
mod search;
mod sitemap;
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
            None => picture::whole(bytes).ok(),
        }
    }

    /// What stands in for one that cannot be made: the picture itself; nothing where that tells what must not be told,
    /// in a form that weef cannot take away.
    pub fn stand_in(&self, bytes: &[u8]) -> Vec<u8> {
        picture::whole(bytes).unwrap_or_default()
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
    let bytes = match route {
        Route::Home(introduction) => {
            template(snapshot, "home.html", &view::home(snapshot, url, *introduction)?)
        }
        Route::Page(page) => {
            template(snapshot, &template_of(snapshot, *page), &view::page(snapshot, url, *page)?)
        }
        Route::Listing(list, nth) => {
            template(snapshot, "list.html", &view::listing(snapshot, url, (*list, *nth))?)
        }
        Route::Terms(vocabulary) => {
            template(snapshot, "terms.html", &view::terms(snapshot, url, *vocabulary)?)
        }
        Route::Term(term) => template(snapshot, "term.html", &view::term(snapshot, url, *term)?),
        Route::TermListing(term, group, nth) => template(
            snapshot,
            "list.html",
            &view::term_listing(snapshot, url, (*term, *group, *nth)),
        ),
        Route::Search => template(snapshot, "search.html", &view::search(snapshot, url)?),
        Route::Shelf(shelf, nth) => {
            template(snapshot, "shelf.html", &view::shelf(snapshot, url, (*shelf, *nth)))
        }
        Route::Citation(page, format) => {
            let citation = Citation::of(&snapshot.site, *page);
            Ok(citation.map_or_else(String::new, |own| own.file(*format)).into_bytes())
        }
        Route::Feed(of) => Ok(feed::atom(snapshot, &feed_address(snapshot, *of), *of)),
        Route::Sitemap => Ok(sitemap::sitemap(snapshot)),
        Route::SitemapPart(part) => Ok(sitemap::part(snapshot, *part)),
        Route::SearchScript => Ok(search::script(snapshot)),
        Route::SearchPart(part) => Ok(snapshot.search_part(*part)),
        Route::Robots => Ok(robots(snapshot)),
        Route::Asset(path) => return Ok(pictures::file(snapshot, path)),
        Route::Picture(path, smaller) => return Ok(pictures::smaller(snapshot, path, *smaller)),
        Route::ThemeAsset(at) => Ok(snapshot.theme.assets[*at].bytes.clone()),
        Route::Redirect(now) => {
            template(snapshot, "redirect.html", &view::redirect(snapshot, url, now))
        }
        Route::Expired(page) => {
            template(snapshot, "expired.html", &view::expired(snapshot, url, *page))
        }
        Route::NotFound => template(snapshot, "404.html", &view::not_found(snapshot, url)),
    };
    bytes.and_then(|bytes| gloss::mark(snapshot, url, route, bytes)).map(Output::Bytes)
}

/// Where a feed is now; it may be asked for at an old address of its term.
fn feed_address(snapshot: &Snapshot, of: FeedOf) -> UrlPath {
    let index = &snapshot.site.index;
    let of = match of {
        FeedOf::Site => UrlPath::home(),
        FeedOf::Listing(at) => index.listings[at].url.clone(),
        FeedOf::Term(term) => index.terms[term.at()].url.clone(),
    };
    of.join("feed.xml")
}

fn template(snapshot: &Snapshot, name: &str, context: &Context) -> Result<Vec<u8>, Diagnostic> {
    snapshot.theme.render(name, context)
}

/// The template of a page: its own, its collection's, or the one for any page. One that is missing is reported
/// elsewhere; the page is shown all the same.
fn template_of(snapshot: &Snapshot, page: PageId) -> String {
    let facts = snapshot.site.facts(page);
    let of_collection =
        || facts.collection.and_then(|at| snapshot.site.config.collections[at].template.clone());
    let wanted = facts.template.clone().or_else(of_collection);
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
    if site.config.smart_punctuation { Typographer::text(language, text) } else { text.to_owned() }
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
