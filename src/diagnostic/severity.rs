//! How bad each problem is, and what it hides.

use super::{Problem, Severity};

impl Problem {
    /// How bad this kind of problem is.
    #[expect(clippy::too_many_lines, reason = "each problem once")]
    pub fn severity(&self) -> Severity {
        match self {
            // It keeps the name that it would have without.
            Self::InvalidSetting { expected: "name of something", .. } => Severity::Warning,
            Self::NotUtf8 { .. }
            | Self::UnclosedFrontMatter { .. }
            | Self::BrokenFrontMatter { .. }
            | Self::BrokenFence { .. }
            | Self::DuplicateKey { .. }
            | Self::FrontMatterIsNoMap
            | Self::InvalidDate { .. }
            | Self::InvalidAddress { .. }
            | Self::DuplicateAddress { .. }
            | Self::NameTooLong { .. }
            | Self::NameNotUsable
            | Self::LeadsOutside
            | Self::Unreadable { .. }
            | Self::MissingTemplate { .. }
            | Self::BrokenTemplate { .. }
            | Self::MissingTheme { .. }
            | Self::BrokenConfig { .. }
            | Self::BrokenLabels { .. }
            | Self::InvalidSetting { .. }
            | Self::UnknownNameInSettings { .. }
            | Self::SettingTwice { .. }
            | Self::InvalidPattern { .. }
            | Self::MissingField { .. }
            | Self::SameFieldTwice { .. }
            | Self::PeriodReversed { .. }
            | Self::NotUnique { .. }
            | Self::CircularParents { .. } => Severity::Error,
            Self::WrongKind { .. }
            | Self::TextAfterHash { .. }
            | Self::ValueNotAllowed { .. }
            | Self::UnknownField { .. }
            | Self::UnseenInAddress { .. }
            | Self::NumberTwice { .. }
            | Self::WrongForm { .. }
            | Self::OutOfRange { .. }
            | Self::UnknownTerm { .. }
            | Self::SimilarTerm { .. }
            | Self::UnknownReference { .. }
            | Self::NoPageOfFolder { .. }
            | Self::TermNameTaken { .. }
            | Self::UnknownSetting { .. }
            | Self::BrokenLink { .. }
            | Self::AmbiguousLink { .. }
            | Self::BrokenAnchor { .. }
            | Self::LinkOutsideSite { .. }
            | Self::UnsafeLink { .. }
            | Self::MissingImage { .. }
            | Self::MissingPicture { .. }
            | Self::LowContrast { .. }
            | Self::ThemeFlaw { .. }
            | Self::BrokenImage { .. }
            | Self::LargeImage { is_made_smaller: false, .. }
            | Self::MissingAlt { .. }
            | Self::ExternalImage { .. }
            | Self::HtmlRemoved { .. }
            | Self::InvalidIdentifier { .. }
            | Self::BrokenList { .. }
            | Self::UnpublishedLink { .. }
            | Self::NeverShown { .. }
            | Self::TranslationLanguage { .. }
            | Self::SecurityExpires { .. }
            | Self::StatementOutdated { .. }
            | Self::StatementStatus { .. }
            | Self::UnknownParent { .. } => Severity::Warning,
            Self::MissingBaseUrl
            | Self::RecommendedField { .. }
            | Self::UnknownLabel { .. }
            | Self::ListedTwice { .. }
            | Self::LargeImage { is_made_smaller: true, .. }
            | Self::TermSpelling { .. }
            | Self::ReviewDue { .. }
            | Self::HardToRead { .. }
            | Self::HardSummary { .. }
            | Self::LongSentence { .. }
            | Self::UnknownPerson { .. } => Severity::Advice,
        }
    }

    /// Whether the rest of the file cannot be relied on: it is not read as its author means it.
    pub fn hides_the_rest(&self) -> bool {
        matches!(
            self,
            Self::NotUtf8 { .. }
                | Self::UnclosedFrontMatter { .. }
                | Self::BrokenFrontMatter { .. }
                | Self::BrokenFence { .. }
                | Self::FrontMatterIsNoMap
        )
    }
}
