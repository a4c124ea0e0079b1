//! A name in singular or plural → one key for both, so that `wijkteam` and `wijkteams` are found to be the same term.
//! Written by hand: a stemmer brings together whole families of words (`wonen` and `woning`, `ouders` and `ouderen`),
//! where this asks for one noun in two numbers; a list of all nouns would be larger than weef.
//!
//! The key is no word. Where spelling leaves open how the singular is written (`artikelen`: *artikel* or *artikeel*?),
//! both spellings get the same key.

use super::Language;
use crate::diagnostic::Speech;

/// What is longer in bytes is its own key.
const LONGEST: usize = 60;
/// How often endings are taken off: `redenen`, `reden`, and what looks like the plural of *reed*.
const ROUNDS: usize = 4;

/// Plurals that follow no rule, also at the end of a compound (`teamleden`), and their singular.
const DUTCH_IRREGULAR: &[(&str, &str)] = &[
    ("beenderen", "been"),
    ("bladeren", "blad"),
    ("centra", "centrum"),
    ("crises", "crisis"),
    ("criteria", "criterium"),
    ("eieren", "ei"),
    ("gemoederen", "gemoed"),
    ("goederen", "goed"),
    ("gymnasia", "gymnasium"),
    ("kalveren", "kalf"),
    ("kinderen", "kind"),
    ("koeien", "koe"),
    ("lammeren", "lam"),
    ("leden", "lid"),
    ("liederen", "lied"),
    ("lycea", "lyceum"),
    ("musea", "museum"),
    ("politici", "politicus"),
    ("raderen", "rad"),
    ("runderen", "rund"),
    ("schepen", "schip"),
    ("stadia", "stadium"),
    ("steden", "stad"),
    ("volkeren", "volk"),
];
/// Words of one syllable with a short vowel that is long in the plural: `dagen`, not *daagen*.
const DUTCH_SHORT: &[&str] = &[
    "bad", "blad", "dag", "dak", "dal", "gat", "glas", "god", "graf", "hof", "hol", "lot", "pad",
    "slag", "slot", "spel", "staf", "tred", "vat", "weg",
];
const ENGLISH_IRREGULAR: &[(&str, &str)] = &[
    ("analyses", "analysis"),
    ("calves", "calf"),
    ("children", "child"),
    ("crises", "crisis"),
    ("criteria", "criterion"),
    ("curricula", "curriculum"),
    ("feet", "foot"),
    ("geese", "goose"),
    ("gentlemen", "gentleman"),
    ("halves", "half"),
    ("hypotheses", "hypothesis"),
    ("indices", "index"),
    ("knives", "knife"),
    ("leaves", "leaf"),
    ("lives", "life"),
    ("loaves", "loaf"),
    ("matrices", "matrix"),
    ("mice", "mouse"),
    ("oxen", "ox"),
    ("people", "person"),
    ("phenomena", "phenomenon"),
    ("quizzes", "quiz"),
    ("selves", "self"),
    ("shelves", "shelf"),
    ("smen", "sman"),
    ("teeth", "tooth"),
    ("theses", "thesis"),
    ("thieves", "thief"),
    ("wives", "wife"),
    ("wolves", "wolf"),
    ("women", "woman"),
];
/// English singulars that end in one `s`, besides those in `-us` and `-is`.
const ENGLISH_SINGULAR: &[&str] =
    &["always", "atlas", "bias", "canvas", "gas", "lens", "news", "series", "species"];

/// A key under which singular and plural meet, of a name as [`super::fold`] writes it. Of several words the last counts
/// as the noun; before a Dutch noun an adjective may have its `-e` or not.
pub fn base_form(name: &str, language: Language) -> String {
    // No name of a term is longer, and only short ones are worth the work.
    if name.len() > LONGEST {
        return name.to_owned();
    }
    let (before, noun) = name.rsplit_once(' ').map_or(("", name), |(before, noun)| (before, noun));
    let mut key = String::with_capacity(name.len() + 2);
    for word in before.split(' ').filter(|word| !word.is_empty()) {
        match language.speech() {
            Speech::Dutch => key.push_str(&adjective(word)),
            Speech::English => key.push_str(word),
        }
        key.push(' ');
    }
    let noun = match language.speech() {
        Speech::Dutch => dutch(noun),
        Speech::English => english(noun),
    };
    key + &noun
}

/// `sociale`, `sociaal`; `grote`, `groot`
fn adjective(word: &str) -> String {
    let mut word = word.to_owned();
    if has_mute_e(&word) {
        word.pop();
        close(&mut word);
    }
    shorten(&mut word);
    word
}

fn dutch(noun: &str) -> String {
    let mut word = regular(noun, DUTCH_IRREGULAR);
    if word.ends_with("heden") && word.len() > "heden".len() {
        word.truncate(word.len() - "eden".len());
        word.push_str("eid");
    }
    for _ in 0..ROUNDS {
        let length = word.len();
        if has_plural_s(&word) {
            word.pop();
        }
        take_en(&mut word);
        if is_long(&word) && word.ends_with("eer") {
            // `atmosferen`, as `jongeren`, may have an `-e` in the singular.
            word.truncate(word.len() - "er".len());
            word.push_str("re");
        }
        shorten(&mut word);
        if word.len() == length {
            break;
        }
    }
    word
}

/// A word in which an irregular plural, at its end, has become singular.
fn regular(word: &str, irregular: &[(&str, &str)]) -> String {
    irregular
        .iter()
        .find_map(|(plural, singular)| Some(word.strip_suffix(plural)?.to_owned() + singular))
        .unwrap_or_else(|| word.to_owned())
}

fn is_vowel(b: u8) -> bool {
    b"aeiouy".contains(&b)
}

fn ends_with_any(word: &str, ends: &[&str]) -> bool {
    ends.iter().any(|end| word.ends_with(end))
}

fn has_vowel(word: &str) -> bool {
    word.bytes().any(is_vowel)
}

/// Whether a word has more than one group of vowels, which is to say more than one syllable.
fn is_long(word: &str) -> bool {
    word.as_bytes().chunk_by(|a, b| is_vowel(*a) == is_vowel(*b)).filter(|g| is_vowel(g[0])).count()
        > 1
}

/// Whether a Dutch word ends in an `e` behind a consonant, and is more than that.
fn has_mute_e(word: &str) -> bool {
    matches!(word.as_bytes(), [.., c, b'e'] if c.is_ascii_alphabetic() && !is_vowel(*c))
        && has_vowel(word.get(..word.len() - 1).unwrap_or_default())
}

/// Whether the `s` at the end of a Dutch word is that of a plural. A word of more syllables that has it in the singular
/// (`cursus`) loses it too, and so does its plural.
fn has_plural_s(word: &str) -> bool {
    let Some(stem) = word.strip_suffix('s') else { return false };
    match stem.as_bytes() {
        [.., b'e'] if !stem.ends_with("ee") && !stem.ends_with("ie") => has_plural_es(stem),
        // `Nederlands` is a language, `Nederland` a country.
        _ if stem.ends_with("land") => false,
        [.., a, b] if a == b && is_vowel(*b) => *b == b'e' && is_long(stem),
        [.., b's'] | [] => false,
        _ if is_long(stem) => true,
        _ => ends_with_any(stem, &["b", "f", "g", "m", "p", "ow", "nk", "nd", "ll", "ool", "eal"]),
    }
}

/// `gemeentes`, `fases` and `coaches`; not `adres`, `proces`, `bijles`.
fn has_plural_es(stem: &str) -> bool {
    has_mute_e(stem)
        && match stem.as_bytes() {
            [.., b't' | b'd' | b'j' | b'g' | b'h', _] => true,
            [.., b'c', _] => false,
            [.., vowel, _, _] => is_vowel(*vowel),
            _ => false,
        }
}

/// Takes `-en` or `-e` off a Dutch word. `gemeente` loses it too, because `gemeenten` does not tell whose `e` it is.
fn take_en(word: &mut String) {
    let stem = match word.as_bytes() {
        [.., b'e' | b'i', b'e', b'e', b'n'] => word.len() - 2,
        [.., c, b'i', b'e', b'n'] if !is_vowel(*c) && is_long(word) => word.len() - 1,
        [.., b'a' | b'e' | b'o', b'e', b'n'] => return,
        [.., c, b'i', b'e', b'n'] if !is_vowel(*c) => return,
        [.., c, b'e', b'n'] if c.is_ascii_alphabetic() => word.len() - 2,
        _ if has_mute_e(word) => word.len() - 1,
        _ => return,
    };
    let Some(rest) = word.get(..stem).filter(|rest| has_vowel(rest)) else { return };
    // Words in `-er` have a plural in `-s`: `ouderen` belongs to `oudere`, not to `ouder`.
    let is_person =
        matches!(rest.as_bytes(), [.., c, b'e', b'r'] if !is_vowel(*c)) && is_long(rest);
    word.truncate(if is_person { stem + 1 } else { stem });
    if !is_person {
        close(word);
    }
}

/// Spells a stem as a word: `buss`, `bus`; `huiz`, `huis`; `briev`, `brief`; `tak` (from `taken`), `taak`.
fn close(stem: &mut String) {
    if let [.., a, b] = stem.as_bytes()
        && a == b
        && a.is_ascii_alphabetic()
        && !is_vowel(*a)
    {
        stem.pop();
        return;
    }
    for (voiced, voiceless) in [('v', 'f'), ('z', 's')] {
        if stem.ends_with(voiced) {
            stem.pop();
            stem.push(voiceless);
        }
    }
    let vowel = match stem.as_bytes() {
        [before @ .., vowel @ (b'a' | b'e' | b'o' | b'u'), c]
            if c.is_ascii_alphabetic()
                && !is_vowel(*c)
                && !b"hjwx".contains(c)
                && !before.last().is_some_and(|b| is_vowel(*b)) =>
        {
            char::from(*vowel)
        }
        _ => return,
    };
    if !is_long(stem) && !DUTCH_SHORT.contains(&stem.as_str()) {
        stem.insert(stem.len() - 1, vowel);
    }
}

/// Writes the long vowel at the end of a Dutch word of more syllables once: `verhaal`, `verhal` (from `verhalen`).
fn shorten(word: &mut String) {
    let is_double = matches!(
        word.as_bytes(),
        [.., a @ (b'a' | b'e' | b'o' | b'u'), b, c]
            if a == b && c.is_ascii_alphabetic() && !is_vowel(*c)
    );
    if is_double && is_long(word) {
        word.remove(word.len() - 2);
    }
}

fn english(noun: &str) -> String {
    let mut word = if noun == "men" { "man".to_owned() } else { regular(noun, ENGLISH_IRREGULAR) };
    if !ENGLISH_SINGULAR.contains(&word.as_str()) && !ends_with_any(&word, &["ss", "us", "is"]) {
        let is_plural = word.len() > 2 && word.ends_with('s');
        word.truncate(word.len() - usize::from(is_plural));
    }
    // `house` and `boxe`, `shoe` and `potatoe`: the plural does not tell whose `e` it is.
    if word.len() > 3 && ends_with_any(&word, &["se", "xe", "ze", "che", "she", "oe"]) {
        word.pop();
    }
    if word.len() > 2 && word.ends_with("ie") {
        word.truncate(word.len() - 2);
        word.push('y');
    }
    word
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::language::fold;

    const DUTCH: &[&str] = &[
        "wijkteam/wijkteams",
        "gemeente/gemeenten/gemeentes",
        "dilemma/dilemma’s",
        "buurt/buurten",
        "huis/huizen",
        "wijkhuis/wijkhuizen",
        "brief/brieven",
        "bedrijf/bedrijven",
        "initiatief/initiatieven",
        "school/scholen",
        "basisschool/basisscholen",
        "idee/ideeën",
        "categorie/categorieën",
        "museum/musea/museums",
        "centrum/centra/centrums",
        "kind/kinderen",
        "kleinkind/kleinkinderen",
        "schuld/schulden",
        "vrijwilliger/vrijwilligers",
        "mantelzorger/mantelzorgers",
        "woning/woningen",
        "huisbezoek/huisbezoeken",
        "mogelijkheid/mogelijkheden",
        "stad/steden",
        "binnenstad/binnensteden",
        "teamlid/teamleden",
        "bibliotheek/bibliotheken",
        "vergadering/vergaderingen",
        "taak/taken",
        "zaak/zaken",
        "oorzaak/oorzaken",
        "weg/wegen",
        "studiedag/studiedagen",
        "bus/bussen",
        "kans/kansen",
        "les/lessen",
        "bijles/bijlessen",
        "taxi/taxi’s",
        "foto/foto’s",
        "regio/regio’s",
        "organisatie/organisaties",
        "financiën/financien",
        "jongere/jongeren",
        "oudere/ouderen",
        "ouder/ouders",
        "jeugdige/jeugdigen",
        "volwassene/volwassenen",
        "dakloze/daklozen",
        "ziekte/ziekten/ziektes",
        "methode/methoden/methodes",
        "fase/fasen/fases",
        "analyse/analysen/analyses",
        "keuze/keuzes/keuzen",
        "module/modules/modulen",
        "adres/adressen",
        "proces/processen",
        "cursus/cursussen",
        "gebeurtenis/gebeurtenissen",
        "crisis/crises/crisissen",
        "virus/virussen",
        "plaats/plaatsen",
        "werkplaats/werkplaatsen",
        "huisarts/huisartsen",
        "arts/artsen",
        "gids/gidsen",
        "reis/reizen",
        "prijs/prijzen",
        "grens/grenzen",
        "eis/eisen",
        "mens/mensen",
        "gezin/gezinnen",
        "leraar/leraren/leraars",
        "ambtenaar/ambtenaren",
        "kantoor/kantoren",
        "sector/sectoren/sectors",
        "persoon/personen",
        "verhaal/verhalen",
        "artikel/artikelen/artikels",
        "voordeel/voordelen",
        "probleem/problemen",
        "fenomeen/fenomenen",
        "reden/redenen/redens",
        "partij/partijen",
        "bui/buien",
        "koe/koeien",
        "vrouw/vrouwen",
        "gebouw/gebouwen",
        "individu/individuen",
        "bureau/bureaus",
        "café/cafés",
        "heer/heren",
        "atmosfeer/atmosferen",
        "manier/manieren",
        "afspraak/afspraken",
        "interview/interviews",
        "coach/coaches",
        "blog/blogs",
        "tip/tips",
        "link/links",
        "trend/trends",
        "tool/tools",
        "groepje/groepjes",
        "straat/straten",
        "uur/uren",
        "aap/apen",
        "pgb/pgb’s",
        "overheid/overheden",
        "beperking/beperkingen",
        "cliënt/cliënten",
    ];

    fn key(name: &str, language: Language) -> String {
        base_form(&fold(name), language)
    }

    /// Names on a row, with `/` between them, have one key.
    fn meet(language: Language, rows: &[&str]) {
        for row in rows {
            let keys: Vec<String> = row.split('/').map(|name| key(name, language)).collect();
            assert!(keys.windows(2).all(|pair| pair[0] == pair[1]), "{row}: {keys:?}");
        }
    }

    /// Names on a row have different keys.
    fn differ(language: Language, rows: &[&str]) {
        for row in rows {
            let keys: Vec<String> = row.split('/').map(|name| key(name, language)).collect();
            assert!(keys.windows(2).all(|pair| pair[0] != pair[1]), "{row}: {keys:?}");
        }
    }

    #[test]
    fn dutch_plurals_meet() {
        meet(Language::DUTCH, DUTCH);
        for same in ["beleid", "jeugd", "werk", "thuis", "geld", ""] {
            assert_eq!(key(same, Language::DUTCH), same);
        }
    }

    #[test]
    fn dutch_phrases_meet() {
        meet(
            Language::DUTCH,
            &[
                "sociaal wijkteam/sociale wijkteams",
                "goed gesprek/goede gesprekken",
                "groot gezin/grote gezinnen",
                "lief kind/lieve kinderen",
                "nieuw idee/nieuwe ideeën",
                "formeel netwerk/formele netwerken",
                "dik boek/dikke boeken",
                "samenwerking formeel en informeel/samenwerking formeel en informeel",
            ],
        );
        differ(
            Language::DUTCH,
            &["sociaal wijkteam/wijkteam", "formele zorg/informele zorg", "jonge ouder/oude ouder"],
        );
    }

    #[test]
    fn other_dutch_words_do_not_meet() {
        differ(
            Language::DUTCH,
            &[
                "werk/wereld",
                "bank/bang",
                "wonen/woning",
                "team/tem",
                "schulden/scholen/schuldig",
                "recht/richting",
                "jeugd/jeugdige/jeugdigheid",
                "maat/macht/mat",
                "kans/kanton/kan",
                "ouders/ouderen/oud/ouderdom",
                "jongens/jongeren",
                "taak/tak",
                "man/maan",
                "mens/men",
                "huis/hui",
                "plaats/plaat",
                "hals/hal",
                "eis/ei",
                "buis/bui",
                "nieuws/nieuw",
                "Nederland/Nederlands",
                "samenwerking/samenwerken",
                "vrijwilliger/vrijwillig",
                "beleid/beleiding",
                "gemeente/gemeen/gemeenschap",
                "zieke/ziekte",
                "arm/armoede",
                "school/schol",
                "buurt/beurt/buur",
                "stad/staat",
                "lid/lied",
                "been/bee",
                "steen/stee",
                "bos/bo",
            ],
        );
    }

    #[test]
    fn english_plurals() {
        meet(
            Language::ENGLISH,
            &[
                "team/teams",
                "policy/policies",
                "city/cities",
                "box/boxes",
                "child/children",
                "person/people/persons",
                "woman/women",
                "man/men",
                "house/houses",
                "class/classes",
                "bus/buses",
                "church/churches",
                "process/processes",
                "analysis/analyses",
                "crisis/crises",
                "photo/photos",
                "potato/potatoes",
                "shoe/shoes",
                "movie/movies",
                "tie/ties",
                "life/lives",
                "self/selves",
                "lens/lenses",
                "series/series",
                "idea/ideas",
                "day/days",
                "wicked problem/wicked problems",
                "neighbourhood team/neighbourhood teams",
            ],
        );
        differ(
            Language::ENGLISH,
            &["new/news", "care/car", "policy/police", "work/world", "glass/gla", "bus/bu"],
        );
    }

    #[test]
    fn hostile_sizes_end() {
        for unit in ["en", "s", "nen", "es", "a", "b", "e", "ere", "heden", " ", "e ", "é"] {
            let name = unit.repeat(1_000_000 / unit.len());
            for language in [Language::DUTCH, Language::ENGLISH] {
                assert!(base_form(&name, language).len() <= name.len() + 2, "{unit}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_name_has_a_key(name in prop_oneof![any::<String>(), "[abenrsvzijlou é]{0,12}"]) {
            for language in [Language::DUTCH, Language::ENGLISH] {
                prop_assert!(base_form(&name, language).len() <= name.len() + 8);
            }
        }
    }
}
