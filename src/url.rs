//! Addresses and slugs: the only code that knows slashes, `index.html` and percent signs.
//!
//! Every address of the site is a [`UrlPath`]. Pages and templates only ever write addresses relative to the page they
//! stand on ([`UrlPath::relative`]), so a built site works in any folder of any host, and opened from a disk too.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

mod slug;

pub use slug::slug;

/// The longest name of a file or folder that every common disk can hold, in bytes.
pub const LONGEST_NAME: usize = 255;

/// Names in the root of an output folder that weef needs itself: its manifest, that of two sites while one replaces the
/// other, and the folder in which a site is put together. No address has one of these.
pub const OF_OUTPUT: [&str; 3] =
    [".weef-manifest.json", ".weef-manifest-both.json", ".weef-staging"];

/// What a path's segment may not hold as it is.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'\'')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b':');

/// What a path may not hold as it is where anything but letters and digits may mean something.
const FILE_PATH: &AsciiSet = &percent_encoding::NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Bytes that stand in an encoded address as they are.
const IS_PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "below 256")]
        let byte = b as u8;
        table[b] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/');
        b += 1;
    }
    table
};

/// An address in the site, below its base, decoded: `blogs/x/` or `assets/site.css`; empty for the home page.
///
/// No segment is empty, `.` or `..`, and none holds a slash, backslash or control character: whatever an editor or a
/// request spells, an address cannot leave the site.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlPath(Arc<str>);

impl UrlPath {
    /// The address of the home page.
    pub fn home() -> Self {
        Self("".into())
    }

    /// An address from its decoded segments; `None` if a segment is not allowed.
    fn checked(path: &str) -> Option<Self> {
        let trimmed = path.strip_suffix('/').unwrap_or(path);
        let bad = |segment: &str| {
            matches!(segment, "" | "." | "..")
                || segment.contains(|c: char| c.is_control() || matches!(c, '\\' | '/'))
        };
        (path.is_empty() || !trimmed.split('/').any(bad)).then(|| Self(path.into()))
    }

    /// A page's folder: `page(["blogs", "x"])` is `blogs/x/`. Segments that no address may hold are left out.
    pub fn page<'s>(segments: impl IntoIterator<Item = &'s str>) -> Self {
        let mut path = String::new();
        for segment in segments {
            if Self::checked(segment).is_some() && !segment.is_empty() {
                path.push_str(segment);
                path.push('/');
            }
        }
        Self(path.into())
    }

    /// A file's address; `None` where a part of the name is not allowed.
    pub fn file(path: &str) -> Option<Self> {
        (!path.is_empty() && !path.ends_with('/')).then_some(path).and_then(Self::checked)
    }

    /// The script of search, at the root of the site: every page loads it by this name.
    pub fn search_script() -> Self {
        Self("search.js".into())
    }

    /// A part of the index of search, by its name: `search_part("core-1f")` is `search/core-1f.js`.
    pub fn search_part(name: &str) -> Self {
        Self::home().join(&format!("search/{name}.js"))
    }

    /// A picture that is made of one of the content, by its name: `img/0123456789ab-800.webp`.
    pub fn picture(name: &str) -> Self {
        Self::home().join(&format!("img/{name}"))
    }

    /// Whether it may be that of a picture that is made.
    pub fn may_be_picture(&self) -> bool {
        self.0.starts_with("img/")
    }

    /// Whether it may be that of a part of the index of search.
    pub fn may_be_search_part(&self) -> bool {
        self.0.starts_with("search/")
    }

    /// An address below this page: `join("feed.xml")`, `join("pagina/2/")`.
    #[must_use]
    pub fn join(&self, below: &str) -> Self {
        Self::checked(&format!("{}{below}", self.0)).unwrap_or_else(|| self.clone())
    }

    /// The address that a request or an alias spells: percent signs are decoded once, a leading slash, query and
    /// fragment are dropped. `None` if it would leave the site or is no address at all.
    pub fn parse(spelled: &str) -> Option<Self> {
        let path = spelled.split(['?', '#']).next().unwrap_or_default();
        let path = path.strip_prefix('/').unwrap_or(path);
        if !percent_signs_are_right(path) {
            return None;
        }
        // Decoded per segment, so that an encoded slash cannot make a new one.
        let mut decoded = String::with_capacity(path.len());
        for (i, segment) in path.split('/').enumerate() {
            let segment = percent_decode_str(segment).decode_utf8().ok()?;
            if segment.contains('/') {
                return None;
            }
            if i > 0 {
                decoded.push('/');
            }
            decoded.push_str(&segment);
        }
        Self::checked(&decoded)
    }

    /// The page that a path means, with or without a slash or its file's name at the end.
    pub fn page_of(path: &str) -> Self {
        let path = path.trim_end_matches('/');
        Self::page(path.strip_suffix("/index.html").unwrap_or(path).split('/'))
    }

    /// The address as text, decoded, without a leading slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a page's folder (or the home page), not a file.
    pub fn is_page(&self) -> bool {
        self.0.is_empty() || self.0.ends_with('/')
    }

    /// Whether it is a file by its own name, not one that carries a page's folder.
    pub fn is_file(&self) -> bool {
        !self.is_page() && self.segments().next_back() != Some("index.html")
    }

    /// The folders that its file lies in, from the top, as a disk that ignores case would hold them.
    pub fn folders(&self) -> Vec<String> {
        let file = self.out_path().as_str().to_lowercase();
        file.match_indices('/').map(|(end, _)| file[..end].to_owned()).collect()
    }

    /// The segments, without empty ones.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('/').filter(|s| !s.is_empty())
    }

    /// The address of the folder above; the home page is above itself.
    #[must_use]
    pub fn parent(&self) -> Self {
        let trimmed = self.0.trim_end_matches('/');
        let above = trimmed.rsplit_once('/').map_or("", |(above, _)| above);
        if above.is_empty() { Self::home() } else { Self(format!("{above}/").into()) }
    }

    /// The address from the base of the site, percent-encoded, without a leading slash: `blogs/caf%C3%A9/`.
    pub fn encoded(&self) -> String {
        self.encoded_after("")
    }

    /// The address from the base of the site in letters, digits and `-_.~/%` only: no sign in it means anything in the
    /// settings of a web server.
    pub fn encoded_strictly(&self) -> String {
        utf8_percent_encode(&self.0, FILE_PATH).to_string()
    }

    /// The encoded address behind something else, made in one piece: every link of every page passes here.
    fn encoded_after(&self, before: &str) -> String {
        let mut out = String::with_capacity(before.len() + self.0.len() + 16);
        out.push_str(before);
        if self.0.bytes().all(|b| IS_PLAIN[usize::from(b)]) {
            out.push_str(&self.0);
            return out;
        }
        for (i, segment) in self.0.split('/').enumerate() {
            if i > 0 {
                out.push('/');
            }
            out.extend(utf8_percent_encode(segment, SEGMENT));
        }
        out
    }

    /// What stands before an address on this page to reach the base of the site: `../../`, or `./` on the home page.
    pub fn to_root(&self) -> String {
        match self.0.matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }

    /// How a page at `from` spells a link to this address.
    pub fn relative(&self, from: &Self) -> String {
        self.encoded_after(&from.to_root())
    }

    /// The file that carries this address in the output.
    pub fn out_path(&self) -> OutPath {
        OutPath(
            if self.is_page() { format!("{}index.html", self.0) } else { self.0.as_ref().into() }
                .into(),
        )
    }

    /// Equal for two addresses that would be one file on a disk that ignores case, or a file and a folder of one name.
    pub fn folded(&self) -> String {
        let path = self.0.trim_end_matches('/');
        let path = path.strip_suffix("index.html").unwrap_or(path);
        path.trim_end_matches('/').to_lowercase()
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.0)
    }
}

impl fmt::Debug for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.0)
    }
}

/// The path of a file below the output folder, with `/` between its parts. Made from a [`UrlPath`] only, so it cannot
/// lead out of the folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutPath(Arc<str>);

impl OutPath {
    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads a path back, as the manifest holds it; `None` for what could leave the folder.
    pub fn parse(text: &str) -> Option<Self> {
        UrlPath::file(text).map(|url| Self(url.0))
    }
}

/// What a link's destination is, as an editor wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination<'t> {
    /// `https:`, `http:`, `mailto:`, `tel:` or `//host`: elsewhere.
    External,
    /// A scheme that could run code or read files (`javascript:`, `data:`, `file:` …); the scheme.
    Unsafe(String),
    /// `#heading` on the same page, decoded.
    Fragment(String),
    /// A path, from the site's base (`/x/`) or from the file it stands in, with what follows `#`, decoded.
    Path {
        /// The path, decoded; a leading `/` where it starts at the base.
        path: String,
        /// What followed `?`, kept as it was written.
        query: Option<&'t str>,
        /// What followed `#`, decoded.
        fragment: Option<String>,
    },
}

/// Sorts out a destination. The scheme is read as browsers read it: control characters and white space do not hide it.
pub fn destination(written: &str) -> Destination<'_> {
    let hides = written.bytes().any(|b| b <= b' ' || b >= 0x7f);
    let bare: Cow<'_, str> = if hides {
        written.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect()
    } else {
        written.into()
    };
    if let Some((scheme, _)) = bare.split_once(':') {
        let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        if is_scheme {
            let scheme = scheme.to_ascii_lowercase();
            return match scheme.as_str() {
                "http" | "https" | "mailto" | "tel" | "ftp" | "sms" | "geo" | "doi" | "urn" => {
                    Destination::External
                }
                _ => Destination::Unsafe(scheme),
            };
        }
    }
    if bare.starts_with("//") || bare.starts_with("\\\\") || bare.starts_with("/\\") {
        return Destination::External;
    }
    let (rest, fragment) = match written.split_once('#') {
        Some((rest, fragment)) => (rest, Some(decode(fragment))),
        None => (written, None),
    };
    let (path, query) = match rest.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (rest, None),
    };
    match (path, query, fragment) {
        ("", None, Some(fragment)) => Destination::Fragment(fragment),
        (path, query, fragment) => Destination::Path { path: decode(path), query, fragment },
    }
}

/// The host of an address elsewhere, as people know it: in lower case, without `www.` and a port.
pub fn host(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("//")?;
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let host = host.split(':').next().unwrap_or(host).trim_end_matches('.').to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| host.to_owned())
}

/// A path from the folder `base` (both with `/`), `.` and `..` worked out; `None` if it climbs above the top.
pub fn resolve(base: &str, path: &str) -> Option<String> {
    let (base, path) = match path.strip_prefix('/') {
        Some(rest) => ("", rest),
        None => (base, path),
    };
    let mut parts: Vec<&str> = base.split('/').filter(|p| !p.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The path of a file on disk as it stands in a link that opens it: slashes and the colon of a drive stay.
pub fn encode_file(path: &str) -> String {
    const PATH: &AsciiSet = &FILE_PATH.remove(b':');
    utf8_percent_encode(path, PATH).to_string()
}

/// A path as a link spells it: a sign that means something else in an address is written as a number.
pub fn spelled_in_link(path: &str) -> String {
    path.replace('%', "%25").replace('#', "%23").replace('?', "%3F")
}

/// A value as it stands in the query of an address.
pub fn encode_query(value: &str) -> String {
    utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// Percent-encodes a fragment for use after `#`.
pub fn encode_fragment(fragment: &str) -> String {
    utf8_percent_encode(fragment, SEGMENT).to_string()
}

/// The address of a DOI, in which nothing is taken for something else.
pub fn doi_address(doi: &str) -> String {
    format!("https://doi.org/{}", encode_doi(doi))
}

/// A DOI as part of an address.
pub fn encode_doi(doi: &str) -> String {
    const SIGNS: &AsciiSet = &SEGMENT.remove(b':').remove(b'&').remove(b'\'');
    utf8_percent_encode(doi, SIGNS).to_string()
}

/// An address elsewhere without what cannot stand in a file that keeps it between braces.
pub fn without_braces(address: &str) -> String {
    const ENDS: &AsciiSet = &CONTROLS.add(b' ').add(b'{').add(b'}').add(b'\\');
    utf8_percent_encode(address, ENDS).to_string()
}

/// An address as it stands between brackets in a Markdown link.
pub fn without_brackets(address: &str) -> String {
    const ENDS: &AsciiSet = &CONTROLS.add(b' ').add(b'(').add(b')').add(b'<').add(b'>').add(b'\\');
    utf8_percent_encode(address, ENDS).to_string()
}

/// Percent signs decoded once; what is no UTF-8 stays as it was written.
pub fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), Into::into)
}

/// Whether each `%` is followed by two hexadecimal digits.
fn percent_signs_are_right(text: &str) -> bool {
    text.split('%')
        .skip(1)
        .all(|rest| rest.len() >= 2 && rest.bytes().take(2).all(|b| b.is_ascii_hexdigit()))
}

/// The base of the published site: `https://host/` or `https://host/folder/`, always with a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(Arc<str>);

impl BaseUrl {
    /// Reads a base; `None` unless it is `http` or `https` with a host, and nothing that a base cannot have. What is
    /// written in letters outside ASCII is spelled as the web spells it: `café.example` as `xn--caf-dma.example`.
    pub fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let host = rest.split('/').next().unwrap_or_default();
        let path = rest.get(host.len()..).unwrap_or_default().trim_matches('/');
        let is_plain = rest
            .chars()
            .all(|c| !c.is_control() && !c.is_whitespace() && !"\"<>?#\\^`{|}@".contains(c));
        if !matches!(scheme, "https" | "http") || !is_plain {
            return None;
        }
        let (name, port) = host.split_at(host.find(':').unwrap_or(host.len()));
        let name = if name.is_ascii() { name.into() } else { idna::domain_to_ascii(name).ok()? };
        let path = match path {
            "" => String::new(),
            path if path.is_ascii() => UrlPath::parse(path).map(|_| format!("{path}/"))?,
            path => format!("{}/", UrlPath::parse(path)?.encoded().trim_end_matches('/')),
        };
        (!host.is_empty()).then(|| Self(format!("{scheme}://{name}{port}/{path}").into()))
    }

    /// The full address of a path of the site.
    pub fn absolute(&self, url: &UrlPath) -> String {
        format!("{}{}", self.0, url.encoded())
    }

    /// The base as text, with a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host with what stands before it, without a slash at its end: `https://host`.
    pub fn origin(&self) -> &str {
        self.0.get(..self.0.len() - self.path().len()).unwrap_or(&self.0)
    }

    /// Whether it is reached over an encrypted connection only.
    pub fn is_secure(&self) -> bool {
        self.0.starts_with("https:")
    }

    /// An address of the site as an address of the whole host: below the folder of the base.
    pub fn on_host(&self, url: &UrlPath) -> UrlPath {
        let folder = UrlPath::parse(self.path()).unwrap_or_else(UrlPath::home);
        folder.join(url.as_str())
    }

    /// The path of the base: `/` or `/folder/`.
    pub fn path(&self) -> &str {
        let after = self.0.find("://").map_or(0, |at| at + 3);
        let slash = self.0.get(after..).and_then(|rest| rest.find('/')).unwrap_or_default();
        self.0.get(after + slash..).unwrap_or("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_cannot_leave_the_site() {
        for bad in [
            "../x", "a/../b", "a//b", "%2e%2e/x", "a%2fb", "a%5cb", "a\\b", "a%00", "%zz", "%",
            "./a", "a/./b", "%ff", "/..%2f..", "a\nb",
        ] {
            assert_eq!(UrlPath::parse(bad), None, "{bad}");
        }
        assert_eq!(
            UrlPath::parse("/blogs/caf%C3%A9/?a#b").map(|u| u.to_string()),
            Some("/blogs/café/".into())
        );
        assert_eq!(UrlPath::parse("/%252e%252e/").map(|u| u.to_string()), Some("/%2e%2e/".into()));
    }

    #[test]
    fn links_are_relative_to_the_page() {
        let blog = UrlPath::page(["blogs", "x"]);
        assert_eq!(UrlPath::page(["themas", "café"]).relative(&blog), "../../themas/caf%C3%A9/");
        assert_eq!(UrlPath::home().relative(&UrlPath::home()), "./");
        assert_eq!(blog.relative(&UrlPath::home()), "./blogs/x/");
        assert_eq!(blog.out_path().as_str(), "blogs/x/index.html");
        assert_eq!(blog.parent().as_str(), "blogs/");
    }

    #[test]
    fn addresses_on_the_host() {
        let base = BaseUrl::parse("https://a.nl:8443/caf%C3%A9;/").unwrap();
        assert_eq!((base.origin(), base.is_secure()), ("https://a.nl:8443", true));
        let on_host = base.on_host(&UrlPath::page(["x $*"]));
        assert_eq!(on_host.as_str(), "café;/x $*/");
        assert_eq!(on_host.encoded_strictly(), "caf%C3%A9%3B/x%20%24%2A/");
        let at_root = BaseUrl::parse("http://a.nl").unwrap();
        assert_eq!((at_root.origin(), at_root.is_secure()), ("http://a.nl", false));
        assert_eq!(at_root.on_host(&UrlPath::home()), UrlPath::home());
    }

    #[test]
    fn hidden_schemes_are_seen() {
        for bad in [
            "javascript:x",
            "JaVaScript:x",
            "java\tscript:x",
            " javascript:x",
            "\u{1}data:x",
            "vbscript:x",
        ] {
            assert!(matches!(destination(bad), Destination::Unsafe(_)), "{bad:?}");
        }
        assert_eq!(destination("https://a.b/c:d"), Destination::External);
        assert!(matches!(destination("a/b:c.md"), Destination::Path { .. }));
        assert_eq!(destination("#kop%20a"), Destination::Fragment("kop a".into()));
    }

    #[test]
    fn bases() {
        assert_eq!(
            BaseUrl::parse("https://a.nl/x").map(|b| b.path().to_owned()),
            Some("/x/".into())
        );
        assert_eq!(BaseUrl::parse("https://a.nl").map(|b| b.path().to_owned()), Some("/".into()));
        for (written, spelled) in [
            ("https://a.nl", "https://a.nl/"),
            ("http://a.nl:80/x//", "http://a.nl:80/x/"),
            ("https://café.example:8443/naïef", "https://xn--caf-dma.example:8443/na%C3%AFef/"),
            ("https://a.nl/caf%C3%A9", "https://a.nl/caf%C3%A9/"),
        ] {
            let base = BaseUrl::parse(written);
            assert_eq!(base.as_ref().map(BaseUrl::as_str), Some(spelled), "{written}");
        }
        for bad in [
            "",
            "a.nl",
            "ftp://a.nl",
            "https://",
            "https://a.nl/?x",
            "https://a.nl/../b",
            "https://a b/",
        ] {
            assert_eq!(BaseUrl::parse(bad), None, "{bad}");
        }
    }
}
