//! The sitemap: every page for readers, in parts where one file would be too long (sitemaps.org, 50,000 addresses).

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::markdown::escape;
use crate::site::PageId;
use crate::snapshot::{Route, SITEMAP_LIMIT, Snapshot, is_listed};
use crate::url::UrlPath;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The one sitemap, or the index of its parts.
pub(super) fn sitemap(snapshot: &Snapshot) -> Vec<u8> {
    let count = listed(snapshot).count();
    if count <= SITEMAP_LIMIT {
        return part(snapshot, 0);
    }
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sitemapindex xmlns=\"{NAMESPACE}\">\n"
    );
    for n in 1..=count.div_ceil(SITEMAP_LIMIT) {
        if let Some(url) = UrlPath::file(&format!("sitemap-{n}.xml")) {
            let _ = writeln!(
                xml,
                "<sitemap><loc>{}</loc></sitemap>",
                escape(&snapshot.base().absolute(&url))
            );
        }
    }
    xml.push_str("</sitemapindex>\n");
    xml.into_bytes()
}

/// One part, from 0.
pub(super) fn part(snapshot: &Snapshot, part: usize) -> Vec<u8> {
    let base = snapshot.base();
    let mut xml =
        format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"{NAMESPACE}\">\n");
    for (url, route) in listed(snapshot).skip(part * SITEMAP_LIMIT).take(SITEMAP_LIMIT) {
        let _ = write!(xml, "<url><loc>{}</loc>", escape(&base.absolute(url)));
        if let Some(date) = last_change(snapshot, url, route) {
            let _ = write!(xml, "<lastmod>{date}</lastmod>");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml.into_bytes()
}

fn listed(snapshot: &Snapshot) -> impl Iterator<Item = (&UrlPath, &Route)> {
    snapshot.routes.iter().filter(|(_, route)| is_listed(route))
}

/// When a page last changed, where front matter says so: the page itself, or what it lists.
fn last_change(snapshot: &Snapshot, url: &UrlPath, route: &Route) -> Option<Date> {
    let site = &snapshot.site;
    let index = &site.index;
    let of_page = |page: PageId| {
        let facts = site.facts(page);
        facts.updated.max(facts.date)
    };
    let newest = |own: Option<PageId>, pages: &[PageId]| {
        pages.iter().copied().chain(own).filter_map(of_page).max()
    };
    match route {
        Route::Page(page) => of_page(*page),
        Route::Home(introduction) => newest(*introduction, &index.newest),
        Route::Listing(at, _) => {
            let list = &index.listings[*at];
            newest(list.introduction, &list.entries)
        }
        Route::Terms(vocabulary) => {
            let terms = index.terms.iter().filter(|term| term.vocabulary == *vocabulary);
            let terms = terms.filter_map(|term| newest(term.page, &term.entries)).max();
            terms.max(newest(index.names.by_url(url), &[]))
        }
        Route::Term(id) => {
            let term = &index.terms[id.at()];
            newest(term.page, &term.entries)
        }
        Route::TermListing(id, group, _) => {
            newest(None, &index.terms[id.at()].groups[*group].entries)
        }
        _ => None,
    }
}
