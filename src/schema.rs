//! Content types: which fields a page of a collection has, of what kind, and whether its values fit.
//!
//! Nothing about blogs or dilemmas is known here: collections and fields come from `weef.toml`. Only the names that
//! every page shares ([`Core`]) are weef's own.

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::diagnostic::{self, Problem, nearest};
use crate::language::{guess_date, parse_date};
use crate::tree::{Found, Node, Value as Tree};
use crate::url::{Destination, destination};

/// One field of a content type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The canonical name, as templates use it.
    pub name: Box<str>,
    /// What readers see.
    pub label: Box<str>,
    /// Other names under which editors write it.
    pub aliases: Vec<Box<str>>,
    /// The kind of value.
    pub kind: FieldKind,
    /// Whether every page of the collection must have it.
    pub required: bool,
    /// An empty value of the field as `weef new` writes it; none where it is left out.
    pub sample: Option<Box<str>>,
}

/// The kind of value that a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Text in a line or a few.
    Text,
    /// Text with Markdown.
    Markdown,
    /// A calendar date.
    Date,
    /// From a date or year until another, either open.
    Period,
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// One of a few values.
    Choice(Vec<Box<str>>),
    /// An address elsewhere or here.
    Link,
    /// A picture: file, alt, caption, credit, licence.
    Image,
    /// A file to download.
    File,
    /// Someone, with or without a page.
    Person,
    /// Another page, by its title, alias or path.
    Reference,
    /// Terms of the vocabulary of this name.
    Term(Box<str>),
    /// Several of one kind.
    List(Box<Field>),
    /// Fields that belong together.
    Group(Vec<Field>),
}

impl FieldKind {
    /// The name of the kind, as `weef.toml` and templates spell it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Date => "date",
            Self::Period => "period",
            Self::Number => "number",
            Self::Flag => "flag",
            Self::Choice(_) => "choice",
            Self::Link => "link",
            Self::Image => "image",
            Self::File => "file",
            Self::Person => "person",
            Self::Reference => "reference",
            Self::Term(_) => "term",
            Self::List(_) => "list",
            Self::Group(_) => "group",
        }
    }

    /// The kinds that are a word in `weef.toml`.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "text" => Self::Text,
            "markdown" => Self::Markdown,
            "date" => Self::Date,
            "period" => Self::Period,
            "number" => Self::Number,
            "flag" => Self::Flag,
            "choice" => Self::Choice(Vec::new()),
            "link" => Self::Link,
            "image" => Self::Image,
            "file" => Self::File,
            "person" => Self::Person,
            "reference" => Self::Reference,
            "term" => Self::Term(Box::default()),
            "group" => Self::Group(Vec::new()),
            _ => return None,
        })
    }
}

/// A value that fits its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text, a choice, a name, an address, a number: as written.
    Text(Box<str>),
    /// A calendar date.
    Date(Date),
    /// Yes or no.
    Flag(bool),
    /// Several values.
    List(Vec<Value>),
    /// Canonical names with values, in the order of the schema.
    Group(Vec<(Box<str>, Value)>),
}

impl Value {
    /// The text, where it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Field {
    /// Whether an editor means this field by a key.
    pub fn is_called(&self, key: &str) -> bool {
        let same = |name: &str| name.eq_ignore_ascii_case(key);
        same(&self.name) || self.aliases.iter().any(|alias| same(alias))
    }

    /// The name that the editors of this site use: the first alias where there is one.
    pub fn written_name(&self) -> &str {
        self.aliases.first().unwrap_or(&self.name)
    }
}

/// Checks a value against its field: what fits comes out, what does not becomes a problem at its place.
pub fn check(field: &Field, node: &Node, found: &mut Vec<Found>) -> Option<Value> {
    if node.is_empty() {
        return None;
    }
    match &field.kind {
        FieldKind::Group(fields) => group(field, fields, node, found),
        FieldKind::Image => group(field, &image_fields(), node, found),
        FieldKind::Period => period(field, node, found),
        FieldKind::List(item) => list(item, node, found),
        FieldKind::Date => date(&field.name, node, found).map(Value::Date),
        FieldKind::Flag => match node.flag() {
            Some(flag) => Some(Value::Flag(flag)),
            None => wrong(field, diagnostic::Kind::Flag, node, found),
        },
        FieldKind::Number => match node.text() {
            Some(text) if text.trim().parse::<f64>().is_ok() => {
                Some(Value::Text(text.trim().into()))
            }
            _ => wrong(field, diagnostic::Kind::Number, node, found),
        },
        FieldKind::Choice(allowed) => choice(field, allowed, node, found),
        FieldKind::Link => link(field, node, found),
        _ => match &node.value {
            Tree::Scalar { text, .. } => Some(Value::Text(text.trim().into())),
            // A person with a role, a reference with a note: the name is what counts.
            Tree::Map(_) => match named(node) {
                Some(name) => Some(Value::Text(name.into())),
                None => wrong(field, diagnostic::Kind::Text, node, found),
            },
            Tree::List(items) => {
                let texts: Vec<&str> = items.iter().filter_map(Node::text).collect();
                if texts.len() == items.len() {
                    Some(Value::Text(texts.join(", ").into()))
                } else {
                    wrong(field, diagnostic::Kind::Text, node, found)
                }
            }
            Tree::Null => None,
        },
    }
}

/// The name in a group such as `{naam: …, rol: …}`.
pub fn named(node: &Node) -> Option<&str> {
    ["name", "naam", "title", "titel"].into_iter().find_map(|key| node.get(key)?.text())
}

/// Reads a date, or says why it is none.
pub fn date(field: &str, node: &Node, found: &mut Vec<Found>) -> Option<Date> {
    let text = node.text().unwrap_or_default();
    let date = parse_date(text);
    if date.is_none() {
        let problem = match node.text() {
            Some(text) => Problem::InvalidDate {
                field: field.into(),
                value: text.into(),
                suggestion: guess_date(text).map(|date| date.to_string()),
            },
            None => Problem::WrongKind {
                field: field.into(),
                expected: diagnostic::Kind::Date,
                found: shown(node),
            },
        };
        found.push((node.span, problem));
    }
    date
}

fn choice(
    field: &Field,
    allowed: &[Box<str>],
    node: &Node,
    found: &mut Vec<Found>,
) -> Option<Value> {
    let Some(text) = node.text() else {
        return wrong(field, diagnostic::Kind::Text, node, found);
    };
    if allowed.is_empty() {
        return Some(Value::Text(text.trim().into()));
    }
    if let Some(value) = allowed.iter().find(|value| value.eq_ignore_ascii_case(text.trim())) {
        return Some(Value::Text(value.clone()));
    }
    let problem = Problem::ValueNotAllowed {
        field: field.written_name().into(),
        value: text.into(),
        allowed: allowed.iter().map(ToString::to_string).collect(),
        suggestion: nearest(text, allowed.iter().map(|v| &**v)),
    };
    found.push((node.span, problem));
    Some(Value::Text(text.into()))
}

/// An address; one with a scheme that is not safe is left out.
fn link(field: &Field, node: &Node, found: &mut Vec<Found>) -> Option<Value> {
    let Some(text) = node.text().map(str::trim) else {
        return wrong(field, diagnostic::Kind::Text, node, found);
    };
    if let Destination::Unsafe(scheme) = destination(text) {
        found.push((node.span, Problem::UnsafeLink { target: text.into(), scheme }));
        return None;
    }
    Some(Value::Text(text.into()))
}

/// A list; a single value is a list of one.
fn list(item: &Field, node: &Node, found: &mut Vec<Found>) -> Option<Value> {
    let values: Vec<Value> = match &node.value {
        Tree::List(items) => items.iter().filter_map(|node| check(item, node, found)).collect(),
        _ => vec![check(item, node, found)?],
    };
    (!values.is_empty()).then_some(Value::List(values))
}

fn group(field: &Field, fields: &[Field], node: &Node, found: &mut Vec<Found>) -> Option<Value> {
    if let (Some(first), Some(_)) = (fields.first(), node.text()) {
        // A text where a group is meant fills its first field: `beeld: foto.png`, `serie: Wijkteams`.
        return check(first, node, found)
            .map(|value| Value::Group(vec![(first.name.clone(), value)]));
    }
    let Tree::Map(entries) = &node.value else {
        return wrong(field, diagnostic::Kind::Group, node, found);
    };
    let mut values = Vec::new();
    for part in fields {
        if let Some(entry) = entries.iter().find(|entry| part.is_called(&entry.key))
            && let Some(value) = check(part, &entry.node, found)
        {
            values.push((part.name.clone(), value));
        }
    }
    for entry in entries {
        if !fields.iter().any(|part| part.is_called(&entry.key)) {
            let suggestion = nearest(&entry.key, fields.iter().map(Field::written_name));
            let field = entry.key.to_string();
            found.push((entry.key_span, Problem::UnknownField { field, suggestion }));
        }
    }
    // A form that nobody filled in says nothing.
    (!values.is_empty()).then_some(Value::Group(values))
}

/// `{van: 2023, tot: 2025}`, `2023-2025` or `2023`.
fn period(field: &Field, node: &Node, found: &mut Vec<Found>) -> Option<Value> {
    let [from, until] = [
        plain_field("from", &["van", "start"]),
        plain_field("until", &["tot", "tot_en_met", "end"]),
    ];
    let value = match node.text() {
        Some(text) => {
            let parts = period_parts(text);
            let names = [from.name, until.name];
            let values = names.into_iter().zip(parts).filter(|(_, part)| !part.is_empty());
            Value::Group(values.map(|(name, part)| (name, Value::Text(part.into()))).collect())
        }
        None => group(field, &[from, until], node, found)?,
    };
    if let Value::Group(values) = &value {
        for text in
            values.iter().filter_map(|(_, value)| value.text()).filter(|text| !is_moment(text))
        {
            let suggestion = guess_date(text).map(|date| date.to_string());
            let field = field.written_name().into();
            found.push((node.span, Problem::InvalidDate { field, value: text.into(), suggestion }));
        }
    }
    Some(value)
}

/// `2023–2025`, `2023 - 2025`, `2023-2025`, `2023-01-01/2025-06-30`, `2023`.
fn period_parts(text: &str) -> Vec<&str> {
    let text = text.trim();
    let two_years = text.len() == 9 && text.as_bytes().get(4) == Some(&b'-');
    if let (true, Some((from, until))) = (two_years, text.split_once('-')) {
        return vec![from, until];
    }
    text.split(['–', '/']).flat_map(|part| part.split(" - ")).map(str::trim).collect()
}

/// A day, a month or a year.
fn is_moment(text: &str) -> bool {
    let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
    let month =
        text.split_once('-').is_some_and(|(year, month)| digits(year, 4) && digits(month, 2));
    parse_date(text).is_some() || digits(text, 4) || month
}

fn wrong(
    field: &Field,
    expected: diagnostic::Kind,
    node: &Node,
    found: &mut Vec<Found>,
) -> Option<Value> {
    let field = field.written_name().into();
    found.push((node.span, Problem::WrongKind { field, expected, found: shown(node) }));
    None
}

/// A value as a message quotes it.
fn shown(node: &Node) -> String {
    match (&node.value, node.text()) {
        (_, Some(text)) => format!("`{}`", text.chars().take(40).collect::<String>()),
        (Tree::List(_), _) => "[…]".into(),
        (Tree::Map(_), _) => "{…}".into(),
        _ => "–".into(),
    }
}

/// A text field with no label of its own.
pub fn plain_field(name: &str, aliases: &[&str]) -> Field {
    Field {
        name: name.into(),
        label: Box::default(),
        aliases: aliases.iter().map(|alias| (*alias).into()).collect(),
        kind: FieldKind::Text,
        required: false,
        sample: None,
    }
}

/// The fields that every collection has beyond the core; their labels come from the theme's language files.
pub fn common_fields() -> &'static [Field] {
    static FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| {
        let of_kind = |mut field: Field, kind: FieldKind| {
            field.kind = kind;
            field
        };
        let list =
            |item: FieldKind| FieldKind::List(Box::new(of_kind(plain_field("item", &[]), item)));
        let file = of_kind(plain_field("file", &["bestand"]), FieldKind::File);
        let url = of_kind(plain_field("url", &[]), FieldKind::Link);
        let date = of_kind(plain_field("date", &["datum"]), FieldKind::Date);
        vec![
            plain_field("status", &[]),
            of_kind(plain_field("owner", &["eigenaar"]), FieldKind::Person),
            of_kind(plain_field("review", &["nakijken", "review_op"]), FieldKind::Date),
            of_kind(
                plain_field("source", &["bron"]),
                FieldKind::Group(vec![plain_field("name", &["naam"]), url, date]),
            ),
            of_kind(
                plain_field("attachments", &["bijlagen"]),
                list(FieldKind::Group(vec![file, plain_field("title", &["titel"])])),
            ),
            of_kind(
                plain_field("related", &["verwant", "gerelateerd"]),
                list(FieldKind::Reference),
            ),
        ]
    });
    &FIELDS
}

/// The parts of a picture.
pub fn image_fields() -> Vec<Field> {
    let mut decorative = plain_field("decorative", &["decoratief"]);
    decorative.kind = FieldKind::Flag;
    vec![
        plain_field("file", &["bestand", "src"]),
        plain_field("alt", &["beschrijving"]),
        decorative,
        plain_field("caption", &["bijschrift"]),
        plain_field("credit", &["maker"]),
        plain_field("licence", &["licentie", "license"]),
    ]
}

/// The fields that every page has and weef itself understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Core {
    Title,
    Slug,
    Aliases,
    Summary,
    Authors,
    Date,
    Updated,
    Publish,
    Expires,
    Image,
    Draft,
    Language,
    Template,
    Order,
}

impl Core {
    /// The core field that a key names, in English or Dutch, and as other generators call it.
    pub fn from_key(key: &str) -> Option<Self> {
        Some(match key.to_lowercase().as_str() {
            "title" | "titel" => Self::Title,
            "slug" => Self::Slug,
            "aliases" | "aliassen" => Self::Aliases,
            "summary" | "samenvatting" | "description" | "omschrijving" => Self::Summary,
            "authors" | "auteurs" | "author" | "auteur" => Self::Authors,
            "date" | "datum" => Self::Date,
            "updated" | "gewijzigd" | "lastmod" => Self::Updated,
            "publish" | "publiceren_op" | "publiceer_op" => Self::Publish,
            "expires" | "verloopt_op" => Self::Expires,
            "image" | "beeld" => Self::Image,
            "draft" | "concept" => Self::Draft,
            "lang" | "taal" => Self::Language,
            "template" | "sjabloon" => Self::Template,
            "order" | "volgorde" | "weight" | "sidebar_position" => Self::Order,
            _ => return None,
        })
    }

    /// The names that a suggestion may offer.
    pub const NAMES: [&str; 22] = [
        "titel",
        "title",
        "slug",
        "aliassen",
        "aliases",
        "samenvatting",
        "summary",
        "auteurs",
        "authors",
        "datum",
        "date",
        "gewijzigd",
        "updated",
        "publiceren_op",
        "publish",
        "verloopt_op",
        "expires",
        "beeld",
        "image",
        "concept",
        "draft",
        "volgorde",
    ];
}
