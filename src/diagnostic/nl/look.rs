//! The Dutch sentences about what a site looks like: colours, pictures, the home page, the foot of each page.

use std::fmt::Write as _;

use crate::diagnostic::{Ratio, ThemeFlaw};

/// What to do about a picture of the settings that is not there.
pub(super) const MISSING_PICTURE: &str =
    "zet het bestand in de map `content`, en schrijf hier waar het in die map staat";

/// A colour that does not read well on what is behind it.
pub(super) fn low_contrast(
    (key, value): (&str, &str),
    ground: &str,
    (ratio, needed): (Ratio, Ratio),
    better: &str,
) -> (String, String) {
    let (ratio, needed) = (ratio.with(','), needed.with(','));
    let mut message = format!(
        "`{value}` bij `{key}` is slecht te lezen: het contrast met `{ground}` is {ratio} en moet minstens {needed} zijn; de site gebruikt nu `{better}`"
    );
    if key.starts_with("accent") {
        let _ = write!(message, ", en `{value}` alleen als versiering");
    }
    let help = format!("schrijf `{key} = \"{better}\"`, of kies een kleur die meer verschilt");
    (message, help)
}

/// What readers do not get to see of a theme.
pub(super) fn theme_flaw(flaw: &ThemeFlaw) -> (String, String) {
    match flaw {
        ThemeFlaw::Elsewhere { address } => (
            format!("`{address}` staat op een andere site, en daar vraagt een pagina niets op"),
            "zet het bestand in de map `assets` van je vormgeving, en noem het daar".into(),
        ),
        ThemeFlaw::Script { written } => (
            format!("het script bij `{written}` staat in de pagina zelf, en dan voert een browser het niet uit"),
            "zet het script in een bestand dat op `.js` eindigt, in de map `assets` van je vormgeving".into(),
        ),
        ThemeFlaw::Style { written } => (
            format!("de stijl bij `{written}` staat in de pagina zelf, en dan gebruikt een browser die niet"),
            "zet de stijl in een bestand dat op `.css` eindigt, in de map `assets` van je vormgeving".into(),
        ),
        ThemeFlaw::Bare { parent } => (
            "dit sjabloon vult blokken, maar zegt niet van welk sjabloon: van de pagina's is nu alleen te zien wat hier staat".into(),
            format!("zet bovenaan `{{% extends \"{parent}\" %}}`"),
        ),
        ThemeFlaw::Unused { suggestion } => (
            "geen pagina gebruikt dit sjabloon: weef heeft er geen met deze naam, en niets noemt het".into(),
            match suggestion {
                Some(name) => format!("bedoelde je `{name}`?"),
                None => "noem het bij een collectie of in een ander sjabloon, of haal het weg".into(),
            },
        ),
        ThemeFlaw::Misplaced { place, is_other } => (
            "op deze plek leest weef dit bestand niet".into(),
            if *is_other {
                format!("schrijf de woorden in TOML, in `{place}`: regels als `home = \"Voorpagina\"`")
            } else {
                format!("zet het in je vormgeving neer als `{place}`")
            },
        ),
        ThemeFlaw::Empty => (
            "dit sjabloon is leeg, en de pagina's ervan dus ook".into(),
            "vul het sjabloon, of haal het bestand weg: dan geldt dat van weef".into(),
        ),
    }
}

/// What can stand at a setting.
pub(super) fn setting(expected: &str) -> &str {
    match expected {
        "colour" => {
            "een kleur zoals `\"#96381f\"`: een hekje en zes cijfers of letters van a tot en met f"
        }
        "tables" => {
            "boven elk onderdeel een kopje tussen dubbele rechte haken, zoals `[[footer.columns]]`"
        }
        "phone" => "een telefoonnummer, zoals `\"030 123 45 67\"`",
        "email" => "een mailadres, zoals `\"info@kennisbank.example\"`",
        "home blocks" => "een lijst van blokken, zoals `[\"introduction\", \"newest\"]`",
        "home block" => {
            "een soort blok: `introduction`, `terms`, `map`, `newest`, `page`, `collections` of `text`, tussen aanhalingstekens"
        }
        "block page" => "er de pagina bij, zoals `page = \"/over/\"`",
        "block text" => "er de tekst bij, zoals `text = \"Welkom!\"`",
        "one introduction" => "niets: haal dit blok weg, want er is al een introductie",
        other => other,
    }
}
