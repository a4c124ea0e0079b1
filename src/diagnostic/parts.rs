//! What a problem is made of, besides names and values: kinds of values, of gaps, of mistakes in writing.

use jiff::civil::Date;

/// Why readers do not see a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Absence {
    Draft,
    Scheduled(Date),
    Expired(Date),
}

/// What is wrong with a block that asks for a list of pages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the sentences in nl.rs and en.rs say what each is")]
pub enum ListFlaw {
    Syntax(SyntaxCause),
    NoKeys,
    InField,
    UnknownKey,
    FieldOutside,
    UnknownField,
    UnknownCollection,
    NoItems,
    NotFields,
    NotText,
    NotNumber,
    NotDate,
    Twice,
    MissingBy,
    UnknownForm,
    UnknownDirection,
    Empty,
    Reversed,
    WordsBehind,
    InHtml,
}

/// A number that the world gives to a book, a series, an article or a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Identifier {
    Isbn,
    Issn,
    Doi,
    Orcid,
}

/// What is wrong with such a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IdentifierFlaw {
    /// It is not written as one.
    Form,
    /// Its last digit does not follow from the others.
    CheckDigit,
}

/// What is wrong with a line that should be a fence of the front matter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FenceFlaw {
    /// The opening one is not there.
    NoOpening,
    /// Empty lines stand above the opening one.
    LinesAbove,
    /// White space stands before the opening one.
    SpaceBefore,
    /// Something else stands where it should open; `both` if the block closes with the same.
    Opening {
        /// What stands there.
        found: String,
        /// Whether it closes with that, too.
        both: bool,
    },
    /// Something else stands where it should close.
    Closing {
        /// What stands there.
        found: String,
    },
}

/// What readers do not get to see of a theme.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ThemeFlaw {
    /// Something that stands on another host.
    Elsewhere {
        /// Where.
        address: String,
    },
    /// A script within a page.
    Script {
        /// The element or attribute that holds it.
        written: String,
    },
    /// A style within a page.
    Style {
        /// The element or attribute that holds it.
        written: String,
    },
    /// A template for whole pages that is empty.
    Empty,
    /// A template that fills blocks of no other, so that its pages are these blocks and nothing else.
    Bare {
        /// The template that it most likely means to extend.
        parent: String,
    },
    /// A template that nothing names.
    Unused {
        /// The one that was most likely meant.
        suggestion: Option<String>,
    },
    /// A file where nothing looks for it.
    Misplaced {
        /// Where it would be found.
        place: String,
        /// Whether it is written in another language than what is read there.
        is_other: bool,
    },
}

/// Why a text of YAML or TOML cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SyntaxCause {
    /// What is wrong.
    pub mistake: Mistake,
    /// How the line should have been written, where that is certain: with it the text can be read.
    pub line: Option<String>,
}

impl From<Mistake> for SyntaxCause {
    fn from(mistake: Mistake) -> Self {
        Self { mistake, line: None }
    }
}

/// A mistake in YAML or TOML, as people make it by hand. A sign is quoted as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the sentences in nl.rs and en.rs say what each is")]
pub enum Mistake {
    Tab,
    TabBehindName,
    UnclosedQuote { quote: char },
    UnclosedLongText { quote: char },
    QuoteInText { quote: char },
    CurlyQuote { quote: char },
    Backslash,
    ColonInText,
    SpecialStart { sign: char },
    UnclosedBracket { bracket: char },
    WrongBracket { found: char, wanted: char },
    Extra { sign: char },
    MissingComma,
    Indentation { spaces: Option<usize> },
    MixedList,
    ListOnLine,
    ListAfterText,
    ListWithoutName,
    MissingColon,
    MissingSpace { sign: char },
    WrongSign { found: char, wanted: char },
    TextAfterBar { bar: char },
    TextNotIndented,
    SecondStart,
    Invisible { code: u32 },
    MissingEquals,
    MissingValue,
    NotQuoted,
    NotFlag,
    NotDate,
    NotNumber,
    KeyNotQuoted,
    UnclosedHeader,
    TableTwice { name: String },
    NotTable { name: String },
    SeveralOnLine,
    TooDeep,
    Unclear,
}

/// What makes a text hard to read.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Strain {
    /// How many words a sentence has on average, where that is many.
    pub words_per_sentence: Option<u32>,
    /// Long words in it, at most three.
    pub words: Vec<String>,
}

/// How well one colour reads on another, in hundredths: 450 is 4.5 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ratio(pub u32);

impl Ratio {
    /// The ratio in figures, with this sign before what is less than one.
    pub(super) fn with(self, sign: char) -> String {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        match (rest, rest % 10) {
            (0, _) => whole.to_string(),
            (_, 0) => format!("{whole}{sign}{}", rest / 10),
            _ => format!("{whole}{sign}{rest:02}"),
        }
    }
}

/// What grows old on a page by which an organisation accounts for its site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Aged {
    Statement,
    Audit,
}

/// What does not hold in an accessibility statement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatementFlaw {
    /// All is in order, it says, and then what is not.
    FullWithDeviations,
    /// The day of the planned audit has passed.
    AuditPast(Date),
    /// The planned audit is too far away.
    AuditTooLate(Date),
    /// What is told as done has a day that is still to come.
    DayAhead(Date),
    /// It was changed before it was written.
    ChangedBefore {
        /// When it was changed, it says.
        updated: Date,
        /// When it was written.
        date: Date,
    },
    /// Mending something is called too much to ask, and nothing says why.
    BurdenWithoutGrounds {
        /// What is not met.
        criterion: String,
    },
    /// Something was to be mended by a day that has passed.
    MendingPast {
        /// What is not met yet.
        criterion: String,
        /// The day.
        date: Date,
    },
}

/// How long `security.txt` still holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Expiry {
    Past,
    Near,
    Far,
}

/// What kind of value a field wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Kind {
    Text,
    Date,
    Number,
    Flag,
    List,
    Group,
    Period,
}

/// What a picture is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PictureIn {
    /// A field of the front matter.
    Field,
    /// Markdown.
    Text,
    /// HTML.
    Html,
}

/// What asks for a field that is missing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asker {
    /// The pages of a collection, those of the site, or a group of fields.
    Named(String),
    /// An accessibility statement.
    Accessibility,
    /// A privacy page.
    Privacy,
}

impl Asker {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Named(name) => name,
            Self::Accessibility => "accessibility",
            Self::Privacy => "privacy",
        }
    }
}

/// Where a field is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// The front matter has no such line.
    NotWritten,
    /// There is no front matter.
    NoFrontMatter,
    /// The line is there, with nothing behind it.
    Empty,
    /// A group of fields has no such line.
    InGroup,
    /// One text stands where a group of fields is meant.
    AsText,
}

/// What a bound of a field counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Counted {
    Number,
    Date,
    Characters,
    Items,
}

/// What a name in the settings is a name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Named {
    Field,
    Collection,
    Vocabulary,
    Term,
    Page,
}
