//! A body's HTML → its plain text, section by section: what search reads. Made from the HTML and not kept beside it,
//! since only search asks for it.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use super::{Body, Heading};

/// The entities that weef and its sanitiser write, and what they stand for.
pub(crate) const ENTITIES: [(&str, &str); 8] = [
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#x27;", "'"),
    ("&#39;", "'"),
    ("&nbsp;", "\u{a0}"),
    ("&rsquo;", "’"),
];

/// Elements whose end parts words.
const INLINE: [&str; 19] = [
    "a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small",
    "span", "strong", "sub", "sup", "u",
];

/// A heading of a deeper level opens no section: what is under it is found under the one above.
const DEEPEST: u8 = b'3';

/// So many sections a page has at the most: a page of more headings is none that a reader reads.
const MOST: usize = 60_000;

/// The text under one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading, by its ordinal on the page; none for what stands before the first.
    pub heading: Option<usize>,
    /// The text, with one space or line break where there was white space or a new block.
    pub text: String,
}

impl Body {
    /// The text of the body under each of its headings; the first section is what stands before them, empty or not.
    pub fn sections(&self, headings: &[Heading]) -> Vec<Section> {
        let mut reader = Reader {
            sections: vec![Section::default()],
            headings,
            by_id: OnceCell::new(),
            in_heading: false,
            skipped: None,
        };
        let mut rest = &*self.html;
        while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
            let (text, tag) = rest.split_at(at);
            reader.text(text);
            let Some(end) = memchr::memchr(b'>', tag.as_bytes()) else { return reader.sections };
            let (tag, after) = tag.split_at(end + 1);
            reader.tag(tag);
            rest = after;
        }
        reader.text(rest);
        reader.sections
    }
}

struct Reader<'h> {
    sections: Vec<Section>,
    headings: &'h [Heading],
    /// The headings by their ids as HTML has them: needed once a tag is not that of the next heading.
    by_id: OnceCell<HashMap<String, usize>>,
    in_heading: bool,
    /// The element whose text is not the author's.
    skipped: Option<&'static str>,
}

impl Reader<'_> {
    fn tag(&mut self, tag: &str) {
        let inside = tag.trim_start_matches('<').trim_end_matches('>');
        let (name, is_end) = match inside.strip_prefix('/') {
            Some(name) => (name, true),
            None => (inside.split([' ', '\n', '/']).next().unwrap_or_default(), false),
        };
        if self.skipped == Some(name) && is_end {
            self.skipped = None;
        } else if tag.starts_with("<sup class=\"footnote-ref\"") {
            self.skipped = Some("sup");
        } else if tag.contains(" class=\"footnote-back\"") {
            self.skipped = Some("a");
        } else if tag.starts_with("<pre") {
            // Code is looked at, not read.
            self.skipped = Some("pre");
        }
        let is_heading = matches!(name.as_bytes(), [b'h', b'1'..=DEEPEST]);
        if is_heading && is_end {
            self.in_heading = false;
        } else if is_heading
            && self.sections.len() < MOST
            && let Some(heading) = self.opened(tag)
        {
            self.sections.push(Section { heading: Some(heading), text: String::new() });
            self.in_heading = true;
        }
        if !INLINE.contains(&name) {
            self.part(if name == "br" || name == "td" || name == "th" { ' ' } else { '\n' });
        }
    }

    /// The heading that a tag opens: the next of the page's own.
    fn opened(&self, tag: &str) -> Option<usize> {
        let at = self.sections.last().map_or(0, |section| section.heading.map_or(0, |at| at + 1));
        let id = tag.split_once(" id=\"")?.1.split_once('"')?.0;
        if self.headings.get(at).is_some_and(|next| super::escape(&next.id) == id) {
            return Some(at);
        }
        let by_id = self.by_id.get_or_init(|| {
            let ids = self.headings.iter().map(|heading| super::escape(&heading.id));
            ids.zip(0..).collect()
        });
        by_id.get(id).copied().filter(|found| *found >= at)
    }

    /// Parts what follows from what was there.
    fn part(&mut self, sign: char) {
        let Some(section) = self.sections.last_mut() else { return };
        if section.text.ends_with(' ') && sign == '\n' {
            section.text.pop();
        }
        if !section.text.is_empty() && !section.text.ends_with(['\n', ' ']) {
            section.text.push(sign);
        }
    }

    fn text(&mut self, text: &str) {
        // The heading itself is among the facts.
        if self.in_heading || self.skipped.is_some() {
            return;
        }
        for (at, word) in text.split(|c: char| c.is_ascii_whitespace()).enumerate() {
            if at > 0 {
                self.part(' ');
            }
            if !word.is_empty()
                && let Some(section) = self.sections.last_mut()
            {
                section.text.push_str(&unescape(word));
            }
        }
    }
}

/// Text as it stands in HTML → as readers see it.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, _)) = rest.split_once('&') {
        out.push_str(before);
        rest = rest.get(before.len()..).unwrap_or_default();
        let known = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity));
        let (entity, meant) = known.unwrap_or(&("&", "&"));
        out.push_str(meant);
        rest = rest.get(entity.len()..).unwrap_or_default();
    }
    Cow::Owned(out + rest)
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::markdown::{Body, Dialect, Heading, Options, parse};

    #[test]
    fn raw_headings_open_no_section_however_many_there_are() {
        // Each compared with each is ten thousand million times.
        const MANY: usize = 100_000;
        let heading =
            |n: usize| Heading { level: 2, id: format!("eigen-{n}").into(), text: "K".into() };
        let headings: Vec<Heading> = (0..MANY).map(heading).collect();
        let tags: Vec<String> = (0..MANY).map(|n| format!("<h2 id=\"rauw-{n}\">k</h2>")).collect();
        let raw = tags.concat();
        // Own ones that come in another order than they have.
        let own = "<h2 id=\"eigen-7\">K</h2><p>a</p><h2 id=\"eigen-3\">K</h2><h2 id=\"eigen-8\">K</h2><p>b</p>";
        let body = Body { html: (raw.clone() + own + &raw).into(), ..Body::default() };
        let sections = body.sections(&headings);
        let opened: Vec<Option<usize>> = sections.iter().map(|section| section.heading).collect();
        assert_eq!(opened, [None, Some(7), Some(8)]);
        assert!(sections[1].text.starts_with("a\nK"), "{}", sections[1].text);
    }

    #[test]
    fn what_readers_see() {
        assert_eq!(super::unescape("R&amp;D &onbekend; &#x27;n"), "R&D &onbekend; 'n");
    }

    #[test]
    fn each_heading_begins_a_section() {
        let options = Options {
            language: Language::DUTCH,
            smart_punctuation: true,
            dialect: Dialect::Weef,
            title: Some("T"),
        };
        let parsed = parse(
            "Voor *al*les & nog\nwat[^1].\n\n## Eén <b>kop</b>\n\n- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n### Twee\n\n`<i>`<br>z\n\n[^1]: De noot.\n",
            &options,
        );
        let sections = parsed.body.sections(&parsed.headings);
        let read: Vec<(Option<usize>, &str)> =
            sections.iter().map(|s| (s.heading, s.text.trim_end())).collect();
        assert_eq!(
            read,
            [
                (None, "Voor alles & nog wat."),
                (Some(0), "a\nb\nx y\n1 2"),
                (Some(1), "<i> z\nDe noot."),
            ]
        );
    }
}
