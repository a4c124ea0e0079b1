//! What the head of a page says to programs: where the same is in other forms, what to show where the address is shared,
//! how it is cited, what it is in the words of schema.org. All of it is on the page too.
//!
//! Addresses for other sites have to be whole, so that without a base there are none of these.

use std::fmt::Write as _;

use super::feed;
use crate::card::Card;
use crate::citation::Citation;
use crate::language::Language;
use crate::markdown::escape;
use crate::site::{PageId, Site};
use crate::snapshot::{Route, Snapshot, calendar, card};
use crate::url::{BaseUrl, UrlPath};

mod graph;
mod meaning;
mod scholar;

use meaning::Meaning;
pub(super) use scholar::authors;

/// What a page shows of itself.
pub(super) struct Subject<'s> {
    pub(super) snapshot: &'s Snapshot,
    pub(super) url: &'s UrlPath,
    pub(super) language: Language,
    pub(super) title: &'s str,
    pub(super) description: &'s str,
    /// The pages and lists above it, each with what it is called.
    pub(super) crumbs: &'s [(String, UrlPath)],
    /// The feed of what it lists.
    pub(super) feed: Option<&'s UrlPath>,
}

/// The page of the content that is shown, with what several parts of the head say of it.
struct About<'s> {
    page: PageId,
    meaning: Meaning,
    citation: Option<Citation>,
    /// The PDF that it offers.
    pdf: Option<&'s UrlPath>,
}

impl<'s> About<'s> {
    fn of(site: &'s Site, page: PageId) -> Self {
        let citation = Citation::of(site, page);
        let meaning = Meaning::with(site, page, || citation.as_ref().map(|own| own.kind));
        Self { page, meaning, citation, pdf: scholar::pdf(site, page) }
    }
}

/// A picture that stands for a page.
struct Shared {
    address: String,
    size: (u32, u32),
    alt: String,
}

/// The HTML for the head of a page.
pub(super) fn head(subject: &Subject<'_>) -> String {
    let mut tags = Tags { out: String::with_capacity(4096) };
    let Some(route) = subject.snapshot.route(subject.url) else { return tags.out };
    if matches!(route, Route::NotFound | Route::Expired(_) | Route::Redirect(_)) {
        return tags.out;
    }
    subject.elsewhere(&mut tags);
    if let Some(base) = &subject.site().config.base_url {
        let about = subject.about(route).map(|page| About::of(subject.site(), page));
        let about = about.as_ref();
        subject.shared(&mut tags, base, about);
        if let Some(about) = about {
            scholar::write(&mut tags, subject, (base, about));
        }
        tags.data(&graph::graph(subject, base, (route, about)));
    }
    tags.out.trim().to_owned()
}

/// The picture that stands for the page at an address.
pub(super) fn picture(snapshot: &Snapshot, url: &UrlPath) -> Card {
    let site = &snapshot.site;
    let index = &site.index;
    let collection = |at: usize, language: Language| {
        site.config.collections[at].label_one.in_language(language).to_owned()
    };
    let (title, kind) = match snapshot.routes.get(url) {
        Some(Route::Page(page)) => {
            let facts = site.facts(*page);
            let kind = facts.collection.map(|at| collection(at, site.language(*page)));
            (facts.title.to_string(), kind.unwrap_or_default())
        }
        Some(Route::Term(term)) => {
            let term = &index.terms[term.at()];
            let vocabulary = &site.config.vocabularies[term.vocabulary];
            let title = term.page.map_or(&term.name, |page| &site.facts(page).title);
            (title.to_string(), vocabulary.label_one.to_string())
        }
        Some(Route::Listing(list, _)) => (super::view::list_title(site, *list), String::new()),
        Some(Route::Terms(at)) => (site.config.vocabularies[*at].label.to_string(), String::new()),
        _ => (site.config.title.to_string(), String::new()),
    };
    let name = if title == *site.config.title { "" } else { &*site.config.title };
    Card { title, kind, site: name.to_owned(), inks: snapshot.theme.inks.clone() }
}

/// Tags of a head, one on a line.
struct Tags {
    out: String,
}

impl Tags {
    /// A tag of those that name a thing by a property.
    fn property(&mut self, property: &str, content: &str) {
        self.meta("property", property, content);
    }

    /// A tag of those that name a thing by its name.
    fn name(&mut self, name: &str, content: &str) {
        self.meta("name", name, content);
    }

    fn meta(&mut self, attribute: &str, name: &str, content: &str) {
        let content = content.trim();
        if !content.is_empty() {
            let content = escape(content);
            let _ = writeln!(self.out, "  <meta {attribute}=\"{name}\" content=\"{content}\">");
        }
    }

    /// Where the words of tags by name are explained that begin with this one.
    fn scheme(&mut self, name: &str, href: &str) {
        let _ = writeln!(self.out, "  <link rel=\"schema.{name}\" href=\"{href}\">");
    }

    /// The same in another form.
    fn alternate(&mut self, (kind, title): (&str, &str), href: &str) {
        let (title, href) = (escape(title), escape(href));
        let title = if title.is_empty() { title } else { format!(" title=\"{title}\"") };
        let _ =
            writeln!(self.out, "  <link rel=\"alternate\" type=\"{kind}\"{title} href=\"{href}\">");
    }

    /// Data that no browser runs. Nothing in it can end the element or begin a comment.
    fn data(&mut self, data: &serde_json::Value) {
        let mut json = String::new();
        for c in data.to_string().chars() {
            match c {
                '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\u{7f}'..='\u{9f}' => {
                    let _ = write!(json, "\\u{:04x}", u32::from(c));
                }
                c => json.push(c),
            }
        }
        let _ = writeln!(self.out, "  <script type=\"application/ld+json\">{json}</script>");
    }
}

impl Subject<'_> {
    fn site(&self) -> &Site {
        &self.snapshot.site
    }

    /// The page of the content that is shown here.
    fn about(&self, route: &Route) -> Option<PageId> {
        let index = &self.site().index;
        match route {
            Route::Home(introduction) => *introduction,
            Route::Page(page) => Some(*page),
            Route::Listing(list, 0) => index.listings[*list].introduction,
            Route::Term(term) => index.terms[term.at()].page,
            Route::Terms(_) | Route::Search => index.names.by_url(self.url),
            _ => None,
        }
    }

    /// Where the same is in another form: what is new as a JSON Feed, meetings as a calendar, the page as Markdown, the
    /// version for who reads none of its languages.
    fn elsewhere(&self, tags: &mut Tags) {
        let snapshot = self.snapshot;
        let title = &self.site().config.title;
        let is_there = |url: &UrlPath| snapshot.routes.get(url).is_some();
        let site_feed = UrlPath::home().join(feed::JSON);
        let own_feed = self.feed.map(|feed| feed.parent().join(feed::JSON));
        let own_feed = own_feed.filter(|own| *own != site_feed);
        let feeds = [(Some(site_feed), &**title), (own_feed, self.title)];
        for (url, title) in feeds {
            if let Some(url) = url.filter(&is_there) {
                tags.alternate(("application/feed+json", title), &url.relative(self.url));
            }
        }
        if let Some(url) = calendar_of(snapshot, self.url) {
            tags.alternate(("text/calendar", self.title), &url.relative(self.url));
        }
        let twin = self.url.join("index.md");
        if self.url.is_page() && matches!(snapshot.routes.get(&twin), Some(Route::Markdown(_))) {
            tags.alternate(("text/markdown", ""), &twin.relative(self.url));
        }
        if let Some(url) = self.in_language_of_site() {
            let base = &self.site().config.base_url;
            let href = base.as_ref().map_or_else(|| url.relative(self.url), |b| b.absolute(url));
            let _ = writeln!(
                tags.out,
                "  <link rel=\"alternate\" hreflang=\"x-default\" href=\"{}\">",
                escape(&href)
            );
        }
    }

    /// Of a page that is there in other languages: the one in the language of the site.
    fn in_language_of_site(&self) -> Option<&UrlPath> {
        let site = self.site();
        let page = self.about(self.snapshot.route(self.url)?)?;
        let others = site.index.translations.get(&page)?;
        let mut all = std::iter::once(&page).chain(others);
        let own = all.find(|page| site.language(**page) == site.config.language)?;
        site.url(*own)
    }

    /// What other sites show of a page whose address someone shares (Open Graph).
    fn shared(&self, tags: &mut Tags, base: &BaseUrl, about: Option<&About<'_>>) {
        let site = self.site();
        let kind = about.filter(|_| !self.is_home()).map(|about| about.meaning);
        let about = about.map(|about| about.page);
        let facts = about.map(|page| site.facts(page));
        let og_type = match kind {
            Some(meaning) if meaning.is_person() => "profile",
            Some(meaning) if meaning.is_article() => "article",
            _ => "website",
        };
        tags.property("og:type", og_type);
        tags.property("og:title", self.title);
        tags.property("og:description", self.description);
        tags.property("og:url", &base.absolute(self.url));
        tags.property("og:site_name", &site.config.title);
        tags.property("og:locale", &locale(self.language));
        let translations = about.and_then(|page| site.index.translations.get(&page));
        for other in translations.into_iter().flatten() {
            tags.property("og:locale:alternate", &locale(site.language(*other)));
        }
        if og_type == "article" {
            let day = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string());
            let facts = facts.as_ref();
            let published = day(facts.and_then(|facts| facts.date));
            let modified = day(facts.and_then(|facts| facts.updated));
            tags.property("article:published_time", &published.unwrap_or_default());
            tags.property("article:modified_time", &modified.unwrap_or_default());
        }
        if let Some(picture) = self.picture(base, about) {
            let Shared { address, size: (width, height), alt } = picture;
            tags.property("og:image", &address);
            tags.property("og:image:width", &width.to_string());
            tags.property("og:image:height", &height.to_string());
            tags.property("og:image:alt", &alt);
            tags.name("twitter:card", "summary_large_image");
        }
    }

    fn is_home(&self) -> bool {
        *self.url == UrlPath::home()
    }

    /// The picture that stands for the page: one that was made for it, its own, or that of the site.
    fn picture(&self, base: &BaseUrl, about: Option<PageId>) -> Option<Shared> {
        let made = |url: &UrlPath| {
            let card = card(self.site(), url);
            matches!(self.snapshot.routes.get(&card), Some(Route::Card(_))).then(|| Shared {
                address: base.absolute(&card),
                size: (crate::card::WIDTH, crate::card::HEIGHT),
                alt: self.title.to_owned(),
            })
        };
        let own = || {
            let (asset, alt) = self.site().shared_picture(about?)?;
            let (address, size) = (base.absolute(&asset.url), asset.size?);
            Some(Shared { address, size, alt: alt.to_owned() })
        };
        made(self.url).or_else(own).or_else(|| made(&UrlPath::home()))
    }
}

/// A language as Open Graph names it: with a country.
fn locale(language: Language) -> String {
    match language.tag() {
        "nl" => "nl_NL".to_owned(),
        "en" => "en_GB".to_owned(),
        tag => tag.replace('-', "_"),
    }
}

/// The calendar beside a page, where there is one.
pub(super) fn calendar_of(snapshot: &Snapshot, page: &UrlPath) -> Option<UrlPath> {
    let url = calendar(&snapshot.site, page);
    matches!(snapshot.routes.get(&url), Some(Route::Calendar(_))).then_some(url)
}
