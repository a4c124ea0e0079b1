//! A drawing (SVG) → the same, in which nothing runs and nothing is asked of another host.
//!
//! On a page it is a picture and does neither; but whoever opens its address opens a document of the site. One in which
//! there is nothing of the kind stays as it is, byte for byte.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::clean::Unclean;

/// How far the first element is looked for.
const BEGIN: usize = 64 * 1024;
/// Elements that run, or hold a document of another kind.
const ACTIVE: [&str; 9] = [
    "script",
    "foreignobject",
    "iframe",
    "embed",
    "object",
    "handler",
    "listener",
    "audio",
    "video",
];

/// Whether a file is a drawing.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    let begin = bytes.get(..BEGIN).unwrap_or(bytes);
    memchr::memmem::find(begin, b"<svg").is_some() && !begin.contains(&0)
}

/// The drawing for its own address.
///
/// # Errors
/// [`Unclean`] where it cannot be read, so that nobody knows what browsers make of it.
pub(super) fn clean(bytes: &[u8]) -> Result<Vec<u8>, Unclean> {
    if is_quiet(bytes) {
        return Ok(bytes.to_vec());
    }
    let mut filter = svg_hush::Filter::new();
    filter.set_data_url_filter(svg_hush::data_url_filter::allow_standard_images);
    let mut out = Vec::with_capacity(bytes.len());
    filter.filter(&mut &bytes[..], &mut out).map_err(|_| Unclean)?;
    Ok(out)
}

/// Whether a drawing can be read to its end and does nothing.
fn is_quiet(bytes: &[u8]) -> bool {
    let mut reader = Reader::from_reader(bytes);
    let mut depth = 0_usize;
    loop {
        let is_quiet = match reader.read_event() {
            Ok(Event::Start(element)) => {
                depth += 1;
                is_quiet_element(&element)
            }
            Ok(Event::Empty(element)) => is_quiet_element(&element),
            Ok(Event::End(_)) => {
                depth = depth.saturating_sub(1);
                true
            }
            Ok(Event::Text(text)) => is_quiet_style(&text),
            Ok(Event::CData(text)) => is_quiet_style(&text),
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
        let name = attribute.key.local_name().as_ref().to_lowercase();
        let value = attribute.value.trim();
        match name.as_str() {
            name if name.starts_with("on") => false,
            "href" | "src" => value.starts_with('#') || value.starts_with("data:image/"),
            // An animation can write a `javascript:` in a link.
            "attributename" => !value.to_lowercase().contains("href"),
            _ => is_quiet_style(value),
        }
    });
    attributes && !ACTIVE.contains(&name.as_str())
}

/// Whether what may be a style asks for nothing outside the drawing. What is written in a roundabout way is not trusted.
fn is_quiet_style(text: &str) -> bool {
    let text = text.to_lowercase();
    let addresses_stay = text.split("url(").skip(1).all(|rest| {
        let address = rest.trim_start_matches([' ', '"', '\'']);
        address.starts_with('#') || address.starts_with("data:image/")
    });
    addresses_stay && !text.contains("@import") && !text.contains("javascript:")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(inside: &str) -> String {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{inside}</svg>")
    }

    fn cleaned(text: &str) -> String {
        assert!(is_one(text.as_bytes()), "{text}");
        String::from_utf8(clean(text.as_bytes()).expect("it can be read")).expect("text")
    }

    #[test]
    fn what_only_shows_stays_as_it_is() {
        for inside in [
            "<title>T &amp; é</title><style>.a { fill: url(#g); }</style><circle class=\"a\" r=\"3\"/>",
            "<use href=\"#g\"/><image href=\"data:image/png;base64,AAAA\"/>",
            "<!-- <script> --><text>Tekst<tspan>!</tspan></text>",
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
            "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">alert</p></foreignObject>",
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
    fn an_animation_writes_no_address() {
        let clean = cleaned(&drawing("<a><set attributeName=\"href\" to=\"javascript:x\"/></a>"));
        assert!(!clean.contains("attributeName"), "{clean}");
    }

    #[test]
    fn what_cannot_be_read_is_not_given_out() {
        for broken in [
            "<svg onload=\"alert(1)\"",
            "<svg><script>alert(1)</script><g></svg>",
            "<!DOCTYPE svg [<!ENTITY x \"<script>alert(1)</script>\">]><svg>&x;",
        ] {
            let out = clean(broken.as_bytes()).unwrap_or_default();
            assert!(!String::from_utf8_lossy(&out).contains("alert"), "{broken}");
        }
        assert!(!is_one(b"<html>") && !is_one(b"\x89PNG <svg\0"));
    }
}
