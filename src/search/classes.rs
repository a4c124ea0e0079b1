//! Words → classes: the forms of one word belong together, so that who asks for one finds them all.
//!
//! Two things bring words together: a stemmer, and a plural whose singular stands on the site too. The second mends the
//! first where that cuts too deep: Kraaij and Pohlmann's algorithm makes *schul* of *schulden* and *schuld* of *schuld*.

use std::collections::HashMap;

use snowstem::{Algorithm, Stemmer};

use super::vocabulary::Vocabulary;
use crate::language::{Language, base_form};

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
        let mut stems: HashMap<(Language, String), u32> = HashMap::new();
        let mut singulars: HashMap<(Language, String), u32> = HashMap::new();
        let mut stemmers: HashMap<Language, Option<Stemmer>> = HashMap::new();
        for (at, word) in (0_u32..).zip(&vocabulary.words) {
            if word.len() < SHORTEST || word.bytes().any(|byte| byte.is_ascii_digit()) {
                continue;
            }
            let language = vocabulary.languages[at as usize];
            let stemmer = stemmers.entry(language).or_insert_with(|| stemmer(language));
            if let Some(stemmer) = stemmer {
                let first = *stems.entry((language, stemmer.stem(word).into_owned())).or_insert(at);
                together.join(first, at);
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
