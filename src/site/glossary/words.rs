//! Text as it stands in HTML → where its words are. Letters, digits and hyphens make a word, and an apostrophe between
//! two of them.

use std::ops::Range;

use crate::markdown::ENTITIES;

/// What an apostrophe looks like.
const APOSTROPHES: [&str; 6] = ["’", "'", "ʼ", "&#x27;", "&#39;", "&rsquo;"];
/// Signs that stand around a name without being part of it.
const QUOTES: [char; 9] = ['"', '“', '”', '„', '«', '»', '‘', '‚', '`'];

/// Adds the place of each word of a text to `places`.
pub(crate) fn words(text: &str, places: &mut Vec<Range<usize>>) {
    let mut at = 0;
    while at < text.len() {
        let end = word_end(text, at);
        if end > at {
            places.push(at..end);
            at = end;
        } else {
            at += skipped(text, at);
        }
    }
}

/// Where the word ends that begins at a place; the same place where none does.
fn word_end(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        // Quick: most of a text is ASCII, and most words end at a space.
        while bytes.get(at).is_some_and(|byte| IN_WORDS[usize::from(*byte)]) {
            at += 1;
        }
        if matches!(bytes.get(at), None | Some(b' ' | b'.' | b',' | b'\n')) {
            return at;
        }
        let length = length_at(text, at);
        if length > 0 {
            at += length;
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let apostrophe = APOSTROPHES.iter().find(|a| at > from && rest.starts_with(**a));
        match apostrophe.map(|a| at + a.len()) {
            Some(after) if length_at(text, after) > 0 => at = after,
            _ => return at,
        }
    }
}

/// The bytes that are a letter, a digit or what joins them.
const IN_WORDS: [bool; 256] = {
    let mut of_words = [false; 256];
    let mut byte: u8 = 0;
    while byte < 128 {
        of_words[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        byte += 1;
    }
    of_words
};

/// How long the part of a word is that stands at a place.
fn length_at(text: &str, at: usize) -> usize {
    match text.as_bytes().get(at) {
        None => 0,
        Some(byte) if byte.is_ascii() => usize::from(IN_WORDS[usize::from(*byte)]),
        Some(_) => {
            let c = text.get(at..).and_then(|rest| rest.chars().next());
            c.filter(|c| is_of_word(*c)).map_or(0, char::len_utf8)
        }
    }
}

/// Whether a character is part of a word.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '-' | '_' | '\u{ad}' | '\u{2010}' | '\u{2011}' | '\u{300}'..='\u{36f}')
}

/// Whether a part of a word stands at a place.
pub(crate) fn is_word_at(text: &str, at: usize) -> bool {
    length_at(text, at) > 0
}

/// How long the character is that stands at a place and is of no word.
fn skipped(text: &str, at: usize) -> usize {
    if text.as_bytes().get(at).is_none_or(|byte| byte.is_ascii() && *byte != b'&') {
        return 1;
    }
    let rest = text.get(at..).unwrap_or_default();
    if rest.starts_with('&') {
        let end = rest.bytes().take(10).position(|byte| byte == b';');
        return end.map_or(1, |end| end + 1);
    }
    rest.chars().next().map_or(1, char::len_utf8)
}

/// How many capitals a word has; `IJ` is one letter.
pub(super) fn capitals(word: &str) -> usize {
    let word = word.strip_prefix("IJ").map_or(word, |_| word.get(1..).unwrap_or_default());
    word.chars().filter(|c| c.is_uppercase()).count()
}

/// A word without the *'s* or *'en* or, behind an abbreviation, the *s* or *en* at its end: `GGZ's`, `SWTs`, `SWTen`.
pub(super) fn possessed(word: &str) -> Option<&str> {
    let stem = word.strip_suffix('s').or_else(|| word.strip_suffix("en"))?;
    let bare = stem.trim_end_matches(['’', '\'', 'ʼ']);
    let last = bare.rsplit(' ').next().unwrap_or(bare);
    let is_clear = bare.len() < stem.len() || capitals(last) > 1;
    (is_clear && !bare.is_empty()).then_some(bare)
}

/// The signs of a name before its first word and behind its last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs {
    before: Box<str>,
    after: Box<str>,
}

impl Signs {
    /// Those of a name with this before its words and this behind them. Quotes do not count, since a text has its own.
    pub(super) fn of(before: &str, after: &str) -> Self {
        let is_none = |c: char| c.is_whitespace() || QUOTES.contains(&c);
        let own = |signs: &str| -> Box<str> {
            let signs = signs.chars().filter(|c| !is_none(*c));
            signs.map(|c| if is_apostrophe(c) { '’' } else { c }).collect()
        };
        let opened = before.strip_suffix(['‘', '‚', '\'', '’']);
        let (before, after) = match (opened, after.strip_prefix(['’', '\''])) {
            (Some(before), Some(after)) => (before, after),
            _ => (before, after),
        };
        Self { before: own(before), after: own(after) }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.before.chars().count() + self.after.chars().count()
    }

    /// Where a name with these signs stands in a text in which its words do; none where the signs are missing.
    pub(super) fn around(&self, text: &str, words: &Range<usize>) -> Option<Range<usize>> {
        let mut place = words.clone();
        for sign in self.before.chars().rev() {
            let before = text.get(..place.start)?;
            place.start = written(sign, |sign| before.strip_suffix(sign).map(str::len))?;
        }
        for sign in self.after.chars() {
            let after = text.get(place.end..)?;
            let rest = written(sign, |sign| after.strip_prefix(sign).map(str::len))?;
            place.end = text.len() - rest;
        }
        Some(place)
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '’' | '\'' | 'ʼ')
}

/// What is left of a text when a sign is taken off it, in one of the ways to write that sign.
fn written(sign: char, strip: impl Fn(&str) -> Option<usize>) -> Option<usize> {
    if is_apostrophe(sign) {
        return APOSTROPHES.iter().find_map(|sign| strip(sign));
    }
    let plain = sign.to_string();
    let of_sign = ENTITIES.iter().filter(|(_, meant)| *meant == plain);
    of_sign.map(|(entity, _)| *entity).find_map(&strip).or_else(|| strip(&plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<&str> {
        let mut places = Vec::new();
        words(text, &mut places);
        places.into_iter().map(|place| &text[place]).collect()
    }

    #[test]
    fn words_of_a_text() {
        assert_eq!(of("De Wmo-consulent, ‘zin’ &amp; co."), ["De", "Wmo-consulent", "zin", "co"]);
        assert_eq!(of("foto’s foto&#x27;s zo’n één'"), ["foto’s", "foto&#x27;s", "zo’n", "één"]);
        assert_eq!(of("&nbsp;a&lt;b"), ["a", "b"]);
        assert_eq!(of(""), [""; 0]);
    }

    #[test]
    fn signs_around_a_name() {
        let found = |before: &str, after: &str, (text, word): (&str, &str)| {
            let at = text.find(word).expect("the word is there");
            let place = Signs::of(before, after).around(text, &(at..at + word.len()))?;
            Some(text[place].to_owned())
        };
        assert_eq!(found("", "++", ("in C++.", "C")).as_deref(), Some("C++"));
        assert_eq!(found("", "++", ("in C.", "C")), None);
        assert_eq!(found(".", "", ("(.NET)", "NET")).as_deref(), Some(".NET"));
        assert_eq!(found("'", "", ("in ’s-H", "s-H")).as_deref(), Some("’s-H"));
        assert_eq!(found("‘", "’", ("zin", "zin")).as_deref(), Some("zin"), "quotes do not count");
        assert_eq!(found("'", "'", ("zin", "zin")).as_deref(), Some("zin"));
        assert_eq!(found("", " &", ("R&amp;", "R")).as_deref(), Some("R&amp;"));
    }

    #[test]
    fn abbreviations() {
        assert_eq!(["GGZ", "IJsselstein", "Wmo", "IJC"].map(capitals), [3, 1, 1, 2]);
        assert_eq!(possessed("GGZ’s"), Some("GGZ"));
        assert_eq!(possessed("de SWTs"), Some("de SWT"));
        assert_eq!(possessed("teams"), None);
    }
}
