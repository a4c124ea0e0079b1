//! Files of a site's own theme → what a reader never gets to see of them: what asks another host for something, styles
//! and scripts within a page, which no host of ours allows, and a page of which nothing is left.

use std::collections::BTreeSet;

use super::{Embedded, Layer, scan, unused};
use crate::diagnostic::{Diagnostic, Problem, ThemeFlaw as Flaw};
use crate::source::SourcePath;
use crate::source::lines::Span;

/// A flaw, and where it is: its first byte, and how many bytes it has.
type Place = (usize, usize, Flaw);

/// What is wrong in the files of the layers on disk; some are known to be broken.
pub(super) fn flaws(layers: &[Layer], broken: &BTreeSet<SourcePath>) -> Vec<Diagnostic> {
    let files = layers
        .iter()
        .filter(|layer| layer.on_disk)
        .flat_map(|layer| layer.files.iter().map(move |(path, bytes)| (layer, path, bytes)));
    let mut found = Vec::new();
    for (layer, path, bytes) in files {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        if Embedded::get(path).is_some_and(|own| own.data.as_ref() == bytes.as_slice()) {
            continue;
        }
        let is_style = path.rsplit_once('.').is_some_and(|(_, end)| end == "css");
        let places = match path.strip_prefix("templates/") {
            Some(_) if text.trim().is_empty() && is_page(path) => vec![(0, 0, Flaw::Empty)],
            Some(_) => {
                let is_whole = !broken.contains(&layer.file(path));
                let bare = unused::parent(layer, path, text).filter(|_| is_whole);
                let bare = bare.map(|parent| (0, 0, Flaw::Bare { parent }));
                bare.into_iter().chain(template(text)).collect()
            }
            None if is_style => style(text),
            None => Vec::new(),
        };
        found.extend(places.into_iter().map(|(at, length, flaw)| {
            let span = if length == 0 { Span::START } else { scan::span(text, at, length) };
            Diagnostic::new(&layer.file(path), span, Problem::ThemeFlaw { flaw })
        }));
    }
    found
}

/// Whether one of weef's own templates is a whole page, so that an empty one in its place leaves nothing.
fn is_page(path: &str) -> bool {
    let own = Embedded::get(path).map(|own| own.data);
    let is_part =
        |part: &[u8]| own.as_ref().is_some_and(|own| memchr::memmem::find(own, part).is_some());
    is_part(b"{% extends") || is_part(b"<html")
}

/// A text in which what stands between two signs is blank, every byte at its place.
fn masked(text: &str, pairs: &[(&str, &str)]) -> String {
    let mut out = text.to_owned();
    for (open, close) in pairs {
        let mut from = 0;
        while let Some(at) = out[from..].find(open).map(|at| from + at) {
            let inside = at + open.len();
            let end = out[inside..].find(close).map_or(out.len(), |end| inside + end + close.len());
            let blank: String =
                out[at..end].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
            out.replace_range(at..end, &blank);
            from = end;
        }
    }
    out
}

/// Addresses in a style that another host would be asked for.
fn style(text: &str) -> Vec<Place> {
    let text = masked(text, &[("/*", "*/")]).to_ascii_lowercase();
    let starts = ["url(", "@import"].into_iter().flat_map(|word| {
        let ends = text.match_indices(word).map(move |(at, _)| at + word.len());
        ends.collect::<Vec<_>>()
    });
    let mut found: Vec<Place> = starts
        .filter_map(|from| {
            let rest = text[from..].trim_start_matches([' ', '\t', '\n', '\r', '"', '\'']);
            let at = text.len() - rest.len();
            let end = rest.find(['"', '\'', ')', ';', ' ', '\n']).unwrap_or(rest.len());
            is_elsewhere(rest)
                .then(|| (at, end, Flaw::Elsewhere { address: rest[..end].to_owned() }))
        })
        .collect();
    found.sort();
    found
}

/// What in a template is no part of a page that asks nobody else for anything, and runs nothing of its own.
fn template(text: &str) -> Vec<Place> {
    let text = masked(text, &[("{#", "#}"), ("<!--", "-->"), ("{{", "}}"), ("{%", "%}")]);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find('<').map(|at| from + at) {
        let name = text[at + 1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
        from = at + 1 + name.len();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let (attributes, end) = attributes(&text, from);
        from = end;
        found.extend(element(&name.to_ascii_lowercase(), (at, name.len() + 1), &attributes));
    }
    found
}

/// An attribute of an element: its name in lower case, its value, and where its name stands.
type Attribute<'t> = (String, &'t str, usize);

/// The attributes of an element from here, and where it ends.
fn attributes(text: &str, from: usize) -> (Vec<Attribute<'_>>, usize) {
    let (mut found, mut at) = (Vec::new(), from);
    loop {
        let rest = text[at..].trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        at = text.len() - rest.len();
        if rest.is_empty() || rest.starts_with(['>', '<']) {
            return (found, at);
        }
        let ends = |c: char| c.is_whitespace() || matches!(c, '=' | '>' | '<' | '/');
        let length = rest.find(ends).unwrap_or(rest.len());
        let (name, start) = (rest[..length].to_ascii_lowercase(), at);
        let behind = rest[length..].trim_start();
        at = text.len() - behind.len();
        let mut value = "";
        if let Some(behind) = behind.strip_prefix('=') {
            let behind = behind.trim_start();
            let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''));
            let inside = &behind[quote.map_or(0, char::len_utf8)..];
            let is_end = |c: char| quote.map_or(c.is_whitespace() || c == '>', |quote| c == quote);
            let end = inside.find(is_end).unwrap_or(inside.len());
            value = &inside[..end];
            let rest = &inside[end..];
            at = text.len()
                - quote.map_or(rest, |quote| rest.strip_prefix(quote).unwrap_or(rest)).len();
        } else if length == 0 {
            at += rest.chars().next().map_or(0, char::len_utf8);
        }
        found.push((name, value, start));
    }
}

/// What is wrong with an element.
fn element(name: &str, (at, length): (usize, usize), attributes: &[Attribute]) -> Vec<Place> {
    let value = |wanted: &str| {
        attributes.iter().find(|(name, ..)| name == wanted).map(|(_, value, _)| value.trim())
    };
    let mut found = Vec::new();
    let is_data = value("type").is_some_and(|kind| {
        let kind = kind.to_ascii_lowercase();
        kind.contains('/') && !kind.contains("javascript") && !kind.contains("ecmascript")
    });
    if name == "script" && value("src").is_none() && !is_data {
        found.push((at, length, Flaw::Script { written: "<script>".to_owned() }));
    }
    if name == "style" {
        found.push((at, length, Flaw::Style { written: "<style>".to_owned() }));
    }
    for (attribute, value, start) in attributes {
        let value = value.trim();
        let is_asked = match attribute.as_str() {
            "src" | "srcset" | "poster" | "data" => true,
            "href" => matches!(name, "link" | "image" | "use"),
            _ => false,
        };
        if attribute == "style" {
            found.push((*start, attribute.len(), Flaw::Style { written: "style".to_owned() }));
        } else if attribute.len() > 2
            && attribute.starts_with("on")
            && attribute.bytes().all(|b| b.is_ascii_lowercase())
        {
            found.push((*start, attribute.len(), Flaw::Script { written: attribute.clone() }));
        } else if is_asked && is_elsewhere(value) && !is_word(name, attributes) {
            let address = value.split([' ', ',']).next().unwrap_or(value).to_owned();
            found.push((*start, attribute.len(), Flaw::Elsewhere { address }));
        }
    }
    found
}

/// Whether a link only says something of the page: a browser does not ask for what it names.
fn is_word(name: &str, attributes: &[Attribute]) -> bool {
    let rel = attributes.iter().find(|(name, ..)| name == "rel").map_or("", |(_, rel, _)| rel);
    let mut words = rel.split_whitespace().map(str::to_ascii_lowercase);
    name == "link"
        && words.all(|word| {
            matches!(
                &*word,
                "canonical" | "alternate" | "license" | "author" | "me" | "help" | "next" | "prev"
            )
        })
}

/// Whether an address is one of another host.
fn is_elsewhere(address: &str) -> bool {
    let start = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    ["http://", "https://", "//"].iter().any(|scheme| start.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(found: Vec<Place>, text: &str) -> Vec<(u32, u32)> {
        let span = |(at, length, _)| scan::span(text, at, length);
        found.into_iter().map(span).map(|span| (span.line, span.column)).collect()
    }

    #[test]
    fn what_a_style_asks_for() {
        let text = "/* url(https://a.nl) */\n@import url( \"https://a.nl/é.css\" );\n@import '//b.nl/c';\n.a { b: url(c.png) }\n.d { e: URL(HTTP://f.nl) }";
        assert_eq!(lines(style(text), text), [(2, 15), (3, 10), (5, 13)]);
    }

    #[test]
    fn what_a_template_asks_for_and_runs() {
        for (text, count) in [
            ("<script src=\"{{ root }}x.js\" defer></script><a href=\"https://a.nl\">b</a>", 0),
            ("<script type=\"application/ld+json\">{}</script><!-- <script> -->{# <style> #}", 0),
            (
                "<link rel=\"canonical\" href=\"https://a.nl\"><p {% if a %}hidden{% endif %}>1 < 2</p>",
                0,
            ),
            ("<script>a()</script><style>b{}</style><p style='c' onclick=d()>e</p>", 4),
            ("<img alt=\"é\" src=https://a.nl/b.png><link rel=stylesheet href='//c.nl/d'>", 2),
            ("<iframe src=\"https://a.nl\"></iframe><p = \"", 1),
        ] {
            assert_eq!(template(text).len(), count, "{text}: {:?}", template(text));
        }
    }

    #[test]
    fn hostile_texts_end() {
        for part in [
            "<a ",
            "<a b='",
            "<!--",
            "{{",
            "é<é",
            "<a =",
            "<a b=\"c",
            "url(",
            "/*",
            "@import \u{a0}",
        ] {
            let text = part.repeat(10_000 / part.len());
            assert!(template(&text).len() + style(&text).len() <= text.len());
        }
    }
}
