//! The home page as the settings put it together: blocks, from top to bottom.

use super::look::Placed;
use crate::language::Label;

/// How many entries the home page shows as new, unless set.
pub const NEWEST: usize = 10;

/// A part of the home page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeBlock {
    /// What readers see above it, where that is not the theme's to say.
    pub title: Option<Label>,
    /// What it shows.
    pub shows: Shows,
}

/// What a block of the home page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shows {
    /// The site's own first page: `index.md`.
    Introduction,
    /// The terms of a vocabulary, by its place.
    Terms(usize),
    /// How the terms of a vocabulary hang together.
    Map(usize),
    /// The newest pages: of a collection, by its place, or all that count as news; at most so many.
    Newest(Option<usize>, usize),
    /// One page.
    Page(Placed),
    /// The collections, each with how much there is.
    Collections,
    /// A text in Markdown.
    Text(Placed),
}

impl Shows {
    /// The names of all, as `weef.toml` has them.
    pub const NAMES: [&str; 7] =
        ["introduction", "terms", "map", "newest", "page", "collections", "text"];

    /// The name of this one; templates know it by that, too.
    pub fn name(&self) -> &'static str {
        let at = match self {
            Self::Introduction => 0,
            Self::Terms(_) => 1,
            Self::Map(_) => 2,
            Self::Newest(..) => 3,
            Self::Page(_) => 4,
            Self::Collections => 5,
            Self::Text(_) => 6,
        };
        Self::NAMES[at]
    }

    /// What a home page shows of which nothing is set.
    pub fn usual() -> Vec<HomeBlock> {
        let shows =
            [Self::Introduction, Self::Terms(0), Self::Newest(None, NEWEST), Self::Collections];
        shows.map(|shows| HomeBlock { title: None, shows }).into()
    }
}
