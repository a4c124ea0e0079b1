//! The marks that stand for holes while HTML is being written, and their removal.

use super::Hole;

/// Stands before and after a link's ordinal, or that of a list with [`LIST`] or of a heading with [`HEADING`] before
/// it. Markdown cannot make it: CommonMark turns U+0000 into U+FFFD.
pub(super) const HOLE: char = '\0';

/// Tells the mark of a list from that of a link.
pub(super) const LIST: char = 'L';

/// Tells the mark behind a heading from that of a link.
pub(super) const HEADING: char = 'H';

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
        let list = number.strip_prefix(LIST).and_then(|nth| Some(Hole::List(nth.parse().ok()?)));
        let heading = || number.strip_prefix(HEADING)?.parse().ok().map(Hole::Heading);
        if let Some(hole) = list.or_else(heading) {
            out.push_str(before);
            if let Ok(at) = u32::try_from(out.len()) {
                holes.push((at, hole));
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
