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
/// Others in two; the core has fewer words than that makes.
const TWO_BYTES: usize = 96 * 256;

/// The words that have a number, and which.
#[derive(Debug, Default)]
pub(super) struct Numbers(HashMap<Box<str>, usize, FixedState>);

impl Numbers {
    /// Numbers words, with about how many pages have each, in the order in which the core has them.
    pub(super) fn new<'w>(words: impl IntoIterator<Item = (&'w str, u8)>) -> Self {
        let mut words: Vec<(&str, u8)> = words.into_iter().collect();
        // A stable order: words as usual as each other stay in theirs.
        words.sort_by_key(|(_, pages)| std::cmp::Reverse(*pages));
        Self(words.into_iter().enumerate().map(|(at, (word, _))| (word.into(), at + 1)).collect())
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
