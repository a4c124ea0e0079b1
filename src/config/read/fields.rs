//! The tables of fields: of what kind, what their values must be, when a page needs them.

use super::Reader;
use crate::config::capital;
use crate::diagnostic::{Named, Problem, nearest};
use crate::schema::{
    self, Condition, Field, FieldKind, Identifier, Need, Pattern, Role, Rules, Test,
};
use crate::source::lines::Span;
use crate::tree::{Entry, Node, Value};

/// What the table of a field may hold; the manual has a line for each.
pub(crate) const FIELD_KEYS: &[&str] = &[
    "kind",
    "label",
    "aliases",
    "required",
    "required_when",
    "recommended",
    "recommended_when",
    "unique",
    "default",
    "values",
    "pattern",
    "pattern_help",
    "format",
    "min",
    "max",
    "of",
    "fields",
    "vocabulary",
    "collection",
    "inverse",
    "from_folder",
    "names",
    "facet",
    "search",
    "sample",
];

/// A field that another one's condition names, and where.
type Wanted = (String, Box<str>, Span);

impl Reader {
    /// The fields of a table, before those that are there anyway; a field of that name asks more of one of these.
    pub(super) fn fields(&mut self, entries: &[Entry], builtin: &[Field]) -> Vec<Field> {
        let mut own: Vec<Field> = Vec::new();
        let mut all = builtin.to_vec();
        let mut wanted: Vec<Wanted> = Vec::new();
        for entry in entries {
            let known = all.iter_mut().find(|field| field.is_called(&entry.key));
            match known.and_then(|field| same_or_freed(field, entry)) {
                Some(field) => self.refine(field, entry, &mut wanted),
                None => {
                    let field = self.field(entry, &mut wanted);
                    self.taken(entry, &field, &own.iter().chain(builtin));
                    own.push(field);
                }
            }
        }
        own.append(&mut all);
        for (key, name, span) in wanted {
            if let Some((name, value)) = name.split_once('\0') {
                self.never_holds(own.iter().find(|field| field.is_called(name)), value, span);
                continue;
            }
            if !own.iter().any(|field| field.is_called(&name)) {
                let suggestion = nearest(&name, own.iter().flat_map(Field::names));
                let (of, name) = (Named::Field, name.into());
                let problem = Problem::UnknownNameInSettings { key, of, name, suggestion };
                self.found.push((span, problem));
            }
        }
        settle_conditions(&mut own);
        own
    }

    fn field(&mut self, entry: &Entry, wanted: &mut Vec<Wanted>) -> Field {
        let mut field = Field::new(&entry.key);
        field.label = capital(&entry.key.replace('_', " ")).into();
        self.parts(&mut field, (entry, &entry.node), wanted);
        field.written = field.aliases.first().unwrap_or(&field.name).clone();
        // A message about an item names the list it stands in.
        if let FieldKind::List(item) = &mut field.kind {
            item.name.clone_from(&field.name);
            item.written.clone_from(&field.written);
        }
        field
    }

    /// Asks more of a field that weef has already. What it is for weef itself stays.
    fn refine(&mut self, field: &mut Field, entry: &Entry, wanted: &mut Vec<Wanted>) {
        let before = field.clone();
        field.aliases.clear();
        self.parts(field, (entry, &entry.node), wanted);
        if let Some(first) = field.aliases.first() {
            field.written = first.clone();
        }
        for alias in before.aliases {
            if !field.is_called(&alias) {
                field.aliases.push(alias);
            }
        }
        let is_fixed = matches!(field.role, Role::Core(_) | Role::Terms(_));
        let is_same = field.kind.name() == before.kind.name()
            && field.kind.item().name() == before.kind.item().name();
        if let Role::Terms(at) = field.role
            && !is_same
        {
            // The name is that of a list of terms, which the site has declared itself.
            let other = self.vocabularies.get(at).map_or_else(String::new, ToString::to_string);
            let (key, name) = ("keys".to_owned(), entry.key.to_string());
            self.found.push((entry.key_span, Problem::SettingTwice { key, name, other }));
            field.kind = before.kind;
        } else if is_fixed && !is_same {
            let given = ["kind", "of", "fields", "values", "vocabulary"];
            let part = given.into_iter().find_map(|key| entry.node.get(key));
            self.invalid_at(entry, part.unwrap_or(&entry.node), "core kind");
            field.kind = before.kind;
        }
    }

    /// Says which names of a field another one has already.
    fn taken<'f>(
        &mut self,
        entry: &Entry,
        field: &Field,
        others: &(impl Iterator<Item = &'f Field> + Clone),
    ) {
        let aliases = entry.node.get("aliases");
        for alias in &field.aliases {
            let Some(other) = others.clone().find(|other| other.is_called(alias)) else { continue };
            let items = match aliases.map(|node| &node.value) {
                Some(Value::List(items)) => items.as_slice(),
                _ => &[],
            };
            let node = items.iter().find(|node| node.text() == Some(alias)).or(aliases);
            let problem = Problem::SettingTwice {
                key: "aliases".into(),
                name: alias.to_string(),
                other: other.name.to_string(),
            };
            self.found.push((node.map_or(entry.key_span, |node| node.span), problem));
        }
    }

    /// Reads what a field is from its table, or from the word of its kind alone.
    fn parts(
        &mut self,
        field: &mut Field,
        (entry, node): (&Entry, &Node),
        wanted: &mut Vec<Wanted>,
    ) {
        match &node.value {
            Value::Map(_) => {}
            Value::Scalar { .. } => self.kind(field, entry, node),
            _ => self.invalid_at(entry, node, "kind"),
        }
        if let Some(kind) = node.get("kind") {
            self.kind(field, entry, kind);
        } else if node.get("fields").is_some() && !matches!(field.kind, FieldKind::List(_)) {
            field.kind = FieldKind::Group(Vec::new());
        } else if node.get("of").is_some() {
            field.kind = FieldKind::List(Box::new(Field::new("item")));
        } else if node.get("vocabulary").is_some() && matches!(field.kind, FieldKind::Text) {
            field.kind = FieldKind::Term(usize::MAX);
        }
        // What the value is comes before what it refers to.
        let is_shape =
            |part: &&Entry| matches!(&*part.key, "of" | "fields" | "values" | "vocabulary");
        for part in node.entries().iter().filter(is_shape) {
            self.part(field, part, wanted);
        }
        for part in node.entries().iter().filter(|part| !is_shape(part)) {
            self.part(field, part, wanted);
        }
        self.whole(field, (entry, node));
        self.rules(field, entry, node);
        self.choosable(field, node);
    }

    /// Says where readers cannot choose by a field: by text of some length, by what is of one page only, by a part of
    /// a group. What is said of the items of a list counts for the list.
    fn choosable(&mut self, field: &mut Field, node: &Node) {
        if let FieldKind::List(item) = &field.kind {
            field.facet |= item.facet;
            field.searched &= item.searched;
        }
        let can = field.kind.can_be_facet();
        let own = Some(node).filter(|_| !can);
        let parts = match (field.kind.item(), node.get("fields")) {
            (FieldKind::Group(_), Some(parts)) => parts.entries(),
            _ => &[],
        };
        for table in own.into_iter().chain(parts.iter().map(|part| &part.node)) {
            let said = table.entries().iter().find(|part| *part.key == *"facet");
            if let Some(said) = said.filter(|said| said.node.flag() == Some(true)) {
                self.invalid(said, "no facet");
            }
        }
        field.facet &= can;
    }

    /// Says what a kind lacks that means nothing by itself.
    fn whole(&mut self, field: &mut Field, (entry, node): (&Entry, &Node)) {
        let kind = match &mut field.kind {
            FieldKind::List(item) => &mut item.kind,
            kind => kind,
        };
        let lacks = match kind {
            FieldKind::Term(usize::MAX) => ("vocabulary", "vocabulary"),
            FieldKind::Choice(values) if values.is_empty() => ("values", "lacking values"),
            FieldKind::Group(parts) if parts.is_empty() => ("fields", "fields"),
            _ => return,
        };
        *kind = FieldKind::Text;
        // One that is there and wrong has been said to be.
        if node.get(lacks.0).is_none() {
            let at = node.get("kind").unwrap_or(node);
            self.invalid_at(entry, at, lacks.1);
        }
    }

    fn kind(&mut self, field: &mut Field, entry: &Entry, node: &Node) {
        match node.text().and_then(FieldKind::from_name) {
            Some(kind) => field.kind = kind,
            None => self.invalid_at(entry, node, "kind"),
        }
    }

    /// One setting of a field.
    fn part(&mut self, field: &mut Field, part: &Entry, wanted: &mut Vec<Wanted>) {
        match &*part.key {
            "kind" | "default" | "pattern" | "pattern_help" | "format" | "min" | "max" => {}
            "label" => self.label(part, &mut field.label),
            "aliases" => field.aliases = self.texts(part),
            "required" | "recommended" => self.need(field, part),
            "required_when" | "recommended_when" => self.need_when(field, part, wanted),
            "unique" => self.flag(part, &mut field.is_unique),
            "names" => self.flag(part, &mut field.is_name),
            "facet" => self.flag(part, &mut field.facet),
            "search" => self.flag(part, &mut field.searched),
            "from_folder" => self.flag(part, &mut field.is_from_folder),
            "inverse" => {
                let mut label = Box::default();
                self.text(part, &mut label);
                field.inverse = Some(label);
            }
            "sample" => field.sample = part.node.text().map(Into::into),
            "values" => self.values(field, part),
            "vocabulary" => {
                let at = self.named(part, Named::Vocabulary).unwrap_or(usize::MAX);
                match &mut field.kind {
                    FieldKind::List(item) => item.kind = FieldKind::Term(at),
                    kind => *kind = FieldKind::Term(at),
                }
            }
            "collection" => self.collection_of(field, part),
            "fields" => {
                let fields = self.tables(part);
                let group = FieldKind::Group(self.fields(fields, &[]));
                match &mut field.kind {
                    FieldKind::List(item) => item.kind = group,
                    kind => *kind = group,
                }
            }
            "of" => {
                let mut item = Field::new("item");
                self.parts(&mut item, (part, &part.node), wanted);
                field.kind = FieldKind::List(Box::new(item));
            }
            _ => self.unknown(part, FIELD_KEYS),
        }
    }

    fn need(&mut self, field: &mut Field, part: &Entry) {
        let need = if *part.key == *"required" { Need::Required } else { Need::Recommended };
        let mut is_on = false;
        self.flag(part, &mut is_on);
        field.need = if is_on { need.max(field.need) } else { Need::Optional };
    }

    fn need_when(&mut self, field: &mut Field, part: &Entry, wanted: &mut Vec<Wanted>) {
        let need = if *part.key == *"required_when" { Need::Required } else { Need::Recommended };
        let mut tests = Vec::new();
        for test in part.node.entries() {
            wanted.push((part.key.to_string(), test.key.clone(), test.key_span));
            let texts = |nodes: &[Node]| {
                let texts: Option<Vec<Box<str>>> =
                    nodes.iter().map(|node| node.text().map(Into::into)).collect();
                texts.map(Test::Is)
            };
            let own_values = match &test.node.value {
                Value::List(nodes) => nodes.as_slice(),
                _ => std::slice::from_ref(&test.node),
            };
            for node in own_values {
                // A value stands behind its field's name, to be looked at when all fields are known.
                if let Value::Scalar { text, plain: false } = &node.value {
                    let name = format!("{}\0{text}", test.key).into();
                    wanted.push((part.key.to_string(), name, node.span));
                }
            }
            let wanted = match &test.node.value {
                Value::Scalar { plain: true, .. } if test.node.flag().is_some() => {
                    test.node.flag().map(Test::Filled)
                }
                Value::Scalar { .. } => texts(std::slice::from_ref(&test.node)),
                Value::List(nodes) => texts(nodes),
                _ => None,
            };
            match wanted {
                Some(wanted) => tests.push((test.key.clone(), wanted)),
                None => self.invalid(test, "condition"),
            }
        }
        if part.node.entries().is_empty() {
            self.invalid(part, "condition");
            return;
        }
        field.need = need;
        field.need_when = Some(Condition(tests));
    }

    /// Says that a condition names a value which its field cannot have.
    pub(super) fn never_holds(&mut self, field: Option<&Field>, value: &str, span: Span) {
        let Some((field, FieldKind::Choice(allowed))) = field.map(|f| (f, f.kind.item())) else {
            return;
        };
        if allowed.iter().any(|one| one.eq_ignore_ascii_case(value)) {
            return;
        }
        let problem = Problem::ValueNotAllowed {
            field: field.written.to_string(),
            value: value.to_owned(),
            allowed: allowed.iter().map(ToString::to_string).collect(),
            suggestion: nearest(value, allowed.iter().map(|one| &**one)),
        };
        self.found.push((span, problem));
    }

    fn values(&mut self, field: &mut Field, part: &Entry) {
        let values = self.texts(part);
        if values.is_empty() {
            self.invalid(part, "values");
            return;
        }
        match &mut field.kind {
            FieldKind::List(item) => item.kind = FieldKind::Choice(values),
            kind @ (FieldKind::Text | FieldKind::Choice(_)) => *kind = FieldKind::Choice(values),
            _ => self.invalid(part, "no values"),
        }
    }

    fn collection_of(&mut self, field: &mut Field, part: &Entry) {
        let at = self.named(part, Named::Collection);
        let kind = match &mut field.kind {
            FieldKind::List(item) => &mut item.kind,
            kind => kind,
        };
        *kind = match kind {
            FieldKind::Person(_) => FieldKind::Person(at),
            _ => FieldKind::Reference(at),
        };
    }

    /// The place of a collection or vocabulary that a setting names.
    pub(super) fn named(&mut self, part: &Entry, of: Named) -> Option<usize> {
        let names = if of == Named::Collection { &self.collections } else { &self.vocabularies };
        let mut name: Box<str> = Box::default();
        let Value::Scalar { text, plain: false } = &part.node.value else {
            self.text(part, &mut name);
            return None;
        };
        let found = names.iter().position(|known| known == text);
        if found.is_none() {
            let suggestion = nearest(text, names.iter().map(|name| &**name));
            let (key, name) = (part.key.to_string(), text.to_string());
            let problem = Problem::UnknownNameInSettings { key, of, name, suggestion };
            self.found.push((part.node.span, problem));
        }
        found
    }

    /// The number that each text must be.
    fn format(&mut self, field: &Field, node: &Node) -> Option<Identifier> {
        let part = node.entries().iter().find(|part| *part.key == *"format")?;
        let format = part.node.text().and_then(Identifier::from_name);
        let format = format.filter(|_| matches!(field.kind.item(), FieldKind::Text));
        if format.is_none() {
            self.invalid(part, "format");
        }
        format
    }

    /// What values must be, when the kind is known.
    fn rules(&mut self, field: &mut Field, entry: &Entry, node: &Node) {
        let mut rules = Rules::default();
        let takes_pattern = matches!(
            field.kind.item(),
            FieldKind::Text | FieldKind::Markdown | FieldKind::Link | FieldKind::Term(_)
        );
        if let Some(part) = node.entries().iter().find(|part| *part.key == *"pattern")
            && !takes_pattern
        {
            self.invalid(part, "no bound");
        } else if let Some(pattern) = node.get("pattern") {
            match pattern.text().map(Pattern::new) {
                Some(Ok(mut right)) => {
                    right.words = node.get("pattern_help").and_then(Node::text).map(Into::into);
                    rules.pattern = Some(right);
                }
                _ => {
                    let pattern_text = pattern.text().unwrap_or("…").to_owned();
                    self.found
                        .push((pattern.span, Problem::InvalidPattern { pattern: pattern_text }));
                }
            }
        }
        rules.format = self.format(field, node);
        for (key, bound) in [("min", &mut rules.min), ("max", &mut rules.max)] {
            let Some(part) = node.entries().iter().find(|part| *part.key == *key) else { continue };
            match part.node.text().filter(|text| Rules::fits(&field.kind, text)) {
                Some(text) => *bound = Some(text.into()),
                None => self.invalid(part, Rules::expected(&field.kind)),
            }
        }
        if rules.are_reversed(&field.kind)
            && let Some(part) = node.entries().iter().find(|part| *part.key == *"max")
        {
            self.invalid(part, "order of bounds");
            rules.max = None;
        }
        // The form of the items of a list stands at the list itself.
        match &mut field.kind {
            FieldKind::List(item) if rules.pattern.is_some() || rules.format.is_some() => {
                item.rules.pattern = rules.pattern.take();
                item.rules.format = rules.format.take();
                item.sample.clone_from(&field.sample);
            }
            _ => {}
        }
        if rules != Rules::default() {
            field.rules = rules;
        }
        if let Some(default) = node.get("default") {
            let mut report = schema::Report::default();
            let value = schema::check((field, &entry.key), default, &mut report);
            if value.is_none() || !report.found.is_empty() {
                let key = Entry { key: "default".into(), ..entry.clone() };
                self.invalid_at(&key, default, "default");
            } else {
                field.default = Some(default.clone());
            }
        }
    }
}

/// The field of weef's own that a table asks more of. Another kind of field under one of its other names is a field of
/// the site's own, and takes that name.
fn same_or_freed<'f>(field: &'f mut Field, entry: &Entry) -> Option<&'f mut Field> {
    let node = &entry.node;
    let kind = node.text().or_else(|| node.get("kind").and_then(Node::text));
    let is_other = kind.is_some_and(|kind| kind != field.kind.name());
    let is_free = !matches!(field.role, Role::Core(_) | Role::Terms(_));
    if is_other && is_free && !field.name.eq_ignore_ascii_case(&entry.key) {
        field.aliases.retain(|alias| !alias.eq_ignore_ascii_case(&entry.key));
        return None;
    }
    Some(field)
}

/// Conditions name fields as editors do; from here on they do so by the canonical name.
fn settle_conditions(fields: &mut [Field]) {
    let names: Vec<(Box<str>, Vec<Box<str>>)> =
        fields.iter().map(|f| (f.name.clone(), f.aliases.clone())).collect();
    let canonical = |name: &str| {
        let is_called = |(own, aliases): &&(Box<str>, Vec<Box<str>>)| {
            own.eq_ignore_ascii_case(name) || aliases.iter().any(|a| a.eq_ignore_ascii_case(name))
        };
        names.iter().find(is_called).map(|(own, _)| own.clone())
    };
    for condition in fields.iter_mut().filter_map(|field| field.need_when.as_mut()) {
        for (name, _) in &mut condition.0 {
            if let Some(own) = canonical(name) {
                *name = own;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::find;

    #[test]
    fn fields_say_what_search_does_with_them() {
        let settings = r#"
            [fields]
            wijk = { facet = true }
            [collections.blogs.fields]
            soort = { values = ["column", "verslag"], facet = true }
            steekwoorden = { of = { facet = true } }
            reacties = { kind = "list", of.fields.tekst = "text", search = false }
            citaten = { of = { kind = "markdown", search = false, facet = true } }
            plaats = "text"
            status = { facet = true, search = false }
        "#;
        let (config, problems) = crate::config::parse(Some(settings.as_bytes()), "T");
        assert_eq!(problems.len(), 1, "no two pages share a quotation: {problems:?}");
        let said = |name: &str| {
            let field = find(&config.collections[0].fields, name).expect("a field of blogs");
            (field.facet, field.searched)
        };
        let own = ["wijk", "soort", "steekwoorden", "plaats"].map(said);
        assert_eq!(own, [(true, true), (true, true), (true, true), (false, true)]);
        assert_eq!(["reacties", "citaten"].map(said), [(false, false), (false, false)]);
        assert_eq!(
            ["status", "title", "themes"].map(said),
            [(true, false), (false, true), (false, true)]
        );
    }
}
