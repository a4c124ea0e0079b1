//! Links as written → where they lead; and from there back.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::names::Named;
use super::references::unpublished;
use super::terms::term_key;
use super::{AssetId, Finding, Index, Life, PageId, Part, Site, TermId, fields, page_id};
use crate::diagnostic::{Problem, nearest};
use crate::document::Facts;
use crate::language::fold;
use crate::markdown::{Link, LinkKind};
use crate::picture::{Flaw, Weight};
use crate::url::{
    Destination, UrlPath, destination, resolve as resolve_path, slug, spelled_in_link,
};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page, and an anchor on it.
    Page(PageId, Option<Box<str>>),
    /// A file that is published as it is.
    Asset(AssetId),
    /// Another address of the site (a list, a theme, a feed), and an anchor on it.
    Url(UrlPath, Option<Box<str>>),
    /// Nowhere.
    Broken,
}

/// What links can lead to besides pages.
#[derive(Debug, Default)]
pub struct Known {
    /// Files by their path below the content folder.
    assets: HashMap<Box<str>, AssetId>,
    /// Files by their name alone: for wikilinks, and for "did you mean".
    by_file_name: HashMap<Box<str>, Vec<AssetId>>,
    /// The names of files, in order.
    file_names: Vec<Box<str>>,
    /// Addresses that are no document's: lists, terms, feeds.
    others: BTreeSet<UrlPath>,
    /// Old addresses of terms, and where they are now.
    moved: HashMap<UrlPath, UrlPath>,
}

/// Notes what links can lead to besides pages.
pub(super) fn known(site: &Site, index: &Index) -> Known {
    let id = |i: usize| AssetId(u32::try_from(i).unwrap_or(u32::MAX));
    let assets =
        site.assets.iter().enumerate().map(|(i, asset)| (asset.below.clone(), id(i))).collect();
    let mut by_file_name: HashMap<Box<str>, Vec<AssetId>> = HashMap::new();
    for (i, asset) in site.assets.iter().enumerate() {
        by_file_name.entry(asset.path.file_name().into()).or_default().push(id(i));
    }
    let mut file_names: Vec<Box<str>> = by_file_name.keys().cloned().collect();
    file_names.sort_unstable();
    let mut others = BTreeSet::from([UrlPath::home()]);
    let vocabularies = site.config.vocabularies.iter().map(|v| UrlPath::page(v.folder.split('/')));
    let lists = index.listings.iter().map(|l| l.url.clone());
    for url in lists.chain(index.terms.iter().map(|t| t.url.clone())).chain(vocabularies) {
        others.extend(UrlPath::file(&format!("{}feed.xml", url.as_str())));
        others.insert(url);
    }
    if let Some(catalogue) = &index.catalogue {
        others.insert(catalogue.url.clone());
        others.extend(catalogue.shelves.iter().map(|shelf| shelf.url.clone()));
    }
    others.extend(["feed.xml", "sitemap.xml"].into_iter().filter_map(UrlPath::file));
    let now = |(old, term): &(UrlPath, TermId)| (old.clone(), index.terms[term.at()].url.clone());
    let moved = index.moved_terms.iter().map(now).collect();
    Known { assets, by_file_name, file_names, others, moved }
}

/// Where the links and fields of a page lead.
pub(super) struct Led {
    /// Where each link leads.
    pub(super) targets: Arc<[Target]>,
    /// The pages that any of them leads to, in order, each once.
    pub(super) leads: Arc<[PageId]>,
    /// The pictures that it shows, of which smaller ones are made; in order, each once.
    pub(super) pictures: Arc<[AssetId]>,
    /// What is wrong.
    pub(super) findings: Arc<[Finding]>,
}

/// Resolves every link of every page, in its body and its fields, and notes who links to whom.
pub(super) fn resolve(site: &Site, index: &mut Index) {
    let resolver = Resolver { site, index };
    let resolved: Vec<Led> =
        (0..site.documents.len()).into_par_iter().map(|i| resolver.led(page_id(i))).collect();
    let mut back: Vec<Vec<PageId>> = vec![Vec::new(); site.documents.len()];
    for (i, led) in resolved.into_iter().enumerate() {
        for to in led.leads.iter() {
            back[to.at()].push(page_id(i));
        }
        index.targets.push(led.targets);
        index.leads.push(led.leads);
        index.pictures.push(led.pictures);
        index.link_findings.push(led.findings);
    }
    index.backlinks = back.into_iter().map(Into::into).collect();
}

/// Where a link leads, and what is wrong with it. `page` is where it stands; none for the settings.
pub(super) fn find(site: &Site, page: Option<PageId>, link: &Link) -> (Target, Option<Problem>) {
    Resolver { site, index: &site.index }.link(page, link)
}

/// The file that a field of a page names.
pub(super) fn file(site: &Site, page: PageId, path: &str) -> Option<AssetId> {
    Resolver { site, index: &site.index }.file(page, path)
}

pub(super) struct Resolver<'s> {
    pub(super) site: &'s Site,
    pub(super) index: &'s Index,
}

/// A problem, where a link has one.
type Resolved = Result<Target, Problem>;

impl Resolver<'_> {
    /// Where the links and fields of a page lead.
    pub(super) fn led(&self, page: PageId) -> Led {
        let (targets, mut findings) = self.page(page);
        let (named, more) = fields::check(self, page);
        findings.extend(more);
        let leads = targets.iter().chain(&named).filter_map(|target| match target {
            Target::Page(to, _) if *to != page => Some(*to),
            _ => None,
        });
        let leads: BTreeSet<PageId> = leads.collect();
        let pictures =
            self.pictures(page, &targets).chain(self.among(&named)).collect::<BTreeSet<_>>();
        Led {
            pictures: pictures.into_iter().collect(),
            targets: targets.into(),
            leads: leads.into_iter().collect(),
            findings: findings.into(),
        }
    }

    /// The pictures in the text of a page.
    fn pictures(&self, page: PageId, targets: &[Target]) -> impl Iterator<Item = AssetId> {
        let links = self.site.facts(page).links.iter().zip(targets);
        let shown = links.filter(|(link, _)| link.kind == LinkKind::Image);
        shown.flat_map(|(_, target)| self.among(std::slice::from_ref(target)))
    }

    /// Those of which smaller ones are made.
    fn among(&self, targets: &[Target]) -> impl Iterator<Item = AssetId> {
        let assets = targets.iter().filter_map(|target| match target {
            Target::Asset(asset) => Some(*asset),
            _ => None,
        });
        assets.filter(|id| self.site.asset(*id).is_some_and(|asset| asset.picture.is_some()))
    }

    fn page(&self, page: PageId) -> (Box<[Target]>, Vec<Finding>) {
        if self.index.urls[page.at()].is_none() {
            return (Box::default(), Vec::new());
        }
        let mut findings = Vec::new();
        let links = &self.site.facts(page).links;
        let targets = links.iter().enumerate().map(|(i, link)| {
            let (target, problem) = self.link(Some(page), link);
            findings.extend(problem.map(|problem| Finding { page, part: Part::Link(i), problem }));
            target
        });
        (targets.collect(), findings)
    }

    pub(super) fn link(&self, page: Option<PageId>, link: &Link) -> (Target, Option<Problem>) {
        let resolved = match link.kind {
            LinkKind::Wiki => self.wiki(page, &link.to),
            LinkKind::Link | LinkKind::Image => self.written(page, link),
        };
        match resolved {
            Ok(target) => self.check(target, link),
            Err(problem) => match self.withheld(page, link) {
                Some((target, problem)) => (target, Some(problem)),
                None => (Target::Broken, Some(problem)),
            },
        }
    }

    /// The page that a link means, where that is not published: what is left of an expired one, else nothing.
    fn withheld(&self, page: Option<PageId>, link: &Link) -> Option<(Target, Problem)> {
        let names = &self.index.withheld_names;
        let found = match (link.kind, destination(&link.to)) {
            (LinkKind::Image, _) => None,
            (LinkKind::Wiki, _) => names.page(link.to.split('#').next().unwrap_or(&link.to).trim()),
            (LinkKind::Link, Destination::Path { path, .. }) => self.withheld_at(page, &path),
            (LinkKind::Link, _) => None,
        }?;
        let problem = unpublished(self.site, found, &link.to)?;
        let is_over = matches!(self.site.life(found), Life::Expired(_));
        let url = self.index.withheld[found.at()].clone().filter(|_| is_over);
        Some((url.map_or(Target::Broken, |url| Target::Url(url, None)), problem))
    }

    /// The page at a path or address, also an old one, that is not published.
    fn withheld_at(&self, page: Option<PageId>, path: &str) -> Option<PageId> {
        let names = &self.index.withheld_names;
        let belows = [self.folder(page), self.address_of(page)];
        belows.into_iter().filter_map(|from| resolve_path(from, path)).find_map(|below| {
            let url = UrlPath::page_of(&below);
            let moved = || self.index.redirects.get(&url).map(|(page, _)| *page);
            names.by_path(&below).or_else(|| names.by_url(&url)).or_else(moved)
        })
    }

    /// The folder that a page's relative links start from, below the content folder.
    fn folder(&self, page: Option<PageId>) -> &str {
        let below = page.map_or("", |page| self.site.below(page));
        below.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The address that its relative links start from as a reader's browser would follow them.
    fn address_of(&self, page: Option<PageId>) -> &str {
        let own = page.and_then(|page| self.index.urls[page.at()].as_ref());
        own.map_or("", |url| url.as_str())
    }

    /// The file that a field of a page names.
    pub(super) fn file(&self, page: PageId, path: &str) -> Option<AssetId> {
        let below = resolve_path(self.folder(Some(page)), path)?;
        self.index.known.assets.get(below.as_str()).copied()
    }

    /// `[[Title]]`, `[[Title#heading]]`, `[[folder/file]]`.
    fn wiki(&self, page: Option<PageId>, to: &str) -> Resolved {
        // A name may hold the sign that stands before a heading: *C#*.
        if to.contains('#')
            && let Named::Page(page) = self.index.names.find(to)
        {
            return Ok(Target::Page(page, None));
        }
        let (name, anchor) =
            to.split_once('#').map_or((to, None), |(name, anchor)| (name, Some(anchor.into())));
        let name = name.trim();
        if let ("", Some(page)) = (name, page) {
            return Ok(Target::Page(page, anchor));
        }
        match self.index.names.find(name) {
            Named::Page(found) => Ok(Target::Page(found, anchor)),
            Named::Several(pages) => {
                let candidates =
                    pages.iter().map(|page| self.site.below(*page).to_owned()).collect();
                Err(Problem::AmbiguousLink { target: name.into(), candidates })
            }
            Named::Unknown => {
                let path = name.trim_start_matches('/');
                if let Some(term) = self.term(name) {
                    return Ok(Target::Url(term, anchor));
                }
                if let Some(page) = self.index.names.by_path(path) {
                    return Ok(Target::Page(page, anchor));
                }
                let known = &self.index.known;
                let named = known.by_file_name.get(path).map(Vec::as_slice).unwrap_or_default();
                match (known.assets.get(path), named) {
                    (Some(asset), _) | (None, [asset]) => Ok(Target::Asset(*asset)),
                    (None, []) => Err(self.unknown(name)),
                    (None, several) => {
                        let path = |asset: &AssetId| asset_path(self.site, *asset);
                        let candidates = several.iter().map(path).collect();
                        Err(Problem::AmbiguousLink { target: name.into(), candidates })
                    }
                }
            }
        }
    }

    /// The address of a term that no page describes, by any of its names.
    fn term(&self, name: &str) -> Option<UrlPath> {
        let key = term_key(name);
        let mut vocabularies = 0..self.site.config.vocabularies.len();
        let found = vocabularies
            .find_map(|vocabulary| self.index.term_names.get(&(vocabulary, key.clone())))?;
        Some(self.index.terms[found.at()].url.clone())
    }

    /// A name that nothing has; what nearly has it is offered.
    fn unknown(&self, name: &str) -> Problem {
        let near = self.index.names.nearest(name);
        let page = near.map(|page| format!("[[{}]]", self.site.facts(page).title));
        let file = || {
            let names = self.index.known.file_names.iter().map(|name| &**name);
            let near = if name.contains('.') { nearest(name, names) } else { None };
            near.map(|name| format!("[[{name}]]"))
        };
        Problem::BrokenLink { target: name.into(), suggestion: page.or_else(file) }
    }

    /// A path or address, as it stands between the brackets of a link.
    fn written(&self, page: Option<PageId>, link: &Link) -> Resolved {
        let (path, fragment) = match destination(&link.to) {
            Destination::Fragment(anchor) => {
                return Ok(
                    page.map_or(Target::Broken, |page| Target::Page(page, Some(anchor.into())))
                );
            }
            Destination::Path { path, fragment, .. } => (path, fragment.map(Into::into)),
            Destination::External | Destination::Unsafe(_) => return Ok(Target::Broken),
        };
        if link.to.is_empty() {
            return Err(Problem::BrokenLink { target: String::new(), suggestion: None });
        }
        if path.contains('\\') {
            // As Windows writes it; a browser would make something else of it.
            let meant = link.to.replace('\\', "/");
            let suggestion = Some(meant).filter(|meant| !meant.contains(':'));
            return Err(Problem::BrokenLink { target: link.to.to_string(), suggestion });
        }
        if let ("", Some(page)) = (path.as_str(), page) {
            return Ok(Target::Page(page, fragment));
        }
        let folder = self.folder(page);
        let as_source = resolve_path(folder, &path);
        if let Some(found) = as_source.as_deref().and_then(|source| self.source(source)) {
            return Ok(found.with(fragment));
        }
        // Some write addresses as a reader's browser would follow them.
        let as_url = resolve_path(self.address_of(page), &path);
        if let Some(found) = as_url.as_deref().and_then(|url| self.address(url)) {
            return Ok(found.with(fragment));
        }
        Err(match as_source.or(as_url) {
            None => Problem::LinkOutsideSite { target: link.to.to_string() },
            Some(_) => self.missing(page, link, &path),
        })
    }

    /// What lies at a path below the content folder.
    fn source(&self, path: &str) -> Option<Target> {
        let page = self.index.names.by_path(path).map(|page| Target::Page(page, None));
        page.or_else(|| self.index.known.assets.get(path).map(|asset| Target::Asset(*asset)))
            .or_else(|| self.address(path))
    }

    /// What has an address.
    fn address(&self, path: &str) -> Option<Target> {
        let page = UrlPath::page_of(path);
        if let Some(found) = self.index.names.by_url(&page) {
            return Some(Target::Page(found, None));
        }
        // What is left of a page that is over is no page.
        let moved = self.index.redirects.get(&page).map(|(page, _)| *page);
        if let Some(found) = moved.filter(|page| self.index.urls[page.at()].is_some()) {
            return Some(Target::Page(found, None));
        }
        if let Some(now) = self.index.known.moved.get(&page) {
            return Some(Target::Url(now.clone(), None));
        }
        let file = UrlPath::file(path);
        let other = [Some(page), file]
            .into_iter()
            .flatten()
            .find(|url| self.index.known.others.contains(url));
        other.map(|url| Target::Url(url, None))
    }

    fn missing(&self, page: Option<PageId>, link: &Link, path: &str) -> Problem {
        let target = link.to.to_string();
        let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path);
        if let Some(meant) = without_scheme(&link.to) {
            return Problem::BrokenLink { target, suggestion: Some(meant) };
        }
        let is_file = name.rsplit_once('.').is_some_and(|(_, end)| is_file_ending(end));
        let from = page.map_or("", |page| self.site.below(page));
        // A name may hold what means something else in an address: `vraag?.pdf`.
        let as_named = resolve_path(self.folder(page), &link.to);
        if as_named.is_some_and(|below| self.index.known.assets.contains_key(below.as_str())) {
            return Problem::MissingImage { target, suggestion: Some(spelled_in_link(&link.to)) };
        }
        if link.kind == LinkKind::Image || is_file {
            let known = &self.index.known;
            let moved = known.by_file_name.get(name);
            let near = || {
                let names = known.file_names.iter().map(|name| &**name);
                known.by_file_name.get(nearest(name, names)?.as_str())
            };
            let found = moved.or_else(near).and_then(|files| files.first());
            let below = found.and_then(|file| self.site.assets.get(file.0 as usize));
            let suggestion = below.map(|file| spelled_in_link(&relative_source(from, &file.below)));
            return Problem::MissingImage { target, suggestion };
        }
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let found = self.index.names.page(stem).or_else(|| self.index.names.nearest(stem));
        let suggestion = found.map(|found| relative_source(from, self.site.below(found)));
        Problem::BrokenLink { target, suggestion }
    }

    /// What is wrong with a picture that is shown, as it was written.
    pub(super) fn flaw(&self, asset: AssetId, written: &str) -> Option<Problem> {
        let asset = self.site.asset(asset)?;
        let flaw = if asset.can_be_shown() { asset.flaw? } else { Flaw::Broken };
        Some(flaw_of(flaw, written))
    }

    /// The target with its anchor made right, and what is wrong with it.
    fn check(&self, target: Target, link: &Link) -> (Target, Option<Problem>) {
        match target {
            Target::Page(page, Some(anchor)) => {
                let facts = self.site.facts(page);
                let is_introduction = self.index.introductions.contains(&page);
                match find_anchor(facts, &anchor) {
                    Some(id) => (Target::Page(page, Some(id)), None),
                    None if is_introduction || anchor.is_empty() => {
                        (Target::Page(page, Some(anchor)), None)
                    }
                    None => {
                        let suggestion =
                            nearest(&slug(&anchor), facts.headings.iter().map(|h| &*h.id));
                        let target = self.site.below(page).to_owned();
                        let problem =
                            Problem::BrokenAnchor { target, anchor: anchor.into(), suggestion };
                        (Target::Page(page, None), Some(problem))
                    }
                }
            }
            Target::Asset(asset) if link.kind == LinkKind::Image => {
                (Target::Asset(asset), self.flaw(asset, &link.to))
            }
            target => (target, None),
        }
    }
}

/// What is wrong with a picture, as it was written.
pub(crate) fn flaw_of(flaw: Flaw, written: &str) -> Problem {
    let target = written.to_owned();
    let (Weight { bytes, sides }, is_made_smaller) = match flaw {
        Flaw::Broken => return Problem::BrokenImage { target },
        Flaw::Heavy(weight) => (weight, true),
        Flaw::TooLarge(weight) => (weight, false),
    };
    Problem::LargeImage { target, bytes, sides, is_made_smaller }
}

/// A mail address or a host that lacks what makes it one.
fn without_scheme(to: &str) -> Option<String> {
    if to.contains([' ', '{', '<']) || to.starts_with(['/', '.']) {
        return None;
    }
    if let Some((name, host)) = to.split_once('@') {
        return (!name.is_empty() && host.contains('.')).then(|| format!("mailto:{to}"));
    }
    let host = to.split(['/', '?', '#']).next().unwrap_or_default();
    let end = host.rsplit_once('.').map_or("", |(_, end)| end);
    let known = matches!(
        end,
        "nl" | "com" | "org" | "eu" | "net" | "be" | "de" | "gov" | "uk" | "info" | "edu" | "io"
    );
    (host.starts_with("www.") || known).then(|| format!("https://{to}"))
}

/// Endings of files that people link to, other than pages.
fn is_file_ending(end: &str) -> bool {
    const ENDINGS: [&str; 24] = [
        "png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "pdf", "doc", "docx", "odt", "rtf",
        "ppt", "pptx", "odp", "xls", "xlsx", "ods", "csv", "txt", "zip", "mp3", "mp4", "json",
    ];
    ENDINGS.contains(&end.to_ascii_lowercase().as_str())
}

impl Target {
    fn with(self, anchor: Option<Box<str>>) -> Self {
        match self {
            Self::Page(page, _) => Self::Page(page, anchor),
            Self::Url(url, _) => Self::Url(url, anchor),
            other => other,
        }
    }
}

/// The id that an anchor means: the id itself, or the text of a heading.
fn find_anchor(facts: &Facts, anchor: &str) -> Option<Box<str>> {
    let by_id = facts.headings.iter().find(|h| *h.id == *anchor).map(|h| h.id.clone());
    let other = || facts.anchors.iter().find(|id| ***id == *anchor).cloned();
    let by_text = || {
        let (name, as_id) = (fold(anchor), slug(anchor));
        facts
            .headings
            .iter()
            .find(|h| fold(&h.text) == name || *h.id == *as_id)
            .map(|h| h.id.clone())
    };
    let note = || anchor.starts_with("_note").then(|| anchor.into());
    by_id.or_else(other).or_else(by_text).or_else(note)
}

fn asset_path(site: &Site, asset: AssetId) -> String {
    site.assets.get(asset.0 as usize).map_or_else(String::new, |asset| format!("/{}", asset.below))
}

/// How a file at `from` spells a link to a file at `to`.
fn relative_source(from: &str, to: &str) -> String {
    let mut from: Vec<&str> = from.split('/').collect();
    from.pop();
    let to: Vec<&str> = to.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from.len() - shared;
    let down = to.get(shared..).unwrap_or_default().join("/");
    if up == 0 { down } else { format!("{}{down}", "../".repeat(up)) }
}
