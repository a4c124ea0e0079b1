//! Terms that are probably one: a plural beside a singular, a typing error beside the right word.

use std::collections::HashMap;

use super::known::{Known, key};
use crate::diagnostic::{Problem, nearest};
use crate::language::{Language, base_form};
use crate::site::{Finding, Part, Site};

/// Shorter words differ by a letter too easily.
const SHORTEST: usize = 5;
/// What is shorter is an abbreviation sooner than a word: *rdf* and *rdfs* are two things.
const SHORTEST_PLURAL: usize = 4;
/// A spelling that is used more often than this is no slip, unless a page or the settings have the other one.
const SLIPS: usize = 2;

/// What was meant by a name that the terms of a vocabulary do not have.
pub(super) fn likely(
    site: &Site,
    known: &Known,
    (vocabulary, name): (usize, &str),
) -> Option<String> {
    let language = site.config.language;
    let base = base_form(&key(name), language);
    let own = known.names();
    let own = own.iter().filter(|(of, ..)| *of == vocabulary);
    let same_base = own.clone().find(|(_, other, _)| base_form(other, language) == base);
    let found = same_base.map(|(.., at)| *at).or_else(|| {
        let names = own.clone().map(|(_, other, _)| *other);
        let near = nearest(&key(name), names)?;
        own.clone().find(|(_, other, _)| *other == near).map(|(.., at)| *at)
    });
    found.map(|at| known.list[at].name.to_string())
}

/// Says of each term that only pages bring which other one it looks like.
pub(super) fn compare(site: &Site, known: &mut Known) {
    if known.uses.is_empty() {
        return;
    }
    let candidates = Candidates::new(site.config.language, known);
    let mut findings = Vec::new();
    for (at, uses) in &known.uses {
        let Some(other) = candidates.better(*at, known) else { continue };
        let name = &known.list[other].name;
        // Another spelling of this term has been told to be one.
        let usual = known.usual_spelling(*at);
        for (page, nth) in uses.iter().copied() {
            let written = site.facts(page).terms[nth].1.to_string();
            if usual.is_some_and(|usual| *usual != *written) {
                continue;
            }
            let problem = Problem::SimilarTerm { written, name: name.to_string() };
            findings.push(Finding { page, part: Part::Term(nth), problem });
        }
    }
    known.findings.append(&mut findings);
}

/// A name, and its term.
type Slipped = (Box<str>, usize);

/// Names by what they have in common.
struct Candidates {
    language: Language,
    /// By vocabulary and base form.
    by_base: HashMap<(usize, String), Vec<usize>>,
    /// By vocabulary and the name without one of its letters, or as it is: two names that share one are one slip apart.
    by_slip: HashMap<(usize, String), Vec<Slipped>>,
}

impl Candidates {
    fn new(language: Language, known: &Known) -> Self {
        let (mut by_base, mut by_slip) = (HashMap::new(), HashMap::new());
        for (vocabulary, name, at) in known.names() {
            let base: &mut Vec<usize> =
                by_base.entry((vocabulary, base_form(name, language))).or_default();
            base.push(at);
            for slip in slips(name) {
                let names: &mut Vec<Slipped> = by_slip.entry((vocabulary, slip)).or_default();
                names.push((name.into(), at));
            }
        }
        Self { language, by_base, by_slip }
    }

    /// The term that one probably is: one that a page or the settings have, else one that is used more.
    fn better(&self, at: usize, known: &Known) -> Option<usize> {
        let vocabulary = known.list[at].vocabulary;
        let own = key(&known.list[at].name);
        let base = (vocabulary, base_form(&own, self.language));
        let is_word = |other: &usize| {
            let shorter = own.len().min(key(&known.list[*other].name).len());
            shorter >= SHORTEST_PLURAL
        };
        let same_base = self.by_base.get(&base).into_iter().flatten().copied().filter(is_word);
        let slipped = slips(&own).into_iter().flat_map(|slip| {
            self.by_slip.get(&(vocabulary, slip)).into_iter().flatten().filter_map(
                |(name, other)| (strsim::osa_distance(name, &own) <= 1).then_some(*other),
            )
        });
        let is_settled = |at: usize| !known.uses.contains_key(&at);
        let uses = |at: usize| known.uses.get(&at).map_or(0, Vec::len);
        let is_slip = |other: &usize| is_settled(*other) || uses(at) <= SLIPS;
        let rank =
            |at: usize| (is_settled(at), uses(at), std::cmp::Reverse(key(&known.list[at].name)));
        same_base
            .chain(slipped.filter(is_slip))
            .filter(|other| *other != at && rank(*other) > rank(at))
            .max_by_key(|other| rank(*other))
    }
}

/// A name and what is left of it without one of its letters; none where it is too short, or holds a number: *2024* and
/// *2025* are no slip.
fn slips(name: &str) -> Vec<String> {
    let count = name.chars().count();
    if count < SHORTEST || name.chars().any(char::is_numeric) {
        return Vec::new();
    }
    // Who types the first letter wrong sees it.
    let without = name.char_indices().skip(1).map(|(at, letter)| {
        let mut rest = name.to_owned();
        rest.replace_range(at..at + letter.len_utf8(), "");
        rest
    });
    without.chain([name.to_owned()]).collect()
}
