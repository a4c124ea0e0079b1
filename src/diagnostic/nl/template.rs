//! The sentences of mistakes in templates, in Dutch.

use super::{code, did_you_mean};
use crate::diagnostic::{TemplateMistake as Mistake, TemplateName as Name, TemplateValue as Value};

#[expect(clippy::too_many_lines, reason = "one sentence for each mistake, in their order")]
pub(super) fn text(mistake: &Mistake) -> (String, String) {
    use Mistake as M;
    match mistake {
        M::Unknown { what, name, suggestion, known } => {
            (unknown(*what, name), did_you_mean(suggestion.as_ref(), &choose(*what, known)))
        }
        M::UnknownTag { tag, suggestion } => (
            format!("de opdracht `{{% {tag} %}}` bestaat niet"),
            did_you_mean(suggestion.as_ref(), "haal hem weg"),
        ),
        M::NotEnded { tag, end } => (
            format!("{} wordt niet afgesloten", code(&format!("{{% {tag} %}}"))),
            format!("zet `{{% {end} %}}` waar het deel ophoudt"),
        ),
        M::EndWithoutStart { tag } => (
            format!("`{{% {tag} %}}` staat hier zonder begin"),
            match tag.strip_prefix("end") {
                Some(start) => {
                    format!("haal het weg, of zet ervoor waar `{{% {start} … %}}` begint")
                }
                None => {
                    "haal het weg, of zet het tussen `{% if … %}` en `{% endif %}`".into()
                }
            },
        ),
        M::OtherBlockEnds { wanted, found } => (
            format!("het blok `{wanted}` wordt afgesloten met de naam `{found}`"),
            format!("schrijf `{{% endblock {wanted} %}}`"),
        ),
        M::Unclosed { open, close } => (
            format!("`{open}` wordt niet gesloten"),
            format!("zet `{close}` achter wat erbij hoort"),
        ),
        M::UnclosedQuote { quote } => (
            format!("het aanhalingsteken {} wordt niet gesloten", code(&quote.to_string())),
            format!("zet achter de tekst nog een {}", code(&quote.to_string())),
        ),
        M::MissingTemplate { template, suggestion } => (
            format!("het sjabloon `{template}`, dat hier genoemd wordt, bestaat niet"),
            did_you_mean(
                suggestion.as_ref(),
                "noem een sjabloon dat er is, zoals `default/page.html`",
            ),
        ),
        M::Circle { word, is_itself, instead } => (
            match (*word, *is_itself) {
                ("extends", true) => "dit sjabloon bouwt voort op zichzelf".into(),
                ("extends", false) => "dit sjabloon bouwt via een ander voort op zichzelf".into(),
                ("component", true) => "dit onderdeel roept zichzelf aan, en dat houdt niet op".into(),
                ("component", false) => {
                    "dit onderdeel roept via een ander zichzelf aan, en dat houdt niet op".into()
                }
                (_, true) => "dit sjabloon voegt zichzelf in".into(),
                (_, false) => "dit sjabloon voegt via een ander zichzelf in".into(),
            },
            match instead {
                _ if *word == "component" => {
                    "haal de aanroep weg, of zet er `{% if … %} … {% endif %}` omheen, zodat het ophoudt".into()
                }
                Some(name) => format!("schrijf `{{% {word} \"{name}\" %}}`"),
                None => format!("noem bij `{word}` een ander sjabloon, of haal de regel weg"),
            },
        ),
        M::BlockTwice { name } => (
            format!("het blok `{name}` staat twee keer in dit sjabloon"),
            "geef een van de twee een andere naam, of haal er één weg".into(),
        ),
        M::OutsideBlock => (
            "dit staat buiten een blok, en zou dus nergens te zien zijn".into(),
            "zet het in een blok, zoals `{% block main %} … {% endblock main %}`, of haal het weg"
                .into(),
        ),
        M::WrongValue { value, found: Value::Nothing, .. } => (
            match value {
                Some(value) => format!("{} is leeg of bestaat niet", code(value)),
                None => "wat hier gebruikt wordt, is leeg of bestaat niet".into(),
            },
            match value {
                Some(value) => format!(
                    "controleer de naam, of zet eromheen {}",
                    code(&format!("{{% if {value} %}} … {{% endif %}}"))
                ),
                None => "controleer de naam, of zet er `{% if … %} … {% endif %}` omheen".into(),
            },
        ),
        M::WrongValue { value, wanted, found } => (
            format!(
                "{} is {}, maar hier hoort {}",
                value.as_ref().map_or_else(|| "de waarde".into(), |value| code(value)),
                kind(*found),
                kind(*wanted),
            ),
            format!("gebruik hier {}", kind(*wanted)),
        ),
        M::MissingArgument { name } => {
            (format!("hier ontbreekt `{name}`"), format!("zet tussen de haakjes `{name}=…`"))
        }
        M::Lacks { what, name, of } => (
            format!(
                "hier ontbreekt {} `{name}`, dat het sjabloon `{of}` van weef nodig heeft",
                noun(*what)
            ),
            match what {
                Name::Block => format!("zet erin `{{% block {name} %}}{{% endblock {name} %}}`"),
                _ => "zet je eigen onderdelen in een bestand met een andere naam: dan blijven die van weef er ook".into(),
            },
        ),
        M::Other { words } => (
            format!("op deze plek is het sjabloon niet te begrijpen (Tera: {words})"),
            "verbeter deze plek, of haal het bestand weg: dan geldt het sjabloon van weef".into(),
        ),
    }
}

fn unknown(what: Name, name: &str) -> String {
    match what {
        Name::Block => {
            format!("het blok `{name}` komt niet voor in het sjabloon waar dit op voortbouwt")
        }
        _ => format!("{} `{name}` bestaat niet", noun(what)),
    }
}

fn noun(what: Name) -> &'static str {
    match what {
        Name::Field => "het veld",
        Name::Variable => "de naam",
        Name::Filter => "het filter",
        Name::Test => "de test",
        Name::Function => "de functie",
        Name::Component => "het onderdeel",
        Name::Block => "het blok",
    }
}

fn choose(what: Name, known: &[String]) -> String {
    if !known.is_empty() {
        return format!("kies uit: {}", known.join(", "));
    }
    match what {
        Name::Block => "haal het weg, of gebruik een blok dat daar wel staat".into(),
        _ => "verbeter de naam, of haal dit weg".into(),
    }
}

fn kind(value: Value) -> &'static str {
    match value {
        Value::Text => "tekst",
        Value::Number => "een getal",
        Value::List => "een lijst",
        Value::Group => "een groep",
        Value::Flag => "ja of nee",
        Value::Nothing => "niets",
    }
}
