//! All facts together → the [`Index`]: addresses, names, links and who links back, terms, lists.
//!
//! Resolving reads facts only, never a body, and does not fail: what cannot be resolved becomes a [`Finding`] that
//! names the document and the ordinal of what is wrong in it. Where that stands in the file is for the document to say.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Problem};
use crate::document::{Document, Facts};
use crate::language::Language;
use crate::markdown::Link;
use crate::picture::{Flaw, Picture};
use crate::schema::Field;
use crate::source::lines::Span;
use crate::source::{CONFIG_FILE, SourcePath};
use crate::url::UrlPath;

mod addresses;
mod catalogue;
mod days;
mod fields;
mod glossary;
mod life;
mod links;
mod listing;
mod meeting;
mod names;
mod people;
mod picture;
mod query;
mod references;
mod related;
mod revise;
mod series;
mod statements;
mod terms;
mod together;
mod translations;
mod unique;

pub use catalogue::{Catalogue, Shelf, ShelfOf};
pub(crate) use fields::options as field_options;
pub use glossary::Glossary;
pub(crate) use glossary::{Found, definition, is_word_at, words};
pub use life::{Change, Life, NextChange};
pub(crate) use links::flaw_of;
pub use links::{Known, Target};
pub(crate) use listing::sort_key;
pub use listing::{Listing, ListingOf};
pub use meeting::{Meeting, Meetings};
pub use names::Names;
pub use query::Row;
pub(crate) use references::refer;
pub use references::{Mention, Referred};
pub use related::{Reason, Related};
pub use series::Series;
pub use terms::{Group, Term};
pub use together::{Tie, Together};

/// A document of the site, by its place in the order of paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

/// A term of a vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub u32);

/// A file that is published as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssetId(pub u32);

impl PageId {
    /// The place in a list of all pages.
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

impl TermId {
    /// The place in the list of terms.
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

/// A file that is published as it is: a picture, a download.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// The file.
    pub path: SourcePath,
    /// Its path below the content folder, as links spell it.
    pub below: Box<str>,
    /// Its address.
    pub url: UrlPath,
    /// Width and height in pixels, of a picture that can be read.
    pub size: Option<(u32, u32)>,
    /// The picture, where smaller ones can be made of it.
    pub picture: Option<Picture>,
    /// What is wrong with it, where it should be a picture.
    pub flaw: Option<Flaw>,
    /// Whether it is a picture that may tell more than what it shows (where it was made, and by whom), or do more.
    pub may_tell: bool,
}

impl Asset {
    /// Whether browsers show it as a picture, by its name. Of some kinds weef knows no more than that.
    pub fn can_be_shown(&self) -> bool {
        let extension = self.path.extension();
        self.is_picture() || matches!(&*extension, "bmp" | "ico")
    }

    /// Whether it should be a picture, by its name.
    pub fn is_picture(&self) -> bool {
        matches!(
            self.path.extension().as_str(),
            "png"
                | "apng"
                | "jpg"
                | "jpeg"
                | "jpe"
                | "jfif"
                | "pjpeg"
                | "pjp"
                | "gif"
                | "webp"
                | "svg"
                | "avif"
        )
    }
}

/// Documents and how they hang together.
#[derive(Clone, Debug)]
pub struct Site {
    /// The settings.
    pub config: Arc<Config>,
    /// The date that decides what is published.
    pub today: Date,
    /// Whether drafts are shown.
    pub drafts: Drafts,
    /// The documents, in the order of their paths.
    pub documents: Vec<Arc<Document>>,
    /// The files that are published as they are, in the order of their paths.
    pub assets: Arc<Vec<Asset>>,
    /// How they hang together.
    pub index: Arc<Index>,
}

/// Whether drafts, scheduled and expired pages are part of the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Drafts {
    /// Only what is published today.
    #[default]
    Exclude,
    /// Everything, as in the preview.
    Include,
}

/// What is known when all facts are together.
#[derive(Debug, Default)]
pub struct Index {
    /// What other words, headings and links on a page leave as it is; see [`Settled`].
    settled: Arc<Settled>,
    /// By which names pages are found.
    pub names: Names,
    /// Where each link of each page leads.
    pub targets: Vec<Arc<[Target]>>,
    /// The pages that the links and fields of each page lead to, in order, each once.
    leads: Vec<Arc<[PageId]>>,
    /// The pictures that each page shows, of which smaller ones are made; in order, each once.
    pub pictures: Vec<Arc<[AssetId]>>,
    /// Which pages link to each page, in order, each once.
    pub backlinks: Vec<Arc<[PageId]>>,
    /// What is wrong with the links and fields of each page.
    link_findings: Vec<Arc<[Finding]>>,
    /// Lists: collections and sections.
    pub listings: Vec<Listing>,
    /// The list that a page stands in, and its place there.
    pub positions: Vec<Option<(u32, u32)>>,
    /// The pages in the folder of a page that is its folder's own.
    pub children: BTreeMap<PageId, Vec<PageId>>,
    /// The search page and all pages by letter and year; none where the site has no search.
    pub catalogue: Option<Catalogue>,
    /// What pages have in common; made when first asked for.
    pub(crate) neighbours: OnceLock<related::Neighbours>,
}

/// The part of the index that is the same after a change of titles, summaries, headings and links alone. It is put
/// together with the rest, and shared from then on (`site::revise`).
#[derive(Debug, Default)]
pub struct Settled {
    /// The address of each page; none where it is not published.
    pub urls: Vec<Option<UrlPath>>,
    /// The address that each page without one would have; those of expired pages say so.
    pub withheld: Vec<Option<UrlPath>>,
    /// By which names pages are found that are not published.
    pub withheld_names: Names,
    /// The terms that texts explain.
    pub glossary: Glossary,
    /// What links can lead to besides pages.
    pub known: Known,
    /// The terms, in the order of vocabulary and name.
    pub terms: Vec<Term>,
    /// The terms of each page, each once.
    pub page_terms: Vec<Box<[TermId]>>,
    /// The term of each name, by vocabulary and key.
    pub(crate) term_names: HashMap<(usize, Box<str>), TermId>,
    /// Old addresses of terms.
    pub moved_terms: Vec<(UrlPath, TermId)>,
    /// The page of each author of each page.
    pub author_pages: Vec<Box<[Option<PageId>]>>,
    /// What each person made.
    pub written: BTreeMap<PageId, Vec<PageId>>,
    /// Which pages name a page in one of their fields.
    pub mentions: BTreeMap<PageId, Vec<Mention>>,
    /// The same page in other languages, in the order of their tags.
    pub translations: BTreeMap<PageId, Vec<PageId>>,
    /// Pages that are parts of something longer, by the name of that.
    pub series: Vec<Series>,
    /// The series that a page is a part of, and its place there.
    pub places_in_series: BTreeMap<PageId, (usize, usize)>,
    /// What is new: pages of news collections, newest first.
    pub newest: Vec<PageId>,
    /// Old addresses and where they lead now.
    pub redirects: BTreeMap<UrlPath, (PageId, usize)>,
    /// Old addresses that another page has too.
    pub taken_redirects: Vec<(UrlPath, PageId, usize)>,
    /// Pages that are shown as the introduction of a list, a vocabulary or the search page, not as a page of their own.
    pub introductions: BTreeSet<PageId>,
    /// The collections whose pages are people.
    pub people: BTreeSet<usize>,
    /// The pages in the order in which those that are alike stand together; made when first asked for.
    pub(crate) alike: OnceLock<Vec<PageId>>,
    /// The pages that are a meeting; gathered when first asked for.
    meetings: OnceLock<Meetings>,
    /// What is wrong between pages, apart from links.
    pub findings: Vec<Finding>,
    /// What is wrong in the settings, now that the pages are known.
    pub settings_findings: Vec<(Span, Problem)>,
}

impl Deref for Index {
    type Target = Settled;

    fn deref(&self) -> &Settled {
        &self.settled
    }
}

impl DerefMut for Index {
    /// Only for who puts it together.
    fn deref_mut(&mut self) -> &mut Settled {
        Arc::get_mut(&mut self.settled).expect("nobody shares an index that is being put together")
    }
}

/// A problem between pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The page it is found on.
    pub page: PageId,
    /// What of the page.
    pub part: Part,
    /// What is wrong.
    pub problem: Problem,
}

/// A part of a page, by its ordinal in the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The whole file.
    File,
    /// A link.
    Link(usize),
    /// A term.
    Term(usize),
    /// An author.
    Author(usize),
    /// A single value among those of all fields.
    Value(usize),
    /// An alias.
    Alias(usize),
    /// A name in a list that is asked for: the list, and the name among those in it.
    List(usize, usize),
    /// A field, by its canonical name.
    Named(Box<str>),
}

impl Site {
    /// Brings documents together.
    pub fn new(
        config: Arc<Config>,
        documents: Vec<Arc<Document>>,
        assets: Arc<Vec<Asset>>,
        (today, drafts): (Date, Drafts),
    ) -> Self {
        let index = Arc::new(Index::default());
        let mut site = Self { config, today, drafts, documents, assets, index };
        site.index = Arc::new(resolve(&site));
        site
    }

    /// The same site with some documents read again whose facts are others; none where that takes putting all facts
    /// together. The documents must have the same paths, in the same order.
    #[must_use]
    pub fn with_words(&self, documents: &[Arc<Document>]) -> Option<Self> {
        let mut site = self.with_bodies(documents.to_vec());
        site.index = Arc::new(revise::revise(self, &site)?);
        Some(site)
    }

    /// Whether every address of another state of the site is one of this, for the same page.
    pub fn has_addresses_of(&self, other: &Self) -> bool {
        let pages = |site: &Self| -> Vec<usize> {
            let shelves = site.index.catalogue.iter().flat_map(|catalogue| &catalogue.shelves);
            shelves.map(Shelf::pages).collect()
        };
        Arc::ptr_eq(&self.index.settled, &other.index.settled) && pages(self) == pages(other)
    }

    /// The same site with one or more documents read again; the index is kept where no fact changed.
    /// The documents must have the same paths, in the same order.
    #[must_use]
    pub fn with_bodies(&self, documents: Vec<Arc<Document>>) -> Self {
        Self {
            documents,
            index: Arc::clone(&self.index),
            config: Arc::clone(&self.config),
            assets: Arc::clone(&self.assets),
            ..*self
        }
    }

    /// Where a link leads that no page's body holds, and what is wrong with it. `page` is where it stands; none for the
    /// settings.
    pub fn find_link(&self, page: Option<PageId>, link: &Link) -> (Target, Option<Problem>) {
        links::find(self, page, link)
    }

    /// A file that is published as it is.
    pub fn asset(&self, id: AssetId) -> Option<&Asset> {
        self.assets.get(id.0 as usize)
    }

    /// The file that a field of a page names.
    pub fn file(&self, page: PageId, path: &str) -> Option<&Asset> {
        self.asset(links::file(self, page, path)?)
    }

    /// The document of a page.
    pub fn document(&self, page: PageId) -> &Document {
        &self.documents[page.at()]
    }

    /// The facts of a page.
    pub fn facts(&self, page: PageId) -> &Facts {
        &self.documents[page.at()].facts
    }

    /// The page of a file.
    pub fn page_at(&self, path: &SourcePath) -> Option<PageId> {
        self.documents.binary_search_by(|document| document.path.cmp(path)).ok().map(page_id)
    }

    /// The path of a page below the content folder, in the words of a message.
    pub fn below(&self, page: PageId) -> &str {
        let path = self.documents[page.at()].path.as_str();
        path.strip_prefix("content/").unwrap_or(path)
    }

    /// The fields that a page may have.
    pub fn fields(&self, page: PageId) -> &[Field] {
        match self.facts(page).collection {
            Some(at) => &self.config.collections[at].fields,
            None => self.config.fields_of(self.below(page)),
        }
    }

    /// The language of a page.
    pub fn language(&self, page: PageId) -> Language {
        self.facts(page).language.unwrap_or(self.config.language)
    }

    /// All pages that are published, in the order of their paths.
    pub fn pages(&self) -> impl Iterator<Item = PageId> + '_ {
        self.index.urls.iter().enumerate().filter(|(_, url)| url.is_some()).map(|(i, _)| page_id(i))
    }

    /// Puts together what related pages need of all pages, which is otherwise done when first asked for.
    pub fn settle(&self) {
        related::settle(self);
    }

    /// All pages that are published: by collection and folder, the newest first.
    pub fn alike(&self) -> &[PageId] {
        self.index.alike.get_or_init(|| {
            let mut pages: Vec<PageId> = self.pages().collect();
            pages.sort_by_cached_key(|page| {
                let facts = self.facts(*page);
                let folder = self.below(*page).rsplit_once('/').map_or("", |(folder, _)| folder);
                let collection = facts.collection.unwrap_or(usize::MAX);
                (collection, folder.to_owned(), std::cmp::Reverse(facts.date), *page)
            });
            pages
        })
    }

    /// The pages that are a meeting. What decides of it are fields and the names they ask for, which a change of words
    /// alone leaves as they are.
    pub fn meetings(&self) -> &Meetings {
        self.index.meetings.get_or_init(|| Meetings::gather(self))
    }

    /// The address of a page that is published.
    pub fn url(&self, page: PageId) -> Option<&UrlPath> {
        self.index.urls.get(page.at())?.as_ref()
    }

    /// Every problem within and between documents.
    pub fn problems(&self) -> Vec<Diagnostic> {
        let own = self.documents.iter().flat_map(|document| document.problems.iter().cloned());
        let of_links = self.index.link_findings.iter().flat_map(|findings| findings.iter());
        let between = self.index.findings.iter().chain(of_links).map(|finding| {
            let document = self.document(finding.page);
            let places = &document.places;
            let nth = |spans: &[Span], at: usize| spans.get(at).copied().unwrap_or(Span::START);
            let span = match &finding.part {
                Part::File => Span::START,
                Part::Link(at) => nth(&places.links, *at),
                Part::Term(at) => nth(&places.terms, *at),
                Part::Author(at) => nth(&places.authors, *at),
                Part::Alias(at) => nth(&places.aliases, *at),
                Part::List(list, at) => {
                    places.lists.get(*list).map_or(Span::START, |list| nth(list, *at))
                }
                Part::Value(at) => nth(&places.values, *at),
                Part::Named(name) => places.field(name),
            };
            Diagnostic::new(&document.path, span, finding.problem.clone())
        });
        let settings = self.index.settings_findings.iter().map(|(span, problem)| {
            Diagnostic::new(&SourcePath::new(CONFIG_FILE), *span, problem.clone())
        });
        own.chain(between).chain(settings).collect()
    }

    /// The pages that are over, with the addresses at which that is said.
    pub fn expired(&self) -> impl Iterator<Item = (PageId, &UrlPath)> {
        let withheld = self.index.withheld.iter().enumerate();
        withheld
            .filter_map(|(at, url)| Some((page_id(at), url.as_ref()?)))
            .filter(|(page, _)| matches!(self.life(*page), Life::Expired(_)))
    }
}

/// A page's id from its place; a site of four thousand million pages is none.
pub(crate) fn page_id(at: usize) -> PageId {
    PageId(u32::try_from(at).unwrap_or(u32::MAX))
}

/// Works out how the documents of a site hang together.
fn resolve(site: &Site) -> Index {
    let people = references::people(&site.config);
    let settled = Arc::new(Settled { people, ..Settled::default() });
    let mut index = Index { settled, ..Index::default() };
    addresses::assign(site, &mut index);
    index.names = names::collect(site, &index.urls);
    index.withheld_names = names::collect(site, &index.withheld);
    terms::gather(site, &mut index);
    catalogue::open(site, &mut index);
    listing::gather(site, &mut index);
    catalogue::fill(site, &mut index);
    people::gather(site, &mut index);
    series::gather(site, &mut index);
    index.known = links::known(site, &index);
    references::gather(site, &mut index);
    links::resolve(site, &mut index);
    unique::check(site, &mut index);
    query::check(site, &mut index);
    translations::gather(site, &mut index);
    life::check(site, &mut index);
    statements::check(site, &mut index);
    days::check(site, &mut index);
    glossary::gather(site, &mut index);
    index.findings.sort_by_key(|finding| finding.page);
    index
}

/// Newest first; what has no date comes last, and equal dates stand in the order of their addresses.
pub(crate) fn by_date(site: &Site, urls: &[Option<UrlPath>], pages: &mut [PageId]) {
    pages.sort_by(|a, b| {
        let date = |page: &PageId| site.facts(*page).date;
        date(b).cmp(&date(a)).then_with(|| urls[a.at()].cmp(&urls[b.at()]))
    });
}
