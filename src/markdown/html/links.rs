//! Links and pictures: what leads elsewhere is written, what leads into the site becomes a hole.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use pulldown_cmark_escape::escape_href;

use super::{Events, Writer, elsewhere};
use crate::diagnostic::{PictureIn, Problem};
use crate::markdown::spans::{AFTER, HOLE};
use crate::markdown::{Link, LinkKind, plain};
use crate::url::{Destination, destination};

impl<'t> Writer<'_, 't> {
    /// The start of a link; a hole where it leads into the site.
    pub(super) fn link(
        &mut self,
        (kind, to, title): (LinkType, &str, &str),
        range: &Range<usize>,
        inside: &Events<'t>,
    ) {
        let is_wiki = matches!(kind, LinkType::WikiLink { .. });
        self.is_bare_wiki = matches!(kind, LinkType::WikiLink { has_pothole: false });
        let email = if kind == LinkType::Email { "mailto:" } else { "" };
        let found = if is_wiki { None } else { Some(destination(to)) };
        if let (true, Some(Destination::Unsafe(scheme)), "") = (self.is_weef, &found, email) {
            let problem = Problem::UnsafeLink { target: shortened(to), scheme: scheme.clone() };
            self.parsed.problems.push((range.clone(), problem));
            self.open_links.push(OpenLink::Dropped);
            return;
        }
        self.out.push_str("<a href=\"");
        let is_elsewhere = matches!(found, Some(Destination::External | Destination::Unsafe(_)));
        if !self.is_weef || !email.is_empty() || is_elsewhere {
            self.open_links.push(OpenLink::Plain);
            self.out.push_str(email);
            let _ = escape_href(&mut self.out, to);
        } else {
            // What a picture shows is seen, and needs no words.
            let is_picture = matches!(inside.first(), Some((Event::Start(Tag::Image { .. }), _)));
            let may_be_file = may_be_file(to) && (!is_picture || elsewhere::is_film(to));
            let nth = self.parsed.links.len();
            self.open_links.push(if may_be_file { OpenLink::File(nth) } else { OpenLink::Plain });
            self.hole(if is_wiki { LinkKind::Wiki } else { LinkKind::Link }, to, range);
        }
        self.out.push('"');
        self.title_attribute(title);
        self.out.push('>');
    }

    /// The end of a link; a hole for what is said of the file it leads to.
    pub(super) fn end_link(&mut self) {
        match self.open_links.pop() {
            Some(OpenLink::File(nth)) => {
                self.out.push_str(&format!("{HOLE}{AFTER}{nth}{HOLE}</a>"));
            }
            Some(OpenLink::Plain) => self.out.push_str("</a>"),
            Some(OpenLink::Dropped) | None => {}
        }
    }

    pub(super) fn title_attribute(&mut self, title: &str) {
        if !title.is_empty() {
            self.out.push_str(" title=\"");
            self.escaped(title);
            self.out.push('"');
        }
    }

    pub(super) fn hole(&mut self, kind: LinkKind, to: &str, range: &Range<usize>) {
        self.out.push_str(&format!("{HOLE}{}{HOLE}", self.parsed.links.len()));
        self.parsed.links.push(Link { kind, to: to.trim().into() });
        self.parsed.places.push(range.clone());
    }

    /// A picture in a line of text; gives how many events that was.
    pub(super) fn image(&mut self, events: &Events<'t>) -> usize {
        self.picture(events, false)
    }

    /// A picture with its alternative text; what a caption says is not said twice. Gives how many events that was.
    pub(super) fn picture(&mut self, events: &Events<'t>, has_caption: bool) -> usize {
        let Some((Event::Start(Tag::Image { dest_url, title, link_type, .. }), range)) =
            events.first()
        else {
            return 1;
        };
        let length = image_length(events);
        let mut alt = plain(events.get(1..length).unwrap_or_default());
        if matches!(link_type, LinkType::WikiLink { has_pothole: false }) {
            alt.clear();
        }
        if self.is_weef && alt.is_empty() {
            let problem =
                Problem::MissingAlt { target: shortened(dest_url), place: PictureIn::Text };
            self.parsed.problems.push((range.clone(), problem));
        }
        self.typographer.pass('x');
        if self.is_weef && destination(dest_url) == Destination::External {
            self.picture_elsewhere(dest_url, &alt, range);
            return length + 1;
        }
        if let Destination::Unsafe(scheme) = destination(dest_url)
            && self.is_weef
        {
            let problem = Problem::UnsafeLink { target: shortened(dest_url), scheme };
            self.parsed.problems.push((range.clone(), problem));
            self.escaped(&alt);
            return length + 1;
        }
        self.out.push_str("<img src=\"");
        match destination(dest_url) {
            Destination::Path { .. } if self.is_weef => self.hole(LinkKind::Image, dest_url, range),
            _ => {
                let _ = escape_href(&mut self.out, dest_url);
            }
        }
        self.out.push_str("\" alt=\"");
        self.escaped(&alt);
        self.out.push('"');
        if has_caption {
            // Its title stands below it.
        } else if self.is_weef {
            let (caption, credit) = caption_and_credit(title);
            let between = if caption.is_empty() || credit.is_empty() { "" } else { " – " };
            self.title_attribute(&format!("{caption}{between}{credit}"));
        } else {
            self.title_attribute(title);
        }
        self.out.push_str(" />");
        length + 1
    }

    /// A picture on another host would tell that host who reads this page: it is shown as a link.
    fn picture_elsewhere(&mut self, to: &str, alt: &str, range: &Range<usize>) {
        self.parsed
            .problems
            .push((range.clone(), Problem::ExternalImage { target: shortened(to) }));
        self.out.push_str("<a href=\"");
        let _ = escape_href(&mut self.out, to);
        self.out.push_str("\">");
        self.escaped(if alt.is_empty() { to } else { alt });
        self.out.push_str("</a>");
    }

    /// A picture alone in its paragraph; its title is the caption and, behind a bar, who made it.
    pub(super) fn figure(&mut self, events: &Events<'t>) -> usize {
        let Some((Event::Start(Tag::Image { title, .. }), _)) = events.first() else { return 1 };
        let (caption, credit) = caption_and_credit(title);
        self.block("<figure>");
        let length = self.picture(events, true);
        self.caption(caption, credit);
        self.out.push_str("</figure>\n");
        // The paragraph's start, the picture, the paragraph's end.
        length + 2
    }

    /// What stands under a picture, where its title says something.
    pub(super) fn caption(&mut self, caption: &str, credit: &str) {
        if !caption.is_empty() || !credit.is_empty() {
            self.out.push_str("<figcaption>");
            self.typographer.restart();
            self.running_text(caption, None);
            if !credit.is_empty() {
                let gap = if caption.is_empty() { "" } else { " " };
                self.out.push_str(gap);
                self.out.push_str("<span class=\"picture-credit\">");
                self.typographer.restart();
                self.running_text(credit, None);
                self.out.push_str("</span>");
            }
            self.out.push_str("</figcaption>");
        }
    }
}

/// A link whose words are being written.
pub(super) enum OpenLink {
    /// It is not safe: its words stand alone.
    Dropped,
    /// It leads to a page, or elsewhere.
    Plain,
    /// It may lead to a file; its ordinal.
    File(usize),
}

/// Whether a destination may be a file that is no page, by its name.
fn may_be_file(to: &str) -> bool {
    const PAGES: [&str; 5] = ["md", "mdx", "html", "htm", "xml"];
    let path = to.split(['?', '#', '|']).next().unwrap_or(to);
    let name = path.rsplit('/').next().unwrap_or(path);
    let Some((_, end)) = name.rsplit_once('.') else { return false };
    let is_ending = (1..=5).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_alphanumeric());
    is_ending && !PAGES.iter().any(|page| page.eq_ignore_ascii_case(end))
}

/// The two parts of a picture's title: *Caption | Photo: Name, CC BY 4.0*.
pub(super) fn caption_and_credit(title: &str) -> (&str, &str) {
    let (caption, credit) = title.rsplit_once('|').unwrap_or((title, ""));
    (caption.trim(), credit.trim())
}

/// How far the end of a picture lies from its start.
pub(super) fn image_length(events: &Events<'_>) -> usize {
    let mut depth = 0;
    for (i, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Image { .. }) => depth += 1,
            Event::End(TagEnd::Image) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return i;
        }
    }
    events.len() - 1
}

/// Whether a paragraph holds one picture and nothing else.
pub(super) fn is_figure(events: &Events<'_>) -> bool {
    matches!(events.get(1), Some((Event::Start(Tag::Image { .. }), _)))
        && matches!(
            events.get(2 + image_length(events.get(1..).unwrap_or_default())),
            Some((Event::End(TagEnd::Paragraph), _))
        )
}

/// A destination as a message quotes it.
pub(super) fn shortened(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
