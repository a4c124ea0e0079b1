//! What is there for programs beside the pages: calendars, pages as Markdown, pictures for who shares an address. A
//! file of the content that has such an address keeps it.

use super::{Builder, CalendarOf, Route, is_listed};
use crate::config::Picture;
use crate::diagnostic::Speech;
use crate::site::{ListingOf, Site};
use crate::url::UrlPath;

/// The address of the picture that stands for the page at an address.
pub(crate) fn card(site: &Site, page: &UrlPath) -> UrlPath {
    page.join(match site.config.language.speech() {
        Speech::Dutch => "deelbeeld.png",
        Speech::English => "share.png",
    })
}

/// The address of the calendar beside the page at an address.
pub(crate) fn calendar(site: &Site, page: &UrlPath) -> UrlPath {
    page.join(match site.config.language.speech() {
        Speech::Dutch => "agenda.ics",
        Speech::English => "calendar.ics",
    })
}

impl Builder<'_> {
    /// All of it, when every page has its address.
    pub(super) fn beside_pages(&mut self) {
        self.calendars();
        let is_page = |route: &Route| is_listed(route) && !matches!(route, Route::TermListing(..));
        let table = self.routes.table.iter();
        let pages: Vec<(UrlPath, Route)> = table
            .filter(|(_, route)| is_page(route) && **route != Route::Search)
            .map(|(url, route)| (url.clone(), route.clone()))
            .collect();
        let machines = &self.site.config.machines;
        let has_markdown = machines.has_markdown;
        let has_cards = self.site.config.base_url.is_some() && machines.picture != Picture::Never;
        for (url, route) in pages {
            if has_markdown {
                self.offer(url.join("index.md"), Route::Markdown(url.clone()));
            }
            if has_cards && !self.has_picture(&url, &route) {
                self.offer(card(self.site, &url), Route::Card(url));
            }
        }
        if has_markdown && let Some(url) = UrlPath::file("llms.txt") {
            self.offer(url, Route::Llms);
        }
    }

    /// Claims an address that nobody has.
    fn offer(&mut self, url: UrlPath, route: Route) {
        if !self.taken.contains_key(&url.folded()) {
            let owner = Self::own(url.to_string());
            self.claim(url, route, owner);
        }
    }

    /// Whether a page has a picture of its own that stands for it.
    fn has_picture(&self, url: &UrlPath, route: &Route) -> bool {
        let page = match route {
            Route::Page(page) => Some(*page),
            _ => self.site.index.names.by_url(url),
        };
        self.site.config.machines.picture == Picture::Own
            && page.is_some_and(|page| self.site.shared_picture(page).is_some())
    }

    /// Calendars of collections, and of the pages whose meetings they are.
    fn calendars(&mut self) {
        let site = self.site;
        let meetings = site.meetings();
        for list in &site.index.listings {
            if let ListingOf::Collection(at) = list.of
                && meetings.of_collections.contains_key(&at)
            {
                self.offer(calendar(site, &list.url), Route::Calendar(CalendarOf::Collection(at)));
            }
        }
        for by in meetings.by.keys() {
            if let Some(url) = site.url(*by) {
                self.offer(calendar(site, url), Route::Calendar(CalendarOf::Page(*by)));
            }
        }
    }
}
