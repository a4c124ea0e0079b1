//! A drawing (SVG) → the same, in which nothing runs and nothing is asked of another host.
//!
//! On a page it is a picture and does neither; but whoever opens its address opens a document of the site. One in which
//! there is nothing of the kind stays as it is, byte for byte.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::clean::Unclean;

/// Elements that run, lead away by themselves, or hold a document of another kind; by whatever prefix.
const ACTIVE: [&str; 24] = [
    "applet", "audio", "base", "body", "button", "embed", "form", "frame", "frameset", "handler",
    "html", "iframe", "img", "input", "link", "listener", "meta", "noscript", "object", "portal",
    "script", "source", "template", "video",
];

/// The drawing for its own address.
///
/// # Errors
/// [`Unclean`] where nobody can say what browsers make of it.
pub(super) fn clean(bytes: &[u8]) -> Result<Vec<u8>, Unclean> {
    if is_quiet(bytes) {
        return Ok(bytes.to_vec());
    }
    let mut filter = svg_hush::Filter::new();
    filter.set_data_url_filter(svg_hush::data_url_filter::allow_standard_images);
    let mut out = Vec::with_capacity(bytes.len());
    filter.filter(&mut &bytes[..], &mut out).map_err(|_| Unclean)?;
    if is_quiet(&out) { Ok(out) } else { Err(Unclean) }
}

/// Whether a drawing can be read to its end and does nothing.
fn is_quiet(bytes: &[u8]) -> bool {
    let mut reader = Reader::from_reader(bytes);
    let (mut depth, mut in_style) = (0_usize, false);
    loop {
        let is_quiet = match reader.read_event() {
            Ok(Event::Start(element)) => {
                depth += 1;
                in_style |= element.local_name().as_ref().eq_ignore_ascii_case("style");
                is_quiet_element(&element)
            }
            Ok(Event::Empty(element)) => is_quiet_element(&element),
            Ok(Event::End(_)) => {
                depth = depth.saturating_sub(1);
                in_style = false;
                true
            }
            Ok(Event::Text(text)) => !in_style || is_quiet_style(&text),
            Ok(Event::CData(text)) => !in_style || is_quiet_style(&text),
            // Signs by their names are no part of a word; by their numbers they may be.
            Ok(Event::GeneralRef(sign)) => !(in_style && sign.starts_with('#')),
            // Entities of its own, and styles from elsewhere.
            Ok(Event::DocType(kind)) => !kind.contains('['),
            Ok(Event::PI(order)) => !order.starts_with("xml-stylesheet"),
            Err(_) => false,
            Ok(Event::Eof) => return depth == 0,
            Ok(_) => true,
        };
        if !is_quiet {
            return false;
        }
    }
}

fn is_quiet_element(element: &BytesStart<'_>) -> bool {
    let name = element.local_name().as_ref().to_lowercase();
    let attributes = element.attributes().all(|attribute| {
        let Ok(attribute) = attribute else { return false };
        let key = attribute.key.local_name().as_ref().to_lowercase();
        let Ok(value) = unescape(&attribute.value) else { return false };
        let value = value.trim().to_lowercase();
        match key.as_str() {
            key if key.starts_with("on") => false,
            "href" | "src" => is_quiet_address(&value, name == "a"),
            // An animation can write an address.
            "attributename" => !value.contains("href"),
            // Words for people.
            "label" | "aria-label" | "aria-description" | "title" => true,
            _ => is_quiet_style(&value),
        }
    });
    attributes && !ACTIVE.contains(&name.as_str())
}

/// Whether an address is in the drawing, on the site, or one that readers go to when they press it.
fn is_quiet_address(address: &str, is_link: bool) -> bool {
    // Browsers leave these out, or take them for slashes.
    if address.contains('\\') || address.contains(char::is_control) {
        return false;
    }
    let starts = |starts: &[&str]| starts.iter().any(|start| address.starts_with(start));
    let stays = starts(&["#", "data:image/"]) || !address.contains(':') && !starts(&["//"]);
    stays || is_link && starts(&["https://", "http://", "mailto:"])
}

/// Whether what may be a style asks for nothing outside the drawing. What is written in a roundabout way is not trusted.
fn is_quiet_style(text: &str) -> bool {
    let text = text.to_lowercase();
    let addresses_stay = text.split("url(").skip(1).all(|rest| {
        let address = rest.trim_start_matches([' ', '"', '\'']);
        let end = address.find([')', '"', '\'']).unwrap_or(address.len());
        !address[..end].trim().is_empty() && is_quiet_address(address[..end].trim(), false)
    });
    let asks =
        ["@import", "javascript:", "image-set(", "src("].iter().any(|word| text.contains(word));
    addresses_stay && !asks && !text.contains('\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(inside: &str) -> String {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{inside}</svg>")
    }

    fn cleaned(text: &str) -> String {
        String::from_utf8(clean(text.as_bytes()).expect("it can be read")).expect("text")
    }

    #[test]
    fn what_only_shows_stays_as_it_is() {
        for inside in [
            "<title>T &amp; é</title><style>.a { fill: url(#g); }</style><circle class=\"a\" r=\"3\"/>",
            "<use href=\"#g\"/><image href=\"data:image/png;base64,AAAA\"/>",
            "<!-- <script> --><text>Tekst &amp; &#233;<tspan>!</tspan></text>",
            "<a href=\"https://elsewhere.example/?a=1&amp;b=2\"><text>Link</text></a><a href=\"../x/\"/>",
            "<g aria-label=\"Jan &amp; Piet (samen)\" inkscape:label=\"x: y; z\" style=\"fill:#123; font-family: &quot;Segoe UI&quot;, &apos;x&apos;\"/><style>a &gt; b { fill: red }</style>",
            "<foreignObject><div xmlns=\"http://www.w3.org/1999/xhtml\">Stap één</div></foreignObject>",
        ] {
            let text = drawing(inside);
            assert_eq!(cleaned(&text), text);
        }
    }

    #[test]
    fn what_runs_or_calls_elsewhere_goes_and_the_rest_stays() {
        for inside in [
            "<script>alert(1)</script>",
            "<g onload=\"alert(1)\"/>",
            "<a href=\"javascript:alert(1)\"><circle r=\"1\"/></a>",
            "<a xlink:href=\" JaVaScript:alert(1)\"/>",
            "<foreignObject><h:img xmlns:h=\"http://www.w3.org/1999/xhtml\" src=\"https://elsewhere.example/alert\"/></foreignObject>",
            "<h:meta xmlns:h=\"http://www.w3.org/1999/xhtml\" http-equiv=\"refresh\" content=\"0;URL=http://elsewhere.example/\"/>",
            "<s:script xmlns:s=\"http://www.w3.org/2000/svg\">alert(1)</s:script>",
            "<image href=\"https://elsewhere.example/p.png\"/>",
            "<style>@import 'https://elsewhere.example/alert.css';</style>",
            "<rect style=\"fill: url(https://elsewhere.example/p.svg#x)\"/>",
        ] {
            let text = drawing(&format!("{inside}<path d=\"M0 0\"/>"));
            let text = text.replace("<svg ", "<svg xmlns:xlink=\"http://www.w3.org/1999/xlink\" ");
            let clean = cleaned(&text);
            for gone in ["script:", "<script", "onload", "alert", "//elsewhere"] {
                assert!(!clean.to_lowercase().contains(gone), "{gone} in {clean}");
            }
            assert!(clean.contains("<path"), "{clean}");
        }
    }

    #[test]
    fn what_is_written_in_a_roundabout_way_is_not_trusted() {
        for inside in [
            "<a><set attributeName=\"href\" to=\"javascript:x\"/></a>",
            "<a><set attributeName=\"&#104;ref\" to=\"&#106;avascript:x\"/></a>",
            "<a href=\"&#106;avascript:x\"/>",
            "<rect style=\"fill:u\\72l(http://elsewhere.example/p)\"/>",
            "<style>rect { fill: u&#114;l(http://elsewhere.example/p) }</style>",
        ] {
            let text = drawing(inside);
            assert!(!is_quiet(text.as_bytes()), "{inside}");
            // What is given out after all is quiet.
            assert!(clean(text.as_bytes()).map_or(true, |out| is_quiet(&out)), "{inside}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_not_given_out() {
        for broken in [
            "<svg><style>rect { background: image-set(\"http://alert.example/p\" 1x) }</style></svg>",
            "<svg onload=\"alert(1)\"",
            "<svg><script>alert(1)</script><g></svg>",
            "<!DOCTYPE svg [<!ENTITY x \"<script>alert(1)</script>\">]><svg>&x;",
        ] {
            let out = clean(broken.as_bytes()).unwrap_or_default();
            assert!(!String::from_utf8_lossy(&out).contains("alert"), "{broken}");
        }
        let wide: Vec<u8> = "\u{feff}<svg onload=\"alert(1)\"/>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let out = clean(&wide).unwrap_or_default();
        assert!(!String::from_utf8_lossy(&out).replace('\0', "").contains("alert"));
    }
}
