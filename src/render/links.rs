//! The attributes of links and pictures, when it is known where they lead.

use std::fmt::Write as _;

use crate::markdown::{self, Hole, Link, LinkKind, escape};
use crate::site::{PageId, Target, field_options};
use crate::snapshot::{Fragment, Snapshot};
use crate::url::{UrlPath, encode_fragment};

/// A page's body with its links and lists closed, as it stands on the page at `from`.
pub(super) fn body(
    snapshot: &Snapshot,
    from: &UrlPath,
    (page, lists): (PageId, &[String]),
) -> String {
    let document = snapshot.site.document(page);
    let targets = snapshot.site.index.targets.get(page.at());
    document.body.fill(&|hole| {
        let at = match hole {
            Hole::Link(at) => at as usize,
            Hole::List(at) => return lists.get(at as usize).cloned().unwrap_or_default(),
            Hole::Heading(at) => return heading(snapshot, page, at as usize),
        };
        let target = targets.and_then(|targets| targets.get(at)).unwrap_or(&Target::Broken);
        let Some(link) = document.facts.links.get(at) else { return String::new() };
        attributes(snapshot, from, (link, target))
    })
}

/// The link that shares a heading's address.
fn heading(snapshot: &Snapshot, page: PageId, at: usize) -> String {
    let Some(heading) = snapshot.site.facts(page).headings.get(at) else { return String::new() };
    let label = snapshot.theme.label(snapshot.site.language(page), "share_heading");
    let href = escape(&encode_fragment(&heading.id));
    let name = escape(&label.replace("{name}", &heading.text));
    format!(" <a class=\"heading-link\" href=\"#{href}\" aria-label=\"{name}\">#</a>")
}

/// Markdown that stands in a field (of `page`) or in the settings, as HTML on the page at `from`.
pub(super) fn fragment(
    snapshot: &Snapshot,
    text: &str,
    (page, from): (Option<PageId>, &UrlPath),
) -> String {
    fill(snapshot, &read(snapshot, text, page), from)
}

/// Markdown of a field or of the settings, and where its links lead.
pub(super) fn read(snapshot: &Snapshot, text: &str, page: Option<PageId>) -> Fragment {
    let site = &snapshot.site;
    let language = page.map_or(site.config.language, |page| site.language(page));
    let parsed = markdown::parse(text, &field_options(&site.config, language));
    let targets = parsed.links.iter().map(|link| site.find_link(page, link).0).collect();
    Fragment { parsed, targets }
}

/// The same as HTML on the page at `from`.
pub(super) fn fill(snapshot: &Snapshot, fragment: &Fragment, from: &UrlPath) -> String {
    let Fragment { parsed, targets } = fragment;
    parsed.body.fill(&|hole| {
        let Hole::Link(at) = hole else { return String::new() };
        let at = at as usize;
        let Some((link, target)) = parsed.links.get(at).zip(targets.get(at)) else {
            return String::new();
        };
        attributes(snapshot, from, (link, target))
    })
}

/// The attributes of a link or picture that leads there.
fn attributes(snapshot: &Snapshot, from: &UrlPath, (link, target): (&Link, &Target)) -> String {
    match link.kind {
        LinkKind::Image => source(snapshot, from, target, &link.to),
        LinkKind::Link | LinkKind::Wiki => reference(snapshot, from, target),
    }
}

/// ` href="…"`; a link that leads nowhere is shown as text that was meant to be one.
fn reference(snapshot: &Snapshot, from: &UrlPath, target: &Target) -> String {
    let with_anchor = |url: &UrlPath, anchor: Option<&str>| {
        let address =
            if url == from && anchor.is_some() { String::new() } else { url.relative(from) };
        match anchor {
            Some(anchor) => format!("{address}#{}", encode_fragment(anchor)),
            None => address,
        }
    };
    let href = match target {
        Target::Page(page, anchor) => {
            snapshot.site.url(*page).map(|url| with_anchor(url, anchor.as_deref()))
        }
        Target::Asset(asset) => {
            snapshot.site.assets.get(asset.0 as usize).map(|asset| asset.url.relative(from))
        }
        Target::Url(url, anchor) => Some(with_anchor(url, anchor.as_deref())),
        Target::Broken => None,
    };
    match href {
        Some(href) => format!(" href=\"{}\"", escape(&href)),
        None => " class=\"broken-link\"".to_owned(),
    }
}

/// ` src="…" width="…" height="…"`, so that the page does not jump when the picture arrives.
fn source(snapshot: &Snapshot, from: &UrlPath, target: &Target, written: &str) -> String {
    let asset = match target {
        Target::Asset(asset) => snapshot.site.assets.get(asset.0 as usize),
        _ => None,
    };
    let Some(asset) = asset else { return format!(" src=\"{}\"", escape(written)) };
    let mut out = format!(" src=\"{}\"", escape(&asset.url.relative(from)));
    if let Some((width, height)) = asset.size {
        let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
    }
    out.push_str(" loading=\"lazy\"");
    out
}
