//! What weef writes for reference managers, read back: BibTeX by a parser of its own, RIS and CSL-JSON by their rules.

use std::collections::BTreeMap;

use biblatex::{Bibliography, ChunksExt, DateValue, PermissiveType};
use proptest::prelude::*;
use serde_json::Value;
use weef::citation::{Citation, Format, Issued, Maker};
use weef::config::{CITED_KINDS, Cited};
use weef::language::{Language, parse_date};

use crate::html;

/// A work with all that can be hard about one.
fn work() -> Citation {
    let mut work = Citation::new("report", "100% {samen} & $5 #1 a_b ~c^d \\e", Language::DUTCH);
    for name in [
        "Dianne van den Berg",
        "De Smet, Jan",
        "Nynke ’t Hart",
        "Raad and Daad & Co",
        "Jan de Vries Jr.",
    ] {
        work.authors.push(Maker::named(name));
    }
    work.editors.push(Maker::named("Linda Burgerhout-van der Zwaan"));
    work.issued = parse_date("2024-03-12").map(Issued::Day);
    work.accessed = parse_date("2024-04-01");
    for (cited, text) in [
        (Cited::Publisher, "Boom & Zonen"),
        (Cited::Pages, "12-34"),
        (Cited::Doi, "https://doi.org/10.1234/a_b"),
        (Cited::Url, "https://example.org/a_b?c={d}&e=%7B"),
        (Cited::Isbn, "978-90-12345-67-2"),
    ] {
        work.parts.insert(cited, text.to_owned());
    }
    work
}

#[test]
fn bibtex_is_read_back() {
    let text = work().file(Format::BibTex);
    let parsed = Bibliography::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let entry = parsed.iter().next().expect("there is an entry");
    assert_eq!(entry.title().expect("a title").format_verbatim(), work().title, "{text}");
    let names: Vec<[String; 4]> = entry
        .author()
        .expect("authors")
        .into_iter()
        .map(|name| [name.given_name, name.prefix, name.name, name.suffix])
        .collect();
    let expected = [
        ["Dianne", "van den", "Berg", ""],
        ["Jan", "", "De Smet", ""],
        ["Nynke", "", "’t Hart", ""],
        ["", "", "Raad and Daad & Co", ""],
        ["Jan", "de", "Vries", "Jr."],
    ];
    assert_eq!(names, expected, "{text}");
    let date = match entry.date().expect("a date") {
        PermissiveType::Typed(date) => date.value,
        PermissiveType::Chunks(chunks) => panic!("{chunks:?}"),
    };
    let DateValue::At(date) = date else { panic!("{date:?}") };
    // The parser counts months and days from nought.
    assert_eq!((date.year, date.month, date.day), (2024, Some(2), Some(11)));
    assert_eq!(entry.doi().expect("a DOI"), "10.1234/a_b");
    assert_eq!(entry.url().expect("an address"), "https://example.org/a_b?c=%7Bd%7D&e=%7B");
    assert_eq!(
        entry.get("institution").map(ChunksExt::format_verbatim),
        Some("Boom & Zonen".to_owned())
    );
}

#[test]
fn a_number_with_a_hyphen_is_one() {
    let mut work = Citation::new("report", "Figures", Language::ENGLISH);
    work.authors.push(Maker::named("Ans Jansen"));
    work.issued = Some(Issued::Year(2019));
    work.parts.insert(Cited::Number, "2019-4".to_owned());
    let line = work.apa(Language::ENGLISH).in_list;
    assert_eq!(line, "Jansen, A. (2019). <i>Figures</i> (No. 2019-4).");
    work.parts.insert(Cited::Number, "3, 4".to_owned());
    let line = work.apa(Language::ENGLISH).in_list;
    assert!(line.contains("(Nos. 3, 4)"), "{line}");
}

/// The lines of a RIS record: tags and values.
fn ris(text: &str) -> Vec<(String, String)> {
    assert!(text.ends_with("ER  - \r\n"), "{text:?}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{text:?}");
    let lines = text.trim_end_matches("\r\n").split("\r\n");
    let pair = |line: &str| {
        let (tag, value) = line.split_once("  - ").unwrap_or_else(|| panic!("{line:?}"));
        assert!(tag.len() == 2 && tag.bytes().all(|b| b.is_ascii_alphanumeric()), "{line:?}");
        (tag.to_owned(), value.to_owned())
    };
    lines.map(pair).collect()
}

#[test]
fn ris_is_read_back() {
    let lines = ris(&work().file(Format::Ris));
    assert_eq!(lines.first(), Some(&("TY".to_owned(), "RPRT".to_owned())));
    let all = |tag: &str| -> Vec<&str> {
        lines.iter().filter(|(own, _)| own == tag).map(|(_, value)| &**value).collect()
    };
    assert_eq!(
        all("AU"),
        [
            "van den Berg, Dianne",
            "De Smet, Jan",
            "’t Hart, Nynke",
            "Raad and Daad & Co",
            "de Vries, Jan, Jr."
        ]
    );
    assert_eq!(all("ED"), ["Burgerhout-van der Zwaan, Linda"]);
    assert_eq!(all("TI"), [work().title]);
    assert_eq!(
        (all("PY"), all("DA"), all("Y2")),
        (vec!["2024"], vec!["2024/03/12"], vec!["2024/04/01"])
    );
    assert_eq!((all("SP"), all("EP"), all("DO")), (vec!["12"], vec!["34"], vec!["10.1234/a_b"]));
}

#[test]
fn csl_json_is_read_back() {
    let text = work().file(Format::CslJson);
    let items: Vec<hayagriva::citationberg::json::Item> =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let [item] = items.as_slice() else { panic!("{text}") };
    assert_eq!(item.type_().as_deref(), Some("report"));
    let value: Value = serde_json::from_str(&text).expect("it is JSON");
    let first = &value[0];
    assert_eq!(first["title"], work().title);
    assert_eq!(first["author"][0]["non-dropping-particle"], "van den");
    assert_eq!(first["author"][0]["family"], "Berg");
    assert_eq!(first["author"][1]["family"], "De Smet");
    assert_eq!(first["author"][3]["literal"], "Raad and Daad & Co");
    assert_eq!(first["author"][4]["suffix"], "Jr.");
    assert_eq!(first["editor"][0]["family"], "Burgerhout-van der Zwaan");
    assert_eq!(first["issued"]["date-parts"], serde_json::json!([[2024, 3, 12]]));
    assert_eq!(first["accessed"]["date-parts"], serde_json::json!([[2024, 4, 1]]));
}

/// Any work with any text in it.
fn any_work() -> impl Strategy<Value = Citation> {
    let text = || "[ -~]{0,12}|\\PC{0,8}|[a-z. ,’'-]{0,16}|[0-9-]{0,8}";
    let parts = prop::collection::btree_map(0..Cited::ALL.len(), text(), 0..8);
    let names = || prop::collection::vec(text(), 0..4);
    let issued = prop::option::of((1i16..=9999, any::<bool>()));
    (0..CITED_KINDS.len(), text(), names(), names(), parts, issued).prop_map(
        |(kind, title, authors, editors, parts, issued)| {
            let mut work = Citation::new(CITED_KINDS[kind].1, &title, Language::DUTCH);
            work.authors = authors.iter().map(|name| Maker::named(name)).collect();
            work.editors = editors.iter().map(|name| Maker::named(name)).collect();
            let parts: BTreeMap<Cited, String> =
                parts.into_iter().map(|(at, text)| (Cited::ALL[at].1, text)).collect();
            work.parts = parts;
            work.issued = issued.map(|(year, is_day)| {
                if is_day {
                    Issued::Day(jiff::civil::date(year, 2, 28))
                } else {
                    Issued::Year(year)
                }
            });
            work
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_work_can_be_cited(work in any_work()) {
        for language in [Language::DUTCH, Language::ENGLISH] {
            let apa = work.apa(language);
            for text in [&apa.in_list, &apa.in_text, &apa.narrative] {
                for tag in html::tags(text) {
                    prop_assert!(matches!(tag.name.trim_start_matches('/'), "i" | "a"), "{text}");
                }
                prop_assert!(html::dangers(text).is_empty(), "{text}");
            }
        }
        let text = work.file(Format::CslJson);
        let items: Result<Vec<hayagriva::citationberg::json::Item>, _> = serde_json::from_str(&text);
        prop_assert!(items.is_ok(), "{text}");
        ris(&work.file(Format::Ris));
        let text = work.file(Format::BibTex);
        prop_assert_eq!(Bibliography::parse(&text).map(|all| all.len()).ok(), Some(1), "{}", text);
    }
}
