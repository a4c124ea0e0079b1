//! Content types: which fields a page has, of what kind, what its values must be, and whether they are.
//!
//! Nothing about blogs or dilemmas is known here: collections and fields come from `weef.toml`. What weef itself
//! understands ([`Core`], the common fields, the parts of a term) is a list of fields like any other; a
//! site may ask more of them, such as that every blog has a summary.

use jiff::civil::Date;

use crate::language::Label;

mod builtin;
mod check;
mod identifier;
mod json;
mod rules;
mod statements;

pub use builtin::{Core, common_fields, core_fields, image_fields, term_fields, terms_field};
pub use check::{Report, check, missing, named};
pub(crate) use check::{is_meant, moment, one_text, role, shown, too_few_or_many};
pub use identifier::Identifier;
pub use json::{Offers, Shape, Terms, json_schema};
pub(crate) use rules::Mismatch;
pub use rules::{Pattern, Rules};
pub use statements::{accessibility_fields, privacy_fields};

/// One field of a content type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting that a site turns on or off")]
pub struct Field {
    /// The canonical name, as templates use it.
    pub name: Box<str>,
    /// The name that the editors of this site use, and that messages name.
    pub written: Box<str>,
    /// What readers see; empty where the theme's own word counts.
    pub label: Label,
    /// Other names under which editors write it.
    pub aliases: Vec<Box<str>>,
    /// Who understands it.
    pub role: Role,
    /// The kind of value.
    pub kind: FieldKind,
    /// What its values must be, besides of a kind.
    pub rules: Rules,
    /// Whether a page must have it.
    pub need: Need,
    /// When that holds; always, where there is none.
    pub need_when: Option<Condition>,
    /// Whether no two pages of the collection may have the same value.
    pub is_unique: bool,
    /// Whether its values are names by which links find the page.
    pub is_name: bool,
    /// Whether the page of the folder it stands in is meant where nothing is written.
    pub is_from_folder: bool,
    /// Whether readers who search can choose by its values.
    pub facet: bool,
    /// Whether what it holds can be searched.
    pub searched: bool,
    /// What counts where nothing is written.
    pub default: Option<crate::tree::Node>,
    /// What the page that a reference names calls the pages that name it.
    pub inverse: Option<Box<str>>,
    /// A value of the field as `weef new` writes it; none where it is left empty.
    pub sample: Option<Box<str>>,
}

/// Who understands a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Templates only.
    Own,
    /// weef itself, for any page.
    Core(Core),
    /// It holds terms of a vocabulary, by its place in the configuration.
    Terms(usize),
    /// Templates, on pages of any type.
    Common,
    /// weef itself, on the page of a term.
    OfTerm,
}

/// Whether a page must have a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// It may.
    #[default]
    Optional,
    /// It is better with it.
    Recommended,
    /// It is wrong without it.
    Required,
}

/// When a field is needed: all of these hold for other fields of the same page or group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition(pub Vec<(Box<str>, Test)>);

/// What must hold for a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// It has one of these values, or one of its values is.
    Is(Vec<Box<str>>),
    /// It is filled in, or it is a flag that is set; `false` for the opposite.
    Filled(bool),
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
    /// Someone, with or without a page; the collection of such pages, by its place in the configuration.
    Person(Option<usize>),
    /// Another page, by its title, alias or path; the collection it must be in.
    Reference(Option<usize>),
    /// A term of the vocabulary, by its place in the configuration.
    Term(usize),
    /// Several of one kind.
    List(Box<Field>),
    /// Fields that belong together.
    Group(Vec<Field>),
}

impl FieldKind {
    /// The names of all kinds, as `weef.toml` and templates spell them; the manual has a page for each.
    pub const NAMES: [&str; 15] = [
        "text",
        "markdown",
        "date",
        "period",
        "number",
        "flag",
        "choice",
        "link",
        "image",
        "file",
        "person",
        "reference",
        "term",
        "list",
        "group",
    ];

    /// The name of the kind.
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
            Self::Person(_) => "person",
            Self::Reference(_) => "reference",
            Self::Term(_) => "term",
            Self::List(_) => "list",
            Self::Group(_) => "group",
        }
    }

    /// The kind of a name, with nothing filled in.
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
            "person" => Self::Person(None),
            "reference" => Self::Reference(None),
            "term" => Self::Term(usize::MAX),
            "list" => Self::List(Box::new(Field::new("item"))),
            "group" => Self::Group(Vec::new()),
            _ => return None,
        })
    }

    /// Whether many pages may share a value, so that readers can choose by it.
    pub fn can_be_facet(&self) -> bool {
        matches!(
            self.item(),
            Self::Text
                | Self::Number
                | Self::Flag
                | Self::Choice(_)
                | Self::Person(_)
                | Self::Reference(_)
                | Self::Term(_)
        )
    }

    /// The kind of one value: of the items, where this is a list.
    pub fn item(&self) -> &Self {
        match self {
            Self::List(item) => &item.kind,
            kind => kind,
        }
    }
}

/// A value that fits its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text, a choice, a name, an address, a number: as written.
    Text(Box<str>),
    /// A person by name, and what they do here.
    InRole {
        /// The name, as written.
        name: Box<str>,
        /// The role.
        role: Box<str>,
    },
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
    /// The text, where it is one; of a person in a role the name.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::InRole { name: text, .. } => Some(text),
            _ => None,
        }
    }

    /// How many single values it holds.
    pub fn leaves(&self) -> usize {
        match self {
            Self::Text(_) | Self::InRole { .. } | Self::Date(_) | Self::Flag(_) => 1,
            Self::List(items) => items.iter().map(Self::leaves).sum(),
            Self::Group(parts) => parts.iter().map(|(_, value)| value.leaves()).sum(),
        }
    }
}

impl Field {
    /// A text field with no label of its own.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.into(),
            written: name.into(),
            label: Label::default(),
            aliases: Vec::new(),
            role: Role::Own,
            kind: FieldKind::Text,
            rules: Rules::default(),
            need: Need::Optional,
            need_when: None,
            is_unique: false,
            is_name: matches!(name, "synonyms" | "old_names" | "abbreviation"),
            is_from_folder: false,
            facet: false,
            searched: true,
            default: None,
            inverse: None,
            sample: None,
        }
    }

    /// The same with other names, the first of which Dutch editors use.
    #[must_use]
    pub fn also(mut self, aliases: &[&str]) -> Self {
        self.aliases = aliases.iter().map(|alias| (*alias).into()).collect();
        self
    }

    /// The same of another kind.
    #[must_use]
    pub fn of(self, kind: FieldKind) -> Self {
        Self { kind, ..self }
    }

    /// Several values of this one's kind.
    #[must_use]
    pub fn listed(mut self) -> Self {
        let item = Self::new(&self.name).of(self.kind);
        self.kind = FieldKind::List(Box::new(item));
        self
    }

    /// Whether an editor means this field by a key.
    pub fn is_called(&self, key: &str) -> bool {
        self.names().any(|name| name.eq_ignore_ascii_case(key))
    }

    /// Every name that editors may use.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&*self.name).chain(self.aliases.iter().map(|alias| &**alias))
    }

    /// Whether a page without it is told so, given what the other fields of the page or group hold.
    pub fn is_needed<'v>(&self, value_of: &dyn Fn(&str) -> Option<&'v Value>) -> bool {
        self.need != Need::Optional
            && self.need_when.as_ref().is_none_or(|condition| condition.holds(value_of))
    }
}

impl Condition {
    /// Whether all of it holds.
    pub fn holds<'v>(&self, value_of: &dyn Fn(&str) -> Option<&'v Value>) -> bool {
        self.0.iter().all(|(name, test)| test.holds(value_of(name)))
    }
}

impl Test {
    fn holds(&self, value: Option<&Value>) -> bool {
        match (self, value) {
            (Self::Filled(wanted), Some(Value::Flag(flag))) => flag == wanted,
            (Self::Filled(wanted), value) => value.is_some() == *wanted,
            (Self::Is(wanted), Some(Value::Text(text) | Value::InRole { name: text, .. })) => {
                wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case(text))
            }
            (Self::Is(wanted), Some(Value::Date(date))) => {
                let date = date.to_string();
                wanted.iter().any(|wanted| **wanted == *date)
            }
            (Self::Is(_), Some(Value::List(items))) => {
                items.iter().any(|item| self.holds(Some(item)))
            }
            (Self::Is(_), _) => false,
        }
    }
}

/// The field of a canonical name.
pub fn find<'f>(fields: &'f [Field], name: &str) -> Option<&'f Field> {
    fields.iter().find(|field| *field.name == *name)
}
