//! Fields of the front matter → values for templates, each as its kind asks.

use tera::Value as View;

use super::{map, typeset};
use crate::language::{Language, parse_date};
use crate::markdown::{Link, LinkKind, escape};
use crate::schema::{Field, FieldKind, Value};
use crate::site::{PageId, Referred, Site, Target, refer};
use crate::snapshot::Snapshot;
use crate::theme::BETWEEN_PARAGRAPHS;
use crate::url::{Destination, UrlPath, destination, encode_fragment};

/// Where and in which language a field is shown.
#[derive(Clone, Copy)]
pub(super) struct Shown<'s> {
    pub(super) snapshot: &'s Snapshot,
    pub(super) page: PageId,
    /// Where it is shown.
    pub(super) url: &'s UrlPath,
    pub(super) language: Language,
}

impl Shown<'_> {
    fn site(&self) -> &Site {
        &self.snapshot.site
    }

    /// A value for direct use: a group is a map of its parts by name.
    pub(super) fn data(&self, field: &Field, value: &Value) -> View {
        match (&field.kind, value) {
            (FieldKind::Group(parts), Value::Group(values)) => self.group(parts, values),
            (FieldKind::List(item), Value::List(values)) => {
                View::from(values.iter().map(|value| self.data(item, value)).collect::<Vec<_>>())
            }
            (FieldKind::Image, Value::Group(parts)) => {
                super::view::image(self.snapshot, self.page, parts)
            }
            (FieldKind::Period, Value::Group(values)) => View::from(
                values
                    .iter()
                    .map(|(name, value)| (name.to_string(), self.moment(value)))
                    .collect::<std::collections::BTreeMap<_, _>>(),
            ),
            _ => self.single(&field.kind, value),
        }
    }

    /// A value for a template that shows fields without knowing them: a group is a list of labelled parts.
    pub(super) fn labelled(&self, field: &Field, value: &Value) -> View {
        match (&field.kind, value) {
            (FieldKind::Group(parts), Value::Group(values)) => {
                let part = |(name, value): &(Box<str>, Value)| {
                    let part = parts.iter().find(|part| part.name == *name)?;
                    Some(self.field(part, value))
                };
                View::from(values.iter().filter_map(part).collect::<Vec<_>>())
            }
            (FieldKind::List(item), Value::List(values)) => View::from(
                values.iter().map(|value| self.labelled(item, value)).collect::<Vec<_>>(),
            ),
            _ => self.data(field, value),
        }
    }

    /// A field with its label and kind.
    pub(super) fn field(&self, field: &Field, value: &Value) -> View {
        let item_kind = match &field.kind {
            FieldKind::List(item) => item.kind.name(),
            _ => "",
        };
        map([
            ("name", View::from(&*field.name)),
            ("label", View::from(label(self.snapshot, field, self.language))),
            ("kind", View::from(field.kind.name())),
            ("item_kind", View::from(item_kind)),
            ("value", self.labelled(field, value)),
        ])
    }

    fn group(&self, parts: &[Field], values: &[(Box<str>, Value)]) -> View {
        let mut group = tera::Map::default();
        for part in parts {
            let value = values.iter().find(|(name, _)| *name == part.name);
            let value = value.map_or_else(View::none, |(_, value)| self.data(part, value));
            group.insert(part.name.to_string().into(), value);
        }
        View::from(group)
    }

    fn single(&self, kind: &FieldKind, value: &Value) -> View {
        match (kind, value) {
            (_, Value::Date(date)) => super::view::date(*date, self.language),
            (_, Value::Flag(flag)) => View::from(*flag),
            (FieldKind::Number, Value::Text(text)) => number(text),
            (FieldKind::Markdown, Value::Text(text)) => View::safe_string(&self.markdown(text)),
            (FieldKind::Person(among) | FieldKind::Reference(among), Value::Text(name)) => {
                self.reference(*among, name, None)
            }
            (FieldKind::Person(among), Value::InRole { name, role }) => {
                self.reference(*among, name, Some(role))
            }
            (FieldKind::Term(vocabulary), Value::Text(name)) => self.term(*vocabulary, name),
            (FieldKind::File, Value::Text(path)) => self.file(path),
            (FieldKind::Link, Value::Text(to)) => self.link(to),
            (_, Value::Text(text)) => self.paragraphs(text),
            (_, Value::InRole { .. } | Value::List(_) | Value::Group(_)) => View::none(),
        }
    }

    /// Plain text as HTML; an empty line in it begins a new line, from which templates can make paragraphs.
    fn paragraphs(&self, text: &str) -> View {
        View::safe_string(&escape(&self.text(text)).replace("\n\n", BETWEEN_PARAGRAPHS))
    }

    fn text(&self, text: &str) -> String {
        typeset(self.site(), self.language, text)
    }

    fn markdown(&self, text: &str) -> String {
        super::links::fragment(self.snapshot, text, (Some(self.page), self.url))
    }

    /// A date, a year or a month in words.
    fn moment(&self, value: &Value) -> View {
        let text = value.text().unwrap_or_default();
        match parse_date(text) {
            Some(date) => super::view::date(date, self.language),
            None => {
                let words = self.language.month(text).unwrap_or_else(|| text.to_owned());
                map([("iso", View::from(text)), ("text", View::from(words))])
            }
        }
    }

    /// A person or page by name, with its address where it has one, and what a person does here.
    fn reference(&self, among: Option<usize>, name: &str, role: Option<&str>) -> View {
        let shown = |name: String, url: Option<&UrlPath>| match role {
            Some(role) => map([
                ("name", View::from(name)),
                ("path", View::from(url.map(UrlPath::encoded))),
                ("role", View::from(self.text(role))),
            ]),
            None => named(name, url),
        };
        let site = self.site();
        if let Referred::Page(page) = refer(site, among, name) {
            let title = site.facts(page).title.to_string();
            return shown(title, site.url(page));
        }
        // A list, or a term that no page describes.
        let link = Link { kind: LinkKind::Wiki, to: name.into() };
        let target = if among.is_none() { site.find_link(None, &link).0 } else { Target::Broken };
        match target {
            Target::Url(url, _) => shown(self.text(name), Some(&url)),
            _ => shown(self.text(name), None),
        }
    }

    fn term(&self, vocabulary: usize, name: &str) -> View {
        match self.site().index.term(vocabulary, name) {
            Some(term) => named(term.name.to_string(), Some(&term.url)),
            None => named(self.text(name), None),
        }
    }

    /// An address elsewhere, or a page or file on this site.
    fn link(&self, to: &str) -> View {
        let url = (destination(to) == Destination::External).then_some(to);
        let link = Link { kind: LinkKind::Link, to: to.into() };
        let target = match url {
            Some(_) => Target::Broken,
            None => self.site().find_link(Some(self.page), &link).0,
        };
        let (path, title) = match target {
            Target::Page(page, anchor) => (
                self.site().url(page).map(|url| with_anchor(url, anchor.as_deref())),
                Some(self.site().facts(page).title.to_string()),
            ),
            Target::Asset(at) => {
                (self.site().assets.get(at.0 as usize).map(|asset| asset.url.encoded()), None)
            }
            Target::Url(url, anchor) => (Some(with_anchor(&url, anchor.as_deref())), None),
            Target::Broken => (None, None),
        };
        map([
            ("url", View::from(url)),
            ("path", View::from(path)),
            ("name", View::from(title.unwrap_or_else(|| to.to_owned()))),
        ])
    }

    /// A download, with what it is and how big.
    fn file(&self, path: &str) -> View {
        let asset = self.site().file(self.page, path);
        let name = path.rsplit('/').next().unwrap_or(path);
        let format = name.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_uppercase());
        let size =
            asset.map(|asset| file_size(self.snapshot.sources.size(&asset.path), self.language));
        map([
            ("name", View::from(name)),
            ("path", View::from(asset.map(|asset| asset.url.encoded()))),
            ("url", View::from((destination(path) == Destination::External).then_some(path))),
            ("format", View::from(format)),
            ("size", View::from(size)),
        ])
    }
}

fn with_anchor(url: &UrlPath, anchor: Option<&str>) -> String {
    match anchor {
        Some(anchor) => format!("{}#{}", url.encoded(), encode_fragment(anchor)),
        None => url.encoded(),
    }
}

fn named(name: String, url: Option<&UrlPath>) -> View {
    map([("name", View::from(name)), ("path", View::from(url.map(UrlPath::encoded)))])
}

fn number(text: &str) -> View {
    match (text.parse::<i64>(), text.parse::<f64>()) {
        (Ok(whole), _) => View::from(whole),
        (_, Ok(number)) => View::from(number),
        _ => View::from(text),
    }
}

/// What readers see of a field; the common ones have their label from the theme.
pub(super) fn label(snapshot: &Snapshot, field: &Field, language: Language) -> String {
    if !field.label.is_empty() {
        return typeset(&snapshot.site, language, field.label.in_language(language));
    }
    let key = format!("field_{}", field.name);
    let label = snapshot.theme.label(language, &key);
    if label == key { crate::config::capital(&field.name.replace('_', " ")) } else { label }
}

/// What came in the place of a page, where its front matter says so and readers can go there.
pub(super) fn replacement(snapshot: &Snapshot, url: &UrlPath, page: PageId) -> View {
    let facts = snapshot.site.facts(page);
    let shown = Shown { snapshot, page, url, language: snapshot.site.language(page) };
    let field = crate::schema::find(snapshot.site.fields(page), "replaced_by");
    match (field, facts.field("replaced_by")) {
        (Some(field), Some(value)) => {
            let came = shown.data(field, value);
            let is_there = |part: &str| came.get_from_path(part).is_some_and(|to| !to.is_none());
            let is_page = came.get_from_path("path").is_some();
            if is_page && !is_there("path") && !is_there("url") { View::none() } else { came }
        }
        _ => View::none(),
    }
}

/// A size as readers know it: `12 kB`, `1,4 MB`.
pub(super) fn file_size(bytes: u64, language: Language) -> String {
    let tenths = |unit: u64| (bytes * 10 + unit / 2) / unit;
    let (tenths, unit) = match bytes {
        1 => return "1 byte".to_owned(),
        0..1_000 => return format!("{bytes} bytes"),
        1_000..1_000_000 => return format!("{} kB", (bytes + 500) / 1_000),
        1_000_000..1_000_000_000 => (tenths(1_000_000), "MB"),
        _ => (tenths(1_000_000_000), "GB"),
    };
    let point = if language.primary() == "nl" { ',' } else { '.' };
    format!("{}{point}{} {unit}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_files() {
        let size = |bytes| file_size(bytes, Language::DUTCH);
        assert_eq!([0, 1, 2].map(size), ["0 bytes", "1 byte", "2 bytes"]);
        assert_eq!([1_499, 1_450_000].map(size), ["1 kB", "1,5 MB"]);
        assert_eq!(file_size(1_450_000, Language::ENGLISH), "1.5 MB");
    }
}
