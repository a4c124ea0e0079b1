//! What a value must be besides of a kind: within bounds, of a form.

use std::fmt;

use regex_lite::Regex;

use super::{FieldKind, Identifier, Value};
use crate::language::parse_date;

/// What the values of a field must be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// The form of each text.
    pub pattern: Option<Pattern>,
    /// The number that each text is: a book's, an article's, a person's.
    pub format: Option<Identifier>,
    /// The least: of a number or a date, of the characters of a text, of the items of a list.
    pub min: Option<Box<str>>,
    /// The most, of the same.
    pub max: Option<Box<str>>,
}

/// The form of a text, as a regular expression that must match the whole of it.
#[derive(Clone)]
pub struct Pattern {
    written: Box<str>,
    /// What it means, in words for editors.
    pub words: Option<Box<str>>,
    regex: Regex,
}

impl Pattern {
    /// Reads an expression.
    ///
    /// # Errors
    /// When it is none.
    pub fn new(written: &str) -> Result<Self, regex_lite::Error> {
        let regex = Regex::new(&format!("^(?:{written})$"))?;
        Ok(Self { written: written.into(), words: None, regex })
    }

    /// The expression as it was written.
    pub fn as_str(&self) -> &str {
        &self.written
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written && self.words == other.words
    }
}

impl Eq for Pattern {}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

/// A rule that a value breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mismatch {
    /// The form.
    Pattern,
    /// The least.
    Below,
    /// The most.
    Above,
}

impl Rules {
    /// Whether a bound can be one for values of a kind.
    pub fn fits(kind: &FieldKind, bound: &str) -> bool {
        match kind {
            FieldKind::Date => parse_date(bound).is_some(),
            FieldKind::Number => number(bound).is_some(),
            FieldKind::Text | FieldKind::Markdown | FieldKind::List(_) => {
                bound.parse::<usize>().is_ok()
            }
            _ => false,
        }
    }

    /// What a bound of a kind should be, as the sentences of messages know it.
    pub fn expected(kind: &FieldKind) -> &'static str {
        match kind {
            FieldKind::Date => "date bound",
            FieldKind::Number | FieldKind::Text | FieldKind::Markdown | FieldKind::List(_) => {
                "bound"
            }
            _ => "no bound",
        }
    }

    /// Whether the least is more than the most.
    pub fn are_reversed(&self, kind: &FieldKind) -> bool {
        let (Some(min), Some(max)) = (&self.min, &self.max) else { return false };
        match kind {
            FieldKind::Date => parse_date(min) > parse_date(max),
            _ => number(min) > number(max),
        }
    }

    /// The rule that a value breaks.
    pub(crate) fn broken_by(&self, kind: &FieldKind, value: &Value) -> Option<Mismatch> {
        if let (Some(pattern), Value::Text(text)) = (&self.pattern, value)
            && !pattern.regex.is_match(text)
        {
            return Some(Mismatch::Pattern);
        }
        let compare = |bound: &str| match (kind, value) {
            (_, Value::Date(date)) => parse_date(bound).map(|bound| date.cmp(&bound)),
            (FieldKind::Number, Value::Text(text)) => {
                number(text).zip(number(bound)).and_then(|(n, bound)| n.partial_cmp(&bound))
            }
            (_, Value::Text(text)) => bound.parse().ok().map(|b| text.chars().count().cmp(&b)),
            (_, Value::List(items)) => bound.parse().ok().map(|b| items.len().cmp(&b)),
            _ => None,
        };
        if self.min.as_deref().and_then(compare).is_some_and(std::cmp::Ordering::is_lt) {
            return Some(Mismatch::Below);
        }
        let is_above = self.max.as_deref().and_then(compare).is_some_and(std::cmp::Ordering::is_gt);
        is_above.then_some(Mismatch::Above)
    }
}

/// A number as it may be written; infinity is none.
pub(super) fn number(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|n| n.is_finite())
}
