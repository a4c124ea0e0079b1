//! Feeds of what is new on the site, in a list, on a term: Atom (RFC 4287) here, JSON Feed in [`mod@json`].

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::head::authors;
use super::view::{DESCRIPTION, list_title};
use crate::language::shorten;
use crate::site::PageId;
use crate::snapshot::{FeedOf, Snapshot};
use crate::url::UrlPath;

mod json;

pub(super) use json::json;

/// The name of the file with an Atom feed.
pub(super) const ATOM: &str = "feed.xml";
/// The name of the file with a JSON Feed.
pub(super) const JSON: &str = "feed.json";
/// How many entries a feed has.
const ENTRIES: usize = 20;

/// What a feed is about, where, and which pages are in it.
struct Content {
    title: String,
    home: UrlPath,
    pages: Vec<PageId>,
}

impl Content {
    /// What is new: the newest pages that have a date.
    fn of(snapshot: &Snapshot, of: FeedOf) -> Self {
        let site = &snapshot.site;
        let index = &site.index;
        let named = |name: &str| format!("{name} – {}", site.config.title);
        let (title, home, pages): (String, UrlPath, &[PageId]) = match of {
            FeedOf::Site => (site.config.title.to_string(), UrlPath::home(), &index.newest),
            FeedOf::Listing(at) => {
                let list = &index.listings[at];
                (named(&list_title(site, at)), list.url.clone(), &list.entries)
            }
            FeedOf::Term(id) => {
                let term = &index.terms[id.at()];
                (named(&term.name), term.url.clone(), &term.entries)
            }
        };
        let dated = pages.iter().copied().filter(|page| site.facts(*page).date.is_some());
        let mut pages: Vec<PageId> = dated.collect();
        // A list by hand or from A to Z is in its own order; a feed never is.
        pages.sort_by_key(|page| std::cmp::Reverse(site.facts(*page).date));
        pages.truncate(ENTRIES);
        Self { title, home, pages }
    }
}

/// What a page is about, in a few words.
fn summary(snapshot: &Snapshot, page: PageId) -> String {
    let site = &snapshot.site;
    site.facts(page)
        .summary
        .as_deref()
        .map_or_else(|| shorten(&site.document(page).body.lead, DESCRIPTION), ToOwned::to_owned)
}

/// The feed at an address.
pub(super) fn atom(snapshot: &Snapshot, url: &UrlPath, of: FeedOf) -> Vec<u8> {
    let content = Content::of(snapshot, of);
    let mut writer = Feed { xml: Writer::new_with_indent(Vec::new(), b' ', 1), snapshot };
    writer
        .feed((&content.title, url, &content.home), &content.pages)
        .expect("memory takes every byte");
    let mut bytes = writer.xml.into_inner();
    bytes.push(b'\n');
    bytes
}

struct Feed<'s> {
    xml: Writer<Vec<u8>>,
    snapshot: &'s Snapshot,
}

impl Feed<'_> {
    fn feed(
        &mut self,
        (title, own, home): (&str, &UrlPath, &UrlPath),
        pages: &[PageId],
    ) -> std::io::Result<()> {
        let base = self.snapshot.base();
        let site = &self.snapshot.site;
        let updated = pages.iter().filter_map(|page| self.updated(*page)).max();
        let updated = updated.unwrap_or_else(|| format!("{}T00:00:00Z", site.today));
        let language = site.config.language;
        self.xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        let feed = quick_xml::events::BytesStart::new("feed").with_attributes([
            ("xmlns", "http://www.w3.org/2005/Atom"),
            ("xml:lang", language.tag()),
        ]);
        self.xml.write_event(Event::Start(feed.borrow()))?;
        self.text("title", title)?;
        self.text("id", &base.absolute(home))?;
        self.link("self", &base.absolute(own))?;
        self.link("alternate", &base.absolute(home))?;
        self.text("updated", &updated)?;
        self.author(&site.config.title)?;
        for page in pages {
            self.entry(*page)?;
        }
        self.xml.write_event(Event::End(feed.to_end()))
    }

    fn entry(&mut self, page: PageId) -> std::io::Result<()> {
        let site = &self.snapshot.site;
        let facts = site.facts(page);
        let address = self.snapshot.base().absolute(site.url(page).unwrap_or(&UrlPath::home()));
        let published = facts.date.map(|date| format!("{date}T00:00:00Z")).unwrap_or_default();
        let mut entry = quick_xml::events::BytesStart::new("entry");
        let language = site.language(page);
        if language != site.config.language {
            entry.push_attribute(("xml:lang", language.tag()));
        }
        self.xml.write_event(Event::Start(entry.borrow()))?;
        self.text("title", &facts.title)?;
        self.text("id", &address)?;
        self.link("alternate", &address)?;
        self.text("published", &published)?;
        self.text("updated", &self.updated(page).unwrap_or(published))?;
        for author in authors(site, page) {
            self.author(&author)?;
        }
        for term in site.index.page_terms.get(page.at()).into_iter().flatten() {
            let name = clean(&site.index.terms[term.at()].name);
            self.xml
                .create_element("category")
                .with_attribute(("term", name.as_str()))
                .write_empty()?;
        }
        let summary = summary(self.snapshot, page);
        self.text("summary", &summary)?;
        self.xml.write_event(Event::End(entry.to_end()))
    }

    /// When a page last changed; an earlier date than its first is a slip of the pen.
    fn updated(&self, page: PageId) -> Option<String> {
        let facts = self.snapshot.site.facts(page);
        facts.updated.max(facts.date).map(|date| format!("{date}T00:00:00Z"))
    }

    fn text(&mut self, name: &str, text: &str) -> std::io::Result<()> {
        self.xml.create_element(name).write_text_content(BytesText::new(&clean(text)))?;
        Ok(())
    }

    fn link(&mut self, rel: &str, href: &str) -> std::io::Result<()> {
        self.xml
            .create_element("link")
            .with_attributes([("rel", rel), ("href", href)])
            .write_empty()?;
        Ok(())
    }

    fn author(&mut self, name: &str) -> std::io::Result<()> {
        self.xml.create_element("author").write_inner_content(|xml| {
            xml.create_element("name").write_text_content(BytesText::new(&clean(name)))?;
            Ok(())
        })?;
        Ok(())
    }
}

/// Text without the control characters that XML cannot hold.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect()
}
