//! What the settings say to programs that read the site: who publishes it, what a collection's pages are to them, which
//! of its fields hold a meeting, and what is made for them beside each page.

/// What is made for programs beside the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machines {
    /// The picture that stands for a page where its address is shared.
    pub picture: Picture,
    /// Whether each page is there as Markdown too, with a list of them all in `llms.txt`.
    pub has_markdown: bool,
}

impl Default for Machines {
    fn default() -> Self {
        Self { picture: Picture::Own, has_markdown: true }
    }
}

/// Which picture stands for a page where its address is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// The page's own; one that is made where it has none.
    Own,
    /// One that is made, always.
    Made,
    /// The page's own, or none.
    Never,
}

impl Picture {
    /// All, as `weef.toml` names them.
    pub const ALL: [(&'static str, Self); 3] =
        [("own", Self::Own), ("made", Self::Made), ("never", Self::Never)];
}

/// Who publishes the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publisher {
    /// The name; the site's own where it is empty.
    pub name: Box<str>,
    /// The government body, as OWMS has it.
    pub authority: Box<str>,
    /// The area that the site is about.
    pub spatial: Box<str>,
    /// What kind of information it is, as OWMS has it.
    pub information: Box<str>,
    /// The address of the licence of what has none of its own.
    pub licence: Box<str>,
}

/// The fields of a page that are a meeting, by their canonical names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The day; the page's own date where none is named.
    pub date: Option<Box<str>>,
    /// When it begins, as `13:30`.
    pub start: Option<Box<str>>,
    /// When it ends.
    pub end: Option<Box<str>>,
    /// Where.
    pub place: Option<Box<str>>,
    /// The page it belongs to, which has a calendar of its own.
    pub by: Option<Box<str>>,
}

/// What a page may be in the words of schema.org.
pub const MEANINGS: [&str; 22] = [
    "Article",
    "Blog",
    "BlogPosting",
    "Book",
    "CreativeWork",
    "Dataset",
    "DefinedTerm",
    "Event",
    "GovernmentOrganization",
    "HowTo",
    "LearningResource",
    "NewsArticle",
    "NGO",
    "Organization",
    "Person",
    "Place",
    "Project",
    "Report",
    "ScholarlyArticle",
    "TechArticle",
    "Thesis",
    "WebPage",
];
