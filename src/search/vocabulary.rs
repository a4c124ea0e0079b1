//! The words of all pages → one list of words, and where each of them stands.

use std::collections::{BTreeSet, HashMap};

use foldhash::fast::FixedState;
use rayon::prelude::*;

use crate::document::{Words, are_terms_searched, place};
use crate::language::{Language, function_words, tokens};
use crate::site::{PageId, Site, TermId};

/// A word in a section of the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Occurrence {
    /// The section, counted over all pages.
    pub(super) section: u32,
    /// How often in running text.
    pub(super) count: u8,
    /// Where else: see [`place`].
    pub(super) places: u8,
}

/// All words of a site, in the order of their UTF-16, as browsers compare.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// The words.
    pub(super) words: Vec<Box<str>>,
    /// On how many pages each stands.
    pub(super) pages: Vec<u32>,
    /// The language in which each stands most.
    pub(super) languages: Vec<Language>,
    /// Where the occurrences of each begin; one more than there are words.
    starts: Vec<u32>,
    occurrences: Vec<Occurrence>,
    /// The first section of each page; one more than there are pages.
    pub(super) sections: Vec<u32>,
    /// How many words each section has.
    pub(super) lengths: Vec<u32>,
    /// The function words of all languages of the pages.
    pub(super) function_words: BTreeSet<&'static str>,
}

impl Vocabulary {
    /// Where a word stands, in the order of sections; a section may come twice.
    pub(super) fn occurrences(&self, word: usize) -> &[Occurrence] {
        let (from, to) = (self.starts[word] as usize, self.starts[word + 1] as usize);
        self.occurrences.get(from..to).unwrap_or_default()
    }

    /// Which words only hold sentences together.
    pub(super) fn stops(&self) -> Vec<bool> {
        self.words.iter().map(|word| self.function_words.contains(&**word)).collect()
    }

    /// Gathers the words of pages.
    pub(super) fn gather(site: &Site, pages: &[PageId]) -> Self {
        let words: Vec<&Words> = pages
            .par_iter()
            .map(|page| site.document(*page).words(&site.config, site.fields(*page)))
            .collect();
        let names: Vec<Vec<String>> =
            site.index.terms.iter().map(|term| words_of(&term.name)).collect();
        let mut merge = Merge::default();
        merge.language_of(site.config.language);
        for (page, words) in pages.iter().zip(&words) {
            merge.page(site.language(*page), words);
            merge.terms(searched_terms(site, *page).flat_map(|term| &names[term.at()]));
        }
        merge.finish()
    }
}

/// The terms of a page that search reads.
pub(super) fn searched_terms(site: &Site, page: PageId) -> impl Iterator<Item = TermId> {
    let fields = site.fields(page);
    let vocabulary = |term: &TermId| site.index.terms[term.at()].vocabulary;
    let terms = site.index.page_terms[page.at()].iter().copied();
    terms.filter(move |term| are_terms_searched(fields, vocabulary(term)))
}

/// Gives words their numbers as they come.
#[derive(Default)]
struct Merge<'w> {
    known: HashMap<&'w str, u32, FixedState>,
    words: Vec<&'w str>,
    /// For each word the page that counted it last, and on how many it stands.
    seen: Vec<(u32, u32)>,
    /// Whether each word stands anywhere but as long parts with hyphens between them. Who looks for one that does not
    /// finds its parts in one section.
    is_plain: Vec<bool>,
    languages: Vec<Language>,
    /// For each language and word on how many pages.
    by_language: Vec<Vec<u32>>,
    uses: Vec<(u32, Occurrence)>,
    sections: Vec<u32>,
    lengths: Vec<u32>,
}

impl<'w> Merge<'w> {
    fn page(&mut self, language: Language, words: &'w Words) {
        let first = u32::try_from(self.lengths.len()).unwrap_or(u32::MAX);
        self.sections.push(first);
        self.lengths.extend_from_slice(&words.lengths);
        let page = u32::try_from(self.sections.len()).unwrap_or(u32::MAX);
        let at = self.language_of(language);
        let ids: Vec<u32> = words.different().map(|word| self.id(word)).collect();
        for id in &ids {
            self.count(*id, page);
            let by_language = &mut self.by_language[at];
            if by_language.len() <= *id as usize {
                by_language.resize(*id as usize + 1, 0);
            }
            by_language[*id as usize] += 1;
        }
        let is_plain = &mut self.is_plain;
        let uses = words.uses.iter().map(|found| {
            let section = first + u32::from(found.section);
            is_plain[ids[found.word as usize] as usize] |= found.places & place::PLAIN != 0;
            (
                ids[found.word as usize],
                Occurrence { section, count: found.count, places: found.places & !place::PLAIN },
            )
        });
        self.uses.extend(uses);
    }

    /// The place of a language among those met.
    fn language_of(&mut self, language: Language) -> usize {
        let at = self.languages.iter().position(|known| *known == language);
        at.unwrap_or_else(|| {
            self.languages.push(language);
            self.by_language.push(Vec::new());
            self.languages.len() - 1
        })
    }

    /// The names of a page's terms as the terms have them, which may not be as the page writes them.
    fn terms(&mut self, names: impl Iterator<Item = &'w String>) {
        let nth = u32::try_from(self.sections.len()).unwrap_or(u32::MAX);
        let section = self.sections.last().copied().unwrap_or(0);
        for word in names {
            let id = self.id(word);
            self.count(id, nth);
            self.is_plain[id as usize] = true;
            self.uses.push((id, Occurrence { section, count: 0, places: place::TERM }));
        }
    }

    fn id(&mut self, word: &'w str) -> u32 {
        *self.known.entry(word).or_insert_with(|| {
            self.words.push(word);
            self.seen.push((0, 0));
            self.is_plain.push(false);
            u32::try_from(self.words.len() - 1).unwrap_or(u32::MAX)
        })
    }

    fn count(&mut self, id: u32, page: u32) {
        let seen = &mut self.seen[id as usize];
        if seen.0 != page {
            *seen = (page, seen.1 + 1);
        }
    }
}

impl Merge<'_> {
    /// Puts words in their order, and what was met page by page in the order of words.
    fn finish(mut self) -> Vocabulary {
        let count = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let mut order: Vec<u32> = (0..count).filter(|id| self.is_plain[*id as usize]).collect();
        order.par_sort_unstable_by(|a, b| {
            utf16_order(self.words[*a as usize], self.words[*b as usize])
        });
        self.uses.retain(|(id, _)| self.is_plain[*id as usize]);
        let mut place = vec![0_u32; self.words.len()];
        for (at, id) in (0_u32..).zip(&order) {
            place[*id as usize] = at;
        }
        let mut starts = vec![0_u32; order.len() + 1];
        for (id, _) in &self.uses {
            starts[place[*id as usize] as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut occurrences = vec![Occurrence::default(); self.uses.len()];
        for (id, found) in &self.uses {
            let at = &mut next[place[*id as usize] as usize];
            occurrences[*at as usize] = *found;
            *at += 1;
        }
        self.sections.push(u32::try_from(self.lengths.len()).unwrap_or(u32::MAX));
        let of = |id: &u32| self.words[*id as usize];
        Vocabulary {
            words: order.iter().map(|id| of(id).into()).collect(),
            pages: order.iter().map(|id| self.seen[*id as usize].1).collect(),
            languages: order.iter().map(|id| self.language(*id)).collect(),
            starts,
            occurrences,
            function_words: self.languages.iter().flat_map(|l| function_words(*l)).collect(),
            sections: self.sections,
            lengths: self.lengths,
        }
    }

    /// The language in which most pages have a word; the one met first, where that is not decided.
    fn language(&self, id: u32) -> Language {
        let count = |at: usize| self.by_language[at].get(id as usize).copied().unwrap_or(0);
        let most = (0..self.languages.len()).max_by_key(|at| (count(*at), usize::MAX - at));
        most.map_or(Language::DUTCH, |at| self.languages[at])
    }
}

#[cfg(test)]
impl Vocabulary {
    /// Dutch words on so many pages, which stand nowhere.
    pub(super) fn of_words(words: &[(&str, u32)]) -> Self {
        let mut words = words.to_vec();
        words.sort_by(|a, b| utf16_order(a.0, b.0));
        Self {
            words: words.iter().map(|(word, _)| (*word).into()).collect(),
            pages: words.iter().map(|(_, pages)| *pages).collect(),
            languages: vec![Language::DUTCH; words.len()],
            starts: vec![0; words.len() + 1],
            occurrences: Vec::new(),
            sections: vec![0],
            lengths: Vec::new(),
            function_words: function_words(Language::DUTCH).collect(),
        }
    }
}

/// The words of a text.
pub(super) fn words_of(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    tokens(text, &mut |word, _| words.push(word.to_owned()));
    words
}

/// How a browser compares two words.
pub(super) fn utf16_order(a: &str, b: &str) -> std::cmp::Ordering {
    // The orders differ only where one of them leaves the first plane.
    if a.bytes().chain(b.bytes()).all(|byte| byte < 0xee) {
        a.cmp(b)
    } else {
        a.encode_utf16().cmp(b.encode_utf16())
    }
}
