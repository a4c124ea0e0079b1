//! A plan → the parts it names.

use rayon::prelude::*;

use super::classes::Classes;
use super::core::{self, Ingredients};
use super::encode::{Writer, script};
use super::postings::{self, Posting};
use super::texts::{Numbers, PAGE, PART, SECTION, clean};
use super::vocabulary::{Vocabulary, searched_terms};
use super::{PAGES, Part, Plan, compounds, synonyms};
use crate::site::Site;

/// The index of a site: what has to be worked out over all pages. Parts that only hold pages are written when asked for.
#[derive(Debug)]
pub struct SearchIndex {
    core: Vec<u8>,
    words: Vec<Vec<u8>>,
    numbers: Numbers,
}

impl SearchIndex {
    /// Makes the index.
    pub fn new(site: &Site, plan: &Plan) -> Self {
        let vocabulary = Vocabulary::gather(site, &plan.pages);
        let classes = Classes::of(&vocabulary);
        let parts = compounds::split(&vocabulary);
        let postings = postings::gather(&vocabulary, &classes, &parts);
        let starts = starts(&postings, plan.words);
        let is_in_core = core::words_in_core(&vocabulary, &synonyms::words(site));
        let (vocabulary, classes, postings) = (&vocabulary, &classes, &*postings);
        let (starts, is_in_core) = (&*starts, &*is_in_core);
        let given = Ingredients { site, plan, vocabulary, classes, postings, starts, is_in_core };
        let words = (0..plan.words).into_par_iter().map(|nth| words(&given, nth)).collect();
        let numbers = Numbers::new(core::common(&given));
        Self { core: core::write(&given), words, numbers }
    }
}

impl Plan {
    /// The script of a part; `index` is only asked for where a part takes it.
    pub fn script<'i>(
        &self,
        site: &Site,
        part: Part,
        index: impl FnOnce() -> &'i SearchIndex,
    ) -> Vec<u8> {
        let url = self.url(part);
        let name = url.as_str();
        match part {
            Part::Core => script(name, &index().core),
            Part::Words(nth) => script(name, index().words.get(nth).map_or(&[], Vec::as_slice)),
            Part::Pages(nth) => script(name, &pages(site, self, nth)),
            Part::Texts(nth) => script(name, &texts(site, self, &index().numbers, nth)),
        }
    }
}

/// Where each part with postings begins, so that all are about as long; one more than there are parts.
fn starts(postings: &[Vec<Posting>], parts: usize) -> Vec<u32> {
    let weight = |postings: &Vec<Posting>| postings.len() + 2;
    let total: usize = postings.iter().map(weight).sum();
    let mut starts = vec![0];
    let mut so_far = 0;
    for (class, own) in (0_u32..).zip(postings) {
        while starts.len() < parts && so_far >= total * starts.len() / parts {
            starts.push(class);
        }
        so_far += weight(own);
    }
    let count = u32::try_from(postings.len()).unwrap_or(u32::MAX);
    starts.resize(parts + 1, count);
    starts
}

/// The postings of neighbouring classes, and their words that the core does not have.
fn words(given: &Ingredients<'_>, nth: usize) -> Vec<u8> {
    let range = given.starts[nth]..given.starts[nth + 1];
    let mut out = Writer::default();
    let rare = rare(given, nth);
    out.words(rare.iter().map(|word| &*given.vocabulary.words[*word]));
    for word in &rare {
        // Mostly a class of this part; another where a form of the word comes long before it.
        let step = i64::from(given.classes.of[*word]) - i64::from(range.start);
        let number = if step < 0 { -2 * step - 1 } else { 2 * step };
        out.number(u32::try_from(number).unwrap_or(u32::MAX));
    }
    let lists: Vec<&Vec<Posting>> = range.map(|class| &given.postings[class as usize]).collect();
    for list in &lists {
        out.number(u32::try_from(list.len()).unwrap_or(u32::MAX));
    }
    for list in &lists {
        out.steps(list.iter().map(|posting| posting.section));
    }
    out.0.extend(lists.iter().flat_map(|list| list.iter().map(|posting| posting.how)));
    out.0
}

/// The words that the core does not have and that stand between the first words of a part and of the next one: there a
/// browser looks for them.
fn rare(given: &Ingredients<'_>, nth: usize) -> Vec<usize> {
    let first = |part: usize| {
        let class = given.starts.get(part).filter(|_| part < given.starts.len() - 1)?;
        given.classes.words.get(*class as usize)?.first().map(|word| *word as usize)
    };
    let next = (nth + 1..given.starts.len()).find_map(first);
    let is_shared = next.is_some() && next == first(nth);
    let from = if nth == 0 { 0 } else { first(nth).unwrap_or(usize::MAX) };
    let to = next.unwrap_or(given.vocabulary.words.len());
    // Of parts that begin with the same word the last one has it.
    if is_shared {
        Vec::new()
    } else {
        (from..to).filter(|word| !given.is_in_core[*word]).collect()
    }
}

/// The titles, addresses and summaries of neighbouring pages.
fn pages(site: &Site, plan: &Plan, nth: usize) -> Vec<u8> {
    let rows = plan.pages.iter().skip(nth * PAGES).take(PAGES);
    let rows: Vec<core::Row> = rows.map(|page| core::row(site, *page)).collect();
    serde_json::to_vec(&rows).unwrap_or_default()
}

/// The texts of neighbouring pages: for each page its sections, each with its heading, the heading's id, and its text.
fn texts(site: &Site, plan: &Plan, numbers: &Numbers, nth: usize) -> Vec<u8> {
    let from = plan.texts.get(nth).copied().unwrap_or(0);
    let to = plan.texts.get(nth + 1).copied().unwrap_or(plan.pages.len());
    let mut all = String::new();
    for page in plan.pages.get(from..to).unwrap_or_default() {
        let headings = &site.facts(*page).headings;
        let own = site.document(*page).texts(&site.config, site.fields(*page));
        let mut besides = own.besides;
        // Terms as they are called, which may not be as the page writes them.
        for term in searched_terms(site, *page).map(|term| &*site.index.terms[term.at()].name) {
            if !besides.lines().any(|line| line == term) {
                besides.push_str(term);
                besides.push('\n');
            }
        }
        let besides = besides.trim_end();
        for section in own.sections {
            let heading = section.heading.and_then(|at| headings.get(at));
            // What stands above the text has no heading; in its place is what else a phrase may be found in.
            let (title, id) =
                heading.map_or((besides, ""), |heading| (&*heading.text, &*heading.id));
            for (text, end) in [(title, PART), (id, PART), (&section.text, SECTION)] {
                all.push_str(&clean(text));
                all.push(end);
            }
        }
        all.push(PAGE);
    }
    numbers.write(&all)
}
