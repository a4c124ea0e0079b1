//! What the settings say of people, series and citing: which fields hold the parts of a name, the place in a series,
//! and the parts of a reference.

/// The fields of a page that are the parts of a person's name, by their canonical names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameFields {
    /// First names.
    pub given: Option<Box<str>>,
    /// What stands before the core: *van den*.
    pub prefix: Option<Box<str>>,
    /// The core.
    pub family: Option<Box<str>>,
    /// The country whose custom counts.
    pub country: Option<Box<str>>,
}

impl NameFields {
    /// The fields of the name as people say it, in order.
    pub fn spoken(&self) -> impl Iterator<Item = &Box<str>> {
        [&self.given, &self.prefix, &self.family].into_iter().flatten()
    }
}

/// Where the pages of a collection say of which series they are a part: a field, or a part of a field that is a group,
/// by their canonical names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesFields {
    /// What the series is called.
    pub name: Box<[Box<str>]>,
    /// The how manieth part the page is; none where the date decides.
    pub number: Option<Box<[Box<str>]>>,
}

/// How the pages of a collection are cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citing {
    /// The kind of work, as CSL names it, where no field says.
    pub kind: &'static str,
    /// The field that says which kind it is.
    pub kind_field: Option<Box<str>>,
    /// The kinds that its values mean.
    pub kinds: Vec<(Box<str>, &'static str)>,
    /// The fields that hold a part of the reference, by their canonical names.
    pub fields: Vec<(Cited, Box<str>)>,
}

impl Default for Citing {
    fn default() -> Self {
        Self { kind: "document", kind_field: None, kinds: Vec::new(), fields: Vec::new() }
    }
}

/// A part of a reference that a field may hold; title, authors and language are the page's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Cited {
    Year,
    Publisher,
    Place,
    Isbn,
    Issn,
    Doi,
    /// From which page to which.
    Pages,
    /// How many.
    PageCount,
    /// The journal, book or site it stands in.
    Container,
    Volume,
    Issue,
    Edition,
    Series,
    Number,
    /// What it is in the words of readers: *proefschrift*.
    Genre,
    Editors,
    Url,
    Accessed,
}

impl Cited {
    /// All parts, as `weef.toml` names them.
    pub const ALL: [(&'static str, Self); 18] = [
        ("year", Self::Year),
        ("publisher", Self::Publisher),
        ("place", Self::Place),
        ("isbn", Self::Isbn),
        ("issn", Self::Issn),
        ("doi", Self::Doi),
        ("pages", Self::Pages),
        ("page_count", Self::PageCount),
        ("container", Self::Container),
        ("volume", Self::Volume),
        ("issue", Self::Issue),
        ("edition", Self::Edition),
        ("series", Self::Series),
        ("number", Self::Number),
        ("genre", Self::Genre),
        ("editors", Self::Editors),
        ("url", Self::Url),
        ("accessed", Self::Accessed),
    ];
}

/// The kinds of work as `weef.toml` spells them, and as CSL does.
pub const CITED_KINDS: [(&str, &str); 21] = [
    ("article", "article-journal"),
    ("article-journal", "article-journal"),
    ("article-magazine", "article-magazine"),
    ("article-newspaper", "article-newspaper"),
    ("blog", "post-weblog"),
    ("book", "book"),
    ("broadcast", "broadcast"),
    ("chapter", "chapter"),
    ("dataset", "dataset"),
    ("document", "document"),
    ("entry-encyclopedia", "entry-encyclopedia"),
    ("legislation", "legislation"),
    ("motion_picture", "motion_picture"),
    ("pamphlet", "pamphlet"),
    ("paper-conference", "paper-conference"),
    ("post-weblog", "post-weblog"),
    ("report", "report"),
    ("software", "software"),
    ("speech", "speech"),
    ("thesis", "thesis"),
    ("webpage", "webpage"),
];

/// The kind that a word in the settings means.
pub fn cited_kind(word: &str) -> Option<&'static str> {
    CITED_KINDS.iter().find(|(own, _)| *own == word).map(|(_, kind)| *kind)
}
