//! A Dutch word → how many syllables it has, by its vowels. Written by hand: hyphenation patterns find where a word may
//! be broken, which is not at every syllable (*idee*, *over*), and no library counts Dutch.
//!
//! Counted as in careful speech: *so-ci-aal*, *na-ti-o-naal*, but *sta-tion*. A word that is spoken letter by letter
//! counts its letters, an abbreviation the words it stands for, a number one: it is read at a glance.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Two dots over a vowel, which begin a syllable behind another vowel.
const TREMA: char = '\u{308}';
/// So many capitals may be letters that are spoken one by one.
const LONGEST_SPELLED: usize = 5;

/// Vowels that are spoken as one, the longest first. *ĳ* is one letter here.
const NUCLEI: [&str; 22] = [
    "aai", "ooi", "oei", "eeu", "ieu", "eau", "aa", "ee", "oo", "uu", "ie", "oe", "eu", "ui", "ei",
    "ou", "au", "ai", "oi", "ay", "ey", "oy",
];

/// Parts of words that are spoken with fewer syllables than their vowels say, and how many fewer: a French or English
/// *e* that is silent, vowels that are one in English only.
const FEWER: [(&str, usize); 48] = [
    ("aware", 1),
    ("baseline", 2),
    ("beamer", 1),
    ("board", 1),
    ("break", 1),
    ("casemanag", 1),
    ("coach", 1),
    ("creative", 1),
    ("cream", 1),
    ("dealer", 1),
    ("dealen", 1),
    ("deadline", 2),
    ("dream", 1),
    ("feature", 2),
    ("framework", 1),
    ("guideline", 2),
    ("hardware", 1),
    ("headline", 2),
    ("health", 1),
    ("helpline", 1),
    ("homepage", 2),
    ("hotline", 1),
    ("kload", 1),
    ("leader", 1),
    ("leaks", 1),
    ("lifestyle", 2),
    ("livestream", 1),
    ("nagement", 1),
    ("nload", 1),
    ("offline", 1),
    ("online", 1),
    ("peaker", 1),
    ("pipeline", 2),
    ("pload", 1),
    ("reach", 1),
    ("roadmap", 1),
    ("roadshow", 1),
    ("sharepoint", 1),
    ("software", 1),
    ("statement", 1),
    ("stream", 1),
    ("team", 1),
    ("tiënt", 1),
    ("timeline", 2),
    ("tique", 1),
    ("unique", 1),
    ("website", 1),
    ("yload", 1),
];

/// The same for a whole word.
const SHORT: [(&str, usize); 8] = [
    ("case", 1),
    ("deal", 1),
    ("deals", 1),
    ("lead", 1),
    ("live", 1),
    ("site", 1),
    ("sites", 1),
    ("score", 1),
];

/// Abbreviations that are spoken as the words they stand for, or letter by letter where their letters do not tell.
const SPOKEN: [(&str, usize); 52] = [
    ("a.s", 3),
    ("a.u.b", 3),
    ("aow", 3),
    ("b.v", 3),
    ("bijv", 3),
    ("blz", 3),
    ("c.q", 3),
    ("ca", 2),
    ("cao", 3),
    ("d.m.v", 4),
    ("d.w.z", 4),
    ("dhr", 2),
    ("dr", 2),
    ("drs", 4),
    ("e.a", 4),
    ("e.d", 5),
    ("e.e.a", 4),
    ("enz", 3),
    ("etc", 4),
    ("evt", 4),
    ("excl", 3),
    ("hbo", 3),
    ("i.p.v", 3),
    ("i.s.m", 6),
    ("i.v.m", 4),
    ("ict", 3),
    ("incl", 3),
    ("jl", 3),
    ("km", 4),
    ("m.a.w", 6),
    ("m.b.t", 5),
    ("m.n", 3),
    ("mbo", 3),
    ("mevr", 2),
    ("mln", 2),
    ("mw", 2),
    ("n.a.v", 5),
    ("nr", 2),
    ("o.a", 5),
    ("o.l.v", 5),
    ("o.m", 3),
    ("ov", 2),
    ("prof", 3),
    ("t.a.v", 4),
    ("t.b.v", 5),
    ("t.o.v", 5),
    ("t/m", 3),
    ("uwv", 3),
    ("vgl", 3),
    ("vmbo", 4),
    ("wmo", 3),
    ("z.s.m", 5),
];

/// How many syllables a word has when it is spoken, one at the least. White space is not expected in it.
pub fn syllables(word: &str) -> usize {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let lower = word.to_lowercase();
    if let Some(count) = spoken(&lower) {
        return count;
    }
    if is_address(&lower) || !word.chars().any(char::is_alphabetic) {
        return 1;
    }
    let is_dotted = word.contains('.');
    let is_edge = |c: char| !(c.is_alphanumeric() || is_combining_mark(c) || is_within(c));
    let of_part = |part: &str| {
        // *n.v.t.*, *T-splitsing*; not *foto's*.
        let is_letter =
            part.chars().count() == 1 && (is_dotted || part.chars().all(char::is_uppercase));
        if is_letter { 1 } else { part_of_word(part) }
    };
    word.split(is_edge).map(of_part).sum::<usize>().max(1)
}

/// The syllables of an abbreviation that is listed.
fn spoken(lower: &str) -> Option<usize> {
    SPOKEN.iter().find(|(short, _)| *short == lower).map(|(_, count)| *count)
}

/// Whether a word is an address of the web or of a person, which nobody reads aloud.
pub(super) fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains('@') || word.starts_with("www.")
}

/// What stands within a word without parting it: `(persoons)gegevens`.
fn is_within(c: char) -> bool {
    matches!(c, '(' | ')' | '[' | ']' | '\u{ad}')
}

/// The syllables of what stands between hyphens, points and apostrophes.
fn part_of_word(part: &str) -> usize {
    if part.chars().any(char::is_numeric) {
        // *1e*, *24*, *A4*, *50plus*: a number counts one, and so does a capital; its ending does not count.
        let runs = part.split(|c: char| !c.is_alphabetic());
        return 1 + runs.map(beside_number).sum::<usize>();
    }
    if let Some(count) = spoken(&part.to_lowercase()) {
        return count;
    }
    let letters = || part.chars().filter(|c| c.is_alphabetic());
    let count = letters().count();
    let own = vowels(part);
    let is_short = (2..=LONGEST_SPELLED).contains(&count);
    let is_spelled = own == 0 || letters().all(char::is_uppercase) && is_spelled(part);
    // The letters as they are called have one syllable each.
    if is_short && is_spelled { count } else { own }
}

fn beside_number(run: &str) -> usize {
    match run.chars().count() {
        1 | 2 if run.chars().all(char::is_uppercase) => run.chars().count(),
        0..=2 => 0,
        _ if run == "ste" => 0,
        _ => vowels(run),
    }
}

/// Whether capitals are spoken one by one: *GGD*, *AVG* and *VMBO* are, *NAVO* is not.
fn is_spelled(capitals: &str) -> bool {
    let vowel: Vec<bool> = capitals.chars().map(|c| "AEIOU".contains(c)).collect();
    let is_alternating = vowel.windows(2).all(|pair| pair[0] != pair[1]);
    !(vowel.len() > 3 && is_alternating)
}

/// A letter without its accent, and whether it begins a syllable because of two dots on it.
#[derive(Clone, Copy, Debug)]
struct Letter {
    sign: char,
    begins: bool,
}

/// The groups of vowels in a word: its syllables, but for those that are spoken otherwise.
fn vowels(word: &str) -> usize {
    let letters = letters(word);
    let mut count: usize = 0;
    let mut at = 0;
    while at < letters.len() {
        if is_vowel(&letters, at) {
            count += 1;
            at += nucleus(&letters, at);
        } else {
            at += 1;
        }
    }
    count.saturating_sub(silent(&word.to_lowercase(), &letters)).max(usize::from(count > 0))
}

fn letters(word: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::with_capacity(word.len());
    for sign in word.nfd().flat_map(char::to_lowercase) {
        match (sign, letters.last_mut()) {
            (TREMA, Some(last)) => last.begins = true,
            ('j', Some(last)) if last.sign == 'i' && !last.begins => last.sign = 'ĳ',
            _ if sign.is_alphabetic() => letters.push(Letter { sign, begins: false }),
            _ => {}
        }
    }
    letters
}

fn is_sign(letters: &[Letter], at: usize, signs: &str) -> bool {
    letters.get(at).is_some_and(|letter| signs.contains(letter.sign))
}

fn is_vowel(letters: &[Letter], at: usize) -> bool {
    const VOWELS: &str = "aeiouĳy";
    let before = at.checked_sub(1);
    let is_led = before.is_some_and(|before| is_sign(letters, before, VOWELS));
    let leads = is_sign(letters, at + 1, VOWELS);
    if is_sign(letters, at, "y") {
        // A consonant in *yoga* and *royaal*, a vowel in *type* and *essay*.
        return !(leads && (is_led || at == 0));
    }
    let is_behind_q = is_sign(letters, at, "u")
        && leads
        && before.is_some_and(|before| is_sign(letters, before, "q"));
    is_sign(letters, at, VOWELS) && !is_behind_q
}

/// How many letters the vowel at a place has.
fn nucleus(letters: &[Letter], at: usize) -> usize {
    let fits = |vowels: &&&str| {
        vowels.chars().enumerate().all(|(i, vowel)| {
            let letter = letters.get(at + i);
            letter.is_some_and(|own| own.sign == vowel && (i == 0 || !own.begins))
        })
    };
    let longest = NUCLEI.iter().filter(fits).max_by_key(|vowels| vowels.chars().count());
    let length = longest.map_or(1, |vowels| vowels.chars().count());
    let vowels = longest.copied().unwrap_or_default();
    let after = |signs: &str| is_sign(letters, at + length, signs);
    let is_last = letters.len() == at + length;
    let before = |signs: &str| at.checked_sub(1).is_some_and(|at| is_sign(letters, at, signs));
    match vowels {
        // *financi-eel*, but *kopie-ën*.
        "ie" if after("e") && !letters.get(at + 2).is_some_and(|letter| letter.begins) => 1,
        // *seri-eus* and *interi-eur*, but *milieus*.
        "ieu" if after("rsz") && !before("l") => 1,
        // *muse-um* and *lyce-um*, but *reuma*.
        "eu" if after("m") && before("slctdh") && !is_sign(letters, at + 3, "aeio") => 1,
        // *ge-automatiseerd*, but *niveau*.
        "eau" if before("g") && !is_last => 1,
        _ => length,
    }
}

/// How many of the vowels of a word are not spoken.
fn silent(word: &str, letters: &[Letter]) -> usize {
    let word: String = word.nfc().collect();
    // *gemeente-ambtenaar* has no team.
    let word = word.replace("teambt", "te-ambt");
    let of_parts = FEWER.iter().filter(|(part, _)| word.contains(part)).map(|(_, fewer)| *fewer);
    let of_parts: usize = of_parts.sum();
    let whole = SHORT.iter().find(|(whole, _)| *whole == word).map(|(_, fewer)| *fewer);
    // *sta-tion* and *sta-tions*, but *na-ti-o-naal*.
    let tion: Vec<char> = "tion".chars().collect();
    let is_tion = |at: usize| {
        tion.iter()
            .enumerate()
            .all(|(i, sign)| letters.get(at + i).is_some_and(|l| l.sign == *sign))
            && !is_sign(letters, at + tion.len(), "aeiouĳy")
    };
    let tions = (0..letters.len()).filter(|at| is_tion(*at)).count();
    whole.unwrap_or(of_parts) + tions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counted_by_hand() {
        let rows = include_str!("../../tests/gold/lettergrepen.tsv");
        let mut wrong = Vec::new();
        let mut count = 0;
        for row in rows.lines().filter(|row| !row.starts_with('#')) {
            let (word, expected) = row.split_once('\t').unwrap();
            let found = syllables(word);
            count += 1;
            if found.to_string() != expected {
                wrong.push(format!("{word}: {found}, not {expected}"));
            }
        }
        assert!(count > 400, "{count}");
        assert_eq!(wrong, Vec::<String>::new());
    }

    #[test]
    fn what_is_not_read_as_a_word() {
        for (word, expected) in [
            ("2024", 1),
            ("1.234,50", 1),
            ("14.30", 1),
            ("1e", 1),
            ("20ste", 1),
            ("A4", 2),
            ("50plus", 2),
            ("19-jarige", 4),
            ("https://kennisbank.example/thema", 1),
            ("info@kennisbank.example", 1),
            ("n.v.t.", 3),
            ("‘wijk’,", 1),
            ("(persoons)gegevens", 5),
            ("", 1),
            ("–", 1),
        ] {
            assert_eq!(syllables(word), expected, "{word}");
        }
    }
}
