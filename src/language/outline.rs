//! A word → its outline: its first letter and the consonants behind it. A noun has the same in singular and plural, so
//! most words of a text are seen not to be a term before anyone asks what they would be in the singular.

/// How many outlines there are.
pub const OUTLINES: usize = 1 << 15;
/// What is taken off the end of a singular whose plural has fewer consonants: `museum`, `musea`.
const LEARNED: [&str; 4] = ["um", "us", "on", "is"];

/// The beginning of a word, as far as grammar leaves it alone; a number below [`OUTLINES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outline(u16);

impl Outline {
    /// The outline of a word, in any case. What is not ASCII does not count: fold it first.
    pub fn of(word: &str) -> Self {
        let (mut outline, mut length, mut last) = (0, 0, 0);
        for byte in word.bytes() {
            let sign = sign(byte);
            let counts = sign != 0 && (length == 0 || !b"aeiouyAEIOUY".contains(&byte));
            if counts && sign != last {
                outline |= sign << (10 - 5 * length);
                length += 1;
                if length == 3 {
                    break;
                }
            }
            last = sign;
        }
        Self(outline)
    }

    /// Its own number, and those of the same beginning with fewer letters.
    pub fn beginnings(self) -> [usize; 4] {
        [0, self.0 & !0x3ff, self.0 & !0x1f, self.0].map(usize::from)
    }

    /// Its own number, of a key that [`super::base_form`] gives, and that of the shortest word that has this key.
    pub fn of_key(key: &str) -> [usize; 2] {
        let shortest = LEARNED.iter().find_map(|end| key.strip_suffix(end)).unwrap_or(key);
        [key, shortest].map(|word| usize::from(Self::of(word).0))
    }
}

/// The five bits of a letter or digit; letters that change places in a plural (`brief`, `brieven`) are one.
fn sign(byte: u8) -> u16 {
    match byte.to_ascii_lowercase() {
        b'v' => sign(b'f'),
        b'y' => sign(b'i'),
        b'z' | b'c' => sign(b's'),
        letter @ b'a'..=b'y' => u16::from(letter - b'a') + 1,
        b'0'..=b'9' => 27,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::language::{Language, base_form};

    fn is_found(word: &str, language: Language) -> bool {
        let beginnings = Outline::of(word).beginnings();
        Outline::of_key(&base_form(word, language)).iter().any(|key| beginnings.contains(key))
    }

    #[test]
    fn singular_and_plural_have_one() {
        for word in [
            "huizen", "musea", "lycea", "leden", "brieven", "bussen", "eieren", "koeien", "taken",
            "uien",
        ] {
            assert!(is_found(word, Language::DUTCH), "{word}");
        }
        for word in ["wolves", "mice", "feet", "boxes", "parties"] {
            assert!(is_found(word, Language::ENGLISH), "{word}");
        }
        assert_ne!(Outline::of("wijkteam"), Outline::of("buurtteam"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_word_begins_as_its_key(word in "[a-z0-9-]{0,8}(s|en|eren|heden|ies|ves|musea|steden|eieren|wives|)", dutch: bool) {
            let language = if dutch { Language::DUTCH } else { Language::ENGLISH };
            prop_assert!(is_found(&word, language), "{word}: {}", base_form(&word, language));
        }
    }
}
