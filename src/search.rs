//! Site → the index by which a reader's browser searches: what is to be made (the [`Plan`]), and the parts themselves.
//!
//! All that asks for knowledge of a language is done here, once, and shipped as data: which words are forms of one word
//! (`classes`), of which parts a word is put together (`compounds`), what means the same (`synonyms`). The engine
//! in `themes/default/search/engine.js` is the only one that searches; it knows how to fold a word and how to compare.
//!
//! What is found is a *section*: the text under one heading of a page, or before the first. A *class* is all forms of
//! one word; its *postings* say in which sections it stands. The index comes in parts, so that a search loads little of
//! it, however large the site is:
//!
//! | part | holds |
//! |---|---|
//! | core | the words and their classes, what pages there are, facets, synonyms, where the other parts begin |
//! | words | the postings of the classes of neighbouring words, and on large sites the rare words themselves |
//! | pages | on large sites: titles, addresses and summaries of neighbouring pages; else the core has them |
//! | texts | the texts of neighbouring pages, for excerpts and to look for phrases in |
//!
//! The names of parts have a hash of everything that is searched. It is worked out without making the index, so that a
//! preview knows all addresses at once and makes the index only when somebody searches.

use xxhash_rust::xxh3::xxh3_64;

use crate::site::{PageId, Site};
use crate::url::UrlPath;

mod classes;
mod compounds;
mod core;
mod encode;
mod facets;
mod index;
mod postings;
mod synonyms;
mod texts;
mod vocabulary;

pub(crate) use facets::all_on_term;
pub use index::SearchIndex;

/// Changes when the form of the parts does.
const FORMAT: u64 = 2;
/// About how much HTML the texts of one part come from, in bytes: a third is left after compressing.
const TEXTS: usize = 36 * 1024;
/// About how many words of running text the postings of one part stand for.
const WORDS: usize = 12_000;
/// How many pages share a part with their titles, once the core does not hold them.
pub(crate) const PAGES: usize = 64;
/// Up to so many pages are described in the core.
const PAGES_IN_CORE: usize = 400;

/// A part of the index, by its kind and place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What every search needs.
    Core,
    /// Postings.
    Words(usize),
    /// Titles and addresses.
    Pages(usize),
    /// Texts.
    Texts(usize),
}

/// What the index will be made of: known without making it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The pages that are searched: by collection and folder, the newest first.
    pub pages: Vec<PageId>,
    /// What stands in the names of the parts: sixteen hexadecimal digits.
    pub hash: String,
    /// How many parts hold postings.
    pub words: usize,
    /// The first page of each part that holds texts, by its place in `pages`.
    pub texts: Vec<usize>,
}

impl Plan {
    /// Plans the index of a site. `config` tells its settings from others.
    pub fn new(site: &Site, config: u64) -> Self {
        // Pages that are found together stand together: it takes fewer parts to show them, and smaller ones.
        let pages = site.alike().to_vec();
        let mut digest = Vec::with_capacity(pages.len() * 16);
        for number in [FORMAT, config, xxh3_64(env!("CARGO_PKG_VERSION").as_bytes())] {
            digest.extend_from_slice(&number.to_le_bytes());
        }
        let mut texts = vec![0];
        let (mut words, mut since) = (0, 0);
        for (at, page) in pages.iter().enumerate() {
            let document = site.document(*page);
            let address = site.url(*page).map_or("", UrlPath::as_str);
            digest.extend_from_slice(&document.hash.to_le_bytes());
            digest.extend_from_slice(&xxh3_64(address.as_bytes()).to_le_bytes());
            if since >= TEXTS {
                texts.push(at);
                since = 0;
            }
            since += document.body.len() + 256;
            words += document.body.words as usize + 32;
        }
        let hash = format!("{:016x}", xxh3_64(&digest));
        Self { pages, hash, words: words.div_ceil(WORDS).max(1), texts }
    }

    /// Whether the core describes the pages.
    pub fn has_pages_in_core(&self) -> bool {
        self.pages.len() <= PAGES_IN_CORE
    }

    /// Every part, in the order of their kinds.
    pub fn parts(&self) -> Vec<Part> {
        let pages = if self.has_pages_in_core() { 0 } else { self.pages.len().div_ceil(PAGES) };
        std::iter::once(Part::Core)
            .chain((0..self.words).map(Part::Words))
            .chain((0..pages).map(Part::Pages))
            .chain((0..self.texts.len()).map(Part::Texts))
            .collect()
    }

    /// The address of a part.
    pub fn url(&self, part: Part) -> UrlPath {
        let hash = &self.hash;
        UrlPath::search_part(&match part {
            Part::Core => format!("core-{hash}"),
            Part::Words(nth) => format!("words-{nth}-{hash}"),
            Part::Pages(nth) => format!("pages-{nth}-{hash}"),
            Part::Texts(nth) => format!("text-{nth}-{hash}"),
        })
    }
}
