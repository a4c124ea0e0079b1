//! What differs per language: dates in words, alphabetical order, quotes. Labels of the theme stand in its own files.

use std::cmp::Ordering;

use icu_collator::options::{AlternateHandling, CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use jiff::civil::Date;

use crate::diagnostic::Speech;

mod function_words;
mod label;
mod names;
mod outline;
mod plural;
mod quotes;
mod readability;
mod sentences;
mod syllables;
mod tokens;

pub use function_words::function_words;
pub use label::Label;
pub use names::PersonName;
pub use outline::{OUTLINES, Outline, STARTS};
pub use plural::base_form;
pub use quotes::Typographer;
pub use readability::{Band, Counts, Score, words_of};
pub use sentences::{sentence_around, sentences};
pub use syllables::syllables;
pub use tokens::{LONGEST_WORD, Reading, fold_word, tokens};

/// The language of a site or a page, by its BCP 47 tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language {
    /// The tag in lower case, at most eight bytes: `nl`, `en`, `fy`.
    tag: [u8; 8],
}

impl Default for Language {
    fn default() -> Self {
        Self::DUTCH
    }
}

impl Language {
    /// Dutch.
    pub const DUTCH: Self = Self { tag: *b"nl\0\0\0\0\0\0" };
    /// English.
    pub const ENGLISH: Self = Self { tag: *b"en\0\0\0\0\0\0" };

    /// Reads a tag such as `nl`, `en` or `nl-BE`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (primary, region) = text.split_once('-').map_or((text, None), |(a, b)| (a, Some(b)));
        let is_primary = matches!(primary.len(), 2 | 3) && is_alphabetic(primary);
        if !is_primary || text.len() > 8 || !region.is_none_or(is_subtag) {
            return None;
        }
        let mut tag = [0; 8];
        for (to, from) in tag.iter_mut().zip(text.bytes()) {
            *to = from;
        }
        Some(Self { tag })
    }

    /// The tag as it stands in `<html lang>`.
    pub fn tag(&self) -> &str {
        let end = self.tag.iter().position(|b| *b == 0).unwrap_or(self.tag.len());
        self.tag.get(..end).and_then(|tag| std::str::from_utf8(tag).ok()).unwrap_or("nl")
    }

    /// The language without its region.
    pub fn primary(&self) -> &str {
        self.tag().split('-').next().unwrap_or("nl")
    }

    /// What people who speak it call it; its tag where weef does not know.
    pub fn own_name(&self) -> &str {
        match self.primary() {
            "nl" => "Nederlands",
            "en" => "English",
            "fy" => "Frysk",
            "de" => "Deutsch",
            "fr" => "Français",
            "es" => "Español",
            "pl" => "Polski",
            "pt" => "Português",
            "tr" => "Türkçe",
            "uk" => "Українська",
            "ar" => "العربية",
            "pap" => "Papiamentu",
            _ => self.tag(),
        }
    }

    /// The language in which weef speaks to people who use this one.
    pub fn speech(&self) -> Speech {
        if self.primary() == "nl" { Speech::Dutch } else { Speech::English }
    }

    /// A date in words: `14 april 2011`, `14 April 2011`.
    pub fn date(&self, date: Date) -> String {
        let months = match self.speech() {
            Speech::Dutch => DUTCH_MONTHS,
            Speech::English => ENGLISH_MONTHS,
        };
        let month = usize::from(date.month().unsigned_abs()) - 1;
        format!("{} {} {}", date.day(), months[month], date.year())
    }

    /// A month, from 1, in a few letters: `mrt`.
    pub fn short_month(&self, month: i8) -> &'static str {
        const DUTCH: [&str; 12] =
            ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
        const ENGLISH: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let months = match self.speech() {
            Speech::Dutch => DUTCH,
            Speech::English => ENGLISH,
        };
        months.get(usize::from(month.unsigned_abs()).saturating_sub(1)).copied().unwrap_or("")
    }

    /// A month such as `2024-03` in words: `maart 2024`.
    pub fn month(&self, text: &str) -> Option<String> {
        let first = parse_date(&format!("{text}-01"))?;
        Some(self.date(first).split_once(' ')?.1.to_owned())
    }

    /// The alphabetical order: spaces, hyphens, apostrophes, case and accents do not count until nothing else differs.
    pub fn order(&self) -> Order {
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Tertiary);
        options.alternate_handling = Some(AlternateHandling::Shifted);
        let locale = self.primary().parse().unwrap_or(icu_locale_core::locale!("nl"));
        Order(Collator::try_new(locale.into(), options).ok())
    }
}

const DUTCH_MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];
const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What stands between the parts of a text that are compared one after the other: last name, first names.
pub const PART: char = '\u{1f}';

/// An alphabetical order.
pub struct Order(Option<CollatorBorrowed<'static>>);

impl Order {
    /// Compares two texts, part by part; texts that the language holds equal are told apart by their characters.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        let by_language = |a: &str, b: &str| {
            self.0.as_ref().map_or(Ordering::Equal, |collator| collator.compare(a, b))
        };
        let (mut first, mut second) = (a.split(PART), b.split(PART));
        loop {
            let order = match (first.next(), second.next()) {
                (Some(a), Some(b)) => by_language(a, b),
                (None, None) => return a.cmp(b),
                (None, _) => Ordering::Less,
                (_, None) => Ordering::Greater,
            };
            if order != Ordering::Equal {
                return order;
            }
        }
    }
}

/// A word as it stands within a sentence of a language: without a capital, unless it has more of them (*WMO*) or the
/// language writes nouns with one.
pub fn within_sentence(name: &str, language: Language) -> String {
    let (first, rest) = match name.strip_prefix("IJ") {
        Some(rest) => ("IJ", rest),
        None => name.split_at(name.chars().next().map_or(0, char::len_utf8)),
    };
    let word = rest.split(char::is_whitespace).next().unwrap_or_default();
    if language.primary() == "de" || word.contains(char::is_uppercase) {
        return name.to_owned();
    }
    first.to_lowercase() + rest
}

fn is_alphabetic(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Whether a browser takes this behind the language: a region (`BE`, `419`), a script (`Latn`) or a variant (`1994`).
fn is_subtag(text: &str) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit();
    text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && match text.len() {
            2 => is_alphabetic(text),
            3 => text.bytes().all(is_digit),
            4 => is_alphabetic(text) || text.bytes().next().is_some_and(is_digit),
            length => length > 4,
        }
}

/// A name with a capital; `ij` is one letter.
pub fn capital(name: &str) -> String {
    if let Some(rest) = name.strip_prefix("ij") {
        return format!("IJ{rest}");
    }
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The letter under which a text stands in an A–Z list; `#` for what begins with none.
pub fn initial(text: &str) -> char {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(|c| deunicode::deunicode_char(c).unwrap_or("#").chars().collect::<Vec<_>>())
        .next()
        .map(|c| c.to_ascii_uppercase())
        .filter(char::is_ascii_alphabetic)
        .unwrap_or('#')
}

/// A text of so many characters at the most, cut at a word.
pub fn shorten(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let cut: String = text.chars().take(longest).collect();
    let at = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut.get(..at).unwrap_or(&cut).trim_end_matches([',', ';', ':', '.']))
}

/// The two halves of a name like *Name (Abbreviation)*.
pub fn halves(name: &str) -> Option<[&str; 2]> {
    let (whole, short) = name.strip_suffix(')')?.rsplit_once(" (")?;
    Some([whole, short])
}

/// Text as names are compared: lower case, without accents, quotes and apostrophes, white space as one space.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        let skip = matches!(
            c,
            '\'' | '"' | '’' | '‘' | '“' | '”' | 'ʼ' | '\u{ad}' | '\u{300}'..='\u{36f}'
        );
        if c.is_whitespace() || c == '_' {
            gap = true;
        } else if !skip {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            match c {
                c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
                '–' | '—' | '\u{2010}' | '\u{2011}' => out.push('-'),
                '…' => out.push_str("..."),
                c if c.is_alphabetic() && c < '\u{250}' => {
                    out.push_str(&deunicode::deunicode_char(c).unwrap_or_default().to_lowercase());
                }
                c => out.extend(c.to_lowercase()),
            }
        }
    }
    out
}

/// Reads a date as editors and other tools write it: `2026-04-14`, with or without a time behind it.
pub fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let (date, rest) = (text.get(..10)?, text.get(10..)?);
    let time = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
    let form = date
        .bytes()
        .enumerate()
        .all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    (time && form).then(|| date.parse().ok()).flatten()
}

/// The date someone meant with `14-4-2011` or `14 april 2011`, to suggest the right spelling.
pub fn guess_date(text: &str) -> Option<Date> {
    let parts: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|p| !p.is_empty())
        .map(str::to_lowercase)
        .collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let month = |word: &str| -> Option<i8> {
        let named = |names: &[&str]| {
            names.iter().position(|n| word.len() >= 3 && n.to_lowercase().starts_with(word))
        };
        let number = word.parse().ok();
        number.or_else(|| {
            named(&DUTCH_MONTHS)
                .or_else(|| named(&ENGLISH_MONTHS))
                .and_then(|m| i8::try_from(m + 1).ok())
        })
    };
    let (day, month_word, year) = if a.len() == 4 { (c, b, a) } else { (a, b, c) };
    (year.len() == 4).then_some(())?;
    Date::new(year.parse().ok()?, month(month_word)?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        assert_eq!(
            parse_date("2015-11-17 10:00:49 -0400").map(|d| Language::DUTCH.date(d)),
            Some("17 november 2015".into())
        );
        assert_eq!(parse_date("2026-02-30"), None);
        assert_eq!(parse_date("2026-2-3"), None);
        for text in ["14-4-2011", "14 april 2011", "14/04/2011", "2011-4-14", "14 apr 2011"] {
            assert_eq!(
                guess_date(text).map(|d| d.to_string()),
                Some("2011-04-14".into()),
                "{text}"
            );
        }
    }

    #[test]
    fn names_fold() {
        assert_eq!(fold("Dilemma’s  in 't Café"), "dilemmas in t cafe");
        assert_eq!(initial("’s-Hertogenbosch"), 'S');
        assert_eq!(initial("IJsselstein"), 'I');
        assert_eq!(initial("Çelik"), 'C');
        assert_eq!(initial("100% thuis"), '#');
    }

    #[test]
    fn names_within_a_sentence() {
        for (name, expected) in [
            ("Thema’s", "thema’s"),
            ("WMO", "WMO"),
            ("GGZ-instellingen", "GGZ-instellingen"),
            ("Thema’s WMO", "thema’s WMO"),
            ("IJsbanen", "ijsbanen"),
            ("Één", "één"),
            ("", ""),
        ] {
            assert_eq!(within_sentence(name, Language::DUTCH), expected);
        }
        let german = Language::parse("de-CH").expect("it is one");
        assert_eq!(within_sentence("Themen", german), "Themen");
    }

    #[test]
    fn tags() {
        assert_eq!(
            Language::parse("nl-BE").map(|l| (l.tag().to_owned(), l.primary().to_owned())),
            Some(("nl-BE".into(), "nl".into()))
        );
        for good in ["nl", "pap", "nl-BE", "zh-Hant", "es-419", "sl-1994", "de-CH"] {
            assert!(Language::parse(good).is_some(), "{good}");
        }
        // A browser throws at these.
        for bad in [
            "nl-", "nl-x", "nl-1", "nl-12", "nl-abc", "nl--be", "nl-BE-", "-nl", "nl-BE-x", "nl_BE",
        ] {
            assert_eq!(Language::parse(bad), None, "{bad}");
        }
        for bad in ["", "n", "nederlands", "nl\"", "12"] {
            assert_eq!(Language::parse(bad), None, "{bad}");
        }
    }
}
