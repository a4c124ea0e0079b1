//! Site and request → response. Pure: a request reaches a table of addresses and never the disk by name.

use std::collections::BTreeMap;
use std::net::IpAddr;

use pulldown_cmark_escape::escape_html;

use super::http::{Request, Response};
use super::{conditional, live, own};
use crate::diagnostic::{Diagnostic, Speech};
use crate::url::UrlPath;

/// What the preview must know of a site.
pub(super) trait Site {
    /// What is at an address.
    fn answer(&self, url: &UrlPath) -> Answer;
    /// Whether something is at an address.
    fn has(&self, url: &UrlPath) -> bool;
    /// The page that says that there is no such page.
    fn not_found(&self) -> Answer;
    /// The styles, scripts and pictures of the theme: addresses, with what differs when their bytes do.
    fn assets(&self) -> &BTreeMap<String, String>;
    /// How many sites were served before this one.
    fn number(&self) -> u64;
}

/// Whom the preview answers, besides this computer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Guests {
    /// Whether any address of this computer will do as a host: it listens on more than its own.
    pub(super) by_address: bool,
    /// Names that it may be called by, in lower case.
    pub(super) names: Vec<String>,
}

/// What is at an address.
#[derive(Debug)]
pub(super) enum Answer {
    /// The bytes.
    Found(Vec<u8>),
    /// A page that cannot be made, and why, in which language.
    Broken(Box<Diagnostic>, Speech),
    /// Nothing.
    Missing,
}

/// What would be sent for an address, before the live script is woven in.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) status: u16,
    pub(super) media_type: &'static str,
    pub(super) body: Vec<u8>,
}

const HTML: &str = "text/html; charset=utf-8";
const ATOM: &str = "application/atom+xml; charset=utf-8";
pub(super) const STYLE: &str = "text/css; charset=utf-8";
pub(super) const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The same policy as a published site: everything from here, nothing inline.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
    connect-src 'self'; manifest-src 'self'; media-src 'self'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'";

impl Response {
    /// A response with the headers that every one of ours has.
    pub(super) fn new(status: u16, media_type: &str, body: Vec<u8>) -> Self {
        let mut response = Self::guarded(status, media_type);
        response.headers.push(("Content-Length", body.len().to_string()));
        response.body = body;
        response
    }

    /// A response of the preview itself, which no browser is to keep.
    pub(super) fn own(status: u16, media_type: &str, body: Vec<u8>) -> Self {
        let mut response = Self::new(status, media_type, body);
        for (name, value) in &mut response.headers {
            if *name == "Cache-Control" {
                "no-store".clone_into(value);
            }
        }
        response
    }

    fn guarded(status: u16, media_type: &str) -> Self {
        let mut headers = vec![
            ("X-Content-Type-Options", "nosniff".to_owned()),
            ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
            // Kept, but asked for again each time, with its tag.
            ("Cache-Control", "no-cache".to_owned()),
            ("Referrer-Policy", "same-origin".to_owned()),
            ("Content-Security-Policy", POLICY.to_owned()),
        ];
        if !media_type.is_empty() {
            headers.push(("Content-Type", media_type.to_owned()));
        }
        Self { status, headers, body: Vec::new() }
    }

    /// Nothing but a status.
    pub(super) fn empty(status: u16) -> Self {
        Self::new(status, "", Vec::new())
    }

    /// As it is sent for `HEAD`: the same headers.
    #[must_use]
    pub(super) fn for_method(mut self, method: &str) -> Self {
        if method == "HEAD" {
            self.body = Vec::new();
        }
        self
    }
}

/// Whether a request is let in, and for which address; otherwise what it is told.
pub(super) fn admit(request: &Request, guests: &Guests) -> Result<UrlPath, Response> {
    let hosts: Vec<&str> = request.all("host").collect();
    let host = match hosts.as_slice() {
        [host] => host_of(host, guests),
        _ => Host::Malformed,
    };
    // Any web page can have its own name point at this machine and read the answer; hence before all else.
    match host {
        Host::Own => {}
        Host::Foreign => return Err(Response::empty(403)),
        Host::Malformed => return Err(Response::empty(400)),
    }
    if !matches!(request.method.as_str(), "GET" | "HEAD") {
        let mut response = Response::empty(405);
        response.headers.push(("Allow", "GET, HEAD".into()));
        return Err(response);
    }
    let well_formed = request.target.starts_with('/') && !request.target.contains('#');
    let url = well_formed.then(|| UrlPath::parse(&request.target)).flatten();
    let url = url.ok_or_else(|| Response::empty(400).for_method(&request.method))?;
    // Another site may lead people here, but its scripts and frames get nothing.
    let is_followed = is_followed_link(request) && !own::owns(&url);
    if is_from_here(request) || is_followed { Ok(url) } else { Err(Response::empty(403)) }
}

/// Whether no other site's page is behind a request. Browsers say so in these headers; the token stands for those that
/// do not.
fn is_from_here(request: &Request) -> bool {
    let own: Vec<String> = request.all("host").map(|host| format!("http://{host}")).collect();
    request.all("origin").all(|origin| own.iter().any(|o| o.eq_ignore_ascii_case(origin)))
        && request.all("sec-fetch-site").all(|site| matches!(site, "same-origin" | "none"))
}

/// Whether somebody followed a link in a window of its own.
fn is_followed_link(request: &Request) -> bool {
    request.one("sec-fetch-mode") == Some("navigate")
        && request.one("sec-fetch-dest") == Some("document")
        && request.all("origin").next().is_none()
}

/// The response for an address of the site.
pub(super) fn respond(site: &dyn Site, url: &UrlPath, request: &Request) -> Response {
    let folder = UrlPath::page(url.segments());
    if !url.is_page() && !site.has(url) && site.has(&folder) {
        let mut response = Response::empty(308);
        response.headers.push(("Location", folder.relative(url)));
        return response;
    }
    let page = page(site, url);
    let body = if page.media_type == HTML {
        own::weave(&page.body, &live::stamp(site, &page))
    } else {
        page.body
    };
    conditional::settle(request, Response::new(page.status, page.media_type, body))
}

/// What is shown at an address.
pub(super) fn page(site: &dyn Site, url: &UrlPath) -> Page {
    match site.answer(url) {
        Answer::Missing => shown(site.not_found(), 404, HTML),
        answer => shown(answer, 200, media_type(url)),
    }
}

fn shown(answer: Answer, status: u16, media_type: &'static str) -> Page {
    match answer {
        Answer::Found(body) => Page { status, media_type, body },
        Answer::Broken(diagnostic, speech) => {
            let body = error_page(&diagnostic, speech).into_bytes();
            Page { status: 500, media_type: HTML, body }
        }
        Answer::Missing => Page {
            status,
            media_type: HTML,
            body: b"<!doctype html>\n<title>404</title>\n".to_vec(),
        },
    }
}

/// What kind of bytes are at an address.
fn media_type(url: &UrlPath) -> &'static str {
    if url.is_page() {
        return HTML;
    }
    let name = url.as_str().rsplit('/').next().unwrap_or_default();
    if matches!(name, "feed.xml" | "atom.xml") {
        return ATOM;
    }
    if name == "feed.json" {
        return "application/feed+json; charset=utf-8";
    }
    let extension = name.rsplit_once('.').map_or(String::new(), |(_, e)| e.to_ascii_lowercase());
    match extension.as_str() {
        "html" | "htm" => HTML,
        "atom" => ATOM,
        "css" => STYLE,
        "js" | "mjs" => SCRIPT,
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml; charset=utf-8",
        "bib" => "application/x-bibtex; charset=utf-8",
        "ris" => "application/x-research-info-systems; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "pdf" => "application/pdf",
        "epub" => "application/epub+zip",
        "zip" => "application/zip",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt" => "application/vnd.oasis.opendocument.text",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "vtt" => "text/vtt; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whose name a request was sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Host {
    Own,
    Foreign,
    Malformed,
}

fn host_of(header: &str, guests: &Guests) -> Host {
    let Some((name, rest)) = host_and_rest(header) else { return Host::Malformed };
    let port_is_right = match rest.strip_prefix(':') {
        Some(port) => port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok(),
        None => rest.is_empty(),
    };
    match name.as_str() {
        _ if !port_is_right => Host::Malformed,
        "localhost" | "127.0.0.1" | "::1" => Host::Own,
        name if name.ends_with(".localhost") => Host::Own,
        name if guests.names.iter().any(|guest| guest == name) => Host::Own,
        // Nobody can point an address somewhere else, as they can a name.
        name if guests.by_address && name.parse::<IpAddr>().is_ok() => Host::Own,
        _ => Host::Foreign,
    }
}

/// The name, in one spelling, and what follows it; `None` where it is no name or address.
fn host_and_rest(header: &str) -> Option<(String, &str)> {
    if let Some(literal) = header.strip_prefix('[') {
        let (address, rest) = literal.split_once(']')?;
        return Some((address.parse::<std::net::Ipv6Addr>().ok()?.to_string(), rest));
    }
    let (name, rest) = header.split_at(header.find(':').unwrap_or(header.len()));
    let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    let letter = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    let well_formed = name.split('.').all(|label| !label.is_empty() && label.bytes().all(letter));
    well_formed.then_some((name, rest))
}

/// The page shown instead of one that cannot be made: what is wrong, where, and the cure.
fn error_page(diagnostic: &Diagnostic, speech: Speech) -> String {
    let (message, help) = diagnostic.problem.text(speech);
    let (language, title, cure) = match speech {
        Speech::Dutch => ("nl", "Deze pagina kan nu niet worden getoond", "Oplossing"),
        Speech::English => ("en", "This page cannot be shown now", "Cure"),
    };
    let place = format!("{}:{}:{}", diagnostic.file, diagnostic.span.line, diagnostic.span.column);
    let help = help.map_or(String::new(), |help| format!("<p>{cure}: {}</p>\n", escaped(&help)));
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n<p>{}</p>\n{help}<p><code>{}</code></p>\n</main>\n</body>\n</html>\n",
        escaped(&message),
        escaped(&place),
    )
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_html(&mut out, text).map_or(String::new(), |()| out)
}

#[cfg(test)]
#[path = "respond_tests.rs"]
pub(super) mod tests;
