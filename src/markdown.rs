//! A page's Markdown → its body: HTML with holes where links lead, and what others may know of it.
//!
//! One reading of the text gives everything. Where a link leads is not known yet when a page is read, so the HTML has
//! a hole for the attribute of each link ([`Body::fill`] closes them when the whole site is known).

use std::ops::Range;

use pulldown_cmark::{Event, Options as Extensions, Parser, Tag, TagEnd};

use crate::diagnostic::Problem;
use crate::language::{Language, fold};

pub mod blocks;
mod html;
mod printable;
mod prose;
mod raw;
mod sentences;
mod spans;
mod text;

pub use html::escape;
pub use prose::{Passage, prose};
pub use sentences::Sentence;
use sentences::Sentences;
pub use text::Section;
pub(crate) use text::{ENTITIES, unescape};

/// How a text is read.
#[derive(Clone, Copy, Debug)]
pub struct Options<'t> {
    /// The language, for typography and the few words that the HTML itself needs.
    pub language: Language,
    /// Straight quotes and hyphens become typographic.
    pub smart_punctuation: bool,
    /// Which Markdown.
    pub dialect: Dialect,
    /// The title from the front matter; a first heading that repeats it is not shown twice.
    pub title: Option<&'t str>,
}

/// Which Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// All that weef offers: tables, footnotes, callouts, wikilinks, heading ids, one `h1`, safe HTML only.
    Weef,
    /// The same in a field, which has no title of its own and no lists of pages.
    Field,
    /// CommonMark alone, as its specification's examples show it; raw HTML stays. For proof, never for a page.
    CommonMark,
}

/// What a text turned out to be.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The HTML with its holes.
    pub body: Body,
    /// The title that the text itself gives: its first heading.
    pub title: Option<Box<str>>,
    /// The headings, in order, without the title.
    pub headings: Vec<Heading>,
    /// Other ids, from raw HTML.
    pub anchors: Vec<Box<str>>,
    /// Every link and picture that leads somewhere in the site, in order.
    pub links: Vec<Link>,
    /// Where each link stands, by its ordinal: a range of bytes in the text.
    pub places: Vec<Range<usize>>,
    /// What each list of pages asks for, as it was written, and where that begins in the text, in bytes.
    pub lists: Vec<(usize, String)>,
    /// What is wrong, with the range it is about.
    pub problems: Vec<(Range<usize>, Problem)>,
}

/// A page's HTML with holes, and what is derived from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// The HTML without the attributes of links, the beginnings of pictures, and lists of pages.
    html: Box<str>,
    /// Where something belongs, and what; in order.
    holes: Box<[(u32, Hole)]>,
    /// The text of the first paragraph, plain; a summary of last resort.
    pub lead: Box<str>,
    /// How many words it has.
    pub words: u32,
    /// The sentences in which links stand.
    sentences: Sentences,
}

impl Body {
    /// The HTML, each hole closed: that of a link with its attribute (with a space before it, escaped), that of a picture
    /// with the beginning of its tag, those of a list and behind a heading with their HTML.
    pub fn fill(&self, close: &dyn Fn(Hole) -> String) -> String {
        let mut out = String::with_capacity(self.html.len() + self.holes.len() * 48);
        let mut from = 0;
        for (at, hole) in &self.holes {
            let at = *at as usize;
            out.push_str(self.html.get(from..at).unwrap_or_default());
            out.push_str(&close(*hole));
            from = at;
        }
        out.push_str(self.html.get(from..).unwrap_or_default());
        out
    }

    /// The first picture, where it stands so early that readers see it before they scroll.
    pub fn early_picture(&self) -> Option<u32> {
        /// So many bytes of HTML fill the screen of a laptop.
        const A_SCREEN: u32 = 1_800;
        let first = self.holes.iter().find(|(_, hole)| matches!(hole, Hole::Picture(_)));
        first.filter(|(at, _)| *at < A_SCREEN).and_then(|(_, hole)| hole.link())
    }

    /// The sentence in which a link stands, by the link's ordinal; none for a picture.
    pub fn sentence(&self, link: usize) -> Option<Sentence<'_>> {
        self.sentences.get(link)
    }

    /// How long the HTML is, in bytes.
    pub fn len(&self) -> usize {
        self.html.len()
    }

    /// Whether there is nothing to see.
    pub fn is_empty(&self) -> bool {
        self.html.trim().is_empty()
    }
}

/// What is not known when a page is read, by its ordinal on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hole {
    /// Where a link leads.
    Link(u32),
    /// What follows the words of a link that may lead to a file: what file that is.
    LinkEnd(u32),
    /// The tag of a picture up to its other attributes.
    Picture(u32),
    /// What follows the tag of a picture.
    PictureEnd(u32),
    /// What a list of pages shows.
    List(u32),
    /// The address of a heading, to be shared, behind it.
    Heading(u32),
}

impl Hole {
    /// The link or picture that it belongs to.
    pub fn link(self) -> Option<u32> {
        match self {
            Self::Link(at) | Self::LinkEnd(at) | Self::Picture(at) | Self::PictureEnd(at) => {
                Some(at)
            }
            Self::List(_) | Self::Heading(_) => None,
        }
    }
}

/// A heading of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The level on the page: the title is 1, so these begin at 2.
    pub level: u8,
    /// Its id, unique on the page.
    pub id: Box<str>,
    /// Its text, plain.
    pub text: Box<str>,
}

/// A link or picture to be resolved, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it is.
    pub kind: LinkKind,
    /// The destination, as written.
    pub to: Box<str>,
}

/// What a link is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// `[text](path)`.
    Link,
    /// `[[Title]]`.
    Wiki,
    /// `![alt](path)`.
    Image,
}

/// Reads a text.
pub fn parse(text: &str, options: &Options<'_>) -> Parsed {
    let mut events: Vec<(Event<'_>, Range<usize>)> = events(text, options.dialect).collect();
    let title = (options.dialect == Dialect::Weef)
        .then(|| take_title(&mut events, options.title))
        .flatten();
    let mut parsed = html::write(text, &events, options);
    if !parsed.places.is_empty() {
        parsed.body.sentences = Sentences::read(&events, &parsed.places, options);
    }
    if options.title.is_none() {
        parsed.title = title;
    }
    parsed
}

/// What the parser finds in a text, and where. What no page can hold is gone from it, also what an entity stood for;
/// places are those of the text as it was written.
fn events(text: &str, dialect: Dialect) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let events = Parser::new_ext(text, extensions(dialect)).into_offset_iter();
    let is_weef = dialect != Dialect::CommonMark;
    events.map(move |(event, range)| (if is_weef { printable::event(event) } else { event }, range))
}

fn extensions(dialect: Dialect) -> Extensions {
    match dialect {
        Dialect::CommonMark => Extensions::empty(),
        Dialect::Weef | Dialect::Field => {
            Extensions::ENABLE_TABLES
                | Extensions::ENABLE_FOOTNOTES
                | Extensions::ENABLE_STRIKETHROUGH
                | Extensions::ENABLE_TASKLISTS
                | Extensions::ENABLE_HEADING_ATTRIBUTES
                | Extensions::ENABLE_GFM
                | Extensions::ENABLE_DEFINITION_LIST
                | Extensions::ENABLE_WIKILINKS
        }
    }
}

/// Takes the heading that is the page's title out of the events: the first heading, if it opens the text or is an
/// `h1`, unless the front matter has another title. Gives its plain text.
fn take_title(
    events: &mut Vec<(Event<'_>, Range<usize>)>,
    given: Option<&str>,
) -> Option<Box<str>> {
    let is_heading = |event: &Event<'_>| matches!(event, Event::Start(Tag::Heading { .. }));
    let start = events.iter().position(|(event, _)| is_heading(event))?;
    let is_h1 = matches!(
        events.get(start),
        Some((Event::Start(Tag::Heading { level: pulldown_cmark::HeadingLevel::H1, .. }), _))
    );
    if !(start == 0 || is_h1) || depth_at(events, start) > 0 {
        return None;
    }
    let length = events
        .get(start..)?
        .iter()
        .position(|(event, _)| matches!(event, Event::End(TagEnd::Heading(_))))?;
    let text = plain(events.get(start..=start + length)?);
    let repeats = given.is_none_or(|title| is_h1 && fold(title) == fold(&text));
    if text.is_empty() || !repeats {
        return None;
    }
    events.drain(start..=start + length);
    Some(text.into())
}

/// How many blocks are open before an event: a heading in a quotation is no title.
fn depth_at(events: &[(Event<'_>, Range<usize>)], at: usize) -> usize {
    let open = |d: usize, (event, _): &(Event<'_>, Range<usize>)| match event {
        Event::Start(_) => d + 1,
        Event::End(_) => d.saturating_sub(1),
        _ => d,
    };
    events.get(..at).unwrap_or_default().iter().fold(0, open)
}

/// The text of some events, without marks.
fn plain(events: &[(Event<'_>, Range<usize>)]) -> String {
    let mut out = String::new();
    for (event, _) in events {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out.trim().to_owned()
}
