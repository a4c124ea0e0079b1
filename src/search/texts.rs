//! Texts → few bytes: a word that the core has is written as its number there, the most usual with the lowest, and how
//! it is capitalised; only other words are spelled. A third smaller than the letters compressed.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::encode::Writer;
use crate::language::fold_word;

/// Ends the heading and the id of a section.
pub(super) const PART: char = '\u{1}';
/// Ends a section.
pub(super) const SECTION: char = '\u{2}';
/// Ends a page.
pub(super) const PAGE: char = '\u{3}';
/// Up to so many words are written in one byte.
const ONE_BYTE: u8 = 160;
/// Others in two.
const TWO_BYTES: usize = 96 * 256;
/// So many words have a number; zero says that a word is spelled.
const MOST: usize = ONE_BYTE as usize + TWO_BYTES - 1;

/// The words that have a number, and which.
#[derive(Debug, Default)]
pub(super) struct Numbers(HashMap<Box<str>, usize, FixedState>);

impl Numbers {
    /// Numbers words, with about how many pages have each, in the order in which the core has them.
    pub(super) fn new<'w>(words: impl IntoIterator<Item = (&'w str, u8)>) -> Self {
        let mut words: Vec<(&str, u8)> = words.into_iter().collect();
        // A stable order: words as usual as each other stay in theirs.
        words.sort_by_key(|(_, pages)| std::cmp::Reverse(*pages));
        let numbered = words.into_iter().zip(1..).take(MOST);
        Self(numbered.map(|((word, _), number)| (word.into(), number)).collect())
    }

    /// The bytes of a text.
    pub(super) fn write(&self, text: &str) -> Vec<u8> {
        let (mut numbers, mut cases) = (Vec::new(), Vec::new());
        let (mut between, mut spelled) = (String::new(), String::new());
        let mut folded = String::new();
        let mut rest = text;
        loop {
            let (gap, after) = rest.split_at(rest.find(is_letter).unwrap_or(rest.len()));
            between.push_str(if gap == " " { "" } else { gap });
            between.push('\0');
            if after.is_empty() {
                break;
            }
            let end = after.find(|sign| !is_letter(sign)).unwrap_or(after.len());
            let (word, after) = after.split_at(end);
            fold_word(word, &mut folded);
            let known = self.0.get(&*folded).zip(case(word, &folded));
            if known.is_none() {
                spelled.push_str(word);
                spelled.push('\0');
            }
            let (number, case) = known.map_or((0, 0), |(number, case)| (*number, case));
            push_number(&mut numbers, number);
            cases.push(case);
            rest = after;
        }
        let mut out = Writer::default();
        out.bytes(&numbers);
        out.bytes(&cases);
        out.bytes(between.as_bytes());
        out.bytes(spelled.as_bytes());
        out.0
    }
}

/// What stands between words is what is no letter.
fn is_letter(sign: char) -> bool {
    sign.is_alphanumeric()
}

/// A text without the signs by which sections are parted.
pub(super) fn clean(text: &str) -> String {
    text.replace(['\0', PART, SECTION, PAGE], " ")
}

/// How a word is capitalised: not, its first letter, all; none where that is not all that folding took away.
fn case(word: &str, folded: &str) -> Option<u8> {
    if word == folded {
        return Some(0);
    }
    if !word.is_ascii() || word.len() != folded.len() {
        return None;
    }
    let rest = word.get(1..)?;
    if rest == folded.get(1..)? {
        Some(1)
    } else {
        rest.bytes()
            .all(|b| !b.is_ascii_lowercase())
            .then_some(2)
            .filter(|_| word.starts_with(|c: char| !c.is_ascii_lowercase()))
    }
}

fn push_number(out: &mut Vec<u8>, number: usize) {
    match number.checked_sub(usize::from(ONE_BYTE)) {
        None => out.extend(u8::try_from(number)),
        Some(rest) => {
            let [low, high, ..] = rest.min(TWO_BYTES - 1).to_le_bytes();
            out.extend([ONE_BYTE + high, low]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Numbers, PAGE, PART, SECTION, case, clean, push_number};
    use crate::language::fold_word;

    #[test]
    fn usual_words_are_numbers() {
        let numbers = Numbers::new([("de", 3), ("wijk", 2), ("team", 2)]);
        let bytes = numbers.write("De wijk, het TEAM");
        let expected: [&[u8]; 8] = [
            // Their numbers, the most usual word first; their capitals.
            &[4],
            &[1, 2, 0, 3],
            &[4],
            &[1, 0, 0, 2],
            // What stands between, but for single spaces; the words that have no number.
            &[7],
            b"\0\0, \0\0\0",
            &[4],
            b"het\0",
        ];
        assert_eq!(bytes, expected.concat());
    }

    #[test]
    fn numbers_take_one_byte_or_two() {
        for (number, expected) in [
            (0, vec![0]),
            (159, vec![159]),
            (160, vec![160, 0]),
            (416, vec![161, 0]),
            (MOST, vec![255, 255]),
        ] {
            let mut bytes = Vec::new();
            push_number(&mut bytes, number);
            assert_eq!(bytes, expected, "{number}");
        }
    }

    #[test]
    fn words_beyond_the_last_number_are_spelled() {
        let words: Vec<String> = (0..MOST + 2).map(|n| format!("w{n}")).collect();
        let numbers = Numbers::new(words.iter().map(|word| (&**word, 0)));
        let last = words[MOST - 1].as_str();
        assert!(numbers.write(last).starts_with(&[2, 255, 255, 1]));
        assert_eq!(numbers.write(&words[MOST])[..2], [1, 0]);
    }

    #[test]
    fn only_capitals_that_a_browser_can_put_back_are_taken_away() {
        for (word, expected) in [
            ("team", Some(0)),
            ("Team", Some(1)),
            ("AVG", Some(2)),
            ("A", Some(1)),
            ("tEAM", None),
            ("TeAm", None),
            ("Één", None),
            ("café", None),
            ("9A", Some(2)),
        ] {
            let mut folded = String::new();
            fold_word(word, &mut folded);
            assert_eq!(case(word, &folded), expected, "{word}");
        }
    }

    #[test]
    fn a_text_holds_no_sign_that_parts_sections() {
        assert_eq!(clean(&format!("a\0b{PART}c{SECTION}d{PAGE}e\n")), "a b c d e\n");
    }
}
