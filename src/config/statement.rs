//! Pages by which an organisation accounts for its site: the accessibility statement, the privacy page.

use super::is_index;
use crate::diagnostic::Asker;
use crate::schema::{self, Field, Need};
use crate::source::lines::Span;

/// What such a page accounts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementKind {
    /// How accessible the site is, in the model of the Dutch government.
    Accessibility,
    /// What the site knows of its readers.
    Privacy,
}

/// A page of the content that is such a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What it accounts for.
    pub kind: StatementKind,
    /// The page below `content`, without what its name ends in.
    pub page: Box<str>,
    /// The fields it may have: those of its kind, and those of any page.
    pub fields: Vec<Field>,
    /// Where its name stands in `weef.toml`.
    pub span: Span,
}

impl StatementKind {
    /// What may stand in `weef.toml`.
    pub const NAMES: [&str; 2] = ["accessibility", "privacy"];

    /// The kind of a name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "accessibility" => Some(Self::Accessibility),
            "privacy" => Some(Self::Privacy),
            _ => None,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accessibility => "accessibility",
            Self::Privacy => "privacy",
        }
    }

    /// What asks for its fields.
    pub fn asker(self) -> Asker {
        match self {
            Self::Accessibility => Asker::Accessibility,
            Self::Privacy => Asker::Privacy,
        }
    }

    /// The template of such a page, unless it names another.
    pub fn template(self) -> &'static str {
        match self {
            Self::Accessibility => "accessibility.html",
            Self::Privacy => "privacy.html",
        }
    }

    /// Its own fields, and below them those of any page.
    pub(super) fn fields(self, common: &[Field]) -> Vec<Field> {
        let mut fields = match self {
            Self::Accessibility => schema::accessibility_fields(),
            Self::Privacy => schema::privacy_fields(),
        };
        let others = common.iter().filter(|field| schema::find(&fields, &field.name).is_none());
        // Who reads that a site is accessible wants to know when that was.
        let is_day = |field: &Field| self == Self::Accessibility && *field.name == *"date";
        let others = others.cloned().map(|field| {
            if is_day(&field) { Field { need: Need::Required, ..field } } else { field }
        });
        let others: Vec<Field> = others.collect();
        fields.extend(others);
        fields
    }
}

impl Statement {
    /// Whether a file below `content` is this page: of its name, or what introduces a folder of that name.
    pub(super) fn is_at(&self, below: &str) -> bool {
        let bare = below.rsplit_once('.').map_or(below, |(bare, _)| bare);
        let folder = bare.rsplit_once('/').filter(|_| is_index(below)).map(|(folder, _)| folder);
        *bare == *self.page || folder == Some(&*self.page)
    }
}
