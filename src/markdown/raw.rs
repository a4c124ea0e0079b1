//! Raw HTML → what a page may hold of it. A real HTML parser (ammonia) keeps a safe list and closes what is open.
//!
//! `<Tag>` that HTML does not know is text, not markup: component languages are not weef's.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock, Mutex};

use ammonia::{Builder, UrlRelative};

use super::html::RESERVED;
use super::spans::HOLE;
use super::{Dialect, Link, LinkKind, Parsed};
use crate::diagnostic::{PictureIn, Problem};
use crate::source::text;
use crate::url::{Destination, destination};

/// Elements that stay, besides those that weef's own writer makes.
const KEPT: &[&str] = &[
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Elements that are taken out in silence: their text stays, nothing is lost.
const UNWRAPPED: &[&str] = &[
    "article", "aside", "big", "body", "center", "font", "footer", "h1", "head", "header",
    "hgroup", "html", "main", "nav", "search", "strike", "tt", "acronym", "address", "picture",
    "source", "track",
];

/// Elements that are taken out, and said to be.
const REMOVED: &[&str] = &[
    "applet", "area", "audio", "base", "button", "canvas", "datalist", "dialog", "embed",
    "fieldset", "form", "frame", "frameset", "iframe", "label", "legend", "link", "map", "marquee",
    "math", "menu", "meta", "meter", "noscript", "object", "optgroup", "option", "output", "param",
    "progress", "script", "select", "slot", "style", "svg", "template", "textarea", "title",
    "video",
];

/// Writes raw HTML with unknown tags as text, `h1` as `h2`; gives the elements that the sanitiser will remove.
pub(super) fn tame(html: &str, out: &mut String) -> Vec<String> {
    let mut removed = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let after = tag.get(1..).unwrap_or_default();
        let closing = after.starts_with('/');
        let name_at = after.get(usize::from(closing)..).unwrap_or_default();
        let length = name_at
            .find(|c: char| !(c.is_ascii_alphanumeric() || "-:._".contains(c)))
            .unwrap_or(name_at.len());
        let written = name_at.get(..length).unwrap_or_default();
        let name = written.to_ascii_lowercase();
        let is_comment = after.starts_with('!') || after.starts_with('?');
        // `<Tag>` is a component of some other tool; HTML in capitals is all capitals.
        let is_component = written.starts_with(|c: char| c.is_ascii_uppercase())
            && written.contains(|c: char| c.is_ascii_lowercase());
        if name == "input" && !is_component {
            // Only weef's own check boxes pass the safe list; this name is on no list.
            out.push_str(if closing { "</x-" } else { "<x-" });
            if !closing && !removed.contains(&name) {
                removed.push(name.clone());
            }
            rest = name_at;
            continue;
        }
        if is_component {
            out.push_str("&lt;");
        } else if is_comment || KEPT.contains(&name.as_str()) || UNWRAPPED.contains(&name.as_str())
        {
            out.push('<');
        } else if REMOVED.contains(&name.as_str()) {
            if !closing && !removed.contains(&name) {
                removed.push(name.clone());
            }
            out.push('<');
        } else {
            out.push_str("&lt;");
        }
        rest = after;
        let attributes = name_at.get(length..).unwrap_or_default();
        if name == "a" && attributes.starts_with(" name=") {
            // An anchor as it was written before ids.
            out.push_str("a id=");
            rest = attributes.get(" name=".len()..).unwrap_or_default();
        }
        if name == "h1" && !is_component {
            out.push_str(if closing { "/h2" } else { "h2" });
            rest = name_at.get(length..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    removed
}

/// A whole body through the safe list. Links of the raw HTML join the body's own, so that they too are resolved.
/// `source` is the text and where its first raw HTML stands.
pub(super) fn sanitise(
    html: &str,
    parsed: &mut Parsed,
    source: (&str, usize),
    dialect: Dialect,
) -> String {
    let mark = unused_mark(html);
    let marked = unclosed_as_text(html.replace(HOLE, &mark));
    let first_new = parsed.links.len();
    // The filter must own what it notes, so the list is shared with it.
    let new_links: Arc<Mutex<Vec<Link>>> = Arc::default();
    let ids: Arc<Mutex<Vec<Box<str>>>> = Arc::default();
    let own_ids: HashSet<Box<str>> =
        parsed.headings.iter().map(|heading| heading.id.clone()).collect();
    let external: Arc<Mutex<Vec<String>>> = Arc::default();
    let elsewhere = Arc::clone(&external);
    let (links, anchors, own_mark) = (Arc::clone(&new_links), Arc::clone(&ids), mark.clone());
    let mut builder = safe_list();
    builder.attribute_filter(move |element, attribute, value| {
        // A quote that nothing closes swallows what comes after it: in there a hole is none.
        if value.contains(&own_mark) && !is_hole((element, attribute), value, &own_mark) {
            return Some(value.replace(&own_mark, "").into());
        }
        if attribute == "id" {
            let mut seen = anchors.lock().ok()?;
            let is_taken = is_weefs_own(value) || seen.iter().any(|id| **id == *value);
            let is_ours =
                own_ids.contains(value) && !matches!(element, "h2" | "h3" | "h4" | "h5" | "h6");
            let is_of_note = matches!(element, "li" | "sup") && value.starts_with('_');
            if is_taken || is_ours || dialect == Dialect::Field && !is_of_note {
                return None;
            }
            seen.push(value.into());
        }
        if (element, attribute) == ("img", "src") && destination(value) == Destination::External {
            elsewhere.lock().ok()?.push(value.to_owned());
            return None;
        }
        let kind = match (element, attribute) {
            ("a", "href") => LinkKind::Link,
            ("img", "src") => LinkKind::Image,
            _ => return Some(value.into()),
        };
        let is_path =
            matches!(destination(value), Destination::Path { .. } | Destination::Fragment(_));
        if value.starts_with(&own_mark) || !is_path {
            return Some(value.into());
        }
        let mut links = links.lock().ok()?;
        links.push(Link { kind, to: value.into() });
        Some(format!("{own_mark}{}{own_mark}", first_new + links.len() - 1).into())
    });
    let clean = builder.clean(&marked).to_string();
    // An entity may stand for what no page can hold.
    let clean = text::printable(&clean);
    let (text, from) = source;
    let new_links =
        new_links.lock().map(|mut links| std::mem::take(&mut *links)).unwrap_or_default();
    for target in external.lock().map(|mut found| std::mem::take(&mut *found)).unwrap_or_default() {
        let at = text.get(from..).and_then(|rest| rest.find(&target)).map_or(from, |at| from + at);
        parsed.problems.push((at..at + target.len(), Problem::ExternalImage { target }));
    }
    join(new_links, parsed, source);
    let clean = described(&clean, &mark, parsed, from);
    parsed.anchors = ids.lock().map(|mut ids| std::mem::take(&mut *ids)).unwrap_or_default();
    clean.replace(&mark, &HOLE.to_string())
}

/// Links of raw HTML, after those that the body has already, each with the place where it stands.
fn join(links: Vec<Link>, parsed: &mut Parsed, (text, from): (&str, usize)) {
    // What stands there more than once is found once more each time.
    let mut after: HashMap<Box<str>, usize> = HashMap::new();
    for link in links {
        let begin = after.get(&link.to).copied().unwrap_or(from);
        let found = text.get(begin..).and_then(|rest| rest.find(&*link.to)).map(|at| begin + at);
        let place = found.map_or(from..from, |at| at..at + link.to.len());
        after.insert(link.to.clone(), place.end);
        parsed.places.push(place);
        parsed.links.push(link);
    }
}

/// The text with an empty description at each picture that has none, and that it has none.
fn described(html: &str, mark: &str, parsed: &mut Parsed, from: usize) -> String {
    const PICTURE: &str = "<img ";
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(PICTURE) {
        let (before, tag) = rest.split_at(at + PICTURE.len());
        out.push_str(before);
        rest = tag;
        let attributes = tag.get(..end_of_tag(tag)).unwrap_or(tag);
        if attributes.starts_with("alt=") || attributes.contains(" alt=") {
            continue;
        }
        out.push_str("alt=\"\" ");
        let nth = attributes.split_once(mark).and_then(|(_, rest)| rest.split_once(mark));
        let nth = nth.and_then(|(nth, _)| nth.parse::<usize>().ok());
        let link = nth.and_then(|nth| Some((parsed.links.get(nth)?, parsed.places.get(nth)?)));
        let (target, place) = link.map_or_else(
            || (String::new(), from..from),
            |(it, at)| (it.to.to_string(), at.clone()),
        );
        let problem = Problem::MissingAlt { target, place: PictureIn::Html };
        parsed.problems.push((place, problem));
    }
    out.push_str(rest);
    out
}

/// Where a tag ends whose attributes begin here: at the first `>` that stands in no quotes.
fn end_of_tag(attributes: &str) -> usize {
    let mut is_quoted = false;
    let end = attributes.bytes().position(|byte| {
        is_quoted ^= byte == b'"';
        byte == b'>' && !is_quoted
    });
    end.unwrap_or(attributes.len())
}

/// Whether an id is of the theme's landmarks, or of what weef writes around a text.
fn is_weefs_own(id: &str) -> bool {
    RESERVED.contains(&id)
        || matches!(id, "cite_this" | "toc_title" | "main_menu")
        || ["_term", "part_", "letter_", "group_"].iter().any(|start| id.starts_with(start))
}

/// Whether a value is the mark of a link or picture and nothing else.
fn is_hole(of: (&str, &str), value: &str, mark: &str) -> bool {
    let inside = value.strip_prefix(mark).and_then(|value| value.strip_suffix(mark));
    let is_whole = inside.is_some_and(|nth| nth.bytes().all(|b| b.is_ascii_digit()));
    is_whole && matches!(of, ("a", "href") | ("img", "src"))
}

/// Elements that are taken out with all that is in them.
const EMPTIED: [&str; 8] =
    ["script", "style", "template", "svg", "math", "noscript", "iframe", "object"];

/// What opens one of these and never closes it would take the rest of the page away: it is text instead.
fn unclosed_as_text(html: String) -> String {
    let lower = html.to_ascii_lowercase();
    let mut unclosed: Vec<usize> = EMPTIED
        .into_iter()
        .flat_map(|name| {
            let last = lower.rfind(&format!("</{name}")).unwrap_or_default();
            let opening = format!("<{name}");
            let found: Vec<usize> =
                lower.match_indices(&opening).map(|(at, _)| at).filter(|at| *at >= last).collect();
            found
        })
        .collect();
    if unclosed.is_empty() {
        return html;
    }
    unclosed.sort_unstable();
    let mut out = String::with_capacity(html.len() + unclosed.len() * 4);
    let mut from = 0;
    for at in unclosed {
        out.push_str(html.get(from..at).unwrap_or_default());
        out.push_str("&lt;");
        from = at + 1;
    }
    out.push_str(html.get(from..).unwrap_or_default());
    out
}

/// Letters that stand nowhere in a text, so that they can stand for a hole while an HTML parser works.
fn unused_mark(html: &str) -> String {
    (0..u64::MAX)
        .map(|n| format!("weef{n}q"))
        .find(|mark| !html.contains(mark.as_str()))
        .unwrap_or_default()
}

type Attributes = HashMap<&'static str, HashSet<&'static str>>;

static ATTRIBUTES: LazyLock<Attributes> = LazyLock::new(|| {
    let table: [(&str, &[&str]); 14] = [
        ("a", &["href", "hreflang", "aria-label"]),
        ("img", &["src", "alt", "width", "height"]),
        ("time", &["datetime"]),
        ("data", &["value"]),
        ("del", &["cite", "datetime"]),
        ("ins", &["cite", "datetime"]),
        ("q", &["cite"]),
        ("blockquote", &["cite"]),
        ("ol", &["start", "reversed"]),
        ("details", &["open"]),
        ("th", &["colspan", "rowspan", "headers", "scope"]),
        ("td", &["colspan", "rowspan", "headers"]),
        ("input", &["type", "disabled", "checked", "aria-label"]),
        ("section", &["role", "aria-label"]),
    ];
    table.into_iter().map(|(element, names)| (element, names.iter().copied().collect())).collect()
});

fn safe_list<'a>() -> Builder<'a> {
    let mut attributes = ATTRIBUTES.clone();
    attributes.insert("div", HashSet::from(["aria-label"]));
    let values = HashMap::from([
        (
            "div",
            HashMap::from([
                ("role", HashSet::from(["region"])),
                ("tabindex", HashSet::from(["0"])),
            ]),
        ),
        ("pre", HashMap::from([("tabindex", HashSet::from(["0"]))])),
    ]);
    let mut builder = Builder::empty();
    builder
        .tags(KEPT.iter().copied().collect())
        .clean_content_tags(HashSet::from(EMPTIED))
        .tag_attributes(attributes)
        .tag_attribute_values(values)
        .generic_attributes(HashSet::from(["lang", "dir", "title", "class", "id"]))
        .url_schemes(HashSet::from([
            "http", "https", "mailto", "tel", "ftp", "sms", "geo", "doi", "urn",
        ]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None);
    builder
}

#[cfg(test)]
mod tests {
    use super::{tame, unclosed_as_text};

    #[test]
    fn what_never_closes_takes_nothing_away() {
        for (html, kept) in [
            ("a <script>b", "a &lt;script>b"),
            ("<SCRIPT>x</SCRIPT> <style> b", "<SCRIPT>x</SCRIPT> &lt;style> b"),
            ("<iframe></iframe><iframe>c", "<iframe></iframe>&lt;iframe>c"),
        ] {
            assert_eq!(unclosed_as_text(html.to_owned()), kept);
        }
    }

    #[test]
    fn unknown_tags_are_text() {
        let mut out = String::new();
        let removed = tame("<Card a={b}><b>x</b></Card><iframe src=x><H1>k</H1>", &mut out);
        assert_eq!(out, "&lt;Card a={b}><b>x</b>&lt;/Card><iframe src=x><h2>k</h2>");
        assert_eq!(removed, ["iframe"]);
    }
}
