//! A site → what its host must know: what browsers may do, what may be kept, what kinds of files there are, where pages
//! have gone.
//!
//! | file | for |
//! |---|---|
//! | `_headers`, `_redirects` | Netlify, Cloudflare Pages; they do not publish them |
//! | `.htaccess` | Apache, which does not publish it; the one way for who has only FTP |
//! | `weef.nginx.conf` | nginx: to be included by who runs it; it hides itself |
//! | `/.well-known/security.txt` | who finds a hole in the site |
//!
//! These files have languages of their own, in which an address could say something. Hence an address never stands there
//! as it was written: only as letters, digits, `-_.~/%`, or byte by byte ([`UrlPath::encoded_strictly`], `pattern`).
//! Where a host cannot be told of an old address, the page that lies there leads on.

use std::fmt::Write as _;

use crate::config::{Host, HostFile};
use crate::snapshot::{Route, Snapshot};
use crate::url::{BaseUrl, UrlPath};

mod apache;
pub mod media;
mod nginx;
mod pages;
mod security;

pub use security::security;

/// What pages may load: what is here, nothing inline, nothing from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
    connect-src 'self'; manifest-src 'self'; media-src 'self'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'";

/// What is said with every response, by hosts and by the preview: what pages may load, that kinds of files are not
/// guessed, that other sites are not told where readers come from, that no page asks for a camera.
pub const GUARDS: [(&str, &str); 5] = [
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// That browsers come over an encrypted connection only, for a year: not of the hosts of other sites below this one.
const SECURE: (&str, &str) = ("Strict-Transport-Security", "max-age=31536000");
/// What has its content in its name may be kept for ever.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Anything else may be kept, but is asked for again: an old page would ask for styles that are gone.
const ASK_AGAIN: &str = "no-cache";

/// What a host is told of a site.
struct Told {
    host: Host,
    base: BaseUrl,
    /// Old addresses, and where they lead.
    moved: Vec<(UrlPath, UrlPath)>,
    /// Files of the theme that may be kept for ever.
    kept: Vec<UrlPath>,
    /// Whether there is an index of search, whose parts may be kept for ever.
    has_search: bool,
    /// Whether nothing but pictures that are made lies in their folder; they may be kept for ever.
    has_pictures_alone: bool,
}

impl Told {
    fn new(snapshot: &Snapshot) -> Self {
        let moved = snapshot.routes.iter().filter_map(|(old, route)| match route {
            Route::Redirect(now) => Some((old.clone(), now.clone())),
            _ => None,
        });
        let assets = snapshot.theme.assets.iter();
        let kept = assets.filter(|asset| !asset.url.as_str().ends_with(&asset.name));
        let others = snapshot.routes.iter().any(|(url, _)| url.may_be_picture());
        Self {
            host: snapshot.site.config.host,
            base: snapshot.base(),
            moved: moved.collect(),
            kept: kept.map(|asset| asset.url.clone()).collect(),
            has_search: snapshot.site.config.search.is_enabled,
            has_pictures_alone: !others && !snapshot.picture_routes().is_empty(),
        }
    }

    /// What is said with every response of this site.
    fn guards(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        GUARDS.into_iter().chain(self.base.is_secure().then_some(SECURE))
    }

    /// An address below the root of the host, in signs that mean nothing.
    fn path(&self, url: &UrlPath) -> String {
        format!("/{}", self.base.on_host(url).encoded_strictly())
    }

    /// A regular expression of an address below the root of the host, without what stands around it.
    fn pattern(&self, url: &UrlPath) -> String {
        format!("/{}", pattern(self.base.on_host(url).as_str()))
    }

    /// Whether the site lies in a folder of its host.
    fn is_in_folder(&self) -> bool {
        self.base.path() != "/"
    }
}

/// The bytes of a file by which a host is told.
pub fn file(snapshot: &Snapshot, file: HostFile) -> Vec<u8> {
    let told = Told::new(snapshot);
    let text = match file {
        HostFile::Headers => pages::headers(&told),
        HostFile::Redirects => pages::redirects(&told),
        HostFile::Htaccess => apache::htaccess(&told),
        HostFile::Nginx => nginx::conf(&told),
    };
    text.into_bytes()
}

/// A regular expression that is this text: every byte that may mean something is written as its number.
fn pattern(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "\\x{byte:02x}");
        }
    }
    out
}

#[cfg(test)]
#[path = "host/tests.rs"]
mod tests;
