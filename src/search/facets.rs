//! Pages → what readers narrow a search by: type, terms, people.
//!
//! Years and dates are in the dates of the pages, which a browser has anyway.

use std::collections::{BTreeMap, HashMap};

use crate::language::capital;
use crate::schema::{Field, FieldKind, Role, Value, find};
use crate::site::{PageId, Referred, Site, TermId, refer};

/// What the address of the search page holds besides facets, the facet that a browser makes of dates, and a name that
/// is none in a browser.
const RESERVED: [&str; 6] = ["q", "sort", "from", "until", "year", "__proto__"];

/// Something to narrow a search by.
#[derive(Debug)]
pub(super) struct Facet {
    /// Its name, as in an address: `themes`.
    pub(super) name: String,
    /// What readers see; empty where the theme has a word for it.
    pub(super) label: String,
    /// What it can be: the value as in an address, what readers see, and the value above it.
    pub(super) values: Vec<(String, String, Option<usize>)>,
    /// The values of each page, by their places, in order.
    pub(super) of: Vec<Vec<u32>>,
}

/// The facets of a site in which at least one page has a value.
pub(super) fn gather(site: &Site, pages: &[PageId]) -> Vec<Facet> {
    let kinds = kinds(site, pages);
    let vocabularies = (0..site.config.vocabularies.len()).map(|at| terms(site, pages, at));
    let people = people(site, pages);
    let facets = std::iter::once(kinds)
        .chain(vocabularies)
        .chain(std::iter::once(people))
        .chain(fields(site, pages));
    let mut all: Vec<Facet> = Vec::new();
    for mut facet in facets.filter(|facet| !facet.values.is_empty()) {
        // Two facets of one name, or one that an address of the search page means something else by.
        while RESERVED.contains(&&*facet.name) || all.iter().any(|known| known.name == facet.name) {
            facet.name.push('_');
        }
        all.push(facet);
    }
    all
}

/// The type of each page: its collection, or the vocabulary of which it describes a term; none for any other page.
pub(super) fn kinds_of(site: &Site, pages: &[PageId]) -> Vec<Option<usize>> {
    let collections = site.config.collections.len();
    let described = site.index.terms.iter().filter_map(|term| {
        let page = term.page.filter(|page| site.url(*page) == Some(&term.url))?;
        Some((page, collections + term.vocabulary))
    });
    let described: BTreeMap<PageId, usize> = described.collect();
    let kind =
        |page: &PageId| site.facts(*page).collection.or_else(|| described.get(page).copied());
    pages.iter().map(kind).collect()
}

/// What readers call a type: the name in addresses, one of them, several.
pub(super) fn kind_names(site: &Site, kind: usize) -> [String; 3] {
    let language = site.config.language;
    let config = &site.config;
    if let Some(collection) = config.collections.get(kind) {
        return [
            collection.name.to_string(),
            collection.label_one.in_language(language).to_owned(),
            collection.label.in_language(language).to_owned(),
        ];
    }
    let vocabulary = &config.vocabularies[kind - config.collections.len()];
    [
        vocabulary.name.to_string(),
        vocabulary.label_one.in_language(language).to_owned(),
        vocabulary.label.in_language(language).to_owned(),
    ]
}

fn kinds(site: &Site, pages: &[PageId]) -> Facet {
    let of = kinds_of(site, pages);
    let mut used: Vec<usize> = of.iter().flatten().copied().collect();
    used.sort_unstable();
    used.dedup();
    let values = used.iter().map(|kind| {
        let [name, _, label] = kind_names(site, *kind);
        (name, label, None)
    });
    let place = |kind: usize| used.binary_search(&kind).ok().and_then(|at| u32::try_from(at).ok());
    Facet {
        name: "type".to_owned(),
        label: String::new(),
        values: values.collect(),
        of: of.into_iter().map(|kind| kind.and_then(place).into_iter().collect()).collect(),
    }
}

/// The terms of a vocabulary that pages have, with those above them.
fn terms(site: &Site, pages: &[PageId], vocabulary: usize) -> Facet {
    let index = &site.index;
    let own = |at: usize| index.terms[at].vocabulary == vocabulary;
    let above = |at: usize| {
        std::iter::successors(Some(at), |at| index.terms[*at].parent.map(TermId::at)).take(24)
    };
    let of: Vec<Vec<usize>> = pages
        .iter()
        .map(|page| {
            let terms =
                index.page_terms[page.at()].iter().map(|term| term.at()).filter(|at| own(*at));
            let mut all: Vec<usize> = terms.flat_map(above).collect();
            all.sort_unstable();
            all.dedup();
            all
        })
        .collect();
    let mut used: Vec<usize> = of.iter().flatten().copied().collect();
    used.sort_unstable();
    used.dedup();
    let place = |at: usize| used.binary_search(&at).ok();
    let values = used.iter().map(|at| {
        let term = &index.terms[*at];
        let slug = term.url.segments().next_back().unwrap_or_default().to_owned();
        (slug, term.name.to_string(), term.parent.and_then(|up| place(up.at())))
    });
    let declared = &site.config.vocabularies[vocabulary];
    Facet {
        name: declared.name.to_string(),
        label: declared.label.in_language(site.config.language).to_owned(),
        values: values.collect(),
        of: of
            .into_iter()
            .map(|all| all.into_iter().filter_map(|at| u32::try_from(place(at)?).ok()).collect())
            .collect(),
    }
}

/// What the address of the search page ends with when it shows all pages on a term, newest first; none where a reader's
/// browser would take the vocabulary's name for something else.
pub(crate) fn all_on_term(site: &Site, term: TermId) -> Option<String> {
    let term = &site.index.terms[term.at()];
    let name = &*site.config.vocabularies[term.vocabulary].name;
    let is_plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    let is_own = name != "type" && !RESERVED.contains(&name);
    let url = term.url.encoded();
    let slug = url.trim_end_matches('/').rsplit('/').next()?;
    (is_plain && is_own && !term.entries.is_empty()).then(|| format!("?{name}={slug}&sort=newest"))
}

/// The authors, unless their names are not searched.
fn people(site: &Site, pages: &[PageId]) -> Facet {
    let of = pages.iter().map(|page| {
        let field = find(site.fields(*page), "authors");
        let is_shown = field.is_none_or(|field| field.searched || field.facet);
        let authors = site.facts(*page).authors.iter().enumerate().filter(move |_| is_shown);
        let name = |nth: usize, written: &str| {
            let page = site.index.author_pages[page.at()].get(nth).copied().flatten();
            page.map_or(written, |page| &*site.facts(page).title).to_owned()
        };
        authors.map(|(nth, author)| name(nth, &author.name)).collect()
    });
    named("person", String::new(), &[], &of.collect::<Vec<_>>())
}

/// The fields that readers may choose by; fields of one name in several collections are one facet.
fn fields(site: &Site, pages: &[PageId]) -> Vec<Facet> {
    let config = &site.config;
    let all =
        config.collections.iter().flat_map(|collection| &collection.fields).chain(&config.fields);
    let mut asked: Vec<&Field> = Vec::new();
    for field in all.filter(|field| field.facet && !matches!(field.role, Role::Terms(_))) {
        if !asked.iter().any(|known| known.name == field.name) {
            asked.push(field);
        }
    }
    asked.iter().map(|field| of_field(site, pages, field)).collect()
}

fn of_field(site: &Site, pages: &[PageId], field: &Field) -> Facet {
    let of = pages.iter().map(|page| {
        let own = find(site.fields(*page), &field.name).filter(|own| own.facet);
        let value = own.and_then(|own| Some((own, site.facts(*page).field(&own.name)?)));
        value.map_or_else(Vec::new, |(own, value)| shown(site, own, value))
    });
    let label = field.label.in_language(site.config.language);
    let label = if label.is_empty() { capital(&field.written) } else { label.to_owned() };
    let known = match field.kind.item() {
        FieldKind::Choice(choices) => &choices[..],
        _ => &[],
    };
    named(&field.name, label, known, &of.collect::<Vec<_>>())
}

/// What readers see of the values of a field.
fn shown(site: &Site, field: &Field, value: &Value) -> Vec<String> {
    let index = &site.index;
    match value {
        Value::List(items) => items.iter().flat_map(|item| shown(site, field, item)).collect(),
        Value::Flag(true) => vec![capital(&field.written)],
        value => {
            let Some(text) = value.text() else { return Vec::new() };
            let among = match field.kind.item() {
                FieldKind::Person(among) | FieldKind::Reference(among) => *among,
                FieldKind::Term(vocabulary) => {
                    let term = index.term(*vocabulary, text);
                    return vec![term.map_or(text, |term| &*term.name).to_owned()];
                }
                _ => return vec![text.to_owned()],
            };
            match refer(site, among, text) {
                Referred::Page(named) => vec![site.facts(named).title.to_string()],
                _ => vec![text.to_owned()],
            }
        }
    }
}

/// Names, each once: those that are known in their own order, then numbers, then words.
fn in_order<'n>(mut names: Vec<&'n String>, known: &[Box<str>]) -> Vec<&'n String> {
    names.sort_unstable();
    names.dedup();
    let ranked = names.into_iter().map(|name| {
        let place = known.iter().position(|choice| **choice == **name).unwrap_or(usize::MAX);
        let number = name.parse::<f64>().ok().filter(|number| number.is_finite());
        ((place, number.is_none()), number.unwrap_or_default(), name)
    });
    let mut ranked: Vec<_> = ranked.collect();
    // What is alike stays in the order of its letters.
    ranked.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    ranked.into_iter().map(|(_, _, name)| name).collect()
}

/// A facet of names, in the order of `known` and else of numbers or letters.
fn named(name: &str, label: String, known: &[Box<str>], of: &[Vec<String>]) -> Facet {
    let labels = in_order(of.iter().flatten().collect(), known);
    let places: BTreeMap<&String, u32> = labels.iter().copied().zip(0..).collect();
    let of = of.iter().map(|names| {
        let mut own: Vec<u32> = names.iter().filter_map(|name| places.get(name).copied()).collect();
        own.sort_unstable();
        own.dedup();
        own
    });
    let of = of.collect();
    let mut slugs: HashMap<String, u32> = HashMap::new();
    let value = |label: &&String| {
        // `18-` and `18+` are two values.
        let slug = crate::url::slug(label);
        let count = slugs.entry(slug.clone()).or_insert(0);
        *count += 1;
        let slug = if *count == 1 && !slug.is_empty() { slug } else { format!("{slug}-{count}") };
        (slug, (*label).clone(), None)
    };
    let values = labels.iter().map(value).collect();
    Facet { name: name.to_owned(), label, values, of }
}

#[cfg(test)]
mod tests {
    use super::named;

    /// What readers see of a facet, and as what it stands in an address.
    fn shown(known: &[&str], of: &[&[&str]]) -> Vec<(String, String)> {
        let known: Vec<Box<str>> = known.iter().map(|name| (*name).into()).collect();
        let owned = |names: &&[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let of: Vec<Vec<String>> = of.iter().map(owned).collect();
        let facet = named("x", String::new(), &known, &of);
        facet.values.into_iter().map(|(value, label, _)| (label, value)).collect()
    }

    fn labels(known: &[&str], of: &[&[&str]]) -> Vec<String> {
        shown(known, of).into_iter().map(|(label, _)| label).collect()
    }

    #[test]
    fn known_values_then_numbers_then_words() {
        let of: [&[&str]; 2] = [&["10a", "9", "zeer", "nan"], &["10", "weinig", "9", "-1.5"]];
        let order = ["zeer", "weinig", "-1.5", "9", "10", "10a", "nan"];
        assert_eq!(labels(&["zeer", "weinig"], &of), order);
    }

    #[test]
    fn numbers_and_words_together_have_an_order() {
        let names: Vec<String> = (0..400)
            .map(|n| if n % 3 == 0 { format!("{}a", 400 - n) } else { (n * 7 % 400).to_string() })
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let once = labels(&[], &[&names]);
        let back: Vec<&str> = names.iter().rev().copied().collect();
        assert_eq!(once, labels(&[], &[&back]));
        let words = once.iter().position(|label| label.ends_with('a')).expect("there are words");
        assert!(once[words..].iter().all(|label| label.ends_with('a')), "numbers go first");
    }

    #[test]
    fn every_value_has_an_address_of_its_own() {
        let of: [&[&str]; 1] = [&["18-", "18+", "?", "!"]];
        let mut addresses: Vec<String> = shown(&[], &of).into_iter().map(|(_, at)| at).collect();
        addresses.sort();
        addresses.dedup();
        assert_eq!(addresses.len(), 4);
        assert!(addresses.iter().all(|address| !address.is_empty()));
    }
}
