//! A picture of the content → in which widths and forms it is offered, its tag in a text, what templates see of it.

use std::fmt::Write as _;

use tera::Value;

use super::{Made, Output, map};
use crate::markdown::escape;
use crate::picture::{Format, Picture, Smaller};
use crate::site::Asset;
use crate::snapshot::Snapshot;
use crate::source::SourcePath;
use crate::url::UrlPath;

/// How wide the text of a page is, in pixels: no picture in it is shown wider.
const MEASURE: u32 = 672;
/// From this width of the window on the text has margins.
const WITH_MARGINS: &str = "44rem";

/// When a picture is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// Before all others: it is what readers see first.
    First,
    /// When it comes into view.
    InView,
}

/// What answers at the address of a file of the content.
pub(super) fn file(snapshot: &Snapshot, path: &SourcePath) -> Output {
    let asset = asset(snapshot, path);
    if !asset.is_some_and(|asset| asset.may_tell) {
        return Output::Copy(path.clone());
    }
    let picture = asset.and_then(|asset| asset.picture.as_ref()).filter(|it| it.is_turned);
    let name = picture.map(|it| format!("{}.{}", it.name, it.format.extension()).into());
    Output::Picture(Made { source: path.clone(), smaller: None, name })
}

/// What answers at the address of a picture that is made.
pub(super) fn smaller(snapshot: &Snapshot, path: &SourcePath, smaller: Smaller) -> Output {
    let picture = asset(snapshot, path).and_then(|asset| asset.picture.as_ref());
    let name = picture.map(|picture| picture.file_name(smaller).into());
    Output::Picture(Made { source: path.clone(), smaller: Some(smaller), name })
}

fn asset<'s>(snapshot: &'s Snapshot, path: &SourcePath) -> Option<&'s Asset> {
    let assets = &snapshot.site.assets;
    assets.get(assets.binary_search_by(|asset| asset.path.cmp(path)).ok()?)
}

/// Where a picture in one width is found.
type Candidate = (UrlPath, u32);

/// A picture in the format that it has, and in WebP; the smallest first.
struct Offer {
    own: Vec<Candidate>,
    webp: Vec<Candidate>,
}

impl Offer {
    fn new(asset: &Asset, picture: &Picture) -> Self {
        let made = |width, format| {
            let name = picture.file_name(Smaller { width, format });
            (UrlPath::picture(&name), width)
        };
        let own = |width| {
            if width == picture.width {
                (asset.url.clone(), width)
            } else {
                made(width, picture.format)
            }
        };
        let is_webp = picture.format == Format::WebP;
        let webp = picture.widths().into_iter().filter(|_| !is_webp);
        Self {
            own: picture.widths().into_iter().map(own).collect(),
            webp: webp.map(|width| made(width, Format::WebP)).collect(),
        }
    }

    /// The address for browsers that choose from nothing.
    fn src<'o>(&'o self, asset: &'o Asset) -> &'o UrlPath {
        self.own.last().map_or(&asset.url, |(url, _)| url)
    }
}

/// How wide a picture will be shown: it is never made larger.
fn sizes(picture: &Picture) -> String {
    format!("(min-width: {WITH_MARGINS}) {}px, 100vw", picture.width.min(MEASURE))
}

/// ` srcset="…" sizes="…"`; of one there is nothing to choose.
fn choice(candidates: &[Candidate], from: &UrlPath, sizes: &str) -> String {
    let address = |url: &UrlPath| escape(&url.relative(from));
    if let [(url, _)] = candidates {
        return format!(" srcset=\"{}\"", address(url));
    }
    let listed = candidates.iter().map(|(url, width)| format!("{} {width}w", address(url)));
    format!(" srcset=\"{}\" sizes=\"{sizes}\"", listed.collect::<Vec<_>>().join(", "))
}

/// What stands before the other attributes of a picture in a text: `<img src="…" width="…" height="…"`, so that the page
/// does not jump when the picture arrives; around it the same in WebP.
pub(super) fn open(asset: &Asset, from: &UrlPath, when: When) -> String {
    let offer = asset.picture.as_ref().map(|picture| (picture, Offer::new(asset, picture)));
    let mut out = String::new();
    if let Some((picture, Offer { webp, .. })) = &offer
        && !webp.is_empty()
    {
        let media_type = Format::WebP.media_type();
        let choice = choice(webp, from, &sizes(picture));
        let _ = write!(out, "<picture><source type=\"{media_type}\"{choice} />");
    }
    let src = offer.as_ref().map_or(&asset.url, |(_, offer)| offer.src(asset));
    let _ = write!(out, "<img src=\"{}\"", escape(&src.relative(from)));
    if let Some((picture, Offer { own, .. })) = &offer
        && own.len() > 1
    {
        out.push_str(&choice(own, from, &sizes(picture)));
    }
    if let Some((width, height)) = asset.size {
        let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
    }
    out.push_str(match when {
        When::First => " fetchpriority=\"high\"",
        When::InView => " loading=\"lazy\"",
    });
    out.push_str(" decoding=\"async\"");
    out
}

/// What stands behind a picture in a text.
pub(super) fn close(asset: &Asset) -> &'static str {
    let is_wrapped = asset.picture.as_ref().is_some_and(|it| it.format != Format::WebP);
    if is_wrapped { "</picture>" } else { "" }
}

/// What templates see of a picture, apart from what its page says of it.
pub(super) fn view(asset: &Asset) -> [(&'static str, Value); 6] {
    let listed = |candidates: &[Candidate]| {
        let one = |(url, width): &Candidate| {
            map([("path", Value::from(url.encoded())), ("width", Value::from(*width))])
        };
        Value::from(candidates.iter().map(one).collect::<Vec<_>>())
    };
    let picture = asset.picture.as_ref();
    let offer = picture.map(|picture| Offer::new(asset, picture));
    let src = offer.as_ref().map_or(&asset.url, |offer| offer.src(asset));
    [
        ("src", Value::from(src.encoded())),
        ("width", Value::from(asset.size.map(|(width, _)| width))),
        ("height", Value::from(asset.size.map(|(_, height)| height))),
        ("widths", listed(offer.as_ref().map(|offer| &offer.own[..]).unwrap_or_default())),
        ("webp", listed(offer.as_ref().map(|offer| &offer.webp[..]).unwrap_or_default())),
        ("sizes", Value::from(picture.map(sizes))),
    ]
}
