//! The preview's own addresses: who gets what.

use jiff::civil::date;

use super::super::editor::Editor;
use super::super::http::Reply;
use super::super::respond::tests::request;
use super::*;
use crate::snapshot::{Options, Snapshot};
use crate::source::Sources;

fn preview() -> Arc<Preview> {
    let files = [("content/over.md", b"# Over\n".as_slice())];
    let sources = Sources::in_memory("content", date(2026, 11, 22), files);
    let snapshot = Snapshot::load(sources, Options::default());
    Arc::new(Preview::new(snapshot, 3, Vec::new(), Editor::default()))
}

fn ask(live: &Live, target: &str, headers: &[(&str, &str)]) -> Reply {
    let request = request("GET", target, headers);
    let url = UrlPath::parse(&request.target).unwrap();
    reply(&url, &request, live, &preview)
}

fn status(reply: &Reply) -> u16 {
    match reply {
        Reply::Whole(response) => response.status,
        Reply::Socket(..) => 101,
    }
}

const SOCKET: [(&str, &str); 4] = [
    ("connection", "Upgrade"),
    ("upgrade", "websocket"),
    ("sec-websocket-version", "13"),
    ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
];

#[test]
fn only_who_knows_the_token_hears_anything() {
    let live = Live::new().unwrap();
    let token = live.token.clone();
    for (name, right) in [("live", 101), ("desk", 200), ("problems", 200), ("edit", 404)] {
        let page = "page=%2Fover%2F&seen=1";
        let with = |token: &str| {
            status(&ask(&live, &format!("/-weef/{name}?token={token}&{page}"), &SOCKET))
        };
        assert_eq!(with(&token), right, "{name}");
        for wrong in ["", "x", &token[1..], &format!("{token}0"), &token.to_uppercase()] {
            if wrong != token {
                assert_eq!(with(wrong), 403, "{name}: {wrong}");
            }
        }
        assert_eq!(status(&ask(&live, &format!("/-weef/{name}?{page}"), &SOCKET)), 403, "{name}");
    }
    let target = |page: &str| format!("/-weef/live?token={token}&page={page}");
    assert_eq!(status(&ask(&live, &target("%2F..%2F"), &SOCKET)), 400);
    assert_eq!(status(&ask(&live, &target("%2F"), &[])), 400, "no socket was asked for");
    assert_eq!(status(&ask(&live, "/-weef/none", &[])), 404);
}

#[test]
fn the_script_knows_the_token_and_is_not_kept() {
    let live = Live::new().unwrap();
    let Reply::Whole(script) = ask(&live, "/-weef/live.js?seen=1", &[]) else {
        panic!("no socket")
    };
    assert!(script.headers.contains(&("Cache-Control", "no-store".to_owned())));
    let text = String::from_utf8(script.body).unwrap();
    assert!(text.contains(&format!("const token = \"{}\";", live.token)));
    assert!(text.contains("const speech = \"nl\";"));
}

#[test]
fn an_editor_is_started_on_sources_only() {
    let live = Live::new().unwrap();
    let edit = |file: &str, headers: &[(&str, &str)]| {
        let token = &live.token;
        status(&ask(&live, &format!("/-weef/edit?token={token}&file={file}"), headers))
    };
    // These sources lie in memory, so that none can be opened.
    for file in ["content%2Fover.md", "..%2F..%2Fetc%2Fpasswd", "%2Fetc%2Fpasswd", ""] {
        assert_eq!(edit(file, &[]), 404, "{file}");
    }
    let address = edit_address("t", &SourcePath::new("content/a b&c.md"), (2, 3));
    assert_eq!(address, "/-weef/edit?token=t&file=content%2Fa%20b%26c%2Emd&line=2&column=3");
    let query = Query::of(&address);
    assert_eq!(query.get("file").unwrap(), "content/a b&c.md");
}

#[test]
fn the_script_stands_before_any_other() {
    const OWN: &str = "<script src=\"/-weef/live.js?seen=1\" defer></script>";
    let woven = |html: &str| String::from_utf8(weave(html.as_bytes(), "1")).unwrap();
    assert_eq!(
        woven("<head><title>x</title><script src=a></script></head><body></body>"),
        format!("<head><title>x</title>{OWN}<script src=a></script></head><body></body>")
    );
    assert_eq!(
        woven("<head></head><body><script></script></body>"),
        format!("<head>{OWN}</head><body><script></script></body>")
    );
    assert_eq!(
        woven("<pre>&lt;/body></pre></body>x</body></html>"),
        format!("<pre>&lt;/body></pre></body>x{OWN}</body></html>")
    );
    assert_eq!(woven("bare"), format!("bare{OWN}"));
}
