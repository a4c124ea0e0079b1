//! Files that are no pages → what is published as it is, with the size of pictures.

use std::collections::BTreeSet;

use quick_xml::events::Event;
use rayon::prelude::*;

use super::Route;
use crate::config::home::Shows;
use crate::markdown::{self, LinkKind};
use crate::picture::{self, Flaw, Picture};
use crate::site::{Asset, AssetId, Site, Target, field_options};
use crate::source::{Ends, SourcePath, Sources};
use crate::url::{UrlPath, slug};

/// What is known already: the files of before, by path, and which of them have changed since.
pub(super) type Known<'k> = (&'k [Asset], &'k BTreeSet<SourcePath>);

/// Every file below the content folder that is no page; only those that are not known are looked at.
pub(super) fn collect(sources: &Sources, (known, changed): Known) -> Vec<Asset> {
    let files: Vec<&SourcePath> = sources
        .files
        .keys()
        .filter(|path| !path.is_markdown() && sources.below_content(path).is_some())
        .collect();
    let same = |path: &SourcePath| {
        let at = known.binary_search_by(|asset| asset.path.cmp(path)).ok()?;
        known.get(at).filter(|_| !changed.contains(path)).cloned()
    };
    let one = |path: &SourcePath| same(path).or_else(|| asset(sources, path));
    files.into_par_iter().filter_map(one).collect()
}

fn asset(sources: &Sources, path: &SourcePath) -> Option<Asset> {
    let below = sources.below_content(path)?;
    let (folder, name) = below.rsplit_once('/').unwrap_or(("", below));
    let mut parts: Vec<String> =
        folder.split('/').filter(|part| !part.is_empty()).map(folder_segment).collect();
    parts.push(name.to_owned());
    let url = UrlPath::file(&parts.join("/"))?;
    let (path, below) = (path.clone(), below.into());
    let mut asset =
        Asset { path, below, url, size: None, picture: None, flaw: None, may_tell: false };
    let is_shown = asset.can_be_shown();
    let wanted = if is_shown { (picture::HEAD, picture::TAIL) } else { (picture::BEGIN, 0) };
    let ends = sources.read_ends(&asset.path, wanted).ok();
    if asset.is_picture() {
        (asset.size, asset.picture, asset.flaw) = seen(sources, &asset.path, ends.as_ref());
    } else if let Some(ends) = ends.as_ref().filter(|_| is_shown) {
        (asset.size, asset.flaw) = seen_as_it_is(ends);
    }
    // A picture is one whatever it is called; browsers take a drawing for one by its name only.
    let is_drawing = asset.path.extension() == "svg";
    asset.may_tell = is_drawing || ends.is_some_and(|ends| picture::may_tell(&ends.head));
    Some(asset)
}

/// Folders of files have the addresses of folders of pages.
fn folder_segment(name: &str) -> String {
    let slug = slug(name);
    if slug.is_empty() || name.starts_with('.') { name.to_owned() } else { slug }
}

/// What is known of a picture: its size, itself where smaller ones can be made of it, what is wrong with it.
fn seen(
    sources: &Sources,
    path: &SourcePath,
    ends: Option<&Ends>,
) -> (Option<(u32, u32)>, Option<Picture>, Option<Flaw>) {
    let Some(ends) = ends else {
        return (None, None, Some(Flaw::Broken));
    };
    if path.extension() == "svg" {
        let size = svg_size(&ends.head);
        let is_whole = || sources.read(path).is_ok_and(|bytes| picture::drawing(&bytes).is_ok());
        let flaw = (size.is_none() || !is_whole()).then_some(Flaw::Broken);
        return (size, None, flaw);
    }
    let mut look = picture::look(&ends.head, &ends.tail, ends.length);
    // A photograph may carry more remarks than the first bytes hold; and one that differs from another in its last dot
    // only is another one.
    let is_made_smaller = look.picture.is_some();
    if (look.size.is_none() || is_made_smaller) && ends.length > picture::HEAD as u64 {
        let bytes = sources.read(path).unwrap_or_default();
        look = picture::look(&bytes, &ends.tail, ends.length);
    }
    // Not every form of it is known, and browsers show more.
    let is_unknown = look.size.is_none() && path.extension() == "avif";
    (look.size, look.picture, look.flaw.filter(|_| !is_unknown))
}

/// The same of a picture of which nothing is ever made: readers get it as it is, however large.
fn seen_as_it_is(ends: &Ends) -> (Option<(u32, u32)>, Option<Flaw>) {
    let look = picture::look(&ends.head, &ends.tail, ends.length);
    let flaw = look.flaw.and_then(|flaw| match flaw {
        Flaw::Heavy(weight) | Flaw::TooLarge(weight) => Some(Flaw::TooLarge(weight)),
        // Not every form of it is known.
        Flaw::Broken => None,
    });
    (look.size, flaw)
}

/// How large browsers show an SVG that does not say how large it is.
const SVG_SIDES: (f64, f64) = (300.0, 150.0);

/// The size that an SVG's root element gives: `width` and `height`, else its view box, else what browsers make of it.
fn svg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut reader = quick_xml::Reader::from_reader(bytes);
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "svg" =>
            {
                let value = |name: &str| {
                    let attribute = element.try_get_attribute(name).ok().flatten()?;
                    Some(attribute.value.into_owned())
                };
                let number = |text: &str| pixels(text).filter(|n| *n >= 1.0);
                let given = value("width")
                    .zip(value("height"))
                    .and_then(|(w, h)| Some((number(&w)?, number(&h)?)));
                let boxed = || {
                    let text = value("viewBox")?;
                    let parts: Vec<f64> =
                        text.split([' ', ',']).filter_map(|part| part.parse().ok()).collect();
                    Some((*parts.get(2)?, *parts.get(3)?)).filter(|(w, h)| *w >= 1.0 && *h >= 1.0)
                };
                let (width, height) = given.or_else(boxed).unwrap_or(SVG_SIDES);
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "at least 1, and no picture is wider"
                )]
                return Some((width.round() as u32, height.round() as u32));
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// A length of CSS in pixels; none of one that hangs on what is around it.
fn pixels(length: &str) -> Option<f64> {
    const UNITS: [(&str, f64); 6] = [
        ("px", 1.0),
        ("cm", 96.0 / 2.54),
        ("mm", 96.0 / 25.4),
        ("in", 96.0),
        ("pt", 96.0 / 72.0),
        ("pc", 16.0),
    ];
    let length = length.trim();
    let unit = UNITS.iter().find_map(|(unit, many)| Some((length.strip_suffix(unit)?, *many)));
    let (number, many) = unit.unwrap_or((length, 1.0));
    Some(number.trim().parse::<f64>().ok()? * many)
}

/// What is published: everything beside declared content, but in a plain folder only what a page links to, since
/// nobody said that the rest is for readers.
pub(super) fn published(site: &Site) -> Vec<&Asset> {
    if site.config.is_declared
        || site
            .documents
            .first()
            .is_some_and(|d| d.path.as_str() != site.below(crate::site::PageId(0)))
    {
        return site.assets.iter().collect();
    }
    let linked: BTreeSet<u32> = site
        .index
        .targets
        .iter()
        .flat_map(|targets| targets.iter())
        .filter_map(|target| if let Target::Asset(asset) = target { Some(asset.0) } else { None })
        .collect();
    let shown = site.index.pictures.iter().flat_map(|shown| shown.iter()).map(|asset| asset.0);
    let linked: BTreeSet<u32> = linked.into_iter().chain(shown).collect();
    linked.into_iter().filter_map(|at| site.assets.get(at as usize)).collect()
}

/// The addresses of the pictures that are made of those that pages or the settings show.
pub(super) fn pictures(site: &Site) -> impl Iterator<Item = (UrlPath, Route)> {
    let on_pages = site.index.pictures.iter().flat_map(|shown| shown.iter().copied());
    let shown: BTreeSet<AssetId> = on_pages.chain(in_settings(site)).collect();
    let assets = shown.into_iter().filter_map(|id| site.asset(id));
    assets.filter_map(|asset| Some((asset, asset.picture.as_ref()?))).flat_map(
        |(asset, picture)| {
            let smaller = picture.smaller().into_iter();
            smaller.map(|one| {
                let url = UrlPath::picture(&picture.file_name(one));
                (url, Route::Picture(asset.path.clone(), one))
            })
        },
    )
}

/// The pictures in the texts of the settings.
fn in_settings(site: &Site) -> Vec<AssetId> {
    let config = &site.config;
    let options = field_options(config, config.language);
    let in_home = config.home.iter().filter_map(|block| match &block.shows {
        Shows::Text(text) => Some(text),
        _ => None,
    });
    let links = config.footer.texts().chain(in_home);
    let links = links.flat_map(|text| markdown::parse(&text.text, &options).links);
    let pictures = links.filter(|link| link.kind == LinkKind::Image);
    let found = pictures.filter_map(|link| match site.find_link(None, &link).0 {
        Target::Asset(asset) => Some(asset),
        _ => None,
    });
    found.collect()
}
