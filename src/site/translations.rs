//! Pages that name the page they are a translation of → for each page, the same page in other languages.

use std::collections::BTreeMap;

use super::references::{Referred, refer_among};
use super::{Finding, Index, PageId, Part, Site, page_id};
use crate::diagnostic::Problem;

/// In so many languages a page can be.
const MOST: usize = 40;

/// Notes which pages say the same in other languages, and which two of these say so in one language.
pub(super) fn gather(site: &Site, index: &mut Index) {
    // By the page that is translated, it first.
    let mut groups: BTreeMap<PageId, Vec<PageId>> = BTreeMap::new();
    for at in 0..site.documents.len() {
        let page = page_id(at);
        let Some(original) = original(site, index, page) else { continue };
        let group = groups.entry(original).or_insert_with(|| vec![original]);
        if original == page || group.len() == MOST {
            continue;
        }
        match group.iter().find(|other| site.language(**other) == site.language(page)) {
            Some(other) => {
                let problem = Problem::TranslationLanguage {
                    language: site.language(page).tag().to_owned(),
                    other: site.document(*other).path.to_string(),
                    is_original: *other == original,
                };
                let part = Part::Named("translation_of".into());
                index.findings.push(Finding { page, part, problem });
            }
            None => group.push(page),
        }
    }
    for group in groups.into_values() {
        for page in &group {
            let mut others: Vec<PageId> =
                group.iter().copied().filter(|other| other != page).collect();
            others.sort_by_key(|other| site.language(*other));
            if !others.is_empty() {
                index.translations.insert(*page, others);
            }
        }
    }
}

/// The page that a page is a translation of: of a translation of a translation, the first; of pages that name each other,
/// the first by path.
fn original(site: &Site, index: &Index, page: PageId) -> Option<PageId> {
    let mut seen = vec![page];
    while let Some(next) = named(site, index, seen.last().copied().unwrap_or(page)) {
        if let Some(at) = seen.iter().position(|other| *other == next) {
            return seen.get(at..)?.iter().min().copied();
        }
        if seen.len() == MOST {
            return None;
        }
        seen.push(next);
    }
    seen.last().copied().filter(|last| *last != page)
}

fn named(site: &Site, index: &Index, page: PageId) -> Option<PageId> {
    index.urls[page.at()].as_ref()?;
    let name = site.facts(page).translation_of.as_deref()?;
    match refer_among((site, index), None, name) {
        Referred::Page(other) if other != page => Some(other),
        _ => None,
    }
}
