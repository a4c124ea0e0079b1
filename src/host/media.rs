//! An address → what kind of bytes are there, as the preview says it and as hosts are told.

use crate::url::UrlPath;

/// Pages.
pub const HTML: &str = "text/html; charset=utf-8";
/// Styles.
pub const STYLE: &str = "text/css; charset=utf-8";
/// Scripts.
pub const SCRIPT: &str = "text/javascript; charset=utf-8";
/// Feeds, whose names end as those of any other XML.
const ATOM: &str = "application/atom+xml; charset=utf-8";
/// What nobody knows.
pub(super) const UNKNOWN: &str = "application/octet-stream";

/// Feeds by name, of which the end of the name does not say what they are.
pub(super) const FEEDS: [(&str, &str); 3] =
    [("feed.xml", ATOM), ("atom.xml", ATOM), ("feed.json", "application/feed+json")];

/// What the end of a file's name says of it.
pub(super) const TYPES: [(&str, &str); 54] = [
    ("html", HTML),
    ("htm", HTML),
    ("css", STYLE),
    ("js", SCRIPT),
    ("mjs", SCRIPT),
    ("atom", ATOM),
    ("xml", "application/xml; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("ics", "text/calendar; charset=utf-8"),
    ("vcf", "text/vcard; charset=utf-8"),
    ("vtt", "text/vtt; charset=utf-8"),
    ("bib", "application/x-bibtex; charset=utf-8"),
    ("ris", "application/x-research-info-systems; charset=utf-8"),
    ("json", "application/json"),
    ("map", "application/json"),
    ("webmanifest", "application/manifest+json"),
    ("svg", "image/svg+xml; charset=utf-8"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("jpe", "image/jpeg"),
    ("jfif", "image/jpeg"),
    ("pjpeg", "image/jpeg"),
    ("pjp", "image/jpeg"),
    ("apng", "image/apng"),
    ("bmp", "image/bmp"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("ico", "image/x-icon"),
    ("woff2", "font/woff2"),
    ("woff", "font/woff"),
    ("ttf", "font/ttf"),
    ("otf", "font/otf"),
    ("pdf", "application/pdf"),
    ("epub", "application/epub+zip"),
    ("zip", "application/zip"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt", "application/vnd.ms-powerpoint"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("mp3", "audio/mpeg"),
    ("m4a", "audio/mp4"),
    ("mp4", "video/mp4"),
    ("webm", "video/webm"),
];

/// What kind of bytes are at an address.
pub fn media_type(url: &UrlPath) -> &'static str {
    if url.is_page() {
        return HTML;
    }
    let name = url.as_str().rsplit('/').next().unwrap_or_default();
    if let Some((_, feed)) = FEEDS.iter().find(|(feed, _)| *feed == name) {
        return feed;
    }
    // The files for hosts, where they are shown.
    if matches!(name, "_headers" | "_redirects" | ".htaccess" | "weef.nginx.conf") {
        return "text/plain; charset=utf-8";
    }
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let known = TYPES.iter().find(|(own, _)| own.eq_ignore_ascii_case(extension));
    known.map_or(UNKNOWN, |(_, media_type)| media_type)
}

/// A kind without its character set, and whether it is text in one.
pub(super) fn bare(media_type: &'static str) -> (&'static str, bool) {
    media_type.split_once(';').map_or((media_type, false), |(bare, _)| (bare, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_bytes() {
        for (name, kind) in [
            ("a.SVG", "image/svg+xml; charset=utf-8"),
            ("feed.xml", ATOM),
            ("themas/zorg/feed.xml", ATOM),
            ("themas/zorg/feed.json", "application/feed+json"),
            ("sitemap.xml", "application/xml; charset=utf-8"),
            ("a.woff2", "font/woff2"),
            ("a.pdf", "application/pdf"),
            ("a.webp", "image/webp"),
            ("a/citeren.bib", "application/x-bibtex; charset=utf-8"),
            ("a/citeren.ris", "application/x-research-info-systems; charset=utf-8"),
            ("a/citeren.json", "application/json"),
            ("llms.txt", "text/plain; charset=utf-8"),
            ("a/index.md", "text/markdown; charset=utf-8"),
            ("agenda.ics", "text/calendar; charset=utf-8"),
            ("site.webmanifest", "application/manifest+json"),
            ("_headers", "text/plain; charset=utf-8"),
            ("a.b/geen", UNKNOWN),
            ("a.js", SCRIPT),
        ] {
            assert_eq!(media_type(&UrlPath::file(name).unwrap()), kind, "{name}");
        }
    }

    #[test]
    fn each_end_is_told_once() {
        for (at, (end, _)) in TYPES.iter().enumerate() {
            assert!(!TYPES[..at].iter().any(|(own, _)| own == end), "{end}");
        }
    }
}
