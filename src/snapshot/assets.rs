//! Files that are no pages → what is published as it is, with the size of pictures.

use std::collections::BTreeSet;

use quick_xml::events::Event;
use rayon::prelude::*;

use crate::site::{Asset, Site, Target};
use crate::source::{SourcePath, Sources};
use crate::url::{UrlPath, slug};

/// Every file below the content folder that is no page.
pub(super) fn collect(sources: &Sources) -> Vec<Asset> {
    let files: Vec<&SourcePath> = sources
        .files
        .keys()
        .filter(|path| !path.is_markdown() && sources.below_content(path).is_some())
        .collect();
    files.into_par_iter().filter_map(|path| asset(sources, path)).collect()
}

fn asset(sources: &Sources, path: &SourcePath) -> Option<Asset> {
    let below = sources.below_content(path)?;
    let (folder, name) = below.rsplit_once('/').unwrap_or(("", below));
    let mut parts: Vec<String> =
        folder.split('/').filter(|part| !part.is_empty()).map(folder_segment).collect();
    parts.push(name.to_owned());
    let url = UrlPath::file(&parts.join("/"))?;
    let mut asset = Asset { path: path.clone(), below: below.into(), url, size: None };
    if asset.is_picture() {
        asset.size = size(sources, path);
    }
    Some(asset)
}

/// Folders of files have the addresses of folders of pages.
fn folder_segment(name: &str) -> String {
    let slug = slug(name);
    if slug.is_empty() || name.starts_with('.') { name.to_owned() } else { slug }
}

/// Width and height in pixels.
fn size(sources: &Sources, path: &SourcePath) -> Option<(u32, u32)> {
    let bytes = sources.read_start(path).ok()?;
    if path.extension() == "svg" {
        return svg_size(&bytes);
    }
    // A photograph may carry more metadata than the first bytes hold.
    let found = imagesize::blob_size(&bytes)
        .or_else(|_| imagesize::blob_size(&sources.read(path).unwrap_or_default()));
    let size = found.ok()?;
    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
}

/// The size that an SVG's root element gives: `width` and `height`, else its view box.
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
                let number = |text: &str| {
                    text.trim().trim_end_matches("px").parse::<f64>().ok().filter(|n| *n >= 1.0)
                };
                let given = value("width")
                    .zip(value("height"))
                    .and_then(|(w, h)| Some((number(&w)?, number(&h)?)));
                let boxed = || {
                    let text = value("viewBox")?;
                    let parts: Vec<f64> =
                        text.split([' ', ',']).filter_map(|part| part.parse().ok()).collect();
                    Some((*parts.get(2)?, *parts.get(3)?)).filter(|(w, h)| *w >= 1.0 && *h >= 1.0)
                };
                let (width, height) = given.or_else(boxed)?;
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
    linked.into_iter().filter_map(|at| site.assets.get(at as usize)).collect()
}
