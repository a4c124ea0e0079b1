//! Long words → the words of the site of which they are put together, so that *hulp* finds *schuldhulpverlening*.
//!
//! After Koehn and Knight, *Empirical Methods for Compound Splitting* (2003): of the ways to split a word into words of
//! the site the one whose parts have the highest geometric mean of how many pages have them. Unlike there the fewest
//! parts go first, each with its own parts, and a word that is itself frequent is split all the same: a reader who asks
//! for a part wants it.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::vocabulary::Vocabulary;

/// A part has at least so many letters.
const SHORTEST: usize = 4;
/// A shorter one only counts where it stands on so many pages itself.
const SHORT: (usize, u32) = (3, 3);
/// A word has at most so many parts.
const MOST: usize = 4;
/// What stands between two parts.
const LINKERS: [&str; 5] = ["", "s", "e", "en", "n"];
/// What looks like a part but is a prefix, a suffix or an ending; in the order of letters.
const NO_PARTS: [&str; 76] = [
    "aal", "aan", "acht", "achter", "achtig", "age", "anti", "baar", "ben", "bij", "boven", "den",
    "der", "dom", "door", "een", "eer", "eerd", "end", "ende", "ent", "ere", "eren", "erig",
    "erij", "ering", "ers", "est", "gaan", "ges", "had", "heden", "heid", "hier", "iek", "ien",
    "ies", "ige", "ing", "inge", "ingen", "isch", "ische", "ist", "iteit", "ities", "kan", "king",
    "lijk", "lijke", "lijks", "loos", "loze", "mede", "meer", "mis", "naar", "nis", "onder", "ont",
    "over", "pen", "ren", "schap", "ste", "tegen", "ten", "ter", "tie", "ties", "uit", "van",
    "ver", "voor", "zaam", "zame",
];

/// The parts of each word; of most there are none.
pub(super) fn split(vocabulary: &Vocabulary) -> Vec<Vec<u32>> {
    let known: HashMap<&str, u32, FixedState> = (0_u32..)
        .zip(&vocabulary.words)
        .filter(|(at, word)| is_part(word, vocabulary.pages[*at as usize]))
        .map(|(at, word)| (&**word, at))
        .collect();
    let splitter = Splitter { known, pages: &vocabulary.pages };
    let parts: Vec<Vec<u32>> =
        vocabulary.words.par_iter().map(|word| splitter.split(word)).collect();
    parts.iter().map(|own| deep(own, &parts)).collect()
}

/// Parts, and the parts of those.
fn deep(own: &[u32], parts: &[Vec<u32>]) -> Vec<u32> {
    let mut all = own.to_vec();
    let mut at = 0;
    while let Some(part) = all.get(at).filter(|_| all.len() < 2 * MOST).copied() {
        all.extend(&parts[part as usize]);
        at += 1;
    }
    all
}

fn is_part(word: &str, pages: u32) -> bool {
    let is_long = word.len() >= SHORTEST || (word.len() >= SHORT.0 && pages >= SHORT.1);
    is_long
        && word.bytes().all(|byte| byte.is_ascii_lowercase())
        && NO_PARTS.binary_search(&word).is_err()
}

struct Splitter<'v> {
    known: HashMap<&'v str, u32, FixedState>,
    pages: &'v [u32],
}

/// A way to split a word: its parts, and the product of how many pages have them. Products of as many numbers are in
/// the order of their geometric means, and whole numbers are the same on every machine.
#[derive(Clone)]
struct Way {
    parts: Vec<u32>,
    product: u128,
}

impl Splitter<'_> {
    fn split(&self, word: &str) -> Vec<u32> {
        if word.len() < SHORT.0 + SHORTEST || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Vec::new();
        }
        let none = Way { parts: Vec::new(), product: 1 };
        let mut best = none.clone();
        self.ways(word, &none, &mut best);
        best.parts
    }

    /// Tries every beginning of what is left that is a word of the site.
    fn ways(&self, rest: &str, so_far: &Way, best: &mut Way) {
        if so_far.parts.len() + 1 > MOST {
            return;
        }
        for end in SHORT.0..=rest.len() {
            let Some((part, after)) = rest.split_at_checked(end) else { continue };
            let is_whole = after.is_empty() && so_far.parts.is_empty();
            let Some(at) = self.known.get(part).filter(|_| !is_whole) else { continue };
            let mut way = so_far.clone();
            way.parts.push(*at);
            way.product *= u128::from(self.pages[*at as usize]) + 1;
            if after.is_empty() {
                // The fewest parts first: what they have in turn is looked up there.
                let (now, before) = (way.parts.len(), best.parts.len());
                if before == 0 || now < before || (now == before && way.product > best.product) {
                    *best = way;
                }
                continue;
            }
            for after in LINKERS.iter().filter_map(|linker| after.strip_prefix(linker)) {
                if after.len() >= SHORT.0 {
                    self.ways(after, &way, best);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NO_PARTS, is_part, split};
    use crate::search::vocabulary::Vocabulary;

    /// The parts of each word of a site that has these words on so many pages.
    fn parts(words: &[(&str, u32)], of: &str) -> Vec<String> {
        let vocabulary = Vocabulary::of_words(words);
        let at = vocabulary.words.iter().position(|word| **word == *of).expect("it is a word");
        let parts = &split(&vocabulary)[at];
        parts.iter().map(|part| vocabulary.words[*part as usize].to_string()).collect()
    }

    #[test]
    fn prefixes_and_endings_are_no_parts() {
        assert!(NO_PARTS.is_sorted(), "they are looked up by halves");
        for word in NO_PARTS {
            assert!(!is_part(word, 1000), "{word}");
        }
    }

    #[test]
    fn short_words_are_parts_where_they_are_usual() {
        assert!(is_part("zorg", 1));
        assert!(is_part("wet", 3));
        assert!(!is_part("wet", 2));
        assert!(!is_part("zo", 1000));
        assert!(!is_part("café", 1000));
    }

    #[test]
    fn words_are_parted_at_words_of_the_site() {
        let words = [("schuld", 4), ("hulp", 9), ("verlening", 2), ("hulpverlening", 3)];
        let with = |word| [&words[..], &[(word, 1)]].concat();
        // The fewest parts, and then what those have.
        assert_eq!(
            parts(&with("schuldhulpverlening"), "schuldhulpverlening"),
            ["schuld", "hulpverlening", "hulp", "verlening"]
        );
        assert_eq!(parts(&with("schuldenhulp"), "schuldenhulp"), ["schuld", "hulp"]);
        assert!(parts(&with("hulpvaardig"), "hulpvaardig").is_empty());
        assert!(parts(&words, "schuld").is_empty(), "no word is a part of itself");
    }

    #[test]
    fn what_more_pages_have_goes_first() {
        let words =
            [("bal", 3), ("kond", 5), ("balk", 9), ("onder", 1), ("deur", 20), ("balkdeur", 1)];
        assert_eq!(parts(&words, "balkdeur"), ["balk", "deur"]);
        let words = [("kerst", 9), ("boom", 9), ("kers", 1), ("tboom", 1), ("kerstboom", 1)];
        assert_eq!(parts(&words, "kerstboom"), ["kerst", "boom"]);
    }
}
