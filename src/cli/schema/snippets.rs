//! Content types → snippets for VS Code: its Markdown editor knows no schema for front matter, but offers these.
//!
//! As VS Code reads them, `${1:text}` is a place to fill in and `${1|a,b|}` one to choose at. In a text `\`, `$` and `}`
//! are escaped; in a choice `\`, `,` and `|`, and there a backslash before anything else would be a backslash.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Kind;
use crate::config::{Collection, Config};
use crate::schema::{Core, Field, FieldKind, Need, Role, image_fields};

/// Today, as VS Code fills it in.
const TODAY: &str = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE";

/// Snippets for a whole front matter of each type, and for each field.
pub(super) fn all(
    config: &Config,
    types: &[Kind<'_>],
    terms: &dyn Fn(usize) -> Vec<String>,
) -> Value {
    let mut snippets = Map::new();
    // Of each name, the ways to write it with the types that do so.
    let mut fields: BTreeMap<&str, BTreeMap<Vec<String>, Vec<&str>>> = BTreeMap::new();
    for kind in types {
        let declared = kind.is_a.collection.and_then(|at| config.collections.get(at));
        let mut body = Body { terms, config, lines: vec!["---".into()], stops: 0 };
        for field in asked(config, declared, kind.is_a.fields) {
            body.field(field, 0);
        }
        body.lines.extend(["---".into(), String::new(), "$0".into()]);
        snippets.insert(kind.name.clone(), snippet(&kind.name, kind.title, &body.lines));
        for field in kind.is_a.fields {
            let mut body = Body { terms, config, lines: Vec::new(), stops: 0 };
            body.field(field, 0);
            fields
                .entry(&field.written)
                .or_default()
                .entry(body.lines)
                .or_default()
                .push(&kind.name);
        }
    }
    for (name, bodies) in fields {
        let is_one = bodies.len() == 1;
        for (body, kinds) in bodies {
            let title =
                if is_one { name.to_owned() } else { format!("{name} ({})", kinds.join(", ")) };
            // A field may be called as a type is.
            let key = if snippets.contains_key(&title) { format!("{title}:") } else { title };
            snippets.insert(key, snippet(name, &kinds.join(", "), &body));
        }
    }
    Value::Object(snippets)
}

fn snippet(prefix: &str, description: &str, body: &[String]) -> Value {
    json!({ "scope": "markdown", "prefix": prefix, "description": description, "body": body })
}

/// The fields of a new page: what every page has, its terms, its own fields, what else it needs, whether it is ready.
fn asked<'f>(
    config: &Config,
    declared: Option<&Collection>,
    fields: &'f [Field],
) -> Vec<&'f Field> {
    let is_news = declared.is_none_or(|c| c.is_news);
    let rank = |field: &Field| match field.role {
        // A title that is made of other fields needs no line of its own.
        Role::Core(Core::Title) => declared.is_none_or(|c| c.title_from.is_empty()).then_some(0),
        Role::Core(Core::Date) if is_news => Some(1),
        Role::Core(Core::Summary) => Some(2),
        Role::Core(Core::Authors) if is_news => Some(3),
        Role::Terms(at) if is_news => {
            let own = config.vocabularies.get(at).map(|vocabulary| &vocabulary.folder);
            declared.is_none_or(|c| Some(&c.folder) != own).then_some(4)
        }
        Role::Own => Some(5),
        Role::Core(Core::Draft) => Some(7),
        _ => (field.need != Need::Optional).then_some(6),
    };
    let mut asked: Vec<(u8, &Field)> =
        fields.iter().filter_map(|field| Some((rank(field)?, field))).collect();
    asked.sort_by_key(|(rank, _)| *rank);
    asked.into_iter().map(|(_, field)| field).collect()
}

/// The lines of a snippet.
struct Body<'b> {
    terms: &'b dyn Fn(usize) -> Vec<String>,
    config: &'b Config,
    lines: Vec<String>,
    /// How many places to fill in there are so far.
    stops: usize,
}

impl Body<'_> {
    fn field(&mut self, field: &Field, depth: usize) {
        let start = format!("{}{}:", "  ".repeat(depth), plain(&field.written));
        match &field.kind {
            FieldKind::List(item) => {
                self.lines.push(start);
                let indent = "  ".repeat(depth + 1);
                match parts(&item.kind, self.config) {
                    Some(parts) => self.item(&parts, depth + 1),
                    None => {
                        let value = self.value(&item.kind, field.sample.as_deref());
                        self.lines.push(format!("{indent}- {value}"));
                    }
                }
            }
            kind => match parts(kind, self.config) {
                Some(parts) => {
                    self.lines.push(start);
                    for part in &parts {
                        self.field(part, depth + 1);
                    }
                }
                None => {
                    let default = field.default.as_ref().and_then(crate::tree::Node::text);
                    let value = match field.role {
                        Role::Core(Core::Date | Core::Updated) => self.today(),
                        _ => self.value(kind, field.sample.as_deref().or(default)),
                    };
                    self.lines.push(format!("{start} {value}"));
                }
            },
        }
    }

    /// A group in a list: a dash stands before its first line.
    fn item(&mut self, parts: &[Field], depth: usize) {
        let first = self.lines.len();
        for part in parts {
            self.field(part, depth + 1);
        }
        if let Some(line) = self.lines.get_mut(first) {
            let at = depth * 2;
            line.replace_range(at..=at, "-");
        }
    }

    fn today(&mut self) -> String {
        self.stops += 1;
        format!("${{{}:{TODAY}}}", self.stops)
    }

    /// A place to fill in, or to choose at.
    fn value(&mut self, kind: &FieldKind, sample: Option<&str>) -> String {
        self.stops += 1;
        let at = self.stops;
        let choices = match kind {
            FieldKind::Choice(values) => values.iter().map(|value| yaml(value)).collect(),
            FieldKind::Term(vocabulary) => {
                (self.terms)(*vocabulary).iter().map(|name| yaml(name)).collect()
            }
            FieldKind::Flag => vec!["true".to_owned(), "false".to_owned()],
            _ => Vec::new(),
        };
        if !choices.is_empty() {
            // What stands first is filled in until something else is chosen.
            let is_sample =
                |choice: &&String| sample.is_some_and(|sample| **choice == yaml(sample));
            let first = choices.iter().find(is_sample);
            let others = choices.iter().filter(|choice| Some(*choice) != first);
            let all: Vec<String> =
                first.into_iter().chain(others).map(|text| choice(text)).collect();
            return format!("${{{at}|{}|}}", all.join(","));
        }
        match (kind, sample) {
            (FieldKind::Text | FieldKind::Markdown, Some(sample)) => {
                format!("\"${{{at}:{}}}\"", plain(&escaped(sample)))
            }
            (FieldKind::Text | FieldKind::Markdown, None) => format!("\"${at}\""),
            (_, Some(sample)) => format!("${{{at}:{}}}", plain(sample)),
            (_, None) => format!("${at}"),
        }
    }
}

/// The fields of a kind that holds several.
fn parts(kind: &FieldKind, config: &Config) -> Option<Vec<Field>> {
    let is_dutch = config.language.speech() == crate::diagnostic::Speech::Dutch;
    let called = |english: &str, dutch: &str, kind: FieldKind| {
        Field::new(if is_dutch { dutch } else { english }).of(kind)
    };
    match kind {
        FieldKind::Group(parts) if !parts.is_empty() => Some(parts.clone()),
        FieldKind::Period => {
            let year = |english, dutch| called(english, dutch, FieldKind::Number);
            Some(vec![year("from", "van"), year("until", "tot")])
        }
        FieldKind::Image => {
            let named = |part: &Field| {
                let dutch = part.aliases.first().unwrap_or(&part.name);
                called(&part.name, dutch, part.kind.clone())
            };
            // A picture is described, or it is decoration: the second is the exception.
            let described = image_fields().iter().filter(|part| part.kind != FieldKind::Flag);
            Some(
                described
                    .map(|part| if &*part.name == "alt" { part.clone() } else { named(part) })
                    .collect(),
            )
        }
        _ => None,
    }
}

/// A text as a value of YAML: in quotes only where it would be read as something else without.
fn yaml(text: &str) -> String {
    let starts = |c: char| c.is_alphanumeric();
    let is_plain = text.starts_with(starts)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.contains(|c: char| c.is_control() || "\"\\{}[]".contains(c))
        && text.parse::<f64>().is_err()
        && !["null", "true", "false", "yes", "no", "on", "off"].contains(&&*text.to_lowercase());
    if is_plain { text.to_owned() } else { format!("\"{}\"", escaped(text)) }
}

/// A text as it stands between quotes.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A text in a snippet.
fn plain(text: &str) -> String {
    backslashed(text, &['\\', '$', '}'])
}

/// A text to choose.
fn choice(text: &str) -> String {
    backslashed(text, &['\\', ',', '|'])
}

fn backslashed(text: &str, special: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if special.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_choices_are_escaped_as_vs_code_reads_them() {
        assert_eq!(plain(r"a\b $x {y} c,d|e"), r"a\\b \$x {y\} c,d|e");
        assert_eq!(choice(r"a\b $x {y} c,d|e"), r"a\\b $x {y} c\,d\|e");
    }

    #[test]
    fn values_are_quoted_where_yaml_needs_it() {
        for (text, value) in [
            ("hand-out", "hand-out"),
            ("Zorg en ondersteuning", "Zorg en ondersteuning"),
            ("2024", "\"2024\""),
            ("no", "\"no\""),
            ("a: b", "\"a: b\""),
            ("'s ochtends", "\"'s ochtends\""),
            ("zeg \"ja\"", r#""zeg \"ja\"""#),
        ] {
            assert_eq!(yaml(text), value);
        }
    }
}
