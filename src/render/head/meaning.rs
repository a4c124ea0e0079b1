//! A page → what it is in the words of schema.org: as its collection says, or as the rest of its settings tell.

use crate::citation::Citation;
use crate::site::{PageId, Site};

/// A type of schema.org.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Meaning(pub(super) &'static str);

impl Meaning {
    /// What a page is.
    pub(super) fn of(site: &Site, page: PageId) -> Self {
        Self::with(site, page, || Citation::of(site, page).map(|citation| citation.kind))
    }

    /// The same, of a page that is cited as a kind of work that is asked for where it matters.
    pub(super) fn with(
        site: &Site,
        page: PageId,
        kind: impl FnOnce() -> Option<&'static str>,
    ) -> Self {
        let facts = site.facts(page);
        let declared = facts.collection.and_then(|at| site.config.collections.get(at));
        let has_maker = facts.date.is_some() || !facts.authors.is_empty();
        let plain = if has_maker { "Article" } else { "WebPage" };
        let Some(collection) = declared else { return Self(plain) };
        Self(match collection.meaning {
            Some(meaning) => meaning,
            None if collection.calendar.is_some() => "Event",
            None if collection.person.is_some() => "Person",
            None if collection.glossary.is_some() => "DefinedTerm",
            None => kind().map_or(plain, cited),
        })
    }

    pub(super) fn is_person(self) -> bool {
        self.0 == "Person"
    }

    pub(super) fn is_organisation(self) -> bool {
        matches!(self.0, "Organization" | "GovernmentOrganization" | "NGO" | "Project")
    }

    /// Whether it is something that someone made.
    pub(super) fn is_work(self) -> bool {
        let is_other = matches!(self.0, "DefinedTerm" | "Event" | "Place");
        !self.is_person() && !self.is_organisation() && !is_other
    }

    /// Whether it is something that someone wrote, for who shares it.
    pub(super) fn is_article(self) -> bool {
        self.is_work() && self.0 != "WebPage"
    }

    /// Whether schema.org knows it to be in a language: works and events are.
    pub(super) fn has_language(self) -> bool {
        self.is_work() || self.0 == "Event"
    }

    /// Whether it has a headline, and not only a name.
    pub(super) fn has_headline(self) -> bool {
        self.0.ends_with("Article") || matches!(self.0, "BlogPosting" | "Report")
    }
}

/// What a kind of work is, by its name in CSL.
fn cited(kind: &str) -> &'static str {
    match kind {
        "article-journal" | "paper-conference" => "ScholarlyArticle",
        "article-newspaper" => "NewsArticle",
        "article-magazine" | "entry-encyclopedia" | "webpage" => "Article",
        "book" => "Book",
        "chapter" => "Chapter",
        "dataset" => "Dataset",
        "legislation" => "Legislation",
        "post-weblog" => "BlogPosting",
        "report" => "Report",
        "thesis" => "Thesis",
        _ => "CreativeWork",
    }
}
