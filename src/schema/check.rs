//! A value as written, against its field: what fits comes out, what does not becomes a problem at its place.

use jiff::civil::Date;

use super::rules::number;
use super::{Field, FieldKind, Identifier, Mismatch, Need, Value, builtin::image_fields};
use crate::diagnostic::{self, Asker, Gap, Problem, nearest};
use crate::language::{guess_date, parse_date};
use crate::source::lines::Span;
use crate::tree::{Entry, Found, Node, Value as Tree};
use crate::url::{Destination, destination};

/// What checking leaves besides the value.
#[derive(Debug, Default)]
pub struct Report {
    /// What is wrong.
    pub found: Vec<Found>,
    /// Where each single value stands, in the order of the value that came out.
    pub spans: Vec<Span>,
}

/// Checks a value against its field. Messages call the field `name`, as the editor did.
pub fn check((field, name): (&Field, &str), node: &Node, report: &mut Report) -> Option<Value> {
    if node.is_empty() {
        return None;
    }
    let (found, spans) = (report.found.len(), report.spans.len());
    let mut value = kind((field, name), node, report)?;
    if let (Some(format), Value::Text(text)) = (field.rules.format, &mut value) {
        *text = identifier((format, name), text, node, &mut report.found);
    }
    // A value of the wrong kind has been said already.
    if report.found.len() == found
        && let Some(mismatch) = field.rules.broken_by(&field.kind, &value)
    {
        report.found.push((node.span, broken((field, name), mismatch, node)));
    }
    debug_assert_eq!(report.spans.len() - spans, value.leaves(), "each value has its place");
    Some(value)
}

fn kind((field, name): (&Field, &str), node: &Node, report: &mut Report) -> Option<Value> {
    match &field.kind {
        FieldKind::Group(fields) => group(name, fields, node, report),
        FieldKind::Image => image(name, node, report),
        FieldKind::Period => period(name, node, report),
        FieldKind::List(item) => list((item, name), node, report),
        kind => {
            let value = single(name, kind, node, &mut report.found)?;
            report.spans.push(node.span);
            Some(value)
        }
    }
}

/// A picture; one of which it is not clear whether it is decoration has been said to be so, and needs no description.
fn image(name: &str, node: &Node, report: &mut Report) -> Option<Value> {
    let known = report.found.len();
    let mut value = group(name, image_fields(), node, report)?;
    let is_unclear = report.found.get(known..).unwrap_or_default().iter().any(|(_, problem)| {
        matches!(problem, Problem::WrongKind { expected: diagnostic::Kind::Flag, .. })
            || matches!(problem, Problem::UnknownField { suggestion: Some(_), .. })
    });
    if let Value::Group(parts) = &mut value
        && is_unclear
    {
        parts.push(("decorative".into(), Value::Flag(true)));
        report.spans.push(node.span);
    }
    Some(value)
}

fn single(name: &str, kind: &FieldKind, node: &Node, found: &mut Vec<Found>) -> Option<Value> {
    match kind {
        FieldKind::Date => date(name, node, found).map(Value::Date),
        FieldKind::Flag => match node.flag() {
            Some(flag) => Some(Value::Flag(flag)),
            None => wrong(name, diagnostic::Kind::Flag, node, found),
        },
        FieldKind::Number => match node.text().filter(|text| number(text).is_some()) {
            Some(text) => Some(Value::Text(text.trim().into())),
            None => wrong(name, diagnostic::Kind::Number, node, found),
        },
        FieldKind::Choice(allowed) => choice(name, allowed, node, found),
        FieldKind::Link => link(name, node, found),
        _ => match &node.value {
            Tree::Scalar { text, .. } => Some(Value::Text(text.trim().into())),
            // A person with a role, a reference with a note: the name is what counts.
            Tree::Map(entries) => {
                let is_one = matches!(kind, FieldKind::Person(_) | FieldKind::Reference(_));
                if is_one && unknown_parts(entries, found) {
                    return named(node).map(|text| Value::Text(text.trim().into()));
                }
                let role = role(node).filter(|_| matches!(kind, FieldKind::Person(_)));
                match named(node) {
                    Some(name) => Some(match role {
                        Some(role) => Value::InRole { name: name.trim().into(), role: role.into() },
                        None => Value::Text(name.trim().into()),
                    }),
                    None => wrong(name, diagnostic::Kind::Text, node, found),
                }
            }
            Tree::List(_) => wrong(name, diagnostic::Kind::Text, node, found),
            Tree::Null => None,
        },
    }
}

/// Says which keys beside a name are slips; whether there are any.
fn unknown_parts(entries: &[Entry], found: &mut Vec<Found>) -> bool {
    const KNOWN: [&str; 6] = ["naam", "rol", "titel", "name", "role", "title"];
    let known = found.len();
    for entry in entries.iter().filter(|entry| !KNOWN.contains(&entry.key.to_lowercase().as_str()))
    {
        // What is far from these says something of its own.
        if let Some(name) = nearest(&entry.key, KNOWN) {
            let (field, suggestion) = (entry.key.to_string(), Some(name));
            found.push((entry.key_span, Problem::UnknownField { field, suggestion }));
        }
    }
    found.len() > known
}

/// The role in such a group.
pub(crate) fn role(node: &Node) -> Option<&str> {
    let role = ["role", "rol"].into_iter().find_map(|key| node.get(key)?.text());
    role.map(str::trim).filter(|role| !role.is_empty())
}

/// The name in a group such as `{naam: …, rol: …}`.
pub fn named(node: &Node) -> Option<&str> {
    ["name", "naam", "title", "titel"].into_iter().find_map(|key| node.get(key)?.text())
}

/// A number of a book, an article or a person without what stands around it; says what is wrong with it.
fn identifier(
    (format, name): (Identifier, &str),
    text: &str,
    node: &Node,
    found: &mut Vec<Found>,
) -> Box<str> {
    let bare = format.bare(text);
    if let Some(flaw) = format.flaw(&bare) {
        let (field, value) = (name.to_owned(), shortened(&bare));
        found.push((node.span, Problem::InvalidIdentifier { field, value, format, flaw }));
    }
    bare.into()
}

/// Reads a date, or says why it is none.
fn date(field: &str, node: &Node, found: &mut Vec<Found>) -> Option<Date> {
    let text = node.text().unwrap_or_default();
    let date = parse_date(text);
    if date.is_none() {
        let problem = match node.text() {
            Some(text) => Problem::InvalidDate {
                field: field.into(),
                value: shortened(text),
                suggestion: guess_date(text).map(|date| date.to_string()),
            },
            None => Problem::WrongKind {
                field: field.into(),
                expected: diagnostic::Kind::Date,
                found: shown(node),
                suggestion: None,
            },
        };
        found.push((node.span, problem));
    }
    date
}

fn choice(name: &str, allowed: &[Box<str>], node: &Node, found: &mut Vec<Found>) -> Option<Value> {
    let Some(text) = node.text().map(str::trim) else {
        let problem = Problem::ValueNotAllowed {
            field: name.to_owned(),
            value: shown(node).trim_matches('`').to_owned(),
            allowed: allowed.iter().map(ToString::to_string).collect(),
            suggestion: None,
        };
        found.push((node.span, problem));
        return None;
    };
    if allowed.is_empty() {
        return Some(Value::Text(text.into()));
    }
    let folded = crate::language::fold(text);
    if let Some(value) = allowed.iter().find(|value| crate::language::fold(value) == folded) {
        return Some(Value::Text(value.clone()));
    }
    let problem = Problem::ValueNotAllowed {
        field: name.to_owned(),
        value: shortened(text),
        allowed: allowed.iter().map(ToString::to_string).collect(),
        suggestion: nearest(text, allowed.iter().map(|v| &**v)),
    };
    found.push((node.span, problem));
    Some(Value::Text(text.into()))
}

/// An address; one with a scheme that is not safe is left out.
fn link(name: &str, node: &Node, found: &mut Vec<Found>) -> Option<Value> {
    let Some(text) = node.text().map(str::trim) else {
        return wrong(name, diagnostic::Kind::Text, node, found);
    };
    if let Destination::Unsafe(scheme) = destination(text) {
        found.push((node.span, Problem::UnsafeLink { target: shortened(text), scheme }));
        return None;
    }
    Some(Value::Text(text.into()))
}

/// A list; a single value is a list of one. What stands in it twice counts once.
fn list((item, name): (&Field, &str), node: &Node, report: &mut Report) -> Option<Value> {
    let Tree::List(nodes) = &node.value else {
        return Some(Value::List(vec![check((item, name), node, report)?]));
    };
    let mut values = Vec::with_capacity(nodes.len());
    let mut seen = std::collections::HashSet::new();
    for node in nodes {
        let (before, known) = (report.spans.len(), report.found.len());
        let Some(value) = check((item, name), node, report) else {
            as_item(node, report.found.get_mut(known..).unwrap_or_default());
            continue;
        };
        if let Some(text) = value.text()
            && !seen.insert(Box::<str>::from(text))
        {
            report.spans.truncate(before);
            let problem = Problem::ListedTwice { field: name.to_owned(), value: shortened(text) };
            report.found.push((node.span, problem));
            continue;
        }
        values.push(value);
    }
    (!values.is_empty()).then_some(Value::List(values))
}

/// The cure of an item that is a text with a colon is shown as an item.
fn as_item(node: &Node, found: &mut [Found]) {
    for (span, problem) in found {
        if let Problem::WrongKind { expected: diagnostic::Kind::Text, suggestion, .. } = problem
            && *span == node.span
        {
            *suggestion = suggestion.take().map(|text| format!("- {text}"));
        }
    }
}

fn group(name: &str, fields: &[Field], node: &Node, report: &mut Report) -> Option<Value> {
    let of = || Asker::Named(name.to_owned());
    if let (Some((first, others)), Some(_)) = (fields.split_first(), node.text()) {
        // A text where a group is meant fills its first field: `beeld: foto.png`, `serie: Wijkteams`.
        let value = check((first, name), node, report)?;
        let value_of = |name: &str| (*name == *first.name).then_some(&value);
        let lacking = others.iter().filter(|part| part.is_needed(&value_of));
        let lacking = lacking.map(|part| (node.span, missing(part, of(), Gap::AsText)));
        report.found.extend(lacking);
        return Some(Value::Group(vec![(first.name.clone(), value)]));
    }
    let Tree::Map(entries) = &node.value else {
        return wrong(name, diagnostic::Kind::Group, node, &mut report.found);
    };
    let mut values = Vec::new();
    for part in fields {
        if let Some(entry) = entries.iter().find(|entry| part.is_called(&entry.key))
            && let Some(value) = check((part, &entry.key), &entry.node, report)
        {
            values.push((part.name.clone(), value));
        }
    }
    let known = report.found.len();
    for entry in entries {
        if !fields.iter().any(|part| part.is_called(&entry.key)) {
            let suggestion = nearest(&entry.key, fields.iter().flat_map(Field::names));
            let field = entry.key.to_string();
            report.found.push((entry.key_span, Problem::UnknownField { field, suggestion }));
        }
    }
    let entry_of = |part: &Field| entries.iter().find(|entry| part.is_called(&entry.key));
    let value_of = |name: &str| values.iter().find(|(own, _)| **own == *name).map(|(_, v)| v);
    let mut lacking: Vec<Found> = Vec::new();
    for part in fields.iter().filter(|part| part.is_needed(&value_of)) {
        match entry_of(part) {
            Some(entry) if entry.node.is_empty() => {
                lacking.push((entry.key_span, missing(part, of(), Gap::Empty)));
            }
            None if !is_meant(part, report.found.get(known..).unwrap_or_default()) => {
                lacking.push((node.span, missing(part, of(), Gap::InGroup)));
            }
            _ => {}
        }
    }
    // A form that nobody filled in says nothing.
    if values.is_empty() {
        return None;
    }
    report.found.append(&mut lacking);
    Some(Value::Group(values))
}

/// Whether a key that was not known was meant to be a field: then only its spelling is wrong.
pub(crate) fn is_meant(field: &Field, found: &[Found]) -> bool {
    found.iter().any(|(_, problem)| {
        matches!(problem, Problem::UnknownField { suggestion: Some(name), .. } if field.is_called(name))
    })
}

/// What to say of a field that should be there.
pub fn missing(field: &Field, of: Asker, gap: Gap) -> Problem {
    let (field, need) = (field.written.to_string(), field.need);
    match need {
        Need::Required => Problem::MissingField { field, of, gap },
        _ => Problem::RecommendedField { field, of, gap },
    }
}

/// `{van: 2023, tot: 2025}`, `2023-2025` or `2023`.
fn period(name: &str, node: &Node, report: &mut Report) -> Option<Value> {
    let parts = [Field::new("from").also(&["van", "start"]), until_field()];
    let value = match &node.value {
        Tree::Scalar { text, .. } => {
            let written = period_parts(text);
            // An open beginning or end: `2023–`.
            let is_moment = |part: &&str| part.is_empty() || moment(part, false).is_some();
            let is_period = written.len() <= 2
                && written.iter().all(is_moment)
                && written.iter().any(|part| !part.is_empty());
            if !is_period {
                return not_a_period(name, node, &mut report.found);
            }
            let names = parts.iter().map(|part| part.name.clone());
            let written = names.zip(written).filter(|(_, part)| !part.is_empty());
            let values: Vec<_> =
                written.map(|(name, part)| (name, Value::Text(part.into()))).collect();
            report.spans.extend(values.iter().map(|_| node.span));
            Value::Group(values)
        }
        Tree::Map(_) => group(name, &parts, node, report)?,
        _ => return not_a_period(name, node, &mut report.found),
    };
    let Value::Group(values) = &value else { return Some(value) };
    let mut moments = Vec::new();
    for (part, text) in values.iter().filter_map(|(part, value)| Some((part, value.text()?))) {
        // Of two moments in a group, the one that is none.
        let known = parts.iter().find(|known| known.name == *part);
        let entry = node.entries().iter().find(|e| known.is_some_and(|p| p.is_called(&e.key)));
        let span = entry.map_or(node.span, |entry| entry.node.span);
        match moment(text, **part == *"until") {
            Some(moment) => moments.push((moment, span)),
            None => {
                let suggestion = guess_date(text).map(|date| date.to_string());
                let field = entry.map_or_else(|| name.to_owned(), |e| e.key.to_string());
                let problem = Problem::InvalidDate { field, value: shortened(text), suggestion };
                report.found.push((span, problem));
            }
        }
    }
    if let [(from, _), (until, span)] = moments.as_slice()
        && until < from
    {
        report.found.push((*span, Problem::PeriodReversed { field: name.to_owned() }));
    }
    Some(value)
}

/// Says that a value is no period, with the one that was probably meant.
fn not_a_period(name: &str, node: &Node, found: &mut Vec<Found>) -> Option<Value> {
    let meant = node.text().and_then(|text| {
        let text =
            text.replace(" t/m ", " – ").replace(" tot en met ", " – ").replace(" tot ", " – ");
        let text = text.trim_start_matches("van ").replace(" until ", " – ").replace(" to ", " – ");
        let parts: Vec<String> = text
            .split(['–', '—'])
            .map(str::trim)
            .map(|part| match moment(part, false) {
                Some(_) => Some(part.to_owned()),
                None => guess_date(part).map(|date| date.to_string()),
            })
            .collect::<Option<_>>()?;
        match parts.as_slice() {
            [from, until] => Some(format!("{{from: {from}, until: {until}}}")),
            [from] => Some(format!("{{from: {from}}}")),
            _ => None,
        }
    });
    let problem = Problem::WrongKind {
        field: name.to_owned(),
        expected: diagnostic::Kind::Period,
        found: shown(node),
        suggestion: meant,
    };
    found.push((node.span, problem));
    None
}

fn until_field() -> Field {
    Field::new("until").also(&["tot", "tot_en_met", "end"])
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

/// The first or, at the end of a period, the last day of a day, a month or a year.
pub(crate) fn moment(text: &str, is_end: bool) -> Option<Date> {
    let whole = |rest: &str| parse_date(&format!("{text}{rest}"));
    match (text.len(), is_end) {
        (4, false) => whole("-01-01"),
        (4, true) => whole("-12-31"),
        (7, false) => whole("-01"),
        (7, true) => whole("-01").map(Date::last_of_month),
        _ => parse_date(text),
    }
}

/// What is wrong with the number of values in a list, by the rules of its field.
pub(crate) fn too_few_or_many(
    (field, name): (&Field, &str),
    value: &Value,
    node: &Node,
) -> Option<Problem> {
    let mismatch = field.rules.broken_by(&field.kind, value)?;
    Some(broken((field, name), mismatch, node))
}

/// What to say of a rule that a value breaks.
fn broken((field, name): (&Field, &str), mismatch: Mismatch, node: &Node) -> Problem {
    let name = name.to_owned();
    let text = |bound: &Option<Box<str>>| bound.as_deref().map(ToOwned::to_owned);
    match mismatch {
        Mismatch::Pattern => Problem::WrongForm {
            field: name,
            value: shortened(node.text().unwrap_or_default()),
            words: field.rules.pattern.as_ref().and_then(|p| p.words.as_deref()).map(Into::into),
            sample: field.sample.as_deref().map(Into::into),
        },
        Mismatch::Below | Mismatch::Above => {
            let counted = match &field.kind {
                FieldKind::List(_) => diagnostic::Counted::Items,
                FieldKind::Text | FieldKind::Markdown => diagnostic::Counted::Characters,
                FieldKind::Date => diagnostic::Counted::Date,
                _ => diagnostic::Counted::Number,
            };
            let value = match (counted, &node.value) {
                (diagnostic::Counted::Items, Tree::List(items)) => items.len().to_string(),
                (diagnostic::Counted::Items, _) => "1".into(),
                (diagnostic::Counted::Characters, _) => {
                    node.text().unwrap_or_default().trim().chars().count().to_string()
                }
                _ => shortened(node.text().unwrap_or_default()),
            };
            let (min, max) = (text(&field.rules.min), text(&field.rules.max));
            Problem::OutOfRange { field: name, value, counted, min, max }
        }
    }
}

fn wrong(
    name: &str,
    expected: diagnostic::Kind,
    node: &Node,
    found: &mut Vec<Found>,
) -> Option<Value> {
    let suggestion = node.text().and_then(|text| match expected {
        diagnostic::Kind::Number => guess_number(text),
        diagnostic::Kind::Flag => nearest(text, ["true", "false"]),
        _ => None,
    });
    let suggestion = match expected {
        diagnostic::Kind::Text => one_text(node),
        _ => suggestion,
    };
    let (field, found_value) = (name.to_owned(), shown(node));
    found.push((node.span, Problem::WrongKind { field, expected, found: found_value, suggestion }));
    None
}

/// The number someone meant with `1.234,56`, `€ 12` or `ca. 40`.
fn guess_number(text: &str) -> Option<String> {
    let kept: String =
        text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-')).collect();
    let kept = kept.trim_matches(['.', ',']);
    // Points between groups of three digits: a thousand as Dutch writes it.
    let groups: Vec<&str> = kept.trim_start_matches('-').split('.').collect();
    let is_thousands = groups.len() > 1 && groups.iter().skip(1).all(|group| group.len() == 3);
    let plain = match kept.rsplit_once(',') {
        Some((whole, part)) => format!("{}.{part}", whole.replace(['.', ','], "")),
        None if is_thousands => kept.replace('.', ""),
        None => kept.to_owned(),
    };
    number(&plain).map(|_| plain)
}

/// The text between quotes that someone meant with `eten: soep`, which YAML takes for a name and a value.
pub(crate) fn one_text(node: &Node) -> Option<String> {
    let [entry] = node.entries() else { return None };
    let value = match &entry.node.value {
        Tree::Scalar { text, plain: true } => format!(" {text}"),
        Tree::Null => String::new(),
        _ => return None,
    };
    let text = format!("{}:{value}", entry.key);
    let quote = if text.contains(['"', '\\']) { '\'' } else { '"' };
    let text = if quote == '\'' { text.replace('\'', "''") } else { text };
    (text.chars().count() <= 160).then(|| format!("{quote}{text}{quote}"))
}

/// A value as a message quotes it.
pub(crate) fn shown(node: &Node) -> String {
    match (&node.value, node.text()) {
        (_, Some(text)) => format!("`{}`", shortened(text)),
        (Tree::List(_), _) => "[…]".into(),
        (Tree::Map(_), _) => "{…}".into(),
        _ => "–".into(),
    }
}

/// A text as a message quotes it.
fn shortened(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
