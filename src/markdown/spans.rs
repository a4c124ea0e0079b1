//! The marks that stand for holes while HTML is being written, and their removal.

use super::Hole;

/// Stands before and after a link's ordinal, or that of a list with [`LIST`] before it. Markdown cannot make it: CommonMark turns U+0000 into U+FFFD.
pub(super) const HOLE: char = '\0';

/// Tells the mark of a list from that of a link.
pub(super) const LIST: char = 'L';

/// HTML with marks → HTML without the attributes that hold them, and the place and ordinal of each.
pub(super) fn split_holes(html: String) -> (Box<str>, Box<[(u32, Hole)]>) {
    if memchr::memchr(0, html.as_bytes()).is_none() {
        return (html.into(), Box::default());
    }
    let mut out = String::with_capacity(html.len());
    let mut holes = Vec::new();
    let mut rest = html.as_str();
    while let Some((before, after)) = rest.split_once(HOLE) {
        let Some((number, after)) = after.split_once(HOLE) else { break };
        if let Some(number) = number.strip_prefix(LIST) {
            out.push_str(before);
            if let (Ok(at), Ok(list)) = (u32::try_from(out.len()), number.parse()) {
                holes.push((at, Hole::List(list)));
            }
            rest = after;
            continue;
        }
        // The mark is the whole value of ` href="…"` or ` src="…"`.
        let attribute = before.rfind(' ').unwrap_or(before.len());
        out.push_str(before.get(..attribute).unwrap_or(before));
        if let (Ok(at), Ok(link)) = (u32::try_from(out.len()), number.parse()) {
            holes.push((at, Hole::Link(link)));
        }
        rest = after.strip_prefix('"').unwrap_or(after);
    }
    out.push_str(rest);
    (out.into(), holes.into())
}
