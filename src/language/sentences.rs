//! Plain text of one paragraph → its sentences, for Dutch and English. Written by hand: the Unicode rules for sentences
//! know no abbreviations, and no library knows the Dutch ones.
//!
//! Whether a sentence ends at a mark is told from the word before it and the word behind it alone. So a sentence can
//! be found from any place in a text, and a text of any size is read once.

use std::ops::Range;

use super::Language;
use crate::diagnostic::Speech;

/// What may end a sentence.
const MARKS: [char; 4] = ['.', '!', '?', '…'];
/// What stands behind the mark and still belongs to the sentence.
const CLOSERS: [char; 9] = [')', ']', '}', '\'', '"', '’', '”', '»', '›'];
/// What stands before the first word of a sentence.
const OPENERS: [char; 20] = [
    '(', '[', '{', '\'', '"', '‘', '’', '“', '”', '„', '‚', '«', '‹', '–', '—', '-', '•', '*', '¿',
    '¡',
];
/// Where a word begins, looked at from its end. (An apostrophe may be part of a word.)
const BEFORE_WORD: [char; 12] = ['(', '[', '{', '"', '‘', '“', '„', '«', '/', '–', '—', '-'];
/// What never begins a sentence.
const GOES_ON: [char; 11] = [',', ';', ':', ')', ']', '}', '/', '&', '+', '=', '|'];
/// In characters; a longer word is no abbreviation.
const LONGEST_ABBREVIATION: usize = 12;
/// The number of an item in letters: `viii`.
const LONGEST_ITEM: usize = 4;

/// Dutch abbreviations that ask for what follows: titles, `bijv.`. (Those with a point between all letters, such as
/// `m.b.t.`, need no list, nor do single letters.)
const DUTCH_LEADS: &[&str] = &[
    "afd", "afz", "bc", "betr", "bijv", "bv", "ca", "cf", "Chr", "dd", "dhr", "div", "dr", "drs",
    "ds", "evt", "excl", "fa", "fam", "gebr", "gem", "geb", "hr", "IJ", "incl", "ing", "ir", "Jac",
    "jhr", "jkvr", "Joh", "mej", "mevr", "mgr", "mr", "Mrs", "Ms", "mw", "opm", "Ph", "prof",
    "resp", "St", "Th", "vgl", "vnl", "vs", "wed", "Wm", "zgn",
];
/// Dutch abbreviations that may stand last, and those that lead to a number only.
const DUTCH_LAST: &[&str] = &[
    "a.h.w", "a.s", "a.u.b", "aant", "afb", "afl", "al", "apr", "art", "aug", "bijl", "blz", "dec",
    "dl", "e.a", "e.d", "e.v", "ed", "enz", "enzov", "etc", "febr", "fig", "hfst", "ibid", "id",
    "j.l", "jan", "jg", "jl", "jr", "jrg", "kl", "ll", "LL.M", "m.i", "max", "min", "mld", "mln",
    "mnd", "mrt", "n.Chr", "n.m", "n.o.t.k", "n.v.t", "no", "nov", "nr", "nrs", "o.i", "o.i.d",
    "okt", "pag", "par", "Ph.D", "pp", "red", "s.v.p", "sept", "sr", "str", "t.z.t", "tab", "tel",
    "uitg", "v.Chr", "v.m", "v.v", "vert", "vlg", "vol", "w.o", "z.d", "z.o.z", "z.s.m",
];
/// English abbreviations that ask for what follows.
const ENGLISH_LEADS: &[&str] = &[
    "approx", "Capt", "cf", "Chr", "Cmdr", "Col", "Dept", "Dr", "Drs", "esp", "excl", "Gen", "Gov",
    "Hon", "incl", "Jos", "Lt", "Messrs", "Mmes", "Mr", "Mrs", "Ms", "Mt", "Mx", "Ph", "Pres",
    "Prof", "Pvt", "Rep", "resp", "Rev", "Sen", "Sgt", "St", "Ste", "Th", "Univ", "viz", "vs",
    "Wm",
];
/// English abbreviations that may stand last, and those that lead to a number only.
const ENGLISH_LAST: &[&str] = &[
    "a.m", "al", "Apr", "art", "Aug", "Ave", "Blvd", "B.Sc", "ch", "Co", "Corp", "Dec", "ed",
    "eds", "eq", "Esq", "est", "etc", "Feb", "fig", "figs", "Fri", "ft", "hr", "ibid", "Inc",
    "Jan", "Jr", "Jul", "Jun", "LL.M", "Ltd", "Mar", "max", "min", "Mon", "M.Sc", "no", "nos",
    "Nov", "Oct", "op", "p.m", "par", "Ph.D", "pp", "Rd", "Sat", "sec", "Sep", "Sept", "Sr", "Sun",
    "tel", "Thu", "Thurs", "Tue", "Tues", "vol", "vols", "Wed", "yr",
];
/// Words behind an initial that are no surname: `vitamine C. Dat helpt`, where `C. Daan` is a person.
const DUTCH_STARTERS: &[&str] = &[
    "Alle", "Als", "Bij", "Daar", "Daarna", "Dan", "Dat", "Deze", "Die", "Dit", "Dus", "Een", "En",
    "Er", "Het", "Hij", "Hoe", "Iedereen", "Ik", "Je", "Jij", "Maar", "Met", "Na", "Niet", "Nu",
    "Om", "Ook", "Toen", "Veel", "Voor", "Waar", "Want", "Wat", "We", "Wij", "Wie", "Ze", "Zij",
    "Zo",
];
const ENGLISH_STARTERS: &[&str] = &[
    "A", "After", "All", "An", "And", "As", "At", "But", "For", "He", "How", "However", "I", "If",
    "In", "It", "Its", "Many", "No", "Not", "Of", "On", "Our", "She", "So", "Some", "That", "The",
    "Their", "Then", "There", "These", "They", "This", "Those", "To", "We", "What", "When", "Who",
    "With", "You",
];

/// The sentences of a paragraph: byte ranges without white space around them, in order. Together they hold all that is
/// not white space.
pub fn sentences(text: &str, language: Language) -> Vec<Range<usize>> {
    let words = Words::of(language);
    let (mut start, end) = trimmed(text);
    let mut out = Vec::new();
    while start < end {
        let Some(found) = words.next_break(text, start) else {
            out.push(start..end);
            break;
        };
        out.push(start..found.end);
        start = found.next;
    }
    out
}

/// The sentence that holds a byte: the last of [`sentences`] that begins there or before, or else the first. Reads to
/// the nearest ends on both sides, no further. Empty only for a text that is blank.
pub fn sentence_around(text: &str, at: usize, language: Language) -> Range<usize> {
    let words = Words::of(language);
    let (mut start, mut end) = trimmed(text);
    let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let mut is_closed = false;
    for (mark, _) in text.get(..at).unwrap_or_default().rmatch_indices(MARKS) {
        match words.break_at(text, mark) {
            Some(found) if found.next <= at => {
                start = found.next;
                break;
            }
            Some(found) => {
                end = found.end;
                is_closed = true;
            }
            None => {}
        }
    }
    if !is_closed && let Some(found) = words.next_break(text, at.max(start)) {
        end = found.end;
    }
    start..end
}

/// Where a text begins and ends without the white space around it.
fn trimmed(text: &str) -> (usize, usize) {
    let end = text.trim_end().len();
    (end.min(text.len() - text.trim_start().len()), end)
}

/// Between two sentences.
struct Break {
    /// Where the first ends.
    end: usize,
    /// Where the next begins.
    next: usize,
}

/// What a word before a point is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    /// An abbreviation that asks for what follows.
    Leads,
    /// An abbreviation that may stand last.
    Last,
    /// `G`, `G.H`, `A.Th`
    Initials,
}

/// How what follows a mark looks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// Not as the beginning of a sentence.
    Lower,
    Capital,
    /// A number, a sign, a bracket: a sentence may begin so, but it may go on so after an abbreviation.
    Other,
}

/// The words of a language that matter here.
struct Words {
    leads: &'static [&'static str],
    last: &'static [&'static str],
    starters: &'static [&'static str],
    /// A word of one letter that is no abbreviation.
    pronoun: &'static str,
}

impl Words {
    fn of(language: Language) -> Self {
        match language.speech() {
            Speech::Dutch => Self {
                leads: DUTCH_LEADS,
                last: DUTCH_LAST,
                starters: DUTCH_STARTERS,
                pronoun: "u",
            },
            Speech::English => Self {
                leads: ENGLISH_LEADS,
                last: ENGLISH_LAST,
                starters: ENGLISH_STARTERS,
                pronoun: "I",
            },
        }
    }

    /// The first break whose mark stands at a byte or behind it.
    fn next_break(&self, text: &str, from: usize) -> Option<Break> {
        let mut marks = text.get(from..)?.match_indices(MARKS);
        marks.find_map(|(mark, _)| self.break_at(text, from + mark))
    }

    /// The break at a mark, where a sentence ends there and another follows.
    fn break_at(&self, text: &str, at: usize) -> Option<Break> {
        let (before, rest) = text.split_at_checked(at)?;
        let mark = rest.chars().next()?;
        let rest = rest.get(mark.len_utf8()..)?;
        let gap = rest.trim_start_matches(CLOSERS);
        let following = gap.trim_start();
        // White space follows all marks of a row but the last, and what ends the text needs no break.
        let is_inside = following.len() == gap.len() || following.is_empty();
        let closers = rest.get(..rest.len() - gap.len())?;
        (!is_inside && self.ends(before, mark, closers, following))
            .then_some(Break { end: text.len() - gap.len(), next: text.len() - following.len() })
    }

    /// Whether a sentence ends between what stands before a mark and what follows it.
    fn ends(&self, before: &str, mark: char, closers: &str, following: &str) -> bool {
        let opening = opening(following);
        let stem = before.trim_end_matches(MARKS);
        // `(...)`, `(!)` and an ellipsis at the beginning end nothing.
        if opening == Opening::Lower || stem.ends_with(['(', '[']) || self.begins_behind(stem) {
            return false;
        }
        let is_point = mark == '.' && stem.len() == before.len();
        let word = last_word(stem);
        if !is_point {
            return true;
        }
        if is_item(word) && self.begins_behind(stem.strip_suffix(word).unwrap_or_default()) {
            return false;
        }
        let is_capital = opening == Opening::Capital;
        let is_quoted = !closers.is_empty();
        match self.kind(word) {
            Kind::Plain => true,
            _ if closers.starts_with([')', ']', '}']) => false,
            Kind::Last => is_capital,
            Kind::Leads => is_quoted && is_capital,
            Kind::Initials => is_capital && (is_quoted || self.is_starter(following)),
        }
    }

    /// Whether a sentence begins behind a text: it is blank, or ends in a mark (of no abbreviation) and white space.
    fn begins_behind(&self, text: &str) -> bool {
        let said = text.trim_end();
        if said.is_empty() {
            return true;
        }
        let closed = said.trim_end_matches(CLOSERS);
        let stem = closed.trim_end_matches(MARKS);
        said.len() < text.len()
            && stem.len() < closed.len()
            && self.kind(last_word(stem)) == Kind::Plain
    }

    fn kind(&self, word: &str) -> Kind {
        let pieces = || word.split('.');
        let is_letters = |most: usize| {
            pieces().all(|piece| {
                piece.chars().all(char::is_alphabetic)
                    && (1..=most).contains(&piece.chars().count())
            })
        };
        if word == self.pronoun {
            Kind::Plain
        } else if is_listed(self.last, word) {
            Kind::Last
        } else if is_listed(self.leads, word) {
            Kind::Leads
        } else if is_letters(1) && !pieces().skip(1).any(|piece| piece.starts_with(is_capital)) {
            match (word.contains('.'), word.starts_with(is_capital)) {
                (true, _) => Kind::Leads,
                (false, true) => Kind::Initials,
                (false, false) => Kind::Last,
            }
        } else if word.contains('.')
            && is_letters(2)
            && pieces().all(|piece| piece.starts_with(is_capital))
        {
            Kind::Initials
        } else {
            Kind::Plain
        }
    }

    /// Whether a text begins with a word that begins sentences and is no name.
    fn is_starter(&self, text: &str) -> bool {
        let text = text.trim_start_matches(OPENERS);
        let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
        text.get(..end).is_some_and(|word| self.starters.contains(&word))
    }
}

fn is_capital(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase()
}

/// Whether a list holds a word as it is, or the word begins a sentence and the list holds it in lower case.
fn is_listed(list: &[&str], word: &str) -> bool {
    list.iter().any(|entry| {
        let (Some(a), Some(b)) = (entry.chars().next(), word.chars().next()) else { return false };
        let is_same = a == b || a.is_ascii() && a == b.to_ascii_lowercase();
        is_same && entry.get(a.len_utf8()..) == word.get(b.len_utf8()..)
    })
}

/// The word at the end of a text; empty where there is none, or one that is too long for an abbreviation.
fn last_word(text: &str) -> &str {
    let is_edge = |c: char| c.is_whitespace() || BEFORE_WORD.contains(&c);
    let chars = text.char_indices().rev().take(LONGEST_ABBREVIATION + 1);
    let start = chars.take_while(|(_, c)| !is_edge(*c)).last();
    let word = start.and_then(|(start, _)| text.get(start..)).unwrap_or_default();
    if word.chars().count() > LONGEST_ABBREVIATION { "" } else { word }
        .trim_start_matches(['\'', '’', ','])
}

/// Whether a word is the number of an item in a list: `1`, `3.2`, `a`, `iv`.
fn is_item(word: &str) -> bool {
    let is_number =
        |piece: &str| matches!(piece.len(), 1..=2) && piece.bytes().all(|b| b.is_ascii_digit());
    let is_roman = |word: &str| {
        (1..=LONGEST_ITEM).contains(&word.len()) && word.bytes().all(|b| b"ivxIVX".contains(&b))
    };
    let is_letter = word.len() == 1 && word.bytes().all(|b| b.is_ascii_alphabetic());
    is_letter || is_roman(word) || word.split('.').all(is_number)
}

fn opening(following: &str) -> Opening {
    let is_opener = |c: char| OPENERS.contains(&c) || c.is_whitespace();
    let inner = following.trim_start_matches(is_opener);
    let before = following.get(..following.len() - inner.len()).unwrap_or_default();
    let Some(first) = inner.chars().next() else { return Opening::Other };
    match first {
        '…' => Opening::Other,
        '.' if inner.starts_with("..") => Opening::Other,
        _ if MARKS.contains(&first) || GOES_ON.contains(&first) => Opening::Lower,
        _ if first.is_lowercase() => lower_opening(before, inner),
        _ if is_capital(first) && !before.starts_with(['(', '[']) => Opening::Capital,
        _ => Opening::Other,
    }
}

/// A small letter begins a sentence in `’s Avonds`, `’t Is`, `e-Health`, `iPads` and as the number of an item only.
fn lower_opening(before: &str, inner: &str) -> Opening {
    let end = inner.bytes().take(LONGEST_ITEM + 1).position(|b| matches!(b, b'.' | b')'));
    let item = end.and_then(|end| inner.get(..end)).unwrap_or_default();
    let behind_item = inner.get(item.len() + 1..).unwrap_or_default();
    if is_item(item) && behind_item.starts_with(char::is_whitespace) {
        return Opening::Other;
    }
    let is_elision = before.ends_with(['\'', '’', '‘']);
    let behind = inner.strip_prefix(char::is_lowercase).unwrap_or_default();
    let rest = behind.strip_prefix('-');
    let rest = if is_elision { rest.or_else(|| behind.strip_prefix(' ')) } else { rest };
    let is_start = rest.unwrap_or(behind).starts_with(char::is_uppercase);
    if is_start { Opening::Capital } else { Opening::Lower }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parts(text: &str, language: Language) -> Vec<&str> {
        sentences(text, language).into_iter().map(|range| &text[range]).collect()
    }

    /// Sentences are written with `|` between them.
    fn check(language: Language, rows: &[&str]) {
        for row in rows {
            let expected: Vec<&str> = row.split(" | ").collect();
            assert_eq!(parts(&row.replace(" | ", " "), language), expected);
        }
    }

    #[test]
    fn dutch_abbreviations() {
        check(
            Language::DUTCH,
            &[
                "Ik sprak dhr. Jansen en mw. De Vries. | Zij waren er.",
                "Prof. dr. ir. Van Dam, mr. drs. P. Bos en ing. Kok. | Dat was het.",
                "Mevr. Bakker belt bijv. Anna, bv. Bob of o.a. Carla. | Klaar.",
                "I.v.m. Kerst, m.b.t. Pasen, t.a.v. Anna, n.a.v. Bob, d.w.z. Carla. | Klaar.",
                "Zie blz. 3, nr. 4, art. 5, p. 6 en pp. 7-9, ca. 10 resp. Elf. | Klaar.",
                "Zie art. 5. | Daarna blz. 12. | En dan nr. 3.",
                "Appels, peren enz. | Daarna brood e.d. | Dan melk etc. | Klaar.",
                "Appels enz. zijn op. | Jansen e.a. schrijven dat.",
                "Appels enz. 3 stuks.",
                "Op 3 sept. 2014 en 14 jan. jl. was het zo. | Maandag a.s. | Dan weer.",
                "Het was incl. BTW en excl. Verzending, maandag t/m Vrijdag. | Dat kan.",
                "Jansen (red.) Utrecht. | (Zie ook Bos, z.d.) schreef hij.",
                "De dhr./mw. Jansen. | Oud-prof. Bos ook.",
                "Wij doen dat voor u. | Daarna niet. | Ook voor u. | 3 mensen kwamen.",
                "Eeuw I v.Chr. | Toen was het anders.",
                "Zijn B.V. | Het liep goed bij de N.V. Jansen.",
                "‘Dat heet c.q.’ | Daarna niets.",
            ],
        );
    }

    #[test]
    fn initials_and_numbers() {
        check(
            Language::DUTCH,
            &[
                "Door G. H. Jansen en G.H. Bos, J.-P. Kok, A.Th. Mol en Th. Smit. | Klaar.",
                "Neem vitamine C. | Dat helpt. | Dit is plan B. | Het werkt.",
                "Kies optie b. | Dan verder.",
                "Om 14.30 uur kost het 1.234 euro, zie 3.2 ook. | Om 14.30. | Klaar.",
                "Het was in 2015. | 3 mensen kwamen. | Zij werd 2e. | Hij 19de.",
                "1. Bel de cliënt. | 2. Maak een afspraak. | 3.2. Schrijf het op.",
                "a. Bel de cliënt. | b. Maak een afspraak. | iv. Schrijf het op.",
                "Willem III. | Hij was koning.",
                "Het duurt 5 min. | Dan max. € 300 en 3 mln. euro.",
            ],
        );
    }

    #[test]
    fn marks_and_quotes() {
        check(
            Language::DUTCH,
            &[
                "‘Kom binnen.’ zei ze. | ‘Ga zitten!’ | Anna lacht.",
                "\"Kom binnen.\" zei ze. | \"Ga.\" | 'Nee.' | Anna lacht.",
                "Wat is dat? vroeg ze. | Wat?! | Echt waar!!! | Ja.",
                "Hij dacht… en toen... niets. | Nou… | Toen kwam zij... | Ja.",
                "… En toen kwam hij. | … Zij ook. | (...) De gemeente deed niets.",
                "(Dat is zo.) | Daarna [ook niet!] | Klaar. | (Echt.)",
                "Hij deed (?) Niets (!) Verder.",
                "Kijk op weef.nl en in x.md. | Zie https://weef.nl/a.b?c=D. | Ook www.x.nl! | Ja.",
                "Hij ging. | ’s Avonds kwam hij. | 't Is zo. | 's-Hertogenbosch ook. | ’t Hart.",
                "Hij ging. 's avonds kwam hij.",
                "Klaar. | – Daarna niet. | “Ja.” | „Nee.”",
                "Klaar. | iPads zijn er. | e-Health ook. | Één. | Écht.",
                "Dat kost veel. | € 300. | #wijkteam is leuk. | 中文。",
                "Wat . . . zei hij . . . dan.",
            ],
        );
    }

    #[test]
    fn english() {
        check(
            Language::ENGLISH,
            &[
                "Mr. Jones met Mrs. Smith and Dr. Who, e.g. Tuesday, i.e. Monday. | They left.",
                "Ajax vs. Feyenoord, see No. 3 and Fig. 4. | No. | That is wrong.",
                "On Jan. 3 it rained, etc. | The sun came. | At 3 p.m. | He left.",
                "In the U.S. Congress and the U.K. | The end. | By J. R. R. Tolkien.",
                "So do I. | Mary agrees. | It was in St. Louis, wasn't it? | Yes.",
                "“Come in.” she said. | Apple Inc. | It grew. | Smith et al. found it.",
                "This is modern art. | Volume is up.",
            ],
        );
    }

    #[test]
    fn counted_by_hand() {
        let rows = include_str!("../../tests/gold/leesbaarheid.tsv");
        for row in rows.lines().filter(|row| !row.starts_with('#')) {
            let mut cells = row.split('\t');
            let (text, count) = (cells.next().unwrap(), cells.next().unwrap());
            assert_eq!(sentences(text, Language::DUTCH).len().to_string(), count, "{text}");
        }
    }

    #[test]
    fn edges() {
        for (text, at, expected) in [
            ("", 0, ""),
            ("  \n ", 2, ""),
            ("  Eén. Twee.  ", 0, "Eén."),
            ("  Eén. Twee.  ", 4, "Eén."),
            ("Eén. Twee. ", 5, "Eén."),
            ("Eén.  Twee. ", 6, "Eén."),
            ("Eén. Twee. ", 6, "Twee."),
            ("Eén. Twee. ", 99, "Twee."),
            ("‘Eén.’ Twee", 7, "‘Eén.’"),
        ] {
            assert_eq!(&text[sentence_around(text, at, Language::DUTCH)], expected, "{text} {at}");
        }
    }

    #[test]
    fn hostile_sizes_end() {
        for unit in
            [".", "a. ", "A. ", "1. ", "… ", "a. b ", ".)", ". (", "?", " ", ".. ", "' ", "x"]
        {
            let text = unit.repeat(1_000_000 / unit.len());
            let all = sentences(&text, Language::DUTCH);
            let middle = all.get(all.len() / 2).cloned().unwrap_or(0..0);
            assert_eq!(sentence_around(&text, middle.start, Language::DUTCH), middle, "{unit}");
        }
    }

    /// Texts of pieces that mean something here.
    fn paragraph() -> impl Strategy<Value = String> {
        let pieces = [
            ".", "!", "?", "…", "...", " ", " ", " ", "\u{a0}", "\n", "‘", "’", "\"", "(", ")",
            "–", "-", "a", "B", "dr", "enz", "o.a", "1", "12", "Dat", "dat", "één", "É", "/", ",",
            "iv", "𝒳",
        ];
        prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40)
            .prop_map(|pieces| pieces.concat())
    }

    fn hold(text: &str, language: Language) -> Result<(), TestCaseError> {
        let all = sentences(text, language);
        let mut from = 0;
        for range in &all {
            let between = text.get(from..range.start);
            prop_assert!(between.is_some_and(|gap| gap.trim().is_empty()), "{text:?} {all:?}");
            let sentence = text.get(range.clone()).unwrap_or_default();
            prop_assert!(!sentence.is_empty() && sentence.trim() == sentence, "{text:?} {all:?}");
            from = range.end;
        }
        prop_assert!(text.get(from..).is_some_and(|rest| rest.trim().is_empty()), "{text:?}");
        for at in 0..=text.len() + 1 {
            let holds = all.iter().rev().find(|range| range.start <= at).or(all.first());
            let found = sentence_around(text, at, language);
            prop_assert_eq!(holds.cloned(), Some(found).filter(|r| !r.is_empty()), "{:?}", text);
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn cover_any_text(text in prop_oneof![any::<String>(), paragraph()], dutch: bool) {
            hold(&text, if dutch { Language::DUTCH } else { Language::ENGLISH })?;
        }
    }
}
