//! A word → its outline: its first letter and the consonants behind it. A noun in the plural has the outline of its
//! singular, but for the consonants of its ending, so that most words of a text are seen not to be a term before anyone
//! asks what they would be in the singular.

/// How many outlines are told apart.
pub const OUTLINES: usize = 1 << 16;
/// No more letters of a word count.
const MOST: usize = 40;
/// The consonants in endings of plurals (`kinderen`, `foto's`), and how many of them a plural can have.
const ENDING: (&[u8], usize) = (b"drns", 5);
/// What is taken off the end of a singular whose plural has fewer consonants: `museum`, `musea`.
const LEARNED: [&str; 4] = ["um", "us", "on", "is"];

/// A word without most of its vowels.
#[derive(Debug)]
pub struct Outline {
    letters: [u8; MOST],
    length: usize,
}

impl Outline {
    /// The outline of a word, in any case. What is not ASCII does not count: fold it first.
    pub fn of(word: &str) -> Self {
        let mut outline = Self { letters: [0; MOST], length: 0 };
        let mut last = 0;
        for byte in word.bytes() {
            let sign = SIGNS[usize::from(byte)];
            let counts = sign != 0 && (outline.length == 0 || !b"aeiou".contains(&sign));
            if counts && sign != last {
                let Some(letter) = outline.letters.get_mut(outline.length) else { break };
                *letter = sign;
                outline.length += 1;
            }
            last = sign;
        }
        outline
    }

    /// Its number, below [`OUTLINES`], and those of what it may be in the singular.
    pub fn numbers(&self) -> impl Iterator<Item = usize> {
        let letters = self.letters.get(..self.length).unwrap_or_default();
        let ending = letters.iter().rev().take_while(|letter| ENDING.0.contains(letter)).count();
        (letters.len() - ending.min(ENDING.1)..=letters.len()).map(|end| number(&letters[..end]))
    }

    /// The number, of a key that [`super::base_form`] gives, and that of the shortest word that has this key.
    pub fn of_key(key: &str) -> [usize; 2] {
        let shortest = LEARNED.iter().find_map(|end| key.strip_suffix(end)).unwrap_or(key);
        [key, shortest].map(|word| {
            let outline = Self::of(word);
            number(outline.letters.get(..outline.length).unwrap_or_default())
        })
    }
}

/// Letters by a number; others may have the same.
fn number(letters: &[u8]) -> usize {
    let mix = |sum: u32, letter: &u8| (sum ^ u32::from(*letter)).wrapping_mul(0x0100_0193);
    let sum = letters.iter().fold(0x811c_9dc5, mix);
    ((sum ^ (sum >> 16)) & 0xffff) as usize
}

/// What each byte counts as: a letter or digit, or nothing. Letters that change places in a plural (`brief`,
/// `brieven`) are one.
const SIGNS: [u8; 256] = {
    let mut signs = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        let lower = (byte as u8).to_ascii_lowercase();
        signs[byte] = match lower {
            b'v' => b'f',
            b'y' => b'i',
            b'z' | b'c' => b's',
            b'a'..=b'z' | b'0'..=b'9' => lower,
            _ => 0,
        };
        byte += 1;
    }
    signs
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::language::{Language, base_form};

    fn is_found(word: &str, language: Language) -> bool {
        let keys = Outline::of_key(&base_form(word, language));
        Outline::of(word).numbers().any(|number| keys.contains(&number))
    }

    #[test]
    fn singular_and_plural_have_one() {
        let words = "huizen musea lycea leden brieven bussen eieren koeien taken uien kinderen beenderen steden";
        for word in words.split(' ') {
            assert!(is_found(word, Language::DUTCH), "{word}");
        }
        for word in "wolves mice feet boxes parties children".split(' ') {
            assert!(is_found(word, Language::ENGLISH), "{word}");
        }
    }

    #[test]
    fn other_words_have_another() {
        for (a, b) in [("wijkteam", "wijkraad"), ("wmo", "wens"), ("zorg", "zeggen"), ("a", "e")] {
            assert!(
                !Outline::of(b).numbers().any(|number| Outline::of_key(a).contains(&number)),
                "{a} {b}"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_word_begins_as_its_key(word in "[a-z0-9-]{0,8}(s|en|eren|heden|ies|ves|musea|steden|eieren|wives|)", dutch: bool) {
            let language = if dutch { Language::DUTCH } else { Language::ENGLISH };
            prop_assert!(is_found(&word, language), "{word}: {}", base_form(&word, language));
        }
    }
}
