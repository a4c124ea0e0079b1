//! What the schemas accept and refuse, beside what weef itself says of the same front matter.

use jsonschema::Validator;
use serde_json::{Value, json};

use super::{Offers, Shape, Terms, json_schema, written};
use crate::config::{self, Config};
use crate::diagnostic::Speech;
use crate::document;
use crate::schema::FieldKind;
use crate::source::SourcePath;
use crate::tree;

const SETTINGS: &str = r#"
title = "T"
ignore = ["layout"]
vocabularies.themes = { keys = ["themas", "thema"] }
vocabularies.regions = { keys = ["regios"], open = false, terms = { west = "Regio West", oost = "Oost, en verder" } }
[collections.mensen]
[collections.proef.fields]
jaar = { kind = "number", min = 1900, max = 2100 }
kort = { min = 2, max = 5 }
dag = { kind = "date", aliases = ["op"] }
looptijd = "period"
klaar = "flag"
soort = { values = ["Hand-out", "rapport", "2"] }
code = { pattern = "[A-Z]{2}\\d+", pattern_help = "twee letters en een getal" }
wie = { kind = "person", collection = "mensen" }
bron_van = "reference"
foto = "image"
bestand = "file"
adres = "link"
woorden = { kind = "list", max = 2 }
veel = { kind = "list", of = "number", min = 2 }
leden = { kind = "list", of.fields = { naam = { required = true }, sinds = "date" } }
serie.fields = { name = { aliases = ["naam"] }, nummer = { kind = "number", required_when = { name = "Wijk" } } }
spanning.fields = { ene = { required = true }, andere = { required = true } }
isbn = { required_when = { soort = "rapport" } }
reden = { required_when = { klaar = true } }
uitleg = { required_when = { kort = false } }
stand = { default = "nieuw" }
bij_nieuw = { required_when = { stand = "nieuw" } }
regio = { vocabulary = "regions" }
samenvatting = { required = true }
"#;

fn config() -> std::sync::Arc<Config> {
    let (config, problems) = config::parse(Some(SETTINGS.as_bytes()), "");
    let wrong: Vec<_> = problems.iter().map(|d| d.problem.text(Speech::English).0).collect();
    assert_eq!(wrong, Vec::<String>::new());
    config
}

fn schema() -> Value {
    let config = config();
    let collection = &config.collections[1];
    let shape = Shape {
        title: &collection.label_one,
        fields: &collection.fields,
        ignored: &collection.ignored,
        is_entry: true,
        is_declared: true,
        speech: Speech::Dutch,
    };
    let texts = |texts: &[&str]| texts.iter().map(ToString::to_string).collect();
    let terms = |at: usize| match at {
        0 => Terms { names: texts(&["Wijkteams"]), others: texts(&["teams"]), is_open: true },
        _ => Terms {
            names: texts(&["Regio West", "Oost, en verder"]),
            others: texts(&["west", "oost"]),
            is_open: false,
        },
    };
    let titles = |kind: &FieldKind| match kind {
        FieldKind::Person(Some(0)) => texts(&["Wil de Wever", "Nynke"]),
        _ => Vec::new(),
    };
    json_schema(&shape, &Offers { terms: &terms, titles: &titles })
}

fn validator() -> Validator {
    jsonschema::draft7::new(&schema()).expect("the schema is one")
}

/// The front matter with what is always needed, so that only the rest can be wrong.
fn complete(front: &str) -> String {
    let mut front = front.to_owned();
    for (name, value) in [("samenvatting", "S"), ("kort", "abc"), ("bij_nieuw", "x")] {
        if !front.lines().any(|line| line.starts_with(name)) {
            front.push_str(&format!("\n{name}: {value}"));
        }
    }
    front
}

fn accepts(validator: &Validator, front: &str) -> bool {
    let (node, found) = tree::yaml(front, 1, &|_| true);
    assert!(found.is_empty(), "{front}");
    validator.is_valid(&written(&node))
}

/// What weef itself says of it.
fn complaints(config: &Config, front: &str) -> Vec<&'static str> {
    let text = format!("---\n{front}\n---\n# T\n");
    let path = SourcePath::new("content/proef/x.md");
    let document = document::parse(&path, "proef/x.md", text.as_bytes(), config);
    document.problems.iter().map(|d| d.problem.code()).collect()
}

#[test]
fn right_where_weef_finds_it_right() {
    let (validator, config) = (validator(), config());
    for front in [
        "titel: Een\ndatum: 2026-04-14 10:00\nlayout: oud\nlang: en",
        "titel:\nthemas: []\nleden: {}\njaar: ''\nfoto:",
        "title: 1984\nthemas: Wijkteams, Iets nieuws\nauteurs: Wil de Wever en Nynke",
        "auteurs: [Wil, {naam: Nynke, rol: foto}]\nthemas: [Wijkteams, 2024]",
        "jaar: 2024\nkort: ab\ndag: 2026-01-31\nklaar: nee",
        "jaar: '2024'\nop: 2026-01-31T08:00\nklaar: Nee",
        "jaar: 1.9e3\nlooptijd: 2023-2025\nklaar: false",
        "looptijd: 2023",
        "looptijd: 2023–",
        "looptijd: 2023-01 - 2024-06-30",
        "looptijd: 2023-01-01/2024",
        "looptijd: {van: 2023, tot_en_met: 2024-02}",
        "looptijd: {from: 2023-01-01, tot:}",
        "soort: Hand-out",
        "soort: hand-OUT",
        "soort: 2\ncode: AB12",
        "wie: Wil de Wever\nbron_van: /blogs/x",
        "wie: {naam: Iemand, rol: lezer}\nbron_van: {title: X}",
        "foto: a.png",
        "foto: {bestand: a.png, alt: A, decoratief: nee, maker: M}",
        "foto: {src: a.png, license: CC0}\nbestand: b.pdf\nadres: https://a.nl",
        "woorden: een",
        "woorden: [een, 2]\nveel: [1, '2', 3]",
        "leden: [{naam: A, sinds: 2026-01-01}, B]",
        "leden: {naam: A}",
        "leden: [{naam: , sinds: }]",
        "serie: Anders",
        "serie: {naam: Wijk, nummer: 2}",
        "serie: {name: Anders}",
        "spanning: {ene: nabijheid, andere: afstand}",
        "soort: rapport\nisbn: 9789012345678",
        "klaar: true\nreden: zo",
        "kort:\nuitleg: want",
        "stand: oud\nbij_nieuw:",
        "regio: west",
        "regio: west, Regio West\nregios: [oost, 'Oost, en verder']",
        "beeld: {file: x.png, alt: X}\nconcept: ja\nvolgorde: 3\nslug: x",
        "bron: {naam: Krant, url: https://a.nl, datum: 2026-01-01}\nbijlagen: a.pdf",
    ] {
        let front = complete(front);
        let wrong: Vec<String> = validator
            .iter_errors(&written(&tree::yaml(&front, 1, &|_| true).0))
            .map(|e| e.to_string())
            .collect();
        assert_eq!(wrong, Vec::<String>::new(), "{front}");
        assert_eq!(complaints(&config, &front), Vec::<&str>::new(), "{front}");
    }
}

#[test]
fn wrong_where_weef_finds_it_wrong() {
    let (validator, config) = (validator(), config());
    for (front, code) in [
        ("onbekend: x", "unknown-field"),
        ("titel: [a]", "wrong-kind"),
        ("titel: a\ntitle: b", "same-field-twice"),
        ("samenvatting:", "missing-field"),
        ("samenvatting: '  '", "missing-field"),
        ("datum: 14 april 2026", "invalid-date"),
        ("dag: 2026-13-01", "invalid-date"),
        ("jaar: 1800", "out-of-range"),
        ("jaar: veel", "wrong-kind"),
        ("kort: abcdef", "out-of-range"),
        ("looptijd: van de zomer", "wrong-kind"),
        ("looptijd: {van: 2023, eind: 2024}", "unknown-field"),
        ("klaar: misschien", "wrong-kind"),
        ("soort: boek", "value-not-allowed"),
        ("code: ab", "wrong-form"),
        ("foto: {bestand: a.png, titel: x}", "unknown-field"),
        ("woorden: [a, b, c]", "out-of-range"),
        ("veel: 1", "out-of-range"),
        ("veel: [1, twee]", "wrong-kind"),
        ("leden: [{sinds: 2026-01-01}]", "missing-field"),
        ("leden: [{naam: A, sinds: gisteren}]", "invalid-date"),
        ("serie: {naam: wijk}", "missing-field"),
        ("serie: Wijk", "missing-field"),
        ("spanning: nabijheid of afstand", "missing-field"),
        ("soort: Rapport", "missing-field"),
        ("klaar: ja", "missing-field"),
        ("kort:", "missing-field"),
        ("bij_nieuw:", "missing-field"),
        ("stand: nieuw\nbij_nieuw:", "missing-field"),
        ("wie: [A]", "wrong-kind"),
        ("lang: nederlands", "value-not-allowed"),
    ] {
        let front = complete(front);
        assert!(!accepts(&validator, &front), "{front}");
        assert_eq!(complaints(&config, &front), [code], "{front}");
    }
}

#[test]
fn a_closed_vocabulary_has_its_terms_and_no_other() {
    let validator = validator();
    for (front, is_right) in [
        ("regio: Regio West", true),
        ("regio: west, oost", true),
        ("regios: ['Oost, en verder']", true),
        ("regio: [west]", false),
        ("regio: noord", false),
        ("regio: west, noord", false),
        ("regios: [west, noord]", false),
        ("regios: [{naam: oost}]", true),
        ("regios: [{naam: noord}]", false),
        ("themas: [noord]", true),
    ] {
        assert_eq!(accepts(&validator, &complete(front)), is_right, "{front}");
    }
}

#[test]
fn one_name_of_a_field_is_offered() {
    let schema = schema();
    let properties = &schema["properties"];
    for (offered, hidden) in [("titel", "title"), ("themas", "themes"), ("op", "dag")] {
        assert_eq!(properties[offered].get("doNotSuggest"), None, "{offered}");
        assert_eq!(properties[hidden]["doNotSuggest"], json!(true), "{hidden}");
        assert_eq!(properties[hidden]["allOf"][0], properties[offered], "{hidden}");
    }
    assert_eq!(properties["layout"], json!({ "doNotSuggest": true }));
    let serie = &schema["definitions"]["serie"]["anyOf"][0]["properties"];
    assert_eq!(serie["naam"].get("doNotSuggest"), None);
    assert_eq!(serie["name"]["doNotSuggest"], json!(true));
}

#[test]
fn values_are_offered() {
    let definitions = schema()["definitions"].take();
    assert_eq!(definitions["pages-0"], json!({ "enum": ["Wil de Wever", "Nynke"] }));
    assert_eq!(definitions["wie"]["anyOf"][0], json!({ "$ref": "#/definitions/pages-0" }));
    assert_eq!(definitions["terms-0-open"], json!({ "enum": ["Wijkteams"] }));
    let closed = json!({ "enum": ["Regio West", "Oost, en verder", "west", "oost"] });
    assert_eq!(definitions["terms-1"], closed);
    assert_eq!(
        definitions["soort"]["anyOf"][0],
        json!({ "enum": ["Hand-out", "rapport", "2", 2] })
    );
    assert_eq!(definitions["stand"]["default"], json!("nieuw"));
    assert_eq!(definitions["code"]["description"], "Tekst. Twee letters en een getal.");
    assert_eq!(definitions["jaar"]["description"], "Een getal. Minstens 1900, hoogstens 2100.");
}

#[test]
fn without_settings_nothing_is_unknown() {
    let config = Config::plain("T");
    let shape = Shape {
        title: "Pagina",
        fields: &config.fields,
        ignored: &[],
        is_entry: false,
        is_declared: false,
        speech: Speech::Dutch,
    };
    let terms = |_| Terms { names: Vec::new(), others: Vec::new(), is_open: true };
    let offers = Offers { terms: &terms, titles: &|_| Vec::new() };
    let validator = jsonschema::draft7::new(&json_schema(&shape, &offers)).unwrap();
    assert!(accepts(&validator, "titel: a\ntitle: b\nlayout: x\nimage: [1]\nstatus: {a: 1}"));
    assert!(!accepts(&validator, "datum: gisteren"));
}

#[test]
fn patterns_of_the_settings_are_kept_where_editors_can_read_them() {
    use super::patterns::of_settings;
    for (own, shared) in [
        (r"\d{4} ?[A-Z]{2}", Some(r"^(?:\d{4} ?[A-Z]{2})$")),
        ("(?P<jaar>\\d+)|(?:x)", Some("^(?:(?<jaar>\\d+)|(?:x))$")),
        ("(?i)abc", None),
        (r"\Aabc\z", None),
        (r"\x{e9}", None),
        ("[[:alpha:]]+", None),
        (r"\\Abc", Some(r"^(?:\\Abc)$")),
    ] {
        assert_eq!(of_settings(own).as_deref(), shared, "{own}");
    }
}
