//! The site → `llms.txt`: what there is, for programs that read Markdown (llmstxt.org). Each link leads to a page as
//! Markdown.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::twin;
use super::view::list_title;
use crate::diagnostic::Speech;
use crate::language::shorten;
use crate::site::{Listing, ListingOf, PageId};
use crate::snapshot::{Route, Snapshot};
use crate::url::{UrlPath, without_brackets};

/// How many pages of a collection are named.
const MOST: usize = 50;
/// How long what is said of each is, in characters.
const LONGEST: usize = 160;

/// The addresses of which is told.
type Said<'s> = BTreeSet<&'s UrlPath>;
/// Which lists are asked for.
type Asked<'a> = &'a dyn Fn(&Listing) -> bool;

/// The whole list.
pub(super) fn list(snapshot: &Snapshot) -> Vec<u8> {
    let site = &snapshot.site;
    let config = &site.config;
    let mut text = format!("# {}\n", twin::line(&config.title));
    if !config.description.is_empty() {
        let _ = write!(text, "\n> {}\n", twin::line(&config.description));
    }
    let is_shown = |list: &Listing| match list.of {
        ListingOf::Collection(of) => config.collections[of].in_navigation,
        ListingOf::Section(_) => !config.is_declared,
    };
    let mut said = BTreeSet::new();
    lists(&mut text, snapshot, (&mut said, &is_shown));
    vocabularies(&mut text, snapshot, &mut said);
    // What the menu leaves out has Markdown too.
    lists(&mut text, snapshot, (&mut said, &|list| !is_shown(list)));
    others(&mut text, snapshot, &said);
    text.into_bytes()
}

/// The pages of lists, each under the name of its own; `said` gets the addresses of all.
fn lists<'s>(
    text: &mut String,
    snapshot: &'s Snapshot,
    (said, is_asked): (&mut Said<'s>, Asked<'_>),
) {
    let site = &snapshot.site;
    for (at, list) in site.index.listings.iter().enumerate() {
        if is_asked(list) && !list.entries.is_empty() {
            let _ = write!(text, "\n## {}\n\n", twin::line(&list_title(site, at)));
            pages(text, snapshot, &list.entries);
            more(text, snapshot, (&list.url, list.entries.len()));
            said.extend(list.entries.iter().filter_map(|page| site.url(*page)));
        }
    }
}

fn vocabularies<'s>(text: &mut String, snapshot: &'s Snapshot, said: &mut BTreeSet<&'s UrlPath>) {
    let site = &snapshot.site;
    for (at, vocabulary) in site.config.vocabularies.iter().enumerate() {
        let terms: Vec<_> = site.index.terms.iter().filter(|term| term.vocabulary == at).collect();
        if terms.is_empty() {
            continue;
        }
        let _ = write!(text, "\n## {}\n\n", twin::line(&vocabulary.label));
        for term in terms.iter().take(MOST) {
            let about = term.page.map_or(String::new(), |page| about(snapshot, page));
            link(text, snapshot, (&term.name, &term.url), &about);
        }
        more(text, snapshot, (&UrlPath::page(vocabulary.folder.split('/')), terms.len()));
        said.extend(terms.into_iter().map(|term| &term.url));
    }
}

/// All other pages that are there as Markdown: those in no list, and the lists themselves.
fn others(text: &mut String, snapshot: &Snapshot, said: &BTreeSet<&UrlPath>) {
    let twins = snapshot.routes.iter().filter_map(|(_, route)| match route {
        Route::Markdown(page) if !said.contains(page) => Some(page),
        _ => None,
    });
    let twins: BTreeSet<&UrlPath> = twins.collect();
    if twins.is_empty() {
        return;
    }
    let label = match snapshot.speech() {
        Speech::Dutch => "Andere pagina’s",
        Speech::English => "Other pages",
    };
    let _ = write!(text, "\n## {label}\n\n");
    for url in twins {
        let Some(route) = snapshot.routes.get(url) else { continue };
        let (title, page) = twin::about(snapshot, url, route);
        let about = page.map_or_else(String::new, |page| about(snapshot, page));
        link(text, snapshot, (&title, url), &about);
    }
}

fn pages(text: &mut String, snapshot: &Snapshot, pages: &[PageId]) {
    for page in pages.iter().take(MOST) {
        if let Some(url) = snapshot.site.url(*page) {
            let title = &snapshot.site.facts(*page).title;
            link(text, snapshot, (title, url), &about(snapshot, *page));
        }
    }
}

/// The way to all of a list, where not all of it is named.
fn more(text: &mut String, snapshot: &Snapshot, (url, count): (&UrlPath, usize)) {
    if count > MOST {
        let label = match snapshot.speech() {
            Speech::Dutch => format!("Alle {count}"),
            Speech::English => format!("All {count}"),
        };
        let address = snapshot.base().absolute(url);
        let _ = writeln!(text, "- [{label}]({})", without_brackets(&address));
    }
}

fn about(snapshot: &Snapshot, page: PageId) -> String {
    let summary = snapshot.site.facts(page).summary.as_deref().unwrap_or_default();
    shorten(summary, LONGEST)
}

fn link(text: &mut String, snapshot: &Snapshot, (title, url): (&str, &UrlPath), about: &str) {
    let twin = url.join("index.md");
    let is_there = matches!(snapshot.routes.get(&twin), Some(Route::Markdown(_)));
    let address = snapshot.base().absolute(if is_there { &twin } else { url });
    let _ = write!(text, "- [{}]({})", twin::line(title), without_brackets(&address));
    if !about.is_empty() {
        let _ = write!(text, ": {}", twin::line(about));
    }
    text.push('\n');
}
