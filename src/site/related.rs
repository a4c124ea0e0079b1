//! Which pages are worth reading beside a page, and why: what an editor set beside it, links, rare terms, rare words.
//!
//! Words are those of titles, summaries and headings, which are facts: typing in a paragraph changes no other page.
//! Worked out when a page is shown; the words of all pages are put together when first asked for.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::references::{Referred, refer};
use super::{PageId, Site, Target, TermId, page_id};
use crate::language::{base_form, fold};

/// How many related pages a page has at the most, unless an editor chose more.
const MOST: usize = 5;
/// A term on more pages than this says too little to look at all of them.
const COMMON_TERM: usize = 100;
/// Of such a term, how many of its newest pages are considered all the same.
const NEWEST: usize = 30;
/// A word on more pages than this says too little.
const COMMON_WORD: usize = 50;
/// Nor does a word on more than one in so many pages: it stands in the headings of a type of page.
const SHARE: usize = 20;
/// Shorter words are mostly grammar.
const SHORTEST_WORD: usize = 5;
/// What a link counts for, beside the logarithms of how rare terms and words are.
const LINK: f64 = 3.0;
/// What a shared word counts for, beside a shared term.
const WORD: f64 = 0.5;
/// How many shared words count, and are named; one alone is a coincidence.
const COUNTED_WORDS: usize = 3;
/// The words of so many pages may have changed before those of all are put together again.
const REVISED: usize = 64;

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

/// What all pages have in common with each other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Neighbours {
    all: Arc<Words>,
    /// The words of pages that have other ones since those of all were put together.
    revised: BTreeMap<PageId, Box<[u32]>>,
    /// Words that only these pages have.
    added: Vec<Box<str>>,
}

/// The words of all pages. Singular and plural are one word, by its base form.
#[derive(Debug, Default)]
struct Words {
    /// The words of each page, by their ids, in order.
    of_pages: Vec<Box<[u32]>>,
    /// The pages of each word, in order.
    pages: Vec<Vec<PageId>>,
    /// The base form of each word.
    bases: Vec<Box<str>>,
    /// The word of each base form.
    ids: HashMap<Box<str>, u32>,
    /// Whether each page may be shown as related.
    can_be_shown: Vec<bool>,
}

/// A word that two pages share: the other page, what it counts for, its id.
type Shared = (PageId, f64, u32);
/// How near a page is, the page, the words that it shares.
type Scored = (f64, PageId, Vec<Shared>);

impl Site {
    /// The pages that are worth reading beside a page, best first.
    pub fn related(&self, page: PageId) -> Vec<Related> {
        let hidden = self.named(page, &self.facts(page).unrelated);
        let chosen = self.named(page, &self.facts(page).texts("related"));
        let near = Near::new(self, page);
        let mut scored: Vec<Scored> = near
            .candidates()
            .into_iter()
            .filter(|(other, _)| !hidden.contains(other) && !chosen.contains(other))
            .filter_map(|(other, words)| Some((near.score(other, &words)?, other, words)))
            .collect();
        let best_first = |(a, one, _): &Scored, (b, other, _): &Scored| {
            let date = |page: PageId| self.facts(page).date;
            let newer = || date(*other).cmp(&date(*one));
            b.total_cmp(a).then_with(newer).then_with(|| self.url(*one).cmp(&self.url(*other)))
        };
        let chosen: Vec<Related> = chosen
            .into_iter()
            .map(|page| Related { page, reasons: vec![Reason::Chosen] })
            .collect();
        // Of thousands only a few are shown, and only these need an order.
        let left = MOST.saturating_sub(chosen.len());
        if left < scored.len() {
            scored.select_nth_unstable_by(left, best_first);
            scored.truncate(left);
        }
        scored.sort_unstable_by(best_first);
        let found = scored.into_iter();
        let found =
            found.map(|(_, page, words)| Related { page, reasons: near.reasons(page, &words) });
        chosen.into_iter().chain(found).collect()
    }

    /// The published pages that names in a field mean, each once.
    fn named(&self, page: PageId, names: &[impl AsRef<str>]) -> Vec<PageId> {
        let mut found = Vec::new();
        for name in names {
            if let Referred::Page(other) = refer(self, None, name.as_ref())
                && other != page
                && self.url(other).is_some()
                && !found.contains(&other)
            {
                found.push(other);
            }
        }
        found
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
    neighbours: &'s Neighbours,
    page: PageId,
    terms: &'s [TermId],
    /// The pages it links to, in order.
    links: Vec<PageId>,
    backlinks: &'s [PageId],
}

/// What related pages need of all pages.
pub(super) fn settle(site: &Site) -> &Neighbours {
    site.index.neighbours.get_or_init(|| Neighbours::collect(site))
}

impl<'s> Near<'s> {
    fn new(site: &'s Site, page: PageId) -> Self {
        let index = &site.index;
        let targets = index.targets.get(page.at()).map(|t| &t[..]).unwrap_or_default();
        let link = |target: &Target| match target {
            Target::Page(to, _) if *to != page => Some(*to),
            _ => None,
        };
        let mut links: Vec<PageId> = targets.iter().filter_map(link).collect();
        links.sort_unstable();
        links.dedup();
        Self {
            site,
            neighbours: settle(site),
            page,
            terms: index.page_terms.get(page.at()).map(|t| &t[..]).unwrap_or_default(),
            links,
            backlinks: index.backlinks.get(page.at()).map(|b| &b[..]).unwrap_or_default(),
        }
    }

    /// Pages that share something rare, or are the newest of those that share something at all; each with the words
    /// that it shares.
    fn candidates(&self) -> Vec<(PageId, Vec<Shared>)> {
        let mut shared: Vec<Shared> = Vec::new();
        for word in self.neighbours.words(self.page) {
            let pages = self.neighbours.leads_to(*word);
            let weight = WORD * self.rarity(pages.len());
            shared.extend(pages.into_iter().map(|page| (page, weight, *word)));
        }
        // What counts for nothing yet only comes into consideration.
        let nominated = |page: &PageId| (*page, 0.0, u32::MAX);
        shared.extend(self.links.iter().chain(self.backlinks).map(nominated));
        for term in self.terms {
            let entries = &self.site.index.terms[term.at()].entries;
            let most = if entries.len() > COMMON_TERM { NEWEST } else { entries.len() };
            shared.extend(entries.iter().take(most).map(nominated));
        }
        let base = |shared: &Shared| self.neighbours.base(shared.2);
        shared.sort_unstable_by(|a, b| {
            let by_word = || base(a).cmp(base(b)).then_with(|| a.2.cmp(&b.2));
            a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then_with(by_word)
        });
        let mut candidates = Vec::new();
        for group in shared.chunk_by(|a, b| a.0 == b.0) {
            let page = group.first().map_or(self.page, |(page, ..)| *page);
            if page == self.page || !self.neighbours.all.can_be_shown[page.at()] {
                continue;
            }
            let words = group.iter().filter(|(_, weight, _)| *weight > 0.0).take(COUNTED_WORDS);
            candidates.push((page, words.copied().collect()));
        }
        candidates
    }

    /// How rare something is that so many pages share.
    fn rarity(&self, pages: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a site of 2^52 pages is none")]
        let (all, pages) = (self.neighbours.all.of_pages.len() as f64, pages.max(1) as f64);
        (1.0 + all / pages).ln()
    }

    /// How near a page is; none where it shares nothing worth telling.
    fn score(&self, other: PageId, words: &[Shared]) -> Option<f64> {
        let terms: f64 = self.shared_terms(other).map(|(rarity, _)| rarity).sum();
        let words: f64 =
            if words.len() > 1 { words.iter().map(|(_, weight, _)| weight).sum() } else { 0.0 };
        let link = self.link(other).map_or(0.0, |_| LINK);
        let score = terms + words + link;
        (score > 0.0).then_some(score)
    }

    /// Why a page is near, the best reason first.
    fn reasons(&self, other: PageId, words: &[Shared]) -> Vec<Reason> {
        let mut reasons: Vec<(f64, Reason)> = self
            .shared_terms(other)
            .map(|(rarity, term)| (rarity, Reason::SameTerm(term)))
            .chain(self.link(other).map(|reason| (LINK, reason)))
            .collect();
        if words.len() > 1 {
            let score = words.iter().map(|(_, weight, _)| weight).sum();
            let names = words.iter().map(|(.., word)| self.neighbours.written(self.site, *word));
            reasons.push((score, Reason::SameWords(names.collect())));
        }
        reasons.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        reasons.into_iter().map(|(_, reason)| reason).collect()
    }

    fn shared_terms(&self, other: PageId) -> impl Iterator<Item = (f64, TermId)> + '_ {
        let index = &self.site.index;
        let own = index.page_terms.get(other.at()).map(|t| &t[..]).unwrap_or_default();
        let shared = self.terms.iter().filter(move |term| own.contains(term));
        shared.map(|term| (self.rarity(index.terms[term.at()].entries.len()), *term))
    }

    fn link(&self, other: PageId) -> Option<Reason> {
        if self.backlinks.binary_search(&other).is_ok() {
            Some(Reason::LinksHere)
        } else {
            self.links.binary_search(&other).is_ok().then_some(Reason::LinkedTo)
        }
    }
}

impl Neighbours {
    fn collect(site: &Site) -> Self {
        let by_page: Vec<Vec<Box<str>>> = (0..site.documents.len())
            .into_par_iter()
            .map(|i| if site.index.urls[i].is_some() { words_of(site, page_id(i)) } else { vec![] })
            .collect();
        let mut ids: HashMap<Box<str>, u32> = HashMap::new();
        let mut found = Words::default();
        for (i, words) in by_page.into_iter().enumerate() {
            let page = page_id(i);
            let mut own: Vec<u32> = Vec::with_capacity(words.len());
            for word in words {
                let id = *ids.entry(word).or_insert_with_key(|word| {
                    let base = base_form(word, site.config.language).into_boxed_str();
                    *found.ids.entry(base).or_insert_with_key(|base| {
                        found.bases.push(base.clone());
                        found.pages.push(Vec::new());
                        number(found.bases.len() - 1)
                    })
                });
                own.push(id);
            }
            own.sort_unstable();
            own.dedup();
            for id in &own {
                found.pages[*id as usize].push(page);
            }
            found.of_pages.push(own.into());
            found.can_be_shown.push(site.can_be_related(page));
        }
        Self { all: Arc::new(found), ..Self::default() }
    }

    /// The same after some pages have got other words; none where these have become many.
    pub(super) fn revise(&self, site: &Site, changed: &[PageId]) -> Option<Self> {
        let mut next = self.clone();
        for page in changed {
            let words = words_of(site, *page);
            let bases = words.iter().map(|word| base_form(word, site.config.language));
            let mut own: Vec<u32> = bases.map(|base| next.id(base)).collect();
            own.sort_unstable();
            own.dedup();
            next.revised.insert(*page, own.into());
        }
        (next.revised.len() <= REVISED).then_some(next)
    }

    fn id(&mut self, base: String) -> u32 {
        if let Some(id) = self.all.ids.get(base.as_str()) {
            return *id;
        }
        let at = self.added.iter().position(|other| **other == *base).unwrap_or_else(|| {
            self.added.push(base.into());
            self.added.len() - 1
        });
        number(self.all.bases.len() + at)
    }

    /// The words of a page.
    fn words(&self, page: PageId) -> &[u32] {
        let all = || self.all.of_pages.get(page.at());
        self.revised.get(&page).or_else(all).map(|words| &words[..]).unwrap_or_default()
    }

    fn base(&self, word: u32) -> &str {
        let word = word as usize;
        let added = || self.added.get(word.checked_sub(self.all.bases.len())?);
        self.all.bases.get(word).or_else(added).map_or("", |base| base)
    }

    /// The pages that have a word, in order.
    fn pages_of(&self, word: u32) -> Vec<PageId> {
        let known = self.all.pages.get(word as usize).into_iter().flatten().copied();
        let mut pages: Vec<PageId> =
            known.filter(|page| !self.revised.contains_key(page)).collect();
        let revised = self.revised.iter().filter(|(_, words)| words.binary_search(&word).is_ok());
        pages.extend(revised.map(|(page, _)| *page));
        pages.sort_unstable();
        pages
    }

    /// The pages that a word leads to: none for a word that one page has, or too many have.
    fn leads_to(&self, word: u32) -> Vec<PageId> {
        let most = (self.all.of_pages.len() / SHARE).clamp(4, COMMON_WORD);
        let known = self.all.pages.get(word as usize).map_or(0, Vec::len);
        if known > most + self.revised.len() {
            return Vec::new();
        }
        let pages = self.pages_of(word);
        if (2..=most).contains(&pages.len()) { pages } else { Vec::new() }
    }

    /// A word as the first page that has it writes it.
    fn written(&self, site: &Site, word: u32) -> Box<str> {
        let base = self.base(word);
        let first = self.pages_of(word).first().copied();
        let mut words = first.map(|page| words_of(site, page)).unwrap_or_default().into_iter();
        let own = words.find(|word| base_form(word, site.config.language) == base);
        own.unwrap_or_else(|| base.into())
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
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
