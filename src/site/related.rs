//! Which pages are worth reading beside a page, and why: what an editor set beside it, links, rare terms, rare words.
//!
//! Words are those of titles, summaries and headings, which are facts: typing in a paragraph changes no other page.
//! Worked out when a page is shown; the words of all pages are put together when first asked for.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rayon::prelude::*;

use super::references::{Referred, refer};
use super::{PageId, Site, Target, TermId, page_id};
use crate::language::{base_form, fold};

/// How many related pages a page has at the most.
const MOST: usize = 5;
/// A term or word on more pages than this says too little to look all of them up.
const COMMON: usize = 200;
/// Of a common term, how many of its newest pages are considered all the same.
const NEWEST: usize = 30;
/// Shorter words are mostly grammar.
const SHORTEST_WORD: usize = 5;
/// What a link counts for, beside the logarithms of how rare terms and words are.
const LINK: f64 = 3.0;
/// What a shared word counts for, beside a shared term.
const WORD: f64 = 0.5;
/// How many shared words are named.
const NAMED_WORDS: usize = 3;

/// A page worth reading beside another.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// The page.
    pub page: PageId,
    /// Why, the best reason first; never empty.
    pub reasons: Vec<Reason>,
}

/// Why a page is related.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// An editor set it beside the page.
    Chosen,
    /// They have this term in common.
    SameTerm(TermId),
    /// It links to the page.
    LinksHere,
    /// The page links to it.
    LinkedTo,
    /// These words stand in the title, summary or headings of both.
    SameWords(Vec<Box<str>>),
}

/// The words of all pages.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// By word, the pages that have it.
    pages: HashMap<Box<str>, Vec<PageId>>,
}

impl Site {
    /// The pages that are worth reading beside a page, best first.
    pub fn related(&self, page: PageId) -> Vec<Related> {
        let hidden = self.named(page, &self.facts(page).unrelated);
        let chosen: Vec<PageId> = self.named(page, &self.facts(page).texts("related"));
        let mut related: Vec<Related> = Vec::new();
        for other in chosen {
            if !related.iter().any(|known| known.page == other) {
                related.push(Related { page: other, reasons: vec![Reason::Chosen] });
            }
        }
        let near = Near::new(self, page);
        let mut scored: Vec<(f64, Related)> = near
            .candidates()
            .into_iter()
            .filter(|other| !hidden.contains(other) && self.can_be_related(*other))
            .filter(|other| !related.iter().any(|known| known.page == *other))
            .filter_map(|other| near.score(other))
            .collect();
        scored.sort_by(|(a, one), (b, other)| {
            let date = |related: &Related| self.facts(related.page).date;
            let newer = date(other).cmp(&date(one));
            b.total_cmp(a).then(newer).then_with(|| self.url(one.page).cmp(&self.url(other.page)))
        });
        related.extend(scored.into_iter().map(|(_, related)| related));
        related.truncate(MOST);
        related
    }

    /// The published pages that names in a field mean.
    fn named(&self, page: PageId, names: &[impl AsRef<str>]) -> Vec<PageId> {
        let found = names.iter().filter_map(|name| match refer(self, None, name.as_ref()) {
            Referred::Page(other) => Some(other),
            _ => None,
        });
        found.filter(|other| *other != page && self.url(*other).is_some()).collect()
    }

    /// People have a place of their own on a page, and so have terms and what stands above a list.
    fn can_be_related(&self, page: PageId) -> bool {
        let index = &self.index;
        let is_person = self.facts(page).collection.is_some_and(|at| index.people.contains(&at));
        let is_home = self.url(page).is_none_or(|url| url.as_str().is_empty());
        let is_term = super::terms::vocabulary_of(&self.config, self.below(page)).is_some();
        !(is_person || is_home || is_term || index.introductions.contains(&page))
    }
}

/// A page and what it shares with others.
struct Near<'s> {
    site: &'s Site,
    page: PageId,
    terms: &'s [TermId],
    links: HashSet<PageId>,
    backlinks: &'s [PageId],
    /// Its words: in their base form, and as they stand on the page.
    words: BTreeMap<Box<str>, Box<str>>,
    all: f64,
}

impl<'s> Near<'s> {
    fn new(site: &'s Site, page: PageId) -> Self {
        let index = &site.index;
        let targets = index.targets.get(page.at()).map(|t| &t[..]).unwrap_or_default();
        let link = |target: &Target| match target {
            Target::Page(to, _) if *to != page => Some(*to),
            _ => None,
        };
        let count = index.urls.iter().flatten().count();
        #[expect(clippy::cast_precision_loss, reason = "a site of 2^52 pages is none")]
        let all = count.max(1) as f64;
        Self {
            site,
            page,
            terms: index.page_terms.get(page.at()).map(|t| &t[..]).unwrap_or_default(),
            links: targets.iter().filter_map(link).collect(),
            backlinks: index.backlinks.get(page.at()).map(|b| &b[..]).unwrap_or_default(),
            words: words_of(site, page)
                .into_iter()
                .map(|word| (base_form(&word, site.config.language).into(), word))
                .collect(),
            all,
        }
    }

    /// Pages that share something rare, or, where those are few, something at all.
    fn candidates(&self) -> BTreeSet<PageId> {
        let index = &self.site.index;
        let mut found: BTreeSet<PageId> = self.links.iter().copied().collect();
        found.extend(self.backlinks);
        let entries = |term: &TermId| &index.terms[term.at()].entries;
        for term in self.terms {
            let entries = entries(term);
            let considered = if entries.len() > COMMON { NEWEST } else { entries.len() };
            found.extend(entries.iter().take(considered));
        }
        for word in self.words.keys() {
            let pages = self.pages_of(word);
            if pages.len() <= COMMON {
                found.extend(pages);
            }
        }
        found.remove(&self.page);
        found
    }

    fn pages_of(&self, word: &str) -> &'s [PageId] {
        let words = self.site.index.words.get_or_init(|| Words::collect(self.site));
        words.pages.get(word).map(Vec::as_slice).unwrap_or_default()
    }

    /// How rare something is that so many pages share.
    fn rarity(&self, pages: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a site of 2^52 pages is none")]
        let pages = pages.max(1) as f64;
        (1.0 + self.all / pages).ln()
    }

    /// How near a page is, and why; none where it shares nothing worth telling.
    fn score(&self, other: PageId) -> Option<(f64, Related)> {
        let index = &self.site.index;
        let mut reasons: Vec<(f64, Reason)> = Vec::new();
        let own = index.page_terms.get(other.at()).map(|t| &t[..]).unwrap_or_default();
        for term in self.terms.iter().filter(|term| own.contains(term)) {
            let rarity = self.rarity(index.terms[term.at()].entries.len());
            reasons.push((rarity, Reason::SameTerm(*term)));
        }
        if self.backlinks.binary_search(&other).is_ok() {
            reasons.push((LINK, Reason::LinksHere));
        } else if self.links.contains(&other) {
            reasons.push((LINK, Reason::LinkedTo));
        }
        let mut shared: Vec<(f64, &str)> = Vec::new();
        for (base, word) in &self.words {
            let pages = self.pages_of(base);
            if pages.len() <= COMMON && pages.binary_search(&other).is_ok() {
                shared.push((WORD * self.rarity(pages.len()), word));
            }
        }
        // One word is a coincidence, unless there is more than that.
        if shared.len() > 1 || !reasons.is_empty() {
            shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
            shared.truncate(NAMED_WORDS);
            let score: f64 = shared.iter().map(|(score, _)| score).sum();
            if shared.len() > 1 {
                let words = shared.into_iter().map(|(_, word)| word.into()).collect();
                reasons.push((score, Reason::SameWords(words)));
            }
        }
        if reasons.is_empty() {
            return None;
        }
        reasons.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let score = reasons.iter().map(|(score, _)| score).sum();
        let reasons = reasons.into_iter().map(|(_, reason)| reason).collect();
        Some((score, Related { page: other, reasons }))
    }
}

impl Words {
    fn collect(site: &Site) -> Self {
        let by_page: Vec<Vec<Box<str>>> = (0..site.documents.len())
            .into_par_iter()
            .map(|i| if site.index.urls[i].is_some() { words_of(site, page_id(i)) } else { vec![] })
            .collect();
        let mut bases: HashMap<Box<str>, Box<str>> = HashMap::new();
        let mut pages: HashMap<Box<str>, Vec<PageId>> = HashMap::new();
        for (i, words) in by_page.into_iter().enumerate() {
            let page = page_id(i);
            for word in words {
                let base = bases
                    .entry(word)
                    .or_insert_with_key(|word| base_form(word, site.config.language).into());
                let own = pages.entry(base.clone()).or_default();
                if own.last() != Some(&page) {
                    own.push(page);
                }
            }
        }
        pages.retain(|_, pages| pages.len() > 1);
        Self { pages }
    }
}

/// The words of a page's title, summary and headings, folded; those that say something by themselves.
fn words_of(site: &Site, page: PageId) -> Vec<Box<str>> {
    let facts = site.facts(page);
    let texts = std::iter::once(&*facts.title)
        .chain(facts.summary.as_deref())
        .chain(facts.headings.iter().map(|heading| &*heading.text));
    let mut words: Vec<Box<str>> = Vec::new();
    for text in texts {
        let folded = fold(text);
        let own = folded.split(|c: char| !c.is_alphanumeric());
        let meaningful = own.filter(|word| {
            word.chars().count() >= SHORTEST_WORD
                && !word.starts_with(|c: char| c.is_numeric())
                && !GRAMMAR.contains(word)
        });
        words.extend(meaningful.map(Into::into));
    }
    words.sort_unstable();
    words.dedup();
    words
}

/// Words of five letters and more that every text has, in Dutch and English.
const GRAMMAR: [&str; 153] = [
    "aangezien",
    "aantal",
    "about",
    "above",
    "achter",
    "after",
    "again",
    "alleen",
    "allemaal",
    "alles",
    "altijd",
    "andere",
    "anders",
    "because",
    "before",
    "behalve",
    "beide",
    "being",
    "below",
    "beneden",
    "beter",
    "between",
    "bijna",
    "bijvoorbeeld",
    "binnen",
    "boven",
    "buiten",
    "could",
    "daarbij",
    "daarmee",
    "daarna",
    "daarom",
    "daarop",
    "daarover",
    "daarvan",
    "daarvoor",
    "deden",
    "degene",
    "degenen",
    "derde",
    "dezelfde",
    "doing",
    "during",
    "echter",
    "eerder",
    "eerst",
    "eerste",
    "eigen",
    "elkaar",
    "enkele",
    "ergens",
    "every",
    "first",
    "geeft",
    "geweest",
    "gewoon",
    "geworden",
    "graag",
    "hadden",
    "hebben",
    "heeft",
    "helemaal",
    "hetzelfde",
    "hierbij",
    "hierover",
    "hoeveel",
    "iedere",
    "iedereen",
    "iemand",
    "inleiding",
    "jaren",
    "kunnen",
    "laatste",
    "langs",
    "later",
    "lezen",
    "maanden",
    "maken",
    "mensen",
    "might",
    "minder",
    "misschien",
    "moeten",
    "mogelijk",
    "mogen",
    "naast",
    "nadat",
    "niemand",
    "niets",
    "nieuwe",
    "nieuws",
    "nodig",
    "nooit",
    "omdat",
    "ondanks",
    "onder",
    "onderwerp",
    "other",
    "overzicht",
    "pagina",
    "samen",
    "samenvatting",
    "shall",
    "should",
    "sinds",
    "steeds",
    "still",
    "straks",
    "tegen",
    "terug",
    "their",
    "there",
    "these",
    "thing",
    "those",
    "through",
    "tijdens",
    "totdat",
    "tussen",
    "tweede",
    "under",
    "vaker",
    "vanaf",
    "vandaag",
    "vanuit",
    "verder",
    "volgens",
    "vooral",
    "voordat",
    "vraag",
    "vragen",
    "waarbij",
    "waarin",
    "waarmee",
    "waarom",
    "waarop",
    "wanneer",
    "waren",
    "weinig",
    "weken",
    "welke",
    "where",
    "which",
    "while",
    "within",
    "without",
    "worden",
    "wordt",
    "would",
    "zoals",
    "zonder",
    "zouden",
    "zullen",
];
