//! Paths of files → addresses of pages, and old addresses.

use std::collections::HashSet;
use std::collections::btree_map::Entry;

use super::terms::{declared_slug, vocabulary_of};
use super::{Finding, Life, PageId, Part, Settled, Site, page_id};
use crate::diagnostic::Problem;
use crate::document::{is_index, stem};
use crate::schema::find;
use crate::url::{LONGEST_NAME, UrlPath, slug};

/// Gives each published document its address, and notes the old ones.
pub(super) fn assign(site: &Site, index: &mut Settled) {
    let own_page: HashSet<&str> = (0..site.documents.len())
        .map(|i| site.below(page_id(i)))
        .filter(|b| is_index(b))
        .map(folder)
        .collect();
    for (i, document) in site.documents.iter().enumerate() {
        let page = page_id(i);
        let below = site.below(page);
        // A readme is the folder's own page where there is no better one.
        let is_own = is_index(below)
            || (stem(below).eq_ignore_ascii_case("readme") && !own_page.contains(folder(below)));
        let of_term = term_slug(site, page);
        let url = address(below, is_own, document.facts.slug.as_deref().or(of_term.as_deref()));
        let is_published = site.is_published(&document.facts);
        let is_expired = matches!(site.life(page), Life::Expired(_));
        if let Some(long) = url.segments().find(|s| is_published && s.len() > LONGEST_NAME) {
            let problem = Problem::NameTooLong { name: long.into(), is_alias: false };
            index.findings.push(Finding { page, part: Part::File, problem });
        }
        // Old addresses of a page that is over still lead to what is left of it.
        if is_published || is_expired {
            aliases(site, index, (page, &url));
        }
        let (shown, withheld) = if is_published { (Some(url), None) } else { (None, Some(url)) };
        index.urls.push(shown);
        index.withheld.push(withheld);
    }
}

/// Where the settings name a term, its key there is its address. The page of a term that has another name now, and whose
/// file still has the old one, moves to the new name; the old address leads to it.
fn term_slug(site: &Site, page: PageId) -> Option<String> {
    let (below, facts) = (site.below(page), site.facts(page));
    let vocabulary = vocabulary_of(&site.config, below).filter(|_| !is_index(below))?;
    if let Some(declared) = declared_slug(&site.config, vocabulary, (below, &facts.title)) {
        return Some(declared.to_owned());
    }
    let file = segment(stem(below));
    let is_renamed = facts.texts("old_names").into_iter().any(|old| segment(old) == file);
    let name = slug(&facts.title);
    (is_renamed && !name.is_empty()).then_some(name)
}

fn folder(below: &str) -> &str {
    below.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// `blogs/x.md` → `/blogs/x/`; a folder's own page has the folder's address. A slug takes the place of the last part,
/// and one that begins with a slash of the whole address.
fn address(below: &str, is_own: bool, given: Option<&str>) -> UrlPath {
    let mut segments: Vec<String> =
        folder(below).split('/').filter(|s| !s.is_empty()).map(segment).collect();
    if !is_own {
        segments.push(segment(stem(below)));
    }
    if let Some(slug) = given
        && !segments.is_empty()
    {
        segments.pop();
        if slug.starts_with('/') {
            segments.clear();
        }
        segments.extend(slug.split('/').filter(|part| !part.is_empty()).map(ToOwned::to_owned));
    }
    UrlPath::page(segments.iter().map(String::as_str))
}

/// A folder's or file's name as part of an address; never empty, so that a page never takes its folder's address.
pub(super) fn segment(name: &str) -> String {
    let slug = slug(name);
    if slug.is_empty() { "pagina".to_owned() } else { slug }
}

/// Aliases that are addresses redirect as they are; old names redirect from where they would have stood.
fn aliases(site: &Site, index: &mut Settled, (page, url): (PageId, &UrlPath)) {
    for (nth, alias) in site.facts(page).aliases.iter().enumerate() {
        if let Some(at) = alias.find(['?', '#']).filter(|_| alias.starts_with('/')) {
            // Without the rest it would be the old address of another page just as well.
            let problem =
                Problem::UnseenInAddress { value: alias.to_string(), rest: alias[at..].to_owned() };
            index.findings.push(Finding { page, part: Part::Alias(nth), problem });
            continue;
        }
        let old = if alias.contains('/') {
            UrlPath::parse(alias)
                .map(|old| if old.is_page() || has_extension(&old) { old } else { old.join("/") })
        } else {
            let name = slug(alias);
            (!name.is_empty()).then(|| url.parent().join(&format!("{name}/")))
        };
        match old {
            Some(old) if old == *url => {}
            Some(old) => {
                if let Some(long) = old.segments().find(|s| s.len() > LONGEST_NAME) {
                    let problem = Problem::NameTooLong { name: long.into(), is_alias: true };
                    index.findings.push(Finding { page, part: Part::Alias(nth), problem });
                } else {
                    match index.redirects.entry(old) {
                        Entry::Vacant(free) => {
                            free.insert((page, nth));
                        }
                        Entry::Occupied(taken) => {
                            index.taken_redirects.push((taken.key().clone(), page, nth));
                        }
                    }
                }
            }
            None => index.findings.push(Finding {
                page,
                part: Part::Alias(nth),
                problem: Problem::InvalidAddress {
                    field: written(site, page, "aliases"),
                    value: alias.to_string(),
                },
            }),
        }
    }
}

/// The name under which editors write a field of a page.
fn written(site: &Site, page: PageId, name: &str) -> String {
    find(site.fields(page), name).map_or(name, |field| &*field.written).to_owned()
}

fn has_extension(url: &UrlPath) -> bool {
    url.segments().next_back().is_some_and(|last| last.contains('.'))
}
