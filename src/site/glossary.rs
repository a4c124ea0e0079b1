//! The pages of glossaries → every name of every term, and which of them a text uses.
//!
//! A term is found in singular and plural, in any case; a name that looks like an abbreviation only as it is written,
//! so that *ZIN* is not found in a sentence with the word *zin*. Texts are as they stand in HTML, so that what is found
//! has a place there.

use std::collections::HashMap;
use std::ops::Range;

use super::{Finding, Index, PageId, Part, Site, page_id};
use crate::diagnostic::Problem;
use crate::language::{Language, OUTLINES, Outline, STARTS, base_form, fold, halves};
use crate::markdown::{escape, unescape};
use crate::schema::{Core, FieldKind, Role, Value, find};

mod words;

use words::{Signs, capitals, possessed};
pub(crate) use words::{is_word_at, words};

/// A name with more words than this is found nowhere.
const LONGEST: usize = 16;

/// The terms that texts explain where they use them.
#[derive(Debug, Default)]
pub struct Glossary {
    /// The page of each term.
    pub terms: Vec<PageId>,
    /// Names by their key, the surest first.
    names: HashMap<Box<str>, Vec<Name>>,
    /// How many words the names have whose first word has an outline: a bit for each number. Empty without terms.
    lengths: Box<[u16]>,
    /// Whether a name's first word has an outline that starts so. Empty without terms.
    starts: Box<[bool]>,
    /// How long the shortest first word of a name is, in bytes.
    shortest: usize,
}

/// One name of a term.
#[derive(Debug)]
struct Name {
    term: usize,
    /// The language of the term's page, without its region.
    language: Language,
    /// Words that look like abbreviations, which a text must write just so, with their ordinals.
    exact: Box<[(usize, Box<str>)]>,
    /// What stands before the first word and behind the last, which a text must have too: `.NET`, `C++`.
    signs: Signs,
}

impl Name {
    /// What is to be written just so goes before what is not, and more signs before fewer.
    fn rank(&self) -> (usize, bool) {
        (self.signs.count(), !self.exact.is_empty())
    }
}

/// A name of a term in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The ordinal of the term.
    pub(crate) term: usize,
    /// How many words it has.
    pub(crate) words: usize,
    /// Where it stands, with the signs that belong to it.
    pub(crate) place: Range<usize>,
}

/// What is wanted of a name while terms are being gathered.
struct Claim<'s> {
    term: usize,
    name: &'s str,
    /// Where a message stands when another term has the name; none for a name that only follows from another.
    part: Option<Part>,
}

/// The terms of all collections that are glossaries.
pub(super) fn gather(site: &Site, index: &mut Index) {
    let mut glossary = Glossary::default();
    let explained = (0..site.documents.len())
        .map(page_id)
        .filter(|page| index.urls[page.at()].is_some() && definition(site, *page).is_some());
    glossary.terms = explained.collect();
    if glossary.terms.is_empty() {
        return;
    }
    glossary.lengths = vec![0; OUTLINES].into();
    glossary.starts = vec![false; STARTS].into();
    glossary.shortest = usize::MAX;
    let mut findings = Vec::new();
    for claims in [titles, other_names, title_halves] {
        for term in 0..glossary.terms.len() {
            for claim in claims(site, glossary.terms[term], term) {
                findings.extend(glossary.claim((site, index), &claim));
            }
        }
    }
    index.findings.append(&mut findings);
    index.glossary = glossary;
}

/// What explains a term, and whether it is Markdown; none where the page is no term, or its field is empty.
pub(crate) fn definition(site: &Site, page: PageId) -> Option<(&str, bool)> {
    let facts = site.facts(page);
    let wanted = site.config.collections.get(facts.collection?)?.glossary.as_deref()?;
    let field = find(site.fields(page), wanted)?;
    let text = match field.role {
        Role::Core(Core::Summary) => facts.summary.as_deref()?,
        _ => facts.field(wanted).and_then(Value::text)?,
    };
    Some((text, field.kind == FieldKind::Markdown)).filter(|(text, _)| !text.trim().is_empty())
}

fn titles(site: &Site, page: PageId, term: usize) -> Vec<Claim<'_>> {
    let part = Some(Part::Named("title".into()));
    vec![Claim { term, name: &site.facts(page).title, part }]
}

/// Synonyms, abbreviations; old names are what nobody writes any more.
fn other_names(site: &Site, page: PageId, term: usize) -> Vec<Claim<'_>> {
    let facts = site.facts(page);
    let fields = site.fields(page).iter().filter(|f| f.is_name && *f.name != *"old_names");
    let names = fields.flat_map(|field| {
        facts.texts(&field.name).into_iter().enumerate().map(move |(nth, name)| Claim {
            term,
            name,
            part: Some(Part::Value(facts.ordinal_of(&field.name, nth))),
        })
    });
    names.collect()
}

/// The two halves of a title like *Name (Abbreviation)*.
fn title_halves(site: &Site, page: PageId, term: usize) -> Vec<Claim<'_>> {
    let halves = halves(&site.facts(page).title).into_iter().flatten();
    halves.map(|name| Claim { term, name, part: None }).collect()
}

impl Glossary {
    /// Whether there is nothing to find.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Notes a name of a term, or that it is another one's.
    fn claim(&mut self, (site, index): (&Site, &Index), claim: &Claim<'_>) -> Option<Finding> {
        let Claim { term, name, .. } = *claim;
        let page = self.terms[term];
        let language = site.language(page);
        let text = escape(name);
        let mut places = Vec::new();
        words(&text, &mut places);
        let whole = range_of(&places).filter(|_| places.len() <= LONGEST)?;
        let text_of = |place: &Range<usize>| unescape(&text[place.clone()]);
        let exact: Box<_> = places
            .iter()
            .enumerate()
            .map(|(nth, place)| (nth, text_of(place).into_owned().into_boxed_str()))
            .filter(|(_, word)| capitals(word) > 1)
            .collect();
        let folded = fold(&text_of(&whole));
        let key = base_form(&folded, language);
        let known = self.names.entry(key.as_str().into()).or_default();
        let signs = Signs::of(&unescape(&text[..whole.start]), &unescape(&text[whole.end..]));
        let own = Name { term, language, exact, signs };
        let is_same = |other: &&Name| {
            other.language.primary() == language.primary()
                && other.exact == own.exact
                && other.signs == own.signs
        };
        if let Some(owner) = known.iter().find(is_same).map(|name| name.term) {
            let part = claim.part.clone().filter(|_| owner != term)?;
            let problem = taken((site, index), name, [page, self.terms[owner]]);
            return Some(Finding { page, part, problem });
        }
        let at = known.partition_point(|other| other.rank() > own.rank());
        known.insert(at, own);
        // Of several words the first is no noun: it keeps its own beginning.
        let first = fold(&text_of(&places[0]));
        let first = if places.len() == 1 { key.as_str() } else { first.as_str() };
        self.shortest = self.shortest.min(first.len());
        for start in Outline::starts_of_key(first) {
            self.starts[start] = true;
        }
        let outlines = Outline::of_key(first);
        for outline in outlines {
            self.lengths[outline] |= 1 << (places.len() - 1);
        }
        None
    }

    /// The longest name that a text uses from the first of some words on.
    pub(crate) fn longest(
        &self,
        text: &str,
        places: &[Range<usize>],
        language: Language,
    ) -> Option<Found> {
        let first = text.get(places.first()?.clone())?;
        // A singular is at most two letters longer than its plural: `data`, `datum`.
        let is_short = first.len() + 2 < self.shortest;
        let is_none = || is_short || !Outline::start(first).iter().any(|start| self.starts[*start]);
        if first.is_ascii() && is_none() {
            return None;
        }
        let outline = if first.is_ascii() {
            Outline::of(first)
        } else {
            Outline::of(&fold(&unescape(first)))
        };
        let lengths = outline.numbers().filter_map(|number| self.lengths.get(number));
        let mut lengths = lengths.fold(0, |all, own| all | own);
        while lengths != 0 {
            let length = lengths.ilog2();
            lengths ^= 1 << length;
            let length = length as usize + 1;
            let found = places.get(..length).and_then(|words| self.term(text, words, language));
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// The term whose name these words are, all of them.
    fn term(&self, text: &str, places: &[Range<usize>], language: Language) -> Option<Found> {
        let words = range_of(places)?;
        let written = unescape(text.get(words.clone())?);
        let of = |written: &str| {
            let names = self.names.get(base_form(&fold(written), language).as_str())?;
            let is_meant = |name: &&Name| {
                name.language.primary() == language.primary()
                    && name.exact.iter().all(|(nth, exact)| {
                        // A text may have fewer words than a name of the same key: `foo_bar`.
                        let word = places.get(*nth).and_then(|place| text.get(place.clone()));
                        let word = word.map(unescape);
                        word.is_some_and(|word| {
                            possessed(&word).unwrap_or(&word) == &**exact || *word == **exact
                        })
                    })
            };
            names.iter().filter(is_meant).find_map(|name| {
                let place = name.signs.around(text, &words)?;
                Some(Found { term: name.term, words: places.len(), place })
            })
        };
        of(&written).or_else(|| of(possessed(&written)?))
    }
}

/// From the first word to the last.
fn range_of(places: &[Range<usize>]) -> Option<Range<usize>> {
    Some(places.first()?.start..places.last()?.end)
}

/// Two pages of one title are told apart by their addresses.
fn taken((site, index): (&Site, &Index), name: &str, pages: [PageId; 2]) -> Problem {
    let title = |page: PageId| site.facts(page).title.to_string();
    let is_same = title(pages[0]) == title(pages[1]);
    let [term, other] = pages.map(|page| match &index.urls[page.at()] {
        Some(url) if is_same => url.to_string(),
        _ => title(page),
    });
    Problem::TermNameTaken { name: name.to_owned(), term, other }
}
