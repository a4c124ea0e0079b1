//! A reference → BibTeX, with the entry types and fields that both old and new programs know.

use std::fmt::Write as _;

use super::csl::bare_doi;
use super::{Citation, Issued, Maker};
use crate::config::Cited;

/// Writes one entry.
pub(super) fn write(citation: &Citation) -> String {
    let mut text = format!("@{}{{{}", kind(citation.kind), key(&citation.key));
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = write!(text, ",\n  {name} = {{{value}}}");
        }
    };
    let names = |makers: &[Maker]| makers.iter().map(name).collect::<Vec<_>>().join(" and ");
    field("author", &names(&citation.authors));
    field("editor", &names(&citation.editors));
    field("title", &escaped(&citation.title));
    if let Some(issued) = citation.issued {
        field("year", &issued.year().to_string());
        if let Issued::Day(date) = issued {
            field("month", &date.month().to_string());
            field("day", &date.day().to_string());
        }
    }
    for (cited, name) in [
        (Cited::Container, container(citation.kind)),
        (Cited::Publisher, publisher(citation.kind)),
        (Cited::Place, "address"),
        (Cited::Series, "series"),
        (Cited::Volume, "volume"),
        (Cited::Edition, "edition"),
        (Cited::Pages, "pages"),
        (Cited::Genre, "type"),
        (Cited::Isbn, "isbn"),
        (Cited::Issn, "issn"),
    ] {
        field(name, &escaped(citation.part(cited).unwrap_or_default()));
    }
    let number = citation.part(Cited::Issue).or(citation.part(Cited::Number));
    field("number", &escaped(number.unwrap_or_default()));
    field("doi", &verbatim(&bare_doi(citation.part(Cited::Doi).unwrap_or_default())));
    field("url", &verbatim(citation.part(Cited::Url).unwrap_or_default()));
    if let Some(date) = citation.accessed {
        field("urldate", &date.to_string());
    }
    let language = match citation.language.primary() {
        "nl" => "dutch",
        "en" => "english",
        "de" => "german",
        "fr" => "french",
        _ => "",
    };
    field("langid", language);
    text.push_str("\n}\n");
    text
}

/// The entry type.
fn kind(kind: &str) -> &'static str {
    match kind {
        "article-journal" | "article-magazine" | "article-newspaper" => "article",
        "book" => "book",
        "chapter" | "entry-encyclopedia" => "incollection",
        "pamphlet" => "booklet",
        "paper-conference" => "inproceedings",
        "report" => "techreport",
        "thesis" => "phdthesis",
        "webpage" | "post-weblog" => "online",
        _ => "misc",
    }
}

/// The field for what it stands in.
fn container(kind: &str) -> &'static str {
    match kind {
        "article-journal" | "article-magazine" | "article-newspaper" => "journal",
        "chapter" | "entry-encyclopedia" | "paper-conference" => "booktitle",
        _ => "howpublished",
    }
}

/// The field for who made it public.
fn publisher(kind: &str) -> &'static str {
    match kind {
        "report" => "institution",
        "thesis" => "school",
        _ => "publisher",
    }
}

/// A name: prefix and core, a comma, the suffix with a comma where there is one, the first names. What is one name
/// stands in braces, so that no program takes it apart.
fn name(maker: &Maker) -> String {
    match maker {
        Maker::Organisation(name) => format!("{{{}}}", escaped(name)),
        Maker::Person(name) => {
            let family = escaped(&name.family);
            let is_one = name.family.contains([' ', ',']) || fits_and(&name.family);
            let family = if is_one { format!("{{{family}}}") } else { family };
            let given = escaped(&name.given);
            let is_one = name.given.contains(',') || fits_and(&name.given);
            let given = if is_one { format!("{{{given}}}") } else { given };
            let prefix = escaped(&name.prefix);
            let space = if prefix.is_empty() || prefix.ends_with('’') && prefix.len() < 5 {
                ""
            } else {
                " "
            };
            let suffix = escaped(&name.suffix);
            match (&*name.given, &*suffix) {
                ("", "") => format!("{prefix}{space}{family}"),
                ("", _) => format!("{prefix}{space}{{{family} {suffix}}}"),
                (_, "") => format!("{prefix}{space}{family}, {given}"),
                _ => format!("{prefix}{space}{family}, {suffix}, {given}"),
            }
        }
    }
}

/// Whether a name holds the word that stands between names.
fn fits_and(name: &str) -> bool {
    name.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"))
}

/// A key that no program stumbles over.
fn key(key: &str) -> String {
    let is_plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let key: String = key.chars().filter(is_plain).collect();
    if key.is_empty() { "weef".to_owned() } else { key }
}

/// Whether each brace that opens is closed.
fn is_balanced(text: &str) -> bool {
    let depth = text.chars().try_fold(0_usize, |depth, c| match c {
        '{' => Some(depth + 1),
        '}' => depth.checked_sub(1),
        _ => Some(depth),
    });
    depth == Some(0)
}

/// Text without what TeX would take for a command.
fn escaped(text: &str) -> String {
    let is_balanced = is_balanced(text);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            // Braces are counted, also behind a backslash.
            '{' if !is_balanced => out.push_str("\\textbraceleft{}"),
            '}' if !is_balanced => out.push_str("\\textbraceright{}"),
            '{' | '}' | '%' | '&' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// An address, which stands as it is: only what would end it is encoded.
fn verbatim(address: &str) -> String {
    crate::url::without_braces(address)
}
