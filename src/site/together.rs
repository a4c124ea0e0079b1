//! The pages of each term → which terms go together, and how often; and which pages a page is tied to. Worked out when
//! a drawing of it is drawn.

use std::collections::HashMap;

use super::terms::is_above;
use super::{PageId, Site, TermId};

/// The terms of a vocabulary that most pages are on, and how they go together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Together {
    /// The terms, the one with most pages first.
    pub terms: Vec<TermId>,
    /// Which two are on the same page, by their places in `terms`, and on how many. A term and one above it always are,
    /// so those are not counted.
    pub pairs: Vec<(usize, usize, u32)>,
    /// Which stands directly above which.
    pub above: Vec<(usize, usize)>,
    /// How many terms of the vocabulary have pages.
    pub all: usize,
}

/// How two pages are tied to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// Each leads to the other.
    Both,
    /// The other leads here.
    In,
    /// The page leads to the other.
    Out,
    /// Neither leads to the other; they are alike.
    Alike,
}

impl Site {
    /// The terms of a vocabulary that most pages are on, and how often each two go together.
    pub fn together(&self, vocabulary: usize, most: usize) -> Together {
        let index = &self.index;
        let used = index.terms.iter().enumerate();
        let used =
            used.filter(|(_, term)| term.vocabulary == vocabulary && !term.entries.is_empty());
        let mut terms: Vec<TermId> = used.map(|(at, _)| super::terms::term_id(at)).collect();
        let all = terms.len();
        terms.sort_by_key(|term| (usize::MAX - index.terms[term.at()].entries.len(), *term));
        terms.truncate(most);
        let places: HashMap<TermId, usize> =
            terms.iter().enumerate().map(|(at, term)| (*term, at)).collect();
        let mut counts = vec![0_u32; terms.len() * terms.len()];
        let mut own: Vec<usize> = Vec::new();
        for page in &index.page_terms {
            own.clear();
            own.extend(page.iter().filter_map(|term| places.get(term)));
            own.sort_unstable();
            for (nth, a) in own.iter().enumerate() {
                for b in &own[nth + 1..] {
                    counts[a * terms.len() + b] += 1;
                }
            }
        }
        let is_pair = |a: &TermId, b: &TermId| !is_above(index, *a, *b) && !is_above(index, *b, *a);
        let pair = |at: usize| (at / terms.len(), at % terms.len());
        let counted = counts.iter().enumerate().filter(|(_, times)| **times > 0);
        let pairs = counted.map(|(at, times)| (pair(at).0, pair(at).1, *times));
        let pairs = pairs.filter(|(a, b, _)| is_pair(&terms[*a], &terms[*b])).collect();
        let parent = |(at, term): (usize, &TermId)| {
            Some((*places.get(&index.terms[term.at()].parent?)?, at))
        };
        let above = terms.iter().enumerate().filter_map(parent).collect();
        Together { terms, pairs, above, all }
    }

    /// The pages that a page leads to or that lead to it, by their links and fields: those that do both first, then in
    /// the order of their dates, the newest first.
    pub fn ties(&self, page: PageId) -> Vec<(PageId, Tie)> {
        let index = &self.index;
        let out = index.leads.get(page.at()).map(|pages| &pages[..]).unwrap_or_default();
        let back = index.backlinks.get(page.at()).map(|pages| &pages[..]).unwrap_or_default();
        let is_in = |pages: &[PageId], other: &PageId| pages.binary_search(other).is_ok();
        let tie = |other: &PageId| match (is_in(out, other), is_in(back, other)) {
            (true, true) => Tie::Both,
            (true, false) => Tie::Out,
            _ => Tie::In,
        };
        let only_back = back.iter().filter(|other| !is_in(out, other));
        let can_stand = |other: &PageId| {
            let url = self.url(*other);
            let is_shown = url.is_some_and(|url| !url.as_str().is_empty());
            is_shown && *other != page && !index.introductions.contains(other)
        };
        let all = out.iter().chain(only_back).copied().filter(can_stand);
        let mut ties: Vec<(PageId, Tie)> = all.map(|other| (other, tie(&other))).collect();
        ties.sort_by_key(|(other, tie)| {
            (*tie != Tie::Both, std::cmp::Reverse(self.facts(*other).date), *other)
        });
        ties
    }
}
