//! The preview's own addresses, below `/-weef/`: the script in every page, the socket that it listens to, what the
//! editor's desk shows.
//!
//! None of them answers to another site's page, and all but the scripts and styles ask for the token that only a page
//! of this server knows.

use std::sync::Arc;

use serde::Serialize;

use super::desk;
use super::http::{Reply, Request, Response};
use super::live::Live;
use super::preview::Preview;
use crate::diagnostic::Speech;
use crate::host::media::{SCRIPT, STYLE};
use crate::source::SourcePath;
use crate::url::{self, UrlPath};

/// The folder of these addresses.
const OWN: &str = "-weef/";

/// The parts of the script, in the order in which they need each other.
const SCRIPTS: [&str; 6] = [
    include_str!("client/morph.js"),
    include_str!("client/live.js"),
    include_str!("client/words.js"),
    include_str!("client/elements.js"),
    include_str!("client/parts.js"),
    include_str!("client/desk.js"),
];
const DESK_CSS: &str = include_str!("client/desk.css");

/// Whether an address is one of the preview's own.
pub(super) fn owns(url: &UrlPath) -> bool {
    url.as_str().starts_with(OWN)
}

/// The reply for one of these addresses. `current` waits for the site, where that is still being read.
pub(super) fn reply(
    url: &UrlPath,
    request: &Request,
    live: &Live,
    current: &dyn Fn() -> Arc<Preview>,
) -> Reply {
    let name = url.as_str().strip_prefix(OWN).unwrap_or_default();
    let query = Query::of(&request.target);
    match name {
        "live.js" => return Reply::Whole(script(&live.token, current().snapshot.speech())),
        "desk.css" => return Reply::Whole(Response::own(200, STYLE, DESK_CSS.into())),
        "live" | "desk" | "problems" | "edit" => {}
        _ => return Reply::Whole(Response::empty(404)),
    }
    if query.get("token").as_deref() != Some(live.token.as_str()) {
        return Reply::Whole(Response::empty(403));
    }
    match name {
        "live" => socket(request, &query, live, current),
        "desk" => Reply::Whole(match query.page() {
            Some(page) => json(&desk::of_page(&current(), opening(live, request), &page)),
            None => Response::empty(400),
        }),
        "problems" => {
            let wanted = desk::Wanted {
                severity: query.get("severity").unwrap_or_default(),
                owner: query.get("owner").unwrap_or_default(),
                collection: query.get("collection").unwrap_or_default(),
                code: query.get("code").unwrap_or_default(),
                offset: query.get("offset").and_then(|n| n.parse().ok()).unwrap_or(0),
            };
            Reply::Whole(json(&desk::of_site(&current(), opening(live, request), &wanted)))
        }
        _ => Reply::Whole(edit(request, &query, &current())),
    }
}

/// By which token files are opened in the editor; none for who looks on from elsewhere.
fn opening<'l>(live: &'l Live, request: &Request) -> Option<&'l str> {
    request.is_local.then_some(&live.token)
}

/// The script of the preview, which knows the token.
fn script(token: &str, speech: Speech) -> Response {
    let speech = match speech {
        Speech::Dutch => "nl",
        Speech::English => "en",
    };
    let scripts = SCRIPTS.join("\n");
    let text = format!(
        "(() => {{\n\"use strict\";\nconst token = \"{token}\";\nconst speech = \"{speech}\";\n{scripts}\n}})();\n"
    );
    Response::own(200, SCRIPT, text.into_bytes())
}

fn socket(
    request: &Request,
    query: &Query<'_>,
    live: &Live,
    current: &dyn Fn() -> Arc<Preview>,
) -> Reply {
    let (Some(key), Some(page)) = (request.socket_key(), query.page()) else {
        return Reply::Whole(Response::empty(400));
    };
    let seen = query.get("seen").unwrap_or_default();
    Reply::Socket(key, Box::new(live.open(page, seen, current)))
}

/// Starts the editor on a source.
fn edit(request: &Request, query: &Query<'_>, preview: &Preview) -> Response {
    let number = |name| query.get(name).and_then(|n| n.parse().ok()).unwrap_or(1);
    let file = query.get("file").map(|file| SourcePath::new(&file));
    let place = file.and_then(|file| preview.snapshot.sources.location(&file));
    // Only a page's script sends this one: a link that somebody follows starts nothing.
    let is_fetched = request.all("sec-fetch-mode").all(|mode| mode != "navigate");
    match place {
        Some(file) if is_fetched && request.is_local && request.method == "GET" => {
            let started = preview.editor.start(&file, (number("line"), number("column")));
            Response::empty(if started.is_ok() { 204 } else { 502 })
        }
        Some(_) => Response::empty(403),
        None => Response::empty(404),
    }
}

/// The address at which the editor is started on a place in a source.
pub(super) fn edit_address(token: &str, file: &SourcePath, (line, column): (u32, u32)) -> String {
    let file = url::encode_query(file.as_str());
    format!("/{OWN}edit?token={token}&file={file}&line={line}&column={column}")
}

fn json(value: &impl Serialize) -> Response {
    let text = serde_json::to_vec(value).unwrap_or_default();
    Response::own(200, "application/json", text)
}

/// A page with the preview's script in it: before any other, so that it sees the page as it was sent.
pub(super) fn weave(html: &[u8], stamp: &str) -> Vec<u8> {
    let script = format!("<script src=\"/{OWN}live.js?seen={stamp}\" defer></script>");
    let find = |what: &str| memchr::memmem::find(html, what.as_bytes());
    let in_head = find("</head>");
    let first = find("<script").filter(|at| in_head.is_some_and(|end| *at < end));
    let at = first.or(in_head).or_else(|| memchr::memmem::rfind(html, b"</body>"));
    let (before, after) = html.split_at(at.unwrap_or(html.len()));
    [before, script.as_bytes(), after].concat()
}

/// What stands after `?`.
struct Query<'t>(&'t str);

impl<'t> Query<'t> {
    fn of(target: &'t str) -> Self {
        Self(target.split_once('?').map_or("", |(_, query)| query))
    }

    /// The first value of a name, decoded.
    fn get(&self, name: &str) -> Option<String> {
        self.0
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| url::decode(&value.replace('+', " ")))
    }

    /// The address of the page that asks.
    fn page(&self) -> Option<UrlPath> {
        UrlPath::parse(&self.get("page")?)
    }
}

#[cfg(test)]
#[path = "own_tests.rs"]
mod tests;
