//! The fields of a content type → a JSON Schema (draft-07) of its front matter, for editors that offer names and values
//! while one types.
//!
//! The schema accepts what weef accepts: any name of a field, one value where a list may stand, a text where a group may.
//! Where a schema cannot say what weef asks (that a date is not before another, that no two pages have the same value)
//! it asks less, so that an editor never underlines what weef finds right. Only spelling is asked as the settings have
//! it: weef itself does not mind capitals in the name of a field.

use serde_json::{Map, Value, json};

use super::{Condition, Core, Field, FieldKind, Need, Role, Test};
use crate::diagnostic::Speech;
use crate::tree::{Node, Value as Tree};

mod patterns;
mod values;
mod words;

use patterns::{in_any_case, whole};

/// A content type, as far as a schema tells of it.
#[derive(Clone, Copy, Debug)]
pub struct Shape<'s> {
    /// What its pages are called.
    pub title: &'s str,
    /// The fields.
    pub fields: &'s [Field],
    /// Keys that are another program's.
    pub ignored: &'s [Box<str>],
    /// Whether weef's own fields may be required, too: on the entries of a collection.
    pub is_entry: bool,
    /// Whether `weef.toml` declares it: without that, unknown fields are nobody's mistake.
    pub is_declared: bool,
    /// The language of titles and descriptions.
    pub speech: Speech,
}

/// The terms of a vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The names that readers see.
    pub names: Vec<String>,
    /// The other names by which pages may mean them.
    pub others: Vec<String>,
    /// Whether a page may bring a term of its own.
    pub is_open: bool,
}

/// What there is to choose from.
pub struct Offers<'o> {
    /// The terms of a vocabulary, by its place in the configuration.
    pub terms: &'o dyn Fn(usize) -> Terms,
    /// The titles of the pages that a field of a kind names; none where there are too many to choose from.
    pub titles: &'o dyn Fn(&FieldKind) -> Vec<String>,
}

/// The schema of the front matter of a content type.
pub fn json_schema(shape: &Shape<'_>, offers: &Offers<'_>) -> Value {
    let mut writer = Writer { shape, offers, definitions: Map::new(), depth: 0 };
    writer.define("empty", values::empty);
    let mut properties = writer.properties(shape.fields, "");
    for key in shape.ignored {
        properties.entry(key.to_string()).or_insert_with(|| json!({ "doNotSuggest": true }));
    }
    let mut rules = needs(shape.fields, &|field| shape.is_entry || field.role == Role::Own);
    if shape.is_declared {
        rules.extend(shape.fields.iter().filter_map(|field| once(field, shape.speech)));
    }
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": shape.title,
        "type": "object",
        "properties": properties,
        "additionalProperties": !shape.is_declared,
        "definitions": writer.definitions,
    });
    put(&mut schema, "allOf", Some(rules).filter(|rules| !rules.is_empty()));
    schema
}

/// Writes fields, and keeps what is written of each in one place for all its names.
struct Writer<'w> {
    shape: &'w Shape<'w>,
    offers: &'w Offers<'w>,
    definitions: Map<String, Value>,
    /// In how many groups the field at hand stands.
    depth: usize,
}

impl Writer<'_> {
    /// A definition that is written once.
    fn define(&mut self, name: &str, make: impl FnOnce() -> Value) -> Value {
        if !self.definitions.contains_key(name) {
            self.definitions.insert(name.to_owned(), make());
        }
        refer(name)
    }

    /// Every name of every field. Of names that two fields have, the first counts.
    fn properties(&mut self, fields: &[Field], path: &str) -> Map<String, Value> {
        let mut properties = Map::new();
        for field in fields {
            let definition = self.field(field, path);
            let others = names(field).into_iter().skip(1);
            properties.entry(field.written.to_string()).or_insert_with(|| definition.clone());
            for name in others {
                let hint = words::same_as(self.shape.speech, &field.written);
                properties.entry(name.to_owned()).or_insert_with(|| {
                    json!({ "allOf": [definition], "doNotSuggest": true, "markdownDescription": hint })
                });
            }
        }
        properties
    }

    /// Defines a field.
    fn field(&mut self, field: &Field, path: &str) -> Value {
        let path =
            if path.is_empty() { field.name.to_string() } else { format!("{path}.{}", field.name) };
        let name = self.reserve(&path);
        let speech = self.shape.speech;
        let description = words::describe(speech, field);
        let also = words::also(speech, &names(field)[1..]);
        let mut schema = json!({
            "title": words::title(field),
            "description": description,
            "markdownDescription": format!("{description}{also}"),
        });
        put(&mut schema, "default", field.default.as_ref().map(written));
        put(&mut schema, "examples", field.sample.as_deref().map(|sample| vec![sample]));
        if self.shape.is_declared || !is_lenient(field) {
            put(&mut schema, "anyOf", Some(self.alternatives(field, &name)));
        }
        self.definitions.insert(name.clone(), schema);
        refer(&name)
    }

    /// A free name for a definition, fit for a reference.
    fn reserve(&mut self, path: &str) -> String {
        let fits = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        let mut name: String = path.chars().map(|c| if fits(c) { c } else { '_' }).collect();
        while self.definitions.contains_key(&name) {
            name.push('_');
        }
        self.definitions.insert(name.clone(), Value::Null);
        name
    }
}

/// Every name of a field, the one that editors of this site use first.
fn names(field: &Field) -> Vec<&str> {
    let mut names = vec![&*field.written];
    for name in field.names() {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Whether other programs use the words of a field for other things.
fn is_lenient(field: &Field) -> bool {
    matches!(field.role, Role::Common | Role::OfTerm | Role::Core(Core::Image))
}

fn refer(definition: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{definition}") })
}

/// Adds a keyword, where there is one.
fn put(schema: &mut Value, keyword: &str, value: Option<impl Into<Value>>) {
    if let (Some(schema), Some(value)) = (schema.as_object_mut(), value) {
        schema.insert(keyword.to_owned(), value.into());
    }
}

/// A value as an editor's program reads it.
fn written(node: &Node) -> Value {
    match &node.value {
        Tree::Null => Value::Null,
        Tree::Scalar { text, plain: true } => read(text).unwrap_or_else(|| json!(text)),
        Tree::Scalar { text, plain: false } => json!(text),
        Tree::List(items) => items.iter().map(written).collect(),
        Tree::Map(entries) => {
            let entries = entries.iter().map(|entry| (entry.key.to_string(), written(&entry.node)));
            Value::Object(entries.collect())
        }
    }
}

/// The number or flag that YAML reads in a text without quotes.
fn read(text: &str) -> Option<Value> {
    match text {
        "true" | "True" | "TRUE" => Some(json!(true)),
        "false" | "False" | "FALSE" => Some(json!(false)),
        _ => {
            let is_number = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
            let number = text.parse::<f64>().ok().filter(|n| is_number && n.is_finite())?;
            Some(text.parse::<i64>().map_or_else(|_| json!(number), |whole| json!(whole)))
        }
    }
}

/// Texts as YAML may hand them over: what looks like a number or a flag is one where no quotes stand around it.
fn typed<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<Value> {
    let mut values = Vec::new();
    for text in texts {
        for value in [Some(json!(text)), read(text)].into_iter().flatten() {
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }
    values
}

/// What must be filled in. What the text, the file's name or the settings can give is not asked.
fn needs(fields: &[Field], asks: &dyn Fn(&Field) -> bool) -> Vec<Value> {
    let needed = fields.iter().filter(|field| is_required(field) && asks(field));
    needed
        .filter_map(|field| {
            let demand = any_name(field, &filled());
            match &field.need_when {
                None => Some(demand),
                Some(condition) => Some(json!({ "if": holds(condition, fields)?, "then": demand })),
            }
        })
        .collect()
}

fn is_required(field: &Field) -> bool {
    let is_given = field.default.is_some()
        || field.is_from_folder
        || matches!(field.role, Role::Core(Core::Title | Core::Date));
    field.need == Need::Required && !is_given
}

/// What a text must be that stands for a group and fills its first field; none where the group always needs more.
fn alone(fields: &[Field]) -> Option<Vec<Value>> {
    let (first, others) = fields.split_first()?;
    let mut forms = Vec::new();
    for field in others.iter().filter(|field| is_required(field)) {
        let tests = &field.need_when.as_ref()?.0;
        let (own, rest): (Vec<_>, Vec<_>) = tests.iter().partition(|(name, _)| *name == first.name);
        if rest.iter().any(|(_, test)| !test.holds(None)) {
            continue;
        }
        let own = own.iter().map(|(_, test)| match form(first, test) {
            (form, true) => form,
            (form, false) => json!({ "not": form }),
        });
        let own: Vec<Value> = own.collect();
        if own.is_empty() {
            return None;
        }
        forms.push(json!({ "not": { "allOf": own } }));
    }
    Some(forms)
}

/// That a field has a value of some form, under any of its names.
fn any_name(field: &Field, form: &Value) -> Value {
    let mut form = form.clone();
    put(&mut form, "doNotSuggest", Some(true));
    let named = names(field).into_iter().map(|name| {
        let properties = Map::from_iter([(name.to_owned(), form.clone())]);
        json!({ "required": [name], "properties": properties })
    });
    let mut named: Vec<Value> = named.collect();
    if named.len() == 1 { named.remove(0) } else { json!({ "anyOf": named }) }
}

fn filled() -> Value {
    json!({ "not": refer("empty") })
}

/// That a condition holds; none where only weef can tell.
fn holds(condition: &Condition, fields: &[Field]) -> Option<Value> {
    let tests = condition.0.iter().map(|(name, test)| {
        let field = super::find(fields, name).filter(|field| !field.is_from_folder)?;
        let (form, is_wanted) = form(field, test);
        let written = any_name(field, &form);
        // A default counts where nothing is filled in.
        let holds = match field.default.as_ref().filter(|default| fits(field, test, default)) {
            Some(_) => json!({ "anyOf": [written, { "not": any_name(field, &filled()) }] }),
            None => written,
        };
        Some(if is_wanted { holds } else { json!({ "not": holds }) })
    });
    let tests: Option<Vec<Value>> = tests.collect();
    tests.map(|tests| json!({ "allOf": tests }))
}

/// The form that a test asks of a value; `false` where the value must not have it.
fn form(field: &Field, test: &Test) -> (Value, bool) {
    match test {
        Test::Filled(wanted) if field.kind == FieldKind::Flag => (values::flag_is(true), *wanted),
        Test::Filled(wanted) => (filled(), *wanted),
        Test::Is(texts) => {
            let texts = || texts.iter().map(|text| &**text);
            let one = json!({ "anyOf": [
                { "enum": typed(texts()) },
                { "type": "string", "pattern": whole(&texts().map(in_any_case).collect::<Vec<_>>()) },
            ] });
            (json!({ "anyOf": [one, { "type": "array", "contains": one }] }), true)
        }
    }
}

/// Whether a default has the form that a test asks.
fn fits(field: &Field, test: &Test, default: &Node) -> bool {
    match (test, &default.value) {
        (Test::Filled(_), _) if field.kind == FieldKind::Flag => default.flag() == Some(true),
        (Test::Filled(_), _) => !default.is_empty(),
        (Test::Is(_), Tree::List(items)) => items.iter().any(|item| fits(field, test, item)),
        (Test::Is(wanted), _) => {
            let text = default.text().unwrap_or_default();
            wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case(text.trim()))
        }
    }
}

/// That a field stands there under one of its names only.
fn once(field: &Field, speech: Speech) -> Option<Value> {
    let names = names(field);
    let pairs = names.iter().enumerate().flat_map(|(at, name)| {
        names.iter().skip(at + 1).map(move |other| json!({ "required": [name, other] }))
    });
    let pairs: Vec<Value> = pairs.collect();
    let message = words::once(speech, &field.written);
    (!pairs.is_empty()).then(|| json!({ "not": { "anyOf": pairs }, "errorMessage": message }))
}

#[cfg(test)]
mod tests;
