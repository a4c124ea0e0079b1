//! A word → its outline: its first letter and the consonants behind it. A noun in the plural has the outline of its
//! singular, but for the consonants of its ending, so that most words of a text are seen not to be a term before anyone
//! asks what they would be in the singular.

/// How many outlines are told apart.
pub const OUTLINES: usize = 1 << 13;
/// How many starts of outlines are told apart.
pub const STARTS: usize = 1 << 13;
/// How many consonants the ending of a plural can have: `kinderen`, and what takes two.
const LONGEST_ENDING: usize = 5;
/// The bit of vowels among signs.
const VOWEL: u8 = 0x80;
/// The bit of consonants that are in endings of plurals: `kinderen`, `foto's`.
const OF_ENDING: u8 = 0x40;
/// What is taken off the end of a singular whose plural has fewer consonants: `museum`, `musea`.
const LEARNED: [&str; 4] = ["um", "us", "on", "is"];

/// A word without most of its vowels, as a number.
#[derive(Clone, Copy, Debug)]
pub struct Outline {
    sum: u32,
    /// The sums before each consonant at the end that may be of an ending.
    shorter: [u32; LONGEST_ENDING],
    endings: usize,
}

impl Outline {
    /// The outline of a word, in any case. What is not ASCII does not count: fold it first.
    pub fn of(word: &str) -> Self {
        let mut outline = Self { sum: START, shorter: [0; LONGEST_ENDING], endings: 0 };
        signs(word).for_each(|sign| outline.push(sign));
        outline
    }

    /// The numbers of the first three signs of a word's outline, of two, one and none, below [`STARTS`]: the outline of its
    /// singular is as long as one of these, or begins with the first. Others may have the same.
    pub fn start(word: &str) -> [usize; 4] {
        let mut signs = signs(word).map(|sign| usize::from(sign & 0x3f));
        let [a, b, c] = [(); 3].map(|()| signs.next().unwrap_or_default());
        let number = |b: usize, c: usize| (a * 0x9e5 + b * 0x11d + c * 0x1f) % STARTS;
        [number(b, c), number(b, 0), number(0, 0), 0]
    }

    fn push(&mut self, sign: u8) {
        if sign & OF_ENDING == 0 {
            self.endings = 0;
        } else if self.endings < LONGEST_ENDING {
            self.shorter[self.endings] = self.sum;
            self.endings += 1;
        } else {
            self.shorter.rotate_left(1);
            self.shorter[LONGEST_ENDING - 1] = self.sum;
        }
        self.sum = (self.sum ^ u32::from(sign)).wrapping_mul(0x0100_0193);
    }

    /// Its number, below [`OUTLINES`], and those of what it may be in the singular. Others may have the same.
    pub fn numbers(&self) -> impl Iterator<Item = usize> {
        let shorter = self.shorter.iter().take(self.endings);
        std::iter::once(&self.sum).chain(shorter).map(|sum| number(*sum))
    }

    /// The number, of a key that [`super::base_form`] gives, and that of the shortest word that has this key.
    pub fn of_key(key: &str) -> [usize; 2] {
        forms(key).map(|word| number(Self::of(word).sum))
    }

    /// The starts of the same two.
    pub fn starts_of_key(key: &str) -> [usize; 2] {
        forms(key).map(|word| Self::start(word)[0])
    }
}

/// What an outline is made of: the first sign of a word and the consonants behind it, double ones once.
fn signs(word: &str) -> impl Iterator<Item = u8> {
    let (mut last, mut is_first) = (0, true);
    word.bytes().filter_map(move |byte| {
        let sign = SIGNS[usize::from(byte)];
        let counts = sign != 0 && sign != last && (sign & VOWEL == 0 || is_first);
        last = sign;
        is_first &= !counts;
        counts.then_some(sign)
    })
}

/// A key, and the shortest word that has it.
fn forms(key: &str) -> [&str; 2] {
    let shortest = LEARNED.iter().find_map(|end| key.strip_suffix(end)).unwrap_or(key);
    [key, shortest]
}

/// Where sums begin: those of Fowler, Noll and Vo.
const START: u32 = 0x811c_9dc5;

fn number(sum: u32) -> usize {
    (sum ^ (sum >> 16)) as usize % OUTLINES
}

/// What each byte counts as: a letter or digit, or nothing. Letters that change places in a plural (`brief`,
/// `brieven`) are one.
const SIGNS: [u8; 256] = {
    let mut signs = [0; 256];
    let mut byte: u8 = 0;
    while byte < 128 {
        let lower = byte.to_ascii_lowercase();
        let letter = match lower {
            b'v' => b'f',
            b'y' => b'i',
            b'z' | b'c' => b's',
            letter => letter,
        };
        signs[byte as usize] = match letter {
            b'a' | b'e' | b'i' | b'o' | b'u' => (letter - b'a' + 1) | VOWEL,
            b'd' | b'r' | b'n' | b's' => (letter - b'a' + 1) | OF_ENDING,
            b'a'..=b'z' => letter - b'a' + 1,
            b'0'..=b'9' => letter,
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
        let starts = Outline::starts_of_key(&base_form(word, language));
        Outline::of(word).numbers().any(|number| keys.contains(&number))
            && Outline::start(word).iter().any(|start| starts.contains(start))
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
