//! What every search needs → the core part: a text in JSON for what is irregular, then columns of numbers.

use std::collections::HashSet;

use serde::Serialize;

use super::classes::Classes;
use super::encode::Writer;
use super::facets::{self, Facet};
use super::postings::Posting;
use super::vocabulary::Vocabulary;
use super::{PAGES, Plan, synonyms};
use crate::language::{Reading, shorten, tokens};
use crate::site::{PageId, Site};
use crate::url::UrlPath;

/// Up to so many words stand in the core; of more, those of synonyms and terms, and those that are on the most pages.
const WORDS_IN_CORE: usize = 16_000;
/// How long the summary of a page is, where its text is not loaded. In characters.
const SUMMARY: usize = 110;

/// The irregular part of the core.
#[derive(Serialize)]
struct Meta {
    /// The language of the site.
    lang: String,
    /// How many pages there are.
    pages: usize,
    /// What pages are: the name in addresses, one of them, several.
    types: Vec<[String; 3]>,
    /// Facets: name, label, values with the place of the one above.
    facets: Vec<(String, String, Vec<FacetValue>)>,
    /// Words that say little, with a space between them.
    stops: String,
    /// Groups of names that mean the same.
    synonyms: Vec<Vec<String>>,
    /// Terms that a reader can go to: names and address.
    terms: Vec<(Vec<String>, String)>,
    /// Whether the core has all words.
    whole: bool,
    /// How many pages share a part with titles.
    block: usize,
    /// The first word of each part with postings.
    first: Vec<String>,
    /// The pages, where the core describes them.
    rows: Option<Vec<Row>>,
}

/// A value of a facet as it stands in an address, what readers see, and the place of the value above it, or -1.
type FacetValue = (String, String, i64);

/// A page as it stands in a list of results: title, address, summary, and the language where it is not the site's.
pub(super) type Row = (String, String, String, String);

/// Which words are in the core: those of names, however rare, since a reader who asks for one means the others too.
pub(super) fn words_in_core(vocabulary: &Vocabulary, names: &HashSet<String>) -> Vec<bool> {
    let is_name: Vec<bool> = vocabulary.words.iter().map(|word| names.contains(&**word)).collect();
    let most = is_name.iter().filter(|is_name| **is_name).count().max(WORDS_IN_CORE);
    let mut order: Vec<usize> = (0..vocabulary.words.len()).collect();
    order.sort_by_key(|at| (!is_name[*at], std::cmp::Reverse(vocabulary.pages[*at]), *at));
    let mut is_in = vec![false; vocabulary.words.len()];
    for at in order.into_iter().take(most) {
        is_in[at] = true;
    }
    is_in
}

/// A page as results show it.
pub(super) fn row(site: &Site, page: PageId) -> Row {
    let facts = site.facts(page);
    let lead = &site.document(page).body.lead;
    let summary = facts.summary.as_deref().unwrap_or(lead);
    let language = facts.language.filter(|own| *own != site.config.language);
    (
        facts.title.to_string(),
        site.url(page).map_or_else(String::new, UrlPath::encoded),
        shorten(summary, SUMMARY),
        language.map_or_else(String::new, |language| language.tag().to_owned()),
    )
}

/// What the core is made of.
pub(super) struct Ingredients<'i> {
    pub(super) site: &'i Site,
    pub(super) plan: &'i Plan,
    pub(super) vocabulary: &'i Vocabulary,
    pub(super) classes: &'i Classes,
    pub(super) postings: &'i [Vec<Posting>],
    /// The first class of each part with postings; one more than there are parts.
    pub(super) starts: &'i [u32],
    pub(super) is_in_core: &'i [bool],
}

/// The bytes of the core.
pub(super) fn write(given: &Ingredients<'_>) -> Vec<u8> {
    let Ingredients { site, plan, vocabulary, .. } = given;
    let facets = facets::gather(site, &plan.pages);
    let kinds = facets::kinds_of(site, &plan.pages);
    let meta = meta(given, &facets);
    let mut out = Writer::default();
    out.bytes(&serde_json::to_vec(&meta).unwrap_or_default());
    words(given, &mut out);
    out.steps(given.starts.iter().copied());
    out.number(u32::try_from(plan.texts.len()).unwrap_or(u32::MAX));
    out.steps(plan.texts.iter().filter_map(|first| u32::try_from(*first).ok()));
    for pair in vocabulary.sections.windows(2) {
        out.number(pair.get(1).zip(pair.first()).map_or(0, |(to, from)| to - from));
    }
    out.0.extend(vocabulary.lengths.iter().map(|length| length_step(*length)));
    for kind in kinds {
        out.number(kind.and_then(|kind| u32::try_from(kind + 1).ok()).unwrap_or(0));
    }
    out.0.extend(plan.pages.iter().map(|page| title_length(&site.facts(*page).title)));
    dates(site, &plan.pages, &mut out);
    for facet in &facets {
        for values in &facet.of {
            out.number(u32::try_from(values.len()).unwrap_or(0));
            out.steps(values.iter().copied());
        }
    }
    out.0
}

/// How many words a title has.
fn title_length(title: &str) -> u8 {
    let mut words: u8 = 0;
    tokens(title, &mut |_, reading| {
        words = words.saturating_add(u8::from(reading == Reading::Plain));
    });
    words
}

/// The length of a section, to the next lower power of two of eight words.
fn length_step(length: u32) -> u8 {
    u8::try_from((length / 8 + 1).ilog2().min(7)).unwrap_or(7)
}

fn meta(given: &Ingredients<'_>, facets: &[Facet]) -> Meta {
    let Ingredients { site, plan, vocabulary, .. } = given;
    let place = |at: Option<usize>| at.and_then(|at| i64::try_from(at).ok()).unwrap_or(-1);
    let facet = |facet: &Facet| {
        let values = facet.values.iter();
        let values =
            values.map(|(value, label, above)| (value.clone(), label.clone(), place(*above)));
        (facet.name.clone(), facet.label.clone(), values.collect())
    };
    let kinds = site.config.collections.len() + site.config.vocabularies.len();
    let terms = site.index.terms.iter().map(|term| {
        let names = std::iter::once(&term.name).chain(&term.synonyms);
        (names.map(ToString::to_string).collect(), term.url.encoded())
    });
    let first_word = |start: &u32| {
        let word = given.classes.words.get(*start as usize).and_then(|words| words.first());
        word.map_or_else(String::new, |word| vocabulary.words[*word as usize].to_string())
    };
    Meta {
        lang: site.config.language.tag().to_owned(),
        pages: plan.pages.len(),
        types: (0..kinds).map(|kind| facets::kind_names(site, kind)).collect(),
        facets: facets.iter().map(facet).collect(),
        stops: vocabulary.function_words.iter().copied().collect::<Vec<_>>().join(" "),
        synonyms: synonyms::gather(site),
        terms: terms.collect(),
        whole: given.is_in_core.iter().all(|is_in| *is_in),
        block: PAGES,
        first: given.starts.iter().take(plan.words).map(first_word).collect(),
        rows: plan
            .has_pages_in_core()
            .then(|| plan.pages.iter().map(|page| row(site, *page)).collect()),
    }
}

/// The words of the core, the class of each, and on about how many pages each stands: as a power of four.
fn words(given: &Ingredients<'_>, out: &mut Writer) {
    let Ingredients { vocabulary, classes, is_in_core, .. } = given;
    let here = || (0..vocabulary.words.len()).filter(|at| is_in_core[*at]);
    out.words(here().map(|at| &*vocabulary.words[at]));
    let mut highest: i64 = -1;
    for class in here().map(|at| i64::from(classes.of[at])) {
        // Mostly the next class, or one just met: a small number either way, even for new ones, odd for old ones.
        let step =
            if class > highest { (class - highest - 1) * 2 } else { (highest - class) * 2 + 1 };
        out.number(u32::try_from(step).unwrap_or(u32::MAX));
        highest = highest.max(class);
    }
    out.0.extend(common(given).map(|(_, pages)| pages));
}

/// The words of the core, and on about how many pages each stands.
pub(super) fn common<'i>(given: &'i Ingredients<'_>) -> impl Iterator<Item = (&'i str, u8)> {
    let Ingredients { vocabulary, is_in_core, .. } = given;
    (0..vocabulary.words.len()).filter(|at| is_in_core[*at]).map(|at| {
        let pages = vocabulary.pages[at].max(1).ilog2().div_ceil(2);
        (&*vocabulary.words[at], u8::try_from(pages).unwrap_or(u8::MAX))
    })
}

/// The date of each page: none, or the days since that of the last page that has one.
fn dates(site: &Site, pages: &[PageId], out: &mut Writer) {
    let mut last = 0;
    for page in pages {
        let Some(date) = site.facts(*page).date else {
            out.number(0);
            continue;
        };
        let epoch = jiff::civil::date(1970, 1, 1);
        let days = date.since(epoch).map_or(0, |span| span.get_days());
        let step = days - last;
        last = days;
        out.number(((step << 1) ^ (step >> 31)).cast_unsigned() + 1);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Vocabulary, WORDS_IN_CORE, words_in_core};

    #[test]
    fn the_core_has_the_words_of_names_and_the_most_usual_ones() {
        let words: Vec<String> = (0..WORDS_IN_CORE + 10).map(|n| format!("w{n:06}")).collect();
        let pages = |at: usize| if at < 20 { 1 } else { 2 };
        let counted: Vec<(&str, u32)> =
            words.iter().enumerate().map(|(at, word)| (&**word, pages(at))).collect();
        let vocabulary = Vocabulary::of_words(&counted);
        let names = HashSet::from([words[15].clone(), "nergens".to_owned()]);
        let is_in = words_in_core(&vocabulary, &names);
        assert_eq!(is_in.iter().filter(|is_in| **is_in).count(), WORDS_IN_CORE);
        assert!(is_in[15] && !is_in[14] && is_in[20] && is_in[words.len() - 1]);
        let all: HashSet<String> = words.iter().cloned().collect();
        assert!(words_in_core(&vocabulary, &all).iter().all(|is_in| *is_in));
    }
}
