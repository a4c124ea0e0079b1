//! What the server lets in, over real sockets.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;

use super::served::{Answer, Served};
use super::{SITE, served};

/// A tab: a socket that is told of the page it shows.
fn tab(served: &Served, token: &str, page: &str) -> TcpStream {
    let mut client = served.connect();
    write!(
        client,
        "GET /-weef/live?token={token}&page={page}&seen=x HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n\
         Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    .unwrap();
    client
}

/// Reads until something was told.
fn hears(client: &mut TcpStream, what: &str) {
    let mut heard = String::new();
    let mut part = [0; 4096];
    while !heard.contains(what) {
        let n = client.read(&mut part).unwrap_or(0);
        assert!(n > 0, "{what} was not told: {heard}");
        heard.push_str(&String::from_utf8_lossy(&part[..n]));
    }
}

#[test]
fn twenty_tabs_hear_of_one_save() {
    let served = served();
    let token = served.token();
    let mut tabs: Vec<TcpStream> = (0..20).map(|_| tab(&served, &token, "/over/")).collect();
    for tab in &mut tabs {
        hears(tab, "\"kind\":\"hello\"");
    }
    // While they all listen, pages are still served.
    assert_eq!(served.get("/blogs/een/").status, 200);
    served.write("content/over.md", "# Over\n\nAnders.\n");
    for tab in &mut tabs {
        hears(tab, "\"kind\":\"saved\",\"url\":\"/over/\",\"block\":{\"text\":\"anders\"");
    }
}

#[test]
fn nobody_else_is_told() {
    let served = served();
    for token in ["", "x", &"0".repeat(32)] {
        let mut client = tab(&served, token, "/");
        hears(&mut client, "HTTP/1.1 403");
    }
    let token = served.token();
    for header in ["Origin: http://kwaad.example", "Origin: null", "Sec-Fetch-Site: cross-site"] {
        let target = format!("/-weef/desk?token={token}&page=/");
        assert_eq!(served.ask("GET", &target, &format!("{header}\r\n")).status, 403, "{header}");
    }
    assert_eq!(served.ask("GET", "/", "Host: kwaad.example\r\n").status, 403);
}

#[test]
fn every_address_by_head_tag_and_range() {
    let served = served();
    let targets = [
        "/",
        "/blogs/een/",
        "/bijlage.txt",
        "/blogs/feed.xml",
        "/search.js",
        "/geen/",
        "/blogs/een",
    ];
    for target in targets {
        let (get, head) = (served.get(target), served.ask("HEAD", target, ""));
        let lines = |answer: &Answer| {
            let lines = answer.head.lines().filter(|line| !line.starts_with("Date: "));
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(lines(&get), lines(&head), "{target}");
        assert!(head.body.is_empty(), "{target}");
        for other in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
            let refused = served.ask(other, target, "");
            assert_eq!(
                (refused.status, refused.header("Allow")),
                (405, Some("GET, HEAD")),
                "{other}"
            );
        }
        let Some(tag) = get.header("ETag") else {
            assert_ne!(get.status, 200, "{target} has a tag");
            continue;
        };
        let again = served.ask("GET", target, &format!("If-None-Match: {tag}\r\n"));
        assert_eq!((again.status, again.body.len(), again.header("ETag")), (304, 0, Some(tag)));
    }
    let part = served.ask("GET", "/bijlage.txt", "Range: bytes=0-7\r\n");
    assert_eq!((part.status, part.text().as_str()), (206, "bijlage "));
    let beyond = served.ask("GET", "/bijlage.txt", "Range: bytes=900-\r\n");
    assert_eq!((beyond.status, beyond.header("Content-Range")), (416, Some("bytes */24")));
}

#[test]
fn no_path_leaves_the_site() {
    let served = served();
    fs::write(served.beside("geheim.txt"), "GEHEIM").unwrap();
    served.write(".env", "GEHEIM");
    served.write("content/.verborgen/x.txt", "GEHEIM");
    served.write("content/.htpasswd", "GEHEIM");
    let pieces = [
        "..",
        ".",
        "/",
        "//",
        "%2e",
        "%2E%2e",
        "%2f",
        "%5c",
        "\\",
        "%00",
        "%252e",
        "%c0%ae",
        "geheim.txt",
        ".env",
        "site",
        "blogs",
        "een",
        ".md",
        "content",
        ";",
        ":",
        "#",
        "?",
        "%zz",
        "%",
        "c:",
        "..%2f",
        "index.html",
        "::$DATA",
        ".verborgen",
        "x.txt",
        "%e2%80%ae",
        "~",
        "-weef",
        "live.js",
        "edit",
    ];
    let mut seed = 11_u64;
    let mut roll = |sides: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(seed >> 33).unwrap() % sides
    };
    for _ in 0..3_000 {
        let length = roll(7) + 1;
        let target: String = (0..length).map(|_| pieces[roll(pieces.len())]).collect();
        let answer = served.get(&format!("/{target}"));
        assert!(matches!(answer.status, 200 | 308 | 400 | 403 | 404), "/{target}: {}", answer.head);
        assert!(!answer.text().contains("GEHEIM"), "/{target}");
    }
}

#[test]
fn what_is_too_much_stops_nobody() {
    let mut served = served();
    // What tiny_http does with these is listed in the manual; others must not notice.
    let long = "x".repeat(1 << 20);
    served.send(format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", &long[..20_000]).as_bytes());
    served.send(
        format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {long}\r\nConnection: close\r\n\r\n")
            .as_bytes(),
    );
    served.send(b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000000\r\nConnection: close\r\n\r\n");
    served.send(
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc",
    );
    served.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: \u{e9}\r\n\r\n".as_bytes());
    assert_eq!(served.get("/over/").status, 200);
    let half: Vec<TcpStream> = (0..200)
        .map(|_| {
            let mut client = served.connect();
            client.write_all(b"GET / HTTP/1.1\r\nHo").unwrap();
            client
        })
        .collect();
    for _ in 0..20 {
        served.wait_for("/over/", "Wie wij zijn.");
    }
    drop(half);
    assert!(served.is_running());
}

/// As on a Mac, where a program may have 256 files open.
#[cfg(unix)]
#[test]
fn without_free_files_it_waits_for_one() {
    let few = |command: Command| {
        let mut few = Command::new("sh");
        few.args(["-c", "ulimit -n 64 && exec \"$@\"", "sh"]);
        few.arg(command.get_program()).args(command.get_args());
        few.current_dir(command.get_current_dir().unwrap());
        few
    };
    let mut served = Served::started(&SITE, &[], few);
    served.wait_for("/over/", "Wie wij zijn.");
    let many: Vec<TcpStream> = (0..120).map(|_| served.connect()).collect();
    drop(many);
    served.wait_for("/over/", "Wie wij zijn.");
    assert!(served.is_running());
}

#[test]
fn others_look_on_only_where_that_was_asked() {
    let own = served();
    assert_eq!(own.ask("GET", "/", "Host: 192.168.1.7\r\n").status, 403);
    assert!(!own.said().contains("let op"));
    let open = Served::new(&SITE, &["--bind", "0.0.0.0", "--allow-host", "weef.intern"]);
    open.wait("it warns", |served| served.said().contains("let op"));
    for (host, status) in [("192.168.1.7:80", 200), ("weef.intern", 200), ("kwaad.example", 403)] {
        assert_eq!(open.ask("GET", "/", &format!("Host: {host}\r\n")).status, status, "{host}");
    }
}
