//! A file's text → front matter and body.
//!
//! Word processors and forms of a CMS spoil fences: `—`, `----`, an empty line or a space before `---`. Such a block is
//! read all the same, with what is wrong with it; a text that only begins with a line is never taken for one.

use crate::diagnostic::FenceFlaw;

/// Where the front matter and the body are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The front matter, if there is any.
    pub front: Option<Front>,
    /// The byte at which the body begins.
    pub body: usize,
}

/// The front matter of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Front {
    /// The bytes between the fences.
    pub range: std::ops::Range<usize>,
    /// The fence: `---` (YAML) or `+++` (TOML).
    pub fence: &'static str,
    /// Whether the closing fence is there.
    pub is_closed: bool,
    /// What is wrong with a fence, and the bytes of its line.
    pub flaws: Vec<(std::ops::Range<usize>, FenceFlaw)>,
}

/// Finds the front matter: from a fence on the first line to the same fence on a line of its own.
///
/// A file may also begin with a thematic break. An opening fence that never closes is front matter only if the next
/// line looks like `name: value`; it then ends at the first empty line, so that the text below is not lost. Where the
/// opening fence is not as it should be, one of the lines below it must begin with a name that weef `knows`.
pub fn split(text: &str, knows: &dyn Fn(&str) -> bool) -> Split {
    let (first, _) = text.split_once('\n').unwrap_or((text, ""));
    match first.trim_end() {
        "---" => opened(text, first.len() + 1, "---"),
        "+++" => opened(text, first.len() + 1, "+++"),
        _ => spoiled(text, knows).unwrap_or(Split { front: None, body: 0 }),
    }
}

/// The front matter below a fence that is as it should be.
fn opened(text: &str, start: usize, fence: &'static str) -> Split {
    let none = Split { front: None, body: 0 };
    if start > text.len() {
        return none;
    }
    let front = |end, is_closed, flaws| Some(Front { range: start..end, fence, is_closed, flaws });
    let mut at = start;
    let mut blank = None;
    // A line that was meant as the closing fence, and whether all lines up to here could be front matter.
    let mut meant: Option<(usize, &str)> = None;
    let mut is_front = true;
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            let inside = text.get(start..at).unwrap_or_default();
            let is_prose = inside.starts_with(['\n', '\r'])
                && !inside.lines().any(|line| looks_like_key(line, fence));
            if is_prose && !inside.trim().is_empty() {
                return none;
            }
            // With text before it, this is a line between two paragraphs.
            if is_front || meant.is_none() {
                return Split { front: front(at, true, Vec::new()), body: at + line.len() };
            }
            break;
        }
        if meant.is_none() && is_front && at > start && is_fence_like(bare, fence) {
            meant = Some((at, line));
        } else {
            is_front = is_front && is_front_line(bare, fence);
        }
        if bare.is_empty() {
            blank.get_or_insert(at);
        }
        at += line.len();
    }
    let inside = text.get(start..).unwrap_or_default();
    if !inside.lines().next().is_some_and(|line| looks_like_key(line, fence)) {
        return none;
    }
    if let Some((at, line)) = meant {
        let found = line.trim_end().to_owned();
        let flaw = (at..at + line.trim_end().len(), FenceFlaw::Closing { found });
        return Split { front: front(at, true, vec![flaw]), body: at + line.len() };
    }
    let end = blank.unwrap_or(text.len());
    Split { front: front(end, false, Vec::new()), body: end }
}

/// The front matter of a text whose opening fence is not there, or not as it should be.
fn spoiled(text: &str, knows: &dyn Fn(&str) -> bool) -> Option<Split> {
    let fence = "---";
    let above = text.len() - text.trim_start_matches(is_white).len();
    let line_start = text.get(..above)?.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(line_start..)?.split_inclusive('\n').next()?;
    let found = line.trim_end();
    let is_fence = is_fence_like(found, fence) && found.trim() != "+++" || found == fence;
    let start = if is_fence { line_start + line.len() } else { 0 };
    if !is_fence && above > 0 {
        return None;
    }
    let (end, close) = closing(text, start, found.trim(), knows)?;
    let sign = found.trim_matches(is_white);
    let both = sign == close.trim();
    let flaw = match sign {
        _ if !is_fence => FenceFlaw::NoOpening,
        "---" if line_start > 0 => FenceFlaw::LinesAbove,
        "---" => FenceFlaw::SpaceBefore,
        _ => FenceFlaw::Opening { found: sign.to_owned(), both },
    };
    let mut flaws = vec![(0..0, flaw)];
    let is_same = close.trim_end() == fence || is_fence && both && sign != fence;
    if !is_same && close.trim_end() != "..." {
        let found = close.trim_end().to_owned();
        flaws.push((end..end + found.len(), FenceFlaw::Closing { found }));
    }
    let front = Front { range: start..end, fence, is_closed: true, flaws };
    Some(Split { front: Some(front), body: end + close.len() })
}

/// Where a block closes whose opening is spoiled, and that line. Nothing but lines of front matter stand in it.
fn closing<'t>(
    text: &'t str,
    start: usize,
    opening: &str,
    knows: &dyn Fn(&str) -> bool,
) -> Option<(usize, &'t str)> {
    let mut at = start;
    let mut is_known = false;
    for line in text.get(start..)?.split_inclusive('\n') {
        let bare = line.trim_end();
        let is_close = matches!(bare, "---" | "...") || bare.trim() == opening && at > start;
        if at > start && (is_close || is_fence_like(bare, "---")) {
            return is_known.then_some((at, line));
        }
        let is_first = at == start && !looks_like_key(bare, "---");
        if is_first || bare.is_empty() || !is_front_line(bare, "---") {
            return None;
        }
        let name = line.split(':').next().unwrap_or_default();
        is_known = is_known || name.starts_with(char::is_lowercase) && knows(name);
        at += line.len();
    }
    None
}

/// White space, and characters without width that are pasted along.
fn is_white(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

/// Whether a line was meant as a fence, but is none.
fn is_fence_like(line: &str, fence: &str) -> bool {
    let sign = line.trim_matches(is_white);
    let is_dashes = !sign.is_empty() && sign.chars().all(|c| matches!(c, '-' | '–' | '—'));
    let is_fence = is_dashes && sign != "-" || sign == "+++";
    is_fence && line != fence
}

/// Whether a line could stand in front matter.
fn is_front_line(line: &str, fence: &str) -> bool {
    line.is_empty()
        || line.starts_with([' ', '\t', '#', '[', ']', '}'])
        || line.starts_with("- ")
        || looks_like_key(line, fence)
}

fn looks_like_key(line: &str, fence: &str) -> bool {
    let sign = if fence == "---" { ':' } else { '=' };
    line.split_once(sign).is_some_and(|(key, _)| {
        let key = key.trim();
        !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split_known(text: &str) -> Split {
        split(text, &|name| matches!(name, "titel" | "datum"))
    }

    #[test]
    fn fences() {
        assert_eq!(split_known("---\na: 1\n---\nx").body, 13);
        assert_eq!(split_known("---\r\na: 1\r\n---\r\nx").body, 16);
        assert_eq!(split_known("+++\na = 1\n+++\n").front.map(|f| f.fence), Some("+++"));
        assert_eq!(split_known("---\n\nEen streep\n").front, None);
        assert_eq!(split_known("# Kop\n---\na: 1\n---\n").front, None);
        let open = split_known("---\ntitel: x\n\ntekst\n");
        assert_eq!(open.body, 13);
        assert_eq!(open.front.map(|f| f.is_closed), Some(false));
        for text in ["", "---", "---\n", "+++", "---\r"] {
            assert_eq!(split_known(text).front, None, "{text:?}");
        }
    }

    /// The flaws of the front matter, its text, and the body.
    fn parts(text: &str) -> (Vec<FenceFlaw>, &str, &str) {
        let split = split_known(text);
        let front = split.front.unwrap_or_else(|| panic!("no front matter in {text:?}"));
        let flaws = front.flaws.into_iter().map(|(_, flaw)| flaw).collect();
        (flaws, &text[front.range], &text[split.body..])
    }

    #[test]
    fn spoiled_fences() {
        let found = |found: &str| found.to_owned();
        for (open, close, flaws) in [
            ("", "---", vec![FenceFlaw::NoOpening]),
            ("\n---\n", "---", vec![FenceFlaw::LinesAbove]),
            (" ---\n", "---", vec![FenceFlaw::SpaceBefore]),
            ("----\n", "---", vec![FenceFlaw::Opening { found: found("----"), both: false }]),
            ("----\n", "----", vec![FenceFlaw::Opening { found: found("----"), both: true }]),
            ("—\n", "—", vec![FenceFlaw::Opening { found: found("—"), both: true }]),
            ("---\n", "--", vec![FenceFlaw::Closing { found: found("--") }]),
            ("---\n", " ---", vec![FenceFlaw::Closing { found: found(" ---") }]),
            ("---\n", "+++", vec![FenceFlaw::Closing { found: found("+++") }]),
        ] {
            let text = format!("{open}titel: x\ndatum: y\n{close}\n\nTekst.\n\n---\n\nNog een.\n");
            let body = "\nTekst.\n\n---\n\nNog een.\n";
            assert_eq!(parts(&text), (flaws, "titel: x\ndatum: y\n", body), "{text:?}");
        }
        let text = "+++\ntitel = 1\n---\n\nTekst\n";
        assert_eq!(parts(text).0, [FenceFlaw::Closing { found: found("---") }]);
    }

    #[test]
    fn texts_that_are_no_front_matter() {
        for text in [
            "Datum: vandaag\n---\nTekst",
            "\n---\n\nEen streep\n\n---\n",
            "----\n\ntitel: x\n----\n",
            "naam: x\n---\n",
            "titel: x\n\nTekst\n---\n",
            "titel: x\nTekst\n---\n",
            "    ---\n",
            "—\nzei hij\n—\n",
        ] {
            assert_eq!(split_known(text), Split { front: None, body: 0 }, "{text:?}");
        }
        let long = "---\ntekst: |\n  een\n  ---\n  twee\nb: 1\n---\nx";
        assert_eq!(parts(long), (Vec::new(), "tekst: |\n  een\n  ---\n  twee\nb: 1\n", "x"));
    }
}
