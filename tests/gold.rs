//! Hand-made reference values for Dutch text, `tests/gold`: quotes and slugs. (Names and places are cases of lists.)

use std::fs;
use std::path::Path;

use weef::language::Language;
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
