//! Text → the words by which search finds it: folded, so that *Één* and *een*, *foto's* and *fotos* are one word.
//!
//! `themes/default/search/engine.js` does the same with what a reader types; `tests/search` holds the two equal. What
//! counts as a letter is therefore said by Unicode's properties, which both know.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// What is longer is no word: an address, a key, a picture written out in letters. In characters.
pub const LONGEST_WORD: usize = 40;
/// So many parts with hyphens between them are read as one word too.
const MOST_PARTS: usize = 4;
/// A part of fewer letters is not looked for within a word. In bytes.
const SHORTEST_PART: usize = 3;

/// How a word is read in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// As it stands there.
    Plain,
    /// Parts that are written to each other, as one word.
    Joined,
    /// The same, where all parts are long enough to be looked for by themselves.
    JoinedOfLong,
}

/// Calls `found` for each word of a text, folded, in order. Parts that are written to each other (`e-mail`,
/// `(persoons)gegevens`) come each and then as one word.
pub fn tokens(text: &str, found: &mut dyn FnMut(&str, Reading)) {
    let mut word = String::new();
    let mut joined = String::new();
    let (mut parts, mut shortest) = (0, usize::MAX);
    let mut rest = text;
    while let Some(start) = first_letter(rest) {
        let run = rest.get(start..).unwrap_or_default();
        let length = run_length(run);
        let (run, after) = run.split_at(length);
        fold_word(run, &mut word);
        if is_usable(&word) {
            found(&word, Reading::Plain);
        }
        joined.push_str(&word);
        parts += 1;
        shortest = shortest.min(word.len());
        if !goes_on(after) {
            if (2..=MOST_PARTS).contains(&parts) && is_usable(&joined) {
                let is_of_long = shortest >= SHORTEST_PART;
                found(&joined, if is_of_long { Reading::JoinedOfLong } else { Reading::Joined });
            }
            joined.clear();
            (parts, shortest) = (0, usize::MAX);
        }
        rest = after;
    }
}

/// One word as search knows it: without accents, apostrophes and capitals.
pub fn fold_word(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        out.push_str(word);
        out.make_ascii_lowercase();
        if out.bytes().any(|byte| !byte.is_ascii_alphanumeric()) {
            out.retain(|c| c.is_ascii_alphanumeric());
        }
        return;
    }
    for c in word.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            'ı' => out.push('i'),
            'ς' => out.push('σ'),
            _ if c.is_alphanumeric() && !is_combining_mark(c) => out.push(c),
            _ => {}
        }
    }
}

fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        c.is_alphanumeric() || is_combining_mark(c)
    }
}

/// An apostrophe or a place where a word may be broken, which do not end a word when a letter follows.
fn is_within(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '\u{ad}')
}

/// Where the first word of a text begins, in bytes. Most signs are ASCII, so bytes are looked at first.
fn first_letter(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let bytes = text.as_bytes().get(from..)?;
        from += bytes.iter().position(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())?;
        let sign = text.get(from..)?.chars().next()?;
        if is_letter(sign) {
            return Some(from);
        }
        from += sign.len_utf8();
    }
}

/// How long the word is at the beginning of a text, in bytes.
fn run_length(text: &str) -> usize {
    let mut end = 0;
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        if byte.is_ascii_alphanumeric() {
            at += 1;
            end = at;
            continue;
        }
        let Some(sign) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        at += sign.len_utf8();
        if is_letter(sign) {
            end = at;
        } else if !is_within(sign) {
            break;
        }
    }
    end
}

/// Whether what follows a word is written to it.
fn goes_on(after: &str) -> bool {
    let mut signs = after.chars();
    matches!(signs.next(), Some('-' | '‐' | '\u{2011}' | '(' | ')'))
        && signs.next().is_some_and(is_letter)
}

fn is_usable(word: &str) -> bool {
    !word.is_empty() && (word.len() <= LONGEST_WORD || word.chars().count() <= LONGEST_WORD)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        tokens(text, &mut |word, _| words.push(word.to_owned()));
        words
    }

    #[test]
    fn words_are_folded() {
        assert_eq!(
            read("Één foto’s, ’s-Gravenhage"),
            ["een", "fotos", "s", "gravenhage", "sgravenhage"]
        );
        assert_eq!(
            read("cafe\u{301} ﬁets Straße ĳs 10 m²"),
            ["cafe", "fiets", "strasse", "ijs", "10", "m2"]
        );
        assert_eq!(read("wijk\u{ad}team"), ["wijkteam"]);
    }

    #[test]
    fn parts_written_to_each_other_are_one_word_too() {
        assert_eq!(read("een e-mail"), ["een", "e", "mail", "email"]);
        assert_eq!(read("(persoons)gegevens"), ["persoons", "gegevens", "persoonsgegevens"]);
        assert_eq!(read("functie(s)"), ["functie", "s", "functies"]);
        assert_eq!(read("zorg- en welzijn (jeugd)"), ["zorg", "en", "welzijn", "jeugd"]);
        assert_eq!(read("a-b-c-d-e"), ["a", "b", "c", "d", "e"]);
    }

    #[test]
    fn no_text_is_too_odd() {
        assert_eq!(read("'' ’ - ()"), Vec::<String>::new());
        assert_eq!(read(&"x".repeat(41)), Vec::<String>::new());
        assert_eq!(read("½ ①"), ["12", "1"]);
    }
}
