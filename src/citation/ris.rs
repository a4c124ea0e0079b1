//! A reference → RIS, which most reference managers read: a line for each part, two letters and two spaces before it.

use std::fmt::Write as _;

use super::csl::bare_doi;
use super::{Citation, Issued, Maker};
use crate::config::Cited;

/// Writes one record.
pub(super) fn write(citation: &Citation) -> String {
    let mut text = String::new();
    let mut line = |tag: &str, value: &str| {
        let value: Vec<&str> = value.split_whitespace().collect();
        if !value.is_empty() {
            let _ = write!(text, "{tag}  - {}\r\n", value.join(" "));
        }
    };
    line("TY", kind(citation.kind));
    line("ID", &citation.key);
    line("TI", &citation.title);
    citation.authors.iter().for_each(|maker| line("AU", &name(maker)));
    citation.editors.iter().for_each(|maker| line("ED", &name(maker)));
    if let Some(issued) = citation.issued {
        line("PY", &format!("{:04}", issued.year()));
        if let Issued::Day(date) = issued {
            line("DA", &date.strftime("%Y/%m/%d").to_string());
        }
    }
    let (first, last) = pages(citation.part(Cited::Pages).unwrap_or_default());
    line("SP", first);
    line("EP", last);
    for (tag, cited) in [
        ("PB", Cited::Publisher),
        ("CY", Cited::Place),
        ("T2", Cited::Container),
        ("T3", Cited::Series),
        ("VL", Cited::Volume),
        ("IS", Cited::Issue),
        ("ET", Cited::Edition),
        ("M1", Cited::Number),
        ("M3", Cited::Genre),
        ("SN", Cited::Isbn),
        ("SN", Cited::Issn),
    ] {
        line(tag, citation.part(cited).unwrap_or_default());
    }
    line("DO", &bare_doi(citation.part(Cited::Doi).unwrap_or_default()));
    line("UR", citation.part(Cited::Url).unwrap_or_default());
    line("LA", citation.language.tag());
    if let Some(date) = citation.accessed {
        line("Y2", &date.strftime("%Y/%m/%d").to_string());
    }
    text.push_str("ER  - \r\n");
    text
}

/// The kind as RIS names it.
fn kind(kind: &str) -> &'static str {
    match kind {
        "article-journal" => "JOUR",
        "article-magazine" => "MGZN",
        "article-newspaper" => "NEWS",
        "book" => "BOOK",
        "broadcast" | "motion_picture" => "VIDEO",
        "chapter" => "CHAP",
        "dataset" => "DATA",
        "entry-encyclopedia" => "ENCYC",
        "legislation" => "STAT",
        "pamphlet" => "PAMP",
        "paper-conference" => "CPAPER",
        "post-weblog" => "BLOG",
        "report" => "RPRT",
        "software" => "COMP",
        "thesis" => "THES",
        "webpage" => "ELEC",
        _ => "GEN",
    }
}

/// The last name with its prefix, a comma, the first names; a comma and the suffix.
fn name(maker: &Maker) -> String {
    match maker {
        Maker::Organisation(name) => name.clone(),
        Maker::Person(name) => {
            let parts = [&*name.last(), &*name.given, &*name.suffix];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            parts.join(", ")
        }
    }
}

/// The first and the last page.
fn pages(range: &str) -> (&str, &str) {
    let (first, last) = range.split_once(['-', '–', '—']).unwrap_or((range, ""));
    (first.trim(), last.trim_start_matches(['-', '–', ' ']).trim())
}
