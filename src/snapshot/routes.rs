//! The table of routes: every address of the site, and what answers there.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use crate::citation::{Format, is_cited};
use crate::config::HostFile;
use crate::diagnostic::{Diagnostic, Problem, Speech};
use crate::picture::Smaller;
use crate::search::Part;
use crate::site::{PageId, Site, TermId};
use crate::source::lines::Span;
use crate::source::{CONFIG_FILE, SourcePath};
use crate::theme::Theme;
use crate::url::UrlPath;

mod beside;
mod own;

pub(crate) use beside::{calendar, card};

/// How many addresses one sitemap may hold.
pub(crate) const SITEMAP_LIMIT: usize = 50_000;
/// How many entries of a collection a term's own page shows.
pub(crate) const TERM_ENTRIES: usize = 10;

/// What answers at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The home page, with the page that introduces it.
    Home(Option<PageId>),
    /// A page.
    Page(PageId),
    /// A page of a list, by the list's place in the index, from 0.
    Listing(usize, usize),
    /// All terms of a vocabulary.
    Terms(usize),
    /// A term.
    Term(TermId),
    /// A page of all entries of one group (by its place) of a term.
    TermListing(TermId, usize, usize),
    /// The search page.
    Search,
    /// A page of a shelf of the catalogue, by the shelf's place, from 0.
    Shelf(usize, usize),
    /// How others cite a page, as a file.
    Citation(PageId, Format),
    /// An Atom feed.
    Feed(FeedOf),
    /// The same as a JSON Feed.
    JsonFeed(FeedOf),
    /// A calendar.
    Calendar(CalendarOf),
    /// The page at an address, as Markdown.
    Markdown(UrlPath),
    /// The picture that stands for the page at an address where it is shared.
    Card(UrlPath),
    /// What there is, for programs that read Markdown.
    Llms,
    /// The sitemap, or the index of its parts.
    Sitemap,
    /// A part of a sitemap that is too long for one file.
    SitemapPart(usize),
    /// What robots may read.
    Robots,
    /// A file by which the host is told.
    Host(HostFile),
    /// Whom to tell of a hole in the site.
    Security,
    /// A file of the content.
    Asset(SourcePath),
    /// A picture that is made of one of the content.
    Picture(SourcePath, Smaller),
    /// A file of the theme, by its place.
    ThemeAsset(usize),
    /// An old address, and where it leads now.
    Redirect(UrlPath),
    /// What is left of a page that is over: that it was there.
    Expired(PageId),
    /// The script by which readers search.
    SearchScript,
    /// A part of the index that it loads.
    SearchPart(Part),
    /// The page for addresses that are not there.
    NotFound,
}

/// What a feed is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedOf {
    /// All that is new.
    Site,
    /// A list, by its place in the index.
    Listing(usize),
    /// A term.
    Term(TermId),
}

/// Whose meetings a calendar holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarOf {
    /// Those of a collection, by its place in the configuration.
    Collection(usize),
    /// Those of the pages that say they are of this one.
    Page(PageId),
}

/// Every address but those of the parts of the search index and of pictures that are made, and who claims one that is taken.
#[derive(Debug, Default)]
pub struct Routes {
    table: BTreeMap<UrlPath, Route>,
    /// Two owners of one address.
    pub problems: Vec<Diagnostic>,
}

impl Routes {
    /// The table of a site.
    pub(super) fn new(site: &Site, theme: &Theme) -> Self {
        let mut builder = Builder { site, taken: HashMap::new(), routes: Self::default() };
        builder.reserved();
        builder.pages();
        builder.lists();
        builder.terms();
        builder.catalogue();
        builder.assets(theme);
        builder.machines();
        builder.keeping();
        builder.beside_pages();
        if site.config.search.is_enabled {
            builder.search();
        }
        // Old addresses take what is left: nothing that weef makes may give way to one.
        builder.redirects();
        builder.moved_terms();
        builder.expired();
        builder.below_files();
        builder.routes
    }

    /// What answers at an address.
    pub fn get(&self, url: &UrlPath) -> Option<&Route> {
        self.table.get(url)
    }

    /// Every address, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&UrlPath, &Route)> {
        self.table.iter()
    }

    /// How many addresses there are.
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether there are none; never so, since a site has a home page.
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }
}

/// The word in the address of a list's further pages.
pub(crate) fn page_word(site: &Site) -> &'static str {
    match site.config.language.speech() {
        Speech::Dutch => "pagina",
        Speech::English => "page",
    }
}

/// The address of a file with the reference to the page at an address.
pub(crate) fn citation(site: &Site, page: &UrlPath, format: Format) -> UrlPath {
    let word = match site.config.language.speech() {
        Speech::Dutch => "citeren",
        Speech::English => "cite",
    };
    page.join(&format!("{word}.{}", format.extension()))
}

/// The address of a page of a list, from 0.
pub(crate) fn nth_page(site: &Site, first: &UrlPath, nth: usize) -> UrlPath {
    if nth == 0 { first.clone() } else { first.join(&format!("{}/{}/", page_word(site), nth + 1)) }
}

/// The address of the list of all of a term's entries in one group.
pub(crate) fn term_listing(site: &Site, term: TermId, group: usize) -> UrlPath {
    let term = &site.index.terms[term.at()];
    let name = match term.groups[group].collection {
        Some(collection) => crate::url::slug(&site.config.collections[collection].name),
        None => "overig".to_owned(),
    };
    term.url.join(&format!("{name}/"))
}

/// How many entries a page of a term's list has.
pub(crate) fn term_per_page(site: &Site, term: TermId, group: usize) -> usize {
    let collection = site.index.terms[term.at()].groups[group].collection;
    collection.map_or(20, |at| site.config.collections[at].per_page)
}

/// Who claims an address.
#[derive(Clone)]
struct Owner {
    file: SourcePath,
    span: Span,
    name: String,
}

/// Two owners of one address. Who chose it by a slug or an alias is the one to choose another.
fn conflict(address: String, is_alias: bool, owner: &Owner, other: &Owner) -> Diagnostic {
    let is_chosen = owner.span == Span::START && other.span != Span::START;
    let (at, taken) = if is_chosen { (other, owner) } else { (owner, other) };
    let others = vec![taken.name.clone()];
    let problem = Problem::DuplicateAddress { address, others, is_alias };
    Diagnostic::new(&at.file, at.span, problem)
}

struct Builder<'s> {
    site: &'s Site,
    /// By the address as a disk that ignores case would hold it.
    taken: HashMap<String, Owner>,
    routes: Routes,
}

impl Builder<'_> {
    fn claim(&mut self, url: UrlPath, route: Route, owner: Owner) {
        match self.taken.entry(url.folded()) {
            Entry::Vacant(free) => {
                free.insert(owner);
                self.routes.table.insert(url, route);
            }
            Entry::Occupied(other) => {
                let is_alias = matches!(route, Route::Redirect(_));
                let found = conflict(url.to_string(), is_alias, &owner, other.get());
                self.routes.problems.push(found);
            }
        }
    }

    fn document(&self, page: PageId) -> Owner {
        let document = self.site.document(page);
        let file = document.path.clone();
        let span = match document.facts.slug {
            Some(_) => document.places.field("slug"),
            None => Span::START,
        };
        Owner { name: file.to_string(), span, file }
    }

    /// What weef makes itself is claimed by the settings.
    fn own(name: String) -> Owner {
        Owner { file: SourcePath::new(CONFIG_FILE), span: Span::START, name }
    }

    fn pages(&mut self) {
        let home = UrlPath::home();
        let introduction = self.site.index.names.by_url(&home);
        let owner = introduction.map_or_else(|| Self::own("/".into()), |page| self.document(page));
        self.claim(home.clone(), Route::Home(introduction), owner);
        let terms: HashMap<PageId, usize> = self
            .site
            .index
            .terms
            .iter()
            .enumerate()
            .filter_map(|(i, t)| Some((t.page?, i)))
            .collect();
        let pages: Vec<PageId> = self.site.pages().collect();
        for page in pages {
            let Some(url) = self.site.url(page).cloned() else { continue };
            let is_introduction = self.site.index.introductions.contains(&page);
            if Some(page) == introduction || (is_introduction && self.is_claimed_by_list(&url)) {
                continue;
            }
            let owner = self.document(page);
            let route = match terms.get(&page).and_then(|at| u32::try_from(*at).ok()) {
                Some(at) => Route::Term(TermId(at)),
                None => Route::Page(page),
            };
            self.claim(url.clone(), route, owner);
            // Of two pages at one address only the first is there to be cited.
            if self.routes.table.get(&url) == Some(&Route::Page(page)) {
                self.citations(page, &url);
            }
        }
    }

    /// The files with the reference to a page.
    fn citations(&mut self, page: PageId, url: &UrlPath) {
        if !is_cited(self.site, page) {
            return;
        }
        for format in Format::ALL {
            let file = citation(self.site, url, format);
            self.claim(file.clone(), Route::Citation(page, format), Self::own(file.to_string()));
        }
    }

    /// Whether the address is that of a list, a vocabulary or the search page, which shows the page as its introduction.
    fn is_claimed_by_list(&self, url: &UrlPath) -> bool {
        let vocabularies = &self.site.config.vocabularies;
        let catalogue = self.site.index.catalogue.as_ref();
        catalogue.is_some_and(|catalogue| catalogue.url == *url)
            || self.site.index.listings.iter().any(|list| list.url == *url)
            || vocabularies.iter().any(|v| UrlPath::page(v.folder.split('/')) == *url)
    }

    fn lists(&mut self) {
        for (i, list) in self.site.index.listings.iter().enumerate() {
            let owner = list
                .introduction
                .map_or_else(|| Self::own(list.url.to_string()), |page| self.document(page));
            for nth in 0..list.pages() {
                self.claim(
                    nth_page(self.site, &list.url, nth),
                    Route::Listing(i, nth),
                    owner.clone(),
                );
            }
            let has_dates = list.entries.iter().any(|page| self.site.facts(*page).date.is_some());
            if has_dates {
                self.feed(&list.url, FeedOf::Listing(i));
            }
        }
    }

    fn feed(&mut self, url: &UrlPath, of: FeedOf) {
        let feed = url.join("feed.xml");
        // Two terms at one address have been told so.
        if matches!(self.routes.table.get(&feed), Some(Route::Feed(_))) {
            return;
        }
        self.claim(feed.clone(), Route::Feed(of), Self::own(feed.to_string()));
        let feed = url.join("feed.json");
        self.claim(feed.clone(), Route::JsonFeed(of), Self::own(feed.to_string()));
    }

    fn terms(&mut self) {
        for (i, vocabulary) in self.site.config.vocabularies.iter().enumerate() {
            if self.site.index.terms.iter().any(|term| term.vocabulary == i) {
                let url = UrlPath::page(vocabulary.folder.split('/'));
                self.claim(url.clone(), Route::Terms(i), Self::own(url.to_string()));
            }
        }
        for i in 0..self.site.index.terms.len() {
            let id = TermId(u32::try_from(i).unwrap_or(u32::MAX));
            let term = &self.site.index.terms[i];
            if term.page.is_none() {
                self.claim(term.url.clone(), Route::Term(id), Self::own(term.url.to_string()));
            }
            self.feed(&term.url, FeedOf::Term(id));
            for (group, entries) in term.groups.iter().enumerate() {
                if entries.entries.len() <= TERM_ENTRIES {
                    continue;
                }
                let first = term_listing(self.site, id, group);
                for nth in 0..entries.entries.len().div_ceil(term_per_page(self.site, id, group)) {
                    let url = nth_page(self.site, &first, nth);
                    self.claim(
                        url.clone(),
                        Route::TermListing(id, group, nth),
                        Self::own(url.to_string()),
                    );
                }
            }
        }
    }

    /// The search page, and all pages by letter and year.
    fn catalogue(&mut self) {
        let Some(catalogue) = &self.site.index.catalogue else { return };
        let name = match self.site.config.language.speech() {
            Speech::Dutch => "de zoekpagina",
            Speech::English => "the search page",
        };
        let owner = catalogue
            .introduction
            .map_or_else(|| Self::own(name.to_owned()), |page| self.document(page));
        self.claim(catalogue.url.clone(), Route::Search, owner);
        for (at, shelf) in catalogue.shelves.iter().enumerate() {
            for nth in 0..shelf.pages() {
                let url = nth_page(self.site, &shelf.url, nth);
                self.claim(url.clone(), Route::Shelf(at, nth), Self::own(url.to_string()));
            }
        }
    }

    /// Where a page is over, that is said, unless another page has taken its address.
    fn expired(&mut self) {
        for (page, url) in self.site.expired() {
            if !self.taken.contains_key(&url.folded()) {
                self.claim(url.clone(), Route::Expired(page), self.document(page));
            }
        }
    }

    fn assets(&mut self, theme: &Theme) {
        for asset in super::published_assets(self.site) {
            let owner =
                Owner { file: asset.path.clone(), span: Span::START, name: asset.path.to_string() };
            self.claim(asset.url.clone(), Route::Asset(asset.path.clone()), owner);
        }
        for (i, asset) in theme.assets.iter().enumerate() {
            self.claim(asset.url.clone(), Route::ThemeAsset(i), Self::own(asset.url.to_string()));
        }
    }

    fn redirects(&mut self) {
        let index = &self.site.index;
        let first = index.redirects.iter().map(|(old, (page, nth))| (old, *page, *nth));
        let taken = index.taken_redirects.iter().map(|(old, page, nth)| (old, *page, *nth));
        for (old, page, nth) in first.chain(taken) {
            let document = self.site.document(page);
            let span = document.places.aliases.get(nth).copied().unwrap_or(Span::START);
            let owner = Owner { span, ..self.document(page) };
            let withheld = || self.site.index.withheld.get(page.at())?.as_ref();
            let now = self.site.url(page).or_else(withheld);
            let now = now.cloned().unwrap_or_else(UrlPath::home);
            self.claim(old.clone(), Route::Redirect(now), owner);
        }
    }

    /// Where terms were before they got another name: their pages, lists and feed. Who has taken such an address since
    /// keeps it.
    fn moved_terms(&mut self) {
        for (old, term) in &self.site.index.moved_terms {
            let url = &self.site.index.terms[term.at()].url;
            let own = self.routes.table.range(url.clone()..);
            let below: Vec<(UrlPath, Route)> = own
                .take_while(|(at, _)| at.as_str().starts_with(url.as_str()))
                .filter_map(|(at, route)| {
                    let rest = at.as_str().strip_prefix(url.as_str())?;
                    let now = match route {
                        // A feed reader follows no page that redirects: it finds the same feed here.
                        Route::Feed(of) => Route::Feed(*of),
                        Route::JsonFeed(of) => Route::JsonFeed(*of),
                        Route::Term(_) | Route::TermListing(..) => Route::Redirect(at.clone()),
                        _ => return None,
                    };
                    Some((if rest.is_empty() { old.clone() } else { old.join(rest) }, now))
                })
                .collect();
            for (at, route) in below {
                if !self.taken.contains_key(&at.folded()) {
                    self.claim(at.clone(), route, Self::own(at.to_string()));
                }
            }
        }
    }

    /// The script of search. Every page loads it by this name, so that a file of the content that is called so is one
    /// address with two owners.
    fn search(&mut self) {
        let url = UrlPath::search_script();
        let owner = Self::own(url.as_str().to_owned());
        self.claim(url, Route::SearchScript, owner);
    }
}

/// Where whoever finds a hole in a site looks.
pub(super) fn security_txt() -> Option<UrlPath> {
    UrlPath::file(".well-known/security.txt")
}

/// Whether a route stands in the sitemap: pages for readers, once each. Shelves lead to pages that are in it already.
pub(crate) fn is_listed(route: &Route) -> bool {
    matches!(
        route,
        Route::Home(_)
            | Route::Page(_)
            | Route::Listing(_, 0)
            | Route::Terms(_)
            | Route::Term(_)
            | Route::TermListing(_, _, 0)
            | Route::Search
    )
}
