//! What the settings, the names of terms and a glossary say → groups of names that mean the same.

use std::collections::HashMap;

use crate::language::{fold, halves};
use crate::site::{Site, TermId};

/// Groups of names: `[["AVG", "Algemene verordening gegevensbescherming"]]`, in the order of the site, each with two
/// names at least.
pub(super) fn gather(site: &Site) -> Vec<Vec<String>> {
    let index = &site.index;
    let mut old: HashMap<TermId, Vec<String>> = HashMap::new();
    for (url, term) in &index.moved_terms {
        let name = url.segments().next_back().map(|slug| slug.replace('-', " "));
        old.entry(*term).or_default().extend(name);
    }
    let terms = (0_u32..).map(TermId).zip(&index.terms).map(|(id, term)| {
        let names = std::iter::once(&term.name).chain(&term.synonyms);
        group(names.map(|name| &**name), old.get(&id).into_iter().flatten().cloned())
    });
    let explained = index.glossary.terms.iter().map(|page| {
        let facts = site.facts(*page);
        let named = site.fields(*page).iter().filter(|field| field.is_name);
        let others = named.flat_map(|field| facts.texts(&field.name));
        group(std::iter::once(&*facts.title).chain(others), std::iter::empty())
    });
    let set = site.config.search.synonyms.iter();
    let set = set.map(|names| group(names.iter().map(|name| &**name), std::iter::empty()));
    set.chain(terms).chain(explained).filter(|group| group.len() > 1).collect()
}

/// Names, each once; `Name (ABC)` is two.
fn group<'n>(
    names: impl Iterator<Item = &'n str>,
    old: impl Iterator<Item = String>,
) -> Vec<String> {
    let halves = names.flat_map(|name| match halves(name) {
        Some(halves) => halves.map(ToOwned::to_owned).to_vec(),
        None => vec![name.to_owned()],
    });
    let mut group: Vec<String> = Vec::new();
    for name in halves.chain(old) {
        let is_new = !group.iter().any(|known| fold(known) == fold(&name));
        if is_new && !name.trim().is_empty() {
            group.push(name);
        }
    }
    group
}
