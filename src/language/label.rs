//! A word that the settings give to readers, in the language of the site and, where they say so, in others.

use std::fmt;
use std::ops::Deref;

use super::Language;

/// What readers see of a collection, vocabulary or field. As a text it is the word in the language of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// In the language of the site.
    pub own: Box<str>,
    /// In other languages.
    pub others: Vec<(Language, Box<str>)>,
}

impl Label {
    /// The word in a language; where there is none, the one in the language of the site.
    pub fn in_language(&self, language: Language) -> &str {
        let other = self.others.iter().find(|(of, _)| of.primary() == language.primary());
        other.map_or(&*self.own, |(_, word)| word)
    }
}

impl Deref for Label {
    type Target = str;

    fn deref(&self) -> &str {
        &self.own
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.own)
    }
}

impl From<&str> for Label {
    fn from(own: &str) -> Self {
        Self { own: own.into(), others: Vec::new() }
    }
}

impl From<String> for Label {
    fn from(own: String) -> Self {
        Self { own: own.into(), others: Vec::new() }
    }
}
