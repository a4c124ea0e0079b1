//! The marks that stand for holes while HTML is being written, and their removal.

use super::Hole;

/// Stands before and after a link's ordinal, or that of a list with [`LIST`] or of a heading with [`HEADING`] before
/// it. Markdown cannot make it: CommonMark turns U+0000 into U+FFFD.
pub(super) const HOLE: char = '\0';

/// Tells the mark of a list from that of a link.
pub(super) const LIST: char = 'L';

/// Tells the mark behind a heading from that of a link.
pub(super) const HEADING: char = 'H';
/// Tells the mark behind the words of a link from that of where it leads.
pub(super) const AFTER: char = 'A';

/// HTML with marks → HTML without the attributes that hold them, and the place and ordinal of each.
pub(super) fn split_holes(html: String) -> (Box<str>, Box<[(u32, Hole)]>) {
    if memchr::memchr(0, html.as_bytes()).is_none() {
        return (html.into(), Box::default());
    }
    let mut split = Split { out: String::with_capacity(html.len()), holes: Vec::new() };
    let mut rest = html.as_str();
    while let Some((before, after)) = rest.split_once(HOLE) {
        let Some((number, after)) = after.split_once(HOLE) else { break };
        rest = split.mark(number, (before, after));
    }
    split.out.push_str(rest);
    (split.out.into(), split.holes.into())
}

struct Split {
    out: String,
    holes: Vec<(u32, Hole)>,
}

impl Split {
    /// Takes a mark, with the HTML before it and all that is after it; gives what is left of that.
    fn mark<'h>(&mut self, number: &str, (before, after): (&'h str, &'h str)) -> &'h str {
        if let Some(number) = number.strip_prefix(LIST) {
            self.out.push_str(before);
            self.hole(number, Hole::List);
            return after;
        }
        if let Some(number) = number.strip_prefix(HEADING) {
            self.out.push_str(before);
            self.hole(number, Hole::Heading);
            return after;
        }
        if let Some(number) = number.strip_prefix(AFTER) {
            self.out.push_str(before);
            self.hole(number, Hole::LinkEnd);
            return after;
        }
        // The mark is the whole value of ` href="…"` or ` src="…"`.
        let attribute = before.rfind(' ').unwrap_or(before.len());
        let kept = before.get(..attribute).unwrap_or(before);
        let after = after.strip_prefix('"').unwrap_or(after);
        if let Some(tag) = start_of_picture(before) {
            let (inside, after) = after.split_at(end_of_tag(after));
            self.out.push_str(before.get(..tag).unwrap_or_default());
            self.hole(number, Hole::Picture);
            let attributes = kept.get(tag + PICTURE.len()..).unwrap_or_default();
            self.out.push_str(&without_sides(&format!("{attributes}{inside}")));
            self.hole(number, Hole::PictureEnd);
            return after;
        }
        self.out.push_str(kept);
        self.hole(number, Hole::Link);
        after
    }

    fn hole(&mut self, number: &str, hole: impl FnOnce(u32) -> Hole) {
        if let (Ok(at), Ok(number)) = (u32::try_from(self.out.len()), number.parse()) {
            self.holes.push((at, hole(number)));
        }
    }
}

const PICTURE: &str = "<img";

/// Where the tag of a picture begins, whose `src="` ends the HTML. The words of another attribute may hold what looks
/// like one.
fn start_of_picture(before: &str) -> Option<usize> {
    let tag = before.strip_suffix(" src=\"")?;
    let starts = tag.rmatch_indices(PICTURE).map(|(at, _)| at);
    let is_outside =
        |at: &usize| tag.get(*at..).is_some_and(|tag| tag.matches('"').count() % 2 == 0);
    let start = starts.into_iter().find(is_outside)?;
    tag.get(start..).is_some_and(|tag| end_of_tag(tag) == tag.len()).then_some(start)
}

/// Where a tag ends, `>` included; what stands in quotes does not end it.
fn end_of_tag(text: &str) -> usize {
    let mut is_quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'>' if !is_quoted => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Attributes without a width and a height: those of the picture itself are known.
fn without_sides(attributes: &str) -> String {
    let mut out = attributes.to_owned();
    for name in [" width=\"", " height=\""] {
        let found = out.match_indices(name).map(|(at, _)| at);
        let is_outside =
            |at: &usize| out.get(..*at).is_some_and(|b| b.matches('"').count() % 2 == 0);
        let Some(start) = found.into_iter().find(is_outside) else { continue };
        let value = start + name.len();
        let end = out.get(value..).and_then(|rest| rest.find('"')).map(|at| value + at + 1);
        out.replace_range(start..end.unwrap_or(out.len()), "");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(html: &str) -> (String, Vec<(u32, Hole)>) {
        let (html, holes) = split_holes(html.to_owned());
        (html.into(), holes.into())
    }

    #[test]
    fn a_picture_is_known_by_its_tag() {
        let html =
            "<p>a <img alt=\"<img > b\" src=\"\x007\x00\" width=\"3\" title=\" width=\" />c</p>";
        assert_eq!(
            split(html),
            (
                "<p>a  alt=\"<img > b\" title=\" width=\" />c</p>".to_owned(),
                vec![(5, Hole::Picture(7)), (39, Hole::PictureEnd(7))]
            )
        );
    }

    #[test]
    fn a_link_has_two_holes() {
        assert_eq!(
            split("<a href=\"\x001\x00\">x\x00A1\x00</a>"),
            ("<a>x</a>".to_owned(), vec![(2, Hole::Link(1)), (4, Hole::LinkEnd(1))])
        );
    }
}
