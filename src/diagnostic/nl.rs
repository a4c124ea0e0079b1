//! The sentences of problems in Dutch: plain words, one sentence, and a cure as an order.

use super::{Counted, FenceFlaw, Kind, Mistake, Named, Problem, SyntaxCause};

#[expect(clippy::too_many_lines, reason = "one sentence for each problem, in their order")]
pub(super) fn text(problem: &Problem) -> (String, Option<String>) {
    use Problem as P;
    let (message, help) = match problem {
        P::NotUtf8 { guess } => (
            format!("dit bestand is niet in UTF-8 opgeslagen; het lijkt {guess}"),
            "sla het bestand opnieuw op met de codering UTF-8".into(),
        ),
        P::UnclosedFrontMatter { fence } => (
            format!("het kopblok begint met `{fence}`, maar houdt nergens op"),
            format!("zet onder de laatste regel van het kopblok een regel met alleen `{fence}`"),
        ),
        P::BrokenFrontMatter { format, cause } => syntax(&format!("het kopblok ({format})"), cause),
        P::BrokenFence { fence, flaw } => broken_fence(fence, flaw),
        P::TextAfterHash { line } => (
            "wat achter `#` staat telt niet mee: een `#` met een spatie ervoor begint een opmerking".into(),
            match line {
                Some(line) => format!("schrijf {}", code(line)),
                None => "hoort het bij de tekst, zet dan de hele tekst tussen aanhalingstekens".into(),
            },
        ),
        P::DuplicateKey { key } => (
            format!("`{key}` staat hier voor de tweede keer"),
            "haal een van de twee regels weg".into(),
        ),
        P::FrontMatterIsNoMap => (
            "het kopblok heeft geen regels van de vorm `naam: waarde`".into(),
            "schrijf bijvoorbeeld `titel: Mijn titel`".into(),
        ),
        P::InvalidDate { field, value, suggestion } => (
            format!("`{value}` in `{field}` is geen datum"),
            match suggestion {
                Some(date) => format!("schrijf `{field}: {date}`"),
                None => "schrijf jaar, maand en dag met streepjes, zoals `2026-04-14`".into(),
            },
        ),
        P::WrongKind { field, expected: Kind::Text, suggestion: Some(text), .. } => (
            format!("in de tekst bij `{field}` staat een dubbele punt: daardoor is het een naam met een waarde"),
            format!("schrijf {}", item(field, text)),
        ),
        P::WrongKind { field, expected, found, suggestion } => (
            format!("`{field}` hoort {} te zijn, maar is {found}", kind(*expected)),
            match suggestion {
                Some(value) => format!("schrijf `{field}: {value}`"),
                None => example(field, *expected),
            },
        ),
        P::ValueNotAllowed { field, value, allowed, suggestion } => (
            format!("`{value}` kan niet bij `{field}`"),
            match suggestion {
                Some(name) => format!("bedoelde je `{name}`?"),
                None => format!("kies uit: {}", allowed.join(", ")),
            },
        ),
        P::UnknownField { field, suggestion } => (
            format!("het veld `{field}` kent deze soort pagina niet"),
            did_you_mean(suggestion.as_ref(), "haal het weg, of voeg het veld toe in weef.toml"),
        ),
        P::MissingField { field, collection } => (
            format!("`{field}` ontbreekt; elke pagina in `{collection}` hoort dat te hebben"),
            format!("voeg in het kopblok een regel `{field}: …` toe"),
        ),
        P::RecommendedField { field, collection } => (
            format!("`{field}` ontbreekt; een pagina in `{collection}` is er beter mee"),
            format!("voeg in het kopblok een regel `{field}: …` toe"),
        ),
        P::SameFieldTwice { key, other } => (
            format!("`{other}` en `{key}` zijn twee namen van hetzelfde veld"),
            "laat één van de twee staan".into(),
        ),
        P::WrongForm { field, value, words, sample } => (
            format!("`{value}` in `{field}` heeft niet de goede vorm"),
            match (words, sample) {
                (Some(words), _) => format!("schrijf {words}"),
                (None, Some(sample)) => format!("schrijf het zoals `{sample}`"),
                (None, None) => format!("kijk in weef.toml bij `{field}` welke vorm goed is (`pattern`)"),
            },
        ),
        P::OutOfRange { field, value, counted, min, max } => {
            (out_of_range(field, value, *counted), range(*counted, min.as_ref(), max.as_ref()))
        }
        P::PeriodReversed { field } => (
            format!("`{field}` eindigt voordat hij begint"),
            "verwissel begin en eind, of verbeter een van de twee".into(),
        ),
        P::ListedTwice { field, value } => {
            (format!("`{value}` staat twee keer bij `{field}`"), "haal er één weg".into())
        }
        P::NotUnique { field, value, other } => (
            format!("`{value}` in `{field}` staat ook op {other}, en mag maar één keer voorkomen"),
            "geef een van beide pagina's een andere waarde".into(),
        ),
        P::UnknownTerm { term, vocabulary, suggestion, allowed } => (
            format!("`{term}` staat niet in de lijst `{vocabulary}`"),
            match suggestion {
                Some(name) => format!("bedoelde je `{name}`?"),
                None if allowed.is_empty() => "voeg het toe aan de lijst, of haal het hier weg".into(),
                None => format!("kies uit: {}", allowed.join(", ")),
            },
        ),
        P::TermSpelling { written, name } => {
            (format!("`{written}` is hetzelfde als `{name}`"), format!("schrijf `{name}`, zoals op andere pagina's"))
        }
        P::SimilarTerm { written, name } => (
            format!("`{written}` lijkt op `{name}`, maar wordt nu een eigen term"),
            format!("schrijf `{name}`, of zet `{written}` daar bij de synoniemen; is het echt iets anders, geef het dan een eigen pagina"),
        ),
        P::UnknownReference { name, collection, is_in, suggestion } => (
            match (collection, is_in) {
                (Some(collection), Some(other)) => format!("`{name}` hoort een pagina in `{collection}` te zijn, maar staat in {other}"),
                (Some(collection), None) => format!("er is geen pagina `{name}` in `{collection}`"),
                (None, _) => format!("er is geen pagina `{name}`"),
            },
            did_you_mean(suggestion.as_ref(), "verbeter de naam, maak de pagina, of haal de regel weg"),
        ),
        P::UnknownPerson { name, suggestion } => (
            format!("`{name}` heeft geen eigen pagina, maar lijkt op iemand die er wel een heeft"),
            format!("bedoelde je `{suggestion}`?"),
        ),
        P::InvalidAddress { field, value } => (
            format!("`{value}` in `{field}` kan geen adres op deze site zijn"),
            match field.as_str() {
                "slug" => "schrijf één woord of woorden met streepjes, zoals `mijn-blog`".into(),
                _ => "schrijf een adres op deze site, zoals `/blogs/oud-adres/`".into(),
            },
        ),
        P::DuplicateAddress { address, others } => (
            format!("het adres `{address}` wordt ook gebruikt door {}", others.join(" en ")),
            "geef een van beide een andere naam, of een eigen `slug`".into(),
        ),
        P::NameTooLong { name } => (
            format!("de naam `{}…` is te lang voor een adres", name.chars().take(40).collect::<String>()),
            "geef het bestand of de map een kortere naam".into(),
        ),
        P::NameNotUsable => (
            "de naam van dit bestand bevat een teken dat niet in een adres kan".into(),
            "geef het bestand een naam met letters, cijfers en streepjes".into(),
        ),
        P::LeadsOutside => (
            "deze verwijzing leidt buiten de map van de kennisbank, of nergens heen".into(),
            "zet een kopie van het bestand in de kennisbank zelf".into(),
        ),
        P::Unreadable { cause } => {
            (format!("dit bestand is niet te lezen: {cause}"), "controleer de rechten van het bestand".into())
        }
        P::MissingTemplate { template, suggestion } => (
            format!("het sjabloon `{template}` bestaat niet"),
            did_you_mean(suggestion.as_ref(), "maak het in de map `templates` van je thema, of kies een ander"),
        ),
        P::BrokenTemplate { cause } => {
            (format!("er zit een fout in dit sjabloon: {cause}"), "herstel het sjabloon op deze plek".into())
        }
        P::MissingTheme { theme, suggestion } => (
            format!("er is geen vormgeving `{theme}` in de map `themes`"),
            did_you_mean(suggestion.as_ref(), "maak de map, of haal de regel weg: dan geldt de vormgeving van weef zelf"),
        ),
        P::BrokenConfig { cause } => syntax("weef.toml", cause),
        P::BrokenLabels { cause } => syntax("dit bestand", cause),
        P::UnknownSetting { key, suggestion } => {
            (format!("de instelling `{key}` bestaat niet"), did_you_mean(suggestion.as_ref(), "haal de regel weg"))
        }
        P::InvalidSetting { key, expected, value } => {
            (format!("`{value}` kan niet bij `{key}`"), format!("schrijf {}", setting(expected)))
        }
        P::MissingBaseUrl => (
            "er is geen `base_url`, dus feeds en sitemap gebruiken http://localhost/".into(),
            "zet in weef.toml het adres van de site, zoals `base_url = \"https://kennisbank.example/\"`".into(),
        ),
        P::UnknownNameInSettings { key, of, name, suggestion } => (
            format!("`{key}` noemt {} `{name}`, maar {} bestaat niet", named(*of), that(*of)),
            did_you_mean(suggestion.as_ref(), "verbeter de naam, of haal de regel weg"),
        ),
        P::SettingTwice { key, name, other } => (
            format!("`{name}` als `{key}` is al van `{other}`"),
            "kies hier iets anders, of haal een van de twee weg".into(),
        ),
        P::InvalidPattern { pattern } => (
            format!("`{pattern}` is geen patroon dat weef begrijpt"),
            "schrijf een reguliere uitdrukking tussen enkele aanhalingstekens, zoals `'[0-9]{4} [A-Z]{2}'`".into(),
        ),
        P::BrokenLink { target, suggestion } => (
            format!("de link naar `{target}` komt nergens uit"),
            did_you_mean(suggestion.as_ref(), "verbeter het adres of de titel, of haal de link weg"),
        ),
        P::AmbiguousLink { target, candidates } => (
            format!("`{target}` kan meer dan één pagina zijn"),
            format!("verwijs naar het bestand: {}", candidates.join(" of ")),
        ),
        P::BrokenAnchor { target, anchor, suggestion } => (
            format!("op {target} staat geen kop `{anchor}`"),
            did_you_mean(suggestion.as_ref(), "verbeter wat achter `#` staat, of haal het weg"),
        ),
        P::LinkOutsideSite { target } => (
            format!("de link naar `{target}` leidt buiten de kennisbank"),
            "verwijs naar een bestand in de kennisbank".into(),
        ),
        P::UnsafeLink { target, scheme } => (
            format!("`{target}` is weggelaten: een link met `{scheme}:` is niet veilig"),
            match super::nearest(scheme, ["https", "http", "mailto", "tel"]) {
                Some(meant) => format!("bedoelde je `{meant}:`?"),
                None => "gebruik een adres dat met https:// begint".into(),
            },
        ),
        P::MissingImage { target, suggestion } => (
            format!("het bestand `{target}` is er niet"),
            did_you_mean(suggestion.as_ref(), "zet het bestand naast de pagina, of verbeter de naam"),
        ),
        P::BrokenImage { target } => {
            (format!("`{target}` is geen leesbare afbeelding"), "sla de afbeelding opnieuw op als PNG, JPEG, WebP of SVG".into())
        }
        P::MissingAlt { target, is_field } => (
            format!("de afbeelding `{target}` heeft geen beschrijving"),
            if *is_field {
                format!("schrijf `{{bestand: {target}, alt: \"wat er te zien is\"}}`; is het versiering, schrijf dan `decoratief: true` in plaats van `alt`")
            } else {
                "schrijf tussen de vierkante haken wat er te zien is: `![beschrijving](…)`".into()
            },
        ),
        P::ExternalImage { target } => (
            format!("de afbeelding `{target}` staat op een andere site; lezers zouden die site ongemerkt bezoeken"),
            "zet een kopie van de afbeelding naast de pagina, als dat mag; nu staat er een link".into(),
        ),
        P::HtmlRemoved { element } => (
            format!("de HTML `<{element}>` is weggelaten, want die mag niet op een pagina"),
            "gebruik Markdown, of een link naar de plek waar dit staat".into(),
        ),
        P::UnknownParent { term, parent, suggestion } => (
            format!("`{parent}` staat als bovenliggend bij `{term}`, maar bestaat niet"),
            did_you_mean(suggestion.as_ref(), "verbeter de naam, of haal de regel weg"),
        ),
        P::CircularParents { term } => (
            format!("`{term}` ligt in een kring van bovenliggende thema's"),
            "haal bij een van de thema's in de kring het bovenliggende weg".into(),
        ),
        P::TermNameTaken { name, term, other } => (
            format!("`{name}` is een naam van `{term}`, maar ook van `{other}`"),
            "haal de naam bij een van de twee weg".into(),
        ),
    };
    (message, Some(help))
}

/// A mistake in the syntax of `what`: the sentence, and the cure.
fn syntax(what: &str, cause: &SyntaxCause) -> (String, String) {
    let (sentence, cure) = mistake(&cause.mistake);
    let cure = match &cause.line {
        Some(line) => format!("schrijf {}", code(line)),
        None => cure,
    };
    (format!("{what} is niet te lezen: {sentence}"), cure)
}

/// An item of a list as it is; another value behind its name.
fn item(field: &str, text: &str) -> String {
    if text.starts_with("- ") { code(text) } else { code(&format!("{field}: {text}")) }
}

fn broken_fence(fence: &str, flaw: &FenceFlaw) -> (String, String) {
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
fn code(line: &str) -> String {
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
        | M::MissingSpace { .. }
        | M::WrongSign { .. }
        | M::MissingEquals
        | M::MissingValue
        | M::KeyNotQuoted
        | M::UnclosedHeader
        | M::TableTwice { .. }
        | M::NotTable { .. }
        | M::SeveralOnLine => name_and_value(mistake),
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
        M::MissingComma => (
            "tussen twee waarden in de lijst ontbreekt een komma".into(),
            "zet hier een komma".into(),
        ),
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

fn did_you_mean(suggestion: Option<&String>, otherwise: &str) -> String {
    match suggestion {
        Some(name) => format!("bedoelde je `{name}`?"),
        None => otherwise.into(),
    }
}

fn named(of: Named) -> &'static str {
    match of {
        Named::Field => "het veld",
        Named::Collection => "de collectie",
        Named::Vocabulary => "het vocabulaire",
        Named::Term => "de term",
    }
}

fn that(of: Named) -> &'static str {
    match of {
        Named::Field | Named::Vocabulary => "dat",
        Named::Collection | Named::Term => "die",
    }
}

fn out_of_range(field: &str, value: &str, counted: Counted) -> String {
    match counted {
        Counted::Number => format!("`{value}` in `{field}` valt buiten de grenzen"),
        Counted::Date => format!("de datum `{value}` in `{field}` valt buiten de grenzen"),
        Counted::Characters => format!("`{field}` telt {value} tekens, en dat past niet"),
        Counted::Items => format!("bij `{field}` is het aantal {value}, en dat past niet"),
    }
}

fn range(counted: Counted, min: Option<&String>, max: Option<&String>) -> String {
    let what = match counted {
        Counted::Number => "schrijf een getal",
        Counted::Date => "schrijf een datum",
        Counted::Characters => "maak de lengte",
        Counted::Items => "maak het aantal",
    };
    match (min, max, counted) {
        (Some(min), Some(max), _) => format!("{what} van {min} tot en met {max}"),
        (Some(min), None, Counted::Date) => format!("{what} vanaf {min}"),
        (Some(min), None, _) => format!("{what} van {min} of meer"),
        (None, Some(max), Counted::Date) => format!("{what} tot en met {max}"),
        (None, max, _) => format!("{what} van hoogstens {}", max.map_or("…", |max| max)),
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "tekst",
        Kind::Date => "een datum",
        Kind::Number => "een getal",
        Kind::Flag => "`true` of `false`",
        Kind::List => "een lijst",
        Kind::Group => "een groep met eigen regels",
    }
}

fn example(field: &str, kind: Kind) -> String {
    match kind {
        Kind::Text => format!("schrijf `{field}: \"tekst\"`"),
        Kind::Date => format!("schrijf `{field}: 2026-04-14`"),
        Kind::Number => format!("schrijf `{field}: 12`"),
        Kind::Flag => format!("schrijf `{field}: true`"),
        Kind::List => format!("schrijf `{field}: [een, twee]`"),
        Kind::Group => {
            format!("schrijf `{field}:` en daaronder ingesprongen regels `naam: waarde`")
        }
    }
}

fn setting(expected: &str) -> &str {
    match expected {
        "text" => "tekst tussen aanhalingstekens",
        "number" => "een getal van 1 of meer",
        "flag" => "`true` of `false`",
        "list" => "een lijst, zoals `[\"een\", \"twee\"]`",
        "table" => "een tabel met eigen regels",
        "url" => "een volledig adres, zoals `https://kennisbank.example/`",
        "language" => "een taalcode, zoals `\"nl\"` of `\"en\"`",
        "folder" => "de naam van een map in `content`",
        "kind" => "een soort veld, zoals `\"text\"`, `\"date\"` of `\"list\"`",
        "sort" => "`\"date\"`, `\"title\"` of `\"order\"`",
        "bound" => {
            "een getal (of een datum bij een datumveld); bij een tekst of lijst telt het tekens of regels"
        }
        "default" => "een waarde die bij dit soort veld past",
        "values" => "een lijst met minstens één waarde, zoals `[\"een\", \"twee\"]`",
        "condition" => "een voorwaarde, zoals `{ soort = \"boek\" }`",
        "core kind" => "geen `kind`: de soort van dit veld ligt vast",
        "terms" => "een lijst van namen, of regels `sleutel = \"Naam\"`",
        "order of bounds" => "`min` kleiner dan `max`",
        other => other,
    }
}
