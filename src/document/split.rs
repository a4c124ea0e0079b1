//! A file's text → front matter and body.

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
}

/// Finds the front matter: from a fence on the first line to the same fence on a line of its own.
///
/// A file may also begin with a thematic break. An opening fence that never closes is front matter only if the next
/// line looks like `name: value`; it then ends at the first empty line, so that the text below is not lost.
pub fn split(text: &str) -> Split {
    let none = Split { front: None, body: 0 };
    let Some((first, _)) = text.split_once('\n') else { return none };
    let fence = match first.trim_end() {
        "---" => "---",
        "+++" => "+++",
        _ => return none,
    };
    let start = first.len() + 1;
    let mut at = start;
    let mut blank = None;
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            let inside = text.get(start..at).unwrap_or_default();
            let is_prose = inside.starts_with(['\n', '\r'])
                && !inside.lines().any(|line| looks_like_key(line, fence));
            if is_prose && !inside.trim().is_empty() {
                return none;
            }
            let front = Front { range: start..at, fence, is_closed: true };
            return Split { front: Some(front), body: at + line.len() };
        }
        if bare.is_empty() {
            blank.get_or_insert(at);
        }
        at += line.len();
    }
    let end = blank.unwrap_or(text.len());
    let looks_meant = text
        .get(start..end)
        .unwrap_or_default()
        .lines()
        .next()
        .is_some_and(|line| looks_like_key(line, fence));
    if !looks_meant {
        return none;
    }
    Split { front: Some(Front { range: start..end, fence, is_closed: false }), body: end }
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

    #[test]
    fn fences() {
        assert_eq!(split("---\na: 1\n---\nx").body, 13);
        assert_eq!(split("---\r\na: 1\r\n---\r\nx").body, 16);
        assert_eq!(split("+++\na = 1\n+++\n").front.map(|f| f.fence), Some("+++"));
        assert_eq!(split("---\n\nEen streep\n").front, None);
        assert_eq!(split("# Kop\n---\na: 1\n---\n").front, None);
        let open = split("---\ntitel: x\n\ntekst\n");
        assert_eq!(open.body, 13);
        assert_eq!(open.front.map(|f| f.is_closed), Some(false));
        for text in ["", "---", "---\n", "+++", "---\r"] {
            assert_eq!(split(text).front, None, "{text:?}");
        }
    }
}
