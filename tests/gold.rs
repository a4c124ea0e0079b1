//! Hand-made reference values for Dutch text, `tests/gold`: quotes, slugs, names, places, references.

use std::fs;
use std::path::Path;

use weef::citation::{Citation, Issued, Maker};
use weef::config::{Cited, cited_kind};
use weef::language::{Language, PersonName, initial, parse_date};
use weef::markdown::{self, Dialect};
use weef::url::slug;

use crate::html;

/// The rows of a table: two columns, without remarks.
fn rows(name: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold").join(name);
    let text = fs::read_to_string(path).expect("the reference values are there");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| line.split_once('\t').unwrap_or((line, "")))
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .collect()
}

#[test]
fn quotes_as_dutch_writes_them() {
    let rows = rows("aanhalingstekens.tsv");
    assert!(rows.len() >= 14, "{rows:?}");
    for (written, expected) in rows {
        let options = markdown::Options {
            language: Language::DUTCH,
            smart_punctuation: true,
            dialect: Dialect::Weef,
            title: None,
        };
        let body = markdown::parse(&written, &options).body.fill(&|_| String::new());
        let shown = html::decode(&body.replace("<code>", "`").replace("</code>", "`"));
        assert_eq!(shown.trim(), format!("<p>{expected}</p>"), "{written}");
    }
}

#[test]
fn slugs_of_titles() {
    let rows = rows("slugs.tsv");
    assert!(rows.len() >= 20, "{rows:?}");
    for (title, expected) in rows {
        assert_eq!(slug(&title), expected, "{title}");
    }
}

/// The lines of a list, without remarks, in their columns.
fn table(name: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold").join(name);
    let text = fs::read_to_string(path).expect("the reference values are there");
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.map(|line| line.split('\t').map(ToOwned::to_owned).collect()).collect()
}

#[test]
fn names_in_a_register() {
    let rows = table("namen.tsv");
    assert!(rows.len() >= 26, "{rows:?}");
    let order = Language::DUTCH.order();
    let mut names = Vec::new();
    for row in &rows {
        let [register, letter, _] = row.as_slice() else { panic!("{row:?}") };
        let name = PersonName::parse(register).unwrap_or_else(|| panic!("{register} is a name"));
        assert_eq!(name.register(), *register);
        assert_eq!(initial(&name.sort_key()).to_string(), *letter, "{register}");
        // As people say it, it is the same name.
        assert_eq!(PersonName::parse(&name.full()).as_ref(), Some(&name), "{}", name.full());
        names.push(name);
    }
    let mut sorted = names.clone();
    sorted.reverse();
    sorted.sort_by(|a, b| order.compare(&a.sort_key(), &b.sort_key()));
    assert_eq!(sorted, names);
}

#[test]
fn names_in_a_list_of_references() {
    let rows = table("namen.tsv");
    let order = Language::DUTCH.order();
    let name = |row: &Vec<String>| PersonName::parse(&row[0]).expect("it is a name");
    let cited = |name: PersonName| format!("{}, {}", name.last_alone(), name.initials());
    let mut names: Vec<String> = rows.iter().map(|row| cited(name(row))).collect();
    names.sort_by(|a, b| order.compare(a, b));
    let expected: Vec<&String> = rows.iter().map(|row| &row[2]).collect();
    assert_eq!(names.iter().collect::<Vec<_>>(), expected);
}

#[test]
fn places_in_order() {
    let places: Vec<String> = table("plaatsen.txt").into_iter().flatten().collect();
    assert!(places.len() >= 40, "{places:?}");
    let order = Language::DUTCH.order();
    let mut sorted = places.clone();
    sorted.reverse();
    sorted.sort_by(|a, b| order.compare(a, b));
    assert_eq!(sorted, places);
}

/// A work from `key=value` pairs.
fn work(text: &str) -> Citation {
    let mut work = Citation::new("document", "", Language::DUTCH);
    for pair in text.split(" | ") {
        let (key, value) = pair.split_once('=').unwrap_or_else(|| panic!("{pair}"));
        match key {
            "kind" => work.kind = cited_kind(value).expect("it is a kind of work"),
            "title" => value.clone_into(&mut work.title),
            "author" => work.authors.push(Maker::named(value)),
            "editor" => work.editors.push(Maker::named(value)),
            "year" => work.issued = value.parse().ok().map(Issued::Year),
            "date" => work.issued = parse_date(value).map(Issued::Day),
            "accessed" => work.accessed = parse_date(value),
            _ => {
                let cited = Cited::ALL.iter().find(|(name, _)| *name == key);
                let (_, cited) = cited.unwrap_or_else(|| panic!("{key} is no part"));
                work.parts.insert(*cited, value.to_owned());
            }
        }
    }
    work
}

#[test]
fn references_as_dutch_writes_them() {
    let rows = table("citaten.tsv");
    assert!(rows.len() >= 11, "{rows:?}");
    for row in rows {
        let [written, reference, in_text, narrative] = row.as_slice() else { panic!("{row:?}") };
        let apa = work(written).apa(Language::DUTCH);
        let shown = |html: &str| {
            let starred = html.replace("<i>", "*").replace("</i>", "*").replace("</a>", "");
            let plain = starred.split("<a href=\"").map(|part| match part.split_once("\">") {
                Some((_, rest)) => rest,
                None => part,
            });
            html::decode(&plain.collect::<String>())
        };
        assert_eq!(shown(&apa.in_list), *reference, "{written}");
        assert_eq!(shown(&apa.in_text), *in_text, "{written}");
        assert_eq!(shown(&apa.narrative), *narrative, "{written}");
    }
}
