//! The sentences of mistakes in YAML and TOML, and of the lines around them, in Dutch.

use crate::diagnostic::{FenceFlaw, Mistake, SyntaxCause};

pub(super) fn syntax(what: &str, cause: &SyntaxCause) -> (String, String) {
    let (sentence, cure) = mistake(&cause.mistake);
    let cure = match &cause.line {
        Some(line) => format!("schrijf {}", code(line)),
        None => cure,
    };
    (format!("{what} is niet te lezen: {sentence}"), cure)
}

/// An item of a list as it is; another value behind its name.
pub(super) fn item(field: &str, text: &str) -> String {
    if text.starts_with("- ") { code(text) } else { code(&format!("{field}: {text}")) }
}

pub(super) fn broken_fence(fence: &str, flaw: &FenceFlaw) -> (String, String) {
    let opening = format!("het kopblok begint niet met `{fence}`");
    match flaw {
        FenceFlaw::NoOpening => {
            (opening, format!("zet boven de eerste regel een regel met alleen `{fence}`"))
        }
        FenceFlaw::LinesAbove => {
            (opening, format!("haal de lege regels boven de eerste `{fence}` weg"))
        }
        FenceFlaw::SpaceBefore => {
            (opening, format!("haal weg wat op de eerste regel voor `{fence}` staat"))
        }
        FenceFlaw::Opening { found, both } => {
            let place = if *both { "boven en onder het kopblok" } else { "op de eerste regel" };
            (opening, format!("schrijf {place} `{fence}` in plaats van `{found}`"))
        }
        FenceFlaw::Closing { found } => (
            format!("hier staat `{found}`, het kopblok sluit met `{fence}`"),
            format!("schrijf op deze regel alleen `{fence}`, zonder spatie ervoor"),
        ),
    }
}

/// A line as code, also when it holds a backtick itself.
pub(super) fn code(line: &str) -> String {
    if line.contains('`') { format!("`` {line} ``") } else { format!("`{line}`") }
}

fn mistake(mistake: &Mistake) -> (String, String) {
    use Mistake as M;
    match mistake {
        M::Tab
        | M::Indentation { .. }
        | M::MixedList
        | M::ListOnLine
        | M::ListAfterText
        | M::ListWithoutName
        | M::TextAfterBar { .. }
        | M::TextNotIndented
        | M::SecondStart => layout(mistake),
        M::UnclosedQuote { .. }
        | M::UnclosedLongText { .. }
        | M::QuoteInText { .. }
        | M::CurlyQuote { .. }
        | M::Backslash
        | M::ColonInText
        | M::SpecialStart { .. }
        | M::NotQuoted
        | M::NotFlag
        | M::NotDate
        | M::NotNumber => value(mistake),
        M::MissingColon
        | M::TabBehindName
        | M::MissingSpace { .. }
        | M::WrongSign { .. }
        | M::MissingEquals
        | M::MissingValue
        | M::KeyNotQuoted
        | M::UnclosedHeader
        | M::TableTwice { .. }
        | M::NotTable { .. }
        | M::SeveralOnLine => name_and_value(mistake),
        M::UnclosedBracket { .. } | M::WrongBracket { .. } | M::Extra { .. } | M::MissingComma => {
            list(mistake)
        }
        M::Invisible { code } => (
            format!("hier staat een onzichtbaar teken (U+{code:04X})"),
            "haal het weg: wis deze regel en typ hem opnieuw".into(),
        ),
        M::TooDeep => (
            "er zit te veel in elkaar".into(),
            "haal haakjes of ingesprongen regels weg: meer dan dertig in elkaar kan niet".into(),
        ),
        M::Unclear => (
            "deze regel is niet te begrijpen".into(),
            "zet elke waarde op een eigen regel, en elke tekst tussen aanhalingstekens".into(),
        ),
    }
}

fn list(mistake: &Mistake) -> (String, String) {
    use Mistake as M;
    match mistake {
        M::UnclosedBracket { bracket } => (
            format!("het haakje `{bracket}` wordt niet gesloten"),
            format!("zet achter de laatste waarde `{}`", if *bracket == '{' { '}' } else { ']' }),
        ),
        M::WrongBracket { found, wanted } => (
            format!("hier staat `{found}`, maar de lijst moet met `{wanted}` sluiten"),
            format!("schrijf `{wanted}` in plaats van `{found}`"),
        ),
        M::Extra { sign } => {
            (format!("hier staat een `{sign}` te veel"), "haal dat teken weg".into())
        }
        _ => (
            "tussen twee waarden in de lijst ontbreekt een komma".into(),
            "zet hier een komma".into(),
        ),
    }
}

fn value(mistake: &Mistake) -> (String, String) {
    use Mistake as M;
    match mistake {
        M::UnclosedQuote { quote } => (
            format!("het aanhalingsteken `{quote}` wordt niet gesloten"),
            format!("zet aan het eind van de tekst nog een `{quote}`"),
        ),
        M::UnclosedLongText { quote } => (
            format!("de drie aanhalingstekens `{quote}{quote}{quote}` worden niet gesloten"),
            format!("zet onder de tekst nog eens `{quote}{quote}{quote}`"),
        ),
        M::QuoteInText { quote } => (
            format!(
                "de tekst houdt op bij dit aanhalingsteken `{quote}`, maar er staat nog iets achter"
            ),
            "gebruik in de tekst een ander aanhalingsteken dan eromheen".into(),
        ),
        M::CurlyQuote { quote } => (
            format!("`{quote}` is een krul, en geen recht aanhalingsteken"),
            "zet rechte aanhalingstekens om de tekst: `\"`".into(),
        ),
        M::Backslash => (
            "`\\` heeft tussen dubbele aanhalingstekens een bijzondere betekenis".into(),
            "schrijf `\\\\` in plaats van `\\`".into(),
        ),
        M::ColonInText => (
            "in de tekst staat een dubbele punt, en daarna een spatie of niets".into(),
            "zet de hele tekst tussen aanhalingstekens".into(),
        ),
        M::SpecialStart { sign } => (
            format!(
                "een tekst die met {} begint, heeft hier een bijzondere betekenis",
                code(&sign.to_string())
            ),
            "zet de hele tekst tussen aanhalingstekens".into(),
        ),
        M::NotFlag => ("dit is geen `true` of `false`".into(), "schrijf `true` of `false`".into()),
        M::NotDate => (
            "deze datum of tijd bestaat niet".into(),
            "schrijf jaar, maand en dag met streepjes, zoals `2026-04-14`".into(),
        ),
        M::NotNumber => (
            "dit is geen getal".into(),
            "schrijf een getal zoals `12` of `1.5`, of zet de waarde tussen aanhalingstekens"
                .into(),
        ),
        _ => (
            "tekst hoort tussen aanhalingstekens".into(),
            "zet `\"` voor en achter de tekst".into(),
        ),
    }
}

fn layout(mistake: &Mistake) -> (String, String) {
    use Mistake as M;
    match mistake {
        M::Tab => (
            "hier staat een tab; alleen spaties mogen een regel laten inspringen".into(),
            "vervang elke tab door twee spaties".into(),
        ),
        M::Indentation { spaces } => (
            "de regel springt niet in zoals de regels erboven".into(),
            match spaces {
                Some(0) => "haal de spaties aan het begin van de regel weg".into(),
                Some(1) => "zet één spatie aan het begin van de regel, niet meer of minder".into(),
                Some(n) => format!("zet {n} spaties aan het begin van de regel, niet meer of minder"),
                None => "laat de regels gelijk inspringen".into(),
            },
        ),
        M::MixedList => (
            "hier staan regels met en zonder `- ` door elkaar".into(),
            "begin elke regel van de lijst met `- `, evenver ingesprongen".into(),
        ),
        M::ListOnLine => (
            "een lijst met `- ` begint op een nieuwe regel".into(),
            "zet `- ` met wat erachter staat op een eigen regel, of schrijf de lijst zo: `[een, twee]`".into(),
        ),
        M::ListAfterText => (
            "deze lijst hoort bij een regel die al een waarde heeft".into(),
            "zet ook die waarde op een eigen regel, met `- ` ervoor".into(),
        ),
        M::ListWithoutName => {
            ("boven deze lijst staat geen naam".into(), "zet boven de lijst een regel met de naam van het veld, zoals `themas:`".into())
        }
        M::TextAfterBar { bar } => (
            format!("achter {} mag op dezelfde regel niets staan", code(&bar.to_string())),
            "zet de tekst eronder, op ingesprongen regels".into(),
        ),
        M::TextNotIndented => (
            "deze tekst hoort bij de regel erboven, maar springt niet in".into(),
            "zet twee spaties aan het begin van elke regel van de tekst".into(),
        ),
        _ => (
            "hier begint met `---` een tweede kopblok".into(),
            "haal `---` aan het begin van deze regel weg".into(),
        ),
    }
}

fn name_and_value(mistake: &Mistake) -> (String, String) {
    use Mistake as M;
    match mistake {
        M::MissingColon => (
            "op deze regel ontbreekt de dubbele punt".into(),
            "schrijf `naam: waarde`; hoort de regel bij de tekst erboven, zet er dan twee spaties voor".into(),
        ),
        M::TabBehindName => (
            "achter de naam staat een tab in plaats van een spatie".into(),
            "vervang de tab achter de dubbele punt door een spatie".into(),
        ),
        M::MissingSpace { sign } => {
            (format!("achter `{sign}` ontbreekt een spatie"), format!("zet een spatie achter `{sign}`"))
        }
        M::WrongSign { found, wanted } => (
            format!("hier staat `{found}`, maar tussen naam en waarde hoort `{wanted}`"),
            format!("schrijf `{wanted}` in plaats van `{found}`"),
        ),
        M::MissingEquals => {
            ("op deze regel ontbreekt `=`".into(), "schrijf `naam = \"waarde\"`, of haal de regel weg".into())
        }
        M::MissingValue => ("achter `=` staat geen waarde".into(), "vul de waarde in, of haal de regel weg".into()),
        M::KeyNotQuoted => (
            "deze naam heeft een spatie of een ander bijzonder teken".into(),
            "zet de naam tussen aanhalingstekens".into(),
        ),
        M::UnclosedHeader => {
            ("deze kop begint met `[`, maar sluit niet goed".into(), "schrijf de kop als `[naam]`, alleen op de regel".into())
        }
        M::TableTwice { name } => (
            format!("de kop `[{name}]` staat hier voor de tweede keer"),
            "zet de regels die eronder staan bij de eerste, en haal deze kop weg".into(),
        ),
        M::NotTable { name } => (
            format!("`{name}` heeft al een waarde, en kan geen eigen regels meer krijgen"),
            "haal een van beide weg".into(),
        ),
        _ => ("op deze regel staat meer dan één waarde".into(), "zet elke waarde op een eigen regel".into()),
    }
}
