//! A reference → CSL-JSON, for programs that speak the language of citation styles.

use hayagriva::citationberg::json::{
    DateValue, Item, LiteralName, NameItem, NameValue, Value, VecDate, VecDateRange,
};
use jiff::civil::Date;

use super::{Citation, Issued, Maker};
use crate::config::Cited;
use crate::url::decode;

/// The parts that CSL takes as they are, and what it calls them.
const VARIABLES: [(Cited, &str); 15] = [
    (Cited::Publisher, "publisher"),
    (Cited::Place, "publisher-place"),
    (Cited::Isbn, "ISBN"),
    (Cited::Issn, "ISSN"),
    (Cited::Doi, "DOI"),
    (Cited::Pages, "page"),
    (Cited::PageCount, "number-of-pages"),
    (Cited::Container, "container-title"),
    (Cited::Volume, "volume"),
    (Cited::Issue, "issue"),
    (Cited::Edition, "edition"),
    (Cited::Series, "collection-title"),
    (Cited::Number, "number"),
    (Cited::Genre, "genre"),
    (Cited::Url, "URL"),
];

/// Writes a list of one item.
pub(super) fn write(citation: &Citation) -> String {
    let mut item = item(citation);
    let names = |makers: &[Maker]| Value::Names(makers.iter().map(name).collect());
    for (variable, makers) in [("author", &citation.authors), ("editor", &citation.editors)] {
        if !makers.is_empty() {
            item.0.insert(variable.to_owned(), names(makers));
        }
    }
    let mut text = serde_json::to_value([item]).unwrap_or_default();
    drop_empty_names(&mut text);
    wrap_dates(&mut text);
    serde_json::to_string_pretty(&text).unwrap_or_default() + "\n"
}

/// All of a reference but its makers.
pub(super) fn item(citation: &Citation) -> Item {
    let mut item = Item(std::collections::BTreeMap::new());
    let mut set = |name: &str, value: Value| item.0.insert(name.to_owned(), value);
    set("id", Value::String(citation.key.clone()));
    set("type", Value::String(citation.kind.to_owned()));
    set("title", Value::String(citation.title.clone()));
    set("language", Value::String(citation.language.tag().to_owned()));
    for (cited, variable) in VARIABLES {
        if let Some(text) = citation.part(cited) {
            let text = if cited == Cited::Doi { bare_doi(text) } else { text.to_owned() };
            set(variable, Value::String(text));
        }
    }
    let issued = citation.issued.map(|issued| match issued {
        Issued::Year(year) => date_parts(vec![year]),
        Issued::Day(date) => day(date),
    });
    let dates = [("issued", issued), ("accessed", citation.accessed.map(day))];
    for (name, date) in dates {
        if let Some(date) = date {
            set(name, date);
        }
    }
    item
}

/// A DOI without the address it is often written with.
pub(crate) fn bare_doi(doi: &str) -> String {
    let (before, bare) = doi.split_at(doi.find("10.").unwrap_or(0));
    if before.contains("://") { decode(bare.trim()) } else { bare.trim().to_owned() }
}

fn day(date: Date) -> Value {
    date_parts(vec![date.year(), i16::from(date.month()), i16::from(date.day())])
}

fn date_parts(parts: Vec<i16>) -> Value {
    let date_parts = VecDateRange(vec![VecDate(parts)]);
    Value::Date(DateValue::DateParts { date_parts, literal: None, season: None, circa: false })
}

fn name(maker: &Maker) -> NameValue {
    match maker {
        Maker::Organisation(name) => NameValue::Literal(LiteralName { literal: name.clone() }),
        Maker::Person(name) => {
            let part = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            NameValue::Item(NameItem {
                family: name.family.to_string(),
                given: part(&name.given),
                non_dropping_particle: part(&name.prefix),
                dropping_particle: None,
                suffix: part(&name.suffix),
                comma_suffix: None,
            })
        }
    }
}

/// A part of a name that is not there is left out.
fn drop_empty_names(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Array(items) => items.iter_mut().for_each(drop_empty_names),
        serde_json::Value::Object(parts) => {
            parts.retain(|_, part| !part.is_null());
            parts.values_mut().for_each(drop_empty_names);
        }
        _ => {}
    }
}

/// The library writes the parts of a date alone; the format has them by name.
fn wrap_dates(items: &mut serde_json::Value) {
    for item in items.as_array_mut().into_iter().flatten() {
        for name in ["issued", "accessed"] {
            if let Some(date) = item.get_mut(name) {
                *date = serde_json::json!({ "date-parts": date.take() });
            }
        }
    }
}
