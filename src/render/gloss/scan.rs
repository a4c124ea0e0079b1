//! A page's HTML → the pieces of text that its author wrote and in which words may be marked.
//!
//! They stand inside `<main>`, in elements with the class `prose` or with `data-words="author"`; not in links, headings,
//! code and the like, nor in what has `data-words="others"`: words of someone else. One way through, from tag to tag;
//! the HTML is weef's own or has been through the sanitiser, and elements whose end is left out (`<p>`, `<li>`) do no
//! harm, since an element is only told from others of its own name.

use std::ops::Range;

use memchr::memchr;

use crate::language::Language;
use crate::site::is_word_at;

/// Elements in which nothing is marked: those that do something themselves, name something, or hold no prose.
const SKIPPED: [&str; 31] = [
    "a", "abbr", "audio", "button", "code", "dfn", "dt", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "iframe", "kbd", "label", "math", "nav", "noscript", "object", "option", "pre", "samp",
    "select", "summary", "svg", "template", "th", "var", "video",
];
/// Classes of what weef itself writes into a text.
const SKIPPED_CLASSES: [&str; 2] = ["callout-title", "picture-credit"];
/// Elements that can stand within a word.
const WITHIN_WORDS: [&str; 18] = [
    "a", "b", "bdi", "bdo", "code", "del", "em", "i", "ins", "mark", "q", "s", "small", "span",
    "strong", "sub", "u", "wbr",
];
/// Elements without an end.
pub(in crate::render) const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];
/// Elements whose text is no HTML.
pub(in crate::render) const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// A text between two tags.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) place: Range<usize>,
    /// Whether a word that begins before it goes on in it.
    pub(super) is_glued: bool,
}

/// A tag: its name, what stands behind that, whether it closes, and where it ends.
#[derive(Clone, Copy)]
pub(in crate::render) struct Tag<'h> {
    pub(in crate::render) name: &'h str,
    attributes: &'h str,
    pub(in crate::render) closes: bool,
    pub(in crate::render) end: usize,
}

impl<'h> Tag<'h> {
    /// The tag that begins at a place.
    pub(in crate::render) fn at(html: &'h str, start: usize) -> Option<Self> {
        let rest = html.get(start..)?.strip_prefix('<')?;
        let closes = rest.starts_with('/');
        let inside = rest.get(usize::from(closes)..)?;
        if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let length = inside.find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'))?;
        let (name, attributes) = inside.split_at(length);
        let mut quote = None;
        let length = attributes.bytes().position(|byte| match (quote, byte) {
            (None, b'>') => true,
            (None, b'"' | b'\'') => {
                quote = Some(byte);
                false
            }
            (Some(open), byte) if open == byte => {
                quote = None;
                false
            }
            _ => false,
        })?;
        let end = start + 1 + usize::from(closes) + name.len() + length + 1;
        Some(Self { name, attributes: &attributes[..length], closes, end })
    }

    pub(in crate::render) fn is(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.name.eq_ignore_ascii_case(name))
    }

    /// The value of an attribute in double quotes, as weef writes them.
    pub(in crate::render) fn get(&self, name: &str) -> Option<&'h str> {
        let mut rest = self.attributes;
        while let Some(open) = memchr(b'"', rest.as_bytes()) {
            let after = &rest[open + 1..];
            let close = memchr(b'"', after.as_bytes())?;
            // What stands before a name is white space, or the slash of an element that closes itself.
            let own = rest[..open].strip_suffix('=').and_then(|own| own.strip_suffix(name));
            if own
                .is_some_and(|before| before.bytes().all(|b| b.is_ascii_whitespace() || b == b'/'))
            {
                return Some(&after[..close]);
            }
            rest = &after[close + 1..];
        }
        None
    }

    pub(in crate::render) fn has_class(&self, classes: &[&str]) -> bool {
        let own = self.get("class").unwrap_or_default();
        own.split_ascii_whitespace().any(|class| classes.contains(&class))
    }

    fn is_authors(&self) -> bool {
        self.get("data-words") == Some("author") || self.has_class(&["prose"])
    }

    /// Whether what stands in it is someone else's.
    fn is_others(&self) -> bool {
        !self.attributes.is_empty() && self.get("data-words") == Some("others")
    }

    fn is_skipped(&self, language: Language) -> bool {
        if self.is(&SKIPPED) {
            return true;
        }
        let is_foreign = |tag: &str| {
            Language::parse(tag).is_none_or(|other| other.primary() != language.primary())
        };
        !self.attributes.is_empty()
            && (self.is_others()
                || self.has_class(&SKIPPED_CLASSES)
                || self.get("lang").is_some_and(is_foreign))
    }
}

/// An element that is open, and how many of its name are.
#[derive(Default)]
struct Open<'h>(Option<(&'h str, usize)>);

impl<'h> Open<'h> {
    /// Notes a tag of any element.
    fn pass(&mut self, tag: Tag<'h>) {
        let Some((name, depth)) = &mut self.0 else { return };
        if !tag.name.eq_ignore_ascii_case(name) {
            return;
        }
        *depth = if tag.closes { *depth - 1 } else { *depth + 1 };
        if *depth == 0 {
            self.0 = None;
        }
    }
}

/// The texts of a page in which words may be marked, in order.
pub(super) fn pieces(html: &str, language: Language) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let Some(start) = html.find("<main") else { return pieces };
    let (mut region, mut skipped) = (Open::default(), Open::default());
    let (mut at, mut is_glued) = (start, false);
    while let Some(length) = memchr(b'<', &html.as_bytes()[at..]) {
        let place = at..at + length;
        let text = &html[place.clone()];
        if !text.is_empty() {
            if region.0.is_some() && skipped.0.is_none() && !text.trim_ascii().is_empty() {
                pieces.push(Piece { place: place.clone(), is_glued });
            }
            is_glued = ends_in_word(text);
        }
        let Some(tag) = Tag::at(html, place.end) else {
            at = after_no_tag(html, place.end);
            continue;
        };
        at = tag.end;
        if tag.closes && tag.is(&["main"]) {
            break;
        }
        is_glued = is_glued && tag.is(&WITHIN_WORDS);
        if !tag.closes && tag.is(&RAW) {
            at = after_raw(html, &tag);
            continue;
        }
        if !tag.closes && tag.is(&VOID) {
            continue;
        }
        region.pass(tag);
        skipped.pass(tag);
        if tag.closes || skipped.0.is_some() {
            continue;
        }
        // Outside what an author wrote, all that matters is where that begins.
        let is_region = region.0.is_none() && tag.is_authors();
        if is_region || region.0.is_some() {
            if tag.is_skipped(language) {
                skipped.0 = Some((tag.name, 1));
            } else if is_region {
                region.0 = Some((tag.name, 1));
            }
        } else if tag.is_others() {
            skipped.0 = Some((tag.name, 1));
        }
    }
    pieces
}

/// Where to go on behind a `<` that begins no tag: behind the comment that it begins, or the sign itself.
pub(in crate::render) fn after_no_tag(html: &str, at: usize) -> usize {
    let comment = html[at..].strip_prefix("<!--");
    let length = comment.and_then(|comment| comment.find("-->")).map(|length| length + 7);
    at + length.unwrap_or(1)
}

/// Behind the element whose text is no HTML.
pub(in crate::render) fn after_raw(html: &str, tag: &Tag<'_>) -> usize {
    let rest = &html[tag.end..];
    let is_end = |at: &usize| {
        Tag::at(html, tag.end + at).is_some_and(|end| end.closes && end.is(&[tag.name]))
    };
    let end = rest.match_indices("</").map(|(at, _)| at).find(is_end);
    tag.end + end.unwrap_or(rest.len())
}

/// Whether a text ends in the middle of a word, if another follows it.
fn ends_in_word(text: &str) -> bool {
    text.char_indices().next_back().is_some_and(|(at, _)| is_word_at(text, at))
}

/// Whether a word that ends where a text does goes on beyond the tags there.
pub(super) fn goes_on(html: &str, mut at: usize) -> bool {
    while let Some(tag) = Tag::at(html, at) {
        if !tag.is(&WITHIN_WORDS) {
            return false;
        }
        at = tag.end;
    }
    is_word_at(html, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<String> {
        let html =
            format!("<p>voor</p><main id=\"inhoud\">{html}</main><div class=\"prose\">na</div>");
        let pieces = pieces(&html, Language::DUTCH);
        pieces.into_iter().map(|piece| html[piece.place].to_owned()).collect()
    }

    #[test]
    fn an_authors_text() {
        assert_eq!(
            texts("<p>x</p><div class=\"a prose\"><p>een</p> <p>twee</div><p>x</p>"),
            ["een", "twee"]
        );
        assert_eq!(texts("<dd data-words=\"author\">een</dd><dd>x</dd>"), ["een"]);
        assert_eq!(
            texts("<section data-words=\"others\"><div class=\"prose\">x</div></section>"),
            [""; 0]
        );
        let nested = "<div class=\"prose\"><div><a title=\">\" href=\"#\">x</a> een</div><h2>x<b>x</b></h2>twee</div>x";
        assert_eq!(texts(nested), [" een", "twee"]);
        assert_eq!(
            texts("<p class=\"prose\">a<br>b<img alt=\"x\">c<span lang=\"en\">x</span></p>x"),
            ["a", "b", "c"]
        );
        assert_eq!(
            texts("<p class=\"prose\"><script>'</p>' x</script><!-- <b>x -->een</p>"),
            ["een"]
        );
    }

    #[test]
    fn words_beyond_tags() {
        assert!(goes_on("<b></b>x", 0));
        assert!(goes_on("</em>je.</p>", 0));
        assert!(!goes_on("<br>x", 0) && !goes_on("<b> x", 0) && !goes_on("", 0));
        let glued =
            pieces("<main><p class=\"prose\"><b>a</b>b <i>c</i></p></main>", Language::DUTCH);
        assert_eq!(
            glued.iter().map(|piece| piece.is_glued).collect::<Vec<_>>(),
            [false, true, false]
        );
    }
}
