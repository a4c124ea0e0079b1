//! The attributes of links and the tags of pictures, when it is known where they lead.

use super::fields::file_size;
use super::pictures::{self, When};
use crate::markdown::{self, Hole, Link, escape};
use crate::site::{Asset, PageId, Target, field_options};
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
    // What the front matter shows stands above the text.
    let has_image = document.facts.field("image").is_some();
    let first = document.body.early_picture().filter(|_| !has_image);
    document.body.fill(&|hole| {
        let at = match hole {
            Hole::List(at) => return lists.get(at as usize).cloned().unwrap_or_default(),
            Hole::Heading(at) => return heading(snapshot, page, at as usize),
            hole => hole.link().unwrap_or_default() as usize,
        };
        let target = targets.and_then(|targets| targets.get(at)).unwrap_or(&Target::Broken);
        let Some(link) = document.facts.links.get(at) else { return String::new() };
        let when = if hole.link() == first { When::First } else { When::InView };
        closed(snapshot, from, (hole, when), (link, target))
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
        let Some(at) = hole.link() else { return String::new() };
        let at = at as usize;
        let Some((link, target)) = parsed.links.get(at).zip(targets.get(at)) else {
            return String::new();
        };
        closed(snapshot, from, (hole, When::InView), (link, target))
    })
}

/// What belongs in the hole of a link or picture that leads there.
fn closed(
    snapshot: &Snapshot,
    from: &UrlPath,
    (hole, when): (Hole, When),
    (link, target): (&Link, &Target),
) -> String {
    let asset = match target {
        Target::Asset(asset) => snapshot.site.asset(*asset),
        _ => None,
    };
    match (hole, asset) {
        (Hole::Picture(_), Some(asset)) => pictures::open(asset, from, when),
        (Hole::Picture(_), None) => format!("<img src=\"{}\"", escape(&link.to)),
        (Hole::PictureEnd(_), Some(asset)) => pictures::close(asset).to_owned(),
        (Hole::LinkEnd(_), Some(asset)) => file_facts(snapshot, asset),
        (Hole::Link(_), _) => reference(snapshot, from, target),
        (Hole::List(_) | Hole::Heading(_) | Hole::PictureEnd(_) | Hole::LinkEnd(_), _) => {
            String::new()
        }
    }
}

/// What a file is and how large, behind the words that lead to it.
fn file_facts(snapshot: &Snapshot, asset: &Asset) -> String {
    let format = asset.path.extension().to_uppercase();
    let size = file_size(snapshot.sources.size(&asset.path), snapshot.site.config.language);
    format!(" <span class=\"file-facts\">({}, {size})</span>", escape(&format))
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
