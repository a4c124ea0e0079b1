//! Words → classes: the forms of one word belong together, so that who asks for one finds them all.
//!
//! Two things bring words together: a stemmer, and a plural whose singular stands on the site too. The second mends the
//! first where that cuts too deep: Kraaij and Pohlmann's algorithm makes *schul* of *schulden* and *schuld* of *schuld*.
//! And it takes beginnings off: words of one stem that do not begin alike (*gezin* and *zinnen*, *beleid* and
//! *begeleiding*) stay apart.

use std::collections::HashMap;

use snowstem::{Algorithm, Stemmer};

use super::vocabulary::Vocabulary;
use crate::language::{Language, base_form};

/// Nouns that look like participles.
const NO_PARTICIPLES: [&str; 11] = [
    "gebied", "gedicht", "geduld", "geluid", "gerecht", "getint", "gevecht", "geweld", "gewicht",
    "gezicht", "gezond",
];
/// So many words of one stem are compared with each other.
const MOST: usize = 64;
/// Shorter words have no endings.
const SHORTEST: usize = 4;

/// Which words are forms of one word.
#[derive(Debug)]
pub(super) struct Classes {
    /// The class of each word, by the word's place. Classes are numbered in the order of their first words.
    pub(super) of: Vec<u32>,
    /// The words of each class, in their order.
    pub(super) words: Vec<Vec<u32>>,
}

impl Classes {
    /// Sorts the words of a site into classes.
    pub(super) fn of(vocabulary: &Vocabulary) -> Self {
        let count = vocabulary.words.len();
        let mut together = Together((0..u32::try_from(count).unwrap_or(u32::MAX)).collect());
        let is_stop = vocabulary.stops();
        let mut stems: HashMap<(Language, String), Vec<u32>> = HashMap::new();
        let mut singulars: HashMap<(Language, String), u32> = HashMap::new();
        let mut stemmers: HashMap<Language, Option<Stemmer>> = HashMap::new();
        for (at, word) in (0_u32..).zip(&vocabulary.words) {
            let is_whole = word.len() < SHORTEST || word.bytes().any(|byte| byte.is_ascii_digit());
            if is_whole || is_stop[at as usize] {
                continue;
            }
            let language = vocabulary.languages[at as usize];
            let stemmer = stemmers.entry(language).or_insert_with(|| stemmer(language));
            if let Some(stemmer) = stemmer {
                let same = stems.entry((language, stemmer.stem(word).into_owned())).or_default();
                let alike = |other: &&u32| are_alike(&vocabulary.words[**other as usize], word);
                for other in same.iter().filter(alike) {
                    together.join(*other, at);
                }
                if same.len() < MOST {
                    same.push(at);
                }
            }
            let first = *singulars.entry((language, base_form(word, language))).or_insert(at);
            together.join(first, at);
        }
        let mut classes = Self { of: Vec::with_capacity(count), words: Vec::new() };
        let mut numbers: HashMap<u32, u32> = HashMap::new();
        for at in 0..u32::try_from(count).unwrap_or(u32::MAX) {
            let root = together.root(at);
            let class = *numbers.entry(root).or_insert_with(|| {
                classes.words.push(Vec::new());
                u32::try_from(classes.words.len() - 1).unwrap_or(u32::MAX)
            });
            classes.of.push(class);
            classes.words[class as usize].push(at);
        }
        classes
    }
}

/// Whether two words of one stem are forms of one word: they begin alike, or would but for the *ge* of a participle.
fn are_alike(a: &str, b: &str) -> bool {
    let participle = |word: &str| {
        let rest = word.strip_prefix("ge").filter(|_| word.len() > 5 && word.ends_with(['d', 't']));
        rest.filter(|_| !NO_PARTICIPLES.contains(&word)).map(str::to_owned)
    };
    let is_form = |a: &str, b: &str| participle(a).is_some_and(|rest| begin_alike(&rest, b));
    begin_alike(a, b) || is_form(a, b) || is_form(b, a)
}

/// Whether two words begin alike for half of the shorter one, and three letters at least. What Dutch spells in two ways
/// in forms of one word is the same here: *loopt* and *lopen*, *geeft* and *geven*, *huis* and *huizen*.
fn begin_alike(a: &str, b: &str) -> bool {
    let (a, b) = (outline(a), outline(b));
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    same >= 3.max(a.len().min(b.len()).div_ceil(2))
}

/// A word with one letter for two of a kind, and without the difference of *v* and *f*, *z* and *s*.
fn outline(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word
        .chars()
        .map(|letter| match letter {
            'v' => 'f',
            'z' => 's',
            letter => letter,
        })
        .collect();
    letters.dedup();
    letters
}

/// The stemmer of a language; none for most.
fn stemmer(language: Language) -> Option<Stemmer> {
    let algorithm = match language.primary() {
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "de" => Algorithm::German,
        "fr" => Algorithm::French,
        "es" => Algorithm::Spanish,
        "it" => Algorithm::Italian,
        "pt" => Algorithm::Portuguese,
        "da" => Algorithm::Danish,
        "sv" => Algorithm::Swedish,
        "no" | "nb" => Algorithm::Norwegian,
        _ => return None,
    };
    Some(Stemmer::create(algorithm))
}

/// Sets that are joined: for each member another of its set, itself for the one that stands for all.
struct Together(Vec<u32>);

impl Together {
    fn root(&mut self, mut at: u32) -> u32 {
        while self.0[at as usize] != at {
            let above = self.0[at as usize];
            self.0[at as usize] = self.0[above as usize];
            at = above;
        }
        at
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::{Classes, are_alike};
    use crate::search::vocabulary::Vocabulary;

    #[test]
    fn forms_of_a_word_are_one_class() {
        let words = [
            "begeleiding",
            "beleid",
            "huis",
            "huizen",
            "schuld",
            "schulden",
            "school",
            "scholen",
            "de",
            "het",
            "wijkteam",
            "wijkteams",
            "avg1",
            "avg2",
        ];
        let vocabulary = Vocabulary::of_words(&words.map(|word| (word, 1)));
        let classes = Classes::of(&vocabulary);
        let class = |word: &str| {
            let at = vocabulary.words.iter().position(|known| **known == *word);
            classes.of[at.expect("it is a word")]
        };
        for (a, b) in [
            ("huis", "huizen"),
            ("schuld", "schulden"),
            ("school", "scholen"),
            ("wijkteam", "wijkteams"),
        ] {
            assert_eq!(class(a), class(b), "{a} {b}");
        }
        for (a, b) in
            [("begeleiding", "beleid"), ("de", "het"), ("avg1", "avg2"), ("huis", "school")]
        {
            assert_ne!(class(a), class(b), "{a} {b}");
        }
        // Numbered by their first words, and every word is in the class that has it.
        assert_eq!(classes.of[0], 0);
        let firsts: Vec<u32> = classes.words.iter().map(|words| words[0]).collect();
        assert!(firsts.is_sorted());
        for (class, words) in (0_u32..).zip(&classes.words) {
            assert!(words.iter().all(|word| classes.of[*word as usize] == class));
        }
    }

    #[test]
    fn forms_of_a_word_begin_alike() {
        for (a, b) in [
            ("loopt", "lopen"),
            ("geeft", "geven"),
            ("huis", "huizen"),
            ("school", "scholen"),
            ("schuld", "schulden"),
            ("gemeld", "melden"),
        ] {
            assert!(are_alike(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("wonen", "gewoon"),
            ("beleid", "begeleiding"),
            ("gezin", "zinnen"),
            ("gebied", "bieden"),
        ] {
            assert!(!are_alike(a, b), "{a} {b}");
        }
    }
}
