//! Open tabs and a new site → word to the tabs whose page has changed.
//!
//! Every page is served with a stamp of its own bytes and of the theme's assets. A tab sends that stamp back when it
//! opens its event stream, so a change while nobody listened (the tab was hidden, the laptop slept) is found at once.
//! No page is rendered to find out what changed but those that stand open.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use xxhash_rust::xxh3::Xxh3;

use super::http::{Reply, Request, Response};
use super::respond::{self, Page, SCRIPT, Site};
use crate::url::{self, UrlPath};

/// The folder of the preview's own addresses.
const OWN: &str = "-weef/";
/// How many streams there are at most; the oldest makes room.
const STREAMS: usize = 32;
/// How often a silent stream is written to, to find out whether anybody is still there.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The script as it is served, but for its token.
const LIVE_JS: &str = include_str!("live.js");

/// Who is to be told.
pub(super) struct Live {
    /// What only a page that came from this server can know.
    token: String,
    tabs: Mutex<Vec<Tab>>,
}

/// A page open in a browser.
struct Tab {
    page: UrlPath,
    /// The stamp of what it shows.
    seen: String,
    word: Sender<Word>,
    stream: Weak<()>,
}

/// What a tab can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Reload,
    Full,
}

impl fmt::Debug for Live {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Live").finish_non_exhaustive()
    }
}

impl Live {
    /// Nobody yet, and a new token.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub(super) fn new() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        let token = format!("{:032x}", u128::from_le_bytes(bytes));
        Ok(Self { token, tabs: Mutex::new(Vec::new()) })
    }

    /// Whether an address is one of the preview's own.
    pub(super) fn owns(url: &UrlPath) -> bool {
        url.as_str().starts_with(OWN)
    }

    /// The reply for one of the preview's own addresses, on the site that is current when it is asked for.
    pub(super) fn reply<S>(
        &self,
        url: &UrlPath,
        request: &Request,
        current: impl FnOnce() -> S,
    ) -> Reply
    where
        S: Deref<Target: Site + Sized>,
    {
        let refused = Reply::Whole(Response::empty(403));
        match url.as_str().strip_prefix(OWN) {
            _ if !is_from_here(request) => refused,
            Some("live.js") => {
                let script = LIVE_JS.replace("TOKEN", &self.token);
                Reply::Whole(Response::new(200, SCRIPT, script.into_bytes()))
            }
            Some("events") => {
                let query = Query::of(&request.target);
                match query.get("page").as_deref().and_then(UrlPath::parse) {
                    _ if query.get("token").as_deref() != Some(self.token.as_str()) => refused,
                    None => Reply::Whole(Response::empty(400)),
                    Some(page) => self.events(request, page, query.get("seen"), current),
                }
            }
            _ => Reply::Whole(Response::empty(404)),
        }
    }

    fn events<S: Deref<Target: Site + Sized>>(
        &self,
        request: &Request,
        page: UrlPath,
        seen: Option<String>,
        current: impl FnOnce() -> S,
    ) -> Reply {
        let head = Response::streamed(200, "text/event-stream");
        if request.method == "HEAD" {
            return Reply::Whole(head);
        }
        let stream = self.open(page, seen.unwrap_or_default(), current);
        Reply::Stream(head, Box::new(stream))
    }

    /// Adds a tab.
    fn open<S: Deref<Target: Site + Sized>>(
        &self,
        page: UrlPath,
        seen: String,
        current: impl FnOnce() -> S,
    ) -> Stream {
        let (word, words) = channel();
        let here = Arc::new(());
        let mut tab = Tab { page, seen, word, stream: Arc::downgrade(&here) };
        let mut tabs = self.tabs.lock().unwrap_or_else(PoisonError::into_inner);
        tabs.retain(|tab| tab.stream.strong_count() > 0);
        if tabs.len() >= STREAMS {
            tabs.remove(0).word.send(Word::Full).ok();
        }
        // Asked for while the tabs are held: a site that comes later finds this tab among them.
        let site = current();
        tab.tell(&stamp_at(&*site, &tab.page));
        tabs.push(tab);
        Stream { words, _here: here, begun: false }
    }

    /// Tells every tab whose page is not what it shows.
    pub(super) fn tell(&self, site: &dyn Site) {
        let mut stamps: BTreeMap<UrlPath, String> = BTreeMap::new();
        let mut tabs = self.tabs.lock().unwrap_or_else(PoisonError::into_inner);
        tabs.retain_mut(|tab| {
            let stamp =
                stamps.entry(tab.page.clone()).or_insert_with_key(|page| stamp_at(site, page));
            tab.stream.strong_count() > 0 && tab.tell(stamp)
        });
    }
}

impl Tab {
    /// Whether it is still there to be told.
    fn tell(&mut self, stamp: &str) -> bool {
        if self.seen == stamp {
            return true;
        }
        stamp.clone_into(&mut self.seen);
        self.word.send(Word::Reload).is_ok()
    }
}

/// The pieces of an event stream.
struct Stream {
    words: Receiver<Word>,
    /// Lives as long as somebody writes the stream.
    _here: Arc<()>,
    begun: bool,
}

impl Iterator for Stream {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        if !self.begun {
            self.begun = true;
            return Some(b": weef\n\n".to_vec());
        }
        let text: &[u8] = match self.words.recv_timeout(HEARTBEAT) {
            Ok(Word::Reload) => b"event: reload\ndata: 1\n\n",
            Ok(Word::Full) => b"event: full\ndata: 1\n\n",
            Err(RecvTimeoutError::Timeout) => b":\n\n",
            Err(RecvTimeoutError::Disconnected) => return None,
        };
        Some(text.to_vec())
    }
}

/// Whether no other site's page is behind a request. Navigation aside, browsers say so in these headers; the token
/// stands for those that do not.
fn is_from_here(request: &Request) -> bool {
    let own: Vec<String> = request.all("host").map(|host| format!("http://{host}")).collect();
    request.all("origin").all(|origin| own.iter().any(|o| o.eq_ignore_ascii_case(origin)))
        && request.all("sec-fetch-site").all(|site| matches!(site, "same-origin" | "none"))
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
}

/// What stands for all that a tab shows of a page.
pub(super) fn stamp(site: &dyn Site, page: &Page) -> String {
    let mut hash = Xxh3::new();
    hash.update(&page.body);
    hash.update(&page.status.to_le_bytes());
    hash.update(&site.look().to_le_bytes());
    format!("{:032x}", hash.digest128())
}

fn stamp_at(site: &dyn Site, url: &UrlPath) -> String {
    stamp(site, &respond::page(site, url))
}

/// A page with the live script in it.
pub(super) fn weave(html: &[u8], stamp: &str) -> Vec<u8> {
    let script = format!("<script src=\"/{OWN}live.js?seen={stamp}\" defer></script>");
    let at = memchr::memmem::rfind(html, b"</body>").unwrap_or(html.len());
    let (before, after) = html.split_at(at);
    [before, script.as_bytes(), after].concat()
}

#[cfg(test)]
#[path = "live_tests.rs"]
mod tests;
