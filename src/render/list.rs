//! A list of pages that a text asks for → HTML, by a template of its own; and what a page gathers from others.

use std::collections::HashMap;

use tera::{Context, Value};

use super::fields::Shown;
use super::view::{author_views, date, entry, terms_of};
use super::{map, typeset};
use crate::config::query::{Form, Key, Query};
use crate::diagnostic::Diagnostic;
use crate::language::Language;
use crate::schema::{self, Core, Field, FieldKind};
use crate::site::{PageId, Row, Site};
use crate::snapshot::Snapshot;
use crate::url::UrlPath;

/// Where a list stands.
#[derive(Clone, Copy)]
struct Place<'s> {
    snapshot: &'s Snapshot,
    url: &'s UrlPath,
    language: Language,
}

/// The lists that the text of a page asks for, in order, as they stand on the page at `url`.
///
/// # Errors
/// A mistake in the template of lists.
pub(super) fn lists(
    snapshot: &Snapshot,
    url: &UrlPath,
    page: PageId,
) -> Result<Vec<String>, Diagnostic> {
    let place = Place { snapshot, url, language: snapshot.site.language(page) };
    let queries = &snapshot.site.facts(page).lists;
    let names = place.names(queries);
    queries.iter().zip(&names).map(|(query, name)| place.html((query, name), page)).collect()
}

/// What a page gathers from others, by the names that the settings give.
pub(super) fn gathered(snapshot: &Snapshot, url: &UrlPath, page: PageId) -> Value {
    let site = &snapshot.site;
    let place = Place { snapshot, url, language: site.language(page) };
    let mut all = tera::Map::default();
    let collection = site.facts(page).collection.map(|at| &site.config.collections[at]);
    for gathered in collection.map(|collection| &collection.gathered[..]).unwrap_or_default() {
        let query = &gathered.query;
        let rows = site.select(query, page);
        let shown = rows.iter().take(query.limit.unwrap_or(usize::MAX));
        let rows_shown: Vec<Value> = shown.map(|row| place.gathered_row(query, *row)).collect();
        let view = map([
            ("label", Value::from(gathered.label.in_language(place.language))),
            ("count", Value::from(rows.len())),
            ("rows", Value::from(rows_shown)),
        ]);
        all.insert(gathered.name.to_string().into(), view);
    }
    Value::from(all)
}

impl<'s> Place<'s> {
    fn site(&self) -> &'s Site {
        &self.snapshot.site
    }

    /// What each of some lists is called for who does not see it: tables of the same have a number.
    fn names(&self, queries: &[Query]) -> Vec<String> {
        let mut seen: HashMap<String, usize> = HashMap::new();
        let name = |query: &Query| {
            let label = self.label(query);
            let nth = seen.entry(label.clone()).or_default();
            *nth += usize::from(query.form == Form::Table);
            if *nth > 1 { format!("{label} ({nth})") } else { label }
        };
        queries.iter().map(name).collect()
    }

    fn html(self, (query, name): (&Query, &str), page: PageId) -> Result<String, Diagnostic> {
        let rows = self.site().select(query, page);
        let shown: Vec<Row> =
            rows.iter().copied().take(query.limit.unwrap_or(usize::MAX)).collect();
        let columns = self.columns(query, &shown);
        let heads: Vec<Value> = columns.iter().map(|key| self.head(query, key)).collect();
        let more = (shown.len() < rows.len()).then(|| self.all(query)).flatten();
        let form = match query.form {
            Form::List => "list",
            Form::Cards => "cards",
            Form::Table => "table",
        };
        let list = map([
            ("form", Value::from(form)),
            ("label", Value::from(self.label(query))),
            ("name", Value::from(name)),
            ("columns", Value::from(heads)),
            (
                "rows",
                Value::from(
                    shown.iter().map(|row| self.row(query, *row, &columns)).collect::<Vec<_>>(),
                ),
            ),
            ("total", Value::from(rows.len())),
            ("more", Value::from(more.map(|url| url.encoded()))),
            ("empty", Value::from(query.empty.as_deref().map(|text| self.typeset(text)))),
        ]);
        let theme = &self.snapshot.theme;
        let mut context = Context::new();
        context.insert_value("root", Value::from(self.url.to_root()));
        context.insert_value("labels", theme.labels(self.language));
        context.insert_value("list", list);
        let bytes = theme.render("list-block.html", &context)?;
        Ok(String::from_utf8(bytes).unwrap_or_default())
    }

    fn typeset(&self, text: &str) -> String {
        typeset(self.site(), self.language, text)
    }

    /// What the list is of, in a word.
    fn label(&self, query: &Query) -> String {
        let labels = query.collections.iter().map(|at| {
            self.site().config.collections[*at].label.in_language(self.language).to_owned()
        });
        let labels: Vec<String> = labels.collect();
        if labels.is_empty() {
            self.snapshot.theme.label(self.language, "list")
        } else {
            labels.join(", ")
        }
    }

    /// The list that has all of it, where the query asks for no more than that.
    fn all(&self, query: &Query) -> Option<UrlPath> {
        let site = self.site();
        let is_plain = query.filters.is_empty()
            && query.from.is_none()
            && query.until.is_none()
            && query.items.is_none();
        match (query.collections.as_slice(), query.terms.as_slice()) {
            ([at], []) if is_plain => {
                let of = crate::site::ListingOf::Collection(*at);
                site.index.listings.iter().find(|list| list.of == of).map(|list| list.url.clone())
            }
            ([], [(vocabulary, names)]) if is_plain && names.len() == 1 => {
                site.index.term(*vocabulary, names.first()?).map(|term| term.url.clone())
            }
            _ => None,
        }
    }

    /// The columns that are asked for, or those that say most.
    fn columns(&self, query: &Query, rows: &[Row]) -> Vec<Key> {
        if !query.columns.is_empty() || query.form != Form::Table && query.items.is_none() {
            return query.columns.clone();
        }
        if query.items.is_some() {
            let field = query.field(&self.site().config, &Key::Item);
            let mut keys = match field.map(|field| field.kind.item()) {
                Some(FieldKind::Group(parts)) => {
                    parts.iter().map(|part| Key::Part(part.name.clone())).collect()
                }
                _ => vec![Key::Item, Key::Core(Core::Date)],
            };
            keys.push(Key::Page);
            return keys;
        }
        let has_date = rows.iter().any(|row| self.site().facts(row.page).date.is_some());
        let date = has_date.then_some(Key::Core(Core::Date));
        std::iter::once(Key::Page).chain(date).collect()
    }

    /// The head of a column.
    fn head(&self, query: &Query, key: &Key) -> Value {
        let theme = |key: &str| self.snapshot.theme.label(self.language, key);
        let label = match key {
            Key::Page if query.items.is_some() => theme("list_page"),
            Key::Page | Key::Core(Core::Title) => theme("list_title"),
            Key::Core(Core::Date) => theme("date"),
            Key::Core(Core::Updated) => theme("updated"),
            Key::Core(Core::Authors) => theme("list_authors"),
            Key::Core(Core::Summary) => theme("list_summary"),
            Key::Terms(at) => {
                self.site().config.vocabularies[*at].label.in_language(self.language).to_owned()
            }
            Key::Item | Key::Part(_) | Key::Field(_) | Key::Core(_) => {
                let field = self.field(query, key);
                field.map_or_else(String::new, |field| {
                    super::fields::label(self.snapshot, field, self.language)
                })
            }
        };
        map([("label", Value::from(label))])
    }

    fn field(&self, query: &Query, key: &Key) -> Option<&'s Field> {
        match key {
            Key::Core(core) => {
                schema::core_fields().iter().find(|field| field.role == schema::Role::Core(*core))
            }
            _ => query.field(&self.snapshot.site.config, key),
        }
    }

    fn row(&self, query: &Query, row: Row, columns: &[Key]) -> Value {
        let cells: Vec<Value> = columns.iter().map(|key| self.cell(query, row, key)).collect();
        map([
            ("entry", entry(self.snapshot, row.page, self.language)),
            ("cells", Value::from(cells)),
        ])
    }

    /// What stands in a column of a row: as a field with its label and kind, or the page itself.
    fn cell(&self, query: &Query, row: Row, key: &Key) -> Value {
        let site = self.site();
        let facts = site.facts(row.page);
        let shown = self.shown(row.page);
        let (kind, value) = match key {
            Key::Page | Key::Core(Core::Title) => ("page", Value::none()),
            Key::Core(Core::Date) => ("date", self.date(facts.date)),
            Key::Core(Core::Updated) => ("date", self.date(facts.updated)),
            Key::Core(Core::Authors) => ("person", author_views(self.snapshot, row.page)),
            Key::Core(Core::Summary) => ("text", Value::from(facts.summary.as_deref())),
            Key::Terms(at) => ("term", terms_of(self.snapshot, row.page, *at)),
            _ => match site.value_of(query, row, key) {
                Some((field, value)) => return shown.field(field, value),
                None => ("text", Value::none()),
            },
        };
        map([("kind", Value::from(kind)), ("item_kind", Value::from("")), ("value", value)])
    }

    fn date(&self, day: Option<jiff::civil::Date>) -> Value {
        day.map_or_else(Value::none, |day| date(day, self.language))
    }

    fn shown(&self, page: PageId) -> Shown<'s> {
        Shown { snapshot: self.snapshot, page, url: self.url, language: self.language }
    }

    /// A page or item that a page gathers: where it comes from, its parts by name, whether its day is over.
    fn gathered_row(&self, query: &Query, row: Row) -> Value {
        let site = self.site();
        let data = match site.value_of(query, row, &Key::Item) {
            Some((field, value)) => self.shown(row.page).data(field, value),
            None => Value::none(),
        };
        let day = query.order.as_ref().and_then(|(key, _)| site.value_of(query, row, key));
        let is_past = matches!(day, Some((_, schema::Value::Date(day))) if *day < site.today);
        map([
            ("entry", entry(self.snapshot, row.page, self.language)),
            ("data", data),
            ("is_past", Value::from(is_past)),
        ])
    }
}
