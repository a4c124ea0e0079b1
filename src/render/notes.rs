//! A page → the same, on which no two footnotes have one id: its text and each of its fields number theirs from one.
//!
//! This goes over the page as its template made it, since only there is known which texts it shows, and in which order.

/// How the list of notes under a text begins, and how it ends.
const LIST: (&str, &str) = ("<section class=\"footnotes\" role=\"doc-endnotes\"", "</section>");
/// What stands before the number in an id, or in a link to one.
const MARKS: [&str; 4] = ["=\"_note", "=\"_ref", "=\"#_note", "=\"#_ref"];

/// The page with notes that can be told apart; those of the first text stay as they are.
pub(super) fn apart(page: Vec<u8>) -> Vec<u8> {
    if memchr::memmem::find_iter(&page, LIST.0).nth(1).is_none() {
        return page;
    }
    match String::from_utf8(page) {
        Ok(html) => numbered(&html).into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

fn numbered(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 1024);
    let mut rest = html;
    for text in 1.. {
        let list = rest.find(LIST.0).unwrap_or(rest.len());
        let end = rest[list..].find(LIST.1).map_or(rest.len(), |end| list + end);
        let (these, after) = rest.split_at(end);
        renumber(&mut out, these, text);
        rest = after;
        if rest.is_empty() {
            break;
        }
    }
    out
}

/// Writes one text, and what stands before it, with the number of the text in all its notes.
fn renumber(out: &mut String, html: &str, text: usize) {
    if text == 1 {
        out.push_str(html);
        return;
    }
    let mut from = 0;
    for (at, _) in html.match_indices("=\"") {
        let Some(mark) = MARKS.iter().find(|mark| html[at..].starts_with(**mark)) else { continue };
        // Words may look like an attribute; only in a tag they are one.
        let before = &html[..at];
        if before.rfind('<') > before.rfind('>') {
            let number = at + mark.len();
            out.push_str(&html[from..number]);
            out.push_str(&format!("{text}-"));
            from = number;
        }
    }
    out.push_str(&html[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> String {
        format!(
            "<p>{words}<sup class=\"footnote-ref\" id=\"_ref1\"><a href=\"#_note1\">1</a></sup></p>\
             <section class=\"footnotes\" role=\"doc-endnotes\"><li id=\"_note1\"><a href=\"#_ref1\">↩</a></li></section>"
        )
    }

    #[test]
    fn each_text_has_notes_of_its_own() {
        let page = format!("<main>{}{}<p>=\"_note1</p>{}</main>", text("a"), text("b"), text("c"));
        let html = String::from_utf8(apart(page.into_bytes())).expect("text");
        let count = |what: &str| html.matches(what).count();
        for id in ["1", "2-1", "3-1"] {
            for what in ["id=\"_note", "href=\"#_note", "id=\"_ref", "href=\"#_ref"] {
                assert_eq!(count(&format!("{what}{id}\"")), 1, "{what}{id} in {html}");
            }
        }
        assert_eq!(count("<p>=\"_note1</p>"), 1, "words stay as they are");
        let plain = text("alone").into_bytes();
        assert_eq!(apart(plain.clone()), plain);
    }
}
