//! A [`Query`] and all facts → the rows it asks for, in their order; and what is wrong with the names in it.

use std::cmp::Ordering;
use std::collections::HashSet;

use jiff::civil::Date;

use super::listing::sort;
use super::references::{self, Referred, refer_among};
use super::terms::term_key;
use super::{Finding, Index, ListingOf, PageId, Part, Site, TermId, by_date, page_id};
use crate::config::Sort;
use crate::config::query::{Direction, Filter, Key, Query, Wanted};
use crate::diagnostic::{Problem, nearest};
use crate::language::{Order, fold, parse_date};
use crate::schema::{Core, Field, FieldKind, Value, find};

/// A row of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The page.
    pub page: PageId,
    /// The item of the field that is asked for, by its place.
    pub item: Option<usize>,
}

impl Site {
    /// The rows that a query asks for; `this` is the page on which it stands.
    pub fn select(&self, query: &Query, this: PageId) -> Vec<Row> {
        if query.is_void {
            return Vec::new();
        }
        let asked: Vec<Asked<'_>> =
            query.filters.iter().map(|filter| Asked::new((self, query), filter, this)).collect();
        let mut rows: Vec<Row> = Vec::new();
        for page in self.candidates(query, this) {
            if page == this && query.items.is_none() {
                continue;
            }
            match &query.items {
                None => rows.push(Row { page, item: None }),
                Some(items) => {
                    let count = match self.facts(page).field(items) {
                        Some(Value::List(items)) => items.len(),
                        _ => 0,
                    };
                    rows.extend((0..count).map(|item| Row { page, item: Some(item) }));
                }
            }
        }
        rows.retain(|row| asked.iter().all(|asked| asked.holds(self, query, *row)));
        self.arrange(query, &mut rows);
        rows
    }

    /// The pages of the kind, terms and dates that a query asks for, in the order of their list.
    fn candidates(&self, query: &Query, this: PageId) -> Vec<PageId> {
        let index = &self.index;
        let terms = self.terms_of(query);
        let is_asked = |page: &PageId| self.is_asked(*page, query, &terms);
        let usual = match query.collections.as_slice() {
            [at] => self.config.collections[*at].sort,
            _ => Sort::Date,
        };
        // Who names a page is known, but for the fields that only set pages beside each other.
        let is_this = |filter: &&Filter| {
            let kind = kind_of(self, query, &filter.key);
            let is_reference = matches!(kind, Some(FieldKind::Person(_) | FieldKind::Reference(_)));
            let is_known = is_reference && filter.key != Key::Field("related".into());
            filter.wanted == [Wanted::This] && (is_known || filter.key == Key::Core(Core::Authors))
        };
        // A term has its pages newest first.
        if let ([first], Sort::Date) = (terms.first().map(Vec::as_slice).unwrap_or_default(), usual)
        {
            let term = &index.terms[first.at()];
            let of = |at: usize| term.groups.iter().find(|group| group.collection == Some(at));
            let entries = match query.collections.as_slice() {
                [at] => of(*at).map(|group| &group.entries[..]).unwrap_or_default(),
                _ => &term.entries,
            };
            return entries.iter().copied().filter(is_asked).collect();
        }
        let mut pages: Vec<PageId> = if let Some(first) = terms.first() {
            let entries = first.iter().flat_map(|term| &index.terms[term.at()].entries);
            let mut pages: Vec<PageId> = entries.copied().collect();
            pages.sort_unstable();
            pages.dedup();
            pages
        } else if let Some(filter) = query.filters.iter().find(is_this) {
            match filter.key {
                Key::Core(Core::Authors) => index.written.get(&this).cloned().unwrap_or_default(),
                _ => {
                    let mentions = index.mentions.get(&this).into_iter().flatten();
                    let mut pages: Vec<PageId> = mentions.map(|mention| mention.page).collect();
                    // A page may name itself; one that names another twice is one page.
                    pages.push(this);
                    pages.sort_unstable();
                    pages.dedup();
                    pages
                }
            }
        } else {
            let list = |at: &usize| {
                index.listings.iter().find(|list| list.of == ListingOf::Collection(*at))
            };
            match query.collections.as_slice() {
                [at] if list(at).is_some() => {
                    let entries = list(at).map(|list| &list.entries).into_iter().flatten();
                    return entries.copied().filter(is_asked).collect();
                }
                _ => self.pages().collect(),
            }
        };
        pages.retain(is_asked);
        if usual == Sort::Date {
            by_date(self, &index.urls, &mut pages);
        } else {
            sort(self, index, usual, &mut pages);
        }
        pages
    }

    /// The terms of which a page has one, for each vocabulary that is asked for.
    fn terms_of(&self, query: &Query) -> Vec<Vec<TermId>> {
        let found = |(vocabulary, names): &(usize, Vec<Box<str>>)| {
            let names = names.iter().map(|name| (*vocabulary, term_key(name)));
            names.filter_map(|name| self.index.term_names.get(&name).copied()).collect()
        };
        query.terms.iter().map(found).collect()
    }

    /// Whether a page is one of those that are asked for, by its kind, terms and date.
    fn is_asked(&self, page: PageId, query: &Query, terms: &[Vec<TermId>]) -> bool {
        let facts = self.facts(page);
        let is_of = query.collections.is_empty()
            || facts.collection.is_some_and(|at| query.collections.contains(&at));
        let is_due = |date: Option<Date>| {
            query.from.is_none_or(|from| date.is_some_and(|date| date >= from))
                && query.until.is_none_or(|until| date.is_some_and(|date| date <= until))
        };
        is_of
            && self.url(page).is_some()
            && !self.index.introductions.contains(&page)
            && is_due(facts.date)
            && terms.iter().all(|terms| self.is_on(page, terms))
    }

    /// Whether a page is on one of some terms, or on one below it.
    fn is_on(&self, page: PageId, terms: &[TermId]) -> bool {
        let own = self.index.page_terms.get(page.at()).map(|terms| &terms[..]).unwrap_or_default();
        own.iter().any(|own| {
            let mut at = Some(*own);
            while let Some(this) = at {
                if terms.contains(&this) {
                    return true;
                }
                at = self.index.terms[this.at()].parent;
            }
            false
        })
    }

    /// Puts rows in the order that is asked for; what has no value there comes last. Beyond the limit there is none.
    fn arrange(&self, query: &Query, rows: &mut [Row]) {
        let Some((key, direction)) = &query.order else { return };
        let order = self.config.language.order();
        let mut keyed: Vec<(Option<SortValue>, usize, Row)> = rows
            .iter()
            .enumerate()
            .map(|(at, row)| (self.sort_value(query, *row, key), at, *row))
            .collect();
        let compare = |a: &(Option<SortValue>, usize, Row), b: &(Option<SortValue>, usize, Row)| {
            let by_value = match (&a.0, &b.0) {
                (Some(a), Some(b)) if *direction == Direction::Descending => b.compare(a, &order),
                (Some(a), Some(b)) => a.compare(b, &order),
                (a, b) => b.is_some().cmp(&a.is_some()),
            };
            by_value.then(a.1.cmp(&b.1))
        };
        let shown = query.limit.unwrap_or(usize::MAX).min(keyed.len());
        if (1..keyed.len()).contains(&shown) {
            keyed.select_nth_unstable_by(shown, compare);
        }
        keyed.get_mut(..shown).unwrap_or_default().sort_unstable_by(compare);
        for (slot, (.., row)) in rows.iter_mut().zip(keyed) {
            *slot = row;
        }
    }

    /// The value of a row for templates, with its field: of the page or of the item.
    pub fn value_of(&self, query: &Query, row: Row, key: &Key) -> Option<(&Field, &Value)> {
        let fields = self.fields(row.page);
        let items = || {
            let field = find(fields, query.items.as_deref()?)?;
            let (FieldKind::List(item), Some(Value::List(values))) =
                (&field.kind, self.facts(row.page).field(&field.name))
            else {
                return None;
            };
            Some((&**item, values.get(row.item?)?))
        };
        match key {
            Key::Field(name) => Some((find(fields, name)?, self.facts(row.page).field(name)?)),
            Key::Item => items(),
            Key::Part(name) => {
                let (item, value) = items()?;
                let (FieldKind::Group(parts), Value::Group(values)) = (&item.kind, value) else {
                    return None;
                };
                let part = parts.iter().find(|part| part.name == *name)?;
                Some((part, &values.iter().find(|(of, _)| of == name)?.1))
            }
            Key::Core(_) | Key::Terms(_) | Key::Page => None,
        }
    }

    /// The texts of what weef itself understands of a page.
    fn core_texts(&self, page: PageId, key: &Key) -> Vec<&str> {
        let facts = self.facts(page);
        match key {
            Key::Core(Core::Title) | Key::Page => vec![&facts.title],
            Key::Core(Core::Summary) => facts.summary.as_deref().into_iter().collect(),
            Key::Core(Core::Authors) => facts.authors.iter().map(|author| &*author.name).collect(),
            Key::Core(Core::Language) => vec![
                facts
                    .language
                    .as_ref()
                    .map_or(self.config.language.tag(), |language| language.tag()),
            ],
            Key::Terms(vocabulary) => facts
                .terms
                .iter()
                .filter(|(of, _)| of == vocabulary)
                .map(|(_, name)| &**name)
                .collect(),
            _ => Vec::new(),
        }
    }

    fn core_date(&self, page: PageId, core: Core) -> Option<Date> {
        let facts = self.facts(page);
        match core {
            Core::Date => facts.date,
            Core::Updated => facts.updated,
            Core::Publish => facts.publish,
            Core::Expires => facts.expires,
            Core::Archived => facts.archived,
            _ => None,
        }
    }

    fn sort_value(&self, query: &Query, row: Row, key: &Key) -> Option<SortValue> {
        match key {
            Key::Core(Core::Title) | Key::Page => {
                Some(SortValue::Text(super::sort_key(self, row.page).into()))
            }
            Key::Core(Core::Order) => {
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "a place in a list is a small number"
                )]
                let order = self.facts(row.page).order.map(|order| order as f64);
                order.map(SortValue::Number)
            }
            Key::Core(core) if self.core_date(row.page, *core).is_some() => {
                self.core_date(row.page, *core).map(SortValue::Date)
            }
            Key::Core(_) | Key::Terms(_) => {
                Some(SortValue::Text((*self.core_texts(row.page, key).first()?).into()))
            }
            _ => {
                let (field, value) = self.value_of(query, row, key)?;
                sort_value(self, field, value)
            }
        }
    }
}

/// What a row is sorted by.
enum SortValue {
    Date(Date),
    Number(f64),
    Text(Box<str>),
}

impl SortValue {
    fn compare(&self, other: &Self, order: &Order) -> Ordering {
        match (self, other) {
            (Self::Date(a), Self::Date(b)) => a.cmp(b),
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Text(a), Self::Text(b)) => order.compare(a, b),
            (a, b) => a.rank().cmp(&b.rank()),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Date(_) => 0,
            Self::Number(_) => 1,
            Self::Text(_) => 2,
        }
    }
}

fn sort_value(site: &Site, field: &Field, value: &Value) -> Option<SortValue> {
    match value {
        Value::Date(date) => Some(SortValue::Date(*date)),
        Value::Flag(flag) => Some(SortValue::Number(f64::from(u8::from(*flag)))),
        Value::List(values) => sort_value(site, field, values.first()?),
        Value::Group(parts) if field.kind == FieldKind::Period => {
            let text = parts.first()?.1.text()?;
            let whole = [text.to_owned(), format!("{text}-01"), format!("{text}-01-01")];
            whole.iter().find_map(|text| parse_date(text)).map(SortValue::Date)
        }
        Value::Group(parts) => sort_value(site, field, &parts.first()?.1),
        value => {
            let text = value.text()?;
            match (field.kind.item(), text.parse::<f64>()) {
                (FieldKind::Number, Ok(number)) => Some(SortValue::Number(number)),
                (FieldKind::Person(among) | FieldKind::Reference(among), _) => {
                    let named = match refer_among((site, &site.index), *among, text) {
                        Referred::Page(page) => super::sort_key(site, page),
                        _ => text,
                    };
                    Some(SortValue::Text(named.into()))
                }
                _ => Some(SortValue::Text(text.into())),
            }
        }
    }
}

/// A filter with what its names mean.
struct Asked<'q> {
    key: &'q Key,
    /// Texts, folded.
    texts: HashSet<String>,
    /// The pages that are meant.
    pages: HashSet<PageId>,
}

impl<'q> Asked<'q> {
    fn new((site, query): (&Site, &Query), filter: &'q Filter, this: PageId) -> Self {
        let mut asked = Self { key: &filter.key, texts: HashSet::new(), pages: HashSet::new() };
        // A name means a page of the collection that the field refers to.
        let among = match kind_of(site, query, &filter.key) {
            Some(FieldKind::Person(among) | FieldKind::Reference(among)) => *among,
            _ => None,
        };
        for wanted in &filter.wanted {
            match wanted {
                Wanted::This => {
                    asked.pages.insert(this);
                }
                Wanted::Text(text) => {
                    asked.texts.insert(fold(text));
                    if let Referred::Page(page) = refer_among((site, &site.index), among, text) {
                        asked.pages.insert(page);
                    }
                }
            }
        }
        asked
    }

    fn holds(&self, site: &Site, query: &Query, row: Row) -> bool {
        match self.key {
            Key::Core(Core::Authors) => {
                let own = site.index.author_pages.get(row.page.at());
                let pages = own.map(|pages| &pages[..]).unwrap_or_default();
                pages.iter().flatten().any(|page| self.pages.contains(page))
                    || self.has_core(site, row)
            }
            Key::Core(core) if site.core_date(row.page, *core).is_some() => {
                let date = site.core_date(row.page, *core).map(|date| date.to_string());
                date.is_some_and(|date| self.texts.contains(&date))
            }
            Key::Page | Key::Core(Core::Title) => {
                self.pages.contains(&row.page) || self.has_core(site, row)
            }
            Key::Core(Core::TranslationOf) => {
                let name = site.facts(row.page).translation_of.as_deref();
                let named = name.map(|name| refer_among((site, &site.index), None, name));
                matches!(named, Some(Referred::Page(page)) if self.pages.contains(&page))
            }
            Key::Terms(_) => {
                let own = site.index.page_terms.get(row.page.at()).map(|terms| &terms[..]);
                let pages = own
                    .unwrap_or_default()
                    .iter()
                    .filter_map(|term| site.index.terms[term.at()].page);
                pages.into_iter().any(|page| self.pages.contains(&page)) || self.has_core(site, row)
            }
            Key::Core(_) => self.has_core(site, row),
            Key::Field(_) | Key::Part(_) | Key::Item => site
                .value_of(query, row, self.key)
                .is_some_and(|(field, value)| self.fits(site, field, value)),
        }
    }

    fn has_core(&self, site: &Site, row: Row) -> bool {
        site.core_texts(row.page, self.key).iter().any(|text| self.texts.contains(&fold(text)))
    }

    /// Whether a value is one of those that are wanted.
    fn fits(&self, site: &Site, field: &Field, value: &Value) -> bool {
        match value {
            Value::List(values) => values.iter().any(|value| self.fits(site, field, value)),
            Value::Group(parts) => parts.iter().any(|(_, value)| self.fits(site, field, value)),
            Value::Flag(flag) => {
                let words: &[&str] =
                    if *flag { &["true", "ja", "yes"] } else { &["false", "nee", "no"] };
                words.iter().any(|word| self.texts.contains(*word))
            }
            Value::Date(date) => self.texts.contains(&date.to_string()),
            Value::Text(text) | Value::InRole { name: text, .. } => {
                let among = match field.kind.item() {
                    FieldKind::Person(among) | FieldKind::Reference(among) => Some(*among),
                    _ => None,
                };
                let named =
                    among.and_then(|among| match refer_among((site, &site.index), among, text) {
                        Referred::Page(page) => Some(page),
                        _ => None,
                    });
                named.is_some_and(|page| self.pages.contains(&page))
                    || self.texts.contains(&fold(text))
            }
        }
    }
}

/// Finds names of terms and pages in lists that nothing has.
pub(super) fn check(site: &Site, index: &mut Index) {
    for at in 0..site.documents.len() {
        let page = page_id(at);
        if index.urls[at].is_none() {
            continue;
        }
        for (nth, query) in site.facts(page).lists.iter().enumerate() {
            for (place, problem) in unknown(site, index, query) {
                index.findings.push(Finding { page, part: Part::List(nth, place), problem });
            }
        }
    }
}

/// What is wrong with the names in a query, each by its ordinal among them.
fn unknown(site: &Site, index: &Index, query: &Query) -> Vec<(usize, Problem)> {
    let mut found = Vec::new();
    let mut place = 0;
    for (vocabulary, names) in &query.terms {
        for name in names {
            if index.term(*vocabulary, name).is_none() {
                let terms = index.terms.iter().filter(|term| term.vocabulary == *vocabulary);
                let suggestion = nearest(name, terms.map(|term| &*term.name));
                let vocabulary = site.config.vocabularies[*vocabulary].label.to_string();
                let (term, allowed) = (name.to_string(), Vec::new());
                found.push((place, Problem::UnknownTerm { term, vocabulary, suggestion, allowed }));
            }
            place += 1;
        }
    }
    for filter in &query.filters {
        let kind = kind_of(site, query, &filter.key);
        for wanted in &filter.wanted {
            if let (Some(FieldKind::Reference(among)), Wanted::Text(name)) = (kind, wanted)
                && refer_among((site, index), *among, name) == Referred::Unknown
            {
                let problem = references::unknown((site, index), *among, name);
                found.push((place, problem));
            }
            place += 1;
        }
    }
    found
}

/// The kind of what a key names, of the page or of the item.
fn kind_of<'s>(site: &'s Site, query: &Query, key: &Key) -> Option<&'s FieldKind> {
    query.field(&site.config, key).map(|field| field.kind.item())
}
