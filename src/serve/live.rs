//! Open tabs and a new site → word to the tabs whose page has changed.
//!
//! Every page is served with a stamp of its own bytes and of the theme's assets. A tab sends that stamp back when it
//! opens its socket, so a change while nobody listened (the laptop slept, the preview was away) is found at once. No
//! page is rendered to find out what changed but those that stand open.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use serde::Serialize;
use xxhash_rust::xxh3::Xxh3;

use super::respond::{self, Page, Site};
use crate::url::UrlPath;

/// How many tabs are told at most; the oldest makes room.
const TABS: usize = 256;
/// How often a silent socket is written to, to find out whether anybody is still there.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Who is to be told.
pub(super) struct Live {
    /// What only a page that came from this server can know.
    pub(super) token: String,
    tabs: Mutex<Vec<Tab>>,
}

/// A page open in a browser.
struct Tab {
    page: UrlPath,
    /// The stamp of what it shows.
    seen: String,
    words: Sender<String>,
    socket: Weak<()>,
}

/// What a tab can be told.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Word<'w> {
    /// That it is heard, and what there is.
    Hello { assets: &'w BTreeMap<String, String>, desk: u64 },
    /// Its page is another than it shows.
    Page { seen: &'w str, assets: &'w BTreeMap<String, String> },
    /// What the desk shows has changed.
    Desk { desk: u64 },
    /// A page was saved, and where it changed.
    Saved { url: Option<&'w str>, block: Option<&'w Block> },
}

/// A block on a page: the nth whose letters and digits begin so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Block {
    /// Letters and digits in lower case.
    pub(super) text: String,
    /// How many blocks before it begin the same.
    pub(super) nth: usize,
}

/// A page that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Saved {
    /// Its address below the host, with a slash before it; none where it has none.
    pub(super) url: Option<String>,
    /// The first block that changed.
    pub(super) block: Option<Block>,
}

impl Word<'_> {
    fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
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

    /// Adds a tab that shows a page with a stamp; `current` gives the site of now. What comes out is what it is to be
    /// told, for as long as it is there.
    pub(super) fn open<S: Deref<Target: Site + Sized>>(
        &self,
        page: UrlPath,
        seen: String,
        current: impl FnOnce() -> S,
    ) -> Words {
        let (sender, receiver) = channel();
        let here = Arc::new(());
        let mut tab = Tab { page, seen, words: sender, socket: Arc::downgrade(&here) };
        let mut tabs = self.tabs.lock().unwrap_or_else(PoisonError::into_inner);
        tabs.retain(|tab| tab.socket.strong_count() > 0);
        if tabs.len() >= TABS {
            tabs.remove(0);
        }
        // Asked for while the tabs are held: a site that comes later finds this tab among them.
        let site = current();
        tab.tell(&Word::Hello { assets: site.assets(), desk: site.number() });
        tab.compare(&*site, &stamp_at(&*site, &tab.page));
        tabs.push(tab);
        Words { words: receiver, _here: here }
    }

    /// Tells every tab whose page is not what it shows, and all of them that there is news for the desk.
    pub(super) fn tell(&self, site: &dyn Site, saved: Option<&Saved>) {
        let mut stamps: BTreeMap<UrlPath, String> = BTreeMap::new();
        let mut tabs = self.tabs.lock().unwrap_or_else(PoisonError::into_inner);
        tabs.retain(|tab| tab.socket.strong_count() > 0);
        // Pages first: that is what somebody is looking at.
        for tab in tabs.iter_mut() {
            let page = tab.page.clone();
            let stamp = stamps.entry(page).or_insert_with_key(|page| stamp_at(site, page));
            tab.compare(site, stamp);
        }
        for tab in tabs.iter_mut() {
            if let Some(Saved { url, block }) = saved {
                tab.tell(&Word::Saved { url: url.as_deref(), block: block.as_ref() });
            }
            tab.tell(&Word::Desk { desk: site.number() });
        }
    }
}

impl Tab {
    fn compare(&mut self, site: &dyn Site, stamp: &str) {
        if self.seen != stamp {
            stamp.clone_into(&mut self.seen);
            self.tell(&Word::Page { seen: stamp, assets: site.assets() });
        }
    }

    fn tell(&self, word: &Word<'_>) {
        // Nobody is there any more: found out by the count of its socket.
        self.words.send(word.text()).ok();
    }
}

/// What a tab is told, one text after the other; an empty one now and then to see whether it is there.
pub(super) struct Words {
    words: Receiver<String>,
    /// Lives as long as somebody writes the socket.
    _here: Arc<()>,
}

impl Iterator for Words {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        match self.words.recv_timeout(HEARTBEAT) {
            Ok(word) => Some(word),
            Err(RecvTimeoutError::Timeout) => Some(String::new()),
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }
}

/// What stands for all that a tab shows of a page.
pub(super) fn stamp(site: &dyn Site, page: &Page) -> String {
    let mut hash = Xxh3::new();
    hash.update(&page.body);
    hash.update(&page.status.to_le_bytes());
    for (url, tag) in site.assets() {
        hash.update(url.as_bytes());
        hash.update(tag.as_bytes());
    }
    format!("{:032x}", hash.digest128())
}

fn stamp_at(site: &dyn Site, url: &UrlPath) -> String {
    stamp(site, &respond::page(site, url))
}

#[cfg(test)]
#[path = "live_tests.rs"]
mod tests;
