//! A page → the picture that its front matter names.

use super::{Asset, PageId, Site};
use crate::schema::Value;

/// How wide and high a picture is at least that stands for a page elsewhere, in pixels.
const LEAST: u32 = 200;

impl Site {
    /// The picture of a page and what is to be seen on it; none where the file is not there.
    pub fn picture(&self, page: PageId) -> Option<(&Asset, &str)> {
        match self.facts(page).field("image")? {
            Value::Group(parts) => self.named_picture(page, parts),
            _ => None,
        }
    }

    /// The picture that a field of a page names.
    pub fn named_picture<'s>(
        &'s self,
        page: PageId,
        parts: &'s [(Box<str>, Value)],
    ) -> Option<(&'s Asset, &'s str)> {
        let text = |name: &str| {
            let part = parts.iter().find(|(part, _)| &**part == name);
            part.and_then(|(_, value)| value.text())
        };
        Some((self.file(page, text("file")?)?, text("alt").unwrap_or_default()))
    }

    /// The same, where it can stand for the page on another site: most show no drawing in lines, and nothing small.
    pub fn shared_picture(&self, page: PageId) -> Option<(&Asset, &str)> {
        let is_shown = |asset: &Asset| {
            matches!(asset.path.extension().as_str(), "png" | "jpg" | "jpeg" | "webp" | "gif")
                && asset.size.is_some_and(|(width, height)| width >= LEAST && height >= LEAST)
        };
        self.picture(page).filter(|(asset, _)| is_shown(asset))
    }
}
