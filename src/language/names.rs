//! Names of persons: a name as written → its parts → what readers see, what lists sort by, how others cite it.
//!
//! The Netherlands sort on the core word (*Berg, Dianne van den*), Belgium on the whole name (*De Smet, Jan*). A prefix
//! is lower case behind a first name and has a capital without one; `’t` and `d’` never have.

use super::{PART, capital, fold};

/// Words before the core of a name, without capitals and apostrophes as [`fold`] leaves them.
const PREFIXES: [&str; 37] = [
    "aan", "af", "al", "am", "bij", "d", "da", "das", "de", "del", "della", "den", "der", "di",
    "do", "dos", "du", "el", "het", "in", "l", "la", "las", "le", "les", "lo", "op", "s", "t",
    "te", "ten", "ter", "tot", "van", "von", "zu", "zum",
];

/// Words that only the name of an organisation has.
const OF_ORGANISATIONS: [&str; 20] = [
    "and",
    "association",
    "council",
    "department",
    "en",
    "for",
    "foundation",
    "gemeente",
    "hogeschool",
    "institute",
    "instituut",
    "ministerie",
    "ministry",
    "municipality",
    "of",
    "stichting",
    "universiteit",
    "university",
    "vereniging",
    "voor",
];

/// Words, and ends of words, with which an organisation's name begins and no person's.
const BEGIN_ORGANISATIONS: [&str; 22] = [
    "academie",
    "bibliotheek",
    "bureau",
    "centrum",
    "centre",
    "college",
    "commissie",
    "dienst",
    "fonds",
    "groep",
    "huis",
    "koninklijke",
    "lectoraat",
    "netwerk",
    "platform",
    "provincie",
    "redactie",
    "school",
    "sraad",
    "team",
    "welzijn",
    "werkplaats",
];

/// What stands before a name and is none of it.
const TITLES: [&str; 12] =
    ["dhr.", "dr.", "drs.", "dra.", "ing.", "ir.", "mevr.", "mr.", "mw.", "prof.", "em.", "ds."];

/// The name of a person, in its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PersonName {
    /// First names or initials.
    pub given: Box<str>,
    /// What stands before the core: *van den*, *’t*; empty where it belongs to the core.
    pub prefix: Box<str>,
    /// The core: *Berg*; of a Belgian the whole name: *De Smet*.
    pub family: Box<str>,
    /// What tells children from parents of one name: *Jr.*; mostly empty.
    pub suffix: Box<str>,
}

impl PersonName {
    /// A name from its parts; where the country is Belgium, the prefix belongs to the core. A prefix that was written
    /// with the core is taken off it in the Netherlands, and anywhere when it has no capital. `None` without any name.
    pub fn new([given, prefix, family]: [&str; 3], country: &str) -> Option<Self> {
        let (given, mut prefix) = (spaced(given), spaced(prefix));
        let family = joined_double(&spaced(family));
        let (mut family, suffix) = match without_suffix(&family) {
            Some((family, suffix)) => (family.to_owned(), suffix.to_owned()),
            None => (family, String::new()),
        };
        match fold(country.trim()).as_str() {
            "be" | "belgie" | "belgium" | "belgique" => {
                family = before(&std::mem::take(&mut prefix), &family);
            }
            country if prefix.is_empty() => {
                let is_dutch = matches!(country, "nl" | "nederland" | "netherlands");
                let words: Vec<&str> = family.split(' ').collect();
                let is_before = |word: &&&str| is_prefix(word) && (is_dutch || is_small(word));
                let count = words.iter().take_while(is_before).count();
                if count < words.len() {
                    prefix = words[..count].join(" ").to_lowercase();
                    family = words[count..].join(" ");
                }
            }
            _ => {}
        }
        let (given, prefix, family) = (given.into(), prefix.into(), family.into());
        let name = Self { given, prefix, family, suffix: suffix.into() };
        (!name.given.is_empty() || !name.family.is_empty()).then_some(name)
    }

    /// Reads a name as people write it: *Meta de Lange*, *Lange, Meta de*, *Jan De Smet*. `None` for what is no
    /// person's: one word, or a word that only organisations have.
    pub fn parse(text: &str) -> Option<Self> {
        let text = joined_double(&spaced(&text.replace('\'', "’")));
        let is_name = |c: char| c.is_alphabetic() || " ,.-’‑".contains(c) || c == '\u{301}';
        if !text.chars().all(is_name) || is_organisation(&text) {
            return None;
        }
        let mut parts: Vec<&str> = text.split(',').map(str::trim).collect();
        let suffix = match parts.as_slice() {
            [_, .., last] if is_suffix(last) => parts.pop(),
            _ => parts.iter_mut().find_map(|part| {
                let (rest, suffix) = without_suffix(part)?;
                *part = rest;
                Some(suffix)
            }),
        };
        let name = match parts.as_slice() {
            [name] => Self::in_speech(name),
            [family, given] => Self::in_register(family, given),
            _ => None,
        };
        Some(Self { suffix: suffix.unwrap_or_default().into(), ..name? })
    }

    /// *Dianne van den Berg*.
    fn in_speech(name: &str) -> Option<Self> {
        let words: Vec<&str> = name
            .split(' ')
            .skip_while(|word| TITLES.contains(&word.to_lowercase().as_str()))
            .collect();
        let first = words.first()?;
        if words.len() < 2 || !first.starts_with(char::is_uppercase) {
            return None;
        }
        // A core that is two names: *Burgerhout-van*, *der*, *Zwaan*.
        let is_double = |word: &str| word.rsplit_once('-').is_some_and(|(_, last)| is_prefix(last));
        let starts = |word: &&str| is_prefix(word) || is_double(word) || is_glued(word);
        let at = words.iter().skip(1).position(starts).map_or(words.len() - 1, |at| at + 1);
        let rest = words.get(at..)?;
        let small = rest.iter().take_while(|word| is_prefix(word) && is_small(word)).count();
        let (prefix, family) = (rest.get(..small)?.join(" "), rest.get(small..)?.join(" "));
        let (prefix, family) = unglued(prefix, family);
        let given = words.get(..at)?.join(" ");
        (family.starts_with(char::is_uppercase)).then(|| Self {
            given: given.into(),
            prefix: prefix.into(),
            family: family.into(),
            ..Self::default()
        })
    }

    /// *Berg, Dianne van den*; a capital before the comma, as in *De Smet, Jan*, is of the core.
    fn in_register(family: &str, given: &str) -> Option<Self> {
        let words: Vec<&str> = family.split(' ').collect();
        let small = words.iter().take_while(|word| is_prefix(word) && is_small(word)).count();
        let (own, family) = (words.get(..small)?.join(" "), words.get(small..)?.join(" "));
        let words: Vec<&str> = given.split(' ').collect();
        let is_behind = |word: &&&str| is_prefix(word) && is_small(word);
        let behind = words.iter().rev().take_while(is_behind).count();
        let (first, prefix) = words.split_at(words.len() - behind);
        let prefix = if prefix.is_empty() { own } else { prefix.join(" ") };
        let (prefix, family) = unglued(prefix, family);
        (family.starts_with(char::is_uppercase) && !first.concat().is_empty()).then(|| Self {
            given: first.join(" ").into(),
            prefix: prefix.into(),
            family: family.into(),
            ..Self::default()
        })
    }

    /// The same with typographic apostrophes.
    #[must_use]
    pub fn typographic(self) -> Self {
        let curl = |text: &str| text.replace('\'', "’").into();
        let (given, prefix) = (curl(&self.given), curl(&self.prefix));
        Self { given, prefix, family: curl(&self.family), suffix: self.suffix }
    }

    /// As people say it: *Dianne van den Berg*, *Jan Smit Jr.*
    pub fn full(&self) -> String {
        before(&before(&self.given, &self.last()), &self.suffix)
    }

    /// As a register has it: *Berg, Dianne van den*, *Smit, Jan, Jr.*
    pub fn register(&self) -> String {
        let rest = before(&self.given, &self.prefix);
        let parts = [&*self.family, &*rest, &*self.suffix];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    }

    /// What it is sorted by: the core, the first names, the prefix, the suffix, one after the other.
    pub fn sort_key(&self) -> String {
        let parts = [&self.family, &self.given, &self.prefix, &self.suffix];
        let parts: Vec<&str> =
            parts.into_iter().map(|part| &**part).filter(|part| !part.is_empty()).collect();
        parts.join(&PART.to_string())
    }

    /// The last name behind a first name or initials: *van den Berg*.
    pub fn last(&self) -> String {
        before(&self.prefix, &self.family)
    }

    /// The last name where none stands before it: *Van den Berg*, *’t Hart*, *d’Ancona*.
    pub fn last_alone(&self) -> String {
        let last = self.last();
        let is_elided = last.chars().nth(1).is_some_and(|c| matches!(c, '’' | '\''));
        if is_elided && !self.prefix.is_empty() { last } else { capital(&last) }
    }

    /// The first letters of the first names: *G. H.*, *J.-W.*, *IJ.*; what is written small stays.
    pub fn initials(&self) -> String {
        let spaced = self.given.replace('.', ". ");
        let word = |word: &str| -> String {
            let parts = word.split(['-', '‑']).filter(|part| !part.is_empty());
            parts.map(initial_of).collect::<Vec<_>>().join("-")
        };
        spaced.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
    }
}

/// Whether a word tells that a name is no person's.
fn is_organisation(name: &str) -> bool {
    let mut words = name.split([' ', ',']).filter(|word| !word.is_empty());
    let of_one = |word: &str| OF_ORGANISATIONS.contains(&fold(word).as_str());
    let Some(first) = words.clone().next() else { return false };
    let folded = fold(first);
    let is_short_for_one =
        |word: &str| word.chars().count() > 2 && word.chars().all(char::is_uppercase);
    BEGIN_ORGANISATIONS.iter().any(|end| folded.ends_with(end))
        || folded == "raad"
        || (is_short_for_one(first) && !words.clone().next_back().is_some_and(is_short_for_one))
        || words.any(of_one)
}

/// The first letter of a name with a point; a word without a capital stays as it is.
fn initial_of(name: &str) -> String {
    let mut chars = name.chars();
    match chars.next() {
        Some('I') if chars.next() == Some('J') => "IJ.".to_owned(),
        Some(first) if first.is_uppercase() => {
            let marks: String = name.chars().skip(1).take_while(|c| is_mark(*c)).collect();
            format!("{first}{marks}.")
        }
        _ => name.to_owned(),
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn is_prefix(word: &str) -> bool {
    let folded = fold(word);
    // One letter is an initial, unless something was left out before or behind it.
    PREFIXES.contains(&folded.as_str()) && (folded.len() > 1 || word.contains('’'))
}

/// Whether a word behind a name tells children from parents: *Jr.*, *III*.
fn is_suffix(word: &str) -> bool {
    matches!(
        word.strip_suffix('.').unwrap_or(word),
        "Jr" | "jr" | "Sr" | "sr" | "II" | "III" | "IV"
    )
}

/// A name without such a word, and the word.
fn without_suffix(name: &str) -> Option<(&str, &str)> {
    name.rsplit_once(' ').filter(|(_, word)| is_suffix(word))
}

/// Whether a word has no capital.
fn is_small(word: &str) -> bool {
    !word.contains(char::is_uppercase)
}

/// A prefix that is one word with its name: *d’Ancona*.
fn is_glued(word: &str) -> bool {
    let Some((prefix, name)) = word.split_once('’') else { return false };
    is_small(prefix) && is_prefix(&format!("{prefix}’")) && name.starts_with(char::is_uppercase)
}

/// Takes such a prefix off the name.
fn unglued(prefix: String, family: String) -> (String, String) {
    match family.split_once('’') {
        Some((own, name)) if is_glued(&family) => {
            (before(&prefix, &format!("{own}’")), name.to_owned())
        }
        _ => (prefix, family),
    }
}

/// Two parts with a space between them where both are there; none behind an elided prefix.
fn before(first: &str, second: &str) -> String {
    let is_elided = first.ends_with(['’', '\''])
        && first.rsplit(' ').next().is_some_and(|last| last.chars().count() == 2);
    let space = if first.is_empty() || second.is_empty() || is_elided { "" } else { " " };
    format!("{first}{space}{second}")
}

/// White space as one space.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The standard form of a double name: *Burgerhout - Van der Zwaan* → *Burgerhout-van der Zwaan*.
fn joined_double(name: &str) -> String {
    let mut parts = [" - ", " – ", " — "].iter().find_map(|dash| name.split_once(dash)).into_iter();
    match parts.next() {
        Some((first, second)) => {
            let own = second.split(' ').next().unwrap_or_default();
            let rest = second.get(own.len()..).unwrap_or_default();
            let own = if is_prefix(own) { own.to_lowercase() } else { own.to_owned() };
            format!("{first}-{own}{rest}")
        }
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(String, String, String)> {
        let name = PersonName::parse(text)?;
        Some((name.given.into(), name.prefix.into(), name.family.into()))
    }

    #[test]
    fn names_as_people_write_them() {
        for (text, given, prefix, family) in [
            ("Meta de Lange", "Meta", "de", "Lange"),
            ("Lange, Meta de", "Meta", "de", "Lange"),
            ("de Lange, Meta", "Meta", "de", "Lange"),
            ("Jan De Smet", "Jan", "", "De Smet"),
            ("De Smet, Jan", "Jan", "", "De Smet"),
            ("Linda Burgerhout - Van der Zwaan", "Linda", "", "Burgerhout-van der Zwaan"),
            ("Burgerhout-van der Zwaan, Linda", "Linda", "", "Burgerhout-van der Zwaan"),
            ("Nynke 't Hart", "Nynke", "’t", "Hart"),
            ("Isa d'Ancona", "Isa", "d’", "Ancona"),
            ("Ancona, Isa d’", "Isa", "d’", "Ancona"),
            ("Martha op ’t Veld", "Martha", "op ’t", "Veld"),
            ("Jan van den Berg-de Wit", "Jan", "van den", "Berg-de Wit"),
            ("prof. dr. G. H. van den Berg", "G. H.", "van den", "Berg"),
            ("Toby Witte", "Toby", "", "Witte"),
            ("Koenraad de Raad", "Koenraad", "de", "Raad"),
            ("Kees Huis", "Kees", "", "Huis"),
            ("Ludwig von Trapp", "Ludwig", "von", "Trapp"),
            ("Sinéad O’Connor", "Sinéad", "", "O’Connor"),
        ] {
            assert_eq!(parts(text), Some((given.into(), prefix.into(), family.into())), "{text}");
        }
        for other in [
            "Hogeschool van Amsterdam",
            "Sociaal en Cultureel Planbureau",
            "Werkplaats Sociaal Domein",
            "Gemeente Rotterdam",
            "Movisie",
            "Zorggroep Zilverriet",
            "Bewonersraad De Kade",
            "Welzijn De Schakel",
            "GGD Utrecht",
            "Utrecht University",
            "Jansen & Zonen",
            "Team 14",
            "van den Berg",
            "Jan van",
            "",
            ",",
            "Berg,",
            ", Jan",
            "A, B, C",
        ] {
            assert_eq!(parts(other), None, "{other}");
        }
    }

    #[test]
    fn children_of_one_name() {
        for text in
            ["Jan de Vries Jr.", "Vries, Jan de, Jr.", "Vries Jr., Jan de", "Jan de Vries, Jr."]
        {
            let name = PersonName::parse(text).expect("it is a name");
            assert_eq!(name.last(), "de Vries", "{text}");
            assert_eq!(name.full(), "Jan de Vries Jr.", "{text}");
            assert_eq!(name.register(), "Vries, Jan de, Jr.", "{text}");
        }
        let name = PersonName::new(["Jan", "", "de Vries III"], "").expect("it is a name");
        assert_eq!(name.register(), "Vries, Jan de, III");
        assert_eq!(PersonName::parse("Jan Jr."), None);
    }

    #[test]
    fn prefixes_and_countries() {
        for (parts, country, register) in [
            (["Kim", "van der", "Zwaan"], "", "Zwaan, Kim van der"),
            (["Kim", "", "van der Zwaan"], "", "Zwaan, Kim van der"),
            (["Kim", "", "Van der Zwaan"], "NL", "Zwaan, Kim van der"),
            (["Jan", "", "De Smet"], "", "De Smet, Jan"),
            (["Jan", "De", "Smet"], "België", "De Smet, Jan"),
            (["Nynke", "", "’t Hart"], "NL", "Hart, Nynke ’t"),
            (["", "", "Van"], "NL", "Van"),
            (["Cher", "", ""], "", "Cher"),
        ] {
            let name = PersonName::new(parts, country).expect("it is a name");
            assert_eq!(name.register(), register, "{parts:?}");
        }
    }

    #[test]
    fn capitals_and_initials() {
        let name = |text: &str| PersonName::parse(text).expect("it is a name");
        assert_eq!(name("Dianne van den Berg").last_alone(), "Van den Berg");
        assert_eq!(name("Nynke ’t Hart").last_alone(), "’t Hart");
        assert_eq!(name("Isa d’Ancona").last_alone(), "d’Ancona");
        assert_eq!(name("Isa d’Ancona").full(), "Isa d’Ancona");
        assert_eq!(name("Martha op ’t Veld").full(), "Martha op ’t Veld");
        assert_eq!(name("Jan-Willem G.H. Smit").initials(), "J.-W. G. H.");
        assert_eq!(name("IJsbrand Smit").initials(), "IJ.");
        assert_eq!(name("Özlem Çelik").initials(), "Ö.");
        assert_eq!(PersonName::new([" ", "", ""], "BE"), None);
    }
}
