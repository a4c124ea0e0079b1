//! The sentences of problems in Dutch: plain words, one sentence, and a cure as an order.

use super::{Counted, Kind, Named, Problem, SyntaxCause};

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
        P::BrokenFrontMatter { format, cause } => syntax(format, cause),
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
        P::BrokenConfig { cause } => {
            (format!("weef.toml is niet te lezen: {cause}"), "herstel de regel; tekst staat tussen aanhalingstekens".into())
        }
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

fn syntax(format: &str, cause: &SyntaxCause) -> (String, String) {
    let (what, cure) = match cause {
        SyntaxCause::Tab => ("hier staat een tab", "gebruik spaties om in te springen"),
        SyntaxCause::UnclosedQuote => {
            ("een aanhalingsteken wordt niet gesloten", "zet er aan het eind nog een")
        }
        SyntaxCause::ColonInText => (
            "in de tekst staat een dubbele punt met een spatie",
            "zet de hele waarde tussen aanhalingstekens",
        ),
        SyntaxCause::UnclosedList => {
            ("een lijst tussen haken wordt niet gesloten", "zet aan het eind `]` of `}`")
        }
        SyntaxCause::Indentation => {
            ("de regel springt niet in zoals de regels erboven", "laat de regels gelijk inspringen")
        }
        SyntaxCause::Alias => (
            "`*` of `&` aan het begin heeft hier een bijzondere betekenis",
            "zet de waarde tussen aanhalingstekens",
        ),
        SyntaxCause::TooDeep => ("er zit te veel in elkaar", "maak het kopblok eenvoudiger"),
        SyntaxCause::Other(words) => {
            return (
                format!("het kopblok ({format}) is niet te lezen: {words}"),
                "zet elke waarde op een eigen regel als `naam: waarde`".into(),
            );
        }
    };
    (format!("het kopblok ({format}) is niet te lezen: {what}"), cure.into())
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
