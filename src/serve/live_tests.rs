//! What the server and the reload must do, on values and on real sockets.

use std::sync::Arc;

use super::super::respond::tests::{Table, request};
use super::*;

/// Query, headers, and the status they get.
type Row<'r> = (&'r str, &'r [(&'r str, &'r str)], u16);

fn live() -> Live {
    Live { token: "secret".into(), tabs: Mutex::default() }
}

fn events(live: &Live, site: &Arc<Table>, query: &str, headers: &[(&str, &str)]) -> Reply {
    let request = request("GET", &format!("/-weef/events?{query}"), headers);
    let url = UrlPath::parse(&request.target).unwrap();
    live.reply(&url, &request, || Arc::clone(site))
}

fn status(reply: &Reply) -> u16 {
    match reply {
        Reply::Whole(response) | Reply::Stream(response, _) => response.status,
    }
}

fn seen(site: &Table, page: &str) -> String {
    stamp_at(site, &UrlPath::parse(page).unwrap())
}

fn tab(live: &Live, site: &Arc<Table>, page: &str) -> Stream {
    let url = UrlPath::parse(page).unwrap();
    let mut stream = live.open(url, seen(site, page), || Arc::clone(site));
    assert_eq!(stream.next(), Some(b": weef\n\n".to_vec()));
    stream
}

#[test]
fn only_own_pages_hear_anything() {
    let (live, site) = (live(), Arc::new(Table::new()));
    let right = "token=secret&page=%2Fblogs%2Fx%2F&seen=1";
    let table: [Row<'_>; 16] = [
        (right, &[], 200),
        (right, &[("origin", "http://127.0.0.1:8000")], 200),
        (right, &[("host", "LOCALHOST:80"), ("origin", "http://localhost:80")], 200),
        (right, &[("sec-fetch-site", "same-origin")], 200),
        (right, &[("sec-fetch-site", "none")], 200),
        (right, &[("sec-fetch-site", "cross-site")], 403),
        (right, &[("sec-fetch-site", "same-site")], 403),
        (right, &[("origin", "null")], 403),
        (right, &[("origin", "")], 403),
        (right, &[("origin", "http://evil.example")], 403),
        (right, &[("origin", "http://127.0.0.1:9000")], 403),
        (right, &[("origin", "https://127.0.0.1:8000")], 403),
        (right, &[("origin", "http://127.0.0.1:8000"), ("origin", "null")], 403),
        ("token=wrong&page=%2F&seen=1", &[], 403),
        ("page=%2F&seen=1", &[], 403),
        ("token=secret&page=%2F..%2F&seen=1", &[], 400),
    ];
    for (query, headers, expected) in table {
        let got = status(&events(&live, &site, query, headers));
        assert_eq!(got, expected, "{query} {headers:?}");
    }
}

#[test]
fn the_script_is_for_own_pages_too() {
    let (live, site) = (live(), Arc::new(Table::new()));
    let ask = |headers: &[(&str, &str)]| {
        let request = request("GET", "/-weef/live.js?seen=1", headers);
        live.reply(&UrlPath::parse("-weef/live.js").unwrap(), &request, || Arc::clone(&site))
    };
    let Reply::Whole(script) = ask(&[]) else { panic!("no stream") };
    let script = String::from_utf8(script.body).unwrap();
    assert!(script.contains("const token = \"secret\";") && !script.contains("TOKEN"));
    assert_eq!(status(&ask(&[("sec-fetch-site", "cross-site")])), 403);
}

#[test]
fn only_tabs_whose_page_differs_are_told() {
    let (live, old) = (live(), Arc::new(Table::new()));
    let (mut home, mut blog) = (tab(&live, &old, "/"), tab(&live, &old, "/blogs/x/"));
    let mut new = Table::new();
    new.pages.insert("blogs/x/", "<body>y</body>");
    live.tell(&new);
    assert_eq!(blog.next(), Some(b"event: reload\ndata: 1\n\n".to_vec()));
    assert!(home.words.try_recv().is_err());
    live.tell(&new);
    assert!(blog.words.try_recv().is_err(), "told once");
    new.look = 1;
    live.tell(&new);
    assert_eq!(home.next(), Some(b"event: reload\ndata: 1\n\n".to_vec()));
    assert_eq!(blog.next(), Some(b"event: reload\ndata: 1\n\n".to_vec()));
}

#[test]
fn what_changed_before_it_listened_a_tab_is_told_at_once() {
    let (live, site) = (live(), Arc::new(Table::new()));
    let mut stream = live.open(UrlPath::home(), "old".into(), || Arc::clone(&site));
    stream.next();
    assert_eq!(stream.words.try_recv(), Ok(Word::Reload));
}

#[test]
fn a_page_that_appears_or_goes_is_a_change() {
    let (live, site) = (live(), Arc::new(Table::new()));
    let (mut gone, mut made) = (tab(&live, &site, "/blogs/x/"), tab(&live, &site, "/nieuw/"));
    let mut new = Table::new();
    new.pages.remove("blogs/x/");
    new.pages.insert("nieuw/", "nieuw");
    live.tell(&new);
    assert!(gone.next().unwrap().starts_with(b"event: reload"));
    assert!(made.next().unwrap().starts_with(b"event: reload"));
}

#[test]
fn the_oldest_of_too_many_makes_room_and_the_dead_are_forgotten() {
    let (live, site) = (live(), Arc::new(Table::new()));
    let mut streams: Vec<Stream> = (0..STREAMS).map(|_| tab(&live, &site, "/")).collect();
    let newest = tab(&live, &site, "/");
    assert_eq!(streams[0].next(), Some(b"event: full\ndata: 1\n\n".to_vec()));
    assert_eq!(streams[0].next(), None, "and then it ends");
    assert_eq!(live.tabs.lock().unwrap().len(), STREAMS);
    drop(streams);
    live.tell(&*site);
    assert_eq!(live.tabs.lock().unwrap().len(), 1);
    drop(newest);
}

#[test]
fn tokens_are_long_and_never_the_same() {
    let (one, two) = (Live::new().unwrap(), Live::new().unwrap());
    assert_eq!(one.token.len(), 32);
    assert_ne!(one.token, two.token);
    assert!(!format!("{one:?}").contains(&one.token));
}

#[test]
fn the_script_stands_before_the_last_end_of_the_body() {
    let woven = weave(b"<pre>&lt;/body></pre></body>x</body></html>", "1");
    let woven = String::from_utf8(woven).unwrap();
    assert!(
        woven.ends_with("x<script src=\"/-weef/live.js?seen=1\" defer></script></body></html>")
    );
    assert!(weave(b"bare", "1").starts_with(b"bare<script"));
}
