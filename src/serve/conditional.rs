//! A whole answer and what a client has of it already → the answer, a part of it, or word that nothing has changed.
//!
//! After RFC 9110, sections 13 and 14: strong validators, one range.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_128;

use super::http::{Request, Response};

/// Settles a request for something that is there.
pub(super) fn settle(request: &Request, mut response: Response) -> Response {
    if response.status != 200 {
        return response;
    }
    let tag = format!("\"{:032x}\"", xxh3_128(&response.body));
    response.headers.push(("ETag", tag.clone()));
    response.headers.push(("Accept-Ranges", "bytes".to_owned()));
    if listed(request, "if-match").is_some_and(|tags| !tags.any_is(&tag, false)) {
        return bare(response, 412);
    }
    if listed(request, "if-none-match").is_some_and(|tags| tags.any_is(&tag, true)) {
        return bare(response, 304);
    }
    let may_be_part = request.method == "GET" && request.one("if-range").is_none_or(|it| it == tag);
    match request.one("range").filter(|_| may_be_part) {
        Some(range) => part(response, range),
        None => response,
    }
}

/// The head alone, for a client that has the rest or wants none.
fn bare(mut response: Response, status: u16) -> Response {
    response.headers.retain(|(name, _)| !matches!(*name, "Content-Length" | "Content-Type"));
    if status != 304 {
        response.headers.push(("Content-Length", "0".to_owned()));
    }
    Response { status, body: Vec::new(), ..response }
}

/// The tags of a header.
struct Tags<'r>(Vec<&'r str>);

fn listed<'r>(request: &'r Request, name: &'r str) -> Option<Tags<'r>> {
    // Our tags have no comma in them.
    let tags: Vec<&str> =
        request.all(name).flat_map(|value| value.split(',')).map(str::trim).collect();
    (!tags.is_empty()).then_some(Tags(tags))
}

impl Tags<'_> {
    fn any_is(&self, own: &str, weakly: bool) -> bool {
        let is_own = |tag: &&str| {
            let tag = if weakly { tag.strip_prefix("W/").unwrap_or(tag) } else { tag };
            tag == "*" || tag == own
        };
        self.0.iter().any(is_own)
    }
}

/// What a `Range` asks for.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    /// These bytes.
    Bytes(Range<usize>),
    /// Bytes that are not there.
    Beyond,
    /// All of it: several ranges, or what is no range.
    Whole,
}

fn part(mut response: Response, range: &str) -> Response {
    let length = response.body.len();
    match asked(range, length) {
        Asked::Whole => response,
        Asked::Beyond => {
            response.headers.push(("Content-Range", format!("bytes */{length}")));
            bare(response, 416)
        }
        Asked::Bytes(bytes) => {
            let told = format!("bytes {}-{}/{length}", bytes.start, bytes.end - 1);
            response.headers.retain(|(name, _)| *name != "Content-Length");
            response.headers.push(("Content-Length", bytes.len().to_string()));
            response.headers.push(("Content-Range", told));
            let body = response.body.get(bytes).unwrap_or_default().to_vec();
            Response { status: 206, body, ..response }
        }
    }
}

fn asked(range: &str, length: usize) -> Asked {
    let Some((first, last)) = range
        .trim()
        .strip_prefix("bytes=")
        .and_then(|one| one.trim().split_once('-'))
        .filter(|(first, last)| !(first.is_empty() && last.is_empty()))
    else {
        return Asked::Whole;
    };
    let (Some(first), Some(last)) = (number(first), number(last)) else { return Asked::Whole };
    let (start, end) = match (first, last) {
        (None, count) => (length - count.unwrap_or(0).min(length), length),
        (Some(first), Some(last)) if last < first => return Asked::Whole,
        (Some(first), last) => {
            (first, last.map_or(length, |last| last.saturating_add(1).min(length)))
        }
    };
    if start < end { Asked::Bytes(start..end) } else { Asked::Beyond }
}

/// A number, none where nothing stands; none at all where something else does.
#[expect(clippy::option_option, reason = "absent and wrong are two things")]
fn number(text: &str) -> Option<Option<usize>> {
    if text.is_empty() {
        return Some(None);
    }
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    // More than a machine can count is beyond any end.
    is_number.then(|| Some(text.parse().unwrap_or(usize::MAX)))
}

#[cfg(test)]
mod tests {
    use super::super::respond::tests::request;
    use super::*;

    const BODY: &[u8] = b"0123456789";

    fn ask(method: &str, headers: &[(&str, &str)]) -> Response {
        let whole = Response::new(200, "text/plain", BODY.to_vec());
        settle(&request(method, "/", headers), whole)
    }

    fn header<'r>(response: &'r Response, name: &str) -> Option<&'r str> {
        response.headers.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_str())
    }

    #[test]
    fn what_a_client_has_is_not_sent_again() {
        let tag = header(&ask("GET", &[]), "ETag").unwrap().to_owned();
        let weak = format!("W/{tag}");
        let several = format!("\"x\", {tag}");
        let table: [(&str, &str, u16); 14] = [
            ("if-none-match", &tag, 304),
            ("if-none-match", &weak, 304),
            ("if-none-match", &several, 304),
            ("if-none-match", "*", 304),
            ("if-none-match", "\"x\"", 200),
            ("if-none-match", "", 200),
            ("if-none-match", "x", 200),
            ("if-match", &tag, 200),
            ("if-match", &several, 200),
            ("if-match", "*", 200),
            ("if-match", &weak, 412),
            ("if-match", "\"x\"", 412),
            ("if-modified-since", "Sat, 01 Jan 2000 00:00:00 GMT", 200),
            ("if-unmodified-since", "Sat, 01 Jan 2000 00:00:00 GMT", 200),
        ];
        for (name, value, status) in table {
            let response = ask("GET", &[(name, value)]);
            assert_eq!(response.status, status, "{name}: {value}");
            assert_eq!(header(&response, "ETag"), Some(&*tag), "{name}: {value}");
            assert_eq!(response.body.is_empty(), status != 200, "{name}: {value}");
        }
        let twice = ask("GET", &[("if-none-match", "\"x\""), ("if-none-match", &tag)]);
        assert_eq!(twice.status, 304);
        let both = ask("GET", &[("if-none-match", "\"x\""), ("range", "bytes=0-0")]);
        assert_eq!(both.status, 206);
        let has_it = ask("GET", &[("if-none-match", &tag), ("range", "bytes=0-0")]);
        assert_eq!(has_it.status, 304);
        assert_eq!(header(&has_it, "Content-Length"), None);
        assert_eq!(ask("HEAD", &[("if-none-match", &tag)]).status, 304);
    }

    #[test]
    fn one_range_of_bytes_is_given() {
        let table: [(&str, u16, &[u8], Option<&str>); 24] = [
            ("bytes=0-0", 206, b"0", Some("bytes 0-0/10")),
            ("bytes=0-9", 206, BODY, Some("bytes 0-9/10")),
            ("bytes=2-4", 206, b"234", Some("bytes 2-4/10")),
            ("bytes=8-", 206, b"89", Some("bytes 8-9/10")),
            ("bytes=-3", 206, b"789", Some("bytes 7-9/10")),
            ("bytes=-30", 206, BODY, Some("bytes 0-9/10")),
            ("bytes=5-500", 206, b"56789", Some("bytes 5-9/10")),
            ("bytes= 5-6", 206, b"56", Some("bytes 5-6/10")),
            ("bytes=5-18446744073709551615", 206, b"56789", Some("bytes 5-9/10")),
            ("bytes=5-99999999999999999999999", 206, b"56789", Some("bytes 5-9/10")),
            ("bytes=10-", 416, b"", Some("bytes */10")),
            ("bytes=10-20", 416, b"", Some("bytes */10")),
            ("bytes=-0", 416, b"", Some("bytes */10")),
            ("bytes=99999999999999999999999-", 416, b"", Some("bytes */10")),
            ("bytes=4-2", 200, BODY, None),
            ("bytes=0-1,4-5", 200, BODY, None),
            ("bytes=0-1, -1", 200, BODY, None),
            ("bytes=-", 200, BODY, None),
            ("bytes=a-b", 200, BODY, None),
            ("bytes=+1-2", 200, BODY, None),
            ("bytes=0x1-2", 200, BODY, None),
            ("bytes", 200, BODY, None),
            ("lines=0-1", 200, BODY, None),
            ("", 200, BODY, None),
        ];
        for (range, status, body, told) in table {
            let response = ask("GET", &[("range", range)]);
            assert_eq!(response.status, status, "{range}");
            assert_eq!(response.body, body, "{range}");
            assert_eq!(header(&response, "Content-Range"), told, "{range}");
            let length = body.len().to_string();
            assert_eq!(header(&response, "Content-Length"), Some(&*length), "{range}");
        }
        assert_eq!(ask("HEAD", &[("range", "bytes=0-0")]).status, 200);
        assert_eq!(ask("GET", &[("range", "bytes=0-0"), ("range", "bytes=1-1")]).status, 200);
        let tag = header(&ask("GET", &[]), "ETag").unwrap().to_owned();
        let with = |it: &str| ask("GET", &[("range", "bytes=0-0"), ("if-range", it)]).status;
        let weak = format!("W/{tag}");
        let date = "Sat, 01 Jan 2000 00:00:00 GMT";
        assert_eq!([with(&tag), with("\"x\""), with(&weak), with(date)], [206, 200, 200, 200]);
    }

    #[test]
    fn nothing_has_no_part() {
        let status = |range| {
            let empty = Response::new(200, "text/plain", Vec::new());
            settle(&request("GET", "/", &[("range", range)]), empty).status
        };
        assert_eq!([status("bytes=0-"), status("bytes=-1")], [416, 416]);
        let missing = Response::new(404, "text/html", BODY.to_vec());
        let missing = settle(&request("GET", "/", &[("if-none-match", "*")]), missing);
        assert_eq!((missing.status, header(&missing, "ETag")), (404, None));
    }
}
