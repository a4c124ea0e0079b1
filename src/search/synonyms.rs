//! What the settings, the names of terms and a glossary say → groups of names that mean the same.

use std::collections::{HashMap, HashSet};

use super::vocabulary::words_of;
use crate::language::{fold, halves};
use crate::site::{Site, TermId};

/// An abbreviation with small letters is no longer, in letters.
const LONGEST: usize = 5;

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

/// The words of all groups, and those of terms, which are suggested.
pub(super) fn words(site: &Site) -> HashSet<String> {
    let terms = site.index.terms.iter();
    let terms = terms.flat_map(|term| std::iter::once(&term.name).chain(&term.synonyms));
    let groups = gather(site);
    let names = groups.iter().flatten().map(|name| &**name).chain(terms.map(|name| &**name));
    names.flat_map(words_of).collect()
}

/// Whether the second half of a name is short for the first, and not what it is about or where: a word without small
/// letters, or one whose letters begin like the first half and come in that order there, as in *Wet maatschappelijke
/// ondersteuning (Wmo)*.
fn is_abbreviation([whole, short]: [&str; 2]) -> bool {
    let is_word = short.chars().any(char::is_alphabetic) && !short.contains(char::is_whitespace);
    let mut letters = whole.chars().flat_map(char::to_lowercase);
    let mut own = short.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase);
    let is_capital = short.starts_with(char::is_uppercase) && short.chars().count() <= LONGEST;
    let mut is_taken_from =
        || own.next() == letters.next() && own.all(|own| letters.any(|l| l == own));
    is_word && (!short.contains(char::is_lowercase) || (is_capital && is_taken_from()))
}

/// Names, each once; `Name (ABC)` is two.
fn group<'n>(
    names: impl Iterator<Item = &'n str>,
    old: impl Iterator<Item = String>,
) -> Vec<String> {
    let halves =
        names.flat_map(|name| match halves(name).filter(|halves| is_abbreviation(*halves)) {
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

#[cfg(test)]
mod tests {
    use super::group;

    #[test]
    fn only_an_abbreviation_in_brackets_is_another_name() {
        let names = |name: &str| group(std::iter::once(name), std::iter::empty());
        for (whole, short) in [
            ("Algemene verordening gegevensbescherming", "AVG"),
            ("Wet maatschappelijke ondersteuning", "Wmo"),
            ("Wet langdurige zorg", "Wlz"),
            ("Vereniging van Nederlandse Gemeenten", "VNG"),
            ("General Data Protection Regulation", "AVG/GDPR"),
        ] {
            assert_eq!(names(&format!("{whole} ({short})")), [whole, short]);
        }
        for name in [
            "Zorg (jeugd)",
            "Zorg (Jeugd)",
            "Wet (nieuw)",
            "Plan (2015)",
            "Overleg (AVG en BIO)",
            "Bergen (Bergen op Zoom)",
            "Wijk (Wijkteam)",
        ] {
            assert_eq!(names(name), [name]);
        }
    }

    #[test]
    fn each_name_is_one_of_a_group_once() {
        let old = ["avg".to_owned(), "privacywet".to_owned(), " ".to_owned()];
        let names = group(["AVG", "Avg", "avg-wet"].into_iter(), old.into_iter());
        assert_eq!(names, ["AVG", "avg-wet", "privacywet"]);
    }
}
