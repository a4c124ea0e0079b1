//! What is wrong, where, and what to do about it: one plain value for the terminal, JSON and the browser.
//!
//! A [`Problem`] says what was found, with the words it was found in; its sentences stand per language in
//! `diagnostic/nl.rs` and `diagnostic/en.rs`. A [`Diagnostic`] is a problem at a place.

use jiff::civil::Date;
use serde::Serialize;

use crate::source::SourcePath;
use crate::source::lines::Span;

mod en;
mod near;
mod nl;
mod parts;
mod severity;
mod template;
mod terminal;

pub use near::nearest;
pub use parts::{
    Absence, Aged, Asker, Counted, Expiry, FenceFlaw, Gap, Identifier, IdentifierFlaw, Kind,
    ListFlaw, Mistake, Named, PictureIn, Ratio, StatementFlaw, Strain, SyntaxCause, ThemeFlaw,
};
pub use template::{TemplateMistake, TemplateName, TemplateValue};
pub use terminal::{no_pages, print, summary};

/// The languages that weef itself speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Speech {
    /// Dutch.
    #[default]
    Dutch,
    /// English, and what is used for any other language.
    English,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A page would be wrong or missing: nothing is published.
    Error,
    /// A page is poorer than it could be: published all the same.
    Warning,
    /// Something to consider.
    Advice,
}

/// A problem at a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The file.
    pub file: SourcePath,
    /// Where in the file; [`Span::START`] where the whole file is meant.
    pub span: Span,
    /// What is wrong.
    pub problem: Problem,
}

impl Diagnostic {
    /// Whether nothing is published while it is there.
    pub fn is_error(&self) -> bool {
        self.problem.severity() == Severity::Error
    }

    /// A problem at a place in a file.
    pub fn new(file: &SourcePath, span: Span, problem: Problem) -> Self {
        Self { file: file.clone(), span, problem }
    }
}

/// A problem as machines read it: lines and columns from 1, columns in characters.
#[derive(Debug, Serialize)]
pub struct Record {
    code: &'static str,
    severity: Severity,
    message: String,
    help: Option<String>,
    file: String,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

impl Record {
    /// A diagnostic in the words of a language.
    pub fn new(diagnostic: &Diagnostic, speech: Speech) -> Self {
        let Diagnostic { file, span, problem } = diagnostic;
        let (message, help) = problem.text(speech);
        Self {
            code: problem.code(),
            severity: problem.severity(),
            message,
            help,
            file: file.as_str().to_owned(),
            line: span.line,
            column: span.column,
            end_line: span.end_line,
            end_column: span.end_column,
        }
    }
}

/// What can be wrong. Names and values in it are quoted from the source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the sentences in nl.rs and en.rs say what each is")]
pub enum Problem {
    NotUtf8 {
        guess: &'static str,
    },
    UnclosedFrontMatter {
        fence: &'static str,
    },
    BrokenFrontMatter {
        format: &'static str,
        cause: SyntaxCause,
    },
    BrokenFence {
        fence: &'static str,
        flaw: FenceFlaw,
    },
    TextAfterHash {
        line: Option<String>,
    },
    DuplicateKey {
        key: String,
    },
    FrontMatterIsNoMap,
    InvalidDate {
        field: String,
        value: String,
        suggestion: Option<String>,
    },
    WrongKind {
        field: String,
        expected: Kind,
        found: String,
        suggestion: Option<String>,
    },
    ValueNotAllowed {
        field: String,
        value: String,
        allowed: Vec<String>,
        suggestion: Option<String>,
    },
    UnknownField {
        field: String,
        suggestion: Option<String>,
    },
    MissingField {
        field: String,
        of: Asker,
        gap: Gap,
    },
    RecommendedField {
        field: String,
        of: Asker,
        gap: Gap,
    },
    SameFieldTwice {
        key: String,
        other: String,
    },
    WrongForm {
        field: String,
        value: String,
        words: Option<String>,
        sample: Option<String>,
    },
    OutOfRange {
        field: String,
        value: String,
        counted: Counted,
        min: Option<String>,
        max: Option<String>,
    },
    InvalidIdentifier {
        field: String,
        value: String,
        format: Identifier,
        flaw: IdentifierFlaw,
    },
    PeriodReversed {
        field: String,
    },
    ListedTwice {
        field: String,
        value: String,
    },
    NotUnique {
        field: String,
        value: String,
        other: String,
    },
    NumberTwice {
        number: usize,
        series: String,
        other: String,
    },
    UnknownTerm {
        term: String,
        vocabulary: String,
        suggestion: Option<String>,
        allowed: Vec<String>,
    },
    TermSpelling {
        written: String,
        name: String,
    },
    SimilarTerm {
        written: String,
        name: String,
    },
    UnknownReference {
        name: String,
        collection: Option<String>,
        is_in: Option<String>,
        suggestion: Option<String>,
    },
    NoPageOfFolder {
        folder: String,
        collection: Option<String>,
    },
    UnknownPerson {
        name: String,
        suggestion: String,
    },
    InvalidAddress {
        field: String,
        value: String,
    },
    UnseenInAddress {
        value: String,
        rest: String,
    },
    DuplicateAddress {
        address: String,
        others: Vec<String>,
        is_alias: bool,
    },
    NameTooLong {
        name: String,
        is_alias: bool,
    },
    NameNotUsable,
    LeadsOutside,
    Unreadable {
        cause: String,
    },
    MissingTemplate {
        template: String,
        suggestion: Option<String>,
    },
    BrokenTemplate {
        cause: TemplateMistake,
    },
    MissingTheme {
        theme: String,
        suggestion: Option<String>,
    },
    ThemeFlaw {
        flaw: ThemeFlaw,
    },
    BrokenConfig {
        cause: SyntaxCause,
    },
    BrokenLabels {
        cause: SyntaxCause,
    },
    UnknownLabel {
        key: String,
        suggestion: String,
    },
    UnknownSetting {
        key: String,
        suggestion: Option<String>,
    },
    InvalidSetting {
        key: String,
        expected: &'static str,
        value: String,
        suggestion: Option<String>,
    },
    MissingBaseUrl,
    LowContrast {
        key: String,
        value: String,
        ground: String,
        ratio: Ratio,
        needed: Ratio,
        better: String,
    },
    MissingPicture {
        key: String,
        target: String,
        suggestion: Option<String>,
    },
    UnknownNameInSettings {
        key: String,
        of: Named,
        name: String,
        suggestion: Option<String>,
    },
    SettingTwice {
        key: String,
        name: String,
        other: String,
    },
    InvalidPattern {
        pattern: String,
    },
    BrokenLink {
        target: String,
        suggestion: Option<String>,
    },
    AmbiguousLink {
        target: String,
        candidates: Vec<String>,
    },
    BrokenAnchor {
        target: String,
        anchor: String,
        suggestion: Option<String>,
    },
    LinkOutsideSite {
        target: String,
    },
    UnsafeLink {
        target: String,
        scheme: String,
    },
    MissingImage {
        target: String,
        suggestion: Option<String>,
    },
    BrokenImage {
        target: String,
    },
    LargeImage {
        target: String,
        bytes: u64,
        sides: (u32, u32),
        is_made_smaller: bool,
    },
    MissingAlt {
        target: String,
        place: PictureIn,
    },
    ExternalImage {
        target: String,
    },
    HtmlRemoved {
        element: String,
    },
    BrokenList {
        flaw: ListFlaw,
        name: String,
        known: Vec<String>,
        suggestion: Option<String>,
    },
    UnpublishedLink {
        target: String,
        absence: Absence,
    },
    NeverShown {
        from: Date,
        until: Date,
    },
    ReviewDue {
        date: Date,
        owner: Option<String>,
    },
    TranslationLanguage {
        language: String,
        other: String,
        is_original: bool,
    },
    HardToRead {
        score: i32,
        target: u32,
        strain: Strain,
    },
    HardSummary {
        field: String,
        score: i32,
        target: u32,
        strain: Strain,
    },
    LongSentence {
        words: u32,
        most: u32,
    },
    SecurityExpires {
        date: Date,
        expiry: Expiry,
    },
    StatementOutdated {
        what: Aged,
        date: Date,
    },
    StatementStatus {
        flaw: StatementFlaw,
    },
    UnknownParent {
        term: String,
        parent: String,
        suggestion: Option<String>,
    },
    CircularParents {
        term: String,
        parent: String,
    },
    TermNameTaken {
        name: String,
        term: String,
        other: String,
    },
}

impl Problem {
    /// A flaw of a block that asks for a list, of which there are no names to quote.
    pub fn list(flaw: ListFlaw) -> Self {
        let (name, known, suggestion) = (String::new(), Vec::new(), None);
        Self::BrokenList { flaw, name, known, suggestion }
    }

    /// The stable name of this kind of problem; the manual has a page for each.
    #[expect(clippy::too_many_lines, reason = "a name for each problem, in their order")]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotUtf8 { .. } => "not-utf8",
            Self::UnclosedFrontMatter { .. } => "unclosed-front-matter",
            Self::BrokenFrontMatter { .. } => "broken-front-matter",
            Self::BrokenFence { .. } => "broken-fence",
            Self::TextAfterHash { .. } => "text-after-hash",
            Self::DuplicateKey { .. } => "duplicate-key",
            Self::FrontMatterIsNoMap => "front-matter-without-keys",
            Self::InvalidDate { .. } => "invalid-date",
            Self::WrongKind { .. } => "wrong-kind",
            Self::ValueNotAllowed { .. } => "value-not-allowed",
            Self::UnknownField { .. } => "unknown-field",
            Self::MissingField { .. } => "missing-field",
            Self::RecommendedField { .. } => "recommended-field",
            Self::SameFieldTwice { .. } => "same-field-twice",
            Self::WrongForm { .. } => "wrong-form",
            Self::OutOfRange { .. } => "out-of-range",
            Self::InvalidIdentifier { .. } => "invalid-identifier",
            Self::PeriodReversed { .. } => "period-reversed",
            Self::ListedTwice { .. } => "listed-twice",
            Self::NotUnique { .. } | Self::NumberTwice { .. } => "not-unique",
            Self::UnknownTerm { .. } => "unknown-term",
            Self::TermSpelling { .. } => "term-spelling",
            Self::SimilarTerm { .. } => "similar-term",
            Self::UnknownReference { .. } | Self::NoPageOfFolder { .. } => "unknown-reference",
            Self::UnknownPerson { .. } => "unknown-person",
            Self::InvalidAddress { .. } | Self::UnseenInAddress { .. } => "invalid-address",
            Self::DuplicateAddress { .. } => "duplicate-address",
            Self::NameTooLong { .. } => "name-too-long",
            Self::NameNotUsable => "name-not-usable",
            Self::LeadsOutside => "leads-outside",
            Self::Unreadable { .. } => "unreadable",
            Self::MissingTemplate { .. } => "missing-template",
            Self::BrokenTemplate { .. } => "broken-template",
            Self::MissingTheme { .. } => "missing-theme",
            Self::ThemeFlaw { .. } => "theme-flaw",
            Self::BrokenConfig { .. } => "broken-config",
            Self::BrokenLabels { .. } => "broken-labels",
            Self::UnknownLabel { .. } => "unknown-label",
            Self::UnknownSetting { .. } => "unknown-setting",
            Self::InvalidSetting { .. } => "invalid-setting",
            Self::MissingBaseUrl => "missing-base-url",
            Self::LowContrast { .. } => "low-contrast",
            Self::UnknownNameInSettings { .. } => "unknown-name-in-settings",
            Self::SettingTwice { .. } => "setting-twice",
            Self::InvalidPattern { .. } => "invalid-pattern",
            Self::BrokenLink { .. } => "broken-link",
            Self::AmbiguousLink { .. } => "ambiguous-link",
            Self::BrokenAnchor { .. } => "broken-anchor",
            Self::LinkOutsideSite { .. } => "link-outside-site",
            Self::UnsafeLink { .. } => "unsafe-link",
            Self::MissingImage { .. } | Self::MissingPicture { .. } => "missing-image",
            Self::BrokenImage { .. } => "broken-image",
            Self::LargeImage { .. } => "large-image",
            Self::MissingAlt { .. } => "missing-alt",
            Self::ExternalImage { .. } => "external-image",
            Self::HtmlRemoved { .. } => "html-removed",
            Self::BrokenList { .. } => "broken-list",
            Self::UnpublishedLink { .. } => "unpublished-link",
            Self::NeverShown { .. } => "never-shown",
            Self::ReviewDue { .. } => "review-due",
            Self::TranslationLanguage { .. } => "translation-language",
            Self::HardToRead { .. } => "hard-to-read",
            Self::HardSummary { .. } => "hard-summary",
            Self::LongSentence { .. } => "long-sentence",
            Self::SecurityExpires { .. } => "security-expires",
            Self::StatementOutdated { .. } => "statement-outdated",
            Self::StatementStatus { .. } => "statement-status",
            Self::UnknownParent { .. } => "unknown-parent",
            Self::CircularParents { .. } => "circular-parents",
            Self::TermNameTaken { .. } => "term-name-taken",
        }
    }

    /// The sentence and, where there is one, the cure.
    pub fn text(&self, speech: Speech) -> (String, Option<String>) {
        match speech {
            Speech::Dutch => nl::text(self),
            Speech::English => en::text(self),
        }
    }
}

/// Whether a text is written as a day: four, two and two digits.
fn is_day(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(i, b)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() })
}

/// What the system says, without its number.
fn plain_cause(cause: &str) -> &str {
    cause.split(" (os error").next().unwrap_or(cause)
}
