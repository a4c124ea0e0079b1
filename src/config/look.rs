//! What an organisation sets of what readers see around its pages: logo, icon, colours, the foot of each page.

use super::NavigationItem;
use super::colour::Colour;
use crate::source::lines::Span;

/// Logo, icon and colours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The picture beside the name of the site: a file below the content folder.
    pub logo: Option<Placed>,
    /// The same for a dark page.
    pub logo_dark: Option<Placed>,
    /// Whether the logo shows the name of the site, so that it need not stand beside it.
    pub logo_has_name: bool,
    /// The picture on the tab of a browser.
    pub icon: Option<Placed>,
    /// The colours of a light page.
    pub light: Colours,
    /// The colours of a dark page.
    pub dark: Colours,
}

/// A text of the settings, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The text.
    pub text: Box<str>,
    /// Where it stands in `weef.toml`.
    pub span: Span,
}

/// The colours that are set; the theme has the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Colours {
    /// Behind the text.
    pub background: Option<Chosen>,
    /// Of the text.
    pub ink: Option<Chosen>,
    /// What is the organisation's own.
    pub accent: Option<Chosen>,
    /// Of links.
    pub link: Option<Chosen>,
}

/// A colour that was chosen, for a message about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The colour.
    pub colour: Colour,
    /// The setting.
    pub key: &'static str,
    /// Where it stands in `weef.toml`.
    pub span: Span,
}

/// The foot of each page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Footer {
    /// What stands there in any case, in Markdown.
    pub text: Option<Placed>,
    /// Texts and links side by side.
    pub columns: Vec<Column>,
    /// How the organisation can be reached.
    pub contact: Contact,
    /// Where else it is to be found.
    pub social: Vec<NavigationItem>,
}

/// A column in the foot of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub title: Box<str>,
    /// A text, in Markdown.
    pub text: Option<Placed>,
    /// Links.
    pub links: Vec<NavigationItem>,
}

/// How an organisation can be reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// Who that is.
    pub name: Box<str>,
    /// Where it is, line by line.
    pub address: Vec<Box<str>>,
    /// The telephone number, as people write it.
    pub phone: Box<str>,
    /// The mail address.
    pub email: Box<str>,
}

impl Footer {
    /// Every text in Markdown, in the order in which the page shows them.
    pub fn texts(&self) -> impl Iterator<Item = &Placed> {
        self.text.iter().chain(self.columns.iter().filter_map(|column| column.text.as_ref()))
    }

    /// Every link.
    pub fn links(&self) -> impl Iterator<Item = &NavigationItem> {
        self.columns.iter().flat_map(|column| &column.links).chain(&self.social)
    }
}
