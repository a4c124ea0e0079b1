//! The sentences of problems in Dutch: plain words, one sentence, and a cure as an order.

mod keeping;
mod list;
mod look;
mod picture;
mod syntax;
mod template;

use syntax::{broken_fence, code, item, syntax};

use super::{
    Absence, Counted, Gap, Identifier, IdentifierFlaw, Kind, Named, PictureIn, Problem, Strain,
};

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
        P::InvalidDate { value, .. } if super::is_day(value) => (
            format!("de dag `{value}` bestaat niet"),
            "kijk na hoeveel dagen die maand heeft, en of maand en dag niet verwisseld zijn".into(),
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
                Some(value) => {
                    let value = value.replace("{from: ", "{van: ").replace(", until: ", ", tot: ");
                    format!("schrijf `{field}: {value}`")
                }
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
        P::MissingField { field, of, gap } => (
            match gap {
                Gap::Empty => format!("achter `{field}:` staat niets, en dat is hier nodig"),
                Gap::InGroup => format!("`{field}` ontbreekt; elk onderdeel van `{}` hoort dat te hebben", of.name()),
                Gap::AsText => format!("achter `{of}:` staat één tekst, maar `{field}` hoort er ook bij", of = of.name()),
                Gap::NotWritten | Gap::NoFrontMatter => format!("`{field}` ontbreekt; {} hoort dat te hebben", keeping::asker(of)),
            },
            gap_cure(*gap, (field, of.name())),
        ),
        P::RecommendedField { field, of, gap } => (
            match gap {
                Gap::Empty => format!("achter `{field}:` staat niets; de pagina is er beter mee"),
                Gap::InGroup => format!("`{field}` ontbreekt; een onderdeel van `{}` is er beter mee", of.name()),
                Gap::AsText => format!("achter `{of}:` staat één tekst; de pagina is er beter mee als `{field}` er ook bij staat", of = of.name()),
                Gap::NotWritten | Gap::NoFrontMatter => format!("`{field}` ontbreekt; {} is er beter mee", keeping::asker(of)),
            },
            gap_cure(*gap, (field, of.name())),
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
        P::InvalidIdentifier { field, value, format, flaw } => identifier((field, value), *format, *flaw),
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
        P::NumberTwice { number, series, other } => (
            format!("deel {number} van `{series}` is er al: {other}"),
            "geef een van beide pagina's een ander nummer".into(),
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
            (format!("`{written}` is hetzelfde als `{name}`"), format!("schrijf `{name}`: zo heet het hier"))
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
        P::NoPageOfFolder { folder, collection } => (
            match collection {
                Some(label) => format!("dit bestand hoort bij de pagina van zijn map in `{label}`, maar die is er niet"),
                None => "dit bestand hoort bij de pagina van zijn map, maar die is er niet".into(),
            },
            format!("maak in de map `{folder}` een `index.md`, of zet dit bestand in de map waar het hoort"),
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
        P::UnseenInAddress { value, rest } => (
            format!("het oude adres `{value}` leidt nergens heen: op een webserver telt niet mee wat er vanaf `{rest}` staat"),
            format!("haal `{rest}` weg, of vraag de beheerder van de webserver dit adres door te sturen"),
        ),
        P::DuplicateAddress { address, others, is_alias } => (
            format!("het adres `{address}` wordt ook gebruikt door {}", others.join(" en ")),
            if *is_alias {
                "haal dit oude adres hier weg, of kies een ander".into()
            } else {
                "geef een van beide een andere naam, of een eigen `slug`".into()
            },
        ),
        P::NameTooLong { name, is_alias } => (
            format!("`{}…` is te lang voor een adres", name.chars().take(40).collect::<String>()),
            if *is_alias {
                "maak dit oude adres korter: elk deel mag 255 tekens lang zijn".into()
            } else {
                "geef het bestand of de map een kortere naam".into()
            },
        ),
        P::NameNotUsable => (
            "de naam van dit bestand bevat een teken dat niet in een adres kan".into(),
            "geef het bestand een naam met letters, cijfers en streepjes".into(),
        ),
        P::LeadsOutside => (
            "deze verwijzing leidt buiten de map van de kennisbank, of nergens heen".into(),
            "zet een kopie van het bestand in de kennisbank zelf".into(),
        ),
        P::Unreadable { cause } => (
            match super::plain_cause(cause) {
                "Permission denied" => "dit bestand is niet te lezen: je hebt er geen rechten voor".into(),
                "No such file or directory" => "dit bestand is niet te lezen: het is er niet meer".into(),
                cause => format!("dit bestand is niet te lezen (het systeem zegt: {cause})"),
            },
            "controleer de rechten van het bestand".into(),
        ),
        P::MissingTemplate { template, suggestion } => (
            format!("het sjabloon `{template}` bestaat niet"),
            did_you_mean(suggestion.as_ref(), "maak het in de map `templates` van je thema, of kies een ander"),
        ),
        P::BrokenTemplate { cause } => template::text(cause),
        P::MissingTheme { theme, suggestion } => (
            format!("er is geen vormgeving `{theme}` in de map `themes`"),
            did_you_mean(suggestion.as_ref(), "maak de map, of haal de regel weg: dan geldt de vormgeving van weef zelf"),
        ),
        P::ThemeFlaw { flaw } => look::theme_flaw(flaw),
        P::BrokenConfig { cause } => syntax("weef.toml", cause),
        P::BrokenLabels { cause } => syntax("dit bestand", cause),
        P::UnknownLabel { key, suggestion } => (
            format!("het woord `{key}` gebruikt geen enkel sjabloon"),
            format!("bedoelde je `{suggestion}`?"),
        ),
        P::UnknownSetting { key, suggestion } => (
            format!("de instelling `{key}` bestaat hier niet"),
            did_you_mean(suggestion.as_ref(), &format!("haal `{key}` met de waarde erachter weg")),
        ),
        P::InvalidSetting { key, expected: "name of something", .. } => (
            format!("achter `{key}` staat niets, en lezers kennen het bij die naam"),
            "schrijf tussen de aanhalingstekens een naam, of haal de regel weg".into(),
        ),
        P::InvalidSetting { key, expected: "flag", value, .. } if matches!(&**value, "true" | "false") => (
            format!("`{value}` staat bij `{key}` tussen aanhalingstekens, en is dan tekst"),
            format!("schrijf zonder aanhalingstekens: `{key} = {value}`"),
        ),
        P::InvalidSetting { key, expected, value, suggestion } => (
            format!("`{value}` kan niet bij `{key}`"),
            match suggestion {
                Some(name) => format!("bedoelde je `{name}`?"),
                None => format!("schrijf {}", setting(expected)),
            },
        ),
        P::MissingBaseUrl => (
            "er is geen `base_url`, dus feeds en sitemap gebruiken http://localhost/".into(),
            "zet in weef.toml het adres van de site, zoals `base_url = \"https://kennisbank.example/\"`".into(),
        ),
        P::LowContrast { key, value, ground, ratio, needed, better } => {
            look::low_contrast((key, value), ground, (*ratio, *needed), better)
        }
        P::MissingPicture { key, target, suggestion } => (
            format!("het bestand `{target}` bij `{key}` is er niet"),
            did_you_mean(suggestion.as_ref(), look::MISSING_PICTURE),
        ),
        P::UnknownNameInSettings { key, of, name, suggestion } => (
            format!("`{key}` noemt {} `{name}`, maar {} bestaat niet", named(*of), that(*of)),
            did_you_mean(suggestion.as_ref(), if *of == Named::Page { "maak die pagina, verbeter de naam, of haal de regel weg" } else { "verbeter de naam, of haal de regel weg" }),
        ),
        P::SettingTwice { key, name, other } => (
            match key.as_str() {
                "folder" => format!("de map `{name}` is al van `{other}`"),
                "terms" => format!("de term `{name}` staat er al"),
                "security" => format!("`/{name}` is er al als bestand: {other}"),
                "keys" => format!("`{name}` hoort al bij `{other}`"),
                _ => format!("`{name}` is al een naam van het veld `{other}`"),
            },
            "kies hier iets anders, of haal een van de twee weg".into(),
        ),
        P::InvalidPattern { pattern } => (
            format!("`{pattern}` is geen patroon dat weef begrijpt"),
            "schrijf een reguliere uitdrukking tussen enkele aanhalingstekens, zoals `'[0-9]{4} [A-Z]{2}'`".into(),
        ),
        P::BrokenLink { target, .. } if target.is_empty() => (
            "deze link heeft geen adres".into(),
            "zet tussen de ronde haken waar de link heen gaat, of haal de link weg".into(),
        ),
        P::BrokenLink { target, suggestion } => (
            format!("de link naar `{target}` komt nergens uit"),
            did_you_mean(suggestion.as_ref(), "verbeter het adres of de titel, of haal de link weg"),
        ),
        P::AmbiguousLink { target, candidates } => (
            format!("`{target}` kan meer dan één pagina zijn"),
            format!("verwijs naar het bestand: `{}`", candidates.join("` of `")),
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
        P::LargeImage { target, bytes, sides, is_made_smaller } => picture::large(target, (*bytes, *sides), *is_made_smaller),
        P::MissingAlt { target, place } => (
            format!("de afbeelding `{target}` heeft geen beschrijving"),
            match place {
                PictureIn::Field => format!(
                    "zet onder de regel met het bestand een regel `alt: \"wat er te zien is\"`; staat er alleen een bestandsnaam, schrijf dan `{{bestand: {target}, alt: \"wat er te zien is\"}}`"
                ),
                PictureIn::Text => "schrijf tussen de vierkante haken wat er te zien is: `![beschrijving](…)`".into(),
                PictureIn::Html => "zet `alt=\"wat er te zien is\"` bij de afbeelding, of `alt=\"\"` als die alleen versiering is".into(),
            },
        ),
        P::ExternalImage { target } => (
            format!("de afbeelding `{target}` staat op een andere site; lezers zouden die site ongemerkt bezoeken"),
            "zet een kopie van de afbeelding naast de pagina, als dat mag, en verwijs daarnaar".into(),
        ),
        P::HtmlRemoved { element } => (
            format!("de HTML `<{element}>` is weggelaten, want die mag niet op een pagina"),
            "gebruik Markdown, of een link naar de plek waar dit staat".into(),
        ),
        P::BrokenList { flaw, name, known, suggestion } => list::text(flaw, name, (known, suggestion.as_ref())),
        P::UnpublishedLink { target, absence } => match absence {
            Absence::Draft => (
                format!("`{target}` is nog een concept: lezers kunnen er niet heen"),
                "haal de verwijzing weg tot die pagina af is, of maak die pagina openbaar".into(),
            ),
            Absence::Scheduled(date) => (
                format!("`{target}` verschijnt pas op {date}: tot die dag kunnen lezers er niet heen"),
                format!("laat deze pagina ook dan verschijnen (`publiceren_op: {date}`), of zet de verwijzing er later in"),
            ),
            Absence::Expired(date) => (
                format!("`{target}` is verlopen op {date}: lezers vinden daar alleen nog dat bericht"),
                "verwijs naar een pagina die nog geldt, of haal de verwijzing weg".into(),
            ),
        },
        P::NeverShown { from, until } => (
            format!("deze pagina is nooit te zien: hij verschijnt op {from} en is op {until} al verlopen"),
            "maak de dag bij `verloopt_op` later dan die bij `publiceren_op`, of haal een van de twee weg".into(),
        ),
        P::ReviewDue { date, owner } => (
            match owner {
                Some(owner) => format!("deze pagina had vóór {date} nagekeken moeten zijn door {owner}; lezers zien dat ook"),
                None => format!("deze pagina had vóór {date} nagekeken moeten zijn; lezers zien dat ook"),
            },
            "kijk na of alles nog klopt, en zet dan een nieuwe dag bij `nakijken`".into(),
        ),
        P::TranslationLanguage { language, other, is_original: false } => (
            format!("{other} is al een vertaling in dezelfde taal: `{language}`"),
            "haal bij een van de twee `vertaling_van` weg, of verbeter daar de taal".into(),
        ),
        P::TranslationLanguage { language, other, .. } => (
            format!("deze vertaling is in dezelfde taal als {other}: `{language}`"),
            "zet erbij in welke taal deze pagina is, zoals `taal: en`".into(),
        ),
        P::HardToRead { score, target, strain } => (
            format!("deze tekst leest moeilijk: Flesch-Douma komt op {score}, en het doel is minstens {target}"),
            easier(strain),
        ),
        P::HardSummary { field, score, target, strain } => (
            format!("`{field}` leest moeilijk: Flesch-Douma komt op {score}, en het doel is minstens {target}"),
            easier(strain),
        ),
        P::LongSentence { words, most } => (
            format!("deze zin telt {words} woorden; het doel is hoogstens {most}"),
            "maak er twee of meer zinnen van, of een opsomming".into(),
        ),
        P::SecurityExpires { date, expiry } => keeping::security(*date, *expiry),
        P::StatementOutdated { what, date } => keeping::outdated(*what, *date),
        P::StatementStatus { flaw } => keeping::status(flaw),
        P::UnknownParent { term, parent, suggestion } => (
            format!("`{parent}` staat als bovenliggend bij `{term}`, maar bestaat niet"),
            did_you_mean(suggestion.as_ref(), "verbeter de naam, of haal de regel weg"),
        ),
        P::CircularParents { term, parent } if term == parent => {
            (format!("`{term}` staat boven zichzelf"), "haal de regel weg, of noem een andere term".into())
        }
        P::CircularParents { term, parent } => (
            format!("`{term}` hoort bij `{parent}`, en die hoort zelf weer onder `{term}`"),
            "haal bij een van de termen in deze kring weg waar hij bij hoort".into(),
        ),
        P::TermNameTaken { name, term, other } => (
            format!("`{name}` is een naam van `{term}`, maar ook van `{other}`"),
            "haal de naam bij een van de twee weg".into(),
        ),
    };
    (message, Some(help))
}

/// What makes a text easier to read.
fn easier(strain: &Strain) -> String {
    let shorter = strain
        .words_per_sentence
        .map(|words| format!("maak de zinnen korter: die tellen nu gemiddeld {words} woorden"));
    let quoted: Vec<String> = strain.words.iter().map(|word| format!("`{word}`")).collect();
    let simpler = (!quoted.is_empty()).then(|| {
        format!("kijk of lange woorden korter of gewoner kunnen, zoals {}", quoted.join(", "))
    });
    match (shorter, simpler) {
        (Some(shorter), Some(simpler)) => format!("{shorter}; {simpler}"),
        (Some(advice), None) | (None, Some(advice)) => advice,
        (None, None) => "kies kortere woorden en maak de zinnen korter".into(),
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
        Named::Page => "de pagina",
    }
}

fn that(of: Named) -> &'static str {
    match of {
        Named::Field | Named::Vocabulary => "dat",
        Named::Collection | Named::Term | Named::Page => "die",
    }
}

fn gap_cure(gap: Gap, (field, of): (&str, &str)) -> String {
    match gap {
        Gap::NotWritten => format!("voeg in het kopblok een regel `{field}: …` toe"),
        Gap::NoFrontMatter => {
            format!("zet bovenaan drie regels: `---`, daaronder `{field}: …`, daaronder weer `---`")
        }
        Gap::Empty => format!("schrijf achter `{field}:` een waarde"),
        Gap::InGroup => format!(
            "zet er `{field}: …` bij, op dezelfde manier als de andere gegevens van deze groep"
        ),
        Gap::AsText => format!(
            "schrijf onder `{of}:` ingesprongen regels `naam: waarde`, ook een voor `{field}`"
        ),
    }
}

fn out_of_range(field: &str, value: &str, counted: Counted) -> String {
    match counted {
        Counted::Number => format!("`{value}` in `{field}` valt buiten de grenzen"),
        Counted::Date => format!("de datum `{value}` in `{field}` valt buiten de grenzen"),
        Counted::Characters => format!("`{field}` telt {value} tekens, en dat past niet"),
        Counted::Items => format!("bij `{field}` staan er {value}, en dat past niet"),
    }
}

fn range(counted: Counted, min: Option<&String>, max: Option<&String>) -> String {
    let bounds = match (min, max, counted) {
        (Some(min), Some(max), _) => format!("{min} tot en met {max}"),
        (Some(min), None, Counted::Date) => format!("vanaf {min}"),
        (Some(min), None, _) => format!("minstens {min}"),
        (None, Some(max), Counted::Date) => format!("tot en met {max}"),
        (None, max, _) => format!("hoogstens {}", max.map_or("…", |max| max)),
    };
    let between = if min.is_some() && max.is_some() { "van " } else { "" };
    match counted {
        Counted::Number => format!("schrijf een getal: {between}{bounds}"),
        Counted::Date => format!("schrijf een datum {between}{bounds}"),
        Counted::Characters => format!("schrijf {bounds} tekens"),
        Counted::Items => format!("zet er {bounds} in"),
    }
}

fn identifier(
    (field, value): (&str, &str),
    format: Identifier,
    flaw: IdentifierFlaw,
) -> (String, String) {
    let (name, form) = match format {
        Identifier::Isbn => (
            "ISBN",
            "schrijf 13 cijfers (10 bij een boek van vóór 2007), zoals `978-3-16-148410-0`",
        ),
        Identifier::Issn => ("ISSN", "schrijf 8 cijfers, zoals `0378-5955`"),
        Identifier::Doi => (
            "DOI",
            "schrijf `10.`, een nummer, een schuine streep en een naam, zoals `10.1234/abc.5`",
        ),
        Identifier::Orcid => ("ORCID", "schrijf 16 cijfers, zoals `0000-0002-1825-0097`"),
    };
    match flaw {
        IdentifierFlaw::Form => (format!("`{value}` in `{field}` is geen {name}"), form.into()),
        IdentifierFlaw::CheckDigit => (
            format!(
                "in `{field}` staat een fout cijfer: het laatste cijfer van {name} `{value}` past niet bij de andere"
            ),
            "neem het nummer opnieuw over van waar het gedrukt staat".into(),
        ),
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
        Kind::Period => "een periode",
    }
}

fn example(field: &str, kind: Kind) -> String {
    match kind {
        Kind::Text => format!("schrijf één tekst, zoals `{field}: \"tekst\"`"),
        Kind::Date => format!("schrijf een datum, zoals `{field}: 2026-04-14`"),
        Kind::Number => format!("schrijf alleen een getal, zoals `{field}: 12`"),
        Kind::Flag => format!("schrijf `{field}: true` of `{field}: false`"),
        Kind::List => format!("schrijf een lijst, zoals `{field}: [een, twee]`"),
        Kind::Group => {
            format!("schrijf `{field}:` en daaronder ingesprongen regels `naam: waarde`")
        }
        Kind::Period => {
            format!("schrijf begin en eind, zoals `{field}: {{van: 2024-01-01, tot: 2026-06-30}}`")
        }
    }
}

fn setting(expected: &str) -> &str {
    match expected {
        "text" => "tekst tussen aanhalingstekens",
        "number" => "een getal van 1 of meer",
        "flag" => "`true` of `false`",
        "list" => "een lijst, zoals `[\"een\", \"twee\"]`",
        "table" => "er een tabel van: een kopje tussen rechte haken, of `{ naam = \"waarde\" }`",
        "groups" => "lijstjes van twee of meer woorden, zoals `[[\"avg\", \"gdpr\"]]`",
        "reading level" => {
            "een niveau: `\"A2\"`, `\"B1\"`, `\"B2\"` of `\"C1\"`, of een getal van 1 tot en met 100; met `false` geldt er geen doel"
        }
        "sentence length" => "een getal van 1 of meer; met `false` geldt er geen grens",
        "search table" => "`search.enabled = true` of `search.enabled = false`",
        "url" => "een volledig adres, zoals `https://kennisbank.example/`",
        "language" => "een taalcode, zoals `\"nl\"` of `\"en\"`",
        "folder" => "de naam van een map in `content`",
        "kind" => {
            "een soort veld: `text`, `markdown`, `date`, `period`, `number`, `flag`, `choice`, `link`, `image`, `file`, `person`, `reference`, `term`, `list` of `group`, tussen aanhalingstekens"
        }
        "date bound" => "een datum, zoals `2020-01-01`",
        "lacking values" => "er de waarden bij, zoals `values = [\"een\", \"twee\"]`",
        "no values" => "niets: haal `values` weg, of maak van `kind` een `choice`",
        "no bound" => {
            "niets: haal het weg, want een veld van deze soort heeft geen grenzen of vorm"
        }
        "no facet" => "niets: haal het weg, want op dit veld kunnen lezers niet filteren",
        "menu item" => "een adres, zoals `\"/over/\"`, of `{ label = \"Over\", to = \"/over/\" }`",
        "vocabulary" => "er `vocabulary = \"…\"` bij: de naam van een vocabulaire in weef.toml",
        "fields" => "er velden bij, zoals `fields.naam = \"text\"`",
        "sort" => "`\"date\"`, `\"title\"` of `\"order\"`",
        "cited kind" => {
            "een soort werk, zoals `report`, `book`, `chapter`, `article`, `thesis`, `webpage` of `document`"
        }
        "series" => "er `name = \"…\"` bij: het veld met de naam van de serie",
        "meaning" => {
            "een soort uit schema.org, zoals `\"Article\"`, `\"BlogPosting\"`, `\"Report\"`, `\"Event\"`, `\"Organization\"` of `\"Person\"`"
        }
        "page field" => "een veld dat een pagina noemt: van de soort `reference` of `person`",
        "date field" => "een veld met een datum: van de soort `date`",
        "share picture" => "`\"own\"`, `\"made\"` of `\"never\"`",
        "licence" => "een volledig adres, zoals `https://creativecommons.org/licenses/by/4.0/`",
        "name" => "er `family = \"…\"` bij: het veld met de achternaam",
        "bound" => {
            "een getal (of een datum bij een datumveld); bij een tekst of lijst telt het tekens of regels"
        }
        "default" => "een waarde die bij dit soort veld past",
        "values" => "een lijst met minstens één waarde, zoals `[\"een\", \"twee\"]`",
        "condition" => "een voorwaarde, zoals `{ soort = \"boek\" }`",
        "core kind" => "geen `kind`: de soort van dit veld ligt vast",
        "terms" => "een lijst van namen, of regels `sleutel = \"Naam\"`",
        "format" => "`\"isbn\"`, `\"issn\"`, `\"doi\"` of `\"orcid\"`, en dat alleen bij een tekst",
        "order of bounds" => "`min` kleiner dan `max`",
        other => look::setting(keeping::setting(other)),
    }
}
