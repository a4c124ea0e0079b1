//! What is answered to requests, row by row: hosts, methods, paths that try to leave the site.

use std::collections::BTreeMap;

use super::*;
use crate::diagnostic::{Problem, TemplateMistake};
use crate::source::SourcePath;
use crate::source::lines::Span;

/// A site in a table.
#[derive(Clone, Default)]
pub(in crate::serve) struct Table {
    pub(in crate::serve) pages: BTreeMap<&'static str, &'static str>,
    pub(in crate::serve) assets: BTreeMap<String, String>,
}

impl Table {
    pub(in crate::serve) fn new() -> Self {
        let pages = [
            ("", "<body>home</body>"),
            ("blogs/x/", "<body>x</body>"),
            ("blogs/café/", "<body>café</body>"),
            ("broken/", "BROKEN"),
            ("assets/site.css", "body{}"),
            ("atom.xml", "<feed/>"),
            ("blogs/x/foto.png", "png"),
        ];
        Self { pages: pages.into(), assets: BTreeMap::new() }
    }
}

impl Site for Table {
    fn answer(&self, url: &UrlPath) -> Answer {
        match self.pages.get(url.as_str()) {
            Some(&"BROKEN") => {
                let problem = Problem::BrokenTemplate {
                    cause: TemplateMistake::BlockTwice {
                        name: "<img src=x onerror=alert(1)>".into(),
                    },
                };
                let file = SourcePath::new("themes/<b>.html");
                let diagnostic = Diagnostic::new(&file, Span::point(3, 4), problem);
                Answer::Broken(Box::new(diagnostic), Speech::English)
            }
            Some(text) => Answer::Found(text.as_bytes().to_vec()),
            None => Answer::Missing,
        }
    }

    fn has(&self, url: &UrlPath) -> bool {
        self.pages.contains_key(url.as_str())
    }

    fn not_found(&self) -> Answer {
        Answer::Found(b"<body>not here</body>".to_vec())
    }

    fn assets(&self) -> &BTreeMap<String, String> {
        &self.assets
    }

    fn number(&self) -> u64 {
        1
    }
}

pub(in crate::serve) fn request(method: &str, target: &str, headers: &[(&str, &str)]) -> Request {
    let mut headers: Vec<(String, String)> =
        headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    if !headers.iter().any(|(name, _)| name == "host") {
        headers.push(("host".into(), "127.0.0.1:8000".into()));
    }
    Request { method: method.into(), target: target.into(), headers, is_local: true }
}

fn ask(method: &str, target: &str) -> Response {
    answer(&request(method, target, &[]))
}

fn answer(request: &Request) -> Response {
    answer_to(request, &Guests::default())
}

fn answer_to(request: &Request, guests: &Guests) -> Response {
    let response = match admit(request, guests) {
        Ok(url) if own::owns(&url) => Response::empty(204),
        Ok(url) => respond(&Table::new(), &url, request),
        Err(response) => response,
    };
    response.for_method(&request.method)
}

fn header<'r>(response: &'r Response, name: &str) -> Option<&'r str> {
    response.headers.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_str())
}

/// A `Host`, and the status it gets.
const HOSTS: &[(&str, u16)] = &[
    ("localhost", 200),
    ("localhost:8000", 200),
    ("LocalHost:1", 200),
    ("localhost.", 200),
    ("localhost.:8000", 200),
    ("a.localhost", 200),
    ("a.b.LOCALHOST:80", 200),
    ("127.0.0.1", 200),
    ("127.0.0.1:65535", 200),
    ("127.0.0.1.:8000", 200),
    ("[::1]", 200),
    ("[::1]:8000", 200),
    ("[0:0:0:0:0:0:0:1]:8000", 200),
    ("evil.example", 403),
    ("evil.example:8000", 403),
    ("localhost.evil", 403),
    ("127.0.0.1.evil", 403),
    ("evillocalhost", 403),
    ("127.1", 403),
    ("0.0.0.0", 403),
    ("192.168.1.1:8000", 403),
    ("2130706433", 403),
    ("[::2]", 403),
    ("[::ffff:7f00:1]", 403),
    ("", 400),
    (":8000", 400),
    (".localhost", 400),
    ("..", 400),
    ("localhost..", 400),
    ("[::z", 400),
    ("[::z]", 400),
    ("[::1", 400),
    ("[::1]x", 400),
    ("::1", 400),
    ("localhost:", 400),
    ("localhost:x", 400),
    ("localhost:99999", 400),
    ("localhost:+80", 400),
    ("localhost/evil", 400),
    ("user@localhost", 400),
    ("localhost, evil", 400),
    ("loc\u{e4}lhost", 400),
    ("\u{0}", 400),
];

#[test]
fn only_own_names_are_answered() {
    for &(host, status) in HOSTS {
        for method in ["GET", "HEAD", "POST"] {
            for target in ["/", "/-weef/live", "/..", "/none"] {
                let got = answer(&request(method, target, &[("host", host)]));
                let refused = matches!(got.status, 403 | 400) && got.body.is_empty();
                assert!(status == 200 || (got.status == status && refused), "{host}: {got:?}");
            }
        }
        assert_eq!(answer(&request("GET", "/", &[("host", host)])).status, status, "{host}");
    }
    let twice = request("GET", "/", &[("host", "localhost"), ("host", "localhost")]);
    assert_eq!(answer(&twice).status, 400);
    assert_eq!(
        answer(&Request { method: "GET".into(), target: "/".into(), ..Request::default() }).status,
        400
    );
}

#[test]
fn guests_are_answered_by_the_names_they_were_given() {
    let by_address = Guests { by_address: true, names: Vec::new() };
    let named = Guests { by_address: false, names: vec!["weef.intern".into()] };
    for (host, address, name) in [
        ("localhost:1", 200, 200),
        ("192.168.1.1:8000", 200, 403),
        ("[fe80::1]", 200, 403),
        ("weef.intern:8000", 403, 200),
        ("WEEF.Intern.", 403, 200),
        ("x.weef.intern", 403, 403),
        ("evil.example", 403, 403),
        ("127.1", 403, 403),
        ("[::z]", 400, 400),
    ] {
        let asked = request("GET", "/", &[("host", host)]);
        assert_eq!(answer_to(&asked, &by_address).status, address, "{host}");
        assert_eq!(answer_to(&asked, &named).status, name, "{host}");
    }
}

/// Headers of a browser, and the status that a page, and an address of the preview itself, get.
type Row<'r> = (&'r [(&'r str, &'r str)], u16, u16);

const NAVIGATE: (&str, &str) = ("sec-fetch-mode", "navigate");
const DOCUMENT: (&str, &str) = ("sec-fetch-dest", "document");
const CROSS: (&str, &str) = ("sec-fetch-site", "cross-site");
const SAME: (&str, &str) = ("sec-fetch-site", "same-site");

#[test]
fn pages_of_other_sites_get_nothing() {
    let table: [Row<'_>; 19] = [
        (&[], 200, 204),
        (&[("origin", "http://127.0.0.1:8000")], 200, 204),
        (&[("host", "LOCALHOST:80"), ("origin", "http://localhost:80")], 200, 204),
        (&[("sec-fetch-site", "same-origin")], 200, 204),
        (&[("sec-fetch-site", "none"), NAVIGATE, DOCUMENT], 200, 204),
        // Somebody follows a link on another site.
        (&[CROSS, NAVIGATE, DOCUMENT], 200, 403),
        (&[SAME, NAVIGATE, DOCUMENT], 200, 403),
        // A script, picture or frame on another site.
        (&[CROSS], 403, 403),
        (&[SAME], 403, 403),
        (&[CROSS, ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "script")], 403, 403),
        (&[CROSS, NAVIGATE, ("sec-fetch-dest", "iframe")], 403, 403),
        (&[CROSS, NAVIGATE, DOCUMENT, ("origin", "http://evil.example")], 403, 403),
        (&[("sec-fetch-site", "new-word")], 403, 403),
        (&[("origin", "null")], 403, 403),
        (&[("origin", "")], 403, 403),
        (&[("origin", "http://evil.example")], 403, 403),
        (&[("origin", "http://127.0.0.1:9000")], 403, 403),
        (&[("origin", "https://127.0.0.1:8000")], 403, 403),
        (&[("origin", "http://127.0.0.1:8000"), ("origin", "null")], 403, 403),
    ];
    for (headers, page, own) in table {
        assert_eq!(answer(&request("GET", "/", headers)).status, page, "{headers:?}");
        assert_eq!(answer(&request("GET", "/-weef/live", headers)).status, own, "{headers:?}");
    }
}

#[test]
fn other_methods_are_told_which_there_are() {
    for method in [
        "POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "CONNECT", "PROPFIND", "get", "",
        "GETS", "HEAD ",
    ] {
        let response = ask(method, "/");
        assert_eq!(
            (response.status, header(&response, "Allow")),
            (405, Some("GET, HEAD")),
            "{method}"
        );
    }
}

#[test]
fn nothing_leads_out_of_the_site() {
    for target in [
        "/../../etc/passwd",
        "/blogs/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/%252e%252e/etc/passwd",
        "/%c0%ae%c0%ae/etc/passwd",
        "/..\\..\\etc\\passwd",
        "/..%5c..%5cetc%5cpasswd",
        "//etc/passwd",
        "//evil.example/x",
        "/;/../etc/passwd",
        "http://127.0.0.1:8000/etc/passwd",
        "/#/../../etc/passwd",
        "/%00",
        "/etc/passwd%00.html",
        "/c:/windows/win.ini",
        "/%5c%5chost%5cshare",
        "/index.html::$DATA",
        "/%zz",
        "/%",
        "/..%00/",
        "/.",
        "/blogs//x/",
        "*",
        "",
    ] {
        let response = ask("GET", target);
        assert!(matches!(response.status, 400 | 404), "{target}: {}", response.status);
        let body = String::from_utf8(response.body).unwrap();
        assert!(!body.contains("root:") && !body.contains("etc"), "{target}: {body}");
    }
    assert_eq!(ask("GET", "/blogs/x/?../../etc#").status, 400);
    assert_eq!(ask("GET", "/blogs/x/?../../etc").status, 200);
    assert_eq!(ask("GET", "/blogs/caf%C3%A9/").status, 200);
}

#[test]
fn head_is_get_without_the_body() {
    for target in ["/", "/blogs/x/", "/blogs/x", "/none", "/broken/", "/assets/site.css", "/%zz"] {
        let (get, head) = (ask("GET", target), ask("HEAD", target));
        assert_eq!((get.status, &get.headers), (head.status, &head.headers), "{target}");
        assert!(head.body.is_empty());
        assert_eq!(header(&get, "Content-Length"), Some(get.body.len().to_string().as_str()));
    }
}

#[test]
fn every_response_is_guarded() {
    for (method, target) in [
        ("GET", "/"),
        ("GET", "/none"),
        ("GET", "/broken/"),
        ("POST", "/"),
        ("GET", "/%"),
        ("HEAD", "/blogs/x"),
    ] {
        let response = ask(method, target);
        for (name, value) in GUARDS {
            assert_eq!(header(&response, name), Some(value), "as a published site says it");
        }
        assert_eq!(header(&response, "Cross-Origin-Resource-Policy"), Some("same-origin"));
        assert_eq!(header(&response, "Cache-Control"), Some("no-cache"));
        assert!(!response.headers.iter().any(|(name, _)| name.starts_with("Access-Control")));
    }
}

#[test]
fn a_page_without_its_slash_is_sent_there() {
    for (target, location) in [
        ("/blogs/x", "../blogs/x/"),
        ("/blogs/x?next=//evil.example", "../blogs/x/"),
        ("/blogs/caf%c3%a9", "../blogs/caf%C3%A9/"),
        ("/broken", "./broken/"),
    ] {
        let response = ask("GET", target);
        assert_eq!(
            (response.status, header(&response, "Location")),
            (308, Some(location)),
            "{target}"
        );
    }
    assert_eq!(ask("GET", "/none").status, 404);
    assert_eq!(ask("GET", "/assets/site.css/").status, 404);
}

#[test]
fn kinds_of_bytes() {
    for (target, kind) in [
        ("/", HTML),
        ("/none.png", HTML),
        ("/assets/site.css", "text/css; charset=utf-8"),
        ("/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/blogs/x/foto.png", "image/png"),
    ] {
        assert_eq!(header(&ask("GET", target), "Content-Type"), Some(kind), "{target}");
    }
}

#[test]
fn what_is_broken_is_shown_and_escaped() {
    let response = ask("GET", "/broken/");
    let body = String::from_utf8(response.body).unwrap();
    assert_eq!(response.status, 500);
    assert!(!body.contains("<img") && !body.contains("<b>") && !body.contains("style"), "{body}");
    assert!(body.contains("&lt;img src=x onerror=alert(1)&gt;"), "{body}");
    assert!(body.contains("<code>themes/&lt;b&gt;.html:3:4</code>"), "{body}");
    assert!(body.contains("<script src=\"/-weef/live.js?seen="), "{body}");
}

#[test]
fn pages_and_only_pages_get_the_script() {
    let page = String::from_utf8(ask("GET", "/blogs/x/").body).unwrap();
    assert!(page.starts_with("<body>x<script src=\"/-weef/live.js?seen="), "{page}");
    assert!(page.ends_with("\" defer></script></body>"), "{page}");
    assert!(String::from_utf8(ask("GET", "/none").body).unwrap().contains("live.js"));
    assert_eq!(ask("GET", "/assets/site.css").body, b"body{}");
}
