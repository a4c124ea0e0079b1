//! The kind of a field → the forms its values may have, the one to offer first.

use serde_json::{Value, json};

use super::patterns::{
    DATE, LANGUAGE, MOMENT, NUMBER, PERIOD, exact, in_any_case, of_settings, separated, whole,
};
use super::{Terms, Writer, alone, needs, put, refer, typed, words};
use crate::diagnostic::Speech;
use crate::schema::builtin::image_fields;
use crate::schema::{Core, Field, FieldKind, Role};

/// What counts as not filled in. It names no type: an editor would offer `null` and an empty list as values.
pub(super) fn empty() -> Value {
    json!({ "not": { "type": ["number", "boolean"] }, "pattern": r"^\s*$", "maxItems": 0, "maxProperties": 0 })
}

/// Any single value. It names no type either: an editor would offer `true` and `false` for every text.
fn scalar() -> Value {
    json!({ "not": { "type": ["object", "array"] } })
}

/// A flag that is set, or is not.
pub(super) fn flag_is(on: bool) -> Value {
    let texts: [&str; 5] = if on {
        ["true", "yes", "ja", "on", "waar"]
    } else {
        ["false", "no", "nee", "off", "onwaar"]
    };
    let pattern = format!("^(?:{})$", texts.map(in_any_case).join("|"));
    json!({ "anyOf": [{ "const": on }, { "type": "string", "pattern": pattern }] })
}

impl Writer<'_> {
    /// The forms of a field's value; nothing at all is one, too.
    pub(super) fn alternatives(&mut self, field: &Field, name: &str) -> Vec<Value> {
        let mut forms = match field.role {
            Role::Core(Core::Language) => {
                vec![
                    json!({ "enum": ["nl", "en"] }),
                    json!({ "type": "string", "pattern": LANGUAGE }),
                ]
            }
            _ => self.forms(field, name),
        };
        if let (FieldKind::Term(at), 0) = (field.kind.item(), self.depth) {
            forms.extend(listed_in_text(&(self.offers.terms)(*at)));
        }
        forms.push(refer("empty"));
        forms
    }

    fn forms(&mut self, field: &Field, name: &str) -> Vec<Value> {
        let speech = self.shape.speech;
        let forms = match &field.kind {
            FieldKind::Text | FieldKind::Markdown | FieldKind::Link | FieldKind::File => {
                let mut form = scalar();
                put(&mut form, "errorMessage", Some(words::wants_text(speech)));
                vec![form]
            }
            FieldKind::Date => vec![text_like(DATE, words::wants_date(speech))],
            FieldKind::Number => {
                vec![json!({ "type": "number" }), text_like(NUMBER, words::wants_number(speech))]
            }
            FieldKind::Flag => flags(speech),
            FieldKind::Choice(values) => choices(values),
            FieldKind::Person(_) | FieldKind::Reference(_) => self.pages(field),
            FieldKind::Term(at) => self.terms(*at),
            FieldKind::Period => return self.period(),
            FieldKind::Image => return self.group(&localised(speech), name),
            FieldKind::List(item) => return self.list(field, item, name),
            FieldKind::Group(parts) => return self.group(parts, name),
        };
        forms.into_iter().map(|form| ruled(field, form)).collect()
    }

    /// A list, or one value of it.
    fn list(&mut self, field: &Field, item: &Field, name: &str) -> Vec<Value> {
        let definition = self.reserve(&format!("{name}.item"));
        let mut forms = self.forms(item, &definition);
        forms.push(refer("empty"));
        self.definitions.insert(definition.clone(), json!({ "anyOf": forms }));
        let item = refer(&definition);
        let mut list = json!({ "type": "array", "items": item });
        let count = |bound: &Option<Box<str>>| bound.as_deref()?.parse::<u64>().ok();
        let least = count(&field.rules.min);
        put(&mut list, "minItems", least);
        put(&mut list, "maxItems", count(&field.rules.max));
        let mut forms = vec![list];
        if least.is_none_or(|least| least <= 1) {
            forms.push(json!({ "allOf": [item], "not": { "type": "array" } }));
        }
        forms
    }

    /// A group, or a text for its first field.
    fn group(&mut self, parts: &[Field], name: &str) -> Vec<Value> {
        self.depth += 1;
        let properties = self.properties(parts, name);
        self.depth -= 1;
        let first = parts.first().and_then(|first| properties.get(&*first.written)).cloned();
        let mut group =
            json!({ "type": "object", "properties": properties, "additionalProperties": false });
        let needs = needs(parts, &|_| true);
        if !needs.is_empty() {
            // A form that nobody filled in says nothing.
            let unfilled = json!({ "additionalProperties": refer("empty") });
            put(&mut group, "anyOf", Some(vec![json!({ "allOf": needs }), unfilled]));
        }
        let mut forms = vec![group];
        if let (Some(first), Some(demands)) = (first, alone(parts)) {
            let all: Vec<Value> = std::iter::once(first).chain(demands).collect();
            forms.push(json!({ "allOf": all, "not": { "type": ["object", "array"] } }));
        }
        forms
    }

    fn period(&mut self) -> Vec<Value> {
        let speech = self.shape.speech;
        let year = json!({ "type": "integer", "minimum": 1000, "maximum": 9999 });
        let moment = self.define("moment", || {
            let text = text_like(MOMENT, words::wants_date(speech));
            json!({ "anyOf": [year, text, refer("empty")] })
        });
        let names = [["van", "from", "start"].as_slice(), &["tot", "until", "tot_en_met", "end"]];
        let mut group = json!({ "type": "object", "additionalProperties": false });
        let properties = names.into_iter().flatten().map(|name| {
            let is_offered = match speech {
                Speech::Dutch => ["van", "tot"].contains(name),
                Speech::English => ["from", "until"].contains(name),
            };
            let hidden = json!({ "allOf": [moment], "doNotSuggest": true });
            ((*name).to_owned(), if is_offered { moment.clone() } else { hidden })
        });
        put(&mut group, "properties", Some(Value::Object(properties.collect())));
        vec![group, year, text_like(PERIOD, words::wants_period(speech))]
    }

    /// The name of a page or of someone, alone or with more about it.
    fn pages(&mut self, field: &Field) -> Vec<Value> {
        let definition = match field.kind {
            FieldKind::Person(Some(at)) | FieldKind::Reference(Some(at)) => format!("pages-{at}"),
            FieldKind::Person(None) => "people".to_owned(),
            _ => "pages".to_owned(),
        };
        let titles = (self.offers.titles)(&field.kind);
        let offered = (!titles.is_empty())
            .then(|| self.define(&definition, || json!({ "enum": unique(titles) })));
        let mut forms: Vec<Value> = offered.into_iter().chain([scalar()]).collect();
        forms.push(named(self.shape.speech, &forms));
        forms
    }

    fn terms(&mut self, at: usize) -> Vec<Value> {
        let terms = (self.offers.terms)(at);
        // In a group no vocabulary is looked at.
        let is_open = terms.is_open || self.depth > 0;
        let (names, others) = (terms.names.iter(), terms.others.iter().filter(|_| !is_open));
        let all = typed(names.chain(others).map(|name| &**name));
        let definition = format!("terms-{at}{}", if is_open { "-open" } else { "" });
        let offered =
            (!all.is_empty()).then(|| self.define(&definition, || json!({ "enum": all })));
        let mut forms: Vec<Value> = offered.into_iter().collect();
        if is_open || forms.is_empty() {
            forms.push(scalar());
        }
        forms.push(named(self.shape.speech, &forms));
        forms
    }
}

/// A text of a form.
fn text_like(pattern: &str, message: &str) -> Value {
    json!({ "type": "string", "pattern": pattern, "patternErrorMessage": message, "errorMessage": message })
}

fn flags(speech: Speech) -> Vec<Value> {
    let offered = match speech {
        Speech::Dutch => json!({ "enum": [true, false, "ja", "nee"] }),
        Speech::English => json!({ "enum": [true, false] }),
    };
    vec![offered, flag_is(true), flag_is(false)]
}

fn choices(values: &[Box<str>]) -> Vec<Value> {
    if values.is_empty() {
        return vec![scalar()];
    }
    let spelled: Vec<String> = values.iter().map(|value| in_any_case(value)).collect();
    vec![
        json!({ "enum": typed(values.iter().map(|value| &**value)) }),
        json!({ "type": "string", "pattern": whole(&spelled) }),
    ]
}

/// Terms of a closed vocabulary in one text, with commas between them.
fn listed_in_text(terms: &Terms) -> Option<Value> {
    let all: Vec<String> =
        terms.names.iter().chain(&terms.others).map(|name| exact(name)).collect();
    let is_closed = !terms.is_open && !all.is_empty();
    is_closed.then(|| json!({ "type": "string", "pattern": separated(&all) }))
}

/// A group in which the name stands with more: a role, a note.
fn named(speech: Speech, forms: &[Value]) -> Value {
    let name = json!({ "anyOf": forms });
    let hidden = json!({ "anyOf": forms, "doNotSuggest": true });
    let (offered, others) = match speech {
        Speech::Dutch => (["naam", "rol"], ["name", "titel", "title", "role"]),
        Speech::English => (["name", "role"], ["naam", "title", "titel", "rol"]),
    };
    let [name_key, role_key] = offered;
    let [first, second, third, role] = others;
    json!({
        "type": "object",
        "properties": {
            name_key: name, first: hidden, second: hidden, third: hidden,
            role_key: {}, role: { "doNotSuggest": true },
        },
        "anyOf": [
            { "required": [name_key] }, { "required": [first] },
            { "required": [second] }, { "required": [third] },
        ],
    })
}

/// Texts, each once, in the order they came.
fn unique(texts: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    texts.into_iter().filter(|text| seen.insert(text.clone())).collect()
}

/// The parts of a picture, under the names that editors of a language use.
fn localised(speech: Speech) -> Vec<Field> {
    let mut fields = image_fields().to_vec();
    for field in fields.iter_mut().filter(|_| speech == Speech::Dutch) {
        if let Some(first) = field.aliases.first() {
            field.written = first.clone();
        }
    }
    fields
}

/// A form with the rules of a field.
fn ruled(field: &Field, mut form: Value) -> Value {
    let rules = &field.rules;
    match field.kind {
        FieldKind::Number => {
            for (keyword, bound) in [("minimum", &rules.min), ("maximum", &rules.max)] {
                put(&mut form, keyword, bound.as_deref().and_then(super::read));
            }
        }
        FieldKind::Text | FieldKind::Markdown => {
            for (keyword, bound) in [("minLength", &rules.min), ("maxLength", &rules.max)] {
                put(&mut form, keyword, bound.as_deref().and_then(|n| n.parse::<u64>().ok()));
            }
        }
        _ => {}
    }
    let Some(pattern) = rules.pattern.as_ref() else { return form };
    let Some(expression) = of_settings(pattern.as_str()) else { return form };
    let mut rule = json!({ "pattern": expression });
    put(&mut rule, "patternErrorMessage", pattern.words.as_deref());
    put(&mut form, "allOf", Some(vec![rule]));
    form
}
