//! The script of search: the theme's, with what this site adds to it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::language::Language;
use crate::snapshot::Snapshot;

/// What the script must know of the site before it loads a part.
#[derive(Serialize)]
struct Tail<'t> {
    /// What stands in the names of the parts.
    hash: &'t str,
    /// The language of the site, in which types and facets are.
    lang: &'t str,
    /// Words by language.
    labels: BTreeMap<&'t str, BTreeMap<String, String>>,
}

/// The bytes of `search.js`.
pub(super) fn script(snapshot: &Snapshot) -> Vec<u8> {
    let (site, plan) = (&snapshot.site, snapshot.plan());
    let mut languages: Vec<Language> = plan.pages.iter().map(|page| site.language(*page)).collect();
    languages.push(site.config.language);
    languages.sort_by(|a, b| a.tag().cmp(b.tag()));
    languages.dedup();
    let labels =
        languages.iter().map(|language| (language.tag(), words(snapshot, *language))).collect();
    let tail = Tail { hash: &plan.hash, lang: site.config.language.tag(), labels };
    let tail = serde_json::to_string(&tail).unwrap_or_default();
    format!("{}weefSearch.site={tail};\n", snapshot.theme.search).into_bytes()
}

/// The words of search in a language, by their keys without what they all begin with.
fn words(snapshot: &Snapshot, language: Language) -> BTreeMap<String, String> {
    let labels = snapshot.theme.labels(language);
    let words = labels.as_map().into_iter().flatten().filter_map(|(key, word)| {
        let key = key.as_str()?.strip_prefix("search_")?.to_owned();
        Some((key, word.as_str()?.to_owned()))
    });
    words.collect()
}
